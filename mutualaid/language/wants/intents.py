"""What a text wants: a need, an offer, both, a question or neither, sentence by sentence.

Polarity and ownership decide, not key words: "we have no water" lacks, "I have water" gives, "do you have
water?" asks.
"""

from __future__ import annotations

from mutualaid.language.wants import alongside, having, meant, sentences, telling
from mutualaid.language.wants.lists import first_word, is_list
from mutualaid.language.wants.sentences import HAVING, Sentence, pauses_before_needs, real, within
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import Token
from mutualaid.language.words.trie import Hit


def read_sentences(parsed: Parsed, kinds: list[Hit]) -> list[Sentence]:
    """The sentences of a text with their labels."""
    signs = parsed.best("intent")
    marks = [at for at, token in enumerate(parsed.tokens) if token.word == "?"]
    out = []
    for start, end in parsed.sentences:
        for a, b in sentences.clauses(parsed, start, end):
            mine = within(kinds, a, b)
            asking = bool(marks) and any(a <= at < end for at in marks)
            label, sure = _label(parsed, a, b, within(signs, a, b), mine, asking)
            whole = Sentence(a, b, label, tuple(mine), sure)
            out += (_asked_and_needed(parsed, whole, signs) if label == "question" else None) or [whole]
    return sentences.contrasted(parsed, alongside.recommended(parsed, alongside.with_its_offer(parsed, out)))


def _asked_and_needed(parsed: Parsed, whole: Sentence, signs: list[Hit]) -> list[Sentence] | None:
    """A question and a need that a pause or "and" keeps apart: "where is the food bank, also need groceries"."""
    for cut in pauses_before_needs(parsed, whole.start, whole.end, signs):
        parts = []
        for a, b, wanted in ((whole.start, cut, "question"), (cut, whole.end, "need")):
            mine = within(list(whole.kinds), a, b)
            label, sure = _label(parsed, a, b, within(signs, a, b), mine, False)
            if label == wanted and (wanted == "question" or real(mine)):
                parts.append(Sentence(a, b, label, tuple(mine), sure))
        if len(parts) == 2:
            return parts
    return None


def _questions(parsed: Parsed, named: dict[str, list[Hit]], first: int, asking: bool) -> list[Hit]:
    """The words of a question in a sentence that ask: neither those that tell of somebody, nor what is known."""
    who = [h.start for h in named["ask"] if parsed.is_a(parsed.tokens[h.start].word, "asked_who")]
    return [
        q
        for q in named["question"]
        if (asking or q.start <= first + 1 or q.end - q.start > 1 or telling.asks_anywhere(parsed, q))
        and q.start not in who
        and _asked(parsed, q, first, asking)
        and (asking or not (meant.informed(parsed, q, first) or telling.not_asked(parsed, q, first)))
        and not meant.thanked(parsed, q)
    ]


def offered_hits(parsed: Parsed, parts: list[Sentence]) -> list[Hit]:
    """Of a text that asks and offers, what it offers: in a sentence that does both, what follows the words of
    giving more closely than those of wanting. What is wanted too is not offered."""
    given: list[Hit] = []
    wanted: set[str] = set()
    for part in parts:
        signs = [h for h in within(parsed.best("intent"), part.start, part.end) if h.name in (*_GIVING, *_WANTING)]
        for hit in part.kinds:
            before = [s for s in signs if s.start <= hit.start]
            gives = before[-1].name in _GIVING if before and part.label == "both" else part.label == "offer"
            if gives:
                given.append(hit)
            else:
                wanted.add(hit.name)
    return [hit for hit in given if hit.name not in wanted]


_GIVING = ("offer", "gives")
_WANTING = ("need", "lack", "ask")


