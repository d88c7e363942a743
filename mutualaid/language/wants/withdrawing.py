"""What takes back something by its name ("end the groceries", "nvm the ride"), and words that only speak of taking
back: "dont stop looking", "did you cancel my ride".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.draft import Draft
from mutualaid.language.talk import hedging, turns
from mutualaid.language.wants.arriving import came
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

GAP = 3
"""Words at most between those that end and the thing that is ended: "cancel my mother rosas groceries"."""

STOPPABLE = frozenset({"food", "ride", "delivery", "medicine", "childcare", "company", "pets", "supplies", "care"})
"""Kinds that a neighbour brings again and again: to stop a leak or an eviction asks for help."""

CANCELLED = STOPPABLE | {"repair", "clothing", "bedding", "translation", "shelter", "water", "advice"}
"""Kinds that are called off by their name; "forget the gas" speaks of who pays."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The words that take a thing back, the hits of what they name, and whether they end it for good."""

    words: Hit
    things: tuple[Hit, ...]
    ends: bool


def _clause(parsed: Parsed, at: int) -> int:
    """Where the clause begins that holds a token."""
    while at and not parsed.tokens[at - 1].mark:
        at -= 1
    return at


def _object(parsed: Parsed, head: Hit, kinds: list[Hit]) -> list[Hit]:
    """The things that stand right behind the words that end, up to a refusal: "the ride not the food"."""
    first = next((k for k in kinds if k.start >= head.start and k.end > head.end), None)
    if first is None or first.start - head.end > GAP:
        return []
    for token in parsed.tokens[head.end : first.start]:
        if token.mark or token.word in parsed.small["no_object"]:
            return []
        if parsed.is_a(token.word, "article"):  # French "les" is a word before what is given, too
            continue
        if any(parsed.is_a(token.word, name) for name in ("i", "wanting", "joiner", "give", "negation", "lead_to")):
            return []
    signs = [h.start for h in parsed.best("intent") if h.name in SIGNS]
    cut = min((at for at in (*parsed.places("negation"), *signs) if at >= first.end), default=len(parsed.tokens))
    return [k for k in kinds if first.start <= k.start < cut and k.end > head.end]


def _opens(parsed: Parsed, head: Hit) -> bool:
    """Whether the words that end are said of the writer's own accord, with nothing told before them."""
    before, may_lead = parsed.tokens[_clause(parsed, head.start) : head.start], parsed.small["before_quits"]
    return all(t.word in may_lead or parsed.polite(t.word) or parsed.is_a(t.word, "i") for t in before)


def read(parsed: Parsed, kinds: list[Hit]) -> Withdrawal | None:
    """The thing that a text takes back, or None: nothing is named, or the text asks for something besides. Illness
    is why, and no wish for care; beside it nothing need be named: "please cancel, my daughter is sick"."""
    heads = parsed.best("quits")
    if not heads or not kinds:
        return None
    none, any_more = [h for h in parsed.families.get("covered", ()) if h.name == "none"], parsed.small["any_more"]
    ill = parsed.best("ill")
    real = [k for k in kinds if k.name not in ("none", "any", "general") and not turns.within([k], ill)]
    for head in heads:
        things = _object(parsed, head, real)
        last = max((t.end for t in things), default=head.end)
        ends = head.name != "yes"
        why = [h for h in ill if h.start >= last] if head.name == "yes" and not real else []
        if not (things or why) or not _opens(parsed, head) or only_spoken(parsed, head):
            continue
        if hedging.hedge(parsed, head, real) is not None:
            continue
        if not {t.name for t in things} <= (STOPPABLE if ends else CANCELLED):
            continue
        if head.name == "anymore" and not any(t.word in any_more for t in parsed.tokens[last:]):
            continue
        if any(n.start < last and head.start < n.end for n in none) or _asks_besides(parsed, head, last):
            continue
        return Withdrawal(Hit("covered.yes", head.start, last), tuple(things), ends)
    return None


def take(draft: Draft, kinds: list[Hit]) -> None:
    """Notes in the draft what its text takes back by name; `kinds` are all the things it names. What is named as
    not yet there is not taken back: "la comida llego pero el raite no"."""
    off = read(draft.parsed, kinds) if came(draft.parsed) is None else None
    if off is not None:
        draft.withdrawn, draft.ended, draft.hits = off.words, off.ends, list(off.things)
        draft.intent, draft.sure = Intent.OTHER, 0.8


