"""Forgetting: nothing that names somebody is left, what they were part of ends, and what stays adds up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from mutualaid.service import phones
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.desk import signin
from mutualaid.service.keeping import forgetting, retention
from mutualaid.service.outgoing import digests
from mutualaid.service.refused import NotThere, Refused
from mutualaid.service.rounds import asking
from mutualaid.service.turn import Turn
from mutualaid.store import dump, messages, needs, people, plan
from mutualaid.transport.base import Outcome, SendProblem
from tests.world import PHONES, World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
ANA = PHONES["ana"]


def asked(world: World) -> str:
    """Rosamund asks, Ben is asked for her; the id of her need."""
    world.text("ben", "i can get groceries any day, 26th and mission")
    world.text("ben", "Ben")
    world.text("ana", "my name is Rosamund")
    world.text("ana", "need groceries for 2 and oatmeal, 24th and mission")
    ana = world.neighbour("ana")
    with world.kit.store.reading() as tx:
        (need,) = needs.needs_of(tx, ana.id)
    world.kit.turn(lambda turn: asking.approve(turn, need.id, "Dana"), who="Dana")
    world.demo.settle()
    return need.id


def everything(world: World) -> str:
    """Every cell of every table that is exported, and of the rest that holds words."""
    with world.kit.store.reading() as tx:
        cells = [str(cell) for name in dump.TABLES for row in dump.table(tx, name)[1] for cell in row]
        for table in ("questions", "cases", "alarms", "talks", "follow_ups"):
            cells += [str(cell) for row in tx.all(f"select * from {table}") for cell in tuple(row)]
    return "\n".join(cells)


@pytest.mark.parametrize("trace", [ANA, "Rosamund", "oatmeal", "24th"])
def test_nothing_that_names_them_is_left(world: World, trace: str) -> None:
    asked(world)
    assert trace in everything(world)
    forgetting.forget(world.kit, ANA)
    world.demo.settle()
    assert trace not in everything(world)


@pytest.mark.parametrize("named", ["ana", "ben"])
def test_what_others_said_of_them_goes_too(tmp_path: Path, named: str) -> None:
    """Words that were passed on to them, the coordinator's list, and a question that names them."""
    world = World(tmp_path / "words.db", START, config())
    world.text("ben", "my name is Quentin. i can get groceries any day, 24th and mission")
    world.text("ana", "my name is Anastasia. need groceries for my mother Rosalinda, 24th and mission, tomorrow")
    ana, ben = world.neighbour("ana"), world.neighbour("ben")
    world.advance(world.demo.clock.now() + timedelta(hours=9))
    with world.kit.store.reading() as tx:
        (need,) = needs.needs_of(tx, ana.id)
        assert any("Rosalinda" in m.body and "Quentin" in m.body for m in messages.handed(tx))
    world.kit.turn(lambda turn: asking.approve(turn, need.id, "Dana"), who="Dana")
    world.demo.settle()
    world.advance(world.demo.clock.now() + timedelta(days=1))
    world.text("ben", "1")
    world.text("ana", "1")
    world.text("ben", "ok anastasia see you at Marigold corner")
    world.text("ana", "thank you Quentin, near Wisteria")
    world.text("eva", "my anastasia quentin rosalinda is a rose")
    for who, name in ((ben.id, "Anastasia"), (ana.id, "Quentin")):
        note = f"can you tell {name} of Quetzal"
        world.kit.turn(partial(Turn.case, reason="question", urgency=1, neighbour_id=who, note=note))
    world.demo.settle()
    forgetting.forget(world.kit, PHONES[named])
    world.demo.settle()
    world.close()
    with sqlite3.connect(tmp_path / "words.db") as store:
        left = "\n".join(store.iterdump()).replace("my anastasia quentin rosalinda is a rose", "").lower()
    for trace in ("anastasia", "rosalinda") if named == "ana" else ("quentin",):
        assert trace not in left
    for trace in ("quetzal", "marigold", "wisteria"):
        assert trace not in left


