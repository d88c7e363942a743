"""What each row of the plan does when it falls due, by kind: looked at again first, then acted on.

A handler runs in a turn of its own and may return something to do after the commit, where the network is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.helpers import fixing
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.followups import DOOR_AGAIN, DRAFT_ENDS
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Need
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import (
    MatchState,
    MessageClass,
    NeedState,
    OfferState,
    QuestionKind,
    QuestionState,
)
from mutualaid.service import alarms, brake, ownanswers, phones
from mutualaid.service.incoming import strangers
from mutualaid.service.keeping import goodbye
from mutualaid.service.kit import Kit
from mutualaid.service.needs import inviting, news, offering, posting, promises, repeating, seriesbook
from mutualaid.service.reasons import AT_ONCE
from mutualaid.service.rounds import asking, matchmaking
from mutualaid.service.turn import Turn
from mutualaid.service.visits import doors, holds, matches, outcomes, terms
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.codec import from_text, to_text

BUSY_WAIT = timedelta(minutes=10)

HELD_WAIT = timedelta(hours=1)
"""After how long it is looked again whether a need that was held back is released."""

REVIEW_AGAIN = timedelta(hours=8)
"""After how many decent hours a shortlist that still waits is texted again."""


DAY = timedelta(days=1)
CASES_AGAIN = timedelta(hours=4)
"""How long those on duty are not reminded again of what waits on the desk."""


Afterwards = Callable[[Kit], None]


Handler = Callable[[Turn, FollowUp], Afterwards | None]


def _draft(turn: Turn, row: FollowUp) -> None:
    """An unfinished need: asked about once more, then a person has it."""
    need = needs.find_need(turn.tx, row.need_id)
    if need is None or need.state not in (NeedState.DRAFTED, NeedState.OPEN):
        return
    who = people.need(turn.tx, need.neighbour_id)
    kind = intake.missing(need)
    if need.state is NeedState.OPEN and kind is None:
        turn.schedule("round", turn.now, need_id=need.id)
        return
    if kind is None and not need.held:
        posting.post_need(turn, need.id)
        return
    stuck = plan.case_open(turn.tx, "intake_stuck", need.id)
    if row.subject == "again" or kind is None or need.held or stuck:
        turn.case("intake_stuck", 1, neighbour_id=who.id, need_id=need.id)
        return
    ask = Ask(kind, need_id=need.id)
    if turn.busy(who.id, ask):
        turn.schedule("draft", turn.now + timedelta(hours=1), neighbour_id=who.id, need_id=need.id)
        return
    turn.tell(who, *intake.wording(kind, need), MessageClass.FOLLOW_UP, ask=ask, need_id=need.id)
    turn.schedule("draft", turn.now + DRAFT_ENDS, neighbour_id=who.id, need_id=need.id, subject="again")


def _draft_offer(turn: Turn, row: FollowUp) -> None:
    offer = needs.find_offer(turn.tx, row.subject)
    if offer is None or offer.state is not OfferState.DRAFTED:
        return
    turn.case("offer_stuck", 2, neighbour_id=offer.neighbour_id, note=offer.text[:300])


def _wave(turn: Turn, row: FollowUp) -> None:
    need = needs.find_need(turn.tx, row.need_id)
    if need is not None and need.state is NeedState.OPEN:
        asking.ask_wave(turn, need.id)


def _nudge(turn: Turn, row: FollowUp) -> None:
    """One reminder of an ask; it does not open a second question."""
    match = needs.find_match(turn.tx, row.match_id)
    if match is None or match.state is not MatchState.ASKED:
        return
    need = needs.need(turn.tx, match.need_id)
    helper = people.need(turn.tx, match.helper_id)
    kept = seriesbook.is_kept(turn, need, helper.id)
    kind = QuestionKind.KEPT if kept else QuestionKind.ASK
    ask = _asked_again(turn, helper, Ask(kind, match_id=match.id, need_id=need.id))
    if ask is not None:
        needs.change_match(turn.tx, match, nudged_at=turn.now)
        open_it = None if ask.text else ask
        turn.tell(helper, "ask_nudge", {"task": need}, MessageClass.FOLLOW_UP, ask=open_it, match_id=match.id)


def _asked_again(turn: Turn, who: Neighbour, ask: Ask) -> Ask | None:
    """The question to open with a nudge: none where it is open still (marked by `text`), None where another is."""
    question = messages.question_of(turn.tx, who.id)
    if question is not None and question.match_id == ask.match_id and question.kind is ask.kind:
        return replace(ask, text="open") if question.state is QuestionState.OPEN else None
    return None if turn.busy(who.id, ask) else ask


def _ask_later(turn: Turn, row: FollowUp) -> None:
    match = needs.find_match(turn.tx, row.match_id)
    if match is None or match.state not in (MatchState.ACCEPTED, MatchState.COUNTERED):
        return
    if needs.need(turn.tx, match.need_id).held:
        turn.schedule("ask_later", turn.now + HELD_WAIT, neighbour_id=row.neighbour_id, match_id=match.id)
        return
    terms.put_forward(turn, match)


def _confirm_nudge(turn: Turn, row: FollowUp) -> None:
    match = needs.find_match(turn.tx, row.match_id)
    if match is None or match.state not in (MatchState.ACCEPTED, MatchState.COUNTERED):
        return
    need = needs.need(turn.tx, match.need_id)
    if need.held or holds.doubted(turn, match):
        return
    helper = people.need(turn.tx, match.helper_id)
    requester = people.need(turn.tx, need.neighbour_id)
    kind = QuestionKind.TERMS if match.state is MatchState.COUNTERED else QuestionKind.CONFIRM
    ask = _asked_again(turn, requester, Ask(kind, match_id=match.id, need_id=need.id))
    if ask is not None:
        values = {"name": helper.first_name, "kinds": need.kinds}
        open_it = None if ask.text else ask
        turn.tell(requester, "confirm_nudge", values, MessageClass.FOLLOW_UP, ask=open_it, match_id=match.id)


def _remind(turn: Turn, row: FollowUp) -> None:
    match = needs.find_match(turn.tx, row.match_id)
    if match is not None and match.state is MatchState.CONFIRMED and match.outcome is None:
        outcomes.remind(turn, match, row.subject or "")


def _happened(turn: Turn, row: FollowUp) -> None:
    """Did it happen? First the person in need is asked, a day later the helper, then a coordinator looks."""
    match = needs.find_match(turn.tx, row.match_id)
    if match is None or match.state is not MatchState.CONFIRMED or match.outcome is not None:
        return
    need = needs.need(turn.tx, match.need_id)
    requester, helper = people.need(turn.tx, need.neighbour_id), people.need(turn.tx, match.helper_id)
    by_helper = row.subject == "helper" or not phones.is_reachable(requester)
    if row.subject == "desk":
        turn.case("did_it_happen", 1, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
        return
    who = helper if by_helper else requester
    for question in messages.questions_about(turn.tx, match_id=match.id):
        if question.kind is not QuestionKind.HAPPENED:
            turn.drop_question(question)
    ask = Ask(QuestionKind.HELPER_HAPPENED if by_helper else QuestionKind.HAPPENED, match_id=match.id)
    if turn.busy(who.id, ask):
        turn.schedule("happened", turn.now + BUSY_WAIT, match_id=match.id, subject=row.subject)
        return
    if by_helper:
        line, values = "happened_helper", {"name": doors.met(need, requester)}
    else:
        line = "happened_for" if need.on_behalf else "happened"
        values = {"name": helper.first_name, "for_name": need.for_first_name}
    turn.tell(who, line, values, MessageClass.FOLLOW_UP, ask=ask, match_id=match.id)
    then = turn.kit.hours.next_decent(turn.now + DAY)
    turn.schedule("happened", then, match_id=match.id, subject="desk" if by_helper else "helper")


def _window_over(turn: Turn, row: FollowUp) -> None:
    """The time it was needed by has passed and nobody is coming: nobody is asked for it any more, and its person
    is asked whether it is still needed."""
    need = needs.find_need(turn.tx, row.need_id)
    if need is None or need.state is not NeedState.OPEN or need.to_at is None or need.to_at > turn.now:
        return
    if news.left_to_person(turn, need):
        return
    for match in needs.matches_of_need(turn.tx, need.id):
        if match.state in (MatchState.ASKED, MatchState.COUNTERED, MatchState.ACCEPTED):
            posting.release_helper(turn, match, "withdraw", "need_gone_asked")
    needs.forget_suggestions(turn.tx, need.id)
    turn.settle("shortlist", "its time has passed", need_id=need.id)
    turn.unplan("round", "wave", "review_wait", "news", need_id=need.id)
    if any(m.state is MatchState.CONFIRMED for m in needs.matches_of_need(turn.tx, need.id)):
        turn.settle("nobody", "its time has passed", need_id=need.id)  # fewer came than were wanted
        return
    if repeating.missed(turn, need):
        return
    who = people.need(turn.tx, need.neighbour_id)
    ask = Ask(QuestionKind.STILL_NEEDED, need_id=need.id)
    missed = any(m.outcome == "nobody_came" for m in needs.matches_of_need(turn.tx, need.id))
    said = messages.of_neighbour(turn.tx, who.id, limit=LATELY)
    told = any(m.line in PASSED and m.need_id == need.id and m.created_at >= need.to_at for m in said)
    if turn.busy(who.id, ask):
        if not (told or missed):
            turn.tell(who, "time_passed_word", {"kinds": need.kinds}, MessageClass.FOLLOW_UP, need_id=need.id)
        later = turn.now + timedelta(hours=1)
        turn.schedule("window_over", later, neighbour_id=who.id, need_id=need.id)
        return
    line = "still_needed" if missed or told else "time_passed"
    turn.tell(who, line, {"kinds": need.kinds}, MessageClass.FOLLOW_UP, ask=ask, need_id=need.id)
    turn.schedule("expire", turn.now + timedelta(days=3), neighbour_id=who.id, need_id=need.id)


PASSED = frozenset({"time_passed", "time_passed_word"})
"""The honest word, which is said once; the question that goes with it may wait for the phone to be free."""

LATELY = 60
"""So many of a phone's last texts are looked at for it."""


