"""What a text says about what went before: corrections, what it takes back, limits, and mere politeness."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from mutualaid.domain.vocabulary import Intent
from mutualaid.language.words.alternatives import one_of
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import Token, fold
from mutualaid.language.words.trie import Hit, longest

LONGEST_CORRECTION = 14
"""Words a correction has at most; a longer text stands for itself."""


def limits(parsed: Parsed, start: int) -> bool:
    """Whether an answer-like start sets a limit even without an open question: "just", "only"."""
    hits = {(h.start, h.end) for h in parsed.families.get("lead", ()) if h.name == "limit"}
    return any(parsed.tokens[a].start == start for a, _ in hits)


_PLAIN = frozenset({"translation", "general", "any"})


def negated(parsed: Parsed, hits: list[Hit]) -> tuple[str, ...]:
    """Kinds a text takes back in favour of another ("not food, a ride")."""
    taken: list[str] = []
    for hit in hits if parsed.places("refusal") else ():
        if hit.start == 0:
            continue
        if parsed.is_a(parsed.tokens[hit.start].word, "tongue") and all(h.name in _PLAIN for h in hits):
            continue  # "i dont speak english, need help" wants a translator
        if parsed.is_a(parsed.tokens[hit.start].word, "cope"):
            continue  # "i dont understand this letter" cannot do it
        at = hit.start - 1
        if at > 0 and not parsed.tokens[at].mark and parsed.is_a(parsed.tokens[at].word, "article"):
            at -= 1
        if at > 0 and not parsed.tokens[at].mark and parsed.is_a(parsed.tokens[at].word, "wanting"):
            at -= 1
        before = parsed.tokens[at]
        if before.mark or not parsed.is_a(before.word, "refusal"):
            continue
        if any(h.name != hit.name for h in hits):
            taken.append(hit.name)
    left = taken and {h.name for h in hits} - set(taken)
    return tuple(dict.fromkeys(taken)) if left else ()


def corrects(parsed: Parsed, placed: bool, bears: bool, told: bool) -> bool:
    """Whether a short text mends what was said before. `placed`: it names a place; `bears`: it names anything
    that could stand in place of something else; `told`: a place or a time of what was told of before, for "no wait"
    may as well lead to one thing more."""
    if len(parsed.words) > LONGEST_CORRECTION:
        return False
    said = {hit.name for hit in parsed.best("correction")}
    numbered = any(t.word[0].isdigit() for t in parsed.tokens)
    if ("yes" in said and (bears or numbered)) or ("wait" in said and told):
        return True
    first = next((i for i, t in enumerate(parsed.tokens) if not t.mark and not parsed.polite(t.word)), None)
    no = parsed.small["no_at_first"]
    if first is None or first + 1 >= len(parsed.tokens) or parsed.tokens[first].word not in no:
        return False
    return parsed.tokens[first + 1].mark and (
        placed or parsed.tokens[min(first + 2, len(parsed.tokens) - 1)].word[0].isdigit()
    )


LONGEST_MIX_UP = 10
"""Words a text has at most that says we have the wrong number, and nothing else."""


@cache
def _wrong(words: tuple[frozenset[str], ...]) -> re.Pattern[str]:
    """The wrong number, the number as a sign: what may lead to it, in order, and the word for wrong."""
    sorry, you, have, the, wrong = map(one_of, words)
    return re.compile(rf"\W*(?:{sorry}\W+)?{you}?\s*(?:{have} )?(?:{the} )?{wrong}\s*#")


def _wrong_sign(parsed: Parsed) -> bool:
    if "#" not in parsed.text:
        return False
    small = parsed.small
    leads = (small["wrong_sorry"], small["wrong_you"], small["wrong_have"], small["wrong_the"], small["wrong"])
    return _wrong(leads).match(fold(parsed.text)) is not None


def wrong_number(parsed: Parsed) -> bool:
    """Whether a text says that we reached the wrong person; one with a number in it corrects something."""
    said = bool(parsed.best("mixup") or _wrong_sign(parsed)) and len(parsed.words) <= LONGEST_MIX_UP
    return said and not any(w[0].isdigit() for w in parsed.words)


NAMING = frozenset({"name", "fear"})
"""Wishes never to be put with somebody whose own words hold the name."""

AFTER = 3
"""Words after a wish never to be put with somebody in which the name may follow: "never be matched with Ben"."""


def barred(parsed: Parsed, wish: list[Hit]) -> list[Token]:
    """The words that tell whom such a wish is about: its own, the one before it ("Ben is my ex") and the few after,
    unless it is "not <name>" or fear of somebody named."""
    if not wish:
        return []
    at: set[int] = set()
    for hit in wish:
        plain = hit.name in NAMING
        at.update(range(hit.start - (not plain), hit.end + (0 if plain else AFTER)))
    return [token for i, token in enumerate(parsed.tokens) if i in at and not token.mark]


def apart(parsed: Parsed) -> list[Hit]:
    """Words of a wish never to be put with somebody. Fear and harm are one only of a person by name: not "scared of
    dogs". What holds no name leaves room for the shorter wish in it: "he is my ex"; and one of which a deed follows
    is but of that: "i dont want him to carry it alone"."""
    told = parsed.families.get("apart")
    if not told:
        return []
    sure = (h for h in told if h.name != "fear" or _names(parsed, h))
    wishes = longest(h for h in sure if h.name != "want" or not _led(parsed, h))
    return [hit for hit in wishes if hit.name != "none"]


def note_apart(parsed: Parsed, spans: dict[str, tuple[int, int]], wish: list[Hit]) -> None:
    """Marks where such a wish stands, and whether fear of the one named is in it, or is all of it."""
    spans["apart"] = parsed.span(wish[0].start, wish[0].end)
    if all(hit.name == "name" for hit in wish):
        spans["only_not"] = spans["apart"]
    if any(hit.name == "refused" for hit in wish):
        spans["only_refused"] = spans["apart"]
    if any(hit.name == "blocked" for hit in wish):
        spans["only_block"] = spans["apart"]
    if _unsaid(parsed):
        spans["only_him"] = spans["apart"]
    if any(hit.name == "fear" for hit in wish):
        spans["fears"] = spans["apart"]
    if all(hit.name == "fear" for hit in wish):
        spans["only_fears"] = spans["apart"]


def _led(parsed: Parsed, hit: Hit) -> bool:
    """Whether what is not wanted is a deed or a thing of somebody's, told behind these words: "her list"."""
    word = parsed.tokens[hit.end].word if hit.end < len(parsed.tokens) else ""
    thing = word in parsed.small["written_list"] or any(h.start == hit.end for h in parsed.families.get("kind", ()))
    return thing or (hit.end + 1 < len(parsed.tokens) and word in parsed.small["leads_to_deed"])


