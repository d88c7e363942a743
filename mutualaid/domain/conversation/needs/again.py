"""Taking a need back, and what comes again: skipped, ended, or wanted this time too. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import (
    Ask,
    ChangeRhythm,
    Close,
    Doubt,
    Effect,
    EndNeed,
    EndSeries,
    FillNeed,
    GoOn,
    OpenCase,
    Say,
    SkipTimes,
)
from mutualaid.domain.conversation.needs import rhythm
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.needs import Choice, Need, Question
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Command, Intent, QuestionKind

SHORT_WORDS = 4
"""A command of at most this many words is the whole message; a longer one may be a sentence meant for the
other side of a connection."""


def again(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """Whether what comes again is wanted this time: go on, skip it, end it."""
    need = next((n for n in c.needs if n.id == q.need_id), None)
    no_more = only_no_more(c, r)
    ends = r.digit is None and "ends" in r.spans and r.command in (None, Command.CANCEL, Command.DONE)
    if need is None or (r.command is not None and not (no_more or ends)):
        return None
    if r.digit == 3 or no_more or ends:
        ended = [EndSeries(need.series_id)] if need.series_id else []
        return [*ended, Close(q.id, "ended"), EndNeed(need.id, "withdraw", "told")]
    if _another(r):
        return [Close(q.id, "yes"), GoOn(need.id, other=True), Say("again_other", {"kinds": need.kinds})]
    if r.cues.says("again.hospital") and len(r.text.split()) <= 2 * SHORT_WORDS:
        return [OpenCase("for_us", 0, need_id=need.id, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
    if need.series_id and (many := skips_of(r)) is not None:
        return [Close(q.id, "skipped"), *_skip(need.series_id, [need], many)]
    if r.digit is None and r.when is None and r.cues.says("again.this_time", "moving.moves") and not r.command:
        return tell_of_series(c, r, now)  # "my daughter brings it this time"
    if r.digit == 2 or (r.digit is None and ("skip" in r.spans or r.says_no)):
        return [Close(q.id, "skipped"), EndNeed(need.id, "withdraw", "told")]
    if r.bare_ok or "heart" in r.spans:
        return [Doubt(q.id), Say("sure_yes")]
    if r.says_yes or "keeps_on" in r.spans or r.cues.only("again.keep", "answers.yes", "pieces.pleads"):
        return [Close(q.id, "yes"), GoOn(need.id), Say("again_noted", {"kinds": need.kinds})]
    if r.digit is not None:
        return [Say("one_two_three_again")]
    return None


def skips_of(r: Reading) -> int | None:
    """How many of the next times are off, where a text says so of more than one: "skip the next two"."""
    if r.digit is not None or "skip" not in r.spans or "ends" in r.spans:
        return None
    if r.cues.says("again.next_2"):
        return 2
    if r.cues.says("again.next_3"):
        return 3
    return 4 if r.cues.says("again.next_4") else None


def _skip(series_id: str, posted: list[Need], times: int) -> list[Effect]:
    """So many times are off: the one that is posted, and the others before it is."""
    ended: list[Effect] = [EndNeed(n.id, "withdraw", "beside") for n in posted]
    return [*ended, SkipTimes(series_id, None, None, times - len(posted))]


def _another(r: Reading) -> bool:
    """Whether it is wanted, but from somebody else; what is said against the helper besides goes to a person."""
    short = r.digit is None and len(r.text.split()) <= 2 * SHORT_WORDS and not (r.covered or r.when or r.kinds)
    asks = r.spans.get("other_person")
    where = asks or _of_another(r)
    if not short or where is None:
        return False
    said = r.spans.get("complaint") if r.complaint else None
    return said is None or (said[0] < where[1] and where[0] < said[1])


def _of_another(r: Reading) -> tuple[int, int] | None:
    """Where a text says that it should be another, or not the one it names."""
    if r.cues.says("again.another") and not r.cues.says("again.another_thing"):
        return r.cues.span("again.another")
    return r.cues.span("again.not_with") if r.cues.closes("again.not_with") else None


def only_no_more(c: Conversation, r: Reading) -> bool:
    """ "No more" to a question that offers an end for good means that end, and no end of all our texts."""
    q = c.question
    asked = q is not None and q.kind in (QuestionKind.AGAIN, QuestionKind.KEPT)
    return asked and not r.stop_exact and r.cues.only("again.no_more", "pieces.pleads")


def which_times(c: Conversation, q: Question, need_id: str, r: Reading) -> list[Effect] | None:
    """Taken back only this time, or every time."""
    need = next((n for n in c.needs if n.id == need_id), None)
    if need is None:
        return [Say("which_number")] if r.digit is not None else None
    ends = r.digit == 2 or (r.digit is None and "for_good" in r.spans)
    if not ends and r.digit != 1 and (r.digit is not None or not _this_time(r)):
        return [Say("which_number")] if r.digit is not None or r.covered else None
    told: list[Effect] = [Close(q.id, "told")]
    if ends and need.series_id:
        told.append(EndSeries(need.series_id))
    return [*told, EndNeed(need.id, "withdraw", "told")]


def _this_time(r: Reading) -> bool:
    """Speaks of one time only: "skip", or the day of it ("not tomorrow")."""
    return "skip" in r.spans or (r.when is not None and r.when.dated and r.repeat is None)


def closing(c: Conversation, need: Need | None = None) -> list[Effect]:
    """The open question ends with what it was about."""
    q = c.question
    if q is None or (need is not None and q.need_id not in (need.id, None)):
        return []
    if need is not None and q.need_id is None and q.match_id is not None:
        tie = c.tie(q.match_id)
        if tie is None or tie.need.id != need.id:
            return []
    return [Close(q.id, "dropped")]


def which(needs: list[Need], event: str) -> list[Effect]:
    """Asks which need is meant."""
    ids = ",".join(n.id for n in needs[:3])
    return [Say("which_drop", {"options": choices(needs[:3])}, Ask(QuestionKind.WHICH, text=f"{event}:{ids}"))]


def choices(needs: list[Need]) -> tuple[Choice, ...]:
    """These needs of the writer's own as what they may mean."""
    return tuple(Choice(n, n.posted_at or n.created_at) for n in needs)


