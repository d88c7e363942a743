"""Somebody wants never to be put together with another. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from mutualaid.domain.conversation.effects import Effect, HoldMatch, OpenCase, RuleOut, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent


def wanted(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Never send me Ben": a time ("not Ben on Monday") is about that time, and words that name nobody are no
    such wish."""
    asks = r.intent is Intent.NEED and bool(r.kinds)
    return r.apart and r.when is None and not asks and (r.somebody or bool(_named(c, r)))


def beside(c: Conversation, r: Reading) -> list[Effect]:
    """The same wish within a need ("a woman please, not my ex Ben"): a ruling, or a person looks."""
    meant = whom(c, r)
    return [RuleOut(meant.id) if meant is not None else OpenCase("never_together", 0, note=r.text)]


def keep(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A ruling where it is clear who is meant, else a person looks; with fear in the words in any case."""
    fears = r.complaint and not _within(r.spans.get("complaint"), r.spans.get("apart"))
    meant = whom(c, r)
    if meant is None:
        held: list[Effect] = [HoldMatch(t.match.id) for t in c.connected(now)]
        case = OpenCase("never_together", 0, note=r.text)
        return [*held, case, Say("apart_read", {"by": c.facts.person_by})]
    tie = next((t for t in reversed(c.ties) if t.other.id == meant.id), None)
    effects: list[Effect] = [RuleOut(meant.id)]
    if fears:
        effects.append(OpenCase("complaint", 0, match_id=tie.match.id if tie else None, note=r.text))
    seeking = tie is not None and not tie.helping and tie.match.state in MATCH_YES
    line = "apart_fear" if fears else "apart_looking" if seeking else "apart"
    return [*effects, Say(line, {"by": c.facts.person_by})]


def whom(c: Conversation, r: Reading) -> Neighbour | None:
    """The one person meant: whom the words name, or with "him" and "her" the only one there is a tie with."""
    if not r.apart:
        return None
    found = _named(c, r)
    if not found and r.somebody and r.only_pronoun:
        met = {one.id for one in c.met}
        found = list({t.other.id: t.other for t in c.ties if t.other.id in met}.values())
    return found[0] if len(found) == 1 else None


def _named(c: Conversation, r: Reading) -> list[Neighbour]:
    words = set(re.findall(r"\w+", r.text.lower()))
    return [one for one in c.met if one.first_name is not None and one.first_name.lower() in words]


def _within(inner: tuple[int, int] | None, outer: tuple[int, int] | None) -> bool:
    return inner is not None and outer is not None and inner[0] < outer[1] and outer[0] < inner[1]
