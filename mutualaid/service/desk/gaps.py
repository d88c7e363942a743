"""The helpers a group is missing, and the words with which it can look for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutualaid.domain.matching.gaps import Gap, Unmet, gaps
from mutualaid.domain.needs import Need
from mutualaid.domain.vocabulary import NeedState
from mutualaid.service.desk.needs import called, number
from mutualaid.service.kit import Kit
from mutualaid.service.rounds.matchmaking import rules
from mutualaid.store import needs, people, plan
from mutualaid.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap, who waits for it, and the text to post in each language it is to be posted in."""

    gap: Gap
    waiting: tuple[tuple[Need, str], ...]
    """Each need and how who asks is called."""
    calls: tuple[str, ...]


def missing(tx: Tx, kit: Kit) -> tuple[Missing, ...]:
    """What would fill most of the needs for which nobody was found; among equals the urgent, then the longest
    waiting count first."""
    unmet: list[Unmet] = []
    for case in plan.open_cases(tx):
        need = needs.find_need(tx, case.need_id) if case.reason == "nobody" else None
        if need is not None and need.state is NeedState.OPEN and not need.held:
            unmet.append(Unmet(need, people.need(tx, need.neighbour_id)))
    unmet.sort(key=lambda one: (not one.need.urgent, one.need.posted_at or one.need.created_at, one.need.id))
    now, languages = kit.clock.now(), kit.config.group.languages
    found = gaps(unmet, rules(kit.config, kit.hear), now, languages[0])
    names = {one.need.id: called(one.requester) for one in unmet}
    waiting = [tuple((need, names[need.id]) for need in gap.needs) for gap in found]
    return tuple(
        Missing(gap, those, _calls(kit, gap, languages)) for gap, those in zip(found, waiting, strict=True)
    )


def _calls(kit: Kit, gap: Gap, languages: Sequence[str]) -> tuple[str, ...]:
    spoken = [each for each in languages if each == gap.language] or languages
    values = {"offer": gap.offer, "n": len(gap.needs)}
    sender = kit.config.env.twilio_from
    ours = f" {number(sender)}" if sender.startswith("+") else ""
    return tuple(
        kit.catalogue.render("call_for_helper", each, values, kit.clock.now()) + ours for each in spoken
    )
