"""What a text is in reply to something: a digit, an answer, a counter-offer, a command, a detail asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from mutualaid.domain.reading import Counter, Reading, When
from mutualaid.domain.vocabulary import Answer, Command, Intent
from mutualaid.language.draft import GUESSED, Draft
from mutualaid.language.helpers.pauses import Paused, read_pause
from mutualaid.language.people import details, limits
from mutualaid.language.replies import otherwise, proposals
from mutualaid.language.talk import turns
from mutualaid.language.talk.answers import Answered
from mutualaid.language.talk.commands import Commanded, forgetting, tied_to
from mutualaid.language.words.parsing import Parsed

SLOTS = ("place", "when", "kind", "name", "often")
"""Questions whose answer is not yes or no."""


MENDED = ("place", "when", "kind")
"""Those to which a no with something else behind it is no answer: it mends what was said before."""


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
        spans={"command": (found.start, found.end), **forgetting(parsed), **tied_to(parsed)}, hear=draft.hear,
    )


DIGITS_ASKED = (1, 2, 3)
"""Digits that our questions offer; a higher one may be an hour."""


def digit(reading: Reading, value: int, draft: Draft) -> Reading:
    context = draft.context
    token = draft.parsed.spoken[0]
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
    hour = draft.when(f"{value}:00") if value > len(DIGITS_ASKED) else None
    if hour is not None:
        reading = replace(reading, hour=hour[0])
    answer = {1: Answer.YES, 2: Answer.NO}.get(value) if context.question not in SLOTS else None
    return replace(reading, intent=Intent.ANSWER, answer=answer)


FEWEST = 4
"""Words at least of a text that asks for another day and names none: a bare "another day" may answer anything."""


def terms(reading: Reading, draft: Draft, found: Answered | None) -> Reading | None:
    """Terms that are no time of their own: "1 pero llego tarde", a part of what was asked and, where no yes or no
    was found, another place or how many there is room for."""
    parsed = draft.parsed
    spoken, whole = parsed.spoken, (0, len(parsed.text))
    if found is None and len(spoken) > 2 and spoken[0].word == "1" and parsed.is_a(spoken[1].word, "but"):
        return counter(reading, draft, (spoken[0].start, spoken[0].end), spoken[1].start)
    kept = otherwise.part_of(draft) if reading.danger is None and not reading.complaint else ()
    if kept:
        return counter(replace(reading, kinds=kept), draft, whole, 0)
    limited = found is None and reading.danger is None and _ends_in_limit(parsed)
    if limited and (reading.kinds or reading.when) and len(spoken) <= otherwise.LONGEST_ROOM:
        return counter(reading, draft, whole, 0)
    counted = otherwise.room_for(parsed) is not None or _rather(parsed) is not None
    meant = (found is None or found.only) and counted
    meant = meant or (found is None and otherwise.elsewhere(reading, draft))
    asks = reading.intent in (Intent.OTHER, Intent.QUESTION)
    shifted = parsed.best("shifted")
    other_time = (found is None or found.only) and asks and bool(shifted)
    fewest = 1 if any(h.name == "event" for h in shifted) else FEWEST
    brief = fewest <= len(spoken) <= otherwise.LONGEST_ROOM
    meant = meant or (other_time and brief and not reading.complaint)
    return counter(reading, draft, whole, 0) if meant else None


def _ends_in_limit(parsed: Parsed) -> bool:
    """Whether a text ends in a limit: "the pharmacy only", "famasi a selman"."""
    last = parsed.core[-1] if parsed.core else -1
    return any(h.name == "limit" and h.start <= last < h.end for h in parsed.families.get("lead", ()))


def loose_command(reading: Reading, draft: Draft) -> Reading | None:
    """Wordier commands: help no longer needed, a pause with its end."""
    parsed = draft.parsed
    if reading.covered and reading.intent is not Intent.OFFER:
        return replace(
            reading, intent=Intent.COMMAND, command=Command.CANCEL, needs=(), urgent=False, confidence=0.85
        )
    pause = read_pause(draft, reading.intent)
    if pause is None and reading.per_week == 0:
        pause = Paused(draft.spans["limits"], None, "leave_me")
    if pause is not None:
        return replace(
            reading,
            intent=Intent.COMMAND,
            command=Command.PAUSE,
            pause=pause.until,
            needs=(),
            urgent=False,
            confidence=0.85,
            spans={**draft.spans, "command": pause.span, pause.name: pause.span},
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
    if not full and (mended := _mended(reading, draft, found)) is not None:
        return mended
    short = len(draft.parsed.words) <= 8
    tail = draft.parsed.text[found.but if found.but >= 0 else max(found.rest, 0) :]
    terms = found.rest >= 0 and (draft.when(tail) is not None or (found.but >= 0 and not found.plain))
    terms = terms and not (found.answer is Answer.NO and _excuses(reading, draft, found, tail))
    if found.only and full and not asked:
        return None
    if found.only:
        bounded = reading.when or reading.kinds or reading.place or reading.people or reading.conditions
        if (asked and (bounded or (short and _agrees(draft, found)))) or (
            short and bounded and found.rest >= 0 and turns.limits(draft.parsed, found.start)
        ):
            return counter(reading, draft, (found.start, found.end), found.end)
        return None
    other = _rather(draft.parsed) or draft.parsed.best("shifted")
    if asked and found.answer is Answer.YES and (other or otherwise.place_for_another(reading, draft.parsed)):
        return counter(replace(reading, spans=spans), draft, (found.start, found.end), max(found.rest, 0))
    if found.answer is Answer.UNSURE:
        if not asked and (full or (draft.kinds and not found.plain)):
            return None
        return replace(reading, intent=Intent.ANSWER, answer=Answer.UNSURE, needs=(), spans=spans, confidence=0.8)
    if reading.correction and reading.place is not None and found.answer is Answer.NO and not asked:
        return None
    if full and not found.plain and not asked:
        return None
    if found.answer is Answer.YES and reading.per_week is not None and _only_limits(draft, found):
        return None
    whole = full and not found.plain and reading.place is not None and reading.intent is not Intent.QUESTION
    if whole and found.answer is Answer.YES and "when" in draft.spans and not found.but >= 0:
        return None  # "i can bring groceries, 24th and mission, any day" agrees to nothing
    if terms and "when" in draft.spans and not proposals.proposes(draft):
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


def _agrees(draft: Draft, found: Answered) -> bool:
    """Whether a limit begins with a yes and names something, be it unknown to us: "yes but just a few bags", "i can
    only take 2 bags"."""
    leads = draft.parsed.families.get("lead", ())
    opens = any(h.name == "yes" and draft.parsed.tokens[h.start].start == found.start for h in leads)
    return opens and found.rest >= 0 and "?" not in draft.parsed.text


