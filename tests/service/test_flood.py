"""A phone that writes without end is answered some times, hears one last honest word, and is then kept; danger is
answered always, and so is whoever writes after a rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mutualaid.service.incoming import flood, inbound
from mutualaid.store import counts, messages, needs, people, plan
from mutualaid.transport.base import InboundText
from mutualaid.transport.handset import HandsetText
from tests.world import NUMBER, PHONES, World

WORDS = ("apple", "lamp", "window", "river", "song", "quiet", "morning", "coffee", "paper", "green")
FLOODS = {
    "how things stand": ["status"],
    "for a person": ["0"],
    "what we are": ["menu", "help"],
    "start": ["start"],
    "questions": [f"what time do you {one} the {other}?" for one in WORDS for other in WORDS],
    "broken off": ["i cant", "i can't", "i cannot"],
    "words": [f"{one} {other} {third}" for one in WORDS for other in WORDS for third in WORDS[:3]],
    "in and out": ["stop please", "start"],
    "needs": [f"need {what} at {where}" for where in ("24th and mission", "16th and valencia") for what in
              ("groceries", "diapers", "water", "a coat", "a blanket", "a ride to sf general friday 9am")],
}  # fmt: skip


def to(world: World, name: str) -> list[str]:
    return [text.text for text in world.new_texts() if text.to == PHONES[name]]


def writes(world: World, texts: list[str], times: int = 40) -> list[str]:
    """One phone writes so many texts within half a minute; what it got."""
    world.new_texts()
    for n in range(times):
        world.text("ana", texts[n % len(texts)])
        world.demo.clock.move_to(world.demo.clock.now() + timedelta(seconds=0.6))
    world.advance(world.demo.clock.now() + timedelta(minutes=1))
    return to(world, "ana")


@pytest.mark.parametrize("about", FLOODS)
def test_a_flood_is_answered_some_times_then_kept_with_a_last_word(world: World, about: str) -> None:
    got = writes(world, FLOODS[about])
    assert 1 <= len(got) <= flood.MOST + 5
    if about not in ("needs", "in and out"):  # the first end as a machine, the second in silence
        assert "A person reads them all" in got[-1] and sum("A person reads them all by" in one for one in got) >= 1
        with world.kit.store.reading() as tx:
            assert "many_texts" in {case.reason for case in plan.open_cases(tx)}
    with world.kit.store.reading() as tx:
        assert counts.received(tx) == 40, "and each of them is kept"


def test_others_are_answered_meanwhile_and_danger_always(world: World) -> None:
    writes(world, FLOODS["how things stand"])
    world.text("ben", "i can get groceries any day, 26th and mission")
    assert len(to(world, "ben")) == 2
    world.text("ana", "my husband is not breathing")
    assert any("911" in one for one in to(world, "ana"))


def test_the_last_word_to_help_says_who_we_are_and_how_to_stop(world: World) -> None:
    writes(world, ["status"], times=flood.FEW)
    world.text("ana", "help")
    (said,) = to(world, "ana")
    assert "reads all your texts by" in said
    assert "STOP" in said
    world.text("ana", "status")
    assert not to(world, "ana"), "the last word was said"


def test_what_is_said_in_a_flood_is_done(world: World) -> None:
    writes(world, FLOODS["how things stand"])
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am")
    assert any(one.startswith("Got it: food") for one in to(world, "ana")), "it asks for something new"
    writes(world, FLOODS["in and out"], 31)
    with world.kit.store.reading() as tx:
        assert people.by_phone(tx, PHONES["ana"]).standing == "opted_out"  # type: ignore[union-attr]


def test_after_a_rest_they_are_answered_again(world: World) -> None:
    assert "You sent many texts" in writes(world, FLOODS["how things stand"])[-1]
    world.text("ana", "status")
    assert to(world, "ana") == [], "not while it goes on"
    world.advance(world.demo.clock.now() + timedelta(minutes=15))
    to(world, "ana")
    world.text("ana", "status")
    assert len(to(world, "ana")) == 1


def test_an_ordinary_talk_is_no_flood(world: World) -> None:
    said = """hello|i need groceries|24th and mission|tomorrow 10am|my name is Ana|status|thank you|is it free?|
        who comes?|and do you also have diapers?|ok"""
    for words in map(str.strip, said.split("|")):
        world.text("ana", words)
        assert to(world, "ana"), words
        world.demo.clock.move_to(world.demo.clock.now() + timedelta(seconds=30))


def test_texts_of_a_long_time_that_are_read_late_are_no_flood(world: World) -> None:
    """We were away for hours: each is read as of when it was sent."""
    now = world.demo.clock.now()
    for n in range(20):
        sent = now - timedelta(hours=10) + timedelta(minutes=20 * n)
        text = InboundText(f"SM{n:032x}", PHONES["ana"], NUMBER, "status", sent_at=sent)
        inbound.receive(world.kit, text)
    world.settle()
    assert not any("You sent many texts" in one for one in to(world, "ana"))


def connected(world: World) -> None:
    world.kit.config = replace(world.kit.config, review=replace(world.kit.config.review, policy="none"))
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")
    for who, words in (("ben", "1"), ("ana", "1"), ("ana", "Ana Reyes, 3301 24th St")):
        world.text(who, words)
    world.new_texts()


def chats(world: World, times: int) -> list[HandsetText]:
    """Ana writes so many texts to Ben, one a second; what reached phones."""
    for n in range(times):
        one, other, third = WORDS[n % 10], WORDS[(n * 5 + 1) % 10], WORDS[(n * 7 + 2) % 10]
        world.text("ana", f"the {one} and {other} by the {third}")
        world.demo.clock.move_to(world.demo.clock.now() + timedelta(seconds=1))
    return world.new_texts()


def test_of_a_flood_nothing_more_is_passed_on(world: World) -> None:
    connected(world)
    got = chats(world, 30)
    assert sum(text.to == PHONES["ben"] for text in got) == flood.MOST
    assert [text.text[:20] for text in got if text.to == PHONES["ana"]] == ["You sent many texts,"]
    world.advance(world.demo.clock.now() + timedelta(minutes=15))
    world.new_texts()
    world.text("ana", "are you on your way?")
    assert [text.to for text in world.new_texts()] == [PHONES["ben"]]


def test_words_that_a_person_passes_on_are_not_all_answered_and_all_kept(world: World) -> None:
    connected(world)
    world.kit.config = replace(world.kit.config, group=replace(world.kit.config.group, relay="off"))
    got = [text.text for text in chats(world, 40) if text.to == PHONES["ana"]]
    assert len(got) <= flood.MOST + 2
    assert sum("You sent many texts" in one for one in got) == 1
    world.text("ana", "the key is under the mat")
    with world.kit.store.reading() as tx:
        (card,) = [case for case in plan.open_cases(tx) if case.reason == "to_pass_on"]
    assert to(world, "ana") == [] and "the key is under the mat" in (card.note or "")


def test_words_are_passed_on_though_much_else_was_answered(world: World) -> None:
    connected(world)
    writes(world, FLOODS["needs"], 27)
    world.new_texts()
    world.text("ana", "i am at the door, the bell is broken")
    assert PHONES["ben"] in {text.to for text in world.new_texts()}


def test_a_yes_in_a_flood_is_asked_for_its_time_and_hers_for_the_street(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.kit.config = replace(world.kit.config, review=replace(world.kit.config.review, policy="none"))
    monkeypatch.setattr(flood, "MOST", 2)
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("ana", "need groceries, 24th and mission, this week. my name is Ana")
    for who, words, asks in (("ben", "1", "What day"), ("ben", "tuesday 10am", ""), ("ana", "1", "street")):
        for more in ("status", "what is this"):
            world.text(who, more)
        world.new_texts()
        world.text(who, words)
        assert any(asks in one for one in to(world, who)) is bool(asks), words
    ana = world.neighbour("ana").id
    with world.kit.store.reading() as tx:
        (need,) = needs.needs_of(tx, ana)
        assert [match.state for match in needs.matches_of_need(tx, need.id)] == ["confirmed"]


def test_who_comes_back_by_start_is_asked_what_they_still_need(world: World) -> None:
    world.text("ana", "need groceries, 24th and mission")
    writes(world, FLOODS["how things stand"], 14)
    world.text("ana", "STOP")
    world.new_texts()
    world.text("ana", "START")
    assert any("still need" in one for one in to(world, "ana"))


def test_what_a_clock_that_was_ahead_noted_silences_nobody(world: World) -> None:
    writes(world, FLOODS["how things stand"])
    with world.kit.store.transaction() as tx:
        for message in messages.of_neighbour(tx, people.by_phone(tx, PHONES["ana"]).id):  # type: ignore[union-attr]
            ahead = {name: at + timedelta(days=1) for name in ("created_at", "handed_at")
                     if (at := getattr(message, name)) is not None}  # fmt: skip
            messages.change(tx, message, **ahead)
    world.text("ana", "status")
    assert len(to(world, "ana")) == 1
