"""Alarms: danger walks down those on duty until one takes it; after ten minutes the person hears the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.questions import ASKING
from mutualaid.domain.followups import ALARM_HONEST, ALARM_PASSES, ALARM_STEP
from mutualaid.domain.messages import Alarm, FollowUp
from mutualaid.domain.needs import Match, Question
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.domain.vocabulary import MessageClass, QuestionKind, QuestionState, Standing
from mutualaid.service.kit import Kit
from mutualaid.service.needs import posting
from mutualaid.service.outgoing import digests, giveway
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.codec import from_text
from mutualaid.store.engine import Tx

WALKED = timedelta(days=7)
"""How long an alarm nobody takes is walked at all; after that it stands on the desk alone."""

AGAIN = ALARM_HONEST
"""So long after an alarm that nobody took, danger from the same phone is news again."""

SERVICE_AGAIN = timedelta(hours=12)
"""So long after an alarm of the service that nobody took, or since somebody did, the same trouble is told again."""

CASES = {"sender": "sender_stopped", "cap": "daily_cap", "webhooks": "webhook_errors"}
"""Alarm of the service -> the case that stands on the desk beside it."""

STANDS = timedelta(hours=12)
"""How long who was asked to take an alarm is not asked anew, only told again."""

A_MOMENT = timedelta(seconds=10)
"""How long an alarm waits for an answer that is about to leave for the same phone: it would take its question."""

DANGER_FIRST = timedelta(minutes=10)
"""So long a coordinator who was asked about somebody in danger is not asked about the service itself."""


def raise_alarm(
    turn: Turn,
    kind: str,
    neighbour_id: str | None,
    need_id: str | None = None,
    note: str | None = None,
    match_id: str | None = None,
) -> None:
    """Opens an alarm, holds the phone's needs, and starts the walk. One that is open already is kept. `match_id` is
    the connection whose other side the danger may come from."""
    if neighbour_id is not None:
        for need in needs.needs_of(turn.tx, neighbour_id):
            needs.change_need(turn.tx, need, held=True, danger=need.danger or kind)
            turn.case("held", 0, neighbour_id=neighbour_id, need_id=need.id)
            turn.log("hold", neighbour_id=neighbour_id, need_id=need.id, detail=kind)
            posting.release_asked(turn, need)
            turn.drop_reviews(need.id)
        for waiting in messages.held_back(turn.tx, neighbour_id):
            messages.move(turn.tx, waiting, "drop", reason="danger came")
        asked = messages.question_of(turn.tx, neighbour_id)
        if asked is not None and asked.kind in ASKING:
            turn.drop_question(asked)
        open_one = plan.open_alarm_of(turn.tx, neighbour_id)
        if open_one is not None:
            at_home, late = open_one.kind == "home", abs(turn.now - open_one.raised_at) >= AGAIN  # or a clock ahead
            if late or (kind != "home" and not at_home and not _told(turn, open_one, kind)):
                _heard_again(turn, open_one, "home" if at_home or kind == "home" else kind, match_id)
            elif kind == "home" and not at_home:
                _now_at_home(turn, open_one)
            return
    alarm = Alarm(
        id=turn.kit.ids.new(), kind=kind, created_at=turn.now, neighbour_id=neighbour_id, need_id=need_id, note=note
    )
    plan.insert_alarm(turn.tx, alarm)
    turn.case("danger", 0, neighbour_id=neighbour_id, match_id=match_id, note=kind)
    turn.log("alarm", neighbour_id=neighbour_id, need_id=need_id, detail=kind)
    _go_out(turn, alarm)


def _told(turn: Turn, alarm: Alarm, kind: str) -> bool:
    """Whether danger of this kind went out with an alarm that nobody has taken yet."""
    since = (e for e in plan.log_of(turn.tx, neighbour_id=alarm.neighbour_id) if e.at >= alarm.created_at)
    return any(e.verb == "alarm" and e.detail == kind for e in since)


def _go_out(turn: Turn, alarm: Alarm) -> None:
    """The walk begins, the second channel hears, and the person is told honestly if nobody takes it."""
    walk(turn, alarm)
    of_person = alarm.neighbour_id is not None
    turn.schedule("alarm_out", turn.now, subject=alarm.id, neighbour_id=alarm.neighbour_id, anew=of_person)
    if of_person and alarm.kind != "home":
        turn.schedule("alarm_honest", turn.now + ALARM_HONEST, neighbour_id=alarm.neighbour_id, subject=alarm.id)


def _heard_again(turn: Turn, alarm: Alarm, kind: str, match_id: str | None = None) -> None:
    """Nobody took it, and there is danger again: it goes out as if it were new."""
    if alarm.neighbour_id is not None:
        turn.case("danger", 0, neighbour_id=alarm.neighbour_id, match_id=match_id, note=kind)
        plan.drop(turn.tx, turn.now, kind="alarm_honest", neighbour_id=alarm.neighbour_id)
    anew: dict[str, Any] = {"kind": kind, "walked": 0, "honest_at": None, "heard_at": turn.now}
    plan.change_alarm(turn.tx, alarm.id, **anew)
    turn.log("alarm", neighbour_id=alarm.neighbour_id, need_id=alarm.need_id, detail=kind)
    plan.drop(turn.tx, turn.now, kind="alarm_walk", subject=alarm.id)
    _go_out(turn, replace(alarm, **anew))


def _now_at_home(turn: Turn, alarm: Alarm) -> None:
    """The danger turns out to be somebody at home: those on duty hear at once that no text may go there."""
    plan.change_alarm(turn.tx, alarm.id, kind="home")
    plan.drop(turn.tx, turn.now, kind="alarm_honest", neighbour_id=alarm.neighbour_id)
    turn.log("alarm", neighbour_id=alarm.neighbour_id, need_id=alarm.need_id, detail="home")
    walk(turn, replace(alarm, kind="home"))


def raise_service_alarm(turn: Turn, kind: str, since: datetime | None = None) -> None:
    """The service itself needs somebody: the worker is silent, the sender stopped, the day's cap is reached. One
    alarm of a kind is open at a time; where it is known since when it is so, there is one for that, else what was
    told already is told again after a while, or once it was over."""
    last = plan.last_service_alarm(turn.tx, kind, turn.now)
    if last is not None and last.acknowledged_at is None:
        if abs(turn.now - last.raised_at) >= SERVICE_AGAIN:
            _heard_again(turn, last, kind)
        return
    if last is not None and (last.raised_at > since if since is not None else _still_the_same(turn, last)):
        return
    alarm = Alarm(id=turn.kit.ids.new(), kind=kind, created_at=turn.now)
    plan.insert_alarm(turn.tx, alarm)
    turn.log("alarm", detail=kind)
    _go_out(turn, alarm)


def _still_the_same(turn: Turn, alarm: Alarm) -> bool:
    """Whether trouble is that which somebody took with this alarm: the case beside it was not settled since."""
    if abs(turn.now - (alarm.acknowledged_at or alarm.raised_at)) >= SERVICE_AGAIN:
        return False
    beside = plan.find_open(turn.tx, CASES[alarm.kind], None, None, None)
    return beside is None or beside.created_at <= alarm.raised_at


def settle_service(turn: Turn, reason: str, by: str) -> None:
    """What the service needed somebody for is over, or a person has seen it: the case of this reason and the alarm
    beside it end."""
    for case in plan.open_cases(turn.tx):
        if case.reason == reason:
            plan.settle_case(turn.tx, case.id, turn.who, turn.now, by)
    for alarm in plan.open_alarms(turn.tx):
        if CASES.get(alarm.kind) == reason and alarm.neighbour_id is None:
            acknowledge(turn, alarm.id, by)


def on_call(turn: Turn, in_danger: str | None) -> list[Coordinator]:
    """Those on duty who can be texted now of danger to the phone with the id `in_danger`, which is not theirs."""
    quiet = turn.kit.hours.quiet(turn.now)
    awake = [c for c in people.coordinators(turn.tx) if c.on_duty and c.phone and (c.wake or not quiet)]
    return [c for c in awake if _texts_arrive(turn, c.phone or "", in_danger)]


def _texts_arrive(turn: Turn, phone: str, in_danger: str | None) -> bool:
    """Whether this phone neither opted out, nor is blocked, nor dead, nor may be read by somebody else; one we have
    not met yet may be texted."""
    known = people.by_phone(turn.tx, phone)
    if known is None:
        return True
    talk = people.talk(turn.tx, known.id)
    arrive = known.standing is Standing.ACTIVE and talk.unreached is None and not talk.hushed
    return arrive and known.id != in_danger


def reachable(turn: Turn) -> bool:
    """Whether danger to whoever writes reaches anybody now: by text, or by the second channel."""
    second = turn.kit.config.alarms
    writer = turn.inbound.neighbour_id if turn.inbound is not None else None
    return bool(on_call(turn, writer) or second.webhook or second.email)


def walk(turn: Turn, alarm: Alarm) -> None:
    """Texts the next coordinator on duty who has a phone and may be woken; when all were texted, begins again."""
    reach = on_call(turn, alarm.neighbour_id)
    if reach:
        coordinator = reach[alarm.walked % len(reach)]
        phone = phone_of(turn, coordinator)
        later = _waits_for(turn, phone, alarm)
        if later is not None:
            _walk_at(turn, alarm, later)
            return
        if not turn.answers(phone.id):
            _put_to(turn, phone, alarm)
        turn.log("walk alarm", neighbour_id=alarm.neighbour_id, detail=coordinator.name)
    walked = alarm.walked + 1
    plan.change_alarm(turn.tx, alarm.id, walked=walked)
    _walk_at(turn, alarm, turn.now + next_step(walked, len(reach)))


def _waits_for(turn: Turn, phone: Neighbour, alarm: Alarm) -> datetime | None:
    """Until when an alarm waits for what this phone is told or asked just now; None for not at all."""
    answered = giveway.answer_leaves(turn, phone.id)
    if answered is not None:
        return max(answered, turn.now) + A_MOMENT
    asked = messages.question_of(turn.tx, phone.id)
    about = plan.alarm(turn.tx, asked.alarm_id) if asked is not None and alarm.neighbour_id is None else None
    if asked is None or about is None or about.neighbour_id is None:
        return None
    free = max(asked.created_at, about.raised_at) + DANGER_FIRST
    return free if turn.now < free <= turn.now + DANGER_FIRST else None


def whose(who: Neighbour | None) -> str | None:
    """How an alarm names the person: by first name, else by the last four digits of the number. None for an alarm
    of the service itself."""
    return (who.first_name or who.phone[-4:]) if who is not None else None


def plan_next(turn: Turn, phone_id: str) -> None:
    """A coordinator took or passed an alarm: the next one that is open is put to her."""
    turn.schedule("alarm_next", turn.now + A_MOMENT, neighbour_id=phone_id)  # behind the answer she gets now


def next_due(turn: Turn, row: FollowUp) -> None:
    """The oldest open alarm that she has not passed on, unless she is asked about one already."""
    phone = people.need(turn.tx, row.neighbour_id or "")
    duty = people.coordinator_by_phone(turn.tx, phone.phone)
    open_one = messages.question_of(turn.tx, phone.id)
    if duty is None or not duty.on_duty or (open_one is not None and open_one.kind is QuestionKind.ALARM):
        return
    passed = messages.alarms_passed(turn.tx, phone.id)
    for alarm in plan.open_alarms(turn.tx):
        walked = turn.now - alarm.raised_at < WALKED
        if walked and alarm.id not in passed and alarm.neighbour_id != phone.id:
            _put_to(turn, phone, alarm)
            return


def _put_to(turn: Turn, phone: Neighbour, alarm: Alarm) -> None:
    """Asks whether this phone takes the alarm. Where it was asked lately and has not answered, that question
    stands: an answer on its way still counts."""
    who = people.get(turn.tx, alarm.neighbour_id)
    values = {"name": whose(who), "kind_text": _called(turn, alarm)}
    asked = messages.question_of(turn.tx, phone.id)
    line = "alarm" if who else "alarm_service"
    for waiting in messages.queued_for(turn.tx, phone.id):
        told = messages.question(turn.tx, waiting.question_id)
        if told is not None and told.alarm_id == alarm.id:
            messages.move(turn.tx, waiting, "drop", reason="it is said anew")
    lately = asked is not None and asked.state is QuestionState.OPEN and turn.now - asked.created_at < STANDS
    if asked is None or asked.alarm_id != alarm.id or not lately:
        ask = Ask(QuestionKind.ALARM, alarm_id=alarm.id)
        turn.tell(phone, line, values, MessageClass.EMERGENCY, ask=ask)
        return
    again = turn.tell(phone, line, values, MessageClass.EMERGENCY)
    if again is not None:
        messages.change(turn.tx, again, question_id=asked.id)


def still_tells(turn: Turn, question: Question) -> bool:
    """Whether the text of a closed question may leave all the same: of several alarms each is told, though only the
    last is asked about."""
    alarm = plan.alarm(turn.tx, question.alarm_id)
    return question.state is QuestionState.DROPPED and alarm is not None and alarm.acknowledged_at is None


def _called(turn: Turn, alarm: Alarm) -> str:
    """What an alarm says it is about: that violence may be a helper's is said."""
    match = about(turn.tx, alarm)
    by_helper = match is not None and match.helper_id != alarm.neighbour_id and alarm.kind == "violence"
    return "helper" if by_helper else alarm.kind


