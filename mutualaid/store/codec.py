"""Between dataclasses and rows: one rule for each type of field, read from the annotations."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mutualaid.store.engine import Row

T = TypeVar("T")


def to_text(at: datetime) -> str:
    """UTC with milliseconds and a fixed width, so that times sort as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


def value(of: Any) -> Any:
    """A Python value as the store keeps it."""
    if isinstance(of, bool):
        return int(of)
    if isinstance(of, datetime):
        return to_text(of)
    if isinstance(of, Enum):
        return of.value
    if isinstance(of, tuple):
        return ";".join(of)
    return of


def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader(next(a for a in get_args(hint) if a is not type(None)))
        return lambda v: None if v is None else inner(v)
    if hint is datetime:
        return from_text
    if hint is bool:
        return bool
    if get_origin(hint) is tuple:
        return lambda v: tuple(v.split(";")) if v else ()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda v: v


Readers = tuple[tuple[str, Callable[[Any], Any]], ...]
_KNOWN: dict[type, Readers] = {}


def _readers(cls: type) -> Readers:
    if cls not in _KNOWN:
        hints = get_type_hints(cls)
        _KNOWN[cls] = tuple((f.name, _reader(hints[f.name])) for f in dataclasses.fields(cls))
    return _KNOWN[cls]


def decode(cls: type[T], row: Row) -> T:
    """A dataclass from a row that holds at least its columns."""
    return cls(**{name: read(row[name]) for name, read in _readers(cls)})


def encode(obj: Any) -> dict[str, Any]:
    return {f.name: value(getattr(obj, f.name)) for f in dataclasses.fields(obj)}
