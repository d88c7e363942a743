"""What a text says no to, by whoever helps: which kinds, for how long, and whether it says more. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.reading import Reading

LACKED = frozenset({"food", "water", "supplies", "medicine", "clothing", "bedding", "shelter", "power", "money"})
"""Kinds that somebody may be without: "no groceries this week" is a want unless it speaks of doing ("no grocery
runs") or of what goes on ("only rides")."""


def kept(r: Reading) -> frozenset[str]:
    """The kinds said behind "only"; where none is, the one right before it: "no rides, food only", "no rides,
    food is fine"."""
    only = r.cues.each("parts.only", "fewer.keep")
    ends = only[0][1] if only else len(r.text)
    behind = frozenset(kind for kind, (start, _) in named(r).items() if start >= ends)
    begins = only[0][0] if only else (r.cues.each("fewer.fine") or [(0, 0)])[-1][0]
    before = [kind for kind, (_, end) in named(r).items() if end <= begins and not r.text[end:begins].strip()]
    return behind or frozenset(before)


def refused(r: Reading) -> frozenset[str]:
    """The kinds that are said not to be done; a wish of ours that is no kind of theirs ("heavy stuff") is none."""
    known = "bounds" not in r.spans or "bounds_unknown" in r.spans
    return frozenset(r.kinds) - {"general"} - kept(r) if known else frozenset()


def of_doing(r: Reading) -> bool:
    """Whether it speaks of doing something, not of being without: "no grocery runs", "i dont do groceries"."""
    return r.cues.says("fewer.doing", "fewer.does_not")


def lacked(r: Reading) -> bool:
    """Whether what is said no to is something that somebody may be without, and no doing of theirs."""
    return bool(refused(r) & LACKED) and not of_doing(r)


def wanted(r: Reading) -> bool:
    """Whether it is rather a want, for nothing is said to go on instead either."""
    return lacked(r) and not kept(r)


def named(r: Reading) -> dict[str, tuple[int, int]]:
    """Kind -> the character offsets of the words that name it."""
    return {key.removeprefix("kind:"): span for key, span in r.spans.items() if key.startswith("kind:")}


def for_now(r: Reading, now: datetime) -> bool:
    """Whether a time is named that has begun and that ends: "this week"; what comes again each week is none."""
    if r.repeat is not None or r.when is None or r.when.start is None or r.when.end is None or not r.when.dated:
        return False
    return r.when.start.date() <= now.astimezone(r.when.start.tzinfo).date()


def for_good(r: Reading) -> bool:
    """Whether a no to kinds has no end: none is said, and it is to doing something ("i dont do groceries") or of
    what nobody is without ("no rides")."""
    kinds = refused(r)
    lasts = r.cues.says("fewer.does_not") or not kinds & LACKED
    return bool(kinds) and r.when is None and r.repeat is None and lasts and is_of_them(r)


def is_of_them(r: Reading) -> bool:
    """Whether the no is to what is named; one that stands apart ("no, rides") puts something else right."""
    own = r.cues.each("fewer.does_not", "fewer.no_more", "carless.broke", "carless.none", "carless.never")
    return "bounds" in r.spans or any("," not in r.text[start:end] for start, end in own)


def refuses(r: Reading) -> bool:
    """Whether a no stands in the text, or that the writer's car is out."""
    return r.cues.says("fewer.no_more", "parts.no", "carless.broke", "carless.none", "carless.never")


def nothing_else(r: Reading) -> bool:
    """Whether a text says which kinds and when, and nothing else: "we have no food this week" says more."""
    marks = ("when", "repeat", "bounds", "conditions", "skip_week")
    spans = [*named(r).values(), *(r.spans.get(name, (0, 0)) for name in marks)]
    spans += r.cues.each("parts.only", "fewer.keep", "fewer.no_more", "parts.no")
    spans += r.cues.each("fewer.beside", "fewer.doing", "fewer.asks", "fewer.ever", "fewer.does_not")
    spans += r.cues.each("carless.broke", "carless.none", "carless.never")
    said = {at for start, end in spans for at in range(start, end)}
    return not any(char.isalnum() and at not in said for at, char in enumerate(r.text))


def says_no_more(r: Reading) -> bool:
    """Whether a text says no to something, and nothing else."""
    return refuses(r) and nothing_else(r)


def plain(r: Reading) -> bool:
    """Whether a text says which kinds are not done, and nothing else but what goes on instead: from a helper
    that is a limit."""
    return refuses(r) and bool(refused(r)) and not wanted(r) and (bool(kept(r)) or nothing_else(r))
