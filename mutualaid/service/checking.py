"""What is wrong or missing before real people are texted, in sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from mutualaid.clock import SystemClock
from mutualaid.config import Config, problems
from mutualaid.domain.people import Coordinator
from mutualaid.language import ownfiles
from mutualaid.language.guarding import harm
from mutualaid.language.saying.catalogue import Catalogue, CatalogueError
from mutualaid.language.saying.segments import gsm7, segments
from mutualaid.store import counts, group, people
from mutualaid.store.engine import StoreError, StoreUrlError, open_store
from mutualaid.store.files import library_version
from mutualaid.store.migrate import pending
from mutualaid.transport.base import Outcome, SendProblem, Transport

INBOUND_OVERRIDES = "#rc=5&rp=all&rt=3000&ct=2000"
"""Asks Twilio to try a webhook up to five times again, whatever went wrong, waiting 3 s for an answer and 2 s for a
connection (connection overrides, twilio.com/docs/usage/webhooks/webhooks-connection-overrides)."""

NOBODY_S_TEXT = "SM" + "0" * 32
"""A message id that no text has: a provider that knows our account says so, one that does not refuses."""


LATELY = timedelta(days=2)
"""How far back what came in is looked at."""


@dataclass
class Found:
    """What a look found: `problems` are to be mended, `notices` to be known."""

    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    """What each address of ours is for, as it must be entered at the provider."""


def useless(config: Config) -> list[str]:
    """What is missing without which the service could neither take nor send a text, a sentence each."""
    env = config.env
    needed = {
        "PUBLIC_URL": (env.public_url, "it is the address Twilio calls"),
        "TWILIO_ACCOUNT_SID": (env.twilio_account_sid, "it is your account"),
        "TWILIO_AUTH_TOKEN": (env.twilio_auth_tokens, "texts are sent and trusted by it"),
        "TWILIO_FROM": (env.twilio_from, "it is the number texts come from"),
        "SECRET_KEY": (env.secret_key, "coordinators are signed in by it"),
    }
    return [f"{name} is not set; {why}." for name, (value, why) in needed.items() if not value]


def found(config: Config, transport: Transport | None) -> Found:
    """Everything there is to say about a config and its store. `transport` is asked whether it knows our account;
    None asks nobody. Changes nothing, and does not make a database that is not there."""
    seen = Found(problems=problems(config))
    known = problems(config, real=False)
    with_library = problems(config, real=False, sqlite_version=library_version())
    seen.notices += [sentence for sentence in with_library if sentence not in known]
    seen.problems += _language_files(config, seen) + own_answers(config)
    if transport is not None:
        seen.problems += _provider(config, transport)
    _store(config, seen)
    url = config.env.public_url
    if url:
        seen.addresses = [
            ("A message comes in (POST)", f"{url}/sms/inbound{INBOUND_OVERRIDES}"),
            ("Status callback (POST)", f"{url}/sms/status"),
            ("A call comes in (POST)", f"{url}/voice"),
        ]
    return seen


def _language_files(config: Config, seen: Found) -> list[str]:
    """What is wrong with what we say, and with the group's own files of languages."""
    if not config.group.language_folder:
        return _lines(config)
    folder = Path(config.group.language_folder)
    wrong = ownfiles.faults(folder)
    if wrong:
        return wrong
    seen.notices += ownfiles.hard_to_read(folder)
    files = ownfiles.own_lines(folder)
    told = []
    for sentence in _lines(config):
        named = re.match(r"Line (\w+) (?:in|is missing in) (\w\w)\b", sentence)
        file = files.get((named[2], named[1])) if named else None
        told.append(f"{file}: {sentence}" if file else sentence)
    return told + harm(folder, config.group.languages)


def _lines(config: Config) -> list[str]:
    group = config.group
    try:
        catalogue = Catalogue(
            group.languages, group.short_name, group.emergency_number, group.kinds, zone=group.zone,
            country=group.country, danger_numbers=config.danger_numbers, danger_lines=config.danger.lines,
        )  # fmt: skip
    except CatalogueError as reason:
        return str(reason).splitlines()
    # no number at all is said by the config's own check
    return [problem for problem in catalogue.problems() if group.emergency_number or "number" not in problem]