def _review_wait(turn: Turn, row: FollowUp) -> None:
    """A shortlist that waits is texted to those on duty, who settle it with a digit. Whose phone has another
    question open is tried again in a while, the others are left alone meanwhile (`subject`: whom to try)."""
    need = needs.find_need(turn.tx, row.need_id)
    if need is None or need.state is not NeedState.OPEN or need.reviewed_at is not None:
        return
    listed = [m for m in needs.matches_of_need(turn.tx, need.id) if m.state is MatchState.SUGGESTED]
    if not listed or brake.stops(turn.tx, need, turn.now):
        return
    names = tuple(people.need(turn.tx, m.helper_id).first_name for m in listed)
    part = {need.neighbour_id, *(m.helper_id for m in listed)}
    on_duty = [c for c in people.coordinators(turn.tx) if c.on_duty and c.phone is not None]
    phones_on = [p for p in (alarms.phone_of(turn, c) for c in on_duty) if p.id not in part]
    tried = [p for p in phones_on if row.subject is None or p.id in row.subject]
    if row.subject is None:
        turn.schedule("review_wait", turn.kit.hours.after_decent(turn.now, REVIEW_AGAIN), need_id=need.id)
    busy = [p.id for p in tried if _ask_review(turn, p, need, names)]
    if busy:
        soon = turn.kit.hours.after_decent(turn.now, BUSY_WAIT)
        turn.schedule("review_wait", soon, need_id=need.id, subject=" ".join(busy), anew=False)


