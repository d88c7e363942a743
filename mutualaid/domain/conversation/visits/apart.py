"""Whom a wish never to be put together with somebody means. Pure."""

from __future__ import annotations

from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import naming
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
    if not naming.is_named(tie, r) or r.cues.says("parting.own"):
        return False
    named = (span for span in r.cues.places("parting.refuses") if name in naming.words_of(_said(r, *span)))
    refusing = {at for span in named for at in range(*span)}
    beside = r.cues.at("parting.beside") | r.cues.at("pieces.pleads")
    return bool(refusing) and len(refusing | beside) == len(words)


def _said(r: Reading, first: int, end: int) -> str:
    """These words of a text, counted from 0, and what stands between them."""
    return r.text[r.cues.words[first][0] : r.cues.words[end - 1][1]]


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
