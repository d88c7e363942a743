"""What is left unread would have said nothing: a grammar of time that the words of a text do not call for, a phrase
that its second word rules out, a known word that no spelling leads to, a class that no word of a text is of, what
is named by the way where no word or kind calls for it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from mutualaid.config import languages
from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader
from mutualaid.language.times.grammar import Grammar
from mutualaid.language.times.triggers import languages_in
from mutualaid.language.times.when import SHORTEST_DAY, find_when, resolve
from mutualaid.language.times.words import time_words
from mutualaid.language.wants import asides
from mutualaid.language.words.growing import ENDS, Node
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.parsing import parse
from mutualaid.language.words.spelling import CUT, FIRST_ALIKE, HEARD_ALIKE, TWO_SLIPS, alarming, by_shape
from mutualaid.language.words.tokens import STOPS, Token, tokenize
from mutualaid.language.words.trie import GAP, GAP_LENGTH, ROOT, Hit, Trie, longest

NOW = datetime(2026, 10, 5, 11, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
LABELLED = [
    (file.stem, line.split("\t")[0])
    for file in sorted(Path(__file__).parent.glob("*.tsv"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
OF_TIME = {
    code: sorted({" ".join(unit.lstrip("+") for unit in key) for key in words.phrases})
    for code, words in time_words().items()
}
BETWEEN = ["the", "a", "un", "en", "in", "by", "of", "to", "and", "5", "30", ".", "half", "ride"]


def says_no_time(code: str, text: str) -> None:
    grammar = Grammar(time_words()[code], text, NOW.date())
    if code not in languages_in(text):
        assert all(resolve(phrase, NOW) is None for phrase in grammar.phrases()), (code, text)
        return
    if code not in languages_in(text, days=True):
        found = find_when(text, NOW, code)
        dated = found is not None and found[0].dated and found[0].start is not None
        assert found is None or not dated or found[2] - found[1] < SHORTEST_DAY, (code, text)
    if not grammar.may_recur():
        assert all(phrase.rhythm is None and phrase.hours is None for phrase in grammar.phrases()), (code, text)


def test_no_labelled_text_has_a_time_that_is_not_looked_for() -> None:
    for code, text in LABELLED:
        says_no_time(code, text)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(OF_TIME)).flatmap(
    lambda code: st.tuples(st.just(code), st.lists(st.sampled_from([*OF_TIME[code], *BETWEEN * 20]), max_size=6))
))  # fmt: skip
def test_no_words_have_a_time_that_is_not_looked_for(said: tuple[str, list[str]]) -> None:
    says_no_time(said[0], " ".join(said[1]))


@given(st.text())
def test_no_text_has_a_time_that_is_not_looked_for(text: str) -> None:
    for code in time_words():
        says_no_time(code, text)


def plainly(trie: Trie, tokens: list[Token], start: int, at: int, node: Node, gap: int) -> Iterator[Hit]:
    """Every phrase that starts at a token, each way tried; `gap` is how many words may be left out here."""
    yield from (Hit(group, start, at) for group in node.get(ENDS, ()))
    if GAP in node:
        yield from plainly(trie, tokens, start, at, trie._nodes[node[GAP]], GAP_LENGTH)
    if at == len(tokens):
        return
    token = tokens[at]
    for label in () if token.mark else trie._of(token.word).split():
        if label in node:
            yield from plainly(trie, tokens, start, at + 1, trie._nodes[node[label]], 0)
    if gap and not (token.mark and token.word in STOPS):
        rest = {label: after for label, after in node.items() if label not in (ENDS, GAP)}
        yield from plainly(trie, tokens, start, at + 1, rest, gap - 1)


def finds_all(code: str, text: str) -> None:
    trie, tokens = load(code).phrases, tokenize(text)
    root = trie._nodes[ROOT]
    every = (h for i, t in enumerate(tokens) if not t.mark for h in plainly(trie, tokens, i, i, root, 0))
    assert sorted(trie.find(tokens)) == sorted(every), text


def test_no_phrase_of_a_labelled_text_is_left_out() -> None:
    for code, text in LABELLED:
        finds_all(code, text)


@given(st.text(), st.sampled_from(LABELLED), st.sampled_from(languages()))
def test_no_phrase_of_any_text_is_left_out(odd: str, labelled: tuple[str, str], code: str) -> None:
    text = labelled[1]
    finds_all(code, text[: len(text) // 2] + odd + text[len(text) // 2 :])


CODES = st.sampled_from(languages())
Slips = list[tuple[int, str, str]]
SLIPS = st.lists(st.tuples(st.integers(0, 15), st.sampled_from("abeinorstx"), st.sampled_from("asdt")), max_size=2)


def slipped(word: str, slips: Slips) -> str:
    """The word with a letter added, put in place of another, left out or swapped with the next at each place."""
    for at, letter, how in slips:
        at %= len(word)
        rest = {"a": word[at:], "s": word[at + 1 :], "d": word[at + 1 :], "t": word[at : at + 1] + word[at + 2 :]}
        first = {"a": letter, "s": letter, "d": "", "t": word[at + 1 : at + 2]}
        word = word[:at] + first[how] + rest[how] or letter
    return word


@settings(deadline=None)
@given(CODES, st.integers(0), SLIPS)
def test_no_known_word_is_nearer_than_the_one_found(code: str, number: int, slips: Slips) -> None:
    spelling = load(code).spelling
    plain = copy(spelling)
    plain._candidates = lambda word: set(spelling._words)  # type: ignore[method-assign]
    word = slipped(spelling._words[number % len(spelling._words)], slips)
    if len(word) >= CUT:
        near, every = spelling._near(word), plain._near(word)
        assert spelling._by_edits(word, near) == plain._by_edits(word, every), word


@settings(deadline=None)
@example("en", 6, [(6, "a", "d"), (0, "a", "a")])
@given(CODES, st.integers(0), SLIPS)
def test_every_word_of_danger_near_enough_is_found(code: str, number: int, slips: Slips) -> None:
    told = sorted(load(code).spelling._told)
    word = slipped(told[number % len(told)], slips)
    ways = {word, *(word.replace(written, meant) for written, meant in HEARD_ALIKE)}
    ways |= {word + "g"} if word.endswith("in") else set()
    found = []
    for one in told:
        distance = min(OSA.distance(way, one) for way in ways)
        near = distance <= (2 if min(len(word), len(one)) >= TWO_SLIPS else 1)
        if near and len(one) >= CUT and one[0] in FIRST_ALIKE.get(word[0], word[0]):
            found.append((distance, one))
    assert alarming(word, by_shape(told)) == tuple(one for _, one in sorted(found)), word


def test_a_class_that_no_word_is_of_stands_nowhere() -> None:
    lexicons = tuple(load(code) for code in languages())
    for _, text in LABELLED[::7]:
        parsed = parse(text, lexicons, None)
        for name in ("i", "negation", "receiver", "refusal", "begs"):
            said = [parsed.is_a(token.word, name) for token in parsed.tokens]
            assert list(parsed.places(name)) == [at for at, is_one in enumerate(said) if is_one]
            assert all(parsed.among(name, 0, end) == any(said[:end]) for end in range(len(said)))


GROUPS = ("intent.need", "intent.none", "intent.offer", "intent.have")
HITS = st.lists(st.builds(lambda group, at, size: Hit(group, at, at + size), st.sampled_from(GROUPS),
                          st.integers(0, 12), st.integers(1, 3)), max_size=6)  # fmt: skip


@given(HITS)
def test_hits_that_do_not_overlap_are_all_the_longest(hits: list[Hit]) -> None:
    hits.sort(key=lambda hit: (hit.start, hit.end))
    found = longest(hits)
    lone = [hit for hit in hits if sum(hit.start < other.end and other.start < hit.end for other in hits) == 1]
    assert found == sorted(found, key=lambda hit: (hit.start, hit.end))
    assert set(lone) <= set(found) <= set(hits)


def test_no_aside_is_passed_over_that_would_have_told(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, context = Reader(languages()), Context(now=NOW)
    texts = [text for _, text in LABELLED[::3]]
    read = [reader.understand(text, context) for text in texts]
    monkeypatch.setattr(asides, "ASIDES", [(each, frozenset(), "") for each, _, _ in asides.ASIDES])
    assert [reader.understand(text, context) for text in texts] == read
