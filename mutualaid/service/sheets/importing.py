"""Bringing in neighbours, needs and offers that a group kept elsewhere. Nobody is texted by it.

Whoever is brought in must have agreed to the group's texts, and the row must say how. A row that is there already
changes nothing, so a file can be brought in again.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import OfferState, Standing
from mutualaid.service.kit import Kit
from mutualaid.service.needs import offering, posting
from mutualaid.service.outgoing import digests
from mutualaid.service.sheets.importrows import Entry, read_entry
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people

ORDER = ("neighbour", "offer", "need")
"""Offers before needs: an offer makes all open needs look again, which is quick while there are none."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as read: its entries in the order they are brought in, and what is wrong, a sentence each."""

    entries: list[Entry]
    problems: list[str]

    def count(self, type: str) -> int:
        return sum(entry.type == type for entry in self.entries)


def check(kit: Kit, rows: Sequence[Mapping[str, str]]) -> Checked:
    """Reads rows as csv.DictReader gives them and names all that is wrong: row (the header is row 1), column, value
    and what is allowed. Changes nothing."""
    problems: list[str] = []
    entries: list[Entry] = []
    agreed: dict[str, Entry] = {}
    with kit.store.reading() as tx:
        for line, cells in enumerate(rows, start=2):
            found: list[str] = []
            entry = read_entry(kit, cells, found)
            known = people.by_phone(tx, entry.phone) or digests.held(tx, entry.phone)
            found += _barred(known, entry, agreed)
            if digests.was_forgotten(tx, entry.phone):
                found.append(f"phone: {entry.phone} asked to be forgotten, so it may not be brought in")
            problems += [f"row {line}, column {problem}" for problem in found]
            if not found:
                if entry.consent:
                    agreed.setdefault(entry.phone, entry)
                entries.append(entry)
    entries = [_with_consent(entry, agreed.get(entry.phone)) for entry in entries]
    entries.sort(key=lambda entry: ORDER.index(entry.type))
    return Checked(entries, problems)


def _with_consent(entry: Entry, agreed: Entry | None) -> Entry:
    """A row without consent has that of another row of the same phone, in whatever order they are brought in."""
    if entry.consent or agreed is None:
        return entry
    return replace(entry, consent=agreed.consent, consented_at=agreed.consented_at)


def _barred(known: Neighbour | None, entry: Entry, agreed: Container[str]) -> list[str]:
    if known is not None and known.standing is Standing.OPTED_OUT:
        return [f"phone: {entry.phone} opted out of our texts; only they can opt in again, by texting START"]
    if known is not None and known.standing is Standing.BLOCKED:
        return [f"phone: {entry.phone} is blocked"]
    on_record = known is not None and known.consent_how is not None
    if not entry.consent and not on_record and entry.phone not in agreed:
        return ["consent: empty; say how they agreed to texts, such as: signed the form at the pantry, May 2026"]
    return []


def bring_in(kit: Kit, entry: Entry, who: str) -> bool:
    """Brings one checked entry in; False where it was there already. `who` stands in the log."""

    def work(turn: Turn) -> bool:
        neighbour, new = _neighbour(turn, entry)
        if entry.need is not None:
            return _need(turn, neighbour, entry.need)
        if entry.offer is not None:
            return _offer(turn, neighbour, entry.offer)
        return new

    return kit.turn(work, who=who)


def _neighbour(turn: Turn, entry: Entry) -> tuple[Neighbour, bool]:
    """The neighbour of an entry, and whether anything about them is new. What is known already is not changed."""
    known = people.by_phone(turn.tx, entry.phone)
    home = _home(entry)
    if known is None:
        new = Neighbour(
            id=turn.kit.ids.new(), phone=entry.phone, created_at=turn.now, name=entry.name, language=entry.language,
            consent_how="import", consent_by=turn.who, consent_note=entry.consent,
            consent_at=entry.consented_at or turn.now, known=bool(entry.known),
        )  # fmt: skip
        people.insert(turn.tx, new)
        if home:
            people.change(turn.tx, new, **home)
        turn.log("import", neighbour_id=new.id, detail=entry.consent)
        return new, True
    fresh: dict[str, Any] = {
        "name": known.name or entry.name,
        "language": known.language or entry.language,
        "known": known.known or bool(entry.known),
    }
    if known.place_text is None:
        fresh |= home
    if known.consent_how is None and entry.consent:
        at = entry.consented_at or turn.now
        fresh |= {
            "consent_how": "import", "consent_by": turn.who, "consent_note": entry.consent, "consent_at": at,
        }  # fmt: skip
    changed = {name: value for name, value in fresh.items() if getattr(known, name) != value}
    if not changed:
        return known, False
    turn.log("import", neighbour_id=known.id, detail=entry.consent or None)
    return people.change(turn.tx, known, **changed), True


def _home(entry: Entry) -> dict[str, Any]:
    """Where they live, if their row says so; the place of a need or an offer is its own."""
    if entry.type != "neighbour" or entry.spot is None:
        return {}
    return {"place_text": entry.spot.name, "latitude": entry.spot.latitude, "longitude": entry.spot.longitude}


def _need(turn: Turn, who: Neighbour, need: Need) -> bool:
    for other in needs.needs_of(turn.tx, who.id):
        if (other.text, other.kinds) == (need.text, need.kinds):
            return False
    placed = replace(need, id=turn.kit.ids.new(), neighbour_id=who.id, created_at=turn.now)
    posting.put_need(turn, placed)
    posting.post_need(turn, placed.id)
    return True


def _offer(turn: Turn, who: Neighbour, offer: Offer) -> bool:
    for other in needs.offers_of(turn.tx, who.id):
        if (other.text, other.kinds) == (offer.text, offer.kinds):
            return False
    placed = replace(
        offer, id=turn.kit.ids.new(), neighbour_id=who.id, created_at=turn.now, state=OfferState.DRAFTED
    )
    offering.put_offer(turn, placed)
    offering.post_offer(turn, placed.id)
    return True
