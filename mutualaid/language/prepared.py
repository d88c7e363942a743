"""The files of a language, and what was made of them kept for the next start.

Compiling a language takes up to three seconds; reading it back takes a fiftieth of that. What is kept lies in the
user's cache folder under a name made of the files' contents and of the code that compiles them, so it is never
stale; where nothing can be written it is made anew each time.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from mutualaid.language.merging import added, read
from mutualaid.languages import OURS, files

FILES = ("words.toml", "kinds.toml", "danger.toml")
"""What a language's folder may hold for its lexicon; a group stands in one of them."""

MAKERS = (
    "lexicon.py", "merging.py", "patterns.py", "prepared.py", "spelling.py", "timewords.py", "tokens.py", "trie.py",
)  # fmt: skip
"""The code that makes what is kept of them."""

KEPT = 8
"""How many versions of each are kept: several installations may share the folder."""

SUM = hashlib.sha256().digest_size


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
        for name in twice if key == "classes" else ():
            value = {**value, name: f"{before[name]} {value[name]}"}
        merged[key] = added(before, value)


def of(name: str, make: Callable[[], dict[str, Any]], made_of: Sequence[Path] = ()) -> dict[str, Any]:
    """What `make` gives, of `made_of` or else of those of the language that the name is: as it was kept, else made
    now and kept. `make` must give only what `marshal` keeps."""
    kept = _place(name, made_of or _files(name))
    with suppress(OSError, ValueError, EOFError, TypeError):
        content = kept.read_bytes()
        if hashlib.sha256(content[SUM:]).digest() == content[:SUM]:
            with suppress(OSError):
                os.utime(kept)  # in use: others go first
            return _loaded(content[SUM:])
    made = make()
    with suppress(OSError):
        _keep(kept, marshal.dumps(made))
    return made


def _loaded(content: bytes) -> dict[str, Any]:
    """What `marshal` kept. It stays as long as the process, so no garbage is looked for in it, now or later: that
    would take a twentieth of the time of the texts that are read."""
    collects = gc.isenabled()
    gc.disable()
    try:
        found: dict[str, Any] = marshal.loads(content)
        gc.freeze()
    finally:
        if collects:
            gc.enable()
    return found


def _keep(kept: Path, content: bytes) -> None:
    """Written beside and put in place at once, so that nobody reads half of it; older ones of its name go."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = kept.with_suffix(f".{os.getpid()}")
    beside.write_bytes(hashlib.sha256(content).digest() + content)
    beside.replace(kept)
    every = sorted(kept.parent.glob(f"{kept.name.partition('-')[0]}-*.bin"), key=lambda file: file.stat().st_mtime)
    for old in every[:-KEPT]:
        old.unlink(missing_ok=True)


def _files(code: str) -> list[Path]:
    return [file for name in FILES for file in files(code, name)]


def _place(name: str, made_of: Sequence[Path]) -> Path:
    """Where it is kept, named after what it is made of."""
    digest = hashlib.sha256(_code())
    for file in made_of:
        digest.update(file.read_bytes())
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mutualaid"
    return folder / f"{name}-{digest.hexdigest()[:24]}.bin"


@cache
def _code() -> bytes:
    """The code that compiles, and the version of Python whose `marshal` keeps it."""
    here = resources.files("mutualaid.language")
    return b"".join([sys.version.encode(), *(here.joinpath(name).read_bytes() for name in MAKERS)])
