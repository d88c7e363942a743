"""Plain wishes for no more texts that no phrase of ours is: what they are made of, and what they are about."""

from __future__ import annotations

from collections.abc import Callable

from mutualaid.language.words.lexicon import Lexicon
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit, longest

NONE = ("none", "mine")
"""The names of phrases that are no wish for us to stop; what is "mine" is perhaps one."""

LONGEST = 18
"""Words of such a text at most."""

AGED = 50
"""From which number on one is an age and no hour."""

BRIEF = 6
"""Words at most of a text that is no more than a "stop"."""


def wished(parsed: Parsed) -> list[Hit]:
    """Phrases of ours for no more texts."""
    return [hit for hit in parsed.best("stopwish") if hit.name != "mine"]


def occasion(parsed: Parsed, wish: Hit) -> Hit | None:
    """What ties a wish for no more texts to one occasion, directly behind it, courtesies and words for texts aside:
    a visit ("dont text me when you get here, just knock"), a day ("take me off the list for friday"), an answer
    ("dont text me back"), which from somebody with no visit to come is a wish for no more. A bare day ties only one
    that names no texts: "take me off tomorrow", but not "no more texts tonight"."""
    texts, at = parsed.places("texting"), wish.end
    while at < len(parsed.tokens) and (_between(parsed, at) or at in texts):
        at += 1
    tie = next((hit for hit in parsed.best("occasion") if hit.start == at), None)
    named = any(wish.start <= n < at for n in texts)
    return None if tie is not None and tie.name == "day" and named else tie


def turned(parsed: Parsed) -> int | None:
    """Which token turns from what stands before to what is wanted all the same: a "but" with more behind it than
    thanks, courtesies and the wish again, or "just send the food"."""
    words, last = parsed.small["turned"], parsed.core[-1] if parsed.core else 0
    turns = [n for n, token in enumerate(parsed.tokens) if token.word in words and n < last]
    turns += [h.start for h in parsed.families.get("occasion", ()) if h.name == "still"]
    at = min((n for n in turns if n), default=None)
    if at is None or any(n > at for n in parsed.places("halting")):
        return None
    return None if any(h.start == at + 1 for h in parsed.best("thanks")) else at


def _between(parsed: Parsed, at: int) -> bool:
    return parsed.tokens[at].mark or parsed.polite(parsed.tokens[at].word)


def composed(parsed: Parsed, *, guessing: bool = False) -> Hit | None:
    """Words of ceasing beside words for our texts, or words for leaving our list ("remove me"), where every other
    word of the text only binds these or tells why ("your messages cost me money so please quit"): whatever their
    order, they can be about nothing else. With `guessing` words of ceasing may be misspelt ones, and some words
    such that nobody knows."""
    said = parsed.families.get("cease", [])
    if guessing:
        said = [*said, *(hit._replace(name="yes") for hit in parsed.best("mistyped") if hit.name == "cease")]
    if not said or len(parsed.words) > LONGEST:
        return None
    listing = parsed.places("listing")
    lists = [at for at in listing if not _anothers(parsed, said, at, guessing)]
    texts = [*parsed.places("texting"), *lists]
    unknown = _unknown(parsed) if guessing else {}
    texts += [at for at, of_texts in unknown.items() if of_texts]
    phone = [hit for hit in parsed.best("enrolled") if hit.name == "phone"]
    if not (texts or phone or any(_of_us(parsed, hit) for hit in said) or _coming(parsed) or _twice(parsed, said)):
        return None
    if parsed.best("danger") or parsed.best("alone") or _others_text(parsed):
        return None  # "i am going to end it"
    aside = (*parsed.places("stopping_beside"), *parsed.places("stopping_aside"), *parsed.places("polite"))
    ours = {*texts, *listing, *aside, *(at for hit in phone for at in range(hit.start, hit.end))}
    off_list = bool(phone or listing)
    said = [hit for hit in said if not _taken_away(parsed, hit)]
    said = [hit for hit in said if hit.name != "off" or (off_list and _bare(parsed, hit, ours))]
    within = {at for hit in (*said, *phone) for at in range(hit.start, hit.end)}
    beside = within | ours
    numbers = {at for at, n in parsed.numbers if n >= AGED}  # "i am 84", but not "9 to 4"
    every = (at for at, t in enumerate(parsed.tokens) if at not in beside | numbers and not t.mark)
    left = [at for at in every if not parsed.binds(parsed.tokens[at].word)]
    if guessing and (len(left) > UNKNOWN or not unknown.keys() >= set(left)):
        return None
    coloured = len(left) == 1 and _says_nothing(parsed, left[0]) and any(map(_named_ours(parsed), texts))
    if left and not (guessing or coloured):
        return None
    meant = [hit for hit in longest(said) if not (_denied(parsed, hit) or elsewhere(parsed, hit))]
    return meant[0] if meant and not parsed.best("quiet") else None