SIGNS = ("need", "lack", "ask", "offer")


def _asks_besides(parsed: Parsed, head: Hit, last: int) -> bool:
    """Whether something is wanted or offered as well; "request" right behind the thing is a noun."""
    ill = parsed.best("ill")
    signs = [h for h in parsed.best("intent") if h.name in SIGNS and (h.start >= last or h.end < head.start)]
    signs = [h for h in signs if not turns.within([h], ill)]
    noun = [h for h in signs if h.start == last and h.end == last + 1 and _ends(parsed, h.end)]
    return len(signs) > len(noun)


def _ends(parsed: Parsed, at: int) -> bool:
    return at >= len(parsed.tokens) or parsed.tokens[at].mark or parsed.polite(parsed.tokens[at].word)


def only_spoken(parsed: Parsed, hit: Hit) -> bool:
    """Whether words of stopping are denied ("dont stop looking") or asked about ("did you cancel my ride")."""
    at = next((i for i in range(hit.start, hit.end) if parsed.is_a(parsed.tokens[i].word, "stopping")), None)
    return at is not None and (_denied(parsed, at) or _asked(parsed, at))


def _denied(parsed: Parsed, at: int) -> bool:
    """ "i dont have to cancel", "nunca cancele"."""
    small = parsed.small
    after = parsed.tokens[at + 1].word if at + 1 < len(parsed.tokens) else ""
    if after in small["denied_behind"]:
        return True
    for token in reversed(parsed.tokens[max(0, at - 4) : at]):
        if token.mark:
            return False
        refuses = parsed.is_a(token.word, "refusal") or parsed.is_a(token.word, "denial")
        if refuses or token.word in small["denied_also"]:
            return True
        if token.word not in small["denied_across"]:
            return False
    return False


def _asked(parsed: Parsed, at: int) -> bool:
    start, small = _clause(parsed, at), parsed.small
    opens = next((i for i in range(start, at) if not parsed.polite(parsed.tokens[i].word)), at)
    word = parsed.tokens[opens].word
    denies = opens + 1 < len(parsed.tokens) and parsed.is_a(parsed.tokens[opens + 1].word, "refusal")
    if opens < at and not denies:
        if word in small["asks_why"]:
            return parsed.tokens[opens + 1].word in small["asks_why_next"]
        if parsed.is_a(word, "wh") or word in small["asks_whether"]:
            return True
        if parsed.is_a(word, "inverted") and not (parsed.is_a(word, "modal") or word in small["asks_to_do"]):
            return True
    end = next((e for s, e in parsed.sentences if s <= at < e), len(parsed.tokens))
    asks = any(t.word == "?" for t in parsed.tokens[at : end + 1])
    told = parsed.is_a(parsed.tokens[at].word, "stopped") or parsed.is_a(parsed.tokens[at - 1].word, "was_done")
    return asks and told


def _goes_on(parsed: Parsed, covered: list[Hit]) -> bool:
    """Whether what is off is wanted all the same: "me cancelaron la cita pero todavia voy"."""
    after = [h for h in parsed.families.get("keeps_on", ()) if h.name == "still"]
    told = [h for h in covered if parsed.among("stopped", h.start, h.end)]
    return bool(after) and bool(told) and after[0].start >= told[0].end


OFF = frozenset({"covered", "quits", "keeps_on", "cannot"})
"""Families of phrases one of which a text holds that calls something off, or says that it goes on."""


