"""Whether what we ask of Twilio, and what our tests' stand-in answers, is as Twilio's published description has it.

    python bench/described.py twilio_api_v2010.json [--monitor twilio_monitor_v1.json]

The official client, through our transport, talks to the stand-in by way of Prism, which holds both directions
against the description (github.com/twilio/twilio-oai, spec/json) and refuses what does not fit. Needs Node.js and
Prism (`npm install @stoplight/prism-cli@5.14.2`); everything is on loopback and ends with this program. Exits 1
where something does not fit, 2 where the description or Prism cannot be had.
"""

from __future__ import annotations

import argparse
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "transport")]

import standin  # noqa: E402

from mutualaid.transport.base import SendProblem  # noqa: E402
from mutualaid.transport.twilio import TwilioTransport  # noqa: E402

PRISM = "npx --no-install prism"
PUBLIC = "https://aid.example.org"
ANA = "+14155550111"
STARTS_WITHIN = 60.0
"""Seconds Prism may take; the description has two megabytes."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("api", type=Path, help="twilio_api_v2010.json, as Twilio publishes it")
    parser.add_argument("--monitor", type=Path, help="twilio_monitor_v1.json: the log of failed webhooks, too")
    parser.add_argument("--prism", default=PRISM, metavar="COMMAND", help=f"how Prism is started ({PRISM})")
    asked = parser.parse_args()
    for file in filter(None, (asked.api, asked.monitor)):
        if not file.is_file():
            print(f"{file} is not there; it is in github.com/twilio/twilio-oai under spec/json")
            return 2
    with standin.StandIn(now=lambda: datetime.now(UTC)) as provider:
        try:
            with held_against(asked.api, provider.url, asked.prism) as address:
                wrong = texts(provider, address)
            if asked.monitor:
                with held_against(asked.monitor, provider.url, asked.prism) as address:
                    wrong += log_of_webhooks(provider, address)
        except OSError as reason:
            print(f"Prism could not be started: {reason}")
            return 2
    print("\nall as described" if not wrong else f"\n{wrong} not as described")
    return 1 if wrong else 0


@contextmanager
def held_against(description: Path, behind: str, command: str) -> Iterator[str]:
    """The address of a Prism that passes on to `behind` what fits, both ways. Raises OSError if it does not start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [*shlex.split(command), "proxy", "--errors", "--port", str(port), str(description), behind]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        until = time.monotonic() + STARTS_WITHIN
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                said = process.communicate()[0].decode(errors="replace").strip()
                raise OSError(said or "it said nothing")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def texts(provider: standin.StandIn, address: str) -> int:
    """How many of the things done with texts do not fit."""
    ours = of_account(standin.ACCOUNT, address)
    by_service = of_account(standin.ACCOUNT, address, standin.SERVICE)
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    wrong = fits("send a text", lambda: ours.send(ANA, "Got it.", oid="1", valid_seconds=600))
    wrong += fits("send one by a messaging service", lambda: by_service.send(ANA, "Hi.", oid="2", valid_seconds=1))
    sid = str(provider.messages[0]["sid"]) if provider.messages else ""
    for word, code in (("sent", None), ("delivered", None), ("undelivered", 30003)):
        provider.report(sid, word, code)
        wrong += fits(f"ask after one that is {word}", lambda: ours.state_of(sid))
    provider.receive(ANA, "need groceries, 24th & mission ñ 🥖", datetime.now(UTC))
    wrong += fits("look for one we lost sight of", lambda: ours.find(ANA, "Got it.", hour_ago))
    wrong += fits("list what came in", lambda: ours.list_inbound(hour_ago))
    wrong += fits("delete one", lambda: ours.forget(sid))
    wrong += refused("an account that is none", lambda: of_account("AC1", address).send(
        ANA, "Got it.", oid="3", valid_seconds=600
    ))  # fmt: skip
    provider.messages[-1]["status"] = "on its way"
    wrong += refused("an answer with a status that is none", lambda: ours.state_of(provider.messages[-1]["sid"]))
    return wrong


def log_of_webhooks(provider: standin.StandIn, address: str) -> int:
    provider.alert(f"{PUBLIC}/sms/inbound", at=datetime.now(UTC))
    ours = of_account(standin.ACCOUNT, address)
    return fits("look at the log of webhooks", lambda: ours.not_brought(datetime.now(UTC) - timedelta(hours=1)))


def of_account(account: str, address: str, sender: str = standin.OWN) -> TwilioTransport:
    return TwilioTransport(account, standin.TOKEN, sender, public_url=PUBLIC, api_base=address)


def fits(what: str, work: Callable[[], object]) -> int:
    try:
        work()
    except SendProblem as problem:
        print(f"  {what}: does not fit: {problem.__cause__}")
        return 1
    print(f"  {what}: fits")
    return 0


def refused(what: str, work: Callable[[], object]) -> int:
    """0 where it is refused: a look that lets everything pass would prove nothing."""
    try:
        work()
    except SendProblem:
        print(f"  {what}: refused, as it must be")
        return 0
    print(f"  {what}: passed, so nothing was looked at")
    return 1


if __name__ == "__main__":
    sys.exit(main())
