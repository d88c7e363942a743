"""What somebody asks about us, or about the one they are in touch with: answered here, never passed on. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from mutualaid.domain.conversation.effects import Effect, HoldMatch, OpenCase, Relay, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, naming
from mutualaid.domain.lures import lures
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, QuestionKind

TOPICS = (
    "card", "agency", "door", "word", "number", "record", "private", "named", "who", "trust", "checks", "other",
    "cost", "bot", "scam", "us",
)  # fmt: skip
"""What may be asked, by the name of its phrases; of several in one text the first here is answered."""

READ_TOO = frozenset({"scam", "checks", "door"})
"""Doubts that a person sees beside the answer."""

MAYBE_THEIRS = frozenset({"cost", "us", "who", "checks"})
"""What may as well be asked of the other side ("how much is it?"), where their words came last."""


def topic(c: Conversation, r: Reading, now: datetime) -> str | None:
    """What a text asks of us, or None."""
    if "about_card" in r.spans:
        return "card"
    if r.complaint or r.intent not in (Intent.OTHER, Intent.QUESTION):
        return None
    if _word_of(c, r, now) is not None:
        return "word"
    across_first = bool(c.connected(now)) and c.relayed_last
    for name in TOPICS:
        if f"about_{name}" not in r.spans or (across_first and name in MAYBE_THEIRS):
            continue
        if name == "other" and not _others(c, now):
            continue
        if name == "who" and not (_others(c, now) or _asked_of(c)):
            continue
        if name in ("named", "trust") and naming.named(_others(c, now), r) is None:
            continue
        if name not in ("other", "trust") and r.intent is not Intent.QUESTION:
            continue
        return "checks" if name == "trust" else name
    return None


def as_asked(r: Reading) -> Reading:
    """ "How much is it, I have no money" asks what our help costs, and for no money; "vives sola?" asks after the
    other and for no company."""
    if _of_being_alone(r):
        return replace(r, intent=Intent.QUESTION, kinds=(), needs=())
    about_money = r.intent is Intent.NEED and bool(r.kinds) and set(r.kinds) <= {"money", "general"}
    if "about_cost" not in r.spans or not about_money or r.cues.says("asked.wants"):
        return r
    return replace(r, intent=Intent.QUESTION, kinds=(), needs=(), pays=None)


def _of_being_alone(r: Reading) -> bool:
    """Whether a text that reads as a wish for company asks whether whoever reads it is alone."""
    company = r.intent is not Intent.OFFER and bool(r.kinds) and set(r.kinds) <= {"company", "general"}
    if not company or not lures(r.cues, *ALONE):
        return False
    alone, wanted = r.cues.each(*ALONE), r.spans.get("kind:company")
    if wanted is not None and not any(a <= wanted[0] and wanted[1] <= b for a, b in alone):
        return False  # "i want company. is anyone else there?"
    return "?" in r.text or any(r.cues.only(name, *ALONE, "recall.greets", "pieces.pleads") for name in ALONE)


ALONE = ("lures.alone", "lures.household")
"""Questions whether somebody is alone."""


def for_us(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text asks about cards, about us or about the other side: nothing for the other side itself."""
    return topic(c, r, now) is not None


def _others(c: Conversation, now: datetime) -> tuple[Tie, ...]:
    """Who may be meant by "he" or "she": who is connected, else who would come."""
    return c.connected(now) or tuple(t for t in c.ties if t.match.state is MatchState.ACCEPTED and not t.helping)


def _asked_of(c: Conversation) -> bool:
    """Whether this phone is asked to help somebody, or said that it can."""
    return any(t.helping and t.match.state in (MatchState.ASKED, MatchState.ACCEPTED) for t in c.ties)


