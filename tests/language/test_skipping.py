"""What is left unread would have said nothing: a grammar of time that the words of a text do not call for, and a
phrase that its second word rules out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.config import languages
from mutualaid.language.lexicon import load
from mutualaid.language.timegrammar import Grammar
from mutualaid.language.timewords import cut, time_words
from mutualaid.language.tokens import STOPS, Token, tokenize
from mutualaid.language.trie import ENDS, GAP, GAP_LENGTH, Hit, Node, Trie
from mutualaid.language.when import resolve

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
    if code not in cut(text).languages:
        phrases = Grammar(time_words()[code], text, NOW.date()).phrases()
        assert all(resolve(phrase, NOW) is None for phrase in phrases), (code, text)


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
        yield from plainly(trie, tokens, start, at, node[GAP], GAP_LENGTH)
    if at == len(tokens):
        return
    token = tokens[at]
    for label in () if token.mark else trie._of(token.word).split():
        if label in node:
            yield from plainly(trie, tokens, start, at + 1, node[label], 0)
    if gap and not (token.mark and token.word in STOPS):
        rest = {label: after for label, after in node.items() if label not in (ENDS, GAP)}
        yield from plainly(trie, tokens, start, at + 1, rest, gap - 1)


def finds_all(code: str, text: str) -> None:
    trie, tokens = load(code).phrases, tokenize(text)
    every = (h for i, t in enumerate(tokens) if not t.mark for h in plainly(trie, tokens, i, i, trie._root, 0))
    assert sorted(trie.find(tokens)) == sorted(every), text


def test_no_phrase_of_a_labelled_text_is_left_out() -> None:
    for code, text in LABELLED:
        finds_all(code, text)


@given(st.text(), st.sampled_from(LABELLED), st.sampled_from(languages()))
def test_no_phrase_of_any_text_is_left_out(odd: str, labelled: tuple[str, str], code: str) -> None:
    text = labelled[1]
    finds_all(code, text[: len(text) // 2] + odd + text[len(text) // 2 :])
