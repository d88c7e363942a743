"""The appointment or the medical place a text names, which is where a ride goes: "RIDE DOCTOR FRIDAY", "cita en el
hospital"."""

from __future__ import annotations

from mutualaid.domain.reading import Spot
from mutualaid.language.words.parsing import Parsed

Span = tuple[int, int]

MOST_WORDS = 4
"""Words at most that such a goal is called by."""

FAR = 7
"""Words from an errand that comes before the ride up to its time."""

NEAR = 2
"""Words at most between a ride and the known place it goes to: "ride sf general"."""


def goal(parsed: Parsed, moving: int, spots: tuple[Spot, ...], taken: list[Span]) -> Spot | None:
    """Where a ride goes that is named at token `moving` (-1 for a text about something else), told by an errand and
    not by a word such as "to": the known place that is one or stands beside one, else the words themselves."""
    run = _run(parsed, moving, spots, taken)
    if run is None:
        return _beside(parsed, moving, spots)
    begin, end = run
    a, b = parsed.span(begin, end)
    known = next((s for s in spots if s.start < b and a < s.end), None) or _after(parsed, end, spots)
    return known or Spot(parsed.text[a:b], a, b, name=parsed.text[a:b])


def is_goal(parsed: Parsed, start: int, end: int, rides: int) -> bool:
    """Whether the words of a kind only name where a ride goes that is named before token `rides`: "RIDE DOCTOR"."""
    named = all(at in parsed.places("errand") for at in range(start, end))
    return named and start >= rides and not _joined(parsed, start)


def _run(parsed: Parsed, moving: int, spots: tuple[Spot, ...], taken: list[Span]) -> Span | None:
    """The tokens of the errand that comes first among those that may be a goal."""
    for at in parsed.places("errand"):
        if any(a <= parsed.tokens[at].start < b for a, b in taken):
            continue
        begin = at
        while begin > 0 and _calls(parsed, begin - 1):
            begin -= 1
        left = _left(parsed, at, spots) or _left(parsed, begin, spots)
        if (moving > at and not _timed(parsed, at, taken)) or _joined(parsed, at) or left:
            continue
        end = at + 1
        while end < min(len(parsed.tokens), at + MOST_WORDS) and _goes_on(parsed, end, taken, spots):
            end += 1
        at_one = _place_of(parsed, end, taken, spots)
        return at_one or (begin, end)
    return None


def _place_of(parsed: Parsed, end: int, taken: list[Span], spots: tuple[Spot, ...]) -> Span | None:
    """The medical place at which an appointment is, which is where the ride goes: "rdv a la clinique"."""
    at = end
    if at >= len(parsed.tokens) or parsed.tokens[at].word not in parsed.small["errand_at"]:
        return None
    at += 1
    while at < len(parsed.tokens) - 1 and parsed.is_a(parsed.tokens[at].word, "article"):
        at += 1
    if at not in parsed.places("errand"):
        return None
    last = at + 1
    while last < min(len(parsed.tokens), at + MOST_WORDS) and _goes_on(parsed, last, taken, spots):
        last += 1
    return at, last


def _timed(parsed: Parsed, at: int, taken: list[Span]) -> bool:
    """Whether a time is said of it: "cita en sf general el viernes", and not "had surgery, need a ride"."""
    near = {t.start for t in parsed.tokens[at : at + FAR]}
    return any(a in near for a, _ in taken) or any(h.start <= at + 1 and at < h.end for h in parsed.best("due"))


def _calls(parsed: Parsed, at: int) -> bool:
    """Whether a word before says which one: "kaiser clinic"."""
    token = parsed.tokens[at]
    strange = not any(token.raw in x.known or token.raw in x.slang for x in parsed.lexicons)
    named = (token.raw == token.word and strange) or parsed.is_a(token.word, "dest")
    return not token.mark and token.raw.isalpha() and named


def _goes_on(parsed: Parsed, at: int, taken: list[Span], spots: tuple[Spot, ...]) -> bool:
    token = parsed.tokens[at]
    if token.mark or any(a < token.end and token.start < b for a, b in taken):
        return False
    if any(s.start <= token.start < s.end and s.precision != "place" for s in spots):
        return False
    small = parsed.binds(token.word) or parsed.polite(token.word)
    return at in parsed.places("errand") or not (small or parsed.is_a(token.word, "halt"))


def _before(parsed: Parsed, at: int) -> int:
    """The token before this one, articles aside; -1 where there is none."""
    at -= 1
    while at >= 0 and not parsed.tokens[at].mark and parsed.is_a(parsed.tokens[at].word, "article"):
        at -= 1
    return -1 if at < 0 or parsed.tokens[at].mark else at


def _joined(parsed: Parsed, at: int) -> bool:
    """Whether a thing of its own is named: "a ride and a doctor"."""
    before = _before(parsed, at)
    return before >= 0 and parsed.tokens[before].word in parsed.small["errand_joined"]


def _left(parsed: Parsed, at: int, spots: tuple[Spot, ...]) -> bool:
    """Whether somebody is there, or comes from there: "home from the hospital", "im at the clinic", "from general
    hospital"."""
    before = _before(parsed, at)
    named = _before(parsed, before) if before > 0 and not parsed.binds(parsed.tokens[before].word) else -1
    if named >= 0 and parsed.is_a(parsed.tokens[named].word, "from"):
        before = named
    if before < 0:
        return False
    word = parsed.tokens[before].word
    if word in parsed.small["errand_at"]:
        return before - 1 not in parsed.places("errand")
    return parsed.is_a(word, "from") and before - 1 not in parsed.places("errand")


def _after(parsed: Parsed, end: int, spots: tuple[Spot, ...]) -> Spot | None:
    """The known place at which the errand is: "doctor appt at 16th and valencia"."""
    at, led = end, parsed.small["errand_at"] | parsed.small["errand_with"]
    if at < len(parsed.tokens) and parsed.tokens[at].word in led:
        at += 1
        while at < len(parsed.tokens) - 1 and parsed.is_a(parsed.tokens[at].word, "article"):
            at += 1
        start = parsed.tokens[at].start if at < len(parsed.tokens) else -1
        return next((s for s in spots if s.start == start), None)
    start = parsed.tokens[at].start if at < len(parsed.tokens) else -1
    return next((s for s in spots if s.start == start and s.precision == "place"), None)


def _beside(parsed: Parsed, moving: int, spots: tuple[Spot, ...]) -> Spot | None:
    """The known place right behind the ride: "ride sf general tomorrow"."""
    for spot in spots if moving >= 0 else ():
        at = next((i for i, t in enumerate(parsed.tokens) if t.start == spot.start), -1)
        between = parsed.tokens[moving:at] if moving < at <= moving + NEAR else []
        led = parsed.small["errand_at"]
        plain = between and not any(t.mark or t.word in led or parsed.is_a(t.word, "from") for t in between)
        if plain and spot.precision == "place":
            return spot
    return None