def _word_of(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The visit whose word at the door stands alone in a text, or in a question for nothing else: "why do I say
    TULIP", and not "do you like tulips"."""
    return next((t for t in c.connected(now) if t.match.word and _asks_of(t.match.word, r)), None)


def _asks_of(word: str, r: Reading) -> bool:
    beside, found = re.subn(rf"\b{word}\b", " ", r.text, flags=re.IGNORECASE)
    if not found or not re.search(r"\w", beside):
        return bool(found)
    return r.intent is Intent.QUESTION and r.hear(beside).only("asked.of_word")


def tell(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    name, ties = topic(c, r, now), _others(c, now)
    if name == "card":
        held: list[Effect] = [HoldMatch(t.match.id) for t in ties]
        case = OpenCase("complaint", 0, match_id=ties[-1].match.id if ties else None, note=r.text)
        return [*held, case, Say("about_card", {"by": c.facts.person_by})]
    tie = across.whom(c, r, ties, now)
    if name == "word":
        return [_said_of_word(_word_of(c, r, now) or tie)]
    if c.own_answer is not None and c.own_answer != c.talk.last_body and name not in ("who", "named", "other"):
        return [Say("own_answer", {"text": c.own_answer})]
    read: list[Effect] = []
    if name in READ_TOO:
        worried = tie is not None and name != "scam"
        case = OpenCase("worried" if worried else "question", 0 if worried else 1, note=r.text)
        read = [replace(case, match_id=tie.match.id if tie is not None else None)]
    if name == "door":
        return [*_of_door(c, r, tie), *read]
    if name in ("who", "named", "other"):
        return [_of_other(c, str(name), tie, now)]
    return [*read, Say(_line(c, str(name)), {"policy": c.facts.policy})]


def _line(c: Conversation, name: str) -> str:
    if name == "number":
        ours = c.neighbour.consent_how == "text" or c.stranger
        return "about_number" if ours else "about_number_given"
    if name == "cost":
        return "about_cost_store" if c.facts.payable else "about_cost"
    return "about_us" if name == "record" and c.stranger else f"about_{name}"


def _said_of_word(tie: Tie | None) -> Say:
    if tie is not None and tie.match.word is None and tie.match.state is MatchState.ACCEPTED and not tie.helping:
        return Say("about_word_before", {"name": tie.other_name})
    if tie is None or tie.match.word is None:
        return Say("about_us")
    values = {"name": tie.other_name, "word": tie.match.word}
    return Say("about_word_helper" if tie.helping else "about_word", values)


def _of_other(c: Conversation, name: str, tie: Tie | None, now: datetime) -> Say:
    if tie is None:
        return Say("about_asker" if _asked_of(c) else "about_us")
    met = tie in c.connected(now)
    values: dict[str, Any] = {"name": tie.other_name, "policy": c.facts.policy, "helped": tie.other.helped}
    if name == "other":
        return Say("about_other" if met else "about_other_before", values)
    if tie.helping:
        return Say("about_asker_met", values)
    return Say("about_who" if met else "about_who_before", values)


def _of_door(c: Conversation, r: Reading, tie: Tie | None) -> list[Effect]:
    """Why we ask for the street, or the name; of what is said beside only where to meet instead goes across."""
    if c.question is not None and c.question.kind is QuestionKind.NAME:
        return [Say("about_first_name")]
    if tie is None or tie.helping:
        return [Say("about_place")]
    spot = _meeting(r)
    asked = c.question is not None and c.question.kind is QuestionKind.DOOR
    if spot is not None and asked and tie.match.state is MatchState.CONFIRMED:
        return [Relay(tie.match.id, spot), Say("door_corner", {"name": tie.other_name})]
    return [Say("about_door", {"name": tie.other_name})]


def _meeting(r: Reading) -> str | None:
    """The sentence that says where to meet instead of at the door."""
    if "meets" not in r.spans:
        return None
    at = r.spans["meets"][0]
    start = max(r.text.rfind(mark, 0, at) for mark in ".,;!?\n") + 1
    ends = [end for mark in ".,;!?\n" if (end := r.text.find(mark, at)) >= 0]
    said = r.text[start : min(ends, default=len(r.text))].strip()
    return None if _refuses(r, start, start + len(said)) else said


def _refuses(r: Reading, start: int, end: int) -> bool:
    """Whether the refusal itself stands in that sentence."""
    door = r.spans.get("about_door")
    return door is not None and start <= door[0] < end


def is_low(c: Conversation, r: Reading, now: datetime) -> bool:
    """Words of despair that name no danger and ask for nothing we could look for."""
    if "despair" not in r.spans:
        return False
    vague = set(r.kinds) <= VAGUE and len(r.text.split()) <= LONGEST_SIGH and r.place is None
    return bool(c.connected(now)) or vague or r.intent not in (Intent.NEED, Intent.BOTH)


VAGUE = frozenset({"general", "care", "company"})
LONGEST_SIGH = 10
"""Words up to which despair with no plain thing asked for is no errand."""


def hear(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [*low(r), Say("complaint_read", {"by": c.facts.person_by})]


def low(r: Reading) -> list[Effect]:
    """A person sees at once who writes without hope."""
    return [OpenCase("despair", 0, note=r.text)] if "despair" in r.spans else []


ASKS_ABOUT = {
    QuestionKind.ASK: "time_ask", QuestionKind.KEPT: "time_ask", QuestionKind.BACK: "time_ask",
    QuestionKind.CONFIRM: "time_confirm", QuestionKind.TERMS: "time_confirm",
}  # fmt: skip
"""How "what time?" is answered while somebody is asked about a visit; the question stays open."""


def says_when(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    tie = c.tie(q.match_id) if q.kind in ASKS_ABOUT else None
    if tie is None or "asks_time" not in r.spans or r.intent is not Intent.QUESTION or r.complaint:
        return None
    start, end = tie.match.time_of(tie.need)
    if start is None and end is None:
        return None
    return [Say(ASKS_ABOUT[q.kind], {"kinds": tie.need.kinds, "name": tie.other_name, "at": (start, end)})]


BRIEF = 12
"""Words of a text at most that only says how somebody feels."""


def in_distress(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether what reads as an answer, where nothing is asked and nobody comes, tells of harm or despair: "i cant
    stop crying"."""
    free = c.question is None and not c.connected(now)
    return free and "grave" in r.spans and r.intent is Intent.ANSWER and r.digit is None


def feels_ill(c: Conversation, r: Reading, now: datetime) -> bool:
    """How somebody feels who waits for something urgent: for a person, whoever else they are in touch with."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) or set(r.kinds) <= {"care", "general"}
    says = r.digit is not None or r.thanks or r.cannot or r.command is not None or r.place or r.when
    urgent = any(n.urgent for n in c.needs)
    return "symptom" in r.spans and urgent and plain and not says and len(r.text.split()) <= BRIEF


def hear_ill(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Nothing goes across, and they are told whom to call."""
    need = next(n for n in reversed(c.needs) if n.urgent)
    return [OpenCase("ill", 0, need_id=need.id, note=r.text), across.only_us(c, r)]


def worries(c: Conversation, r: Reading, now: datetime) -> bool:
    """Somebody of theirs does not answer the phone or was not heard from; while somebody is to come, said of one of
    their own people."""
    told = "unheard" in r.spans and r.intent is not Intent.OFFER and r.digit is None
    return told and ("own_kin" in r.spans or not c.connected(now))


def hear_worry(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A person decides with them who looks in: no neighbor is sent to a door that nobody may open."""
    return [OpenCase("worried_for", 0, note=r.text), Say("worry_read", {"by": c.facts.person_by})]
