"""What a text that is a command, a danger, a question or nothing clear leads to. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import (
    Ask,
    Counter,
    Effect,
    FillNeed,
    Goodbye,
    HoldMatch,
    Hush,
    Know,
    Note,
    OpenCase,
    OptIn,
    OptOut,
    PutNeed,
    RaiseAlarm,
    Resume,
    RuleOut,
    Say,
    Thank,
)
from mutualaid.domain.conversation.helpers import fixing
from mutualaid.domain.conversation.needs import hours, intake
from mutualaid.domain.conversation.needs.again import SHORT_WORDS
from mutualaid.domain.conversation.questions import ASKING
from mutualaid.domain.conversation.status import status
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, apart, naming
from mutualaid.domain.followups import FOCUS, MANY
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.lures import wants_pay
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import (
    Answer,
    BrakePosition,
    Command,
    Danger,
    Intent,
    MatchState,
    QuestionKind,
    Standing,
)


def is_short(r: Reading) -> bool:
    return len(r.text.split()) <= SHORT_WORDS


def shut(c: Conversation) -> bool:
    return c.neighbour.standing is Standing.BLOCKED


def opted_out(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    wrote = OpenCase("opted_out_wrote", 0, note=r.text)
    return [wrote, OpenCase("forget", 1, note=r.text)] if r.command is Command.FORGET else [wrote]


def blocked(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    wrote: list[Effect] = [OpenCase("blocked_wrote", 2)]
    if r.command is Command.STOP:
        return [*wrote, OptOut(told=True)]
    return [*wrote, OptIn()] if r.command is Command.START else wrote


CARRIERS_YES = "yes"
"""What the carriers take as a START, whatever the language."""


def starts(c: Conversation, r: Reading, now: datetime) -> bool:
    """START; and from someone opted out a bare YES too."""
    out = c.neighbour.standing is Standing.OPTED_OUT
    return r.command is Command.START or (out and r.text.strip(" .!").lower() == CARRIERS_YES)


def start(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.neighbour.standing is Standing.OPTED_OUT:
        gone = c.taken_off
        if gone:
            kinds = tuple(dict.fromkeys(k for n in gone for k in n.kinds))
            return [OptIn(), Resume(), Say("back_need", {"kinds": kinds}, Ask(QuestionKind.TAKEN_OFF))]
        return [OptIn(), Resume(), Say("back")]
    if c.neighbour.held:
        return [Say("status_held")]
    if c.neighbour.paused_until is None and c.offers:
        return [status(c, now)]
    return [Resume(), Say("resumed" if c.neighbour.paused_until is not None else "menu")]


def stop(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.neighbour.standing is Standing.OPTED_OUT:
        return [OpenCase("forget", 1, note=r.text)] if "forget" in r.spans else []
    if "forget" in r.spans and c.duty is None and not (c.alarmed or any(n.held for n in c.needs)):
        return [Say("forget_last"), OptOut(told=True), Goodbye()]  # both said plainly: both done
    if "forget" in r.spans:  # a person deletes: no question can be asked any more
        return [OpenCase("forget", 1, note=r.text), OptOut(told=False, forgets=True)]
    return [OptOut(told=r.stop_exact and c.facts.carrier_confirms)]


DANGER_LINES = {
    Danger.MEDICAL: "danger_medical",
    Danger.VIOLENCE: "danger_violence",
    Danger.HOME: "danger_home",
    Danger.FIRE: "danger_fire",
    Danger.OVERDOSE: "danger_overdose",
    Danger.SELF_HARM: "danger_self_harm",
    Danger.OTHER: "danger_other",
}


def danger(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert r.danger is not None
    by = _by_other(c, r, now)
    if by is not None and r.danger is Danger.HOME and _of_other_for_sure(c, r, by, now):
        r = replace(r, danger=Danger.VIOLENCE)
    assert r.danger is not None
    effects: list[Effect] = []
    need_id = None
    asked_for = tuple(k for k in r.kinds if f"kind:{k}" in r.spans and k != "general")
    if r.intent in (Intent.NEED, Intent.BOTH) and asked_for:
        for need in intake.drafts_from(c, replace(r, kinds=asked_for, needs=()), now):
            effects.append(PutNeed(replace(need, held=True, danger=r.danger.value, urgent=True)))
            need_id = need_id or need.id
    effects.append(RaiseAlarm(r.danger.value, need_id, by.match.id if by is not None else None))
    alone = not c.facts.reachable and r.danger is not Danger.HOME
    line = "danger_alone" if alone else DANGER_LINES[r.danger]
    if "silence" not in r.spans:
        effects.append(Say(line, {"by": c.facts.person_by, "danger": r.danger}))
    meant = apart.whom(c, r)
    # Whoever is on the way learns nothing of it: what is agreed only waits, for a person.
    near = {t.other.id for t in c.ties if t.match.state in MATCH_YES} if "fears" in r.spans else set()
    effects += [RuleOut(one.id) for one in ([meant] if meant is not None else c.named) if one.id not in near]
    if r.danger in (Danger.VIOLENCE, Danger.HOME, Danger.OTHER):
        effects += [HoldMatch(t.match.id) for t in c.connected(now)]
    if r.danger is Danger.HOME:
        effects.append(Hush())
    return effects


def _by_other(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The connection whose other side violence may come from: whom the words name, or the only one there is where
    they speak of "him" or "her"."""
    ties = tuple(t for t in c.connected(now) or c.ties if t.match.state in MATCH_YES or t.is_open(now))
    if r.danger not in (Danger.HOME, Danger.VIOLENCE):
        return None
    alone = ties[0] if len(ties) == 1 else None
    of_one = not {"third", "by_one"}.isdisjoint(r.spans) or r.cues.says("acts.helper")
    of_one = of_one or (alone is not None and _of_their_house(alone, r))
    return naming.named(ties, r) or (alone if of_one else None)


