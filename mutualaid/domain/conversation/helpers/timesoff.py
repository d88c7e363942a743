"""Of what comes again, one time is off or all of them, said by either side in one text. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import (
    Ask,
    Close,
    Effect,
    EndNeed,
    EndSeries,
    LeaveAll,
    Say,
    SkipTimes,
    StandAside,
)
from mutualaid.domain.conversation.needs import again
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading, TimesOff
from mutualaid.domain.series import Series, days_between
from mutualaid.domain.vocabulary import Command, Intent, MatchState, QuestionKind

TIMES = "times"
"""What "just this time, or every time?" asks about: a series, whether or not its next time is posted."""

BESIDE = frozenset({
    QuestionKind.AGAIN, QuestionKind.KEPT, QuestionKind.HAPPENED, QuestionKind.HELPER_HAPPENED,
    QuestionKind.INVITE, QuestionKind.DOOR, QuestionKind.PAYS, QuestionKind.KNOWS,
    QuestionKind.HOW_OFTEN,
})  # fmt: skip
"""Questions that days said to be off do not answer; every other one is answered first."""


def _touches(series: Series, off: TimesOff) -> bool:
    """Whether a time of the series lies in those days."""
    days = set(series.days) or {str(n) for n in range(1, 8)}
    if off.when is None:
        return bool(days & set(off.days))
    start, end = off.when.start, off.when.end
    if start is None or end is None:
        return False
    day, found = start, set[str]()
    while day < end and len(found) < 7:
        found.add(str(day.isoweekday()))
        day += timedelta(days=1)
    return bool(found & days)


def _meant(c: Conversation, r: Reading) -> Series | None:
    """The one thing that comes again of which the text can speak."""
    kinds = set(r.kinds) - {"general"}
    found = [s for s in (*c.series, *c.kept) if r.off is not None and _touches(s, r.off)]
    found = [s for s in found if not kinds or kinds & set(s.kinds)]
    return found[0] if len(found) == 1 else None


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    if r.off is None or r.complaint or r.digit is not None:
        return False
    if c.question is not None and c.question.kind not in BESIDE:
        return False
    if r.intent in (Intent.OFFER, Intent.BOTH, Intent.QUESTION) or r.command not in (None, *TAKING_OFF):
        return False
    series = _meant(c, r)
    return series is not None and not _another_visit(c, r.off, series)


def gives_up(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper who comes again and again cannot any more, and names no day: "ya no voy a poder"."""
    if c.question is not None and c.question.kind not in BESIDE:
        return False
    plain = r.cannot and r.off is None and r.when is None and not r.complaint and r.intent is not Intent.QUESTION
    return plain and "lasting_end" in r.spans and len(c.kept) == 1


def ask_which(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Asks whether they mean the next time or all of them."""
    series = c.kept[0]
    asked = Ask(QuestionKind.WHICH, text=f"{TIMES}:{series.id}~~")
    return [*again.closing(c), Say("which_times", {"kinds": series.kinds}, asked)]


def bounds_help(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper who comes again and again would leave a day to somebody else, or sets it an end: no new offer."""
    return bool(c.kept) and r.intent in (Intent.OFFER, Intent.OTHER) and "lasting_end" in r.spans and not r.cannot


TAKING_OFF = (Command.CANCEL, Command.PAUSE, Command.CHANGE)


def _another_visit(c: Conversation, off: TimesOff, series: Series) -> bool:
    """Whether a visit that is no time of the series may be meant."""
    agreed = [t for t in c.ties if t.match.state is MatchState.CONFIRMED and t.need.series_id != series.id]
    if off.when is None or off.when.start is None or off.when.end is None:
        return False
    times = off.when.start, off.when.end
    return any(again.within(t, times) for t in agreed)


def take_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    series, off = _meant(c, r), r.off
    assert series is not None and off is not None
    if "ends" in r.spans or (off.ever and off.when is None):
        return [*again.closing(c), *_ended(c, series)]
    if off.when is None or off.ever:
        posted = [n for n in c.needs if n.series_id == series.id]
        if series in c.series and posted:
            about = Ask(QuestionKind.WHICH, need_id=posted[0].id, text=f"series:{posted[0].id}")
            return [*again.closing(c), Say("which_times", {"kinds": series.kinds}, about)]
        start, end = (off.when.start, off.when.end) if off.when is not None else (None, None)
        kept = f"{TIMES}:{series.id}~{_iso(start)}~{_iso(end)}"
        asked = Ask(QuestionKind.WHICH, text=kept)
        return [*again.closing(c), Say("which_times", {"kinds": series.kinds}, asked)]
    return [*again.closing(c), *_once(c, series, off.when.start, off.when.end)]


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at is not None else ""


def _once(c: Conversation, series: Series, start: datetime | None, end: datetime | None) -> list[Effect]:
    """One time is off: those between two moments, or the next one."""
    if series not in c.series:
        return [StandAside(series.id, start, end)]
    posted = [n for n in c.needs if n.series_id == series.id]
    if start is not None and end is not None:
        posted = [n for n in posted if n.from_at is not None and start <= n.from_at < end]
    if posted and not _more_of(c, series, posted[0], start, end):
        return [EndNeed(posted[0].id, "withdraw", "told")]
    return [*(EndNeed(n.id, "withdraw", "beside") for n in posted[:1]), SkipTimes(series.id, start, end)]


def _more_of(c: Conversation, series: Series, posted: Need, start: datetime | None, end: datetime | None) -> bool:
    """Whether more of its times than the one that is posted lie between two moments."""
    if start is None or end is None:
        return False
    first, last = (at.astimezone(c.facts.zone).date() for at in (start, end - timedelta(minutes=1)))
    return bool(days_between(posted, series, first, last, c.facts.zone))


def _ended(c: Conversation, series: Series) -> list[Effect]:
    """It is over for good: for all, where the person in need says so; for this helper, where they do."""
    if series not in c.series:
        return [LeaveAll(series.id)]
    posted = [n for n in c.needs if n.series_id == series.id]
    if posted:
        beside = [EndNeed(n.id, "withdraw", "beside") for n in posted[1:]]
        return [EndSeries(series.id), *beside, EndNeed(posted[0].id, "withdraw", "told")]
    return [EndSeries(series.id), Say("series_ended", {"kinds": series.kinds})]


def settle(c: Conversation, q: Question, kept: str, r: Reading) -> list[Effect] | None:
    """The answer to "just this time, or every time?"."""
    id, start, end = kept.split("~")
    series = next((s for s in (*c.series, *c.kept) if s.id == id), None)
    if series is None:
        return [Close(q.id, "gone"), Say("nothing_to_drop")] if r.digit is not None else None
    if r.digit == 2 or (r.digit is None and ({"ends", "for_good", "both"} & r.spans.keys())):
        return [Close(q.id, "told"), *_ended(c, series)]
    if r.digit == 1 or (r.digit is None and "skip" in r.spans):
        times = (datetime.fromisoformat(at) if at else None for at in (start, end))
        return [Close(q.id, "told"), *_once(c, series, *times)]
    return [Say("which_number")] if r.digit is not None or r.answer is not None else None
