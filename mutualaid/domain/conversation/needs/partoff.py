"""Taking back one thing of what was asked for ("forget the eggs" of groceries), or one kind of help of several: the
rest stays. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from mutualaid.domain.conversation.effects import ChangeNeed, Effect, FillNeed, Relay, Say
from mutualaid.domain.conversation.needs import again, intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.cues import Hear
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import MatchState, NeedState

_SIGNS = frozenset("&+/,")
"""What joins a thing to the next one without a word."""


def taken(c: Conversation, r: Reading, need: Need) -> list[Effect] | None:
    """The effects where a text takes back less than all of `need`; None where it is all of it."""
    thing = _thing(r)
    if need.series_id is not None and thing is None:
        return None
    rest = tuple(k for k in need.kinds if k not in r.kinds)
    named = bool(set(r.kinds) & set(need.kinds))
    if rest and named and (thing is None or _asked_for(need, thing)) and need.series_id is None:
        return without(c, r, need, rest)
    if thing is None or (_asked_for(need, thing) and not _beside_others(need, thing, r.hear)):
        return None
    wish = (r.text.strip(" .!"),)
    told = [FillNeed(need.wishing(wish, wish)), Say("part_noted", {"wish": wish, "kinds": need.kinds})]
    return [*_across(c, r, need), *told]


def of_nothing(c: Conversation, r: Reading) -> bool:
    """Such words of somebody who asked for nothing: they end no offer of theirs."""
    return "part_off" in r.spans and not c.needs


def without(c: Conversation, r: Reading, need: Need, rest: tuple[str, ...]) -> list[Effect]:
    """The need for the other kinds only: who is asked is asked anew, who is to come hears it."""
    better = replace(need, kinds=rest, text=intake.joined(need.text, r.text))
    gone = tuple(k for k in need.kinds if k not in rest)
    told = Say("dropped_rest", {"kinds": gone, "need": better})
    free = need.state is not NeedState.MATCHED and need.id not in c.under_way
    change: Effect = ChangeNeed(better) if free else FillNeed(better)
    closed = again.closing(c, need) if free else []
    return [*closed, *_across(c, r, need), change, told]


def _across(c: Conversation, r: Reading, need: Need) -> list[Effect]:
    """The words, to whoever is to come for it."""
    on = [t for t in c.ties if not t.helping and t.need.id == need.id and t.match.state is MatchState.CONFIRMED]
    return [Relay(t.match.id, r.text) for t in on]


def _thing(r: Reading) -> tuple[str, ...] | None:
    """The words of the thing that is taken back."""
    if "part_off" not in r.spans:
        return None
    start, end = r.spans["part_off"]
    words = re.findall(r"\w{3,}", r.text[start:end].lower())
    return tuple(word for word in words if not r.hear(word).says("partoff.small", "partoff.joins"))


def _asked_for(need: Need, thing: tuple[str, ...]) -> bool:
    """Whether the thing stands in the text it was asked for with."""
    asked = set(re.findall(r"\w+", (need.text or "").lower()))
    return any(word in asked for word in thing)


def _beside_others(need: Need, thing: tuple[str, ...], hear: Hear) -> bool:
    """Whether it was asked for with other things ("eggs and milk"): a join or a comma stands beside it, and no
    place, time or name behind that."""
    apart = set(re.findall(r"\w+", f"{need.place_text} {need.to_text} {need.when_text}".lower()))
    words = re.findall(r"\w+|[&+/,\n.]", (need.text or "").lower())
    words = [word for word in words if not hear(word).says("partoff.small")]
    for at, word in enumerate(words):
        if word not in thing:
            continue
        before, after = words[max(0, at - 1) : at], words[at + 1 : at + 3]
        if before and _joins(before[0], hear) and at > 1:
            return True
        if len(after) == 2 and _joins(after[0], hear) and not (after[1] in apart or _places(after[1], hear)):
            return after[1] not in thing
    return False


def _joins(word: str, hear: Hear) -> bool:
    return word in _SIGNS or hear(word).says("partoff.joins")


def _places(word: str, hear: Hear) -> bool:
    """Whether a place, a time or a name begins with a word."""
    return word[0].isdigit() or hear(word).says("partoff.placing")
