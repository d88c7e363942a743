"""What was understood of one text.

A Reading is made by `language.understand` and consumed by `conversation.step`. Nothing here guesses: what the
text does not say is None, empty or False.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from mutualaid.domain.cues import Cues, Hear, deaf
from mutualaid.domain.vocabulary import Answer, Command, Danger, Intent


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time a text names. `start` and `end` are aware datetimes in the group's zone, or None where
    the words are vague ("soon", "some day"); `text` is the words as written. An instant has start == end."""

    text: str
    start: datetime | None = None
    end: datetime | None = None
    dated: bool = True
    """False where only a time of day was said ("at 11"): the day is the next that fits."""
    turned: bool = False
    """Said by refusing the opposite limit: "not before 10", "after 5 i cant"."""
    begins: datetime | None = None
    """The start of hours without a day as it was said, where they have begun and `start` is the present."""
    in_place: bool = False
    """Said in place of a time on which nobody is to come: "dont come tomorrow come friday"."""
    weekly: bool = field(default=False, compare=False)
    """The day is said by the name of a weekday alone, and is the next of that name."""

    @property
    def from_hour(self) -> datetime | None:
        """The start as it was said, on whatever day."""
        return self.begins or self.start


@dataclass(frozen=True, slots=True)
class Repeat:
    """A weekly rhythm: `days` are ISO weekdays (1 Monday … 7 Sunday, empty for every day), `from_hour` and
    `to_hour` local hours 0–24 (`to_hour` None for open end); `every` weeks apart. `text` as written. `listed` where
    the days only stand side by side ("wed + sat"); `first` and `last` bound one that is said of a single week,
    `first` alone one that begins on a day ("any day after nov 1")."""

    text: str
    days: tuple[int, ...] = ()
    from_hour: float | None = None
    to_hour: float | None = None
    every: int = 1
    listed: bool = False
    first: datetime | None = None
    last: datetime | None = None
    parts: tuple[Repeat, ...] = ()
    """Where the hours differ by day, the days of each with theirs: "evenings and sat"."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a text names it. `start`/`end` are character offsets into the text; latitude and longitude in
    degrees, None where the gazetteer does not know it. `precision` is "address", "corner", "place", "postcode",
    "area", or "none" where it is not known. `name` is the gazetteer's own
    spelling, or the words as written."""

    text: str
    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "none"
    name: str = ""


@dataclass(frozen=True, slots=True)
class NeedRead:
    """One of the needs in a text that holds several ("groceries today and a ride fri")."""

    kinds: tuple[str, ...]
    text: str
    place: Spot | None = None
    when: When | None = None
    back: bool = False
    """The way back of the ride before it: it begins where that one ends."""


