"""Does what a turn wants done: one function for each effect, looked up in a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mutualaid.domain.conversation import effects as fx
from mutualaid.domain.messages import IF_SILENT
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MatchState, MessageClass, NeedState, QuestionKind, QuestionState
from mutualaid.service import alarms, ownanswers, phones
from mutualaid.service.incoming import strangers
from mutualaid.service.keeping import goodbye
from mutualaid.service.needs import offering, posting, repeating, seriesbook
from mutualaid.service.outgoing import reach, relay
from mutualaid.service.rounds import asking, chances
from mutualaid.service.turn import Turn
from mutualaid.service.visits import apart, doors, holds, matches, moving, outcomes, terms, timesoff
from mutualaid.store import messages, needs, people, series

Carrier = Callable[[Turn, Neighbour, Any], object]


def carry(turn: Turn, writer: Neighbour, effects: list[fx.Effect]) -> None:
    """Carries the effects out in order, in the turn's transaction."""
    turn.answered_anyway = any(isinstance(e, fx.Say) and e.line not in IF_SILENT for e in effects)
    for effect in effects:
        CARRIERS[type(effect)](turn, turn.fresh(writer), effect)


def _say(turn: Turn, who: Neighbour, e: fx.Say) -> None:
    if e.line in IF_SILENT and turn.replied:
        return
    kind = MessageClass.EMERGENCY if e.line.startswith("danger_") else MessageClass.REPLY
    if e.line in ownanswers.WITH_LINE:
        ownanswers.tell(turn, who, e.line, e.values, kind, e.values["need"], e.ask)
        return
    need_id = e.ask.need_id if e.ask else None
    after = turn.next_piece(who.id) if e.waits else None
    match_id = e.match_id or (e.ask.match_id if e.ask else None)
    line, values = chances.told(turn, e.line, e.values)
    turn.tell(who, line, values, kind, ask=e.ask, need_id=need_id, match_id=match_id, not_before=after)


def _end_need(turn: Turn, who: Neighbour, e: fx.EndNeed) -> None:
    need = needs.need(turn.tx, e.need_id)
    if e.why == "beside":
        posting.end_need(turn, need.id, e.event)
        return
    if need.series_id is not None and e.event == "withdraw":
        posting.end_need(turn, need.id, e.event)
        again = seriesbook.next_time(turn, need)
        line = "skipped" if again else "series_ended"
        turn.tell(who, line, {"kinds": need.kinds, "at": again}, MessageClass.REPLY)
        return
    posting.end_need(turn, e.need_id, e.event, "need_found" if e.event == "fulfil" else "need_dropped")


def _close(turn: Turn, who: Neighbour, e: fx.Close) -> None:
    question = messages.question(turn.tx, e.question_id)
    if question is not None and question.state is QuestionState.RESERVED:
        turn.drop_question(question)
    elif question is not None:
        if question.state is QuestionState.OPEN:
            messages.move_question(turn.tx, question, "answer", answer=e.answer, closed_at=turn.now)
        else:  # another alarm has taken its place meanwhile
            messages.change_question(turn.tx, question.id, answer=e.answer)
        turn.look_again(question.neighbour_id)
        if question.kind is QuestionKind.STILL_TEXTS and e.answer == "yes":
            reach.release(turn, who)
            turn.settle("maybe_out", "wants our texts", neighbour_id=who.id)
            offering.look_again_at_open_needs(turn, who.id)
        if question.kind is QuestionKind.ALARM and e.answer == "no":
            alarms.plan_next(turn, who.id)
        if question.kind is QuestionKind.HAPPENED:
            turn.settle("nobody_came", e.answer, match_id=question.match_id)


def _end_series(turn: Turn, who: Neighbour, e: fx.EndSeries) -> None:
    if e.at is not None:
        seriesbook.end_then(turn, e.series_id, e.at)
        return
    found = series.get(turn.tx, e.series_id)
    if found is not None and found.ended_at is None:
        timesoff.tell_kept(turn, found, None)
    seriesbook.end(turn, e.series_id)


def _know(turn: Turn, who: Neighbour, e: fx.Know) -> None:
    people.change(turn.tx, who, **e.changes)
    turn.log("learn", neighbour_id=who.id, detail=", ".join(e.changes))


def _case(turn: Turn, who: Neighbour, e: fx.OpenCase) -> None:
    turn.case(e.reason, e.urgency, neighbour_id=who.id, need_id=e.need_id, match_id=e.match_id, note=e.note)
    if e.reason == "complaint" and e.match_id is not None:
        holds.pause_asks(turn, e.match_id, who)
    if e.reason in ("terms_to_read", holds.PRICE_NAMED, "question") and e.match_id is not None:
        terms.leave_to_person(turn, e.match_id)


def _accept(turn: Turn, who: Neighbour, e: fx.Accept) -> None:
    match = needs.match(turn.tx, e.match_id)
    if match.state is MatchState.COUNTERED:
        terms.agree(turn, match)
    else:
        terms.accept(turn, match.id, e.when, e.asked, told=e.told)


def _decline(turn: Turn, who: Neighbour, e: fx.Decline) -> None:
    match = needs.match(turn.tx, e.match_id)
    if match.state is MatchState.COUNTERED:
        terms.disagree(turn, match)
    else:
        matches.decline(turn, match.id, told=e.told)


def _acknowledge(turn: Turn, who: Neighbour, e: fx.Acknowledge) -> None:
    turn.who = who.name or "a coordinator"
    alarms.acknowledge(turn, e.alarm_id, turn.who, who.id)


