"""What a text is in reply to something: a digit, an answer, a counter-offer, a command, a detail asked for."""

from __future__ import annotations

from dataclasses import replace

from mutualaid.domain.reading import Context, Counter, Reading, When
from mutualaid.domain.vocabulary import Answer, Command, Intent
from mutualaid.language import details, turns
from mutualaid.language.answers import Answered
from mutualaid.language.commands import Commanded
from mutualaid.language.draft import GUESSED, Draft
from mutualaid.language.parsing import Parsed
from mutualaid.language.tokens import LONGEST
from mutualaid.language.when import find_until

SLOTS = ("place", "when", "kind", "name")
"""Questions whose answer is not yes or no."""


def commanded(draft: Draft, found: Commanded) -> Reading:
    parsed = draft.parsed
    return Reading(
        parsed.text,
        intent=Intent.COMMAND,
        command=found.command,
        stop_exact=found.exact,
        to_language=found.to_language,
        language=parsed.language,
        confidence=0.95,
        spans={"command": (found.start, found.end)},
    )


def digit(reading: Reading, value: int, context: Context, parsed: Parsed) -> Reading:
    token = parsed.spoken[0]
    spans = {"answer": (token.start, token.end)}
    reading = replace(
        reading,
        kinds=(),
        needs=(),
        when=None,
        place=None,
        places=(),
        to=None,
        people=None,
        digit=value,
        spans=spans,
        confidence=0.95,
    )
    if value == 0:
        return replace(reading, intent=Intent.COMMAND, command=Command.HUMAN)
    answer = {1: Answer.YES, 2: Answer.NO}.get(value) if context.question not in SLOTS else None
    return replace(reading, intent=Intent.ANSWER, answer=answer)


def until(draft: Draft) -> When | None:
    """When a pause ends, where the text says so."""
    return find_until(draft.parsed.text[:LONGEST], draft.context.now, draft.parsed.language)


def loose_command(reading: Reading, draft: Draft) -> Reading | None:
    """Wordier commands: help no longer needed, a pause with its end."""
    parsed = draft.parsed
    if reading.covered and reading.intent is not Intent.OFFER:
        return replace(
            reading, intent=Intent.COMMAND, command=Command.CANCEL, needs=(), urgent=False, confidence=0.85
        )
    pauses = parsed.best("pause")
    if pauses and reading.intent not in (Intent.NEED, Intent.BOTH) and len(parsed.words) <= 20:
        draft.spans["command"] = parsed.span(pauses[0].start, pauses[0].end)
        return replace(
            reading,
            intent=Intent.COMMAND,
            command=Command.PAUSE,
            pause=until(draft),
            needs=(),
            confidence=0.85,
            spans=draft.spans,
        )
    for hit in parsed.best("wish"):
        command = Command(hit.name)
        if len(parsed.words) > 20 or (
            command is Command.HUMAN
            and reading.intent is Intent.NEED
            and draft.kinds not in ((), ("company",), ("general",))
        ):
            continue
        draft.spans["command"] = parsed.span(hit.start, hit.end)
        return replace(reading, intent=Intent.COMMAND, command=command, needs=(), confidence=0.8, spans=draft.spans)
    return None


def answered(reading: Reading, draft: Draft, found: Answered, asked: bool) -> Reading | None:
    """The answer a text gives, or None where its yes or no belongs to something else."""
    spans = {**draft.spans, "answer": (found.start, found.end)}
    full = reading.intent in (Intent.NEED, Intent.OFFER, Intent.BOTH, Intent.QUESTION) and bool(draft.kinds)
    full = full and draft.sure > GUESSED
    short = len(draft.parsed.words) <= 8
    tail = draft.parsed.text[found.but if found.but >= 0 else max(found.rest, 0) :]
    terms = found.rest >= 0 and (draft.when(tail) is not None or (found.but >= 0 and not found.plain))
    if found.only:
        bounded = reading.when or reading.kinds or reading.place or reading.people or reading.conditions
        if (asked and bounded) or (
            short and bounded and found.rest >= 0 and turns.limits(draft.parsed, found.start)
        ):
            return counter(reading, draft, (found.start, found.end), found.end)
        return None
    if asked and found.answer is Answer.YES and _rather(draft.parsed):
        return counter(replace(reading, spans=spans), draft, (found.start, found.end), max(found.rest, 0))
    if found.answer is Answer.UNSURE:
        if not asked and (full or (draft.kinds and not found.plain)):
            return None
        return replace(reading, intent=Intent.ANSWER, answer=Answer.UNSURE, needs=(), spans=spans, confidence=0.8)
    if reading.correction and reading.place is not None and found.answer is Answer.NO and not asked:
        return None
    if full and not found.plain and not asked:
        return None
    if terms and "when" in draft.spans and not _proposes(draft):
        return replace(reading, intent=Intent.OTHER, needs=(), urgent=False, confidence=0.5) if asked else None
    if terms and not (reading.complaint or (reading.cannot and found.but < 0)):
        return counter(
            replace(reading, spans=spans),
            draft,
            (found.start, found.end),
            found.but if found.but >= 0 else found.rest,
        )
    if not found.plain and not asked and not short:
        return None
    return replace(
        reading,
        intent=Intent.ANSWER,
        answer=found.answer,
        needs=(),
        urgent=False,
        spans=spans,
        confidence=0.95 if found.plain else 0.75,
    )


