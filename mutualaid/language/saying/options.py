"""Our own words for the answers to a question: whoever writes them back means that option."""

from __future__ import annotations

import re

from mutualaid.language.words.tokens import fold

Options = tuple[tuple[int, str], ...]

_OPTION = re.compile(r"(?<![\w/:.])([1-9]) (?=[^\W\d_])")
_END = re.compile(r"[.?!\n]")
_ELSE = re.compile(r"(?:or|o|ou|oswa)\b", re.IGNORECASE)
_YES_NO = frozenset({"yes", "no", "si", "oui", "non", "wi"})
"""Words that answer by themselves, whatever is asked."""
_PARTS = re.compile(r",\s*")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def offered(body: str) -> Options:
    """The options of a text of ours ("1 yes 2 not this time 3 no more, please ask someone else"): digits from 1 on
    with the words that mean them, each option whole and by its parts. Nothing where they are not in order."""
    starts = list(_OPTION.finditer(body))
    found: list[tuple[int, str]] = []
    for n, at in enumerate(starts, 1):
        if int(at[1]) != n:
            return ()
        until = starts[n].start() if n < len(starts) else len(body)
        words = _END.split(body[at.end() : until])[0].strip(" ,")
        parts = [part for part in _PARTS.split(words) if not _ELSE.match(part)]
        found += [(n, _plain(said)) for said in dict.fromkeys([words, *parts]) if said and said not in _YES_NO]
    return tuple(found) if len(starts) > 1 else ()


def offers(body: str) -> bool:
    """Whether a text of ours offers digits to choose from."""
    return [int(at[1]) for at in _OPTION.finditer(body)][:2] == [1, 2]


def said(text: str, options: Options) -> int | None:
    """The digit of the option that a text is, with its digit before it or without; None where it is no option or
    could be two."""
    if not options:
        return None
    plain = _plain(text)
    meant = {n for n, words in options if plain in (words, f"{n} {words}")}
    return meant.pop() if len(meant) == 1 else None
