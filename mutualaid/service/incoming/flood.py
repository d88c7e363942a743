"""A phone that writes without end gets some answers, a last honest word, and then none until it rests. What it says
is kept and done all the same, danger is always answered, and what a visit waits for is asked. So many words are not
passed on either: a person reads them first.
"""

from __future__ import annotations

from datetime import timedelta

from mutualaid.domain.followups import BURST
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageClass, Standing
from mutualaid.service.turn import Turn
from mutualaid.store import counts, messages

SPAN = timedelta(minutes=10)
"""Within what time answers are counted."""

FEW, MOST = 12, 25
"""After so many of them what asks for nothing new is answered no more, and after so many nothing is. A provider
fails what comes after thirty quick ones (Twilio's 14107), also to somebody in danger."""

NOTHING_NEW = frozenset(
    {
        "start", "help", "status", "a person", "menu", "language", "names an answer", "question", "pleasantry",
        "nothing open", "not understood",
    }
)  # fmt: skip
"""Rows of texts that ask for nothing new where they come again and again."""

LINE, TO_HELP = "flood", "help_flood"
"""The last word, and what it is to HELP: who we are and how to stop are said in every state."""

WHY = "too many texts at once"


def quiets(turn: Turn, who: Neighbour, row: str) -> bool:
    """Whether the text of this turn, which fits `row`, is one of so many that it is not answered. Of those that are
    answered together none is."""
    text = turn.inbound
    if text is None or row == "danger" or turn.gathers_until is not None:
        return False
    answered = counts.answered(turn.tx, who.id, text.sent_at - SPAN, turn.now)
    burst = messages.came_in(turn.tx, who.id, text.created_at - BURST, turn.now) > 1
    goes_on = burst and _last_line(turn, who) == LINE
    nothing_new = row in NOTHING_NEW and who.standing is not Standing.OPTED_OUT  # START of theirs is new
    quiet = answered >= MOST or (nothing_new and (answered >= FEW or goes_on))
    quiet = quiet or (row == "relay" and not passes_on(turn, who))
    if quiet:
        turn.log("not texted", neighbour_id=who.id, detail=WHY)
    return quiet


def passes_on(turn: Turn, who: Neighbour) -> bool:
    """Whether words of this phone still go to others; of too many a person reads the rest first."""
    since = turn.inbound.sent_at - SPAN if turn.inbound is not None else turn.now - SPAN
    return counts.passed_on(turn.tx, who.id, since, turn.now) < MOST


def last_word(turn: Turn, who: Neighbour, row: str, words: str) -> None:
    """Says once that a person reads what is not answered, and puts it before one."""
    if turn.replied or _last_line(turn, who) in (LINE, TO_HELP):
        return
    turn.flooded = False
    turn.case("many_texts", 0, neighbour_id=who.id, note=words[:300])
    line = TO_HELP if row == "help" else LINE
    turn.tell(who, line, {"by": turn.person_by}, MessageClass.REPLY)


def _last_line(turn: Turn, who: Neighbour) -> str | None:
    last = messages.last_out(turn.tx, who.id)
    return last.line if last is not None else None
