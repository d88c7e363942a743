"""What a group can set: frozen dataclasses, read from a TOML file and the environment.

`load` raises ConfigError with every problem at once, each a sentence that names the key, what was wrong and
what is allowed. Environment goes over file. `problems` says what would hurt in real use although it parses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from mutualaid.configcheck import contradictions
from mutualaid.configcheck import problems as problems
from mutualaid.configfile import (
    Rule,
    Unfit,
    above,
    at_most,
    between,
    fit,
    listed,
    nearest,
    one_of,
    read_table,
    read_toml,
    shaped,
    show,
    unknown,
)
from mutualaid.domain.answers import QUESTION, USES
from mutualaid.domain.matching.weights import WEIGHTS
from mutualaid.domain.vocabulary import KINDS, Danger
from mutualaid.languages import languages as languages
from mutualaid.languages import use_named


class ConfigError(Exception):
    """The configuration cannot be used; `problems` holds one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _is_country(code: str) -> bool:
    # Loads 25 ms worth of tables, so only where a configuration is read.
    from phonenumbers import SUPPORTED_REGIONS

    return code in SUPPORTED_REGIONS


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    return fits or not text


Kind = Annotated[str, one_of(KINDS)]
Use = Annotated[str, one_of(USES)]
Payable = Annotated[str, one_of(("food", "supplies", "medicine"))]
WeightName = Annotated[str, one_of(tuple(WEIGHTS))]
Language = Annotated[
    str, Rule(lambda: f"one of {listed(languages(), 'or')}", lambda code: code in languages(), languages)
]
Country = Annotated[str, Rule("a two-letter country code in capitals such as US", _is_country)]
Zone = Annotated[str, Rule("a time zone such as America/Los_Angeles", _is_zone, available_timezones)]
Url = Annotated[str, Rule("an http or https address, or empty", _is_url)]
Email = Annotated[str, shaped("an e-mail address, or empty", r"[^@\s]+@[^@\s]+|")]
Line = Annotated[str, Rule("text on one line", lambda text: bool(text.strip()) and text.isprintable())]
Dialled = Annotated[str, shaped("a number to dial such as 911", r"[0-9][0-9 -]{1,14}|")]
DangerName = Annotated[str, one_of(tuple(Danger))]
DangerNamed = Annotated[str, one_of(tuple(d for d in Danger if d is not Danger.HOME))]
Chance = Annotated[float, between(0, 1)]
Weekly = Annotated[int, between(1, 100)]
Days = Annotated[int, between(0, 36500)]
Price = Annotated[float, between(0, 100)]
Latitude = Annotated[float, between(-90, 90)]
Longitude = Annotated[float, between(-180, 180)]
SOME = Rule("a list of at least one", bool)
IN_A_LANGUAGE = Rule("a text in at least one language", bool)
CRISIS_LINES = {"US": {"self_harm": "988"}}
"""Crisis lines known to be there day and night, by country and danger (988lifeline.org)."""
DATABASE = shaped(
    "sqlite:///path, postgresql://… or postgres://…", r"sqlite:///\S.*|postgres(ql)?://\S+", secret=True
)
TOKENS = Rule(
    "one token, or two separated by a comma", lambda tokens: len(tokens) <= 2 and all(tokens), secret=True
)
CLOCK = shaped("file: and a path, or empty", r"file:.+")
SMTP = shaped(
    "smtp:// or smtps:// with a host, such as smtp://user:password@mail.example.org:587",
    r"smtps?://\S+",
    secret=True,
)


