"""Which kinds a text is about, once it is known what it wants."""

from __future__ import annotations

from mutualaid.language.people.conditions import seats_asked
from mutualaid.language.places.errands import is_goal
from mutualaid.language.wants.asides import LACKED, foreground, lacking
from mutualaid.language.wants.having import GOODS
from mutualaid.language.wants.sentences import Sentence, real
from mutualaid.language.wants.stuck import stranded
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

HELD = GOODS - {"supplies"} | {"money"}
"""Goods that say which donations are meant."""

CARRIED = GOODS - {"medicine"}
"""Goods that are only the object of "hand out", "sort" or "deliver" in an offer."""

KEPT = ("making", "drives")
"""Words that end what is not only carried: "preparing soup", "a coat drive"."""

GOALS = frozenset({
    "medicine", "care", "shelter", "advice", "childcare", "pets", "food", "supplies", "delivery", "rescue", "money",
    "company",
})  # fmt: skip
"""Kinds a ride may lead to ("a ride to the pharmacy") without being about them."""


def kind_hits(parsed: Parsed) -> list[Hit]:
    """The kinds named, without those that only name a condition ("a van with a wheelchair lift")."""
    hits = sorted([*parsed.best("kind"), *stranded(parsed)], key=lambda h: h.start)
    if not hits:
        return []
    hits = [h for h in hits if not (_named(parsed, h) or _of_a_street(parsed, h))]
    conditions = [*parsed.families.get("condition", []), *parsed.best("way")]
    if not conditions:
        return hits
    seats = {h.start for h in seats_asked(parsed)}
    conditions = [c for c in conditions if not seats & set(range(c.start, c.end))]
    kept = [h for h in hits if not any(c.start <= h.start and h.end <= c.end for c in conditions)]
    return kept or [h for h in hits if h.name != "medicine" or not any(_within(h, c) for c in conditions)]


def _of_a_street(parsed: Parsed, hit: Hit) -> bool:
    """ "4906 Middle Falls Dr": a drive with a house number is no doctor."""
    at = hit.start
    if hit.end - at > 1 or parsed.tokens[at].raw not in parsed.small["drive_short"] or at < 2:
        return False
    return any(t.raw.isdecimal() for t in parsed.tokens[max(0, at - 3) : at - 1])


def _within(hit: Hit, other: Hit) -> bool:
    """Whether the words are only part of the other's: "walker" in "I use a walker"."""
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def _named(parsed: Parsed, hit: Hit) -> bool:
    """Whether a word of a kind is somebody's name: "Mrs Walker", "this is Walker", "soy Luz", "Luz Marina"."""
    if hit.end - hit.start > 1 or hit.name in ("none", "any"):
        return False
    word = parsed.tokens[hit.start].raw
    if not any(word in x.names for x in parsed.lexicons):
        return False
    after = parsed.tokens[hit.end].raw if hit.end < len(parsed.tokens) else ""
    if any(after in x.names for x in parsed.lexicons):
        return True
    if hit.start == 0:
        return False
    before = parsed.tokens[hit.start - 1]
    return parsed.is_a(before.word, "title") or any(h.end == hit.start for h in parsed.families.get("name", ()))


def of_text(parsed: Parsed, parts: list[Sentence], taught: frozenset[Hit] = frozenset()) -> list[Hit]:
    """The hits that say what the text is about, in its order. Those that were `taught` count wherever they stand in
    what is wanted, be it the background, and elsewhere where nothing is named there."""
    if not any(p.kinds for p in parts):
        return []
    labelled = [p for p in parts if p.label]
    wanted = [p for p in labelled if p.label in ("need", "offer", "both")] or labelled or parts
    if any(p.label in ("need", "offer", "both") for p in parts):
        wanted = [p for p in parts if p.label in ("need", "offer", "both", "list") or (not p.label and p.kinds)]
        thanks = parsed.best("thanks")
        wanted = [p for p in wanted if p.label or not any(p.start <= t.start < p.end for t in thanks)]
    out: list[Hit] = []
    offers = any(p.label == "offer" for p in parts)
    for part in wanted:
        hits = list(part.kinds)
        if part.label in ("need", "question"):
            hits = _without_handing(parsed, part, hits)
        if part.label in ("offer", "list", ""):
            hits = _without_carried(parsed, hits, bool(part.label))
        if part.label == "offer" or (offers and not part.label):
            hits = [h for h in hits if not _disclaimed(parsed, h)]
        if part.label in ("offer", "list"):
            main = [h for h in hits if not _only(parsed, h, "aside")]
            hits = main or hits
        out += hits
    out = _without_generic(parsed, _without_skills(parsed, parts, out))
    out = foreground(parsed, parts, _without_goals(parsed, _without_fetching(parsed, _as_meant(parsed, out))))
    if not real(out):
        out += _callings(parsed, wanted)
    where = wanted if out or any(h in taught for part in wanted for h in part.kinds) else parts
    sure = [h for part in where for h in part.kinds if h in taught and h not in out]
    return sorted((*out, *sure), key=lambda h: h.start) if sure else out