def drop_one(c: Conversation, r: Reading, need: Need, event: str) -> list[Effect]:
    """Takes one need back. Of one that comes again: only this time ("skip"), all of it ("end"), or asked which."""
    going = any(s.id == need.series_id for s in c.series)
    ends: list[Effect] = []
    done = event == "fulfil" and r.command is Command.DONE
    if going and not done and "ends" not in r.spans and _this_time(r):
        return [*closing(c, need), EndNeed(need.id, "withdraw", "told")]
    if going and not done and "ends" not in r.spans:
        ask = Ask(QuestionKind.WHICH, need_id=need.id, text=f"series:{need.id}")
        return [*closing(c, need), Say("which_times", {"kinds": need.kinds}, ask)]
    if going and "ends" in r.spans and need.series_id is not None:
        ends = [EndSeries(need.series_id)]
    return [*ends, *closing(c, need), EndNeed(need.id, event, "told")]


def takes_off_series(c: Conversation, r: Reading, now: datetime) -> bool:
    """Skips or ends what comes again, in whatever words: "skip this week", "no more groceries"."""
    short = len(r.text.split()) <= SHORT_WORDS
    times = days_of(r)
    says = {"skip", "ends"} | ({"off"} if times else set())
    if not c.series or not (says & set(r.spans)):
        return False
    if c.connected(now) and not short and (times is None or any(within(t, times) for t in c.connected(now))):
        return False
    kinds = set(r.kinds) - {"general"}
    return not kinds or any(kinds & set(s.kinds) for s in c.series)


def days_of(r: Reading) -> tuple[datetime, datetime] | None:
    """From when to when the days last that a text names; None where it names none."""
    return days_within(r.when)


def days_within(when: When | None) -> tuple[datetime, datetime] | None:
    """From when to when the days last that a time is; None where it is none of days."""
    if when is None or not when.dated or when.start is None or when.end is None or when.end <= when.start:
        return None
    return when.start, when.end


