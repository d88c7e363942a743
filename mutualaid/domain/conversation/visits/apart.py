"""Whom a wish never to be put together with somebody means. Pure."""

from __future__ import annotations

import re

from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Reading


def whom(c: Conversation, r: Reading) -> Neighbour | None:
    """The one person meant: whom the words name, or with "him" and "her" whom the open question is about, else the
    only one there is a tie with."""
    if not r.apart:
        return None
    found = named(c, r)
    if not found and r.somebody and r.only_pronoun:
        met = {one.id for one in c.met}
        asked = c.question.match_id if c.question is not None else None
        ties = [t for t in c.ties if t.other.id in met]
        ties = [t for t in ties if asked is not None and t.match.id == asked] or ties
        found = list({t.other.id: t.other for t in ties}.values())
    return found[0] if len(found) == 1 else None


def refuses(tie: Tie, r: Reading) -> bool:
    """Whether a text refuses the other side of a tie by name and says nothing else: "cancel ben"."""
    name, words = (tie.other_name or "").lower(), r.cues.words
    if not is_named(tie, r) or r.cues.says("parting.own"):
        return False
    named = (span for span in r.cues.places("parting.refuses") if name in words_of(_said(r, *span)))
    refusing = {at for span in named for at in range(*span)}
    beside = r.cues.at("parting.beside") | r.cues.at("pieces.pleads")
    return bool(refusing) and len(refusing | beside) == len(words)


def _said(r: Reading, first: int, end: int) -> str:
    """These words of a text, counted from 0, and what stands between them."""
    return r.text[r.cues.words[first][0] : r.cues.words[end - 1][1]]


def says_only(tie: Tie, r: Reading, said: frozenset[int]) -> bool:
    """Whether a text says nothing but these of its words, counted from 0, and the name of the other side."""
    rest = (r.text[a:b].lower() for at, (a, b) in enumerate(r.cues.words) if at not in said)
    return all(re.sub(r"['’]s$", "", word) == (tie.other_name or "").lower() for word in rest)


BARE_NAME = 3
"""A text of at most this many words that names one side only answers; a longer one is for that side itself."""


def is_brief(r: Reading) -> bool:
    return len(r.text.split()) <= BARE_NAME


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


def is_named(tie: Tie, r: Reading) -> bool:
    return tie.other_name is not None and tie.other_name.lower() in words_of(r.text)


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def named(c: Conversation, r: Reading) -> list[Neighbour]:
    """Those met by the name that is said; else the one it is nearly the name of."""
    words = r.barred
    names = [(one, one.first_name.lower()) for one in c.met if one.first_name is not None]
    exact = [one for one, name in names if name in words]
    if exact:
        return exact
    near = [one for one, name in names if any(_nearly(word, name) for word in r.unknown_words)]
    return near if len(near) == 1 else []


def _nearly(word: str, name: str) -> bool:
    """Whether a word is a name but for one letter more, less or other."""
    if word[:1] != name[:1] or abs(len(word) - len(name)) > 1 or min(len(word), len(name)) < 3:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    return word[at + 1 :] == name[at:] or word[at:] == name[at + 1 :] or word[at + 1 :] == name[at + 1 :]