def counter(reading: Reading, draft: Draft, span: tuple[int, int], start: int) -> Reading:
    """A counter-offer: what the words after `start` change."""
    tail = reading.text[start:]
    found, whole = draft.when(tail), draft.when(reading.text)
    if found is None or (whole is not None and found[0].text in whole[0].text):
        found = whole
    when = found[0] if found else None
    if when and draft.parsed.best("bound"):
        when = replace(when, start=when.end or when.start, end=None)
    people = _rather(draft.parsed)
    counter = Counter(
        when=when,
        kinds=tuple(k for k in reading.kinds if k != "general"),
        place=reading.place,
        people=people or reading.people,
        conditions=reading.conditions,
        money=bool(draft.parsed.best("paid")),
        text=tail.strip(" ,.!"),
    )
    spans = {**reading.spans, "answer": span}
    return replace(
        reading,
        intent=Intent.ANSWER,
        answer=Answer.COUNTER,
        counter=counter,
        needs=(),
        urgent=False,
        cannot=False,
        spans=spans,
        confidence=0.8,
    )


ROOM = frozenset({"take", "fit", "carry", "drive", "seat", "for", "llevar", "llevo", "caben", "para", "people"})


def _rather(parsed: Parsed) -> int | None:
    """The head count put in place of another ("I can take 3 people, not 5"), else None."""
    words = parsed.spoken
    if not (parsed.places("persons") or parsed.holds(ROOM)):
        return None
    for at in range(1, len(words) - 2):
        first, last = parsed.number(words[at].word), None
        for step in (1, 2):
            if at + step + 1 < len(words) and words[at + step].word in ("not", "no"):
                last = parsed.number(words[at + step + 1].word)
        if first and last is not None and first != last and words[at - 1].word not in ("at", "las"):
            return first
    return None


def terms_only(reading: Reading, draft: Draft) -> bool:
    said = reading.when is not None or bool(reading.conditions) or _rather(draft.parsed) is not None
    return said and len(draft.parsed.words) <= 8 and not reading.cannot and _proposes(draft)


def _proposes(draft: Draft) -> bool:
    """Whether a time or a condition comes with words of a proposal only ("could he come friday"): a sentence with
    others tells of something else ("dr appt tomorrow at 10", "im away til friday")."""
    parsed = draft.parsed
    said = [draft.spans[name] for name in ("when", "conditions") if name in draft.spans]
    rest = [t for t in parsed.spoken if not any(a <= t.start < b for a, b in said)]
    return all(_may_propose(parsed, t.word) for t in rest)


def _may_propose(parsed: Parsed, word: str) -> bool:
    known = any(parsed.is_a(word, name) for name in ("proposing", "filler", "persons"))
    return known or word[0].isdigit() or parsed.polite(word) or parsed.number(word) is not None


def slot(reading: Reading, draft: Draft) -> Reading:
    """An answer to "where?", "when?", "what?" or "your name?"."""
    question, parsed = draft.context.question, draft.parsed
    said = reading.kinds or reading.pleasantry or reading.when or reading.repeat or reading.per_week
    said = said and not details.only_name(parsed)
    if question == "name" and reading.name is None and not said:
        found = details.whole_name(parsed)
        if found:
            return replace(reading, intent=Intent.ANSWER, name=found[0], spans={**reading.spans, "name": found[1]})
    settled = {
        "place": reading.place or reading.to,
        "when": reading.when or reading.repeat,
        "kind": reading.kinds,
        "name": reading.name,
    }.get(question or "")
    weak = reading.intent is Intent.OTHER or (question == "kind" and reading.confidence <= GUESSED)
    if settled and weak:
        return replace(reading, intent=Intent.ANSWER, confidence=0.8)
    return reading
