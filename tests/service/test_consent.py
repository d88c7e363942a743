"""Every number we may text has on record how, when and by whom it agreed; nothing is texted without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.service import checking
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.desk.signin import add_coordinator
from mutualaid.service.keeping import forgetting
from mutualaid.service.refused import Refused
from mutualaid.service.sheets import importing
from mutualaid.store import dump, people
from tests.world import PHONES, World, config


def without(world: World, name: str) -> Neighbour:
    """A neighbour of whom no consent is on record."""
    new = Neighbour(id=world.kit.ids.new(), phone=PHONES[name], created_at=world.kit.clock.now(), name=name)
    with world.kit.store.transaction() as tx:
        return people.insert(tx, new)


def test_their_own_text_is_consent(world: World) -> None:
    without(world, "ana")
    world.text("ana", "need help")
    ana = world.neighbour("ana")
    assert (ana.consent_how, ana.consent_by) == ("text", PHONES["ana"])
    assert ana.consent_at is not None


def test_nothing_is_sent_without(world: World) -> None:
    eva = without(world, "eva")
    assert world.kit.turn(lambda turn: turn.tell(eva, "menu", {}, MessageClass.REST)) is None
    with pytest.raises(Refused, match="Nobody said that eva agreed"):
        world.kit.turn(lambda turn: deskpeople.reply(turn, eva.id, "hello"))


def test_whoever_adds_someone_says_how(world: World) -> None:
    def add(consent: str, phone: str) -> Neighbour:
        return world.kit.turn(lambda turn: deskpeople.add(turn, phone, "Eva", None, consent, True), who="Dana")

    with pytest.raises(Refused, match="Say how they agreed"):
        add(" ", PHONES["eva"])
    added = add("asked me at the pantry", PHONES["eva"])
    assert (added.consent_how, added.consent_by, added.consent_note) == (
        "coordinator",
        "Dana",
        "asked me at the pantry",
    )
    forgetting.forget(world.kit, PHONES["eva"])
    with pytest.raises(Refused, match="asked to be forgotten"):
        add("asked me again", PHONES["eva"])


def test_consent_is_noted_once(world: World) -> None:
    eva = without(world, "eva")
    with pytest.raises(Refused, match="Say how"):
        world.kit.turn(lambda turn: deskpeople.agreed(turn, eva.id, ""), who="Dana")
    world.kit.turn(lambda turn: deskpeople.agreed(turn, eva.id, "by phone on Monday"), who="Dana")
    assert world.neighbour("eva").consent_note == "by phone on Monday"
    with pytest.raises(Refused, match="on record already"):
        world.kit.turn(lambda turn: deskpeople.agreed(turn, eva.id, "again"), who="Lee")


def test_an_imported_row_takes_consent_from_any_row_of_its_phone(world: World) -> None:
    rows = [
        {"type": "offer", "phone": PHONES["gus"], "text": "can drive, 94110", "consent": "signed the form"},
        {"type": "neighbour", "phone": PHONES["gus"], "name": "Gus"},
    ]
    checked = importing.check(world.kit, rows)
    assert checked.problems == []
    for entry in checked.entries:
        importing.bring_in(world.kit, entry, "Dana")
    gus = world.neighbour("gus")
    assert (gus.consent_how, gus.consent_by, gus.consent_note) == ("import", "Dana", "signed the form")


def test_a_coordinators_phone_known_without_consent_gets_it(world: World) -> None:
    without(world, "lee")
    add_coordinator(world.kit, "Lee", PHONES["lee"])
    lee = world.neighbour("lee")
    assert (lee.consent_how, lee.consent_by) == ("coordinator", "Lee")


def test_an_export_carries_it_and_forgetting_erases_it(world: World) -> None:
    world.text("ana", "need help")
    with world.kit.store.reading() as tx:
        columns, _ = dump.table(tx, "neighbours")
    assert {"consent_how", "consent_by", "consent_at", "consent_note"} <= set(columns)
    world.kit.turn(lambda turn: deskpeople.add(turn, PHONES["eva"], None, None, "asked Wilhelmina", False))
    forgetting.forget(world.kit, PHONES["eva"])
    with world.kit.store.reading() as tx:
        _, rows = dump.table(tx, "neighbours")
        assert not any("Wilhelmina" in str(cell) for row in rows for cell in row)


def test_check_counts_who_lacks_it(world: World) -> None:
    path = world.kit.store.path  # type: ignore[attr-defined]
    settings = replace(config(), env=replace(config().env, database_url=f"sqlite:///{path}"))
    assert not any("consent" in sentence for sentence in checking.found(settings, None).notices)
    without(world, "eva")
    assert any("1 neighbor has no consent" in sentence for sentence in checking.found(settings, None).notices)
    without(world, "gus")
    assert any("2 neighbors have no consent" in sentence for sentence in checking.found(settings, None).notices)


def test_check_says_that_an_area_has_no_middle(world: World) -> None:
    path = world.kit.store.path  # type: ignore[attr-defined]
    settings = replace(config(), env=replace(config().env, database_url=f"sqlite:///{path}"))
    settings = replace(settings, group=replace(settings.group, area_km=5))
    assert not any("area_km" in sentence for sentence in checking.found(settings, None).problems)
    with world.kit.store.transaction() as tx:
        tx.run("update places set latitude = null, longitude = null")
    assert any("area_km" in sentence for sentence in checking.found(settings, None).problems)