def about(tx: Tx, alarm: Alarm) -> Match | None:
    """The connection whose other side the danger may come from, as the case beside the alarm has it."""
    if alarm.neighbour_id is None:
        return None
    told = (c for c in plan.open_cases(tx) if c.reason == "danger" and c.neighbour_id == alarm.neighbour_id)
    case = next((c for c in told if c.match_id is not None), None)
    return needs.find_match(tx, case.match_id) if case is not None else None


def _walk_at(turn: Turn, alarm: Alarm, due: datetime) -> None:
    anew = alarm.neighbour_id is not None
    turn.schedule("alarm_walk", due, neighbour_id=alarm.neighbour_id, subject=alarm.id, anew=anew)


def not_told(turn: Turn, question_id: str | None) -> None:
    """A text did not arrive; where it told of an alarm the next on duty hears at once, until all were tried. Whose
    phone is given up for it stands in the row no more, and the next has moved up to that place."""
    question = messages.question(turn.tx, question_id)
    alarm = plan.alarm(turn.tx, question.alarm_id) if question is not None else None
    if question is None or alarm is None or alarm.acknowledged_at is not None:
        return
    reach = on_call(turn, alarm.neighbour_id)
    phone = people.need(turn.tx, question.neighbour_id).phone
    given_up = 0 < alarm.walked <= len(reach) + 1 and phone not in {c.phone for c in reach}
    walked = alarm.walked - given_up
    if walked < len(reach):
        plan.change_alarm(turn.tx, alarm.id, walked=walked)
        plan.drop(turn.tx, turn.now, kind="alarm_walk", subject=alarm.id)
        _walk_at(turn, alarm, turn.now)


