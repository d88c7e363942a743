"""The answer to "which one do you mean?": of several needs the one to end or to move, of several asks the one
accepted. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation import taking_back
from mutualaid.domain.conversation.effects import Accept, Close, Effect, EndNeed, Say
from mutualaid.domain.conversation.helpers import parts, timesoff
from mutualaid.domain.conversation.needs import again, later, retold
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading, When


def which(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    event, ids = (q.text or ":").split(":", 1)
    if event == timesoff.TIMES:
        return timesoff.settle(c, q, ids, r)
    if event == "series":
        return again.which_times(c, q, ids, r)
    kept = {later.MOVE: later.ids_of, retold.PEOPLE: retold.ids_of}.get(event)
    wanted = kept(ids) if kept is not None else ids.split(",")
    if event == "accept":
        options = [(t.match.id, t.need) for i in wanted if (t := c.tie(i)) is not None]
    else:
        options = [(n.id, n) for i in wanted for n in c.needs if n.id == i]
    if event == "accept" and "both" in r.spans and r.digit is None:
        return [Close(q.id, "both"), *(Accept(one, told=at == 0) for at, (one, _) in enumerate(options))]
    if event == retold.PEOPLE and "both" in r.spans and r.digit is None:
        return [Close(q.id, "both"), *retold.counted(c, ids, [one for one, _ in options], now)]
    if event in ("withdraw", "fulfil") and r.digit is None:
        ended = taking_back.all_of([need for _, need in options], event, r)
        if ended:
            return [Close(q.id, "told"), *ended]
    if r.digit is not None:
        meant = [options[r.digit - 1]] if 1 <= r.digit <= len(options) else []
    else:
        meant = _named(options, r)
    said_yes = _wanted(options, r) if event == "accept" and r.digit is None else []
    meant = said_yes if len(said_yes) == 1 else meant
    if len(meant) != 1:
        return [Say("which_number")] if r.digit is not None or meant else None
    pick = meant[0][0]
    told = Close(q.id, "told")
    if event == later.MOVE:
        return [told, *later.moved(c, ids, pick, now)]
    if event == retold.PEOPLE:
        return [told, *retold.counted(c, ids, [pick], now)]
    return [told, Accept(pick)] if event == "accept" else [told, EndNeed(pick, event, "told")]


Option = tuple[str, Need]


def _wanted(options: list[Option], r: Reading) -> list[Option]:
    """Those a text says yes to while it says no to another by its kind: "food yes ride no"."""
    kinds = tuple(k for _, need in options for k in need.kinds)
    said = parts.verdicts(kinds, r) if len(set(kinds)) == len(kinds) else {}
    return [o for o in options if any(said.get(k) for k in o[1].kinds)]


LONGEST = 6
"""Words of an answer that names one by its kind or its time; a longer text says something of its own."""


def _named(options: list[Option], r: Reading) -> list[Option]:
    """Those of the kinds or at the time that a short text names; none where it names neither."""
    kinds = set(r.kinds) - {"general"}
    when = r.when or r.hour
    if not (kinds or when) or (not kinds and len(r.text.split()) > LONGEST):
        return []
    of_kind = [o for o in options if not kinds or kinds & set(o[1].kinds)]
    if when is None or len(of_kind) < 2:
        return of_kind if kinds else []
    for fits in (_at, _within):
        if then := [o for o in of_kind if fits(o[1], when)]:
            return then
    return of_kind if kinds else []


def _at(need: Need, when: When) -> bool:
    """Whether a need begins at that hour: on that day, or on its own where none is named."""
    if need.from_at is None or when.start is None:
        return False
    at = need.from_at.astimezone(when.start.tzinfo)
    return at.time() == when.start.time() and (not when.dated or at.date() == when.start.date())


def _within(need: Need, when: When) -> bool:
    """Whether a need begins in those hours."""
    if need.from_at is None or when.start is None or when.end is None:
        return False
    return when.start <= need.from_at < when.end