def _anothers(parsed: Parsed, said: list[Hit], at: int, guessing: bool) -> bool:
    """Whether a list may be one that somebody writes for another: "i dont want her list", but not "... to be on her
    list" and not "stop the list". "Your list" and "the list" are guessed to be ours."""
    small, tokens = parsed.small, parsed.tokens
    beside = (token.word for token in tokens[max(0, at - 1) : at + 2])
    named = _named_ours(parsed)(at) or any(word in small["list_theirs"] for word in beside)
    if tokens[at].word not in small["written_list"] or (guessing and named):
        return False
    before = [hit for hit in said if hit.start < at]
    plain = all(hit.name in ("yes", "over") for hit in before) and not parsed.places("halting")
    led = (token.word for hit in before[:1] for token in tokens[hit.start : at])
    return bool(before) and plain and not any(word in small["list_put"] for word in led)


UNKNOWN = 2
"""Words at most that nobody knows beside what is perhaps a wish for no more texts."""


def _unknown(parsed: Parsed) -> dict[int, bool]:
    """The words that no language of ours knows and that were read as no other, and whether each may be a misspelt
    one for our texts or our list."""
    found = {at: t.raw for at, t in enumerate(parsed.tokens) if t.word == t.raw and t.raw.isalpha()}
    strange = {at: raw for at, raw in found.items() if all(one.strange(raw) for one in parsed.lexicons)}
    return {at: any(_of_texts(one, raw) for one in parsed.lexicons) for at, raw in strange.items()}


def _of_texts(lexicon: Lexicon, raw: str) -> bool:
    near = (word for one in lexicon.alarms[raw] for word in one.words)
    return any(lexicon.is_a(word, name) for word in near for name in ("texting", "listing"))


def _bare(parsed: Parsed, hit: Hit, ours: set[int]) -> bool:
    """Whether no thing stands within a phrase that leaves room: "take my cell off", but not "take milk off"."""
    inside = (at for at in range(hit.start + 1, hit.end - 1) if not parsed.tokens[at].mark)
    return all(at in ours or parsed.binds(parsed.tokens[at].word) for at in inside)


def _named_ours(parsed: Parsed) -> Callable[[int], bool]:
    """Asks of a word for texts or a list whether a word beside it says that they are ours: "your", "these"."""
    said = set(parsed.places("ours_said"))
    return lambda at: not said.isdisjoint((at - 1, at + 1))


def _says_nothing(parsed: Parsed, at: int) -> bool:
    """Whether the one word that we do not know here can only colour the wish ("stop the madness with these msgs"):
    none that a phrase of ours holds, that is a name, or that tells which texts."""
    token = parsed.tokens[at]
    before = (t.word for t in parsed.tokens[max(0, at - 2) : at])
    if parsed.places("others") or "?" in parsed.text or not parsed.small["tells_which"].isdisjoint(before):
        return False
    if any(token.raw in lexicon.names for lexicon in parsed.lexicons):
        return False
    held = (h for name, hits in parsed.families.items() if name != "second" for h in hits)
    return not any(h.start <= at < h.end for h in held)


def _others_text(parsed: Parsed) -> bool:
    """Whether the texts are another's: "he keeps texting me make it stop"."""
    none = [h for h in parsed.families.get("stopwish", ()) if h.name == "none"]
    return any(
        any(h.start <= at < h.end for at in parsed.places("others"))
        and any(h.start <= at < h.end for at in parsed.places("texting"))
        for h in none
    )


def _of_us(parsed: Parsed, hit: Hit) -> bool:
    """Whether words of ceasing can only be meant for our texts: "remove me"; that one never signed up, where
    nothing is asked; an end that is asked for and nothing else ("no more please", but not "no more thanks")."""
    if hit.name == "over":
        return parsed.holds(parsed.small["please"]) and len(parsed.core) == hit.end - hit.start
    return hit.name == "me" or (hit.name == "never" and "?" not in parsed.text)


def _taken_away(parsed: Parsed, hit: Hit) -> bool:
    """Whether longer words that are no wish for us take a ceasing away: "make him stop", not "make these stop"."""
    said = parsed.families.get("stopwish", ())
    none = (h for h in said if h.name in NONE and h.start < hit.end and hit.start < h.end)
    size = hit.end - hit.start + (hit.name == "me")
    return any(h.end - h.start >= size for h in none)


def apart(parsed: Parsed) -> Hit | None:
    """A "stop" that stands for itself at the beginning or the end of a text or a sentence, whatever else is said:
    where our texts or how we came by a number are spoken of ("my son signed me up, please stop"), or where it is a
    sentence of its own ("Please stop. I am too old for this"). None where anything may tell of danger."""
    halting = parsed.places("halting")
    if not halting or len(parsed.words) > LONGEST_APART or parsed.has_laugh():
        return None
    if not ALARMING.isdisjoint(parsed.families):
        return None
    about = bool(parsed.places("texting") or parsed.places("listing") or parsed.best("enrolled") or _coming(parsed))
    for at in halting:
        start, end = next((s for s in parsed.sentences if s[0] <= at < s[1]), (0, len(parsed.tokens)))
        hit = Hit("cease.me", at, at + 1)
        if _taken_away(parsed, hit) or _denied(parsed, hit) or parsed.tokens[at].raw != parsed.tokens[at].word:
            continue
        before, after = (_nothing(parsed, a, b) for a, b in ((start, at), (at + 1, end)))
        asked = any(parsed.polite(t.word) for t in parsed.tokens[start:end])  # "stop! theres a dog" is no wish
        alone = before and after and asked
        if alone or (about and after and _clause(parsed, at)):
            return hit
    return None


