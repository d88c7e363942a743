"""Phones that are silent, dead, opted out or somebody else's, where a transcript cannot look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mutualaid.config import Review
from mutualaid.domain.messages import Case
from mutualaid.domain.needs import Need
from mutualaid.domain.vocabulary import MatchState, NeedState
from mutualaid.service import phones
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.needs import posting
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people, plan
from mutualaid.transport.twilio_codes import ERRORS, OWNED_WORDS, explain
from tests.language.reading_help import read
from tests.language.test_owned_words import SENTENCES
from tests.rules import check
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
NEVER_ARRIVES = {21211, 21217, 21401, 21612, 21614, 21635, 30004, 30005, 30006}
BEN = "i can bring groceries, 24th and mission, any day. my name is Ben"
ANA = "need groceries, 24th and mission, tomorrow 10am. my name is Ana"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "phones.db", START, config(review=Review(policy="none")))
    yield made
    check(made)
    made.close()


def later(world: World, **time: int) -> None:
    world.advance(world.demo.clock.now() + timedelta(**time))


def cases(world: World) -> list[Case]:
    with world.kit.store.reading() as tx:
        return plan.open_cases(tx)


def said(world: World) -> list[str]:
    return [t.text for t in world.new_texts()]


def enter_food(world: World, name: str) -> None:
    """A coordinator enters a need for this phone."""

    def enter(turn: Turn) -> None:
        who = people.by_phone(turn.tx, world.phone(name))
        assert who is not None
        need = Need(
            id=turn.kit.ids.new(), neighbour_id=who.id, created_at=turn.now, kinds=("food",), text="food",
            place_text="24th & Mission", latitude=37.7522, longitude=-122.4184, urgent=True,
        )  # fmt: skip
        posting.put_need(turn, need)
        posting.post_need(turn, need.id)

    world.kit.turn(enter, who="Dana")
    world.demo.settle()


@pytest.mark.parametrize("while_blocked", [False, True])
def test_an_opt_out_outlives_a_block(world: World, while_blocked: bool) -> None:
    world.text("ana", "i can bring groceries, 24th and mission, any day. my name is Ana")
    if not while_blocked:
        world.text("ana", "STOP")
    ana = world.neighbour("ana")
    world.kit.turn(lambda turn: phones.block(turn, turn.fresh(ana)), who="Dana")
    if while_blocked:
        world.text("ana", "STOP")
    world.kit.turn(lambda turn: phones.unblock(turn, turn.fresh(ana)), who="Dana")
    assert world.neighbour("ana").standing == "opted_out"
    world.new_texts()
    world.text("ana", "hello")
    assert world.new_texts() == []
    world.text("ana", "START")
    assert world.neighbour("ana").standing == "active"


def test_a_question_to_a_phone_long_silent_waits_for_its_yes(world: World) -> None:
    world.text("ana", "hello, this is Ana")
    later(world, days=100)
    world.text("ben", BEN)
    world.new_texts()
    enter_food(world, "ana")
    world.text("ben", "1")
    texts = said(world)
    assert any("Do you still want our texts?" in t for t in texts)
    assert not any("Ben can help" in t for t in texts)
    assert "silent_phone" in [c.reason for c in cases(world)]
    world.text("ana", "1")
    assert any("Ben can help with food" in t for t in said(world))
    assert "silent_phone" not in [c.reason for c in cases(world)]


def test_what_waits_for_a_yes_that_never_comes_is_not_sent(world: World) -> None:
    world.text("ana", "hello, this is Ana")
    later(world, days=100)
    who = world.neighbour("ana")
    world.kit.turn(lambda turn: deskpeople.reply(turn, who.id, "The bank is open."), who="Dana")
    later(world, days=10)
    assert not any("bank" in t for t in said(world))


def test_the_record_is_put_by_and_comes_back(world: World) -> None:
    world.text("ben", BEN)
    known = world.neighbour("ben")
    world.kit.turn(lambda turn: people.change(turn.tx, known, known=True, helped=3))
    later(world, days=91)
    world.text("ben", "need water, 16th and valencia")
    ben = world.neighbour("ben")
    assert (ben.name, ben.known, ben.helped) == (None, False, 0)
    later(world, minutes=5)
    world.text("ben", "yes")
    ben = world.neighbour("ben")
    assert (ben.name, ben.known, ben.helped) == ("Ben", True, 3)


def test_an_automatic_text_after_a_long_silence_decides_nothing(world: World) -> None:
    world.text("ben", BEN)
    later(world, days=91)
    world.text("ben", "I am out of the office until Monday")
    assert world.neighbour("ben").name == "Ben"


def test_a_question_about_the_phone_is_asked_again_with_the_next_text(world: World) -> None:
    world.text("ben", BEN)
    later(world, days=91)
    world.text("ben", "status")
    later(world, days=14)
    world.new_texts()
    world.text("ben", "need water, 16th and valencia")
    later(world, minutes=5)
    assert any("did you text with us before" in t.lower() for t in said(world))


def test_texts_of_someone_opted_out_stand_in_one_case(world: World) -> None:
    for text in ("stop", "hello?", "i need food", "please answer"):
        world.text("ana", text)
    (case,) = (c for c in cases(world) if c.reason == "opted_out_wrote")
    assert case.urgency == 0
    assert case.note == "hello?\ni need food\nplease answer"


def test_the_number_to_phone_stands_with_the_task(world: World) -> None:
    world.text("ben", BEN)
    world.break_phone("ben")
    world.text("ana", ANA)
    (case,) = (c for c in cases(world) if c.reason == "phone_them")
    assert case.note is not None and world.phone("ben") in case.note


def test_a_coordinator_says_that_texts_arrive_again(world: World) -> None:
    world.text("ben", BEN)
    world.break_phone("ben")
    world.text("ana", ANA)
    world.mend_phone("ben")
    ben = world.neighbour("ben")
    with pytest.raises(Refused, match="do not arrive"):
        world.kit.turn(lambda turn: deskpeople.reply(turn, ben.id, "Are you there?"), who="Dana")
    world.new_texts()
    world.kit.turn(lambda turn: deskpeople.reach_again(turn, ben.id), who="Dana")
    world.demo.settle()
    assert any(t.startswith("Can you help") for t in said(world))
    assert "phone_them" not in [c.reason for c in cases(world)]
    with pytest.raises(Refused, match="already"):
        world.kit.turn(lambda turn: deskpeople.reach_again(turn, ben.id), who="Dana")


def test_a_yes_for_someone_whose_phone_is_dead_is_kept(world: World) -> None:
    world.text("ben", BEN)
    world.text("ana", ANA)
    world.break_phone("ana")
    world.text("ben", "1")
    ana = world.neighbour("ana")
    with world.kit.store.reading() as tx:
        (need,) = needs.needs_of(tx, ana.id)
        (match,) = needs.matches_of_need(tx, need.id)
    assert (need.state, match.state) == (NeedState.OPEN, MatchState.ACCEPTED)
    world.mend_phone("ana")
    world.new_texts()
    world.text("ana", "sorry, my phone was off")
    later(world, minutes=15)
    assert any("Ben can help" in t for t in said(world))


def test_which_failures_mean_that_no_text_will_ever_arrive() -> None:
    assert {code for code in ERRORS if explain(code).dead} == NEVER_ARRIVES
    assert not explain(None).dead and not explain(99999).dead


def test_what_a_cancel_took_off_is_not_brought_up_after_a_month(world: World) -> None:
    world.text("ana", ANA)
    world.text("ana", "CANCEL")
    later(world, days=31)
    world.new_texts()
    world.text("ana", "START")
    assert not any("still need" in t for t in said(world))


def test_a_need_written_in_danger_is_not_brought_up_again(world: World) -> None:
    world.text("eva", "need groceries, 24th and mission. i have chest pain")
    world.text("eva", "CANCEL")
    world.new_texts()
    world.text("eva", "START")
    assert not any("still need" in t for t in said(world))


def test_needing_it_again_in_other_words_is_one_need(world: World) -> None:
    world.text("ana", ANA)
    world.text("ana", "CANCEL")
    world.text("ana", "START")
    world.text("ana", "need groceries, 24th and mission")
    world.text("ana", "1")
    ana = world.neighbour("ana")
    with world.kit.store.reading() as tx:
        assert len(needs.needs_of(tx, ana.id)) == 1


def test_no_sentence_with_an_owned_word_ends_anything(world: World) -> None:
    """Played by somebody with an open need: nobody leaves, and only a wish to take it off takes it off."""
    for at, sentence in enumerate(SENTENCES):
        phone = f"+141555501{10 + at % 80}"
        world.text(phone, "need groceries, 24th and mission")
        world.text(phone, sentence)
        who = world.neighbour(phone)
        with world.kit.store.reading() as tx:
            live = {kind for n in needs.needs_of(tx, who.id) for kind in n.kinds}
        assert who.standing == "active", sentence
        assert "food" in live or read(sentence).command == "cancel", sentence


def test_every_owned_word_opts_out_and_finds_the_way_back(world: World) -> None:
    for at, word in enumerate(sorted(OWNED_WORDS["stop"])):
        phone = f"+141555501{10 + at}"
        world.text(phone, "need groceries, 24th and mission")
        world.text(phone, f" {word.title()}\n")
        who = world.neighbour(phone)
        with world.kit.store.reading() as tx:
            assert needs.needs_of(tx, who.id) == [], word
        assert who.standing == "opted_out", word
        world.text(phone, ("START", "Unstop", "YES")[at % 3])
        world.text(phone, "1")
        who = world.neighbour(phone)
        with world.kit.store.reading() as tx:
            assert [n.kinds for n in needs.needs_of(tx, who.id)] == [("food",)], word
        assert who.standing == "active", word
