"""Between dataclasses and rows: one rule for each type of field, read from the annotations."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mutualaid.store.engine import Row

T = TypeVar("T")


def to_text(at: datetime) -> str:
    """UTC with milliseconds and a fixed width, so that times sort as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


_AS_THEY_ARE = frozenset((str, int, float))


def value(of: Any) -> Any:
    """A Python value as the store keeps it."""
    if of is None or type(of) in _AS_THEY_ARE:
        return of
    if isinstance(of, bool):
        return int(of)
    if isinstance(of, datetime):
        return to_text(of)
    if isinstance(of, Enum):
        return of.value
    if isinstance(of, tuple):
        return ";".join(of)
    return of


Read = Callable[[Any], Any]


def _reader(hint: Any) -> Read | None:
    """How a stored value becomes a field's; None where it already is."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader(next(a for a in get_args(hint) if a is not type(None)))
        return None if inner is None else lambda v: None if v is None else inner(v)
    if hint is datetime:
        return from_text
    if hint is bool:
        return bool
    if get_origin(hint) is tuple:
        return lambda v: tuple(v.split(";")) if v else ()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return None


Fields = tuple[tuple[str, ...], tuple[tuple[str, Read], ...]]
_KNOWN: dict[type, Fields] = {}


def _fields(cls: type) -> Fields:
    """The names of a dataclass's fields, and how those are read that are not kept as they are."""
    if cls not in _KNOWN:
        hints = get_type_hints(cls)
        names = tuple(f.name for f in dataclasses.fields(cls))
        _KNOWN[cls] = names, tuple((name, read) for name in names if (read := _reader(hints[name])) is not None)
    return _KNOWN[cls]


def decode_all(cls: type[T], found: Sequence[Row]) -> list[T]:
    """Dataclasses from the rows of one statement, which hold at least their columns."""
    if not found:
        return []
    make = _maker(cls, tuple(found[0].keys()))  # type: ignore[arg-type]
    return [make(tuple(row)) for row in found]


@lru_cache(maxsize=1024)
def _maker(cls: type[T], columns: tuple[str, ...]) -> Callable[[tuple[Any, ...]], T]:
    """How the values of a row with these columns become an object; where each stands is looked up once."""
    names, reads = _fields(cls)
    take = itemgetter(*(columns.index(name) for name in names))
    to_read = [(names.index(name), read) for name, read in reads]

    def make(row: tuple[Any, ...]) -> T:
        values = list(take(row))
        for at, read in to_read:
            values[at] = read(values[at])
        return cls(*values)

    return make


def encode(obj: Any) -> dict[str, Any]:
    return {name: value(getattr(obj, name)) for name in _fields(type(obj))[0]}
