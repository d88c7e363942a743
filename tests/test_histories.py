"""Random histories: whatever people text, click and leave unsaid, in whatever order, the rules hold.

Each begins where two helpers are ready and somebody needs help, and goes on by what brings help nearer as often as
by what does not, so that people are asked, say yes, are put together, write to each other and tell how it was.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mutualaid.config import Money, OwnAnswer
from mutualaid.domain.answers import USES
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import Question
from mutualaid.domain.people import Coordinator
from mutualaid.domain.vocabulary import (
    BrakePosition,
    MatchState,
    MessageClass,
    MessageState,
    NeedState,
    QuestionKind,
    QuestionState,
)
from mutualaid.service import brake, phones
from mutualaid.service.desk import matches as deskmatches
from mutualaid.service.desk import needs as desk
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.desk.signin import add_coordinator
from mutualaid.service.kit import TRIES
from mutualaid.service.outgoing import relay
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people, plan, rows
from tests.flaky import FATES
from tests.rules import check
from tests.said import BY_TRAIT, COMPLETE, EVERY, OFFERS
from tests.seen import look
from tests.world import NAMES, PHONES, World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
IN_NEED = ("ana", "rosa", "dana")
HELPERS = ("ben", "cora", "dana")
EVERYONE = ("ana", "ben", "cora", "rosa", "dana")

LIVED: Counter[str] = Counter()
"""What was lived through in all histories so far."""

GOOD = {
    QuestionKind.WHAT: "groceries", QuestionKind.WHERE: "24th and mission", QuestionKind.WHEN: "tomorrow 10am",
    QuestionKind.WHERE_TO: "sf general", QuestionKind.OFFER_WHAT: "rides and food",
    QuestionKind.OFFER_WHERE: "26th and mission", QuestionKind.OFFER_WHEN: "any day", QuestionKind.NAME: "Benny",
    QuestionKind.TIME: "tomorrow at 4", QuestionKind.DOOR: "3001 Mission St, door 2", QuestionKind.FORGET: "2",
    QuestionKind.HOW_OFTEN: "twice",
}  # fmt: skip
ODDLY = [
    text
    for trait in ("no", "no", "counter", "counter", "ok", "courtesy", "unclear", "sentence", "complaint", "stop")
    for text in BY_TRAIT[trait]
]
ACROSS = [
    text
    for trait in ("across", "across", "sentence", "number", "complaint", "courtesy", "ok", "no", "help", "danger")
    for text in BY_TRAIT[trait]
]
MINUTES = (5, 20, 50, 50, 180, 700, 1500, 4400)
A_SEASON = timedelta(days=95)
ORDERS = (
    (MessageState.DELIVERED, MessageState.SENT),
    (MessageState.SENT, MessageState.DELIVERED, MessageState.DELIVERED),
    (MessageState.UNDELIVERED,), (MessageState.SENT, MessageState.FAILED, MessageState.DELIVERED), (),
)  # fmt: skip
few = st.integers(0, 5)

EACH = 3
"""After how many steps the rules look again: they look back over all that happened."""


class Histories(RuleBasedStateMachine):
    """Neighbours text, coordinators click, the provider stumbles, time passes."""

    @staticmethod
    def place(folder: Path) -> Path | str:
        """Where a history's store is."""
        return folder / "h.db"

    @initialize(
        policy=st.sampled_from(["none", "none", "every"]),
        by_hand=st.sampled_from([False, False, False, True]),
        asks=st.booleans(),
        offers=st.lists(st.sampled_from(OFFERS), min_size=2, max_size=2),
        need=st.sampled_from(COMPLETE),
        far=st.sampled_from([0, 4, 6, 8, 8]),
    )
    def begin(self, policy: str, by_hand: bool, asks: bool, offers: list[str], need: str, far: int) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.acts = [f"set review.policy {policy}", f"# relay {'off' if by_hand else 'on'}, money asked: {asks}"]
        base = config()
        review = type(base.review)(policy=policy)
        group = type(base.group)(**{**_fields(base.group), "area_km": 3, "relay": "off" if by_hand else "on"})
        answers = (OwnAnswer({"en": "Food bank: 16th & Capp, Mon-Fri 9-12."}, ("food",), use=USES),)
        money = Money(ask=("food", "supplies", "medicine") if asks else ())
        settings = config(review=review, group=group, answers=answers, money=money)
        self.world = World(self.place(Path(self._folder.name)), START, settings)
        add_coordinator(self.world.kit, "Lee", PHONES["lee"], on_duty=True, wake=False)
        self._text("ben", offers[0])
        self._text("cora", offers[1])
        self._text("ana", need)
        self._so_far = 0
        for _ in range(far):
            self._nearer(0)

    def _text(self, who: str, text: str, sid: str | None = None) -> None:
        """One text, and a moment passes: nothing else happens at the same time."""
        clock = self.world.demo.clock
        clock.move_to(clock.now() + timedelta(seconds=2))
        self.acts.append(f"{who}> {text}" + (" (again)" if sid else ""))
        self.world.text(who, text, media=int(not text), sid=sid)
        clock.move_to(clock.now() + timedelta(seconds=2))

    # --- what brings help nearer

    @rule(n=few)
    def help_comes_nearer(self, n: int) -> None:
        self._nearer(n)

    @rule(n=few)
    def help_comes_nearer_still(self, n: int) -> None:
        self._nearer(n)

    @rule(n=few, need=st.sampled_from(COMPLETE))
    def help_comes_much_nearer(self, n: int, need: str) -> None:
        for _ in range(4):
            self._nearer(n, need)

    def _nearer(self, n: int, need: str = COMPLETE[0]) -> None:
        """An open question is answered well; else a list is approved; else who is connected may write to the other
        side, and time passes, or somebody asks anew."""
        found, connected = self._open_questions(), self._connected()
        if found:
            who, question = found[n % len(found)]
            counter = n == 5 and question.kind in (QuestionKind.ASK, QuestionKind.CONFIRM)
            self._text(who, "yes but after 5" if counter else GOOD.get(question.kind, "1"))
        elif not self._click("approve", ("Lee", "Dana")[n % 2]):
            if connected and n in (2, 5):
                self._text(connected[n % len(connected)], "the bell is broken please knock")
            with self.world.kit.store.reading() as tx:
                live = needs.needs_in(tx, (NeedState.OPEN, NeedState.MATCHED))
            if live:
                self._pass(timedelta(hours=(1, 3, 9, 20, 30, 50)[n]))
            else:
                self._text(IN_NEED[n % 2], need)

    # --- what people text otherwise

    @rule(n=few, text=st.sampled_from(ODDLY))
    def someone_answers_oddly(self, n: int, text: str) -> None:
        found = self._open_questions()
        if found:
            self._text(found[n % len(found)][0], text)

    @rule(n=few, text=st.sampled_from(ACROSS))
    def someone_writes_across(self, n: int, text: str) -> None:
        names = self._connected()
        if names:
            self._text(names[n % len(names)], text)

    def _connected(self) -> list[str]:
        """Who has somebody to write to."""
        with self.world.kit.store.reading() as tx:
            on = needs.in_states(tx, (MatchState.CONFIRMED, MatchState.FULFILLED))
            sides = [s for m in on for s in (m.helper_id, needs.need(tx, m.need_id).neighbour_id)]
            return [NAMES[p.phone] for s in sides if (p := people.need(tx, s)).phone in NAMES]

    @rule(who=st.sampled_from(EVERYONE), text=st.sampled_from(EVERY))
    def someone_texts(self, who: str, text: str) -> None:
        self._text(who, text)

    @rule(who=st.sampled_from(IN_NEED), text=st.sampled_from(COMPLETE))
    def someone_needs_help(self, who: str, text: str) -> None:
        self._text(who, text)

    @rule(who=st.sampled_from(HELPERS), text=st.sampled_from([*OFFERS, *BY_TRAIT["nights"]]))
    def someone_offers_help(self, who: str, text: str) -> None:
        self._text(who, text)

    @rule(who=st.sampled_from(EVERYONE))
    def a_text_comes_twice(self, who: str) -> None:
        came = [t for t in self.world.demo.phones.texts(0) if t.inbound and t.from_ == PHONES[who]]
        if came:
            self._text(who, came[-1].text, sid=came[-1].provider_id)

    # --- coordinators

    @rule(click=st.sampled_from(sorted(["approve", "ask", "said yes", "confirm", "release", "pay", "take over",
          "hand back", "block", "unblock", "pass on", "take alarm", "go on", "settle", "write", "restart", "close",
          "slow", "shut", "open", "open"])), by=st.sampled_from(["Dana", "Lee"]), n=few)  # fmt: skip
    def a_coordinator_clicks(self, click: str, by: str, n: int) -> None:
        self._click(click, by, n)

    def _click(self, click: str, by: str, n: int = 0) -> bool:
        """Whether anything was clicked, and not refused."""

        def work(turn: Turn) -> bool:
            coordinator = people.coordinator_named(turn.tx, by)
            assert coordinator is not None
            return CLICKS[click](turn, coordinator, n)

        done = False
        with suppress(Refused):
            done = self.world.kit.turn(work, who=by)
        LIVED["clicks"] += int(done)
        self.acts += [f"# {by} clicks {click} ({n})"] if done else []
        self.world.settle()
        return done

    # --- time and failures

    @rule(minutes=st.sampled_from(MINUTES))
    def time_passes(self, minutes: int) -> None:
        self._pass(timedelta(minutes=minutes))

    @rule(then=st.sampled_from(["night", "night", "night", "early", "early", "a season"]))
    def it_is_an_odd_hour(self, then: str) -> None:
        if then == "a season":
            self._pass(A_SEASON)
            return
        clock = self.world.demo.clock
        local = clock.now().astimezone(self.world.kit.config.group.zone)
        at = datetime.combine(local.date(), time(22, 30) if then == "night" else time(6, 40), local.tzinfo)
        self._pass(at - local if at > local else at + timedelta(days=1) - local)

    def _pass(self, some: timedelta) -> None:
        self.world.recover()
        self.acts.append(f"-- {some} later")
        self.world.advance(self.world.demo.clock.now() + some)

    @rule(fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=2))
    def the_provider_stumbles(self, fates: list[str]) -> None:
        self.world.provider.fates.extend(fates)
        self.acts.append(f"# the next texts: {', '.join(fates)}")
        LIVED["failures"] += len(fates)

    @rule(changes=st.integers(1, TRIES - 1))
    def somebody_else_is_first(self, changes: int) -> None:
        self.world.races.left = changes
        self.acts.append(f"# the next races are lost: {changes}")

    @rule(order=st.sampled_from(ORDERS))
    def the_provider_reports(self, order: tuple[MessageState, ...]) -> None:
        self.acts.append(f"# reported: {', '.join(order)}")
        self.world.report(*order)
        self.world.recover()
        self.world.settle()

    @rule(who=st.sampled_from(EVERYONE), works=st.booleans())
    def a_phone_dies_or_lives(self, who: str, works: bool) -> None:
        self.acts.append(f"{who}'s phone {'works again' if works else 'is dead'}")
        (self.world.mend_phone if works else self.world.break_phone)(who)

    # --- what holds

    @invariant()
    def the_rules_hold(self) -> None:
        if hasattr(self, "world"):
            LIVED["steps"] += 1
            self._so_far += 1
            if self._so_far % EACH == 0:
                check(self.world)

    def _open_questions(self) -> list[tuple[str, Question]]:
        with self.world.kit.store.reading() as tx:
            found = rows.select(tx, "questions", Question, "state = :s order by id", s=QuestionState.OPEN)
            whose = [(people.need(tx, q.neighbour_id).phone, q) for q in found]
        return [(NAMES[phone], q) for phone, q in whose if phone in NAMES]

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                count(self.world)
                check(self.world)
            finally:
                self.world.close()
                self._folder.cleanup()


