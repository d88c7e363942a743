"""Words of a text with their offsets: folded to plain lower-case letters, one character for one.

Because folding keeps the length, an offset into the folded text is an offset into the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from mutualaid.memory import Memory

LONGEST = 2000
"""Characters looked at; a text of ten segments has at most 1,600."""

STOPS = frozenset(".!?;\n…")
"""Marks that end a sentence."""

_TOKEN = re.compile(
    r"[$£€]?\d+(?:[:.]\d+)*(?:[^\W\d_]+)?"
    r"|(?<!\w)(?![rk]\?)[b-df-hj-np-tv-xz]{1,2}\?[a-z][\w']*"
    r"|[^\W_](?:\w|'(?=\w))*"
    r"|[.!?…]+|\n|[,;:/()&=\"]"
    r"|[^\w\s]"
)
_SHADES = frozenset("\ufe0e\ufe0f\u200d🏻🏼🏽🏾🏿")
"""What only varies or joins the picture before it."""

_RUN = re.compile(r"\S+|\n")
"""What stands between spaces is cut once and remembered."""

_LONG_DRAWN = re.compile(r"(.)\1{2,}").sub
_DRAWN = re.compile(r"(.)\1\1").search
_PLAIN = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "¿": " ", "¡": " ",
    "ß": "s", "ø": "o", "æ": "a", "œ": "o", "ı": "i", "\u00a0": " ", "\u20e3": " ", "\ufe0f": " ", "\r": "\n",
}  # fmt: skip


@dataclass(slots=True)
class Token:
    """One word or mark, never changed. `raw` is folded; `word` is what it stands for after slang and typos were
    read."""

    raw: str
    word: str
    start: int
    end: int
    mark: bool = False
    """Punctuation, a symbol or an emoji rather than a word or number."""


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    plain = unicodedata.normalize("NFKD", character)
    return (plain[:1] or character).lower()[:1] or character


def fold(text: str) -> str:
    """The text in lower case without accents and typographic variants, character for character."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


def tokenize(text: str) -> list[Token]:
    """The tokens of a text; apostrophes inside words are dropped ("don't" -> "dont"), "pleeease" -> "please"."""
    out: list[Token] = []
    at = 0
    for run in _RUN.findall(text, 0, LONGEST):
        at = text.find(run, at)
        for raw, word, start, end, mark in _CUT[run]:
            out.append(Token(raw, word, at + start, at + end, mark))
        at += len(run)
    if "?" in text and ")" in text:
        _undoubt(out)
    return out


DOUBTED = 6
"""Tokens in brackets up to which a question mark at their end only doubts a word: "at (Bay?) street"."""


def _undoubt(tokens: list[Token]) -> None:
    """Makes a question mark that closes a few words in brackets a pause: who writes it is not sure of them."""
    for at in range(2, len(tokens)):
        if tokens[at].word == ")" and tokens[at - 1].word == "?":
            before = [t.word for t in tokens[max(0, at - DOUBTED - 2) : at - 1]]
            if "(" in before and before[-1] not in ".!":
                tokens[at - 1].word = ","


def _cut(run: str) -> tuple[tuple[str, str, int, int, bool], ...]:
    """The tokens of a run without spaces, as what a Token is made of."""
    if run.isascii() and run.isalpha():
        raw = run.lower()
        return ((raw, _undrawn(raw), 0, len(raw), False),)
    out: list[tuple[str, str, int, int, bool]] = []
    for found in _TOKEN.finditer(fold(run)):
        raw = found.group()
        first = raw[0]
        if first.isalnum() or (first in "$£€" and len(raw) > 1):
            word = raw.replace("'", "") if "'" in raw else raw
            if "?" in raw:  # an accented letter that was lost on the way: "d?pann"
                word = word.replace("?", "")
            if word in _UNLIKE_PLAIN:
                word = UNLIKE.get(run[found.start() : found.end()].lower(), word)
            out.append((raw, word if word.isdigit() else _undrawn(word), *found.span(), False))
        elif raw == "&":
            out.append((raw, "and", *found.span(), False))
        elif first not in "'-_*~#" and first not in _SHADES:
            mark = "?" if "?" in raw else first if first in ".!?…" else raw
            out.append((raw, mark, *found.span(), True))
    return tuple(out)


def _undrawn(word: str) -> str:
    """A word without what is drawn out in it."""
    return _LONG_DRAWN(r"\1", word) if _DRAWN(word) else word


UNLIKE = {"doña": "senora", "doñas": "senoras"}
"""Words that would be others in plain letters, by what they mean: a lady is no "dona", who gives."""

_UNLIKE_PLAIN = frozenset(map(fold, UNLIKE))

_CUT = Memory(_cut)


def sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Token ranges (start, end) of the sentences; the closing mark belongs to its sentence."""
    out, begin, spoken = [], 0, False
    for index, token in enumerate(tokens):
        if not token.mark:
            spoken = True
        elif token.word in STOPS:
            if spoken:
                out.append((begin, index + 1))
            begin, spoken = index + 1, False
    if spoken:
        out.append((begin, len(tokens)))
    return out
