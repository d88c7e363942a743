"""All that a world has on record, read once, in the order in which it came: what the rules look at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from mutualaid.domain.messages import Alarm, Case, Entry, FollowUp, Message
from mutualaid.domain.needs import Match, Need, Offer, Question
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.domain.vocabulary import MessageState, QuestionState
from mutualaid.store import erasing, people, rows
from mutualaid.transport.handset import HandsetText
from tests.world import World

OUT = (MessageState.SENT, MessageState.DELIVERED)


@dataclass
class Seen:
    """Ids are made in the order of things, so they order what has the same time."""

    world: World
    now: datetime
    people: dict[str, Neighbour]
    said: dict[str, list[Message]]
    """Both directions of each conversation, in order."""
    needs: dict[str, Need]
    offers: list[Offer]
    matches: dict[str, Match]
    questions: dict[str, Question]
    cases: list[Case]
    alarms: list[Alarm]
    log: list[Entry]
    planned: list[FollowUp]
    coordinators: list[Coordinator]
    talks: dict[str, Any]
    strangers: dict[str, Any]
    wire: list[HandsetText]
    """What phones really sent and got."""

    @cached_property
    def here(self) -> list[Neighbour]:
        """Everybody but those who were forgotten."""
        return [n for n in self.people.values() if not n.phone.startswith(erasing.GONE)]

    @cached_property
    def matches_of(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = defaultdict(list)
        for match in self.matches.values():
            found[match.need_id].append(match)
        return found

    @cached_property
    def log_by(self) -> dict[str, list[Entry]]:
        """The log by verb."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.log:
            found[entry.verb].append(entry)
        return found

    @cached_property
    def answered(self) -> list[Question]:
        return [q for q in self.questions.values() if q.state is QuestionState.ANSWERED]

    @cached_property
    def asked_by(self) -> dict[str, Message]:
        """The message that put a question, by the question's id; of several the last."""
        return {m.question_id: m for found in self.said.values() for m in found if m.question_id is not None}

    @cached_property
    def _wired(self) -> dict[str, datetime]:
        return {t.provider_id: t.at for t in self.wire}

    def left_at(self, message: Message) -> datetime | None:
        """When a text really left, which after a time-out is noted later."""
        return self._wired.get(message.provider_id or "", message.handed_at)

    def logged(self, *verbs: str, of: str | None = None, at: datetime | None = None) -> list[Entry]:
        found = [e for verb in verbs for e in self.log_by[verb]]
        return [e for e in found if (of is None or e.neighbour_id == of) and (at is None or e.at == at)]

    def came(self, who: str) -> list[Message]:
        return [m for m in self.said.get(who, []) if m.direction == "in"]

    def went(self, who: str) -> list[Message]:
        return [m for m in self.said.get(who, []) if m.direction == "out"]

    def reached(self, who: str) -> list[Message]:
        """What was handed over to the provider for this phone."""
        return [m for m in self.went(who) if m.state in OUT]

    def text_behind(self, who: str | None, at: datetime | None, before: str) -> Message | None:
        """The text of this phone that something at this moment, with an id just after it, can have come from."""
        found = [m for m in self.came(who or "") if m.created_at == at and m.id < before]
        return found[-1] if found else None

    def sides(self, match: Match) -> tuple[str, str]:
        """Who needs, who helps."""
        return self.needs[match.need_id].neighbour_id, match.helper_id

    def is_coordinator(self, who: str) -> bool:
        return any(c.phone == self.people[who].phone for c in self.coordinators)


def look(world: World) -> Seen:
    with world.kit.store.reading() as tx:

        def every(table: str, cls: type) -> list[Any]:
            return rows.select(tx, table, cls, "1 = 1 order by id")

        said: dict[str, list[Message]] = defaultdict(list)
        for message in rows.select(tx, "messages", Message, "1 = 1 order by counter, id"):
            said[message.neighbour_id or ""].append(message)
        everyone = people.everyone(tx)
        return Seen(
            world=world,
            now=world.kit.clock.now(),
            people={n.id: n for n in everyone},
            said=said,
            needs={n.id: n for n in every("needs", Need)},
            offers=every("offers", Offer),
            matches={m.id: m for m in every("matches", Match)},
            questions={q.id: q for q in every("questions", Question)},
            cases=every("cases", Case),
            alarms=every("alarms", Alarm),
            log=every("log", Entry),
            planned=rows.select(tx, "follow_ups", FollowUp, "done_at is null"),
            coordinators=people.coordinators(tx),
            talks={n.id: people.talk(tx, n.id) for n in everyone},
            strangers={n.id: people.stranger(tx, n.id) for n in everyone},
            wire=world.demo.phones.texts(0),
        )