def _label(
    parsed: Parsed, start: int, end: int, signs: list[Hit], kinds: list[Hit], asking: bool
) -> tuple[str, float]:
    if meant.announced(parsed, start, end) or meant.heard_of(parsed, start, end, signs):
        return "", 0.3
    if not signs and not kinds:
        first = first_word(parsed, start, end)
        asked = (asking and end - first > 2) or _opens(parsed, first, end)
        return ("question", 0.6) if asked and not meant.courteous(parsed, start, end) else ("", 0.3)
    named: dict[str, list[Hit]] = {name: [] for name in SIGNS}
    for hit in meant.of_now(parsed, signs):
        if hit.name in named:
            named[hit.name].append(hit)
    first = first_word(parsed, start, end)
    wh = any(parsed.is_a(t.word, "wh") for t in _opening(parsed, first, end))
    questions = _questions(parsed, named, first, asking) if named["question"] else []
    of_third = [] if asking else meant.needed_by_a_third(parsed, first, end)
    if of_third:
        questions, named["need"] = [], named["need"] + of_third
    lacks = having.missing(parsed, start, kinds) if kinds else []
    if named["lack"]:
        named["lack"] = [h for h in named["lack"] if not meant.of_receivers(parsed, h, start)]
        told = [h for h in named["lack"] if not meant.wondered(parsed, h, questions)]
        told = [h for h in told if not telling.is_no_lack(parsed, h, questions, first)]
        lacks = [h for h in told if having.lacks(parsed, h, kinds)] + lacks
    needs = lacks
    if named["need"]:
        needs = [h for h in named["need"] if _meant(parsed, h, questions, first)] + lacks
    asked = asking or (wh and any(q.start <= first + 1 and q.end - q.start > 1 for q in questions))
    offers: list[Hit] = []
    begged: list[Hit] = []
    if named["offer"] and kinds:
        offers = [h for h in named["offer"] if meant.offered(parsed, h, questions, first, asked)]
        offers = [h for h in offers if not meant.by_others(parsed, h)]
        thirds = [h for h in offers if meant.of_a_third(parsed, h, start)]
        begged = thirds + [h for h in offers if meant.begged(parsed, h, first, end)]
        offers = [h for h in offers if h not in begged]
    if named["gives"]:
        offers += [h for h in named["gives"] if not meant.quoted(parsed, h)]
    offers = [h for h in offers if not telling.gives_nothing(parsed, h, kinds, first, end)]
    wh = wh and not any(h.start == first for h in named["ask"])
    asks: list[Hit] = []
    if named["ask"] and not (wh and (asking or asked)):
        asks = [h for h in named["ask"] if not meant.relative(parsed, h, start)]
        asks = [h for h in asks if not telling.asked_of_papers(parsed, h, first, end)]
    for ask in parsed.families.get("intent", ()) if offers else ():
        taken = [h for h in offers if ask.name == "ask" and ask.start < h.start < ask.end]
        if taken:
            offers = [h for h in offers if h not in taken]
            asks.append(ask)
    if to_be_told := [h for h in (*needs, *asks) if h.group != "intent.lack" and meant.facts(parsed, h, end)]:
        asks = [h for h in asks if h not in to_be_told]
        needs = [h for h in needs if h not in to_be_told and any(h.end <= k.start for k in real(kinds))]
        questions = sorted(questions + to_be_told, key=lambda h: h.start)
    needs = sorted(needs + asks + begged, key=lambda h: h.start)
    needs = [h for h in needs if not (meant.of_god(parsed, h) or telling.of_their_own(parsed, h, first))]
    turned = asking or parsed.is_a(parsed.tokens[first].word, "turned")
    if needs and turned and meant.asks_of_others(parsed, first, end):
        needs, offers = [], []
    had: list[Hit] = []
    if named["have"] and not questions:
        had = [h for h in named["have"] if having.has(parsed, h, kinds, lacks, first)]
        had = [h for h in had if not (h.start > first and parsed.is_a(parsed.tokens[first].word, "turned"))]
    if questions and any(q.start <= first + ASKED and _informs(parsed, q) for q in questions):
        offers = [h for h in offers if parsed.among("i", h.start, h.end)]
    if had:
        offers += [h for h in had if not (asking and meant.asked_of(parsed, h, first))]
    if offers:
        offers.sort(key=lambda h: h.start)
        needs = [h for h in needs if not meant.goes_on_giving(parsed, h, offers)]
        wanted = [h for h in needs if h.group != "intent.lack"]
        if kinds and (named["plea"] or wanted) and all(meant.describes(parsed, h) for h in offers):
            offers = []
        if meant.seeks_work(parsed, wanted):
            offers = []
    if needs and questions and not lacks and _asks_only(parsed, questions, needs, kinds, wh):
        needs = []
    if kinds and named["swap"] and not questions:
        return "both", 0.7
    strong = needs if kinds else [h for h in needs if _strong(parsed, h)]
    if strong and offers:
        return _weigh(parsed, strong, offers, kinds)
    if strong:
        stated = any(h.group != "intent.lack" and not _mild(parsed, h) for h in strong)
        return "need", (0.9 if stated else 0.75) if kinds else 0.5
    if offers:
        return "offer", 0.85 if any(h.group != "intent.have" for h in offers) else HAVING
    if kinds and not wh and (questions or asking) and _wished(parsed, start, end, kinds, first, bool(questions)):
        return "need", 0.65
    if not kinds and meant.courteous(parsed, start, end):
        return "", 0.3
    pleas = [h for h in named["plea"] if not (meant.facts(parsed, h, end) or meant.thanked(parsed, h))]
    pleas = [h for h in pleas if not (meant.of_receivers(parsed, h, start) or meant.of_god(parsed, h))]
    pleas = [h for h in pleas if not telling.of_their_own(parsed, h, first)]
    if pleas and not asking and not questions and not named["gives"]:
        return "need", PLEA
    if questions or (asking and (kinds or end - first > 2)):
        return "question", 0.8 if asking and questions else 0.6
    if _opens(parsed, first, end):
        return "question", 0.6
    if kinds and parsed.is_a(parsed.tokens[first].word, "doing") and not asking and not _owned(parsed, first, end):
        return "offer", 0.7
    if kinds and not asking and _able(parsed, first, end):
        return "offer", 0.7
    if kinds and parsed.is_a(parsed.tokens[first].word, "duty") and _for_somebody(parsed, first):
        return "need", 0.75
    if kinds and (_begs(parsed, start, end) or (real(kinds) and _received(parsed, start, end, kinds))):
        return "need", 0.65
    if _reasoned(parsed, start, end, kinds):
        return "need", 0.65
    if kinds and not _praised(parsed, start, end, kinds) and is_list(parsed, start, end, kinds):
        return "list", 0.5
    return "", 0.3