def _ask_review(turn: Turn, phone: Neighbour, need: Need, names: tuple[str | None, ...]) -> bool:
    """Texts one coordinator; True where her phone has another question open, so that it must wait."""
    ask = Ask(QuestionKind.REVIEW, need_id=need.id)
    open_one = messages.question_of(turn.tx, phone.id)
    reminded = open_one is not None and open_one.kind is QuestionKind.REVIEW and open_one.need_id == need.id
    if not reminded and turn.busy(phone.id, ask):
        return True
    values = {"task": need, "names": names}
    turn.tell(phone, "review", values, MessageClass.REST, ask=None if reminded else ask, need_id=need.id)
    return False


def _case_due(turn: Turn, row: FollowUp) -> None:
    """Something a person was promised to read is still unread: those on duty are told."""
    waiting = [c for c in plan.open_cases(turn.tx) if c.urgency <= 1]
    if not any(c.id == row.subject for c in waiting):
        return
    last = plan.mark(turn.tx, "cases_told")
    fresh = last is not None and turn.now - from_text(last) < CASES_AGAIN
    if last is not None and fresh and not any(c.id == row.subject and c.reason in AT_ONCE for c in waiting):
        turn.schedule("case_due", from_text(last) + CASES_AGAIN, subject=row.subject, anew=False)
        return
    for coordinator in people.coordinators(turn.tx):
        if coordinator.on_duty and coordinator.phone is not None:
            phone = alarms.phone_of(turn, coordinator)
            for earlier in messages.queued_for(turn.tx, phone.id):
                if earlier.line == "case_waits":
                    messages.move(turn.tx, earlier, "drop", reason="more came")
            turn.tell(phone, "case_waits", {"n": len(waiting)}, MessageClass.REST)
    plan.set_mark(turn.tx, "cases_told", to_text(turn.now))


def _hand_back(turn: Turn, row: FollowUp) -> None:
    talk = people.talk(turn.tx, row.neighbour_id or "")
    if talk.held_by is None:
        return
    if talk.held_until is not None and talk.held_until > turn.now:
        turn.schedule("hand_back", talk.held_until, neighbour_id=row.neighbour_id)
        return
    phones.hand_back(turn, row.neighbour_id or "", by_hand=False)


