"""A stand-in for Twilio's API on the loopback address, spoken to by the real client.

It keeps messages, checks what Twilio checks, pages its lists, and fails as told: with an answer of a given
status and code, by dropping the connection after it took the text, or by not answering until it is closed.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

ACCOUNT = "AC" + "0" * 32
TOKEN = "12345"
OWN = "+14155550100"
SERVICE = "MG" + "1" * 32
START = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)

_MESSAGES = re.compile(rf"/2010-04-01/Accounts/{ACCOUNT}/Messages(?:/(\w+))?\.json")


@dataclass(frozen=True)
class Fail:
    """Answer the next request with this. `took` keeps the text all the same."""

    status: int
    code: int | None = None
    body: str | None = None
    took: bool = False
    retry_after: str = ""


DROP = "drop"
"""Take the text, then close the connection without an answer."""
HANG = "hang"
"""Take the text, then say nothing until the stand-in is closed."""


@dataclass
class StandIn:
    now: Callable[[], datetime] = lambda: START
    page_size: int = 2
    """The most rows a page holds, whatever the client asks for."""
    messages: list[dict[str, Any]] = field(default_factory=list)
    """Oldest first, as Twilio shows them."""
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Method, path with query and form fields of all requests."""
    opted_out: set[str] = field(default_factory=set)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    """Twilio's log of errors, as `alert` writes it."""
    plan: deque[Fail | str] = field(default_factory=deque)
    retry_after: str = ""
    """What the last planned failure tells the client to wait."""
    """What goes wrong with the next requests, one each."""

    def __post_init__(self) -> None:
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._made = itertools.count()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> StandIn:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep(self, to: str, from_: str, body: str, **more: Any) -> dict[str, Any]:
        """Put a message on the books and return it as Twilio shows it."""
        with self._lock:
            sid = "SM" + sha256(f"{next(self._made)}".encode()).hexdigest()[:32]
            at = format_datetime(more.pop("at", None) or self.now())
            message = {
                "sid": sid, "account_sid": ACCOUNT, "to": to, "from": from_, "body": body, "status": "queued",
                "direction": "outbound-api", "date_created": at, "date_updated": at, "date_sent": None,
                "error_code": None, "error_message": None, "num_media": "0", "num_segments": "1",
                "messaging_service_sid": None, "price": None, "price_unit": "USD",
                "api_version": "2010-04-01", "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json",
                "subresource_uris": {}, **more,
            }  # fmt: skip
            self.messages.append(message)
            return message

    def receive(self, from_: str, body: str, at: datetime, to: str = OWN, **more: Any) -> dict[str, str]:
        """A text to the service: put on the books, and the fields its webhook would have."""
        more |= {"direction": "inbound", "status": "received", "date_sent": format_datetime(at)}
        message = self.keep(to, from_, body, at=at, **more)
        return {
            "MessageSid": message["sid"], "SmsSid": message["sid"], "SmsMessageSid": message["sid"],
            "AccountSid": ACCOUNT, "From": from_, "To": to, "Body": body, "NumMedia": message["num_media"],
            "NumSegments": "1", "SmsStatus": "received", "ApiVersion": "2010-04-01", "FromCountry": "US",
        }  # fmt: skip

    def report(self, sid: str, word: str, code: int | None = None) -> dict[str, str]:
        """What became of a text: put on the books, and the fields its status callback would have."""
        message = next(each for each in self.messages if each["sid"] == sid)
        message |= {"status": word, "error_code": code}
        fields = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": message["from"], "To": message["to"]}
        fields |= {"MessageStatus": word, "SmsStatus": word, "ApiVersion": "2010-04-01"}
        return fields | ({} if code is None else {"ErrorCode": str(code)})

    def alert(self, url: str, code: str = "11200", at: datetime | None = None) -> None:
        """Note in the log that a webhook at `url` failed."""
        written = (at or self.now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.alerts.append({
            "sid": f"NO{len(self.alerts):032x}", "account_sid": ACCOUNT, "error_code": code, "log_level": "error",
            "alert_text": "", "request_url": url, "request_method": "POST", "date_created": written,
            "date_generated": written, "date_updated": written,
        })  # fmt: skip

    def answer(self, method: str, target: str, form: dict[str, str], auth: str) -> tuple[int, Any] | None:
        """Status and JSON for one request; None to close the connection without a word."""
        self.requests.append((method, target, form))
        parts = urlsplit(target)
        found = _MESSAGES.fullmatch(parts.path)
        if auth != "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode():
            return 401, {"code": 20003, "message": "Authenticate", "status": 401}
        if parts.path == "/v1/Alerts":
            since = parse_qs(parts.query).get("StartDate", [""])[0]
            rows = [row for row in self.alerts if row["date_created"] >= since]
            return 200, {"alerts": rows, "meta": {"key": "alerts", "page": 0, "next_page_url": None}}
        if found is None:
            return 404, {"code": 20404, "message": "not found", "status": 404}
        trouble = self.plan.popleft() if self.plan else None
        if isinstance(trouble, Fail):
            if trouble.took:
                self._create(form)
            self.retry_after = trouble.retry_after
            if trouble.body is not None:
                return trouble.status, trouble.body
            return trouble.status, {"code": trouble.code, "message": "as told", "status": trouble.status}
        if trouble is not None:
            self._create(form)
            if trouble == HANG:
                self._closing.wait(10)
            return None
        if method == "POST":
            return self._create(form)
        if found[1]:
            return self._one(method, found[1])
        return self._list(parse_qs(parts.query), parts.path)

    def _create(self, form: dict[str, str]) -> tuple[int, Any]:
        to, body, sender = form.get("To", ""), form.get("Body", ""), form.get("From", "")
        service = form.get("MessagingServiceSid")
        checks = (
            (not re.fullmatch(r"\+[1-9]\d{6,14}", to), 21211), (not body, 21602), (len(body) > 1600, 21617),
            (sender != OWN if service is None else service != SERVICE, 21606), (to in self.opted_out, 21610),
        )  # fmt: skip
        for wrong, code in checks:
            if wrong:
                return 400, {"code": code, "message": "refused", "status": 400}
        status = "accepted" if service else "queued"
        return 201, self.keep(to, sender or OWN, body, status=status, messaging_service_sid=service)

    def _one(self, method: str, sid: str) -> tuple[int, Any]:
        message = next((each for each in self.messages if each["sid"] == sid), None)
        if message is None:
            return 404, {"code": 20404, "message": "not found", "status": 404}
        if method == "DELETE":
            self.messages.remove(message)
            return 204, None
        return 200, message

    def _list(self, query: dict[str, list[str]], path: str) -> tuple[int, Any]:
        rows = list(reversed(self.messages))
        if "To" in query:
            rows = [row for row in rows if row["to"] == query["To"][0]]
        if "From" in query:
            rows = [row for row in rows if row["from"] == query["From"][0]]
        if "DateSent>" in query:
            day = query["DateSent>"][0][:10]
            rows = [row for row in rows if row["date_sent"] and _day(row["date_sent"]) >= day]
        page = int(query.get("Page", ["0"])[0])
        here, more = rows[page * self.page_size :][: self.page_size], len(rows) > (page + 1) * self.page_size
        kept = "".join(f"&{name}={values[0]}" for name, values in query.items() if name != "Page")
        kept = kept.replace("+", "%2B").replace("DateSent>", "DateSent%3E").replace(":", "%3A")
        uri = f"{path}?Page={page + 1}{kept}" if more else None
        return 200, {"messages": here, "page": page, "page_size": self.page_size, "next_page_uri": uri}


def _day(written: str) -> str:
    return datetime.strptime(written, "%a, %d %b %Y %H:%M:%S %z").date().isoformat()


def _handler(standin: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length).decode()
            form = {name: values[0] for name, values in parse_qs(raw, keep_blank_values=True).items()}
            answer = standin.answer(self.command, self.path, form, self.headers.get("Authorization", ""))
            if answer is None:
                return
            status, content = answer
            text = content if isinstance(content, str) else json.dumps(content)
            body = b"" if content is None else text.encode()
            with suppress(BrokenPipeError, ConnectionResetError):  # who asked is gone
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                if status == 429 and standin.retry_after:
                    self.send_header("Retry-After", standin.retry_after)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        do_GET = do_POST = do_DELETE = handle_any

        def log_message(self, format: str, *args: Any) -> None:
            """Requests are kept in `requests` instead."""

    return Handler
