"""STATUS: the truth about what this phone asked for or promised, in one line."""

from __future__ import annotations

from datetime import UTC, datetime

from mutualaid.domain.conversation.effects import Ask, Say
from mutualaid.domain.conversation.needs.intake import missing
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import Need
from mutualaid.domain.people import asker_name
from mutualaid.domain.vocabulary import BY_HAND_KINDS, BrakePosition, MatchState, NeedState, QuestionKind

NEVER = datetime.max.replace(tzinfo=UTC)


def status(c: Conversation, now: datetime) -> Say:
    """What to tell: of several needs the one with most to tell, the soonest among equals, with the number of the
    others. A visit whose time is over gives way to what is open."""
    needs = tuple(n for n in c.live_needs if not _is_past(c, n, now)) or c.live_needs
    shared = _of_each(c, c.live_needs) or _of_visits(c, needs)
    if shared is not None:
        return shared
    again = _asked_again(c)
    if again is not None and len(needs) == 1:
        return Say("again_open", {"kinds": again.kinds, "at": (again.from_at, again.to_at)})
    if needs:
        needs = tuple(n for n in needs if n is not again)
        first = min(needs, key=lambda n: (_of_need(c, n)[0], n.to_at or n.from_at or NEVER))
        _, line, values = _of_need(c, first)
        return Say(line, {**values, "others": len(c.live_needs) - 1}, _turn(c, line, needs))
    if c.draft_needs and c.draft_needs[-1].held:
        _, line, values = _of_need(c, c.draft_needs[-1])
        return Say(line, {**values, "others": 0})
    if c.draft_needs and c.question is None and c.draft_needs[-1].id in c.stuck - c.overlooked.keys():
        return Say("person_reads", {"by": c.look_by(c.draft_needs[-1])})
    if c.draft_needs:
        return Say("status_draft", {"kinds": c.draft_needs[-1].kinds})
    going = [t for t in c.ties if t.helping and t.match.state is MatchState.CONFIRMED]
    if going:
        return Say("status_helping", _promise(going[0]))
    yes = [t for t in c.ties if t.helping and t.match.state in (MatchState.ACCEPTED, MatchState.COUNTERED)]
    if yes:
        return Say("status_waiting", {"need": yes[0].need})
    if c.series:
        return Say("status_series", {"kinds": c.series[-1].kinds, "series": c.series[-1]})
    if c.offers:
        if c.neighbour.held:
            return Say("status_held")
        if c.neighbour.rests(now):
            return Say("status_paused", {"until": c.neighbour.paused_until})
        if all(o.to_at is not None and o.to_at <= now for o in c.offers):
            return Say("status_offer_over", {"kinds": c.offers[-1].kinds})
        begun = [o for o in c.offers if o.from_at is None or o.from_at <= now]
        return Say("status_offer", {"offer": (begun or c.offers)[-1]})
    return Say("status_nothing")


def _is_past(c: Conversation, need: Need, now: datetime) -> bool:
    """Whether all that stands of a need are visits whose time is over, and nobody has to look at one."""
    on = [t for t in c.ties if not t.helping and t.need.id == need.id and t.match.state in MATCH_YES]
    return bool(on) and all(t.over(now) and t.match.outcome != "problem" for t in on)


def _asked_again(c: Conversation) -> Need | None:
    """The time of what comes again that they are just asked about: nobody looks for anybody until they answer."""
    q = c.question
    if q is None or q.kind is not QuestionKind.AGAIN:
        return None
    return next((n for n in c.live_needs if n.id == q.need_id), None)


def _of_each(c: Conversation, needs: tuple[Need, ...]) -> Say | None:
    """Where several people ask from one phone, how it stands with each, danger aside; None for one person."""
    plain = [n for n in needs if n.danger is None]
    if len({asker_name(n, c.neighbour) for n in plain}) < 2 or c.talk.hushed:
        return None
    each = tuple(
        (asker_name(n, c.neighbour), n.kinds, SHORTLY.get(_of_need(c, n)[1], "short_looking")) for n in plain
    )
    return Say("status_each", {"each": each})