def next_step(walked: int, reach: int) -> timedelta:
    """How long until the next text of an alarm: a short step down the list, then ever longer before it is
    walked again, since the one in danger was told that we keep trying."""
    passes, place = divmod(walked, max(1, reach))
    return ALARM_STEP if place else ALARM_PASSES[min(passes, len(ALARM_PASSES)) - 1]


AS_COORDINATOR = "gave this number to be texted as a coordinator"


def phone_of(turn: Turn, coordinator: Coordinator) -> Neighbour:
    """The coordinator's phone as one we may text; made when she was added."""
    assert coordinator.phone is not None
    known = digests.known(turn, coordinator.phone)
    if known is not None and known.consent_how is None:
        turn.log("note consent", neighbour_id=known.id, detail=AS_COORDINATOR)
        return people.change(
            turn.tx, known, consent_how="coordinator", consent_by=coordinator.name, consent_note=AS_COORDINATOR,
            consent_at=turn.now,
        )  # fmt: skip
    if known is not None:
        return known
    return people.insert(
        turn.tx,
        Neighbour(
            id=turn.kit.ids.new(),
            phone=coordinator.phone,
            created_at=turn.now,
            name=coordinator.name,
            known=True,
            consent_how="coordinator",
            consent_by=coordinator.name,
            consent_note=AS_COORDINATOR,
            consent_at=turn.now,
            welcomed_at=turn.now,
        ),
    )


