"""The way back of a ride that was just read back, told by its hour: "and home at 11". Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mutualaid.domain.conversation.effects import Effect
from mutualaid.domain.conversation.needs import homeward, intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import NeedState

_AT = re.compile(r"(\D+)\d[\w:.]*(?:\s*[ap]\.?m\.?)?\W*", re.IGNORECASE)
"""Words before an hour, and nothing behind it."""

HALF = timedelta(hours=12)
"""How much later an hour is that else were before the way there."""


def _ride(c: Conversation, r: Reading) -> Need | None:
    """The ride whose way back a text tells, and nothing else."""
    need, when = c.live_focus, r.when
    if need is None or need.kinds != ("ride",) or need.to_text is None or need.from_at is None:
        return None
    if homeward.goes(c, need, r.hear) or need.state is not NeedState.OPEN or not _says_hour(r):
        return None
    return need if when is not None and when.start is not None and when.start == when.end else None


def _says_hour(r: Reading) -> bool:
    """Whether a text only says at what hour the way back is: "and home at 11"."""
    found = _AT.fullmatch(r.text)
    joined = r.hear(found[1]).behind("homeward.joint") if found is not None else None
    return found is not None and joined is not None and r.hear(found[1][joined:]).only("homeward.hour")


def tells(c: Conversation, r: Reading, now: datetime) -> bool:
    return _ride(c, r) is not None and c.question is None


def take(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A ride of its own, on the days of the way there."""
    there = _ride(c, r)
    assert there is not None and there.from_at is not None and r.when is not None and r.when.start is not None
    zone = c.facts.zone
    local = r.when.start.astimezone(zone)
    day = there.from_at.astimezone(zone).date()
    at = datetime.combine(day, local.time(), zone).astimezone(UTC)
    at += HALF if at <= there.from_at else timedelta()
    local = at.astimezone(zone)
    hour = local.hour + local.minute / 60
    back = Need(
        id=c.fresh[0], neighbour_id=there.neighbour_id, created_at=now, kinds=there.kinds, text=r.text,
        when_text=r.when.text, from_at=at, to_at=at, people=there.people, on_behalf=there.on_behalf,
        for_name=there.for_name, knows=there.knows, practical=there.practical,
    )  # fmt: skip
    back = homeward.ending_at_start(homeward.starting_there(back, there), there)
    if there.repeat_every:
        back = replace(back, repeat_every=there.repeat_every, repeat_days=there.repeat_days, repeat_from=hour)
    return intake.take_needs(c, (back,), now)
