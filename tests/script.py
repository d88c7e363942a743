"""Transcripts: conversations as readable scripts, played against the real service.

    ana> need groceries for 2, 24th and mission
    service> ana [1]: Got it: food for 2, 24th & Mission. …
    -- 2 hours later
    dana approves ana's need
    desk> shortlist (ana)

What a person does is an action; `service>` (with the price in segments), `phone>` (what is heard) and `desk>`
lines are what must follow, all of it and in that order. After `ana>> …` she goes on within ten seconds. `ana
calls, presses 1, ben takes it` rings the number, presses a key, and has who is rung take the call. `#` starts a
comment; before the first action, `start 2026-10-05T09:00` sets the clock and `set review.policy none` the config.
A newline in a text is " / ".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from mutualaid.config import Config
from mutualaid.domain.answers import OwnAnswer
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.domain.vocabulary import KINDS, BrakePosition, MatchState, MessageClass
from mutualaid.service import alarms, brake, phones
from mutualaid.service.desk import matches as deskmatches
from mutualaid.service.desk import needs as desk
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.needs import posting
from mutualaid.service.outgoing import relay
from mutualaid.service.refused import Refused
from mutualaid.service.rounds import asking, matchmaking
from mutualaid.service.turn import Turn
from mutualaid.service.visits import holds
from mutualaid.store import group, needs, people, plan
from tests.line import Line
from tests.rules import check
from tests.world import NAMES, World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
EXPECTED = re.compile(r"(service|desk|phone)> ")
SAID = re.compile(r"(\w+)>(>?) ?(.*)")
CALLS = re.compile(r"(\w+) calls(?:, presses ([\d ]+))?(?:, (\w+) takes it)?")
LATER = re.compile(r"-- (\d+) (minute|hour|day|week)s? later")
PHONE = re.compile(r"(\w+)'s phone (is dead|works again)")
UNTIL = re.compile(r"-- to (\S+)")


class Played:
    """One transcript as it went: the script's own lines and what the service did, in order."""

    def __init__(self, script: Path, where: Path | str) -> None:
        """`where`: a folder for the store, or the URL of one that is empty."""
        self.lines = script.read_text(encoding="utf-8").splitlines()
        start, settings = _head(self.lines)
        self.world = World(where / "transcript.db" if isinstance(where, Path) else where, start, settings)
        self.world.new_texts()
        self.rows: set[str] = set()
        """The rows of the conversation table that were read."""

    def play(self) -> list[str]:
        """The transcript as it should read: each action followed by what it caused."""
        out: list[str] = []
        for line in self.lines:
            if EXPECTED.match(line):
                continue
            out.append(line)
            if line.strip() and not line.startswith(("#", "start ", "set ")):
                out += self._act(line) or []
                out += self._texts()
            if line == "desk?":
                out += self._desk()
        check(self.world)
        with self.world.kit.store.reading() as tx:
            entries = plan.recent_log(tx, 10_000)
        self.rows = {str(e.detail) for e in entries if e.verb == "text"}
        self.world.close()
        return out

    def _act(self, line: str) -> list[str] | None:
        """Does it; the lines of what is heard on the phone, if that is what it is."""
        if line == "desk?":
            return None
        if called := CALLS.fullmatch(line):
            who, keys, takes = called.groups()
            heard = Line(self.world).call(self.world.phone(who), (keys or "").replace(" ", ""), takes=bool(takes))
            self.world.demo.settle()
            return [f"phone> {NAMES.get(each.phone, each.phone)}: {each.words or '(rings)'}" for each in heard]
        if moved := LATER.fullmatch(line):
            unit = timedelta(**{f"{moved[2]}s": int(moved[1])})
            self.world.advance(self.world.demo.clock.now() + unit)
        elif until := UNTIL.fullmatch(line):
            zone = self.world.kit.config.group.zone
            self.world.advance(datetime.fromisoformat(until[1]).replace(tzinfo=zone))
        elif said := SAID.fullmatch(line):
            body = said[3].replace(" / ", "\n")
            picture = body == "(picture)"
            self.world.text(said[1], "" if picture else body, media=int(picture), more=bool(said[2]))
        elif phone := PHONE.fullmatch(line):
            self.world.break_phone(phone[1]) if phone[2] == "is dead" else self.world.mend_phone(phone[1])
        else:
            self._by_hand(line)
        return None

    def _by_hand(self, line: str) -> None:
        for pattern, verb in BY_HAND:
            if found := re.fullmatch(pattern, line):
                who, *about = found.groups()
                self.world.kit.turn(partial(_call, verb, self.world, about), who=who.capitalize())
                self.world.demo.settle()
                return
        raise ValueError(f"no such action: {line}")

    def _texts(self) -> list[str]:
        return [
            f"service> {NAMES.get(t.to, t.to)} [{t.segments}]: {t.text.replace(chr(10), ' / ')}"
            for t in self.world.new_texts()
        ]

    def _desk(self) -> list[str]:
        with self.world.kit.store.reading() as tx:
            found = plan.open_cases(tx)
            who = {c.id: people.get(tx, c.neighbour_id) for c in found}
        return [f"desk> {c.reason}{_whose(who[c.id])}" for c in found]


