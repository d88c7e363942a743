"""What users of similar systems reported as wrong with theirs, each by name, against ours.

Those that need two processes or the provider's protocol stand where the tools for that are; `ELSEWHERE` names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from mutualaid.config import Review
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.vocabulary import Answer, Command, MatchState
from mutualaid.store import needs, people
from tests.language.reading_help import read
from tests.rules import check
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group

ELSEWHERE = {
    "two people accept the last place at once": "tests.test_races:test_two_yeses_at_once_for_the_last_place",
    "the same MessageSid twice in parallel": (
        "tests.test_provider:test_the_same_text_delivered_often_and_at_once_has_one_effect"
    ),
    "the same text twice with different ids": "tests.test_provider:test_the_same_words_under_two_ids_are_one_need",
    "a timeout after the provider accepted": (
        "tests.test_provider:test_a_text_the_provider_took_and_did_not_confirm_is_never_sent_twice"
    ),
    "delivery callbacks delivered and failed with one SID": (
        "tests.test_provider:test_status_callbacks_in_any_order_never_move_a_text_backwards"
    ),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_the_other_cases_have_a_test(case: str) -> None:
    module, _, name = ELSEWHERE[case].partition(":")
    assert callable(getattr(import_module(module), name))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    settings = config(review=Review(policy="none"))
    here = World(tmp_path / "peers.db", START, replace(settings, asks=replace(settings.asks, chance=0.99)))
    yield here
    check(here)
    here.close()


def needs_of(world: World, name: str) -> list[Need]:
    with world.kit.store.reading() as tx:
        who = people.by_phone(tx, world.phone(name))
        return needs.all_needs_of(tx, who.id) if who else []


def match_of(world: World, name: str, helper: str) -> Match:
    asked = needs_of(world, name)
    wanted = world.neighbour(helper).id
    with world.kit.store.reading() as tx:
        found = [m for n in asked for m in needs.matches_of_need(tx, n.id)]
    return next(m for m in found if m.helper_id == wanted)


def ask_ben(world: World) -> None:
    """Ana needs food tomorrow at four, and Ben is asked."""
    world.text("ben", "i can bring groceries, 24th and mission, any day. im Ben")
    world.text("ana", "need groceries tomorrow at 4pm, 26th and mission")
    assert match_of(world, "ana", "ben").state is MatchState.ASKED


def said_to(world: World, name: str) -> list[str]:
    return [t.text for t in world.new_texts() if t.to == world.phone(name)]


@pytest.mark.parametrize("words", ["no way", "not sure", "sorry, no", "my answer is no", "no", "nope", "no puedo"])
def test_no_in_many_words_is_never_a_yes(world: World, words: str) -> None:
    ask_ben(world)
    world.text("ben", words)
    assert match_of(world, "ana", "ben").state in (MatchState.ASKED, MatchState.DECLINED)
    assert read(words, "yes_no").answer in (Answer.NO, Answer.UNSURE)


@pytest.mark.parametrize("words", ["I don't know", "dont know", "no sé"])
def test_i_dont_know_is_not_now(world: World, words: str) -> None:
    world.text("ana", "need a ride to sf general, 24th and mission")
    world.text("ana", words)
    assert read(words, "when").when is None
    assert needs_of(world, "ana")[0].from_at is None


@pytest.mark.parametrize("words", ["thanks", "thank you so much!", "thx", "gracias", "God bless you"])
def test_thanks_after_the_ride_opens_no_request(world: World, words: str) -> None:
    ask_ben(world)
    world.text("ben", "1")
    world.text("ana", "1")
    world.advance(world.demo.clock.now() + timedelta(days=3))
    before = len(needs_of(world, "ana"))
    world.text("ana", words)
    assert len(needs_of(world, "ana")) == before


def test_we_have_got_to_stop_this_opts_nobody_out(world: World) -> None:
    world.text("ana", "Count me in! We have got to STOP this terrible bill from passing!!")
    assert world.neighbour("ana").standing == "active"
    world.text("ana", "Stop.")
    assert world.neighbour("ana").standing == "opted_out"


@pytest.mark.parametrize("words", ["yes in 2 hours", "no but I can in 2 hours"])
def test_the_important_bits_after_yes_and_no_are_kept(world: World, words: str) -> None:
    ask_ben(world)
    world.text("ben", words)
    match = match_of(world, "ana", "ben")
    assert match.state in (MatchState.ACCEPTED, MatchState.COUNTERED)
    assert match.terms_from == world.demo.clock.now() + timedelta(hours=2)


def test_umm_mauve_no_sorry_red_is_one_answer(world: World) -> None:
    world.text("ana", "need groceries")
    world.new_texts()
    world.text("ana", "umm", more=True)
    world.text("ana", "26th and mission", more=True)
    world.text("ana", "no sorry 24th and mission")
    assert [n.place_text for n in needs_of(world, "ana")] == ["24th & Mission"]
    assert not any("Sorry" in text for text in said_to(world, "ana"))


@pytest.mark.parametrize("words", ["Skip,", "skip", "Skip."])
def test_skip_with_a_comma_is_skip(world: World, words: str) -> None:
    assert "skip" in read(words).spans
    world.text("ana", "need groceries every monday at 10, 24th and mission")
    world.advance(world.demo.clock.now() + timedelta(days=6))
    world.new_texts()
    world.text("ana", words)
    assert any("not this time" in text or "next time" in text for text in said_to(world, "ana"))


@pytest.mark.parametrize("words", ["Sí, puedo", "Yes, I can", "si claro que puedo", "yes i can do that"])
def test_yes_i_can_is_a_yes(world: World, words: str) -> None:
    ask_ben(world)
    world.text("ben", words)
    assert match_of(world, "ana", "ben").state in (MatchState.ASKED, MatchState.ACCEPTED)
    assert read(words, "yes_no").answer is Answer.YES


def test_a_yes_in_a_language_we_do_not_speak_is_asked_back_and_kept(world: World) -> None:
    ask_ben(world)
    world.new_texts()
    world.text("ben", "Ano, mohu")
    assert match_of(world, "ana", "ben").state is MatchState.ASKED
    assert said_to(world, "ben")


def test_a_returning_number_with_a_new_need_is_no_duplicate(world: World) -> None:
    world.text("ana", "need groceries, 24th and mission")
    world.text("ana", "found someone already thx")
    world.advance(world.demo.clock.now() + timedelta(days=20))
    world.text("ana", "need someone to walk my dog tomorrow at 9")
    assert [n.kinds for n in needs_of(world, "ana")] == [("pets",), ("food",)]


def test_one_yes_with_two_open_asks_answers_one(world: World) -> None:
    world.text("cora", "i can walk dogs and bring groceries, 24th and mission, any day. im Cora")
    world.text("ana", "need groceries tomorrow at 4pm, 26th and mission")
    world.text("eva", "need someone to walk my dog tomorrow at 6pm, 26th and mission")
    world.text("cora", "YES")
    cora = world.neighbour("cora").id
    with world.kit.store.reading() as tx:
        states = [m.state for m in needs.matches_of_helper(tx, cora)]
    assert states.count(MatchState.ACCEPTED) == 1 and MatchState.CONFIRMED not in states


def test_nothing_leaves_at_a_minute_past_midnight(world: World) -> None:
    world.text("ben", "i can bring groceries, 24th and mission, any day. im Ben")
    world.advance(datetime(2026, 10, 6, 0, 1, tzinfo=world.kit.config.group.zone))
    world.new_texts()
    world.text("ana", "need groceries tomorrow at 4pm, 26th and mission")
    assert not said_to(world, "ben")
    world.advance(datetime(2026, 10, 6, 8, 1, tzinfo=world.kit.config.group.zone))
    assert said_to(world, "ben")


@pytest.mark.parametrize("words", ["99999 Nowhere Blvd", "the place", "you know where"])
def test_a_bad_address_is_never_the_middle_of_town(world: World, words: str) -> None:
    world.text("ana", "need groceries")
    world.text("ana", words)
    assert needs_of(world, "ana")[0].point is None


@pytest.mark.parametrize("number", ["(415) 555-0155", "415.555.0155", "4155550155", "1 415 555 0155"])
def test_a_number_typed_without_its_country_code_is_the_same_person(world: World, number: str) -> None:
    world.text("+14155550155", "need groceries, 24th and mission")
    world.text(number, "status")
    with world.kit.store.reading() as tx:
        assert len([n for n in people.everyone(tx) if n.phone.endswith("4155550155")]) == 1


@pytest.mark.parametrize("words", ["0", "a person please", "una persona"])
def test_who_was_handed_to_a_person_is_answered_by_the_service_again(world: World, words: str) -> None:
    world.text("ana", words)
    assert read(words).command is Command.HUMAN
    world.text("ana", "need groceries, 24th and mission")
    assert [n.kinds for n in needs_of(world, "ana")] == [("food",)]


def test_a_yes_never_claims_more_than_it_was_asked(world: World) -> None:
    """A stray YES of somebody nobody asked claims nothing."""
    ask_ben(world)
    world.text("dan", "YES")
    assert match_of(world, "ana", "ben").state is MatchState.ASKED
