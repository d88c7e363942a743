"""One turn: what a phone wrote, and what should happen.

`step` reads a table from the top; the first row that fits wins. Each row is a name, a test and an act; the acts
for the open question live in `answers`, those for new needs and offers in `intake`. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mutualaid.domain.conversation import acts, answers, asked, pressing, taking_back
from mutualaid.domain.conversation.beside import for_nothing
from mutualaid.domain.conversation.effects import (
    Effect,
    Note,
)
from mutualaid.domain.conversation.helpers import (
    adding,
    breaks,
    carless,
    fewer,
    hunger,
    limits,
    quitting,
    refusals,
    rethink,
    standing,
    timesoff,
    twice,
    unwell,
    wanted,
)
from mutualaid.domain.conversation.needs import again, forwhom, later, partoff, topics, wayback, wishes
from mutualaid.domain.conversation.needs.again import SHORT_WORDS
from mutualaid.domain.conversation.needs.asides import without_purse
from mutualaid.domain.conversation.people import (
    back,
    cries,
    heard,
    holder,
    leaving,
    minors,
    mourning,
    noise,
    tongues,
    voices,
)
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import (
    across,
    anew,
    came,
    happened,
    late,
    maynot,
    moving,
    newsof,
    parting,
    together,
    visits,
)
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import (
    Command,
    Intent,
    QuestionKind,
    QuestionState,
    Standing,
)

Act = Callable[[Conversation, Reading, datetime], list[Effect]]


Fits = Callable[[Conversation, Reading, datetime], bool]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    fits: Fits
    act: Act


def step(c: Conversation, r: Reading, now: datetime) -> tuple[str, list[Effect]]:
    """The name of the row that fits, and its effects. Total: the last row always fits."""
    r = holder.unnamed(c, wishes.as_meant(c, without_purse(c, asked.as_asked(r))))
    c = voices.as_heard_by(c, r)
    r = carless.as_meant(c, for_nothing(c, r), now)
    r = heard.no_day(c, late.as_said(c, r, now))
    c, before = leaving.given_up(c, _answers_question(c, r, now), r)
    for row in ROWS:
        if row.fits(c, r, now):
            effects = twice.checked(c, row.act(c, r, now), now)
            return row.name, [*before, *_with_misses(c, row, effects), *_beside(c, row, r)]
    raise AssertionError("the last row fits everything")


def _with_misses(c: Conversation, row: Row, effects: list[Effect]) -> list[Effect]:
    if row.name not in KEEPS_MISSES and c.talk.misses:
        effects = [*effects, Note({"misses": 0})]
    return effects


def _beside(c: Conversation, row: Row, r: Reading) -> list[Effect]:
    """Hours without texts that are wished for beside something else stand before a person too, and an age."""
    hours: list[Effect] = []
    if "hours" in r.spans and row.name not in KEEPS_HOURS:
        hours = [limits.hours_case(r)]
    return [*hours, *minors.beside(c, row.name, r)]


def _exact(command: Command) -> Fits:
    return lambda c, r, now: r.command is command and (acts.is_short(r) or not c.connected(now))


def _is(command: Command) -> Fits:
    return lambda c, r, now: r.command is command


OVER_QUESTIONS = frozenset({Command.FORGET, Command.STATUS, Command.HUMAN})
"""Commands that are never an answer, whatever is asked."""


def _answers_question(c: Conversation, r: Reading, now: datetime) -> bool:
    q = c.question
    if q is None or (q.state is QuestionState.RESERVED and _bare(r)):
        return False
    still_waits = q.kind is QuestionKind.HAPPENED and "waiting" in r.spans
    if r.command in OVER_QUESTIONS and not still_waits:
        return False
    return not rethink.came_after_all(c, r, now) and answers.answer(c, q, r, now) is not None


def _answer(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert c.question is not None
    return answers.answer(c, c.question, r, now) or []


def _bare(r: Reading) -> bool:
    return r.digit is not None or (r.answer is not None and r.intent is Intent.ANSWER)


def _late(c: Conversation, r: Reading, now: datetime) -> bool:
    brief = r.digit is not None or len(r.text.split()) <= SHORT_WORDS
    if c.question is not None or not _bare(r) or (c.connected(now) and not brief):
        return False
    return rethink.late(c, r, now) is not None


def _answer_late(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return rethink.late(c, r, now) or []


def _any(c: Conversation, r: Reading, now: datetime) -> bool:
    return True


def _in(*intents: Intent) -> Fits:
    return lambda c, r, now: r.intent in intents


def _asks_person(c: Conversation, r: Reading, now: datetime) -> bool:
    """A person of ours is asked for in so many words, or in a few ("call me") where nobody is connected."""
    in_words = r.command is Command.HUMAN and r.cues.says("table.person")
    return in_words or _exact(Command.HUMAN)(c, r, now)


def _asks_status(c: Conversation, r: Reading, now: datetime) -> bool:
    goes_on = "keeps_on" in r.spans and not r.kinds and bool(c.live_needs)
    return (_exact(Command.STATUS)(c, r, now) or goes_on) and not acts.calls_out(c, r)


def _asks_to_be_forgotten(c: Conversation, r: Reading, now: datetime) -> bool:
    """In so many words also while connected: it is only asked back."""
    return r.command is Command.FORGET and ("forget" in r.spans or _exact(Command.FORGET)(c, r, now))


def _stops(c: Conversation, r: Reading, now: datetime) -> bool:
    if leaving.wants_no_answer(c, r, now) or leaving.said_to_other(c, r, now):
        return False
    return r.command is Command.STOP and not again.only_no_more(c, r) and not holder.denies_name(c, r)


def _cancels(c: Conversation, r: Reading, now: datetime) -> bool:
    if partoff.of_nothing(c, r):
        return False
    return _exact(Command.CANCEL)(c, r, now) or taking_back.takes_back(c, r, now)


def _cannot_come(c: Conversation, r: Reading, now: datetime) -> bool:
    said = _cannot(r) or taking_back.cannot_for(c, r, now)
    ties = taking_back.cannot_ties(c, r, now)
    return said and bool(ties) and not all(moving.to_another(t, r, now) for t in ties)


def _cannot(r: Reading) -> bool:
    return r.cannot and r.intent is not Intent.QUESTION


ROWS: tuple[Row, ...] = (
    Row("stop", lambda c, r, now: _stops(c, r, now) and not acts.shut(c), acts.stop),
    Row("start", lambda c, r, now: acts.starts(c, r, now) and not acts.shut(c), acts.start),
    Row("danger", lambda c, r, now: r.danger is not None and not r.automatic, acts.danger),
    Row("blocked", lambda c, r, now: acts.shut(c), acts.blocked),
    Row("opted out", lambda c, r, now: c.neighbour.standing is Standing.OPTED_OUT, acts.opted_out),
    Row("liked", noise.likes_question, noise.ask_back),
    Row("automatic", lambda c, r, now: r.automatic, noise.automatic),
    Row("machine", noise.is_machine, noise.fall_silent),
    Row("wrong number", holder.not_theirs, noise.leave_alone),
    Row("not who we think", holder.is_another, holder.ask_who),
    Row("cry", cries.in_pieces, cries.hear),
    Row("help", _is(Command.HELP), acts.say_help),
    Row("maybe out", leaving.may_want_out, leaving.ask_whether_out),
    Row("hours", limits.only_hours, limits.hear_hours),
    Row("shared phone", voices.shares, voices.note_shared),
    Row("still here", happened.lingers, happened.hear_lingers),
    Row("did not go", happened.says_missed, happened.tell_missed),
    Row("who came", came.tells, came.tell),
    Row("helps no more", quitting.says, quitting.hear),
    Row("never together", parting.wanted, parting.keep),
    Row("maybe never together", parting.maybe, parting.ask_whether),
    Row("is back", parting.is_back, parting.keep_off),
    Row("times off", timesoff.says, timesoff.take_off),
    Row("gives up", timesoff.gives_up, timesoff.ask_which),
    Row("bounds help", timesoff.bounds_help, again.tell_of_series),
    Row("off", visits.is_off, visits.call_off),
    Row("waiting", visits.waits, visits.look_too),
    Row("minor", minors.is_told, minors.hold),
    Row("held helper", minors.asks_out, minors.still_held),
    Row("mourning", mourning.tells, mourning.comfort),
    Row("worries", asked.worries, asked.hear_worry),
    Row("refused for them", forwhom.refused, forwhom.take_off),
    Row("feels ill", asked.feels_ill, asked.hear_ill),
    Row("only ill", unwell.says, unwell.ask),
    Row("refuses what is asked", refusals.refuses_asked, refusals.keep_and_decline),
    Row("answer", _answers_question, _answer),
    Row("number after a limit", limits.unclear_number, limits.ask_how_often),
    Row("still needed", back.still_needed, back.ask_anew),
    Row("still needed, late", back.yes_late, back.ask_late),
    Row("maybe off", taking_back.maybe, taking_back.hear_maybe),
    Row("was there", happened.was_there, happened.tell_was_there),
    Row("second thoughts", rethink.rethinks, rethink.rethink),
    Row("late answer", _late, _answer_late),
    Row("held", across.held, across.keep_for_person),
    Row("beside danger", voices.beside_danger, voices.say_nothing_of_it),
    Row("in distress", asked.in_distress, acts.not_understood),
    Row("who is it", voices.asks_of_record, voices.ask_before),
    Row("a person", _asks_person, acts.ask_human),
    Row("presses", pressing.presses, pressing.tell),
    Row("status", _asks_status, acts.say_status),
    Row("forget me", _asks_to_be_forgotten, leaving.forget),
    Row("menu", _exact(Command.MENU), acts.menu),
    Row("language", _exact(Command.LANGUAGE), acts.language),
    Row("series", again.takes_off_series, again.take_off_series),
    Row("series rhythm", again.changes_rhythm, again.change_rhythm),
    Row("series until", again.ends_then, again.end_then),
    Row("series otherwise", again.alters_series, again.tell_of_series),
    Row("back from a break", breaks.is_back, breaks.come_back),
    Row("does it again", wanted.says, wanted.take),
    Row("hungry or helps with less", hunger.may_lack, hunger.ask),
    Row("helps with less", fewer.says, fewer.keep_some),
    Row("takes all out", refusals.takes_all_out, refusals.take_all_out),
    Row("refuses", refusals.says, refusals.keep),
    Row("takes a visit off", refusals.takes_visit_off, refusals.ask_whether_off),
    Row("pause", breaks.pauses, breaks.pause),
    Row("after danger", across.after_danger, across.tell_person),
    Row("drop", _cancels, taking_back.drop),
    Row("done", _exact(Command.DONE), taking_back.drop),
    Row("change", _exact(Command.CHANGE), acts.change),
    Row("in need of a way", taking_back.in_need_of_a_way, taking_back.ask_of_way),
    Row("late or cannot", late.maybe, late.ask),
    Row("cannot", _cannot_come, taking_back.cannot),
    Row("comes to what waits", visits.comes_to_held, visits.keep_waiting),
    Row("only for us", across.only_for_us, across.keep_for_us),
    Row("to a person", across.to_person, across.tell_person),
    Row(
        "found someone",
        lambda c, r, now: r.covered and bool(c.needs) and (taking_back.plainly(r) or not c.connected(now)),
        taking_back.drop,
    ),
    Row("maybe the visit is off", visits.may_be_off, visits.ask_whether_off),
    Row("may not come", maynot.says, maynot.ask),
    Row("tells of whom they help", newsof.tells, newsof.keep),
    Row("despair", asked.is_low, asked.hear),
    Row("asked of us", asked.for_us, asked.tell),
    Row("kept with it", together.belongs, together.keep),
    Row("which is off is asked still", together.tells_nobody, together.ask_which_again),
    Row("more often", across.more_often, across.ask_how_often),
    Row("limits beside visits", limits.beside_visits, limits.set_limits),
    Row("limits otherwise", limits.says_otherwise, limits.set_otherwise),
    Row("limits or words", quitting.maybe_limits, quitting.ask_whose),
    Row("answers a clash", twice.answers_clash, twice.leave),
    Row("relay", anew.relays, across.pass_on),
    Row("comes too soon", visits.comes_too_soon, visits.wait_for_yes),
    Row("comes all the same", visits.comes_all_the_same, visits.turn_back),
    Row("has no car", carless.tells_why, carless.hear_why),
    Row("on foot", carless.on_foot, carless.get_around),
    Row("cannot, nothing", taking_back.cannot_come_to_nothing, taking_back.cannot_nothing),
    Row("price after yes", acts.prices_after_yes, acts.tell_of_price),
    Row("time after yes", acts.names_time_after_yes, acts.take_time_after_yes),
    Row("picture", lambda c, r, now: c.media > 0 and not r.text.strip(), acts.picture),
    Row("speaks", tongues.says, tongues.tell),
    Row("needs it or limits it", limits.may_need, limits.ask_whether_needed),
    Row("limits", limits.sets_limits, limits.set_limits),
    Row("asks no more", fewer.of_asks, limits.wish),
    Row("leaves or adds to an offer", standing.says, standing.hear),
    Row("hours of an offer", limits.sets_hours, limits.set_hours),
    Row("their number", topics.gives_number, topics.keep_number),
    Row("thanks", acts.thanks_helper, acts.pass_thanks),
    Row("names an answer", acts.names_own_answer, acts.take_question),
    Row("wish", wishes.wishes, wishes.amend),
    Row("for whom", forwhom.says, forwhom.amend),
    Row("their name", forwhom.names_them, forwhom.take_name),
    Row("way back", wayback.tells, wayback.take),
    Row("bounds what they do", refusals.bounds_it, limits.wish),
    Row("bounds their driving", carless.bounds_driving, limits.wish),
    Row("adds to an offer", adding.adds, adding.take),
    Row("correction", topics.corrects, topics.correct),
    Row("another time", later.moves, later.move),
    Row("need and offer", _in(Intent.BOTH), topics.take_both),
    Row("list of a need", topics.lists_needed, topics.note_list),
    Row("need", _in(Intent.NEED), topics.take_need),
    Row("offer", _in(Intent.OFFER), topics.take_offer),
    Row("offer begun", topics.begins_offer, topics.take_offer),
    Row("offer goes on", topics.goes_on, topics.take_offer),
    Row("name", lambda c, r, now: r.name is not None and not (r.place or r.when), heard.take_name),
    Row("burst", acts.burst, acts.tell_all_are_read),
    Row("calls", pressing.calls, acts.menu),
    Row("pleasantry", lambda c, r, now: r.pleasantry or acts.only_thanks(r), acts.pleasant),
    Row("fear", lambda c, r, now: r.complaint, acts.take_fear),
    Row("question", _in(Intent.QUESTION), acts.take_question),
    Row("not until", breaks.not_until, breaks.rest_until),
    Row("nothing open", lambda c, r, now: _bare(r), acts.nothing_open),
    Row("place alone", heard.place_alone, heard.keep_place),
    Row("of the record", holder.of_record, holder.leave_to_person),
    Row("name alone", heard.names_alone, heard.take_name_alone),
    Row("not understood", _any, acts.not_understood),
)

KEEPS_HOURS = frozenset({"hours", "stop", "danger", "blocked", "opted out", "automatic", "machine", "held"})
"""Rows beside which a wish for hours without texts is no case of its own: the text stands before a person, or
nobody waits for anything."""

KEEPS_MISSES = frozenset({"not understood", "liked", "automatic", "machine", "opted out", "blocked"})
