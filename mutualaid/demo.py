"""The demo: the whole service with handsets for phones and a clock that can be moved. No account, no network."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime

from mutualaid.clock import Dice, MovedClock
from mutualaid.config import Config, Environment
from mutualaid.domain.followups import PIECES_MOST
from mutualaid.language.saying.segments import segments
from mutualaid.service import tick
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import outbox
from mutualaid.store import messages
from mutualaid.store.engine import open_store
from mutualaid.transport.handset import Handset, HandsetText
from mutualaid.transport.twilio import sign
from mutualaid.web.sms import Door
from mutualaid.wiring import build, handset

NUMBER = "+14155550100"
ACCOUNT = "AC" + "0" * 32
ADDRESS = "http://127.0.0.1"
"""What the demo's own requests are signed for; they never leave the process."""

MOST_PASSES = 10_000
"""Passes over what is due without the clock moving; a day of a large group takes some hundreds."""

FAST = 1000.0
"""Segments a second: handsets have no carrier to be gentle to."""


class Demo:
    """A running demo: its service, its phones and its clock."""

    def __init__(
        self,
        config: Config,
        database_url: str,
        start: datetime | None = None,
        *,
        running: bool = True,
        dice: Dice | None = None,
    ) -> None:
        dice = dice or Dice()
        self.token = dice.token(24)
        env = Environment(
            database_url=database_url,
            port=config.env.port,
            public_url=ADDRESS,
            twilio_account_sid=ACCOUNT,
            twilio_auth_tokens=(self.token,),
            twilio_from=NUMBER,
            secret_key=dice.token(32),
        )
        sending = replace(config.sending, segments_per_second=FAST, daily_cap=1_000_000)
        self.config = replace(config, env=env, sending=sending)
        store = open_store(database_url)
        self.clock = MovedClock(start, running=running)
        self.phones: Handset = handset(self.clock, NUMBER)
        self.kit: Kit = build(self.config, clock=self.clock, dice=dice, transport=self.phones, store=store)
        self._moving = threading.RLock()
        self._load_earlier()

    def door(self) -> Door:
        return Door((self.token,), ADDRESS, ACCOUNT, {NUMBER})

    def _load_earlier(self) -> None:
        with self.kit.store.reading() as tx:
            earlier = messages.handed(tx)
        self.phones.preload(
            HandsetText(
                n=0,
                at=m.handed_at or m.created_at,
                from_=m.phone if m.direction == "in" else NUMBER,
                to=NUMBER if m.direction == "in" else m.phone,
                text=m.body,
                segments=segments(m.body),
                state=m.state,
                provider_id=m.provider_id or m.id,
                inbound=m.direction == "in",
            )
            for m in earlier
        )

    def signed(self, form: dict[str, str], path: str = "/sms/inbound") -> str:
        """The signature the provider would put on this form."""
        return sign(self.token, ADDRESS + path, form)

    def settle(self, *, pieces: bool = True) -> None:
        """Works until nothing is left to handle or to send now. With `pieces` the clock goes on to where replies
        that wait some seconds for the next piece of a text have left too."""
        with self._moving:
            passes = 0
            while True:
                tick.run(self.kit)
                outbox.pump(self.kit)
                if not tick.idle(self.kit):
                    passes += 1
                    if passes > MOST_PASSES:
                        raise RuntimeError("what falls due plans itself anew, again and again")
                    continue
                passes = 0
                waits = self._held_back() if pieces else None
                if waits is None:
                    break
                self.clock.move_to(max(waits, self.clock.now()))
            tick.mark(self.kit)

    def _held_back(self) -> datetime | None:
        with self.kit.store.reading() as tx:
            return messages.next_held_back(tx, self.clock.now() + PIECES_MOST)

    def advance(self, target: datetime, *, pieces: bool = True) -> datetime:
        """As `reach`. Raises ValueError for going back."""
        with self._moving:
            if target < self.clock.now():
                raise ValueError(f"{target.isoformat()} is in the past; the clock goes forward only.")
            return self.reach(target, pieces=pieces)

    def reach(self, target: datetime, *, pieces: bool = True) -> datetime:
        """Moves the group's clock to `target` (aware), doing on the way what falls due at its own time; `pieces` as
        in `settle`. One that is past already, for the clock may run, is now."""
        with self._moving:
            self.settle(pieces=pieces)
            while (due := tick.next_due(self.kit)) is not None and due <= target:
                self.clock.move_to(max(due, self.clock.now()))
                self.settle(pieces=pieces)
            self.clock.move_to(max(target, self.clock.now()))
            self.settle(pieces=pieces)
            return self.clock.now()

    def waiting(self) -> list[dict[str, object]]:
        """Texts that wait to be sent, for a look at what is coming."""
        with self.kit.store.reading() as tx:
            return [
                {"at": m.send_after or m.created_at, "to": m.phone, "text": m.body, "state": m.state.value}
                for m in messages.waiting(tx)
            ]