LONGEST_APART = 25
"""Words of a text at most in which such a "stop" is looked for."""

ALARMING = frozenset({"danger", "sign", "alone", "grave", "watched", "quiet"})
"""Families of phrases beside which no such "stop" is heard."""


def _nothing(parsed: Parsed, start: int, end: int) -> bool:
    """Whether words only ask politely or add "it now"."""
    words = (t.word for t in parsed.tokens[start:end] if not t.mark)
    return all(parsed.polite(w) or parsed.is_a(w, "halt_beside") or parsed.is_a(w, "halting") for w in words)


def _clause(parsed: Parsed, at: int) -> bool:
    """Whether no word leads into the "stop" that makes it a thing or another's doing ("the bus stop")."""
    word = parsed.tokens[at - 1].word if at else ""
    led = any(parsed.is_a(word, name) for name in ("article", "others", "negation"))
    return not led and word not in parsed.small["leads_to_stop"]


def _coming(parsed: Parsed) -> bool:
    """ "i keep getting these": what comes, in a text about nothing else, are our texts."""
    following = (parsed.tokens[at + 1].word for at in parsed.places("coming_in") if at + 1 < len(parsed.tokens))
    return any(parsed.is_a(word, "such") for word in following)


def _twice(parsed: Parsed, said: list[Hit]) -> bool:
    """Whether a plain "stop" stands beside another wish to have done with it: "not interested, stop"."""
    said = longest(said)
    halting = any(parsed.is_a(parsed.tokens[hit.start].word, "halting") for hit in said)
    return halting and len({hit.start for hit in said}) > 1


def bare(parsed: Parsed) -> bool:
    """Whether a text is a "stop" with words that say no more: "stop it already"."""
    halting = parsed.places("halting")
    if not halting or len(parsed.words) > BRIEF or parsed.has_laugh() or "?" in parsed.text:
        return False
    first = parsed.core[0] if parsed.core else -1
    return first in halting and all(
        at in halting or parsed.is_a(parsed.tokens[at].word, "halt_beside") for at in parsed.core
    )


def _denied(parsed: Parsed, hit: Hit) -> bool:
    """ "I can't stop the texts"."""
    across = parsed.small["denied_between"]
    before = [t.word for t in parsed.tokens[max(0, hit.start - 2) : hit.start] if t.word not in across]
    return bool(before) and parsed.is_a(before[-1], "negation")


def _from_us(parsed: Parsed, at: int) -> bool:
    """Whether what follows from a token on is us: "from your group"."""
    named = [n for n in range(at, len(parsed.tokens)) if not parsed.is_a(parsed.tokens[n].word, "article")]
    return not named or parsed.tokens[named[0]].mark or _ours(parsed, named[0])


def elsewhere(parsed: Parsed, wish: Hit) -> bool:
    """Whether what somebody is to be taken off is named and no list of ours: "take my name off the lease"."""
    at, small = wish.end, parsed.small
    off = _off(parsed, wish.end - 1)
    where = parsed.tokens[at].word if at < len(parsed.tokens) else ""
    if parsed.is_a(where, "taken_at") and (off or where not in small["stop_here"]) and not _from_us(parsed, at + 1):
        return True  # "take me off at the corner", but not "dont text me here"
    if where in small["stop_whose"] and not _from_us(parsed, at + 1):
        return True  # "stop these texts from my ex"
    if at < len(parsed.tokens) and _off(parsed, at):
        at += 1
        if at < len(parsed.tokens) and _off(parsed, at):
            at += 1
    elif not off:
        return False
    if at >= len(parsed.tokens) or parsed.tokens[at].mark:
        return False
    if not parsed.is_a(parsed.tokens[at].word, "article"):
        return not (_ours(parsed, at) or parsed.binds(parsed.tokens[at].word))  # "take me off tuesday"
    ends = next((s[1] for s in parsed.sentences if s[0] <= wish.start < s[1]), len(parsed.tokens))
    named = [n for n in range(at + 1, ends) if not parsed.tokens[n].mark]
    lists = [at for at, n in enumerate(named) if any(n in parsed.places(x) for x in ("listing", "texting"))]
    return not all(_ours(parsed, n) for n in (named[: lists[0]] if lists else named))  # "off the waiting list"


def _ours(parsed: Parsed, at: int) -> bool:
    """Whether a word is of our texts or list, or says no more about them."""
    word = parsed.tokens[at].word
    return parsed.polite(word) or any(parsed.is_a(word, name) for name in ("stopping_beside", "listing", "texting"))


def _off(parsed: Parsed, at: int) -> bool:
    return parsed.is_a(parsed.tokens[at].word, "taken_off")
