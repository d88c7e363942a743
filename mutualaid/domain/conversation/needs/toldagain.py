"""A need that is told again while it stands: it stays one need, and they hear how it stands. Pure.

Who waits and hears nothing writes the same words once more; a second need would send a second helper.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation import status
from mutualaid.domain.conversation.effects import Close, Effect, KeepNeed, Note, Say
from mutualaid.domain.conversation.needs.asides import read_again
from mutualaid.domain.conversation.needs.waiting import nobody_speaks, said_to_wait
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.cues import Hear
from mutualaid.domain.followups import FOCUS, NEWS
from mutualaid.domain.matching import wordfit
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import MatchState, NeedState, QuestionKind

AT_ONCE = timedelta(minutes=10)
"""The same words within so long were sent twice by a phone or a carrier."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def _same(c: Conversation, drafts: tuple[Need, ...], r: Reading, now: datetime) -> tuple[Need, ...]:
    """The standing needs that these drafts tell again; none where one of them says anything else."""
    found = tuple(next((n for n in c.live_needs if tells(c, n, draft, r, now)), None) for draft in drafts)
    return () if None in found else found  # type: ignore[return-value]


def told_again(c: Conversation, drafts: tuple[Need, ...], r: Reading, now: datetime) -> list[Effect] | None:
    """What to say to a text that would make these drafts; None where it is no need told again."""
    found = tuple(dict.fromkeys(_same(c, drafts, r, now)))
    if not found:
        return None
    at_once = all(now - need.created_at <= AT_ONCE for need in found)
    if at_once and not any(nobody_speaks(c, need) for need in found):  # else tell of who is asked
        return read_again(c, found)
    focus = Note({"focus_need_id": found[0].id, "focus_offer_id": None, "focus_until": now + FOCUS})
    kept = [focus, *(KeepNeed(need.id) for need in found if _in_doubt(need, now))]
    q = c.question
    if q is not None and q.kind is QuestionKind.STILL_NEEDED and q.need_id in {need.id for need in found}:
        return [Close(q.id, "yes"), *kept, said_to_wait(c, found) or Say("keep_looking")]
    return [*kept, status.status(replace(c, needs=found), now)]


def comes_already(c: Conversation, drafts: tuple[Need, ...], r: Reading, now: datetime) -> list[Effect] | None:
    """What to say to a text that asks for what comes again as it does already; None where it asks for another."""
    if len(drafts) != 1 or r.repeat is None:
        return None
    found = next((s for s in c.series if _same_rhythm(c, s, drafts[0], r)), None)
    if found is None:
        return None
    live = tuple(n for n in c.live_needs if n.series_id == found.id)
    values = {"kinds": found.kinds, "series": found}
    return [status.status(replace(c, needs=live), now) if live else Say("status_series", values)]


def _same_rhythm(c: Conversation, series: Series, draft: Need, r: Reading) -> bool:
    """Whether a draft comes again for the same, on the same days and at the same hours, or without an hour."""
    kinds = set(draft.kinds) - {"general"}
    hours = (draft.repeat_from, draft.repeat_to)
    rhythm = (draft.repeat_every, draft.repeat_days) == (series.every, series.days)
    timed = hours in ((None, None), (series.from_hour, series.to_hour))
    here = r.place is None or draft.place_text == c.neighbour.place_text
    plain = not (draft.on_behalf or draft.for_name) and not r.hear(_but_still(r.text, r.hear)).says("more.says")
    return bool(kinds) and kinds <= set(series.kinds) and rhythm and timed and here and plain


def _in_doubt(need: Need, now: datetime) -> bool:
    """Whether a need may have been asked after ("do you still need it?"), to be closed where nobody answers: its
    time is over, or the honest words are used up but for one."""
    passed = need.to_at is not None and need.to_at <= now
    return need.state is NeedState.OPEN and (passed or need.news >= len(NEWS) - 1)


def tells(c: Conversation, need: Need, draft: Need, r: Reading, now: datetime) -> bool:
    """Whether a draft says nothing that this need does not say: the same kinds, for the same people, at the same
    place and time or without one, in no words but its own."""
    if _words(draft.text) == _words(need.text) and now - need.created_at <= AT_ONCE:
        return True
    kinds = set(draft.kinds) - {"general"}
    if not kinds or not kinds <= set(need.kinds) or is_over(c, need, now):
        return False
    placed = r.place is None and all(part.place is None for part in r.needs)
    where = placed or (draft.place_text, draft.point) == (need.place_text, need.point)
    when = draft.when_text is None or (draft.when_text, draft.to_at) == (need.when_text, need.to_at)
    whom = (draft.on_behalf, draft.for_name) in ((need.on_behalf, need.for_name), (False, None))
    told = set(wordfit.stems(_but_still(draft.text, r.hear), r.hear))
    more = told - set(wordfit.stems(need.text, r.hear)) | _small(need, draft, r.hear, placed=placed)
    return where and when and whom and not more and _no_more_said(need, draft)


def _but_still(text: str, hear: Hear) -> str:
    """A text without what is said with something told again, at the same offsets."""
    for start, end in hear(text).each("toldagain.still"):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _small(need: Need, draft: Need, hear: Hear, *, placed: bool) -> set[str]:
    """The numbers of a draft, and its small words that tell no kind of help, by which it is another than this need:
    that it is more, that a ride goes the other way (`placed`: it names no place), that it is for somebody else."""
    text = _but_still(draft.text, hear)
    said = hear(text)
    places = said.each("more.says", "toldagain.two")
    if not (need.on_behalf or need.for_name is not None):
        places += said.each("toldagain.them")
    elif not hear(draft.text).says("toldagain.waits"):
        places += said.each("toldagain.us")
    if placed and "ride" in draft.kinds:
        places += said.each("toldagain.ways")
    small = {wordfit.plainly(text[start:end]) for start, end in places}
    return (small | {word for word in _tokens(draft.text) if word.isdigit()}) - _tokens(need.text)


def _tokens(text: str) -> set[str]:
    return set(_TOKEN.findall(wordfit.plainly(text)))


def _no_more_said(need: Need, draft: Need) -> bool:
    """Whether what else a need may say is not said, or said alike."""
    blank = Need(id=draft.id, neighbour_id=draft.neighbour_id, created_at=draft.created_at)
    each = (
        "to_text", "people", "helpers_wanted", "conditions", "practical", "round_trip", "pays", "urgent",
        "repeat_every", "repeat_days",
    )  # fmt: skip
    return all(getattr(draft, name) in (getattr(blank, name), getattr(need, name)) for name in each)


def is_over(c: Conversation, need: Need, now: datetime) -> bool:
    """Whether somebody's visit for it is over: then it may be wanted anew."""
    ties = [t for t in c.ties if not t.helping and t.need.id == need.id]
    return any(t.match.state is MatchState.CONFIRMED and t.over(now) for t in ties)


def _words(text: str) -> list[str]:
    return text.lower().split()
