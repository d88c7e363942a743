"""How many: for how many people help is, and how many helpers are wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutualaid.language.people.households import read_household
from mutualaid.language.words.parsing import Parsed

MANY = 200
"""More people than this in one text is not a head count."""


@dataclass(frozen=True, slots=True)
class Count:
    people: int | None = None
    helpers: int | None = None
    people_span: tuple[int, int] | None = None
    helpers_span: tuple[int, int] | None = None
    self_span: tuple[int, int] | None = None
    """Where the writer counts themselves last: "and me"."""


NO_COUNT = Count()


def read_counts(parsed: Parsed) -> Count:
    """Whom it is for (a head count) and how many helpers are wanted."""
    total, spans, helpers, helpers_span, counted = 0, [], None, None, -1
    more, where = read_household(parsed)
    if not more and not parsed.numbers:
        return NO_COUNT
    for at, value in parsed.numbers:
        if where is not None and where[0] <= parsed.tokens[at].start < where[1]:
            continue  # it counts some of the household
        if counted >= 0 and 0 < value <= MANY and _puts_right(parsed, counted, at):
            total, spans, counted = value, [parsed.span(at, at + 1)], at
            continue
        if parsed.tokens[at].raw in parsed.small["article_of_one"] or not 0 < value <= MANY or _not_so(parsed, at):
            continue
        if _measures(parsed, at):
            continue
        noun = _noun(parsed, at)
        end = min(len(parsed.tokens), noun + 1) if noun else at + 1
        if noun and _wants_helpers(parsed, at, noun):
            helpers, helpers_span = value, parsed.span(at, end)
        elif (noun and parsed.is_a(word_at(parsed, noun), "persons")) or _counts(parsed, at):
            total += value
            counted = at
            spans.append(parsed.span(at, end))
    and_self = _and_self(parsed, counted) if spans else None
    if and_self is not None and where is None:
        total += 1
        spans.append(and_self)
    elif spans and _counts_self(parsed):
        total += 1
    if more and where is not None:
        again = bool(spans) and not re.search(r"[^\s,:(-]", parsed.text[spans[-1][1] : where[0]])
        if again:  # "for two, me and my neighbor"
            total = max(total, more)
        else:
            total += more - 1 if spans and _counts_self(parsed) else more
        spans = sorted([*spans, where])
    span = (spans[0][0], spans[-1][1]) if spans else None
    return Count(total or None, helpers, span, helpers_span, and_self)


def _not_so(parsed: Parsed, at: int) -> bool:
    """ "for two, not for five": the second number is the one taken back."""
    return at > 1 and any(word_at(parsed, at - n) in parsed.small["count_denied"] and at - n > 0 for n in (1, 2))


def _measures(parsed: Parsed, at: int) -> bool:
    """Whether a number says how large a thing is: "size 8 boots", "a 2 person tent", "plates, set for 8"."""
    before = word_at(parsed, at - 1)
    led = before in parsed.small["count_for"] and parsed.is_a(word_at(parsed, at - 2), "measure")
    if led or parsed.is_a(before, "measure"):
        return True
    person, thing = word_at(parsed, at + 1), word_at(parsed, at + 2)
    if person not in parsed.small["made_for_person"] or parsed.number(parsed.tokens[at].word) == 1:
        return False
    return any(h.start <= at + 2 < h.end for h in parsed.best("kind")) or parsed.is_a(thing, "measure")


def _puts_right(parsed: Parsed, first: int, at: int) -> bool:
    """Whether the second number stands in place of the first: "for 2 no 3", "para 2 digo 3". In Spanish "no" is
    "not" and takes back what follows."""
    between = [t.word for t in parsed.tokens[first + 1 : at] if not t.mark]
    mends, beside = parsed.small["count_mends"], parsed.small["count_mending"]
    mends = mends - parsed.small["count_denied"] if parsed.language == "es" else mends
    return any(w in mends for w in between) and all(w in mends or w in beside for w in between)


def _noun(parsed: Parsed, at: int) -> int:
    """Where the people a number counts are named, at most one word between ("2 strong men"); 0 for nowhere."""
    after = word_at(parsed, at + 1)
    for where in (at + 1, at + 2):
        word = word_at(parsed, where)
        if not word or parsed.number(word) is not None:
            return 0
        if parsed.is_a(word, "persons") or parsed.is_a(word, "workers"):
            return where if where == at + 1 or not _divides(parsed, after) else 0
    return 0


def _divides(parsed: Parsed, word: str) -> bool:
    return word in parsed.small["count_for"] or parsed.is_a(word, "unit") or parsed.is_a(word, "joiner")


def _counts(parsed: Parsed, at: int) -> bool:
    """A head count without the people named: "for 2", "family of five", "3 of us", "somos 6"."""
    before, after = word_at(parsed, at - 1), word_at(parsed, at + 1)
    small = parsed.small
    we_are = before in small["count_we"] and word_at(parsed, at - 2) in small["count_we_first"]
    if before in small["count_for"] or before in small["count_are"] or we_are:
        return _ends_count(parsed, after)
    counted = word_at(parsed, at - 2)
    if before in small["of"] and (parsed.is_a(counted, "persons") or counted in small["whole_group"]):
        return True
    return after in small["of"] and word_at(parsed, at + 2) in small["of_us"]


def word_at(parsed: Parsed, at: int) -> str:
    if 0 <= at < len(parsed.tokens) and not parsed.tokens[at].mark:
        return parsed.tokens[at].word
    return ""


POSTCODE = 5
"""Figures of a postcode."""


def _ends_count(parsed: Parsed, after: str) -> bool:
    """Whether what follows leaves a number a head count ("for 2, 24th st", "for 2 94110") rather than a measure or
    an hour."""
    if not after or (after.isdecimal() and len(after) == POSTCODE):
        return True
    return parsed.number(after) is None and not after[0].isdigit() and not parsed.is_a(after, "unit")


TO_DO = 9
"""Words at most between the helpers wanted and what they are to do, with the time between: "3 people friday 2pm to
move a couch"."""


