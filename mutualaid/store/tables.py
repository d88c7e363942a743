"""The tables of the store: each after those it refers to."""

from __future__ import annotations

TABLES = (
    "neighbours",
    "coordinators",
    "sign_in_links",
    "talks",
    "strangers",
    "series",
    "needs",
    "offers",
    "offers_near",
    "matches",
    "questions",
    "messages",
    "follow_ups",
    "cases",
    "alarms",
    "places",
    "taught_places",
    "corrections",
    "rulings",
    "log",
    "leases",
    "marks",
    "answers",
    "answer_texts",
    "brakes",
    "address_files",
    "addresses",
    "street_spellings",
)

FIRST = {"messages": "reply_to is not null, id"}
"""Table -> the order in which its rows refer only to rows before them, where one refers to another of its own."""
