"""A conversation as one value: everything a turn may need to know about the phone that wrote.

The service reads it in the transaction that also carries the turn's effects, so `conversation.step` can be pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from mutualaid.domain.brake import Brake, holds_back
from mutualaid.domain.followups import UNHEARD
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.matching.fit import ABLE, best_kind
from mutualaid.domain.matching.promises import Promise
from mutualaid.domain.needs import Match, Need, Offer, Question
from mutualaid.domain.people import Coordinator, Neighbour, asker_name
from mutualaid.domain.places import Area
from mutualaid.domain.reading import Reading
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import MatchState, NeedState, OfferState


@dataclass(frozen=True, slots=True)
class Talk:
    """The stored part of a conversation that is nobody else's. Times are UTC."""

    neighbour_id: str
    counter: int = 0
    """Orders the messages of this phone in both directions."""
    misses: int = 0
    """How many texts in a row were not understood."""
    held_by: str | None = None
    """The coordinator who took over, by name."""
    held_until: datetime | None = None
    told_held: bool = False
    focus_need_id: str | None = None
    """What was just read back, so that "no, 26th st" has something to correct."""
    focus_offer_id: str | None = None
    focus_until: datetime | None = None
    last_body: str | None = None
    peer_match_id: str | None = None
    """Where two connections are open: the one the last relayed text belonged to."""
    peer_until: datetime | None = None
    hushed: bool = False
    """Automatic texts to this phone are stopped until a coordinator restarts them: someone may be reading along."""
    also: tuple[str, ...] = ()
    """First names of others who use this phone too."""
    unreached: str | None = None
    """Why nothing goes to this phone until it writes: dead (texts do not arrive) or wrong_number."""
    taken_off: tuple[str, ...] = ()
    """Ids of the needs that its opt-out took off."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A match as one of its two sides sees it: the other side's first name and phone language included."""

    match: Match
    need: Need
    other: Neighbour
    helping: bool
    """True where the writer is the helper."""

    @property
    def other_name(self) -> str | None:
        return asker_name(self.need, self.other) if self.helping else self.other.first_name

    @property
    def as_fixed(self) -> Need:
        """The need at the time the two fixed, where they did."""
        start, end = self.match.time_of(self.need)
        return replace(self.need, from_at=start, to_at=end)

    @property
    def yes_kept(self) -> bool:
        """Whether the person in need said yes, and the helper is asked whether they can come after all."""
        return self.match.state is MatchState.ACCEPTED and self.match.agreed_first

    def over(self, now: datetime) -> bool:
        """Whether the time of the visit is past, or it has ended."""
        if self.match.state is not MatchState.CONFIRMED:
            return self.match.state not in MATCH_YES
        return self.match.is_over(now)

    def is_open(self, now: datetime) -> bool:
        """Whether words and calls go across: it is confirmed and its time not long past, or closed less than a day
        ago."""
        if self.match.outcome == "problem":
            return False
        left, agreed = self.match.relay_until, self.match.agreed_at
        if self.match.state is MatchState.CONFIRMED:
            return agreed is None or now - agreed < UNHEARD
        return left is not None and left > now


@dataclass(frozen=True, slots=True)
class Facts:
    """What a turn needs to know of the group, as values."""

    group: str
    emergency_number: str
    person_by: datetime
    """By when a coordinator reads what is put on the desk now."""
    asking_from: datetime
    """From when helpers can be asked: now, or the end of quiet hours."""
    awake_from: datetime
    """From when those can be asked who said nights are fine: now."""
    policy: str
    kinds: tuple[str, ...]
    coordinators: int
    reachable: bool = True
    """Whether anybody can be told of danger right now: a coordinator who may be texted, or a second channel."""
    payable: frozenset[str] = frozenset()
    """Kinds for which the group wants to know who pays the store."""
    awake: tuple[tuple[str, ...], ...] = ()
    """The kinds of each offer of somebody who may be asked by night, where no coordinator has to look first."""
    carrier_confirms: bool = True
    """Whether the carrier itself answers a bare STOP."""
    brake: Brake | None = None
    """None is open."""
    area: Area | None = None
    """Where the group helps; None is anywhere."""
    zone: tzinfo = UTC
    """The group's time zone."""
    helps_per_week: int = 2
    """How often a week somebody helps at most who did not say."""
    languages: tuple[str, ...] = ()
    """Those that the group writes in."""


