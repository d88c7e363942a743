"""Whether words of need, lack or offer are the writer's own wish: whose they are, what about, who says them.

Each takes the hits of one sentence and says of one of them what it is; nothing here changes a text.
"""

from __future__ import annotations

from mutualaid.language.wants import telling
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

NEAR = 4
"""Words within which a subject stands before its verb, and an object after it."""


def goes_on_giving(parsed: Parsed, hit: Hit, offers: list[Hit]) -> bool:
    """Whether a verb of giving others only goes on with an offer: "could pick up donations and bring them down"."""
    if hit.name != "need" or not any(offer.end <= hit.start for offer in offers):
        return False
    if not parsed.is_a(parsed.tokens[hit.start].word, "give") or parsed.among("ours", hit.start, hit.end):
        return False
    before = parsed.tokens[hit.start - 1]
    return before.mark or before.word in parsed.small["or_else"] or parsed.is_a(before.word, "joiner")


def supposed(parsed: Parsed, hit: Hit) -> bool:
    """ "if I need water, where do I go": no need is stated."""
    before = [t.word for t in parsed.tokens[max(0, hit.start - 2) : hit.start] if not t.mark]
    return any(parsed.is_a(w, "supposing") for w in before)


def only_to_know(hit: Hit, questions: list[Hit]) -> bool:
    """ "I would like to know": the wish is part of a longer question."""
    return any(q.start <= hit.end - 1 < q.end and q.end > hit.end and q.end - q.start > 2 for q in questions)


def describes(parsed: Parsed, hit: Hit) -> bool:
    """Whether words of an offer, beside a wish, only say how its writer is placed: "I have a tablet", "I speak",
    "I am a student"."""
    if hit.name == "have" or parsed.is_a(parsed.tokens[hit.end - 1].word, "tongue"):
        return True
    said, am = parsed.tokens[hit.start : hit.end], parsed.small["describes_am"]
    if any(t.word in am for t in said) and parsed.is_a(said[-1].word, "trade"):
        return True
    return any(parsed.is_a(t.word, "status") for t in said)


def facts(parsed: Parsed, hit: Hit, end: int) -> bool:
    """Whether what is wished for is to be told something: "I want your address", "we want details"."""
    if parsed.among("facts", hit.start + 1, hit.end):
        return True
    for token in parsed.tokens[hit.end : min(end, hit.end + NEAR + 1)]:
        if token.mark or parsed.is_a(token.word, "halt"):
            return False
        if parsed.is_a(token.word, "facts"):
            return True
    return False


def yours(parsed: Parsed, hit: Hit) -> bool:
    """Whether it is the reader who needs or should: "your tenants need coats", "you need to rest"."""
    if hit.name != "need" or not parsed.among("wanting", hit.start, hit.end):
        return False
    for at in range(hit.start - 1, max(-1, hit.start - NEAR), -1):
        token = parsed.tokens[at]
        if token.mark or parsed.is_a(token.word, "i"):
            return False
        if parsed.is_a(token.word, "second"):
            thanked = at > 0 and (parsed.polite(parsed.tokens[at - 1].word) or _asked(parsed, at))
            return not thanked
    return False


def told_to(parsed: Parsed, hit: Hit, first: int) -> bool:
    """Whether words like "send food" within a sentence ask nobody: "the city is to send food"."""
    if hit.start <= first or not parsed.is_a(parsed.tokens[hit.start].word, "sending"):
        return False
    if parsed.among("receiver", hit.start, hit.end):
        return False
    before = parsed.tokens[hit.start - 1]
    return not (before.mark or parsed.polite(before.word) or parsed.is_a(before.word, "joiner"))


def _asked(parsed: Parsed, at: int) -> bool:
    """Whether the word before "you" asks: "can you ..."."""
    return any(h.name == "ask" and h.start < at < h.end for h in parsed.families.get("intent", ()))


def relative(parsed: Parsed, hit: Hit, start: int) -> bool:
    """ "the lady who has keys": "who" tells of somebody and asks nobody."""
    if hit.start <= start or not parsed.is_a(parsed.tokens[hit.start].word, "asked_who"):
        return False
    before = parsed.tokens[hit.start - 1]
    polite = parsed.polite(before.word) and not parsed.is_a(before.word, "persons")
    timed = parsed.is_a(before.word, "weekday")
    return not (before.mark or polite or timed or parsed.is_a(before.word, "joiner"))


