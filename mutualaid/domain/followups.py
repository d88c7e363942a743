"""The plan: when something is looked at again, and when a phone may be texted.

Pure. Durations are `timedelta`; `now` is UTC unless a name says local. Quiet hours are the group's local times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from mutualaid.domain.vocabulary import MessageClass, QuestionKind

FOCUS = timedelta(minutes=30)
"""How long after a read-back a bare "26th st" is taken as its correction."""

PIECES = timedelta(seconds=20)
"""How long the reply to an unfinished text waits for the next piece: people who type on keys send a sentence in
several texts."""

PIECES_MOST = timedelta(seconds=40)
"""How long it waits at most, counted from the first piece: every text is answered within a minute."""

BURST = timedelta(minutes=3)
"""Within this time many texts of one phone are a burst, answered once at its end."""

MANY = 5
"""From this many texts in a few minutes on, what asks for nothing is answered once, at the end."""

FEAR_LASTS = timedelta(minutes=30)
"""How long after an answer to fear a "please" or "hello" is one more cry."""

REPLY_FRESH = timedelta(minutes=15)
"""How long a reply to a text may still go out in quiet hours."""

PERSON_READS = timedelta(hours=4)
"""By when, in decent hours, a coordinator reads what is put before them."""

LATE_YES = timedelta(hours=72)
"""How long after an ask lapsed or was covered a yes still counts as one."""

RELAY_OPEN = timedelta(hours=24)
"""How long after a match closed the two can still text each other."""

HOLD = timedelta(hours=2)
"""How long a taken-over conversation waits for a word from the coordinator before it hands itself back."""

SILENT = timedelta(days=90)
"""After how long without a word a phone may have changed hands."""

ASK_BEFORE = timedelta(minutes=2)
"""How long after the first text of a phone long silent its holder is asked whether they texted before."""

ECHO_SPAN = timedelta(minutes=10)
"""The time in which texts that repeat each other make a machine."""

ECHO_DAY, ECHOES, ECHOES_ASKED = timedelta(days=1), 4, 12
"""So often within a day the same words get the same answers, the second where they ask how things stand or for
help; then nobody reads what we answer."""

BACK_KEPT = timedelta(days=30)
"""How long after an opt-out what it took off can be put back."""

NEWS = (timedelta(hours=24), timedelta(days=3), timedelta(days=7))
"""When someone still waiting hears an honest word; after the last it is "still needed?"."""

AFTER_WINDOW = timedelta(hours=2)
"""How long after the time something was needed by its person is asked whether it still is."""

DRAFT_AGAIN = timedelta(hours=2)
"""After how long an unfinished text is asked about once more."""

DRAFT_ENDS = timedelta(hours=24)
"""After how long an unfinished text is put before a coordinator."""

CONFIRM_NUDGE = timedelta(hours=3)
BEFORE_START = timedelta(minutes=30)
"""How long before a visit it is settled whether it takes place."""

CONFIRM_LAPSE = timedelta(hours=12)
"""How long a helper's yes waits for the person in need."""

ALARM_STEP = timedelta(minutes=3)
"""How long one coordinator has before the next on duty is texted."""