def renamed(world: World) -> str:
    """Ana, whom a coordinator called otherwise twice, the second time after Ben was told of her."""
    asked(world)
    ana = world.neighbour("ana")
    world.kit.turn(lambda turn: deskpeople.change(turn, ana.id, name="Petronella Lindqvist"), who="Dana")
    world.text("ben", "1")
    world.settle()
    world.kit.turn(lambda turn: deskpeople.change(turn, ana.id, name="Wilhelmina"), who="Dana")
    world.text("dana", "please look after Petronella and Rosamund today")
    world.settle()
    return ana.id


@pytest.mark.parametrize("how", ["asked", "by age"])
@pytest.mark.parametrize("name", ["Rosamund", "Petronella", "Wilhelmina"])
def test_the_names_they_had_before_go_too(world: World, how: str, name: str) -> None:
    ana = renamed(world)
    assert name in everything(world)
    if how == "asked":
        forgetting.forget(world.kit, ANA)
    else:
        world.kit.turn(lambda turn: forgetting.forget_by_age(turn, people.need(turn.tx, ana)))
    assert name not in everything(world)
    assert "Dana" in everything(world), "who else acted stays"


@pytest.mark.parametrize(
    "number",
    [
        "+14155550111", "4155550111", "415 555 0111", "(415) 555-0111", "1.415.555.0111", "415 / 555 / 01 11",
        "555-0111",
    ],
)  # fmt: skip
def test_their_number_in_whatever_spelling_goes_too(world: World, number: str) -> None:
    asked(world)
    world.text("dana", f"can somebody call {number} for me")
    world.text("eva", f"my own number is 415 555 0199 and not 4155550112, room {number[:3]}")
    eva = world.neighbour("eva")
    note = f"she gave her sister's number, {number}"
    world.kit.turn(lambda turn: turn.case("question", urgency=2, neighbour_id=eva.id, note=note))
    world.kit.turn(lambda turn: turn.log("place need", neighbour_id=eva.id, detail=f"ring {number} there"))
    world.settle()
    assert everything(world).count(number) >= 3
    forgetting.forget(world.kit, ANA)
    left = everything(world)
    assert number not in left
    assert "my own number is 415 555 0199" in left, "what others wrote of other numbers stays"


def test_what_was_open_ends_and_the_helper_hears_it(world: World) -> None:
    need_id = asked(world)
    world.new_texts()
    forgetting.forget(world.kit, "(415) 555-0111")
    world.demo.settle()
    assert [text.to for text in world.new_texts()] == [PHONES["ben"]]
    with world.kit.store.reading() as tx:
        assert needs.need(tx, need_id).state == "withdrawn"
        assert needs.need(tx, need_id).kinds == ("food",)


def test_who_texts_again_begins_as_somebody_new(world: World) -> None:
    asked(world)
    forgetting.forget(world.kit, ANA)
    world.text("ana", "hello")
    who = world.neighbour("ana")
    assert (who.name, who.place_text) == (None, None)
    forgetting.forget(world.kit, ANA)
    assert ANA not in everything(world)


def test_the_provider_deletes_their_texts_and_is_asked_again_for_what_it_could_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(world)
    ana = world.neighbour("ana")
    with world.kit.store.reading() as tx:
        sent = [m for m in messages.of_neighbour(tx, ana.id) if m.provider_id]
    deleted: list[str] = []
    stuck = {sent[0].provider_id}

    def delete(provider_id: str) -> None:
        if provider_id in stuck:
            raise SendProblem(Outcome.LATER, "It is still on its way.")
        deleted.append(provider_id)

    monkeypatch.setattr(world.kit.transport, "forget", delete)
    said = forgetting.forget(world.kit, ANA)
    assert len(deleted) == len(sent) - 1
    assert "Not deleted at the provider: 1 text. It is still on its way." in said[-1]
    stuck.clear()
    assert forgetting.forget(world.kit, ANA)[-1] == "Deleted at the provider: 1 text."
    assert set(deleted) == {m.provider_id for m in sent}
    assert forgetting.forget(world.kit, ANA)[-1] == "Deleted at the provider: 0 texts."


def test_a_digest_tells_that_they_asked(world: World) -> None:
    asked(world)
    forgetting.forget(world.kit, ANA)
    with world.kit.store.reading() as tx:
        assert digests.was_forgotten(tx, ANA)
        assert not digests.was_forgotten(tx, PHONES["ben"])
        assert sum(one.phone.startswith("forgotten:") for one in people.everyone(tx)) == 1


