"""Words about a visit that was agreed: it is off, nobody is there yet, somebody is on the way to one that is off.
Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.choices import OFF, SEND, STAYS, STILL, Choice, choices_of, counted_out
from mutualaid.domain.conversation.effects import Ask, Effect, EndNeed, FallThrough, LetStand, OpenCase, Relay, Say
from mutualaid.domain.conversation.helpers import fewer
from mutualaid.domain.conversation.needs import again
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, came, moving, naming
from mutualaid.domain.followups import OFF_AGAIN, OFF_UNSAID, QUESTION_ENDS
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent, MatchState, QuestionKind

SHORT_OFF = 8
"""A text of at most this many words may say that the visit is off, and nothing else."""


def _agreed(c: Conversation, now: datetime) -> tuple[Tie, ...]:
    """The visits that stand; one that is held for her fear can still be called off by her."""
    on = [t for t in c.ties if t.match.state is MatchState.CONFIRMED]
    return tuple(t for t in on if not _held(t) or not (t.helping or t.over(now)))


def _held(tie: Tie) -> bool:
    return tie.match.outcome == "problem"


def is_off(c: Conversation, r: Reading, now: datetime) -> bool:
    """Says that nobody should come: to us, or to the other side by way of us."""
    afraid = r.complaint and not only_off(c, r)
    on = r.cues.says("visits.not_off")
    said = "off" in r.spans or r.cues.only("visits.absent", "pieces.pleads")
    said = said and not _met_by_another(r)
    if not said or on or moving.in_place(r) or afraid or r.cannot or again.takes_off_series(c, r, now):
        return False
    if c.question is not None and c.question.kind in across.ABOUT_THE_VISIT:
        return False
    times = again.days_of(r)
    about = {t.match.id for t in _agreed(c, now) if times is None or again.within(t, times)}
    goes_on = fewer.spared(r)
    about -= {t.match.id for t in c.ties if goes_on.issuperset(t.need.kinds)}
    if "off_away" in r.spans:  # "i wont be home after noon"
        about -= {t.match.id for t in c.ties if moving.hours_after(t, r)}
    return bool(about) and (c.question is None or c.question.match_id in about | {None})


def _met_by_another(r: Reading) -> bool:
    """Whether somebody else is there for whoever comes: "i wont be home but my sister will"."""
    return "off_away" in r.spans and r.cues.says("late.stands_in")


def only_off(c: Conversation, r: Reading) -> bool:
    """Whether what reads as fear only says again that whoever she feared is not to come: the visit is held, and a
    person knows why."""
    feared, off = r.spans.get("complaint"), r.spans.get("off")
    if off is None or not any(_held(t) and not t.helping for t in c.ties):
        return False
    return feared is None or (feared[0] < off[1] and off[0] < feared[1])


def call_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """What is clear is done; what may as well be for the other side, or about either of two, is asked."""
    times = again.days_of(r)
    ties = tuple(t for t in _agreed(c, now) if times is None or again.within(t, times))
    tie = ties[0] if len(ties) == 1 else naming.named(ties, r)
    if tie is None:
        return which_is_off(ties, r.text)
    if not tie.helping and (_held(tie) or _says_only_that(r)):
        return [*again.closing(c, tie.need), *off(tie, r.text)]
    return off_or_send(tie, r.text)


def may_be_off(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether somebody for whom help is agreed takes it back in a sentence: "never mind, i dont need it now"; or a
    helper says "i cant", and nothing else, while nothing is asked."""
    if c.question is None and _only_cannot(r):
        return bool(_to_come(c, now, helping=True))
    if _errand_off(c, r, now):
        return True
    takes_back = r.command is Command.CANCEL and r.covered and not r.complaint
    visits = [t.need for t in _meant(c, r, now)]
    open_too = [n for n in c.live_needs if r.kinds and n not in visits and set(r.kinds) <= set(n.kinds)]
    return takes_back and bool(visits) and not open_too


def ask_whether_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if _only_cannot(r):
        return ask_off(_to_come(c, now, helping=True), r.text)
    if errands := _errand_off(c, r, now):
        return ask_off(errands, r.text)
    ties = _meant(c, r, now)
    if len(ties) == 1 and ends_need(ties[0], r) and _needs_not_them(ties[0], r):
        return [EndNeed(ties[0].need.id, "withdraw", "told")]  # "i dont need ben anymore" is said to us
    return ask_off(ties, r.text)


