"""What is said of a need that was posted after a visit ended, while words still go to whoever came: it mends the
new need. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.needs import later, topics, wishes
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import across, naming
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent


def relays(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text goes to the other side of a connection."""
    return across.connected(c, r, now) and not of_new_need(c, r, now)


def of_new_need(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether it is about the need just read back, as it would be had nobody come before."""
    ties = c.connected(now)
    need = _just_read_back(c, now)
    if need is None or not all(t.over(now) for t in ties):
        return False
    to_them = r.thanks or c.relayed_last or naming.named(ties, r) is not None or r.complaint or "spoiled" in r.spans
    if to_them or r.intent is Intent.QUESTION or _of_the_visit(c, need, r, now):
        return False
    mends = topics.corrects(c, r, now) or wishes.wishes(c, r, now) or later.moves(c, r, now)
    return mends or topics.lists_needed(c, r, now) or topics.adds(c, r, now)


def _just_read_back(c: Conversation, now: datetime) -> Need | None:
    """The need in focus, where it is none that somebody came for."""
    visited = {t.need.id for t in c.connected(now)}
    focused = topics.focused(c, now)
    return next((n for n in c.needs if focused and n.id == c.talk.focus_need_id and n.id not in visited), None)


def _of_the_visit(c: Conversation, need: Need, r: Reading, now: datetime) -> bool:
    """Whether all it names is what was brought: "great milk" turns no ride into food."""
    said = set(r.kinds) - {"general"}
    brought = {k for t in c.connected(now) for k in t.need.kinds}
    return bool(said) and said <= brought and not said & set(need.kinds)