def covered(draft: Draft) -> list[Hit]:
    """The words that say help is no longer needed; what is only spoken of is noted as asked."""
    parsed = draft.parsed
    found = parsed.best("covered")
    said = [h for h in found if not (only_spoken(parsed, h) or _lacks(parsed, h))]
    if draft.intent is Intent.NEED and set(draft.kinds) - {"power", "general"}:
        lit = [h for h in parsed.families.get("outage", ()) if h.name == "back"]  # "need food the power is back"
        if lit:
            said = [h for h in said if not any(h.start < o.end and o.start < h.end for o in lit)]
            draft.hits = [h for h in draft.hits if not turns.within([h], lit)]
        named = {h.name for h in draft.hits}
        draft.kinds = tuple(k for k in draft.kinds if k != "power" or k in named)
    if draft.part is not None:
        said = [h for h in said if not (h.start < draft.part.end and draft.part.start < h.end)]
    if draft.withdrawn is None and OFF.isdisjoint(parsed.families):
        return []
    if (maybe := _maybe(draft, said)) is not None:
        _note_maybe(draft, maybe)
        return []
    if draft.withdrawn is not None:
        draft.spans["takes_back"] = parsed.span(draft.withdrawn.start, draft.withdrawn.end)
        return [draft.withdrawn, *said]
    still = _goes_on(parsed, said)
    stopping = [h for h in (*found, *parsed.best("quits")) if only_spoken(parsed, h) and not _wept(parsed, h)]
    keeps = [h for h in parsed.best("keeps_on") if h.name == "yes"]
    asks = not keeps and any(h.name in SIGNS for h in parsed.best("intent"))
    if still or ((stopping or keeps) and not said and not asks and not parsed.best("wish")):
        hit = (keeps or stopping or said)[0]
        draft.intent, draft.sure, draft.kinds, draft.hits = Intent.QUESTION, 0.8, (), []
        draft.spans["asks_time"] = parsed.span(hit.start, hit.end)
        if still or keeps or any(_denied(parsed, i) for i in range(hit.start, hit.end)):
            draft.spans["keeps_on"] = draft.spans["asks_time"]
        return []
    return said


def _wept(parsed: Parsed, hit: Hit) -> bool:
    """Whether what does not stop is no help of ours: "i cant stop crying"."""
    return any(h.start < hit.end and hit.start < h.end for h in parsed.best("grave"))


def _lacks(parsed: Parsed, hit: Hit) -> bool:
    """Whether what was got is denied: "i aint got a ride myself"."""
    gets = parsed.tokens[hit.start].word in parsed.small["getting"]
    return gets and hit.start > 0 and parsed.is_a(parsed.tokens[hit.start - 1].word, "refusal")


def _maybe(draft: Draft, said: list[Hit]) -> Hit | None:
    """The words that make a mere possibility of all that calls something off in a text; None where nothing is
    called off, or something is for sure."""
    parsed, things = draft.parsed, draft.hits
    named = draft.withdrawn is not None
    ends = [h for h in parsed.best("quits") if things or parsed.is_a(parsed.tokens[h.start].word, "stopping")]
    calls = [*said, *parsed.best("cannot"), *ends]
    found = [(hedging.hedge(parsed, h, things), only_spoken(parsed, h)) for h in calls]
    sure = named or any(hedge is None and not spoken for hedge, spoken in found)
    return None if sure else next((hedge for hedge, _ in found if hedge is not None), None)


def _apart(parsed: Parsed, hit: Hit, end: int) -> bool:
    """Whether the sentence that ends there is another one than that of these words."""
    return any(e == end and not s <= hit.start < e for s, e in parsed.sentences)


def _note_maybe(draft: Draft, maybe: Hit) -> None:
    """Such a text takes nothing back; a need that it states besides stays one, and so does what is asked of it in a
    sentence of its own: "they say if we leave we cannot come back. is it true?"."""
    parsed = draft.parsed
    asked = [e for _, e in parsed.sentences if parsed.tokens[e - 1].word == "?"]
    wondered = any(parsed.is_a(t.word, "knowing") for t in parsed.tokens[max(0, maybe.start - 2) : maybe.start])
    if draft.intent is Intent.QUESTION and wondered:
        return
    if draft.intent is Intent.QUESTION and draft.sure >= 0.8 and any(_apart(parsed, maybe, e) for e in asked):
        return
    draft.spans["maybe_off"] = draft.parsed.span(maybe.start, maybe.end)
    if maybe.name == "if":
        draft.spans["off_if"] = draft.spans["maybe_off"]
    if draft.sure < 0.8 or draft.intent is not Intent.NEED:
        draft.intent, draft.sure, draft.kinds, draft.hits = Intent.OTHER, 0.4, (), []


def apart(draft: Draft) -> list[Hit]:
    """The wishes never to be put with somebody: what is taken back, or is to go on, is no person."""
    about = {"takes_back", "keeps_on"} & draft.spans.keys()
    return [] if about else turns.apart(draft.parsed)


def noted(reading: Reading, draft: Draft) -> Reading:
    """The reading of a text that takes a thing back: about that thing and nothing else."""
    if draft.withdrawn is None:
        return reading
    if draft.ended:
        reading.spans["ends"] = draft.spans["takes_back"]
    return replace(reading, covered=True, correction=False, kinds=draft.kinds, needs=(), repeat=None)
