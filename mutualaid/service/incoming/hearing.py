"""What a text says, read with what its phone was asked and what it wrote just before.

All reading is done here, outside any writing transaction: it takes a while, and others wait to write.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mutualaid.domain.conversation.choices import waiting_words
from mutualaid.domain.conversation.needs.filling import SURE
from mutualaid.domain.conversation.questions import ASKING, PROPOSED, READ_AS
from mutualaid.domain.followups import BURST, LATE_YES, MANY
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Match, Question
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command, Intent, MatchState, QuestionKind, QuestionState
from mutualaid.language.saying.options import Options, offered
from mutualaid.service.incoming import pieces
from mutualaid.service.kit import Kit, Reads
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as it is understood, alone and with what its phone wrote just before."""

    reading: Reading
    cries: bool = False
    """Whether fear stands in the pieces of the last two minutes."""
    torn: int = 0
    """How many of these pieces are a few words that say nothing we know."""
    afraid: bool = False
    """Whether many texts of the last minutes, read as one, hold fear or a cry for help."""
    calls: int = 0
    """How many of these by themselves call for somebody; counted only among many."""
    waiting: Reading | None = None
    """The words that wait for the answer to whom they are for, as they were read when they came."""


class _Once:
    """A reader that reads the same words in the same light once."""

    def __init__(self, reader: Reads) -> None:
        self._reader = reader
        self._read: dict[tuple[str, Context], Reading] = {}

    def understand(self, text: str, context: Context) -> Reading:
        key = (text, context)
        if key not in self._read:
            self._read[key] = self._reader.understand(text, context)
        return self._read[key]


def hear(kit: Kit, message: Message) -> Heard:
    """Reads a kept text. Opens a reading transaction of its own."""
    language = question = near = open_one = None
    held: list[str] = []
    options: Options = ()
    lately: list[str] = []
    burst: list[str] = []
    others: frozenset[str] = frozenset()
    proposed = False
    with kit.store.reading() as tx:
        who = people.by_phone(tx, message.phone)
        if who is not None:
            language = who.language
            open_one = answerable(tx, who.id)
            if open_one is not None:
                question, options = asked_as(open_one), _options(tx, open_one)
            held = pieces.missed_pieces(tx, who.id, message)
            lately = pieces.just_before(tx, who.id, message)
            near = _read_back(tx, who.id, message)
            met = needs.touching(tx, who.id, message.created_at - LATE_YES)
            others, late = _names(tx, who.id, met), open_one is None and _may_be_late(who.id, met)
            proposed = late or (open_one is not None and open_one.kind in PROPOSED)
            if messages.came_in(tx, who.id, message.created_at - BURST, kit.clock.now()) + 1 >= MANY:
                before = messages.bodies_since(tx, who.id, message.created_at - BURST, but=message.id)
                burst = [*before, message.body] if before else []
    reader = _Once(kit.reader)
    now = message.sent_at.astimezone(kit.config.group.zone)
    context = Context(now, language, question, near, others, options, proposed)
    plain = Context(now=now, language=language)
    first = pieces.scraps(reader, lately, context)
    reading = _alone_or_with(kit, reader, message, held, first, context)
    if open_one is not None and open_one.kind is QuestionKind.HAPPENED:
        reading = _with_need(reading, _in_any_language(kit, reader, message.body, plain))
    return Heard(
        reading=reading,
        cries=pieces.cries(reader, first, reading, context),
        torn=first.torn + pieces.is_torn(reading),
        afraid=bool(burst) and _afraid(reader, burst, plain),
        calls=_calls(reader, burst, plain),
        waiting=_waiting(kit, reader, open_one, replace(plain, others=others)),
    )


def _with_need(reading: Reading, plain: Reading) -> Reading:
    """What answers how a visit went and plainly asks for something beside it, as the need that it holds too."""
    lacks = bool({"short", "spoiled"} & reading.spans.keys())
    answers = reading.intent in (Intent.ANSWER, Intent.OTHER) and reading.digit is None and not lacks
    needs = plain.intent is Intent.NEED and plain.confidence >= SURE
    return replace(plain, answer=reading.answer) if answers and needs else reading


def _waiting(kit: Kit, reader: Reads, question: Question | None, context: Context) -> Reading | None:
    """The text behind a question whom it is for; "tomorrow" in it is the day after it came."""
    words = "" if question is None or question.kind is not QuestionKind.SEND_WHERE else waiting_words(question.text)
    if question is None or not words:
        return None
    came = (question.opened_at or question.created_at).astimezone(context.now.tzinfo)
    return _in_any_language(kit, reader, words, replace(context, now=came))


