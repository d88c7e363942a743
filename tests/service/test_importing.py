"""Bringing in people kept elsewhere: what is refused, what is left alone, and that nobody is texted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.service.keeping import forgetting
from mutualaid.service.sheets import importing
from mutualaid.store import needs, people, plan
from tests.world import PHONES, World, config

AGREED = {"consent": "signed the form at the pantry"}


def row(type: str, whose: str, **cells: str) -> dict[str, str]:
    return {"type": type, "phone": PHONES[whose], **AGREED, **cells}


def bring(world: World, *rows: dict[str, str]) -> int:
    """Brings all of them in; says how many were new."""
    checked = importing.check(world.kit, rows)
    assert checked.problems == []
    new = sum(importing.bring_in(world.kit, entry, "import") for entry in checked.entries)
    world.demo.settle()
    return new


def kept(world: World, name: str) -> tuple[Neighbour, list[Need], list[Offer]]:
    who = world.neighbour(name)
    with world.kit.store.reading() as tx:
        return who, needs.needs_of(tx, who.id), needs.offers_of(tx, who.id)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"type": "neigh"}, "type"),
        ({"phone": "555-0111"}, "phone"),
        ({"phone": "+442079460000"}, "phone"),
        ({"phone": "+19005550111"}, "phone"),
        ({"language": "xx"}, "language"),
        ({"consent": ""}, "consent"),
        ({"consent": "no"}, "consent"),
        ({"consent": "x" * 201}, "consent"),
        ({"consented_at": "last May"}, "consented_at"),
        ({"consented_at": "2027-01-01"}, "consented_at"),
        ({"known": "maybe"}, "known"),
        ({"latitude": "37.7"}, "longitude"),
        ({"latitude": "99", "longitude": "1"}, "latitude"),
        ({"latitude": "nan", "longitude": "1"}, "latitude"),
        ({"type": "need", "text": "hello there"}, "kinds"),
        ({"type": "need", "kinds": "food;gold", "place": "94110"}, "kinds"),
        ({"type": "need", "kinds": "food"}, "place"),
        ({"type": "need", "kinds": "ride", "place": "94110", "when": "fri"}, "text"),
        ({"type": "need", "kinds": "childcare", "place": "94110"}, "when"),
        ({"type": "need", "kinds": "food", "place": "94110", "when": "zzz"}, "when"),
        ({"type": "need", "kinds": "food", "place": "94110", "people": "0"}, "people"),
        ({"type": "need", "kinds": "food", "place": "94110", "helpers": "1.5"}, "helpers"),
        (
            {
                "type": "need",
                "text": "chest pain cant breathe help",
                "place": "94110",
                "kinds": "care",
                "when": "tomorrow",
            },
            "text",
        ),
        ({"type": "offer", "place": "94110"}, "kinds"),
        ({"type": "offer", "kinds": "food"}, "place"),
        ({"type": "offer", "kinds": "food", "place": "94110", "when": "zzz"}, "when"),
        ({"type": "offer", "kinds": "food", "place": "94110", "radius_km": "far"}, "radius_km"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(world: World, cells: dict[str, str], column: str) -> None:
    good = row("neighbour", "ben")
    checked = importing.check(world.kit, [good, row("neighbour", "ana") | cells])
    assert [problem.split(":")[0] for problem in checked.problems if column in problem] == [
        f"row 3, column {column}"
    ]
    assert checked.count("neighbour") == 1


def test_all_that_is_wrong_is_named_at_once(world: World) -> None:
    bad = {"type": "x", "phone": "1", "language": "xx", "known": "?"}
    checked = importing.check(world.kit, [bad, bad])
    assert len(checked.problems) == 10


def test_a_row_may_lean_on_the_consent_of_an_earlier_one(world: World) -> None:
    need = row("need", "ana", text="need groceries, 24th and mission", consent="")
    assert importing.check(world.kit, [row("neighbour", "ana"), need]).problems == []
    assert len(importing.check(world.kit, [need, row("neighbour", "ana")]).problems) == 1
    bring(world, row("neighbour", "ana"))
    assert importing.check(world.kit, [need]).problems == []


def test_a_neighbour_comes_in_with_their_consent(world: World) -> None:
    bring(
        world,
        row("neighbor", "ana", name=" Ana  Ruiz", language="es", known="yes", place="24th and mission")
        | {"consented_at": "2026-05-14"},
    )
    who, _, _ = kept(world, "ana")
    assert (who.name, who.language, who.known, who.place_text) == ("Ana Ruiz", "es", True, "24th & Mission")
    assert who.latitude == pytest.approx(37.7522)
    assert (who.consent_how, who.consent_note) == ("import", AGREED["consent"])
    assert who.consent_by
    assert who.consent_at is not None and who.consent_at.isoformat() == "2026-05-14T07:00:00+00:00"


def test_bringing_in_again_changes_nothing(world: World) -> None:
    rows = [
        row("neighbour", "ana", name="Ana"),
        row("need", "ana", text="need groceries for 2, 24th and mission"),
        row("offer", "ben", text="can drive people weekends, 94110", name="Ben"),
    ]
    assert bring(world, *rows) == 3
    before = [kept(world, name) for name in ("ana", "ben")]
    assert bring(world, *rows) == 0
    assert [kept(world, name) for name in ("ana", "ben")] == before


def test_what_is_known_is_not_overwritten(world: World) -> None:
    world.text("ana", "my name is Anita")
    bring(world, row("neighbour", "ana", name="Ana", known="yes"))
    who, _, _ = kept(world, "ana")
    assert (who.name, who.known, who.consent_how) == ("Anita", True, "text")


def test_columns_go_over_the_text(world: World) -> None:
    bring(
        world,
        row("need", "ana", text="need groceries for 2, 24th and mission", kinds="supplies")
        | {"place": "26th and mission", "when": "tomorrow at 3pm", "people": "4", "helpers": "2"},
        row("offer", "ben", text="can get groceries", kinds="food;ride", when="weekends")
        | {"latitude": "37.75", "longitude": "-122.42", "radius_km": "2.5"},
    )
    (need,) = kept(world, "ana")[1]
    assert (need.kinds, need.place_text, need.people, need.helpers_wanted) == (
        ("supplies",),
        "26th & Mission",
        4,
        2,
    )
    assert need.from_at is not None
    assert need.from_at.astimezone(config().group.zone).isoformat() == "2026-10-06T15:00:00-07:00"
    (offer,) = kept(world, "ben")[2]
    assert (offer.kinds, offer.point, offer.radius_km) == (("food", "ride"), (37.75, -122.42), 2.5)
    assert set(offer.days) == {"6", "7"}
    assert offer.text == "can get groceries"


def test_nobody_is_texted_and_a_coordinator_sees_the_shortlist(world: World) -> None:
    world.new_texts()
    bring(
        world,
        row("need", "ana", text="need groceries for 2, 24th and mission"),
        row("offer", "ben", name="Ben", text="can get groceries any day", place="26th and mission"),
    )
    assert world.new_texts() == []
    with world.kit.store.reading() as tx:
        assert [case.reason for case in plan.open_cases(tx)] == ["shortlist"]
    world.advance(world.demo.clock.now() + timedelta(minutes=10))
    assert world.new_texts() == []


def test_who_opted_out_or_is_blocked_is_not_brought_in(world: World) -> None:
    world.text("ana", "STOP")
    world.text("ben", "hello")
    ben = world.neighbour("ben")
    with world.kit.store.transaction() as tx:
        people.move(tx, ben, "block")
    rows = [row("neighbour", "ana"), row("neighbour", "ben")]
    checked = importing.check(world.kit, rows)
    assert ["opted out" in checked.problems[0], "blocked" in checked.problems[1]] == [True, True]
    assert checked.entries == []
    for name in ("ana", "ben"):
        forgetting.forget(world.kit, PHONES[name])
    assert importing.check(world.kit, rows) == checked, "nor once they are forgotten"
