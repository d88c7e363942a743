"""Weekly rhythms in texts ("every monday", "weekends after 5", "mon wed fri"), and weekdays side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from mutualaid.domain.reading import Repeat
from mutualaid.language.times.parts import Phrase, Rhythm
from mutualaid.language.times.when import grammars, hours_of
from mutualaid.language.times.words import Word, time_words
from mutualaid.language.words.alternatives import one_of
from mutualaid.language.words.tokens import fold
from mutualaid.languages import own


def find_repeat(text: str, language: str | None = None, *, listed: bool = False) -> tuple[Repeat, int, int] | None:
    """The weekly rhythm a text names ("every monday", "weekends after 5"), with the offsets of its words; with
    `listed` also two days side by side ("wed + sat")."""
    found = _find_repeat(text, language, beside=listed)
    row = days_named(text, language) if listed else None
    if row is None or (found is not None and found[0].days != row[0].days):
        return found
    said = found if found is not None and found[0].parts else row
    return replace(said[0], listed=True), *said[1:]


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
    """With `beside` also weekdays that only stand beside other times of every week, each with its own hours:
    "evenings and sat", "tue 9-12, thu 1-5"."""
    best: tuple[Repeat, int, int] | None = None
    for grammar in grammars(text, _ANY_DAY, language):
        if not grammar.may_recur():
            continue
        grammar.listing, grammar.weekly = listing, beside
        found = _first_run([_as_weekly(p, text) for p in grammar.phrases()], text, beside)
        if found is not None and (best is None or found[2] - found[1] > best[2] - best[1]):
            best = found
    return best


def _first_run(phrases: list[Phrase], text: str, beside: bool) -> tuple[Repeat, int, int] | None:
    """The first times in a row that come again, as one rhythm."""
    run: list[Phrase] = []
    for phrase in phrases:
        if run and not joins(text[run[-1].end : phrase.start]):
            if _recurs(run, beside):
                break
            run = []
        hours = phrase.part or (phrase.hours and phrase.hours.how != "at")
        if phrase.rhythm is not None or _of_each_week(phrase, text) or (beside and hours and phrase.day is None):
            run.append(phrase)
        elif _recurs(run, beside):
            break
        else:
            run = []
    if not _recurs(run, beside):
        return None
    if not beside:
        run = run[: max(n for n, phrase in enumerate(run, 1) if phrase.rhythm is not None)]
    repeat = _together(run, text, beside)
    return repeat, run[0].start, run[-1].end


def _recurs(run: list[Phrase], beside: bool) -> bool:
    return any(phrase.rhythm is not None for phrase in run) or (beside and len(run) > 1)


def _together(run: list[Phrase], text: str, beside: bool) -> Repeat:
    """One rhythm of several times; days in front of others that have hours share them: "tuesday and thursday
    mornings"."""
    start, bare = run[0].start, list[Phrase]()
    repeat: Repeat | None = None
    for phrase in run:
        if _is_bare(phrase):
            bare.append(phrase)
            continue
        one = _repeat_of(phrase, text)
        if bare and one.days:
            days = tuple(sorted({*one.days, *_weekdays(bare)}))
            one, bare = replace(one, days=days, text=text[bare[0].start : phrase.end]), []
        said = text[start : phrase.end]
        repeat = replace(one, text=said) if repeat is None else _union(repeat, one, said)
    if bare:
        one = Repeat(text[bare[0].start : run[-1].end], _weekdays(bare))
        repeat = one if repeat is None else _union(repeat, one, text[start : run[-1].end])
    assert repeat is not None
    return repeat


def _weekdays(phrases: list[Phrase]) -> tuple[int, ...]:
    return tuple(sorted({phrase.day.first.isoweekday() for phrase in phrases if phrase.day is not None}))


def _is_bare(phrase: Phrase) -> bool:
    """Whether it is a day with no hours."""
    return phrase.rhythm is None and phrase.hours is None and phrase.part is None


def _saying(name: str) -> str:
    """Any of the little words of that name, of all our languages."""
    return one_of({said for words in time_words().values() for said in words.small[name]})


@cache
def _this_once(_: Path | None) -> re.Pattern[str]:
    """Words by which a day is one of a single week."""
    return re.compile(rf"\b{_saying('this_once')}\b")


def _of_each_week(phrase: Phrase, text: str) -> bool:
    """Whether a weekday may be one of every week; not "this saturday"."""
    day = phrase.day
    once = _this_once(own()).search(fold(text[phrase.start : phrase.end])) is not None
    return day is not None and day.weekly and day.first == day.last and day.how == "on" and not once


@cache
def _union_of(_: Path | None) -> re.Pattern[str]:
    return re.compile(rf"(?:[,&+/\s]|\b{_saying('between_days')}\b)+", re.IGNORECASE)


def joins(between: str) -> bool:
    """Whether words between two times put them side by side."""
    return _union_of(own()).fullmatch(between) is not None


@cache
def _usual(_: Path | None) -> re.Pattern[str]:
    return re.compile(rf"\b{_saying('usually')}\b[\s,]{{0,3}}$", re.IGNORECASE)


def _as_weekly(phrase: Phrase, text: str) -> Phrase:
    """Hours without a day that are said of every day: "usually after 4pm", "between 8pm and 4am"."""
    if phrase.rhythm is not None or phrase.day is not None or phrase.hours is None:
        return phrase
    start, end = hours_of(phrase)
    overnight = phrase.hours.how == "range" and start is not None and end is not None and end < start
    usual = _usual(own()).search(text[: phrase.start]) is not None
    return phrase._replace(rhythm=Rhythm(())) if usual or overnight else phrase


def _repeat_of(phrase: Phrase, text: str) -> Repeat:
    days, every = (phrase.rhythm.days, phrase.rhythm.every) if phrase.rhythm else ((), 1)
    if phrase.rhythm is None and phrase.day is not None and phrase.day.weekly:
        days = (phrase.day.first.isoweekday(),)
    return Repeat(text[phrase.start : phrase.end], days, *hours_of(phrase), every)


def _union(one: Repeat, other: Repeat, text: str) -> Repeat:
    """Two rhythms as one that is never narrower than what was said; what each is stands in its parts where their
    hours differ."""
    days = tuple(sorted({*one.days, *other.days})) if one.days and other.days else ()
    same = not one.parts and (one.from_hour, one.to_hour) == (other.from_hour, other.to_hour)
    hours = (one.from_hour, one.to_hour) if same else (None, None)
    parts = () if same else (*(one.parts or (one,)), other)
    return Repeat(text, days, *hours, min(one.every, other.every), parts=parts)
