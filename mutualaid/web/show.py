"""How things look on a page: times, numbers, what people wrote. Given to the templates."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from mutualaid.domain.matching.explain import KIND_WORDS, LANGUAGES
from mutualaid.domain.messages import Message
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Reading
from mutualaid.language.explaining import Explained, Style, explain
from mutualaid.languages import languages
from mutualaid.service.desk.needs import number
from mutualaid.service.kit import Kit
from mutualaid.service.logwords import said
from mutualaid.service.troubles import troubles
from mutualaid.store.erasing import GONE

KIND_NAMES = {
    "care": "personal care",
    "delivery": "errand or delivery",
    "shelter": "a place to stay",
    "clothing": "clothes",
    "power": "power and batteries",
    "general": "something else",
}
"""Kinds whose own word does not speak for itself."""

_JOINERS = "\u200c\u200d"


def kind_name(kind: str) -> str:
    return KIND_NAMES.get(kind, kind)


def kinds_line(kinds: tuple[str, ...]) -> str:
    """Kinds as a heading: "Food and ride"."""
    named = [kind_name(k) for k in kinds] or ["not known yet"]
    line = named[0] if len(named) == 1 else ", ".join(named[:-1]) + " and " + named[-1]
    return line[:1].upper() + line[1:]


def plain(text: str | None) -> str:
    """What somebody wrote, without characters that are not seen but change how the rest is read: those that turn
    the writing direction, have no width or control a terminal. Joiners within emoji and scripts stay."""
    return "".join(
        char
        for char in text or ""
        if char in "\n\t" or char in _JOINERS or unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co")
    )


def since(at: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that tells: "just now", "12 min", "3 h", "2 days"."""
    gone = now - at
    if gone < timedelta(minutes=1):
        return "just now"
    if gone < timedelta(hours=1):
        return f"{gone // timedelta(minutes=1)} min"
    if gone < timedelta(days=1):
        return f"{gone // timedelta(hours=1)} h"
    days = gone // timedelta(days=1)
    return "1 day" if days == 1 else f"{days} days"


STATE_WORDS = {
    "received": "not worked on yet",
    "handled": "",
    "queued": "waiting to leave",
    "sending": "leaving",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "did not arrive",
    "failed": "failed",
    "dropped": "not sent",
    "unsure": "not known whether it left",
}


def tools(kit: Kit) -> Callable[[], dict[str, Any]]:
    """What templates of the desk may call."""
    zone = kit.config.group.zone
    sending = kit.config.sending
    kept = timedelta(days=kit.config.retention.bodies_days)

    def local(at: datetime | None) -> str:
        if at is None:
            return ""
        then, today = at.astimezone(zone), kit.clock.now().astimezone(zone)
        clock = f"{then.hour % 12 or 12}:{then.minute:02d} {'am' if then.hour < 12 else 'pm'}"
        if then.date() == today.date():
            return f"today {clock}"
        year = "" if then.year == today.year else f", {then.year}"
        return f"{then.strftime('%a %b')} {then.day}{year}, {clock}"

    def price(segments: int, inbound: bool = False) -> str:
        each = sending.price_in if inbound else sending.price
        return f"{sending.currency}{segments * each:.2f}" if segments else ""

    def too_old(at: datetime | None) -> bool:
        """Whether words of that time are erased by age."""
        return bool(kept) and at is not None and kit.clock.now() - at > kept

    def words(message: Message) -> str:
        """What a text said, or why its words are not there."""
        if message.body:
            return plain(message.body)
        if too_old(message.created_at):
            return "(erased by age)"
        gone = message.direction == "out" or message.line == "door" or message.phone.startswith(GONE)
        return "(erased)" if gone else "(no words)"

    def ahead(at: datetime | None) -> bool:
        return at is not None and at > kit.clock.now()

    def moment(iso: str) -> str:
        return local(datetime.fromisoformat(iso))

    def what_is_wrong() -> tuple[tuple[str, datetime | None], ...]:
        return troubles(kit)

    style = Style(kind=kind_name, moment=moment, points=False)

    def read_as(reading: Reading) -> Explained:
        return explain(reading, zone, style)

    def spoken_by(who: Neighbour) -> str:
        return ", ".join(LANGUAGES.get(one, one) for one in who.languages)

    def speaks_too(who: Neighbour) -> str:
        return ", ".join(LANGUAGES.get(one, one) for one in who.languages if one != who.language)

    def consent_said(who: Neighbour) -> str:
        """How, when and by whom somebody agreed to our texts, in a sentence."""
        if who.consent_how is None:
            return "Not on record, so nothing is sent to this phone."
        how = {
            "text": "They texted us",
            "coordinator": f"{who.consent_by or 'A coordinator'} entered it",
            "import": "It came with an import",
        }[who.consent_how]
        note = f": “{who.consent_note}”" if who.consent_note else ""
        return f"{how}, {local(who.consent_at)}{note}."

    def fill() -> dict[str, Any]:
        now = kit.clock.now()
        return {
            "group": kit.config.group,
            "all_kinds": kit.config.group.kinds,
            "local": local,
            "ahead": ahead,
            "troubles": what_is_wrong,
            "ago": lambda at: since(at, now),
            "price": price,
            "kind_name": kind_name,
            "kinds_line": kinds_line,
            "what": lambda kind: KIND_WORDS.get(kind, kind),
            "plain": plain,
            "words": words,
            "read_as": read_as,
            "too_old": too_old,
            "number": number,
            "spoken_by": spoken_by,
            "speaks_too": speaks_too,
            "consent_said": consent_said,
            "languages": LANGUAGES,
            "log_said": said,
            "state_words": STATE_WORDS,
        }

    return fill


def spoken(said: str) -> tuple[str, ...]:
    """Languages as a coordinator wrote them, with commas between: codes, or names in small letters."""
    codes = {name.lower(): code for code, name in LANGUAGES.items() if code in languages()} | {"creole": "ht"}
    words = (" ".join(word.lower().split())[:30] for word in said.replace(";", ",").split(","))
    return tuple(dict.fromkeys(codes.get(word, word) for word in words if word))
