"""The table of ZIPs is the package's, made once and read back alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zipcodes

from mutualaid.gazetteer import us


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    us._table.cache_clear()
    yield tmp_path / "mutualaid"
    us._table.cache_clear()


def test_each_zip_lies_where_the_package_has_it(folder: Path) -> None:
    asked = [f"{number:05}" for number in range(0, 100_000, 397)]
    for _ in ("made", "read back"):
        us._table.cache_clear()
        for code in asked:
            found = zipcodes.matching(code)
            assert us.zip_point(code) == ((float(found[0]["lat"]), float(found[0]["long"])) if found else None)
    assert len(list(folder.glob("zip-*.bin"))) == 1


@pytest.mark.parametrize("code", ["9411", "941100", "9411a", "٩٤١١٠", ""])
def test_what_is_no_zip_lies_nowhere(code: str) -> None:
    assert us.zip_point(code) is None
