"""Every line, in every language: one segment at its longest, plain words, nothing a carrier owns."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mutualaid
from mutualaid.domain.needs import Choice, Need, Offer
from mutualaid.domain.odds import Odds
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import KINDS, Danger, Pays
from mutualaid.language.saying import catalogue as catalogue_module
from mutualaid.language.saying.catalogue import Catalogue, CatalogueError
from mutualaid.language.saying.lines import LINES, SPOKEN, WORDS_OF_PEOPLE
from mutualaid.language.saying.readback import Scene
from mutualaid.language.saying.segments import GSM_ONE, fits_one, gsm7, segments
from mutualaid.language.saying.slots import SLOT, SLOTS
from mutualaid.language.saying.voice import clip, phrase, read_voice, voice_from, width
from tests.language.reading_help import read_in_all

LANGUAGES = ("en", "es", "fr", "ht")
ROOT = Path(mutualaid.__file__).parent
ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)
"""Monday 9 in the morning in the group's zone."""

VOICES = {language: read_voice(language) for language in LANGUAGES}
LONGEST = Catalogue(LANGUAGES, "N" * 20, "9" * 15, KINDS, zone=ZONE)
OURS = Catalogue(LANGUAGES, "Vega Neighbors", "911", KINDS, zone=ZONE)

TEXTS = [line for line in LINES if line not in SPOKEN]
MANY = pytest.mark.parametrize("language", LANGUAGES)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def need(**changes: object) -> Need:
    fields: dict[str, object] = {"id": "n1", "neighbour_id": "p1", "created_at": NOW, "kinds": ("food",), **changes}
    return Need(**fields)  # type: ignore[arg-type]


def offer(**changes: object) -> Offer:
    fields: dict[str, object] = {"id": "o1", "neighbour_id": "p1", "created_at": NOW, "kinds": ("ride",), **changes}
    return Offer(**fields)  # type: ignore[arg-type]


FRIDAY = need(
    kinds=("food",), people=2, place_text="24th & Mission", from_at=NOW, to_at=local(10, 0), when_text="before fri"
)

RIDE = need(kinds=("ride",), from_at=local(6, 10), to_at=local(6, 10))

VALUES: dict[str, object] = {
    "kinds": ("food", "ride"),
    "need": FRIDAY,
    "task": FRIDAY,
    "band": "under_10",
    "offer": offer(place_text="94110", when_text="weekends"),
    "name": "Ana",
    "at": (local(5, 17), local(5, 17)),
    "time": local(5, 18),
    "by": local(6, 10),
    "until": local(19, 9),
    "from": local(6, 8),
    "helped": 4,
    "policy": "every",
    "others": 2, "odds": Odds(12, 8, 5.0),
    "word": "TULIP",
    "n": 3,
    "wanted": 4,
    "names": ("Ana", "Ben", "Cora"),
    "options": (Choice(FRIDAY), Choice(RIDE)),
    "needs": (RIDE, FRIDAY),
    "languages": ("en", "es"),
    "series": Series("s1", "p1", NOW, ("food",), ("1", "4"), 1, 9.0, 12.0),
    "each": (("Ana", ("food",), "short_asked"), ("Tom", ("ride",), "short_connected")),
    "kind_text": "medical",
    "text": "Come at five please.",
    "wish": ("ground floor only",),
    "door": "Ana Gil, 214 Vega St, door 3",
}

SPARED = ("name", "kinds", "at", "band", "helped", "others", "policy")
WITHOUT = {key: value for key, value in VALUES.items() if key not in SPARED}


def templates(language: str) -> list[tuple[str, str]]:
    return [(line, one) for line, variants in VOICES[language].lines.items() for one in variants]


# ---- the lines as they stand


@MANY
def test_every_line_fits_one_segment_at_its_longest(language: str) -> None:
    for line in TEXTS:
        for text in LONGEST.longest(line, language) if line not in WORDS_OF_PEOPLE else ():
            assert gsm7(text) == text, line
            assert fits_one(text), (line, len(text), text)


@MANY
def test_every_language_has_every_line_and_no_other(language: str) -> None:
    assert set(VOICES[language].lines) == set(LINES)


@MANY
def test_every_slot_is_known_and_read_from_what_the_caller_gives(language: str) -> None:
    for line, template in templates(language):
        for name in SLOT.findall(template):
            assert name in SLOTS
            assert SLOTS[name].key in LINES[line] | {""}, (line, name)


def test_the_lines_that_the_code_says_exist() -> None:
    found = 0
    for path in [p for room in ("domain", "service") for p in sorted((ROOT / room).rglob("*.py"))]:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and len(call.args) > (at := _line_argument(call)) >= 0:
                line = call.args[at]
                if isinstance(line, ast.Constant):
                    assert line.value in LINES, (path.name, line.value)
                    found += 1
    assert found > 50


