"""What the two sides say to a match, from the helper's yes to "did it happen?". Each verb moves the states,
answers the one who wrote and tells the other side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.followups import (
    CONFIRM_NUDGE,
    DOOR_AGAIN,
    HAPPENED_AFTER,
)
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import VISIT_OVER, Match, Need, Question
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.reading import When
from mutualaid.domain.vocabulary import (
    WITHOUT_DISTANCE_KINDS,
    MatchState,
    MessageClass,
    NeedState,
    Pays,
    QuestionKind,
)
from mutualaid.service.needs import seriesbook
from mutualaid.service.needs.offering import look_again_at_open_needs
from mutualaid.service.needs.posting import release_helper, split_off
from mutualaid.service.outgoing.giveway import YOUNG
from mutualaid.service.rounds import asking, engaged
from mutualaid.service.turn import Turn
from mutualaid.service.visits import doors
from mutualaid.service.visits.visittime import as_agreed, as_utc, over_by, settled_by, time_open
from mutualaid.store import messages, needs, people, plan


def sides(turn: Turn, match: Match) -> tuple[Need, Neighbour, Neighbour]:
    """The need, who needs, who helps."""
    need = needs.need(turn.tx, match.need_id)
    return need, people.need(turn.tx, need.neighbour_id), people.need(turn.tx, match.helper_id)


PLAIN_YES = frozenset({MatchState.ACCEPTED, MatchState.CONFIRMED})


def as_held(need: Need, line: str) -> str:
    """The form of a line that does not promise a search, where the need is held back and nobody is looked for."""
    return f"{line}_held" if need.held else line


def leave_held(turn: Turn, need: Need, match: Match, who: Neighbour) -> None:
    """A yes to a need that is held back waits for the coordinator, who for want of money has it before her."""
    if need.pays is not Pays.CANNOT:
        turn.case("held", 0, neighbour_id=need.neighbour_id, need_id=need.id)
    turn.tell(who, "person_reads", {"by": turn.person_by}, MessageClass.CONNECTION, match_id=match.id)


def _yes_count(turn: Turn, need: Need, but: str = "") -> int:
    """How many said a plain yes; one on terms yields to it."""
    return sum(m.state in PLAIN_YES and m.id != but for m in needs.matches_of_need(turn.tx, need.id))


def accept(
    turn: Turn, match_id: str, when: When | None = None, asked: bool = False, *, told: bool = True
) -> None:
    """The helper's yes. Too late, it makes them first in line; with a window too wide, they are `asked` when. Not
    `told` where another yes of the same text is thanked for: a time to be asked for is left to a person then."""
    match = needs.match(turn.tx, match_id)
    need, _, helper = sides(turn, match)
    if need.held:
        leave_held(turn, need, match, helper)
        return
    apart = helper.id in needs.ruled_out(turn.tx, need.neighbour_id)
    if apart or need.state is not NeedState.OPEN or _yes_count(turn, need, match.id) >= need.helpers_wanted:
        _too_late(turn, match, need, helper)
        return
    if match.state in (MatchState.COVERED, MatchState.LAPSED, MatchState.DECLINED, MatchState.FELL_THROUGH):
        match = needs.move_match(turn.tx, match, "ask", closed_at=None)
    asked_once = asked or match.terms_from is not None or (when is not None and when.start is None)
    match = keep_time(turn, match, when)
    if not asked_once and time_open(as_agreed(need, match)):
        if told:
            ask_time(turn, match, need, helper)
        else:
            turn.case("terms_to_read", 1, neighbour_id=helper.id, need_id=need.id, match_id=match.id)
        return
    needs.guard(turn.tx, need)
    match = needs.move_match(turn.tx, match, "accept", answered_at=turn.now, closed_at=None)
    freed_of_asking(turn, match)
    if match.agreed_first and when is None:
        turn.log("accept", neighbour_id=helper.id, need_id=need.id, match_id=match.id)
        connect(turn, match)
        return
    free_by = settled_by(turn, match, need)
    if told:
        turn.tell(helper, "helper_yes", {"time": free_by}, MessageClass.CONNECTION, match_id=match.id)
    turn.log("accept", neighbour_id=helper.id, need_id=need.id, match_id=match.id)
    ask_requester(turn, match)


def keep_time(turn: Turn, match: Match, when: When | None) -> Match:
    """The match at the time named with a yes, where one was."""
    if when is None or when.start is None:
        return match
    start, end = as_utc(when.start), as_utc(when.end)
    return needs.change_match(turn.tx, match, terms=when.text, terms_from=start, terms_to=end, agreed_first=False)


def ask_time(turn: Turn, match: Match, need: Need, helper: Neighbour) -> None:
    """Asks a helper who said yes at what hour."""
    asked = Ask(QuestionKind.TIME, match_id=match.id, need_id=need.id)
    freed_of_asking(turn, match)
    turn.tell(helper, "ask_time", {"kinds": need.kinds}, MessageClass.CONNECTION, ask=asked, match_id=match.id)
    turn.log("ask time", neighbour_id=helper.id, need_id=need.id, match_id=match.id)


def freed_of_asking(turn: Turn, match: Match) -> None:
    turn.unplan("nudge", "lapse", match_id=match.id)


def _too_late(turn: Turn, match: Match, need: Need, helper: Neighbour) -> None:
    """Thanked, told the truth, and first in line should the other fall through."""
    if match.state is MatchState.LAPSED:
        match = needs.move_match(turn.tx, match, "ask")
    if match.state is MatchState.ASKED:
        match = needs.move_match(turn.tx, match, "cover", closed_at=turn.now)
    if match.state is MatchState.COVERED:
        needs.change_match(turn.tx, match, standby=True)
    freed_of_asking(turn, match)
    turn.tell(helper, "late_yes_covered", {"kinds": need.kinds}, MessageClass.CONNECTION, match_id=match.id)
    turn.log("late yes", neighbour_id=helper.id, need_id=need.id, match_id=match.id)


def decline(turn: Turn, match_id: str, *, told: bool = True) -> None:
    need, _, helper = sides(turn, match := needs.match(turn.tx, match_id))
    if match.state is not MatchState.ASKED:
        turn.tell(helper, "late_no", {}, MessageClass.REST)
        return
    needs.move_match(turn.tx, match, "decline", answered_at=turn.now, closed_at=turn.now)
    freed_of_asking(turn, match)
    if told:
        turn.tell(helper, as_held(need, "helper_no"), {}, MessageClass.REST)
    turn.log("decline", neighbour_id=helper.id, need_id=need.id, match_id=match.id)
    asking.ask_wave(turn, need.id)


def lapse(turn: Turn, match_id: str) -> None:
    """No answer in time: the ask closes without a text, and the next are asked. A late yes still counts."""
    match = needs.match(turn.tx, match_id)
    if match.state is not MatchState.ASKED:
        return
    needs.move_match(turn.tx, match, "lapse", closed_at=turn.now)
    for question in questions_of(turn, match):
        turn.drop_question(question, "lapse")
    turn.log("lapse", neighbour_id=match.helper_id, need_id=match.need_id, match_id=match.id)
    asking.ask_wave(turn, match.need_id)


def questions_of(turn: Turn, match: Match) -> list[Question]:
    return messages.questions_about(turn.tx, match_id=match.id)


def ask_requester(turn: Turn, match: Match) -> None:
    """Puts this helper (and their terms) to the person in need; waits while that phone answers something else."""
    need, requester, helper = sides(turn, match)
    terms = match.state is MatchState.COUNTERED
    if not terms:
        _terms_yield(turn, need)
    ask = Ask(QuestionKind.TERMS if terms else QuestionKind.CONFIRM, match_id=match.id, need_id=need.id)
    held = people.talk(turn.tx, requester.id).held_by is not None
    if held or turn.busy(requester.id, ask) or (turn.replied and turn.answers(requester.id)):
        turn.schedule("ask_later", turn.now + timedelta(minutes=10), neighbour_id=requester.id, match_id=match.id)
        if not plan.planned(turn.tx, "confirm_lapse", match_id=match.id):
            turn.schedule("confirm_lapse", settled_by(turn, match, need), match_id=match.id)
        return
    values = {
        "name": helper.first_name,
        "kinds": kinds_of(match, need),
        "at": match.time_of(need) if match.terms_from or need.from_at else None,
        "helped": helper.helped,
        "people": match.part_people,
        "text": ", ".join(match.conditions),
        "n": sum(m.state is MatchState.CONFIRMED for m in needs.matches_of_need(turn.tx, need.id)) + 1,
        "wanted": need.helpers_wanted,
    }
    if requester.standing != "active":
        turn.case("cannot_ask", 0, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
        return
    plain = "confirm" if need.helpers_wanted == 1 else "confirm_one_of"
    line = _terms_line(match) if terms else plain
    turn.tell(requester, line, values, MessageClass.CONNECTION, ask=ask, match_id=match.id)
    turn.schedule("confirm_nudge", turn.kit.hours.after_decent(turn.now, CONFIRM_NUDGE), match_id=match.id)
    turn.schedule("confirm_lapse", settled_by(turn, match, need), match_id=match.id)


def _terms_line(match: Match) -> str:
    if match.part_kinds or match.part_people:
        return "confirm_part"
    return "confirm_but" if match.conditions else "confirm_terms"


def _terms_yield(turn: Turn, need: Need) -> None:
    """Somebody says a plain yes: terms the person in need was not asked about yet, or long ago, give way. What
    she was asked within the last minutes she answers first."""
    for other in needs.matches_of_need(turn.tx, need.id):
        if other.state is not MatchState.COUNTERED or other.by_requester:
            continue
        asked = [q for q in questions_of(turn, other) if q.opened_at is not None]
        if not any(turn.now - q.opened_at < YOUNG for q in asked if q.opened_at):
            release_helper(turn, other, "cover", "covered")
            needs.change_match(turn.tx, needs.match(turn.tx, other.id), standby=True)


def kinds_of(match: Match, need: Need) -> tuple[str, ...]:
    """What this match is about: the part a counter named, else all of the need."""
    return tuple(k for k in match.part_kinds if k in need.kinds) or need.kinds


def confirm(turn: Turn, match_id: str, door: str | None = None) -> None:
    """The person's yes to this helper: the two are connected. `door` is the street they gave with it, which is kept
    where a person has to see to the yes."""
    match = needs.match(turn.tx, match_id)
    need, requester, helper = sides(turn, match)
    hushed = people.talk(turn.tx, helper.id).hushed
    if door is not None and (need.held or hushed) and match.state in MATCH_YES and not need.on_behalf:
        need = needs.change_need(turn.tx, need, door=doors.given(turn, match, helper, door)[0])
    if need.held:
        leave_held(turn, need, match, requester)
        return
    if match.state is MatchState.COUNTERED:
        match = needs.move_match(turn.tx, match, "accept")
    apart = helper.id in needs.ruled_out(turn.tx, requester.id)
    if apart or match.state is not MatchState.ACCEPTED or need.state is not NeedState.OPEN:
        turn.tell(requester, "too_late_yes", {}, MessageClass.REST)
        return
    if hushed:
        nobody_hears(turn, match, requester)
        return
    connect(turn, match, door)


KEPT_BACK = "kept_back"
"""The case of words or a yes for somebody who may be told nothing now."""


def nobody_hears(turn: Turn, match: Match, requester: Neighbour) -> None:
    """A yes to a helper whose phone somebody else may read: nobody is said to come who is not told of it."""
    turn.case(KEPT_BACK, 0, neighbour_id=requester.id, need_id=match.need_id, match_id=match.id)
    turn.unplan("confirm_nudge", match_id=match.id)
    turn.tell(requester, "person_reads", {"by": turn.person_by}, MessageClass.CONNECTION)


def connect(turn: Turn, match: Match, given: str | None = None) -> None:
    """First names, the time, the door word; the street goes to the helper alone, later or, where it was `given`
    with the yes, at once."""
    need, requester, helper = sides(turn, match)
    need = needs.guard(turn.tx, need)
    start, end = match.time_of(need)
    agreed = over_by(match, end or start or turn.now + timedelta(hours=24))
    word = turn.kit.dice.choice(turn.kit.catalogue.words(helper.language or turn.kit.config.group.languages[0]))
    match = needs.move_match(
        turn.tx, match, "confirm", confirmed_at=turn.now, agreed_at=max(agreed, turn.now), word=word
    )
    turn.unplan("confirm_nudge", "confirm_lapse", "ask_later", match_id=match.id)
    kinds = kinds_of(match, need)
    need = _split(turn, need, match)
    confirmed = [m for m in needs.matches_of_need(turn.tx, need.id) if m.state is MatchState.CONFIRMED]
    if len(confirmed) >= need.helpers_wanted:
        needs.move_need(turn.tx, need, "match")
        _cover_others(turn, need, match)
        turn.settle("nobody", "found", need_id=need.id)
    else:
        turn.schedule("wave", turn.now, need_id=need.id)
    values = {
        "name": helper.first_name,
        "at": (start, end) if start else None,
        "word": word,
        "pays": need.pays,
        "for_name": need.for_first_name,
    }
    at_door = not set(kinds) <= WITHOUT_DISTANCE_KINDS
    knows_door = at_door and seriesbook.is_kept(turn, need, helper.id)
    at_door = at_door and not knows_door
    door = Ask(QuestionKind.DOOR, match_id=match.id, need_id=need.id)
    told = (need.door or doors.told_before(turn, need)) if at_door else None
    if at_door and given is not None and not need.on_behalf:
        told = doors.given(turn, match, helper, given)[0]
    if told is not None:
        need = needs.change_need(turn.tx, need, door=told)
        turn.tell(requester, "connected_same_door", values, MessageClass.CONNECTION, match_id=match.id)
    elif at_door and not turn.busy(requester.id, door):
        line = doors.asking_line(turn, need)
        turn.tell(requester, line, values, MessageClass.CONNECTION, ask=door, match_id=match.id)
    else:
        line = "connected_kept" if knows_door else "connected"
        turn.tell(requester, line, values, MessageClass.CONNECTION, match_id=match.id)
    helper_values = {**values, "name": asker_name(need, requester), "kinds": kinds}
    line = "connected_helper_phone"
    if at_door:
        line = "connected_helper" if told is None else "connected_helper_street"
        line = "connected_helper_for" if need.on_behalf else line
    line = "connected_helper_kept" if knows_door else line
    turn.tell(helper, line, helper_values, MessageClass.CONNECTION, match_id=match.id)
    if told is not None:
        doors.street_next(turn, match, need)
    turn.log("connect", neighbour_id=requester.id, need_id=need.id, match_id=match.id, detail=helper.name)
    if at_door:
        turn.schedule("door", turn.kit.hours.after_decent(turn.now, DOOR_AGAIN), match_id=match.id)
    plan_after(turn, match, start, match.agreed_at or turn.now)
    look_at_hour(turn, match, need)
    look_again_at_open_needs(turn, helper.id)  # they wait for no answer any more, and other hours are free


def look_at_hour(turn: Turn, match: Match, need: Need) -> None:
    """A visit was agreed on: a person looks where its helper promised that time to somebody else too."""
    if engaged.elsewhere(turn, match, need) is not None:
        turn.case("same_hour", 1, neighbour_id=need.neighbour_id, need_id=need.id, match_id=match.id)


def _split(turn: Turn, need: Need, match: Match) -> Need:
    """What the helper takes, as the need itself; the rest of it stays open as a need of its own."""
    kinds = kinds_of(match, need)
    rest = tuple(k for k in need.kinds if k not in kinds)
    if rest:
        split_off(turn, need, kinds=rest)
    elif match.part_people and need.people and match.part_people < need.people:
        split_off(turn, need, people=need.people - match.part_people)
    else:
        return need
    return needs.change_need(turn.tx, need, kinds=kinds, people=match.part_people or need.people)


def _cover_others(turn: Turn, need: Need, but: Match) -> None:
    """Everyone else who was asked hears kindly that it is covered."""
    for other in needs.matches_of_need(turn.tx, need.id):
        if other.id != but.id and other.state in (MatchState.ASKED, MatchState.COUNTERED, MatchState.ACCEPTED):
            said_yes = other.state is not MatchState.ASKED
            release_helper(turn, other, "cover", "covered")
            if said_yes:
                needs.change_match(turn.tx, needs.match(turn.tx, other.id), standby=True)
        elif other.state is MatchState.APPROVED:
            needs.drop_suggestion(turn.tx, other.id)


REMINDERS = frozenset(f"remind{to}{how}" for to in ("", "_one_of", "_helper") for how in ("", "_unsure"))
"""Lines that tell of a visit again shortly before it."""


def plan_reminders(turn: Turn, match: Match, start: datetime | None) -> None:
    """Both sides are reminded the evening before and two hours before, where that is not just now."""
    if start is None:
        return
    zone = turn.kit.config.group.zone
    evening = (start.astimezone(zone) - timedelta(days=1)).replace(hour=18, minute=0, second=0, microsecond=0)
    if evening > turn.now + timedelta(hours=3):
        turn.schedule("remind", evening.astimezone(UTC), match_id=match.id, subject="evening")
    if start - timedelta(hours=2) > turn.now + timedelta(hours=1):
        turn.schedule("remind", start - timedelta(hours=2), match_id=match.id, subject="soon", anew=False)


def plan_after(turn: Turn, match: Match, start: datetime | None, agreed: datetime) -> None:
    plan_reminders(turn, match, start)
    due = turn.kit.hours.next_decent(max(agreed + HAPPENED_AFTER, turn.now + HAPPENED_AFTER))
    turn.schedule("happened", due, match_id=match.id)
    # they are free again then, whether or not anybody says how it went
    turn.schedule("visit_over", agreed + VISIT_OVER, match_id=match.id)


def turn_down(turn: Turn, match_id: str) -> None:
    """The person would rather wait for another: no reason asked, the helper hears an honest line."""
    match = needs.match(turn.tx, match_id)
    need, requester, _ = sides(turn, match)
    release_helper(turn, match, "turn_down", "turned_down")
    turn.tell(requester, "will_find_another", {}, MessageClass.CONNECTION)
    asking.ask_wave(turn, need.id)


def confirm_lapsed(turn: Turn, match_id: str) -> None:
    """The person did not answer: the helper is free, and a coordinator rings."""
    match = needs.match(turn.tx, match_id)
    if match.state not in (MatchState.ACCEPTED, MatchState.COUNTERED):
        return
    need, requester, helper = sides(turn, match)
    release_helper(turn, match, "lapse", "free_again")
    needs.change_match(turn.tx, needs.match(turn.tx, match.id), standby=False)
    if match.by_requester or (match.agreed_first and match.state is MatchState.ACCEPTED):
        values = {"name": helper.first_name}
        turn.tell(requester, "helper_silent", values, MessageClass.CONNECTION, match_id=match.id)
        asking.ask_wave(turn, need.id)
        return
    if plan.find_open(turn.tx, KEPT_BACK, requester.id, need.id, match.id) is None:  # else she said yes
        turn.case("no_answer", 0, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
