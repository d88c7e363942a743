"""Plain wishes for no more texts that no phrase of ours is: what they are made of, and what they are about."""

from __future__ import annotations

from mutualaid.language.parsing import Parsed
from mutualaid.language.trie import Hit

LONGEST = 18
"""Words of such a text at most."""


def composed(parsed: Parsed) -> Hit | None:
    """Words of ceasing beside words for our texts, or words for leaving our list ("remove me"), where every other
    word of the text only binds these or tells why ("your messages cost me money so please quit"): whatever their
    order, they can be about nothing else."""
    said = parsed.families.get("cease")
    if not said or len(parsed.words) > LONGEST:
        return None
    texts = [*parsed.places("texting"), *parsed.places("listing")]
    if not parsed.places("texting") and not any(hit.name == "me" for hit in said):
        return None
    if any(h.name == "none" for h in parsed.families.get("stopwish", ())):
        return None
    within = {at for hit in said for at in range(hit.start, hit.end)}
    beside = {*within, *texts, *parsed.places("stopping_beside"), *parsed.places("polite")}
    left = (t.word for at, t in enumerate(parsed.tokens) if at not in beside and not t.mark)
    if not all(any(word in lexicon.function for lexicon in parsed.lexicons) for word in left):
        return None
    meant = [hit for hit in parsed.best("cease") if not _denied(parsed, hit)]
    return meant[0] if meant and not parsed.best("quiet") else None


def _denied(parsed: Parsed, hit: Hit) -> bool:
    """ "I can't stop the texts"."""
    return hit.start > 0 and parsed.is_a(parsed.tokens[hit.start - 1].word, "negation")


def elsewhere(parsed: Parsed, wish: Hit) -> bool:
    """Whether what somebody is to be taken off is named and no list of ours: "take my name off the lease"."""
    at = wish.end
    if at < len(parsed.tokens) and _off(parsed, at):
        at += 1
        if at < len(parsed.tokens) and _off(parsed, at):
            at += 1
    elif not _off(parsed, wish.end - 1):
        return False
    if at >= len(parsed.tokens) or not parsed.is_a(parsed.tokens[at].word, "article"):
        return False
    ends = next((s[1] for s in parsed.sentences if s[0] <= wish.start < s[1]), len(parsed.tokens))
    named = [token.word for token in parsed.tokens[at + 1 : ends] if not token.mark]
    if any(parsed.is_a(word, "listing") or parsed.is_a(word, "texting") for word in named):
        return False
    return not all(parsed.is_a(word, "stopping_beside") or parsed.polite(word) for word in named)


def _off(parsed: Parsed, at: int) -> bool:
    return parsed.is_a(parsed.tokens[at].word, "taken_off")