def _line_argument(call: ast.Call) -> int:
    """At which place a call names the line it says; -1 for calls that say nothing."""
    named = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return {"Say": 0, "render": 0, "tell": 1}.get(named, -1)


def test_the_languages_say_the_same_values() -> None:
    for line in LINES:
        said = [{SLOTS[name].key for name in SLOT.findall(VOICES[lang].lines[line][0])} for lang in LANGUAGES]
        assert all(one == said[0] for one in said), line


OWNED = re.compile(r"\b(STOP|STOPALL|HELP|INFO|CANCEL|END|QUIT|START|YES|UNSTOP|UNSUBSCRIBE|REVOKE|OPTOUT|AYUDA)\b")
ASKED = re.compile(
    r"\b(text|reply|send|answer|write|mande|escriba|conteste|responda|voye|ekri|reponn)( us| back| con| solo)? "
    r"[\"']?(stop|help|info|cancel|end|quit|start|yes|ayuda|si|wi)\b",
    re.IGNORECASE,
)
MAY_NAME = {
    "welcome": {"STOP", "HELP"},
    "help": {"STOP"},
    "help_many": {"STOP"},
    "help_flood": {"STOP"},
    "opted_out": {"START"},
    "wrong_number": {"STOP"},
}


@MANY
def test_nobody_is_asked_to_text_a_word_the_carriers_own(language: str) -> None:
    for line, template in templates(language):
        allowed = MAY_NAME.get(line, set())
        assert set(OWNED.findall(template)) <= allowed, (line, template)
        if not allowed:
            assert not ASKED.search(template), (line, template)


@MANY
def test_no_line_begins_as_what_is_put_before_words_said_twice(language: str) -> None:
    before = VOICES[language].lines["again"][0].partition(":")[0]
    assert not [line for line, template in templates(language) if line != "again" and template.startswith(before)]


@MANY
def test_the_welcome_has_what_the_carriers_want(language: str) -> None:
    text = OURS.render("welcome", language, {}, NOW)
    assert all(word in text for word in ("Vega Neighbors", "HELP", "STOP"))


@MANY
def test_danger_has_room_for_a_hotline_and_dials_the_crisis_line_first(language: str) -> None:
    numbers = {kind: "1-800-555-0199" for kind in Danger if kind is not Danger.HOME} | {"self_harm": "988"}
    said = Catalogue(LANGUAGES, "Vega", "911", zone=ZONE, danger_numbers=numbers)

    def text(kind: Danger) -> str:
        return said.render(f"danger_{kind}", language, {"danger": kind}, NOW)

    word = {"en": "or", "es": "o", "fr": "ou", "ht": "oswa"}[language]
    assert f"988 {word} 911" in text(Danger.SELF_HARM)
    assert f"911 {word} 1-800-555-0199" in text(Danger.OVERDOSE)
    assert "1-800" not in text(Danger.HOME)


def test_a_group_says_its_own_words_on_danger_first() -> None:
    own = {"fire": {"en": "Run! Then call {number}."}}
    said = Catalogue(LANGUAGES, "Vega", "911", zone=ZONE, danger_lines=own)
    first = said.render("danger_fire", "en", {"danger": "fire"}, NOW)
    assert first == "Run! Then call 911."
    assert "911" in said.render("danger_fire", "en", {"danger": "fire"}, NOW, avoid={first})
    with pytest.raises(CatalogueError, match="danger_fire in en"):
        Catalogue(LANGUAGES, "Vega", "911", zone=ZONE, danger_lines={"fire": {"en": "x" * 161}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_word_on_danger_names_the_number_and_claims_no_person(language: str) -> None:
    for kind in Danger:
        for template in VOICES[language].lines[f"danger_{kind.value}"]:
            assert "{number}" in template or "{dial}" in template
            assert not re.search(
                r"(?i)has been told|we told|was told|ya avisamos|fue avisad|nou di yon moun deja", template
            )
    for template in VOICES[language].lines["danger_home"]:
        assert not re.search(r"(?i)violen|hurt|hit|safe|police|danger|golpe|policia|peligro|segur|casa", template)
        assert not re.search(r"(?i)danje|\bkay|vyol|\bbat\b|lapolis", template)


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"[.?!:]+\s+|[.?!]+$", text) if one.strip()]


@MANY
def test_sentences_are_short_and_words_are_plain(language: str) -> None:
    for line, template in templates(language):
        text = SLOT.sub("Ana", template)
        counts = [len(one.split()) for one in sentences(text)]
        assert sum(counts) / len(counts) <= 12, (line, template)
        assert max(counts) <= 20, (line, template)
        long = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > (12 if language == "en" else 13)]
        assert not long, (line, long)


