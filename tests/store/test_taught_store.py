"""What the store keeps of what was taught: one correction a phrase, each place once, and a mark that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from migrations import __file__ as folder
from mutualaid.domain.corrections import Correction
from mutualaid.domain.places import Place, TaughtPlace
from mutualaid.store import corrections, plan, taughtplaces
from mutualaid.store.engine import Store
from mutualaid.store.migrate import statements

NOW = datetime(2026, 10, 5, 17, tzinfo=UTC)
GLOVE = Correction("1", "White glove thing", "white glove thing", ("supplies", "ride"), NOW, "Dana")
MILL = Place("m", "The old mill", 37.76, -122.42, source="coordinator")
LIBRARY = Place("l", "Cortland library", 37.7389, -122.4164, ("the library", "the books"))


def test_a_correction_comes_back_as_it_was_kept(store: Store) -> None:
    with store.transaction() as tx:
        assert corrections.put(tx, GLOVE) is None
        assert corrections.corrections(tx) == [GLOVE]


def test_the_newest_correction_of_a_phrase_replaces_the_one_before(store: Store) -> None:
    newer = replace(GLOVE, id="2", kinds=("repair",), taught_at=NOW + timedelta(hours=1), taught_by="Eli")
    with store.transaction() as tx:
        corrections.put(tx, GLOVE)
        assert corrections.put(tx, newer) == GLOVE
        assert corrections.corrections(tx) == [newer]


def test_the_mark_changes_with_each_change_and_not_with_use(store: Store) -> None:
    with store.transaction() as tx:
        marks = [corrections.taught(tx)]
        corrections.put(tx, GLOVE)
        marks.append(corrections.taught(tx))
        corrections.note_used(tx, ["White glove thing", "gone already"], NOW)
        assert corrections.taught(tx) == marks[-1]
        (used,) = corrections.corrections(tx)
        assert (used.used, used.used_at) == (1, NOW)
        assert corrections.remove(tx, "1") == used
        marks.append(corrections.taught(tx))
        assert corrections.remove(tx, "1") is None
        assert corrections.taught(tx) == marks[-1]
    assert len(set(marks)) == len(marks)


def test_a_place_of_its_own_goes_and_another_name_goes_alone(store: Store) -> None:
    with store.transaction() as tx:
        plan.put_places(tx, [MILL, LIBRARY])
        for key, words, place in (("1", "the old mill", "m"), ("2", "The Books", "l"), ("3", "gone", "none")):
            taughtplaces.note(tx, TaughtPlace(key, words, place, NOW, "Dana"))
        assert [(one.id, place.name) for one, place in taughtplaces.taught_places(tx)] == [
            ("2", "Cortland library"), ("1", "The old mill"),
        ]  # fmt: skip
        before = plan.places_taught(tx)
        assert taughtplaces.take_back(tx, "1") is not None
        assert taughtplaces.take_back(tx, "2") is not None
        assert taughtplaces.take_back(tx, "2") is None
        assert plan.places(tx) == [replace(LIBRARY, aliases=("the library",))]
        assert plan.places_taught(tx) != before


def test_words_taught_again_are_listed_once(store: Store) -> None:
    with store.transaction() as tx:
        plan.put_places(tx, [MILL, LIBRARY])
        taughtplaces.note(tx, TaughtPlace("1", "The Mill", "m", NOW, "Dana"))
        taughtplaces.note(tx, TaughtPlace("2", "the mill", "l", NOW, "Eli"))
        assert [one.taught_by for one, _ in taughtplaces.taught_places(tx)] == ["Eli"]


def test_places_taught_before_the_upgrade_are_listed_with_who_and_when(store: Store) -> None:
    written = (Path(folder).parent / "0010_taught.sql").read_text(encoding="utf-8")
    (fill,) = [s for s in statements(written) if s.startswith("insert")]
    with store.transaction() as tx:
        plan.put_places(tx, [MILL, LIBRARY])
        tx.run(
            "insert into log (id, at, who, verb, detail) values ('1', :at, 'Dana', 'teach place', 'The old mill')",
            at="2026-10-05T17:00:00.000Z",
        )
        tx.run(fill)
        assert [one for one, _ in taughtplaces.taught_places(tx)] == [
            TaughtPlace("m", "The old mill", "m", NOW, "Dana")
        ]
