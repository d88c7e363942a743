"""Whom a list waits for, and when it is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mutualaid.config import Asks, Review
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import BY_HAND, Match
from mutualaid.domain.vocabulary import MatchState, QuestionKind
from mutualaid.service import tick
from mutualaid.service.kit import Kit
from mutualaid.service.rounds import asking, matchmaking
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan, rows
from tests.world import World, config

ZONE = ZoneInfo("America/Los_Angeles")


def waiting_for_ben(path: Path, *, nights: bool) -> World:
    """At 8:50 pm Ben was asked to drive Rosa; Ana wants the same, and nobody else drives."""
    world = World(path, datetime(2026, 10, 5, 12, tzinfo=ZONE), config(review=Review(policy="none")))
    world.text("ben", "I can drive people, any day. 24th and Mission. Name is Ben")
    ben = world.neighbour("ben")
    with world.kit.store.transaction() as tx:
        people.change(tx, ben, nights=nights)
    world.advance(datetime(2026, 10, 5, 20, 50, tzinfo=ZONE))
    world.text("rosa", "I need a ride to the clinic thursday 9am, 24th and Mission. Name is Rosa")
    world.text("ana", "I need a ride to the store thursday 2pm, 24th and Mission. Name is Ana")
    with world.kit.store.reading() as tx:
        asked = messages.question_of(tx, ben.id)
    assert asked is not None and asked.kind is QuestionKind.ASK
    return world


def next_wave(world: World) -> datetime:
    with world.kit.store.reading() as tx:
        (planned,) = rows.select(tx, "follow_ups", FollowUp, "done_at is null and kind = 'wave'")
    return planned.due_at.astimezone(ZONE)


def asked_for(world: World, who: str) -> list[Match]:
    """The helpers who are being asked for this person."""
    requester = world.neighbour(who)
    with world.kit.store.reading() as tx:
        found = needs.in_states(tx, (MatchState.ASKED,))
        return [match for match in found if needs.need(tx, match.need_id).neighbour_id == requester.id]


def name_of(world: World, match: Match) -> str:
    with world.kit.store.reading() as tx:
        return people.need(tx, match.helper_id).first_name.lower()


@pytest.mark.parametrize(
    ("nights", "at"),
    [
        (False, datetime(2026, 10, 6, 8, tzinfo=ZONE)),
        (True, datetime(2026, 10, 5, 21, tzinfo=ZONE)),
    ],
)
def test_at_night_a_list_waits_till_morning_unless_its_helper_is_asked_then_too(
    tmp_path: Path, nights: bool, at: datetime
) -> None:
    world = waiting_for_ben(tmp_path / "waves.db", nights=nights)
    assert next_wave(world).replace(second=0, microsecond=0) == at


def test_by_day_it_looks_again_in_half_an_hour(tmp_path: Path) -> None:
    world = waiting_for_ben(tmp_path / "waves.db", nights=False)
    world.advance(datetime(2026, 10, 6, 8, tzinfo=ZONE))
    assert timedelta() < next_wave(world) - datetime(2026, 10, 6, 8, tzinfo=ZONE) <= timedelta(minutes=30)


def test_a_late_yes_from_a_phone_silent_since_is_not_called_upon(tmp_path: Path) -> None:
    """The plan comes to rest, and the one in need is not left with a list of nobody."""
    ours = config(review=Review(policy="none"), asks=Asks(chance=0.99))
    world = World(tmp_path / "waves.db", datetime(2026, 10, 5, 12, tzinfo=ZONE), ours)
    for who in ("ben", "cora"):
        world.text(who, f"i can walk dogs, 24th and mission, any day. my name is {who.title()}")
    world.text("ana", "need someone to walk my dog, 24th and mission, any day. my name is Ana")
    for who, said in (("ben", "yes tomorrow at 10am"), ("cora", "yes tomorrow at 11am"), ("ana", "yes")):
        world.text(who, said)
    cora = world.neighbour("cora")
    with world.kit.store.transaction() as tx:
        people.change(tx, cora, last_in_at=world.kit.clock.now() - timedelta(days=100))
    world.text("ben", "sorry i cant come after all")
    with world.kit.store.reading() as tx:
        assert messages.question_of(tx, cora.id) is None
        on_desk = {case.reason for case in plan.open_cases(tx)}
    assert "nobody" in on_desk


def test_a_helper_for_whom_two_wait_is_asked_for_the_likelier(tmp_path: Path) -> None:
    """Luis wants a ride before Eva does, from far away; that she is near makes a yes likelier."""
    world = waiting_for_ben(tmp_path / "waves.db", nights=False)
    world.text("ana", "never mind, i dont need it any more")
    world.advance(datetime(2026, 10, 6, 9, tzinfo=ZONE))
    world.text("luis", "I need a ride to the store thursday 5pm, Ocean Beach. Name is Luis")
    world.text("eva", "I need a ride to the store thursday 5pm, 26th and Mission. Name is Eva")
    world.text("ben", "2")
    world.advance(datetime(2026, 10, 6, 9, 31, tzinfo=ZONE))
    assert len(asked_for(world, "eva")) == 1 and not asked_for(world, "luis")


def test_how_far_and_how_many_were_asked_lately_goes_with_a_list(tmp_path: Path) -> None:
    """Five who are rested; the day after, those who were asked are still tired."""
    world = World(
        tmp_path / "waves.db", datetime(2026, 10, 5, 9, tzinfo=ZONE), config(review=Review(policy="none"))
    )
    for name in ("ben", "cora", "dan", "eva", "gus"):
        world.text(name, f"I can bring groceries, any day, by car. 24th and Mission. im {name.title()}")
    world.text("rosa", "I need groceries thursday 4pm, 24th and Mission. im Rosa")
    first = asked_for(world, "rosa")
    assert {match.strain for match in first} == {0}
    assert {match.fit for match in first} == {1}
    world.text(name_of(world, first[0]), "1")
    world.advance(datetime(2026, 10, 6, 9, tzinfo=ZONE))
    world.text("ana", "I need groceries friday 4pm, 26th and Mission. im Ana")
    second = asked_for(world, "ana")
    assert second and {match.strain for match in second} == {len(first) / 5}
    assert all(0.9 < match.fit < 1 for match in second)


def test_a_freed_helper_is_not_asked_for_whoever_waits_for_another(tmp_path: Path) -> None:
    """Ben, who is near Luis, is being asked; Cora is near Eva and far from Luis, and has said no to Ana."""
    world = World(
        tmp_path / "waves.db", datetime(2026, 10, 5, 9, tzinfo=ZONE), config(review=Review(policy="none"))
    )
    world.text("ben", "I can bring groceries, any day, by car. 24th and Mission. im Ben")
    world.text("cora", "I can bring groceries, any day, by car. Ocean Beach. im Cora")
    world.text("ana", "I need groceries thursday 10am, 24th and Mission. im Ana")
    world.text("luis", "I need groceries thursday 4pm, 24th and Mission. im Luis")
    world.text("eva", "I need groceries thursday 11am, Ocean Beach. im Eva")
    world.text("cora", "2")
    world.advance(datetime(2026, 10, 5, 9, 31, tzinfo=ZONE))
    assert [name_of(world, match) for match in asked_for(world, "eva")] == ["cora"]
    assert not asked_for(world, "luis")


def test_one_picked_by_hand_who_offers_nothing_counts_as_likely_as_any_other(tmp_path: Path) -> None:
    world = World(tmp_path / "waves.db", datetime(2026, 10, 5, 9, tzinfo=ZONE), config())
    for name in ("cora", "dan", "eva", "gus"):
        world.text(name, f"I can bring groceries, any day, by car. 24th and Mission. im {name.title()}")
    world.text("ben", "hi im Ben, 24th and Mission, thank you all")
    world.text("rosa", "I need groceries thursday 4pm, 24th and Mission. im Rosa")
    ben, rosa = world.neighbour("ben"), world.neighbour("rosa")

    def pick(turn: Turn) -> None:
        (need,) = needs.needs_of(turn.tx, rosa.id)
        one = matchmaking.score_by_hand(turn, need, ben, None)
        matchmaking.suggest(turn, need, one, BY_HAND)
        asking.approve(turn, need.id, "Dana")

    world.kit.turn(pick)
    assert [match.fit for match in asked_for(world, "rosa")] == [1, 1, 1]


def test_what_else_falls_due_waits_for_some_waves_and_not_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tick, "AT_ONCE", 2)
    world = World(tmp_path / "waves.db", datetime(2026, 10, 5, 9, tzinfo=ZONE), config())
    now = world.kit.clock.now()

    def planned(kind: str, number: int) -> None:
        with world.kit.store.transaction() as tx:
            plan.schedule(tx, FollowUp(f"{kind}{number}", kind, now - timedelta(minutes=9 - number), now))

    for number in range(5):
        planned("wave", number)
    done: list[str] = []
    work = tick._one

    def seen(kit: Kit, row: FollowUp) -> None:
        done.append(row.kind)
        work(kit, row)
        if len(done) == 1:
            planned("still_texts", 9)

    monkeypatch.setattr(tick, "_one", seen)
    while tick.rows(world.kit):
        pass
    assert done == ["wave", "wave", "still_texts", "wave", "wave", "wave"]


def test_the_urgent_are_first_and_those_who_wait_longest_before_others_as_likely(tmp_path: Path) -> None:
    world = World(
        tmp_path / "waves.db", datetime(2026, 10, 5, 9, tzinfo=ZONE), config(review=Review(policy="none"))
    )
    world.text("ben", "I can bring groceries, any day, by car. 24th and Mission. im Ben")
    for name in ("ana", "luis", "eva", "rosa"):
        world.text(name, f"I need groceries thursday 10am, 24th and Mission. im {name.title()}")
    eva = world.neighbour("eva")
    with world.kit.store.transaction() as tx:
        (need,) = needs.needs_of(tx, eva.id)
        needs.change_need(tx, need, urgent=True)
    with world.kit.store.reading() as tx:
        waves = rows.select(tx, "follow_ups", FollowUp, "done_at is null and kind = 'wave' order by id desc")
        order = asking.foremost_first(tx, waves, world.kit.clock.now(), ZONE)
        gone = FollowUp("wave", "wave", waves[0].due_at, waves[0].due_at, need_id="gone")
        assert asking.foremost_first(tx, [gone, *waves], world.kit.clock.now(), ZONE) == [*order, gone]
        found = [people.need(tx, needs.need(tx, row.need_id or "").neighbour_id).first_name for row in order]
    assert found == ["Eva", "Luis", "Rosa"]


def test_who_is_far_is_not_passed_over_for_ever(tmp_path: Path) -> None:
    """Ben says no to each who is near; each time another one who is near has come."""
    ours = config(review=Review(policy="none"), asks=Asks(asks_per_week=20))
    world = World(tmp_path / "waves.db", datetime(2026, 10, 5, 9, tzinfo=ZONE), ours)
    world.text("ben", "I can bring groceries, any day, by car. 24th and Mission. im Ben")
    world.text("rosa", "I need groceries thursday 4pm, 24th and Mission. im Rosa")
    world.text("eva", "I need groceries thursday 4pm, Ocean Beach. im Eva")
    asked_on = []
    for number, name in enumerate(("ana", "luis", "gus", "hana")):
        at = datetime(2026, 10, 5, 9, 20, tzinfo=ZONE) + timedelta(hours=8 * (number % 2), days=number // 2)
        world.advance(at)
        world.text(name, f"I need groceries thursday 4pm, 24th and Mission. im {name.title()}")
        world.text("ben", "2")
        world.advance(at + timedelta(minutes=12))
        asked_on += [number] if asked_for(world, "eva") else []
    assert asked_on == [2]


@pytest.mark.parametrize("place", ["24th and Mission", "Ocean Beach"])
def test_where_all_live_far_no_more_are_asked_at_once(tmp_path: Path, place: str) -> None:
    world = World(
        tmp_path / "waves.db", datetime(2026, 10, 5, 9, tzinfo=ZONE), config(review=Review(policy="none"))
    )
    for name in ("ben", "cora", "dan", "eva", "gus"):
        world.text(name, f"I can bring groceries, any day, by car. {place}. im {name.title()}")
    world.text("rosa", "I need groceries thursday 4pm, 24th and Mission. im Rosa")
    assert len(asked_for(world, "rosa")) == 3