def _as_meant(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The hits without what is food by its name and is asked for beside other food ("need bread, eggs and cat food"
    is all shopping), and without what somebody has who needs something done with it."""
    asked = any(h.name in ("need", "lack") for h in parsed.families.get("intent", ()))
    food = [h for h in hits if h.name == "food"] if asked else []
    named = [h for h in parsed.families.get("kind", ()) if h.name == "food"] if food else []
    hits = [h for h in hits if h.name != "pets" or not any(_within(n, h) for n in named)]
    works = {at for h in hits if h.name == "repair" and _of_had(parsed, h) for at in (h.start - 1, h.start)}
    return [h for h in hits if h.name not in GOODS or h.end not in works]


def _of_had(parsed: Parsed, hit: Hit) -> bool:
    """Whether work is to be done with what somebody has: "tengo un sofa que mover"."""
    having = [s for s in parsed.families.get("intent", ()) if s.name == "have"]
    return any(s.end <= hit.start <= s.end + HAD_NEAR for s in having)


HAD_NEAR = 4
"""Words at most between words of having and what is to be done with it."""


def _callings(parsed: Parsed, parts: list[Sentence]) -> list[Hit]:
    """What somebody is who offers and names nothing else: "i am a nurse and would like to help"."""
    offered = [p for p in parts if p.label == "offer"]
    named = [h for h in parsed.families.get("kind", ()) if h.name in SKILLS and h.end == h.start + 1]
    return [
        h
        for h in named
        if any(parsed.is_a(parsed.tokens[h.start].word, n) for n in ("job", "trade"))
        and any(p.start <= h.start < p.end for p in offered)
        and any(parsed.is_a(t.word, "i") for t in parsed.tokens[max(0, h.start - CALLED) : h.start])
    ]


CALLED = 5
"""Words back from what somebody is to who it is."""

DISCLAIMED = 5
"""Words up to which a denial reaches the things that somebody cannot do or has not."""


def _disclaimed(parsed: Parsed, hit: Hit) -> bool:
    """Whether an offer denies it: "I can't lift", "no talent for repairs", but not "dont mind driving". Goods
    denied are lacked."""
    if hit.name in LACKED:
        return False
    for at in range(hit.start - 1, max(-1, hit.start - DISCLAIMED - 1), -1):
        token = parsed.tokens[at]
        if token.mark or parsed.is_a(token.word, "but") or parsed.is_a(token.word, "joiner"):
            return False
        if parsed.is_a(token.word, "refusal") or parsed.is_a(token.word, "barring"):
            return not parsed.among("minding", at, hit.start)
    return False


def _without_generic(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The hits without "donations" and "goods" where it is said which."""
    if not any(h.name in HELD for h in hits):
        return hits
    return [h for h in hits if not (h.name == "supplies" and _only(parsed, h, "generic"))]


def _only(parsed: Parsed, hit: Hit, name: str) -> bool:
    return hit.end == hit.start + 1 and parsed.is_a(parsed.tokens[hit.start].word, name)


def _without_skills(parsed: Parsed, parts: list[Sentence], hits: list[Hit]) -> list[Hit]:
    """The hits without the trades and skills of someone who looks for paid work: "a job in baking or welding"."""
    jobs = parsed.places("employ")
    for part in parts if jobs else ():
        job = next((i for i in jobs if part.start <= i < part.end), None)
        signs = [s for s in parsed.best("intent") if s.name == "need" and part.start <= s.start < part.end]
        if part.label == "need" and job is not None and any(s.end <= job <= s.end + 4 for s in signs):
            return [h for h in hits if h.end <= job + 1 or not (h.name in SKILLS or _made(parsed, h))]
    return hits


def _made(parsed: Parsed, hit: Hit) -> bool:
    return hit.name == "food" and parsed.is_a(parsed.tokens[hit.start].word, "making")


SKILLS = frozenset({"advice", "repair", "power", "translation", "ride", "care", "childcare", "delivery"})
"""Kinds that are also what people do for a living."""



def names(hits: list[Hit], allowed: frozenset[str], offering: bool) -> tuple[str, ...]:
    """Kind names in the order of the text. Plain "help" counts only where nothing better is named."""
    if not hits:
        return ()
    found = list(dict.fromkeys(h.name for h in hits))
    rest = [n for n in found if n not in ("general", "any")]
    if not rest:
        rest = ["general"] if found else []
    elif offering and "any" in found:
        rest.append("general")
    return tuple(n for n in rest if n in allowed)


def _without_carried(parsed: Parsed, hits: list[Hit], listed: bool) -> list[Hit]:
    """The hits without goods that are handed out. `listed`: also "soup distribution", in an offer or a list."""
    out: list[Hit] = []
    carrying = False
    for hit in hits:
        if parsed.is_a(parsed.tokens[hit.start].word, "handing") and hit.name in ("delivery", "advice"):
            carrying = not _made_too(parsed, hit.start)
        elif hit.name not in CARRIED or any(parsed.is_a(parsed.tokens[hit.end - 1].word, n) for n in KEPT):
            carrying = False
        elif carrying or (listed and _carried(parsed, hit)):
            continue
        out.append(hit)
    return out


def _without_handing(parsed: Parsed, part: Sentence, hits: list[Hit]) -> list[Hit]:
    """The hits of a wish without the "distribution" it tells of: who has no food distribution lacks food. Who asks
    for helpers asks for it."""
    if any(h.name == "general" for h in hits):
        return hits
    goods = {h.end for h in hits if h.name in GOODS}
    lacks = [h for h in lacking(parsed) if part.start <= h.start < part.end]
    told = {
        h
        for h in hits
        if parsed.is_a(parsed.tokens[h.start].word, "carrying") and (h.start in goods or lacks)
    }
    return [h for h in hits if h not in told]


def _made_too(parsed: Parsed, at: int) -> bool:
    """ "cook and deliver soup": what is carried is made as well."""
    before = parsed.tokens[max(0, at - 2) : at]
    if len(before) < 2:
        return False
    word = before[1].word
    joined = word in ("/", ",") or word in parsed.small["or"] or parsed.is_a(word, "joiner")
    return joined and parsed.is_a(before[0].word, "making")


def _carried(parsed: Parsed, hit: Hit) -> bool:
    """ "soup distribution": what is only carried or sorted."""
    return hit.end < len(parsed.tokens) and parsed.is_a(parsed.tokens[hit.end].word, "carrying")


def _without_fetching(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The hits without a ride to what is only fetched: "quien vaya por la medicina" takes nobody anywhere."""
    goods = {h.start for h in hits if h.name in GOODS}
    return [h for h in hits if not (h.name == "ride" and goods and _fetches(parsed, h, goods))]


def _fetches(parsed: Parsed, hit: Hit, goods: set[int]) -> bool:
    led = [at for at in range(hit.start, hit.end) if parsed.tokens[at].word in parsed.small["fetching"]]
    if not led:
        return False
    at = led[-1] + 1
    while at < len(parsed.tokens) and at not in goods and _leads(parsed, parsed.tokens[at].word):
        at += 1
    return at in goods


def _leads(parsed: Parsed, word: str) -> bool:
    return any(parsed.is_a(word, name) for name in ("article", "mine", "quantity"))


def _without_goals(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    if not any(h.name == "ride" for h in hits):
        return hits
    if any(h.name == "delivery" for h in hits):
        hits = [h for h in hits if h.name != "ride" or not _is_car(parsed, h)]
    rides = min((h.end for h in hits if h.name == "ride"), default=len(parsed.tokens))
    hits = [h for h in hits if h.name != "company" or not _visits(parsed, h, hits)]
    return [h for h in hits if h.name not in GOALS or not (_is_goal(parsed, h) or _led_to(parsed, h, rides))]


def _visits(parsed: Parsed, hit: Hit, hits: list[Hit]) -> bool:
    """ "A ride to visit my husband": whom the writer visits is where the ride goes."""
    behind = [parsed.tokens[h.end : hit.start] for h in hits if h.name == "ride" and h.end <= hit.start]
    return any(0 < len(led) <= VISITING and parsed.is_a(led[0].word, "to") for led in behind)


VISITING = 3
"""Words at most between a ride and a visit: "to", "to go and"."""


def _led_to(parsed: Parsed, hit: Hit, rides: int) -> bool:
    """ "RIDE DOCTOR FRIDAY": no word leads there, yet it is where the ride goes."""
    return hit.name == "care" and is_goal(parsed, hit.start, hit.end, rides)


def _is_goal(parsed: Parsed, hit: Hit) -> bool:
    for back in range(1, 5):
        at = hit.start - back
        if back == 1 and parsed.is_a(parsed.tokens[hit.start].word, "give"):
            return False
        if at < 0 or parsed.tokens[at].mark:
            return False
        word = parsed.tokens[at].word
        if parsed.is_a(word, "to"):
            return not (at and parsed.is_a(parsed.tokens[at - 1].word, "any"))
        if parsed.is_a(word, "joiner"):
            return False
    return False


def _is_car(parsed: Parsed, hit: Hit) -> bool:
    """ "I have a car" next to "deliver" is the means, not an offer of rides; "I can drive and shop" is one."""
    drives = any(parsed.is_a(token.word, "drives") for token in parsed.tokens[hit.start : hit.end])
    after = [token.word for token in parsed.tokens[hit.end : hit.end + 2]]
    if drives and len(after) == 2 and parsed.is_a(after[0], "joiner") and after[1] in parsed.small["deeds_beside"]:
        return False
    return any(
        m.name == "car" and m.start <= hit.start and hit.end <= m.end for m in parsed.families.get("means", ())
    )
