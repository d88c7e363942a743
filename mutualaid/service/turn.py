"""A Turn: one use case under way. It holds the transaction, the time and who acts, and gives the verbs their few
shared gestures: tell someone something, plan a look, put a case on the desk, write the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.questions import IMPORTANCE
from mutualaid.domain.conversation.visits import visits
from mutualaid.domain.followups import PERSON_READS, PIECES, PIECES_MOST, may_leave
from mutualaid.domain.messages import LAST_LINES, Case, Entry, FollowUp, Message
from mutualaid.domain.needs import Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import (
    CLASS_ORDER,
    MatchState,
    MessageClass,
    MessageState,
    QuestionKind,
    QuestionState,
    Standing,
)
from mutualaid.language.saying.segments import segments
from mutualaid.service import events
from mutualaid.service.needs.promises import WAITED_FOR
from mutualaid.service.outgoing import giveway, reach
from mutualaid.service.outgoing.giveway import YOUNG
from mutualaid.service.reasons import AT_ONCE, OWN_REMINDERS
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.engine import Tx

if TYPE_CHECKING:
    from mutualaid.service.kit import Kit

NEAR = timedelta(hours=2)
"""How close to the agreed time words go across also at night."""

EARLIER = timedelta(hours=1)
"""How long before a promised reading time those on duty are reminded of it."""


class SecondReply(RuntimeError):
    """A turn tried to answer one text twice."""


class Turn:
    def __init__(self, kit: Kit, tx: Tx, now: datetime, who: str) -> None:
        self.kit = kit
        self.tx = tx
        self.now = now
        self.who = who
        self.inbound: Message | None = None
        """The text this turn answers; what is told to its writer is the reply."""
        self.replied = False
        self.answered_anyway = False
        """Whether a line of its own answers the text, whatever becomes of words of it that go to others."""
        self.flooded = False
        """Whether its writer is not answered now, for they write too much."""
        self.events: list[str] = []
        """What is written to the process's log once all this is committed."""
        self._log: list[Entry] = []
        """What goes into the log at the end."""
        self.gathers_until: datetime | None = None
        """Until when the replies of this turn wait to be said together with others; None for not at all."""

    @property
    def person_by(self) -> datetime:
        """By when a person has read what is put on the desk now: the promise made in texts."""
        return self.kit.hours.after_decent(self.now, PERSON_READS)

    # --- telling -----------------------------------------------------------------------------------------------

    def tell(
        self,
        to: Neighbour,
        line: str,
        values: Mapping[str, Any] | None = None,
        kind: MessageClass = MessageClass.REST,
        *,
        ask: Ask | None = None,
        need_id: str | None = None,
        match_id: str | None = None,
        valid_until: datetime | None = None,
        not_before: datetime | None = None,
        then: str | None = None,
    ) -> Message | None:
        """Queues one line for a phone, with the question it opens; None where that phone must not be texted.

        To the writer of the text being answered it is the reply, of which there is one. `then` are words that go
        behind the line where both fit into one segment."""
        language = to.language or self.kit.config.group.languages[0]
        leaves = self._leaves(people.need(self.tx, to.id), self._class(to, kind), ask, match_id, not_before)
        body = self.kit.catalogue.render(line, language, values or {}, leaves, avoid=self._beside(to), then=then)
        return self.queue(
            to, body, kind, line=line, ask=ask, need_id=need_id, match_id=match_id, valid_until=valid_until,
            not_before=not_before,
        )  # fmt: skip

    def _beside(self, to: Neighbour) -> set[str]:
        """The texts a new one may come to stand next to on this phone: the last, and those that wait to leave, in
        whatever order. A reply that gives way to the new one is none of them."""
        giving_way = {m.body for m in messages.held_back(self.tx, to.id)}
        waiting = {m.body for m in messages.queued_for(self.tx, to.id)}
        last = people.talk(self.tx, to.id).last_body
        return waiting - giving_way | ({last} if last is not None else set())

    def queue(
        self,
        to: Neighbour,
        body: str,
        kind: MessageClass,
        *,
        line: str | None = None,
        ask: Ask | None = None,
        need_id: str | None = None,
        match_id: str | None = None,
        valid_until: datetime | None = None,
        not_before: datetime | None = None,
        by: str | None = None,
        second: bool = False,
    ) -> Message | None:
        """Queues these words for a phone. `by` is the coordinator who wrote them; `second` marks the one text
        that may follow an answer (the welcome)."""
        to = people.need(self.tx, to.id)
        if to.standing is not Standing.ACTIVE or to.consent_how is None:
            self.log("not texted", neighbour_id=to.id, need_id=need_id, match_id=match_id, detail=line)
            return None
        writer = self.inbound is not None and self.inbound.neighbour_id == to.id
        if people.talk(self.tx, to.id).hushed and by is None and line not in LAST_LINES:
            self.log("hushed", neighbour_id=to.id, detail=line)
            return None
        until = None if writer else reach.gate(self, to, reach.About(kind, line, ask, need_id, match_id, by), body)
        if until == reach.NEVER or (writer and self.flooded and not giveway.goes_on(self, kind, line, ask)):
            return None
        if writer and not second:
            if self.replied:
                raise SecondReply(f"a second reply to one text: {line}")
            self.replied = True
            self._overtake(to.id)
        kind = self._class(to, kind)
        question_id = self._reserve(to, ask) if ask is not None else None
        send_after = self._leaves(to, kind, ask, match_id, not_before)
        message = Message(
            id=self.kit.ids.new(),
            direction="out",
            phone=to.phone,
            body=body,
            created_at=self.now,
            state=MessageState.QUEUED,
            neighbour_id=to.id,
            counter=people.next_counter(self.tx, to.id),
            kind=kind,
            line=line,
            question_id=question_id,
            need_id=need_id or (ask.need_id if ask else None),
            match_id=match_id or (ask.match_id if ask else None),
            reply_to=self.inbound.id if writer and self.inbound else None,
            rank=CLASS_ORDER.index(kind),
            send_after=until or send_after,
            valid_until=until or valid_until,
            reason=reach.KEPT if until is not None else None,
            segments=segments(body),
            by=by,
        )
        return messages.insert(self.tx, message)

    def next_piece(self, neighbour_id: str) -> datetime:
        """Until when the reply to an unfinished text waits for the next piece."""
        first = min((m.created_at for m in messages.held_back(self.tx, neighbour_id)), default=self.now)
        return min(self.now + PIECES, max(self.now, first + PIECES_MOST))

    def _overtake(self, neighbour_id: str) -> None:
        """An answer to an earlier piece that still waits and asks nothing gives way to the one said now."""
        if self.gathers_until is not None:
            return
        for message in messages.held_back(self.tx, neighbour_id):
            if message.question_id is None:
                messages.move(self.tx, message, "drop", reason="more came")

    def _class(self, to: Neighbour, kind: MessageClass) -> MessageClass:
        """What is told to the writer is a reply, danger aside."""
        return MessageClass.REPLY if self.answers(to.id) and kind is not MessageClass.EMERGENCY else kind

    def _leaves(
        self, to: Neighbour, kind: MessageClass, ask: Ask | None, match_id: str | None, not_before: datetime | None
    ) -> datetime:
        """When a text of this class may leave for this phone: words such as "tomorrow" are said as of then."""
        gathers = self.gathers_until if self.answers(to.id) and kind is MessageClass.REPLY else None
        at = max(self.now, not_before or self.now, gathers or self.now)
        if not self.kit.hours.quiet(at):
            return at
        duty = people.coordinator_by_phone(self.tx, to.phone)
        free = may_leave(
            kind,
            at,
            self.kit.hours,
            wrote_at=to.last_in_at,
            nights=to.nights,
            near=match_id is not None and self.near(match_id, at),
            duty=duty is not None and ask is not None and ask.alarm_id is not None,
            wake=duty is not None and duty.wake,
        )
        return at if free else self.kit.hours.next_decent(at)

    def near(self, match_id: str, at: datetime) -> bool:
        """Whether the agreed time of a match is within two hours of `at`."""
        match = needs.find_match(self.tx, match_id)
        return match is not None and match.agreed_at is not None and abs(match.agreed_at - at) <= NEAR

    # --- questions ---------------------------------------------------------------------------------------------

    def busy(self, neighbour_id: str, ask: Ask) -> bool:
        """Whether this phone has another question that this one may not displace."""
        open_one = messages.question_of(self.tx, neighbour_id)
        return open_one is not None and not giveway.gives_way(self, open_one, ask)

    def answers(self, neighbour_id: str | None) -> bool:
        """Whether this turn answers a text of that phone."""
        return self.inbound is not None and self.inbound.neighbour_id == neighbour_id

    def _reserve(self, to: Neighbour, ask: Ask) -> str:
        open_one = messages.question_of(self.tx, to.id)
        if open_one is not None:
            self.drop_question(open_one, ask=ask)
            if words := giveway.words_left(open_one, ask):
                about = {"need_id": open_one.need_id, "match_id": open_one.match_id}
                self.case("unsent", 0, neighbour_id=to.id, note=words, **about)
            if open_one.kind in (QuestionKind.CONFIRM, QuestionKind.TERMS):
                later = self.now + YOUNG
                self.schedule("ask_later", later, neighbour_id=to.id, match_id=open_one.match_id)
        people.bump(self.tx, to)
        question = Question(
            id=self.kit.ids.new(),
            neighbour_id=to.id,
            kind=ask.kind,
            created_at=self.now,
            importance=IMPORTANCE.get(ask.kind, 1),
            need_id=ask.need_id,
            match_id=ask.match_id,
            offer_id=ask.offer_id,
            alarm_id=ask.alarm_id,
            text=ask.text,
        )
        messages.reserve(self.tx, question)
        if (ends := visits.ends_after(ask)) is not None:
            end = self.kit.hours.after_decent(self.now, ends)
            self.schedule("question_end", end, subject=question.id, anew=False)
        return question.id

    def drop_question(self, question: Question, event: str = "drop", ask: Ask | None = None) -> None:
        """Closes a question, to make room for `ask`; a text of ours that would ask it and waits is not sent."""
        if question.state is QuestionState.RESERVED:
            event, told = "drop", giveway.still_told(question, ask)
            message = messages.message_of_question(self.tx, question.id)
            if message is not None and message.state is MessageState.QUEUED and not told:
                messages.move(self.tx, message, "drop", reason="its question was overtaken")
        messages.move_question(self.tx, question, event, closed_at=self.now)
        self.look_again(question.neighbour_id)

    def look_again(self, neighbour_id: str) -> None:
        """What waited for this phone to be free is looked at now."""
        for row in plan.planned(self.tx, "ask_later", neighbour_id=neighbour_id):
            plan.put_off(self.tx, row.id, self.now, row.attempts)
        for match in needs.matches_of_helper(self.tx, neighbour_id):
            if match.state is MatchState.APPROVED:
                self.schedule("wave", self.now, need_id=match.need_id)

    def drop_reviews(self, need_id: str) -> None:
        """A shortlist is settled or gone: nobody needs to answer about it any more."""
        for question in messages.questions_about(self.tx, need_id=need_id):
            if question.kind is QuestionKind.REVIEW:
                self.drop_question(question)

    def drop_questions_about(self, *, match_id: str | None = None, need_id: str | None = None) -> None:
        for question in messages.questions_about(self.tx, match_id=match_id, need_id=need_id):
            self.drop_question(question)

    # --- plan, desk, log ---------------------------------------------------------------------------------------

    def schedule(
        self,
        kind: str,
        due_at: datetime,
        *,
        neighbour_id: str | None = None,
        need_id: str | None = None,
        match_id: str | None = None,
        subject: str | None = None,
        anew: bool = True,
    ) -> None:
        """Plans a look at `due_at`. With `anew` it takes the place of one of the same kind and subject."""
        if anew:
            plan.drop(
                self.tx, self.now, kind=kind, need_id=need_id, match_id=match_id,
                neighbour_id=neighbour_id if need_id is None and match_id is None else None,
            )  # fmt: skip
        plan.schedule(
            self.tx,
            FollowUp(
                id=self.kit.ids.new(),
                kind=kind,
                due_at=due_at,
                created_at=self.now,
                neighbour_id=neighbour_id,
                need_id=need_id,
                match_id=match_id,
                subject=subject,
            ),
        )

    def unplan(self, *kinds: str, need_id: str | None = None, match_id: str | None = None) -> None:
        for kind in kinds:
            plan.drop(self.tx, self.now, kind=kind, need_id=need_id, match_id=match_id)

    def case(
        self,
        reason: str,
        urgency: int = 1,
        *,
        neighbour_id: str | None = None,
        need_id: str | None = None,
        match_id: str | None = None,
        note: str | None = None,
    ) -> Case:
        """Puts something before a coordinator, and plans a look whether someone read it in time. What stands there
        already for the same reason becomes as urgent as it is now."""
        before = plan.find_open(self.tx, reason, neighbour_id, need_id, match_id)
        case = plan.open_case(
            self.tx,
            Case(
                id=self.kit.ids.new(),
                reason=reason,
                created_at=self.now,
                urgency=urgency,
                neighbour_id=neighbour_id,
                need_id=need_id,
                match_id=match_id,
                message_id=self.inbound.id if self.inbound else None,
                note=note,
            ),
        )
        self.log("put on the desk", neighbour_id=neighbour_id, need_id=need_id, match_id=match_id, detail=reason)
        if reason in WAITED_FOR and neighbour_id is not None:
            self.schedule("promised", self.person_by, neighbour_id=neighbour_id)
        pressing = before is None or before.urgency > 1
        if urgency <= 1 and pressing and reason not in OWN_REMINDERS:
            due = self.person_by - EARLIER
            if reason in AT_ONCE:
                due = self.now
            self.schedule("case_due", due, subject=case.id, anew=False)
        return case

    def settle(
        self,
        reason: str,
        outcome: str,
        *,
        need_id: str | None = None,
        match_id: str | None = None,
        neighbour_id: str | None = None,
    ) -> None:
        plan.settle_about(
            self.tx, reason, self.who, self.now, outcome,
            need_id=need_id, match_id=match_id, neighbour_id=neighbour_id,
        )  # fmt: skip

    def log(
        self,
        verb: str,
        *,
        neighbour_id: str | None = None,
        need_id: str | None = None,
        match_id: str | None = None,
        detail: str | None = None,
    ) -> None:
        entry = Entry(
            id=self.kit.ids.new(),
            at=self.now,
            who=self.who,
            verb=verb,
            neighbour_id=neighbour_id,
            need_id=need_id,
            match_id=match_id,
            detail=detail,
        )
        self._log.append(entry)
        self.events.append(events.of_entry(entry, self.inbound))

    def write_log(self) -> None:
        """Puts into the log what is to stand there; at the end, and before it is read within the turn."""
        plan.write(self.tx, self._log)
        self._log = []

    def fresh(self, neighbour: Neighbour) -> Neighbour:
        """The neighbour as the store has it now."""
        return people.need(self.tx, neighbour.id)
