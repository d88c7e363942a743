"""The read-back of a need that is posted, and what is asked beside: questions that come with it and that nothing
waits for. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mutualaid.domain.conversation.effects import Ask, Effect, OpenCase, Say
from mutualaid.domain.conversation.needs.waiting import before_person, nobody_speaks, said_to_wait, too_short
from mutualaid.domain.conversation.questions import free_to_ask
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import BY_HAND_KINDS, PAYABLE_KINDS, Intent, NeedState, Pays, QuestionKind


def payable(c: Conversation, need: Need) -> bool:
    """Whether the group wants to know who pays the store for this."""
    return bool(c.facts.payable & set(need.kinds))


def costs(c: Conversation, need: Need) -> bool:
    """Whether somebody has to pay a store for this, asked or not."""
    return bool((PAYABLE_KINDS | c.facts.payable) & set(need.kinds))


def cannot_pay(c: Conversation, need: Need) -> bool:
    return need.pays is Pays.CANNOT and costs(c, need)


def aside(c: Conversation, need: Need) -> QuestionKind | None:
    """The next thing to ask beside; what was said is not asked."""
    if need.on_behalf and need.knows is None:
        return QuestionKind.KNOWS
    if payable(c, need) and need.pays is None:
        return QuestionKind.PAYS
    return None


def without_purse(c: Conversation, r: Reading) -> Reading:
    """ "Need groceries, no money" (or "i have 20 dollars") asks for groceries: the purse says who pays, and is no
    need of its own, where the group asks who pays or they cannot. Its time ("i cant pay til friday") is not that of
    the help."""
    if r.intent is Intent.NEED and of_purse(r):
        late = [replace(part, when=None) if part.when == r.when else part for part in r.needs]
        r = replace(r, when=None, needs=tuple(late), urgent=r.urgent and not _hurries_purse(r))
    purse, money = r.spans.get("pays"), r.spans.get("kind:money")
    if r.pays is None or purse is None or money is None or not (purse[0] <= money[0] and money[1] <= purse[1]):
        return r
    asked = c.question is not None and c.question.kind is QuestionKind.PAYS
    drafted = any(n.state is NeedState.DRAFTED and payable(c, n) for n in c.needs)
    costly = c.facts.payable if r.pays else c.facts.payable | PAYABLE_KINDS
    if not (costly & set(r.kinds) or asked or drafted):
        return r
    parts = [replace(part, kinds=tuple(k for k in part.kinds if k != "money")) for part in r.needs]
    return replace(r, kinds=tuple(k for k in r.kinds if k != "money"), needs=tuple(p for p in parts if p.kinds))


def of_purse(r: Reading) -> bool:
    """Whether the time is that of an empty purse ("i can't pay now"), not of the help."""
    if r.pays is not False or "when" not in r.spans:
        return False
    start, end = r.spans["pays"]
    return start <= r.spans["when"][0] <= end + 1


def _hurries_purse(r: Reading) -> bool:
    hurry, when = r.spans.get("urgent"), r.spans["when"]
    return hurry is not None and when[0] <= hurry[0] and hurry[1] <= when[1]


def their_number(c: Conversation, *needs: Need) -> list[Effect]:
    """A number of the one it is for is texted only once they agreed: a coordinator may ask them."""
    found = next((n for n in needs if n.on_behalf), None)
    return [OpenCase("their_number", 1, need_id=found.id)] if c.number and found is not None else []


def read_back(c: Conversation, needs: tuple[Need, ...]) -> Say:
    """What was understood, and what happens next; with it what is still to be asked beside."""
    first = needs[0]
    if c.alarm_waits:
        values = {"need": first, "kinds": tuple(k for n in needs for k in n.kinds), "by": c.look_by(first)}
        return Say("status_person", {**values, "others": max(0, len(c.live_needs) - 1)})
    waits = said_to_wait(c, needs)
    if waits is not None:
        return and_knows(c, waits, first)
    if too_short(c, first):
        return Say("need_posted_late", {"need": first, "from": c.asking_from(first)})
    values = {"need": first, "from": c.asking_from(first), "by": c.look_by(first), "for_name": first.for_name}
    if any(cannot_pay(c, n) for n in needs):
        return and_knows(c, Say("need_posted_fund", values), first)
    looked = c.facts.policy == "none" or first.reviewed_at is not None  # nobody looks before helpers are asked
    medicine = first.urgent and "medicine" in first.kinds  # its line names the emergency number as well
    if not medicine and all(nobody_speaks(c, n) for n in needs):
        return and_knows(c, Say("need_by_hand", values), first)
    if medicine:
        looks = "need_posted_urgent_medicine"
        return and_knows(c, Say(f"{looks}_asked" if looked else looks, values), first)
    if len(needs) > 1:
        values = {"kinds": tuple(k for n in needs for k in n.kinds), **values}
    if len(needs) > 1 and not first.urgent:
        alike = all(n.kinds == first.kinds for n in needs) and all(aside(c, n) is None for n in needs)
        return Say("needs_alike", {"needs": needs}) if alike else with_aside(c, "needs_posted", needs, values)
    if first.urgent:
        line = "need_posted_urgent" if looked else "need_posted_urgent_review"
        one = with_aside(c, line, needs, values)
        each = len(needs) > 1 and one.ask is None and all(n.urgent for n in needs)
        return Say(line.replace("need_", "needs_", 1), values) if each else one
    return with_aside(c, "need_posted_number" if their_number(c, first) else "need_posted", needs, values)


def read_again(c: Conversation, needs: tuple[Need, ...]) -> list[Effect]:
    """What stands already, read back once more. Where a person had looked and put the card away they look again,
    for that is what is said."""
    by_hand = [OpenCase("by_hand", 1, need_id=n.id) for n in needs if set(n.kinds) & BY_HAND_KINDS]
    return [*by_hand, *before_person(c, needs), read_back(c, needs)]


_AND_KNOWS = {
    "need_slow": "need_slow_knows",
    "need_closed": "need_closed_knows",
    "need_by_hand": "need_posted_urgent_review_knows",
    "need_posted_fund": "need_posted_urgent_review_knows",
    "need_posted_urgent_medicine": "need_posted_urgent_medicine_knows",
    "need_posted_urgent_medicine_asked": "need_posted_urgent_medicine_knows",
}
"""What is said of a need that waits, or goes first for a medicine, with the question whether they know."""


def and_knows(c: Conversation, said: Say, need: Need) -> Say:
    """The line, with the question whether the one it is for knows where that is not known; of one need."""
    line = _AND_KNOWS.get(said.line)
    if line is None or aside(c, need) is not QuestionKind.KNOWS or not free_to_ask(c):
        return said
    values = {**said.values, "for_name": need.for_name}
    return Say(line, values, Ask(QuestionKind.KNOWS, need_id=need.id))


def with_aside(c: Conversation, line: str, needs: tuple[Need, ...], values: dict[str, Any]) -> Say:
    """The line, in the form that asks one thing more where something is to be asked beside."""
    found = next(((n, kind) for n in needs if (kind := aside(c, n)) is not None), None)
    if found is None or not free_to_ask(c) or (line == "need_posted_number" and found[1] is not QuestionKind.KNOWS):
        return Say(line, values)
    need, kind = found
    return Say(f"{line}_{kind.value}", values, Ask(kind, need_id=need.id))
