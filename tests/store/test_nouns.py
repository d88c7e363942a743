"""Every noun comes back as it was kept, and every guard lets one through, on either engine."""

from __future__ import annotations

import dataclasses
import itertools
import random
import types
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from math import ceil, floor
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from mutualaid.domain.brake import Brake
from mutualaid.domain.corrections import Correction
from mutualaid.domain.messages import Alarm, Case, Entry, FollowUp, Message
from mutualaid.domain.needs import Match, Need, Offer, Question
from mutualaid.domain.people import AnswerHistory, Coordinator, Neighbour, Stranger
from mutualaid.domain.places import Address, Box, Place, TaughtPlace, box_around
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import MatchState, MessageState, NeedState, OfferState, QuestionKind, QuestionState
from mutualaid.store import (
    addresses,
    dump,
    erasing,
    handed,
    helpers,
    leases,
    messages,
    nearby,
    needs,
    people,
    plan,
    rows,
)
from mutualaid.store.addresses import StoredBook
from mutualaid.store.engine import LostRace, Store, StoreError, Tx
from mutualaid.store.tables import TABLES
from tests.at_once import at_once

NOW = datetime(2026, 10, 5, 16, 0, 0, 123000, tzinfo=UTC)
ANA = Neighbour("ana", "+15555550111", NOW, name="Ana", language="es")
BEN = Neighbour("ben", "+15555550112", NOW)
NEED = Need("need", "ana", NOW, NeedState.OPEN, ("food", "ride"), "milk, 50% off\n'please'")
OFFER = Offer("offer", "ben", NOW)
MATCH = Match("match", "need", "ben", NOW, "offer")
QUESTION = Question("question", "ana", QuestionKind.CONFIRM, NOW)
TEXT = Message("text", "in", "+15555550111", "hola", NOW, MessageState.RECEIVED, "ana", provider_id="SM1")

SPECIAL = {
    "neighbour_id": "ana", "helper_id": "ben", "need_id": "need", "match_id": "match", "offer_id": "offer",
    "question_id": "question", "message_id": "text", "reply_to": "text", "series_id": "series", "outcome": "well",
    "consent_how": "import", "pays": "fund", "called_off_by": "helper", "helpers_wanted": 3, "every": 2,
    "position": "slow", "direction": "out",
}  # fmt: skip
"""What a column takes only certain values for."""

NOUNS: tuple[tuple[str, type], ...] = (
    ("neighbours", Neighbour), ("coordinators", Coordinator), ("strangers", Stranger), ("series", Series),
    ("needs", Need), ("offers", Offer), ("matches", Match), ("questions", Question), ("messages", Message),
    ("follow_ups", FollowUp), ("cases", Case), ("alarms", Alarm), ("places", Place),
    ("taught_places", TaughtPlace), ("corrections", Correction), ("log", Entry), ("brakes", Brake),
)  # fmt: skip


def full(cls: type, id: str) -> Any:
    """One with every field set, and none to its default."""
    hints = get_type_hints(cls)
    return cls(**{f.name: _made(f.name, hints[f.name], id) for f in dataclasses.fields(cls)})