def within(tie: Tie, times: tuple[datetime, datetime]) -> bool:
    """Whether the visit is in those days, or has no time of its own."""
    start, _ = tie.match.time_of(tie.need)
    return start is None or times[0] <= start < times[1]


def weeks_of(r: Reading) -> int | None:
    """Every how many weeks, where a text says that without a day ("every 2 weeks actually"); None else."""
    return rhythm.weeks(r.cues) if r.repeat is None else None


def changes_rhythm(c: Conversation, r: Reading, now: datetime) -> bool:
    """Says how often the one thing that comes again is wanted from now on."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and len(r.text.split()) <= 2 * SHORT_WORDS
    plain = plain and r.command is None and not c.connected(now) and not (set(r.kinds) - {"general"})
    return plain and weeks_of(r) is not None and _of_series(c) is not None


def _of_series(c: Conversation) -> Need | None:
    if len(c.series) != 1:
        return None
    return next((n for n in reversed(c.live_needs) if n.series_id == c.series[0].id), None)


def change_rhythm(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    need, every = _of_series(c), weeks_of(r)
    assert need is not None and every is not None
    told = replace(need, repeat_every=every)
    values = {"need": told, "from": c.asking_from(told), "by": c.facts.person_by, "for_name": told.for_name}
    return [FillNeed(told), ChangeRhythm(told), Say("need_changed", values)]


def alters_series(c: Conversation, r: Reading, now: datetime) -> bool:
    """Other days for what comes again, or a time away from it: nothing we can change by ourselves."""
    if not c.series or c.offers or (c.connected(now) and len(r.text.split()) > 2 * SHORT_WORDS):
        return False
    if c.focus is not None and c.focus in c.live_needs and rhythm.completes(c.focus, r):
        return False
    often = r.repeat is not None or weeks_of(r) is not None
    says = often or (r.when is not None and (r.cues.says("again.changes") or r.correction))
    moved = says and not (set(r.kinds) - {"general"})
    return (moved and r.intent in (Intent.OTHER, Intent.ANSWER)) or r.command is Command.PAUSE


def ends_then(c: Conversation, r: Reading, now: datetime) -> bool:
    """Says until when the one thing that comes again is wanted: "only till christmas"."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and r.digit is None and "only_time" in r.spans
    until = r.when is not None and r.when.dated and r.hear(r.when.text).says("again.until")
    until = until and r.when is not None and r.when.end is not None
    asked = c.question is not None and c.question.kind is not QuestionKind.AGAIN
    return plain and until and len(c.series) == 1 and not (asked or c.offers)


def end_then(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert r.when is not None and r.when.end is not None
    series, last = c.series[0], r.when.end - timedelta(minutes=1)
    return [EndSeries(series.id, r.when.end), Say("series_until", {"kinds": series.kinds, "until": last})]


def tell_of_series(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("for_us", 1, note=r.text), Say("person_reads", {"by": c.facts.person_by})]


def skips_series(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Not this week" from someone who is helped every week and helps nobody: no break, only this time not."""
    return r.command is Command.PAUSE and not c.offers and takes_off_series(c, r, now)


def take_off_series(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    kinds = set(r.kinds) - {"general"}
    meant = [s for s in c.series if not kinds or kinds & set(s.kinds)]
    ids = {s.id for s in meant}
    open_now = [n for n in c.needs if n.series_id in ids]
    times = days_of(r)
    if (many := skips_of(r)) is not None and len(meant) == 1:
        return [*closing(c), *_skip(meant[0].id, open_now[-1:], many)]
    if times is not None and "ends" not in r.spans:
        # "next week" is about the time that is then, not about the one that is now
        open_now = [n for n in open_now if n.from_at is not None and times[0] <= n.from_at < times[1]]
        if not open_now and len(meant) == 1:
            return [SkipTimes(meant[0].id, *times)]
    if open_now:
        return drop_one(c, r, open_now[-1], "withdraw") if len(ids) == 1 else which(open_now, "withdraw")
    if "ends" in r.spans:
        return [*(EndSeries(s.id) for s in meant), Say("series_ended", {"kinds": meant[-1].kinds})]
    return [Say("skip_later", {"kinds": meant[-1].kinds})]
