"""What a turn wants done, as values. `service.carry` does them, in order, in the turn's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.reading import When
from mutualaid.domain.vocabulary import QuestionKind


class Effect:
    """Anything `carry` knows how to do."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """The question a line opens."""

    kind: QuestionKind
    need_id: str | None = None
    match_id: str | None = None
    offer_id: str | None = None
    alarm_id: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Say(Effect):
    """Answer the writer with one line. `waits`: the text was unfinished, so the answer waits some seconds for the
    next piece, whose own answer then takes its place. `match_id`: the visit it is about, where it asks nothing."""

    line: str
    values: Mapping[str, Any] = field(default_factory=dict)
    ask: Ask | None = None
    waits: bool = False
    match_id: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerBeside(Effect):
    """Say the group's own answer to a question beside something else, in a text of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class PutNeed(Effect):
    """Keep a drafted need, new or changed."""

    need: Need


@dataclass(frozen=True, slots=True)
class PostNeed(Effect):
    need_id: str


@dataclass(frozen=True, slots=True)
class ChangeNeed(Effect):
    """Correct a posted need; what was suggested for it is thought over again."""

    need: Need


@dataclass(frozen=True, slots=True)
class FillNeed(Effect):
    """Keep what was answered about a posted need; what is under way for it goes on."""

    need: Need


@dataclass(frozen=True, slots=True)
class EndNeed(Effect):
    """`event`: withdraw, or fulfil (found help elsewhere); `why`: told, found, or beside (all is answered)."""

    need_id: str
    event: str
    why: str


@dataclass(frozen=True, slots=True)
class KeepNeed(Effect):
    """Still needed: the plan of honest words starts anew."""

    need_id: str


@dataclass(frozen=True, slots=True)
class GoOn(Effect):
    """This occurrence of what comes again is wanted; with a helper who is kept, from that helper, or with `other`
    this time from anybody else."""

    need_id: str
    other: bool = False


@dataclass(frozen=True, slots=True)
class EndSeries(Effect):
    """It does not come again, or not from a moment on."""

    series_id: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SkipTimes(Effect):
    """It is not wanted between two moments, or (both None) the next `times`; the writer hears when it is next."""

    series_id: str
    start: datetime | None
    end: datetime | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class StandAside(Effect):
    """The helper of what comes again cannot between two moments, or (both None) the next time; others are asked."""

    series_id: str
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class LeaveAll(Effect):
    """The helper of what comes again does none of its times any more; it stays wanted."""

    series_id: str


@dataclass(frozen=True, slots=True)
class ChangeRhythm(Effect):
    """It comes again in the rhythm that this time of it has now."""

    need: Need


@dataclass(frozen=True, slots=True)
class LeaveSeries(Effect):
    """The helper who is kept would rather not any more."""

    need_id: str


@dataclass(frozen=True, slots=True)
class PutOffer(Effect):
    offer: Offer


@dataclass(frozen=True, slots=True)
class PostOffer(Effect):
    offer_id: str


@dataclass(frozen=True, slots=True)
class EndOffers(Effect):
    """Take back what this phone offered: all of it, or one of several."""

    offer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Close(Effect):
    """The open question is answered."""

    question_id: str
    answer: str


@dataclass(frozen=True, slots=True)
class Doubt(Effect):
    """An "ok" is asked back; the question stays open."""

    question_id: str


@dataclass(frozen=True, slots=True)
class Accept(Effect):
    """The helper says yes; `when` is the time they fix, if any; `asked`: we asked for it, and it is not asked for
    again; `told`: False where they are thanked for another yes of the same text."""

    match_id: str
    when: When | None = None
    asked: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Counter(Effect):
    """A yes on terms: another time, a part of it, fewer people, plain conditions. The helper's go to the person in
    need; with `back` they are hers and go to the helper."""

    match_id: str
    when: When | None = None
    kinds: tuple[str, ...] = ()
    people: int | None = None
    conditions: tuple[str, ...] = ()
    back: bool = False


