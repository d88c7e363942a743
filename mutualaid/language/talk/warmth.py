"""Warm words in answer to a yes-or-no question: a yes among them is one ("why yes dear, god bless you"); without a
yes they may be one ("oh good thank you"), and are asked back.

As in `composed`, each word must be known for what it is: one that tells anything else, and it is no such text.
"""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed

LONGEST = 16
"""Words of such a text at most."""

KNOWN = ("warming", "agreeing", "filler", "answering", "persons", "laugh")
"""Classes of words that such a text may hold."""

AGAINST = ("negation", "declining", "doubting", "regretting", "bounding")
"""Classes of which no word may stand in it."""


def warm(parsed: Parsed) -> bool:
    """Whether a text holds nothing but warm words and thanks, with or without a yes."""
    if len(parsed.words) > LONGEST or "?" in parsed.text or parsed.numbers or parsed.best("counter"):
        return False
    kind = {at for hit in parsed.best("pleasant") for at in range(hit.start, hit.end)}
    yes = _yes(parsed)
    said = bool(parsed.best("thanks"))
    for at, token in enumerate(parsed.tokens):
        word = token.word
        if token.mark or at in yes:
            continue
        known = at in kind or parsed.polite(word) or parsed.binds(word)
        known = known or any(parsed.is_a(word, name) for name in KNOWN)
        if not known or (at not in kind and any(parsed.is_a(word, name) for name in AGAINST)):
            return False
        said = said or parsed.is_a(word, "warming")
    return said


def agrees(parsed: Parsed) -> bool:
    """Whether a plain yes stands among warm words; one that may as well be an "if" is none."""
    plain = (at for at in _yes(parsed) if not parsed.is_a(parsed.tokens[at].word, "bounding"))
    return next(plain, None) is not None and warm(parsed)


def _yes(parsed: Parsed) -> set[int]:
    """The words of a text that are a yes wherever they stand."""
    leads = (h for h in parsed.families.get("lead", ()) if h.name == "yes")
    return {at for h in leads for at in range(h.start, h.end)}
