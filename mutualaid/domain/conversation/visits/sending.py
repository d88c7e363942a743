"""The answer to "whom is this for?": one side, the other, both, us, or nobody, for the visit is off. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import (
    Ask,
    Close,
    Effect,
    EndNeed,
    FallThrough,
    GiveDoor,
    LetStand,
    Note,
    OpenCase,
    Pause,
    ProposeTime,
    Relay,
    Say,
)
from mutualaid.domain.conversation.helpers import hunger, limits
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.questions import options_of, waiting_words
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, apart, doors, moving
from mutualaid.domain.conversation.visits.visits import (
    AND,
    OFF,
    STAYS,
    STILL,
    ends_need,
    off,
    said_once,
    was_asked_twice,
    which_is_off,
)
from mutualaid.domain.followups import FOCUS
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.messages import IF_SILENT
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, QuestionKind

BARE_NAME = 3
"""A text of at most this many words that names one side only answers; a longer one is for that side itself."""


def ordinal(r: Reading) -> int | None:
    """Which of the things counted out to its writer a text names by its place, and nothing else: "the first one" is
    1; None where it names none."""
    if r.cues.only("sending.first", "sending.place", "pieces.pleads"):
        return 1
    if r.cues.only("sending.second", "sending.place", "pieces.pleads"):
        return 2
    return 3 if r.cues.only("sending.third", "sending.place", "pieces.pleads") else None


REST, HELP = "rest", "help"
"""Options of a helper who is ill: a break of `RESTS`, or help for themselves."""

RESTS = timedelta(days=7)


def settle(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    text, options = waiting_words(q.text), options_of(q.text)
    place = ordinal(r)
    if place is not None and r.digit is None and any(AND in o for o in options):
        return [Say("which_number")]  # the first of the visits, or the first of what was counted out
    if place is not None and place <= len(options) and r.digit is None:
        r = replace(r, digit=place)
    ours = {hunger.LACKS: hunger.settle, limits.WANTS: limits.settle_need}.get(options[0])
    if ours is not None:
        return ours(c, q, r, now)
    if r.digit is not None and c.person_wrote and options[0].startswith((OFF, STAYS)):
        return across.tell_person(c, r, now)
    if r.digit is not None:
        if not 1 <= r.digit <= len(options):
            return [Say("which_number")]
        return [Close(q.id, "told"), *_done(c, options[r.digit - 1], text, now)]
    if options[0] == REST:
        if r.intent is Intent.NEED and set(r.kinds) - {"general", "care"}:
            free = replace(c, question=None)
            return [Close(q.id, "told"), *intake.take_needs(free, intake.drafts_from(free, r, now), now)]
        if r.intent is Intent.NEED:
            return [Close(q.id, "told"), *_done(c, HELP, text, now)]
        return [Say("which_number")] if r.answer is not None or r.bare_ok else None
    people = [o for o in options if c.tie(o.removeprefix(OFF)) is not None]
    if "us" in options and people and (given := _street(c, q, r, people[0].removeprefix(OFF), text)):
        return given
    if _several(c, options) and options[0].startswith(OFF):
        return _which_off(c, q, r, options, now)
    if _several(c, options):
        if any(_only_beside(c.tie(o), r, r.cues.at("sending.but")) for o in people):
            return [Say("which_number")]  # "not ana", "except ana"
        if r.cues.says("sending.none"):
            return [Close(q.id, "none"), OpenCase("for_us", 0, note=f"{text} / {r.text}"), _read(c)]
        if "both" in r.spans:
            bare = c.waiting is not None and c.waiting.digit is not None
            each = _words_to_each(c, people, r, text) if bare else _to_each(c, people, text, now)
            return [Close(q.id, "both"), *each]  # a bare digit tells nobody anything
        if (r.thanks or r.bare_ok or r.pleasantry) and _brief(r):
            return [Say("which_number")]
        return _by_name_or_kind(c, q, r, people, text, now)
    if options[0].startswith((OFF, STAYS)) and (done := _off_or_on(c, q, r, options, now)) is not None:
        return done
    named = [o for o in people if not o.startswith(OFF) and _named(c.tie(o), r)]
    return [Close(q.id, "told"), *_done(c, named[0], text, now)] if named and _brief(r) else None


def _which_off(
    c: Conversation, q: Question, r: Reading, options: list[str], now: datetime
) -> list[Effect] | None:
    """Which of several visits is off, in words. All are only where nothing else is said; that they stay is read by
    a person. A yes or a no names none, and what may be a coordinator's is hers. None where the words are for one of
    the others."""
    text, each = waiting_words(q.text), [t for o in options if (t := c.tie(o.removeprefix(OFF))) is not None]
    none = r.cues.says("sending.none") or any(_only_beside(t, r, r.cues.at("sending.but")) for t in each)
    if "both" in r.spans and _only_both(r) and not none:
        return [Close(q.id, "both"), *_to_each(c, options, text, now)]
    if not none and (r.cues.says("sending.comes", "sending.may_come") or "both" in r.spans):
        return [Close(q.id, "none"), OpenCase("for_us", 0, note=f"{text} / {r.text}"), _read(c)]
    bare = r.says_yes or r.says_no or r.bare_ok or r.thanks or r.pleasantry
    if none or (bare and _brief(r)):  # "neither", "not ana" may be off or be kept
        return across.tell_person(c, r, now) if c.person_wrote else which_is_off(tuple(each), text)
    return _by_name_or_kind(c, q, r, options, text, now)


def _only_both(r: Reading) -> bool:
    """Whether a text says "both", or that both are off, and nothing else: "they can both come" is no such word."""
    start, end = r.spans["both"]
    said = r.cues.at("sending.off") | r.cues.at("sending.each_off") | r.cues.at("pieces.pleads")
    return all(at in said or (start <= a and b <= end) for at, (a, b) in enumerate(r.cues.words))


def answers_off(q: Question, r: Reading) -> bool:
    """Whether a text says that the visit is off, which is asked, and nothing else."""
    return options_of(q.text)[0].startswith(OFF) and _says_off(r)


def _says_off(r: Reading) -> bool:
    yes = r.cues.says("sending.off", "answers.yes")
    return yes and r.cues.count("sending.off", "answers.yes", "pieces.pleads") == len(r.cues.words)


def _says_on(r: Reading, tie: Tie | None) -> bool:
    """Whether a text says that the visit is on: "he can come", "it stays", "except ana"."""
    if r.cannot or r.apart:
        return False
    spared = _only_beside(tie, r, r.cues.at("sending.but") | r.cues.at("sending.fine"))
    on = r.cues.says("sending.comes", "sending.may_come")
    return spared or on or r.cues.only("sending.stays", "pieces.pleads")


def _off_or_on(
    c: Conversation, q: Question, r: Reading, options: list[str], now: datetime
) -> list[Effect] | None:
    """A yes, a no or words of their own to whether a visit is off; None where they may be for the other side. Only
    a bare yes calls it off. What a coordinator may have asked is hers, and what may answer the other side is asked
    back."""
    text, tie = waiting_words(q.text), c.tie(options[0].partition(":")[2])
    if AND in options[0] and (one := _one_of_them(c, options, r, text)) is not None:
        return [Close(q.id, "told"), *one]
    on = next((o for o in options if o.startswith((STAYS, STILL))), None)
    stays_first = options[0].startswith(STAYS)
    off, comes = _says_off(r), _says_on(r, tie)
    no = comes or r.cues.only("sending.no", "pieces.pleads") or (r.says_no and stays_first)
    if not (off or no or r.says_yes or r.cannot or r.bare_ok):
        return _kept_back(c, q, r) if on is not None and not stays_first else None
    again = Ask(QuestionKind.SEND_WHERE, match_id=q.match_id, need_id=q.need_id, text=q.text)
    name = tie.other_name if tie is not None else None
    asks = "off_all_or_stay" if AND in options[0] else "off_or_stays"
    line = Say(asks, {}, again) if on is not None else Say("off_or_send", {"name": name}, again)
    anew = across.asked_anew(c, q, r, now, line)
    if anew is not None and (c.person_wrote or not (comes or r.bare_ok)):
        return anew
    if r.bare_ok:
        return None if c.relayed_last else [Say("which_number")]
    if stays_first:
        answer: str | None = options[0 if r.says_yes or comes else 1]
    else:
        answer = (on or STAYS) if no else options[0] if off or r.cannot else None
    if answer is None:
        return [Say("which_number")]
    moved = comes and tie is not None and moving.new_time(tie, r, now) is not None
    if answer == STAYS and moved and tie is not None:  # "i can come at 11" is for the other side
        return [Close(q.id, "told"), *across.to_side(c, tie, r, now)]
    if answer == STAYS:
        return [Close(q.id, "told"), OpenCase("for_us", 1, match_id=q.match_id, note=text), Say("visit_stays")]
    done = _done(c, answer, text, now)
    if comes and (r.when is not None or r.hour is not None or r.conditions or r.cues.says("answers.but")):
        done = [e for e in done if not isinstance(e, Say)]  # "he can come at 11": the rest is for a person
        done += [OpenCase("for_us", 0, match_id=q.match_id, note=r.text), _read(c)]
    return [Close(q.id, "told"), *done]


def _one_of_them(c: Conversation, options: list[str], r: Reading, text: str) -> list[Effect] | None:
    """Which of several visits is off, where one is named; the others stand then. The first time it is asked a name
    is enough. Where one that stays is named, nobody knows of the others, and a person reads it."""
    ties = [t for id in options[0].removeprefix(OFF).split(AND) if (t := c.tie(id)) is not None]
    named = [t for t in ties if _named(t, r)]
    if len(named) != 1:
        return None
    off_said = r.cannot or "off" in r.spans or r.cues.says("pieces.cannot", "sending.each_off")
    stays = _says_on(r, named[0])
    if off_said or (_brief(r) and not (stays or was_asked_twice(options))):
        return [*off(named[0], text), *(LetStand(t.match.id) for t in ties if t is not named[0])]
    if r.cues.says("sending.comes", "sending.may_come"):
        return [LetStand(named[0].match.id), OpenCase("for_us", 0, note=f"{text} / {r.text}"), _read(c)]
    return None


def _only_beside(tie: Tie | None, r: Reading, said: frozenset[int]) -> bool:
    """Whether a text says nothing but these of its words beside the name of the other side: "except ana"."""
    if tie is None or not _named(tie, r) or not said:
        return False
    return apart.says_only(tie, r, said | r.cues.at("pieces.pleads"))


def _kept_back(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    """What goes on after words that were kept from the other side is kept from them too, but for what is said of
    the way and the door."""
    theirs = "coming" in r.spans or bool(r.at_door) or c.relayed_last or r.thanks or r.place is not None
    if theirs or r.intent not in (Intent.OTHER, Intent.ANSWER, Intent.QUESTION):
        return None
    return [OpenCase("for_us", 0, match_id=q.match_id, note=r.text), _read(c)]


def _read(c: Conversation) -> Say:
    return Say("person_reads", {"by": c.facts.person_by})


def _street(c: Conversation, q: Question, r: Reading, option: str, text: str) -> list[Effect] | None:
    """A street or corner said meanwhile goes to the helper who waits for it; a person reads the words before."""
    tie = c.tie(option)
    if tie is None or not (tie.need.door is None or c.relayed_last) or not doors.meanwhile(tie, r):
        return None
    goes = GiveDoor(tie.match.id, r.text) if tie.need.door is None else Relay(tie.match.id, r.text)
    return [Close(q.id, "told"), OpenCase("for_us", 1, match_id=tie.match.id, note=text), goes]


def _words_to_each(c: Conversation, people: list[str], r: Reading, text: str) -> list[Effect]:
    """What is said beside "both" goes to each ("ok both"); where nothing is, a person reads it."""
    start, end = r.spans["both"]
    words = f"{r.text[:start].strip()} {r.text[end:].strip()}".strip(" ,.!")
    if not words:
        return [OpenCase("for_us", 1, note=f"{text} / {r.text}"), Say("person_reads", {"by": c.facts.person_by})]
    return [Relay(id, words) for id in people]


def _by_name_or_kind(
    c: Conversation, q: Question, r: Reading, people: list[str], text: str, now: datetime
) -> list[Effect] | None:
    """The one of several that is named, or whose help is; words that go on past the name are for that one too, and
    the question stays about the text before."""
    named = [o for o in people if _named(c.tie(o.removeprefix(OFF)), r)]
    if len(named) == 1 and not _brief(r):
        tie = c.tie(named[0].removeprefix(OFF))
        assert tie is not None
        names = tuple(t.other_name for o in people if (t := c.tie(o.removeprefix(OFF))) is not None)
        asked = Ask(QuestionKind.SEND_WHERE, text=q.text)
        done = across.to_side(c, tie, r, now)
        said = any(isinstance(e, Say) for e in done)
        return done if said else [*done, Say("which_before", {"name": tie.other_name, "names": names}, asked)]
    if not named and r.kinds and len(r.text.split()) <= BARE_NAME + 1:
        named = [o for o in people if (t := c.tie(o.removeprefix(OFF))) and set(t.need.kinds) & set(r.kinds)]
    if len(named) != 1:
        return None
    return [Close(q.id, "told"), *_done(c, named[0], text, now)]


def _to_each(c: Conversation, people: list[str], text: str, now: datetime) -> list[Effect]:
    """What is done for each of several, with one reply to the writer: where it would be asked of one whether the
    words are for us, a person reads them. A time that is said to both is nobody's new one: it is on the desk, and
    what is written next may be for any of them."""
    each = [e for o in people for e in _done(c, o, text, now) if not isinstance(e, ProposeTime)]
    if any(isinstance(e, Say) and e.ask is not None for e in each):
        return [OpenCase("for_us", 1, note=text), Say("person_reads", {"by": c.facts.person_by})]
    said = [e for e in each if isinstance(e, Say)]
    ends = any(isinstance(e, FallThrough) for e in each)  # which tells the writer itself
    if gone := [t for o in people if (t := c.tie(o.removeprefix(OFF))) and _ends(each, t)]:
        said = [Say("need_dropped", {"kinds": tuple(dict.fromkeys(k for t in gone for k in t.need.kinds))})]
    kept = [] if ends else sorted(said, key=lambda e: e.line in IF_SILENT)[:1]
    done = [replace(e, why="beside") if isinstance(e, EndNeed) else e for e in each]
    done = said_once([e for e in done if not isinstance(e, Say | Note)])
    return [*done, Note({"peer_match_id": None, "peer_until": None}), *kept]


def _ends(effects: list[Effect], tie: Tie) -> bool:
    return any(isinstance(e, EndNeed) and e.need_id == tie.need.id for e in effects)


def _done(c: Conversation, option: str, text: str, now: datetime) -> list[Effect]:
    if option == "us":
        return [OpenCase("for_us", 1, note=text), Say("person_reads", {"by": c.facts.person_by})]
    if option == REST:
        return [Pause(now + RESTS), Say("paused", {"until": now + RESTS})]
    if option == HELP:
        asked = Need(id=c.fresh[0], neighbour_id=c.neighbour.id, created_at=now)
        return intake.take_needs(replace(c, question=None), (asked,), now)
    if option.startswith(STAYS):
        return _stays(c.tie(option.removeprefix(STAYS)))
    if option.startswith(STILL):
        return [*map(LetStand, option.removeprefix(STILL).split(AND)), Say("visit_stays")]
    if option.startswith(OFF):
        if AND in option:
            ties = [t for id in option.removeprefix(OFF).split(AND) if (t := c.tie(id)) is not None]
            still = [t for t in ties if t.match.state in MATCH_YES]
            return said_once([e for t in still for e in off(t, text)]) or [Say("nothing_to_drop")]
        tie = c.tie(option.removeprefix(OFF))
        if tie is not None and c.waiting is not None and ends_need(tie, c.waiting):
            return [EndNeed(tie.need.id, "withdraw", "told")]
        return off(tie, text) if tie is not None else [Say("nothing_to_drop")]
    return [*_sent(c, option, text, now), Note({"peer_match_id": option, "peer_until": now + FOCUS})]


def _sent(c: Conversation, option: str, text: str, now: datetime) -> list[Effect]:
    """What the words that waited do now that it is known for whom of several they are: the same as with one visit.
    Where there is one, it was asked whether they are for us or what they mean, and they just go across."""
    tie, q = c.tie(option), c.question
    if tie is None or q is None or c.waiting is None or not _several(c, options_of(q.text)):
        return [Relay(option, text)]
    return across.to_side(c, tie, c.waiting, now)


def _several(c: Conversation, options: list[str]) -> bool:
    return len({id for o in options if c.tie(id := o.removeprefix(OFF)) is not None}) > 1


def _stays(tie: Tie | None) -> list[Effect]:
    waits = tie is not None and tie.match.state in (MatchState.ACCEPTED, MatchState.COUNTERED)
    return [Say("comes_too_soon", {"need": tie.need})] if tie is not None and waits else [Say("visit_stays")]


def _brief(r: Reading) -> bool:
    return len(r.text.split()) <= BARE_NAME


def _named(tie: Tie | None, r: Reading) -> bool:
    return tie is not None and apart.is_named(tie, r)