def _made(name: str, hint: Any, id: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return _made(name, next(a for a in get_args(hint) if a is not type(None)), id)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(SPECIAL[name]) if name in SPECIAL else list(hint)[-1]
    if name in SPECIAL:
        return SPECIAL[name]
    if name == "id":
        return id
    if get_origin(hint) is tuple:
        return ("one", "two words")
    if hint is datetime:
        return NOW + timedelta(days=len(name))
    if hint is bool:
        return True
    if hint is int:
        return 7
    if hint is float:
        return 0.1 + len(name)
    return f"{name} of {id}: 50% «é» ;:id"


def fill(tx: Tx) -> None:
    """Somebody who needs, somebody who helps, and what is between them."""
    for one in (ANA, BEN):
        people.insert(tx, one)
    rows.insert(tx, "series", replace(full(Series, "series"), neighbour_id="ana", helper_id="ben"))
    needs.put_need(tx, NEED)
    needs.put_offer(tx, OFFER)
    needs.insert_match(tx, MATCH)
    messages.reserve(tx, QUESTION)
    assert messages.insert_inbound(tx, TEXT)


@pytest.mark.parametrize(("table", "cls"), NOUNS, ids=[table for table, _ in NOUNS])
def test_a_noun_comes_back_as_it_was_kept(store: Store, table: str, cls: type) -> None:
    kept = full(cls, "ana" if cls is Stranger else "another")
    with store.transaction() as tx:
        fill(tx)
        if cls is Question:
            messages.move_question(tx, QUESTION, "drop")
        if cls is Match:
            needs.forget_suggestions(tx, "need")
        rows.insert(tx, table, kept)
    with store.reading() as tx:
        assert rows.get(tx, table, cls, kept.id) == kept
        if table in dump.TABLES:
            columns, found = dump.table(tx, table)
            assert len(columns) == len(next(found))


def test_what_is_not_set_comes_back_so(store: Store) -> None:
    with store.transaction() as tx:
        fill(tx)
        assert people.get(tx, "ben") == BEN
        assert needs.find_need(tx, "need") == NEED
        assert needs.find_offer(tx, "offer") == OFFER
        assert needs.find_match(tx, "match") == MATCH
        assert messages.get(tx, "text") == TEXT
        assert people.get(tx, None) is None


def test_every_table_of_the_schema_is_known_and_after_those_it_refers_to(store: Store) -> None:
    with store.transaction() as tx:
        fill(tx)
        assert all(tx.columns(table) for table in TABLES)
        for table in reversed(TABLES):
            tx.run(f"delete from {table}")


def _win(store: Store, work: Callable[[Tx], object]) -> Callable[[], bool]:
    """Whether the one who did this was let through."""

    def once() -> bool:
        try:
            with store.transaction() as tx:
                return work(tx) not in (False, None, 0)
        except (LostRace, StoreError):
            return False

    return once


def _new_id() -> str:
    return f"new {next(_NUMBERS)}"


def _moved(tx: Tx) -> bool:
    needs.move_match(tx, MATCH, "approve")
    return True


def _guarded(tx: Tx) -> bool:
    needs.guard(tx, NEED)
    return True


def _bumped(tx: Tx) -> bool:
    people.bump(tx, ANA)
    return True


def _reserved(tx: Tx) -> bool:
    messages.reserve(tx, replace(QUESTION, id=_new_id(), neighbour_id="ben"))
    return True


def _matched(tx: Tx) -> bool:
    needs.insert_match(tx, replace(MATCH, id=_new_id(), helper_id="ana"))
    return True


_NUMBERS = itertools.count()

GUARDS: dict[str, Callable[[Tx], object]] = {
    "a match moves on": _moved,
    "a need's places": _guarded,
    "all of one phone": _bumped,
    "one open question": _reserved,
    "one match of two": _matched,
    "a text once": lambda tx: messages.insert_inbound(tx, replace(TEXT, id=_new_id(), provider_id="SM2")),
    "a row of the plan": lambda tx: plan.finish(tx, "due", NOW, "done"),
    "a case": lambda tx: plan.settle_case(tx, "case", "Dana", NOW, "seen"),
    "an alarm": lambda tx: plan.acknowledge(tx, "alarm", "Dana", NOW),
    "a sign-in link": lambda tx: people.use_link(tx, "digest", NOW),
    "a pair ruled out": lambda tx: needs.allow_again(tx, "ana", "ben"),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_of_several_at_once_one_is_let_through(store: Store, guard: str) -> None:
    with store.transaction() as tx:
        fill(tx)
        plan.schedule(tx, FollowUp("due", "news", NOW, NOW))
        rows.insert(tx, "cases", Case("case", "problem", NOW))
        plan.insert_alarm(tx, Alarm("alarm", "danger", NOW))
        people.insert_coordinator(tx, Coordinator("dana", "Dana", NOW))
        people.put_link(tx, "digest", "dana", NOW + timedelta(hours=1))
        needs.rule_out(tx, "ana", "ben", "Dana", NOW)
    said = at_once(*[_win(store, GUARDS[guard])] * 4)
    assert sorted(map(str, said)) == ["False", "False", "False", "True"]


def test_one_holds_a_lease_at_a_time(store: Store) -> None:
    def take(holder: str) -> Callable[[], object]:
        return _win(store, lambda tx: leases.take(tx, "send", holder, 100.0, 20.0))

    said = at_once(*(take(f"worker {n}") for n in range(4)))
    assert sorted(map(str, said)) == ["False", "False", "False", "True"]


def test_a_pair_is_ruled_out_once(store: Store) -> None:
    with store.transaction() as tx:
        fill(tx)
        for _ in range(2):
            needs.rule_out(tx, "ana", "ben", "Dana", NOW)
        assert needs.ruled_out_by(tx, "ben") == [("ana", "Dana")]


def test_what_has_no_value_comes_before_what_has_one(store: Store) -> None:
    with store.transaction() as tx:
        fill(tx)
        assert [one.id for one in people.everyone(tx)] == ["ben", "ana"]
        needs.put_need(tx, replace(NEED, id="later", posted_at=NOW))
        assert [one.id for one in needs.needs_in(tx, [NeedState.OPEN])] == ["need", "later"]


@pytest.mark.parametrize(
    ("words", "found"), [("an", ["ana"]), ("0112", ["ben"]), ("%", []), ("_", []), ("\\", []), ("!", []), ("x", [])]
)
def test_people_are_searched_by_their_letters(store: Store, words: str, found: list[str]) -> None:
    with store.transaction() as tx:
        fill(tx)
        assert [one.id for one in people.search(tx, words)] == found


def test_a_house_is_found_within_and_without_a_transaction(store: Store) -> None:
    house = Address("elm", "st", "", 12, "b", "", "94110", 37.7, -122.4)
    with store.transaction() as tx:
        addresses.begin(tx, "file", "town", NOW)
        addresses.add(tx, "file", [house, replace(house, number=14)])
        addresses.add_spellings(tx, "file", [("elm", "elm"), ("em", "elm")])
        addresses.activate(tx, "file", "town", 2)
        assert len(StoredBook(store).on_street("elm")) == 2
    book = StoredBook(store)
    assert house in book.on_street("elm")
    assert list(book.spelled({"em", "lm"})) == ["elm"]
    with store.transaction() as tx:
        while addresses.remove_some(tx, "file"):
            pass
        assert addresses.files(tx) == []


def test_how_a_helper_answered_is_counted(store: Store) -> None:
    with store.transaction() as tx:
        fill(tx)
        since = NOW - timedelta(days=7), NOW - timedelta(days=180)
        assert helpers.histories(("ana", "ben"), *since).read(tx) == {"ben": AnswerHistory()}
        needs.change_match(tx, MATCH, asked_at=NOW, state=MatchState.FULFILLED, confirmed_at=NOW)
        some = helpers.histories(("ana", "ben", "ben"), *since).read(tx)
        once = AnswerHistory(asked=1, yes=1, asked_this_week=1, last_asked_at=NOW)
        assert some == {"ben": once}
        unsaid = (MatchState.ASKED, MatchState.COVERED, MatchState.WITHDRAWN)
        for n, state in enumerate((*unsaid, MatchState.LAPSED, MatchState.DECLINED)):
            needs.put_need(tx, replace(NEED, id=f"n{n}"))
            needs.insert_match(tx, Match(f"m{n}", f"n{n}", "ben", NOW, state=state, asked_at=NOW))
        more = replace(once, asked=3, asked_this_week=6)
        assert helpers.histories(("ben",), *since).read(tx) == {"ben": more}
        assert helpers.helped_by(tx, "ana", since[1]) == {"ben": 1}
        assert helpers.helped_by(tx, "ben", since[1]) == {}
        assert helpers.helps_of(tx, "ben", since[1]) == {"ana": 1}
        assert helpers.helps_of(tx, "ana", since[1]) == {}
        assert [m.need_id for m in needs.matches_between(tx, "ben", ["need", "later"])] == ["need"]
        assert [n.id for n in needs.needs_with(tx, ["later", "need", "none"])] == ["need"]


def test_what_a_helper_promised_is_found_and_where_they_helped_since(store: Store) -> None:
    """Of one and of many, read ahead or not, also after something was written of another helper."""
    visits = {MatchState.CONFIRMED: NOW - timedelta(days=9), MatchState.FULFILLED: NOW, MatchState.DECLINED: NOW}
    with store.transaction() as tx:
        fill(tx)
        needs.change_match(tx, MATCH, state=MatchState.FULFILLED, agreed_at=NOW - timedelta(seconds=1))
        for state, at in visits.items():
            needs.put_need(tx, replace(NEED, id=state))
            needs.insert_match(tx, Match(state, state, "ben", NOW, state=state, agreed_at=at))
        found = helpers.promised(("ana", "ben"), NOW).read(tx)
        assert [m.id for m in found.pop("ben")] == ["confirmed", "fulfilled"] and not found
        helpers.read_ahead(tx, ("ana", "ben"), NOW)
        assert [m.id for m in helpers.promised_by(tx, "ben", NOW)] == ["confirmed", "fulfilled"]
        assert helpers.promised_by(tx, "ana", NOW) == []
        earlier = helpers.promised_by(tx, "ben", NOW - timedelta(days=1))
        assert [m.id for m in earlier] == ["confirmed", "fulfilled", "match"]


def test_needs_short_of_helpers_are_listed_with_what_a_first_look_takes(store: Store) -> None:
    here, far = Box(37.0, 38.0, -123.0, -122.0), Box(10.0, 11.0, -123.0, -122.0)
    with store.transaction() as tx:
        fill(tx)
        needs.put_need(tx, replace(NEED, id="placed", latitude=37.75, longitude=-122.42, urgent=True))
        nowhere = nearby.Short("need", ("food", "ride"), False, None, None)
        placed = nearby.Short("placed", ("food", "ride"), True, 37.75, -122.42)
        assert nearby.short(tx) == [nowhere, placed]
        assert nearby.short(tx, nowhere=True) == [nowhere]
        assert (nearby.short(tx, here), nearby.short(tx, far)) == ([placed], [])


def test_what_was_handed_to_the_provider_is_found_by_its_id_and_time(store: Store) -> None:
    hour = timedelta(hours=1)
    with store.transaction() as tx:
        fill(tx)
        out = Message("o", "out", TEXT.phone, "hi", NOW, MessageState.SENT, "ana", provider_id="SM7", handed_at=NOW)
        states = {"a": MessageState.DELIVERED, "b": MessageState.FAILED, "c": MessageState.DELIVERED}
        for id, state in states.items():
            messages.insert(tx, replace(out, id=id, provider_id=f"SM7{id}", state=state))
        messages.insert(tx, out)
        messages.insert(tx, replace(out, id="later", provider_id="SM8", handed_at=NOW + hour))
        erasing.note_erased(tx, "SM7c")
        assert handed.between(tx, NOW, NOW + hour) == {"SM7", "SM7a"}
        many = [f"SM{n}" for n in range(2_000)]
        assert handed.known(tx, many) == {"SM1", "SM7", "SM8"}


def test_a_lease_holds_off_a_machine_whose_clock_is_behind(store: Store) -> None:
    with store.transaction() as tx:
        assert leases.take(tx, "send", "one", 1000.0, 20.0)
        assert not leases.take(tx, "send", "two", 999.5, 20.0)
        assert not leases.take(tx, "send", "two", 991.0, 20.0)
        assert leases.take(tx, "send", "two", 3.0, 20.0)  # after a reboot


def test_a_strip_is_told_alike_by_the_engine_and_by_us(store: Store) -> None:
    """A store that was brought up reckoned its strips itself; halves may be rounded either way."""
    dice = random.Random(7)
    sides = [n / (2 * nearby.STRIPS) - 90 for n in (0, 1, 2, 3, 33_333, 51_001, 71_999, 72_000)]
    with store.reading() as tx:
        for latitude in [*sides, *(dice.uniform(-90, 90) for _ in range(100))]:
            sql = "select cast(round((cast(:at as double precision) + 90) * 200) as integer) as strip"
            row = tx.one(sql, at=latitude)
            ours = nearby.strip(latitude)
            assert row is not None
            assert ours is not None
            assert floor((latitude + 90) * nearby.STRIPS) <= row["strip"] <= ceil((latitude + 90) * nearby.STRIPS)
            assert abs(row["strip"] - ours) <= ((latitude + 90) * nearby.STRIPS % 1 == 0.5)


@pytest.mark.parametrize("km", [0.01, 0.2, 3.0, 8.0, 9.0, 500.0, 20_040.0])
def test_a_box_holds_who_stands_in_it_however_many_strips_it_has(store: Store, km: float) -> None:
    dice = random.Random(int(km * 100))
    middle = (37.7512, -122.4187)
    box = box_around(middle, km)
    spread = [box_around(middle, min(2 * km, 8_000.0)), box_around(middle, 1.0)]
    with store.transaction() as tx:
        inside = set()
        for n in range(60):
            around = spread[n % 2]
            point = dice.uniform(around.south, around.north), dice.uniform(around.west, around.east)
            people.insert(tx, Neighbour(id=f"n{n}", phone=f"+1555010{n:04d}", created_at=NOW))
            offer = Offer(id=f"o{n}", neighbour_id=f"n{n}", created_at=NOW, state=OfferState.AVAILABLE)
            needs.put_offer(tx, replace(offer, kinds=("food",), latitude=point[0], longitude=point[1]))
            if box.south <= point[0] <= box.north and box.west <= point[1] <= box.east:
                inside.add(f"o{n}")
        assert {e.offer_id for e in nearby.within(tx, ("food",), box)} == inside


def test_offers_are_found_by_kind_and_place_and_rest(store: Store) -> None:
    def ids(found: list[nearby.Entry]) -> list[str]:
        return [e.offer_id for e in found]

    here = (37.75, -122.42)
    with store.transaction() as tx:
        home = {"latitude": here[0], "longitude": here[1]}
        people.insert(tx, Neighbour(id="ben", phone="+15550102", created_at=NOW, **home))
        people.insert(tx, Neighbour(id="cy", phone="+15550103", created_at=NOW))
        for id, who, kinds, point in (
            ("at home", "ben", ("food", "ride"), (None, None)),
            ("elsewhere", "ben", ("food",), (37.80, -122.42)),
            ("nowhere", "cy", (), (None, None)),
        ):
            offer = Offer(id=id, neighbour_id=who, created_at=NOW, kinds=kinds, state=OfferState.AVAILABLE)
            needs.put_offer(tx, replace(offer, latitude=point[0], longitude=point[1]))
        assert sorted(set(ids(nearby.first(tx, ("food", "ride"), 9)))) == ["at home", "elsewhere"]
        assert ids(nearby.within(tx, ("food",), box_around(here, 1))) == ["at home"]
        assert sorted(ids(nearby.within(tx, ("food",), box_around(here, 10)))) == ["at home", "elsewhere"]
        assert ids(nearby.rested(tx, ("general", "food"), 9, None, nowhere=True)) == ["nowhere"]
        nearby.asked(tx, "ben", NOW)
        in_turn = nearby.rested(tx, ("food", "general", "ride"), 2, None, nowhere=False)
        assert ids(in_turn) == ["nowhere", "at home"]
        assert ids(nearby.rested(tx, ("food", "general"), 2, in_turn[-1], nowhere=False)) == ["elsewhere"]
        people.change(tx, people.need(tx, "ben"), latitude=38.0, longitude=-122.42)
        assert ids(nearby.within(tx, ("food",), box_around(here, 1))) == []
        moved = needs.find_offer(tx, "elsewhere")
        assert moved is not None
        needs.move_offer(tx, moved, "withdraw")
        assert ids(nearby.of_helpers(tx, ("ben", "cy"), ("food",))) == ["at home"]
        assert nearby.of_helpers(tx, (), ("food",)) == []


def test_a_character_no_text_can_hold_costs_nothing_else(store: Store) -> None:
    with store.transaction() as tx:
        fill(tx)
        odd = replace(TEXT, id="odd", provider_id="SM3", body="a\0b")
        assert messages.insert_inbound(tx, odd)
        kept = messages.get(tx, "odd")
    assert kept is not None
    assert kept.body.replace("\0", "") == "ab"


def test_words_said_again_push_no_others_off_a_case(store: Store) -> None:
    case = Case(id="case", reason="for_us", created_at=NOW, urgency=1, neighbour_id="ben")
    with store.transaction() as tx:
        fill(tx)
        for said in ("3rd floor", "i dont feel safe with him", "3rd floor", None):
            kept = plan.open_case(tx, replace(case, note=said))
    assert kept.note == "i dont feel safe with him\n3rd floor"


def test_one_question_is_open_at_a_time(store: Store) -> None:
    with store.transaction() as tx:
        fill(tx)
        with pytest.raises(StoreError), tx.savepoint():
            messages.reserve(tx, replace(QUESTION, id="second"))
        messages.move_question(tx, QUESTION, "drop")
        messages.reserve(tx, replace(QUESTION, id="second", state=QuestionState.OPEN))
        open_one = messages.question_of(tx, "ana")
    assert open_one is not None
    assert open_one.id == "second"