def _question_end(turn: Turn, row: FollowUp) -> None:
    """A question nobody answered ends. A helper who said yes and not when is taken at their word."""
    question = messages.question(turn.tx, row.subject)
    if question is None or question.state not in (QuestionState.RESERVED, QuestionState.OPEN):
        return
    turn.drop_question(question, "lapse")
    if question.kind is QuestionKind.SEND_WHERE:
        holds.unsent(turn, question)
    if question.kind is QuestionKind.WHICH and question.need_id is not None:
        repeating.not_this_time(turn, question)
    if question.kind is QuestionKind.TIME and question.match_id is not None:
        match = needs.match(turn.tx, question.match_id)
        if match.state in (MatchState.ASKED, MatchState.COVERED):
            if fixing.given(question.text)[0] == fixing.HOURS:  # an hour whose day nobody knows: a person asks
                turn.case("terms_to_read", 1, neighbour_id=match.helper_id, match_id=match.id)
            terms.accept(turn, match.id, fixing.unanswered(question.text), asked=True)


def _door(turn: Turn, row: FollowUp) -> None:
    """A helper is coming and nobody said where: asked once more, then a coordinator rings."""
    match = needs.find_match(turn.tx, row.match_id)
    if match is None or match.state is not MatchState.CONFIRMED:
        return
    need = needs.need(turn.tx, match.need_id)
    if need.door is not None:
        return
    requester = people.need(turn.tx, need.neighbour_id)
    if row.subject == "again":
        turn.case("no_door", 0, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
        return
    ask = Ask(QuestionKind.DOOR, match_id=match.id, need_id=need.id)
    open_one = messages.question_of(turn.tx, requester.id)
    if open_one is not None and open_one.kind is QuestionKind.DOOR:
        turn.drop_question(open_one)
    if not turn.busy(requester.id, ask):
        turn.tell(requester, "ask_door_again", {}, MessageClass.FOLLOW_UP, ask=ask, match_id=match.id)
    turn.schedule("door", turn.now + DOOR_AGAIN, match_id=match.id, subject="again")


def _unanswered(turn: Turn, row: FollowUp) -> None:
    """A text we did not understand: a person reads it, unless it was a word or three and something clear came
    after it."""
    who = people.need(turn.tx, row.neighbour_id or "")
    if people.talk(turn.tx, who.id).misses or len((row.subject or "").split()) > FEW_WORDS:
        people.note(turn.tx, who.id, misses=0)
        turn.case("not_understood", 1, neighbour_id=who.id, note=row.subject)


FEW_WORDS = 3
"""Words up to which a text that was not understood is let go once a clear one has followed."""


def _nothing(turn: Turn, row: FollowUp) -> None:
    """A row that only marks that something was done lately."""


LOOKS: dict[str, Callable[[Kit, FollowUp], Handler]] = {
    "rounds": lambda kit, row: matchmaking.rounds_around(kit, row.neighbour_id),
}
"""Follow-ups that read much: they do so before anybody waits to write, and give what is then to be done."""

HANDLERS: dict[str, Handler] = {
    "draft": _draft,
    "draft_offer": _draft_offer,
    "wave": _wave,
    "nudge": _nudge,
    "lapse": lambda turn, row: matches.lapse(turn, row.match_id or ""),
    "ask_later": _ask_later,
    "confirm_nudge": _confirm_nudge,
    "confirm_lapse": lambda turn, row: matches.confirm_lapsed(turn, row.match_id or ""),
    "remind": _remind,
    "happened": _happened,
    "visit_over": lambda turn, row: outcomes.visit_over(turn, row.match_id or ""),
    "window_over": _window_over,
    "resume": lambda turn, row: offering.resume(turn, row.neighbour_id or ""),
    "review_wait": _review_wait,
    "case_due": _case_due,
    "hand_back": _hand_back,
    "alarm_walk": alarms.walk_due,
    "alarm_next": alarms.next_due,
    "alarm_honest": alarms.honest_due,
    "alarm_out": alarms.out_due,
    "still_texts": _nothing,
    "before": lambda turn, row: strangers.ask_before(turn, row.neighbour_id or ""),
    "question_end": _question_end,
    "door": _door,
    "unanswered": _unanswered,
    "invite": inviting.due,
    **doors.DUTIES,
    **holds.DUTIES,
    **brake.DUTIES,
    **goodbye.DUTIES,
    **news.DUTIES,
    **ownanswers.DUTIES,
    **promises.DUTIES,
    **repeating.DUTIES,
}
