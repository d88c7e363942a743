"""Yes, but: terms of one side that the other says yes or no to.

A helper's terms go to the person in need. Hers, another time, go back to the helper once; what either proposes
after that is worked out by a coordinator. Terms that do not fit the need yield to somebody's plain yes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mutualaid.domain.conversation.effects import Ask, Counter
from mutualaid.domain.conversation.needs.hours import from_a_day, whole_day
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.reading import When
from mutualaid.domain.vocabulary import WITHOUT_DISTANCE_KINDS, MatchState, MessageClass, NeedState, QuestionKind
from mutualaid.service.needs.posting import release_helper
from mutualaid.service.rounds import asking
from mutualaid.service.turn import Turn
from mutualaid.service.visits import matches
from mutualaid.service.visits.matches import freed_of_asking, kinds_of, sides
from mutualaid.service.visits.visittime import as_utc, settled_by, time_open
from mutualaid.store import needs, people, plan

PERSON_ARRANGES = timedelta(hours=24)
"""How long an ask stays open while a coordinator works out terms."""

BUSY_WAIT = timedelta(minutes=10)


def counter(turn: Turn, e: Counter) -> None:
    """A helper's yes on terms: they go to the person in need as a proposal."""
    match = needs.match(turn.tx, e.match_id)
    need, _, helper = sides(turn, match)
    timed = match.part_kinds or match.part_people  # the part was said before, this is its hour
    if timed and match.state is MatchState.ASKED:
        e = replace(e, kinds=e.kinds or match.part_kinds, people=e.people or match.part_people)
    others = [m for m in needs.matches_of_need(turn.tx, need.id) if m.state in MATCH_YES and m.id != match.id]
    if need.state is not NeedState.OPEN or len(others) >= need.helpers_wanted:
        if match.state is MatchState.ASKED:
            needs.move_match(turn.tx, match, "cover", closed_at=turn.now)
        freed_of_asking(turn, match)
        turn.tell(helper, "covered", {"kinds": need.kinds}, MessageClass.CONNECTION, match_id=match.id)
        return
    if _only_a_day(need, match, e):
        matches.ask_time(turn, matches.keep_time(turn, match, e.when), need, helper)
        return
    part = match.state is MatchState.ASKED and (e.kinds or e.people) and not timed
    if part and e.when is None and time_open(need):
        match = needs.change_match(turn.tx, match, part_kinds=e.kinds, part_people=e.people)
        matches.ask_time(turn, match, need, helper)
        return
    needs.guard(turn.tx, need)
    match = needs.move_match(
        turn.tx,
        match,
        "counter",
        answered_at=turn.now,
        terms=e.when.text if e.when else None,
        terms_from=as_utc(e.when.start) if e.when else None,
        terms_to=as_utc(e.when.end) if e.when else None,
        part_kinds=e.kinds,
        part_people=e.people,
        conditions=tuple(c.replace(";", ",") for c in e.conditions),
    )
    freed_of_asking(turn, match)
    turn.drop_questions_about(match_id=match.id)
    free_by = settled_by(turn, match, need)
    turn.tell(helper, "helper_terms", {"time": free_by}, MessageClass.CONNECTION, match_id=match.id)
    turn.log("counter", neighbour_id=helper.id, need_id=need.id, match_id=match.id, detail=said(match))
    matches.ask_requester(turn, match)


def accept(turn: Turn, match_id: str, when: When | None, asked: bool, *, told: bool = True) -> None:
    """A helper's yes, as `matches.accept`; of one who said before that it is for a part, the hour of that part."""
    match = needs.match(turn.tx, match_id)
    if match.state is MatchState.ASKED and (match.part_kinds or match.part_people):
        counter(turn, Counter(match.id, when if when is not None and when.start is not None else None))
        return
    matches.accept(turn, match.id, when, asked, told=told)


def _only_a_day(need: Need, match: Match, e: Counter) -> bool:
    """Whether a helper proposes another day without an hour, and was not asked for one yet."""
    if match.state is not MatchState.ASKED or match.terms_from is not None or e.when is None:
        return False
    plain = not (e.kinds or e.people or e.conditions)
    timeless = set(need.kinds) <= WITHOUT_DISTANCE_KINDS or need.urgent
    return plain and not timeless and (whole_day(e.when) or from_a_day(e.when))