def _wants_helpers(parsed: Parsed, at: int, noun: int) -> bool:
    """ "need 3 people to move a couch": the number stands after a wish and before what they are to do."""
    if not parsed.is_a(word_at(parsed, noun), "workers") or word_at(parsed, at - 1) in parsed.small["count_for"]:
        return False
    if any(h.name == "repair" and h.start == at for h in parsed.families.get("kind", ())):
        return True
    last = not word_at(parsed, noun + 1) and word_at(parsed, at - 1) not in parsed.small["count_are"]
    if last and _lifts(parsed):
        return True  # "help me move the couch, 3 people"
    if word_at(parsed, noun + 1) in parsed.small["helpers_enough"] and _lifts(parsed):
        return True  # "2 people should do"
    stems = tuple(parsed.small["wanting_stems"])
    wanting = any(word_at(parsed, at - n).startswith(stems) for n in (1, 2, 3))
    hands = [h for h in parsed.families.get("kind", ()) if h.name == "repair"]
    if wanting and any(noun < h.start <= noun + TO_DO for h in hands):
        return True
    following = (word_at(parsed, noun + 1), word_at(parsed, noun + 2))
    if not any(word_at(parsed, i) for i in range(at)) and following[0] in parsed.small["to_do"] and _lifts(parsed):
        return True  # "two people to help me unload a truck"
    if wanting and not following[0]:
        return not _for_people(parsed)
    return wanting and any(parsed.is_a(w, "duty") for w in following)


GIVEN = frozenset({"food", "shelter", "water", "clothing", "bedding", "supplies", "medicine"})
"""Kinds of help of which so many people get some: "donde quedarnos 5 personas"."""


def _for_people(parsed: Parsed) -> bool:
    named = {h.name for h in parsed.best("kind")} - {"none", "any", "general"}
    return bool(named) and named <= GIVEN


def _lifts(parsed: Parsed) -> bool:
    """Whether a text asks for something to be moved, and names nothing that people would be counted for."""
    named = {h.name for h in parsed.best("kind")}
    if "repair" not in named or named & {"food", "ride", "housing"}:
        return False
    stems = tuple(parsed.small["lifting_stems"])
    return any(t.word.startswith(stems) for t in parsed.spoken)


def _and_self(parsed: Parsed, counted: int) -> tuple[int, int] | None:
    """Where "and me" stands right behind those whom the number at `counted` counts: "5 kids n me" is six. Some
    words begin a sentence of their own unless they end one: "for 2 kids and i need a ride too"."""
    noun = _noun(parsed, counted)
    if not noun or not parsed.is_a(word_at(parsed, noun + 1), "joiner"):
        return None
    at = noun + 3 if word_at(parsed, noun + 2) in parsed.small["count_for"] else noun + 2
    word = word_at(parsed, at)
    alone = word in parsed.small["self_at_end"] and not word_at(parsed, at + 1)[:1].isalpha()
    return parsed.span(noun + 1, at + 1) if word in parsed.small["and_self"] or alone else None


def _counts_self(parsed: Parsed) -> bool:
    """ "me and 3 kids" is four."""
    small = parsed.small
    words = [*parsed.words, "", "", ""]
    for at in range(len(words) - 3):
        mine = words[at] in small["mine"] and at > 0 and words[at - 1] in small["count_for"]
        if (mine or words[at] in small["self_first"]) and parsed.is_a(words[at + 1], "joiner"):
            return any(parsed.number(w) is not None for w in words[at + 2 : at + 4] if w)
    return False