def own_answers(config: Config) -> list[str]:
    """The group's own answers that cost more than one segment, a sentence each."""
    sentences = []
    for number, answer in enumerate(config.answers, start=1):
        for language, text in answer.text.items():
            sent = gsm7(text)
            if segments(sent) > 1:
                sentences.append(
                    f"[[answers]] number {number}: the {language} text has {len(sent)} characters and is sent as"
                    f" {segments(sent)} texts; 160 plain characters make one."
                )
    return sentences


def _provider(config: Config, transport: Transport) -> list[str]:
    env = config.env
    if not (env.twilio_account_sid and env.twilio_auth_tokens):
        return []
    try:
        transport.state_of(NOBODY_S_TEXT)
    except SendProblem as problem:
        if problem.outcome is Outcome.CONFIGURATION:
            return [f"Twilio did not let us in: {problem.says} Look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."]
        if problem.outcome is not Outcome.PERMANENT:
            return [f"Twilio could not be asked: {problem.says}"]
    return _redaction(transport)


def _redaction(transport: Transport) -> list[str]:
    """Whether the provider keeps texts without their words (Twilio's Message Redaction): what came in lately is
    looked at."""
    try:
        lately = transport.list_inbound(SystemClock().now() - LATELY)
    except SendProblem as problem:
        return [f"Twilio's list of texts could not be read: {problem.says}"]
    wordless = [text for text in lately if not text.body.strip() and not text.media]
    if len(wordless) <= len(lately) / 2:
        return []
    return [
        f"{len(wordless)} of the {len(lately)} texts that came in lately stand in Twilio's list without words:"
        " message redaction seems to be switched on there. Then texts that could not be brought to us are lost for"
        " good, and one of ours that nobody knows the fate of cannot be found by its words. Switch it off in"
        " Twilio's console under Messaging, Settings."
    ]


def _store(config: Config, seen: Found) -> None:
    """Whether the store can be used, and whom it would wake."""
    url = config.env.database_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        seen.problems.append(f"There is no database yet at {url}; run `mutualaid migrate`.")
        return
    try:
        store = open_store(url)
        try:
            waiting = pending(store)
            if waiting:
                seen.problems.append(
                    f"The database lacks {', '.join(waiting)}; run `mutualaid migrate`, or start the service."
                )
                return
            with store.reading() as tx:
                _who_wakes(config, people.coordinators(tx), seen)
                _who_agreed(counts.without_consent(tx), seen)
                _area(config, group.middle(tx), seen)
        finally:
            store.close()
    except (StoreError, StoreUrlError, OSError) as reason:
        seen.problems.append(f"The database cannot be used: {reason}.")


def _who_agreed(lacking: int, seen: Found) -> None:
    if lacking:
        who = "1 neighbor has" if lacking == 1 else f"{lacking} neighbors have"
        seen.notices.append(
            f"{who} no consent on record, so they are never texted; note on their page how they agreed."
        )


def _area(config: Config, middle: tuple[float, float] | None, seen: Found) -> None:
    if config.group.area_km and middle is None:
        seen.problems.append(
            "[group] area_km is set, and no place with latitude and longitude is known to measure it from, so every"
            " place counts as near; add [[places]], or set it to 0."
        )


def _who_wakes(config: Config, everyone: list[Coordinator], seen: Found) -> None:
    on_duty = [one for one in everyone if one.on_duty and one.phone]
    second = config.alarms.webhook or config.alarms.email
    if not everyone:
        seen.problems.append("There is no coordinator; run `mutualaid coordinator add NAME --phone NUMBER`.")
    if not on_duty and not second:
        seen.problems.append(
            "Nobody is told when someone is in danger: no coordinator on duty has a phone, and [alarms] names"
            " neither a webhook nor an e-mail address."
        )
    elif not any(one.wake for one in on_duty) and not second:
        seen.notices.append(
            "At night nobody is told when someone is in danger: no coordinator on duty may be woken (`coordinator"
            " add NAME --wake`), and [alarms] names neither a webhook nor an e-mail address."
        )
