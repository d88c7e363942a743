"""The answer to "which one do you mean?": of several needs the one to end or to move, of several asks the one
accepted. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation import again, later, timesoff
from mutualaid.domain.conversation.effects import Accept, Close, Effect, EndNeed, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading


def which(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    event, ids = (q.text or ":").split(":", 1)
    if event == timesoff.TIMES:
        return timesoff.settle(c, q, ids, r)
    if event == "series":
        return again.which_times(c, q, ids, r)
    wanted = later.ids_of(ids) if event == later.MOVE else ids.split(",")
    if event == "accept":
        options = [(t.match.id, t.need) for i in wanted if (t := c.tie(i)) is not None]
    else:
        options = [(n.id, n) for i in wanted for n in c.needs if n.id == i]
    pick = None
    if event == "accept" and "both" in r.spans and r.digit is None:
        return [Close(q.id, "both"), *(Accept(one, told=at == 0) for at, (one, _) in enumerate(options))]
    if r.digit is not None and 1 <= r.digit <= len(options):
        pick = options[r.digit - 1][0]
    elif r.kinds:
        pick = next((i for i, need in options if set(need.kinds) & set(r.kinds)), None)
    if pick is None:
        return [Say("which_number")] if r.digit is not None else None
    told = Close(q.id, "told")
    if event == later.MOVE:
        return [told, *later.moved(c, ids, pick, now)]
    return [told, Accept(pick)] if event == "accept" else [told, EndNeed(pick, event, "told")]
