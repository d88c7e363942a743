"""The demo's neighbourhood: whatever the hour it opens at, every stage of the work is there to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mutualaid.config import Config
from mutualaid.demo import Demo
from mutualaid.demoseed import begins, demo_config, seed
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import QuestionKind, Standing
from mutualaid.language.saying.segments import segments
from mutualaid.service import tick
from mutualaid.service.incoming import inbound
from mutualaid.serving import DemoServer, bind
from mutualaid.store import messages, needs, people, plan
from mutualaid.transport.base import InboundText

ZONE = ZoneInfo("America/Los_Angeles")
MORNING = datetime(2026, 10, 5, 9, tzinfo=ZONE)
HOURS = [
    MORNING,
    datetime(2026, 10, 10, 13, 20, tzinfo=ZONE),
    datetime(2026, 11, 1, 23, 30, tzinfo=ZONE),
]
"""A Monday morning, a Saturday, and the night of the day on which the clocks are set back."""


class Lived:
    def __init__(self, folder: Path, until: datetime) -> None:
        self.until = until
        self.demo = Demo(
            demo_config(Config()), f"sqlite:///{folder}/demo.db", begins(until).astimezone(UTC), running=False
        )
        seed(self.demo, until)

    def who(self, name: str) -> Neighbour:
        with self.demo.kit.store.reading() as tx:
            return next(n for n in people.everyone(tx) if n.name == name)

    def need(self, name: str) -> Need:
        who = self.who(name)
        with self.demo.kit.store.reading() as tx:
            (need,) = needs.all_needs_of(tx, who.id)
        return need

    def helpers(self, name: str) -> dict[str | None, Match]:
        need = self.need(name)
        with self.demo.kit.store.reading() as tx:
            return {people.need(tx, m.helper_id).name: m for m in needs.matches_of_need(tx, need.id)}

    def question(self, name: str) -> QuestionKind | None:
        who = self.who(name)
        with self.demo.kit.store.reading() as tx:
            found = messages.question_of(tx, who.id)
        return found.kind if found else None

    def bodies(self) -> list[tuple[str, str]]:
        return [(t.from_ if t.inbound else t.to, t.text) for t in self.demo.phones.texts()]


@pytest.fixture(scope="module", params=HOURS, ids=lambda at: at.strftime("%a-%H%M"))
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    one = Lived(tmp_path_factory.mktemp("seed"), request.param)
    yield one
    one.demo.kit.store.close()


def test_clock_stands_where_it_should_and_nothing_is_left_to_do(lived: Lived) -> None:
    assert lived.demo.clock.now() == lived.until
    assert tick.idle(lived.demo.kit)
    assert {t.at <= lived.until for t in lived.demo.phones.texts()} == {True}


def test_every_stage_is_there(lived: Lived) -> None:
    assert lived.need("Rosa").state == "fulfilled"
    assert lived.helpers("Rosa")["Cora"].outcome == "well"
    assert lived.helpers("Rosa")["Ben"].state == "declined"
    assert lived.who("Cora").helped == 1
    assert lived.helpers("Ruth")["Mei"].state == "confirmed"
    agreed = lived.helpers("Ruth")["Mei"].agreed_at
    assert agreed is not None
    assert (agreed.astimezone(ZONE).date() - lived.until.date()).days == 1, "connected for tomorrow"
    assert lived.helpers("Gus")["Nia"].state == "asked"
    assert lived.helpers("Teresa")["Omar"].state == "accepted"
    assert lived.question("Teresa") is QuestionKind.CONFIRM
    assert {m.state.value for m in lived.helpers("Bea").values()} == {"suggested"}
    assert lived.helpers("Glen") == {}
    assert lived.who("Sam").paused_until is not None
    assert lived.need("Joan").state == "drafted", "her place is not known, a person has it"


def test_desk_has_something_of_each_kind(lived: Lived) -> None:
    with lived.demo.kit.store.reading() as tx:
        reasons = {c.reason for c in plan.open_cases(tx)}
    assert {"nobody", "question", "shortlist", "intake_stuck"} <= reasons


def test_someone_left_and_hears_no_more(lived: Lived) -> None:
    paul = lived.who("Paul")
    assert paul.standing is Standing.OPTED_OUT
    texts = [text for phone, text in lived.bodies() if phone == paul.phone]
    assert len(texts) - texts.index("STOP") <= 2, "one confirmation at most"


def test_spanish_is_answered_in_spanish(lived: Lived) -> None:
    assert {lived.who(name).language for name in ("Teresa", "Omar", "Hugo")} == {"es"}


def test_whoever_tries_it_finds_two_helpers_free(lived: Lived) -> None:
    assert lived.question("Ben") is None and lived.question("Cora") is None
    assert "+14155550111" not in {phone for phone, _ in lived.bodies()}


def test_every_text_is_one_segment(lived: Lived) -> None:
    assert {segments(text) for _, text in lived.bodies()} == {1}


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    lives = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        one = Lived(tmp_path / name, MORNING)
        lives.append(one.bodies())
        one.demo.kit.store.close()
    assert lives[0] == lives[1]


def test_a_store_with_people_in_it_is_left_alone(tmp_path: Path) -> None:
    one = Lived(tmp_path, MORNING)
    before = one.bodies()
    seed(one.demo, MORNING)
    assert one.bodies() == before
    one.demo.kit.store.close()


def test_a_lived_demo_answers_by_itself(tmp_path: Path) -> None:
    with bind(0) as listening:
        url = f"sqlite:///{tmp_path}/demo.db"
        server = DemoServer(demo_config(Config()), url, listening, now=MORNING, empty=False)
        handsets = server.demo.phones
        before = handsets.texts()[-1].n
        server.start()
        try:
            text = InboundText("SM" + "1" * 32, "+14155550111", handsets.number, "status")
            inbound.receive(server.kit, text)
            assert handsets.wait(before, 20), "the worker may not send while the demo holds the lease"
        finally:
            server.stop()


def test_a_moment_that_went_by_while_the_clock_ran_is_now(tmp_path: Path) -> None:
    """The story is told on a clock that runs: a step may be due a millisecond before it is told."""
    demo = Demo(demo_config(Config()), f"sqlite:///{tmp_path}/demo.db", MORNING.astimezone(UTC), running=False)
    assert demo.reach(MORNING - timedelta(milliseconds=1)) == MORNING
    with pytest.raises(ValueError, match="goes forward only"):
        demo.advance(MORNING - timedelta(milliseconds=1))
    demo.kit.store.close()