def of_a_third(parsed: Parsed, hit: Hit, start: int) -> bool:
    """Whether "who needs" tells what somebody lacks that the sentence names before: "there is a lady ... who needs
    food"."""
    if not relative(parsed, hit, start) or not parsed.is_a(parsed.tokens[hit.end - 1].word, "wanting"):
        return False
    named = (at for at in parsed.places("third") if start < at < hit.start)
    return any(parsed.is_a(t.word, "article") for at in named for t in parsed.tokens[max(start, at - 2) : at])


def needed_by_a_third(parsed: Parsed, first: int, end: int) -> list[Hit]:
    """The words of need of a sentence that begins with somebody else ("hay una señora ... que necesita comida"),
    which without them would ask whether there is one."""
    if not any(first <= h.start <= first + 1 for h in parsed.best("behalf")):
        return []
    hits = (h for h in parsed.families.get("intent", ()) if h.name == "need" and first < h.start < end)
    return [h for h in hits if parsed.tokens[h.start - 1].word in parsed.small["who_needs"]]


def of_god(parsed: Parsed, hit: Hit) -> bool:
    """Whether it is God who gives or is asked for it: "God will help us", "ask God to save the country"."""
    for at in range(hit.start - 1, max(-1, hit.start - NEAR), -1):
        token = parsed.tokens[at]
        if parsed.is_a(token.word, "deity"):
            return at + 1 < hit.start
        if token.mark or parsed.polite(token.word):
            return False
    return False


def by_others(parsed: Parsed, hit: Hit) -> bool:
    """Whether words of giving only tell of others that give or would: "the centers that are providing help", "the
    state can buy it"."""
    if any(parsed.is_a(t.word, "i") for t in parsed.tokens[hit.start : hit.end]):
        return False
    before = parsed.tokens[hit.start - 1].word if hit.start else ""
    if telling.of_volunteers(parsed, hit):
        return True
    own = parsed.among("ours", 0, hit.start) or parsed.among("mine", 0, hit.start)
    if parsed.is_a(before, "beings") and not own:
        return True
    near = range(max(1, hit.start - NEAR), hit.start)
    told = [at for at in near if parsed.is_a(parsed.tokens[at].word, "clause")]
    return bool(told) and parsed.is_a(parsed.tokens[told[-1] - 1].word, "givers")


