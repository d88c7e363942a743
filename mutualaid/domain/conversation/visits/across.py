"""A person reads along, or the words go to the other side of a connection. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain import lures
from mutualaid.domain.conversation.choices import SEND, US, Choice, choices_of, counted_out, waiting_words
from mutualaid.domain.conversation.effects import (
    Ask,
    Close,
    Doubt,
    Effect,
    HoldMatch,
    Note,
    OpenCase,
    Relay,
    Say,
)
from mutualaid.domain.conversation.helpers import fewer, limits
from mutualaid.domain.conversation.needs.filling import SURE
from mutualaid.domain.conversation.questions import asks_anew
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import moving, naming, whose
from mutualaid.domain.followups import FOCUS, MANY
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import (
    Command,
    Intent,
    MatchState,
    QuestionKind,
)

TEARS = frozenset("😭😢😥😰😨😱😞😔😩😫😖🥺💔")
"""Pictures that nobody is cheered on after."""

CLEAR = 0.6
"""From this confidence on a text may be a wish of its own, and is one once the visit is over."""


def only_for_us(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether somebody who is connected says that what they write is not for the other side."""
    said = r.cues.says("across.for_us_only") or r.cues.opens("across.for_us_first")
    return bool(c.connected(now)) and r.digit is None and said


def keep_for_us(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("for_us", 1, note=r.text), person_reads(c)]


def to_person(c: Conversation, r: Reading, now: datetime) -> bool:
    """What is no clear wish of its own answers the coordinator who wrote last, or goes to the one who reads
    along after danger or a problem."""
    if not (c.person_wrote or c.alarmed or c.paused) or r.digit == 0:
        return False
    if r.pleasantry and not r.bare_ok and not c.alarmed:
        return False
    if r.intent in (Intent.ANSWER, Intent.OTHER, Intent.QUESTION):
        return True
    return r.intent in (Intent.NEED, Intent.BOTH) and r.kinds in ((), ("general",))


