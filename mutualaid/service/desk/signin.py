"""How a coordinator gets in: a link that works once, kept only as its digest."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from mutualaid.domain.people import Coordinator
from mutualaid.service import alarms
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import digests
from mutualaid.service.refused import NotThere, Refused
from mutualaid.service.turn import Turn
from mutualaid.store import people
from mutualaid.transport.numbers import normalise

LINK_LASTS = timedelta(hours=24)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def issue_link(kit: Kit, coordinator_id: str) -> str:
    """A new token for this coordinator, good once and for 24 hours: the last part of `/signin/…`."""
    token = kit.dice.token()

    def work(turn: Turn) -> None:
        coordinator = _coordinator(turn, coordinator_id)
        people.put_link(turn.tx, digest(token), coordinator.id, turn.now + LINK_LASTS)
        turn.log("make sign-in link", detail=coordinator.name)

    kit.turn(work)
    return token


def use_link(kit: Kit, token: str) -> Coordinator | None:
    """Uses a link up: whose it was, or None for one that is unknown, used or too old. For that one nothing is
    written, so that whoever tries links keeps no text from being kept."""
    if not link_holds(kit, token):
        return None

    def work(turn: Turn) -> Coordinator | None:
        coordinator = people.coordinator(turn.tx, people.use_link(turn.tx, digest(token), turn.now))
        if coordinator is not None:
            turn.who = coordinator.name
            turn.log("sign in")
        return coordinator

    return kit.turn(work)


def link_holds(kit: Kit, token: str) -> bool:
    """Whether this link could be used now. Uses nothing up."""
    with kit.store.reading() as tx:
        return people.link_holds(tx, digest(token), kit.clock.now())


def sign_out_everywhere(kit: Kit, coordinator: Coordinator) -> None:
    """Ends every session of this coordinator, in all browsers."""

    def work(turn: Turn) -> None:
        fresh = _coordinator(turn, coordinator.id)
        people.change_coordinator(turn.tx, fresh.id, session=fresh.session + 1)
        turn.log("sign out everywhere")

    kit.turn(work, who=coordinator.name)


def add_coordinator(
    kit: Kit, name: str, phone: str | None = None, on_duty: bool = True, wake: bool = False
) -> tuple[Coordinator, str]:
    """Adds a coordinator, or finds the one of this name and brings her up to date; with a new sign-in token.

    Her phone, if given, may be texted from now on. Raises Refused for a number that is none, an empty name, or a
    phone that is another coordinator's."""
    name = " ".join(name.split())
    if not name:
        raise Refused("A coordinator needs a name.")
    number = normalise(phone, kit.config.group.country) if phone else None
    if phone and number is None:
        raise Refused(f"{phone} is not a phone number with an area code.")

    def work(turn: Turn) -> Coordinator:
        gone = digests.barred(turn.tx, number) if number else None
        if gone is not None:
            raise Refused(gone)
        taken = people.coordinator_by_phone(turn.tx, number) if number else None
        known = people.coordinator_named(turn.tx, name)
        if taken is not None and (known is None or taken.id != known.id):
            raise Refused(f"{number} is {taken.name}'s phone already.")
        if known is None:
            known = Coordinator(
                id=turn.kit.ids.new(), name=name, created_at=turn.now, phone=number, on_duty=on_duty, wake=wake
            )
            people.insert_coordinator(turn.tx, known)
            turn.log("add coordinator", detail=name)
        else:
            changes = {"on_duty": on_duty, "wake": wake, **({"phone": number} if number else {})}
            people.change_coordinator(turn.tx, known.id, **changes)
            turn.log("change coordinator", detail=name)
        coordinator = _coordinator(turn, known.id)
        if coordinator.phone is not None:
            alarms.phone_of(turn, coordinator)
        return coordinator

    coordinator = kit.turn(work)
    return coordinator, issue_link(kit, coordinator.id)


def remove_coordinator(kit: Kit, name: str) -> None:
    """Takes a coordinator away: her links and sessions end. Raises NotThere where there is none of this name."""

    def work(turn: Turn) -> None:
        known = people.coordinator_named(turn.tx, " ".join(name.split()))
        if known is None:
            raise NotThere(f"There is no coordinator {name}.")
        people.remove_coordinator(turn.tx, known.id)
        turn.log("remove coordinator", detail=known.name)

    kit.turn(work)


def _coordinator(turn: Turn, id: str) -> Coordinator:
    found = people.coordinator(turn.tx, id)
    if found is None:
        raise NotThere("There is no such coordinator.")
    return found