@dataclass(frozen=True, slots=True)
class Group:
    name: Line = "Neighbours"
    short_name: Annotated[Line, at_most(20)] = "Neighbours"
    """At most 20 characters: it stands in texts."""
    timezone: Zone = "America/Los_Angeles"
    country: Country = "US"
    """ISO 3166 alpha-2: how numbers typed without a country code are read."""
    languages: Annotated[tuple[Language, ...], SOME] = ("en", "es")
    """The first is the group's own."""
    language_folder: str = ""
    """A folder with the group's own files of languages, beside the config file; empty for none."""
    emergency_number: Dialled = "911"
    kinds: Annotated[tuple[Kind, ...], SOME] = KINDS
    contact: str = ""
    """A person or address for /about and /privacy."""
    area_km: Annotated[float, between(0, 20000)] = 0
    """How far from the middle of its places the group helps; 0 is any distance."""
    relay: Annotated[str, one_of(("on", "off"))] = "on"
    """on: words between two connected neighbours are passed on at once; off: coordinators pass them on."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Review:
    policy: Annotated[str, one_of(("every", "first", "unsure", "none"))] = "every"
    """every, first, unsure or none."""
    wait_minutes: Annotated[int, between(1, 10080)] = 30
    """A shortlist that waits longer is texted to the coordinators on duty."""


@dataclass(frozen=True, slots=True)
class Quiet:
    start: time = time(21, 0)
    end: time = time(8, 0)


@dataclass(frozen=True, slots=True)
class Asks:
    chance: Chance = 0.8
    """How likely a yes should be for one wave, 0–1."""
    chance_urgent: Chance = 0.95
    asks_per_week: Weekly = 3
    helps_per_week: Weekly = 2
    nudge_hours: Annotated[float, above(0, 168)] = 3
    lapse_hours: Annotated[float, above(0, 336)] = 12
    shortlist: Annotated[int, between(1, 20)] = 5


@dataclass(frozen=True, slots=True)
class Matching:
    sensitive: tuple[Kind, ...] = ("childcare", "care", "shelter", "company")
    radius_km: Annotated[float, above(0, 500)] = 5
    """How far a helper goes who did not say."""
    weights: dict[WeightName, Annotated[float, between(0, 1000)]] = field(default_factory=dict)
    """Over `domain.matching.WEIGHTS`."""
    rest_days: Annotated[float, between(0, 60)] = 3
    """For how long after an ask others are asked first, where it is not urgent."""


@dataclass(frozen=True, slots=True)
class Money:
    ask: tuple[Payable, ...] = ()
    """Kinds for which to ask who pays the store: any of food, supplies, medicine."""


@dataclass(frozen=True, slots=True)
class Sending:
    segments_per_second: Annotated[float, above(0, 1000)] = 1
    daily_cap: Annotated[int, between(0, 10_000_000)] = 1000
    """Segments a day; a quarter is kept for emergencies and replies."""
    countries: Annotated[tuple[Country, ...], SOME] = ("US",)
    price: Price = 0.0125
    """What one segment costs, carrier fee included, in the group's money."""
    price_in: Price = 0.0083
    currency: Annotated[str, at_most(5)] = "$"


@dataclass(frozen=True, slots=True)
class Retention:
    bodies_days: Days = 90
    places_days: Days = 180
    numbers_days: Days = 730


@dataclass(frozen=True, slots=True)
class Alarms:
    webhook: Url = ""
    email: Email = ""
    heartbeat: Url = ""


@dataclass(frozen=True, slots=True)
class Dangers:
    numbers: dict[DangerNamed, Dialled] = field(default_factory=dict)
    """To dial beside the emergency number, by danger; empty takes a default away. None for violence at home: its
    reply must tell a reader over the shoulder nothing."""
    lines: dict[DangerName, Annotated[dict[Language, Line], IN_A_LANGUAGE]] = field(default_factory=dict)
    """The group's own first words on danger, by danger and language; {number} is what to dial."""


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    name: Line
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    aliases: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One of the group's own answers: sent when a text is about one of the kinds or holds one of the words."""

    text: Annotated[dict[Language, Line], IN_A_LANGUAGE]
    """By language code; each within one segment."""
    kinds: tuple[Kind, ...] = ()
    words: tuple[Line, ...] = ()
    use: Annotated[tuple[Use, ...], SOME] = (QUESTION,)
    """What it is sent for."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What comes from the environment only: where things are, and secrets."""

    database_url: Annotated[str, DATABASE] = "sqlite:///mutualaid.db"
    port: Annotated[int, between(0, 65535)] = 8000
    public_url: Url = ""
    twilio_account_sid: str = ""
    twilio_auth_tokens: Annotated[tuple[str, ...], TOKENS] = ()
    twilio_from: str = ""
    twilio_api_base: Url = ""
    secret_key: str = ""
    metrics_token: str = ""
    clock: Annotated[str, CLOCK] = ""
    log_level: Annotated[str, one_of(("DEBUG", "INFO", "WARNING", "ERROR"))] = "INFO"
    smtp_url: Annotated[str, SMTP] = ""
    """The mail server that takes alarms for `[alarms] email`; it holds a password, so not in the file."""


ENVIRONMENT = {
    "DATABASE_URL": "database_url",
    "PORT": "port",
    "PUBLIC_URL": "public_url",
    "TWILIO_ACCOUNT_SID": "twilio_account_sid",
    "TWILIO_AUTH_TOKEN": "twilio_auth_tokens",
    "TWILIO_FROM": "twilio_from",
    "TWILIO_API_BASE": "twilio_api_base",
    "SECRET_KEY": "secret_key",
    "METRICS_TOKEN": "metrics_token",
    "MUTUALAID_CLOCK": "clock",
    "LOG_LEVEL": "log_level",
    "SMTP_URL": "smtp_url",
}
"""Environment variable -> field of `Environment`."""


