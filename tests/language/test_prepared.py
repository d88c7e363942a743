"""What is compiled of a language is kept, found again, and never trusted when it is broken or stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutualaid import kept, languages
from mutualaid.language.words import prepared
from mutualaid.language.words.lexicon import Lexicon, prepare
from mutualaid.language.words.prepared import tables
from mutualaid.language.words.tokens import tokenize


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mutualaid"


def made(code: str = "ht") -> tuple[dict[str, object], list[str]]:
    calls: list[str] = []

    def make() -> dict[str, object]:
        calls.append(code)
        return prepare(tables(code))

    return prepared.of(code, make), calls


def test_it_is_made_once_and_read_back_alike(folder: Path) -> None:
    first, calls = made()
    assert calls == ["ht"] and len(list(folder.glob("ht-*.bin"))) == 1
    second, calls = made()
    assert calls == [] and second == first
    hits = Lexicon("ht", second).phrases.find(tokenize("nou bezwen manje"))
    assert "kind.food" in {h.group for h in hits}


def test_what_is_broken_is_made_anew(folder: Path) -> None:
    made()
    (kept,) = folder.glob("ht-*.bin")
    kept.write_bytes(kept.read_bytes()[:-10])
    assert made()[1] == ["ht"] and made()[1] == []


def test_where_nothing_can_be_written_it_is_made_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert made()[1] == ["ht"] and made()[1] == ["ht"]


def test_old_versions_do_not_pile_up(folder: Path) -> None:
    folder.mkdir()
    for number in range(9):
        (folder / f"ht-{number:024}.bin").write_bytes(b"old")
    made()
    assert len(list(folder.glob("ht-*.bin"))) == kept.KEPT


def test_a_group_stands_in_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    for name in ("words.toml", "danger.toml"):
        (tmp_path / "xx" / name).write_text('[phrases]\n"kind.food" = ["bread"]\n')
    monkeypatch.setattr(languages, "OURS", tmp_path)
    monkeypatch.setattr(prepared, "OURS", tmp_path)
    with pytest.raises(ValueError, match=r"danger.toml: kind.food stands in another file"):
        prepared.tables("xx")