def _alone_or_with(
    kit: Kit, reader: Reads, message: Message, held: list[str], first: pieces.Pieces, context: Context
) -> Reading:
    """What a text says by itself, or as the end of what was said just before."""
    reading = _in_any_language(kit, reader, message.body, context)
    whole = pieces.as_one(reader, first, reading, context)
    if whole is not None:
        return whole
    if held and reading.intent is Intent.OTHER and not (reading.pleasantry or reading.automatic):
        return reader.understand("\n".join([*held, message.body]), context)
    return reading


def _in_any_language(kit: Kit, reader: Reads, text: str, context: Context) -> Reading:
    """What a text says, in a language of the group's or in another that it plainly is in."""
    reading = reader.understand(text, context)
    unclear = reading.intent in (Intent.OTHER, Intent.QUESTION) and not (reading.pleasantry or reading.automatic)
    unclear = unclear or context.language not in (None, *kit.config.group.languages)
    wishes = reading.intent in (Intent.NEED, Intent.OFFER, Intent.BOTH) and reading.danger is None
    beside = kit.foreign(text, context) if unclear or wishes else None
    return beside if beside is not None and (unclear or beside.danger is None) else reading


def _afraid(reader: Reads, said: list[str], context: Context) -> bool:
    read = reader.understand("\n".join(said), context)
    return read.danger is not None or read.complaint or bool({"afraid", "calling", "despair"} & read.spans.keys())


def _calls(reader: Reads, said: list[str], context: Context) -> int:
    """How many of these texts by themselves call for somebody: HELP, "answer me", "please", "hello??"."""
    return sum(_is_call(reader.understand(one, context)) for one in said)


def _is_call(r: Reading) -> bool:
    pleads = r.pleasantry and not r.thanks and ("?" in r.text or r.cues.says("pieces.pleads"))
    return r.command is Command.HELP or bool({"afraid", "calling", "only_presses"} & r.spans.keys()) or pleads


def answerable(tx: Tx, neighbour_id: str) -> Question | None:
    """The question that a text of this phone may answer: its own, where it was sent, or asks for a missing thing
    and still waits. While the next alarm waits to be sent, or was taken by another before it was, that is the alarm
    asked about before, if it is open still."""
    question = messages.question_of(tx, neighbour_id)
    if question is not None and (question.state is QuestionState.OPEN or question.kind in ASKING):
        return question
    waiting = {alarm.id for alarm in plan.open_alarms(tx)}
    if not waiting:
        return None
    asked = next((q for q in messages.questions_of(tx, neighbour_id, ASKED) if q.opened_at is not None), None)
    displaced = asked is not None and asked.state is QuestionState.DROPPED and asked.alarm_id in waiting
    return asked if displaced else None


ASKED = 20
"""Among how many of a phone's questions the last is looked for that was sent."""


def _read_back(tx: Tx, neighbour_id: str, message: Message) -> str | None:
    """The place of the need just read back, in words."""
    talk = people.talk(tx, neighbour_id)
    if talk.focus_need_id is None or talk.focus_until is None or talk.focus_until <= message.created_at:
        return None
    need = needs.find_need(tx, talk.focus_need_id)
    return need.place_text if need is not None else None


def _options(tx: Tx, question: Question) -> Options:
    """Our own words for the answers to a question, as the text had them that asked it."""
    asked = messages.message_of_question(tx, question.id)
    return offered(asked.body) if asked is not None else ()


def asked_as(question: Question) -> str | None:
    """How `understand` is told of the question a text may answer."""
    return None if question.kind is QuestionKind.FORGET else READ_AS.get(question.kind, "yes_no")


def _may_be_late(neighbour_id: str, met: list[Match]) -> bool:
    """Whether a phone may still answer an ask that nobody waits for any more, and writes to nobody meanwhile."""
    if any(m.state is MatchState.CONFIRMED for m in met):
        return False
    return any(m.helper_id == neighbour_id and m.state in (MatchState.LAPSED, MatchState.COVERED) for m in met)


def _names(tx: Tx, neighbour_id: str, met: list[Match]) -> frozenset[str]:
    """The first names, in lower case, of those on the other side of a phone's matches."""
    ids = {m.helper_id for m in met} | {needs.need(tx, m.need_id).neighbour_id for m in met}
    names = (people.need(tx, one).name for one in ids - {neighbour_id})
    return frozenset(name.split()[0].lower() for name in names if name and name.strip())