def _fields(thing: object) -> dict[str, object]:
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}  # type: ignore[attr-defined]


def count(world: World) -> None:
    """Adds what this world lived through to `LIVED`."""
    seen = look(world)
    found = list(seen.matches.values())
    LIVED.update(
        {
            "histories": 1,
            "texts in": sum(t.inbound for t in seen.wire),
            "texts out": sum(not t.inbound for t in seen.wire),
            "needs": len(seen.needs),
            "offers": len(seen.offers),
            "asks": len(seen.log_by["ask"]),
            "yes": len(seen.log_by["accept"]) + len(seen.log_by["counter"]),
            "counters": len(seen.log_by["counter"]),
            "confirmed": len(seen.log_by["connect"]),
            "relays": len(seen.log_by["relay"]),
            "doors": len(seen.log_by["give door"]),
            "ended": sum(m.closed_at is not None and m.state is not MatchState.FULFILLED for m in found),
            "fulfilled": len(seen.log_by["fulfil"]),
            "opt-outs": len(seen.log_by["opt out"]),
            "alarms": len(seen.alarms),
            "races lost": world.races.lost,
            "cases": len(seen.cases),
            "texts at night": sum(world.kit.hours.quiet(t.at) for t in seen.wire if not t.inbound),
        }
    )


# --- clicks ----------------------------------------------------------------------------------------------------