def _mended(reading: Reading, draft: Draft, found: Answered) -> Reading | None:
    """ "No sorry wednesday" to "where is that?": a no of a word or two, and what is right instead of what was said
    before."""
    words = reading.text.split()
    if draft.context.question not in MENDED or found.answer is not Answer.NO or len(words) > LONGEST_MEND:
        return None
    brief = len(reading.text[found.start : found.end].split()) <= 2 and found.rest >= 0 and found.but < 0
    if found.plain or not brief or reading.cannot or reading.complaint:
        return None
    said = draft.when(reading.text[found.rest :]) if reading.when is None else None
    when = said[0] if said is not None else reading.when  # "no miercoles" refuses a day only where one was proposed
    if not (when or reading.hour or reading.people or set(reading.kinds) - {"general"}):
        return None
    spans = {**draft.spans, "mended": (found.start, found.end)}
    return slot(replace(reading, when=when, correction=True, spans=spans), draft)


LONGEST_MEND = 6
"""Words of such a text at most."""


def _excuses(reading: Reading, draft: Draft, found: Answered, tail: str) -> bool:
    """Whether what follows a no only says why: "i would but im sick"."""
    begins, parsed = len(reading.text) - len(tail), draft.parsed
    refused = any(parsed.tokens[at].start >= begins for at in parsed.places("refusal"))
    why = refused or reading.cannot or bool({"ill", "busy"} & draft.spans.keys())
    wished = _with_but(parsed, found)
    why = why or (wished and not (set(reading.kinds) - {"general"} or reading.people))
    return why and draft.when(tail) is None and (wished or not reading.conditions)


def _with_but(parsed: Parsed, found: Answered) -> bool:
    """Whether the no itself ends in a "but", so that what follows says why: "i would but my back is out"."""
    last = [t for t in parsed.spoken if found.start <= t.start < found.end]
    if not last:
        return False
    wished = any(parsed.is_a(token.word, "wished_to") for token in last)  # "wish i could but my car is in the shop"
    return parsed.is_a(last[-1].word, "but") or (wished and found.but >= 0)


def _only_limits(draft: Draft, found: Answered) -> bool:
    """Whether the yes is but the beginning of a limit ("i can do 2 a week") and no yes of its own ("yes but only
    twice a week")."""
    first = next(t for t in draft.parsed.spoken if t.start >= found.start)
    return not {"yes", "yes.only"} & draft.parsed.whole([first.word]) and draft.spans["limits"][0] <= found.end + 1


