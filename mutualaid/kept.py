"""What is worked out once and kept for the next start, in the user's cache folder.

It lies under a name made of the contents of all that it was made of, so it is never stale; where nothing can be
written it is made anew each time.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

KEPT = 8
"""How many versions of each are kept: several installations may share the folder."""

SUM = hashlib.sha256().digest_size


def of(name: str, make: Callable[[], dict[str, Any]], made_of: Iterable[Path], code: bytes) -> dict[str, Any]:
    """What `make` gives, which is made of these files by this code: as it was kept, else made now and kept. `make`
    must give only what `marshal` keeps."""
    kept = _place(name, made_of, code)
    with suppress(OSError, ValueError, EOFError, TypeError), _mapped(kept) as whole, whole[SUM:] as content:
        if hashlib.sha256(content).digest() == whole[:SUM]:
            with suppress(OSError):
                os.utime(kept)  # in use: others go first
            return _loaded(content)
    made = make()
    with suppress(OSError):
        _keep(kept, marshal.dumps(made))
    return made


@contextmanager
def _mapped(file: Path) -> Iterator[memoryview]:
    """What a file holds, without a copy of it in memory."""
    with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as held, memoryview(held) as whole:
        yield whole


def _loaded(content: memoryview) -> dict[str, Any]:
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


def _place(name: str, made_of: Iterable[Path], code: bytes) -> Path:
    """Where it is kept, named after what it is made of and the version of Python whose `marshal` keeps it."""
    digest = hashlib.sha256(sys.version.encode() + code)
    for file in made_of:
        digest.update(file.read_bytes())
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mutualaid"
    return folder / f"{name}-{digest.hexdigest()[:24]}.bin"
