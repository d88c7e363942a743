"""What of several things somebody asked for has come, or is not needed, and what of them is still wanted:
"groceries came thank u still waiting for ride"."""

from __future__ import annotations

from mutualaid.language.talk import turns
from mutualaid.language.wants.kinds import kind_hits
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

LONGEST = 18
"""Words at most of a text that tells so."""

GAP = 2
"""Words at most between a thing and those that say that it came, or is waited for."""

Parted = tuple[list[Hit], list[Hit]]
"""The things that came or are not needed, and those still wanted."""


def parted(parsed: Parsed, covered: list[Hit], kinds: list[Hit]) -> Parted | None:
    """The things of a text so parted, or None where it does not part them. `covered`: its words of what is no
    longer needed; `kinds`: what it is about."""
    stays = turns.but_yes(parsed, covered)
    stays = stays if stays is not None else _but_thing(parsed, covered, kinds)
    if stays is not None and any(h.start > stays for h in kinds):
        gone = [h for h in kind_hits(parsed) if covered[0].start <= h.start < stays]
        return gone, [h for h in kinds if h.start > stays]
    return came(parsed)


def _but_thing(parsed: Parsed, covered: list[Hit], kinds: list[Hit]) -> int | None:
    """Where, behind words that one thing is not needed, another stands right behind a "but": "dont need food but a
    ride"."""
    begins = {h.start for h in kinds}
    begins |= {at - 1 for at in begins if at and parsed.is_a(parsed.tokens[at - 1].word, "article")}
    first = min((h.start for h in kind_hits(parsed) if covered and h.start >= covered[0].start), default=-1)
    return next((at for at in parsed.places("but") if 0 <= first < at and at + 1 in begins), None)


def came(parsed: Parsed) -> Parted | None:
    """The things that came and those that are still waited for; None where the text leaves any of them open."""
    arrived = parsed.best("arrived")
    if not arrived or len(parsed.words) > LONGEST or "?" in parsed.text:
        return None
    wanted = [h for h in parsed.best("intent") if h.name in ("need", "lack", "ask")]
    waits = [*parsed.best("awaits"), *(Hit("awaits.before", h.start, h.end) for h in wanted)]
    things = [h for h in kind_hits(parsed) if h.name not in ("none", "any", "general")]
    asked = min((h.start for h in wanted), default=len(parsed.tokens))
    gone = [t for t in things if t.end <= asked and any(_beside(parsed, t, sign, things) for sign in arrived)]
    left = [t for t in things if t not in gone and any(_beside(parsed, t, sign, things) for sign in waits)]
    left = [t for t in left if t.name != "money"]  # a refund is waited for of somebody else
    apart = {t.name for t in gone}.isdisjoint(t.name for t in left)
    if not (gone and left and apart) or len(gone) + len(left) < len(things):
        return None
    return gone, left


def _beside(parsed: Parsed, thing: Hit, sign: Hit, things: list[Hit]) -> bool:
    """Whether the words are said of this thing: they stand before or behind it as they do, close by, with nothing
    denied and no other thing between."""
    first, then = (sign, thing) if sign.name == "before" else (thing, sign)
    if thing.start < sign.end and sign.start < thing.end:
        return True
    between = range(first.end, then.start)
    if then.start < first.end or len(between) > GAP or any(t.start in between for t in things):
        return False
    if sign.group.startswith("arrived") and _refused(parsed, sign.start - 1):
        return False
    return not any(parsed.tokens[at].mark or _refused(parsed, at) for at in between)


def _refused(parsed: Parsed, at: int) -> bool:
    return at >= 0 and any(parsed.is_a(parsed.tokens[at].word, name) for name in ("refusal", "negation", "denial"))