def said(match: Match) -> str:
    """The terms in a few words, for the desk and the log."""
    words = [*match.part_kinds, f"for {match.part_people}" if match.part_people else "", match.terms or ""]
    return ", ".join(w for w in [*words, *match.conditions] if w)


def counter_back(turn: Turn, e: Counter) -> None:
    """The person in need says yes, at another time: the helper is asked, and a yes connects the two. One who may be
    told nothing cannot be asked."""
    match = needs.match(turn.tx, e.match_id)
    need, requester, helper = sides(turn, match)
    if match.state not in (MatchState.ACCEPTED, MatchState.COUNTERED) or need.state is not NeedState.OPEN:
        turn.tell(requester, "too_late_yes", {}, MessageClass.REST)
        return
    if need.held:
        matches.leave_held(turn, need, match, requester)
        return
    if people.talk(turn.tx, helper.id).hushed:
        matches.nobody_hears(turn, match, requester)
        return
    assert e.when is not None
    match = needs.move_match(
        turn.tx,
        match,
        "counter",
        terms=e.when.text,
        terms_from=as_utc(e.when.start),
        terms_to=as_utc(e.when.end),
        by_requester=True,
    )
    turn.unplan("confirm_nudge", "confirm_lapse", "ask_later", match_id=match.id)
    turn.tell(requester, "terms_back", {"name": helper.first_name}, MessageClass.CONNECTION, match_id=match.id)
    turn.log("counter", neighbour_id=requester.id, need_id=need.id, match_id=match.id, detail=said(match))
    turn.schedule("confirm_lapse", settled_by(turn, match, need), match_id=match.id)
    ask_helper(turn, match)


def ask_helper(turn: Turn, match: Match) -> None:
    """Puts the person's own time to the helper; waits while that phone answers something else."""
    need, _, helper = sides(turn, match)
    ask = Ask(QuestionKind.BACK, match_id=match.id, need_id=need.id)
    if people.talk(turn.tx, helper.id).held_by is not None or turn.busy(helper.id, ask):
        turn.schedule("ask_later", turn.now + BUSY_WAIT, neighbour_id=helper.id, match_id=match.id)
        return
    values = {"kinds": kinds_of(match, need), "at": (match.terms_from, match.terms_to)}
    turn.tell(helper, "ask_back", values, MessageClass.CONNECTION, ask=ask, match_id=match.id)


def put_forward(turn: Turn, match: Match) -> None:
    """Asks whichever side the yes waits for."""
    (ask_helper if match.by_requester else matches.ask_requester)(turn, match)


def agree(turn: Turn, match: Match) -> None:
    """The helper says yes to the time the person in need asked for: both said yes to the same, so they are
    connected."""
    need, _, helper = sides(turn, match)
    if need.held:
        matches.leave_held(turn, need, match, helper)
        return
    if need.state is not NeedState.OPEN:
        turn.tell(helper, "covered", {"kinds": need.kinds}, MessageClass.CONNECTION, match_id=match.id)
        return
    match = needs.move_match(turn.tx, match, "accept", answered_at=turn.now)
    turn.log("accept", neighbour_id=helper.id, need_id=need.id, match_id=match.id)
    matches.connect(turn, match)


def disagree(turn: Turn, match: Match) -> None:
    """The helper cannot at that time: no blame, the person hears it and others are asked."""
    need, requester, helper = sides(turn, match)
    release_helper(turn, match, "decline", None)
    turn.tell(helper, matches.as_held(need, "helper_no"), {}, MessageClass.REST)
    turn.tell(requester, "terms_no", {"name": helper.first_name}, MessageClass.CONNECTION, match_id=match.id)
    asking.ask_wave(turn, need.id)


def leave_to_person(turn: Turn, match_id: str) -> None:
    """Words a person has to put to the other side: no nudge, and time for her."""
    match = needs.match(turn.tx, match_id)
    due = turn.kit.hours.after_decent(turn.now, PERSON_ARRANGES)
    if match.state is MatchState.ASKED:
        turn.unplan("nudge", match_id=match.id)
        turn.schedule("lapse", due, match_id=match.id)
    elif match.state in (MatchState.ACCEPTED, MatchState.COUNTERED) and plan.planned(
        turn.tx, "confirm_lapse", match_id=match.id
    ):
        turn.unplan("confirm_nudge", match_id=match.id)
        turn.schedule("confirm_lapse", due, match_id=match.id)
