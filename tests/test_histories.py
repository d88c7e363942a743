"""Random histories: whatever people text, click and leave unsaid, in whatever order, the rules hold."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mutualaid.config import Money, OwnAnswer
from mutualaid.domain.answers import USES
from mutualaid.domain.vocabulary import BrakePosition, MatchState, MessageClass, NeedState, QuestionKind
from mutualaid.service import alarms, brake, desk, matchmaking, phones, posting, relay
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan
from tests.rules import check
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
PEOPLE = ("ana", "ben", "cora", "rosa")
TEXTS = (
    "need groceries for 2, 24th and mission, before fri",
    "need a ride to sf general tomorrow at 10",
    "necesito comida para mi mama Rosa, 24 y mission",
    "need someone to walk my dog",
    "need help",
    "i can bring groceries and drive, 24th and mission, any day. im Ben",
    "puedo llevar gente los fines de semana, 16th and valencia, me llamo Cora",
    "i can walk dogs near st marys",
    "24th and mission", "94110", "tomorrow 5pm", "mañana a las 3", "my name is Ana", "Ben",
    "1", "2", "3", "0", "yes", "no", "si", "ok", "yes but after 5", "no but tomorrow ok", "maybe", "just the food",
    "can't make it sorry", "thanks!", "lol", "214 Andover St door 3", "on my way", "call me at 415 555 0123",
    "he scares me", "status", "estado", "change", "no, 26th st", "found someone already thx", "cancel my ride",
    "pause two weeks", "español", "done", "who is this?", "do you have diapers", "asdf qwer", "👍", "",
    "need groceries every monday at 10, 24th and mission", "skip", "no more groceries", "skip this week",
    "yes but only if someone pays gas", "can he come thursday at noon instead", "ground floor only", "umm",
    "only once a week", "nights are fine", "my cell is 415 555", "what time is it tomorrow", "hello??",
    "my neighbor Mrs Chen needs groceries, 24th and mission, 3rd floor no elevator", "i need a ride home too",
    "no money", "i can pay", "not yet", "she knows", "her number is 415 555 0123",
    "i have chest pain", "STOP", "START", "HELP", "CANCEL", "delete my data", "need groceries at ocean beach",
    "when is the food bank open",
    "this is Tom", "this is Tom, need water, 16th and valencia", "soy Luis", "both", "wrong number",
    "numero equivocado", "Liked “Can you help a neighbor: food", "this is Tom. status", "unstop",
)  # fmt: skip


GOOD = {
    QuestionKind.WHAT: "groceries", QuestionKind.WHERE: "24th and mission", QuestionKind.WHEN: "tomorrow 10am",
    QuestionKind.WHERE_TO: "sf general", QuestionKind.OFFER_WHAT: "rides and food",
    QuestionKind.OFFER_WHERE: "26th and mission", QuestionKind.OFFER_WHEN: "any day", QuestionKind.NAME: "Benny",
    QuestionKind.TIME: "tomorrow at 4", QuestionKind.DOOR: "3001 Mission St, door 2",
}  # fmt: skip
OTHER = {
    QuestionKind.ASK: "yes but friday after 5", QuestionKind.TIME: "whenever", QuestionKind.HAPPENED: "3",
    QuestionKind.DOOR: "why do you ask?", QuestionKind.WHERE: "i dont know",
}  # fmt: skip


CLICKS = [
    "approve", "release", "acknowledge", "hold", "hand back", "close", "pay", "slow", "shut", "open", "pass on",
]  # fmt: skip


class Histories(RuleBasedStateMachine):
    """Neighbours text, coordinators click, time passes."""

    @initialize(policy=st.sampled_from(["every", "none"]), by_hand=st.booleans(), asks=st.booleans())
    def begin(self, policy: str, by_hand: bool, asks: bool) -> None:
        self._folder = tempfile.TemporaryDirectory()
        base = config()
        review = type(base.review)(policy=policy)
        group = replace(base.group, area_km=3, relay="off" if by_hand else "on")
        answers = (OwnAnswer({"en": "Food bank: 16th & Capp, Mon-Fri 9-12."}, ("food",), use=USES),)
        money = Money(ask=("food", "supplies", "medicine") if asks else ())
        settings = config(review=review, group=group, answers=answers, money=money)
        self.world = World(Path(self._folder.name) / "h.db", START, settings)

    @rule(who=st.sampled_from(PEOPLE), text=st.sampled_from(TEXTS))
    def someone_texts(self, who: str, text: str) -> None:
        self.world.text(who, text, media=int(not text))

    @rule(who=st.sampled_from(PEOPLE), good=st.booleans())
    def someone_answers_their_question(self, who: str, good: bool) -> None:
        with self.world.kit.store.reading() as tx:
            known = people.by_phone(tx, self.world.phone(who))
            question = messages.question_of(tx, known.id) if known else None
        if question is not None:
            self.world.text(who, (GOOD if good else OTHER).get(question.kind, "1" if good else "2"))

    @rule(answer=st.sampled_from(["1", "2", "ok"]))
    def dana_texts(self, answer: str) -> None:
        self.world.text("dana", answer)

    @rule(hours=st.sampled_from([1, 5, 14, 30, 80]))
    def time_passes(self, hours: int) -> None:
        self.world.advance(self.world.demo.clock.now() + timedelta(hours=hours))

    @rule()
    def a_season_passes(self) -> None:
        self.world.advance(self.world.demo.clock.now() + timedelta(days=95))

    @rule(who=st.sampled_from(PEOPLE), works=st.booleans())
    def a_phone_dies_or_lives(self, who: str, works: bool) -> None:
        (self.world.mend_phone if works else self.world.break_phone)(who)

    @rule(who=st.sampled_from(PEOPLE))
    def dana_writes(self, who: str) -> None:
        def write(turn: Turn) -> None:
            known = people.by_phone(turn.tx, self.world.phone(who))
            if known is not None:
                turn.queue(known, "The food bank is open on Monday.", MessageClass.REPLY, by="Dana")

        self.world.kit.turn(write, who="Dana")
        self.world.demo.settle()

    @rule(click=st.sampled_from(CLICKS))
    def a_coordinator_clicks(self, click: str) -> None:
        self.world.kit.turn(lambda turn: _click(turn, click), who="Dana")
        self.world.demo.settle()

    @invariant()
    def the_rules_hold(self) -> None:
        if hasattr(self, "world"):
            check(self.world)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()
            self._folder.cleanup()


BRAKE = {"slow": BrakePosition.SLOW, "shut": BrakePosition.CLOSED, "open": BrakePosition.OPEN}


def _click(turn: Turn, click: str) -> None:
    if click in BRAKE:
        brake.put(turn, BRAKE[click], turn.now + timedelta(days=2))
    for case in plan.open_cases(turn.tx) if click == "pass on" else ():
        if case.reason == relay.TO_PASS_ON:
            with suppress(Refused):
                relay.pass_on(turn, case.id)
    for need in needs.needs_in(turn.tx, (NeedState.OPEN,)):
        listed = [m for m in needs.matches_of_need(turn.tx, need.id) if m.state is MatchState.SUGGESTED]
        if click == "approve" and listed:
            matchmaking.approve(turn, need.id, "Dana")
        elif click == "pay" and desk.waits_for_fund(need):
            desk.settle_pay(turn, need.id, "fund")
        elif click == "release" and need.held and not desk.waits_for_fund(need):
            posting.release_hold(turn, need.id)
        elif click == "close" and not listed:
            posting.end_need(turn, need.id, "give_up", "closed_unmet")
            return
    for alarm in plan.open_alarms(turn.tx) if click == "acknowledge" else ():
        alarms.acknowledge(turn, alarm.id, "Dana")
    for who in people.everyone(turn.tx)[:1] if click in ("hold", "hand back") else ():
        (phones.take_over if click == "hold" else phones.hand_back)(turn, who.id)


Histories.TestCase.settings = settings(
    max_examples=int(os.environ.get("HISTORIES", "25")),
    stateful_step_count=int(os.environ.get("HISTORY_STEPS", "25")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
TestHistories = Histories.TestCase
