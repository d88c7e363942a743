"""Texts as they stand in a spreadsheet of what a group once got: which column is what, and one text a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import partial

from mutualaid.transport.handset import made_id
from mutualaid.transport.numbers import is_short_code, normalise

NAMES = {
    "from": ("from", "phone", "sender", "fromnumber", "phonenumber", "number", "mobile"),
    "text": ("text", "body", "message", "messagebody", "content", "sms"),
    "at": ("at", "sentat", "datesent", "receivedat", "datetime", "timestamp", "datecreated", "createdat", "sent",
           "received", "when", "date", "time"),
    "to": ("to", "recipient", "tonumber"),
    "direction": ("direction",),
    "id": ("id", "sid", "messagesid", "messageid"),
}  # fmt: skip
"""What a column holds -> how it may be headed, besides all that is no letter; the first there counts."""

MONTH_FIRST = frozenset({"US"})
"""Countries where 9/1/2026 is the first of September."""

YEARS = range(1970, 2200)
APART = timedelta(minutes=1)
"""How far apart texts are taken to have come where no column says when."""

_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


class NoColumn(ValueError):
    """The header names no senders or no texts; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class OldText:
    """One text as it once came in. `row` counts the header as 1, `at` is aware, `phone` E.164 where it can be."""

    row: int
    at: datetime
    phone: str
    body: str
    provider_id: str


@dataclass(frozen=True, slots=True)
class Old:
    """A spreadsheet's texts in order of time. `problems` are sentences; `ours` is how many rows were texts of the
    group's own, which are passed over."""

    texts: tuple[OldText, ...]
    problems: tuple[str, ...]
    ours: int = 0


def columns(header: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What is held -> the headings it stands under: one, or a date and a time. Raises NoColumn."""
    plain = {re.sub(r"[^a-z]", "", name.lower()): name for name in reversed(header)}
    found: dict[str, tuple[str, ...]] = {}
    for what, names in NAMES.items():
        there = [plain[name] for name in names if name in plain]
        if what == "at" and {plain.get("date"), plain.get("time")} == set(there) and len(there) == 2:
            found[what] = tuple(there)
        elif there:
            found[what] = (there[0],)
    for what in ("from", "text"):
        if what not in found:
            raise NoColumn(
                f"There is no column {what}. It may also be called {', '.join(NAMES[what][1:])}; the file has"
                f" {', '.join(filter(None, header)) or 'none'}."
            )
    return found


def read(rows: Sequence[Mapping[str | None, object]], country: str, zone: tzinfo, start: datetime) -> Old:
    """The texts of a sheet's rows. Times without an offset are in `zone`; `start` is when the first text came where
    no column says so. Raises NoColumn."""
    header = [name for name in (rows[0] if rows else {}) if name is not None]
    where = columns(header)
    cells = [(n, {what: _cell(row, names) for what, names in where.items()}) for n, row in enumerate(rows, start=2)]
    own = _own_number([cell for _, cell in cells], country)
    problems: list[str] = []
    texts: list[OldText] = []
    ours = 0
    for (number, cell), row in zip(cells, rows, strict=True):
        if not any(cell.values()):
            continue
        if cell.get("direction", "").lower().startswith("out") or (own and _phone(cell["from"], country) == own):
            ours += 1
            continue
        wrong = _wrong(cell, row, country)
        at: datetime | None = start + APART * len(texts)
        if "at" in where and not wrong:
            at = _time(cell["at"], zone, country)
            if at is None:
                wrong = f"{where['at'][0]}: {cell['at']!r} is no time such as 2026-10-05 09:00"
        if wrong or at is None:
            problems.append(f"Row {number}: {wrong}.")
            continue
        seed = cell.get("id") or f"row {number}"
        texts.append(OldText(number, at, _phone(cell["from"], country), cell["text"], made_id(seed)))
    return Old(tuple(sorted(texts, key=lambda text: (text.at, text.row))), tuple(problems), ours)


def _cell(row: Mapping[str | None, object], names: Sequence[str]) -> str:
    return " ".join(str(row.get(name) or "").strip() for name in names).strip()


def _phone(written: str, country: str) -> str:
    """A sender as inbound texts give it: E.164 where it is a number."""
    found = None if is_short_code(written) else normalise(written, country)
    return found or written


def _wrong(cell: Mapping[str, str], row: Mapping[str | None, object], country: str) -> str:
    """What is wrong with a row, "" for nothing."""
    sender = cell["from"]
    if row.get(None):
        return "more cells than the header has; a text with a comma must stand in quotes"
    if not sender:
        return "from: empty"
    if _SCIENTIFIC.fullmatch(sender):
        return f"from: {sender} is a number that a spreadsheet shortened; format the column as text there"
    digits = sum(char.isdigit() for char in sender)
    if digits > len(sender) / 2 and not is_short_code(sender) and normalise(sender, country) is None:
        return f"from: {sender} is no phone number with an area code"
    return ""


def _time(written: str, zone: tzinfo, country: str) -> datetime | None:
    """A time as in ISO 8601 ("2026-10-05 09:00", with or without an offset), with slashes ("9/1/2026 10:00", the
    month first where the country writes it so) or in an e-mail ("Mon, 05 Oct …")."""
    day = "%m/%d/%Y" if country in MONTH_FIRST else "%d/%m/%Y"
    hours = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")
    slashed = [partial(_strptime, form=f"{day} {hour}") for hour in hours]
    readers: tuple[Callable[[str], datetime], ...] = (_iso, *slashed, parsedate_to_datetime)
    for reader in readers:
        try:
            at = reader(written)
        except (ValueError, IndexError, TypeError):
            continue
        if at.year in YEARS:
            return at if at.tzinfo else at.replace(tzinfo=zone)
    return None


def _strptime(written: str, form: str) -> datetime:
    return datetime.strptime(written, form)  # noqa: DTZ007 - the caller gives the zone


def _iso(written: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"\s*(?:UTC|GMT)$", "+00:00", written))


def _own_number(cells: Sequence[Mapping[str, str]], country: str) -> str | None:
    """The group's own number: the one most texts are to, where a column says to whom."""
    to = Counter(_phone(cell["to"], country) for cell in cells if cell.get("to"))
    return to.most_common(1)[0][0] if to else None
