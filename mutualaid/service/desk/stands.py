"""A need as coordinators hear of it: where it stands, when help comes, what is asked for beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from mutualaid.domain.followups import Hours
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.vocabulary import BY_HAND_KINDS, MatchState, NeedState, Pays
from mutualaid.language.times.saying import say_when
from mutualaid.service.desk.needs import waits_for_fund

PAYS = {
    Pays.THEY: "they pay the store themselves",
    Pays.CANNOT: "they cannot pay the store",
    Pays.FUND: "the group pays the store",
    Pays.NOBODY: "it costs nothing",
}


def need_notes(need: Need, payable: Sequence[str]) -> tuple[str, ...]:
    """What a need asks for beside the help itself, a phrase each."""
    found = list(need.conditions)
    if need.round_trip is not None:
        found.append("there and back" if need.round_trip else "one way")
    if need.on_behalf:
        known = {True: "who knows of it", False: "who does not know of it yet"}
        said = "we do not know whether they know of it" if need.knows is None else known[need.knows]
        found.append(f"for {need.for_name or 'someone else'}, {said}")
    if need.pays is not None:
        found.append(PAYS[need.pays])
    elif set(need.kinds) & set(payable):
        found.append("not said who pays the store")
    return tuple(found)


CLOSED = {
    NeedState.FULFILLED: "Helped",
    NeedState.WITHDRAWN: "Taken back",
    NeedState.EXPIRED: "Its time went by",
    NeedState.UNMET: "Nobody was found, and they were told",
}


def need_stands(
    need: Need, found: list[Match], names: Mapping[str, str], now: datetime, hours: Hours, looking: bool
) -> tuple[str, bool]:
    """Where a need stands in a few words, and whether it waits for a coordinator. `looking`: a round is due."""
    if need.state in CLOSED:
        return CLOSED[need.state], False
    if waits_for_fund(need):
        return "Waits until somebody knows who pays the store", True
    if need.held:
        return "Held back because of danger", True
    if need.state is NeedState.DRAFTED:
        return "Not finished: we asked them for more", False
    by_state: dict[MatchState, list[Match]] = {}
    for match in found:
        by_state.setdefault(match.state, []).append(match)
    confirmed = by_state.get(MatchState.CONFIRMED, [])
    said_yes = by_state.get(MatchState.ACCEPTED, []) + by_state.get(MatchState.COUNTERED, [])
    if confirmed:
        parts = [f"{names[m.helper_id]}, {match_time(m, need, now, hours)}" for m in confirmed]
        left = need.helpers_wanted - len(confirmed)
        return f"Connected with {'; '.join(parts)}" + (f". {left} more wanted" if left > 0 else ""), False
    if said_yes:
        return f"Waiting for their yes to {_all(names[m.helper_id] for m in said_yes)}", False
    if asked := by_state.get(MatchState.ASKED, []):
        return f"Asking {_all(names[m.helper_id] for m in asked)}", False
    if listed := by_state.get(MatchState.SUGGESTED, []):
        return f"A list of {len(listed)} waits for your look", True
    if by_state.get(MatchState.APPROVED):
        return "Approved; the helpers are asked as soon as they are free", False
    if set(need.kinds) & BY_HAND_KINDS:
        return "Only a person can arrange this", True
    if looking:
        return "Looking for helpers", False
    return "Nobody found yet", True


def match_time(match: Match, need: Need, now: datetime, hours: Hours) -> str:
    """When the help is to come, in a few local words."""
    start, end = match.time_of(need)
    if start is None and end is None:
        return "no time fixed"
    return say_when(start, end, now.astimezone(hours.zone), "en")


def _all(names: object) -> str:
    listed = [str(n) for n in names]  # type: ignore[attr-defined]
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1]
