"""Marks on a text that the conversation asks for by their spans alone: what is asked about us, who is spoken to and
of, that somebody is on the way, ill, late or a child."""

from __future__ import annotations

from collections.abc import Sequence

from mutualaid.domain.vocabulary import Intent
from mutualaid.language.draft import Draft
from mutualaid.language.people import details
from mutualaid.language.people.counts import Count
from mutualaid.language.people.limits import Limits
from mutualaid.language.people.minors import read_minor
from mutualaid.language.places.spots import Where
from mutualaid.language.safety.dangers import of_one_alone
from mutualaid.language.talk import hedging, turns
from mutualaid.language.talk.answers import hearts
from mutualaid.language.talk.bounds import read_bounds
from mutualaid.language.talk.commands import SURE, hours_wish, maybe_stop, tied_to
from mutualaid.language.talk.pressing import read_pressing
from mutualaid.language.wants import ending
from mutualaid.language.wants.withdrawing import only_spoken
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

Spans = dict[str, tuple[int, int]]

SHOWN = (
    "skip", "ends", "for_good", "off", "waiting", "shut", "coming", "short", "both", "despair", "back", "away",
    "busy", "third", "ill", "due", "able", "meets", "afraid", "calling", "still", "other_person", "no_asks",
    "spoiled", "shared", "lasting_end", "mourning", "did_not_go", "was_there", "knocked", "lingers",
    "grave", "uneasy", "symptom", "arrived", "moved", "dwells", "unheard",
)  # fmt: skip
"""Families of phrases that the conversation asks for by their spans alone."""

MAYBE_STOP = frozenset({"mistyped", "cease", "stopwish"})
"""Families of which one stands in a text that is perhaps a wish for no more texts."""


def note(draft: Draft, about: list[Hit]) -> None:
    """Adds the marks of a text to its spans. `about`: what it asks about us and the other side."""
    parsed, spans = draft.parsed, draft.spans
    spans |= ending.read(draft)
    ours = [h for h in about if h.name not in ("named", "trust")] if about else []
    if ours:
        spans["about_us"] = parsed.span(ours[0].start, ours[-1].end)
    for hit in about:
        if hit.name != "us":
            spans[f"about_{hit.name}"] = parsed.span(hit.start, hit.end)
    if not ours and (wondered := turns.supposed(parsed, parsed.best("complaint"))):
        spans["about_us"] = spans["about_checks"] = parsed.span(wondered[0].start, wondered[0].end)
    asks_time = parsed.best("asks_time")
    if asks_time:
        spans["asks_time"] = parsed.span(asks_time[0].start, asks_time[0].end)
    for name in SHOWN if not parsed.families.keys().isdisjoint(SHOWN) else ():
        if name not in parsed.families:
            continue
        told = name == "grave"  # "i cant stop crying" speaks of no help of ours
        if said := [h for h in parsed.best(name) if told or not only_spoken(parsed, h)]:
            spans[name] = parsed.span(said[0].start, said[0].end)
    if errands := parsed.places("errand"):
        spans["appointment"] = parsed.span(errands[0], errands[0] + 1)
        if "uneasy" in spans and _only_errand(parsed, errands):
            del spans["uneasy"]
    if "uneasy" in spans and not _speaks_of_harm(parsed, spans):
        spans["at_home"] = spans.pop("uneasy")
    may = not MAYBE_STOP.isdisjoint(parsed.families) or parsed.holds(SURE)
    if may and (wish := maybe_stop(parsed)) is not None:
        spans["maybe_stop"] = wish
        spans |= tied_to(parsed)
    if "off" in spans and all(hedging.hedge(parsed, h, []) for h in parsed.best("off")):
        spans["maybe_off"] = spans.pop("off")
    if "off" in spans and all(h.name == "away" for h in parsed.best("off")):
        spans["off_away"] = spans["off"]
    plain = draft.intent is Intent.OTHER and draft.context.question is None
    if plain and "when" not in spans and draft.refuses_time():
        spans["time_refused"] = parsed.span(0, len(parsed.tokens))
    if "wanted_back" in parsed.message | parsed.core_message:
        spans["still"] = parsed.span(0, len(parsed.tokens))
    for name in ("refused_name", "refused", "refused_no"):
        if name in parsed.message | parsed.core_message:
            spans[name] = parsed.span(0, len(parsed.tokens))
    if "busy" in spans and "repeat" in spans:
        first, last = spans["repeat"]
        if first <= spans["busy"][0] < last:
            spans["left"] = spans["repeat"]
    spoken_to = parsed.places("second")
    if spoken_to:
        spans["second"] = parsed.span(spoken_to[0], spoken_to[0] + 1)
    own_kin = turns.own_kin(parsed)
    if own_kin:
        spans["own_kin"] = parsed.span(0, len(parsed.tokens))
    if "third" in spans and (spoken_to or own_kin):
        del spans["third"]
    gives = [h for h in parsed.best("intent") if h.name in ("offer", "gives")]
    if gives:
        spans["gives"] = parsed.span(gives[0].start, gives[0].end)
    heart = hearts(parsed)
    if heart:
        spans["heart"] = heart
    bounds = read_bounds(parsed)
    if bounds:
        spans["bounds"] = bounds[0]
        if bounds[1]:
            spans["bounds_unknown"] = bounds[0]
    hurry = parsed.best("urgent")
    if hurry and set(parsed.core) <= {at for hit in hurry for at in range(hit.start, hit.end)}:
        spans["only_urgent"] = parsed.span(hurry[0].start, hurry[-1].end)
    presses = read_pressing(parsed)
    if presses:
        spans["presses"] = presses[0]
        if presses[1]:
            spans["only_presses"] = presses[0]
    whom = details.for_whom(parsed)
    if whom:
        spans["for_whom"] = whom
    minor = read_minor(parsed)
    if minor:
        spans["minor"] = minor