def _names(parsed: Parsed, hit: Hit) -> bool:
    words = [token for token in parsed.tokens[hit.start : hit.end] if token.raw.isalpha()]
    return any(t.raw in x.names for t in words for x in parsed.lexicons) or bool(unknown(parsed, words))


def somebody(parsed: Parsed, words: list[Token], *, sure: bool) -> str | None:
    """Whether these words speak of another person: "name" for a name or "my ex", "pronoun" for "him" or "that is my
    ex" alone. With `sure` only a name that we know is one, for "no more Tylenol" speaks of nobody."""
    said, always = {token.start for token in words}, parsed.small["always_capital"]
    if any(hit.name == "this" for hit in parsed.best("apart")) or _unsaid(parsed):
        return "pronoun"
    for at, token in enumerate(parsed.spoken):
        if token.start not in said:
            continue
        named = any(token.raw in lexicon.names for lexicon in parsed.lexicons)
        written = parsed.text[token.start : token.start + 1]
        if sure and not named:
            continue
        capital = at > 0 and written.isupper() and not parsed.text.isupper() and token.word not in always
        if named or capital or parsed.is_a(token.word, "kin"):
            return "name"
    return "pronoun" if any(parsed.tokens[at].start in said for at in parsed.places("pronoun")) else None


def _unsaid(parsed: Parsed) -> bool:
    """Whether a verb stands for the person meant, and nobody is named behind it: "no quiero que venga"."""
    return any(
        hit.name == "him" and all(t.mark or parsed.polite(t.word) for t in parsed.tokens[hit.end :])
        for hit in parsed.best("apart")
    )


def beware(
    parsed: Parsed, complaint: list[Hit], wish: list[Hit], when: tuple[int, int] | None = None
) -> tuple[str, ...]:
    """Words a person must read beside the need before anybody is asked: somebody of the house must not know, and a
    bare "not with <word>" of nobody we know. `when` is where a time stands."""
    if not complaint and not wish:
        return ()
    house = [hit for hit in complaint if hit.name == "household"]
    asked = parsed.best("condition")
    named = [hit for hit in wish if hit.name == "name" and not _small(parsed, parsed.tokens[hit.end - 1].word)]
    named = [hit for hit in named if not any(h.start < hit.end and hit.start < h.end for h in asked)]
    named = [hit for hit in named if not _refuses(parsed, hit, when)]
    spans = (parsed.span(hit.start, hit.end) for hit in (*house, *named))
    return tuple(parsed.text[a:b] for a, b in spans)


def _refuses(parsed: Parsed, hit: Hit, when: tuple[int, int] | None) -> bool:
    """Whether "not <word>" refuses the time right behind it ("not available before 10") and speaks of nobody."""
    start, end = parsed.span(hit.start, hit.end)
    beside = when is not None and start <= when[1] and when[0] <= end + 1
    word = parsed.tokens[hit.end - 1].word
    return beside and any(word in x.known and word not in x.names for x in parsed.lexicons)


def _small(parsed: Parsed, word: str) -> bool:
    """Whether a word is one of grammar, and so nobody's name: "not before"."""
    return parsed.binds(word)


def own_kin(parsed: Parsed) -> bool:
    """Whether the writer's own people are spoken of: "my son has the key, he lets you in"."""
    words = parsed.words if parsed.places("mine") else ()
    return any(parsed.is_a(a, "mine") and parsed.is_a(b, "fam") for a, b in pairwise(words))


