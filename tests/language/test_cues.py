"""Cues: what a text is heard to say, and that the files and the conversation speak of the same ones."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

import mutualaid
from mutualaid.domain.cues import Cues, deaf
from mutualaid.domain.lures import ASKED_FOR, EXPLAINED, LURES, OF_HELPERS
from mutualaid.language.words.cuebook import FILE, CueBook, groups, parted
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.merging import read, table_of
from mutualaid.language.words.patterns import expand
from mutualaid.languages import OURS, shipped

CODES = ("en", "es", "fr", "ht")
HEAR = CueBook([load(code) for code in CODES])

ASKED = {
    "says", "says_beside", "opens", "closes", "only", "count", "at", "span", "each", "behind", "leads", "beside",
    "places",
}  # fmt: skip
BESIDE = "_beside"


def asked_for() -> set[str]:
    """Every cue that our code asks a text for."""
    found = {*LURES, *OF_HELPERS, *EXPLAINED.values(), *ASKED_FOR, *chain(*ASKED_FOR.values())}
    for file in sorted(Path(mutualaid.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKED:
                said = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                found |= {name for name in said if "." in name}
    return found


def told(code: str) -> dict[str, list[str]]:
    return groups(read(OURS / code / FILE))


def test_the_conversation_and_the_files_name_the_same_cues() -> None:
    asked, named = asked_for(), {name for name in told("en") if not name.endswith(BESIDE)}
    assert asked - told("en").keys() == set(), "asked for and in no file"
    assert named - asked == set(), "in a file and not asked for"


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_every_language_names_every_cue(code: str) -> None:
    """Empty where the language has no such turn, so that somebody thought of it."""
    assert told(code).keys() ^ told("en").keys() == set()


@pytest.mark.parametrize("code", CODES)
def test_what_may_stand_beside_a_cue_belongs_to_one(code: str) -> None:
    lone = {name for name in told(code) if name.endswith(BESIDE) and name.removesuffix(BESIDE) not in told(code)}
    assert lone == set()


@pytest.mark.parametrize("code", CODES)
def test_every_phrase_says_something(code: str) -> None:
    said = table_of(code, "words.toml").get("endings", {})
    endings = {name: tuple(forms.split()) for name, forms in said.items()}
    for name, phrases in told(code).items():
        for phrase in phrases:
            assert any(expand(phrase, endings)), f"{code}: {name}: {phrase}"


def test_all_languages_are_ours() -> None:
    assert set(CODES) == set(shipped())


def test_a_cue_is_heard_anywhere_at_the_start_or_alone() -> None:
    assert HEAR("she came, more or less!").says("happened.mixed")
    assert not HEAR("she came, more or less!").only("happened.mixed")
    assert HEAR("It was so-so, thanks").only("happened.mixed")
    assert HEAR("and Tuesday evenings").opens("rhythm.and_first")
    assert not HEAR("Tuesday and Friday").opens("rhythm.and_first")
    assert HEAR("Tuesday or").closes("rhythm.one_of")


def test_marks_within_a_sentence_do_not_count_its_end_does() -> None:
    assert HEAR("mas, o menos").only("happened.mixed")
    assert HEAR("no pasa... nada").says("happened.only_ok")
    assert not HEAR("no pasa. nada").says("happened.only_ok")


def test_where_a_cue_stands() -> None:
    text = "Ella vino pero nunca más."
    start, end = HEAR(text).span("happened.never_again") or (0, 0)
    assert text[start:end] == "nunca más"
    assert HEAR(text).behind("happened.never_again") is None
    assert HEAR("until friday").behind("purse.until") == len("until")


def test_of_several_places_the_first_and_longest() -> None:
    heard = Cues(((0, 2), (3, 5), (6, 8)), {"a.b": ((1, 2), (0, 1), (0, 2))})
    assert heard.span("a.b") == (0, 5)
    assert heard.count("a.b") == 2


def test_every_place_of_a_cue() -> None:
    heard = Cues(((0, 2), (3, 5), (6, 8)), {"a.b": ((2, 3), (0, 1), (0, 2), (1, 2))})
    assert heard.each("a.b") == [(0, 5), (6, 8)]
    assert heard.each("a.c") == []


def test_a_text_is_parted_at_words_and_signs() -> None:
    text = "24th and Mission & Valencia"
    assert parted(text, HEAR(text).each("halves.joins"), re.compile("[&+]")) == ["24th", "Mission", "Valencia"]
    assert parted("24th st", [], re.compile("[&+]")) == ["24th st"]


def test_a_text_without_words_says_nothing() -> None:
    for text in ("", "   ", "?!", "👎"):
        assert HEAR(text) == Cues()
        assert not HEAR(text).only("purse.half")
    assert deaf("half") == Cues()


def test_only_the_languages_of_the_group_are_heard() -> None:
    assert HEAR("la mitad").says("purse.half")
    assert not CueBook([load("en")])("la mitad").says("purse.half")


def test_a_full_stop_in_a_phrase_is_the_edge_of_a_sentence() -> None:
    for text in ("come alone", "please hurry. come alone", "ok! come alone."):
        assert HEAR(text).says("lures.alone"), text
    assert not HEAR("i come alone").says("lures.alone")
    assert HEAR("come alone").span("lures.alone") == (0, len("come alone"))


def test_a_cue_within_what_spares_it_does_not_count() -> None:
    heard = HEAR("your number on the list, give me your number")
    assert heard.says_beside("lures.spared", "lures.number")
    assert not HEAR("give me your number on the list").says_beside("lures.spared", "lures.number")


SAID = [
    line.split("\t")
    for line in (Path(__file__).parent / "cues.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("cue", "way", "heard", "text"), SAID)
def test_what_is_heard_in_each_language(cue: str, way: str, heard: str, text: str) -> None:
    beside = ("sending.place", "pieces.pleads", "answers.yes") if way == "only" else ()
    assert getattr(HEAR(text), way)(cue, *beside) is (heard == "yes")
