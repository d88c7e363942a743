"""Looks at a whole configuration: what contradicts itself, and what would hurt in real use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutualaid.clock import is_loopback
from mutualaid.domain.answers import QUESTION
from mutualaid.domain.matching.weights import WEIGHTS

if TYPE_CHECKING:
    from mutualaid.config import Config

SECRET_LENGTH = 32
"""Characters a secret key should have at least: 24 random bytes, as `Dice.token` gives them."""

SAFE_SQLITE = (3, 51, 3)
"""The first SQLite without the WAL-reset race of 3.7.0 to 3.51.2, in which a checkpoint and a write at the
same moment can damage the file (https://sqlite.org/wal.html)."""

_ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")
_FROM = re.compile(r"\+[1-9][0-9]{6,14}|[0-9]{5,6}|MG[0-9a-fA-F]{32}")


def contradictions(config: Config) -> list[str]:
    """What fits value by value and not together, a sentence each."""
    found: list[str] = []
    if config.asks.nudge_hours >= config.asks.lapse_hours:
        found.append(
            f"[asks] nudge_hours is {config.asks.nudge_hours:g}; it must be less than lapse_hours, "
            f"which is {config.asks.lapse_hours:g}."
        )
    if not any((WEIGHTS | config.matching.weights).values()):
        found.append("[matching] weights are all 0; at least one must be more.")
    return found + _places(config) + _answers(config) + _danger_lines(config)


def _places(config: Config) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for number, place in enumerate(config.places, 1):
        where = f"[[places]] number {number}:"
        if (place.latitude is None) != (place.longitude is None):
            found.append(f"{where} it has only one of latitude and longitude; give both or neither.")
        if place.name.casefold() in seen:
            found.append(f'{where} name is "{place.name}"; another place has that name already.')
        seen.add(place.name.casefold())
    return found


def _answers(config: Config) -> list[str]:
    found: list[str] = []
    first = config.group.languages[0]
    for number, answer in enumerate(config.answers, 1):
        where = f"[[answers]] number {number}:"
        if QUESTION in answer.use and not answer.kinds and not answer.words:
            found.append(
                f"{where} it has neither kinds nor words; give at least one, or it answers no question."
            )
        if first not in answer.text:
            found.append(f'{where} text has no "{first}"; the group\'s first language must be there.')
    return found


def _danger_lines(config: Config) -> list[str]:
    """The group's own words on danger that leave out what to dial."""
    found: list[str] = []
    for danger, texts in config.danger.lines.items():
        dialled = (config.group.emergency_number, config.danger_numbers.get(danger, ""))
        for language, text in texts.items():
            if "{number}" not in text and not any(number and number in text for number in dialled):
                found.append(
                    f"[danger.lines.{danger}] {language} names no number to dial; write {{number}} where it"
                    " belongs."
                )
    return found


def problems(
    config: Config, real: bool = True, sqlite_version: tuple[int, int, int] | None = None
) -> list[str]:
    """What would hurt although it parses, a sentence each; none is best.

    `real`: also what only matters when real people are texted (not for a demo). `sqlite_version`: that of the
    library in use, such as `sqlite3.sqlite_version_info`; None leaves it out.
    """
    found = _sense(config)
    if real:
        found += _address(config) + _twilio(config) + _people(config) + _alarms(config)
    if sqlite_version is not None and sqlite_version < SAFE_SQLITE:
        found += _sqlite(config, sqlite_version)
    return found


def _sense(config: Config) -> list[str]:
    group, quiet, asks, sending, env = config.group, config.quiet, config.asks, config.sending, config.env
    found: list[str] = []
    if not group.emergency_number:
        found.append(
            "[group] emergency_number is empty, so someone in danger is told no number; set it, such as 911."
        )
    if quiet.start == quiet.end:
        found.append(
            f"[quiet] start and end are both {quiet.start:%H:%M}, so there are no quiet hours and people are "
            "texted at night."
        )
    if sending.daily_cap == 0:
        found.append("[sending] daily_cap is 0, so no text is ever sent.")
    if group.country not in sending.countries:
        found.append(
            f"[sending] countries does not hold {group.country}, which is the group's own country, so its "
            "neighbours cannot be texted."
        )
    if asks.chance_urgent < asks.chance:
        found.append(
            f"[asks] chance_urgent is {asks.chance_urgent:g}, less than chance ({asks.chance:g}), so fewer "
            "helpers are asked when it is urgent."
        )
    if env.clock and not is_loopback(env.twilio_api_base):
        found.append(
            "MUTUALAID_CLOCK is set while TWILIO_API_BASE is not a loopback address; unset it, it is for "
            "tests only."
        )
    return found


def _address(config: Config) -> list[str]:
    url = config.env.public_url
    if not url:
        return ["PUBLIC_URL is not set; texts are refused until it is the address Twilio calls."]
    if not url.startswith("https://"):
        return [f'PUBLIC_URL is "{url}"; it must start with https://, or texts and sign-ins can be read.']
    return []


def _twilio(config: Config) -> list[str]:
    env = config.env
    found: list[str] = []
    if not env.twilio_account_sid:
        found.append("TWILIO_ACCOUNT_SID is not set, so no text can be sent.")
    elif not _ACCOUNT_SID.fullmatch(env.twilio_account_sid):
        found.append("TWILIO_ACCOUNT_SID is not an account's; it starts with AC and has 34 characters.")
    if not env.twilio_auth_tokens:
        found.append("TWILIO_AUTH_TOKEN is not set, so no text can be sent or trusted.")
    if not env.twilio_from:
        found.append("TWILIO_FROM is not set, so no text can be sent.")
    elif not _FROM.fullmatch(env.twilio_from):
        found.append(
            f'TWILIO_FROM is "{env.twilio_from}"; it must be a number such as +14155550100 or a messaging '
            "service, which starts with MG and has 34 characters."
        )
    if env.twilio_api_base:
        found.append(f'TWILIO_API_BASE is "{env.twilio_api_base}", so texts go there and not to Twilio.')
    if not env.secret_key:
        found.append("SECRET_KEY is not set, so nobody can sign in.")
    elif len(env.secret_key) < SECRET_LENGTH:
        found.append(
            f"SECRET_KEY has {len(env.secret_key)} characters; it needs {SECRET_LENGTH} or more, by chance."
        )
    return found


def _people(config: Config) -> list[str]:
    found: list[str] = []
    if config.group.name == type(config.group)().name:
        found.append(f'[group] name is still "{config.group.name}"; put your group\'s name.')
    if not config.group.contact:
        found.append("[group] contact is empty, so the about and privacy pages name nobody to turn to.")
    return found


def _alarms(config: Config) -> list[str]:
    alarms = config.alarms
    found: list[str] = []
    if not alarms.webhook and not alarms.email:
        found.append(
            "[alarms] webhook and email are both empty, so an alarm reaches nobody when texting itself fails."
        )
    if alarms.email and not config.env.smtp_url:
        found.append("[alarms] email is set and SMTP_URL is not, so no mail can be sent.")
    if not alarms.heartbeat:
        found.append("[alarms] heartbeat is empty, so nobody is woken when this machine stops.")
    return found


def _sqlite(config: Config, version: tuple[int, int, int]) -> list[str]:
    if not config.env.database_url.startswith("sqlite:"):
        return []
    return [
        f"SQLite here is {'.'.join(map(str, version))}; before {'.'.join(map(str, SAFE_SQLITE))} a very rare "
        "race can damage a database. Keep daily backups (`mutualaid backup`)."
    ]