def _errand_off(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """The rides that nobody needs where the appointment is off: "dr cancelled"."""
    said = "appointment" in r.spans and r.cues.says("taking_back.called_off") and len(r.text.split()) <= SHORT_OFF
    asks = r.intent is Intent.QUESTION or r.complaint or r.correction
    said = said and not (asks or r.cues.says("visits.not_off"))
    return tuple(t for t in _to_come(c, now, helping=False) if "ride" in t.need.kinds) if said else ()


def ends_need(tie: Tie, r: Reading) -> bool:
    """Whether words that call a visit off say that what it is for is needed no more; one visit of what comes again
    ends nothing."""
    gone = r.command is Command.CANCEL and r.covered and not r.complaint
    return gone and not tie.helping and tie.need.series_id is None


def _needs_not_them(tie: Tie, r: Reading) -> bool:
    """Whether a text says that whoever comes is not needed, and nothing behind it: "i dont need ben to call first"
    may mean the call alone."""
    them = r.cues.at("visits.needs_not_them")
    if naming.speaks_of(tie, r):
        name = (tie.other_name or "").lower()
        them |= {at for at, (a, b) in enumerate(r.cues.words) if r.text[a:b].lower() == name}
    spared = r.cues.at("parting.beside") | r.cues.at("pieces.pleads")
    return bool(them) and set(range(max(them) + 1, len(r.cues.words))) <= spared


def _only_cannot(r: Reading) -> bool:
    return r.cues.only("pieces.cannot", "pieces.pleads")


def to_come(c: Conversation, now: datetime) -> tuple[Tie, ...]:
    """The visits that stand and are not over."""
    return tuple(t for t in _agreed(c, now) if not t.over(now))


def _to_come(c: Conversation, now: datetime, *, helping: bool) -> tuple[Tie, ...]:
    """Of these, those the writer makes, or those to them."""
    return tuple(t for t in to_come(c, now) if t.helping is helping)


def _meant(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """The visits to the writer for all that the text names."""
    return tuple(t for t in _to_come(c, now, helping=False) if set(r.kinds) <= set(t.need.kinds))


def ask_off(ties: Sequence[Tie], words: str) -> list[Effect]:
    """Asks what words that take something back mean while somebody is to come."""
    return off_or_send(ties[0], words) if len(ties) == 1 else which_is_off(tuple(ties), words)


def which_is_off(ties: tuple[Tie, ...], words: str) -> list[Effect]:
    """Asks which of several visits is meant."""
    each = [Choice(OFF, (t.match.id,)) for t in ties[:3]]
    names = tuple(t.other_name for t in ties[:3])
    ask = Ask(QuestionKind.SEND_WHERE, text=counted_out(each, words))
    return [Say("which_is_off", {"names": names}, ask)]


def off_or_send(tie: Tie, words: str) -> list[Effect]:
    """Asks whether the visit is off, or the words are only for the other side."""
    text = counted_out((Choice(OFF, (tie.match.id,)), Choice(SEND, (tie.match.id,))), words)
    ask = Ask(QuestionKind.SEND_WHERE, match_id=tie.match.id, text=text)
    return [Say("off_or_send", {"name": tie.other_name}, ask)]


def off_or_stays(ties: Sequence[Tie], words: str) -> list[Effect]:
    """Asks whether the visit is off, or all of several, after words that are not for the other side."""
    ask = _whether([t.match.id for t in ties], STAYS, words)
    return [Say("off_or_stays" if len(ties) == 1 else "off_all_or_stay", {}, ask)]


def off_again(match_ids: Sequence[str], words: str) -> Ask:
    """The question whether these visits are off, asked a second time: a person reads the words in any case."""
    return _whether(match_ids, STILL, words)


def _whether(match_ids: Sequence[str], stays: str, words: str) -> Ask:
    """Whether these visits are off, or all are on: `stays` says as which choice."""
    ids, one = tuple(match_ids), match_ids[0] if len(match_ids) == 1 else None
    text = counted_out((Choice(OFF, ids), Choice(stays, ids)), words)
    return Ask(QuestionKind.SEND_WHERE, match_id=one, text=text)


def was_asked_twice(choices: Sequence[Choice]) -> bool:
    return choices[-1].does == STILL


def ends_after(ask: Ask) -> timedelta | None:
    """When a question ends that nobody answers; None where it ends with what it is about."""
    choices = choices_of(ask.text)
    if was_asked_twice(choices):
        return OFF_AGAIN
    return OFF_UNSAID if choices[0].does == OFF else QUESTION_ENDS.get(ask.kind)


def off(tie: Tie, words: str) -> list[Effect]:
    """Ends what was agreed; what the person in need wrote goes to whoever finds out whether they still need it."""
    ended: list[Effect] = [FallThrough(tie.match.id)]
    if not tie.helping:
        ended.append(OpenCase("requester_cannot", 1, need_id=tie.need.id, match_id=tie.match.id, note=words))
    return ended


def said_once(effects: list[Effect]) -> list[Effect]:
    """The same, told to the writer only with the last of the visits that end."""
    ends = [e for e in effects if isinstance(e, FallThrough)]
    return [replace(e, told=e is ends[-1]) if isinstance(e, FallThrough) else e for e in effects]


def _says_only_that(r: Reading) -> bool:
    moved = r.correction or r.cues.says("moving.moves") or any(ch.isdigit() for ch in r.text)
    return says_no_more(r) and not moved


def says_no_more(r: Reading) -> bool:
    """Whether a text that calls a visit off says nothing besides but why and when, and that it is sorry."""
    return not {"goes_on", "says_more"} & r.spans.keys()


def _overdue(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The visit whose time has come and that one side writes to find nobody at."""
    waits, shut = r.only_waits, "shut" in r.spans and not r.complaint
    missed = bool({"never_came", "shut"} & r.spans.keys())
    late = (t for t in _agreed(c, now) if not _held(t) and _due(t, now, from_start=missed))
    late = (t for t in late if not set(t.need.kinds) <= set(r.dropped))  # "groceries came still waiting for ride"
    found = tuple(t for t in late if (shut if t.helping else waits))
    return naming.named(found, r) or next(iter(found), None)


def _due(tie: Tie, now: datetime, *, from_start: bool) -> bool:
    """Whether the agreed time has come; with `from_start`, whether it may have begun: a day without an hour has."""
    start = tie.match.terms_from or tie.need.from_at
    at = start if from_start and start is not None else tie.match.agreed_at
    return at is not None and at <= now


def waits(c: Conversation, r: Reading, now: datetime) -> bool:
    asked = c.question is not None and c.question.kind in (QuestionKind.HAPPENED, QuestionKind.HELPER_HAPPENED)
    told = asked and (r.answer is not None or r.digit is not None or bool({"shut", "never_came"} & r.spans.keys()))
    told = told or (asked and came.nobody_came(r))
    overdue = None if told or r.automatic else _overdue(c, r, now)
    return overdue is not None and not (asked and over_long(overdue, now))


OVER_LONG = timedelta(hours=6)
"""So long after the agreed time nobody is told to wait: whoever is asked whether help came says that it did not."""


def over_long(tie: Tie, now: datetime) -> bool:
    return tie.match.agreed_at is not None and now - tie.match.agreed_at > OVER_LONG


def look_too(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The words go across, and a person looks as well."""
    tie = _overdue(c, r, now)
    assert tie is not None
    reason = "door_shut" if tie.helping else "waiting_for_helper"
    case = OpenCase(reason, 0, need_id=tie.need.id, match_id=tie.match.id, note=r.text)
    told = Say("waiting_read", {"name": tie.other_name, "by": c.facts.person_by})
    return [Relay(tie.match.id, r.text), case, told]


def comes_to_held(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper is on the way, or at the door, while a person looks whether the visit may go on."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER, Intent.QUESTION) and not (r.cannot or r.complaint)
    return "coming" in r.spans and plain and _held_visit(c, now) is not None


def _held_visit(c: Conversation, now: datetime) -> Tie | None:
    on = (t for t in c.ties if t.helping and t.match.state is MatchState.CONFIRMED and _held(t))
    return next((t for t in on if not t.match.is_over(now)), None)


def keep_waiting(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """They hear at once that they are not to go yet, and a person reads it; nothing goes across."""
    tie = _held_visit(c, now)
    assert tie is not None
    case = OpenCase("for_us", 0, need_id=tie.need.id, match_id=tie.match.id, note=r.text)
    return [case, Say("visit_waits", {"by": c.facts.person_by}, match_id=tie.match.id)]


def comes_too_soon(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper is on the way, or late, before the other side has said yes."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER, Intent.QUESTION) and not (r.cannot or r.complaint)
    return "coming" in r.spans and plain and _unanswered(c) is not None and not c.connected(now)


def _unanswered(c: Conversation) -> Tie | None:
    waiting = (MatchState.ACCEPTED, MatchState.COUNTERED)
    return next((t for t in c.ties if t.helping and t.match.state in waiting), None)


def wait_for_yes(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    tie = _unanswered(c)
    assert tie is not None
    if tie.yes_kept:
        return [LetStand(tie.match.id)]
    return [Say("comes_too_soon", {"need": tie.need}, match_id=tie.match.id)]


def comes_all_the_same(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper is on the way to a visit that is off."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER, Intent.QUESTION) and not r.cannot
    return c.gone is not None and "coming" in r.spans and plain and not c.connected(now)


def turn_back(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert c.gone is not None
    own = c.gone.match.called_off_by == "helper"
    case = OpenCase("comes_all_the_same", 0, need_id=c.gone.need.id, match_id=c.gone.match.id, note=r.text)
    return [case, Say("off_by_you" if own else "off_for_them", {"name": c.gone.other_name})]
