"""Some weeks in the town, lived through with the real service: texts in by handset, texts out answered as
people would, the clock moved from one moment at which something happens to the next."""

from __future__ import annotations

import heapq
import itertools
import logging
import math
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.town.made import ZONE, Helper, Town, Wanted
from bench.town.oracle import comes, oracle
from bench.town.rivals import POLICIES
from mutualaid.clock import Dice
from mutualaid.config import Asks, Config, Group, Matching, Review
from mutualaid.demo import NUMBER, Demo
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.matching.candidates import Scored
from mutualaid.domain.messages import Case
from mutualaid.domain.needs import Match, Question
from mutualaid.domain.vocabulary import MatchState, NeedState, QuestionKind, QuestionState
from mutualaid.service import tick
from mutualaid.service.desk import needs as desk
from mutualaid.service.desk.signin import add_coordinator
from mutualaid.service.incoming import inbound
from mutualaid.service.outgoing import outbox
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.engine import open_store
from mutualaid.store.migrate import migrate
from mutualaid.transport.base import InboundText
from mutualaid.transport.handset import made_id

COORDINATOR = "+14155550190"
YES = ("1", "yes", "yes i can", "Yes.", "1 yes")
NO = ("2", "no", "no sorry", "No", "2 no")
DOOR = "214 oak st apt 3"
STANDS = MATCH_YES | {MatchState.CONFIRMED, MatchState.FULFILLED}
SPENT = frozenset({NeedState.WITHDRAWN, NeedState.EXPIRED, NeedState.UNMET})


@dataclass(slots=True)
class Lived:
    """What became of a town under one way of matching."""

    town: str
    seed: int
    policy: str
    fatigue: float
    needs: int
    filled: int = 0
    oracle: int = 0
    hours: list[float] = field(default_factory=list)
    """From the first text to both having said yes, for each need filled."""
    km: list[float] = field(default_factory=list)
    """From the helper's home to that of the person in need, one way, for each need filled."""
    asks: list[int] = field(default_factory=list)
    """How many asks reached each helper."""
    unheard: int = 0
    """How many of them came while the helper ignored asks, or after they were lost for good."""
    texts_in: int = 0
    texts_out: int = 0
    stops: int = 0
    by_hand: dict[str, int] = field(default_factory=dict)
    """What a coordinator settled, by its reason."""
    answered: dict[str, int] = field(default_factory=dict)
    """What the service asked people, by kind of question."""
    misread: int = 0
    """Texts with a need of which the service made none."""
    seconds: float = 0.0


def live(town: Town, policy: str, fatigue: float = 1.0, where: Path | None = None) -> Lived:
    """Lives through the town with this way of matching; `fatigue` is over that of the parameters. The store is
    kept at `where`, else nowhere."""
    began = time.perf_counter()
    with _unlogged(), tempfile.TemporaryDirectory(prefix="town-", dir=_memory()) as folder:
        path = where or Path(folder) / "town.db"
        _new_store(path)
        life = _Life(town, policy, fatigue, path)
        try:
            lived = life.run()
        finally:
            life.kit.store.close()
    lived.oracle = oracle(town)
    lived.seconds = time.perf_counter() - began
    return lived


def as_dict(lived: Lived) -> dict[str, Any]:
    return asdict(lived)