def _only_errand(parsed: Parsed, errands: Sequence[int]) -> bool:
    """Whether the words that may tell of harm are only who has an appointment, or where: "mi esposo tiene cita en
    el hospital", and not "my husband is in the hospital"."""
    words = {at for hit in parsed.best("uneasy") for at in range(hit.start, hit.end)}
    return not words.issuperset(errands) and all(
        at in errands or parsed.is_a(parsed.tokens[at].word, "fam") for at in words
    )


def _speaks_of_harm(parsed: Parsed, spans: Spans) -> bool:
    """Whether any of those words is more than who is at home, or how somebody is mourned."""
    start, end = spans.get("mourning", (0, 0))
    said = [(h.name, parsed.span(h.start, h.end)) for h in parsed.best("uneasy")]
    return any(name != "kin" and not (start <= at[0] and at[1] <= end) for name, at in said)


def note_limits(parsed: Parsed, spans: Spans, limits: Limits) -> None:
    """Adds where a helper's limits and hours are said."""
    if limits.spans:
        spans["limits"] = limits.spans[-1]
    named = ("seldom", limits.seldom), ("asks", limits.asks), ("too_often", limits.too_often)
    for name, span in (*named, ("how_often", limits.how_often)):
        if span:
            spans[name] = span
    hours = hours_wish(parsed)
    if hours:
        spans["hours"] = hours


def note_places(
    draft: Draft,
    where: Where,
    counts: Count,
    danger: tuple[object, Hit] | None,
    urgent: Hit | None,
    for_span: tuple[int, int] | None,
    own: tuple[str, tuple[int, int]] | None,
    conditions: list[tuple[int, int]],
    pays: tuple[bool, tuple[int, int]] | None,
    radius: tuple[float, tuple[int, int]] | None,
) -> None:
    """Writes down where each thing was read."""
    parsed, spans = draft.parsed, draft.spans
    lone = details.lone_name(parsed) if own is None and where.place is None else None
    if lone is not None and parsed.text[slice(*lone)].split()[0].lower() not in draft.context.others:
        spans["lone_name"] = lone
    for hit in draft.hits:
        name = "general" if hit.name == "any" else hit.name
        if name in draft.kinds:
            spans.setdefault(f"kind:{name}", parsed.span(hit.start, hit.end))
            if _known(parsed, hit):
                spans.setdefault(f"known:{name}", parsed.span(hit.start, hit.end))
    for name, spot in (("place", where.place), ("to", where.to)):
        if spot is not None:
            spans[name] = (spot.start, spot.end)
    if danger:
        spans["danger"] = parsed.span(danger[1].start, danger[1].end)
        if of_one_alone(parsed, danger[1]):
            spans["by_one"] = spans["danger"]
    if urgent:
        spans["urgent"] = parsed.span(urgent.start, urgent.end)
    for key, span in (
        ("people", counts.people_span),
        ("helpers_wanted", counts.helpers_span),
        ("for_name", for_span),
        ("name", own[1] if own else None),
        ("radius", radius[1] if radius else None),
        ("conditions", conditions[0] if conditions else None),
        ("pays", pays[1] if pays else None),
    ):
        if span is not None:
            spans[key] = span


def _known(parsed: Parsed, hit: Hit) -> bool:
    """Whether a thing is spoken of as one that was told of before: "the ride", "mi viaje", "woulib la"; "de la
    nourriture" is some of it."""
    led = [at for at in (hit.start - 1, hit.start) if at in parsed.places("known_by")]
    some_of = parsed.small["some_of"]
    some = parsed.language == "fr" and any(at and parsed.tokens[at - 1].word in some_of for at in led)
    return (bool(led) and not some) or hit.end in parsed.places("known_after")
