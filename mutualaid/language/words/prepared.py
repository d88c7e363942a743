"""The files of a language, and what was made of them kept for the next start.

Compiling a language takes up to three seconds; reading it back takes a fiftieth of that. What is kept is named by
the files' contents and the code that compiles them (see `mutualaid.kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from mutualaid import kept
from mutualaid.language.words.merging import added, read
from mutualaid.languages import OURS, files

FILES = ("words.toml", "kinds.toml", "danger.toml")
"""What a language's folder may hold for its lexicon; a group stands in one of them."""

MAKERS = (
    "words/cuebook.py", "words/growing.py", "words/lexicon.py", "words/maybe.py", "words/merging.py",
    "words/patterns.py", "words/prepared.py", "words/spelling.py", "words/tokens.py", "times/words.py",
)  # fmt: skip
"""The code that makes what is kept of them."""

WORDS = ("polite", "function", "common", "names", "short", "glue")
"""Keys whose value is a list of words in one text."""


def tables(code: str) -> dict[str, Any]:
    """Everything the files of a language say, together: ours, then the group's own. Raises FileNotFoundError for a
    language we do not have and ValueError for a group that stands in two of our files."""
    if not files(code, FILES[0]):
        raise FileNotFoundError(f"There are no words in {code}.")
    merged: dict[str, Any] = {}
    for name in FILES:
        for file in files(code, name):
            _take(merged, read(file), file, ours=file.is_relative_to(OURS))
    return merged


def _take(merged: dict[str, Any], said: dict[str, Any], file: Path, *, ours: bool) -> None:
    for key, value in said.items():
        if not isinstance(value, dict):
            merged[key] = f"{merged[key]} {value}" if key in WORDS and key in merged else value
            continue
        twice = merged.setdefault(key, {}).keys() & value.keys()
        if twice and ours:
            raise ValueError(f"{file}: {', '.join(sorted(twice))} stands in another file too")
        before = merged[key]
        for name in twice if key in ("classes", "small") else ():
            value = {**value, name: f"{before[name]} {value[name]}"}
        merged[key] = added(before, value)


def of(name: str, make: Callable[[], dict[str, Any]], made_of: Sequence[Path] = ()) -> dict[str, Any]:
    """What `make` gives, of `made_of` or else of the files of the language that the name is; see `kept.of`."""
    return kept.of(name, make, made_of or _files(name), _code())


def _files(code: str) -> list[Path]:
    return [file for name in FILES for file in files(code, name)]


@cache
def _code() -> bytes:
    """The code that compiles."""
    here = resources.files("mutualaid.language")
    return b"".join(here.joinpath(name).read_bytes() for name in MAKERS)
