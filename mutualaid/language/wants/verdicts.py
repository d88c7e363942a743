"""What a whole text wants, from what each of its sentences does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from mutualaid.domain.vocabulary import Intent
from mutualaid.language.wants import stuck
from mutualaid.language.wants.lists import told_of
from mutualaid.language.wants.meant import chats
from mutualaid.language.wants.sentences import HAVING, Sentence, real
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

SHORT_LIST = 4
"""Words up to which things of one kind ("bread and milk") are asked for rather than offered."""


SURE = 0.8
"""How sure a wish or an offer is that laughter and endearments around it do not turn into chat."""

PLEA = 0.65
"""How sure a need is at most that is only a lament, and names nothing."""

TRADES = frozenset({"repair", "advice", "care", "childcare", "company", "translation"})
"""Kinds of which several in a row are what somebody is good at: "joinery, tiling, painting"."""


def decide(parsed: Parsed, parts: list[Sentence], leans: Callable[[], bool]) -> tuple[Intent, float]:
    """The intent of the whole text and how sure it is, 0–1. `leans`: whether it names a time, a place, people or a
    wish, so that a bare list reads as a need; asked only of a bare list."""
    intent, sure = _decided(parsed, parts, leans)
    if is_remark(parsed) and not (intent is Intent.NEED and sure >= SURE):
        return Intent.OTHER, 0.4  # what somebody says of a text: "notes: not important"
    if sure < SURE and intent in (Intent.NEED, Intent.OFFER) and chats(parsed):
        return Intent.OTHER, 0.4
    if intent is not Intent.NEED and not chats(parsed) and stuck.asks(parsed, parts, intent, sure):
        return Intent.NEED, stuck.TOLD
    return intent, sure


def is_remark(parsed: Parsed) -> bool:
    """Whether a text is what somebody says of another one: "notes: not important"."""
    tokens = parsed.tokens
    return len(tokens) > 1 and parsed.is_a(tokens[0].word, "remark") and tokens[1].word == ":"


def _decided(parsed: Parsed, parts: list[Sentence], leans: Callable[[], bool]) -> tuple[Intent, float]:
    surest: dict[str, float] = {}
    for part in parts:
        surest[part.label] = max(part.sure, surest.get(part.label, 0.0))
    if "both" in surest:
        return Intent.BOTH, 0.6
    needing, offering = surest.get("need", 0.0), surest.get("offer", 0.0)
    if needing and offering:
        if needing > 0.8 and offering > 0.8:
            return Intent.BOTH, 0.7
        return (Intent.OFFER, 0.7) if offering >= needing else (Intent.NEED, 0.7)
    if "question" in surest and 0 < needing <= PLEA and _only_informed(parsed, parts):
        return Intent.QUESTION, surest["question"]
    for label, intent in (("need", Intent.NEED), ("offer", Intent.OFFER), ("question", Intent.QUESTION)):
        if label in surest:
            return intent, surest[label]
    listed = [k for p in parts if p.label == "list" for k in p.kinds]
    if listed and not _in_passing(parsed, parts, listed):
        return _bare_list(parsed, parts, listed, leans())
    return Intent.OTHER, 0.4


def _only_informed(parsed: Parsed, parts: list[Sentence]) -> bool:
    """Whether a text only says how its writer is and asks to be told something: "I am a victim. I would like more
    information about the storm"."""
    stated = [p for p in parts if p.label == "need"]
    if any(p.kinds for p in stated):
        return False
    asked = [p for p in parts if p.label == "question"]
    return all(parsed.among("facts", p.start, p.end) and not p.kinds for p in asked)


def settled(parts: list[Sentence], intent: Intent) -> list[Sentence]:
    """The sentences without the things of those that lost: what somebody who offers is without ("no car but can
    walk"), and what somebody who needs has ("we have clothes. we need heaters"). Guesses stay."""
    lost = {Intent.OFFER: "need", Intent.NEED: "offer"}.get(intent)
    if lost is None or not any(p.label not in ("", lost) and p.sure > HAVING and real(p.kinds) for p in parts):
        return parts
    return [replace(p, label="", kinds=()) if p.label == lost and p.sure == HAVING else p for p in parts]


