"""What one phone wrote in several texts at once: the pieces of a minute or two are one utterance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from mutualaid.domain.conversation.people.cries import ALONE, LONGEST
from mutualaid.domain.messages import Message
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Answer, Command, Intent
from mutualaid.service.kit import Reads
from mutualaid.store import messages
from mutualaid.store.engine import Tx

TOGETHER = timedelta(minutes=2)
"""Within this time short texts of one phone may be pieces of one sentence."""

SHORT = 3
"""Words of a text at most that says nothing we know because it is torn out of a sentence."""


def missed(message: Message) -> bool:
    """Whether a text of ours says that we did not get theirs."""
    return message.line is not None and (message.line == "not_understood" or message.line.endswith("_again"))


def missed_pieces(tx: Tx, neighbour_id: str, but: Message) -> list[str]:
    """The texts just before, which said nothing by themselves and are not answered yet."""
    found = [messages.get(tx, m.reply_to) for m in messages.held_back(tx, neighbour_id) if missed(m)]
    return [m.body for m in found if m is not None and m.id != but.id]


def just_before(tx: Tx, neighbour_id: str, message: Message) -> list[str]:
    """The texts of this phone in the two minutes before `message`, oldest first."""
    return messages.bodies_since(tx, neighbour_id, message.created_at - TOGETHER, but=message.id)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Texts that belong together, each of which asks for nothing of its own."""

    said: tuple[str, ...] = ()
    """The pieces before the text being read, oldest first."""
    torn: int = 0
    """How many of them are a few words that say nothing we know."""


def scraps(reader: Reads, bodies: list[str], context: Context) -> Pieces:
    """The pieces at the end of these texts, back to the last that says something whole."""
    said: list[str] = []
    torn = 0
    for body in reversed(bodies):
        if len(body.split()) > LONGEST:
            break
        reading = reader.understand(body, replace(context, question=None, near=None))
        if not is_scrap(reading, asked=False):
            break
        said.insert(0, body)
        torn += is_torn(reading)
    return Pieces(tuple(said), torn)


def is_torn(r: Reading) -> bool:
    """Whether a text is a few words that say nothing we know."""
    return r.intent is Intent.OTHER and not r.pleasantry and len(r.text.split()) <= SHORT


def broken_off(r: Reading) -> bool:
    """Whether a "no" is nothing but a verb that mostly goes on: "i cant"."""
    return r.answer is Answer.NO and r.cues.only("pieces.cannot")


def is_scrap(r: Reading, *, asked: bool) -> bool:
    """Whether a text is so short and so little by itself that it may be a piece of a longer one. Who would rather
    have somebody else has said all of it. "I cant" answers only where something is `asked`; else it goes on."""
    if r.automatic or r.digit is not None or len(r.text.split()) > LONGEST:
        return False
    if r.answer is not None and (asked or r.answer is not Answer.NO or len(r.text.split()) > SHORT):
        return False
    if "other_person" in r.spans:
        return False
    if r.command is not None:
        return r.command in (Command.HELP, Command.STATUS)
    alone = r.intent in (Intent.OTHER, Intent.ANSWER) or set(r.kinds) <= ALONE
    return alone and not (r.place or r.when or r.name or r.thanks)


def as_one(reader: Reads, first: Pieces, reading: Reading, context: Context) -> Reading | None:
    """What a text says together with the pieces before it, where that is danger or fear that began in them and goes
    on in it; else None."""
    if not first.said or reading.danger is not None or not is_scrap(reading, asked=context.question is not None):
        return None
    begun = " ".join(first.said) + " "
    told = reader.understand(begun + reading.text, replace(context, question=None, near=None))
    if told.danger is not None and told.spans["danger"][1] > len(begun):
        return told
    fear = told.spans.get("complaint", (0, 0))
    own = reading.complaint or reading.command is not None  # HELP keeps its answer
    if told.complaint and not own and fear[0] < len(begun) < fear[1]:
        spans = {**reading.spans, "complaint": (0, len(reading.text))}
        return replace(reading, intent=Intent.OTHER, kinds=(), needs=(), command=None, complaint=True, spans=spans)
    return None


def cries(reader: Reads, first: Pieces, reading: Reading, context: Context) -> bool:
    """Whether fear stands in the pieces and this text, each for itself or all as one."""
    if not first.said or not is_scrap(reading, asked=context.question is not None):
        return False
    plain = replace(context, question=None, near=None)
    for joint in (" ", "\n"):
        told = reader.understand(joint.join((*first.said, reading.text)), plain)
        if told.danger is not None or told.complaint or _low(told):
            return True
    return False


def _low(r: Reading) -> bool:
    """Fear or despair beside which nothing is asked for."""
    return bool({"afraid", "despair"} & r.spans.keys()) and set(r.kinds) <= ALONE
