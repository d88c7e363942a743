"""What stands beside "it went well": a need is taken as one, a wish for more visits goes to a person, and whoever
came is not left to hear of it alone. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Effect, OpenCase, Report, Say
from mutualaid.domain.conversation.needs import topics
from mutualaid.domain.conversation.needs.filling import SURE
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import came
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, QuestionKind

UNWELL = frozenset({"short", "spoiled", "never_came", "did_not_go", "shut", "waiting"})
"""Marks of a visit that did not go well."""


def says_well(q: Question, r: Reading) -> bool:
    """Whether a text that says more begins with a yes, praise or thanks to how the visit went."""
    if q.kind not in (QuestionKind.HAPPENED, QuestionKind.HELPER_HAPPENED):
        return False
    bad = r.complaint or r.cannot or r.only_waits or r.command or r.danger or UNWELL & r.spans.keys()
    well = r.says_yes or r.thanks or r.cues.opens("filling.yes", "happened.well", "happened.praises")
    return not bad and (well or came.says_came(r))


def beside(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The effects where more stands there than how it went; None where it does not. Whoever came hears only that it
    went well, for what is asked of them is not agreed on."""
    tie = c.tie(q.match_id)
    if tie is None or tie.match.state is not MatchState.CONFIRMED or r.digit is not None or not says_well(q, r):
        return None
    well: list[Effect] = [Close(q.id, "well"), Report(tie.match.id, "well", told=False)]
    if not tie.helping and _needs(tie, r):
        rest = replace(
            c, question=None, needs=tuple(n for n in c.needs if n.id != tie.need.id),
            ties=tuple(t for t in c.ties if t is not tie),
        )  # fmt: skip
        return [*well, *topics.take_need(rest, replace(r, thanks=False), now)]
    if not (wants_again(r, now) or _may_need(tie, r)):
        return None
    case = OpenCase("well_but", 1, match_id=tie.match.id, note=r.text)
    line = "person_reads" if tie.helping else "went_well_more"
    return [*well, case, Say(line, {"by": c.facts.person_by})]


def _needs(tie: Tie, r: Reading) -> bool:
    """Whether something is needed that is not what just came: "we needed the food"."""
    wants = r.intent in (Intent.NEED, Intent.BOTH) and r.confidence >= SURE
    kinds = set(r.kinds) - {"general"}
    anew = r.on_behalf or r.cues.says("more.says") or _some_day(r)
    return wants and bool(kinds or r.on_behalf) and (anew or not kinds <= set(tie.need.kinds))


def _may_need(tie: Tie, r: Reading) -> bool:
    """Whether somebody else may need something, which is not clear."""
    return not tie.helping and r.on_behalf and r.intent is not Intent.ANSWER


def _some_day(r: Reading) -> bool:
    return r.when is not None and r.when.dated


def wants_again(r: Reading, now: datetime) -> bool:
    """Whether a text would have more visits: "every week would be great", "can he come again friday"."""
    if r.repeat is not None or r.cues.says("happened.again"):
        return True
    to_come = _some_day(r) and r.when is not None and r.when.start is not None and r.when.start > now
    return to_come and "arrived" not in r.spans
