"""The answer to "is the visit off?", of one visit or of all of several. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.choices import OFF, SEND, STAYS, STILL, Choice, choices_of, waiting_words
from mutualaid.domain.conversation.effects import Ask, Close, Effect, EndNeed, LetStand, OpenCase, Relay, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, moving, naming
from mutualaid.domain.conversation.visits.across import person_reads
from mutualaid.domain.conversation.visits.visits import ends_need, off, said_once, was_asked_twice
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, QuestionKind


def answers_off(q: Question, r: Reading) -> bool:
    """Whether a text says that the visit is off, which is asked, and nothing else."""
    return choices_of(q.text)[0].does == OFF and _says_off(r)


def _says_off(r: Reading) -> bool:
    yes = r.cues.says("sending.off", "answers.yes")
    return yes and r.cues.count("sending.off", "answers.yes", "pieces.pleads") == len(r.cues.words)


def says_on(r: Reading, tie: Tie | None) -> bool:
    """Whether a text says that the visit is on: "he can come", "it stays", "except ana"."""
    if r.cannot or r.apart:
        return False
    spares = r.cues.at("sending.but") | r.cues.at("sending.fine") | r.cues.at("sending.stays")
    spared = tie is not None and naming.only_beside(tie, r, spares)
    on = r.cues.says("sending.comes", "sending.may_come")
    on = on or ("coming" in r.spans and not r.cues.says("maynot.refuses"))
    return spared or on or r.cues.only("sending.stays", "pieces.pleads")


def answer(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """A yes, a no or words of their own to whether a visit is off; None where they may be for the other side. Only
    a bare yes calls it off. What a coordinator may have asked is hers, and what may answer the other side is asked
    back."""
    text, choices = waiting_words(q.text), choices_of(q.text)
    first, several = choices[0], len(choices[0].ids) > 1
    if Choice(SEND, first.ids) in choices and r.cues.only("sending.send", "pieces.pleads"):
        return [Close(q.id, "told"), Relay(first.ids[0], text)]
    if several and (one := _one_of_them(c, q, r)) is not None:
        return [Close(q.id, "told"), *one]
    tie = None if several else c.tie(first.ids[0])
    on = next((choice for choice in choices if choice.does in (STAYS, STILL)), None)
    stays_first = first.does == STAYS
    calls_off, comes = _says_off(r), says_on(r, tie)
    no = comes or r.cues.only("sending.no", "pieces.pleads") or (r.says_no and stays_first)
    if not (calls_off or no or r.says_yes or r.cannot or r.bare_ok):
        return _kept_back(c, q, r) if on is not None and not stays_first else None
    anew = across.asked_anew(c, q, r, now, _asked_again(q, tie, on, several=several))
    if anew is not None and (c.person_wrote or not (comes or r.bare_ok)):
        return anew
    if r.bare_ok:
        return None if c.relayed_last else [Say("which_number")]
    if stays_first:
        chosen: Choice | None = choices[0 if r.says_yes or comes else 1]
    else:
        chosen = (on or Choice(STAYS)) if no else first if calls_off or r.cannot else None
    if chosen is None:
        return [Say("which_number")]
    moved = comes and tie is not None and moving.new_time(tie, r, now) is not None
    more = comes and tie is not None and _says_more(r, tie)
    if not chosen.ids and tie is not None and (moved or (more and tie.helping)):
        return [Close(q.id, "told"), *across.to_side(c, tie, r, now)]  # "i can come but late" is for the other side
    if not chosen.ids:
        case = OpenCase("for_us", 1, match_id=q.match_id, note=f"{text} / {r.text}" if more else text)
        return [Close(q.id, "told"), case, Say("visit_stays")]
    told = done(c, chosen, text)
    kept = tie is not None and tie.yes_kept
    at_once = r.when is not None and r.when.start is not None and r.when.start <= now
    if kept and at_once:
        return [Close(q.id, "told"), *told]  # "better now, i will come"
    if comes and (r.when is not None or r.hour is not None or r.conditions or r.cues.says("answers.but")):
        told = [e for e in told if not (isinstance(e, Say) or kept)]  # "he can come at 11": a person reads the rest
        told += [OpenCase("for_us", 0, match_id=q.match_id, note=r.text), person_reads(c)]
    return [Close(q.id, "told"), *told]


def _says_more(r: Reading, tie: Tie) -> bool:
    """Whether a text that says that a visit is on says anything besides, but for a time and courtesy."""
    spans = [r.spans[mark] for mark in ("when", "coming", "arrived") if mark in r.spans]
    said = {at for at, (a, b) in enumerate(r.cues.words) if any(first <= a and b <= last for first, last in spans)}
    said |= r.cues.at("sending.comes") | r.cues.at("sending.may_come") | r.cues.at("sending.no")
    said |= r.cues.at("sending.stays") | r.cues.at("sending.fine") | r.cues.at("sending.but")
    said |= r.cues.at("answers.yes") | r.cues.at("maynot.no_beside") | r.cues.at("pieces.pleads")
    said |= {0} if r.cues.opens("answers.but") else set()
    return not naming.says_only(tie, r, frozenset(said))


def _asked_again(q: Question, tie: Tie | None, on: Choice | None, *, several: bool) -> Say:
    ask = Ask(QuestionKind.SEND_WHERE, match_id=q.match_id, need_id=q.need_id, text=q.text)
    if on is None:
        return Say("off_or_send", {"name": tie.other_name if tie is not None else None}, ask)
    return Say("off_all_or_stay" if several else "off_or_stays", {}, ask)


def _one_of_them(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    """Which of several visits is off, where one is named; the others stand then. The first time it is asked a name
    is enough. Where one that stays is named, nobody knows of the others, and a person reads it."""
    text, choices = waiting_words(q.text), choices_of(q.text)
    ties = [tie for id in choices[0].ids if (tie := c.tie(id)) is not None]
    named = [tie for tie in ties if naming.is_named(tie, r)]
    if len(named) != 1:
        return None
    off_said = r.cannot or "off" in r.spans or r.cues.says("pieces.cannot", "sending.each_off")
    only_named = naming.is_brief(r) and naming.only_says_which(named[0], r) and not was_asked_twice(choices)
    if off_said or only_named:
        return [*off(named[0], text), *(LetStand(t.match.id) for t in ties if t is not named[0])]
    if says_on(r, named[0]) or r.cues.says("sending.comes", "sending.may_come"):
        return [LetStand(named[0].match.id), OpenCase("for_us", 0, note=f"{text} / {r.text}"), person_reads(c)]
    return None


def _kept_back(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    """What goes on after words that were kept from the other side is kept from them too, but for what is said of
    the way and the door."""
    theirs = "coming" in r.spans or bool(r.at_door) or c.relayed_last or r.thanks or r.place is not None
    if theirs or r.intent not in (Intent.OTHER, Intent.ANSWER, Intent.QUESTION):
        return None
    return [OpenCase("for_us", 0, match_id=q.match_id, note=r.text), person_reads(c)]


def done(c: Conversation, choice: Choice, text: str) -> list[Effect]:
    """What is done where visits are off, or stay."""
    ties = [tie for id in choice.ids if (tie := c.tie(id)) is not None]
    if choice.does == STILL:
        return [*map(LetStand, choice.ids), Say("visit_stays")]
    if choice.does == STAYS:
        waits = len(ties) == 1 and ties[0].match.state in (MatchState.ACCEPTED, MatchState.COUNTERED)
        if waits and ties[0].yes_kept:
            return [LetStand(ties[0].match.id)]
        return [Say("comes_too_soon", {"need": ties[0].need}) if waits else Say("visit_stays")]
    if len(choice.ids) > 1:
        ties = [t for t in ties if t.match.state in MATCH_YES]
    elif ties and c.waiting is not None and ends_need(ties[0], c.waiting) and "goes_on" not in c.waiting.spans:
        return [EndNeed(ties[0].need.id, "withdraw", "told")]
    return said_once([e for t in ties for e in off(t, text)]) or [Say("nothing_to_drop")]
