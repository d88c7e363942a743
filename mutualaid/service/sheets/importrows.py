"""One row of an import, checked and read. What a column leaves out is read from the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import isfinite

from mutualaid.domain.conversation.needs import intake, rhythm
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.reading import Context, Reading, When
from mutualaid.domain.vocabulary import QuestionKind
from mutualaid.service.kit import Kit
from mutualaid.transport.numbers import normalise, sendable, wrong_with

COLUMNS = (
    "type", "phone", "name", "language", "consent", "consented_at", "known", "text", "kinds", "place", "latitude",
    "longitude", "when", "people", "helpers", "radius_km",
)  # fmt: skip
"""What an import may hold; other columns are passed over."""

TYPES = {"neighbour": "neighbour", "neighbor": "neighbour", "need": "need", "offer": "offer"}
YES_NO = {"yes": True, "y": True, "1": True, "true": True, "no": False, "n": False, "0": False, "false": False}
LONGEST_CONSENT = 200

MISSING = {
    QuestionKind.WHAT: "kinds: empty, and the text does not say what is needed",
    QuestionKind.WHERE: "place: empty, and the text does not say where",
    QuestionKind.WHERE_TO: "text: a ride must say where to, such as: to the clinic on 16th st",
    QuestionKind.WHEN: "when: empty, and the text does not say when",
    QuestionKind.OFFER_WHAT: "kinds: empty, and the text does not say what is offered",
    QuestionKind.OFFER_WHERE: "place: empty, and the text does not say where",
}
"""What a need or an offer lacks -> the column and what is wrong."""


@dataclass(frozen=True, slots=True)
class SpotCell:
    """Where, by its columns. Degrees; None where the place is not known."""

    name: str
    latitude: float | None
    longitude: float | None
    precision: str = "place"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be brought in. `phone` is E.164; `need` and `offer` have no ids of their own yet."""

    type: str
    phone: str
    name: str | None = None
    language: str | None = None
    consent: str = ""
    consented_at: datetime | None = None
    known: bool | None = None
    spot: SpotCell | None = None
    need: Need | None = None
    offer: Offer | None = None


def read_entry(kit: Kit, cells: Mapping[str, str], problems: list[str]) -> Entry:
    """The entry of one row. What is wrong with it goes to `problems` ("column: what is wrong"); then it may not be
    brought in."""
    return _Cells(kit, cells, problems).entry()