Click = bool
"""Whether there was something to click."""


def _pick(found: list, n: int):  # type: ignore[no-untyped-def, type-arg]
    return found[n % len(found)] if found else None


def _approve(turn: Turn, by: Coordinator, n: int) -> Click:
    for need in needs.needs_in(turn.tx, (NeedState.OPEN,)):
        if desk.suggested(turn, need.id):
            desk.approve(turn, need.id, by)
            return True
    return False


def _ask(turn: Turn, by: Coordinator, n: int) -> Click:
    need = _pick(needs.needs_in(turn.tx, (NeedState.OPEN,)), n)
    helper = people.by_phone(turn.tx, PHONES[HELPERS[n % 3]])
    if need is not None and helper is not None:
        desk.ask_by_hand(turn, need.id, helper.id, by)
    return need is not None


def _on_match(states: frozenset[MatchState], verb) -> object:  # type: ignore[no-untyped-def]
    def click(turn: Turn, by: Coordinator, n: int) -> Click:
        match = _pick(needs.in_states(turn.tx, tuple(states)), n)
        if match is not None:
            verb(turn, match.id, by)
        return match is not None

    return click


def _on_need(verb, states: tuple[NeedState, ...] = (NeedState.OPEN, NeedState.MATCHED)):  # type: ignore[no-untyped-def]
    def click(turn: Turn, by: Coordinator, n: int) -> Click:
        need = _pick(needs.needs_in(turn.tx, states), n)
        if need is not None:
            verb(turn, need.id)
        return need is not None

    return click


