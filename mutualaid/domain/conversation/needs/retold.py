"""A text that speaks of needs which stand and says something new of them: they are changed, and no second one is
made. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Ask, ChangeNeed, Effect, Note, Say
from mutualaid.domain.conversation.needs import filling, homeward, intake, shares, toldagain
from mutualaid.domain.conversation.needs.again import choices
from mutualaid.domain.conversation.needs.asides import read_again
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.followups import FOCUS
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, QuestionKind

BARE = 4
"""Words at most of a text that only says for how many it is."""


def renewed(c: Conversation, r: Reading, now: datetime) -> list[Effect] | None:
    """The needs that every part of a text speaks of, as they are from now on; None where a part may be another."""
    if (hurried := hurries(c, r, now)) is not None:
        return filling.corrected(c, hurried, replace(r, kinds=(), urgent=True), now)
    parts = shares.parts_of(r)
    found = [_subject(c, r, part, now) for part in parts]
    needs = [need for need in found if need is not None]
    if len({need.id for need in needs}) < len(parts):
        return None
    told = [replace(homeward.told(c, n, p), kinds=()) for n, p in zip(needs, parts, strict=True)]
    if len(needs) == 1 and on_its_day(needs[0], told[0]):
        return read_again(c, (needs[0],))
    if len(needs) == 1:
        return filling.corrected(c, needs[0], told[0], now)
    better = tuple(intake.fill(need, part, anew=True) for need, part in zip(needs, told, strict=True))
    focus = Note({"focus_need_id": better[0].id, "focus_offer_id": None, "focus_until": now + FOCUS})
    pairs = zip(needs, better, strict=True)
    changed = [ChangeNeed(new) for old, new in pairs if replace(new, text=old.text) != old]
    return [*changed, focus, Say("needs_changed", {"needs": better})]


def hurries(c: Conversation, r: Reading, now: datetime) -> Need | None:
    """The need just read back, or the only one that stands, where a text says no more than that it is urgent."""
    says = "only_urgent" in r.spans or (r.urgent and r.intent is Intent.NEED)
    more = set(r.kinds) - {"general"} or r.place or r.to or r.repeat or r.on_behalf or r.for_name
    if not says or more or c.connected(now):
        return None
    just = c.talk.focus_until is not None and c.talk.focus_until > now
    needs = [n for n in c.live_needs if just and n.id == c.talk.focus_need_id] or list(c.live_needs)
    return needs[0] if len(needs) == 1 and not toldagain.is_over(c, needs[0], now) else None


def on_its_day(need: Need, part: Reading) -> bool:
    """Whether of what comes again only its day is named: "the groceries is for monday"."""
    day = part.when.start if part.when is not None and part.when.dated else None
    if day is None or not need.repeat_every or part.to or part.people or part.urgent:
        return False
    return not need.repeat_days or str(day.isoweekday()) in need.repeat_days


def mends_several(c: Conversation, r: Reading, now: datetime) -> bool:
    """A correction of several needs in one text."""
    return r.correction and len(r.needs) > 1 and renewed(c, r, now) is not None


def _subject(c: Conversation, r: Reading, part: Reading, now: datetime) -> Need | None:
    """The one need that stands which a part of a text speaks of."""
    kinds = set(part.kinds) - {"general"}
    same = [n for n in c.live_needs if kinds and kinds <= set(n.kinds) and not toldagain.is_over(c, n, now)]
    if len(same) != 1 or part.repeat is not None:
        return None
    (need,) = same
    theirs = (part.on_behalf, part.for_name) in ((need.on_behalf, need.for_name), (False, None))
    elsewhere = part.to is not None and not (r.correction or homeward.is_home(part.to, r.hear))
    if not theirs or (elsewhere and need.to_text not in (None, _said(part))):
        return None
    stands = r.correction or "still" in r.spans
    if not stands and (r.hear(part.text).says("more.says") or not for_the_same(need, part)):
        return None
    known = any(f"known:{kind}" in r.spans for kind in kinds)
    return need if stands or known or _only_more(c, need, part, r, now) else None


def _said(part: Reading) -> str | None:
    return None if part.to is None else homeward.named(part.to, part.hear)


def for_the_same(need: Need, r: Reading) -> bool:
    """Whether what is said may be for whom the need is: "i need groceries" is not for the mother they asked for."""
    theirs = need.on_behalf or need.for_name is not None
    return not theirs or r.on_behalf or r.for_name is not None or not r.cues.says("toldagain.us")


def _only_more(c: Conversation, need: Need, part: Reading, r: Reading, now: datetime) -> bool:
    """Whether a part says of a need no more than that it is pressing, by when, where it had no time, and for how
    many."""
    timed = part.when is not None and need.when_text is not None and not (r.urgent and need.urgent)
    if part.text != r.text or timed:
        return False
    spans = sorted((r.spans[name] for name in ("when", "urgent", "people") if name in r.spans), reverse=True)
    text = part.text
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    whole = intake.drafts_from(c, r, now)[0]
    draft = replace(
        whole, text=text, urgent=need.urgent, people=need.people, when_text=None, from_at=None, to_at=None
    )
    return toldagain.tells(c, need, draft, r, now)


def says_how_many(c: Conversation, r: Reading, now: datetime) -> list[Need]:
    """The needs of which a text that is but "for 5" may tell for how many: what was just read back, else all that
    stand, however long after; none where it says anything else."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and r.digit is None and r.people is not None
    beside = r.kinds or r.place or r.to or r.when or r.command or len(r.text.split()) > BARE
    if not plain or beside or c.connected(now):
        return []
    just = c.talk.focus_until is not None and c.talk.focus_until > now
    focus = c.live_focus if just else None
    return [n for n in c.live_needs if focus is None or n.created_at == focus.created_at]


PEOPLE = "people"
"""What the question which need is meant asks for: for how many it is."""


def tell_how_many(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The one need it can be, for so many; of several it is asked once which."""
    needs = says_how_many(c, r, now)[-3:]
    if len(needs) == 1:
        return filling.corrected(c, needs[0], r, now)
    ids = ",".join(n.id for n in needs)
    asked = Ask(QuestionKind.WHICH, text=f"{PEOPLE}:{r.people};{ids}")
    return [Say("which_drop", {"options": choices(needs)}, asked)]


def ids_of(kept: str) -> list[str]:
    """The needs among which it was asked."""
    return kept.partition(";")[2].split(",")


def counted(c: Conversation, kept: str, ids: list[str], now: datetime) -> list[Effect]:
    """The needs that were meant, for as many as were named when it was asked."""
    people = int(kept.partition(";")[0])
    needs = tuple(replace(n, people=people) for n in c.needs if n.id in ids)
    if len(needs) == 1:
        return filling.changed(c, needs[0], now)
    return [*(ChangeNeed(n) for n in needs), Say("needs_changed", {"needs": needs})]