def syllables(word: str) -> int:
    plain = word.lower() if word.lower().endswith("le") else re.sub(r"(?<=[a-z])e$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def grade(template: str) -> float | None:
    """The school grade by Flesch and Kincaid (1975), a syllable being a run of vowels; None without words."""
    text = SLOT.sub("Ana", template)
    words = re.findall(r"[A-Za-z']+", text)
    if not re.search("[A-Za-z]", SLOT.sub("", template)):
        return None
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_english_reads_at_a_third_graders_level() -> None:
    grades = {template: found for _, template in templates("en") if (found := grade(template)) is not None}
    assert sum(grades.values()) / len(grades) <= 3
    assert {template: found for template, found in grades.items() if found > 5} == {}


@MANY
def test_no_database_word_or_sign_stands_in_a_line(language: str) -> None:
    for line, template in templates(language):
        text = SLOT.sub("", template)
        assert not re.search(r"(?i)\b(null|none|error|invalid|match|query|database|status|id)\b", text), (
            line,
            text,
        )
        assert not re.search(r"[*_<>|#@\[\]^~\\{}]", text), (line, text)


@MANY
def test_lines_that_come_twice_have_two_variants(language: str) -> None:
    lines = VOICES[language].lines
    twice = ("not_understood", "nothing_open", "one_or_two", "one_two_three", "menu", "welcome_thanks", "noted")
    again = [
        line
        for line in LINES
        if line.startswith(("status_", "danger_me", "person_reads")) or line.endswith("_again")
    ]
    again.remove("free_again")
    for line in (*twice, *again, "take_your_time", "sure_yes"):
        assert len(set(lines[line])) >= 2, line


@MANY
def test_questions_that_take_a_digit_offer_it(language: str) -> None:
    yes_no = (
        "ask", "ask_nudge", "ask_again_standby", "confirm", "confirm_terms", "confirm_nudge", "forget_sure",
        "still_texts", "still_texts_sure", "still_needed", "sure_yes", "one_or_two", "alarm", "alarm_service",
        "review", "send_or_us",
    )  # fmt: skip
    for line in yes_no:
        for template in VOICES[language].lines[line]:
            assert re.search(r"\b1\b.*\b2\b", template), (line, template)
    for line in ("happened", "happened_helper", "one_two_three"):
        for template in VOICES[language].lines[line]:
            assert re.search(r"\b1\b.*\b2\b.*\b3\b", template), (line, template)


@MANY
def test_what_a_helper_hears_before_consent_names_no_one_and_no_place(language: str) -> None:
    for line in (
        "ask",
        "ask_nudge",
        "ask_again_standby",
        "ask_time",
        "ask_day",
        "ask_hour",
        "helper_yes",
        "helper_terms",
        "status_waiting",
    ):
        for template in VOICES[language].lines[line]:
            assert set(SLOT.findall(template)) <= {"job", "task_of_need", "band", "time", "kinds", "at"}, line


@MANY
def test_the_door_words_are_easy(language: str) -> None:
    words = OURS.words(language)
    assert len(words) >= 60
    assert len(set(words)) == len(words)
    assert all(re.fullmatch(r"[A-Z]{4,7}", word) for word in words)


@MANY
def test_no_door_word_is_on_a_shopping_list(language: str) -> None:
    """ "Do you want bread?" must ask for nothing but bread."""
    need = {"en": "i need {}", "es": "necesito {}", "fr": "j'ai besoin de {}", "ht": "mwen bezwen {}"}[language]
    assert [w for w in OURS.words(language) if "food" in read_in_all(need.format(w.lower())).kinds] == []


@MANY
def test_every_kind_has_a_word(language: str) -> None:
    for kind in KINDS:
        said = phrase((kind,), VOICES[language], 26)
        assert said == VOICES[language].kinds[kind]
        assert width(said) <= 20
        assert width(VOICES[language].given[kind]) <= 20


# ---- filled with values


@MANY
def test_no_rendering_shows_braces_or_none(language: str) -> None:
    for line, values in product(LINES, (VALUES, WITHOUT)):
        first = OURS.render(line, language, values, NOW)
        for text in (first, OURS.render(line, language, values, NOW, avoid={first})):
            assert not re.search(r"[{}]|None|\bnone\b|  | [,.?]|\.\.(?!\.)", text), text
            assert text[0] == text[0].upper()
            assert line in SPOKEN or segments(text) == 1


@MANY
def test_a_line_is_not_said_twice_in_a_row(language: str) -> None:
    for line in TEXTS:
        first = OURS.render(line, language, VALUES, NOW)
        second = OURS.render(line, language, VALUES, NOW, avoid={first})
        assert (second == first) == (line in WORDS_OF_PEOPLE), line
        assert OURS.render(line, language, VALUES, NOW, avoid={"something else"}) == first, line


def test_with_no_variant_left_the_line_says_that_it_comes_again() -> None:
    first = OURS.render("name_set", "en", {"name": "Ana"}, NOW)
    assert OURS.render("name_set", "en", {"name": "Ana"}, NOW, avoid={first}) == f"As before: {first}"


@pytest.mark.parametrize(
    ("line", "values", "expected"),
    [
        ("ask", {"task": FRIDAY, "band": "under_10"}, "food, by Fri Oct 9, under 10 min walk?"),
        ("ask", {"task": FRIDAY, "band": "unknown"}, "food, by Fri Oct 9?"),
        ("need_posted", {"need": FRIDAY}, "food for 2, 24th & Mission, by Fri Oct 9."),
        ("helper_yes", {"time": local(5, 18)}, "by 6pm,"),
        ("helper_yes", {"time": local(5, 12)}, "by noon,"),
        ("helper_yes", {"time": local(5, 18, 1)}, "by 6:15pm,"),
        ("helper_yes", {"time": local(9, 10)}, "by Fri 10am,"),
        ("helper_yes", {"time": local(19, 10)}, "by Oct 19,"),
        ("paused", {"until": local(19, 10)}, "until Oct 19."),
        ("need_posted_urgent", {"need": FRIDAY, "from": NOW}, "start to ask people now."),
        ("need_posted_urgent", {"need": FRIDAY, "from": local(6, 8)}, "start to ask people at 8am."),
        ("confirm", {**VALUES, "name": None, "helped": 0}, "A neighbor can help with food and a ride: today"),
        ("confirm", {**VALUES, "helped": 1}, "today 5pm. Helped once here. OK?"),
        ("confirm", {**VALUES, "helped": 4}, "today 5pm. Helped 4 times here. OK?"),
        ("status_nobody", {"kinds": ("food",), "others": 2}, "food. (+2 more) We keep"),
        ("status_nobody", {"kinds": ("food",), "others": 0}, "food. We keep"),
        ("which_person", {"names": ("Ana", None)}, "1 Ana 2 your neighbor."),
        ("which_drop", {"options": (Choice(FRIDAY), Choice(RIDE))}, "1 food 2 a ride."),
        ("remind", {"name": "Ana", "at": (None, None), "word": "TULIP"}, "Ana comes soon and says TULIP"),
        ("alarm", {"name": "Ana", "kind_text": "fire"}, "ALARM fire, gas or water: Ana texted us."),
        ("review", {"task": FRIDAY, "names": ("Ana", "Ben", "Cora", "Dan")}, "we would ask Ana, Ben, Cora +1."),
    ],
)  # fmt: skip
def test_slots_read_well_in_english(line: str, values: dict[str, object], expected: str) -> None:
    assert expected in OURS.render(line, "en", values, NOW)


TEN, TWO = (need(from_at=local(6, hour), to_at=local(6, hour)) for hour in (10, 14))
CORNERS = tuple(need(place_text=f"{street} & Mission") for street in ("24th", "26th"))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((Choice(TEN), Choice(TWO)), "1 food, tomorrow 10am 2 food, tomorrow 2pm."),
        ((Choice(TEN), Choice(need())), "1 food, tomorrow 10am 2 food."),
        ((Choice(TEN), Choice(TWO), Choice(RIDE)), "1 food, tomorrow 10am 2 food, tomorrow 2pm 3 a ride."),
        (tuple(map(Choice, CORNERS)), "1 food, 24th & Mission 2 food, 26th & Mission."),
        ((Choice(need(for_name="Rosa Diaz")), Choice(need(for_name="Tom"))), "1 food, for Rosa 2 food, for Tom."),
        ((Choice(TEN, local(5, 8, 10)), Choice(TEN, local(4, 9))), "1 food, asked 8:10am 2 food, asked Sun 9am."),
        ((Choice(TEN), Choice(TEN), Choice(TEN)), "1 food, the first 2 food, the second 3 food, the third."),
        (
            tuple(Choice(n, helping=True, band=b) for n, b in zip(CORNERS, ("under_10", "drive"), strict=True)),
            "1 food, under 10 min walk 2 food, a drive away.",
        ),
        (
            tuple(Choice(n, local(5, hour), True, "under_10") for n, hour in zip(CORNERS, (7, 8), strict=True)),
            "1 food, asked 7am 2 food, asked 8am.",
        ),
    ],
)  # fmt: skip
def test_choices_of_one_kind_are_told_apart(options: tuple[Choice, ...], expected: str) -> None:
    assert expected in OURS.render("which_drop", "en", {"options": options}, NOW)
    assert expected in OURS.render("which_ask", "en", {"options": options}, NOW)


