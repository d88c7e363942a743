"""Reading the configuration: what fits, what does not and how that is said, what hurts in real use."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import time
from itertools import pairwise
from pathlib import Path

import pytest

from mutualaid.config import (
    ENVIRONMENT,
    LISTS,
    SECTIONS,
    Alarms,
    Config,
    ConfigError,
    Dangers,
    Environment,
    Group,
    Matching,
    OwnAnswer,
    PlaceEntry,
    Quiet,
    Sending,
    languages,
    load,
    problems,
)
from mutualaid.domain.matching.weights import WEIGHTS

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"

READY = Config(
    group=Group(name="Bernal Neighbours", contact="Rosa Vega, 415 555 0100"),
    alarms=Alarms(webhook="https://alarms.example.org/aid", heartbeat="https://beat.example.org/1"),
    env=Environment(
        public_url="https://aid.example.org",
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_tokens=("t0ken",),
        twilio_from="+14155550100",
        secret_key="k" * 32,
    ),
)


def read(tmp_path: Path, text: str, **environ: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ)


def complaints(tmp_path: Path, text: str, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text, **environ)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def without_comments_on(pattern: str) -> str:
    """The example with the commented lines of its [[places]] and [[answers]] taken into use."""
    return re.sub(rf"(?m)^# (?={pattern})", "", EXAMPLE.read_text(encoding="utf-8"))


# the example


def test_the_example_unchanged_gives_the_defaults() -> None:
    assert load(EXAMPLE, {}) == Config() == load(None, {})


def test_the_example_unchanged_names_every_setting() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, kind in SECTIONS.items():
        (section,) = re.findall(rf"(?ms)^\[{name}\]\n(.*?)(?=^\[|\Z)", text)
        for entry in fields(kind):
            assert re.search(rf"(?m)^{entry.name} = ", section), f"[{name}] {entry.name}"
    for name, kind in LISTS.items():
        (section,) = re.findall(rf"(?ms)^# \[\[{name}\]\]\n(.*?)\n\n", text)
        for entry in fields(kind):
            assert re.search(rf"(?m)^# {entry.name} = ", section), f"[[{name}]] {entry.name}"
    for variable in ENVIRONMENT:
        assert re.search(rf"(?m)^# {variable} ", text), variable


def test_every_setting_of_the_example_is_explained() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"\w+ = ", line):
            assert before.startswith("# "), line


def test_the_examples_commented_entries_can_be_taken_into_use(tmp_path: Path) -> None:
    pattern = r"(\[\[|(name|aliases|latitude|longitude|kinds|words|text) = )"
    config = read(tmp_path, without_comments_on(pattern))
    assert config.places == (PlaceEntry("Bernal library", 37.7389, -122.4164, ("the library", "cortland library")),)
    assert config.answers[0].kinds == ("food",)
    assert set(config.answers[0].text) == {"en", "es"}
    assert all(len(text) <= 160 for text in config.answers[0].text.values())


def test_sections_and_environment_cover_every_field() -> None:
    assert [*SECTIONS, *LISTS, "env"] == [entry.name for entry in fields(Config)]
    assert sorted(ENVIRONMENT.values()) == sorted(entry.name for entry in fields(Environment))


# what fits


def test_values_are_read(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        """
        [group]
        name = "Vecinos de Ñuñoa"
        timezone = "America/Santiago"
        country = "CL"
        languages = ["es"]
        [quiet]
        start = 22:30:00
        end = "7:15"
        [asks]
        chance = 1
        [matching]
        sensitive = []
        weights = { distance = 2, rest = 0.5 }
        [[places]]
        name = "la sede"
        """,
    )
    assert config.group.name == "Vecinos de Ñuñoa"
    assert config.group.zone.key == "America/Santiago"
    assert config.group.languages == ("es",)
    assert config.quiet == Quiet(time(22, 30), time(7, 15))
    assert config.asks.chance == 1.0
    assert isinstance(config.asks.chance, float)
    assert config.matching == Matching(sensitive=(), weights={"distance": 2.0, "rest": 0.5})
    assert config.places == (PlaceEntry("la sede"),)


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path, '\ufeff[group]\nname = "Ours"\n').group.name == "Ours"


def test_the_environment_is_read() -> None:
    env = load(
        None,
        {
            "DATABASE_URL": "postgres://aid:pw@db.example.org/aid",
            "PORT": "8080",
            "PUBLIC_URL": "https://aid.example.org/",
            "TWILIO_ACCOUNT_SID": "AC1",
            "TWILIO_AUTH_TOKEN": "new, old",
            "TWILIO_FROM": "+14155550100",
            "TWILIO_API_BASE": "http://127.0.0.1:9000/",
            "SECRET_KEY": "s",
            "METRICS_TOKEN": "m",
            "MUTUALAID_CLOCK": "file:/tmp/clock",
            "SMTP_URL": "smtp://mail.example.org",
            "LOG_LEVEL": "debug",
            "HOME": "/root",
        },
    ).env
    assert env == Environment(
        database_url="postgres://aid:pw@db.example.org/aid",
        port=8080,
        public_url="https://aid.example.org",
        twilio_account_sid="AC1",
        twilio_auth_tokens=("new", "old"),
        twilio_from="+14155550100",
        twilio_api_base="http://127.0.0.1:9000",
        secret_key="s",
        metrics_token="m",
        clock="file:/tmp/clock",
        smtp_url="smtp://mail.example.org",
        log_level="DEBUG",
    )


def test_a_log_level_that_is_none_is_said(tmp_path: Path) -> None:
    (said,) = complaints(tmp_path, "", LOG_LEVEL="loud")
    assert said.startswith("LOG_LEVEL is ")
    assert "INFO" in said and "WARNING" in said


def test_an_empty_variable_counts_as_unset() -> None:
    assert load(None, dict.fromkeys(ENVIRONMENT, " ")).env == Environment()


# what does not, and how it is said

SENTENCES = [
    ("[asks]\nchance = 1.4", "[asks] chance is 1.4; it must be between 0 and 1."),
    ("[asks]\nchance = nan", "[asks] chance is nan; it must be between 0 and 1."),
    ("[asks]\nchance = true", "[asks] chance is true; it must be a number."),
    ('[asks]\nchance = "0.5"', '[asks] chance is "0.5"; it must be a number.'),
    ("[asks]\nasks_per_week = 2.5", "[asks] asks_per_week is 2.5; it must be a whole number."),
    ("[asks]\nasks_per_week = 0", "[asks] asks_per_week is 0; it must be between 1 and 100."),
    ("[asks]\nchanse = 0.5", "[asks] chanse is not a setting; did you mean chance?"),
    ("[asks]\nlapse_hours = 3", "[asks] nudge_hours is 3; it must be less than lapse_hours, which is 3."),
    ("[asks]\nradius_km = 3", "[asks] radius_km is not a setting here; it belongs in [matching]."),
    ("[money]\nzebra = 1", "[money] zebra is not a setting; the settings here are ask."),
    (
        '[group]\nsecret_key = "x"',
        "[group] secret_key is not a setting here; it comes from the environment, as SECRET_KEY.",
    ),
    ("asks = 3", "[asks] is 3; it must be a table of settings."),
    ("[aks]\nchance = 0.5", "[aks] is not a section; did you mean [asks]?"),
    ('name = "Ours"', "name is not a setting here; it belongs in [group]."),
    ("[group]\nname = 3", "[group] name is 3; it must be text in quotes."),
    ('[group]\nname = " "', '[group] name is " "; it must be text on one line.'),
    (
        '[group]\nshort_name = "Neighbours of Bernal Heights"',
        '[group] short_name is "Neighbours of Bernal Heights"; it must be at most 20 characters.',
    ),
    (
        '[group]\ntimezone = "America/Los_Angelos"',
        '[group] timezone is "America/Los_Angelos"; it must be a time zone such as America/Los_Angeles '
        "(did you mean America/Los_Angeles?).",
    ),
    ('[group]\ntimezone = "America"', '[group] timezone is "America"; it must be a time zone such as'),
    ('[group]\ntimezone = "../x"', '[group] timezone is "../x"; it must be a time zone such as'),
    ('[group]\ncountry = "USA"', '[group] country is "USA"; it must be a two-letter country code'),
    (
        '[group]\nlanguages = ["en", "tlh"]',
        '[group] languages holds a value that is "tlh"; it must be one of en, es, fr or ht.',
    ),
    ("[group]\nlanguages = []", "[group] languages is an empty list; it must be a list of at least one."),
    ('[group]\nlanguages = "en"', '[group] languages is "en"; it must be a list in square brackets.'),
    ('[group]\nkinds = ["foood"]', '[group] kinds holds a value that is "foood"; it must be one of food,'),
    ('[group]\nkinds = ["foood"]', "(did you mean food?)."),
    (
        '[group]\nemergency_number = "the police"',
        '[group] emergency_number is "the police"; it must be a number to dial such as 911.',
    ),
    (
        '[review]\npolicy = "evry"',
        '[review] policy is "evry"; it must be one of every, first, unsure or none (did you mean every?).',
    ),
    ('[quiet]\nstart = "25:00"', '[quiet] start is "25:00"; it must be a time such as "21:00".'),
    ('[quiet]\nstart = "9pm"', '[quiet] start is "9pm"; it must be a time such as "21:00".'),
    ("[quiet]\nstart = 21", '[quiet] start is 21; it must be a time such as "21:00".'),
    ("[matching]\nradius_km = 0", "[matching] radius_km is 0; it must be more than 0 and at most 500."),
    (
        "[matching]\nweights = { distnce = 1 }",
        '[matching] weights holds a value that is "distnce"; it must be one of kind, words, distance, time, '
        "language, rest, continuity or reliability (did you mean distance?).",
    ),
    (
        "[matching]\nweights = { distance = -1 }",
        "[matching] weights holds a value that is -1; it must be between 0 and 1000.",
    ),
    (
        f"[matching]\nweights = {{ {', '.join(f'{name} = 0' for name in WEIGHTS)} }}",
        "[matching] weights are all 0; at least one must be more.",
    ),
    ("[matching]\nweights = 3", "[matching] weights is 3; it must be a table such as { name = value }."),
    ('[money]\nask = ["ride"]', '[money] ask holds a value that is "ride"; it must be one of food, supplies'),
    ("[sending]\ndaily_cap = -1", "[sending] daily_cap is -1; it must be between 0 and 10000000."),
    ("[retention]\nbodies_days = -1", "[retention] bodies_days is -1; it must be between 0 and 36500."),
    (
        '[alarms]\nwebhook = "ntfy.example.org/aid"',
        '[alarms] webhook is "ntfy.example.org/aid"; it must be an http or https address, or empty.',
    ),
    ('[alarms]\nheartbeat = "https://["', '[alarms] heartbeat is "https://["; it must be an http or https'),
    ('[alarms]\nemail = "rosa"', '[alarms] email is "rosa"; it must be an e-mail address, or empty.'),
    ("[[places]]\nlatitude = 1\nlongitude = 2", "[[places]] number 1: name is missing."),
    (
        '[[places]]\nname = "a"\n[[places]]\nname = "b"\nlatitude = 95\nlongitude = 2',
        "[[places]] number 2: latitude is 95; it must be between -90 and 90.",
    ),
    (
        '[[places]]\nname = "a"\nlatitude = 9\nlongitude = 181',
        "[[places]] number 1: longitude is 181; it must be between -180 and 180.",
    ),
    (
        '[[places]]\nname = "a"\nlatitude = 9',
        "[[places]] number 1: it has only one of latitude and longitude; give both or neither.",
    ),
    (
        '[[places]]\nname = "The Hall"\n[[places]]\nname = "the hall"',
        '[[places]] number 2: name is "the hall"; another place has that name already.',
    ),
    ('[places]\nname = "a"', "places is a table; each entry must stand under its own [[places]]."),
    ("places = [3]", "[[places]] number 1 is 3; it must be a table of settings."),
    ('[[answers]]\ntext = { en = "x" }', "[[answers]] number 1: it has neither kinds nor words;"),
    (
        '[[answers]]\nkinds = ["food"]\ntext = "x"',
        '[[answers]] number 1: text is "x"; it must be a table such as { name = value }.',
    ),
    (
        '[danger]\nnumbers = { home = "911" }',
        '[danger] numbers holds a value that is "home"; it must be one of medical, violence, fire, overdose, ',
    ),
    ('[danger]\nnumbers = { fire = "nine" }', '[danger] numbers holds a value that is "nine"; it must be a number'),
    (
        '[danger]\nlines = { fire = { en = "Run!" } }',
        "[danger.lines.fire] en names no number to dial; write {number} where it belongs.",
    ),
    ('[[answers]]\nkinds = ["food"]\ntext = {}', "[[answers]] number 1: text is a table; it must be a text"),
    (
        '[[answers]]\nkinds = ["food"]\ntext = { es = "x" }',
        '[[answers]] number 1: text has no "en"; the group\'s first language must be there.',
    ),
    (
        '[[answers]]\nkinds = ["food"]\ntext = { de = "x" }',
        '[[answers]] number 1: text holds a value that is "de"; it must be one of en, es, fr or ht.',
    ),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_what_does_not_fit_is_said_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (said,) = complaints(tmp_path, text)
    assert sentence in said
    assert said.endswith((".", "?"))


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    text = '[asks]\nchance = 2\nlapse = 1\n[review]\npolicy = "no"\n'
    said = complaints(tmp_path, text, PORT="x", SMTP_URL="y")
    assert len(said) == 5


def test_a_section_nobody_knows_lists_the_sections(tmp_path: Path) -> None:
    (said,) = complaints(tmp_path, "[zebra]\nx = 1")
    assert said.startswith("[zebra] is not a section; the sections are group, review,")


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    (said,) = complaints(tmp_path, f'[review]\npolicy = "{"x" * 500}"')
    assert len(said) < 160


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[asks]\nchance = \n", "config.toml, line 2, column 10: this is not TOML ("),
        ('[asks]\nchance = "', "config.toml, "),
        ("[asks]\n[asks]\n", "config.toml, line 2, column 6: this is not TOML ("),
    ],
)
def test_a_broken_file_is_said_with_its_line(tmp_path: Path, text: str, where: str) -> None:
    said = complaints(tmp_path, text, PORT="x")
    assert where in said[0]
    assert "this is not TOML" in said[0]
    assert said[1] == 'PORT is "x"; it must be a whole number.'


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no configuration file"):
        load(tmp_path / "none.toml", {})
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load(tmp_path, {})
    latin = tmp_path / "latin.toml"
    latin.write_bytes('[group]\nname = "Ñuñoa"'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin.toml, line 2: this is not UTF-8 text"):
        load(latin, {})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "aid.db", "DATABASE_URL cannot be used; it must be sqlite:///path, postgresql://…"),
        ("DATABASE_URL", "sqlite:///", "DATABASE_URL cannot be used; it must be sqlite:///path"),
        ("DATABASE_URL", "mysql://aid:hidden@x/y", "DATABASE_URL cannot be used; it must be sqlite:///path"),
        ("PORT", "65536", "PORT is 65536; it must be between 0 and 65535."),
        ("PORT", "-1", 'PORT is "-1"; it must be a whole number.'),
        ("PUBLIC_URL", "aid.example.org", 'PUBLIC_URL is "aid.example.org"; it must be an http or https'),
        ("TWILIO_AUTH_TOKEN", "hidden,b,c", "TWILIO_AUTH_TOKEN cannot be used; it must be one token, or two"),
        ("TWILIO_AUTH_TOKEN", "hidden,", "TWILIO_AUTH_TOKEN cannot be used; it must be one token, or two"),
        ("TWILIO_API_BASE", "ftp://x", 'TWILIO_API_BASE is "ftp://x"; it must be an http or https address'),
        ("MUTUALAID_CLOCK", "2026-10-05", 'MUTUALAID_CLOCK is "2026-10-05"; it must be file: and a path'),
        ("SMTP_URL", "rosa:hidden@x", "SMTP_URL cannot be used; it must be smtp:// or smtps:// with a host"),
    ],
)
def test_what_does_not_fit_in_the_environment(name: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(None, {name: value})
    assert caught.value.problems[0].startswith(said)
    assert "hidden" not in str(caught.value)


def test_the_languages_are_those_with_a_folder() -> None:
    assert {"en", "es"} <= set(languages())


# what hurts in real use


def test_a_configuration_ready_for_real_use_has_no_problems() -> None:
    assert problems(READY) == []
    assert problems(READY, sqlite_version=(3, 51, 3)) == []


def with_env(**changes: object) -> Config:
    return replace(READY, env=replace(READY.env, **changes))  # type: ignore[arg-type]


REAL = [
    (with_env(public_url=""), "PUBLIC_URL is not set"),
    (with_env(public_url="http://aid.example.org"), "it must start with https://"),
    (with_env(twilio_account_sid=""), "TWILIO_ACCOUNT_SID is not set"),
    (with_env(twilio_account_sid="SK" + "0" * 32), "TWILIO_ACCOUNT_SID is not an account's"),
    (with_env(twilio_auth_tokens=()), "TWILIO_AUTH_TOKEN is not set"),
    (with_env(twilio_from=""), "TWILIO_FROM is not set"),
    (with_env(twilio_from="415 555 0100"), 'TWILIO_FROM is "415 555 0100"; it must be a number such as'),
    (with_env(twilio_api_base="http://127.0.0.1:9000"), "TWILIO_API_BASE is"),
    (with_env(secret_key=""), "SECRET_KEY is not set"),
    (with_env(secret_key="short"), "SECRET_KEY has 5 characters; it needs 32"),
    (replace(READY, group=replace(READY.group, name="Neighbours")), "[group] name is still"),
    (replace(READY, group=replace(READY.group, contact="")), "[group] contact is empty"),
    (replace(READY, alarms=replace(READY.alarms, webhook="")), "[alarms] webhook and email are both empty"),
    (replace(READY, alarms=replace(READY.alarms, heartbeat="")), "[alarms] heartbeat is empty"),
    (replace(READY, alarms=replace(READY.alarms, email="rosa@example.org")), "SMTP_URL is not"),
]

ALWAYS = [
    (with_env(clock="file:/tmp/clock"), "MUTUALAID_CLOCK is set while TWILIO_API_BASE"),
    (replace(READY, group=replace(READY.group, emergency_number="")), "[group] emergency_number is empty"),
    (replace(READY, group=replace(READY.group, country="MX")), "[sending] countries does not hold MX"),
    (replace(READY, quiet=Quiet(time(8), time(8))), "[quiet] start and end are both 08:00"),
    (replace(READY, sending=Sending(daily_cap=0)), "[sending] daily_cap is 0"),
    (replace(READY, asks=replace(READY.asks, chance_urgent=0.5)), "[asks] chance_urgent is 0.5, less than"),
]


@pytest.mark.parametrize(("config", "sentence"), [*REAL, *ALWAYS])
def test_each_thing_that_hurts_is_said(config: Config, sentence: str) -> None:
    (said,) = problems(config)
    assert sentence in said
    assert said.endswith(".")


@pytest.mark.parametrize(("config", "sentence"), REAL)
def test_what_matters_only_for_real_people_is_left_out_for_a_demo(config: Config, sentence: str) -> None:
    assert problems(config, real=False) == []


@pytest.mark.parametrize(("config", "sentence"), ALWAYS)
def test_what_matters_always_is_said_for_a_demo_too(config: Config, sentence: str) -> None:
    assert sentence in problems(config, real=False)[0]


@pytest.mark.parametrize("sender", ["+525550100100", "24365", "MG" + "a" * 32])
def test_senders_that_will_do(sender: str) -> None:
    assert problems(with_env(twilio_from=sender)) == []


def test_an_old_sqlite_is_said_only_where_it_is_used() -> None:
    (said,) = problems(READY, sqlite_version=(3, 40, 1))
    assert said.startswith("SQLite here is 3.40.1; before 3.51.3")
    assert problems(with_env(database_url="postgresql://db/aid"), sqlite_version=(3, 40, 1)) == []


def test_own_answers_are_plain_data() -> None:
    answer = OwnAnswer(text={"en": "x"})
    assert (answer.kinds, answer.words) == ((), ())


def test_the_crisis_line_of_the_country_is_dialled_unless_the_group_says_otherwise() -> None:
    group = replace(READY.group, country="MX")
    assert READY.danger_numbers == {"self_harm": "988"}
    assert replace(READY, group=group).danger_numbers == {}
    none = replace(READY, danger=Dangers(numbers={"self_harm": ""}))
    assert none.danger_numbers == {"self_harm": ""}
