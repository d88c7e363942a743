"""A helper's yes that names what it is for: what was asked last, something asked before, both, or neither. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from mutualaid.domain.conversation.effects import Accept, Ask, Close, Decline, Doubt, Effect, Say
from mutualaid.domain.conversation.helpers import parts, rethink
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits.sending import ordinal
from mutualaid.domain.needs import Choice, Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent, MatchState, NeedState, QuestionKind

LOOSE = frozenset({"general", "ride", "delivery"})
"""Kinds that words of how something is done seem to name as well: "i can drive it over"."""

BROUGHT = frozenset({"food", "delivery", "supplies", "medicine", "clothing", "bedding", "water", "power"})
"""Kinds of help for which nobody is driven."""

SHORT = 3
"""Words of a text at most that only says "both"."""

LONGEST = 6
"""Words of a text at most that only says which one."""


_ONE = re.compile(r"\W*1\b")


def yes_at_first(r: Reading) -> bool:
    """Whether a text begins with a yes, or with our digit for it."""
    return _ONE.match(r.text) is not None or r.cues.opens("answers.yes", "answers.agrees")


def _is_driven(r: Reading) -> bool:
    """Whether somebody is taken somewhere, and nothing brought: "sure i can take her"."""
    return r.cues.says("whichask.driven") and not r.cues.says("whichask.brings")


def elsewhere(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The effects of a yes that is not, or not only, for the ask that `q` is; None where it is for that one."""
    tie = c.tie(q.match_id)
    if tie is None or r.digit is not None or r.complaint:
        return None
    too = _asked_too(c, tie, now)
    if too and (found := _of_several(q, tie, too, r)) is not None:
        return found
    driven = set(tie.need.kinds) <= BROUGHT and _is_driven(r)
    if r.says_yes and (names_other(tie.need, r) or driven):
        return sure(c, q, "sure_ask")
    return None


def _of_several(q: Question, tie: Tie, too: tuple[Tie, ...], r: Reading) -> list[Effect] | None:
    """What is said to several asks: yes to both, to one of them, or words that leave open to which."""
    words = len(r.text.split())
    if "both" in r.spans and not r.cues.says("whichask.none"):
        with_both = r.cues.says("whichask.with_both")
        if with_both and r.cues.says("answers.refuses"):
            return which((tie, *too))  # not both, and perhaps one of them
        if r.says_yes or with_both or (r.answer is None and words <= SHORT):
            return [Close(q.id, "both"), Accept(tie.match.id), *(Accept(t.match.id, told=False) for t in too)]
        if r.answer is Answer.COUNTER and words <= SHORT:
            return which((tie, *too))  # "las dos" may as well be an hour
    if (settled := _each(q, (tie, *too), r)) is not None:
        return settled
    said = set(r.kinds) - {"general"}
    meant = [t for t in (tie, *too) if said & set(t.need.kinds)]
    if r.says_yes:
        if tie in meant or not meant:
            return None
        return [Accept(meant[0].match.id, r.when)] if len(meant) == 1 else which((tie, *meant))
    if words > LONGEST or r.says_no or r.cannot or r.command is not None:
        return None
    if ordinal(r) is not None or r.cues.only("whichask.any", "sending.place", "pieces.pleads"):
        return which((tie, *too))
    bare = r.intent is Intent.OTHER and r.when is None and r.place is None
    if not (bare and meant) or parts.refuses(r):
        return None
    if len(meant) == 1 and r.cues.opens("whichask.one"):
        closed = [Close(q.id, "yes")] if meant[0] is tie else []
        return [*closed, Accept(meant[0].match.id)]
    return which((tie, *too))


def _each(q: Question, ties: tuple[Tie, ...], r: Reading) -> list[Effect] | None:
    """A yes to one of two asks and a no to the other, each by its kind: "food yes ride no"."""
    kinds = tuple(k for t in ties for k in t.need.kinds)
    said = parts.verdicts(kinds, r) if len(set(kinds)) == len(kinds) else {}
    wanted = [t for t in ties if any(said.get(k) for k in t.need.kinds)]
    refused = [t for t in ties if t not in wanted and any(k in said for k in t.need.kinds)]
    if len(wanted) != 1 or len(refused) != 1:
        return None
    closed = [Close(q.id, "yes" if wanted[0] is ties[0] else "no")] if ties[0] in (*wanted, *refused) else []
    gone = [Decline(t.match.id, told=False) for t in refused if t.match.state is MatchState.ASKED]
    return [*closed, *gone, Accept(wanted[0].match.id)]


def names_other(need: Need, r: Reading) -> bool:
    """Whether a text names another kind of help than a need is about: "yes the ride" to a question about food."""
    said = set(r.kinds) - {"general"} - ({"money"} if r.cues.says("whichask.unpaid") else set())
    other = bool(said - LOOSE) or ("ride" in said and r.cues.says("whichask.ride"))
    return other and said.isdisjoint(need.kinds)


def offers_it(tie: Tie | None, r: Reading) -> bool:
    """Whether what was asked for is offered at a time of its own: "i can bring groceries tomorrow at 5"."""
    if tie is None or r.intent is not Intent.OFFER or r.answer is not None or r.when is None:
        return False
    return r.when.dated and r.when.start is not None and not set(r.kinds).isdisjoint(tie.need.kinds)


def which(ties: tuple[Tie, ...]) -> list[Effect]:
    """Asks for which of several asks a yes is; the last three of them."""
    some = ties[-3:]
    options = tuple(Choice(t.need, t.match.asked_at, helping=True, band=t.match.band) for t in some)
    asked = Ask(QuestionKind.WHICH, text="accept:" + ",".join(t.match.id for t in some))
    return [Say("which_ask", {"options": options}, asked)]


def sure(c: Conversation, q: Question, line: str) -> list[Effect] | None:
    """Asks back, naming what was asked, whether a yes or no is for that."""
    tie = c.tie(q.match_id)
    if tie is None:
        return None
    values = {"task": tie.need, "kinds": tie.need.kinds, "name": tie.other_name, "at": tie.match.time_of(tie.need)}
    return [Doubt(q.id), Say(line, values)]


def very_thing(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    """ "Yes thanks, and the groceries??": what they name beside their answer is just what this helper comes with.
    That changes nothing of it, so it is asked back, once."""
    tie, terms = c.tie(q.match_id), r.counter
    if tie is None or terms is None or q.doubted or r.when is not None or set(terms.kinds) != set(tie.need.kinds):
        return None
    more = terms.when or terms.place or terms.people or terms.conditions or terms.money
    return None if more or not yes_at_first(r) else sure(c, q, "sure_confirm")


def _stands(need: Need) -> bool:
    return need.state is NeedState.OPEN and not need.held


def _asked_too(c: Conversation, tie: Tie, now: datetime) -> tuple[Tie, ...]:
    """The other asks of this helper that a yes can still be for: unanswered, or lapsed lately and still open."""
    asked = (t for t in c.ties if t.helping and t.match.id != tie.match.id and _stands(t.need))
    return tuple(
        t
        for t in asked
        if t.match.state is MatchState.ASKED or (t.match.state is MatchState.LAPSED and rethink.recent(t, now))
    )
