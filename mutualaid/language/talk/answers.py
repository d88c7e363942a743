"""Yes, no, "yes but", "not sure" and bare digits.

A word of assent alone is not enough: "no way" is no, "no problem" yes, "yeah no" no, "yes we have no bananas"
neither. A bare "ok" or thumbs-up is left open.
"""

from __future__ import annotations

from dataclasses import dataclass

from mutualaid.domain.vocabulary import Answer
from mutualaid.language.talk.composed import composed
from mutualaid.language.talk.warmth import agrees
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

THUMBS = frozenset("👍👌🆗✅✔🤙💯")
HEARTS = frozenset("❤♥💕💖💗💙💚💛💜🧡🖤🤍🤎💓💞💘💝🩷🩵😊🙂😀😃😄😁😍🥰😘🥹😇🤗🙏🙌👏🎉🌹🌷🌸💐")
SHORT = 12
"""Words up to which a text that starts with yes or no is an answer without a question being open."""

DIGIT_ANSWERS = {"1": "yes", "2": "no"}
LEADS = {"yes": Answer.YES, "no": Answer.NO, "unsure": Answer.UNSURE}


@dataclass(frozen=True, slots=True)
class Answered:
    """What a text answers. `rest` is the character offset where what follows the answer starts, `but` where
    what follows a "but" does (-1 without); `plain` that nothing of weight follows."""

    answer: Answer | None
    start: int
    end: int
    rest: int = -1
    but: int = -1
    plain: bool = True
    only: bool = False


def digit(parsed: Parsed) -> int | None:
    """The digit 0–9 that is the whole message but for politeness and marks."""
    around = set(parsed.places("around_digit"))
    if len(parsed.core) > len(around) + 2:
        return None
    words = [parsed.tokens[i].word for i in parsed.core if i not in around]
    if len(words) == 2 and words[0] in DIGIT_ANSWERS and _says(parsed, words[1], DIGIT_ANSWERS[words[0]]):
        words = words[:1]
    if len(words) != 1:
        return None
    value = parsed.number(words[0])
    counts = words[0] not in parsed.small["no_digit"]
    return value if value is not None and 0 <= value <= 9 and counts else None


def _says(parsed: Parsed, word: str, answer: str) -> bool:
    """Whether a word means this answer, so that "1 yes" is a one."""
    leads = parsed.families.get("lead", ())
    return any(h.name == answer and parsed.tokens[h.start].word == word for h in leads)


def bare_ok(parsed: Parsed) -> tuple[int, int] | None:
    """The span of an "ok" or thumbs-up that is all the text holds, else None."""
    words = parsed.spoken
    if not words:
        thumb = next((t for t in parsed.tokens if t.raw[0] in THUMBS), None)
        return (thumb.start, thumb.end) if thumb else None
    if len(words) == 1 and words[0].raw in parsed.small["ok_letters"] and all(t.word != "?" for t in parsed.tokens):
        return (words[0].start, words[0].end)
    if "lead" not in parsed.families:
        return None
    leads = parsed.families["lead"]
    oks = {(h.start, h.end) for h in leads if h.name == "ok"}
    oks = {ok for ok in oks if not any(h.name == "yes" and h.start < ok[0] and ok[1] <= h.end for h in leads)}
    if not oks or parsed.places("wh"):
        return None
    at = 0
    while True:
        ends = [end for start, end in oks if start == at]
        if ends:
            at = max(ends)
        elif at < len(parsed.tokens) and (parsed.tokens[at].mark or parsed.polite(parsed.tokens[at].word)):
            at += 1
        else:
            break
    if at < len(parsed.tokens):
        return None
    start = min(start for start, _ in oks)
    return parsed.span(start, max(end for s, end in oks if s == start))


def hearts(parsed: Parsed) -> tuple[int, int] | None:
    """The span of a heart or a smile in a text of nothing but pictures, else None."""
    if parsed.spoken:
        return None
    heart = next((t for t in parsed.tokens if t.raw[0] in HEARTS), None)
    return (heart.start, heart.end) if heart else None


def only_yes(parsed: Parsed) -> bool:
    """Whether a text is a yes and nothing more: "yes i still need it" agrees to one thing only."""
    return "yes.only" in (parsed.message | parsed.core_message)


def _leads(parsed: Parsed, at: int) -> list[Hit]:
    """The answer words that start at a token, shortest first."""
    found = [h for h in parsed.families.get("lead", ()) if h.start == at and h.name in (*LEADS, "only")]
    return sorted(found, key=lambda h: h.end)


