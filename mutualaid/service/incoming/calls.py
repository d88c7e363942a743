"""Calls to the number. A caller is greeted and told how to text, and a key has a person call back; who is connected
is put through to the other side, and neither sees the other's number.

A call is a chain of requests that share nothing but what their addresses carry: the matches of a menu, in its
order, and how often a key meant nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mutualaid.domain.conversation.talk import Tie
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import Standing
from mutualaid.service import phones
from mutualaid.service.incoming.recall import ties_of
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people, plan
from mutualaid.transport.base import Answer, Call, Ring, Spoken
from mutualaid.transport.numbers import caller_number, masked, sendable

log = logging.getLogger(__name__)

GREETINGS_AGAIN = 2
"""How often a key that means nothing is answered with the greeting."""

MOST_CHOICES = 9
"""As many as there are keys."""

LOOK_BACK = 20
"""How many entries of the log about one phone are looked through for a call."""

SAME_CALL = timedelta(seconds=15)
"""How long the provider goes on asking for the answer to one call."""

Part = tuple[str, Mapping[str, Any]]
"""A line and its values."""

HELLO: tuple[Part, ...] = (("voice_hello", {}), ("voice_danger", {}))
PRESS: Part = ("voice_press", {})


def answer(kit: Kit, call: Call) -> Answer:
    """Somebody calls."""
    phone = caller_number(call.from_, kit.config.group.country)
    if phone is None:
        log.info("a call from a number that is not shown")
        return Answer(_says(kit, None, *HELLO, ("voice_hidden", {})))
    log.info("a call from %s", masked(phone))

    def work(turn: Turn) -> Answer:
        who = _caller(turn, phone)
        _note(turn, who)
        return _greet(turn, who)

    return kit.turn(work)


def press(kit: Kit, call: Call, match_ids: tuple[str, ...] = (), again: int = 0) -> Answer:
    """The caller pressed a key, or none. `match_ids` are the connections they could choose from."""
    phone = caller_number(call.from_, kit.config.group.country)
    if phone is None:
        return Answer()

    def work(turn: Turn) -> Answer:
        who = _caller(turn, phone)
        if who.standing is Standing.BLOCKED:
            return _greet(turn, who)
        if call.key == "0" or (call.key == "1" and not match_ids):
            return _call_back(turn, who)
        if call.key.isdecimal() and int(call.key) <= len(match_ids):
            return _put_through(turn, who, match_ids[int(call.key) - 1])
        if call.key and again < GREETINGS_AGAIN:
            return _greet(turn, who, ("voice_no_such", {}), again=again + 1)
        _leave_note(turn, who)
        return Answer(_says(turn.kit, who, ("voice_end", {})))

    return kit.turn(work)


def announce(kit: Kit, call: Call, match_id: str) -> Answer:
    """A phone we rang was picked up, by whomever: it hears who calls, and nobody is connected without the key."""

    def work(turn: Turn) -> Answer:
        rung, tie = _rung(turn, call, match_id)
        if tie is None:
            return Answer()
        whisper = _says(turn.kit, rung, ("voice_whisper", {"name": tie.other_name}))
        return Answer(whisper, key_to=f"/voice/take?match={match_id}")

    return kit.turn(work)


def take(kit: Kit, call: Call, match_id: str) -> Answer:
    """Whoever was rung pressed a key, or none."""

    def work(turn: Turn) -> Answer:
        rung, tie = _rung(turn, call, match_id)
        if rung is None or tie is None or call.key != "1":
            return Answer()
        turn.who = rung.name or "a neighbor"
        turn.log("take call", neighbour_id=rung.id, need_id=tie.need.id, match_id=match_id)
        return Answer(_says(turn.kit, rung, ("voice_taken", {})), connects=True)

    return kit.turn(work)


def after(kit: Kit, call: Call, match_id: str) -> Answer:
    """The other side hung up, or nobody there took the call."""
    phone = caller_number(call.from_, kit.config.group.country)
    if phone is None:
        return Answer()

    def work(turn: Turn) -> Answer:
        who = _caller(turn, phone)
        tie = _open_tie(turn, who, match_id)
        if tie is None or _taken(turn, who, tie):
            return Answer()
        turn.log("miss call", neighbour_id=who.id, need_id=tie.need.id, match_id=match_id)
        nobody = ("voice_nobody", {"name": tie.other_name})
        return Answer(_says(turn.kit, who, nobody, PRESS), key_to=_key_to((), GREETINGS_AGAIN))

    return kit.turn(work)


def greet_only(kit: Kit) -> Answer:
    """For when nothing can be kept: whoever calls still hears who we are, what to do in danger and how to text."""
    return Answer(_says(kit, None, *HELLO, ("voice_text", {})))


# --- the caller ------------------------------------------------------------------------------------------------


def _caller(turn: Turn, phone: str) -> Neighbour:
    who = phones.caller(turn, phone)
    turn.who = who.name or "a neighbor"
    return who


def _note(turn: Turn, who: Neighbour) -> None:
    """Logs the call, once: the provider may ask several times for one answer."""
    before = _last(turn, who, "call")
    if before is None or turn.now - before >= SAME_CALL:
        turn.log("call", neighbour_id=who.id)


def _greet(turn: Turn, who: Neighbour, *first: Part, again: int = 0) -> Answer:
    if who.standing is Standing.BLOCKED:
        return Answer(_says(turn.kit, who, *HELLO, ("voice_blocked", {})))
    ties, why_none = _within_reach(turn, who)
    greeting = first or HELLO
    if not ties:
        _leave_note(turn, who)
        texts: tuple[Part, ...] = ((why_none, {}),) if why_none else ()
        if not why_none and who.standing is Standing.ACTIVE:
            texts = (("voice_text", {}),)
        return Answer(_says(turn.kit, who, *greeting, *texts, PRESS), key_to=_key_to((), again))
    key_to = _key_to(tuple(t.match.id for t in ties), again)
    if len(ties) == 1:
        connect = ("voice_connect", {"name": ties[0].other_name})
        return Answer(_says(turn.kit, who, *greeting, connect), key_to=key_to, ring=_ring(ties[0]))
    choose = ("voice_choose", {"names": [t.other_name for t in ties]})
    return Answer(_says(turn.kit, who, *greeting, choose), key_to=key_to)


def _leave_note(turn: Turn, who: Neighbour) -> None:
    """The desk sees that they called, also where they hang up or do not find the key."""
    if plan.find_open(turn.tx, "call_back", who.id, None, None) is None:
        turn.case("call_back", 2, neighbour_id=who.id, note=_careful(turn, who) or None)


def _call_back(turn: Turn, who: Neighbour) -> Answer:
    """They ask for it: a person calls, by when we say. It is more urgent where somebody may be on the way."""
    connected = any(t.is_open(turn.now) for t in ties_of(turn, who))
    note = f"They asked to be called back. {_careful(turn, who)}".strip()
    turn.case("call_back", 0 if connected else 1, neighbour_id=who.id, note=note)
    turn.log("ask call back", neighbour_id=who.id)
    return Answer(_says(turn.kit, who, ("voice_back", {"by": turn.person_by})))


def _careful(turn: Turn, who: Neighbour) -> str:
    """What whoever calls back must know, "" for nothing."""
    hushed = people.talk(turn.tx, who.id).hushed
    return "Careful: texts to this phone are stopped, for somebody may read or listen along." if hushed else ""


# --- the other side --------------------------------------------------------------------------------------------


def _within_reach(turn: Turn, who: Neighbour) -> tuple[list[Tie], str | None]:
    """The connections this caller can be put through to, one for each person; where there is none though they are
    connected, the line that says so. Whoever reads along learns of none, and where the relay is off coordinators
    pass on what is said."""
    if turn.kit.config.group.relay == "off":
        return [], None
    talk = people.talk(turn.tx, who.id)
    held = talk.held_by is not None and (talk.held_until is None or talk.held_until > turn.now)
    if talk.hushed or held:
        return [], None
    found = {t.other.id: t for t in ties_of(turn, who) if t.is_open(turn.now)}
    barred = needs.ruled_out(turn.tx, who.id)
    willing = [t for t in found.values() if t.other.id not in barred and _may_be_rung(turn, t.other)]
    now = [t for t in willing if not turn.kit.hours.quiet(turn.now) or turn.near(t.match.id, turn.now)]
    if now or not found:
        return now[:MOST_CHOICES], None
    return [], "voice_late" if willing else "voice_cannot"


def _may_be_rung(turn: Turn, who: Neighbour) -> bool:
    if not phones.is_reachable(who) or people.talk(turn.tx, who.id).hushed:
        return False
    return sendable(who.phone, turn.kit.config.sending.countries) is None


def _put_through(turn: Turn, who: Neighbour, match_id: str) -> Answer:
    ties, _ = _within_reach(turn, who)
    tie = next((t for t in ties if t.match.id == match_id), None)
    return _greet(turn, who) if tie is None else Answer(ring=_ring(tie))


def _ring(tie: Tie) -> Ring:
    query = f"match={tie.match.id}"
    return Ring(tie.other.phone, ask=f"/voice/ask?{query}", after=f"/voice/after?{query}")


def _rung(turn: Turn, call: Call, match_id: str) -> tuple[Neighbour | None, Tie | None]:
    """Whose phone was rung, and the match it is about as they see it; None where that is over."""
    who = people.by_phone(turn.tx, call.to)
    return who, _open_tie(turn, who, match_id) if who is not None else None


def _open_tie(turn: Turn, who: Neighbour, match_id: str) -> Tie | None:
    return next((t for t in ties_of(turn, who) if t.match.id == match_id and t.is_open(turn.now)), None)


def _taken(turn: Turn, who: Neighbour, tie: Tie) -> bool:
    """Whether the other side took this call, by our own record."""
    called, taken = _last(turn, who, "call"), _last(turn, tie.other, "take call", tie.match.id)
    return called is not None and taken is not None and taken >= called


def _last(turn: Turn, who: Neighbour, verb: str, match_id: str | None = None) -> datetime | None:
    """When this was last done, by the newest entries of the log; of this match where one is named."""
    turn.write_log()
    for entry in plan.log_of(turn.tx, neighbour_id=who.id, limit=LOOK_BACK):
        if entry.verb == verb and match_id in (None, entry.match_id):
            return entry.at
    return None


# --- words and addresses ---------------------------------------------------------------------------------------


def _says(kit: Kit, who: Neighbour | None, *parts: Part) -> tuple[Spoken, ...]:
    """These lines in the language of whoever listens; in each of the group's where we do not know it."""
    known = who.language if who is not None else None
    every = kit.config.group.languages
    languages = tuple(each for each in every if each == known) or every
    now = kit.clock.now()
    said = {
        each: " ".join(kit.catalogue.render(line, each, values, now) for line, values in parts)
        for each in languages
    }
    return tuple(Spoken(kit.catalogue.about(each)["locale"], words) for each, words in said.items())


def _key_to(match_ids: tuple[str, ...], again: int) -> str:
    return f"/voice/key?match={'.'.join(match_ids)}&again={again}"
