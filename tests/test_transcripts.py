"""Every transcript, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.script import Played

SCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_it_plays_as_written(script: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    played = Played(script, tmp_path)
    written = list(played.lines)
    went = played.play()
    if pytestconfig.getoption("--rewrite"):
        script.write_text("\n".join(went).rstrip() + "\n", encoding="utf-8")
        return
    assert went == written
