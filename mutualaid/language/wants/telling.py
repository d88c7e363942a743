"""Words of asking, lacking or offering that only tell: in thanks, of what others do, of what is already known.

Like `meant`, each takes hits of one sentence and says of them whose they are; nothing here changes a text.
"""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

NEAR = 4
"""Words within which a subject stands before its verb."""


def not_asked(parsed: Parsed, hit: Hit, first: int) -> bool:
    """Whether words that would ask for information ask nothing: "I do not want information", "so that you know
    what happens", "you must know how", "those who know how"."""
    if hit.start <= first:
        return False
    near = range(max(first, hit.start - NEAR), hit.start)
    if parsed.among("facts", hit.start, hit.end):
        refused = next((at for at in near if parsed.is_a(parsed.tokens[at].word, "negation")), None)
        if refused is not None and parsed.among("wanting", refused, hit.start):
            return True
    if not parsed.among("knowing", hit.start, hit.end):
        return False
    before = parsed.tokens[hit.start - 1]
    if parsed.is_a(before.word, "second"):
        opens = parsed.tokens[first].word
        leads = any(parsed.is_a(opens, name) for name in ("inverted", "supposing"))
        return not (leads or hit.start <= first + 1 or any(parsed.tokens[at].mark for at in near))
    return parsed.is_a(before.word, "asked_who")


def asks_anywhere(parsed: Parsed, hit: Hit) -> bool:
    """Whether a lone word that asks does so anywhere in a sentence: a word of information, or what its writer wants
    to be told ("I ask the mayor when the school opens")."""
    if parsed.among("inform", hit.start, hit.end):
        return True
    if not (parsed.has("inquires") and parsed.is_a(parsed.tokens[hit.start].word, "wh")):
        return False
    asks = [at for at in parsed.places("inquires") if hit.start - 2 * NEAR <= at < hit.start]
    if not asks or any(parsed.is_a(t.word, "to") for t in parsed.tokens[asks[-1] : hit.start]):
        return False
    return parsed.among("i", max(0, asks[-1] - NEAR), asks[-1])


def of_their_own(parsed: Parsed, hit: Hit, first: int) -> bool:
    """Whether help is only told of: "they give us food", "the people who help us", "a group that helps us"."""
    if hit.start <= first or not parsed.among("receiver", hit.start + 1, hit.end):
        return False
    if not parsed.is_a(parsed.tokens[hit.start].word, "give"):
        return False
    before = parsed.tokens[hit.start - 1].word
    if not any(parsed.is_a(before, name) for name in ("others", "asked_who", "clause")):
        return False
    return not any(parsed.among(name, first, hit.start) for name in ("wanting", "any", "inverted", "begs"))


def _supposed_of_somebody(parsed: Parsed, hit: Hit, questions: list[Hit]) -> bool:
    """Whether what somebody lacks is only supposed, and what they can do asked: "if someone has no card, where can
    he go?"; who says so of themselves lacks it."""
    ifs = [at for at in parsed.places("supposing") if hit.start - NEAR <= at < hit.start]
    if not ifs or not any(q.start >= hit.end for q in questions):
        return False
    return not parsed.among("i", ifs[-1], hit.start)


def reported(parsed: Parsed, hit: Hit, first: int) -> bool:
    """Whether a lack is news that somebody announces: "the governor says 40 towns have no power"; nothing of the
    writer's is in it."""
    quotes = [at for at in parsed.places("quotes") if first < at < hit.start]
    if not quotes:
        return False
    who = parsed.tokens[quotes[0] - 1].word
    if not any(parsed.is_a(who, name) for name in ("powers", "agency", "office", "group")):
        return False
    return not any(parsed.among(name, first, hit.end + NEAR) for name in ("i", "ours", "mine", "others"))


def is_no_lack(parsed: Parsed, hit: Hit, questions: list[Hit], first: int) -> bool:
    """Whether a lack is only supposed, news, or why something is asked: "I would like to know what happens because
    we have no radio"."""
    if _supposed_of_somebody(parsed, hit, questions) or reported(parsed, hit, first):
        return True
    asked = next((q for q in questions if q.start <= first + 3 and parsed.among("knowing", q.start, q.end)), None)
    if asked is None:
        return False
    return any(asked.end <= at < hit.start for at in parsed.places("because"))


def asked_whose(parsed: Parsed, question: Hit, needs: list[Hit]) -> bool:
    """Whether it is asked who needs something: "details of who needs the food"."""
    who = parsed.is_a(parsed.tokens[question.end - 1].word, "asked_who")
    return who and all(n.start == question.end for n in needs)


def led_by_a_question(parsed: Parsed, needs: list[Hit], questions: list[Hit], first: int) -> bool:
    """Whether all a sentence needs is part of what its writer would like to know: "I would like to know how
    they will help the parents who want to pay"; with "I" or "we" before it, it is theirs."""
    asked = next((q for q in questions if q.start <= first + 2 and parsed.among("knowing", q.start, q.end)), None)
    if asked is None or not any(parsed.among(name, asked.start, asked.end + 2) for name in ("wh", "supposing")):
        return False
    if any(n.name == "ask" for n in needs) or parsed.among("receiver", asked.end, needs[-1].end + NEAR):
        return False
    own = any(parsed.among("receiver", n.start, n.end) or parsed.among("i", asked.end, n.end) for n in needs)
    return not own and all(n.start >= asked.end for n in needs)