@MANY
@given(choices=st.lists(st.integers(0, 3), min_size=2, max_size=3))
def test_whatever_is_to_be_chosen_from_no_two_read_alike(language: str, choices: list[int]) -> None:
    pool = (TEN, TWO, *CORNERS)
    said = OURS.render("which_drop", language, {"options": tuple(Choice(pool[i]) for i in choices)}, NOW)
    each = re.split(r" ?[123] (?=[a-z])", said.partition("? ")[2].partition(". ")[0])[1:]
    assert len(each) == len(set(each)) == len(choices), said


@pytest.mark.parametrize(
    ("line", "values", "expected"),
    [
        ("ask", {"task": FRIDAY, "band": "under_10"}, "comida, hasta vie 9 oct, a menos de 10 min a pie?"),
        ("helper_yes", {"time": local(5, 18)}, "a mas tardar a las 18:00,"),
        ("helper_yes", {"time": local(9, 10)}, "a mas tardar el vie 10:00,"),
        ("paused", {"until": local(19, 10)}, "hasta el 19 oct."),
        ("confirm", {**VALUES, "name": None, "helped": 0}, "Un vecino puede ayudar con comida y transporte:"),
        ("happened", {"name": None}, "¿Llego su vecino?"),
    ],
)
def test_slots_read_well_in_spanish(line: str, values: dict[str, object], expected: str) -> None:
    assert expected in OURS.render(line, "es", values, NOW)


