"""One turn: what a phone wrote, and what should happen.

`step` reads a table from the top; the first row that fits wins. Each row is a name, a test and an act; the acts
for the open question live in `answers`, those for new needs and offers in `intake`. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from mutualaid.domain import answers, intake
from mutualaid.domain.effects import (
    Ask,
    Close,
    Effect,
    EndNeed,
    EndOffers,
    FallThrough,
    Know,
    Note,
    OpenCase,
    OptIn,
    OptOut,
    Pause,
    PutNeed,
    RaiseAlarm,
    Relay,
    Report,
    Resume,
    Say,
)
from mutualaid.domain.followups import FOCUS
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.status import status
from mutualaid.domain.talk import Conversation, Tie
from mutualaid.domain.vocabulary import (
    Answer,
    Command,
    Danger,
    Intent,
    MatchState,
    NeedState,
    OfferState,
    QuestionKind,
    Standing,
)

Act = Callable[[Conversation, Reading, datetime], list[Effect]]
Fits = Callable[[Conversation, Reading, datetime], bool]

CANCEL_WORDS = frozenset({"cancel", "cancelar", "cancela", "cancele", "drop", "quitar", "withdraw"})
"""Taking a need back rather than having found help."""

SHORT_WORDS = 4
"""A command of at most this many words is the whole message; a longer one may be a sentence meant for the
other side of a connection."""

CORRECTION_WORDS = 6
"""A text without a word of correction corrects a read-back only if it is this short ("26th st")."""

DEFAULT_PAUSE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    fits: Fits
    act: Act


def step(c: Conversation, r: Reading, now: datetime) -> tuple[str, list[Effect]]:
    """The name of the row that fits, and its effects. Total: the last row always fits."""
    for row in ROWS:
        if row.fits(c, r, now):
            return row.name, _with_misses(c, row, row.act(c, r, now))
    raise AssertionError("the last row fits everything")


def _with_misses(c: Conversation, row: Row, effects: list[Effect]) -> list[Effect]:
    if row.name not in KEEPS_MISSES and c.talk.misses:
        effects = [*effects, Note({"misses": 0})]
    return effects


def _short(r: Reading) -> bool:
    return len(r.text.split()) <= SHORT_WORDS


def _exact(command: Command) -> Fits:
    return lambda c, r, now: r.command is command and (_short(r) or not c.connected(now))


def _is(command: Command) -> Fits:
    return lambda c, r, now: r.command is command


# --- people we do not answer -----------------------------------------------------------------------------------


def _shut(c: Conversation) -> bool:
    return c.neighbour.standing is Standing.BLOCKED


def _opted_out(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("opted_out_wrote", 0)]


def _blocked(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("blocked_wrote", 2)]


def _starts(c: Conversation, r: Reading, now: datetime) -> bool:
    """START; and from someone opted out a bare YES too, which the carriers take as one."""
    out = c.neighbour.standing is Standing.OPTED_OUT
    return r.command is Command.START or (out and r.answer is Answer.YES and _short(r))


def _start(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.neighbour.standing is Standing.OPTED_OUT:
        return [OptIn(), Resume(), Say("back")]
    return [Resume(), Say("resumed" if c.neighbour.paused_until is not None else "menu")]


def _stop(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.neighbour.standing is Standing.OPTED_OUT:
        return []
    return [OptOut(told=r.stop_exact and c.facts.carrier_confirms)]


def _nothing(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return []


# --- danger ----------------------------------------------------------------------------------------------------

DANGER_LINES = {
    Danger.MEDICAL: "danger_medical",
    Danger.VIOLENCE: "danger_violence",
    Danger.HOME: "danger_home",
    Danger.FIRE: "danger_fire",
    Danger.SELF_HARM: "danger_self_harm",
    Danger.OTHER: "danger_other",
}


def _danger(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert r.danger is not None
    effects: list[Effect] = []
    need_id = None
    if r.intent in (Intent.NEED, Intent.BOTH) and r.kinds and r.kinds != ("general",):
        for need in intake.drafts_from(c, r, now):
            effects.append(PutNeed(replace(need, held=True, danger=r.danger.value, urgent=True)))
            need_id = need_id or need.id
    effects.append(RaiseAlarm(r.danger.value, need_id))
    effects.append(Say(DANGER_LINES[r.danger]))
    if r.danger is Danger.HOME:
        effects.append(Note({"hushed": True}))
    return effects


# --- the open question -----------------------------------------------------------------------------------------


def _answers_question(c: Conversation, r: Reading, now: datetime) -> bool:
    return c.question is not None and answers.answer(c, c.question, r, now) is not None


def _answer(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert c.question is not None
    return answers.answer(c, c.question, r, now) or []


def _bare(r: Reading) -> bool:
    return r.digit is not None or (r.answer is not None and r.intent is Intent.ANSWER)


def _late(c: Conversation, r: Reading, now: datetime) -> bool:
    brief = r.digit is not None or len(r.text.split()) <= SHORT_WORDS
    if c.question is not None or not _bare(r) or (c.connected(now) and not brief):
        return False
    return answers.late(c, r, now) is not None


def _answer_late(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return answers.late(c, r, now) or []


# --- commands --------------------------------------------------------------------------------------------------


def _help(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("help")]


def _status(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [status(c, now)]


def _human(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [
        OpenCase("asked_for_a_person", 0 if c.connected(now) else 1),
        Say("person_reads", {"by": c.facts.person_by}),
    ]


def _forget(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("forget_sure", {}, Ask(QuestionKind.FORGET))]


def _menu(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("menu")]


def _language(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if r.to_language is None:
        return [OpenCase("language", 1), Say("person_reads", {"by": c.facts.person_by})]
    return [Know({"language": r.to_language}), Say("language_set")]


def _pause(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    until = r.pause.end.astimezone(UTC) if r.pause and r.pause.end else now + DEFAULT_PAUSE
    return [Pause(until), Say("paused", {"until": until})]


def _change(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    live = c.live_needs or c.draft_needs
    if live:
        focus = {"focus_need_id": live[-1].id, "focus_offer_id": None, "focus_until": now + FOCUS}
        return [Note(focus), Say("how_change", {"need": live[-1]})]
    if c.offers:
        focus = {"focus_offer_id": c.offers[-1].id, "focus_need_id": None, "focus_until": now + FOCUS}
        return [Note(focus), Say("how_change_offer", {"offer": c.offers[-1]})]
    return [Say("menu")]


def _named_need(c: Conversation, r: Reading) -> list[Need]:
    """The needs a text can mean: those of the kinds it names, else all."""
    needs = [n for n in c.needs if n.state in (NeedState.DRAFTED, NeedState.OPEN, NeedState.MATCHED)]
    named = [n for n in needs if set(n.kinds) & set(r.kinds)]
    return named or needs


def _drop(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Cancel, found someone, done: for the one need it can mean; where there are several, ask which."""
    needs = _named_need(c, r)
    going = [t for t in c.ties if t.helping and t.match.state in (MatchState.ACCEPTED, MatchState.CONFIRMED)]
    wants_out = r.command is Command.CANCEL and not r.thanks and set(r.text.lower().split()) & CANCEL_WORDS
    event = "fulfil" if (r.covered and not wants_out) or r.command is Command.DONE else "withdraw"
    if r.command is Command.DONE and len(done := [t for t in c.connected(now) if not t.helping]) == 1:
        return [*_closing(c), Report(done[0].match.id, "well")]
    if not needs and going:
        return [*_closing(c), FallThrough(going[-1].match.id)]
    if not needs and any(o.state is not OfferState.DRAFTED for o in c.offers):
        return [*_closing(c), EndOffers(), Say("offers_ended")]
    if not needs:
        return [Say("nothing_to_drop")]
    if len(needs) == 1:
        return [*_closing(c, needs[0]), EndNeed(needs[0].id, event, "told")]
    ids = ",".join(n.id for n in needs[:3])
    options = tuple(n.kinds for n in needs[:3])
    return [Say("which_drop", {"options": options}, Ask(QuestionKind.WHICH, text=f"{event}:{ids}"))]