def asks_of_others(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a question is about others, with nothing of the writer's in it: "do volunteers need gloves?", but not
    "can a driver come?"."""
    if first + 1 >= end or not parsed.is_a(parsed.tokens[first].word, "inverted"):
        return False
    about = [t.word for t in parsed.tokens[first + 1 : first + 4]]
    if any(parsed.is_a(about[0], name) for name in ("second", "any", "amount", "quantity", "vague", "refusal")):
        return False
    asked = any(parsed.is_a(w, name) for w in about for name in ("who", "persons"))
    if asked and parsed.is_a(parsed.tokens[first].word, "modal"):
        return False
    return not any(parsed.among(name, first, end) for name in ("i", "ours", "mine", "any"))


def of_receivers(parsed: Parsed, hit: Hit, start: int) -> bool:
    """Whether a loss is told of those whom something is for: "coats for families who lost everything"."""
    before = hit.start - 1
    if before <= start or not parsed.is_a(parsed.tokens[before].word, "clause"):
        return False
    near = range(max(start, before - NEAR), before)
    named = [at for at in near if parsed.is_a(parsed.tokens[at].word, "persons")]
    led = any(parsed.is_a(parsed.tokens[at].word, n) for at in near for n in ("to", "to_whom"))
    return bool(named) and led


def quoted(parsed: Parsed, hit: Hit) -> bool:
    """ "Ed said I can cook": what somebody else said is not the writer's offer."""
    words = [t.word for t in parsed.tokens[max(0, hit.start - NEAR) : hit.start] if not t.mark]
    return any(parsed.is_a(w, "quotes") for w in words)


def wondered(parsed: Parsed, hit: Hit, questions: list[Hit]) -> bool:
    """ "I want to know if the bridge is out", "when will they deliver": what others do is asked, not told."""
    asked = [q for q in questions if q.end <= hit.start and _asks(parsed, q)]
    if not asked:
        return False
    return not any(parsed.is_a(t.word, "i") for t in parsed.tokens[asked[-1].start + 1 : hit.end])


def _asks(parsed: Parsed, hit: Hit) -> bool:
    words = [t.word for t in parsed.tokens[hit.start : hit.end]]
    return parsed.is_a(words[0], "wh") or any(parsed.is_a(w, "knowing") for w in words)


def withheld(parsed: Parsed, hit: Hit) -> bool:
    """Whether it is those in power who give, or nobody: "the city did not offer a bed"."""
    for at in range(hit.start, max(-1, hit.start - NEAR - 1), -1):
        token = parsed.tokens[at]
        if token.mark or parsed.is_a(token.word, "i") or parsed.is_a(token.word, "but"):
            return False
        if at < hit.start and any(parsed.is_a(token.word, n) for n in ("powers", "refusal", "negation")):
            return True
    return False


def thanked(parsed: Parsed, hit: Hit) -> bool:
    """ "thanks to all who volunteer": it is others who gave."""
    said = [h for h in parsed.best("thanks") if h.end <= hit.start]
    if not said:
        return False
    leads = said[-1].end
    while leads < hit.start and parsed.is_a(parsed.tokens[leads].word, "degree"):
        leads += 1
    if not parsed.is_a(parsed.tokens[leads].word, "leads"):
        return False
    between = parsed.tokens[said[-1].start : hit.end]
    return not any(t.mark or parsed.is_a(t.word, "i") for t in between)


def of_now(parsed: Parsed, signs: list[Hit]) -> list[Hit]:
    """The signs but those within praise ("que comodo el colchon" asks nothing) and the words of giving and having
    within news that a trouble is over ("mi sobrino arreglo la calefaccion" is no offer)."""
    praise = [h for h in parsed.best("thanks") if h.name == "praise"]
    over = parsed.best("covered")
    if not (praise or over):
        return signs
    return [
        h
        for h in signs
        if not any(p.start <= h.start and h.end <= p.end for p in praise)
        and not (h.name in ("offer", "gives", "have") and any(o.start <= h.start and h.end <= o.end for o in over))
    ]


def asked_of(parsed: Parsed, hit: Hit, first: int) -> bool:
    """Whether a question asks for what words of an offer name, and not whether somebody wants it: "is there soup
    for free?"."""
    opens = parsed.tokens[first].word
    if not any(parsed.is_a(opens, name) for name in ("wh", "inverted", "supposing")):
        return False
    words = [t.word for t in parsed.tokens[hit.start : hit.end]]
    return not any(parsed.is_a(w, name) for w in words for name in ("i", "aiding", "wanting"))


def asked_how(parsed: Parsed, hit: Hit, asking: bool) -> bool:
    """Whether "I can" is what is asked: "how I can mend it", "whom I could ask"; to ask where
    one can help is to offer. `asking`: the sentence ends in a question mark."""
    if not parsed.is_a(parsed.tokens[hit.end - 1].word, "modal"):
        words = [t.word for t in parsed.tokens[hit.start : hit.end]]
        if not any(parsed.is_a(w, "modal") for w in words) or any(parsed.is_a(w, "aiding") for w in words):
            return False
    elif hit.end < len(parsed.tokens) and parsed.is_a(parsed.tokens[hit.end].word, "aiding"):
        return False
    before = parsed.tokens[max(0, hit.start - 2) : hit.start + 1]
    return asking or any(parsed.is_a(t.word, "wh") for t in before)


def begged(parsed: Parsed, hit: Hit, first: int, end: int) -> bool:
    """Whether a verb of giving heads a sentence that begs: "donate cots please" tells another to give."""
    if hit.start != first or hit.end > first + 1:
        return False
    if parsed.tokens[first].word.endswith(tuple(parsed.small["doing_endings"])):
        return False
    return parsed.among("begs", hit.end, end)


def inverted(parsed: Parsed, hit: Hit, first: int) -> bool:
    """Whether words that would ask at the head of a sentence stand within one: "this hall is the biggest"."""
    said = [t.word for t in parsed.tokens[hit.start : hit.end]]
    if any(parsed.is_a(w, name) for w in said for name in ("inform", "knowing")):
        return False
    if hit.start <= first or not parsed.is_a(parsed.tokens[hit.start].word, "inverted"):
        return False
    if hit.start == first + 1 and not parsed.is_a(parsed.tokens[hit.end - 1].word, "definite"):
        return False
    before = parsed.tokens[hit.start - 1]
    heads = before.mark or parsed.polite(before.word) or parsed.is_a(before.word, "joiner")
    closes = hit.end >= len(parsed.tokens) or parsed.tokens[hit.end].mark
    if closes and hit.end - hit.start > 2 and parsed.is_a(said[0], "be"):  # "they say it ends in may is it true"
        return False
    if parsed.is_a(parsed.tokens[first].word, "supposing") and parsed.among("i", hit.start, hit.end):
        return False  # "if it rains can we go in"
    return not heads and not parsed.is_a(before.word, "wh")


def seeks_work(parsed: Parsed, needs: list[Hit]) -> bool:
    """Whether paid work is wanted, so that what its writer can do recommends him and offers nothing: "I want work,
    I can type"."""
    return any(
        parsed.is_a(t.word, "employ") for need in needs for t in parsed.tokens[need.start : need.end + NEAR - 1]
    )


def courteous(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a sentence is nothing but a courtesy put as a question: "how are you?"."""
    covered = {i for h in parsed.families.get("pleasant", ()) for i in range(h.start, h.end)}
    words = [i for i in range(start, end) if not parsed.tokens[i].mark]
    return bool(words) and all(i in covered or parsed.polite(parsed.tokens[i].word) for i in words)


def burdened(parsed: Parsed, hit: Hit, kinds: list[Hit]) -> bool:
    """Whether "have" tells of a trouble, of people or of the past, and of nothing to give: "we have six kids",
    "I have debts", "we have lost our dog", "we got the soup"."""
    following = parsed.tokens[hit.end].word if hit.end < len(parsed.tokens) else ""
    if parsed.is_a(following, "passed") or parsed.is_a(following, "refusal") or parsed.is_a(following, "denial"):
        return True
    if parsed.is_a(parsed.tokens[hit.end - 1].word, "obtained") and parsed.is_a(following, "definite"):
        return True
    first = next((k for k in kinds if k.start >= hit.end), None)
    upto = min(first.end if first else len(parsed.tokens), hit.end + NEAR)
    return parsed.among("burdens", hit.end, upto)


def chats(parsed: Parsed) -> bool:
    """Whether a text has the laughter and endearments of people who know each other."""
    return bool(parsed.places("chat"))


def offered(parsed: Parsed, hit: Hit, questions: list[Hit], first: int, asking: bool) -> bool:
    """Whether words of an offer are the writer's own, neither quoted nor asked about. `first`: where the sentence
    begins; `asking`: it ends in a question mark."""
    if thanked(parsed, hit) or quoted(parsed, hit) or withheld(parsed, hit) or wondered(parsed, hit, questions):
        return False
    return not (asked_how(parsed, hit, asking) or (asking and asked_of(parsed, hit, first)))


def informed(parsed: Parsed, hit: Hit, first: int) -> bool:
    """Whether a lone word of information within a sentence is what somebody has, or was told: "we have good
    information", "the text holds too little information"."""
    if hit.end - hit.start > 2 or hit.start <= first + 1 or not parsed.is_a(parsed.tokens[hit.start].word, "facts"):
        return False
    return parsed.among("has_info", max(0, hit.start - NEAR), hit.start)


def opens_openly(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a sentence opens with a word that asks and then says who must or can, as those write who learn the
    language: "what we must do against fever", "where a person can wash"."""
    if not parsed.is_a(parsed.tokens[first].word, "openly") or end - first < 4:
        return False
    near = [t.word for t in parsed.tokens[first + 1 : first + NEAR + 1] if not t.mark]
    who = next((at for at, w in enumerate(near[:2]) if parsed.is_a(w, "i") or parsed.is_a(w, "persons")), None)
    return who is not None and any(parsed.is_a(w, "must") for w in near[who + 1 :])


def announced(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a sentence passes on what somebody tells the reader to do: "the clinic says if you have a fever see a
    doctor"."""
    quotes = parsed.places("quotes")
    said = next((at for at in quotes if start < at < end), None) if quotes else None
    if said is None or not parsed.among("second", said, end):
        return False
    whole = parsed.tokens[start:end]
    return not any(t.word == "?" or parsed.is_a(t.word, "i") or parsed.is_a(t.word, "ours") for t in whole)


def heard_of(parsed: Parsed, start: int, end: int, signs: list[Hit]) -> bool:
    """Whether a sentence passes on news that tells of others: "saw on the news folks in dayton got no water". With
    something of the writer's after it, or a wish, it does not."""
    news = next((h.end for h in parsed.best("news") if start <= h.start < end), None)
    if news is None or any(t.word == "?" for t in parsed.tokens[news:end]):
        return False
    after = [s for s in signs if s.start >= news and s.name != "lack"]
    if any(s.name != "question" or s.end - s.start > 1 for s in after):
        return False
    return not any(parsed.among(name, news, end) for name in ("i", "ours", "mine", "receiver"))
