"""What is asked, what is given, and one of each put together. Times are UTC; places in degrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from mutualaid.domain.vocabulary import MatchState, NeedState, OfferState, Pays, QuestionKind, QuestionState

VISIT_OVER = timedelta(hours=2)
"""So long after its time a visit is over, whatever became of it."""

BY_HAND = 0
"""The place on a list of whom a coordinator picked herself."""

HOME = "home"
"""Where a ride goes that goes home, as long as nobody said where that is."""


@dataclass(frozen=True, slots=True)
class Need:
    id: str
    neighbour_id: str
    created_at: datetime
    state: NeedState = NeedState.DRAFTED
    kinds: tuple[str, ...] = ()
    text: str = ""
    """The words as written, every text that went into it, one a line."""
    place_text: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "none"
    to_text: str | None = None
    to_latitude: float | None = None
    to_longitude: float | None = None
    when_text: str | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    repeat_every: int = 0
    """Every how many weeks it is needed again; 0 for once: days and hours below are then to choose from."""
    repeat_days: tuple[str, ...] = ()
    repeat_from: float | None = None
    repeat_to: float | None = None
    series_id: str | None = None
    """The series this need is one occurrence of."""
    people: int | None = None
    """How many people it is for."""
    helpers_wanted: int = 1
    on_behalf: bool = False
    for_name: str | None = None
    knows: bool | None = None
    """Whether the one it is for knows that somebody may come, as the requester told us."""
    conditions: tuple[str, ...] = ()
    """Whatever they ask for beside the help itself, in their words."""
    at_door: tuple[str, ...] = ()
    """Those of the conditions that the helper hears with the street, once both said yes."""
    practical: tuple[str, ...] = ()
    """What a helper has to know to say yes, as words of PRACTICAL."""
    round_trip: bool | None = None
    """A ride there and back; None where nobody said."""
    pays: Pays | None = None
    urgent: bool = False
    danger: str | None = None
    held: bool = False
    """No matching until a coordinator releases it."""
    promised: bool = False
    """Its person was told that we look on, so the brake does not hold it back."""
    door: str | None = None
    """Street and door, given after a yes or unasked before it, erased at the end of the match."""
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    """Who approved the shortlist: a coordinator's name, or "policy"."""
    news: int = 0
    """How many honest words about waiting were sent."""
    posted_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 0
    """The guard row of its places: bumped whenever one of its matches is confirmed or freed."""

    @property
    def for_first_name(self) -> str | None:
        return next(iter((self.for_name or "").split()), None)

    @property
    def goes_home(self) -> bool:
        return self.to_text == HOME

    @property
    def days_to_choose(self) -> tuple[str, ...]:
        """ISO weekdays between its times on any of which it may be; empty for any day, and where it comes again."""
        return () if self.repeat_every else self.repeat_days

    def timed(self, words: str | None, start: datetime | None, end: datetime | None) -> Need:
        """The need at this time instead: of days to choose from nothing is left, a rhythm stays."""
        days = self.repeat_days if self.repeat_every else ()
        return replace(self, when_text=words, from_at=start, to_at=end, repeat_days=days)

    @property
    def point(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return (self.latitude, self.longitude)

    def wishing(
        self, conditions: tuple[str, ...], at_door: tuple[str, ...], practical: tuple[str, ...] = ()
    ) -> Need:
        """The need with what is asked for beside the help, each once; `at_door` are those that only the helper
        gets."""
        return replace(
            self,
            conditions=_added(self.conditions, conditions),
            at_door=_added(self.at_door, at_door),
            practical=_added(self.practical, practical),
        )


def _added(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return old + tuple(word for word in new if word not in old)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several needs among which somebody is asked which they mean. `helping`: they were asked to help with
    it, and know of it what that ask said: its kinds, when, and the distance `band`."""

    need: Need
    asked_at: datetime | None = None
    """When its owner asked for it, or the helper was asked. UTC."""
    helping: bool = False
    band: str | None = None


@dataclass(frozen=True, slots=True)
class DayHours:
    """Local hours (0–24, None for open) on some ISO weekdays, empty for every day."""

    days: tuple[str, ...] = ()
    from_hour: float | None = None
    to_hour: float | None = None

    def kept(self) -> str:
        """As an offer keeps it: "67,8,12.5"."""
        hours = ("" if hour is None else f"{hour:g}" for hour in (self.from_hour, self.to_hour))
        return ",".join(("".join(self.days), *hours))

    @staticmethod
    def of(kept: str) -> DayHours:
        days, low, high = kept.split(",")
        return DayHours(tuple(days), float(low) if low else None, float(high) if high else None)


@dataclass(frozen=True, slots=True)
class Offer:
    id: str
    neighbour_id: str
    created_at: datetime
    state: OfferState = OfferState.DRAFTED
    kinds: tuple[str, ...] = ()
    text: str = ""
    place_text: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "none"
    radius_km: float | None = None
    means: str | None = None
    when_text: str | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    days: tuple[str, ...] = ()
    """ISO weekdays "1"–"7" of a weekly rhythm; empty for any day."""
    from_hour: float | None = None
    to_hour: float | None = None
    by_day: tuple[str, ...] = ()
    """Where the hours differ by day, each day's (`DayHours.kept`); days and hours above are then all of them."""
    per_week: int | None = None
    capacity: int = 1
    version: int = 0
    refused: tuple[str, ...] = ()
    """Kinds that its helper said no to, each until a time (ISO, UTC) behind it, for good where there is none. What
    the offer names is not refused, whatever stands here."""

    def refusing(self, kinds: Iterable[str], until: datetime | None, now: datetime) -> Offer:
        """The offer with a no to these kinds too; what is over by now is forgotten, and a no for longer stays."""
        ends = {kind: end for kind, end in self._refused() if end is None or end > now}
        for kind in kinds:
            before = ends.get(kind, until)
            ends[kind] = None if before is None or until is None else max(before, until)
        return replace(self, refused=tuple(_no(kind, end) for kind, end in sorted(ends.items())))

    def allowing(self, kind: str) -> Offer:
        """The offer without a no to this kind."""
        return replace(self, refused=tuple(one for one in self.refused if one.partition(" ")[0] != kind))

    def refusals(self, now: datetime) -> list[tuple[str, datetime | None]]:
        """The kinds not offered that it is a no to, each with its end (None for good); what is over is left out."""
        kept = ((kind, end) for kind, end in self._refused() if end is None or end > now)
        return [(kind, end) for kind, end in kept if kind not in self.kinds]

    def refuses(self, kinds: Iterable[str], at: datetime) -> bool:
        """Whether the helper said no to one of these kinds at that time."""
        return bool(self.refused) and not {kind for kind, _ in self.refusals(at)}.isdisjoint(kinds)

    def _refused(self) -> Iterator[tuple[str, datetime | None]]:
        for kind, _, end in (one.partition(" ") for one in self.refused):
            yield kind, datetime.fromisoformat(end) if end else None

    @property
    def hours(self) -> tuple[DayHours, ...]:
        """The hours of each of its days, in the order in which they were said; empty for no rhythm."""
        if self.by_day:
            return tuple(map(DayHours.of, self.by_day))
        whole = DayHours(self.days, self.from_hour, self.to_hour)
        return () if whole == DayHours() else (whole,)

    @property
    def point(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return (self.latitude, self.longitude)


def _no(kind: str, until: datetime | None) -> str:
    return kind if until is None else f"{kind} {until.astimezone(UTC).isoformat()}"


@dataclass(frozen=True, slots=True)
class Match:
    id: str
    need_id: str
    helper_id: str
    created_at: datetime
    offer_id: str | None = None
    state: MatchState = MatchState.SUGGESTED
    rank: int = 0
    """Order on the shortlist, 1 first; `BY_HAND` where a coordinator picked this helper."""
    score: float = 0.0
    why: str = ""
    """The sentence on the page."""
    band: str = "unknown"
    """The distance band, frozen when the match was made."""
    distance_km: float | None = None
    fit: float = 1.0
    """How far kind and distance let a yes be hoped for, 0-1, when the match was made."""
    strain: float = 0.0
    """The share of those who come into question that was asked lately, 0-1, when the match was made."""
    asked_at: datetime | None = None
    nudged_at: datetime | None = None
    answered_at: datetime | None = None
    terms: str | None = None
    """The time a yes was bound to, as written."""
    terms_from: datetime | None = None
    terms_to: datetime | None = None
    part_kinds: tuple[str, ...] = ()
    """The part of the need a yes was bound to; empty for all of it."""
    part_people: int | None = None
    """For how many of its people, where that is fewer than all."""
    conditions: tuple[str, ...] = ()
    """Plain conditions of the helper as written ("ground floor only")."""
    agreed_first: bool = False
    """The person in need said yes to this helper and time before the helper was asked, or asked once more."""
    by_requester: bool = False
    """The terms are the person in need's: the helper is asked, and a yes connects the two."""
    confirmed_at: datetime | None = None
    agreed_at: datetime | None = None
    """When help should have come: the terms, else the need's window, else a day after connecting."""
    moved_from: datetime | None = None
    moved_to: datetime | None = None
    moved_by: str | None = None
    """Which side proposed that other time since: helper or requester; it waits for the other's yes."""
    moved_at: datetime | None = None
    word: str | None = None
    """The door word."""
    standby: bool = False
    """Said yes too late: first in line if the one before falls through."""
    closed_at: datetime | None = None
    relay_until: datetime | None = None
    outcome: str | None = None
    """What became of it as told: well, nobody_came, problem."""
    called_off_by: str | None = None
    """Which side took its word back: helper or requester."""

    def time_of(self, need: Need) -> tuple[datetime | None, datetime | None]:
        """When the visit is: the time the two fixed, else the need's window; without an end where it begins after
        that window ("not until next week")."""
        start, end = self.terms_from or need.from_at, self.terms_to or need.to_at
        return start, None if start is not None and end is not None and end < start else end

    def is_over(self, now: datetime) -> bool:
        """Whether this is a visit whose agreed time is past at `now`, whatever became of it."""
        if self.state is not MatchState.CONFIRMED or self.agreed_at is None:
            return False
        return self.agreed_at + VISIT_OVER <= now


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing a phone was asked. `subject` is a match, need or alarm id as the kind demands."""

    id: str
    neighbour_id: str
    kind: QuestionKind
    created_at: datetime
    state: QuestionState = QuestionState.RESERVED
    importance: int = 0
    need_id: str | None = None
    match_id: str | None = None
    offer_id: str | None = None
    alarm_id: str | None = None
    text: str | None = None
    """What the question is about where that is words: a text waiting to be sent on."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    doubted: bool = False
    """An "ok" was asked back."""
    tries: int = 0
    answer: str | None = None