@dataclass(frozen=True, slots=True)
class Counter:
    """What an answer changes of what was proposed ("yes but after 5", "just the pharmacy", "for two not five")."""

    when: When | None = None
    kinds: tuple[str, ...] = ()
    place: Spot | None = None
    people: int | None = None
    conditions: tuple[str, ...] = ()
    """Plain conditions as written: "ground floor only", "no stairs"."""
    money: bool = False
    """Asks that somebody pays ("if someone pays gas")."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class TimesOff:
    """Days a text says no to: either `when`, once, or the weekdays `days` ("1" to "7") in general."""

    when: When | None = None
    days: tuple[str, ...] = ()
    ever: bool = False
    """Says that it is for good ("not anymore")."""


@dataclass(frozen=True)
class Reading:
    text: str
    intent: Intent = Intent.OTHER
    kinds: tuple[str, ...] = ()
    needs: tuple[NeedRead, ...] = ()
    answer: Answer | None = None
    counter: Counter | None = None
    command: Command | None = None
    digit: int | None = None
    """A bare digit answer 0–9 ("1", "1.", "1 please", "one"); None for a digit inside a sentence."""
    offered: tuple[str, ...] = ()
    """With intent BOTH: the kinds the text offers rather than asks for."""
    place: Spot | None = None
    places: tuple[Spot, ...] = ()
    to: Spot | None = None
    when: When | None = None
    hour: When | None = None
    """An hour said as a bare number in a text of little else ("make it 5", "7"), on the day beside it if there is
    one; `when` does not hold it, for it means an hour only where one is spoken of."""
    another: When | None = None
    """An hour that stands beside `when` or `hour`, as `spans` has it under "another_hour"."""
    off: TimesOff | None = None
    """The days that a text of little else says no to; `when` and `repeat` hold what is wanted."""
    repeat: Repeat | None = None
    among: Repeat | None = None
    """Weekdays that stand side by side, unless they are offered: to choose from, or each of them. `first` and
    `last` are the stretch from the first of them still to come to the end of the last; an hour that is one point of
    time is both `from_hour` and `to_hour`. `every` is 0 for days that are named for once."""
    people: int | None = None
    helpers_wanted: int | None = None
    on_behalf: bool = False
    name: str | None = None
    """A name the writer gives as their own ("my name is Rosa", "this is Ben")."""
    for_name: str | None = None
    """Whom it is for, where that is someone else ("for my mother Rosa")."""
    conditions: tuple[str, ...] = ()
    at_door: tuple[str, ...] = ()
    """Those of the conditions that a helper may hear once both said yes: not whom they want, not what they take."""
    practical: tuple[str, ...] = ()
    """What decides whether a helper can do it, as words of PRACTICAL."""
    round_trip: bool | None = None
    """A ride there and back (True) or one way (False); None where the text does not say."""
    round_trip_words: str | None = None
    """The words that say so; they stand among the conditions too."""
    pays: bool | None = None
    """Whether they can pay the store; None where the text does not say."""
    knows: bool | None = None
    """Whether the one it is for knows of it; None where the text does not say."""
    radius_km: float | None = None
    per_week: int | None = None
    """How often a week a helper is willing to help, if said ("once a week", "max 2 a week")."""
    nights: bool | None = None
    """Whether a helper may be asked at night, if said ("nights are fine", "not at night")."""
    means: str | None = None
    """A helper's means of getting around if said: foot, bike or car."""
    urgent: bool = False
    danger: Danger | None = None
    correction: bool = False
    """Reads as a correction of what was said before ("no, 26th st", "not food, a ride", "sorry i meant 5")."""
    negated_kinds: tuple[str, ...] = ()
    """Kinds the text takes back ("not food, a ride" -> food)."""
    covered: bool = False
    """Says the help is no longer needed ("found someone already thx", "dont need anything anymore")."""
    dropped: tuple[str, ...] = ()
    """Kinds that are no longer needed where others still are ("got the groceries but i still need the ride")."""
    cannot: bool = False
    """Says they cannot keep what was agreed ("can't make it", "car broke down, sorry")."""
    thanks: bool = False
    pleasantry: bool = False
    """Nothing but politeness: thanks, lol, ok, a smiley, a greeting, "God bless"."""
    complaint: bool = False
    """Fear of, or complaint about, the other side ("he scares me", "she never came", "he asked for money")."""
    apart: bool = False
    """Wants never to be put together with somebody ("never send me Ben", "keep him away from me")."""
    somebody: bool = False
    """Names a person: a name, "him", "my ex"."""
    only_pronoun: bool = False
    """Names that person only as "him" or "her"."""
    lasting: bool = False
    """That wish is for good, whatever time stands beside it ("never", "anyone but")."""
    barred: frozenset[str] = frozenset()
    """The words of that wish, folded, among which the name stands."""
    unknown_words: tuple[str, ...] = ()
    """The words of a text with that wish that no language here knows: they may be a name, mistyped."""
    automatic: bool = False
    """An auto-responder, a reaction ("Liked …"), a read receipt, a robot or spam: nobody waits for an answer."""
    spam: bool = False
    """An automatic text that advertises."""
    liked: str | None = None
    """A thumbs-up or heart put on a text of ours: what it quotes of it."""
    wrong_number: bool = False
    """Says that we have the wrong number, and nothing else."""
    pause: When | None = None
    """Until when a pause should last, if said ("pause two weeks")."""
    speaks: tuple[str, ...] = ()
    """Languages the writer says they speak too: codes, or names of those that are not ours."""
    to_language: str | None = None
    """With command LANGUAGE: the language asked for ("espanol" -> "es"); None where it names none of ours."""
    stop_exact: bool = False
    """With command STOP: the whole message is one of the carrier's own words, so the carrier confirms it."""
    taught: tuple[str, ...] = ()
    """The coordinators' corrections that were heeded, each by its phrase."""
    language: str | None = None
    """The language of a meaningful text, None where nothing tells ("1", "ok", "24th st")."""
    confidence: float = 0.0
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where in the text each thing was read: "kind:food", "when", "place", "answer", "danger" … -> offsets."""
    behind: Reading | None = None
    """What stands behind the yes or no that answers a proposal, read by itself; None where nothing does."""
    hear: Hear = field(default=deaf, compare=False, repr=False)
    """The cues of any text in the languages of whoever read this one."""

    if not TYPE_CHECKING:  # what was not said is the default of the class: sixty guarded assignments take longer

        def __init__(self, text: str, **said: object) -> None:
            self.__dict__.update(spans={}, text=text)
            self.__dict__.update(said)

    @property
    def cues(self) -> Cues:
        """The cues of the text."""
        return self.hear(self.text)

    @property
    def says_yes(self) -> bool:
        """A plain yes, in words or as 1."""
        return self.digit == 1 or (self.digit is None and self.answer is Answer.YES)

    @property
    def says_no(self) -> bool:
        """A plain no, in words or as 2."""
        return self.digit == 2 or (self.digit is None and self.answer is Answer.NO)

    @property
    def emergency(self) -> bool:
        return self.danger is not None

    @property
    def only_waits(self) -> bool:
        """Says that nobody is there yet, and complains of nothing else."""
        waiting, complaint = self.spans.get("waiting"), self.spans.get("complaint")
        if waiting is None:
            return False
        return complaint is None or (waiting[0] <= complaint[0] and complaint[1] <= waiting[1])

    @property
    def bare_ok(self) -> bool:
        """Nothing but "ok" or a thumbs-up: heard, yet neither yes nor no."""
        return "ok" in self.spans and self.answer is None


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to read a text. `now` aware, in the group's zone; `question` what the writer was asked, as
    one of yes_no, place, kind, when, name, or None; `language` the language they wrote before; `near` the place of
    what was just read back to them, in words; `others` the names of those on the other side of their visits, in
    lower case; `options` the words of our own for each answer to the open question, with its digit; `proposed`
    whether that is a proposal, to which our 1 is a yes and our 2 a no, whatever stands behind them."""

    now: datetime
    language: str | None = None
    question: str | None = None
    near: str | None = None
    others: frozenset[str] = frozenset()
    options: tuple[tuple[int, str], ...] = ()
    proposed: bool = False