def _closing(c: Conversation, need: Need | None = None) -> list[Effect]:
    """The open question ends with what it was about."""
    q = c.question
    if q is None or (need is not None and q.need_id not in (need.id, None)):
        return []
    if need is not None and q.need_id is None and q.match_id is not None:
        tie = c.tie(q.match_id)
        if tie is None or tie.need.id != need.id:
            return []
    return [Close(q.id, "dropped")]


def _named(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Know({"name": r.name}), Say("name_set", {"name": r.name})]


def _cannot(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    tie = _cannot_tie(c, now)
    assert tie is not None
    return [*_closing(c), FallThrough(tie.match.id)]


def _cannot_tie(c: Conversation, now: datetime) -> Tie | None:
    on = [t for t in c.ties if t.match.state in (MatchState.CONFIRMED, MatchState.ACCEPTED, MatchState.COUNTERED)]
    helping = [t for t in on if t.helping]
    found = helping or [t for t in on if t.match.state is MatchState.CONFIRMED]
    return found[-1] if found else None


# --- a person holds the conversation ---------------------------------------------------------------------------


def _cannot_nothing(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("late_no")]


def _to_person(c: Conversation, r: Reading, now: datetime) -> bool:
    """What is no clear wish of its own answers the coordinator who wrote last, or goes to the one who reads
    along after danger or a problem."""
    if not (c.person_wrote or c.alarmed or c.paused) or r.digit == 0:
        return False
    if r.intent in (Intent.ANSWER, Intent.OTHER, Intent.QUESTION):
        return True
    return r.intent in (Intent.NEED, Intent.BOTH) and r.kinds in ((), ("general",))


def _tell_person(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.alarmed:
        return [OpenCase("after_danger", 0, note=r.text), Say("after_danger")]
    return [OpenCase("answers_coordinator", 0, note=r.text), Say("person_reads", {"by": c.facts.person_by})]


def _held(c: Conversation, r: Reading, now: datetime) -> bool:
    return c.talk.held_by is not None and (c.talk.held_until is None or c.talk.held_until > now)


def _hold(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    effects: list[Effect] = [OpenCase("wrote_while_held", 0)]
    if not c.talk.told_held:
        effects += [Note({"told_held": True}), Say("person_here", {"name": c.talk.held_by})]
    return effects


# --- across a connection ---------------------------------------------------------------------------------------


def _connected(c: Conversation, r: Reading, now: datetime) -> bool:
    return bool(c.connected(now)) and not r.automatic and bool(r.text.strip()) and not _bare_nothing(c, r)


def _bare_nothing(c: Conversation, r: Reading) -> bool:
    """A bare digit is an answer to nothing here, and no sentence for the other side either."""
    return r.digit is not None


def _across(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    ties = c.connected(now)
    if r.complaint:
        case = OpenCase("complaint", 0, match_id=ties[-1].match.id, note=r.text)
        return [case, Say("complaint_read", {"by": c.facts.person_by})]
    tie = _whom(c, r, ties, now)
    if tie is None:
        ids = ",".join(t.match.id for t in ties[:3])
        names = tuple(t.other_name for t in ties[:3])
        return [Say("which_person", {"names": names}, Ask(QuestionKind.SEND_WHERE, text=f"{ids}\n{r.text}"))]
    if _doubtful(r):
        ask = Ask(QuestionKind.SEND_WHERE, match_id=tie.match.id, text=f"{tie.match.id},us\n{r.text}")
        return [Say("send_or_us", {"name": tie.other_name}, ask)]
    effects: list[Effect] = [Relay(tie.match.id, r.text)]
    if len(ties) > 1:
        effects.append(Note({"peer_match_id": tie.match.id, "peer_until": now + timedelta(minutes=30)}))
    other_kind = set(r.kinds) - set(tie.need.kinds) - {"general", "delivery", "ride"}
    if r.intent in (Intent.NEED, Intent.BOTH) and other_kind and r.confidence >= 0.6:
        effects.append(OpenCase("maybe_another_need", 1, match_id=tie.match.id, note=r.text))
    return effects


def _doubtful(r: Reading) -> bool:
    """Reads as something for us, in a sentence that may as well be for the other side."""
    return r.command in (Command.CANCEL, Command.CHANGE, Command.PAUSE, Command.FORGET, Command.HUMAN)


def _whom(c: Conversation, r: Reading, ties: tuple[Tie, ...], now: datetime) -> Tie | None:
    open_now = [t for t in ties if t.match.state is MatchState.CONFIRMED]
    if len(ties) == 1:
        return ties[0]
    words = {w.strip(".,!?:;").lower() for w in r.text.split()}
    named = [t for t in ties if t.other_name and t.other_name.lower() in words]
    if len(named) == 1:
        return named[0]
    if c.talk.peer_match_id and c.talk.peer_until and c.talk.peer_until > now:
        return next((t for t in ties if t.match.id == c.talk.peer_match_id), None)
    return open_now[0] if len(open_now) == 1 else None


# --- needs and offers ------------------------------------------------------------------------------------------


def _focused(c: Conversation, now: datetime) -> bool:
    return c.talk.focus_until is not None and c.talk.focus_until > now


def _corrects(c: Conversation, r: Reading, now: datetime) -> bool:
    if not _focused(c, now) or not (r.kinds or r.place or r.when or r.repeat or r.people or r.radius_km):
        return False
    if r.correction:
        return True
    bare = r.intent is Intent.OTHER or (r.intent is Intent.ANSWER and r.digit is None)
    return bare and len(r.text.split()) <= CORRECTION_WORDS


def _correct(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    need = next((n for n in c.needs if n.id == c.talk.focus_need_id), None)
    if need is not None:
        return answers.corrected(c, need, r, now)
    offer = next((o for o in c.offers if o.id == c.talk.focus_offer_id), None)
    if offer is not None:
        return intake.take_offer(c, intake.fill_offer(offer, r, anew=True), now)
    return _not_understood(c, r, now)


def _need(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    drafts = c.draft_needs
    if drafts and len(r.needs) <= 1 and _completes(drafts[-1], r):
        return intake.take_needs(c, tuple(intake.fill(n, r) for n in drafts), now)
    same = _same_again(c, r, now)
    if same is not None:
        return [intake.read_back(c, (same,))]
    return intake.take_needs(c, intake.drafts_from(c, r, now), now)


def _completes(draft: Need, r: Reading) -> bool:
    """The text goes on with a draft rather than starting another: it names no kind, or the draft has none."""
    return (
        not r.kinds
        or r.kinds == ("general",)
        or not draft.kinds
        or draft.kinds == ("general",)
        or (set(r.kinds) <= set(draft.kinds))
    )


def _same_again(c: Conversation, r: Reading, now: datetime) -> Need | None:
    """The same need within ten minutes is one: a phone or a carrier sent it twice."""
    said = " ".join(r.text.lower().split())
    for need in c.live_needs:
        if now - need.created_at <= timedelta(minutes=10) and " ".join(need.text.lower().split()) == said:
            return need
    return None


def _offer(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return intake.take_offer(c, intake.offer_from(c, r, now), now, r.name)


def _both(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A need and an offer in one text: the need goes first; what is offered a coordinator enters."""
    return [*_need(c, r, now), OpenCase("need_and_offer", 1, note=r.text)]


# --- the rest --------------------------------------------------------------------------------------------------


def _question(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.own_answer is not None:
        return [Say("own_answer", {"text": c.own_answer})]
    return [OpenCase("question", 1, note=r.text), Say("question_read", {"by": c.facts.person_by})]


def _pleasant(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.neighbour.welcomed_at is None and not r.thanks:
        return [Say("menu")]
    return [Say("welcome_thanks" if r.thanks else "noted")]


def _nothing_open(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if r.digit == 0:
        return _human(c, r, now)
    return [Say("nothing_open")]


def _picture(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("picture", 1), Say("picture", {"by": c.facts.person_by})]


def _not_understood(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.talk.misses >= 1:
        case = OpenCase("not_understood", 1, note=r.text)
        return [case, Note({"misses": 0}), Say("person_reads_this", {"by": c.facts.person_by})]
    return [Note({"misses": c.talk.misses + 1}), Say("not_understood")]


def _any(c: Conversation, r: Reading, now: datetime) -> bool:
    return True


def _in(*intents: Intent) -> Fits:
    return lambda c, r, now: r.intent in intents


ROWS: tuple[Row, ...] = (
    Row("stop", lambda c, r, now: r.command is Command.STOP and not _shut(c), _stop),
    Row("start", lambda c, r, now: _starts(c, r, now) and not _shut(c), _start),
    Row("danger", lambda c, r, now: r.danger is not None and not r.automatic, _danger),
    Row("blocked", lambda c, r, now: _shut(c), _blocked),
    Row("opted out", lambda c, r, now: c.neighbour.standing is Standing.OPTED_OUT, _opted_out),
    Row("automatic", lambda c, r, now: r.automatic, _nothing),
    Row("help", _is(Command.HELP), _help),
    Row("answer", _answers_question, _answer),
    Row("late answer", _late, _answer_late),
    Row("a person", _exact(Command.HUMAN), _human),
    Row("status", _exact(Command.STATUS), _status),
    Row("forget me", _exact(Command.FORGET), _forget),
    Row("menu", _exact(Command.MENU), _menu),
    Row("language", _exact(Command.LANGUAGE), _language),
    Row("pause", _exact(Command.PAUSE), _pause),
    Row("drop", _exact(Command.CANCEL), _drop),
    Row("done", _exact(Command.DONE), _drop),
    Row("change", _exact(Command.CHANGE), _change),
    Row("held", _held, _hold),
    Row("cannot", lambda c, r, now: r.cannot and _cannot_tie(c, now) is not None, _cannot),
    Row("to a person", _to_person, _tell_person),
    Row("found someone", lambda c, r, now: r.covered and bool(c.needs), _drop),
    Row("relay", _connected, _across),
    Row("cannot, nothing", lambda c, r, now: r.cannot and not r.kinds, _cannot_nothing),
    Row("picture", lambda c, r, now: c.media > 0 and not r.text.strip(), _picture),
    Row("correction", _corrects, _correct),
    Row("need and offer", _in(Intent.BOTH), _both),
    Row("need", _in(Intent.NEED), _need),
    Row("offer", _in(Intent.OFFER), _offer),
    Row("name", lambda c, r, now: r.name is not None, _named),
    Row("pleasantry", lambda c, r, now: r.pleasantry, _pleasant),
    Row("wordy status", _is(Command.STATUS), _status),
    Row("wordy person", _is(Command.HUMAN), _human),
    Row("question", _in(Intent.QUESTION), _question),
    Row("nothing open", lambda c, r, now: _bare(r), _nothing_open),
    Row("not understood", _any, _not_understood),
)

KEEPS_MISSES = frozenset({"not understood", "automatic", "opted out", "blocked"})