def unknown(parsed: Parsed, among: list[Token]) -> tuple[str, ...]:
    """Of these words those that no language here knows."""
    if not among:
        return ()
    words = [t.raw for t in among if t.raw.isalpha()]
    return tuple([w for w in words if not any(w in x.known or w in x.slang for x in parsed.lexicons)])


def told(parsed: Parsed, complaint: list[Hit], about: list[Hit]) -> list[Hit]:
    """Of what reads as fear or complaint what is told, and not only asked ("es de confianza?") or supposed."""
    if not complaint:
        return []
    wondered = supposed(parsed, complaint)
    asked = (c for c in complaint if any(a.start <= c.start and c.end <= a.end for a in about))
    unmeant = [*wondered, *asked]
    return [c for c in complaint if c not in unmeant]


def supposed(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The hits that stand behind a "what if" of their sentence: nothing of the kind has happened."""
    out = []
    for at in parsed.best("supposes"):
        end = next((b for a, b in parsed.sentences if a <= at.start < b), len(parsed.tokens))
        out += [hit for hit in hits if at.start <= hit.start < end and hit not in out]
    return out


def beside(hits: list[Hit], other: Hit) -> list[Hit]:
    """The hits, those that share no word with `other` first."""
    return sorted(hits, key=lambda h: h.start < other.end and other.start < h.end)


def asks_of_them(parsed: Parsed) -> bool:
    """Whether a text only asks what a helper would do: "can he carry it up", and not "can she get a ride"."""
    if any(h.name in ("need", "lack") for h in parsed.best("intent")) or len(parsed.core) < 2:
        return False
    first, then = (parsed.tokens[i].word for i in parsed.core[:2])
    small = parsed.small
    asked = parsed.is_a(first, "modal") or first in small["asks_of_helper"]
    return asked and then in small["helper_asked"] and not parsed.holds(small["receiving"])


def praised(parsed: Parsed, hits: list[Hit]) -> bool:
    """Whether all that is named is praised, as what somebody had: "the soup was delicious"."""
    said = [h for h in parsed.best("thanks") if h.name == "praise"]
    near = [Hit(h.group, h.start - 2, h.end + 2) for h in said]
    return bool(near) and within(hits, near)


def within(hits: list[Hit], others: list[Hit]) -> bool:
    """Whether every hit shares a word with one of `others`: "he wants money" complains of him and asks for none."""
    return all(any(h.start < o.end and o.start < h.end for o in others) for h in hits)


def later_need(parsed: Parsed, hit: Hit) -> bool:
    """Whether a need is stated after the words that say another is covered."""
    signs = [h for h in parsed.best("intent") if h.name in ("need", "lack", "ask")]
    return any(s.start >= hit.end for s in signs)


def dropped(parsed: Parsed, covered: list[Hit], kinds: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """The kinds named before the words of a need that comes after "found someone", and those named from there on;
    none before where none come after."""
    signs = [h for h in parsed.best("intent") if h.name in ("need", "lack", "ask") and h.start >= covered[-1].end]
    if not signs:
        return [], kinds
    cut = min(s.start for s in signs)
    before, after = [k for k in kinds if k.start < cut], [k for k in kinds if k.start >= cut]
    return (before, after) if after else ([], kinds)


def but_yes(parsed: Parsed, covered: list[Hit]) -> int | None:
    """Where, behind words that something is no longer needed, begins what still is: "but yes the medicine"."""
    yes = parsed.small["still_yes"]
    after = (at for at in parsed.places("but") if covered and at >= covered[-1].end and at + 1 < len(parsed.tokens))
    return next((at for at in after if parsed.tokens[at + 1].word in yes), None)


MEANS = ("kind", "danger", "alone", "lead")
"""Families of phrases in which a picture counts as a word; elsewhere it is ornament."""


def _picture(token: Token) -> bool:
    return not token.raw[0].isalnum() and token.raw != "&" and not any(char.isalnum() for char in token.raw)


def _means(parsed: Parsed, at: int) -> bool:
    return any(h.start <= at < h.end for name in MEANS for h in parsed.families.get(name, ()))


def pleasant(parsed: Parsed) -> bool:
    """Whether a text holds nothing but politeness, laughter and smileys."""
    if not parsed.tokens:
        return False
    courteous = parsed.families.get("pleasant")
    covered = {i for h in courteous for i in range(h.start, h.end)} if courteous else ()
    said = False
    for at, token in enumerate(parsed.tokens):
        if token.mark or (_picture(token) and not _means(parsed, at)):
            continue
        if at not in covered and not parsed.polite(token.word):
            return False
        said = True
    return said or all(t.word != "?" for t in parsed.tokens)


def unnamed(parsed: Parsed, intent: Intent, told: bool) -> bool:
    """Whether a text without a kind asks for help of any kind, or offers it: a lament, or an offer in words that
    give (`told`) and not only by what they name."""
    if intent is Intent.NEED:
        return any(h.name == "plea" for h in parsed.best("intent"))
    return intent is Intent.OFFER and told
