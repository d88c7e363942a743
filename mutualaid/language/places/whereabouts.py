"""Where a text takes place, and where to: the gazetteer's finds, each as what it is in the sentence."""

from __future__ import annotations

from collections.abc import Callable

from mutualaid.domain.reading import Spot
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.draft import GUESSED, Draft
from mutualaid.language.people.details import is_name, only_named
from mutualaid.language.places import halves
from mutualaid.language.places.dwelling import lived
from mutualaid.language.places.spots import Where, assign, crossed, no_place, only_time, outside, without
from mutualaid.language.saying.pictures import blanked
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import LONGEST

FindPlaces = Callable[..., tuple[Spot, ...]]
"""A gazetteer's `find`."""

MOVING = frozenset({"ride", "delivery"})


def _asks(draft: Draft) -> bool:
    """Whether a text plainly asks for something, so that its words are no name of a place by themselves."""
    return draft.intent is Intent.NEED and draft.sure > GUESSED and bool(set(draft.kinds) - {"general"})


def _not_homeless(draft: Draft, spots: tuple[Spot, ...]) -> None:
    """ "Vivo en la calle Bryant" tells of a street, and asks for no shelter."""
    home = lived(draft.parsed, spots) if draft.kinds == ("shelter",) else None
    if home is None:
        return
    spans = [draft.parsed.span(h.start, h.end) for h in draft.hits]
    if all(start < home.end and home.start < end for start, end in spans):
        draft.intent, draft.sure, draft.kinds, draft.hits = Intent.OTHER, 0.4, (), []


def _denied(parsed: Parsed, spot: Spot) -> bool:
    """Whether a place is said not to be it: "not 5th street 15th st"."""
    before = [token for token in parsed.tokens if token.end <= spot.start]
    return bool(before) and parsed.is_a(before[-1].word, "negation")


def read(
    draft: Draft,
    find_places: FindPlaces | None,
    taken: list[tuple[int, int]],
    off: tuple[tuple[int, int], ...] = (),
) -> Where:
    """The places of a draft's text. `taken` are the stretches that say when, `off` those that are not to be read;
    half a corner is completed by the place just read back, or noted in the draft."""
    spots: tuple[Spot, ...] = ()
    parsed, text = draft.parsed, blanked(without(draft.parsed.text, off))
    if find_places is not None:
        asks = draft.intent is Intent.QUESTION
        bare = draft.context.question == "place" and not asks and not no_place(parsed)
        bare = bare and not only_time(parsed, taken) and not only_named(parsed)
        spots = find_places(text[:LONGEST], language=parsed.language, bare=bare)
        if bare and _asks(draft) and all(s.latitude is None for s in spots):
            spots, bare = find_places(text[:LONGEST], language=parsed.language, bare=False), False
        if bare and taken and any(crossed(s, taken) for s in spots):
            found = find_places(without(text[:LONGEST], taken), parsed.language, bare=True)
            spots = tuple(outside(text, spot, taken) if crossed(spot, taken) else spot for spot in found)
        if bare:
            spots = tuple(s for s in spots if s.latitude is not None or not is_name(parsed, s.start, s.end))
        spots = tuple(s for s in spots if not _denied(parsed, s)) or spots
        near = draft.context.near if not draft.kinds else None
        half = halves.completed(parsed, near, find_places, draft.hear)
        if half is not None:
            return Where(place=half, places=(half,))
        if near and (meant := halves.half_meant(parsed, draft.hear)):
            draft.spans["half_corner"] = (meant[0], meant[0] + len(meant[1]))
    _not_homeless(draft, spots)
    moves = MOVING.intersection(draft.kinds)
    moving = min((h.start for h in draft.hits if h.name in moves), default=-1) if moves else -1
    riding = min((h.start for h in draft.hits if h.name == "ride"), default=-1) if "ride" in moves else -1
    return assign(parsed, spots, moving, taken, riding)
