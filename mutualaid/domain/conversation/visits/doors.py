"""Street and door, which only the helper of a visit gets: asked for after the yes, or said with it. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Effect, FallThrough, FillNeed, GiveDoor, Say
from mutualaid.domain.conversation.helpers import rethink
from mutualaid.domain.conversation.needs import filling
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.lures import tells_secret
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent, MatchState

_NUMBER = re.compile(r"\b(\d{3,5}[a-z]?|\d{1,2}) +(?=[^\W\d]\w)", re.IGNORECASE)
"""A number that may be that of a house."""
_NUMBER_SOON = re.compile(r"\W*(?:\w+\W+){0,2}#?\d")

LONGEST_DOOR = 14
"""Words a yes has at most with the street beside it."""


def beside(r: Reading) -> str | None:
    """Street and door said with the yes ("yes 214 andover apt 2"), or None."""
    found = _house(r) if r.digit is None and r.when is None and r.people is None else None
    if found is None or len(r.text.split()) > LONGEST_DOOR or r.kinds:
        return None
    door = r.text[found.start() :].partition("\n")[0]
    placed = r.place is not None and r.place.precision == "address"
    sure = placed or len(found[1]) > 2 or r.hear(door).says("doors.entry", "doors.street")
    return door.strip(" .,!") if sure else None


def _house(r: Reading) -> re.Match[str] | None:
    """The first number that may be that of a house, and counts nothing."""
    numbers = _NUMBER.finditer(r.text)
    return next((n for n in numbers if not r.hear(r.text[n.end() :]).opens("doors.counted")), None)


def yes_and_door(r: Reading) -> bool:
    """Whether a text is a yes with the street behind it: "si, 214 Andover"."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and r.answer in (None, Answer.YES) and r.command is None
    return plain and r.cues.opens("filling.yes") and beside(r) is not None and not r.complaint


LONGEST_NOTE = 10
"""Words at most of what stands beside a yes and is only for the helper at the door."""


def note_beside_yes(r: Reading) -> str | None:
    """What a yes adds for the helper at the door ("yes but knock loud"), in its own words; None where the words
    behind the "but" are terms, or about whoever comes."""
    said = (filling.yes_but(r) or "").strip(" .,!")
    if not said or "?" in said or r.when or r.kinds or r.complaint or r.apart or r.cannot or "about_us" in r.spans:
        return None
    terms = r.counter
    if terms is not None and (terms.when or terms.kinds or terms.money or terms.people):
        return None
    if set(r.conditions) - set(r.at_door):
        return None
    return said if len(said.split()) <= LONGEST_NOTE and r.hear(said).says("doors.at_door") else None


def goods_beside_yes(tie: Tie, r: Reading) -> str | None:
    """What a yes names of the very help that is coming ("yes and i need milk and bread"), in its own words."""
    behind = r.cues.behind("answers.yes") if r.digit is None else None
    named = set(r.kinds) - {"general"}
    if behind is None or not named or not named <= set(tie.need.kinds) or "?" in r.text:
        return None
    if r.answer is not Answer.YES or r.when or r.complaint or r.cannot or r.apart or r.command or r.conditions:
        return None
    said = r.text[behind:].strip(" .,!")
    said = said[r.hear(said).behind("came.and") or 0 :].strip(" .,!")
    short = len(said.split()) <= LONGEST_NOTE and not any(ch.isdigit() for ch in said)
    return said if short else None


def before_yes(tie: Tie, r: Reading) -> list[Effect] | None:
    """Street or door given while they are asked whether this helper may come: a street is kept until the yes, the
    floor or the code alone as what the helper then hears beside it."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and r.digit is None and r.command is None
    if not plain or r.complaint or r.cannot or r.apart or r.when or len(r.text.split()) > LONGEST_DOOR:
        return None
    if r.cues.opens("filling.yes"):
        return None
    if (r.place is not None and r.place.precision == "address") or beside(r) is not None:
        return [GiveDoor(tie.match.id, r.text)]
    if tells_secret(r.cues) or not any(_NUMBER_SOON.match(r.text, end) for _, end in r.cues.each("doors.entry")):
        return None
    said = (r.text.strip(" .,!"),)
    return [FillNeed(tie.need.wishing(said, said)), Say("wish_confirm", {"name": tie.other_name, "wish": said})]


def door(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    if r.complaint or r.cannot or r.command is not None or r.intent is Intent.QUESTION:
        return None
    if rethink.takes_back(r):
        return [Close(q.id, "no"), FallThrough(q.match_id)]
    if r.pleasantry or r.bare_ok or r.digit is not None or (r.answer is Answer.YES and r.place is None):
        return [Say("ask_door_again")]
    wish = r.intent in (Intent.NEED, Intent.BOTH, Intent.OFFER) and bool(r.kinds)
    if wish and (r.place is None or (r.confidence >= filling.SURE and bool(set(r.kinds) - {"general"}))):
        return None
    if (any(ch.isdigit() for ch in r.text) and r.when is None) or _placed(r):
        return [Close(q.id, "given"), GiveDoor(q.match_id, r.text)]
    return None


def _placed(r: Reading) -> bool:
    return r.place is not None and (r.place.latitude is not None or r.place.precision == "address")


def meanwhile(tie: Tie, r: Reading) -> bool:
    """Whether a short text gives a street or a corner while something else is asked: where the helper is to go,
    which we or he asked for just before."""
    if tie.helping or tie.match.state is not MatchState.CONFIRMED or len(r.text.split()) > LONGEST_DOOR:
        return False
    if r.complaint or r.cannot or r.command is not None or r.digit is not None or r.intent is Intent.QUESTION:
        return False
    told = {"third", "of_them", "about_us"} & r.spans.keys()
    return not told and not r.kinds and (_placed(r) or beside(r) is not None or _corner(r))


def _corner(r: Reading) -> bool:
    """Whether a text names a corner, even one we cannot find."""
    named = r.cues.says("doors.corner") or any(ch.isdigit() for ch in r.text)
    return r.place is not None and r.when is None and named
