"""Honest odds beside the news of a need: how often and how soon such needs found help in this group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mutualaid.domain.odds import odds
from mutualaid.service.turn import Turn
from mutualaid.store.ended import ended

LATELY = timedelta(days=365)
"""How far back the group's own history counts."""

WITH_ODDS = {
    "status_asking": "status_asking_odds",
    "status_looking": "status_looking_odds",
    "status_nobody": "status_nobody_odds",
    "news_asking": "news_asking_odds",
    "news_looking": "news_looking_odds",
    "news_nobody": "news_nobody_odds",
}
"""A line about a need that waits -> the one that tells the odds too."""


def told(turn: Turn, line: str, values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The line and its values, with the odds where there are cases enough."""
    kinds = values.get("kinds")
    if line not in WITH_ODDS or not kinds:
        return line, values
    found = odds(ended(turn.tx, kinds[0], turn.now - LATELY))
    return (line, values) if found is None else (WITH_ODDS[line], {**values, "odds": found})