@pytest.mark.parametrize(
    ("line", "values", "expected"),
    [
        ("ask", {"task": FRIDAY, "band": "under_10"}, "manje, anvan van 9 okt, mwens pase 10 min a pye?"),
        ("helper_yes", {"time": local(5, 18)}, "anvan 6pm,"),
        ("helper_yes", {"time": local(9, 10)}, "anvan van 10am,"),
        ("paused", {"until": local(19, 10)}, "jiska 19 okt."),
        ("need_posted_urgent", {"need": FRIDAY, "from": NOW}, "mande moun kounye a."),
        ("confirm", {**VALUES, "name": None, "helped": 0}, "Yon vwazen ka ede ak manje ak yon woulib: jodi a 5pm."),
        ("confirm", {**VALUES, "helped": 4}, "5pm. Li deja ede 4 fwa. Sa bon?"),
        ("happened", {"name": None}, "Eske vwazen w lan te vini?"),
        ("voice_back", {"by": local(5, 14, 15)}, "rele w tounen jodi a anvan 2:15 nan apremidi."),
    ],
)
def test_slots_read_well_in_creole(line: str, values: dict[str, object], expected: str) -> None:
    assert expected in OURS.render(line, "ht", values, NOW)


@MANY
def test_a_helper_asked_hears_nothing_of_the_person(language: str) -> None:
    told = need(
        kinds=("medicine",), text="my insulin from Walgreens for Rosa", place_text="214 Vega St", for_name="Rosa",
        to_text="Walgreens", conditions=("a woman please",), when_text="when my sugar is low", people=3,
    )  # fmt: skip
    for line in ("ask", "ask_again_standby", "ask_nudge"):
        text = OURS.render(line, language, {"task": told, "band": "drive"}, NOW)
        assert not re.search(r"(?i)insulin|rosa|vega st|214|walgreens|woman|sugar|medic", text)
    waiting = OURS.render("status_waiting", language, {"need": told}, NOW)
    assert not re.search(r"(?i)insulin|rosa|vega st|214|walgreens|woman|sugar", waiting)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (need(kinds=("ride",), place_text="Vega Hall", to_text="City Hall"), "a ride, Vega Hall to City Hall"),
        (need(kinds=("ride",), place_text="Vega St", to_text="Dialysis"), "a ride, Vega St to the place you said"),
        (need(kinds=("ride",), to_text="City Hall"), "a ride, to City Hall"),
        (
            need(
                kinds=("repair", "shelter"), place_text="24th & Mission", to_text="SF Airport", to_at=local(10, 0)
            ),
            "repairs or moving and more, 24th & Mission to SF Airport, by Fri Oct 9",
        ),
        (
            need(place_text="Montgomery Boulevard & Van Ness Avenue Extension Northeast", to_at=local(10, 0)),
            "food, Montgomery Boulevard & Van Ness Avenue Extension Northeast, by Fri Oct 9",
        ),
        (need(for_name="Rosa", on_behalf=True, place_text="Vega Hall"), "food, for Rosa, Vega Hall"),
        (need(when_text="whenever you can"), "food, whenever you can"),
        (need(place_text="улица 5"), "food, the place you said"),
        (need(kinds=("food", "general")), "food and more"),
        (need(kinds=()), "this"),
    ],
)  # fmt: skip
def test_a_need_is_read_back(told: Need, expected: str) -> None:
    assert f"Got it: {expected}. " in OURS.render("need_posted", "en", {"need": told}, NOW)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (offer(days=("6", "7"), from_hour=17.0), "rides, Sat, Sun after 5pm"),
        (offer(days=("1", "2", "3", "4", "5"), to_hour=12.0), "rides, Mon-Fri before noon"),
        (offer(from_hour=9.0, to_hour=17.0, place_text="94110"), "rides, 94110, any day 9am-5pm"),
        (offer(radius_km=5.0, when_text="now and then"), "rides, up to 3 miles, now and then"),
        (
            offer(
                kinds=("ride", "childcare"),
                radius_km=5.0,
                days=("6", "7"),
                to_hour=9.0,
                place_text="24th & Mission",
            ),
            "rides and child care, 24th & Mission, Sat, Sun before 9am",
        ),
    ],
)
def test_an_offer_is_read_back(told: Offer, expected: str) -> None:
    assert f"can help: {expected}." in OURS.render("offer_posted", "en", {"offer": told}, NOW)


