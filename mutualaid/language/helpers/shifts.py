"""A helper's time that hangs on their work: hours at work, which are no hours of help, and days off that we cannot
know. Days listed for one week are kept to that week."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from mutualaid.domain.reading import Repeat, When
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.draft import Draft
from mutualaid.language.places.spots import without
from mutualaid.language.times.grammar import Grammar
from mutualaid.language.times.when import WEEKDAYS, find_when, grammars, local
from mutualaid.language.words.alternatives import one_of
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import fold
from mutualaid.language.words.trie import Hit

_WORD = re.compile(r"\b\w")

Span = tuple[int, int]
Found = tuple[When, int, int]

WHILE_AT_WORK = frozenset({"ride", "childcare", "pets"})
"""Kinds of help that may be needed because its writer is at work, or has to get there."""

ASLEEP = 3
"""Words of "im asleep" with nothing behind them, so that the hours stand before: "8am to 2pm im asleep"."""

NEAR = 4
"""Words before a trade among which its writer says who they are."""

APART = 12
"""Letters at most between a time and the days off that it is said of ("after 5 on my off days")."""


def at_work(parsed: Parsed) -> tuple[Span, ...]:
    """Where a text says when and where its writer works: from those words to the end of that clause."""
    return _clauses(parsed, _works(parsed))


def of_habit(parsed: Parsed) -> tuple[Span, ...]:
    """Where a text says when its writer takes a medicine or eats, which is no time for anybody to come."""
    return _clauses(parsed, [(hit.start, hit.end) for hit in parsed.best("shift") if hit.name == "habit"])


def _clauses(parsed: Parsed, said: list[tuple[int, int]]) -> tuple[Span, ...]:
    found = []
    wanted = {h.start for h in parsed.best("intent") if h.name in ("need", "ask")}
    for start, end in said:
        while (
            end < len(parsed.tokens)
            and not parsed.tokens[end].mark
            and not parsed.is_a(parsed.tokens[end].word, "but")
            and end not in wanted
        ):
            end += 1
        if start + ASLEEP >= end and _asleep(parsed, start, end):
            start = next((i + 1 for i in range(start - 1, -1, -1) if parsed.tokens[i].mark), 0)
        found.append(parsed.span(start, end))
    return tuple(found)


def unmeant(draft: Draft) -> tuple[Span, ...]:
    """Where a text tells of its writer's hours at work or asleep, or when they take their pills, which are neither
    hours of help nor when help is needed; a ride may be to work, and a child is alone then, so there they count
    unless another time is named."""
    habits = of_habit(draft.parsed)
    if draft.intent not in (Intent.OFFER, Intent.NEED) and draft.context.question != "when":
        return habits
    worked = (*at_work(draft.parsed), *habits)
    if worked and draft.intent is Intent.NEED and WHILE_AT_WORK & set(draft.kinds):
        return worked if draft.when(without(draft.parsed.text, worked)) is not None else ()
    return worked


@cache
def _from_to(begins: frozenset[str], ends: frozenset[str]) -> re.Pattern[str]:
    """From one time to another, with both."""
    return re.compile(rf"\b{one_of(begins)}\s+(.{{2,20}}?)\s+(?={one_of(ends)}\s+(.+))")


def moved_from(parsed: Parsed, now: datetime) -> Span | None:
    """Where a text names the day that something was moved from: "they moved it from monday to friday"."""
    if not parsed.families.get("moved"):
        return None
    small = parsed.small
    found = _from_to(small["moved_from"], small["moved_to"]).search(fold(parsed.text))
    if found is None or not all(find_when(part, now, parsed.language) for part in found.groups()):
        return None
    return found.span()


def own_trade(parsed: Parsed, hit: Hit) -> bool:
    """Whether the thing named is only what its writer is: "im Dee, a nurse"."""
    at = hit.start
    if at < NEAR - 1 or hit.end > at + 1 or not parsed.is_a(parsed.tokens[at].word, "job"):
        return False
    before = [t.word for t in parsed.tokens[max(0, at - NEAR - 1) : at]]
    small = parsed.small
    am_a = before[-1] in small["trade_article"] and not small["trade_am"].isdisjoint(before)
    return am_a and parsed.tokens[at - 2].mark


def _asleep(parsed: Parsed, start: int, end: int) -> bool:
    return parsed.among("asleep", start, end)


def _works(parsed: Parsed) -> list[tuple[int, int]]:
    """The words that say it, in tokens; a job and its hours may stand apart ("Nurse, nights at the hospital")."""
    found = [(hit.start, hit.end) for hit in parsed.best("shift") if hit.name == "works"]
    tokens = parsed.tokens
    for at in parsed.places("job"):
        after = at + 2 if at + 1 < len(tokens) and tokens[at + 1].raw in (",", "-", "/") else at + 1
        if after < len(tokens) and parsed.is_a(tokens[after].word, "stint"):
            found.append((at, after + 1))
    return found


def on_days_off(
    parsed: Parsed, when: Found | None, repeat: Repeat | None
) -> tuple[When, tuple[int, int], Repeat | None] | None:
    """A time said of days off that are not named: its words with neither start nor end, where they stand, and the
    hours said of those days. None where the text does not speak of such days, or names them."""
    off = next((parsed.span(h.start, h.end) for h in parsed.best("shift") if h.name == "free"), None)
    dated = when is not None and when[0].dated and when[0].start is not None
    if off is None or dated or (repeat is not None and repeat.days):
        return None
    first, last = off
    hours = None
    if when is not None and when[0].start is not None and min(abs(first - when[2]), abs(when[1] - last)) <= APART:
        first, last = min(first, when[1]), max(last, when[2])
        low, high = (None if t is None else t.hour + t.minute / 60 for t in (when[0].start, when[0].end))
        hours = Repeat(parsed.text[first:last], (), low, high or None) if low != high else None
    return When(parsed.text[first:last], None, None), (first, last), hours


def free_from(parsed: Parsed, cannot: list[Hit], when: Found | None, now: datetime) -> When | None:
    """The time from which somebody can come who says until when they cannot: "my car is in the shop till 11"; None
    where the words that refuse do not lead into that time."""
    if when is None or when[0].end is None or when[0].end <= now or not cannot:
        return None
    leads = any(0 <= when[1] - parsed.tokens[hit.end - 1].end <= 1 for hit in cannot)
    said = parsed.text[when[1] : when[2]]
    if not leads or not any(g.toks and g.toks[0].cue("until") for g in grammars(said, now, parsed.language)):
        return None
    end = when[0].end
    if end.time() == datetime.min.time():
        return None  # "till friday" names no hour
    return replace(when[0], turned=True, start=end, end=local(now, end.date() + timedelta(1), 0))


def freed_at(draft: Draft) -> When | None:
    """The time from which somebody can come who tells when they get off ("i get off at 5", "salgo a las 4") or
    until when they are busy ("i work til 8"), where the rest of the text says no more; None where it is denied."""
    parsed, when = draft.parsed, draft.when(draft.parsed.text)
    if when is None or when[0].start is None or not parsed.best("freed") or parsed.best("cannot"):
        return None
    hit = parsed.best("freed")[0]
    start, end = parsed.span(hit.start, hit.end)
    near = start < when[2] and when[1] <= end + 1
    rest = [t for t in parsed.spoken if not (start <= t.start < end or when[1] <= t.start < when[2])]
    if not near or any(h.name == "no" for h in parsed.families.get("lead", ())):
        return None
    beside = ("filler", "proposing", "answering", "ability", "agreeing", "persons")
    known = all(parsed.binds(t.word) or any(parsed.is_a(t.word, name) for name in beside) for t in rest)
    if not known or when[0].dated:
        return None
    begins = when[0].end if hit.name == "till" else when[0].start
    if begins is None:
        return None
    sooner = begins - timedelta(hours=12)
    if hit.name == "till" and draft.half_unsaid(when[0]) and sooner > draft.context.now:
        begins = sooner  # "til 8" said in the morning is this evening
    return replace(when[0], start=begins, end=local(begins, begins.date() + timedelta(1), 0), turned=True)


def in_its_week(
    repeat: tuple[Repeat, int, int] | None, text: str, now: datetime, language: str | None
) -> Repeat | None:
    """The rhythm as it was found; one of listed days or of any day beside "this week" or "next week" only for that
    week."""
    if repeat is None:
        return None
    rhythm, start, end = repeat
    begins = _begins(text[start:end], now, language)
    if begins is not None:
        return replace(rhythm, first=begins)
    if rhythm.days and not rhythm.listed:
        return rhythm
    monday = local(now, now.date() - timedelta(now.date().weekday()), 0)
    beside = [without(text, [(start, end)])]
    beside += [text[at.start() : end] for at in _WORD.finditer(text, start, end)]
    beside += [] if rhythm.days else _pairs(text[start:end])
    weeks = [_week(found[0], now) for words in beside if (found := find_when(words, now, language))]
    week = next((w for w in weeks if w is not None), None)
    coming = any(_next_week(g, i) for g in grammars(text, now, language) for i in range(g.count))
    if week is None and not coming:
        return rhythm
    first = monday if week is not None and week <= now else local(now, monday.date() + timedelta(WEEKDAYS), 0)
    return replace(rhythm, first=first, last=local(now, first.date() + timedelta(WEEKDAYS), 0))


def a_while(text: str, now: datetime, language: str | None) -> Span | None:
    """The words of a stretch that ends, beside which a rhythm is only for a while: "weekends this month", "mondays
    until november"; None where none are."""
    for grammar in grammars(text, now, language):
        for i in range(grammar.count):
            for start, end in _stretches(grammar, i):
                found = find_when(text[start:end], now, language)
                if found is not None and _ends(found[0], now):
                    return start, end
    return None