def _is_own(parsed: Parsed, part: Sentence) -> bool:
    """ "pick up my prescription": what is the writer's own is not on offer."""
    return parsed.among("mine", part.start, told_of(parsed, part.start, part.end, list(part.kinds)))


def _stocked(parsed: Parsed, part: Sentence) -> bool:
    """ "two heaters, new in box": who says in what state a thing is has it."""
    if parsed.among("begs", part.start, part.end):
        return False
    if any(part.start <= at < part.end for at in parsed.places("stocked")):
        return True
    if part.end > part.start + 1 and parsed.is_a(parsed.tokens[part.end - 1].word, "gratis"):
        return parsed.tokens[part.end - 2].word not in parsed.small["free_of"]  # "mens suits size 42 free"
    many = (at for at, n in parsed.numbers if part.start <= at < part.end and n >= MANY)
    return any(at + 1 < part.end and parsed.is_a(parsed.tokens[at + 1].word, "portions") for at in many)


MANY = 10
"""Of so many portions or boxes somebody speaks who has them: "halal meals, 150 portions"."""


TALK = 6
"""Words beside a single thing named from which on it is only mentioned: "Soup again. Mia says hi"."""


def _in_passing(parsed: Parsed, parts: list[Sentence], listed: list[Hit]) -> bool:
    """Whether a text that says much else names one thing by the way."""
    if any(p.label == "list" and _cries(parsed, p) for p in parts):
        return False
    if len({k.name for k in listed}) > 1 or any(parsed.is_a(w, "begs") for w in parsed.words):
        return False
    why = {at for f in ("why", "condition") for h in parsed.best(f) for at in range(h.start, h.end)}
    told = [at for p in parts if not p.label for at in range(p.start, p.end) if at not in why]
    words = sum(not parsed.tokens[at].mark and not parsed.polite(parsed.tokens[at].word) for at in told)
    return words >= TALK


def _cries(parsed: Parsed, part: Sentence) -> bool:
    """Whether a sentence is nothing but a cry for help: "My house is down. HELP." """
    words = sum(not parsed.tokens[at].mark for at in range(part.start, part.end))
    return words == 1 and bool(part.kinds) and part.kinds[0].name == "general"


def _bare_list(parsed: Parsed, parts: list[Sentence], listed: list[Hit], leaning: bool) -> tuple[Intent, float]:
    """A text that only names things: several in a row read as what someone has, one as what someone needs."""
    first = parsed.tokens[parsed.core[0]].word if parsed.core else ""
    counted = (parsed.is_a(first, "quantity") or first.isdecimal()) and not parsed.is_a(first, "persons")
    hands = listed[0].name == "repair" and parsed.number(parsed.tokens[listed[0].start].word) is not None
    helped = hands or (bool(parsed.core) and any(k.name == "general" and k.start == parsed.core[0] for k in listed))
    words = parsed.tokens[listed[0].start].word
    acting = words.endswith(tuple(parsed.small["doing_endings"])) and len(words) > 5
    if acting and listed[0].start == parsed.core[0] and not leaning:
        return Intent.OFFER, 0.5
    own = any(p.label == "list" and _is_own(parsed, p) for p in parts) or listed[0].name == "ride"
    if not (own or helped or leaning) and any(p.label == "list" and _stocked(parsed, p) for p in parts):
        return Intent.OFFER, 0.5
    if helped or own or (leaning and not counted):
        return Intent.NEED, 0.6
    if len(listed) > 2 and all(k.name in TRADES for k in listed):
        return Intent.OFFER, 0.5
    one = len({k.name for k in listed}) == 1 or all(a.end == b.start for a, b in pairwise(listed))
    if one and len(parsed.core) <= SHORT_LIST and not acting:
        return Intent.NEED, 0.4
    if len({k.start for k in listed}) >= 2 or acting or counted or any(k.name == "any" for k in listed):
        return Intent.OFFER, 0.5
    return Intent.NEED, 0.4