def test_kilometres_are_said_where_people_use_them() -> None:
    spanish = Catalogue(("es",), "Vega", "112", zone=ZoneInfo("Europe/Madrid"), country="ES")
    assert "hasta 5 km" in spanish.render("offer_posted", "es", {"offer": offer(radius_km=5.0)}, NOW)


def test_kinds_are_listed_as_far_as_they_fit() -> None:
    kinds = ("food", "ride", "bedding", "childcare")
    assert phrase(kinds[:2], VOICES["en"], 26) == "food and a ride"
    assert phrase(kinds, VOICES["en"], 26) == "food, a ride and more"
    assert phrase(kinds, VOICES["en"], 60) == "food, a ride, bedding and child care"
    assert phrase(("food", "food"), VOICES["es"], 26) == "comida"


def test_peoples_own_words_are_not_cut() -> None:
    other_script = OURS.render("relay", "en", {"name": "Ana", "text": "我五点来"}, NOW)
    assert other_script == "Ana: 我五点来"
    words = "please come to the back door " * 9
    assert OURS.render("relay", "en", {"name": "Ana", "text": words}, NOW).endswith(words.strip())
    assert words.strip() in OURS.render("door", "en", {**VALUES, "door": words}, NOW)
    assert width(OURS.render("own_answer", "en", {"text": words}, NOW)) <= GSM_ONE


# ---- whatever comes in