def _of_visits(c: Conversation, needs: tuple[Need, ...]) -> Say | None:
    """Where people come for several needs, the soonest first and who comes for which; None where one has a person
    to look, or where at most one is to come."""
    told = sorted(((_of_need(c, n), n) for n in needs), key=lambda one: one[1].from_at or one[1].to_at or NEVER)
    coming = [values for (_, line, values), _ in told if line == "status_connected"]
    if len(coming) < 2 or c.talk.hushed or any(rank == 0 and line not in ON for (rank, line, _), _ in told):
        return None
    rest = [(None, n.kinds, SHORTLY.get(line, "short_looking")) for (_, line, _), n in told if line not in ON[:1]]
    return Say("status_visits", {"each": (*((v["name"], v["kinds"], v["at"]) for v in coming), *rest)})


ON = ("status_connected", "status_several")
"""What is said of a need that people come for: one, or several."""

SHORTLY = {
    "status_connected": "short_connected", "status_several": "short_connected",
    "status_yes_soon": "short_yes", "status_your_turn": "short_yes",
    "status_asking": "short_asked", "status_person": "short_person",
}  # fmt: skip
"""How a need stands in two words, by the line that says it in full."""


def _turn(c: Conversation, line: str, needs: tuple[Need, ...]) -> Ask | None:
    """ "It is your turn" asks again what was asked, or would have been in the morning."""
    if line != "status_your_turn" or c.question is not None:
        return None
    ids = {n.id for n in needs}
    tie = next(t for t in c.ties if not t.helping and t.need.id in ids and t.match.state is MatchState.ACCEPTED)
    return Ask(QuestionKind.CONFIRM, need_id=tie.need.id, match_id=tie.match.id)


def _promise(tie: Tie) -> dict[str, object]:
    start, end = tie.match.time_of(tie.need)
    return {"name": tie.other_name, "need": tie.need, "at": (start, end) if start else None}


def _of_need(c: Conversation, need: Need) -> tuple[int, str, dict[str, object]]:
    ties = [t for t in c.ties if not t.helping and t.need.id == need.id]
    by_state = {t.match.state: t for t in ties}
    values: dict[str, object] = {"need": need, "kinds": need.kinds}
    if any(t.match.outcome == "problem" for t in ties):
        return 0, *_looked_at(c, need, "status_person", values)
    if tie := by_state.get(MatchState.CONFIRMED):
        several = [t.other_name for t in ties if t.match.state is MatchState.CONFIRMED]
        if len(several) > 1:
            return 0, "status_several", {**values, **_promise(tie), "names": several}
        return 0, "status_connected", {**values, **_promise(tie)}
    if (tie := by_state.get(MatchState.COUNTERED)) and tie.match.by_requester:
        return 1, "status_your_time", {**values, **_promise(tie)}
    if tie := by_state.get(MatchState.ACCEPTED) or by_state.get(MatchState.COUNTERED):
        if need.id in c.kept_back:  # she said yes
            return 1, *_looked_at(c, need, "status_person", values)
        if tie.yes_kept:
            return 1, "status_your_time", {**values, **_promise(tie)}
        busy = c.question is not None and c.question.match_id != tie.match.id
        line = "status_yes_soon" if busy or tie.match.state is MatchState.COUNTERED else "status_your_turn"
        return 1, line, {**values, "name": tie.other_name}
    if need.held or need.id in c.outside:
        return 2, *_looked_at(c, need, "status_person", values)
    asked = [t for t in ties if t.match.state is MatchState.ASKED]
    if asked:
        return 3, "status_asking", {**values, "n": len(asked)}
    looked = need.state is NeedState.OPEN and need.id in {*c.looked_by, *c.overlooked}
    if looked and set(need.kinds) & BY_HAND_KINDS:
        return 4, *_looked_at(c, need, "status_person", values)
    if c.facts.brake is not None and c.waits(need):
        until = c.facts.brake.until_at if c.facts.brake.position is BrakePosition.CLOSED else None
        return 4, "status_slow" if until is None else "status_closed", {**values, "until": until}
    if c.question is not None and c.question.need_id == need.id and missing(need) is c.question.kind:
        return 6, "status_draft", values  # nobody is looked for before they answer
    if looked and need.reviewed_at is None:
        return 4, *_looked_at(c, need, "status_looking", values)
    return 5, "status_nobody", values


def _looked_at(c: Conversation, need: Need, line: str, values: dict[str, object]) -> tuple[str, dict[str, object]]:
    """The line that says by when a person looks; once that is past, that nobody has."""
    late = c.overlooked.get(need.id)
    return (line, {**values, "by": c.look_by(need)}) if late is None else ("status_late", {**values, "by": late})
