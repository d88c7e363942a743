"""Every transcript, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutualaid.domain.conversation.table import ROWS
from tests.script import Played

PLAYED: dict[Path, set[str]] = {}
"""The rows of the conversation table each transcript read, as far as they were played."""

SCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_it_plays_as_written(script: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    played = Played(script, tmp_path)
    written = list(played.lines)
    went = played.play()
    PLAYED[script] = played.rows
    if pytestconfig.getoption("--rewrite"):
        script.write_text("\n".join(went).rstrip() + "\n", encoding="utf-8")
        return
    assert went == written


def test_every_row_of_the_table_is_played_by_a_transcript(tmp_path: Path) -> None:
    """Also where only some transcripts were picked: the others are played here."""
    for number, script in enumerate(SCRIPTS):
        if script not in PLAYED:
            (tmp_path / str(number)).mkdir()
            played = Played(script, tmp_path / str(number))
            played.play()
            PLAYED[script] = played.rows
    rows = set().union(*PLAYED.values())
    assert {row.name for row in ROWS} - rows == set()


def test_there_are_many_and_in_both_languages() -> None:
    """At least ninety, and each topic in Spanish too."""
    names = [script.stem for script in SCRIPTS]
    spanish = {name.split("_")[0] for name in names if "es" in name.split("_")[1:] or name.endswith("spanish")}
    assert len(names) >= 90
    assert {name.split("_")[0] for name in names} - spanish == set()
