"""The answer to "whom is this for?": one side, the other, both, us, or nobody, for the visit is off. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.choices import (
    HELP,
    LACKS,
    OFF,
    REST,
    SEND,
    STAYS,
    US,
    WANTS,
    Choice,
    choices_of,
    waiting_words,
)
from mutualaid.domain.conversation.effects import (
    Ask,
    Close,
    Effect,
    EndNeed,
    FallThrough,
    GiveDoor,
    Note,
    OpenCase,
    Pause,
    ProposeTime,
    Relay,
    Say,
)
from mutualaid.domain.conversation.helpers import hunger, limits
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, doors, moving, naming, whetheroff
from mutualaid.domain.conversation.visits.across import person_reads
from mutualaid.domain.conversation.visits.visits import ask_off, said_once, which_is_off
from mutualaid.domain.followups import FOCUS
from mutualaid.domain.messages import IF_SILENT
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent, QuestionKind


def ordinal(r: Reading) -> int | None:
    """Which of the things counted out to its writer a text names by its place, and nothing else: "the first one" is
    1; None where it names none."""
    if r.cues.only("sending.first", "sending.place", "pieces.pleads"):
        return 1
    if r.cues.only("sending.second", "sending.place", "pieces.pleads"):
        return 2
    return 3 if r.cues.only("sending.third", "sending.place", "pieces.pleads") else None


RESTS = timedelta(days=7)
"""How long a break of a helper who is ill is."""


def settle(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    text, choices = waiting_words(q.text), choices_of(q.text)
    first, place = choices[0], ordinal(r)
    if place is not None and r.digit is None and len(first.ids) > 1:
        return [Say("which_number")]  # the first of the visits, or the first of what was counted out
    if place is not None and place <= len(choices) and r.digit is None:
        r = replace(r, digit=place)
    ours = {LACKS: hunger.settle, WANTS: limits.settle_need}.get(first.does)
    if ours is not None:
        return ours(c, q, r, now)
    if r.digit is not None and c.person_wrote and first.does in (OFF, STAYS):
        return across.tell_person(c, r, now)
    if r.digit is not None:
        if not 1 <= r.digit <= len(choices):
            return [Say("which_number")]
        return [Close(q.id, "told"), *done(c, choices[r.digit - 1], text, now)]
    if first.does == REST:
        return _rest_or_help(c, q, r, now)
    sides = sides_of(c, choices)
    if Choice(US) in choices and sides and (given := _street(c, q, r, sides[0][1], text)):
        return given
    several = len({tie.match.id for _, tie in sides}) > 1
    if Choice(US) in choices and not several and (chosen := _plainly(r, sides)) is not None:
        return [Close(q.id, "told"), *done(c, chosen, text, now)]
    if several and first.does == OFF:
        return _which_off(c, q, r, sides, now)
    if several:
        return _whom(c, q, r, sides, now)
    if first.does in (OFF, STAYS) and (answered := whetheroff.answer(c, q, r, now)) is not None:
        return answered
    named = [choice for choice, tie in sides if choice.does == SEND and naming.is_named(tie, r)]
    return [Close(q.id, "told"), *done(c, named[0], text, now)] if named and naming.is_brief(r) else None


Side = tuple[Choice, Tie]
"""A choice that is about one visit, and that visit."""


def sides_of(c: Conversation, choices: Sequence[Choice]) -> list[Side]:
    """Those of the choices that send words to one side, or say that one visit is off."""
    each = [choice for choice in choices if choice.does in (SEND, OFF) and len(choice.ids) == 1]
    return [(choice, tie) for choice in each if (tie := c.tie(choice.ids[0])) is not None]


def _rest_or_help(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """What a helper who is ill wants, in words."""
    if r.intent is Intent.NEED and set(r.kinds) - {"general", "care"}:
        free = replace(c, question=None)
        return [Close(q.id, "told"), *intake.take_needs(free, intake.drafts_from(free, r, now), now)]
    if r.intent is Intent.NEED:
        return [Close(q.id, "told"), *done(c, Choice(HELP), waiting_words(q.text), now)]
    return [Say("which_number")] if r.answer is not None or r.bare_ok else None


def _whom(c: Conversation, q: Question, r: Reading, sides: list[Side], now: datetime) -> list[Effect] | None:
    """Which of several people the words that wait are for, in words."""
    text, but = waiting_words(q.text), r.cues.at("sending.but")
    if any(naming.only_beside(tie, r, but) for _, tie in sides):
        return [Say("which_number")]  # "not ana", "except ana"
    if r.cues.says("sending.none"):
        return [Close(q.id, "none"), OpenCase("for_us", 0, note=f"{text} / {r.text}"), person_reads(c)]
    if "both" in r.spans:
        bare = c.waiting is not None and c.waiting.digit is not None
        each = _words_to_each(c, sides, r, text) if bare else _to_each(c, sides, text, now)
        return [Close(q.id, "both"), *each]  # a bare digit tells nobody anything
    if (r.thanks or r.bare_ok or r.pleasantry) and naming.is_brief(r):
        return [Say("which_number")]
    return _by_name_or_kind(c, q, r, sides, now)


def _which_off(c: Conversation, q: Question, r: Reading, sides: list[Side], now: datetime) -> list[Effect] | None:
    """Which of several visits is off, in words. All are only where nothing else is said; that they stay is read by
    a person. A yes or a no names none, and what may be a coordinator's is hers. None where the words are for one of
    the others."""
    text, ties, but = waiting_words(q.text), tuple(tie for _, tie in sides), r.cues.at("sending.but")
    none = r.cues.says("sending.none") or any(naming.only_beside(tie, r, but) for tie in ties)
    comes = r.cues.says("sending.comes", "sending.may_come") or any(whetheroff.says_on(r, tie) for tie in ties)
    if "both" in r.spans and _only_both(r) and not none:
        return [Close(q.id, "both"), *_to_each(c, sides, text, now)]
    if not none and (comes or "both" in r.spans):
        return [Close(q.id, "none"), OpenCase("for_us", 0, note=f"{text} / {r.text}"), person_reads(c)]
    bare = r.says_yes or r.says_no or r.bare_ok or r.thanks or r.pleasantry
    if none or (bare and naming.is_brief(r)):  # "neither", "not ana" may be off or be kept
        return across.tell_person(c, r, now) if c.person_wrote else which_is_off(ties, text)
    return _by_name_or_kind(c, q, r, sides, now, only=True)


def _only_both(r: Reading) -> bool:
    """Whether a text says "both", or that both are off, and nothing else: "they can both come" is no such word."""
    start, end = r.spans["both"]
    said = r.cues.at("sending.off") | r.cues.at("sending.each_off") | r.cues.at("pieces.pleads")
    return all(at in said or (start <= a and b <= end) for at, (a, b) in enumerate(r.cues.words))


def _plainly(r: Reading, sides: list[Side]) -> Choice | None:
    """Whom a text says that the words that wait are for, and nothing else: "just send it", "for you"."""
    if sides and r.cues.only("sending.send", "pieces.pleads"):
        return sides[0][0]
    return Choice(US) if r.cues.only("sending.ours", "pieces.pleads") else None


def _street(c: Conversation, q: Question, r: Reading, tie: Tie, text: str) -> list[Effect] | None:
    """A street or corner said meanwhile goes to the helper who waits for it; a person reads the words before."""
    if not (tie.need.door is None or c.relayed_last) or not doors.meanwhile(tie, r):
        return None
    goes = GiveDoor(tie.match.id, r.text) if tie.need.door is None else Relay(tie.match.id, r.text)
    return [Close(q.id, "told"), OpenCase("for_us", 1, match_id=tie.match.id, note=text), goes]


def _words_to_each(c: Conversation, sides: list[Side], r: Reading, text: str) -> list[Effect]:
    """What is said beside "both" goes to each ("ok both"); where nothing is, a person reads it."""
    start, end = r.spans["both"]
    words = f"{r.text[:start].strip()} {r.text[end:].strip()}".strip(" ,.!")
    if not words:
        return [OpenCase("for_us", 1, note=f"{text} / {r.text}"), person_reads(c)]
    return [Relay(tie.match.id, words) for _, tie in sides]


def _by_name_or_kind(
    c: Conversation, q: Question, r: Reading, sides: list[Side], now: datetime, *, only: bool = False
) -> list[Effect] | None:
    """The one of several that is named, or whose help is; words that go on past the name are for that one too, and
    the question stays about the text before. With `only`, it is asked again where a few words say more."""
    named = [side for side in sides if naming.is_named(side[1], r)]
    which = only and len(named) == 1 and naming.only_says_which(named[0][1], r)
    if len(named) == 1 and not (which or naming.is_brief(r)):
        tie, names = named[0][1], tuple(tie.other_name for _, tie in sides)
        asked = Ask(QuestionKind.SEND_WHERE, text=q.text)
        goes = across.to_side(c, tie, r, now)
        said = any(isinstance(e, Say) for e in goes)
        return goes if said else [*goes, Say("which_before", {"name": tie.other_name, "names": names}, asked)]
    if not named and r.kinds and len(r.text.split()) <= naming.BARE_NAME + 1:
        named = [side for side in sides if set(side[1].need.kinds) & set(r.kinds)]
    if len(named) != 1:
        return None
    if only and not (which or naming.only_says_which(named[0][1], r)):
        return which_is_off(tuple(tie for _, tie in sides), waiting_words(q.text))
    return [Close(q.id, "told"), *done(c, named[0][0], waiting_words(q.text), now)]


def _to_each(c: Conversation, sides: list[Side], text: str, now: datetime) -> list[Effect]:
    """What is done for each of several, with one reply to the writer: where it would be asked of one whether the
    words are for us, a person reads them. A time that is said to both is nobody's new one: it is on the desk, and
    what is written next may be for any of them."""
    each = [e for choice, _ in sides for e in done(c, choice, text, now) if not isinstance(e, ProposeTime)]
    if any(isinstance(e, Say) and e.ask is not None for e in each):
        return [OpenCase("for_us", 1, note=text), person_reads(c)]
    said = [e for e in each if isinstance(e, Say)]
    ends = any(isinstance(e, FallThrough) for e in each)  # which tells the writer itself
    if gone := [tie for _, tie in sides if _ends(each, tie)]:
        said = [Say("need_dropped", {"kinds": tuple(dict.fromkeys(k for t in gone for k in t.need.kinds))})]
    kept = [] if ends else sorted(said, key=lambda e: e.line in IF_SILENT)[:1]
    told = [replace(e, why="beside") if isinstance(e, EndNeed) else e for e in each]
    told = said_once([e for e in told if not isinstance(e, Say | Note)])
    return [*told, Note({"peer_match_id": None, "peer_until": None}), *kept]


def _ends(effects: list[Effect], tie: Tie) -> bool:
    return any(isinstance(e, EndNeed) and e.need_id == tie.need.id for e in effects)


def done(c: Conversation, choice: Choice, text: str, now: datetime) -> list[Effect]:
    """What a choice does with the words that waited."""
    if choice.does == US:
        return [OpenCase("for_us", 1, note=text), person_reads(c)]
    if choice.does == REST:
        return [Pause(now + RESTS), Say("paused", {"until": now + RESTS})]
    if choice.does == HELP:
        asked = Need(id=c.fresh[0], neighbour_id=c.neighbour.id, created_at=now)
        return intake.take_needs(replace(c, question=None), (asked,), now)
    if choice.does != SEND:
        return whetheroff.done(c, choice, text)
    (id,) = choice.ids
    return [*_sent(c, id, text, now), Note({"peer_match_id": id, "peer_until": now + FOCUS})]


def _sent(c: Conversation, match_id: str, text: str, now: datetime) -> list[Effect]:
    """What the words that waited do now that it is known for whom of several they are: the same as with one visit.
    Where there is one, it was asked whether they are for us or what they mean, and they go across."""
    tie, q = c.tie(match_id), c.question
    several = q is not None and len({t.match.id for _, t in sides_of(c, choices_of(q.text))}) > 1
    if tie is None or c.waiting is None:
        return [Relay(match_id, text)]
    if not several:  # a time that they name is the same as without our question
        return [Relay(match_id, text), *moving.heard(tie, c.waiting, now.astimezone(c.facts.zone))]
    waited = c.waiting
    calls_off = waited.command is Command.CANCEL or "off" in waited.spans or waited.cannot
    if calls_off and not moving.in_place(waited):
        return ask_off((tie,), text)  # it was asked which visit, not whether it is off
    return across.to_side(c, tie, waited, now)