def acknowledge(turn: Turn, alarm_id: str, by: str, phone_id: str | None = None) -> None:
    """The first who takes an alarm has it; the person hears that a person read it, the others are let go."""
    alarm = plan.alarm(turn.tx, alarm_id)
    assert alarm is not None
    mine = people.get(turn.tx, phone_id)
    if mine is not None:
        plan_next(turn, mine.id)
    if not plan.acknowledge(turn.tx, alarm_id, by, turn.now):
        if mine is not None:
            turn.tell(mine, "alarm_taken_already", {"name": alarm.acknowledged_by}, MessageClass.REPLY)
        return
    who = people.get(turn.tx, alarm.neighbour_id)
    for question in messages.questions_about(turn.tx, alarm_id=alarm_id):
        turn.drop_question(question)
    for kind in ("alarm_walk", "alarm_honest") if alarm.neighbour_id else ():
        plan.drop(turn.tx, turn.now, kind=kind, neighbour_id=alarm.neighbour_id)
    turn.log("acknowledge", neighbour_id=alarm.neighbour_id, need_id=alarm.need_id, detail=by)
    if mine is not None:
        line = "alarm_taken_home" if alarm.kind == "home" else "alarm_taken"
        line = line if who is not None else "alarm_taken_service"
        turn.tell(mine, line, {"name": whose(who)}, MessageClass.REPLY)
    if who is not None and alarm.kind != "home" and phone_id != who.id:
        turn.tell(who, "danger_read", {"name": by}, MessageClass.EMERGENCY)