def _whose(neighbour: Neighbour | None) -> str:
    return f" ({NAMES.get(neighbour.phone, neighbour.phone)})" if neighbour else ""


def _head(lines: list[str]) -> tuple[datetime, Config]:
    start, settings = START, config()
    for line in lines:
        if line.startswith("start "):
            start = datetime.fromisoformat(line.split()[1])
        elif line.startswith("set "):
            _, key, value = line.split(maxsplit=2)
            section, name = key.split(".")
            old = getattr(settings, section)
            kind = type(getattr(old, name))
            typed = tuple(value.split()) if kind is tuple else kind(value)
            settings = replace(settings, **{section: replace(old, **{name: typed})})  # type: ignore[arg-type]
    return start, settings


def _call(verb: Callable[..., object], world: World, about: list[str], turn: Turn) -> None:
    verb(world, turn, *about)


# --- what a coordinator does by hand ---------------------------------------------------------------------------


def _who(world: World, turn: Turn, name: str) -> Neighbour:
    found = people.by_phone(turn.tx, world.phone(name))
    assert found is not None, f"nobody at {name}"
    return found


def _need(world: World, turn: Turn, name: str) -> Need:
    found = needs.needs_of(turn.tx, _who(world, turn, name).id)
    assert found, f"{name} has no need"
    return found[-1]


def _listed(world: World, turn: Turn, helper: str, name: str) -> Match:
    need = _need(world, turn, name)
    wanted = _who(world, turn, helper).id
    return next(m for m in needs.matches_of_need(turn.tx, need.id) if m.helper_id == wanted)


def _between(world: World, turn: Turn, one: str, two: str) -> Match:
    return needs.between(turn.tx, _who(world, turn, one).id, _who(world, turn, two).id)[-1]


def _approves(world: World, turn: Turn, name: str) -> None:
    asking.approve(turn, _need(world, turn, name).id, turn.who)


def _strikes(world: World, turn: Turn, helper: str, name: str) -> None:
    match = _listed(world, turn, helper, name)
    assert match.state is MatchState.SUGGESTED
    needs.drop_suggestion(turn.tx, match.id)


def _asks(world: World, turn: Turn, helper: str, name: str) -> None:
    need, who = _need(world, turn, name), _who(world, turn, helper)
    offers = needs.offers_of(turn.tx, who.id)
    scored = matchmaking.score_by_hand(turn, need, who, offers[0] if offers else None)
    match = matchmaking.suggest(turn, need, scored, 1)
    asking.ask(turn, need, needs.move_match(turn.tx, match, "approve"))


def _confirms(world: World, turn: Turn, helper: str, name: str) -> None:
    by = Coordinator(turn.who, turn.who, turn.now)
    deskmatches.confirmed(turn, _listed(world, turn, helper, name).id, by)


def _replies(world: World, turn: Turn, name: str, words: str) -> None:
    turn.queue(_who(world, turn, name), words, MessageClass.REPLY, by=turn.who)