def _on_phone(verb) -> object:  # type: ignore[no-untyped-def]
    def click(turn: Turn, by: Coordinator, n: int) -> Click:
        who = people.by_phone(turn.tx, PHONES[EVERYONE[n % 4]])
        if who is not None:
            verb(turn, who)
        return who is not None

    return click


def _on_case(verb, reason: str | None = None) -> object:  # type: ignore[no-untyped-def]
    def click(turn: Turn, by: Coordinator, n: int) -> Click:
        case = _pick([c for c in plan.open_cases(turn.tx) if reason in (None, c.reason)], n)
        if case is not None:
            verb(turn, case.id)
        return case is not None

    return click


def _take_alarm(turn: Turn, by: Coordinator, n: int) -> Click:
    alarm = _pick(plan.open_alarms(turn.tx), n)
    if alarm is not None:
        desk.acknowledge(turn, alarm.id, by)
    return alarm is not None


def _brake(position: BrakePosition, turn: Turn, by: Coordinator, n: int) -> Click:
    brake.put(turn, position, turn.now + timedelta(days=2))
    return True


def _write(turn: Turn, who) -> None:  # type: ignore[no-untyped-def]
    turn.queue(who, "The food bank is open on Monday.", MessageClass.REPLY, by=turn.who)


def _block(turn: Turn, who) -> None:  # type: ignore[no-untyped-def]
    if who.standing == "blocked":
        raise Refused("blocked already")
    phones.block(turn, who)


