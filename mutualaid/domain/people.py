"""Who there is: neighbours behind phones, and coordinators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from mutualaid.domain.followups import SILENT
from mutualaid.domain.needs import Need
from mutualaid.domain.vocabulary import Standing

HELD_UNTIL = datetime(9000, 1, 1, tzinfo=UTC)
"""The end of a break that only a coordinator ends."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A phone number and whoever holds it. `phone` is E.164. Times are UTC."""

    id: str
    phone: str
    created_at: datetime
    name: str | None = None
    language: str | None = None
    """The language of our texts to them."""
    speaks: tuple[str, ...] = ()
    """What they say they speak beside it: codes, or names of languages that are not ours."""
    standing: Standing = Standing.ACTIVE
    consent_how: str | None = None
    """How we may text: text (their own), coordinator or import; None is no consent."""
    consent_by: str | None = None
    """The phone itself, or the name of who entered or imported it."""
    consent_note: str | None = None
    """How they agreed, in the words of who entered it."""
    consent_at: datetime | None = None
    known: bool = False
    """Known to the group in person; needed for sensitive kinds."""
    latitude: float | None = None
    longitude: float | None = None
    place_text: str | None = None
    nights: bool = False
    """Said that asks at night are fine."""
    asks_per_week: int | None = None
    paused_until: datetime | None = None
    welcomed_at: datetime | None = None
    last_in_at: datetime | None = None
    helped: int = 0
    """How often this neighbour helped and it went well."""
    invited_at: datetime | None = None
    """When they were asked, once, whether there is something they like doing for others."""
    version: int = 0
    """The guard row of all that concerns this phone: one open question, a weekly limit."""

    @property
    def point(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return (self.latitude, self.longitude)

    @property
    def languages(self) -> tuple[str, ...]:
        """All they are known to speak, that of our texts first; empty where nothing is known."""
        if not self.speaks:
            return (self.language,) if self.language else ()
        return tuple(dict.fromkeys((*([self.language] if self.language else []), *self.speaks)))

    @property
    def first_name(self) -> str | None:
        return self.name.split()[0] if self.name else None

    @property
    def held(self) -> bool:
        """Whether only a coordinator lets this phone be asked to help."""
        return self.paused_until is not None and self.paused_until >= HELD_UNTIL

    def rests(self, now: datetime) -> bool:
        """Whether a break of theirs still lasts."""
        return self.paused_until is not None and self.paused_until > now

    def long_silent(self, now: datetime) -> bool:
        """Whether so long a silence lies behind that the phone may have changed hands."""
        heard = self.last_in_at or self.consent_at
        return heard is not None and now - heard >= SILENT


def asker_name(need: Need, requester: Neighbour) -> str | None:
    """The first name of whoever asks: the phone's, or that of another who asked with it for themselves."""
    if need.for_name and not need.on_behalf:
        return need.for_name.split()[0]
    return requester.first_name


@dataclass(frozen=True, slots=True)
class Stranger:
    """Someone who writes from a phone that was silent for long, until they say whether they texted before. What
    is put by of the record comes back with a yes. `id` is the neighbour's."""

    id: str
    since: datetime
    name: str | None = None
    known: bool = False
    helped: int = 0
    latitude: float | None = None
    longitude: float | None = None
    place_text: str | None = None


@dataclass(frozen=True, slots=True)
class Coordinator:
    id: str
    name: str
    created_at: datetime
    phone: str | None = None
    on_duty: bool = True
    wake: bool = False
    """May be texted in quiet hours for danger."""
    session: int = 0
    """Bumped to sign every browser of this coordinator out."""


@dataclass(frozen=True, slots=True)
class AnswerHistory:
    """How a helper answered asks: counts over the last half year, for the chance of a yes."""

    asked: int = 0
    """Asks they answered or let lapse; not those that ended before, when somebody else came first."""
    yes: int = 0
    asked_this_week: int = 0
    last_asked_at: datetime | None = None
    helped_this_person: int = 0
    no_shows: int = 0
    cancelled: int = 0
    """Said before the agreed time that they cannot."""
