"""The book of help that comes again: when a series begins, whom it keeps, when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain import series as rhythm
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.series import LEAD, Series
from mutualaid.domain.vocabulary import QuestionKind
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs
from mutualaid.store import series as stored


def begin(turn: Turn, need: Need) -> None:
    """A need that repeats starts its series, or goes on with it; the next occurrence is planned."""
    if not need.repeat_every:
        return
    if need.series_id is None:
        new = Series(
            id=turn.kit.ids.new(),
            neighbour_id=need.neighbour_id,
            created_at=turn.now,
            kinds=need.kinds,
            days=need.repeat_days,
            every=need.repeat_every,
            from_hour=need.repeat_from,
            to_hour=need.repeat_to,
        )
        stored.insert(turn.tx, new)
        need = needs.change_need(turn.tx, need, series_id=new.id)
        turn.log("begin series", neighbour_id=need.neighbour_id, need_id=need.id)
    found = stored.get(turn.tx, need.series_id)
    if found is not None and found.ended_at is None:
        start, _ = rhythm.after(need, found, turn.now, turn.kit.config.group.zone)
        due = max(start - LEAD, need.from_at or turn.now, turn.now + timedelta(hours=1))
        due = turn.kit.hours.next_decent(due)
        turn.schedule("occurrence", due, neighbour_id=need.neighbour_id, subject=found.id, anew=False)


def keep(turn: Turn, match: Match, need: Need) -> None:
    """It went well: this helper is the one who is asked first next time."""
    found = stored.get(turn.tx, need.series_id)
    if found is not None and found.ended_at is None and found.helper_id != match.helper_id:
        stored.change(turn.tx, found.id, helper_id=match.helper_id)
        turn.log("keep helper", neighbour_id=need.neighbour_id, need_id=need.id)


def keep_unsaid(turn: Turn, last: Need, found: Series) -> Series:
    """The series as its next time finds it: nobody said how the last visit went, so the question about it gives
    way to the next one, and who came then is asked first again if nobody else is kept."""
    for match in needs.matches_of_need(turn.tx, last.id):
        if match.outcome is not None or not match.is_over(turn.now):
            continue
        for question in messages.questions_about(turn.tx, match_id=match.id):
            if question.kind is QuestionKind.HAPPENED:
                turn.drop_question(question, "lapse")
        if found.helper_id is None:
            keep(turn, match, last)
            found = replace(found, helper_id=match.helper_id)
    return found


def freed(turn: Turn, helper_id: str | None) -> None:
    """Times to come for which a helper was kept are free: what else they could fill is looked through."""
    if helper_id is not None:
        turn.schedule("rounds", turn.now, neighbour_id=helper_id)


def let_helper_go(turn: Turn, need_id: str) -> None:
    """The kept helper would rather not any more: next time others are asked."""
    need = needs.need(turn.tx, need_id)
    if need.series_id is not None:
        found = stored.get(turn.tx, need.series_id)
        freed(turn, found.helper_id if found is not None else None)
        stored.change(turn.tx, need.series_id, helper_id=None)
        turn.log("let helper go", neighbour_id=need.neighbour_id, need_id=need.id)


def is_kept(turn: Turn, need: Need, helper_id: str) -> bool:
    found = stored.get(turn.tx, need.series_id)
    return found is not None and found.helper_id == helper_id


def end(turn: Turn, series_id: str) -> None:
    """No more occurrences after the one that is open."""
    found = stored.get(turn.tx, series_id)
    if found is None or found.ended_at is not None:
        return
    stored.change(turn.tx, series_id, ended_at=turn.now)
    freed(turn, found.helper_id)
    turn.log("end series", neighbour_id=found.neighbour_id)


def end_then(turn: Turn, series_id: str, at: datetime) -> None:
    """No occurrence from a moment on: it ends once all before that are posted."""
    found = stored.get(turn.tx, series_id)
    if found is not None and at - LEAD > turn.now:
        turn.schedule("series_over", at - LEAD, neighbour_id=found.neighbour_id, subject=series_id, anew=False)
    else:
        end(turn, series_id)


def change_rhythm(turn: Turn, need: Need) -> None:
    """In the rhythm of this time of it from now on."""
    found = stored.get(turn.tx, need.series_id)
    last = needs.last_of_series(turn.tx, need.series_id or "")
    if found is None or found.ended_at is not None or last is None:
        return
    stored.change(
        turn.tx, found.id, every=need.repeat_every, days=need.repeat_days, from_hour=need.repeat_from,
        to_hour=need.repeat_to,
    )  # fmt: skip
    turn.log("change series", neighbour_id=found.neighbour_id, detail=f"every {need.repeat_every} weeks")
    begin(turn, last)


def next_time(turn: Turn, need: Need) -> tuple[datetime, datetime] | None:
    """When it would be needed next, or None where the series has ended."""
    found = stored.get(turn.tx, need.series_id)
    if found is None or found.ended_at is not None:
        return None
    return rhythm.after(need, found, turn.now, turn.kit.config.group.zone)


def end_all(turn: Turn, neighbour_id: str) -> None:
    """Somebody leaves: what they asked for again and again ends, and nobody is asked to keep them."""
    for found in stored.of_neighbour(turn.tx, neighbour_id):
        stored.change(turn.tx, found.id, ended_at=turn.now)
        freed(turn, found.helper_id)
    stored.let_go(turn.tx, neighbour_id)