@dataclass(frozen=True, slots=True)
class Conversation:
    neighbour: Neighbour
    talk: Talk
    facts: Facts
    question: Question | None = None
    """The one open question, or None. One that asks for a missing thing counts although its text still waits."""
    overtaken: bool = False
    """The question opened only just now, in place of one this phone may still be answering."""
    asked_across: bool = False
    """The other side of a visit asked something just before or after our question, and this phone has not written
    since: a yes in words may be for them."""
    with_person: bool = False
    """Since this phone was last asked whether it can help, or whether this helper may come, a coordinator wrote to
    it or it was told that a person reads what it wrote: a yes in words may be to that. Read only while that is
    asked (`questions.PROPOSALS`)."""
    came_between: bool = False
    """Another text that answers none of this phone's came to it since the question was asked: words of somebody, a
    reminder. Read only where a yes ends something for good (`questions.FOR_GOOD`)."""
    needs: tuple[Need, ...] = ()
    """Drafted, open and matched needs of this phone, oldest first."""
    series: tuple[Series, ...] = ()
    """What this phone asked for again and again, and goes on."""
    kept: tuple[Series, ...] = ()
    """What others asked for again and again and this phone helps with; read only where a text takes days off."""
    offers: tuple[Offer, ...] = ()
    """Drafted, available and paused offers of this phone, oldest first."""
    ties: tuple[Tie, ...] = ()
    """Matches this phone is part of that are on, lapsed or covered within 72 h, or whose relay is open."""
    promised: Mapping[Promise, str | None] = field(default_factory=dict)
    """What this phone promised, and to whom, by first name; where it helped this week too. Read where it helps."""
    under_way: frozenset[str] = frozenset()
    """Needs to which some helper said yes, if only for a while: the brake does not hold them back."""
    understood: tuple[tuple[str, ...], ...] = ()
    """The kinds of each offer of others who share a language with this phone, or may: theirs is not known."""
    not_understood: tuple[tuple[str, ...], ...] = ()
    """Those of others who share none; both are read only where a need may be posted."""
    outside: frozenset[str] = frozenset()
    """Needs that wait for a coordinator because their place may be too far."""
    kept_back: frozenset[str] = frozenset()
    """Needs of which a yes, or words, wait for a coordinator, for the helper may be told nothing."""
    stuck: frozenset[str] = frozenset()
    """Drafts that a person finds out about, for we asked twice."""
    looked_by: Mapping[str, datetime] = field(default_factory=dict)
    """By when a person looks at a need, by its id, where it lies before one or is new."""
    overlooked: Mapping[str, datetime] = field(default_factory=dict)
    """By when a person had to look at a need and did not, by its id."""
    helped: Tie | None = None
    """Who helped lately and was not thanked yet in this phone's own words; read only where a text thanks."""
    gone: Tie | None = None
    """The last visit this helper had agreed to that is off, if lately or its time is still to come."""
    missed: Tie | None = None
    """The visit of the last day to which nobody came, as this phone told us."""
    met: tuple[Neighbour, ...] = ()
    """Everyone whose name this phone was ever told; read only where a text may mean one of them."""
    named: tuple[Neighbour, ...] = ()
    """Everyone else known by a first name that this text says; read only where somebody is to be kept away."""
    duty: Coordinator | None = None
    """The coordinator whose phone this is."""
    own_answer: str | None = None
    """What the group itself answers to this text."""
    person_wrote: bool = False
    """The last text to this phone was a coordinator's own."""
    waits_for_person: bool = False
    """Something this phone wrote lies before a coordinator, who has not written back."""
    burst_last: bool = False
    """The last text to this phone, sent or not, told that all of a burst is read."""
    read_back_last: bool = False
    """The last text to this phone read back what was understood."""
    asked_back_last: bool = False
    """The last text to this phone asked whether their "ok" is a yes."""
    relayed_last: bool = False
    """The last text to this phone was the other side's words, or what we say to a time they name."""
    relayed_from: tuple[str, ...] = ()
    """The visits, one of each person, whose words came to this phone moments ago, and it wrote nothing since."""
    relayed_asks: bool = False
    """Those words ask something."""
    relayed: str = ""
    """The last of those words."""
    relayed_whether: bool = False
    """They ask whether the visit is still on, or still needed."""
    told_last: bool = False
    """The last text to this phone told that a limit of its own is kept, or that a visit is off."""
    limited_last: bool = False
    """It told that a limit of its own is kept."""
    clashed_last: bool = False
    """The last text to this phone was that a time it named does not go, and was not passed on."""
    well_last: bool = False
    """The last text to this phone was that we are glad it went well."""
    thanked_last: bool = False
    """The last text to this phone was that the one it helped told us it went well."""
    cannot_last: bool = False
    """The last text to this phone was that who was to come cannot, or could not."""
    nobody_last: bool = False
    """The last text to this phone was that we are sorry that nobody came."""
    alarmed: bool = False
    """An alarm of this phone is open or hardly half a day old."""
    alarm_waits: bool = False
    """Nobody has taken the alarm of this phone: what it asks for now waits until a coordinator lets it go."""
    lately: int = 0
    """How many texts this phone sent within the last minutes (`followups.BURST`), this one included."""
    media: int = 0
    """How many pictures came with the text."""
    number: bool = False
    """Whether the text holds a phone number."""
    stranger: bool = False
    """The phone was silent for long and may have changed hands: nothing of its record stands in here."""
    afraid: bool = False
    """Whether fear or a cry for help stands in what this phone sent within those minutes; read only in a burst."""
    feared: int = 0
    """How many texts this phone sent, this one included, since we lately answered fear (`followups.FEAR_LASTS`)."""
    cries: bool = False
    """Whether fear or a cry for help stands in this text and the short ones of the two minutes before, as one."""
    waiting: Reading | None = None
    """The words that wait for the answer to whom they are for."""
    calls: int = 0
    """How many of many texts within those minutes call for somebody: HELP, "answer me", "please"."""
    torn: int = 0
    """How many of those, this one included, are a few words that say nothing we know."""
    repeats: int = 0
    """How many texts of the last minutes, this one included, said what an earlier one of them had said."""
    echoes: int = 0
    """How often these very words came within a day and were answered by the same one or two lines of ours; also
    counts as many where we fell silent on them and nobody has looked since (`followups.ECHOES`)."""
    taken_off: tuple[Need, ...] = ()
    """Needs that an opt-out took off lately."""
    dropped: tuple[Need, ...] = ()
    """What this phone took back last, if within a day; read only where a text says that it is still needed."""
    fresh: tuple[str, ...] = ()
    """Unused ids, so that a turn can name what it makes."""

    @property
    def draft_needs(self) -> tuple[Need, ...]:
        return tuple(n for n in self.needs if n.state is NeedState.DRAFTED)

    @property
    def live_needs(self) -> tuple[Need, ...]:
        return tuple(n for n in self.needs if n.state is not NeedState.DRAFTED)

    @property
    def posted_offers(self) -> tuple[Offer, ...]:
        """Those that stand, on a break or not."""
        return tuple(o for o in self.offers if o.state is not OfferState.DRAFTED)

    @property
    def focus(self) -> Need | None:
        """The need that was read back last, posted or not."""
        return next((n for n in self.needs if n.id == self.talk.focus_need_id), None)

    @property
    def live_focus(self) -> Need | None:
        """The same where it is posted."""
        need = self.focus
        return None if need is None or need.state is NeedState.DRAFTED else need

    def asking_from(self, need: Need) -> datetime:
        """From when somebody can be asked for this need."""
        able = any(best_kind(need.kinds, kinds) >= ABLE for kinds in self.facts.awake)
        return self.facts.awake_from if able else self.facts.asking_from

    def look_by(self, need: Need) -> datetime:
        """By when a person looks at this need: as promised, else as can be promised now."""
        return self.looked_by.get(need.id, self.facts.person_by)

    def waits(self, need: Need) -> bool:
        """Whether the brake holds this need back."""
        return holds_back(self.facts.brake, need) and need.id not in self.under_way

    def tie(self, match_id: str | None) -> Tie | None:
        return next((t for t in self.ties if t.match.id == match_id), None)

    @property
    def paused(self) -> bool:
        """Whether a connection of this phone waits for a coordinator to look at a problem."""
        return any(t.match.outcome == "problem" and t.match.state is MatchState.CONFIRMED for t in self.ties)

    def connected(self, now: datetime) -> tuple[Tie, ...]:
        """The matches across which this phone's words go: confirmed ones, and closed ones for a day."""
        return tuple(t for t in self.ties if t.is_open(now))
