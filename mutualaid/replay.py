"""Texts that once came in, lived through again by the whole service on a clock of their own. Nobody is texted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from mutualaid.config import Alarms, Config
from mutualaid.demo import Demo
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import MatchState, NeedState
from mutualaid.service.desk import signin
from mutualaid.service.incoming import inbound
from mutualaid.service.kit import Reads
from mutualaid.service.sheets.replayrows import OldText
from mutualaid.store import counts, messages, needs, people, plan
from mutualaid.transport.base import InboundText

ON_DUTY = "+14155550199"
"""The phone of a made-up coordinator, so that those in danger are answered as by a group with somebody on duty."""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one text. `row` is the row of the table it was read by, `reply` what its phone was answered,
    None for nothing; `desk` why a person was asked to look."""

    at: datetime
    phone: str
    text: str
    row: str
    intent: str = ""
    kinds: tuple[str, ...] = ()
    answer: str = ""
    reply: str | None = None
    desk: tuple[str, ...] = ()
    message_id: str | None = None


class _Noting:
    """A reader that keeps what it read last, until it is taken."""

    def __init__(self, reader: Reads) -> None:
        self._reader = reader
        self._last: Reading | None = None

    def understand(self, text: str, context: Context) -> Reading:
        self._last = self._reader.understand(text, context)
        return self._last

    def take(self) -> Reading | None:
        last, self._last = self._last, None
        return last


class Replay:
    """A service on a database of its own, from `start` (aware) on, with the config's rules and none of its
    channels: phones are handsets, and no alarm leaves."""

    def __init__(self, config: Config, database_url: str, start: datetime) -> None:
        self.demo = Demo(replace(config, alarms=Alarms()), database_url, start, running=False)
        self.kit = self.demo.kit
        self._reader = _Noting(self.kit.reader)
        self.kit.reader = self._reader
        self._became: list[Became] = []
        signin.add_coordinator(self.kit, "On duty", ON_DUTY, wake=True)

    def live(self, texts: Iterable[OldText]) -> list[Became]:
        """What becomes of these texts, which are in order of time, each at its own."""
        for text in texts:
            self.demo.reach(text.at, pieces=False)
            self._became.append(self._one(text))
            self.demo.settle(pieces=False)
        self.demo.settle()
        replies = self._replies()
        return [replace(each, reply=replies.get(each.message_id or "")) for each in self._became]

    def _one(self, text: OldText) -> Became:
        given = InboundText(text.provider_id, text.phone, self.demo.phones.number, text.body)
        self.demo.phones.note_inbound(text.phone, text.body, text.provider_id, at=text.at)
        id = inbound.receive(self.kit, given)
        became = Became(text.at, text.phone, text.body, "came before", message_id=id)
        read = self._reader.take()
        if id is None:
            return became
        with self.kit.store.reading() as tx:
            who = people.by_phone(tx, text.phone)
            entries = plan.log_of(tx, neighbour_id=who.id, limit=50) if who is not None else plan.recent_log(tx, 1)
        new = [entry for entry in reversed(entries) if entry.id > id]
        rows = [entry.detail or "" for entry in new if entry.verb == "text"]
        return replace(
            became,
            row=rows[-1] if rows else "failed" if who is not None else "no number",
            intent=read.intent.value if read is not None else "",
            kinds=read.kinds if read is not None else (),
            answer=read.answer.value if read is not None and read.answer is not None else "",
            desk=tuple(entry.detail or "" for entry in new if entry.verb == "put on the desk"),
        )

    def _replies(self) -> dict[str, str]:
        """A text's id -> what its phone was answered, where that left."""
        with self.kit.store.reading() as tx:
            handed = messages.handed(tx)
        return {m.reply_to: m.body for m in handed if m.reply_to is not None and m.line != "welcome"}

    def summary(self, became: Iterable[Became]) -> dict[str, dict[str, int]]:
        """Counts: the texts by the row they were read by, and what the service has in the end."""
        every = list(became)
        rows = Counter(each.row for each in every)
        with self.kit.store.reading() as tx:
            posted = [n for n in needs.needs_in(tx, NeedState) if n.state is not NeedState.DRAFTED]
            matches = Counter(m.state.value for m in needs.in_states(tx, MatchState))
            desk = Counter(c.reason for c in plan.open_cases(tx))
            offers = counts.by_state(tx, "offers")
        return {
            "texts": {
                "texts": len(every),
                "phones": len({each.phone for each in every}),
                "answered": sum(each.reply is not None for each in every),
                "not understood": rows["not understood"],
                "danger": rows["danger"],
                "stop": rows["stop"],
            },
            "needs and offers": {
                "needs posted": len(posted),
                "offers made": sum(n for state, n in offers.items() if state != "drafted"),
                "matches": sum(matches.values()),
            },
            "read by row": dict(rows.most_common()),
            "matches by state": dict(matches.most_common()),
            "waiting on the desk": dict(desk.most_common()),
        }

    def close(self) -> None:
        self.kit.store.close()
