"""Whether a text names somebody, and what it says beside the name. Pure."""

from __future__ import annotations

import re

from mutualaid.domain.conversation.talk import Tie
from mutualaid.domain.reading import Reading


def named(ties: tuple[Tie, ...], r: Reading) -> Tie | None:
    """The one whose other side the text names."""
    found = all_named(ties, r)
    return found[0] if len(found) == 1 else None


def all_named(ties: tuple[Tie, ...], r: Reading) -> list[Tie]:
    """Those whose other side the text names."""
    return [t for t in ties if is_named(t, r)]


def is_named(tie: Tie, r: Reading) -> bool:
    return tie.other_name is not None and tie.other_name.lower() in words_of(r.text)


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def says_only(tie: Tie, r: Reading, said: frozenset[int]) -> bool:
    """Whether a text says nothing but these of its words, counted from 0, and the name of the other side."""
    rest = (r.text[a:b].lower() for at, (a, b) in enumerate(r.cues.words) if at not in said)
    return all(re.sub(r"['’]s$", "", word) == (tie.other_name or "").lower() for word in rest)


def only_beside(tie: Tie, r: Reading, said: frozenset[int]) -> bool:
    """Whether a text says nothing but these of its words, and some of them, beside the name of the other side:
    "except ana"."""
    return bool(said) and is_named(tie, r) and says_only(tie, r, said | r.cues.at("pieces.pleads"))


def only_says_which(tie: Tie, r: Reading) -> bool:
    """Whether a text only names the one whose visit is off, by name or by what it is for: "the one with ben", "the
    groceries". What is said beside it may be that they come: "keep ben"."""
    said = r.cues.at("sending.of_one") | r.cues.at("sending.each_off") | r.cues.at("pieces.pleads")
    places = [r.spans[mark] for mark in ("when", *(f"kind:{kind}" for kind in tie.need.kinds)) if mark in r.spans]
    words = enumerate(r.cues.words)
    said |= {at for at, (a, b) in words if any(start <= a and b <= end for start, end in places)}
    return says_only(tie, r, said)


BARE_NAME = 3
"""A text of at most this many words that names one side only answers; a longer one is for that side itself."""


def is_brief(r: Reading) -> bool:
    return len(r.text.split()) <= BARE_NAME


def around(name: str, text: str) -> list[tuple[str, str]]:
    """What stands before and behind each place of a name, or of what is theirs; nothing before it where no word
    adjoins."""
    places = re.finditer(rf"\b{re.escape(name)}(?:['’]?s)?\b", text, re.IGNORECASE)
    each = [(text[: one.start()], text[one.end() :]) for one in places]
    return [(before if re.search(r"\w\s+$", before) else "", behind) for before, behind in each]


def unnamed(words: str, *names: str | None) -> str:
    """These words without the names of those who write and read them."""
    for name in filter(None, names):
        words = re.sub(rf"\b{re.escape(name)}\b", " ", words, flags=re.IGNORECASE)
    return words


def speaks_of(tie: Tie, r: Reading) -> bool:
    """ "Ben is rude", "is Ben drunk", "i dont trust Ben", "Ben's last name": their name beside such words is talk
    about them, not to them. "Tell Ben" is for them."""
    for before, behind in around(tie.other_name, r.text) if tie.other_name else ():
        adjoins = re.match(r"\s+\w", behind) is not None
        if r.hear(before).closes("across.said_of", "across.of_them"):
            return True
        if adjoins and r.hear(behind).opens("across.said_of", "across.does", "across.their_name"):
            return True
    return False
