"""Reads plain values into frozen dataclasses and collects, as sentences, all that does not fit.

The dataclasses say what is allowed: a field's type, and rules beside it in `Annotated`. This module knows no
setting by name; `mutualaid.config` does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

SHOWN = 60
"""How many characters of a wrong value a sentence shows."""


@dataclass(frozen=True)
class Rule:
    """What a value must be: `says` ends the sentence "it must be …", or gives its end; `holds` decides, and
    `choices` are what a misspelt value is compared with. A `secret` value is never shown."""

    says: str | Callable[[], str]
    holds: Callable[[Any], bool]
    choices: Callable[[], Iterable[str]] | None = None
    secret: bool = False


def between(low: float, high: float) -> Rule:
    """Both ends included."""
    return Rule(f"between {low:.10g} and {high:.10g}", lambda value: low <= value <= high)


def above(low: float, high: float) -> Rule:
    """More than `low`, at most `high`."""
    return Rule(f"more than {low:.10g} and at most {high:.10g}", lambda value: low < value <= high)


def one_of(choices: Sequence[str]) -> Rule:
    return Rule(f"one of {listed(choices, 'or')}", lambda value: value in choices, lambda: choices)


def at_most(count: int) -> Rule:
    """In characters."""
    return Rule(f"at most {count} characters", lambda text: len(text) <= count)


def shaped(says: str, pattern: str, secret: bool = False) -> Rule:
    """The whole text fits the regular expression `pattern`."""
    compiled = re.compile(pattern)
    return Rule(says, lambda text: bool(compiled.fullmatch(text)), secret=secret)


def listed(words: Sequence[str], last: str) -> str:
    """"a, b and c"."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


class Unfit(Exception):
    """A value does not fit; the text ends a sentence that starts with where it stands."""


def read_toml(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The file's tables and the problems with the file itself, each a sentence."""
    try:
        # Notepad writes a byte order mark, which tomllib refuses.
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), []
    except FileNotFoundError:
        return {}, [f"There is no configuration file {path}."]
    except OSError as reason:
        return {}, [f"The configuration file {path} cannot be read: {reason.strerror}."]
    except UnicodeDecodeError as reason:
        line = reason.object[: reason.start].count(b"\n") + 1
        return {}, [f"{path}, line {line}: this is not UTF-8 text; save the file as UTF-8."]
    except tomllib.TOMLDecodeError as reason:
        return {}, [_broken(path, str(reason))]


def _broken(path: Path, reason: str) -> str:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", reason, re.DOTALL)
    if not found:
        return f"{path} is not TOML: {reason}."
    what, line, column = found.groups()
    if line is None:
        return f"{path}, at its end: this is not TOML ({what})."
    return f"{path}, line {line}, column {column}: this is not TOML ({what})."


def read_table(
    kind: type[T], table: object, where: str, problems: list[str], elsewhere: Mapping[str, str]
) -> T:
    """A dataclass of `kind` from one table. What does not fit is left at its default and adds a sentence to
    `problems`; `elsewhere` says for a key unknown here where it does belong."""
    assert is_dataclass(kind)
    hints = get_type_hints(kind, include_extras=True)
    read: dict[str, Any] = {}
    whole = isinstance(table, dict)
    if not isinstance(table, dict):
        problems.append(f"{where.rstrip(':')} is {show(table)}; it must be a table of settings.")
        table = {}
    for key, value in table.items():
        if key not in hints:
            problems.append(unknown(f"{where} {key}", key, list(hints), elsewhere))
            continue
        try:
            read[key] = fit(hints[key], value)
        except Unfit as reason:
            problems.append(f"{where} {key} {reason}.")
    for entry in fields(kind):
        if entry.default is MISSING and entry.default_factory is MISSING and entry.name not in read:
            if whole and entry.name not in table:
                problems.append(f"{where} {entry.name} is missing.")
            read[entry.name] = None
    made: T = kind(**read)
    return made


def unknown(what: str, key: str, known: Sequence[str], elsewhere: Mapping[str, str]) -> str:
    """The sentence for a key nobody knows, with the nearest known one."""
    if key in elsewhere:
        return f"{what} is not a setting here; {elsewhere[key]}."
    near = nearest(key, known)
    if near:
        return f"{what} is not a setting; did you mean {near}?"
    return f"{what} is not a setting; the settings here are {listed(known, 'and')}."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, regardless of case, or None where none is near."""
    by_lower = {one.lower(): one for one in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None


def fit(hint: Any, value: object) -> Any:
    """`value` as the type `hint` asks for, its rules held. Raises Unfit."""
    if get_origin(hint) is Annotated:
        inner, *rules = get_args(hint)
        made = fit(inner, value)
        for rule in rules:
            if made is not None and not rule.holds(made):
                raise Unfit(_sentence(value, rule))
        return made
    if get_origin(hint) in (Union, UnionType):
        (inner,) = [one for one in get_args(hint) if one is not type(None)]
        return fit(inner, value)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise Unfit(f"is {show(value)}; it must be a list in square brackets")
        return tuple(_each(get_args(hint)[0], value))
    if get_origin(hint) is dict:
        if not isinstance(value, dict):
            raise Unfit(f"is {show(value)}; it must be a table such as {{ name = value }}")
        names, values = get_args(hint)
        return dict(zip(_each(names, list(value)), _each(values, list(value.values())), strict=True))
    return _plain(hint, value)


def _each(hint: Any, values: list[object]) -> list[Any]:
    made = []
    for value in values:
        try:
            made.append(fit(hint, value))
        except Unfit as reason:
            raise Unfit(f"holds a value that {reason}") from None
    return made


_ASKED = {str: "text in quotes", int: "a whole number", float: "a number", time: 'a time such as "21:00"'}


def _plain(hint: type, value: object) -> Any:
    if hint is time and isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    if hint is float and type(value) is int:
        return float(value)
    # exact types: True is an int to isinstance, a number to no one who writes a file
    if type(value) is not hint:
        raise Unfit(f"is {show(value)}; it must be {_ASKED[hint]}")
    return value


def _sentence(value: object, rule: Rule) -> str:
    says = rule.says if isinstance(rule.says, str) else rule.says()
    if rule.secret:
        return f"cannot be used; it must be {says}"
    near = nearest(value, rule.choices()) if rule.choices and isinstance(value, str) else None
    hint = f" (did you mean {near}?)" if near else ""
    return f"is {show(value)}; it must be {says}{hint}"


def show(value: object) -> str:
    """A value as it would stand in the file, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if not isinstance(value, str):
        return str(value)
    return f'"{value[:SHOWN]}…"' if len(value) > SHOWN else f'"{value}"'
