"""Each rule of conduct can fail: the service is broken in memory, a short story is played, and `check` notices it.

The same stories pass where nothing is broken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mutualaid.domain.conversation import acts, table
from mutualaid.domain.conversation import effects as fx
from mutualaid.domain.matching.promises import Promise
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import MessageClass, QuestionKind
from mutualaid.language.reader import Reader
from mutualaid.language.saying.catalogue import Catalogue
from mutualaid.service import carry, duties, phones
from mutualaid.service import turn as turns
from mutualaid.service.desk import needs as desk
from mutualaid.service.incoming import inbound
from mutualaid.service.needs import posting
from mutualaid.service.outgoing import lastlook, reach, relay
from mutualaid.service.refused import Refused
from mutualaid.service.rounds import asking, matchmaking
from mutualaid.service.turn import Turn
from mutualaid.service.visits import matches, outcomes
from mutualaid.store import needs, people
from tests.flaky import Flaky
from tests.rules import check
from tests.world import World, config

Patch = pytest.MonkeyPatch
Break = Callable[[Patch], None]
Story = tuple[str, ...] | Callable[[World], None]


# --- stories ---------------------------------------------------------------------------------------------------


def said(world: World, *lines: str) -> None:
    """Texts as "ana> hello", two seconds apart; "-- 3" lets so many hours pass."""
    for line in lines:
        clock = world.demo.clock
        if line.startswith("-- "):
            world.advance(clock.now() + timedelta(hours=float(line[3:])))
            continue
        clock.move_to(clock.now() + timedelta(seconds=2))
        who, _, text = line.partition("> ")
        world.text(who, text)


OFFER = "ben> i can bring groceries and drive people, 24th and mission, any day. im Ben"
NEED = "ana> need groceries for 2, 24th and mission, tomorrow 10am. my name is Ana"
RIDE = "ana> need a ride from 24th and mission to sf general tomorrow at 10. my name is Ana"


asked = (OFFER, NEED)
offered = (*asked, "ben> 1")
connected = (*offered, "ana> 1", "ana> 3001 Mission St, door 2")
ROSA = "rosa> need groceries, 24th and mission, tomorrow 3pm. my name is Rosa"
unanswered = (*connected, ROSA, "ben> 1", "ben> can i come at 3 instead")


def times_out(world: World) -> None:
    said(world, "ana> what is this")
    world.provider.fates.append("timeout, taken")
    said(world, NEED)
    world.recover()
    world.settle()


def reviews_her_own(world: World) -> None:
    said(world, OFFER, NEED.replace("ana", "dana"))

    def approve(turn: Turn) -> None:
        (coordinator,) = people.coordinators(turn.tx)
        need = needs.needs_of(turn.tx, people.by_phone(turn.tx, world.phone("dana")).id)[-1]  # type: ignore[union-attr]
        try:
            desk.approve(turn, need.id, coordinator)
        except Refused:
            turn.log("settle")

    world.kit.turn(approve, who="Dana")
    world.settle()


def reviews_herself(world: World) -> None:
    """She is put on a list after its review was texted to her, and answers."""
    said(world, *asked, "-- 2")

    dana, ana = world.neighbour("dana"), world.neighbour("ana")

    def suggest(turn: Turn) -> None:
        need = needs.needs_of(turn.tx, ana.id)[-1]
        matchmaking.suggest(turn, need, matchmaking.score_by_hand(turn, need, dana, None), 2)

    world.kit.turn(suggest)
    said(world, "dana> 1")


# --- how the service is broken ---------------------------------------------------------------------------------


def carries(effect: type, act: Callable[[Turn, Neighbour, Any], object]) -> Break:
    return lambda patch: patch.setitem(carry.CARRIERS, effect, act)


def nothing(*args: object, **kwargs: object) -> None:
    return None


def says(change: Callable[[str, str], str]) -> Break:
    """Changes what is said: (line, text) -> text."""

    def broken(patch: Patch) -> None:
        render = Catalogue.render

        def other(self: Catalogue, line: str, *args: Any, **kwargs: Any) -> str:
            return change(line, render(self, line, *args, **kwargs))

        patch.setattr(Catalogue, "render", other)

    return broken


def reads(as_if: Callable[[str], str]) -> Break:
    """Reads a text as if it were another."""

    def broken(patch: Patch) -> None:
        understand = Reader.understand

        def other(self: Reader, text: str, context: Context) -> Reading:
            return understand(self, as_if(text), context)

        patch.setattr(Reader, "understand", other)

    return broken


def without_row(*names: str) -> Break:
    return lambda patch: patch.setattr(table, "ROWS", tuple(r for r in table.ROWS if r.name not in names))


def never_tells(*lines: str) -> Break:
    def broken(patch: Patch) -> None:
        tell = Turn.tell

        def other(self: Turn, to: Neighbour, line: str, *args: Any, **kwargs: Any) -> Any:
            return None if line in lines else tell(self, to, line, *args, **kwargs)

        patch.setattr(Turn, "tell", other)

    return broken


def leaves_any_time(patch: Patch) -> None:
    patch.setattr(lastlook, "may_leave", lambda *args, **kwargs: True)
    patch.setattr(turns, "may_leave", lambda *args, **kwargs: True)


def slow_pieces(patch: Patch) -> None:
    patch.setattr(turns, "PIECES", timedelta(minutes=5))
    patch.setattr(turns, "PIECES_MOST", timedelta(minutes=5))


def answers_twice(patch: Patch) -> None:
    def twice(turn: Turn, who: Neighbour, e: fx.Say) -> None:
        carry._say(turn, who, e)
        turn.replied = False
        turn.tell(who, "menu", {}, MessageClass.REPLY)

    patch.setitem(carry.CARRIERS, fx.Say, twice)


def asks_where_again(patch: Patch) -> None:
    def again(turn: Turn, who: Neighbour, e: fx.Say) -> None:
        if e.line.startswith("need_posted"):
            ask = fx.Ask(QuestionKind.WHERE, need_id=needs.needs_of(turn.tx, who.id)[-1].id)
            turn.tell(who, "ask_where", {}, MessageClass.REPLY, ask=ask)
        else:
            carry._say(turn, who, e)

    patch.setitem(carry.CARRIERS, fx.Say, again)


def connects_in_silence(patch: Patch) -> None:
    def connect(turn: Turn, row: Any) -> None:
        matches.connect(turn, needs.match(turn.tx, row.match_id))

    patch.setitem(duties.HANDLERS, "confirm_lapse", connect)


def silent_news(patch: Patch) -> None:
    def later(turn: Turn, row: Any) -> None:
        turn.schedule("news", turn.now + timedelta(days=1), need_id=row.need_id)

    patch.setitem(duties.HANDLERS, "news", later)


def plans_nothing(patch: Patch) -> None:
    schedule = Turn.schedule

    def other(self: Turn, kind: str, *args: Any, **kwargs: Any) -> None:
        if kind not in ("round", "news", "window_over", "draft"):
            schedule(self, kind, *args, **kwargs)

    patch.setattr(Turn, "schedule", other)


def thanks_are_lost(patch: Patch) -> None:
    rows = tuple(replace(r, act=acts.not_understood) if r.name == "pleasantry" else r for r in table.ROWS)
    patch.setattr(table, "ROWS", rows)


def passes_fear_on(patch: Patch) -> None:
    fear = table.Row(
        "relay", lambda c, r, now: r.complaint and bool(c.connected(now)),
        lambda c, r, now: [fx.Relay(c.connected(now)[0].match.id, r.text)],
    )  # fmt: skip
    patch.setattr(table, "ROWS", (fear, *table.ROWS))


def says_nothing_of_the_end(patch: Patch) -> None:
    release = posting.release_helper
    patch.setattr(posting, "release_helper", lambda turn, match, event, line: release(turn, match, event, None))


def drops_only(turn: Turn, who: Neighbour, e: fx.EndNeed) -> None:
    turn.tell(who, "need_dropped", {"kinds": ("food",)}, MessageClass.REPLY)


def opts_out_in_name_only(turn: Turn, who: Neighbour, told: bool, forgets: bool = False) -> None:
    turn.tell(who, "opted_out", {}, MessageClass.REPLY)
    turn.log("opt out", neighbour_id=who.id)


def forgets_by_whom(patch: Patch) -> None:
    patch.setattr(phones, "Neighbour", lambda **fields: Neighbour(**{**fields, "consent_by": None}))


def swapped(patch: Patch) -> None:
    render = Catalogue.render
    other = {"en": "es", "es": "en"}
    patch.setattr(
        Catalogue, "render",
        lambda self, line, language, *args, **kwargs: render(self, line, other[language], *args, **kwargs),
    )  # fmt: skip


@dataclass(frozen=True)
class Breach:
    rule: int
    name: str
    broken: Break
    story: Story
    policy: str = "none"
    start: str = "2026-10-05T09:00"


NIGHT = "2026-10-05T22:30"
BREACHES = (
    Breach(1, "the ask tells of an illness", says(
        lambda line, text: text.replace("a neighbor", "Neighbor with cancer wants") if line == "ask" else text),
        asked),
    Breach(1, "the ask tells a name", says(
        lambda line, text: text.replace("a neighbor", "Ana") if line == "ask" else text), asked),
    Breach(1, "a name stands in what another visit is about", lambda p: p.setattr(
        Promise, "mutual", property(lambda promise: True)), unanswered),
    Breach(1, "a number goes across", lambda p: p.setattr(relay, "strip_contacts", lambda text, *a: (text, False)),
        (*connected, "ana> call me at 415 555 0111")),
    Breach(2, "asks leave by night", leaves_any_time, asked, start=NIGHT),
    Breach(2, "words go across by night", leaves_any_time, (*connected, "-- 13.5", "ben> on my way")),
    Breach(2, "nobody says that it waits", never_tells("relay_waits"),
        (*connected, "-- 13.5", "ben> on my way", "-- 11")),
    Breach(3, "STOP withdraws nothing", lambda p: p.setattr(phones, "end_all", nothing), (NEED, "ana> STOP")),
    Breach(3, "STOP is only said", lambda p: p.setattr(phones, "opt_out", opts_out_in_name_only),
        (OFFER, "ben> STOP", NEED)),
    Breach(3, "CANCEL is no opt-out", without_row("stop"), (NEED, "ana> CANCEL")),
    Breach(3, "a ride's end ends all", carries(fx.EndNeed, lambda turn, who, e: phones.opt_out(turn, who, False)),
        (RIDE, "ana> cancel my ride")),
    Breach(4, "her 2 connects her", carries(fx.TurnDown, lambda turn, who, e: matches.confirm(turn, e.match_id)),
        (*offered, "ana> 2")),
    Breach(4, "silence connects her", connects_in_silence, (*offered, "-- 26")),
    Breach(4, "his no is a yes", carries(fx.Decline, lambda turn, who, e: matches.accept(turn, e.match_id)),
        (*asked, "ben> 2", "ana> 1")),
    Breach(5, "a person reads it, and none is told", carries(fx.OpenCase, nothing), ("ana> 0",)),
    Breach(5, "taken off, and still on", carries(fx.EndNeed, drops_only), (NEED, "ana> cancel my groceries")),
    Breach(6, "fear goes across", passes_fear_on,
        (*connected, "-- 1", "ana> he scares me")),
    Breach(6, "danger is not heard", without_row("danger"), ("ana> i have chest pain",)),
    Breach(6, "HELP goes across", without_row("help"), (*connected, "-- 1", "ben> HELP")),
    Breach(7, "one text answered twice", answers_twice, (NEED,)),
    Breach(7, "silence", carries(fx.Say, nothing), (NEED,)),
    Breach(7, "the same words twice", lambda p: p.setattr(Turn, "_beside", lambda turn, to: set()),
        (NEED, "-- 1", RIDE.replace("ana>", "rosa>").replace("Ana", "Rosa"), "-- 8")),
    Breach(7, "an answer after five minutes", slow_pieces, ("ana> need help", "-- 1")),
    Breach(7, "sent again unseen", lambda p: p.setattr(Flaky, "find", lambda *_: [], raising=False), times_out),
    Breach(8, "asks where again", asks_where_again, (NEED,)),
    Breach(8, "a digit in a sentence is an answer", reads(
        lambda text: "1" if text == "i have 2 bags for you" else text),
        (*asked, "ben> i have 2 bags for you")),
    Breach(9, "answers in the other language", swapped, (NEED,)),
    Breach(10, "a text is lost", lambda p: p.setattr(inbound, "receive", nothing), (NEED,)),
    Breach(10, "closed, and a helper still asked", lambda p: p.setattr(posting, "release_helper", nothing),
        (*asked, "ana> cancel my groceries")),
    Breach(11, "None in a text", says(lambda line, text: text.replace("food", "None")), (NEED,)),
    Breach(12, "nobody attends", plans_nothing, (NEED,)),
    Breach(12, "no honest word", silent_news, (NEED.replace(", tomorrow 10am", ", any day"), "-- 200")),
    Breach(13, "thanks are not understood", thanks_are_lost, ("ana> thanks!",)),
    Breach(13, "ok is a yes", reads(lambda text: "1" if text == "ok" else text), (*asked, "ben> ok")),
    Breach(13, "thanks open a need", reads(lambda text: NEED[5:] if text == "lol" else text), ("ana> lol",)),
    Breach(14, "consent by nobody", forgets_by_whom, ("ana> hello",)),
    Breach(15, "she is not told that he cannot", lambda p: p.setattr(outcomes, "call_off", nothing),
        (*connected, "ben> can't make it sorry", "-- 20")),
    Breach(15, "he is not told that she left", says_nothing_of_the_end, (*connected, "ana> STOP", "-- 20")),
    Breach(16, "names an illness", says(lambda line, text: text.replace("food", "chemo")), (NEED,)),
    Breach(16, "asks after 95 days", lambda p: p.setattr(reach, "silent_when_told", lambda turn, who: False),
        (OFFER, "-- 2280", NEED)),
    Breach(17, "approves her own by a digit", carries(
        fx.Approve, lambda turn, who, e: asking.approve(turn, e.need_id, "Dana")),
        reviews_herself, policy="every"),
    Breach(17, "approves her own on the desk", lambda p: p.setattr(desk, "not_mine", nothing), reviews_her_own,
        policy="every"),
)  # fmt: skip


def play(breach: Breach, folder: Path) -> World:
    base = config()
    settings = config(review=replace(base.review, policy=breach.policy))
    world = World(folder / "story.db", datetime.fromisoformat(breach.start), settings)
    if callable(breach.story):
        breach.story(world)
    else:
        said(world, *breach.story)
    return world


def longest() -> list[Breach]:
    """The breaches whose stories hold all others."""
    stories = {(b.story, b.policy, b.start): b for b in BREACHES}
    return [
        b for (story, policy, start), b in stories.items()
        if callable(story) or not any(
            other != story and not callable(other) and other[: len(story)] == story and (p, s) == (policy, start)
            for other, p, s in stories
        )
    ]  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES, ids=lambda b: f"{b.rule}: {b.name}")
def test_a_broken_rule_is_noticed(breach: Breach, tmp_path: Path, monkeypatch: Patch) -> None:
    breach.broken(monkeypatch)
    world = play(breach, tmp_path)
    try:
        with pytest.raises(AssertionError, match=rf"^{breach.rule}: "):
            check(world)
    finally:
        world.close()


@pytest.mark.parametrize("breach", longest(), ids=lambda b: f"{b.rule}: {b.name}")
def test_unbroken_the_same_story_passes(breach: Breach, tmp_path: Path) -> None:
    world = play(breach, tmp_path)
    try:
        check(world)
    finally:
        world.close()


def test_every_rule_is_broken_once() -> None:
    assert {b.rule for b in BREACHES} == set(range(1, 18))