def _opens(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a sentence asks by how it begins, with or without a question mark."""
    return meant.opens_openly(parsed, first, end) or telling.asks_plainly(parsed, first, end)


PLEA = 0.65
"""How sure it is that a lament ("we have nothing left") asks for something."""


def _able(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a sentence without a subject says what its writer can or would do: "would foster a cat"."""
    words = [t.word for t in parsed.tokens[first : min(end, first + 3)]]
    if len(words) < 3 or not (parsed.is_a(words[0], "modal") or words[0] in parsed.small["would"]):
        return False
    return parsed.is_a(words[1], "give") and not parsed.is_a(words[2], "receiver")


def _owned(parsed: Parsed, start: int, end: int) -> bool:
    return parsed.among("mine", start, end)


def _opening(parsed: Parsed, first: int, end: int) -> list[Token]:
    """The word that opens a sentence, and the one after it where the first only leads to it: "in what town"."""
    leads = parsed.is_a(parsed.tokens[first].word, "leads")
    return parsed.tokens[first : min(end, first + 1 + leads)]


def _asked(parsed: Parsed, hit: Hit, first: int, asking: bool) -> bool:
    return asking or not (meant.inverted(parsed, hit, first) or meant.relative(parsed, hit, first))


def _meant(parsed: Parsed, hit: Hit, questions: list[Hit], first: int) -> bool:
    """Whether words of need state the writer's own."""
    if meant.supposed(parsed, hit) or meant.only_to_know(hit, questions):
        return False
    for_us = parsed.among("receiver", hit.start, hit.end)
    if for_us and meant.thanked(parsed, hit):
        return False
    return not (meant.yours(parsed, hit) or meant.told_to(parsed, hit, first))


ASKED = 3
"""Words before those that ask for information: "i would like some information"."""

PLEADING = 20
"""Words up to which a sentence with "please" in it asks for what it names."""


def _received(parsed: Parsed, start: int, end: int, kinds: list[Hit]) -> bool:
    """Whether what is named comes first and whom it is for after it: "a coat for my husband", "for 2 girls"."""
    at = kinds[0].start
    if at > first_word(parsed, start, end) + 2:
        return False
    whom = [h for h in parsed.best("behalf") if parsed.is_a(parsed.tokens[h.start].word, "to_whom")]
    us = [i for i in parsed.places("receiver") if parsed.is_a(parsed.tokens[i - 1].word, "to_whom")]
    us += [i + 1 for i in parsed.places("to_whom") if _counted(parsed, i + 1, end)]
    return any(at < h.start < end for h in whom) or any(at < i < end for i in us)


def _counted(parsed: Parsed, at: int, end: int) -> bool:
    """Whether so many people are spoken of: "2 teen girls"."""
    if at >= end or parsed.number(parsed.tokens[at].word) is None:
        return False
    return parsed.among("persons", at + 1, min(end, at + 4))


def _wished(parsed: Parsed, start: int, end: int, kinds: list[Hit], first: int, questions: bool) -> bool:
    """Whether a question wishes for what it names: "a bunk bed?", "do you have meals for a senior?", "got
    fans? i cant go out"."""
    things = real(kinds)
    if not things:
        return False
    if any(things[0].start < h.start < end for h in parsed.best("behalf")):
        return True
    if questions and any(h.start >= start for h in parsed.best("why")):
        return True
    plain = parsed.tokens[first : things[0].start]
    if questions or any(not (t.mark or _counts_off(parsed, t.word)) for t in plain):
        return False
    you = parsed.small["wished_of"]
    return not any(parsed.is_a(t.word, "second") or t.word in you for t in parsed.tokens[first:end])


def _counts_off(parsed: Parsed, word: str) -> bool:
    """Whether a word may stand before a thing that is wished for: "any", "some", "a", "2"."""
    return parsed.number(word) is not None or any(parsed.is_a(word, n) for n in ("article", "quantity", "amount"))


REASONED, HEADED = 8, 12
"""Words up to which the things at the head of a sentence are wished for, the rest saying why; and where the first
word of all is one, when and where to stand beside it."""


def _reasoned(parsed: Parsed, start: int, end: int, kinds: list[Hit]) -> bool:
    """Whether things come first and a reason after a pause: "candles or flashlights, lights are off since noon"."""
    first = first_word(parsed, start, end)
    pause = next((i for i in range(first, end) if parsed.tokens[i].mark and parsed.tokens[i].word == ","), end)
    named = [k for k in real(kinds) if k.end <= pause]
    if parsed.is_a(parsed.tokens[first].word, "obtained") and parsed.is_a(parsed.tokens[first + 1].word, "mine"):
        return False  # "got my flashlight, got my dog": they are had
    if not named or pause == end or any(c in parsed.text for c in "#@"):
        return False
    if pause - first > (HEADED if named[0].start == first else REASONED):
        return False
    if any(_tells(parsed, t.word) for t in parsed.tokens[first:pause]):
        return False
    listed = named[0].start <= first + 2 or 2 * sum(k.end - k.start for k in named) >= pause - first
    return listed and parsed.among("told", pause, end)


def _praised(parsed: Parsed, start: int, end: int, kinds: list[Hit]) -> bool:
    """ "Que rico el pan", "thanks to those who cleaned": what is named was had, and was good."""
    praises = any(start <= h.start < end for h in parsed.best("thanks") if h.name == "praise")
    return praises or meant.thanked(parsed, kinds[0])


def _tells(parsed: Parsed, word: str) -> bool:
    return parsed.is_a(word, "report") or parsed.is_a(word, "be")


def _begs(parsed: Parsed, start: int, end: int) -> bool:
    """ "teach me email please": a wish without a word of wishing."""
    words = [t.word for t in parsed.tokens[start:end] if not t.mark]
    return len(words) <= PLEADING and any(parsed.is_a(w, "begs") for w in words)


def _for_somebody(parsed: Parsed, at: int) -> bool:
    """ "For my mother Rosa, groceries": whom it is for comes first."""
    return any(h.start == at for h in parsed.best("behalf"))


SIGNS = ("need", "lack", "plea", "ask", "offer", "gives", "have", "question", "swap")


def _informs(parsed: Parsed, hit: Hit) -> bool:
    return parsed.among("inform", hit.start, hit.end)


def _asks_only(parsed: Parsed, questions: list[Hit], needs: list[Hit], kinds: list[Hit], wh: bool) -> bool:
    """Whether the words of need in a question only ask for information ("I need to know where ...")."""
    first = min(q.start for q in questions)
    if any(n.name == "need" and n.end <= k.start and k.end <= first for n in needs for k in kinds):
        return False
    if any(parsed.among("inform", q.start, q.end + 1) or telling.asked_whose(parsed, q, needs) for q in questions):
        return True
    if telling.led_by_a_question(parsed, needs, questions, first):
        return True
    if first > min(n.start for n in needs):
        return False
    return wh or not kinds or any(n.start < q.end and q.start < n.end for q in questions for n in needs)


def _strong(parsed: Parsed, hit: Hit) -> bool:
    """Whether a sign speaks of a need even where no kind is known."""
    stems = tuple(parsed.small["strong_stems"])
    if any(t.word.startswith(stems) for t in parsed.tokens[hit.start : hit.end]):
        return True
    doing = parsed.tokens[hit.end : hit.end + 2]
    if hit.name != "ask" or len(doing) < 2:
        return False
    if parsed.among("any", hit.start, hit.end):
        return parsed.is_a(doing[0].word, "give")
    return parsed.is_a(doing[0].word, "give") and parsed.is_a(doing[1].word, "receiver")


def _mild(parsed: Parsed, hit: Hit) -> bool:
    """ "want" and "would like" alone: a wish, but as often one to help."""
    return parsed.is_a(parsed.tokens[hit.end - 1].word, "wish")


def _weigh(parsed: Parsed, needs: list[Hit], offers: list[Hit], kinds: list[Hit]) -> tuple[str, float]:
    """One sentence with signs of both: both where each has its own kind after it, else what comes first."""
    need, offer = needs[0], offers[0]
    first, second = (need, offer) if need.start <= offer.start else (offer, need)
    if first is offer and all(n.group == "intent.lack" for n in needs):
        return "offer", 0.7
    timed = first is offer and parsed.is_a(parsed.tokens[offer.end].word, "halt")
    if timed and _strong(parsed, need) and not any(offer.start <= k.start < need.start for k in kinds):
        return "need", 0.75  # "can do tues or thurs, need a ride"
    if first is offer and telling.only_to_work(parsed, need, offer):
        return "need", 0.75
    if _mild(parsed, need) and offer.start == need.end + 1 and parsed.is_a(parsed.tokens[need.end].word, "to"):
        return "offer", 0.7  # "wanted to organize a drive for your residents"
    lacks_only = all(n.group == "intent.lack" for n in needs)
    named = any(need.start <= k.start < offer.start or k.end == need.start for k in kinds)
    if lacks_only and telling.lacks_outright(parsed, needs, first is need):
        return "need", 0.7
    if lacks_only and not named and any(k.start >= offer.start for k in kinds):
        return "offer", 0.7
    own_first = any(first.start <= k.start < second.start for k in kinds)
    own_second = any(k.start >= second.start for k in kinds)
    if own_first and own_second and _joined(parsed, first, second):
        return "both", 0.6
    return ("need" if first is need else "offer"), 0.6


def _joined(parsed: Parsed, first: Hit, second: Hit) -> bool:
    between = parsed.tokens[first.end : second.start]
    return any(parsed.is_a(t.word, "joiner") or t.word == "," for t in between)
