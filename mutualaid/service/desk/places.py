"""Teaching the service where a place is: said once, known to every text from then on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.places import Place, TaughtPlace
from mutualaid.domain.reading import Spot
from mutualaid.domain.vocabulary import NeedState
from mutualaid.service.kit import Kit
from mutualaid.service.needs import offering
from mutualaid.service.refused import NotThere, Refused
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people, plan, taughtplaces

HOW = (
    "Write latitude and longitude such as “37.7522, -122.4186”, a postcode, or the name of a place the group knows."
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words for a place that nobody knows yet, and how many wait for it."""

    words: str
    case_ids: tuple[str, ...]
    need_ids: tuple[str, ...]
    neighbour_ids: tuple[str, ...]


def spot_of(kit: Kit, words: str, language: str | None = None) -> Spot:
    """What the gazetteer makes of words that name a place; without coordinates where it knows none."""
    words = " ".join(words.split())
    place = kit.gazetteer.resolve(words)
    if place is not None:
        return Spot(words, 0, len(words), place.latitude, place.longitude, place.precision, place.name)
    found = kit.gazetteer.find(words, language, True)
    known = next((spot for spot in found if spot.latitude is not None), None)
    if known is not None and len(known.text) * 2 >= len(words):
        return known
    return Spot(words, 0, len(words), name=words)


def teach(kit: Kit, words: str, where: str, by: str) -> int:
    """Keeps where `words` is: coordinates, a postcode or a known place's name in `where`; empty for "known, without
    coordinates". Needs, offers and neighbours at these words get it; says how many needs were waiting for it.

    Raises Refused where `where` is none of these."""
    words, where = " ".join(words.replace(";", ",").split()), where.strip()
    if not words:
        raise Refused("Give the place a name.")
    place = kit.gazetteer.resolve(where) if where else None
    if where and (place is None or place.latitude is None):
        raise Refused(f"We do not know “{where}” either. {HOW}")

    def work(turn: Turn) -> int:
        _keep(turn, words, place)
        return _pass_on(turn, words, place)

    waiting = kit.turn(work, who=by)
    kit.learn()
    return waiting


def _keep(turn: Turn, words: str, place: Place | None) -> None:
    """A place of its own, or another name for one that stands in the store."""
    known = {p.name.lower(): p for p in plan.places(turn.tx)}
    if place is not None and place.name.lower() in known:
        old = known[place.name.lower()]
        plan.put_place(turn.tx, replace(old, aliases=(words,)))
        _note(turn, words, old.id)
        turn.log("teach place", detail=f"{words} is {place.name}")
        return
    spot = (place.latitude, place.longitude) if place is not None else (None, None)
    same = known.get(words.lower())
    key = same.id if same is not None else turn.kit.ids.new()
    plan.put_place(turn.tx, Place(key, words, *spot, source="coordinator"))
    _note(turn, words, key)
    turn.log("teach place", detail=words)


def _note(turn: Turn, words: str, place_id: str) -> None:
    taughtplaces.note(turn.tx, TaughtPlace(turn.kit.ids.new(), words, place_id, turn.now, turn.who))


def take_back(kit: Kit, taught_id: str, by: str) -> str:
    """Makes a taught place unknown again and gives its words. Needs and offers that were put there stay there.
    Raises NotThere where somebody took it back already."""

    def work(turn: Turn) -> str:
        gone = taughtplaces.take_back(turn.tx, taught_id)
        if gone is None:
            raise NotThere("There is no such place.")
        turn.log("take back place", detail=gone.words)
        return gone.words

    words = kit.turn(work, who=by)
    kit.learn()
    return words


def _pass_on(turn: Turn, words: str, place: Place | None) -> int:
    for case in plan.open_cases(turn.tx):
        if case.reason == "unknown_place" and (case.note or "").lower() == words.lower():
            plan.settle_case(turn.tx, case.id, turn.who, turn.now, "taught" if place else "no coordinates")
    if place is None:
        return len(needs.needs_at_place(turn.tx, words))
    spot = {"latitude": place.latitude, "longitude": place.longitude}
    for who in people.at_place(turn.tx, words):
        people.change(turn.tx, who, **spot)
    offers = needs.offers_at_place(turn.tx, words)
    for offer in offers:
        needs.change_offer(turn.tx, offer, **spot, precision=place.precision)
    waiting = needs.needs_at_place(turn.tx, words)
    for need in waiting:
        needs.change_need(turn.tx, need, **spot, precision=place.precision)
        turn.log("place need", neighbour_id=need.neighbour_id, need_id=need.id, detail=words)
        _think_anew(turn, need.id)
    if offers:
        offering.look_again_at_open_needs(turn)
    return len(waiting)


def _think_anew(turn: Turn, need_id: str) -> None:
    """A list made without knowing where is made again, unless somebody on it was asked."""
    need = needs.need(turn.tx, need_id)
    asked = any(m.state in MATCH_ON for m in needs.matches_of_need(turn.tx, need_id))
    if need.state is not NeedState.OPEN or asked:
        return
    needs.forget_suggestions(turn.tx, need_id)
    needs.change_need(turn.tx, need, reviewed_at=None, reviewed_by=None)
    for reason in ("shortlist", "nobody"):
        turn.settle(reason, "place taught", need_id=need_id)
    turn.schedule("round", turn.now, need_id=need_id)


def waiting(kit: Kit) -> list[Waiting]:
    """The words nobody knows, those waited for by most first."""
    with kit.store.reading() as tx:
        cases = [c for c in plan.open_cases(tx) if c.reason == "unknown_place" and c.note]
    by_words: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        by_words.setdefault((case.note or "").lower(), []).append(number)
    groups = [[cases[n] for n in numbers] for numbers in by_words.values()]
    return [
        Waiting(
            words=group[0].note or "",
            case_ids=tuple(c.id for c in group),
            need_ids=tuple(c.need_id for c in group if c.need_id),
            neighbour_ids=tuple(dict.fromkeys(c.neighbour_id for c in group if c.neighbour_id)),
        )
        for group in sorted(groups, key=lambda g: (-len(g), g[0].created_at))
    ]
