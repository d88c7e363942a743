"""Weekly rhythms in texts ("every monday", "weekends after 5", "mon wed fri"), and weekdays side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from mutualaid.domain.reading import Repeat
from mutualaid.language.timeparts import Phrase, Rhythm
from mutualaid.language.timewords import Word
from mutualaid.language.when import grammars, hours_of


def find_repeat(text: str, language: str | None = None, *, listed: bool = False) -> tuple[Repeat, int, int] | None:
    """The weekly rhythm a text names ("every monday", "weekends after 5"), with the offsets of its words; with
    `listed` also two days side by side ("wed + sat")."""
    found = _find_repeat(text, language, beside=listed)
    row = days_named(text, language) if listed else None
    if row is not None and (found is None or (found[0].days, *found[1:]) == (row[0].days, *row[1:])):
        return replace(row[0], listed=True), *row[1:]
    return found


def days_named(text: str, language: str | None) -> tuple[Repeat, int, int] | None:
    """Two or more weekdays side by side, each of them named, with the offsets of their words: not "mon-fri"."""
    found = _find_repeat(text, language, listing=True) if _two_days(text, language) else None
    if found is None or len(found[0].days) < 2:
        return None
    for grammar in grammars(text[found[1] : found[2]], _ANY_DAY, language):
        if sum(_one_weekday(word) for word in grammar.toks) == len(found[0].days):
            return found
    return None


def _one_weekday(word: Word) -> bool:
    return "weekday" in word.values or len(word.values.get("weekdays", "").split()) == 1


def _two_days(text: str, language: str | None) -> bool:
    """Whether two weekdays are named, which may stand side by side."""
    return any(
        sum(_one_weekday(word) for word in grammar.toks) > 1 for grammar in grammars(text, _ANY_DAY, language)
    )


_ANY_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def _find_repeat(
    text: str, language: str | None, listing: bool = False, beside: bool = False
) -> tuple[Repeat, int, int] | None:
    """With `beside` also a bare weekday joined to hours that are said of every day: "evenings and sat"."""
    best: tuple[Repeat, int, int] | None = None
    for grammar in grammars(text, _ANY_DAY, language):
        if not grammar.may_recur():
            continue
        grammar.listing = listing
        phrases = [_as_weekly(p, text) for p in grammar.phrases()]
        found = [p for p in phrases if p.rhythm is not None]
        if not found:
            continue
        before = [p for p in phrases if p.end <= found[0].start]
        (repeat, start), last = _with_day_before(found[0], before, text), found[0]
        for phrase in (_each_week(p, text) if beside and not repeat.days else p for p in phrases):
            if phrase.rhythm is None or phrase.start < last.end:
                continue
            if not _UNION.fullmatch(text[last.end : phrase.start]):
                break
            repeat, last = _union(repeat, _repeat_of(phrase, text), text[start : phrase.end]), phrase
        if best is None or last.end - start > best[2] - best[1]:
            best = (repeat, start, last.end)
    return best


_ONE_DAY = re.compile(r"(?:(?:el|los|le|les)\s+)?\w+", re.IGNORECASE)


def _each_week(phrase: Phrase, text: str) -> Phrase:
    """A bare weekday as one of every week; not "this saturday"."""
    day = phrase.day
    bare = phrase.rhythm is None and _ONE_DAY.fullmatch(text[phrase.start : phrase.end]) is not None
    if not bare or day is None or not day.weekly or day.first != day.last:
        return phrase
    return phrase._replace(rhythm=Rhythm((day.first.isoweekday(),)))


_UNION = re.compile(r"(?:[,&+/\s]|\b(?:and|or|plus|y|o|e|et|n|also|tambien|ak|epi|oswa)\b)+", re.IGNORECASE)
_USUAL = re.compile(
    r"\b(?:usually|normally|generally|typically|mostly|normalmente|generalmente|por lo general)\b[\s,]{0,3}$",
    re.IGNORECASE,
)


def _as_weekly(phrase: Phrase, text: str) -> Phrase:
    """Hours without a day that are said of every day: "usually after 4pm", "between 8pm and 4am"."""
    if phrase.rhythm is not None or phrase.day is not None or phrase.hours is None:
        return phrase
    start, end = hours_of(phrase)
    overnight = phrase.hours.how == "range" and start is not None and end is not None and end < start
    usual = _USUAL.search(text[: phrase.start]) is not None
    return phrase._replace(rhythm=Rhythm(())) if usual or overnight else phrase


def _with_day_before(phrase: Phrase, before: list[Phrase], text: str) -> tuple[Repeat, int]:
    """A rhythm, with the weekday joined to it in front: "on tuesday and thursday mornings" is both, every week."""
    repeat, start = _repeat_of(phrase, text), phrase.start
    for other in reversed(before):
        day = other.day
        bare = day is not None and day.weekly and day.first == day.last and not (other.hours or other.part)
        if not bare or day is None or not repeat.days or not _UNION.fullmatch(text[other.end : start]):
            break
        days = tuple(sorted({*repeat.days, day.first.isoweekday()}))
        start = other.start
        repeat = replace(repeat, days=days, text=text[start : phrase.end])
    return repeat, start


def _repeat_of(phrase: Phrase, text: str) -> Repeat:
    days, every = (phrase.rhythm.days, phrase.rhythm.every) if phrase.rhythm else ((), 1)
    return Repeat(text[phrase.start : phrase.end], days, *hours_of(phrase), every)


def _union(one: Repeat, other: Repeat, text: str) -> Repeat:
    """Two rhythms as one that is never narrower than what was said."""
    days = tuple(sorted({*one.days, *other.days})) if one.days and other.days else ()
    same = (one.from_hour, one.to_hour) == (other.from_hour, other.to_hour)
    hours = (one.from_hour, one.to_hour) if same else (None, None)
    return Repeat(text, days, *hours, min(one.every, other.every))
