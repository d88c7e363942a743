"""The vocabulary files: every group is one that some reader asks for, every class used is defined."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import mutualaid
from mutualaid.domain.vocabulary import KINDS, PRACTICAL, Command, Danger
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.parsing import parse
from mutualaid.language.words.patterns import Elisions, expand, plural, verb_forms
from mutualaid.language.words.prepared import tables
from mutualaid.language.words.tokens import fold, tokenize

SIGNS = {
    "medical.head": ("hurt", "bad"),
    "medical.cold": ("cold", "numb"),
    "medical.heat": ("hot", "bad"),
    "medical.silent": ("silent", "bad"),
    "medical.unseen": ("who", "long"),
    "medical.behind": ("shut", "heard"),
    "medical.birth": ("carries", "bad"),
    "medical.allergy": ("met", "bad"),
    "medical.heart": ("chest", "sign"),
    "medical.sugar": ("diabetic", "bad"),
    "medical.limp": ("who", "state"),
    "medical.dose": ("took", "bad"),
    "medical.fall": ("fell", "still"),
    "medical.car": ("who", "hot"),
    "fire.spark": ("spark", "burn"),
    "other.child": ("small", "alone"),
    "self_harm.gun": ("gun", "done"),
    "home.cut": ("took", "hid"),
    "other.flood": ("water", "stuck"),
    "self_harm.means": ("means", "wish"),
    "other.wire": ("wire", "live"),
    "other.pinned": ("fell", "under"),
    "fire.co": ("alarm", "ill"),
}
"""What is a danger only together, by danger and topic."""

FAMILIES = {
    "kind": {*KINDS, "any", "none"},
    "danger": {*Danger, "none", "past", "still"},
    "bare": {*Danger},
    "reading": {"sugar", "fever"},
    "intent": {"need", "lack", "plea", "ask", "offer", "gives", "have", "question", "swap", "none"},
    "lead": {"yes", "no", "unsure", "ok", "only", "limit", "apart", "none"},
    "tongues": {"yes", "too", "none"},
    "means": {"car", "bike", "foot", "none"},
    "wish": {*Command, "none"},
    "name": {"own", "sure"},
    "news": {"yes"},
    "thanks": {"yes", "praise", "none"},
    "lifeline": {"missed", "ill"},
    "outage": {"off", "back", "machine", "cold", "none"},
    "sign": {"none", *(f"{topic}.{sign}" for topic, signs in SIGNS.items() for sign in signs)},
    "cease": {"yes", "me", "never", "over", "off"},
    "enrolled": {"yes", "phone"},
    "hinder": {"busy", "means"},
    "shifted": {"yes", "event"},
    "freed": {"yes", "till"},
    "heat": {"hot", "inside", "age", "frail", "none"},
    "alone": {*Danger, "none"},
    "bound": {"earliest"},
    "bounds": {"yes", "without", "none"},
    "went": {"yes"},
    "about": {
        *("us", "agency", "bot", "card", "other", "scam", "cost", "number", "private", "record", "checks"),
        *("who", "named", "trust", "door", "word", "none"),
    },
    "complaint": {"yes", "person", "money", "door", "fear", "household", "inside", "none"},
    "third": {"yes"},
    "why": {"yes"},
    "stuck": {"yes", "way", "fetched", "none"},
    "grave": {"yes", "none"},
    "uneasy": {"yes", "kin", "none"},
    "supposes": {"yes"},
    "waiting": {"yes", "never", "none"},
    "presses": {"yes", "call", "none"},
    "correction": {"yes", "wait", "none"},
    "condition": {"apart"},
    "counter": {"but"},
    "arrived": {"before", "after"},
    "awaits": {"before", "after"},
    "courtesy": {"yes"},
    "mourning": {"yes", "none"},
    "nights": {"yes", "no"},
    "pause": {"yes", "me", "state", "return", "again", "skip", "none"},
    "seldom": {"yes", "less"},
    "able": {"yes"},
    "times_off": {"once", "ever", "done", "keeps", "none"},
    "venue": {"asked"},
    "quiet": {"yes", "hours"},
    "shift": {"works", "free", "habit"},
    "practical": {*PRACTICAL, "none"},
    "kept": {"yes"},
    "way": {"both", "one", "none"},
    "pays": {"they", "cannot", "card", "none"},
    "knows": {"yes", "no"},
    "stopwish": {"yes", "none", "mine"},
    "occasion": {"visit", "once", "day", "still", "back", "none"},
    "apart": {"yes", "ever", "name", "fear", "this", "him", "want", "blocked", "none"},
    "named": {"medical"},
    "quits": {"yes", "ends", "anymore"},
    "off": {"yes", "away", "none"},
    "keeps_on": {"yes", "still"},
    "lasting_end": {"yes"},
    "hedge": {"maybe", "if", "tells", "informs", "asks", "none"},
    "watched": {"quiet", "reads", "leaving", "hidden", "away", "secret", "present", "go", "none"},
} | {
    name: {"yes", "none"}
    for name in (
        "retold",
        "urgent",
        "covered",
        "paid",
        "excuse",
        "proviso",
        "skip",
        "ends",
        "asks_time",
        "cannot",
        "despair",
        "mixup",
        "automatic",
        "behalf",
        "back",
        "away",
        "minor",
        "busy",
        "still",
        "other_person",
        "no_asks",
        "shared",
        "shut",
        "coming",
        "short",
        "spoiled",
        "both",
        "for_good",
        "ill",
        "third",
        "hesitates",
        "hour",
        "due",
        "ailing",
        "meets",
        "private",
        "afraid",
        "calling",
        "did_not_go",
        "was_there",
        "knocked",
        "lingers",
        "symptom",
        "moved",
        "dwells",
        "unheard",
    )
}


def words(code: str) -> dict[str, dict[str, list[str]]]:
    return tables(code)


@pytest.mark.parametrize("code", ["en", "es", "fr", "ht"])
def test_every_group_is_read_somewhere(code: str) -> None:
    groups = {g for g in words(code)["phrases"] if g not in ("condition", "pleasant")}
    unknown = {g for g in groups if g.partition(".")[2] not in FAMILIES.get(g.partition(".")[0], ())}
    assert unknown == set()


@pytest.mark.parametrize("code", ["en", "es", "fr", "ht"])
def test_each_topic_of_danger_has_both_its_signs(code: str) -> None:
    groups = {f"sign.{topic}.{sign}" for topic, signs in SIGNS.items() for sign in signs}
    assert groups <= set(words(code)["phrases"])


@pytest.mark.parametrize("code", ["en", "es", "fr", "ht"])
def test_every_class_in_a_phrase_is_defined(code: str) -> None:
    data = words(code)
    phrases = [p for part in ("phrases", "messages") for group in data[part].values() for p in group]
    used = set(re.findall(r"<(\w+)>", " ".join(phrases))) - {"n", "t", "w"}
    assert used <= set(data["classes"])


@pytest.mark.parametrize("code", ["en", "es", "fr", "ht"])
def test_each_kind_has_words(code: str) -> None:
    assert {f"kind.{kind}" for kind in KINDS} <= set(words(code)["phrases"])


def test_the_pattern_language() -> None:
    assert set(expand("fix|mend my? car~", {})) == {
        (verb, *own, noun) for verb in ("fix", "mend") for own in ((), ("my",)) for noun in ("car", "cars", "cares")
    }
    assert set(expand("any_more|now", {})) == {("any", "more"), ("now",)}
    assert "groceries" in plural("grocery") and "driving" in verb_forms("drive")


def test_a_phrase_spells_out_what_is_cut_short() -> None:
    elisions = Elisions({"d": "de", "l": "le", "n": ""})
    assert set(expand("besoin d'eau|d'aide", {}, elisions)) == {("besoin", "de", "eau"), ("besoin", "de", "aide")}
    assert set(expand("n'ai pas l'auto", {}, elisions)) == {("ai", "pas", "le", "auto")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("j'ai besoin d'eau", "je ai besoin de eau"),
        ("J’ai besoin d’eau", "je ai besoin de eau"),
        ("jai besoin deau", "je ai besoin de eau"),
        ("j ai besoin d eau", "je ai besoin de eau"),
        ("je n'ai pas d'aide", "je ai pas de aide"),
        ("est-ce qu'il y a de l'eau", "estceque ya de le eau"),
        ("lhopital svp", "le hopital svp"),
        ("s'il vous plaît", "svp"),
        ("ya pas d'ascenseur", "ya pas de ascenseur"),
        ("aujourd'hui quelqu'un", "aujourdhui quelquun"),
    ],
)
def test_french_words_cut_short(text: str, words: str) -> None:
    parsed = parse(text, tuple(map(load, ("en", "es", "fr"))), None)
    assert parsed.language == "fr"
    assert " ".join(parsed.words) == words
    spans = [(t.start, t.end) for t in parsed.tokens]
    assert spans == sorted(spans) and all(0 <= a < b <= len(text) for a, b in spans)


def test_what_french_cuts_short_is_left_alone_in_english() -> None:
    parsed = parse("d'angelo needs a ride, c'mon y'all", tuple(map(load, ("en", "es", "fr"))), None)
    assert parsed.words[:2] == ["dangelo", "needs"]


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


TELLING = [("the", "en"), ("with", "en"), ("lis", "ht"), ("pou", "ht"), ("est", "fr")]


@pytest.mark.parametrize(("word", "code"), TELLING)
def test_small_words_tell_their_language_alone(word: str, code: str) -> None:
    assert [each for each in ("en", "es", "fr", "ht") if word in load(each).known] == [code]


@pytest.mark.parametrize("code", ["es", "fr", "ht"])
def test_every_language_names_every_little_word(code: str) -> None:
    """Empty where it has none, so that somebody thought of it."""
    assert words(code)["small"].keys() ^ words("en")["small"].keys() == set()


def test_every_little_word_is_asked_for() -> None:
    folder = Path(mutualaid.__file__).parent / "language"
    asked = set(re.findall(r"small\[\"(\w+)\"\]", " ".join(f.read_text("utf-8") for f in folder.rglob("*.py"))))
    when = set(tomllib.loads((folder / "en" / "when.toml").read_text("utf-8"))["small"])
    assert words("en")["small"].keys() - asked == set(), "named and not asked for"
    assert asked - words("en")["small"].keys() - when == set(), "asked for and not named"
