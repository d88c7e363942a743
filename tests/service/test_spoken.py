"""What somebody says they speak too stands with them, in the export too, and is forgotten with them."""

from __future__ import annotations

from mutualaid.service.keeping import forgetting
from mutualaid.store import dump
from tests.world import PHONES, World


def exported(world: World) -> set[str]:
    with world.kit.store.reading() as tx:
        columns, rows = dump.table(tx, "neighbours")
        return {row[columns.index("speaks")] for row in rows}


def test_it_is_kept_shown_and_forgotten(world: World) -> None:
    world.text("ana", "need groceries, 24th and mission. my name is Ana")
    world.text("ana", "i also speak tagalog")
    ana = world.neighbour("ana")
    assert (ana.speaks, ana.languages) == (("en", "tagalog"), ("en", "tagalog"))
    assert "en;tagalog" in exported(world)
    forgetting.forget(world.kit, PHONES["ana"])
    assert exported(world) == {""}