@dataclass(frozen=True, slots=True)
class Config:
    group: Group = Group()
    review: Review = Review()
    quiet: Quiet = Quiet()
    asks: Asks = Asks()
    matching: Matching = Matching()
    money: Money = Money()
    sending: Sending = Sending()
    retention: Retention = Retention()
    alarms: Alarms = Alarms()
    danger: Dangers = Dangers()
    places: tuple[PlaceEntry, ...] = ()
    answers: tuple[OwnAnswer, ...] = ()
    env: Environment = Environment()

    @property
    def danger_numbers(self) -> dict[str, str]:
        """What to dial beside the emergency number, by danger: the crisis line of the country unless the group set
        its own."""
        return CRISIS_LINES.get(self.group.country, {}) | self.danger.numbers


SECTIONS: dict[str, type[Any]] = {
    "group": Group,
    "review": Review,
    "quiet": Quiet,
    "asks": Asks,
    "matching": Matching,
    "money": Money,
    "sending": Sending,
    "retention": Retention,
    "alarms": Alarms,
    "danger": Dangers,
}
LISTS: dict[str, type[Any]] = {"places": PlaceEntry, "answers": OwnAnswer}


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The configuration in the TOML file at `path` (None: no file, all defaults), with `environ` over it.

    Raises ConfigError with all problems at once; a file that was asked for and is not there is one.
    """
    table, problems = read_toml(path) if path else ({}, [])
    read: dict[str, Any] = {}
    problems += use_named(table.get("group"), path)
    for section, value in table.items():
        if section in SECTIONS:
            read[section] = _read_section(section, value, problems)
        elif section in LISTS:
            read[section] = _read_list(section, value, problems)
        else:
            problems.append(_unknown_section(section, value))
    read["env"] = _read_environment(environ, problems)
    if problems:
        raise ConfigError(problems)
    config = Config(**read)
    against = contradictions(config)
    if against:
        raise ConfigError(against)
    return config


def _read_section(section: str, value: object, problems: list[str]) -> Any:
    return read_table(SECTIONS[section], value, f"[{section}]", problems, _elsewhere(section))


def _read_list(section: str, value: object, problems: list[str]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        problems.append(f"{section} is {show(value)}; each entry must stand under its own [[{section}]].")
        return ()
    return tuple(
        read_table(LISTS[section], entry, f"[[{section}]] number {number}:", problems, _elsewhere(section))
        for number, entry in enumerate(value, 1)
    )


@cache
def _elsewhere(section: str) -> dict[str, str]:
    """For keys that are unknown in `section`, the sentence's end that says where they belong."""
    own = {entry.name for entry in fields((SECTIONS | LISTS)[section])} if section else set()
    belongs = {
        entry.name: f"it belongs in [{other}]"
        for other, kind in SECTIONS.items()
        for entry in fields(kind)
        if entry.name not in own
    }
    for name, key in ENVIRONMENT.items():
        for spelling in (name, name.lower(), key):
            belongs[spelling] = f"it comes from the environment, as {name}"
    return belongs


def _unknown_section(section: str, value: object) -> str:
    known = [*SECTIONS, *LISTS]
    if not isinstance(value, (dict, list)) or section in _elsewhere(""):
        return unknown(section, section, known, _elsewhere(""))
    near = nearest(section, known)
    if near:
        return f"[{section}] is not a section; did you mean [{near}]?"
    return f"[{section}] is not a section; the sections are {listed(known, 'and')}."


def _read_environment(environ: Mapping[str, str], problems: list[str]) -> Environment:
    """Empty variables count as unset: hosts and compose files pass them on empty."""
    hints = get_type_hints(Environment, include_extras=True)
    read: dict[str, Any] = {}
    for name, key in ENVIRONMENT.items():
        text = environ.get(name, "").strip()
        if not text:
            continue
        try:
            read[key] = fit(hints[key], _from_text(key, text))
        except Unfit as reason:
            problems.append(f"{name} {reason}.")
    return Environment(**read)


def _from_text(key: str, text: str) -> object:
    if key == "port":
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text
    if key == "log_level":
        return text.upper()
    if key == "twilio_auth_tokens":
        return [token.strip() for token in text.split(",")]
    # Signatures are computed over the public address as configured; a slash at its end would double.
    return text.rstrip("/") if key in ("public_url", "twilio_api_base") else text