class _Cells:
    def __init__(self, kit: Kit, cells: Mapping[str, str], problems: list[str]) -> None:
        self.kit = kit
        self.now = kit.clock.now()
        self.problems = problems
        self.cells = {
            name.strip().lower(): (value or "").strip() for name, value in cells.items() if isinstance(name, str)
        }
        if None in cells:
            problems.append("after the last: more cells than the header has columns; quote cells that hold commas")

    def wrong(self, column: str, allowed: str) -> None:
        value = self.cells.get(column, "")
        shown = repr(value) if value else "empty"
        self.problems.append(f"{column}: {shown}; it must be {allowed}")

    def entry(self) -> Entry:
        type = TYPES.get(self.cells.get("type", "").lower(), "")
        if not type:
            self.wrong("type", "neighbour, need or offer")
        entry = Entry(
            type=type,
            phone=self._phone(),
            name=" ".join(self.cells.get("name", "").split()) or None,
            language=self._language(),
            consent=self._consent(),
            consented_at=self._consented_at(),
            known=self._known(),
            spot=self._spot(),
        )
        if type == "need":
            return replace(entry, need=self._need(entry))
        return replace(entry, offer=self._offer(entry)) if type == "offer" else entry

    # --- people ------------------------------------------------------------------------------------------------

    def _phone(self) -> str:
        config = self.kit.config
        number = normalise(self.cells.get("phone", ""), config.group.country)
        if number is None:
            typed = self.cells.get("phone", "")
            shown = repr(typed) if typed else "empty"
            self.problems.append(f"phone: {shown}; {wrong_with(typed, config.group.country)}")
            return ""
        why = sendable(number, config.sending.countries)
        if why is not None:
            self.problems.append(f"phone: {number}; {why}")
        return number

    def _language(self) -> str | None:
        spoken = self.kit.config.group.languages
        language = self.cells.get("language", "").lower()
        if language and language not in spoken:
            self.wrong("language", f"one of {', '.join(spoken)}, or empty")
        return language or None

    def _consent(self) -> str:
        consent = self.cells.get("consent", "")
        if len(consent) > LONGEST_CONSENT:
            self.wrong("consent", f"at most {LONGEST_CONSENT} characters")
        if YES_NO.get(consent.lower()) is False:
            self.wrong("consent", "how they agreed to texts; who did not agree may not be brought in")
        return consent

    def _consented_at(self) -> datetime | None:
        value = self.cells.get("consented_at", "")
        if not value:
            return None
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.wrong("consented_at", "a day such as 2026-05-14, or empty")
            return None
        at = (at if at.tzinfo else at.replace(tzinfo=self.kit.config.group.zone)).astimezone(UTC)
        if at > self.now:
            self.wrong("consented_at", "a day that is not in the future")
        return at

    def _known(self) -> bool | None:
        value = self.cells.get("known", "").lower()
        if value and value not in YES_NO:
            self.wrong("known", "yes, no or empty")
        return YES_NO.get(value)

    # --- what, where, when -------------------------------------------------------------------------------------

    def _need(self, entry: Entry) -> Need:
        read = self._read("text")
        if read.danger is not None:
            self.problems.append("text: it reads as danger to life; phone them, and do not bring it in")
        need = Need(id="", neighbour_id="", created_at=self.now, kinds=self._kinds())
        if need.kinds:
            read = replace(read, kinds=())
        need = rhythm.settled(intake.fill(need, read), self.kit.config.group.zone)
        if entry.spot is not None:
            spot = entry.spot
            need = replace(
                need, place_text=spot.name, latitude=spot.latitude, longitude=spot.longitude,
                precision=spot.precision,
            )  # fmt: skip
        when = self._when()
        if when is not None:
            need = need.timed(when.text, _utc(when.start), _utc(when.end))
        people, helpers = self._whole("people", 1000), self._whole("helpers", 50)
        need = replace(need, people=people or need.people, helpers_wanted=helpers or need.helpers_wanted)
        self._lacks(intake.missing(need))
        return need

    def _offer(self, entry: Entry) -> Offer:
        read = self._read("text")
        offer = Offer(id="", neighbour_id="", created_at=self.now, kinds=self._kinds())
        if offer.kinds:
            read = replace(read, kinds=())
        offer = intake.fill_offer(offer, read)
        if entry.spot is not None:
            spot = entry.spot
            offer = replace(
                offer, place_text=spot.name, latitude=spot.latitude, longitude=spot.longitude,
                precision=spot.precision,
            )  # fmt: skip
        if self.cells.get("when"):
            timed = self._read("when")
            offer = intake.fill_offer(
                replace(offer, when_text=None), replace(timed, text="", kinds=(), place=None, radius_km=None)
            )
            offer = replace(offer, text=offer.text.rstrip("\n"))
            if timed.when is None and timed.repeat is None:
                self.wrong("when", 'a time such as "weekends" or "mon to fri after 5"')
        offer = replace(offer, radius_km=self._number("radius_km", 0, 500) or offer.radius_km)
        self._lacks(intake.missing_offer(offer, entry.name or "-"))
        return offer

    def _lacks(self, missing: QuestionKind | None) -> None:
        if missing in MISSING:
            self.problems.append(MISSING[missing])

    def _read(self, column: str) -> Reading:
        words = self.cells.get(column, "")
        zone = self.kit.config.group.zone
        return self.kit.reader.understand(words, Context(now=self.now.astimezone(zone))) if words else Reading("")

    def _when(self) -> When | None:
        if not self.cells.get("when"):
            return None
        read = self._read("when")
        if read.when is None:
            self.wrong("when", 'a time such as "fri after 5", "tomorrow" or 10/5')
        return read.when

    def _kinds(self) -> tuple[str, ...]:
        ours = self.kit.config.group.kinds
        named = [kind for kind in re.split(r"[;,\s]+", self.cells.get("kinds", "").lower()) if kind]
        for kind in named:
            if kind not in ours:
                self.problems.append(f"kinds: {kind!r}; it must be one of {', '.join(ours)}")
        return tuple(dict.fromkeys(kind for kind in named if kind in ours))

    def _spot(self) -> SpotCell | None:
        words = self.cells.get("place", "")
        latitude, longitude = self._number("latitude", -90, 90), self._number("longitude", -180, 180)
        if bool(self.cells.get("latitude")) != bool(self.cells.get("longitude")):
            empty = "longitude" if self.cells.get("latitude") else "latitude"
            self.wrong(empty, "given too, where the other one is")
        if latitude is not None and longitude is not None:
            return SpotCell(words or f"{latitude:.5f}, {longitude:.5f}", latitude, longitude, "address")
        if not words:
            return None
        known = self.kit.gazetteer.resolve(words)
        if known is None:
            return SpotCell(words, None, None, "none")
        return SpotCell(known.name, known.latitude, known.longitude, known.precision)

    def _number(self, column: str, least: float, most: float) -> float | None:
        value = self.cells.get(column, "")
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not isfinite(number) or not least <= number <= most:
            self.wrong(column, f"a number from {least:g} to {most:g}")
            return None
        return number

    def _whole(self, column: str, most: int) -> int | None:
        value = self.cells.get(column, "")
        if value and not (re.fullmatch(r"[0-9]{1,4}", value) and 1 <= int(value) <= most):
            self.wrong(column, f"a whole number from 1 to {most}")
            return None
        return int(value) if value else None


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at is not None else None
