"""Whether a text speaks of the other side of a visit, so that it is not said to them.

"ben insults me", "luis me pellizca" and "me anda rondando" do; what polite Spanish asks of them in the same form
("luis me trae pan") does not.
"""

from __future__ import annotations

from collections.abc import Callable

from mutualaid.language.words.lexicon import Small
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import Token

NEAR = 3
"""Words behind a verb in which the writer stands where something is done to them: "threw a plate at me"."""


def spoken_of(parsed: Parsed, others: frozenset[str]) -> tuple[int, int] | None:
    """Where a text says what one of `others` (folded first names) does, in offsets; None where it speaks to them,
    or of something else."""
    for lexicon in parsed.lexicons:
        code, small = lexicon.code, lexicon.small
        to_me = small["done_to"] if code == "es" else ()
        for at, token in enumerate(parsed.spoken) if others or to_me else ():
            if token.raw in others and code in _TOLD and _TOLD[code](after := parsed.spoken[at + 1 :], small):
                return token.start, after[0].end
            if token.raw in to_me and _done_to_me(
                parsed, at, after := parsed.spoken[at + 1 :], others, small
            ):
                return token.start, after[0].end
    return None


def _told_en(after: list[Token], small: Small) -> bool:
    """ "ben insults me", "ben threw a plate at me"."""
    verb = after[0].raw if after else ""
    if verb in small["told_alone"]:
        return True
    if len(after) > 1 and after[1].start == after[0].start:  # "whats", which is two words
        return False
    regular = verb.endswith(tuple(small["deed_endings"])) and verb not in small["no_deeds"]
    told = regular or verb in small["told_deeds"]
    return told and any(t.raw in small["done_to"] for t in after[1 : 2 + NEAR])


def _told_fr(after: list[Token], small: Small) -> bool:
    """ "ben me crie dessus"; asked of him it is "crie-moi"."""
    return len(after) > 1 and after[0].word in small["done_to"]


def _told_ht(after: list[Token], small: Small) -> bool:
    return len(after) > 1 and after[0].raw in small["deed_markers"]


_TOLD: dict[str, Callable[[list[Token], Small], bool]] = {"en": _told_en, "fr": _told_fr, "ht": _told_ht}


def _done_to_me(parsed: Parsed, at: int, after: list[Token], others: frozenset[str], small: Small) -> bool:
    """Whether behind "me" stands a verb of the third person that asks nothing of them: "me pellizca", "me esta
    espiando". A form that is the writer's own too ("me pellizco") counts behind a name or "el"."""
    before = parsed.spoken[at - 1].raw if at else ""
    if parsed.is_a(before, "fam") or not after:
        return False
    verbs = [t.raw for t in after[:2]]
    pronoun = before in small["he_or_she"]
    subject = pronoun or before in others
    if before in small["doing_itself"]:  # "se me acerca mucho", and not "se me hizo tarde"
        return not _happens(verbs[0], small)
    if verbs[0] in small["deeds_begun"]:
        more = len(verbs) > 1 and verbs[1].endswith(tuple(small["deed_more_endings"]))
        return more and not _plain(verbs[1], small)
    if _plain(verbs[0], small):
        return pronoun and not _happens(verbs[0], small)
    third = verbs[0].endswith(tuple(small["deed_endings"])) and len(verbs[0]) > 2
    return third or (subject and verbs[0].endswith(tuple(small["deed_own_endings"])))


def _happens(verb: str, small: Small) -> bool:
    return verb in small["happens_short"] or verb.startswith(tuple(small["happens_stems"]))


def _plain(verb: str, small: Small) -> bool:
    return _happens(verb, small) or verb.startswith(tuple(small["asked_stems"]))