@contextmanager
def _unlogged() -> Iterator[None]:
    """Without the service's log, which nobody reads here."""
    log = logging.getLogger("mutualaid")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _new_store(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    migrate(store)
    store.close()


class _Life:
    def __init__(self, town: Town, policy: str, fatigue: float, path: Path) -> None:
        self.town, self.fatigue = town, fatigue
        chosen = POLICIES[policy]
        group = Group(name="Town Neighbors", short_name="Town Neighbors", contact="help@example.org")
        asks = Asks()
        if chosen.a_week is not None:
            asks = replace(asks, asks_per_week=chosen.a_week, helps_per_week=chosen.a_week)
        matching = Matching() if chosen.rests else Matching(rest_days=0)
        config = Config(
            group=group, places=town.places, review=Review(policy="none"), asks=asks, matching=matching
        )
        self.demo = Demo(config, f"sqlite:///{path}", town.start, running=False, dice=Dice(7))
        self.kit = self.demo.kit
        self.kit.matching = chosen.way(self._would)
        self.demo.clock.sleep = lambda seconds: None  # type: ignore[method-assign]
        self.by, _ = add_coordinator(self.kit, "Dana", COORDINATOR, on_duty=True, wake=False)
        self.helpers = {h.phone: h for h in town.helpers}
        self.names = {h.phone: h.name for h in town.helpers} | {n.by.phone: n.by.name for n in town.needs}
        self.lived = Lived(town.name, town.seed, policy, fatigue, needs=len(town.needs))
        self.need_of: dict[str, Wanted] = {}
        """The need behind each that the service made of a text."""
        self.last_need: dict[str, Wanted] = {}
        self.deaf_until: dict[str, datetime] = {}
        self.gone: set[str] = set()
        self.promised: dict[str, dict[str, tuple[Wanted, datetime]]] = {}
        """Helper -> match -> what they promised, and for when."""
        self.met: set[int] = set()
        self.asked: set[str] = set()
        self.questions: Counter[str] = Counter()
        self.settled: Counter[str] = Counter()
        self.stages: list[tuple[datetime, int, Callable[[], None]]] = []
        self.order = itertools.count()
        self.read_to = 0

    # --- the course of time ---------------------------------------------------------------------------------

    def run(self) -> Lived:
        for helper in self.town.helpers:
            self.plan(helper.joins, lambda h=helper: self.say(h.phone, h.text))  # type: ignore[misc]
        for need in self.town.needs:
            self.plan(need.at, lambda n=need: self.post(n))  # type: ignore[misc]
            if need.withdrawn is not None:
                self.plan(need.withdrawn, lambda n=need: self.withdraw(n))  # type: ignore[misc]
        day = self.town.start.replace(hour=0)
        while day < self.town.ends:
            for hour in self.town.parameters["coordinator"]["hours"]:
                self.plan(day + timedelta(hours=hour), self.look_at_desk)
            day += timedelta(days=1)
        while (at := self._next()) is not None and at <= self.town.ends:
            self.demo.clock.move_to(max(at, self.demo.clock.now()))
            while self.stages and self.stages[0][0] <= at:
                heapq.heappop(self.stages)[2]()
            while tick.run(self.kit) + outbox.pump(self.kit):
                pass
            self.answer_new()
        return self._result()

    def _next(self) -> datetime | None:
        moments = [m for m in (tick.next_due(self.kit), self.stages[0][0] if self.stages else None) if m]
        return min(moments, default=None)

    def plan(self, at: datetime, what: Callable[[], None]) -> None:
        heapq.heappush(self.stages, (max(at, self.town.start), next(self.order), what))

    def say(self, phone: str, text: str) -> None:
        if phone in self.gone:
            return
        provider_id = made_id(f"{phone}-{next(self.order)}")
        self.demo.phones.note_inbound(phone, text, provider_id)
        inbound.receive(self.kit, InboundText(provider_id=provider_id, from_=phone, to=NUMBER, body=text))

    # --- what people start by themselves --------------------------------------------------------------------

    def post(self, need: Wanted) -> None:
        self.last_need[need.by.phone] = need
        self.say(need.by.phone, need.text)
        with self.kit.store.reading() as tx:
            who = people.by_phone(tx, need.by.phone)
            new = [n.id for n in needs.all_needs_of(tx, who.id) if n.id not in self.need_of] if who else []
        for id in new:
            self.need_of[id] = need
        self.lived.misread += not new

    def withdraw(self, need: Wanted) -> None:
        if any(self.state(id) not in SPENT for id, n in self.need_of.items() if n is need):
            self.say(need.by.phone, "never mind, i dont need it any more")

    def state(self, need_id: str) -> NeedState:
        with self.kit.store.reading() as tx:
            return needs.need(tx, need_id).state

    def look_at_desk(self) -> None:
        """A coordinator lets lists be asked as they stand and settles the rest as seen."""
        with self.kit.store.reading() as tx:
            cases, alarms = plan.open_cases(tx), plan.open_alarms(tx)
        for case in cases:
            self.settled[case.reason] += 1
            try:
                self.kit.turn(lambda turn, c=case: self._settle(turn, c), who=self.by.name)  # type: ignore[misc]
            except Refused:
                continue
        for alarm in alarms:
            self.settled["alarm"] += 1
            self.kit.turn(lambda turn, a=alarm: self._take_on(turn, a.id), who=self.by.name)  # type: ignore[misc]

    def _take_on(self, turn: Turn, alarm_id: str) -> None:
        desk.acknowledge(turn, alarm_id, self.by)

    def _settle(self, turn: Turn, case: Case) -> None:
        if case.reason == "shortlist" and case.need_id is not None:
            desk.approve(turn, case.need_id, self.by)
        else:
            desk.settle(turn, case.id)

    # --- what people answer ---------------------------------------------------------------------------------

    def answer_new(self) -> None:
        """Looks at every text that came to a phone since the last look, and has its owner answer what it asks."""
        while found := self.demo.phones.texts(self.read_to):
            self.read_to = found[-1].n
            for text in found:
                if not text.inbound and text.to != COORDINATOR:
                    self._asked_now(text.to, text.at)

    def _asked_now(self, phone: str, at: datetime) -> None:
        with self.kit.store.reading() as tx:
            who = people.by_phone(tx, phone)
            question = messages.question_of(tx, who.id) if who else None
            match = needs.find_match(tx, question.match_id) if question else None
        if question is None or question.state is not QuestionState.OPEN or question.id in self.asked:
            return
        self.asked.add(question.id)
        self.questions[question.kind.value] += 1
        heard = self.awake(at)
        need = self._need_of(match, phone)
        if question.kind in (QuestionKind.ASK, QuestionKind.KEPT) and match and need and phone in self.helpers:
            self._hear(self.helpers[phone], need, match.id, heard)
            return
        words = self._words(question, match, need, phone)
        if words is not None:
            key = ("need_median" if phone not in self.helpers else "helper_median", question.kind.value)
            median = self.town.parameters["replies"][key[0]]
            number = need.number if need else 0
            later = self.awake(heard + self.town.minutes(median, phone, question.kind.value, number))
            self.plan(later, lambda: self._reply(phone, words, question, match))

    def _would(self, one: Scored) -> bool:
        """Whether this helper would say yes to this need, come and be welcome."""
        helper, need = self.helpers.get(one.candidate.neighbour.phone), self.need_of.get(one.need.id)
        if helper is None or need is None or helper.lost <= self.kit.clock.now():
            return False
        return comes(self.town, helper, need)

    def _need_of(self, match: Match | None, phone: str) -> Wanted | None:
        if match is None:
            return self.last_need.get(phone)
        if match.need_id not in self.need_of:  # what a text in between made, or what was split off
            with self.kit.store.reading() as tx:
                asker = people.need(tx, needs.need(tx, match.need_id).neighbour_id)
            if asker.phone not in self.last_need:
                return None
            self.need_of[match.need_id] = self.last_need[asker.phone]
        return self.need_of[match.need_id]

    def _hear(self, helper: Helper, need: Wanted, match_id: str, heard: datetime) -> None:
        """An ask comes to a helper: ignored within the time after the last one, else answered or not."""
        ours = self.town.parameters
        pair = (helper.phone, need.number)
        if heard >= helper.lost:
            self.lived.unheard += 1
            return
        if heard < self.deaf_until.get(helper.phone, heard):
            self.lived.unheard += 1
            if self.town.draw("stop", *pair) < ours["fatigue"]["stop"]:
                self.plan(heard + timedelta(minutes=2), lambda: self._stop(helper.phone))
            return
        mean = timedelta(days=ours["fatigue"]["mean_days"]) * self.fatigue
        self.deaf_until[helper.phone] = heard + mean * _exponential(self.town.draw("deaf", *pair))
        yes = self.town.willing(helper, need)
        if not yes and self.town.draw("silent", *pair) < ours["replies"]["silent"]:
            return
        later = self.awake(heard + self.town.minutes(ours["replies"]["helper_median"], *pair))
        self.plan(later, lambda: self._say_whether(helper, need, match_id, yes))

    def _say_whether(self, helper: Helper, need: Wanted, match_id: str, yes: bool) -> None:
        promised = self._promises(helper.phone)
        promised.pop(match_id, None)
        in_week = sum(self.town.week(n) == self.town.week(need) for n, _ in promised.values())
        apart = timedelta(hours=self.town.parameters["helpers"]["apart_hours"])
        free = all(abs(need.end - at) >= apart for _, at in promised.values())
        yes = yes and free and in_week < helper.per_week and need.end > self.kit.clock.now()
        if yes:
            self.promised.setdefault(helper.phone, {})[match_id] = (need, need.end)
        self.say(helper.phone, self._one_of(YES if yes else NO, helper.phone, need.number))

    def _promises(self, phone: str) -> dict[str, tuple[Wanted, datetime]]:
        """What a helper promised and still stands."""
        mine = self.promised.get(phone, {})
        with self.kit.store.reading() as tx:
            kept = {id: what for id, what in mine.items() if needs.match(tx, id).state in STANDS}
        self.promised[phone] = kept
        return dict(kept)

    def _stop(self, phone: str) -> None:
        self.lived.stops += phone not in self.gone
        self.say(phone, "stop")
        self.gone.add(phone)

    def _words(self, question: Question, match: Match | None, need: Wanted | None, phone: str) -> str | None:
        """What somebody says to a question other than an ask; None for nothing."""
        kind = question.kind
        told = self.town.draw("told", question.kind, phone, need.number if need else 0)
        if kind is QuestionKind.NAME:
            return self.names[phone]
        if kind is QuestionKind.OFFER_WHEN:
            return "any day"
        if kind is QuestionKind.DOOR:
            return DOOR
        if kind in (QuestionKind.CONFIRM, QuestionKind.TERMS) and need and match:
            down = self.town.turned_down(self._helper_of(match), need)
            return self._one_of(NO[:1] if down else YES, "confirm", match.rank, phone, need.number)
        if kind is QuestionKind.TIME and need:
            at = need.end.astimezone(ZONE)
            return f"{at:%A} {(at.hour - 1) % 12 + 1}{'am' if at.hour < 12 else 'pm'}"
        if kind in (QuestionKind.HAPPENED, QuestionKind.HELPER_HAPPENED) and need and match:
            if told >= self.town.parameters["replies"]["happened"]:
                return None
            came = not self.town.no_show(self._helper_of(match), need)
            return "1" if came else ("2" if kind is QuestionKind.HAPPENED else None)
        if kind is QuestionKind.STILL_NEEDED:
            return "no" if need is None or need.end <= self.kit.clock.now() else "yes"
        if kind in (QuestionKind.AGAIN, QuestionKind.INVITE, QuestionKind.BACK):
            return "no thanks"
        return "1"

    def _reply(self, phone: str, words: str, question: Question, match: Match | None) -> None:
        self.say(phone, words)
        if match is not None and question.kind in (QuestionKind.CONFIRM, QuestionKind.TERMS, QuestionKind.TIME):
            self._connected(match.id)

    # --- visits ---------------------------------------------------------------------------------------------

    def _helper_of(self, match: Match) -> Helper:
        with self.kit.store.reading() as tx:
            return self.helpers[people.need(tx, match.helper_id).phone]

    def _connected(self, match_id: str) -> None:
        with self.kit.store.reading() as tx:
            match = needs.match(tx, match_id)
        need = self.need_of[match.need_id]
        if match.state is not MatchState.CONFIRMED or match.agreed_at is None:
            return
        helper, now = self._helper_of(match), self.kit.clock.now()
        pair = (helper.phone, need.number)
        visit = max(match.agreed_at, now)
        self.promised.setdefault(helper.phone, {})[match.id] = (need, visit)
        if self.town.called_off(helper, need):
            off = now + self.town.draw("off", *pair) * (visit - now)
            self.plan(self.awake(off), lambda: self._call_off(helper, match.id))
        elif self.town.draw("on_my_way", *pair) < self.town.parameters["visits"]["on_my_way"]:
            before = max(now, visit - timedelta(minutes=15))
            self.plan(before, lambda: self._if_stands(match.id, lambda: self.say(helper.phone, "on my way")))
        hours = (now - need.at).total_seconds() / 3600
        self.plan(visit, lambda: self._if_stands(match.id, lambda: self._visit(helper, need, hours)))

    def _if_stands(self, match_id: str, then: Callable[[], None]) -> None:
        with self.kit.store.reading() as tx:
            stands = needs.match(tx, match_id).state in (MatchState.CONFIRMED, MatchState.FULFILLED)
        if stands:
            then()

    def _call_off(self, helper: Helper, match_id: str) -> None:
        self._if_stands(match_id, lambda: self.say(helper.phone, "sorry, cant make it"))

    def _visit(self, helper: Helper, need: Wanted, hours: float) -> None:
        came = not self.town.no_show(helper, need) and not self.town.called_off(helper, need)
        if came and need.number not in self.met:
            self.met.add(need.number)
            self.lived.hours.append(hours)
            self.lived.km.append(self.town.km(helper, need))

    # --- the rest -------------------------------------------------------------------------------------------

    def awake(self, at: datetime) -> datetime:
        """`at`, or the morning after where it falls into the night, some minutes after getting up."""
        hours = self.town.parameters["replies"]["asleep"]
        local = at.astimezone(ZONE)
        of_day = local.hour + local.minute / 60
        if hours["to"] <= of_day < hours["from"]:
            return at
        day = local.replace(hour=0, minute=0, second=0, microsecond=0)
        if of_day >= hours["from"]:
            day += timedelta(days=1)
        return day + timedelta(hours=hours["to"] + self.town.draw("up", at.isoformat()))

    def _one_of(self, words: tuple[str, ...], *of: object) -> str:
        return words[int(self.town.draw("words", *of) * len(words))]

    def _result(self) -> Lived:
        lived = self.lived
        texts = self.demo.phones.texts(0)
        lived.filled = len(self.met)
        lived.texts_in = sum(t.inbound for t in texts)
        lived.texts_out = sum(not t.inbound and t.to != COORDINATOR for t in texts)
        lived.answered, lived.by_hand = dict(self.questions), dict(self.settled)
        with self.kit.store.reading() as tx:
            for helper in self.town.helpers:
                who = people.by_phone(tx, helper.phone)
                put = messages.questions_of(tx, who.id, limit=10_000) if who else []
                lived.asks.append(sum(q.kind is QuestionKind.ASK and q.opened_at is not None for q in put))
        return lived


def _exponential(u: float) -> float:
    return -math.log(1 - u)
