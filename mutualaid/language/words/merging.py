"""What a group's own file of a language adds to ours of the same name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mutualaid.languages import files


def table_of(code: str, name: str) -> dict[str, Any]:
    """The file of that name of a language, ours with the group's beside it; empty where there is neither."""
    said: dict[str, Any] = {}
    for file in files(code, name):
        said = added(said, read(file))
    return said


def lines_of(code: str) -> dict[str, Any]:
    """The same for lines.toml, where what the group says replaces what we say."""
    said: dict[str, Any] = {}
    for file in files(code, "lines.toml"):
        for key, value in read(file).items():
            both = isinstance(value, dict) and isinstance(said.get(key), dict)
            said[key] = {**said[key], **value} if both else value
    return said


def read(file: Path) -> dict[str, Any]:
    """A file's tables; Notepad writes a byte order mark. Raises ValueError where it is not TOML."""
    return tomllib.loads(file.read_text(encoding="utf-8-sig"))


def added(ours: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Both tables: lists and lists of words are put together, of anything else the group's own counts."""
    out = dict(ours)
    for key, value in own.items():
        before = out.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            out[key] = added(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            out[key] = [*before, *value]
        else:
            out[key] = value
    return out