def _unblock(turn: Turn, who) -> None:  # type: ignore[no-untyped-def]
    if who.standing == "blocked":
        phones.unblock(turn, who)


CLICKS = {
    "approve": _approve,
    "ask": _ask,
    "said yes": _on_match(frozenset({MatchState.ASKED}), lambda t, m, by: deskmatches.said_yes(t, m, None, by)),
    "confirm": _on_match(MATCH_YES, deskmatches.confirmed),
    "release": _on_need(desk.release, (NeedState.DRAFTED, NeedState.OPEN)),
    "pay": _on_need(lambda turn, need: desk.settle_pay(turn, need, "fund")),
    "take over": _on_phone(lambda turn, who: phones.take_over(turn, who.id)),
    "hand back": _on_phone(lambda turn, who: phones.hand_back(turn, who.id)),
    "block": _on_phone(_block),
    "unblock": _on_phone(_unblock),
    "pass on": _on_case(relay.pass_on, relay.TO_PASS_ON),
    "take alarm": _take_alarm,
    "go on": _on_match(frozenset({MatchState.CONFIRMED}), lambda t, m, by: deskmatches.go_on(t, m)),
    "settle": _on_case(desk.settle),
    "write": _on_phone(_write),
    "restart": _on_phone(lambda turn, who: deskpeople.restart_texts(turn, who.id)),
    "close": _on_need(lambda turn, need: desk.end(turn, need, "give_up")),
    "slow": partial(_brake, BrakePosition.SLOW),
    "shut": partial(_brake, BrakePosition.CLOSED),
    "open": partial(_brake, BrakePosition.OPEN),
}


# --- the run ---------------------------------------------------------------------------------------------------

ENOUGH = {
    "asks": 12, "yes": 6, "confirmed": 4, "relays": 4, "ended": 5, "fulfilled": 2, "failures": 8, "alarms": 2,
    "opt-outs": 1, "texts at night": 10, "clicks": 3, "races lost": 8,
}  # fmt: skip
"""What a short run lives through at least: without matches most rules would say nothing."""


def live(
    histories: int, steps: int, chosen: int, *, shorten: bool = True,
    place: Callable[[Path], Path | str] = Histories.place,
) -> None:  # fmt: skip
    """Lives through so many histories, the same ones for the same seed, each in the store that `place` names for a
    folder. Raises with one that breaks a rule, the shortest where it is to be shortened (which takes a while)."""
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if shorten else [])]
    ours = settings(
        max_examples=histories, stateful_step_count=steps, deadline=None, database=None, phases=phases,
        suppress_health_check=list(HealthCheck), print_blob=False, report_multiple_bugs=False,
    )  # fmt: skip
    machine = seed(chosen)(type("Histories", (Histories,), {"place": staticmethod(place)}))
    run_state_machine_as_test(machine, settings=ours)  # type: ignore[no-untyped-call]


def test_the_rules_hold_in_every_history() -> None:
    """What is drawn hangs on all the modules that are loaded, so that it is lived on until it was enough."""
    LIVED.clear()
    few: dict[str, int] = {}
    for chosen in range(63, 67):
        live(8, 25, chosen, shorten=False)  # bench/histories shortens what it finds, which takes minutes
        few = {what: LIVED[what] for what, least in ENOUGH.items() if LIVED[what] < least}
        if not few:
            break
    assert not few, f"too little was lived through: {few} of {dict(LIVED)}"
