"""The group's own answers, wherever they are used: looked up in one way, said in one way.

Those entered on the desk come before those of the configuration. Where one goes with a line of ours it stands in
the same text if both fit into one segment; else it follows a little later as a text of its own, once for each need.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mutualaid.domain.answers import NOBODY, OUTSIDE, QUESTION, OwnAnswer, best
from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Need
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MessageClass, NeedState
from mutualaid.language.saying.segments import gsm7
from mutualaid.language.words.ownwords import letters_said
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import group, messages, needs, people
from mutualaid.store.engine import Tx

FOLLOWS = timedelta(minutes=10)
"""How long after our line an answer follows that did not fit into it."""

LIVE = (NeedState.OPEN, NeedState.EXPIRED, NeedState.UNMET)
"""Where a need may stand for its person to want another place to turn to."""


def every(kit: Kit, tx: Tx) -> list[OwnAnswer]:
    """All there are, in the order in which the first of two alike is taken."""
    ours = [OwnAnswer(text=dict(a.text), kinds=a.kinds, words=a.words, use=a.use) for a in kit.config.answers]
    return [*group.answers(tx), *ours]


def _found(kit: Kit, tx: Tx, use: str, text: str, kinds: tuple[str, ...], language: str | None) -> str | None:
    languages = kit.config.group.languages
    answer = best(every(kit, tx), use, kinds, lambda words: letters_said(words, text, languages), language)
    said = answer.in_language(language, languages[0]) if answer is not None else None
    return gsm7(said) if said else None


def to_text(turn: Turn, reading: Reading, who: Neighbour) -> str | None:
    """What the group itself answers to a question, by its words or kinds; to a text that says nothing else we
    understand, that only names or asks for what an answer is about ("food bank hours?"), or that asks beside a
    need, by its words alone."""
    beside = reading.spans.get("asked_beside")
    if beside is not None:
        return _found(turn.kit, turn.tx, QUESTION, reading.text[slice(*beside)], (), who.language)
    if reading.intent not in (Intent.QUESTION, Intent.OTHER) and not _only_names(turn, reading):
        return None
    kinds = reading.kinds if reading.intent is Intent.QUESTION else ()
    return _found(turn.kit, turn.tx, QUESTION, reading.text, kinds, who.language)


GUESSED = 0.65
"""How sure at most a need is that no word of needing says."""

MOSTLY = 0.6
"""The share of a text's letters that an answer's words have where it asks nothing: "FOOD BANK"."""


FIRST = 3
"""Words at the head of a question in which the answer's own stand: "el fondo me puede pagar?"."""


def _only_names(turn: Turn, reading: Reading) -> bool:
    """Whether a need is guessed from nothing but the words of an answer, or from a question that holds them."""
    wanted = reading.intent is Intent.NEED and reading.place is None
    if not wanted or reading.danger is not None:
        return False
    languages = turn.kit.config.group.languages
    answers = [a for a in every(turn.kit, turn.tx) if QUESTION in a.use]
    opens = reading.cues.opens("ownanswers.asks")
    if reading.confidence > GUESSED:
        asked = opens and not reading.cues.says("ownanswers.for_me")
        first = " ".join(reading.text.split()[:FIRST]) if reading.text.rstrip().endswith("?") else ""
        said = max((letters_said(a.words, reading.text if asked else first, languages) for a in answers), default=0)
        return said > 0
    said = max((letters_said(a.words, reading.text, languages) for a in answers), default=0)
    asks = opens or reading.text.rstrip().endswith("?")
    return said > 0 and (asks or said >= MOSTLY * sum(map(str.isalnum, reading.text)))


def for_need(turn: Turn, need: Need, who: Neighbour, use: str) -> str | None:
    """Where else to turn with this need: `use` is outside or nobody."""
    return _found(turn.kit, turn.tx, use, need.text, need.kinds, who.language)


WITH_LINE = {
    "need_outside": OUTSIDE,
    "need_slow": NOBODY,
    "needs_slow": NOBODY,
    "need_closed": NOBODY,
    "needs_closed": NOBODY,
    "need_closed_late": NOBODY,
    "need_slow_knows": NOBODY,
    "need_closed_knows": NOBODY,
    "news_slow": NOBODY,
    "news_closed": NOBODY,
    "news_looking": NOBODY,
    "news_nobody": NOBODY,
    "news_nobody_odds": NOBODY,
    "news_looking_odds": NOBODY,
    "closed_unmet": NOBODY,
    "closed_expired": NOBODY,
}
"""Lines that an answer of the group goes with, and which."""


def tell(
    turn: Turn, who: Neighbour, line: str, values: Mapping[str, Any], kind: MessageClass, need: Need,
    ask: Ask | None = None,
) -> None:  # fmt: skip
    """Says a line about a need, and with it what the group answers, if the line is one of `WITH_LINE`."""
    use = WITH_LINE.get(line)
    answer = for_need(turn, need, who, use) if use is not None else None
    sent = turn.tell(who, line, values, kind, ask=ask, need_id=need.id, then=answer)
    if sent is None or answer is None or sent.body.endswith(answer):
        return
    if not any(m.line == "own_answer" and m.need_id == need.id for m in messages.of_neighbour(turn.tx, who.id)):
        due = turn.kit.hours.next_decent(turn.now + FOLLOWS)
        turn.schedule("elsewhere", due, neighbour_id=who.id, need_id=need.id, subject=use)


def answer_beside(turn: Turn, who: Neighbour, answer: str) -> None:
    """Says an answer in a text of its own, behind the reply."""
    turn.schedule("own_answer", turn.now, neighbour_id=who.id, subject=answer)


def _own_answer(turn: Turn, row: FollowUp) -> None:
    assert row.neighbour_id is not None
    who = people.need(turn.tx, row.neighbour_id)
    turn.tell(who, "own_answer", {"text": row.subject}, MessageClass.FOLLOW_UP)


def _elsewhere(turn: Turn, row: FollowUp) -> None:
    """The answer that did not fit, unless somebody was found meanwhile."""
    need = needs.find_need(turn.tx, row.need_id)
    if need is None or need.state not in LIVE:
        return
    if any(m.state in MATCH_YES for m in needs.matches_of_need(turn.tx, need.id)):
        return
    who = people.need(turn.tx, need.neighbour_id)
    answer = for_need(turn, need, who, row.subject or NOBODY)
    if answer is not None:
        turn.tell(who, "own_answer", {"text": answer}, MessageClass.FOLLOW_UP, need_id=need.id)


DUTIES = {"elsewhere": _elsewhere, "own_answer": _own_answer}
