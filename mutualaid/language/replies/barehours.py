"""An hour said as a bare number in a text that holds nothing else: "make it 5", "ok but 7", "5 instead of 4"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.draft import Draft
from mutualaid.language.people.counts import read_counts
from mutualaid.language.replies.proposals import LONGEST_INSTEAD, sided
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import fold

LONGEST = 9
"""Words a text has at most that only says an hour."""

BESIDE = ("proposing", "filler", "amending", "beside_hour", "put_off", "hour_or", "halt")
"""Classes of words that may stand beside it."""


BOTH = 2

SMALL = frozenset({"1:00", "2:00", "3:00"})
"""What may as well be the digit of an answer ("no sorry 2"), unless words of an hour stand beside it. Between two
who meet, where nothing is asked, what stands in place of something is an hour ("actually 3")."""


@dataclass(frozen=True, slots=True)
class Bare:
    """`when` is undated unless a day stands beside the number; `mends` whether words say that it stands in place of
    another; `alone` whether the number is the whole text."""

    when: When
    span: tuple[int, int]
    mends: bool
    alone: bool


def bare_hour(draft: Draft) -> Bare | None:
    """The hour a text means by a number, or None where the number may be anything else or several are left."""
    parsed = draft.parsed
    if not parsed.spoken or len(parsed.spoken) > LONGEST:
        return None
    words = _words_of_answers(parsed)
    words |= {at + 1 for at, token in enumerate(parsed.tokens) if token.word in parsed.small["brings"]}
    hours = ((at, _hour(parsed, at, token.raw)) for at, token in enumerate(parsed.tokens) if at not in words)
    numbers = {at: hour for at, hour in hours if hour}
    if not numbers or read_counts(parsed).people:
        return None
    whole = draft.when(parsed.text)
    if whole is not None and _says_hour(whole[0]):
        return None
    taken = whole[1:] if whole is not None else (0, 0)
    corrected = parsed.best("correction")
    mending = {at for hit in corrected for at in range(hit.start, hit.end)}
    rest = [
        (at, token.word)
        for at, token in enumerate(parsed.tokens)
        if not token.mark and at not in numbers and not taken[0] <= token.start < taken[1]
    ]
    first = _agreed_first(draft)
    mends = bool(corrected) or any(parsed.is_a(word, "amending") for _, word in rest)
    mending |= _of_kinds(draft, numbers) if mends else set()
    if not all(at in mending or at >= first or _beside(parsed, word) for at, word in rest):
        return None
    if any(at >= first for at in numbers):
        return None
    kept = [at for at in numbers if len(numbers) == 1 or not _put_off(parsed, at)]
    kept = [at for at in kept if not taken[0] <= parsed.tokens[at].start < taken[1]]
    if len(kept) == len(numbers) == BOTH and parsed.is_a(parsed.tokens[kept[0] + 1].word, "hour_or"):
        return _either(draft, [numbers[at] for at in kept], parsed.span(kept[0], kept[1] + 1))
    if len(kept) != 1:
        return None
    at = kept[0]
    if len(numbers) == 1 and parsed.is_a(_before(parsed, at), "put_off") and not _leads(parsed, at):
        return None
    asked = bool(parsed.best("hour")) or len(numbers) > 1
    context = draft.context
    between = bool(context.others) and context.question is None
    asked = asked or (mends and between and not _leads(parsed, at))
    if numbers[at] in SMALL and not asked:
        return None
    day = f"{whole[0].text} " if whole is not None and whole[0].dated and whole[0].start is not None else ""
    found = draft.when(f"{day}{numbers[at]}")
    if found is None or found[0].start is None:
        return None
    return Bare(found[0], parsed.span(at, at + 1), mends or len(numbers) > 1, not rest)


def _of_kinds(draft: Draft, numbers: Iterable[int]) -> set[int]:
    """Where a text names the help that an hour is for, and no number counts it: "make the ride 11 instead"."""
    parsed, spans = draft.parsed, [span for name, span in draft.spans.items() if name.startswith("kind:")]
    found = {at for at, t in enumerate(parsed.tokens) if any(a <= t.start < b for a, b in spans)}
    return set() if any(at + 1 in found for at in numbers) else found


def _words_of_answers(parsed: Parsed) -> set[int]:
    """Where digits stand for words within an answer: "4 sure"."""
    said = (h for h in parsed.families.get("lead", ()) if h.name in ("yes", "no") and h.end - h.start > 1)
    return {at for h in said for at in range(h.start, h.end) if parsed.tokens[at].raw in ("2", "4")}


def _agreed_first(draft: Draft) -> int:
    """Where what was asked is answered by an "ok" with an hour and the text goes on, the mark behind these; else
    the end: "ok 6 then, i swap shift"."""
    tokens = draft.parsed.tokens
    mark = next((at for at, token in enumerate(tokens) if token.mark), len(tokens))
    agrees = any(h.start == 0 and h.name in ("ok", "yes") for h in draft.parsed.families.get("lead", ()))
    return mark if agrees and draft.context.question == "yes_no" and mark > 1 else len(tokens)


def agreed_at(draft: Draft, when: When | None) -> When | None:
    """`when`, where the text says "ok" to what was asked and names that time in the same breath, and then goes on;
    else None."""
    first, tokens = _agreed_first(draft), draft.parsed.tokens
    span = draft.spans.get("when")
    return when if span is not None and first < len(tokens) and span[1] <= tokens[first].start else None


def _either(draft: Draft, hours: list[str], span: tuple[int, int]) -> Bare | None:
    """ "10 or 11" is the time from one to the other."""
    found = draft.when(f"{hours[0]}-{hours[1]}")
    said = found is not None and found[0].start is not None and found[0].end is not None
    return Bare(found[0], span, False, False) if found is not None and said else None


def noted(reading: Reading, draft: Draft) -> tuple[Reading, Bare | None]:
    """The reading with what is to be seen of a time that says all the text does, and its bare hour, if any."""
    spans, found = draft.spans, None
    if "when" in spans and reading.intent is not Intent.NEED:
        little, mends = _nothing_else(draft, spans["when"])
        if mends and not reading.correction:
            reading = replace(reading, correction=True)
        if little:
            spans["only_time"] = spans["when"]
    if reading.intent in (Intent.OTHER, Intent.QUESTION):
        found = bare_hour(draft)
        if found is None and "when" not in spans and (said := sided(draft)) is not None:
            found = Bare(*said, mends=True, alone=False)
    if found is not None:
        spans["hour"] = found.span
        reading = replace(reading, hour=found.when, correction=reading.correction or found.mends)
    if (other := _another_hour(draft, spans.get("when") or spans.get("hour"))) is not None:
        spans["another_hour"] = other[1]
        reading = replace(reading, another=other[0])
    return reading, found


def _another_hour(draft: Draft, span: tuple[int, int] | None) -> tuple[When | None, tuple[int, int]] | None:
    """What hour a text names beside the time at `span`, and where, if not as the one that this stands in place of:
    "i leave at 1, come at 10"."""
    parsed = draft.parsed
    if span is None:
        return None
    rest = [(at, t) for at, t in enumerate(parsed.tokens) if not span[0] <= t.start < span[1]]
    rest = [(at, t) for at, t in rest if any(ch.isdigit() for ch in t.raw) and not _put_off(parsed, at)]
    without = f"{parsed.text[: span[0]]}.{' ' * (span[1] - span[0] - 1)}{parsed.text[span[1] :]}"
    found = draft.when(without) if rest else None
    if found is not None and not (found[0].dated and found[0].start != found[0].end):
        for _, token in rest:
            if found[1] <= token.start < found[2]:
                return found[0], (found[1], found[2])
    for at, token in rest:
        ends = at + 1 == len(parsed.tokens) or parsed.tokens[at + 1].mark
        if ends and (hour := _hour(parsed, at, token.raw)) is not None:
            said = draft.when(hour)
            return said[0] if said is not None else None, parsed.span(at, at + 1)
    return None


def _nothing_else(draft: Draft, span: tuple[int, int]) -> tuple[bool, bool]:
    """Whether a text holds a time (at `span`) and little words only, the name of who comes or is visited among
    them, and whether these put it in place of another one."""
    parsed, names = draft.parsed, frozenset(map(fold, draft.context.others))
    mending = {at for hit in parsed.best("correction") for at in range(hit.start, hit.end)}
    courteous = {at for hit in parsed.best("courtesy") for at in range(hit.start, hit.end)}
    rest = [
        (at, t.word)
        for at, t in enumerate(parsed.tokens)
        if not t.mark and not span[0] <= t.start < span[1] and at not in courteous
    ]
    known = (
        at in mending
        or _beside(parsed, w)
        or parsed.is_a(w, "article")
        or w in names
        or (w.isdigit() and _put_off(parsed, at))
        for at, w in rest
    )
    little = len(rest) <= LONGEST_INSTEAD and all(known)
    return little, little and (bool(mending) or any(parsed.is_a(word, "amending") for _, word in rest))


def _hour(parsed: Parsed, at: int, raw: str) -> str | None:
    """ "5" -> "5:00", "530" -> "5:30"; None for what is no hour of twelve."""
    if raw.isdecimal() and raw.isascii() and len(raw) in (3, 4):
        hour, minute = divmod(int(raw), 100)
        return f"{hour}:{minute:02d}" if 1 <= hour <= 12 and minute % 5 == 0 and minute < 60 else None
    number = parsed.number(raw)
    if number is None or not 1 <= number <= 12 or (not raw.isdecimal() and number == 1):
        return None
    after = parsed.tokens[at + 1].word if at + 1 < len(parsed.tokens) else ""
    return None if parsed.is_a(after, "unit") or parsed.is_a(after, "persons") else f"{number}:00"


def _beside(parsed: Parsed, word: str) -> bool:
    return parsed.polite(word) or any(parsed.is_a(word, name) for name in BESIDE)


def _says_hour(when: When) -> bool:
    return when.start is None or not when.dated or when.start == when.end


def _before(parsed: Parsed, at: int) -> str:
    """The word before a number, articles and "at" left out."""
    left_out = parsed.small["before_bare_hour"]
    for token in reversed(parsed.tokens[:at]):
        if not (token.mark or parsed.is_a(token.word, "article") or token.word in left_out):
            return token.word
    return ""


def _put_off(parsed: Parsed, at: int) -> bool:
    """Whether the number is the one that another stands in place of: "not 4", "instead of 4"."""
    return parsed.is_a(_before(parsed, at), "put_off")


def _leads(parsed: Parsed, at: int) -> bool:
    """Whether the word before the number is a "no" that answers what was said, not one that refuses the number."""
    no, first = parsed.small["bare_no"], parsed.spoken[0].word
    return _before(parsed, at) in no and (first in no or first in parsed.small["bare_umm"])
