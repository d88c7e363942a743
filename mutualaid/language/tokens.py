"""Words of a text with their offsets: folded to plain lower-case letters, one character for one.

Because folding keeps the length, an offset into the folded text is an offset into the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 2000
"""Characters looked at; a text of ten segments has at most 1,600."""

STOPS = frozenset(".!?;\n…")
"""Marks that end a sentence."""

_TOKEN = re.compile(
    r"[$£€]?\d+(?:[:.]\d+)*(?:[^\W\d_]+)?"
    r"|[^\W_](?:\w|'(?=\w))*"
    r"|[.!?…]+|\n|[,;:/()&=\"]"
    r"|[^\w\s]"
)
_SHADES = frozenset("\ufe0e\ufe0f\u200d🏻🏼🏽🏾🏿")
"""What only varies or joins the picture before it."""

_LONG_DRAWN = re.compile(r"(.)\1{2,}")
_PLAIN = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "¿": " ", "¡": " ",
    "ß": "s", "ø": "o", "æ": "a", "œ": "o", "ı": "i", "\u00a0": " ", "\r": "\n",
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
    folded = fold(text[:LONGEST])
    drawn = _LONG_DRAWN.search(folded) is not None
    tokens = []
    for found in _TOKEN.finditer(folded):
        raw = found.group()
        start, end = found.span()
        first = raw[0]
        if first.isalnum() or (first in "$£€" and len(raw) > 1):
            word = raw.replace("'", "") if "'" in raw else raw
            if drawn and not word.isdigit():
                word = _LONG_DRAWN.sub(r"\1", word)
            tokens.append(Token(raw, word, start, end))
        elif raw == "&":
            tokens.append(Token(raw, "and", start, end))
        elif first not in "'-_*~#" and first not in _SHADES:
            mark = first if first in ".!?…" else raw
            if "?" in raw:
                mark = "?"
            tokens.append(Token(raw, mark, start, end, True))
    return tokens


def sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Token ranges (start, end) of the sentences; the closing mark belongs to its sentence."""
    out, begin = [], 0
    for index, token in enumerate(tokens):
        if token.mark and token.word in STOPS:
            out.append((begin, index + 1))
            begin = index + 1
    if begin < len(tokens):
        out.append((begin, len(tokens)))
    return [(a, b) for a, b in out if any(not t.mark for t in tokens[a:b])]
