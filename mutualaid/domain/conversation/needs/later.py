"""Another time for a need that is still open, hours or days after it was read back. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Ask, Effect, Say
from mutualaid.domain.conversation.needs import again, filling, hours, intake, retold
from mutualaid.domain.conversation.needs.asides import read_again
from mutualaid.domain.conversation.needs.rhythm import comes_again
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, NeedState, QuestionKind

MOVE = "move"
"""What the question which need is meant asks for: its new time."""


BESIDE_ERRANDS = frozenset({"care", "childcare", "company", "translation"})
"""What else is wanted while somebody is at an appointment; their groceries do not move with it."""


def _meant(c: Conversation, r: Reading) -> list[Need]:
    """The open needs a new time may be for: those of the kinds named, and for a bare hour those that have one."""
    kinds = set(r.kinds) - {"general"} if not _errand_moved(r) else set()
    found = [n for n in c.live_needs if n.state is NeedState.OPEN and (not kinds or kinds & set(n.kinds))]
    if r.to is not None and len(found) > 1:
        found = [n for n in found if n.to_text in (r.to.name, r.to.text)] or found
    if _errand_moved(r):
        found = [n for n in found if "ride" in n.kinds] or [n for n in found if BESIDE_ERRANDS & set(n.kinds)]
    dated = r.when is not None and r.when.dated
    return found if dated else [n for n in found if n.from_at is not None]


def moves(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text gives another time, and says so or says nothing else. Of somebody who helps as well, it has to
    say so."""
    if hours.new_time(r) is None or hours.of_a_door(r) or r.command or r.cannot or r.complaint:
        return False
    if r.digit is not None or (r.repeat is not None and _again(c, r) is None):
        return False
    guessed = _errand_moved(r) and not ("ride" in r.kinds and r.confidence >= filling.SURE)
    guessed = guessed and r.intent in (Intent.NEED, Intent.BOTH)
    if (r.intent not in (Intent.OTHER, Intent.ANSWER, Intent.QUESTION) and not guessed) or r.thanks:
        return False
    mends = r.correction or hours.denies_time(r) or r.cues.says("moving.moves")
    mends = mends or _asks_for(c, r)
    mends = mends or _errand_moved(r) or ("moved" in r.spans and len(r.text.split()) <= KNOWN_WORDS)
    helps = bool(c.posted_offers)
    says = mends or (r.intent is not Intent.QUESTION and not helps and ("only_time" in r.spans or _of_known(r)))
    drafts = c.draft_needs and not filling.of_what_stands(c, c.draft_needs, r)
    return says and bool(_meant(c, r)) and not drafts


def _asks_for(c: Conversation, r: Reading) -> bool:
    """Whether it is asked if what comes again can be on another day this time: "can we do tuesday"."""
    dated = r.when is not None and r.when.dated and r.repeat is None and not set(r.kinds) - {"general"}
    return dated and r.cues.opens("later.asks") and all(n.series_id for n in _meant(c, r))


def _again(c: Conversation, r: Reading) -> Need | None:
    """The one need that a rhythm told later ("mon wed fri mornings") can be for."""
    needs = _meant(c, r)
    return needs[0] if len(needs) == 1 and comes_again(needs[0].kinds, r) else None


def _errand_moved(r: Reading) -> bool:
    """ "The doctor changed me to friday": an appointment was put on another day, which no new need is."""
    return "moved" in r.spans and "errand" in r.spans


KNOWN_WORDS = 10
"""Words at most of a text that only tells when what was asked for is."""


def _of_known(r: Reading) -> bool:
    """ "The ride to kaiser is at 10": a time of what is known; not of "el viaje del martes", one of several."""
    known = next((r.spans[f"known:{kind}"] for kind in r.kinds if f"known:{kind}" in r.spans), None)
    if known is None or len(r.text.split()) > KNOWN_WORDS:
        return False
    return not r.hear(r.text[known[1] :]).opens("later.of")


def move(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    needs = _meant(c, r)
    told = replace(r, when=hours.new_time(r), kinds=(), place=None, to=None)
    if len(needs) == 1 and retold.on_its_day(needs[0], told):
        return read_again(c, (needs[0],))
    if len(needs) == 1:
        return filling.corrected(c, needs[0], told, now)
    some = needs[-3:]
    times = [intake.fill(n, told, anew=True) for n in some]
    kept = ",".join(f"{n.id}={_iso(n.from_at)}~{_iso(n.to_at)}" for n in times)
    asked = Ask(QuestionKind.WHICH, text=f"{MOVE}:{kept}\n{r.text}")
    return [Say("which_drop", {"options": again.choices(some)}, asked)]


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at is not None else ""


def ids_of(kept: str) -> list[str]:
    """The needs among which it was asked."""
    return [each.partition("=")[0] for each in kept.partition("\n")[0].split(",")]


def moved(c: Conversation, kept: str, need_id: str, now: datetime) -> list[Effect]:
    """The need that was meant, at the time worked out for it when it was asked."""
    times, _, words = kept.partition("\n")
    found = next(each.partition("=")[2] for each in times.split(",") if each.startswith(f"{need_id}="))
    start, end = (datetime.fromisoformat(at) if at else None for at in found.split("~"))
    need = next(n for n in c.needs if n.id == need_id)
    better = replace(need.timed(words[:60], start, end), text=intake.joined(need.text, words))
    return filling.changed(c, better, now)