def asked_of_papers(parsed: Parsed, hit: Hit, first: int, end: int) -> bool:
    """Whether "can someone" asks what is allowed: "can someone travel without a visa?"."""
    if hit.name != "ask" or not parsed.has("papers") or not parsed.among("papers", first, end):
        return False
    return not any(parsed.among(name, first, end) for name in ("receiver", "mine", "grown", "small"))


def of_volunteers(parsed: Parsed, hit: Hit) -> bool:
    """Whether volunteers are only told of: "volunteers head downtown", "there were volunteers at every door"; with
    something of the writer's in the sentence, or free or wanted, they are not."""
    if hit.end - hit.start > 1 or not parsed.is_a(parsed.tokens[hit.start].word, "workers"):
        return False
    start, end = next(((s, e) for s, e in parsed.sentences if s <= hit.start < e), (0, len(parsed.tokens)))
    plural = tuple(parsed.small["plural_endings"])
    counted = start < hit.start <= start + 2 and parsed.number(parsed.tokens[hit.start - 1].word) is not None
    if counted or not parsed.tokens[hit.start].word.endswith(plural) or end - start < 4:
        return False  # "10 volunteers from the bank, saturday"
    return not any(parsed.among(n, start, end) for n in ("i", "ours", "mine", "free_to", "needing"))


def gives_nothing(parsed: Parsed, hit: Hit, kinds: list[Hit], first: int, end: int) -> bool:
    """Whether what is to be handed in is an application for work ("where can I drop off my resume"), or giving is
    only spoken of: "it is not fair to give only some", but not "coats to give" or "we would love to donate"."""
    if parsed.has("applying") and parsed.among("applying", hit.start, min(end, hit.end + NEAR)):
        return True
    if kinds and all(parsed.is_a(parsed.tokens[k.start].word, "refusal") for k in kinds):
        return True  # "we can send it I do not have money"
    if hit.start <= first + 1 or hit.end - hit.start != 2 or not parsed.is_a(parsed.tokens[hit.start].word, "to"):
        return False
    named = any(k.start < hit.start and k.end >= hit.start - 1 for k in kinds)
    return not named and not any(parsed.among(name, first, hit.start) for name in ("i", "ours", "mine", "aiding"))


def lacks_outright(parsed: Parsed, lacks: list[Hit], first: bool) -> bool:
    """Whether beside an offer a lack is what is told: "have money problems to pay for a van to move". `first`:
    the lack comes before the offer."""
    return first and parsed.among("burdens", lacks[0].start, lacks[0].end)


def in_need(parsed: Parsed, hit: Hit) -> bool:
    """Whether what somebody has is a need: "I have an urgent need to call home"."""
    near = parsed.tokens[hit.end : hit.end + 3]
    return len(near) > 1 and parsed.is_a(near[0].word, "article") and any(
        parsed.is_a(t.word, "needing") for t in near[1:]
    )


def only_to_work(parsed: Parsed, need: Hit, offer: Hit) -> bool:
    """Whether someone who asks for help only says that they could work: "I am able to work, please help me"."""
    after = parsed.among("employ", offer.start, offer.end + 3)
    return after and parsed.among("receiver", need.start, need.end)


def _goes_on(parsed: Parsed, start: int, end: int) -> bool:
    return any(parsed.among(name, start, end) for name in ("subjects", "others", "negation", "begs"))


def asks_plainly(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a sentence without a question mark asks by its order of words alone: "will we have another storm",
    "where they give the cards", "price of the ticket to Jacmel please"."""
    tokens = parsed.tokens
    if end - first < 4:
        return False
    head, after, small = tokens[first].word, tokens[first + 1].word, parsed.small
    if parsed.is_a(head, "inverted") and parsed.is_a(after, "subjects"):
        return after not in small["it_done"] or parsed.is_a(head, "be")  # "do it with faith" tells somebody to
    twice = head in small["being_first"] and any(parsed.among(n, first + 2, end) for n in ("be", "auxiliary"))
    if twice and not parsed.is_a(after, "leads"):
        return True  # "is the school will open", as those write who learn the language
    if parsed.is_a(head, "turning") and any(parsed.is_a(after, n) for n in ("article", "persons", "beings")):
        return True
    if parsed.is_a(head, "whither") and parsed.is_a(after, "subjects"):
        if any(t.word == "," for t in tokens[first:end]):
            return False
        return head not in small["asks_unjoined"] or not _goes_on(parsed, first + 2, end)
    near = range(first, min(end - 2, first + 3))
    sought = next((at for at in near if parsed.is_a(tokens[at].word, "sought")), None)
    if sought is None or not parsed.is_a(tokens[sought + 1].word, "regarding"):
        return False
    told = any(parsed.among(name, first, end) for name in ("be", "told", "i"))
    return not told and (sought == first or any(parsed.is_a(head, n) for n in ("article", "quantity", "amount")))