def _stretches(grammar: Grammar, i: int) -> list[Span]:
    """The words that may say such a stretch at a word: those beside "week" and "month", or an "until" and what
    follows it, which is no row of days ("mon til fri")."""
    toks = grammar.toks
    if grammar.value(i, "span") in ("week", "month"):
        pairs = ((i - 2, i), (i - 1, i), (i, i + 1), (i, i + 2))
        return [(toks[a].start, toks[b].end) for a, b in pairs if a >= 0 and b < grammar.count]
    days = i > 0 and grammar.value(i - 1, "weekday") is not None
    return [(toks[i].start, toks[-1].end)] if grammar.cue(i, "until") and not days else []


def _ends(when: When, now: datetime) -> bool:
    """Whether a time has an end, more than a day from now, and is no hour of a day."""
    return when.dated and when.start is not None and when.end is not None and when.end - now > timedelta(1)


def _next_week(grammar: Grammar, i: int) -> bool:
    """Whether "next week" is said at a word, in one piece or two."""
    return grammar.cue(i, "nextweek") or (grammar.cue(i, "next") and grammar.value(i + 1, "span") == "week")


def _pairs(said: str) -> list[str]:
    """Two and three words each that stand side by side, where hours follow them: "any day next week at 3"."""
    words = said.split()
    return [" ".join(words[at : at + n]) for n in (2, 3) for at in range(len(words) - n)]


def _begins(said: str, now: datetime, language: str | None) -> datetime | None:
    """The day from which a rhythm holds: "any day after nov 1"."""
    for at in _WORD.finditer(said):
        found = find_when(said[at.start() :], now, language)
        when = found[0] if found else None
        if when is not None and when.dated and when.end is None and when.start is not None and when.start > now:
            return when.start
    return None


def _week(when: When, now: datetime) -> datetime | None:
    """The start of a time that lasts from now or a Monday to the end of a week: not "sat or sun"."""
    if when.start is None or when.end is None or when.end.weekday() != 0 or when.end.time().hour:
        return None
    if when.start > now and when.start.weekday() != 0:
        return None
    long = when.end - when.start
    return when.start if timedelta(1) < long <= timedelta(WEEKDAYS, hours=1) else None
