"""The vocabulary files: every group is one that some reader asks for, every class used is defined."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from mutualaid.domain.vocabulary import KINDS, PRACTICAL, Command, Danger
from mutualaid.language.lexicon import expand, load, plural, verb_forms
from mutualaid.language.tokens import fold, tokenize

FAMILIES = {
    "kind": {*KINDS, "any", "none"},
    "danger": {*Danger, "none", "past", "still"},
    "bare": {*Danger},
    "reading": {"sugar", "fever"},
    "intent": {"need", "lack", "ask", "offer", "gives", "have", "question", "none"},
    "lead": {"yes", "no", "unsure", "ok", "only", "limit", "none"},
    "means": {"car", "bike", "foot"},
    "wish": {*Command, "none"},
    "name": {"own", "sure"},
    "lifeline": {"missed", "ill"},
    "alone": {*Danger},
    "bound": {"earliest"},
    "went": {"yes"},
    "about": {"us", "bot", "card", "other", "scam", "none"},
    "complaint": {"yes", "person", "money", "door", "fear", "none"},
    "third": {"yes"},
    "waiting": {"yes", "never", "none"},
    "condition": {"apart"},
    "counter": {"but"},
    "nights": {"yes", "no"},
    "practical": {*PRACTICAL, "none"},
    "kept": {"yes"},
    "way": {"both", "one", "none"},
    "pays": {"they", "cannot", "none"},
    "knows": {"yes", "no"},
    "apart": {"yes", "ever", "name", "none"},
    "watched": {"quiet", "reads", "leaving", "hidden", "none"},
} | {
    name: {"yes", "none"}
    for name in (
        "urgent",
        "stopwish",
        "covered",
        "paid",
        "excuse",
        "skip",
        "ends",
        "asks_time",
        "cannot",
        "despair",
        "mixup",
        "thanks",
        "automatic",
        "correction",
        "behalf",
        "pause",
        "back",
        "quiet",
        "minor",
        "busy",
        "off",
        "shut",
        "coming",
        "short",
        "both",
        "for_good",
    )
}


def words(code: str) -> dict[str, dict[str, list[str]]]:
    folder = resources.files("mutualaid.language").joinpath(code)
    read, danger = (
        tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in ("words.toml", "danger.toml")
    )
    assert not set(read["phrases"]) & set(danger["phrases"]) and not set(read["classes"]) & set(danger["classes"])
    return read | {table: read[table] | danger[table] for table in ("classes", "phrases")}


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_group_is_read_somewhere(code: str) -> None:
    groups = {g for g in words(code)["phrases"] if g not in ("condition", "pleasant")}
    unknown = {g for g in groups if g.partition(".")[2] not in FAMILIES.get(g.partition(".")[0], ())}
    assert unknown == set()


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_class_in_a_phrase_is_defined(code: str) -> None:
    data = words(code)
    phrases = [p for part in ("phrases", "messages") for group in data[part].values() for p in group]
    used = set(re.findall(r"<(\w+)>", " ".join(phrases))) - {"n", "w"}
    assert used <= set(data["classes"])


@pytest.mark.parametrize("code", ["en", "es"])
def test_each_kind_has_words(code: str) -> None:
    assert {f"kind.{kind}" for kind in KINDS} <= set(words(code)["phrases"])


def test_the_pattern_language() -> None:
    assert set(expand("fix|mend my? car~", {})) == {
        (verb, *own, noun) for verb in ("fix", "mend") for own in ((), ("my",)) for noun in ("car", "cars", "cares")
    }
    assert set(expand("any_more|now", {})) == {("any", "more"), ("now",)}
    assert "groceries" in plural("grocery") and "driving" in verb_forms("drive")


@pytest.mark.parametrize(
    ("typo", "word"),
    [("grocreies", "groceries"), ("perscription", "prescription"), ("dipaers", "diapers"), ("blankts", "blankets")],
)
def test_typos(typo: str, word: str) -> None:
    assert load("en").read(typo) == (word,)


@pytest.mark.parametrize("word", ["paying", "raining", "wrapped", "stamps", "horse", "rite now"])
def test_ordinary_words_are_no_typos(word: str) -> None:
    assert load("en").read(word) == (word,)


def test_folding_keeps_offsets() -> None:
    text = "Mañana ‘sí’ — ２ pañales…"
    assert fold(text) == "manana 'si' - 2 panales."
    assert [t.word for t in tokenize("¿Don’t  go?")] == ["dont", "go", "?"]
    assert [(t.start, t.end) for t in tokenize("¿Don’t  go?")] == [(1, 6), (8, 10), (10, 11)]