@dataclass(frozen=True, slots=True)
class Decline(Effect):
    """The helper says no; `told`: False where the same text says yes to something else."""

    match_id: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Confirm(Effect):
    """The person in need says yes to this helper (and to their terms), with street and door or without."""

    match_id: str
    door: str | None = None


@dataclass(frozen=True, slots=True)
class TurnDown(Effect):
    match_id: str


@dataclass(frozen=True, slots=True)
class FallThrough(Effect):
    """One side cannot keep what was agreed; a helper who is ill rests until then. `told`: the writer hears it."""

    match_id: str
    rest_until: datetime | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class HoldMatch(Effect):
    """Fear or complaint: nothing more goes across until a coordinator looked."""

    match_id: str


@dataclass(frozen=True, slots=True)
class LetStand(Effect):
    """A visit that may have been off is on: whoever was told that it may change hears so."""

    match_id: str


@dataclass(frozen=True, slots=True)
class Thank(Effect):
    """Pass words of thanks on to the helper of a match that is over."""

    match_id: str
    words: str


@dataclass(frozen=True, slots=True)
class RuleOut(Effect):
    """The writer is never to be matched with this neighbour again; nobody hears why."""

    neighbour_id: str


@dataclass(frozen=True, slots=True)
class Hush(Effect):
    """Nothing automatic goes to the writer's phone any more, nor what waits for it: someone may read along."""


@dataclass(frozen=True, slots=True)
class GiveDoor(Effect):
    match_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Report(Effect):
    """Did it happen: well, nobody_came or problem. `words` are thanks for the other side. `quiet`: it went well but
    for something a person reads, so nothing is passed on; `told`: the writer hears, as nothing else answers."""

    match_id: str
    outcome: str
    words: str | None = None
    quiet: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Relay(Effect):
    match_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ProposeTime(Effect):
    """One side of a visit (`by`: helper or requester) would rather have another time, or with None no longer."""

    match_id: str
    when: When | None
    by: str


@dataclass(frozen=True, slots=True)
class MoveTime(Effect):
    """The other side says yes to the time proposed last; `told`: who proposed it hears the time from us too."""

    match_id: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class OpenCase(Effect):
    """Put something before a coordinator. `urgency` 0 now, 1 today, 2 when there is time."""

    reason: str
    urgency: int = 1
    need_id: str | None = None
    match_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RaiseAlarm(Effect):
    kind: str
    need_id: str | None = None
    match_id: str | None = None
    """The connection whose other side the danger may come from."""


@dataclass(frozen=True, slots=True)
class Acknowledge(Effect):
    alarm_id: str


@dataclass(frozen=True, slots=True)
class Approve(Effect):
    """A coordinator on duty settles a shortlist by text."""

    need_id: str


@dataclass(frozen=True, slots=True)
class OptOut(Effect):
    """`told` is True where the carrier itself confirms, so that we stay silent; `forgets` where they want to be
    forgotten too, which the one confirmation then says."""

    told: bool
    forgets: bool = False


@dataclass(frozen=True, slots=True)
class OptIn(Effect):
    pass


@dataclass(frozen=True, slots=True)
class Goodbye(Effect):
    """The writer wants to be forgotten and was told so; nothing more is said to them."""


@dataclass(frozen=True, slots=True)
class NotTheirs(Effect):
    """Another than the one we know: the record is put by. `silent`: nothing goes to this phone until it writes."""

    silent: bool = True


@dataclass(frozen=True, slots=True)
class KnowAgain(Effect):
    """A phone long silent has its old holder: what was put by comes back."""


@dataclass(frozen=True, slots=True)
class BeginAnew(Effect):
    """A phone long silent has a new holder: the old record ends, and theirs begins with this text."""


@dataclass(frozen=True, slots=True)
class Pause(Effect):
    until: datetime


@dataclass(frozen=True, slots=True)
class Resume(Effect):
    pass


@dataclass(frozen=True, slots=True)
class Know(Effect):
    """Learn something about the writer: fields of Neighbour."""

    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Note(Effect):
    """Change the stored talk: fields of Talk."""

    changes: Mapping[str, Any]