def test_an_opt_out_outlives_forgetting(world: World) -> None:
    world.text("ana", "hello, this is Ana")
    world.text("ana", "STOP")
    said = forgetting.forget(world.kit, ANA)
    assert any("until they text START" in sentence for sentence in said)
    world.new_texts()
    world.text("ana", "hello")
    assert world.new_texts() == [] and world.neighbour("ana").standing == "opted_out"
    world.text("ana", "START")
    assert world.neighbour("ana").standing == "active" and world.new_texts()


def test_who_was_forgotten_is_not_brought_back_as_a_coordinator(world: World) -> None:
    world.text("ana", "hello, this is Ana")
    forgetting.forget(world.kit, ANA)
    with pytest.raises(Refused, match="only they can begin again"):
        signin.add_coordinator(world.kit, "Ana", ANA, on_duty=True, wake=True)


def test_a_block_outlives_forgetting(world: World) -> None:
    asked(world)
    ana = world.neighbour("ana")
    world.kit.turn(lambda turn: phones.block(turn, turn.fresh(ana)), who="Dana")
    assert any("they are blocked still" in sentence for sentence in forgetting.forget(world.kit, ANA))
    assert "Rosamund" not in everything(world) and ANA not in everything(world)
    with pytest.raises(Refused, match="blocked"):
        world.kit.turn(lambda turn: deskpeople.add(turn, ANA, "Ana", "en", "asked at the pantry", True), who="Dana")
    assert any("forgotten here already" in sentence for sentence in forgetting.forget(world.kit, ANA))
    world.demo.settle()
    world.new_texts()
    world.text("ana", "hello again")
    assert world.new_texts() == []
    assert world.neighbour("ana").standing == "blocked"


def test_an_alarm_about_somebody_forgotten_walks_no_more(world: World) -> None:
    world.text("ana", "my name is Rosamund")
    world.text("ana", "my husband is not breathing")
    assert any(text.to == PHONES["dana"] for text in world.new_texts())
    forgetting.forget(world.kit, ANA)
    world.advance(world.demo.clock.now() + timedelta(hours=1))
    assert world.new_texts() == []
    with world.kit.store.reading() as tx:
        assert plan.open_alarms(tx) == [] and plan.open_cases(tx) == []
    world.text("dana", "1")
    (said,) = world.new_texts()
    assert "no open question" in said.text


def test_who_cannot_be_forgotten(world: World) -> None:
    for phone, problem in (("none", Refused), (PHONES["eva"], NotThere), (PHONES["dana"], Refused)):
        with pytest.raises(problem):
            forgetting.forget(world.kit, phone)
    with pytest.raises(NotThere):
        forgetting.look(world.kit, PHONES["eva"])


def by_hand(world: World) -> None:
    forgetting.forget(world.kit, ANA)


def by_text(world: World) -> None:
    world.text("ana", "delete my data")
    world.text("ana", "1")
    world.advance(world.demo.clock.now() + timedelta(minutes=5))


def by_age(world: World) -> None:
    """The last pass but one takes all there is, and the last finds nothing."""
    world.text("ana", "cancel my groceries")
    with world.kit.store.transaction() as tx:
        tx.run("update cases set settled_at = created_at")
    world.demo.clock.move_to(world.demo.clock.now() + timedelta(days=731))
    while retention.run(world.kit).more:
        pass


@pytest.mark.parametrize("how", [by_hand, by_text, by_age])
def test_no_byte_of_it_is_left_in_the_file_or_its_log_of_writes(
    world: World, how: Callable[[World], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "PEOPLE", 1)
    world.text("ana", "need groceries, 24th and mission. my name is Rosalinda, ask for quinquefoil")
    world.settle()
    with world.kit.store.reading() as tx:  # somebody reads while it is written, as on a running service
        tx.all("select count(*) as n from messages")
    path = Path(world.kit.store.path)  # type: ignore[attr-defined]
    kept = [path, path.with_name(f"{path.name}-wal")]
    assert any(b"quinquefoil" in file.read_bytes() for file in kept)
    how(world)
    for file in kept:
        for word in (b"quinquefoil", b"Rosalinda", ANA.encode()):
            assert word not in file.read_bytes(), (file, word)