def _went(parsed: Parsed, start: int) -> Hit | None:
    """The words that say it went well, where a text opens with them: "it went ok but he was late"."""
    found = [h for h in parsed.families.get("went", ()) if h.start == start]
    return max(found, key=lambda h: h.end, default=None)


def _outdone(parsed: Parsed, lead: Hit) -> bool:
    """Whether a longer phrase ("sure is", "no one") takes the word away from being an answer."""
    longer = [h for h in parsed.families["lead"] if h.name == "none" and h.start == lead.start and h.end > lead.end]
    return any(not _of_the_next(parsed, h) for h in longer)


def _of_the_next(parsed: Parsed, lead: Hit) -> bool:
    """Whether the last word of a "yes no" is of what comes behind: "yes no charge", "yes no later than 10"."""
    last = lead.end - 1
    return last > lead.start and any(h.name == "apart" and h.start == last for h in parsed.families["lead"])


def _starts(parsed: Parsed) -> list[int]:
    """Where an answer may start: the first word, and the first after politeness."""
    out: list[int] = []
    oks = {h.start for h in parsed.families.get("lead", ()) if h.name == "ok" and h.end == h.start + 1}
    excuses = {i for h in parsed.families.get("excuse", ()) for i in range(h.start, h.end)}
    for index, token in enumerate(parsed.tokens):
        if token.mark or index in excuses:
            continue
        out.append(index)
        if not parsed.polite(token.word) and index not in oks:
            break
    return out


def read_answer(parsed: Parsed, asked: bool) -> Answered | None:
    """How a text answers a yes-or-no question; `asked` whether one is open."""
    found = _led(parsed, asked)
    made = composed(parsed) if asked and found is None else None
    if made is None and found is None and asked and agrees(parsed):
        made = Answer.YES
    if made is None:
        return found
    start, end = parsed.tokens[0].start, parsed.tokens[-1].end
    return Answered(made, start, end, start if made is Answer.YES else -1)


def _led(parsed: Parsed, asked: bool) -> Answered | None:
    """How a text answers that begins or ends with its answer, or is nothing else."""
    whole = parsed.message | parsed.core_message
    if len(parsed.words) <= 2:  # "wi non" as typed, not as "oui non"
        whole |= parsed.whole([t.raw for t in parsed.spoken])
    if asked and "unsure" in whole:
        return Answered(Answer.UNSURE, parsed.tokens[0].start, parsed.tokens[-1].end)
    if parsed.words and ("yes" in whole or "no" in whole):
        start, end = parsed.tokens[0].start, parsed.tokens[-1].end
        return Answered(Answer.NO if "no" in whole else Answer.YES, start, end)
    if "lead" not in parsed.families and "went" not in parsed.families:
        return None
    if asked and (refused := _no_at_the_end(parsed) or _ends_in_no(parsed)) is not None:
        return refused
    best: Hit | None = None
    for at in _starts(parsed):
        for hit in _leads(parsed, at):
            if hit.name != "none" and (_outdone(parsed, hit) or _of_the_next(parsed, hit)):
                continue
            if best is None or (hit.end - hit.start, hit.start) > (best.end - best.start, best.start):
                best = hit
    if asked and (best is None or best.name in ("yes", "ok")):
        went = next((h for at in _starts(parsed) if (h := _went(parsed, at))), None)
        if went is not None:
            return Answered(Answer.YES, *parsed.span(went.start, went.end))
    if best is None or _conditional(parsed, best):
        return None
    single = best.name == "no" and best.end == best.start + 1
    if single and any(h.start == best.end for h in parsed.best("hinder")):
        return None  # "no estoy ocupado"
    if asked and best.name == "yes" and _hindered(parsed, best):
        return None
    only = best.name == "only"
    rest = _rest(parsed, best.end)
    start, end = parsed.span(best.start, best.end)
    following = parsed.tokens[best.end].start if best.end < len(parsed.tokens) else -1
    excused = {i for h in parsed.best("excuse") for i in range(h.start, h.end)}  # "yes sorry just saw this"
    buts = [h for h in parsed.families.get("counter", ()) if h.start >= best.start and _rest(parsed, h.end)]
    buts = [h for h in buts if h.start not in excused]
    but = parsed.tokens[buts[0].start].start if buts else -1
    if best.name == "no" and best.end - best.start == 1 and _names_a_lack(parsed, best):
        return None
    if best.name == "yes" and buts and _takes_back(parsed, buts[0].end):
        return Answered(Answer.NO, start, end)
    rest = [t.word for i, t in enumerate(parsed.tokens) if i >= best.end and t.word in rest and i not in excused]
    plain = all(parsed.is_a(w, "filler") for w in rest)
    if best.name == "yes" and not plain and any(t.word == "?" for t in parsed.tokens[best.end :]):
        return Answered(Answer.YES, start, end, following, following, False)
    if not plain and not asked and len(parsed.words) > SHORT and but < 0:
        return None
    return Answered(None if only else LEADS[best.name], start, end, following, but, plain, only)


