"""Several needs in one text, each with its own kind, place and time: "groceries today and a ride fri"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mutualaid.domain.reading import NeedRead, Repeat, Spot, When
from mutualaid.language.draft import Draft
from mutualaid.language.places.spots import Where
from mutualaid.language.wants.daylists import apart_by_day
from mutualaid.language.wants.having import GOODS
from mutualaid.language.wants.legs import with_way_back
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

FindWhen = Callable[[str], tuple[When, int, int] | None]
"""Reads the time that a text names, with where it stands."""

FETCHED = GOODS | {"delivery", "general", "any"}
"""Kinds one helper brings in one go; every other kind is a need of its own."""


def of_text(draft: Draft, where: Where, kinds: tuple[str, ...], row: Repeat | None) -> tuple[NeedRead, ...]:
    """The needs of a text in its order, the way back of a ride and each of several days (`row`) by themselves."""
    parsed, places = draft.parsed, (where.places, where.place, where.to)
    parts = with_way_back(parsed, split(parsed, draft.hits, kinds, *places, draft.when), draft.when, draft.hear)
    return apart_by_day(parts, row, draft.when, draft.hear)


def split(
    parsed: Parsed,
    hits: list[Hit],
    kinds: tuple[str, ...],
    spots: tuple[Spot, ...],
    place: Spot | None,
    to: Spot | None,
    find_when: FindWhen,
) -> tuple[NeedRead, ...]:
    """The needs of a text in its order; one without a place or time of its own has that of the whole text."""
    chosen = [h for h in hits if h.name in kinds or (h.name == "any" and "general" in kinds)]
    if not chosen:
        found = find_when(parsed.text)
        return (NeedRead(kinds, parsed.text, place, found[0] if found else None),)
    bounds = _bounds(parsed, chosen, find_when)
    whole = find_when(parsed.text)
    pieces: list[tuple[list[Hit], int, int]] = []
    for index, (first, begin) in enumerate(bounds):
        end = bounds[index + 1][1] if index + 1 < len(bounds) else len(parsed.text)
        following = bounds[index + 1][0] if index + 1 < len(bounds) else len(chosen)
        pieces.append((chosen[first:following], begin if index else 0, end))
    if len(pieces) == 1:
        return (NeedRead(kinds, parsed.text, place, whole[0] if whole else None),)
    shared = _shared(whole, chosen[0], parsed, pieces[-1][1])
    out: list[NeedRead] = []
    began = 0
    for mine, begin, end in pieces:
        words = parsed.text[begin:end]
        own = find_when(words)
        there = next((s for s in spots if begin <= s.start < end and s != to), None)
        names = tuple(dict.fromkeys("general" if h.name == "any" else h.name for h in mine))
        if out and own is None and there is None and set(names) <= FETCHED & set(out[-1].kinds):
            # what to bring, or why: "groceries tomorrow 10am, eggs, milk", "..., pantry empty"
            out[-1] = replace(out[-1], text=parsed.text[began:end].strip(" ,.;"))
            continue
        if out and own is None and there is None and names == out[-1].kinds and not _one_more(parsed, words):
            # "pick me up at the clinic tues 3pm and take me home"
            out[-1] = replace(out[-1], text=parsed.text[began:end].strip(" ,.;"))
            continue
        where, began = there or place, begin
        out.append(NeedRead(names, words.strip(" ,.;"), where, own[0] if own else shared))
    return tuple(_merged(out))


def _one_more(parsed: Parsed, words: str) -> bool:
    """Whether a piece asks for one more of the same: "and a ride to church"."""
    return not parsed.small["one_more"].isdisjoint(words.lower().split())


def _shared(whole: tuple[When, int, int] | None, first: Hit, parsed: Parsed, last: int) -> When | None:
    """The time that holds for every need: one said before the first or with the last."""
    if whole is None:
        return None
    return whole[0] if whole[1] >= last or whole[2] <= parsed.tokens[first.start].start else None


def _bounds(parsed: Parsed, hits: list[Hit], find_when: FindWhen) -> list[tuple[int, int]]:
    """Where each need starts: (index of its first hit, character offset). A new one starts with a kind that is
    not fetched along with the one before, or after a joiner with words of time between."""
    out = [(0, 0)]
    for index in range(1, len(hits)):
        before, hit = hits[index - 1], hits[index]
        joint = _joint(parsed, before, hit)
        if joint is None:
            joint = _unjoined(parsed, before, hit, hits[index + 1 :], find_when)
        if joint is None or hit.start == before.start:
            continue
        together = before.name in FETCHED and hit.name in FETCHED
        gap = hit.start - joint
        apart = joint - before.end
        if hit.name == before.name and apart == 0:
            continue
        other = together and (
            _for_another(parsed, before.end, joint, hit.start) or _by_another(parsed, joint, hit.start)
        )
        if not together or other or (apart >= 1 and gap <= 3 and _timed(parsed, before.end, joint)):
            out.append((index, parsed.tokens[joint].start))
    return out


def _for_another(parsed: Parsed, start: int, joint: int, end: int) -> bool:
    """Whether what comes after a joint is said to be somebody else's need: "food and my sister needs clothes"."""
    starts = [h.start for h in parsed.best("behalf")] if parsed.is_a(parsed.tokens[joint].word, "joiner") else []
    return any(joint < at < end for at in starts) and all(at >= start for at in starts)


def _by_another(parsed: Parsed, joint: int, end: int) -> bool:
    """Whether what comes after a joint is for somebody to do: "groceries and somebody to look at my heater"."""
    return any(joint < at < end for at in parsed.places("any"))


def _joint(parsed: Parsed, before: Hit, after: Hit) -> int | None:
    """The token that divides two hits: a joining word or a mark."""
    for at in range(after.start - 1, before.end - 1, -1):
        token = parsed.tokens[at]
        if (token.mark and token.word in ",.;\n!?/+&") or parsed.is_a(token.word, "joiner"):
            return at
    return None


def _unjoined(parsed: Parsed, before: Hit, after: Hit, rest: list[Hit], find_when: FindWhen) -> int | None:
    """The token with which a clause begins that nothing divides from the one before: "the ride is for thurs the
    groceries i need today", where each is spoken of as known and has its own words of time."""
    end = rest[0].start if rest else len(parsed.tokens)
    behind = parsed.tokens[after.end : after.end + 1]
    at = after.start if behind and parsed.is_a(behind[0].word, "known_after") else after.start - 1
    if at <= before.end or not (at == after.start or parsed.is_a(parsed.tokens[at].word, "known_by")):
        return None
    told = parsed.said(before.end, at), parsed.said(after.end, end) if end > after.end else ""
    return at if all(map(find_when, told)) else None


def _timed(parsed: Parsed, start: int, end: int) -> bool:
    """Whether words of time stand between two kinds."""
    return any(parsed.is_a(t.word, "halt") or t.word[0].isdigit() for t in parsed.tokens[start:end] if not t.mark)


def _merged(needs: list[NeedRead]) -> list[NeedRead]:
    """Needs of the same kinds, place and time are one."""
    out: list[NeedRead] = []
    for need in needs:
        same = next(
            (n for n in out if n.kinds == need.kinds and n.when == need.when and n.place == need.place), None
        )
        if same is None:
            out.append(need)
    return out
