"""Whether a text holds a phrase that a group chose itself: whole words, in their usual forms, one typo forgiven."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from mutualaid.language.words.lexicon import load
from mutualaid.language.words.patterns import plural, verb_forms
from mutualaid.language.words.spelling import ONE_EDIT, TWO_EDITS
from mutualaid.language.words.tokens import tokenize

BETWEEN = 2
"""Words that may stand between two of a phrase ("open on a sunday" holds "open sunday")."""


def letters_said(phrases: Iterable[str], text: str, languages: tuple[str, ...]) -> int:
    """The letters of the longest of `phrases` that `text` holds; 0 where it holds none. A word that one of
    `languages` knows is never taken for a typo of another."""
    said = _words(text)
    known = frozenset[str]().union(*(load(language).known for language in languages))
    found = [phrase for phrase in map(_words, phrases) if phrase and _holds(said, phrase, known)]
    return max((sum(map(len, phrase)) for phrase in found), default=0)


def _words(text: str) -> list[str]:
    return [token.word for token in tokenize(text) if not token.mark]


def _holds(said: list[str], phrase: list[str], known: frozenset[str]) -> bool:
    """Whether the words of a phrase stand in `said` in their order and near each other."""
    return any(_goes_on(said[start:], phrase, known, 0) for start in range(len(said)))


def _goes_on(said: list[str], phrase: list[str], known: frozenset[str], between: int) -> bool:
    if not phrase:
        return True
    return any(
        _same(phrase[0], said[at], known) and _goes_on(said[at + 1 :], phrase[1:], known, BETWEEN)
        for at in range(min(between + 1, len(said)))
    )


def _same(wanted: str, word: str, known: frozenset[str]) -> bool:
    if word == wanted or not wanted.isalpha() or not word.isalpha():
        return word == wanted
    forms = {*plural(wanted), *verb_forms(wanted)}
    if word in forms or wanted in plural(word) or wanted in verb_forms(word):
        return True
    if word in known or len(wanted) < ONE_EDIT or word[0] != wanted[0]:
        return False
    allowed = 2 if min(len(wanted), len(word)) >= TWO_EDITS else 1
    return any(OSA.distance(word, form, score_cutoff=allowed) <= allowed for form in forms)