def tell_person(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.alarmed:
        line = "after_danger_kept" if c.connected(now) else "after_danger"
        return [OpenCase("after_danger", 0, note=r.text), Say(line)]
    return [OpenCase("answers_coordinator", 0, note=r.text), person_reads(c)]


def asked_anew(c: Conversation, q: Question, r: Reading, now: datetime, again: Say) -> list[Effect] | None:
    """What is done instead of what `q` ends for good, where a yes may be for somebody else: the coordinator who
    wrote last has it; after any other text that came since, it is asked `again`. None where it is for us, as a
    digit is."""
    if r.digit is not None:
        return None
    if c.person_wrote:
        return tell_person(c, r, now)
    overtaken = c.overtaken and q.kind is not QuestionKind.FORGET  # which they began themselves
    crossed = c.relayed_last or overtaken or c.came_between
    return [Close(q.id, "told"), again] if crossed else None


def after_danger(c: Conversation, r: Reading, now: datetime) -> bool:
    """Hours after an alarm "never mind" or "I am ok now" is for the person who reads along, not for a list."""
    plain = not set(r.kinds) & {k for n in c.needs for k in n.kinds}
    return c.alarmed and plain and (r.command in (Command.CANCEL, Command.DONE) or r.covered)


def held(c: Conversation, r: Reading, now: datetime) -> bool:
    return c.talk.held_by is not None and (c.talk.held_until is None or c.talk.held_until > now)


def keep_for_person(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    effects: list[Effect] = [OpenCase("wrote_while_held", 0)]
    if not c.talk.told_held:
        effects += [Note({"told_held": True}), Say("person_here", {"name": c.talk.held_by})]
    return effects


def connected(c: Conversation, r: Reading, now: datetime) -> bool:
    words = bool(r.text.strip()) and not r.automatic and not bare_nothing(c, r)
    ours = _for_us_again(c, r, now) or _only_greets(c, r, now) or _takes_note(c, r, now)
    ours = ours or _asks_us_after(c, r, now) or _out_of_medicine(c, r, now) or _whole_other_need(c, r, now)
    return bool(c.connected(now)) and words and not ours


def _out_of_medicine(c: Conversation, r: Reading, now: datetime) -> bool:
    """Medicine that somebody must have soon, where no visit is for that: a need, not words for who comes."""
    wants = r.intent is Intent.NEED and r.urgent and "medicine" in r.kinds and r.confidence >= CLEAR
    if not wants or "second" in r.spans:
        return False
    return not any(t.helping or "medicine" in t.need.kinds for t in c.connected(now))


def _whole_other_need(c: Conversation, r: Reading, now: datetime) -> bool:
    """What, where and when of a help that no visit is for, said to no "you" and to nobody by name; of somebody or
    in addition it need not say where."""
    ties = c.connected(now)
    if r.complaint or "second" in r.spans or naming.named(ties, r) is not None or any(t.helping for t in ties):
        return False
    other = set(r.kinds) - {"general"} - {k for t in ties for k in t.need.kinds}
    added = r.cues.says("more.says") or r.cues.says("across.somebody")
    added = added and r.intent is Intent.NEED and r.answer is None
    whole = (asks_anew(r) or added) and r.when is not None and r.confidence >= CLEAR and bool(other)
    return whole or all(one_more(t, r) for t in ties)


def one_more(tie: Tie, r: Reading) -> bool:
    """Whether somebody who is helped asks for help another day, in addition or for somebody else."""
    start = tie.match.time_of(tie.need)[0] or tie.match.agreed_at
    wants = r.intent is Intent.NEED and r.confidence >= SURE and bool(set(r.kinds) - {"general"})
    if not wants or r.when is None or r.when.start is None or not r.when.dated or r.correction or start is None:
        return False
    other_day = r.when.start.date() != start.astimezone(r.when.start.tzinfo).date()
    in_addition = r.cues.says("more.says") or r.on_behalf or r.for_name is not None
    return other_day and in_addition and not tie.helping


def _only_greets(c: Conversation, r: Reading, now: datetime) -> bool:
    """A bare reaction or greeting once the visit is over and reported is no word to who came."""
    bare = r.pleasantry and not r.thanks
    return bare and all(t.match.state is not MatchState.CONFIRMED for t in c.connected(now)) and not c.relayed_last


def _takes_note(c: Conversation, r: Reading, now: datetime) -> bool:
    """An "ok" or thanks right after what we told them is for us, and no word to whoever is visited next."""
    plain = r.bare_ok or (r.thanks and r.pleasantry)
    return c.told_last and plain and naming.named(c.connected(now), r) is None


def more_often(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "More is fine", right after we said back how often they help at most."""
    plain = r.per_week is None and r.when is None and not (r.kinds or r.complaint or r.command)
    short = len(r.text.split()) <= whose.BRIEF and naming.named(c.connected(now), r) is None
    return c.limited_last and plain and short and r.cues.says("across.more_often")


def ask_how_often(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """No number is said that could be set: a person does."""
    return [OpenCase("for_us", 1, note=r.text), person_reads(c)]


def _after(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether the visits whose words still go across are over and reported, and this answers no words of theirs."""
    ended = all(t.match.state is MatchState.FULFILLED for t in c.connected(now))
    return ended and not (c.relayed_last or r.thanks or r.complaint or naming.named(c.connected(now), r))


def _asks_us_after(c: Conversation, r: Reading, now: datetime) -> bool:
    """A question once the visit is over, said to no "you" and about no "him", is one for us."""
    theirs = bool({"second", "third", "of_them", "coming"} & r.spans.keys())
    return r.intent is Intent.QUESTION and not theirs and _after(c, r, now)


def _maybe_us_after(c: Conversation, r: Reading, now: datetime) -> bool:
    """What may as well be asked of us then: "how old do you have to be", "is anyone there"."""
    calls = bool({"afraid", "calling"} & r.spans.keys()) or (r.intent is Intent.QUESTION and "second" in r.spans)
    return calls and _after(c, r, now)


def _for_us_again(c: Conversation, r: Reading, now: datetime) -> bool:
    """A clear need or offer once the visit is over is a new one, not a word to who came."""
    wish = r.intent in (Intent.NEED, Intent.BOTH, Intent.OFFER) and r.confidence >= CLEAR
    wish = wish and "spoiled" not in r.spans
    of_kind = bool(set(r.kinds) - {"general"}) or (r.intent is Intent.OFFER and "gives" in r.spans)
    of_kind = of_kind or (r.on_behalf and r.confidence >= SURE)  # "my neighbor needs help too"
    ties = c.connected(now)
    return wish and of_kind and all(t.over(now) for t in ties) and (bool(r.repeat) or naming.named(ties, r) is None)


def bare_nothing(c: Conversation, r: Reading) -> bool:
    """A bare digit is an answer to nothing here, unless the other side's words came last."""
    return r.digit is not None and not c.relayed_last


def pass_on(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    ties = c.connected(now)
    q = c.question
    if q is not None and q.kind in ABOUT_THE_VISIT and not r.complaint and not _to_them(c, r):
        case = OpenCase("for_us", 0, match_id=q.match_id, note=r.text)
        doubts = [Doubt(q.id)] if set(r.text) & TEARS else []
        return [*doubts, case, person_reads(c)]
    asks_pay = all(t.helping for t in ties) and lures.asks_pay(r)
    if r.complaint and not r.only_waits and not asks_pay:
        effects: list[Effect] = [HoldMatch(t.match.id) for t in ties]
        effects.append(OpenCase("complaint", 0, match_id=ties[-1].match.id, note=_waiting(c) + r.text))
        return [*effects, only_us(c, r)]
    tie = whom(c, r, ties, now)
    if tie is None:
        each = whose.one_of_each(ties)[:4]
        choices = tuple(Choice(SEND, (t.match.id,)) for t in each)
        names = tuple(t.other_name for t in each)
        asked = Ask(QuestionKind.SEND_WHERE, text=counted_out(choices, _with_before(c, choices) + r.text))
        return [Say("which_person", {"names": names}, asked)]
    return to_side(c, tie, r, now)


def to_side(c: Conversation, tie: Tie, r: Reading, now: datetime) -> list[Effect]:
    """What words do that are for the other side of this visit, or of another one of theirs that they are about,
    unless they may as well be for us: they are passed on, and the time that they name is kept or agreed to."""
    ties = c.connected(now)
    theirs = r.hear(naming.unnamed(c.relayed, c.neighbour.first_name, tie.other_name))
    if moving.asks_else(theirs, c.relayed) and moving.answers_else(theirs, r):
        return [Relay(tie.match.id, r.text)]
    here = now.astimezone(c.facts.zone)
    r = moving.answers_hour(r, here) if moving.asks_hour(theirs) else r
    meant = whose.visits_meant(c, r, _of_same(tie, ties), now) or [tie]
    tie = meant[0]
    if not tie.helping and other_sex(r):
        case = OpenCase("for_us", 0, match_id=tie.match.id, note=r.text)
        return [case, person_reads(c)]
    if "spoiled" in r.spans and not tie.helping and tie.over(now):
        case = OpenCase("well_but", 1, match_id=tie.match.id, note=r.text)
        return [case, person_reads(c)]
    if tie.helping and lures.lures(r.cues, helping=True):
        return [Relay(tie.match.id, r.text)]  # kept back there, and no wish of theirs
    told = r.hour is not None or "only_time" in r.spans or (r.command is Command.CHANGE and r.place is None)
    moves = told and moving.new_time(tie, r, now) is not None
    answers_them = "only_refused" in r.spans and c.relayed_last
    ours = _maybe_us_after(c, r, now) or limits.maybe_theirs(c, r, now)
    ours = ours or (tie.helping and fewer.of_asks(c, r, now))
    if (doubtful(tie, r) or ours) and not (moves or answers_them):
        ask = to_them_or_us(tie, r.text)
        if "grave" in r.spans:
            case = OpenCase("for_us", 0, note=r.text)
            return [case, Say("send_or_us_grave", {"name": tie.other_name}, ask)]
        return [Say("send_or_us", {"name": tie.other_name}, ask)]
    effects = [Relay(tie.match.id, r.text), *_calls_among_many(c, r)]
    if len(ties) > 1:
        effects.append(Note({"peer_match_id": tie.match.id, "peer_until": now + FOCUS}))
    placed = r.when is not None and (r.place is not None or r.to is not None)
    plain = {"general"} if placed else {"general", "delivery", "ride"}
    other_kind = set(r.kinds) - set(tie.need.kinds) - plain
    # "Any milk?" of a helper in the store is about the visit, "i need food too" is not.
    own = tie.helping and r.confidence >= SURE and bool(set(r.kinds) - {"general"})
    another = r.intent in (Intent.NEED, Intent.BOTH) and bool(other_kind or own) and r.confidence >= CLEAR
    another = (another and not _of_the_visit(tie, r)) or one_more(tie, r)
    # Whoever comes tomorrow may come too late for "i havent eaten in 4 days".
    hurries = not tie.helping and r.intent is Intent.NEED and "urgent" in r.spans and "second" not in r.spans
    if another or hurries:
        effects.append(OpenCase("maybe_another_need", int(not hurries), match_id=tie.match.id, note=r.text))
    start, end = tie.match.time_of(tie.need)
    asks_time = "asks_time" in r.spans and not r.cues.says("lures.household")  # "when is your son home"
    if asks_time and start is not None and tie.match.state is MatchState.CONFIRMED:
        effects.append(Say("as_agreed", {"name": tie.other_name, "at": (start, end)}))
    if another:  # its day moves no visit
        return effects
    heard = moving.heard(tie, r, here, last=c.relayed, sure=len(meant) == 1)
    if not heard and tie.over(now) and r.cues.says("happened.again"):
        heard = [OpenCase("maybe_new_time", 1, match_id=tie.match.id, note=r.text)]
    return [*effects, *heard]


def _of_the_visit(tie: Tie, r: Reading) -> bool:
    """Whether what is needed is needed for the visit, as one says it to the other and of nobody: "need 2 to lift
    the couch, is your son home"."""
    hands = r.cues.says("lures.hands")
    if hands and r.cues.says("lures.household"):
        return True
    plain = "second" in r.spans and not r.on_behalf and not r.cues.says("toldagain.us", "more.says")
    return plain and (hands or (tie.helping and "asked_beside" in r.spans))


def other_sex(r: Reading) -> bool:
    """Whether a text asks for a woman, or for no man: who comes instead is ours to find, not his to hear."""
    wished = set(r.conditions) - set(r.at_door)
    return r.intent is not Intent.QUESTION and any(r.hear(wish).says("across.sex") for wish in wished)


CALLS = 3
"""So many calls for somebody among many texts are a cry for help: that many HELPs ask for no list of what we do."""


def _calls_among_many(c: Conversation, r: Reading) -> list[Effect]:
    """Text after text with cries for help among them: a person reads them too, though they go across."""
    if c.lately < MANY or c.calls < CALLS or r.thanks:
        return []
    return [OpenCase("many_texts", 0, note=r.text), Say("many_texts", {"by": c.facts.person_by}, waits=True)]


def only_us(c: Conversation, r: Reading) -> Say:
    """What is said to fear or a complaint. Where somebody of the house must not know, the words tell whoever reads
    the phone nothing."""
    return Say("person_reads" if "household" in r.spans else "complaint_read", {"by": c.facts.person_by})


def person_reads(c: Conversation) -> Say:
    """What is said where a coordinator reads a text and nothing else is done."""
    return Say("person_reads", {"by": c.facts.person_by})


ABOUT_THE_VISIT = frozenset({QuestionKind.HAPPENED, QuestionKind.HELPER_HAPPENED})


def _to_them(c: Conversation, r: Reading) -> bool:
    """Whether words said while we ask how the visit went are plainly for the other side: thanks, "on my way", or
    said to "you"."""
    return r.thanks or "coming" in r.spans or "second" in r.spans or r.intent is Intent.QUESTION or c.relayed_last


def _waiting(c: Conversation) -> str:
    """The text that waits to be sent on, before the one that goes to the desk."""
    q = c.question
    words = waiting_words(q.text) if q is not None and q.kind is QuestionKind.SEND_WHERE else ""
    return f"{words} / " if words else ""


def to_them_or_us(tie: Tie, words: str) -> Ask:
    """Whether these words are for the other side of a visit or for us."""
    text = counted_out((Choice(SEND, (tie.match.id,)), Choice(US)), words)
    return Ask(QuestionKind.SEND_WHERE, match_id=tie.match.id, text=text)


def _with_before(c: Conversation, choices: tuple[Choice, ...]) -> str:
    """The text that is still waiting to be sent to one of the same."""
    q = c.question
    if q is None or q.kind is not QuestionKind.SEND_WHERE or choices_of(q.text) != choices:
        return ""
    return waiting_words(q.text) + " / "


def doubtful(tie: Tie, r: Reading) -> bool:
    """Reads as something for us, or as talk about the other side, in a sentence that may as well be for them; or
    holds a word that speaks of harm, which nobody is to read but those it is for."""
    if r.conditions and set(r.conditions) <= set(r.at_door) and not (r.apart or r.complaint or r.command):
        return False  # "can he leave it outside": what is wished for at the door is for whoever comes
    if r.cues.says("across.for_their_sake") and not (r.complaint or r.command or "grave" in r.spans):
        return False  # "i dont want him to wait long"
    ours = (Command.CANCEL, Command.CHANGE, Command.PAUSE, Command.FORGET, Command.HUMAN)
    of_them = "third" in r.spans or "of_them" in r.spans or naming.speaks_of(tie, r)
    return (r.apart and r.somebody) or r.command in ours or of_them or "grave" in r.spans


def whom(c: Conversation, r: Reading, ties: tuple[Tie, ...], now: datetime) -> Tie | None:
    """The visit that words are about: of whom they name or are likeliest for, and which of theirs. None where it is
    not clear for whom they are."""
    each = whose.one_of_each(ties)
    one = each[0] if len(each) == 1 else naming.named(tuple(each), r) or whose.likeliest(c, r, ties, now)
    return None if one is None else whose.visits_meant(c, r, _of_same(one, ties), now)[0]


def _of_same(tie: Tie, ties: tuple[Tie, ...]) -> list[Tie]:
    """All visits of the one whose visit this is."""
    return [t for t in ties if t.other.id == tie.other.id]
