"""The other end of the line: a provider on the loopback address that keeps books, and phones that write and answer.

The provider is the tests' stand-in, which the official client talks to. It outlives every kill of the service, so
its books say what was really handed over.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from house import House
from standin import OWN, Fail, StandIn

from mutualaid.transport.numbers import sendable

NEEDS = (
    "need groceries for 2, 24th and mission, tomorrow 10am",
    "can someone drive me from 24th and mission to 26th and mission friday 9am",
    "necesito comida, 24th y mission",
    "my dog needs a walk, 26th and mission, tomorrow after 3",
)
OFFERS = (
    "i can bring groceries, 24th and mission, any day",
    "i have a car and can drive people, 26th and mission, any day",
    "puedo pasear perros, 24th y mission, todos los dias",
)
Trouble = Fail | str
TOO_MANY = Fail(429, 20429)
TOOK_AND_FAILED = Fail(500, 20500, took=True)
ASKS = re.compile(r"\?|\b1\b")


def phones() -> Iterator[str]:
    """Numbers reserved for fiction, over all area codes to which texts may be sent."""
    for area in range(201, 990):
        first = f"+1{area}5550100"
        if area % 100 != 11 and sendable(first, ("US",)) is None:
            yield from (f"+1{area}5550{number}" for number in range(100, 200) if f"+1{area}5550{number}" != OWN)


class Provider(StandIn):
    """The stand-in with what a real one does unasked: it calls back, for the share `reporting` of what it took, and
    its phones answer.

    `answers` are texts that phones have written in answer and nobody has delivered yet; `callbacks` are fields of
    status callbacks still to be posted. `taken` counts how often a text of ours was taken, by our own id of it.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        answering: bool = True,
        reporting: float = 0.5,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.taken: Counter[str] = Counter()
        self.taken_at: list[float] = []
        """When each text was taken, in seconds of the machine's own clock."""
        self.answers: deque[tuple[str, str]] = deque()
        self.callbacks: deque[tuple[str, dict[str, str]]] = deque()
        self.away = False
        self.weather: dict[Trouble, float] = {}
        """How likely each trouble is with a text handed over."""
        self._dice = random.Random(seed)
        self._answering = answering
        self._reporting = reporting
        self._said: Counter[str] = Counter()
        super().__init__(now=now, page_size=100)

    def answer(self, method: str, target: str, form: dict[str, str], auth: str) -> tuple[int, Any] | None:
        if self.away:
            return None
        if method == "POST":
            self.plan.extend(trouble for trouble, likely in self.weather.items() if self._dice.random() < likely)
        return super().answer(method, target, form, auth)

    def _create(self, form: dict[str, str]) -> tuple[int, Any]:
        status, message = super()._create(form)
        if status != 201:
            return status, message
        oid = parse_qs(urlsplit(form.get("StatusCallback", "")).query).get("oid", [""])[0]
        message["oid"] = oid
        self.taken[oid] += 1
        self.taken_at.append(time.monotonic())
        if self._dice.random() < self._reporting:
            for word in ("sent", "delivered"):
                self.callbacks.append((oid, self.report(message["sid"], word)))
        phone = message["to"]
        if self._answering and ASKS.search(message["body"]) and self._said[phone] < 4:
            self._said[phone] += 1
            self.answers.append((phone, self._dice.choice(("1", "yes", "si", "tomorrow 10am", "24th and mission"))))
        return status, message

    def sent(self) -> list[dict[str, Any]]:
        """What of ours the provider has taken, in order."""
        return [message for message in list(self.messages) if message["direction"] != "inbound"]

    def came(self) -> list[dict[str, Any]]:
        """What phones have written to us, in order."""
        return [message for message in list(self.messages) if message["direction"] == "inbound"]


class Traffic:
    """Phones that write, all at once: each text is put on the provider's books and delivered as the provider does,
    by a signed request. `said` holds the id of every text; `answered` of those that got a 200."""

    def __init__(
        self, house: House, provider: Provider, *, writers: int = 4, pause: float = 0.1, seed: int = 1
    ) -> None:
        self.said: set[str] = set()
        self.answered: set[str] = set()
        self.refused: Counter[int] = Counter()
        self._house = house
        self._provider = provider
        self._pause = pause
        self._phones = phones()
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(seed * 1000 + n,)) for n in range(writers)]
        self._threads.append(threading.Thread(target=self._report))

    def __enter__(self) -> Traffic:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _write(self, seed: int) -> None:
        dice = random.Random(seed)
        while not self._ending.is_set():
            try:
                phone, body = self._provider.answers.popleft()
            except IndexError:
                with self._lock:
                    phone = next(self._phones, OWN)
                body = dice.choice(OFFERS if dice.random() < 0.3 else NEEDS)
            if phone == OWN:
                return
            self.write(phone, body, again=dice.random() < 0.2)
            self._ending.wait(dice.uniform(0, 2 * self._pause))

    def write(self, phone: str, body: str, *, again: bool = False) -> None:
        """One text; `again` delivers it once more, as a provider does that lost the answer."""
        form = self._provider.receive(phone, body, self._provider.now())
        sid = form["MessageSid"]
        self.said.add(sid)
        for _ in range(2 if again else 1):
            status = self._house.post("/sms/inbound", form)
            self.refused[status] += status != 200
            if status == 200:
                self.answered.add(sid)

    def _report(self) -> None:
        while not self._ending.is_set():
            try:
                oid, form = self._provider.callbacks.popleft()
            except IndexError:
                self._ending.wait(0.02)
                continue
            self._house.post(f"/sms/status?oid={oid}", form)