def counter(
    reading: Reading, draft: Draft, span: tuple[int, int], start: int, instead: When | None = None
) -> Reading:
    """A counter-offer: what the words after `start` change; `instead` the time where that is known already."""
    tail = reading.text[start:]
    found, whole = draft.when(tail), draft.when(reading.text)
    within = whole is not None and (whole[1] >= start or (found is not None and found[0].text in whole[0].text))
    if found is None or within:
        found = whole
    when = instead or (found[0] if found else None)
    begins, ends = (whole[1:] if whole else (start + found[1], start + found[2])) if found else (0, 0)
    if instead is None and found is not None and not draft.parsed.best("bound") and _barred(draft.parsed, begins):
        after = draft.when(reading.text[ends:])
        when = after[0] if after is not None else None
    begun = found is not None and _only_begins(found[0])
    turned = found is not None and found[0].turned
    if instead is None and not (begun and turned) and _only_refuses(draft.parsed, begins, ends):
        when, reading = None, replace(reading, when=None)
    if when and draft.parsed.best("bound") and (begun or not when.turned):
        when = replace(when, start=when.start if begun else when.end or when.start, end=None)
    people = _rather(draft.parsed)
    ills = [draft.parsed.said(h.start, h.end) for h in draft.parsed.best("ailing")]
    counter = Counter(
        when=when,
        kinds=tuple(k for k in reading.kinds if k != "general"),
        place=reading.place,
        people=people or reading.people,
        conditions=tuple(c for c in reading.conditions if not any(ill in c or c in ill for ill in ills)),
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


def refusal(reading: Reading, draft: Draft) -> Reading:
    """ "After 5 i cant", "5 doesnt work": no yes and no time we could name for its writer, a person reads it."""
    terms = counter(reading, draft, (0, len(draft.parsed.text)), 0)
    assert terms.counter is not None
    unsaid = Counter(text=terms.counter.text)
    return replace(terms, when=None, hour=None, counter=unsaid)


def _only_refuses(parsed: Parsed, begins: int, ends: int) -> bool:
    """Whether the words of a time are "I can't" and its limit ("cant after 6"), and no yes stands before them."""
    leads = parsed.families.get("lead", ())
    no = any(
        h.name == "no" and h.end - h.start > 1 and begins <= parsed.tokens[h.start].start < ends for h in leads
    )
    return no and not any(h.name == "yes" and h.start == 0 for h in leads)


def _only_begins(when: When) -> bool:
    """Whether a time has a beginning and no end but its day's: "cant get there before 11" is from 11 on."""
    return when.end is None or (when.end.time() == time() and when.start != when.end)


NEAR_REFUSAL = 3
"""Words at most between a refusal and the time it refuses: "i cant do after 5"."""


def _barred(parsed: Parsed, at: int) -> bool:
    """Whether the time that begins at character `at` is one the writer cannot do."""
    before = [i for i, t in enumerate(parsed.tokens) if t.start < at]
    near = set(before[-NEAR_REFUSAL:])
    cuts = [i for i in near if parsed.tokens[i].mark] + [i for i in parsed.places("but") if i in near]
    return any(i in near and not any(i < cut for cut in cuts) for i in parsed.places("refusal"))


def _rather(parsed: Parsed) -> int | None:
    """The head count put in place of another ("I can take 3 people, not 5"), else None."""
    words, small = parsed.spoken, parsed.small
    allowed = _yes_to_some(parsed) or otherwise.room_for(parsed)
    if allowed is not None:
        return allowed
    if not (parsed.places("persons") or parsed.holds(small["takes_some"])):
        return None
    for at in range(1, len(words) - 2):
        first, last = parsed.number(words[at].word), None
        for step in (1, 2):
            if at + step + 1 < len(words) and words[at + step].word in small["count_denied"]:
                last = parsed.number(words[at + step + 1].word)
        if first and last is not None and first != last and words[at - 1].word not in small["before_hour"]:
            return first
    return None


def _yes_to_some(parsed: Parsed) -> int | None:
    """The head count that is said yes to where another is said no to ("for 2 yes, 5 no")."""
    short = len(parsed.words) <= SOME + 3
    said = [t for t in parsed.tokens if short and not t.mark and (parsed.number(t.word) or _lead(parsed, t.word))]
    if len(said) != SOME:
        return None
    pairs = ((said[0], said[1]), (said[2], said[3]))
    if parsed.number(said[0].word) is None:
        pairs = ((said[1], said[0]), (said[3], said[2]))
    counts = {_lead(parsed, lead.word): parsed.number(number.word) for number, lead in pairs}
    yes, no = counts.get("yes"), counts.get("no")
    return yes if yes and no and yes < no else None


SOME = 4
"""Words that say yes to one head count and no to another: both numbers, a yes and a no."""


def _lead(parsed: Parsed, word: str) -> str | None:
    """Whether a word alone is a yes or a no."""
    said = parsed.whole([word])
    return next((name for name in ("yes", "no") if name in said), None)


def terms_only(reading: Reading, draft: Draft) -> bool:
    said = reading.when is not None or bool(reading.conditions) or _rather(draft.parsed) is not None
    return said and len(draft.parsed.words) <= 8 and not reading.cannot and proposals.proposes(draft)


def slot(reading: Reading, draft: Draft) -> Reading:
    """An answer to "where?", "when?", "what?" or "your name?"."""
    question, parsed = draft.context.question, draft.parsed
    said = reading.kinds or reading.pleasantry or reading.when or reading.repeat or reading.per_week
    said = (said or "both" in reading.spans) and not details.only_name(parsed)
    if question == "name" and reading.name is None and not (said or limits.of_help(reading)):
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