def _acknowledges(world: World, turn: Turn) -> None:
    for alarm in plan.open_alarms(turn.tx):
        alarms.acknowledge(turn, alarm.id, turn.who)


def _knows(world: World, turn: Turn, name: str) -> None:
    people.change(turn.tx, _who(world, turn, name), known=True)


def _closes(world: World, turn: Turn, day: str) -> None:
    local = datetime.fromisoformat(day).replace(hour=8, tzinfo=world.kit.config.group.zone)
    brake.put(turn, BrakePosition.CLOSED, local.astimezone(UTC))


def _answers(world: World, turn: Turn, use: str, about: str, language: str, words: str) -> None:
    kinds = (about,) if about in KINDS else ()
    phrases = () if kinds or about == "anything" else (about,)
    group.put_answer(
        turn.tx, turn.kit.ids.new(), OwnAnswer({language: words}, kinds, phrases, (use,)), turn.now, turn.who
    )


def _passes_on(world: World, turn: Turn, name: str) -> None:
    writer = _who(world, turn, name).id
    (case,) = (c for c in plan.open_cases(turn.tx) if (c.reason, c.neighbour_id) == (relay.TO_PASS_ON, writer))
    with suppress(Refused):
        relay.pass_on(turn, case.id)


def _has_seen(world: World, turn: Turn, name: str, reason: str) -> None:
    writer = _who(world, turn, name).id
    (case,) = (c for c in plan.open_cases(turn.tx) if (c.reason, c.neighbour_id) == (reason, writer))
    desk.settle(turn, case.id)


BY_HAND = (
    (r"(\w+) passes on (\w+)'s words", _passes_on),
    (r"(\w+) sets the brake to slow", lambda w, t: brake.put(t, BrakePosition.SLOW)),
    (r"(\w+) closes until (\S+)", _closes),
    (r"(\w+) opens the brake", lambda w, t: brake.put(t, BrakePosition.OPEN)),
    (r"(\w+) answers (question|outside|nobody) about (.+) \((\w\w)\): (.+)", _answers),
    (r"(\w+) looks on for (\w+)", lambda w, t, n: desk.look_on(t, _need(w, t, n).id)),
    (r"(\w+) approves (\w+)'s need", _approves),
    (r"(\w+) strikes (\w+) from (\w+)'s list", _strikes),
    (r"(\w+) asks (\w+) for (\w+)", _asks),
    (r"(\w+) releases (\w+)'s need", lambda w, t, n: posting.release_hold(t, _need(w, t, n).id)),
    (r"(\w+) says the group pays for (\w+)", lambda w, t, n: desk.settle_pay(t, _need(w, t, n).id, "fund")),
    (r"(\w+) says nobody pays for (\w+)", lambda w, t, n: desk.settle_pay(t, _need(w, t, n).id, "nobody")),
    (r"(\w+) has seen (\w+)'s (\w+)", _has_seen),
    (r"(\w+) blocks (\w+)", lambda w, t, n: phones.block(t, _who(w, t, n))),
    (r"(\w+) unblocks (\w+)", lambda w, t, n: phones.unblock(t, _who(w, t, n))),
    (r"(\w+) takes over (\w+)", lambda w, t, n: phones.take_over(t, _who(w, t, n).id)),
    (r"(\w+) hands back (\w+)", lambda w, t, n: phones.hand_back(t, _who(w, t, n).id)),
    (r"(\w+) writes to (\w+): (.+)", _replies),
    (r"(\w+) takes the alarm", _acknowledges),
    (r"(\w+) knows (\w+)", _knows),
    (
        r"(\w+) closes (\w+)'s need as unmet",
        lambda w, t, n: posting.end_need(t, _need(w, t, n).id, "give_up", "closed_unmet"),
    ),
    (r"(\w+) lets (\w+) and (\w+) go on", lambda w, t, n, h: holds.let_go_on(t, _between(w, t, n, h).id)),
    (r"(\w+) restarts (\w+)'s texts", lambda w, t, n: deskpeople.restart_texts(t, _who(w, t, n).id)),
    (r"(\w+) confirms (\w+) for (\w+)", _confirms),
)
