"""The two ends of a ride: "from the library to home", "to dialysis at Davies", "al hospital", "desde … hasta …"."""

from __future__ import annotations

from mutualaid.domain.reading import Spot
from mutualaid.gazetteer.terms import (
    ARTICLES,
    COUNTED,
    ERRANDS,
    HOME,
    LANDMARKS,
    NOT_PLACES,
    RIDE_WORDS,
    STOP,
    VERBS,
)
from mutualaid.gazetteer.words import Words

_TO = frozenset(
    {"to", "2", "hasta", "al", "a", "para", "into", "towards"}
    | {"jusqu", "jusque", "au", "aux", "vers", "nan", "rive"}
)
_FROM = frozenset({"from", "frm", "desde", "de", "del", "du", "depuis", "soti", "sot"})
_MINE = frozenset({"my", "mi", "our", "his", "her", "their", "su", "mon", "ma", "mes", "son", "sa"})
_DROP = frozenset(["drop", "dropped", "dropping", "dropoff", "dejar", "dejarme", "dejeme", "dejenme"])
_MOST_WORDS = 4
_PEOPLE = frozenset(
    [
        "mama",
        "papa",
        "abuela",
        "abuelo",
        "madre",
        "padre",
        "mom",
        "dad",
        "mother",
        "father",
        "grandma",
        "grandpa",
        "mere",
        "pere",
        "maman",
    ]
)


def ends_of_ride(text: str, ws: Words, spots: tuple[Spot, ...]) -> tuple[Spot | None, Spot | None]:
    """(from, to): spots already found, or places that only such words name ("to dialysis", "al hospital")."""
    rides = any(w.fold in RIDE_WORDS for w in ws)
    goal = next((g for i in range(len(ws)) if (g := _goal(text, ws, i, spots, rides))), None)
    start = None
    for i, word in enumerate(ws):
        if word.fold in _FROM and not (goal and goal.start <= ws.starts[i] < goal.end):
            found = _end(text, ws, i, spots, rides, goal is not None)
            if found and found != goal:
                start = found
                break
    if start is None:
        rest = [s for s in spots if not goal or s.end <= goal.start or s.start >= goal.end]
        start = rest[0] if rest else None
    return start, goal


def _goal(text: str, ws: Words, i: int, spots: tuple[Spot, ...], rides: bool) -> Spot | None:
    """Where the word at `i` leads, if it is one that leads somewhere: "to", "hasta", "drop me at"."""
    if ws[i].fold in ("at", "@", "en") and any(w.fold in _DROP for w in ws[max(0, i - 3) : i]):
        return _end(text, ws, i, spots, rides, False)
    if ws[i].fold not in _TO:
        return None
    if i + 2 < len(ws) and ws[i + 1].fold in ("and", "&", "/", "n") and ws[i + 2].fold in _FROM:
        i += 2
    return _end(text, ws, i, spots, rides, True)


def _end(text: str, ws: Words, i: int, spots: tuple[Spot, ...], rides: bool, loose: bool) -> Spot | None:
    """The place that the preposition at `i` introduces."""
    j = i + 1
    while j < len(ws) and (ws[j].fold in ARTICLES or ws[j].fold in _MINE):
        j += 1
    if j >= len(ws):
        return None
    spot = _spot_at(ws, i, j, spots)
    if spot:
        return spot
    word = ws[j]
    rode = i > 0 and ws[i - 1].fold in RIDE_WORDS
    verb = word.fold in VERBS and not (rode and word.fold in HOME)
    if word.mark or word.digits or verb or word.fold in COUNTED or (word.fold in STOP and word.fold not in ("st",)):
        return None
    if word.fold in ERRANDS:
        return _errand(text, ws, i, j, spots)
    if word.fold in HOME:
        return _cut(text, ws, j, j + 1)
    if word.fold in NOT_PLACES or word.fold in _PEOPLE:
        return None
    end = _name(ws, j)
    if end == j:
        return None
    noun = any(w.fold in LANDMARKS for w in ws[j:end])
    capital = word.capital and any(w.raw[0].islower() for w in ws if w.letters)
    between = rides and any(w.fold in ("from", "desde", "frm") for w in ws)
    if (
        noun
        or (capital and rides)
        or rode
        or (between and loose and ws[i].fold in ("to", "hasta", "from", "desde", "al"))
    ):
        return _cut(text, ws, j, end)
    return None


def _spot_at(ws: Words, i: int, j: int, spots: tuple[Spot, ...]) -> Spot | None:
    """A spot that begins right after the preposition, or after "the corner of"."""
    for spot in spots:
        if spot.start in (ws.starts[i + 1], ws.starts[j]):
            return spot
        ahead = [at for at in ws.starts[j : j + 4] if at < spot.start]
        if spot.start > ws.starts[j] and ahead and len(ahead) <= 3 and _only_corner(ws, j, spot):
            return spot
        if spot.start <= ws.starts[i] < spot.end and spot.end > ws.ends[j]:
            return None
    return None


def _only_corner(ws: Words, j: int, spot: Spot) -> bool:
    between = [w.fold for w, at in zip(ws[j:], ws.starts[j:], strict=True) if at < spot.start]
    return all(
        w in ("corner", "of", "the", "esquina", "de", "near", "by", "cerca", "address", "at", "coin", "l")
        for w in between
    )


def _errand(text: str, ws: Words, i: int, j: int, spots: tuple[Spot, ...]) -> Spot | None:
    """ "to dialysis at Davies" goes to Davies; "to the doctor" to the doctor."""
    following = next((s for s in spots if j + 1 < len(ws) and s.start == ws.starts[j + 1]), None)
    if following:
        return following
    k = j + 1
    while k < len(ws) and k - j < 4 and not ws[k].mark and ws[k].fold not in ("at", "en", "@", "on", "in"):
        k += 1
    if k < len(ws) - 1 and ws[k].fold in ("at", "en", "@", "on", "in"):
        m = k + 1
        while m < len(ws) - 1 and ws[m].fold in ARTICLES:
            m += 1
        found = _spot_at(ws, k, m, spots)
        if found:
            return found
        if not ws[m].digits and ws[k].fold != "in":
            end = _name(ws, m)
            if end > m:
                return _cut(text, ws, m, end)
    end = j + 1
    while (
        end < len(ws)
        and (ws[end].fold in ERRANDS or ws[end].fold in LANDMARKS or (ws[j].capital and ws[end].capital))
        and end - j < 4
    ):
        end += 1
    return _cut(text, ws, j, end)


def _name(ws: Words, j: int) -> int:
    """The end of up to four words of a name from `j`."""
    end = j
    while end < len(ws) and end - j < _MOST_WORDS:
        word = ws[end]
        if word.mark and not (word.raw == "." and word.glued and end > j and len(ws[end - 1].raw) <= 2):
            break
        if word.fold in STOP or word.digits or word.fold in _TO | _FROM:
            break
        end += 1
    while end > j and ws[end - 1].mark:
        end -= 1
    return end


def _cut(text: str, ws: Words, first: int, end: int) -> Spot:
    start, stop = ws.starts[first], ws.ends[end - 1]
    return Spot(text[start:stop], start, stop, name=text[start:stop])
