"""What is missing: of the helpers a group does not have, the one who would fill most of what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mutualaid.domain.matching.candidates import Candidate, Rules
from mutualaid.domain.matching.explain import KIND_WORDS, LANGUAGES
from mutualaid.domain.matching.fit import by_phone
from mutualaid.domain.matching.score import may_be_asked
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import BY_HAND_KINDS, Means, OfferState

CONSIDERED = 60
"""So many needs are compared, the first given."""

WORTH = 2
"""A helper who would fill fewer is not worth a call for one."""

MOST = 3
"""So many gaps are named."""

PARTS: tuple[tuple[str, float, float], ...] = (
    ("in the morning", 6, 12),
    ("in the afternoon", 12, 17),
    ("in the evening", 17, 22),
)
"""Part of the day and the local hours it lies between."""

SAME_DAY = timedelta(hours=12)
"""A need whose window is wider has no part of the day."""

HELPERS = {"ride": "driver", "translation": "translator"}
"""What a helper is called; others are a helper with the kind."""

DRIVEN = frozenset({"ride", "delivery"})


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need that found nobody, and who asks."""

    need: Need
    requester: Neighbour


@dataclass(frozen=True, slots=True)
class Gap:
    """A helper who is missing: what they would offer, the language they must speak where it is not the group's
    first one, and the needs that they alone would fill."""

    offer: Offer
    language: str | None
    needs: tuple[Need, ...]

    @property
    def text(self) -> str:
        """A sentence for coordinators: "One more driver near 26th & Mission in the evening would fill 4"."""
        kind = self.offer.kinds[0]
        who = HELPERS.get(kind) or f"helper for {KIND_WORDS.get(kind, kind)}"
        where = f" near {self.offer.place_text}" if self.offer.place_text else ""
        part = next((name for name, start, _ in PARTS if start == self.offer.from_hour), "")
        days = " at the weekend" if self.offer.days == ("6", "7") else ""
        speaks = f" who speaks {LANGUAGES.get(self.language, self.language)}" if self.language else ""
        return f"One more {who}{where}{f' {part}' if part else ''}{days}{speaks} would fill {len(self.needs)}"


def gaps(unmet: Sequence[Unmet], rules: Rules, now: datetime, language: str) -> list[Gap]:
    """The helpers who are missing most, each with the needs they would fill that no gap before fills: `MOST`
    of them at most, each good for `WORTH` needs or more. `language` is the group's first one; the order of
    `unmet` decides among equals."""
    left = [one for one in unmet if not BY_HAND_KINDS.intersection(one.need.kinds)][:CONSIDERED]
    found: list[Gap] = []
    while len(found) < MOST:
        best: tuple[Unmet, str, str, list[Unmet]] | None = None
        for one in left:
            for kind in one.need.kinds:
                for spoken in one.requester.languages or (language,):
                    helper = _helper(one, kind, spoken, now)
                    filled = [
                        other for other in left if may_be_asked(other.need, other.requester, helper, rules, now)
                    ]
                    if best is None or len(filled) > len(best[3]):
                        best = (one, kind, spoken, filled)
        if best is None or len(best[3]) < WORTH:
            break
        found.append(_gap(*best, rules, language))
        left = [one for one in left if one not in best[3]]
    return found


def _helper(one: Unmet, kind: str, spoken: str, now: datetime) -> Candidate:
    """Somebody who could fill this need at any time: who lives there, drives where that is needed, is known to the
    group, and speaks one language."""
    who = Neighbour(id="", phone="", created_at=now, consent_how="text", known=True, language=spoken)
    offer = Offer(
        id="",
        neighbour_id="",
        created_at=now,
        state=OfferState.AVAILABLE,
        kinds=(kind,),
        place_text=None if by_phone(one.need) else one.need.place_text,
        latitude=one.need.latitude,
        longitude=one.need.longitude,
        means=Means.CAR if kind in DRIVEN else None,
    )
    return Candidate(who, offer)


def _gap(one: Unmet, kind: str, spoken: str, filled: Sequence[Unmet], rules: Rules, language: str) -> Gap:
    offer = _helper(one, kind, spoken, one.need.created_at).offer
    assert offer is not None
    parts = {_part(each.need, rules) for each in filled}
    part = parts.pop() if len(parts) == 1 else None
    if part is not None:
        offer = replace(offer, from_hour=part[0], to_hour=part[1])
    if all(_at_weekend(each.need, rules) for each in filled):
        offer = replace(offer, days=("6", "7"))
    others_too = all(language in each.requester.languages or not each.requester.languages for each in filled)
    return Gap(offer, None if others_too or spoken == language else spoken, tuple(each.need for each in filled))


def _part(need: Need, rules: Rules) -> tuple[float, float] | None:
    """The local hours of the part of the day that the need's window lies in."""
    if need.from_at is None or (need.to_at is not None and need.to_at - need.from_at > SAME_DAY):
        return None
    start, end = need.from_at.astimezone(rules.zone), (need.to_at or need.from_at).astimezone(rules.zone)
    middle = start + (end - start) / 2
    hour = middle.hour + middle.minute / 60
    return next(((opens, closes) for _, opens, closes in PARTS if opens <= hour < closes), None)


def _at_weekend(need: Need, rules: Rules) -> bool:
    if need.from_at is None or (need.to_at is not None and need.to_at - need.from_at > SAME_DAY):
        return False
    return need.from_at.astimezone(rules.zone).isoweekday() >= 6
