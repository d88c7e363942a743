"""Forgetting somebody who asked for it: name, number, words and places go, here and at the provider.

What stays counts and names nobody. Of the number a digest stays (`digests`), so that an import does not bring it
back.
"""

from __future__ import annotations

from dataclasses import dataclass

from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import Standing
from mutualaid.language.words.taught import is_ordinary, words_of
from mutualaid.service import phones
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import digests
from mutualaid.service.refused import NotThere, Refused
from mutualaid.service.turn import Turn
from mutualaid.store import corrections, erasing, messages, needs, people, plan, traces
from mutualaid.transport.base import SendProblem
from mutualaid.transport.numbers import national, normalise


def look(kit: Kit, phone: str) -> str:
    """What would be erased, in a sentence. Raises Refused for what is no number, NotThere for one not known."""
    number = _number(kit, phone)
    with kit.store.reading() as tx:
        who = people.by_phone(tx, number)
        if who is None:
            if digests.barred(tx, number) is not None:
                return (
                    f"{number} is forgotten here already; the provider is asked again to delete what it may have."
                )
            raise NotThere(f"Nothing is known of {number}.")
        texts = len(messages.of_neighbour(tx, who.id, limit=1_000_000))
        asked = len(needs.all_needs_of(tx, who.id))
    return f"{who.name or 'Somebody without a name'}, {number}: {_some(texts, 'text')}, {_some(asked, 'need')}."


def forget(kit: Kit, phone: str) -> list[str]:
    """Erases a neighbour by number and says in sentences what was done.

    What was open with them ends first, and the other side hears one honest line. Raises Refused for what is no
    number or a coordinator's, NotThere where nothing is known of it."""
    number = _number(kit, phone)
    sentences, ids = kit.turn(lambda turn: _erase(turn, number))
    kit.store.sweep()
    return [*sentences, *_at_provider(kit, ids)]


def _erase(turn: Turn, number: str) -> tuple[list[str], list[str]]:
    """What was done here, and which neighbours' texts the provider may still have."""
    coordinator = people.coordinator_by_phone(turn.tx, number)
    if coordinator is not None:
        raise Refused(f"{number} is the phone of {coordinator.name}, a coordinator; remove her first.")
    who = people.by_phone(turn.tx, number)
    if who is None:
        own = digests.digest(turn, number)
        marks = ("", *digests.HELD.values())
        before = [id for mark in marks for id in erasing.forgotten_ids(turn.tx, mark + own)]
        if before:
            return [f"{number} was forgotten here already."], before
        raise NotThere(f"Nothing is known of {number}.")
    done = erase(turn, who)
    sentences = ["Erased: the name, the number and where they live."]
    if any(done.values()):
        sentences.append(f"Emptied of words and places: {_counted(done)}.")
    sentences.append("Kept, naming nobody: when there were needs, offers and matches, and of what kind.")
    sentences.append("Kept: a digest of the number, so that an import does not bring it back.")
    again = "they begin as somebody new"
    if who.standing is Standing.OPTED_OUT:
        again = "they are not answered, for they opted out, until they text START"
    elif who.standing is Standing.BLOCKED:
        again = "they are not answered, for they are blocked still"
    sentences.append(f"They are sent nothing more. If they text again, {again}.")
    sentences.append("Backups and exports made before still hold it all: delete them.")
    return sentences, [who.id]


def erase(turn: Turn, who: Neighbour) -> dict[str, int]:
    """Erases a neighbour who asked for it here; says what of theirs was emptied, and how much."""
    return _let_go(turn, who, _mark(turn, who))


def forget_by_age(turn: Turn, who: Neighbour) -> None:
    """Erases a neighbour nothing was heard of for long. They did not ask for it, so no digest stays and they may be
    brought in again; but an opt-out outlives it, by a digest."""
    _let_go(turn, who, _mark(turn, who) if who.standing is Standing.OPTED_OUT else digests.BY_AGE)


def _mark(turn: Turn, who: Neighbour) -> str:
    """What stays of a number: that it opted out or was blocked stays, too."""
    return digests.HELD.get(who.standing, "") + digests.digest(turn, who.phone)


def _let_go(turn: Turn, who: Neighbour, digest: str) -> dict[str, int]:
    """Ends what is open with somebody and erases them; says what of theirs was emptied, and how much."""
    for message in messages.queued_for(turn.tx, who.id):
        messages.move(turn.tx, message, "drop", reason="forgotten")
    phones.end_all(turn, who)
    _settle_all(turn, who)
    names = traces.went_by(turn.tx, who.id, who.name)
    done = erasing.erase(turn.tx, who.id, who.phone, who.name, digest, national(who.phone))
    _untaught(turn, names)
    turn.log("forget", neighbour_id=who.id)
    return done


def _untaught(turn: Turn, names: frozenset[str]) -> None:
    """Takes back what was taught with a name of theirs in it, before we knew it for one."""
    languages = turn.kit.config.group.languages
    own = {word for name in names for word in words_of(name) if not is_ordinary(word, languages)}
    for correction in corrections.corrections(turn.tx) if own else ():
        if own & set(correction.words.split()):
            corrections.remove(turn.tx, correction.id)


def _settle_all(turn: Turn, who: Neighbour) -> None:
    """Ends what stands before a person about them, an alarm too: nobody could phone them any more."""
    mine = {need.id for need in needs.all_needs_of(turn.tx, who.id)}
    for case in plan.open_cases(turn.tx):
        if case.neighbour_id == who.id or case.need_id in mine:
            plan.settle_case(turn.tx, case.id, turn.who, turn.now, "forgotten")
    alarm = plan.open_alarm_of(turn.tx, who.id)
    if alarm is not None:
        plan.acknowledge(turn.tx, alarm.id, turn.who, turn.now)
        plan.drop(turn.tx, turn.now, kind="alarm_walk", neighbour_id=who.id)
        plan.drop(turn.tx, turn.now, kind="alarm_honest", neighbour_id=who.id)
        for question in messages.questions_about(turn.tx, alarm_id=alarm.id):
            turn.drop_question(question)


@dataclass(frozen=True, slots=True)
class AtProvider:
    """How many texts the provider deleted, how many it still has, and why."""

    gone: int
    left: int
    why: str


def delete_at_provider(kit: Kit, ids: list[str]) -> AtProvider:
    """Deletes the texts of these neighbours there, each by itself; what failed can be tried again."""
    with kit.store.reading() as tx:
        found = [one for id in ids for one in erasing.provider_ids(tx, id)]
    gone, why = 0, ""
    for provider_id in found:
        try:
            kit.transport.forget(provider_id)
        except SendProblem as problem:
            why = problem.says
            continue
        gone += 1
        with kit.store.transaction() as tx:
            erasing.note_erased(tx, provider_id)
    return AtProvider(gone, len(found) - gone, why)


def _at_provider(kit: Kit, ids: list[str]) -> list[str]:
    there = delete_at_provider(kit, ids)
    sentences = [f"Deleted at the provider: {_some(there.gone, 'text')}."]
    if there.left:
        left = _some(there.left, "text")
        sentences.append(f"Not deleted at the provider: {left}. {there.why} Run this again later.")
    return sentences


def _number(kit: Kit, phone: str) -> str:
    number = normalise(phone, kit.config.group.country)
    if number is None:
        raise Refused(f"{phone} is not a phone number with an area code.")
    return number


def _counted(done: dict[str, int]) -> str:
    return ", ".join(f"{what} {count}" for what, count in done.items() if count)


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
