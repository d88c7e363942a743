"""A call to the number: it greets, says how to text, and puts "call back" on the desk."""

from __future__ import annotations

from xml.sax.saxutils import escape

from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import people
from mutualaid.transport.numbers import normalise

VOICES = {"en": "en-US", "es": "es-MX"}


def answer(kit: Kit, phone: str) -> str:
    """TwiML that greets in each of the group's languages. A caller whose number we see is put on the desk."""
    number = normalise(phone, kit.config.group.country)
    if number is not None:
        kit.turn(lambda turn: _call_back(turn, number))
    now = kit.clock.now()
    says = ""
    for language in kit.config.group.languages:
        words = escape(kit.catalogue.render("voice", language, {}, now))
        says += f'<Say language="{VOICES[language]}">{words}</Say>'
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{says}</Response>'


def _call_back(turn: Turn, phone: str) -> None:
    """Whoever calls gets no text they did not ask for: only a coordinator's call."""
    who = people.by_phone(turn.tx, phone)
    turn.case("call_back", 1, neighbour_id=who.id if who else None, note=None if who else phone)