def walk_due(turn: Turn, row: FollowUp) -> None:
    """The next on duty hears of an alarm nobody has taken."""
    alarm = plan.alarm(turn.tx, row.subject)
    if alarm is None or alarm.acknowledged_at is not None:
        return
    ticked = plan.mark(turn.tx, "tick_at")
    if alarm.kind == "worker" and ticked is not None and alarm.raised_at < from_text(ticked) <= turn.now:
        acknowledge(turn, alarm.id, "it runs again")
    elif turn.now - alarm.raised_at < WALKED:
        walk(turn, alarm)


def out_due(turn: Turn, row: FollowUp) -> Callable[[Kit], None] | None:
    """The second channel hears of an alarm, after the commit."""
    alarm = plan.alarm(turn.tx, row.subject)
    if alarm is None:
        return None
    if alarm.neighbour_id is None:
        return lambda kit: kit.notice(
            "Texts are held up", f"The service needs somebody ({alarm.kind}). Open the desk."
        )
    return lambda kit: kit.notice("Danger", f"Someone texted of danger ({alarm.kind}). Open the desk now.")


def honest_due(turn: Turn, row: FollowUp) -> None:
    """Ten minutes without anyone taking it: the person in danger hears that honestly."""
    alarm = plan.alarm(turn.tx, row.subject)
    if alarm is None or alarm.acknowledged_at is not None or turn.now - alarm.raised_at > 6 * ALARM_HONEST:
        return
    who = people.need(turn.tx, alarm.neighbour_id or "")
    plan.change_alarm(turn.tx, alarm.id, honest_at=turn.now)
    turn.tell(who, "danger_second", {"danger": alarm.kind}, MessageClass.EMERGENCY)