def _approve(turn: Turn, who: Neighbour, e: fx.Approve) -> None:
    """A coordinator settles a shortlist by a digit, unless it is settled, or she is part of it (rule 17)."""
    need = needs.need(turn.tx, e.need_id)
    part = {need.neighbour_id, *(m.helper_id for m in needs.matches_of_need(turn.tx, need.id))}
    if need.state is not NeedState.OPEN or need.reviewed_at is not None or need.held or who.id in part:
        turn.tell(who, "review_gone", {}, MessageClass.REPLY)
        return
    turn.who = who.name or "a coordinator"
    turn.tell(who, "review_done", {}, MessageClass.REPLY)
    asking.approve(turn, e.need_id, turn.who)


def _end_offers(turn: Turn, who: Neighbour, e: fx.EndOffers) -> None:
    if e.offer_id is None:
        offering.end_offers(turn, who.id)
    elif (offer := needs.find_offer(turn.tx, e.offer_id)) is not None:
        offering.end_offer(turn, offer)


def _pause(turn: Turn, who: Neighbour, e: fx.Pause) -> None:
    """A break: what they were just asked goes to the next."""
    offering.pause(turn, who.id, e.until)
    for match in needs.matches_of_helper(turn.tx, who.id):
        if match.state is MatchState.ASKED:
            posting.release_helper(turn, match, "decline", None)
            turn.schedule("wave", turn.now, need_id=match.need_id)


CARRIERS: dict[type[fx.Effect], Carrier] = {
    fx.Say: _say,
    fx.AnswerBeside: lambda turn, who, e: ownanswers.answer_beside(turn, who, e.text),
    fx.PutNeed: lambda turn, who, e: posting.put_need(turn, e.need),
    fx.PostNeed: lambda turn, who, e: posting.post_need(turn, e.need_id),
    fx.ChangeNeed: lambda turn, who, e: posting.change_need(turn, e.need),
    fx.FillNeed: lambda turn, who, e: posting.fill_need(turn, e.need),
    fx.EndNeed: _end_need,
    fx.KeepNeed: lambda turn, who, e: posting.keep_need(turn, e.need_id),
    fx.GoOn: lambda turn, who, e: repeating.go_on(turn, e.need_id, agreed=not e.other, other=e.other),
    fx.SkipTimes: repeating.skip,
    fx.ChangeRhythm: lambda turn, who, e: seriesbook.change_rhythm(turn, e.need),
    fx.EndSeries: _end_series,
    fx.StandAside: timesoff.stand_aside,
    fx.LeaveAll: timesoff.leave_all,
    fx.LeaveSeries: lambda turn, who, e: seriesbook.let_helper_go(turn, e.need_id),
    fx.PutOffer: lambda turn, who, e: offering.put_offer(turn, e.offer),
    fx.PostOffer: lambda turn, who, e: offering.post_offer(turn, e.offer_id),
    fx.EndOffers: _end_offers,
    fx.Close: _close,
    fx.Doubt: lambda turn, who, e: messages.change_question(turn.tx, e.question_id, doubted=True),
    fx.Accept: _accept,
    fx.Counter: lambda turn, who, e: (terms.counter_back if e.back else terms.counter)(turn, e),
    fx.Decline: _decline,
    fx.Confirm: lambda turn, who, e: holds.confirm(turn, e.match_id, e.door),
    fx.TurnDown: lambda turn, who, e: matches.turn_down(turn, e.match_id),
    fx.FallThrough: lambda turn, who, e: outcomes.fall_through(turn, e.match_id, e.rest_until, told=e.told),
    fx.HoldMatch: lambda turn, who, e: holds.hold(turn, e.match_id),
    fx.LetStand: lambda turn, who, e: holds.let_stand(turn, who, e.match_id),
    fx.Thank: lambda turn, who, e: outcomes.thank_again(turn, e.match_id, e.words),
    fx.RuleOut: lambda turn, who, e: apart.rule_out(turn, who, e.neighbour_id),
    fx.Hush: lambda turn, who, e: phones.hush(turn, who),
    fx.GiveDoor: lambda turn, who, e: doors.give_door(turn, e.match_id, e.text),
    fx.Report: lambda turn, who, e: outcomes.report(turn, e.match_id, e.outcome, e.words, e.quiet, told=e.told),
    fx.Relay: lambda turn, who, e: relay.relay(turn, e.match_id, e.text),
    fx.ProposeTime: moving.propose,
    fx.MoveTime: moving.agree,
    fx.OpenCase: _case,
    fx.RaiseAlarm: lambda turn, who, e: alarms.raise_alarm(turn, e.kind, who.id, e.need_id, match_id=e.match_id),
    fx.Acknowledge: _acknowledge,
    fx.Approve: _approve,
    fx.OptOut: lambda turn, who, e: phones.opt_out(turn, who, e.told, e.forgets),
    fx.OptIn: lambda turn, who, e: phones.opt_in(turn, who),
    fx.Goodbye: lambda turn, who, e: goodbye.begin(turn, who),
    fx.NotTheirs: lambda turn, who, e: strangers.not_theirs(turn, who, e.silent),
    fx.KnowAgain: lambda turn, who, e: strangers.know_again(turn, who),
    fx.BeginAnew: lambda turn, who, e: strangers.begin_anew(turn, who),
    fx.Pause: _pause,
    fx.Resume: lambda turn, who, e: offering.resume(turn, who.id),
    fx.Know: _know,
    fx.Note: lambda turn, who, e: people.note(turn.tx, who.id, **e.changes),
}