def _no_at_the_end(parsed: Parsed) -> Answered | None:
    """A no that stands alone behind what is told before it ("Called in. Cant"), where that is no answer itself."""
    marks = [at for at, token in enumerate(parsed.tokens) if token.mark and at + 1 < len(parsed.tokens)]
    if not marks or any(h.start == 0 for h in parsed.families.get("lead", ())):
        return None
    words = [t for t in parsed.tokens[marks[-1] + 1 :] if not t.mark and not parsed.polite(t.word)]
    if not words or len(parsed.words) > SHORT:
        return None
    says = parsed.whole([t.word for t in words])
    return Answered(Answer.NO, words[0].start, words[-1].end) if "no" in says and "yes" not in says else None


def _ends_in_no(parsed: Parsed) -> Answered | None:
    """A no that is the last of a text in which nothing agrees: "im sick as a dog cant"."""
    leads = parsed.families.get("lead", ())
    last = next((h for h in leads if h.name == "no" and h.start > 0 and not _rest(parsed, h.end)), None)
    if last is None or len(parsed.words) > SHORT or "?" in parsed.text or any(h.name != "no" for h in leads):
        return None
    timed = parsed.numbers or parsed.places("hourly") or parsed.places("bounding")
    if timed or parsed.holds(parsed.small["time_refused"]):
        return None  # "hasta las 8 no puedo" refuses a time only
    spoken_of = parsed.places("others") or parsed.places("second")
    denied = any(not last.start <= at < last.end for at in parsed.places("negation"))  # "wouldnt say no"
    if spoken_of or denied or parsed.best("counter"):
        return None
    return Answered(Answer.NO, *parsed.span(last.start, last.end))


def _hindered(parsed: Parsed, lead: Hit) -> bool:
    """Whether a yes is but the beginning of what hinders: "ill be out of town"."""
    busy = [h for h in parsed.best("hinder") if h.name == "busy"]
    return bool(busy) and "yes" not in parsed.whole([parsed.tokens[lead.start].word])


def _conditional(parsed: Parsed, lead: Hit) -> bool:
    """ "I can't do stairs": the words name a condition, they refuse nothing."""
    return any(h.start <= lead.end - 1 and h.end > lead.end for h in parsed.families.get("condition", ()))


def _takes_back(parsed: Parsed, at: int) -> bool:
    """ "I'd love to but can't": what follows "but" is a plain no and nothing else."""
    ends = [h.end for h in parsed.families.get("lead", ()) if h.name == "no" and h.start == at]
    moving = parsed.places("moves")
    if any(n < at for n in moving) and any(n >= at for n in moving):
        return False  # "i can pick it up but cant bring her"
    return bool(ends) and all(parsed.is_a(w, "filler") for w in _rest(parsed, max(ends)))


def _rest(parsed: Parsed, start: int) -> list[str]:
    return [t.word for t in parsed.tokens[start:] if not t.mark and not parsed.polite(t.word)]


def _names_a_lack(parsed: Parsed, lead: Hit) -> bool:
    """ "no heat", "no elevator": the word denies a thing and answers nothing."""
    at = lead.end
    if at >= len(parsed.tokens) or parsed.tokens[at].mark:
        return False
    if parsed.tokens[lead.start].word not in parsed.small["no_thing"]:
        return False
    word = parsed.tokens[at].word
    if any(h.start == at for h in parsed.families.get("kind", ()) if h.name != "none"):
        return True
    if any(h.start == lead.start and h.end > lead.end for h in parsed.families.get("condition", ())):
        return True
    known = parsed.binds(word) or parsed.is_a(word, "filler")
    return (
        not known and not parsed.polite(word) and not any(h.start == at for h in parsed.families.get("counter", ()))
    )