WORDS = st.text(max_size=90)
MOMENTS = st.integers(-50_000, 500_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
MAYBE = st.none() | MOMENTS
ANY_KINDS = st.lists(st.sampled_from(KINDS), max_size=6).map(tuple)
NEEDS = st.builds(
    need, kinds=ANY_KINDS, place_text=st.none() | WORDS, to_text=st.none() | WORDS, when_text=st.none() | WORDS,
    from_at=MAYBE, to_at=MAYBE, people=st.none() | st.integers(1, 10_000), for_name=st.none() | WORDS,
)  # fmt: skip
OFFERS = st.builds(
    offer, kinds=ANY_KINDS, place_text=st.none() | WORDS, when_text=st.none() | WORDS, from_at=MAYBE, to_at=MAYBE,
    days=st.lists(st.sampled_from("1234567"), unique=True).map(tuple), radius_km=st.none() | st.floats(0.1, 9999),
    from_hour=st.none() | st.floats(0, 24), to_hour=st.none() | st.floats(0, 24),
)  # fmt: skip
SERIES = st.builds(
    Series, st.just("s1"), st.just("p1"), MOMENTS, ANY_KINDS, every=st.integers(1, 9),
    days=st.lists(st.sampled_from("1234567"), unique=True).map(tuple),
    from_hour=st.none() | st.floats(0, 24), to_hour=st.none() | st.floats(0, 24),
)  # fmt: skip
CHOICES = st.builds(
    Choice, NEEDS, asked_at=MAYBE, helping=st.booleans(), band=st.sampled_from([None, "under_10", "x", "drive"])
)
ANYTHING = st.fixed_dictionaries(
    {
        "kinds": ANY_KINDS, "need": NEEDS, "task": NEEDS,
        "band": st.none() | st.sampled_from(["under_10", "x", "drive"]),
        "offer": OFFERS, "name": st.none() | WORDS, "at": st.none() | st.tuples(MAYBE, MAYBE), "time": MOMENTS,
        "by": MOMENTS, "until": MOMENTS, "from": MAYBE, "helped": st.none() | st.integers(0, 10**6),
        "odds": st.builds(Odds, st.integers(10, 10**4), st.integers(0, 10**4), st.none() | st.floats(0, 10**4)),
        "others": st.none() | st.integers(-1, 10**6), "word": st.sampled_from(["TULIP", "MEADOWLARKS"]),
        "n": st.integers(0, 10**6), "wanted": st.integers(2, 50),
        "names": st.lists(st.none() | WORDS, max_size=5).map(tuple),
        "options": st.lists(CHOICES, max_size=4).map(tuple), "kind_text": st.none() | WORDS, "text": WORDS,
        "door": WORDS, "series": SERIES,
        "languages": st.lists(st.sampled_from(["en", "es", "tagalog"]) | WORDS, min_size=1).map(tuple),
        "each": st.lists(
            st.tuples(st.none() | WORDS, ANY_KINDS, st.sampled_from(["short_asked", "short_person", "short_yes"])),
            min_size=1, max_size=4,
        ).map(tuple),
    }
)  # fmt: skip


@MANY
@settings(max_examples=15, deadline=None)
@given(values=ANYTHING, now=MOMENTS)
def test_no_value_takes_more_room_than_its_slot_declares(
    language: str, values: dict[str, object], now: datetime
) -> None:
    scene = Scene(VOICES[language], ZONE, now.astimezone(ZONE), True, "N" * 20, "9" * 15)
    for name, slot in SLOTS.items():
        said = slot.say(scene, values.get(slot.key))
        assert slot.widest == 0 or width(gsm7(said)) <= slot.widest, (name, said)


@MANY
@settings(max_examples=6, deadline=None)
@given(values=ANYTHING, now=MOMENTS)
def test_whatever_is_said_stays_in_one_segment(language: str, values: dict[str, object], now: datetime) -> None:
    for line in TEXTS:
        if line not in WORDS_OF_PEOPLE:
            text = LONGEST.render(line, language, values, now)
            assert segments(text) <= 1, text
            assert segments(LONGEST.render(line, language, values, now, avoid={text})) <= 1


@given(st.text(max_size=60).map(gsm7), st.integers(0, 40))
def test_clipping_keeps_to_the_room(text: str, room: int) -> None:
    assert width(clip(text, room)) <= room
    assert width(clip(text, room, "...")) <= max(room, 0)


@given(ANY_KINDS, st.integers(8, 60), st.booleans())
def test_a_phrase_keeps_to_the_room(kinds: tuple[str, ...], room: int, given_: bool) -> None:
    assert width(phrase(kinds, VOICES["es"], room, given=given_)) <= room


# ---- a file with faults


def spoiled(monkeypatch: pytest.MonkeyPatch, **changes: object) -> str:
    voice = VOICES["en"]
    lines = {**voice.lines, **{name: (said,) for name, said in changes.items() if said is not None}}
    for name, said in changes.items():
        if said is None:
            del lines[name]
    data = {
        **{name: list(said) for name, said in lines.items()}, "about": voice.about, "kinds": voice.kinds,
        "bands": voice.bands,
        "say": voice.say, "times": voice.times, "alarms": voice.alarms, "door_words": voice.door_words,
        "unsaid": voice.unsaid,
    }  # fmt: skip
    monkeypatch.setattr(catalogue_module, "read_voice", lambda language: voice_from(language, data))
    with pytest.raises(CatalogueError) as failure:
        Catalogue(("en",), "Vega", "911", zone=ZONE)
    return str(failure.value)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"noted": None}, "Line noted is missing in en"),
        ({"noted": "Hi {nobody}."}, "Line noted in en has an unknown slot {nobody}"),
        ({"noted": "Hi {name}."}, "Line noted in en has an unknown slot {name}"),
        ({"noted": "Hi {"}, "Line noted in en has a brace too many"),
        ({"noted": "m" * 161}, "Line noted in en can take 161 places"),
        ({"noted": "Ya está."}, "Line noted in en holds a letter"),
        ({"nonsense": "Hello."}, "Line nonsense in en is said by nobody"),
    ],
)
def test_a_fault_in_the_file_is_named(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], says: str
) -> None:
    assert says in spoiled(monkeypatch, **changes)


def test_a_missing_small_word_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_module, "read_voice", lambda language: voice_from(language, {}))
    with pytest.raises(CatalogueError, match=r"\[say\] neighbor"):
        Catalogue(("en",), "Vega", "911", zone=ZONE)


def test_a_language_without_lines_is_named() -> None:
    with pytest.raises(CatalogueError, match="no lines in xx"):
        Catalogue(("xx",), "Vega", "911", zone=ZONE)