ALARM_PASSES = (
    timedelta(minutes=7),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
"""How long after everyone on duty was texted the walk begins again; the last of them goes on."""

ALARM_HONEST = timedelta(minutes=10)
"""After how long without an acknowledgement someone in danger is told that nobody has answered yet."""

HAPPENED_AFTER = timedelta(hours=2)
"""How long after the agreed time both are asked whether it happened."""

UNHEARD = timedelta(days=14)
"""How long after the agreed time words still go across where nobody said whether it happened."""

SOON = timedelta(hours=3)
"""How close to its time a visit that is held is stopped by a text to the other side."""

NO_SHOWS = 2
NO_SHOWS_WITHIN = timedelta(days=90)
"""How many visits nobody came to, and within what time, before a coordinator looks ahead of more asks."""

THANKS_WITHIN = timedelta(days=7)
"""How long after help thanks by name are passed on."""

INVITE_AFTER = timedelta(days=1)
"""How long after it went well somebody is asked what they like doing for others."""

AFTER_DANGER = timedelta(hours=12)
"""How long after an alarm the texts of that phone go to a person first."""

OFF_UNSAID = timedelta(minutes=30)
"""How long it is waited which visit is off, or whether one is: somebody may be on the way, or wait for nobody."""

OFF_AGAIN = timedelta(hours=24)
"""How long it may still be said after it was asked again, with the other side told to wait."""

QUESTION_ENDS: dict[QuestionKind, timedelta] = {
    QuestionKind.NAME: timedelta(hours=2),
    QuestionKind.KNOWS: timedelta(hours=24),
    QuestionKind.PAYS: timedelta(hours=24),
    QuestionKind.HOW_OFTEN: timedelta(hours=24),
    QuestionKind.WHICH: timedelta(hours=2),
    QuestionKind.SEND_WHERE: timedelta(hours=2),
    QuestionKind.FORGET: timedelta(hours=24),
    QuestionKind.STILL_TEXTS: timedelta(days=7),
    QuestionKind.BEFORE: timedelta(days=7),
    QuestionKind.BOTH: timedelta(hours=2),
    QuestionKind.TAKEN_OFF: timedelta(hours=24),
    QuestionKind.TIME: timedelta(hours=6),
    QuestionKind.DOOR: timedelta(hours=24),
    QuestionKind.ALARM: timedelta(hours=24),
    QuestionKind.HAPPENED: timedelta(days=7),
    QuestionKind.HELPER_HAPPENED: timedelta(days=7),
    QuestionKind.INVITE: timedelta(days=3),
}
"""When a question nobody answered ends. The others end with what they are about: an ask or a confirmation with
its match, an intake question with its draft, "still needed?" with its need."""

DOOR_AGAIN = timedelta(hours=2)
"""After how long the street is asked for once more; then a coordinator is told."""

WIDE_WINDOW = timedelta(hours=12)
"""A need whose window is longer than this has its time fixed by the helper."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The group's quiet hours, local."""

    start: time
    end: time
    zone: tzinfo

    def quiet(self, at: datetime) -> bool:
        local = at.astimezone(self.zone).time()
        if self.start == self.end:
            return False
        if self.start < self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end

    def next_decent(self, at: datetime) -> datetime:
        """`at` itself outside quiet hours, else the end of them."""
        if not self.quiet(at):
            return at
        local = at.astimezone(self.zone)
        day = local.date()
        if local.time() >= self.end:
            day += timedelta(days=1)
        return datetime.combine(day, self.end, self.zone).astimezone(UTC)

    def before_quiet(self, at: datetime, ahead: timedelta) -> datetime:
        """`at` itself outside quiet hours, else `ahead` of when they began."""
        if not self.quiet(at):
            return at
        local = at.astimezone(self.zone)
        day = local.date()
        if local.time() < self.start:
            day -= timedelta(days=1)
        return datetime.combine(day, self.start, self.zone).astimezone(UTC) - ahead

    def after_decent(self, at: datetime, wait: timedelta) -> datetime:
        """`wait` after `at`, counted outside quiet hours only."""
        here, left = self.next_decent(at), wait
        while True:
            end = self._next_start(here)
            if end is None or here + left <= end:
                return here + left
            left -= end - here
            here = self.next_decent(end)

    def _next_start(self, at: datetime) -> datetime | None:
        if self.start == self.end:
            return None
        local = at.astimezone(self.zone)
        day = local.date()
        start = datetime.combine(day, self.start, self.zone)
        if start.astimezone(UTC) <= at:
            start = datetime.combine(day + timedelta(days=1), self.start, self.zone)
        return start.astimezone(UTC)


def may_leave(
    kind: MessageClass,
    now: datetime,
    hours: Hours,
    *,
    wrote_at: datetime | None = None,
    nights: bool = False,
    near: bool = False,
    duty: bool = False,
    wake: bool = False,
) -> bool:
    """Whether a message of this class may go to a phone now (rule 2).

    `wrote_at` is when that phone last wrote, `nights` whether its holder takes asks at night, `near` whether the
    agreed time of their connection is within two hours, `duty` whether it is a text to a coordinator on duty and
    `wake` whether that coordinator chose to be woken."""
    if not hours.quiet(now):
        return True
    fresh = wrote_at is not None and now - wrote_at <= REPLY_FRESH
    if duty:
        return wake or (kind is MessageClass.REPLY and fresh)
    if kind is MessageClass.EMERGENCY:
        return True
    if kind is MessageClass.REPLY:
        return fresh
    if kind is MessageClass.RELAY:
        return fresh or near
    return kind is MessageClass.ASK and nights


def answer_by(usual: datetime, now: datetime, start: datetime | None) -> datetime:
    """Until when somebody waits for an answer about a visit: as usual, but at most until just before it."""
    if start is None or start <= now:
        return usual
    return min(usual, max(start - BEFORE_START, now + timedelta(minutes=15)))