BEFORE_VISIT = timedelta(hours=1)
"""How long before its time somebody may be there already."""


def _of_their_house(by: Tie, r: Reading) -> bool:
    return by.helping and r.cues.says("acts.of_their_house")


def _of_other_for_sure(c: Conversation, r: Reading, by: Tie, now: datetime) -> bool:
    """Whether violence is told of whoever comes to help: by name, as the helper, or as a bare "he" where we ask of
    them or they are there. Nobody at home reads along."""
    if naming.named((by,), r) is not None or r.cues.says("acts.helper") or _of_their_house(by, r):
        return True
    asked = c.question is not None and c.question.match_id == by.match.id
    start, _ = by.match.time_of(by.need)
    there = by.is_open(now) and start is not None and start - BEFORE_VISIT <= now
    return "by_one" in r.spans and (asked or there)


def say_help(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Our own line; from the fifth text of a few minutes on that all are read, where several call for help."""
    if c.lately >= MANY and (c.afraid or c.calls >= across.CALLS):
        return [OpenCase("many_texts", 0, note=r.text), Say("help_many", {"by": c.facts.person_by})]
    return [Say("help")]


def say_status(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [status(c, now)]


def ask_human(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [
        OpenCase("asked_for_a_person", 0 if c.connected(now) else 1),
        Say("person_reads", {"by": c.facts.person_by}),
    ]


def menu(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("menu")]


def language(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Takes the language that is named; where none of ours is, says which there are, and the desk sees it."""
    if r.to_language is None:
        ours, by = c.facts.languages, c.facts.person_by
        which = Say("language_which", {"languages": ours, "by": by})
        return [OpenCase("language", 1), which if len(ours) > 1 else Say("person_reads", {"by": by})]
    return [Know({"language": r.to_language}), Say("language_set")]


def change(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    live = c.live_needs or c.draft_needs
    if live:
        focus = {"focus_need_id": live[-1].id, "focus_offer_id": None, "focus_until": now + FOCUS}
        return [Note(focus), Say("how_change", {"need": live[-1]})]
    if c.offers:
        focus = {"focus_offer_id": c.offers[-1].id, "focus_need_id": None, "focus_until": now + FOCUS}
        return [Note(focus), Say("how_change_offer", {"offer": c.offers[-1]})]
    return [Say("menu")]


def prices_after_yes(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper who said yes puts a price on it while the other side is asked."""
    return wants_pay(r) and any(t.helping and t.match.state in _SAID_YES for t in c.ties)


def tell_of_price(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    tie = next(t for t in reversed(c.ties) if t.helping and t.match.state in _SAID_YES)
    return fixing.to_person(c, tie.match.id, r)


_SAID_YES = (MatchState.ACCEPTED, MatchState.COUNTERED)


def names_time_after_yes(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper who said yes names a time while the other side is being asked."""
    waiting = [t for t in c.ties if t.helping and t.match.state in _SAID_YES]
    proposes = r.intent is Intent.QUESTION and r.cues.says("moving.moves")  # "can we do 11 instead"
    plain = (r.intent in (Intent.ANSWER, Intent.OTHER) or proposes) and not r.kinds
    when = _time_named(r)
    return bool(waiting) and plain and when is not None and when.start is not None


def _time_named(r: Reading) -> When | None:
    """The time of a text, be it a bare hour beside other words ("make it 11")."""
    return r.when or (r.hour if r.digit is None else None)


def take_time_after_yes(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    tie = next(t for t in c.ties if t.helping and t.match.state in _SAID_YES)
    named = _time_named(r)
    assert named is not None
    when = hours.near_need(tie.need, named, r.hear)
    if hours.is_time_of(when, tie.as_fixed):
        return [Say("comes_too_soon", {"need": tie.need}, match_id=tie.match.id)]  # "make it 10", of a visit at ten
    if tie.match.state is MatchState.ACCEPTED and when.start is not None and when.start > now:
        return [Counter(tie.match.id, when)]
    return fixing.to_person(c, tie.match.id, r)


def take_fear(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Fear or a complaint with nobody on the other side: a person reads it. That nobody came, where no visit was
    agreed on, is no complaint: they hear how their need stands."""
    if r.only_waits and not c.ties:
        read = Say("person_reads", {"by": c.facts.person_by})
        return [OpenCase("question", 0, note=r.text), status(c, now) if c.live_needs else read]
    return [OpenCase("complaint", 0, note=r.text), across.only_us(c, r)]


def take_question(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The group's own answer; how their need stands, where they ask when somebody comes; else a person's."""
    if c.own_answer is not None and c.own_answer != c.talk.last_body:
        return [Say("own_answer", {"text": c.own_answer})]
    if "asks_time" in r.spans and (c.live_needs or c.series) and not r.kinds:
        return [status(c, now)]
    brake = c.facts.brake
    shut = brake is not None and brake.position is BrakePosition.CLOSED and brake.until_at is not None
    if brake is not None and shut and "asks_time" in r.spans and not r.kinds:
        return [Say("closed_until", {"until": brake.until_at})]
    open_ask = c.question is not None and c.question.kind is QuestionKind.ASK
    about = c.question.match_id if c.question is not None and open_ask else None
    return [OpenCase("question", 1, match_id=about, note=r.text), Say("question_read", {"by": c.facts.person_by})]


def names_own_answer(c: Conversation, r: Reading, now: datetime) -> bool:
    """A need that is but the name of what the group has an answer about; said again it is a need."""
    beside = "asked_beside" in r.spans
    return r.intent is Intent.NEED and c.own_answer is not None and c.own_answer != c.talk.last_body and not beside


def burst(c: Conversation, r: Reading, now: datetime) -> bool:
    """Somebody writes text after text: none is answered with "we did not get that"; calm kind words need no answer
    of a person."""
    pleads = r.pleasantry and bool(c.needs or c.burst_last) and not r.bare_ok and c.afraid
    unclear = (r.intent is Intent.OTHER and (pleads or not r.pleasantry)) or r.answer is Answer.UNSURE
    lost = unclear or r.complaint or calls_out(c, r) or (c.burst_last and (c.afraid or not r.pleasantry))
    said = r.digit is not None or r.thanks or (r.command is not None and not calls_out(c, r))
    return c.lately >= MANY and lost and not said


def calls_out(c: Conversation, r: Reading) -> bool:
    """ "Is anyone there?" among frightened texts asks for a person, not how a need stands."""
    return c.afraid and "calling" in r.spans and r.command is Command.STATUS


def tell_all_are_read(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """All of them lie before a person, and the last of the burst is told so."""
    line = "many_texts" if c.afraid or c.cries or c.feared else "many_calm"
    said = Say(line, {"by": c.facts.person_by}, waits=True)
    return [*_kept_of_burst(c, r), OpenCase("many_texts", 0, note=r.text), said]


def _kept_of_burst(c: Conversation, r: Reading) -> list[Effect]:
    """A condition said in a burst ("i use a walker") stands with what was asked for."""
    need = c.needs[-1] if c.needs else None
    new = tuple(w for w in r.conditions if need is not None and w not in need.conditions)
    if need is None or not new:
        return []
    return [FillNeed(need.wishing(new, tuple(w for w in r.at_door if w in new)))]


def only_thanks(r: Reading) -> bool:
    """Thanks with a few kind words around it, and nothing else in it, nor anything asked."""
    asks = "asks_time" in r.spans or "about_us" in r.spans
    short = len(r.text.split()) <= 3 * SHORT_WORDS
    return r.thanks and short and not (r.kinds or r.place or r.when or asks)


def thanks_helper(c: Conversation, r: Reading, now: datetime) -> bool:
    """Thanks that name whoever helped lately."""
    return c.helped is not None and only_thanks(r) and naming.is_named(c.helped, r)


def pass_thanks(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert c.helped is not None
    return [Thank(c.helped.match.id, r.text), Say("thanks_sent", {"name": c.helped.other_name})]


def pleasant(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if r.thanks:
        return [Say("welcome_thanks")]
    if set(r.text) & across.TEARS and c.question is None:
        return [Say("menu", waits=True)]
    if c.waits_for_person and "?" in r.text:
        return [OpenCase("asked_for_a_person", 1), Say("person_reads", {"by": c.facts.person_by})]
    if c.feared:
        return [Say("person_reads", {"by": c.facts.person_by})]
    if c.question is not None and c.question.kind in ASKING:
        return [Say("no_hurry", waits=True)]
    return [Say("menu" if c.neighbour.welcomed_at is None else "noted", waits=True)]


def nothing_open(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if r.digit == 0:
        return ask_human(c, r, now)
    if r.answer is Answer.UNSURE:
        return not_understood(c, r, now)
    if c.live_needs and r.digit is None and (r.says_yes or c.told_last):
        return [status(c, now)]  # "i still need it"; "oh no", after "Ben can't come"
    return [Say("nothing_open")]


def picture(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("picture", 1), Say("picture", {"by": c.facts.person_by})]


def _uneasy(c: Conversation, r: Reading) -> bool:
    """ "Im in trouble", or "hes at the door" after fear: a short text that calls, or speaks of somebody where fear
    stands in the texts before; or one of any length with a word that speaks of harm."""
    if {"grave", "uneasy"} & r.spans.keys():
        return True
    feared = c.afraid or c.cries or c.feared > 0 or c.alarmed
    return _is_call(r) and ("afraid" in r.spans or feared)


def _is_call(r: Reading) -> bool:
    """A short text that calls or speaks of somebody, and asks for nothing; pieces may go on."""
    speaks = {"third", "at_home", "afraid"} & r.spans.keys()
    return bool(speaks) and "\n" not in r.text and 1 < len(r.text.split()) <= LONGEST_CALL


LONGEST_CALL = 8
"""Words of such a text at most."""


def not_understood(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if r.cues.only("acts.reports", "pieces.pleads"):
        case = OpenCase("not_understood", 0, note=r.text)
        return [case, Note({"misses": 0}), Say("person_reads_this", {"by": c.facts.person_by})]
    harm = bool({"grave", "uneasy"} & r.spans.keys())
    if c.told_last and not (c.limited_last or harm):  # "is he ok", "tell him to get well", after "Ben can't come"
        return [OpenCase("for_us", 1, note=r.text), across.person_reads(c)]
    if (_uneasy(c, r) or _is_call(r)) and not r.cues.opens("forwhom.called"):
        told = across.only_us(c, r) if _uneasy(c, r) else Say("person_reads_this", {"by": c.facts.person_by})
        return [OpenCase("not_understood", 0, note=r.text), Note({"misses": 0}), told]
    if c.own_answer is not None and c.own_answer != c.talk.last_body:
        return [Say("own_answer", {"text": c.own_answer})]
    if "speaks_of" in r.spans and c.talk.misses == 0:
        return [Note({"misses": 1}), *change(c, r, now)]
    if c.talk.misses >= 1:
        case = OpenCase("not_understood", 1, note=r.text)
        return [case, Note({"misses": 0}), Say("person_reads_this", {"by": c.facts.person_by})]
    return [Note({"misses": c.talk.misses + 1}), Say("not_understood", waits=True)]