def test_a_value_that_is_needed_and_missing_is_named() -> None:
    with pytest.raises(CatalogueError, match=r"Line paused \(en\) was not given until"):
        OURS.render("paused", "en", {}, NOW)
    with pytest.raises(CatalogueError, match="no line nonsense"):
        OURS.render("nonsense", "en", {}, NOW)


def test_a_language_we_do_not_speak_gets_the_groups_own() -> None:
    assert OURS.render("noted", "tl", {}, NOW) == OURS.render("noted", "en", {}, NOW)


def test_problems_name_what_hurts() -> None:
    assert OURS.problems() == []
    assert "no emergency number" in Catalogue(LANGUAGES, "Vega", "", zone=ZONE).problems()[0]
    assert "Asi" in Catalogue(LANGUAGES, "Así", "911", zone=ZONE).problems()[0]
    assert "Latin" in Catalogue(LANGUAGES, "Соседи", "911", zone=ZONE).problems()[0]


def test_a_promise_never_falls_before_the_moment() -> None:
    late = OURS.render("person_reads", "en", {"by": local(5, 23, 50)}, NOW)
    assert "Tue 12am" in late
    assert "by 9am" in OURS.render("person_reads", "en", {"by": NOW + timedelta(seconds=0)}, NOW)


# ---- what is told beside the help itself


def job(language: str = "en", **changes: object) -> str:
    return OURS.render("ask", language, {"task": need(**changes), "band": None}, NOW)


def test_a_helper_hears_before_his_yes_what_decides_whether_he_can() -> None:
    ride = {"kinds": ("ride",), "round_trip": True, "practical": ("stairs", "car_seat"), "from_at": local(6, 10)}
    assert "a ride, from tomorrow 10am, there and back, car seat" in job(**ride)
    assert "ida y vuelta, silla de niño" in job("es", **ride)
    assert "they pay the store" in job(pays=Pays.THEY)
    assert "we pay the store" in job(pays=Pays.FUND)
    for told in (job(pays=Pays.CANNOT), job(pays=Pays.NOBODY), job(kinds=("ride",), round_trip=False)):
        assert not re.search("pay|one way", told)


def test_kinds_give_way_to_there_and_back() -> None:
    told = job(kinds=("ride", "delivery", "supplies"), round_trip=True, from_at=local(6, 10), to_at=local(6, 22))
    assert "there and back" in told


def test_a_read_back_says_one_way_or_both() -> None:
    def said(**changes: object) -> str:
        ride = need(kinds=("ride",), to_text="City Hall", **changes)
        return OURS.render("need_posted", "en", {"need": ride}, NOW)

    assert "a ride, to City Hall, there and back." in said(round_trip=True)
    assert "a ride, to City Hall, one way." in said(round_trip=False)
    assert "a ride, to City Hall." in said()
    assert "24th & Mission to" in said(place_text="24th & Mission", round_trip=True, from_at=local(9, 10))


@MANY
def test_the_door_text_leaves_illness_out_whatever_language_it_was_written_in(language: str) -> None:
    wishes = ("3rd floor no lift", "toma metadona", "on methadone", "use a walker")
    values = {**VALUES, "need": need(at_door=wishes)}
    told = OURS.render("door", language, values, NOW)
    assert "3rd floor no lift, use a walker." in told
    assert not re.search("metad|methad", told)


def test_who_drives_is_told_where_to() -> None:
    def told(line: str, language: str = "en", **changes: object) -> str:
        ride = {"kinds": ("ride",), "to_text": "St Marys Church", **changes}
        return OURS.render(line, language, {**VALUES, "need": need(**ride)}, NOW)

    for line in ("door", "remind_helper", "remind_helper_unsure", "status_helping"):
        assert ". To St Marys Church and back. " in told(line, round_trip=True)
        assert ". A St Marys Church, ida y vuelta. " in told(line, "es", round_trip=True)
        assert ". To St Marys Church. " in told(line)
        assert "To " not in told(line, kinds=("food",)) and "To " not in told(line, to_text=None)
    whole = "Kaiser Permanente French Campus Dialysis"
    assert f". To {whole}. " in told("door", to_text=whole)
    assert fits_one(told("remind_helper", to_text=whole))
    assert fits_one(told("remind_helper_unsure", to_text=whole))


def test_a_coordinator_sees_first_whom_they_want() -> None:
    wanted = need(
        kinds=("food",), for_name="Rosa Gil", on_behalf=True,
        conditions=("3rd floor no lift", "a woman please"), at_door=("3rd floor no lift",),
    )  # fmt: skip
    told = OURS.render("review", "en", {"task": wanted, "names": ("Ben",)}, NOW)
    assert "food, for Rosa, a woman please: we" in told
