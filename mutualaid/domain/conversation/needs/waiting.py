"""What a posted need waits for: a person, the brake, the morning. Pure."""

from __future__ import annotations

from mutualaid.domain.conversation.effects import Effect, OpenCase, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.matching.fit import ABLE, best_kind
from mutualaid.domain.needs import Need
from mutualaid.domain.vocabulary import BY_HAND_KINDS, BrakePosition


def too_short(c: Conversation, need: Need) -> bool:
    """Whether the time it is needed by is over before helpers can be asked."""
    if need.to_at is None:
        return False
    opens = c.facts.brake.until_at if c.facts.brake is not None and c.waits(need) else None
    asking = c.asking_from(need)
    return need.to_at <= max(asking, opens or asking)


def too_far(c: Conversation, need: Need) -> bool:
    """Whether a person has to say first if the group helps so far out; what is urgent does not wait for that."""
    by_hand = bool(set(need.kinds) & BY_HAND_KINDS)
    return c.facts.area is not None and c.facts.area.beyond(need.point) and not (need.urgent or by_hand)


def nobody_speaks(c: Conversation, need: Need) -> bool:
    """Whether others offer this, and none of them speaks a language of the writer's: then a person looks."""
    if "translation" in need.kinds or set(need.kinds) & BY_HAND_KINDS:
        return False
    offered = any(best_kind(need.kinds, kinds) >= ABLE for kinds in c.not_understood)
    return offered and not any(best_kind(need.kinds, kinds) >= ABLE for kinds in c.understood)


def before_person(c: Conversation, needs: tuple[Need, ...]) -> list[Effect]:
    """The cards by which a person looks at these needs, as is said of them: what is too far out, and what nobody
    understands. What only a person can arrange is put before one where it is posted."""
    far: list[Effect] = [OpenCase("outside", 1, need_id=n.id) for n in needs if too_far(c, n)]
    return [*far, *(OpenCase("nobody", 1, need_id=n.id) for n in needs if nobody_speaks(c, n))]


def said_to_wait(c: Conversation, needs: tuple[Need, ...]) -> Say | None:
    """What to say of needs that wait for a person or for the brake; None where they are looked for."""
    first = needs[0]
    kinds = tuple(dict.fromkeys(k for n in needs for k in n.kinds))
    values = {"need": first, "kinds": kinds, "by": c.facts.person_by}
    if any(set(n.kinds) & BY_HAND_KINDS for n in needs):
        return Say("need_by_hand", values)
    if any(too_far(c, n) for n in needs):
        return Say("need_outside", values)
    if c.facts.brake is None or not all(c.waits(n) for n in needs):
        return None
    if c.facts.brake.position is BrakePosition.SLOW:
        return Say("need_slow" if len(needs) == 1 else "needs_slow", values)
    line = "needs_closed" if len(needs) > 1 else "need_closed_late" if too_short(c, first) else "need_closed"
    return Say(line, {**values, "until": c.facts.brake.until_at})
