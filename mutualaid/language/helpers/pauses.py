"""A helper's break: asked for ("pause me"), told of as an absence ("away till monday") or by its end ("back on the
14th", "ask me again in november"); and its end by itself ("the pause is over").
"""

from __future__ import annotations

from dataclasses import dataclass

from mutualaid.domain.reading import When
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.draft import Draft
from mutualaid.language.times.until import find_until
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import LONGEST
from mutualaid.language.words.trie import Hit

LONGEST_PAUSE = 20
"""Words a text has at most that is a break and nothing else."""

SHORT_SKIP = 6
"""The same of a text that reads as a need: "no rides next week" of somebody who gives them."""

MOST_BETWEEN = 2
"""Words at most between those of a return and its day: "back on the 14th"."""

MARKS = frozenset(",;:!?\n")

CAN_BE = frozenset({"care", "general", "ride"})
"""Kinds that may be read in what only tells why somebody pauses ("sick this week", "de viaje")."""


@dataclass(frozen=True, slots=True)
class Paused:
    """A break with the words that say so; without an end where they name none. `name` is leave_me where it is asked
    for in so many words, skip_week where a week is taken out, absence where its writer only tells of being away,
    else pause."""

    span: tuple[int, int]
    until: When | None
    name: str


def ends_now(parsed: Parsed) -> bool:
    """Whether the text says that its writer is back, or that a break is over."""
    return bool(parsed.best("back"))


def until(draft: Draft, hit: Hit | None = None) -> When | None:
    """When a break ends, where the text says so; after the words of a return the day named is the first back."""
    parsed = draft.parsed
    back_at = parsed.span(hit.start, hit.end)[1] if hit and hit.name in ("return", "again") else None
    return find_until(parsed.text[:LONGEST], draft.context.now, parsed.language, back_at)


def read_pause(draft: Draft, intent: Intent) -> Paused | None:
    """The break that a text asks for or tells of, or None."""
    parsed = draft.parsed
    hits = parsed.best("pause")
    if hits:
        hits = [hit for hit in hits if hit.name != "skip"]
    if not hits or len(parsed.words) > LONGEST_PAUSE:
        return None
    asks_help = intent in (Intent.NEED, Intent.BOTH)
    if asks_help and not set(draft.kinds) <= CAN_BE:
        return None
    asked = any(hit.name in ("me", "again") for hit in hits)
    if asks_help and not asked:
        return None
    for hit in sorted(hits, key=lambda h: h.name not in ("return", "again")):
        if hit.name in ("return", "again", "state"):
            end = _dated(draft, hit)
            if end is not None:
                name = "leave_me" if hit.name == "again" else "absence"
                return Paused(parsed.span(hit.start, hit.end), end, name)
        elif not ends_now(parsed):
            end = until(draft)
            if "hours" not in draft.spans or (_another_day(draft, end) and not _only_hours(draft)):
                return Paused(parsed.span(hit.start, hit.end), end, "leave_me" if asked else "pause")
    return None


def skipped(draft: Draft) -> Paused | None:
    """A week, weekend or month that its writer takes out ("not this week after all"); None without such words or
    where another time is named instead."""
    parsed = draft.parsed
    hits = parsed.best("pause")
    hit = next((h for h in hits if h.name == "skip"), None) if hits else None
    most = SHORT_SKIP if draft.intent is Intent.NEED else LONGEST_PAUSE
    if hit is None or len(parsed.words) > most:
        return None
    span = parsed.span(hit.start, hit.end)
    end = find_until(parsed.text[slice(*span)], draft.context.now, parsed.language)
    when = draft.spans.get("when")
    within = when is None or (span[0] <= when[0] and when[1] <= span[1])
    other = not within and draft.intent is not Intent.OFFER
    return Paused(span, end, "skip_week") if end is not None and not other else None


def _dated(draft: Draft, hit: Hit) -> When | None:
    """The end of a break that only a day makes one: "back friday", "away till monday"."""
    parsed = draft.parsed
    if not _own(parsed, hit) or (hit.name != "again" and _says_yes(draft)):
        return None
    end = until(draft, hit)
    if end is None or not _another_day(draft, end):
        return None
    if "limits" in draft.spans and end.text in parsed.text[slice(*draft.spans["limits"])]:
        return None
    return end if hit.name == "state" or _follows(parsed, hit, end) else None


def _another_day(draft: Draft, end: When | None) -> bool:
    """Whether a break ends on another day than today, or on one that is over."""
    return end is not None and (end.end is None or end.end.date() > draft.context.now.date())


def _only_hours(draft: Draft) -> bool:
    """Whether the time of the text is hours without a day: "no texts before 9am"."""
    found = draft.when(draft.parsed.text)
    return found is None or not found[0].dated


def _says_yes(draft: Draft) -> bool:
    """Whether a text that answers a yes-or-no question begins with a yes: "i can do it, im back friday"."""
    leads = draft.parsed.families.get("lead", ())
    return draft.context.question == "yes_no" and any(h.name == "yes" and h.start == 0 for h in leads)


def _own(parsed: Parsed, hit: Hit) -> bool:
    """Whether nothing but the writer's own "I am" stands before: not "my car is back friday", "not back"."""
    before = parsed.tokens[hit.start - 1] if hit.start else None
    if hit.name == "again":
        return before is None or not parsed.is_a(before.word, "negation")
    for token in reversed(parsed.tokens[: hit.start]):
        if token.mark or parsed.is_a(token.word, "but"):
            return True
        if not (parsed.is_a(token.word, "self_now") or parsed.polite(token.word)):
            return False
    return True


def _follows(parsed: Parsed, hit: Hit, end: When) -> bool:
    """Whether the day stands right behind the words of the return."""
    behind = parsed.span(hit.start, hit.end)[1]
    at = parsed.text.find(end.text, behind)
    between = parsed.text[behind:at] if at >= 0 else ""
    return at >= 0 and len(between.split()) <= MOST_BETWEEN and not set(between) & MARKS
