"""How well times are read, beside dateparser, parsedatetime and ctparse in the same run.

    python bench/when.py [when_phrases.tsv]

A line of the file holds a phrase, its language, from, to and a weekly rhythm, divided by tabs; the phrases were
written on Monday 5 October 2026 at 9:00 in San Francisco. `*` means that either is fine, nothing that the time must
stay open. The peers come with `pip install mutualaid[bench]`; one that is missing is left out with a notice.

What counts as right is the same for all. An hour that was said must be met to the minute, and no date may be wrong.
Where only a part of the day was said ("tomorrow morning"), a stretch must share half its length with the one meant.
A peer that gives a moment rather than a stretch is right where the moment begins what is meant (or ends it, where
only the end is said), and, where no hour was said, anywhere within it. A rhythm must give its weekdays; as the
peers have none, one line leaves rhythms out.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mutualaid.language.times.rhythms import find_repeat
from mutualaid.language.times.when import find_when

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ZONE)
PHRASES = Path(__file__).with_name("when_phrases.tsv")
EITHER = "*"
DAILY = (1, 2, 3, 4, 5, 6, 7)
HALF = 0.5
PEERS = ("dateparser", "parsedatetime", "ctparse")

_HOUR_WORDS = re.compile(
    r"\d(?!\w*(?:nite|night|moro|morrow|day|mrw|main|men\b))|\b(?:noon|midnight|hours?|quarter|midi|minuit|minwi"
    r"|mediod[ií]a|medio ?d[ií]a|medianoche|horas?|heures?)\b"
)
Moments = tuple[datetime | None, datetime | None]


@dataclass(frozen=True)
class Phrase:
    """One line of the file. `start` and `end` are None where the time must stay open."""

    text: str
    language: str
    start: datetime | str | None
    end: datetime | str | None
    days: tuple[int, ...] | None

    @property
    def kind(self) -> str:
        """What sort of time is said."""
        if self.days is not None:
            return "rhythm"
        if self.start is None and self.end is None:
            return "open"
        if self.start == self.end == EITHER:
            return "at once"
        if self.start == self.end:
            return "hour"
        if _HOUR_WORDS.search(self.text):
            whole = all(isinstance(m, str) or m is None or (m.hour, m.minute) == (0, 0) for m in self.ends)
            return "day" if whole else "from, by or between"
        return "part of a day" if any(isinstance(m, datetime) and m.hour for m in self.ends) else "day"

    @property
    def ends(self) -> tuple[datetime | str | None, datetime | str | None]:
        return self.start, self.end


@dataclass(frozen=True)
class Found:
    """What a reader made of a phrase: a stretch, or with start == end a moment, or only a day; and a rhythm."""

    start: datetime | None = None
    end: datetime | None = None
    days: tuple[int, ...] | None = None
    moment: bool = False
    """The reader gives moments only, so that a day is a moment of it."""


Read = Callable[[str, str], Found | None]


def phrases(path: Path) -> list[Phrase]:
    """The phrases of a file."""
    out = []
    for line in path.read_text("utf-8").splitlines():
        text, language, start, end, days = [cell.strip() for cell in [*line.split("\t"), *[""] * 4][:5]]
        weekly = DAILY if days == "daily" else tuple(int(d) for d in days.split()) if days else None
        out.append(Phrase(text, language, _moment(start), _moment(end), weekly))
    return out


def _moment(cell: str) -> datetime | str | None:
    if cell in ("", EITHER):
        return cell or None
    return datetime.fromisoformat(cell).replace(tzinfo=ZONE)


# ---- readers


def ours(text: str, language: str) -> Found | None:
    """What this project reads, told the language."""
    when, repeat = find_when(text, NOW, language), find_repeat(text, language)
    if when is None:
        return None
    return Found(when[0].start, when[0].end, (repeat[0].days or DAILY) if repeat else None)


def _dateparser() -> Read:
    peer: Any = importlib.import_module("dateparser")
    search: Any = importlib.import_module("dateparser.search")
    known = importlib.import_module("dateparser.data.languages_info").language_order
    settings = {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": NOW.replace(tzinfo=None),
        "RETURN_AS_TIMEZONE_AWARE": False,
    }

    def read(text: str, language: str) -> Found | None:
        told = [language] if language in known else None
        moment = peer.parse(text, languages=told, settings=settings)
        if moment is None:
            found = search.search_dates(text, languages=told, settings=settings)
            moment = found[0][1] if found else None
        return None if moment is None else _at(moment)

    return read


def _parsedatetime() -> Read:
    peer: Any = importlib.import_module("parsedatetime")
    locales = {"en": "en_US", "es": "es", "fr": "fr_FR"}
    calendars: dict[str, Any] = {}

    def read(text: str, language: str) -> Found | None:
        if language not in calendars:
            constants = peer.Constants(locales.get(language, "en_US"), usePyICU=False)
            constants.DOWParseStyle = 1
            calendars[language] = peer.Calendar(constants, version=peer.VERSION_CONTEXT_STYLE)
        calendar = calendars[language]
        start, end, several = calendar.evalRanges(text, sourceTime=NOW.timetuple())
        if several:
            return Found(_local(datetime(*start[:6])), _local(datetime(*end[:6])))  # noqa: DTZ001 (the peer's own)
        moment, context = calendar.parseDT(text, sourceTime=NOW.replace(tzinfo=None))
        if context.hasDateOrTime:
            return _at(moment)
        return None

    return read


def _ctparse() -> Read:
    peer: Any = importlib.import_module("ctparse")

    def read(text: str, language: str) -> Found | None:
        result = peer.ctparse(text, ts=NOW.replace(tzinfo=None), timeout=5, latent_time=True)
        found = getattr(result, "resolution", None)
        if found is None:
            return None
        if type(found).__name__ == "Interval":
            start = found.t_from.start.dt if found.t_from else None
            end = found.t_to.start.dt if found.t_to else None
            return Found(start and _local(start), end and _local(end))
        if type(found).__name__ == "Duration":
            return None
        start, end = found.start.dt, found.end.dt
        if start == end:
            return _at(start)
        return Found(_local(start), _local(end + timedelta(minutes=1 if end.minute == 59 else 0)))

    return read


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZONE)


def _at(moment: datetime) -> Found:
    return Found(_local(moment), _local(moment), moment=True)


def peers() -> dict[str, Read]:
    """The readers to measure: ours and every peer that is installed."""
    out: dict[str, Read] = {"ours": ours}
    for name, make in zip(PEERS, (_dateparser, _parsedatetime, _ctparse), strict=True):
        try:
            out[name] = make()
        except ImportError:
            print(f"{name} is not installed, so it is left out: pip install 'mutualaid[bench]'", file=sys.stderr)
    return out


# ---- scores


def right(phrase: Phrase, found: Found | None) -> bool:
    """Whether what was found is what the phrase means."""
    kind = phrase.kind
    if kind == "rhythm":
        return found is not None and found.days is not None and sorted(found.days) == list(phrase.days or ())
    if kind == "open":
        return found is None or (found.start is None and found.end is None)
    if kind == "at once":
        return True
    if found is None or (found.start is None and found.end is None):
        return False
    if found.moment:
        return _moment_fits(phrase, found, kind)
    if kind == "part of a day":
        return _shared(phrase, found) >= HALF
    return all(wanted in (EITHER, got) for wanted, got in zip(phrase.ends, _ends(found), strict=True))


def _ends(found: Found) -> Moments:
    return found.start, found.end


def _bounds(phrase: Phrase) -> tuple[datetime, datetime]:
    """What a phrase means as a stretch; an open end is the end of its day."""
    start = phrase.start if isinstance(phrase.start, datetime) else None
    end = phrase.end if isinstance(phrase.end, datetime) else None
    first = start or min(NOW, (end or NOW) - timedelta(hours=1))
    midnight = (first + timedelta(1)).replace(hour=0, minute=0)
    return first, end or midnight


def _moment_fits(phrase: Phrase, found: Found, kind: str) -> bool:
    moment = found.start
    if moment is None:
        return False
    if kind in ("day", "part of a day"):
        first, last = _bounds(phrase)
        return first <= moment < last or moment == phrase.start
    said = phrase.start if isinstance(phrase.start, datetime) else phrase.end
    return moment == said


def _shared(phrase: Phrase, found: Found) -> float:
    """How much of both stretches together they have in common."""
    first, last = _bounds(phrase)
    start = found.start or first
    end = found.end or last
    if not isinstance(phrase.start, datetime):
        first = min(first, start)
    common = (min(last, end) - max(first, start)) / timedelta(hours=1)
    union = (max(last, end) - min(first, start)) / timedelta(hours=1)
    return max(0.0, common) / union if union > 0 else 0.0


@dataclass
class Tally:
    right: int = 0
    total: int = 0

    def add(self, good: bool) -> None:
        self.right += good
        self.total += 1

    def __str__(self) -> str:
        return f"{self.right}/{self.total}"


def measure(asked: Iterable[Phrase], reader: Read, name: str, errors: list[str]) -> dict[str, Tally]:
    """The tallies of one reader: all, by language, by kind of phrase, and without rhythms."""
    out: dict[str, Tally] = {}
    shown = sys.stderr.isatty()
    for at, phrase in enumerate(asked, 1):
        if shown:
            print(f"\r{name} {at}", end="", file=sys.stderr)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found = reader(phrase.text, phrase.language)
            except Exception as problem:  # a peer that fails has not read the phrase
                found = None
                errors.append(f"{name}: {phrase.text!r} raised {problem!r}")
        good = right(phrase, found)
        for part in ("all", phrase.language, phrase.kind, *(["but rhythms"] if phrase.days is None else [])):
            out.setdefault(part, Tally()).add(good)
        if not good:
            said = f"{found.start} to {found.end} {found.days or ''}" if found else "nothing"
            errors.append(f"{name}: {phrase.text!r} ({phrase.language}) read as {said}")
    if shown:
        print("\r\033[K", end="", file=sys.stderr)
    return out


def main() -> None:
    about, _, how = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=how, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, default=PHRASES, help="phrases (%(default)s)")
    parser.add_argument("--half", choices=("odd", "even"), help="only the 1st, 3rd, … or the 2nd, 4th, … phrase")
    parser.add_argument("--errors", metavar="READER", help="also list what one reader (ours, …) gets wrong")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    chosen = phrases(asked.file)
    if asked.half:
        chosen = chosen[asked.half == "even" :: 2]
    errors: list[str] = []
    tallies = {name: measure(chosen, read, name, errors) for name, read in peers().items()}
    rows = list(dict.fromkeys(part for tally in tallies.values() for part in tally))
    order = ["all", *sorted(r for r in rows if len(r) == 2), *sorted(r for r in rows if len(r) > 3), "but rhythms"]
    print(f"{'right of':22}" + "".join(f"{name:>15}" for name in tallies))
    for row in dict.fromkeys(order):
        if row in rows:
            print(f"{row:22}" + "".join(f"{tally.get(row, Tally())!s:>15}" for tally in tallies.values()))
    for error in errors if asked.errors else ():
        if error.startswith(f"{asked.errors}:"):
            print(error)


if __name__ == "__main__":
    main()
