"""Between dataclasses and rows: one rule for each type of field, read from the annotations."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from mutualaid.store.engine import Listed, Row

T = TypeVar("T")


def to_text(at: datetime) -> str:
    """UTC with milliseconds and a fixed width, so that times sort as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


_AS_THEY_ARE = frozenset((str, int, float, type(None), Listed))


def value(of: Any) -> Any:
    """A Python value as the store keeps it."""
    if type(of) in _AS_THEY_ARE:
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


def stored(named: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Several of them, each with its name."""
    return {name: of if type(of) in _AS_THEY_ARE else value(of) for name, of in named}


Read = Callable[[Any], Any]


def _reader(hint: Any) -> tuple[Read | None, bool]:
    """How a stored value becomes a field's, None where it already is; and whether a field may be None."""
    if get_origin(hint) in (Union, types.UnionType):
        return _reader(next(a for a in get_args(hint) if a is not type(None)))[0], True
    if hint is datetime:
        return datetime.fromisoformat, False
    if hint is bool:
        return bool, False
    if get_origin(hint) is tuple:
        return lambda v: tuple(v.split(";")) if v else (), False
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__, False
    return None, False


class Fields(NamedTuple):
    """What is known of a dataclass."""

    names: tuple[str, ...]
    take: Callable[[Any], tuple[Any, ...]]
    """The values of an object, in that order."""
    reads: tuple[tuple[int, Read, bool], ...]
    """Where those stand that are not kept as they are, how each is read, and whether it may be None."""


_KNOWN: dict[type, Fields] = {}


def _fields(cls: type) -> Fields:
    if cls not in _KNOWN:
        hints = get_type_hints(cls)
        names = tuple(f.name for f in dataclasses.fields(cls))
        how = ((at, *_reader(hints[name])) for at, name in enumerate(names))
        reads = tuple((at, read, may_be_none) for at, read, may_be_none in how if read is not None)
        _KNOWN[cls] = Fields(names, attrgetter(*names), reads)
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
    names, _, reads = _fields(cls)
    take = itemgetter(*(columns.index(name) for name in names))
    unfrozen = _unfrozen(cls)  # type: ignore[arg-type]

    def make(row: tuple[Any, ...]) -> T:
        values = list(take(row))
        for at, read, may_be_none in reads:
            of = values[at]
            if of is not None or not may_be_none:
                values[at] = read(of)
        made = unfrozen(*values)
        made.__class__ = cls
        return cast("T", made)

    return make


@lru_cache(maxsize=128)
def _unfrozen(cls: type) -> type[Any]:
    """A class with the same slots whose objects are filled in before they become frozen ones of `cls`: a frozen
    dataclass sets each field through `object.__setattr__`, which takes six times as long."""
    return dataclasses.make_dataclass(cls.__name__, _fields(cls).names, slots=True)


def encode(obj: Any) -> dict[str, Any]:
    names, take, _ = _fields(type(obj))
    return stored(zip(names, take(obj), strict=True))
