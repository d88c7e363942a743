"""What falls due for an alarm: the next coordinator, an honest word, the second channel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from mutualaid.domain.followups import ALARM_HONEST
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.service import alarms
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import people, plan

DAY = timedelta(days=1)


def alarm_walk(turn: Turn, row: FollowUp) -> None:
    alarm = plan.alarm(turn.tx, row.subject)
    if alarm is not None and alarm.acknowledged_at is None and turn.now - alarm.created_at < DAY:
        alarms.walk(turn, alarm)


def alarm_honest(turn: Turn, row: FollowUp) -> None:
    """Ten minutes without anyone taking it: the person in danger hears that honestly."""
    alarm = plan.alarm(turn.tx, row.subject)
    if alarm is None or alarm.acknowledged_at is not None or turn.now - alarm.created_at > 6 * ALARM_HONEST:
        return
    who = people.need(turn.tx, alarm.neighbour_id or "")
    plan.change_alarm(turn.tx, alarm.id, honest_at=turn.now)
    turn.tell(who, "danger_second", {}, MessageClass.EMERGENCY)


def alarm_out(turn: Turn, row: FollowUp) -> Callable[[Kit], None] | None:
    alarm = plan.alarm(turn.tx, row.subject)
    if alarm is None:
        return None
    if alarm.neighbour_id is None:
        return lambda kit: kit.notice(
            "Texts are held up", f"The service needs somebody ({alarm.kind}). Open the desk."
        )
    return lambda kit: kit.notice("Danger", f"Someone texted of danger ({alarm.kind}). Open the desk now.")
