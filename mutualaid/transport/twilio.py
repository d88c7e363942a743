"""Twilio: the official client for sending and looking things up. The only module that imports its library.

`TwilioTransport` speaks to its API. What it posts to us is checked by `SignatureCheck` and read by
`twilio_webhook`; its codes and words stand in `twilio_codes`.

A signature is base64 of HMAC-SHA1 over the address as configured at Twilio and all form fields sorted by name
(twilio.com/docs/usage/security). It holds for ever: what guards against replay is the unique message id.
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError, ProxyError

from mutualaid.domain.vocabulary import MessageState
from mutualaid.transport import twilio_codes as codes
from mutualaid.transport.base import InboundText, Outcome, SendProblem, Sent
from mutualaid.transport.twilio_codes import OWNED_WORDS
from mutualaid.transport.twilio_webhook import Form, clean_body, read_inbound, read_status

__all__ = ["OWNED_WORDS", "SignatureCheck", "TwilioTransport", "read_inbound", "read_status", "sign"]

TIMEOUT_SECONDS = 10.0
"""For connecting and again for each wait for an answer. The library's own default is to wait for ever."""

MOST_VALID_SECONDS = 36_000
"""The longest validity Twilio takes (10 hours)."""

SKEW = timedelta(seconds=30)
"""How far Twilio's clock may be behind ours when a text is looked for; its times are whole seconds."""

_MESSAGE_SID = re.compile(r"(SM|MM)[0-9a-f]{32}")
_SERVICE_SID = re.compile(r"MG[0-9a-f]{32}")
_PAGE = 100
_NEVER_CONNECTED = (
    NewConnectionError,
    NameResolutionError,
    ConnectTimeoutError,
    ProxyError,
    requests.exceptions.ConnectTimeout,
)

T = TypeVar("T")


class TwilioTransport:
    """Texts through one Twilio account. `sender` is a number (E.164) or a messaging service (MG…);
    `public_url` our own address for status callbacks, empty for none; `api_base` where requests go instead of
    Twilio's own hosts, empty for Twilio. The library is loaded with the first call (it takes 0.2 s)."""

    confirms_stop = True

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        sender: str,
        *,
        public_url: str = "",
        api_base: str = "",
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._account_sid = account_sid
        self._auth_token = auth_token
        self._sender = sender
        self._public_url = public_url.rstrip("/")
        self._api_base = api_base.rstrip("/")
        self._timeout = timeout
        self._local = threading.local()

    def send(self, to: str, body: str, *, oid: str, valid_seconds: int) -> Sent:
        """Hand one text to Twilio. Raises SendProblem; see `base.Transport.send`."""
        fields: dict[str, object] = {
            "to": to,
            "body": body,
            "validity_period": max(1, min(MOST_VALID_SECONDS, valid_seconds)),
        }
        fields["messaging_service_sid" if self._by_service else "from_"] = self._sender
        if self._public_url:
            fields["status_callback"] = f"{self._public_url}/sms/status?oid={quote(oid, safe='')}"
        client = self._client()
        try:
            message = client.messages.create(**fields)
            return _sent(message)
        except Exception as error:  # whatever it was, it happened on the way there or back
            problem = send_problem(error)
            problem.wait = self._local.wire.asked_to_wait
            raise problem from error

    def find(self, to: str, body: str, since: datetime) -> list[Sent]:
        """The outbound texts to `to` with this body since then (less SKEW), newest first. One that the account
        keeps without its words may be it, and counts: better a text lost than one sent twice."""
        oldest = since.replace(microsecond=0) - SKEW
        found = []
        # By recipient only: a text still in the queue has no sending date to filter on.
        for message in self._read(lambda client: client.messages.stream(to=to, page_size=_PAGE)):
            created = message.date_created
            if created is not None and created < oldest:
                break
            if message.direction != "inbound" and (message.body or "").strip() in ("", body.strip()):
                found.append(_sent(message))
        return found

    def state_of(self, provider_id: str) -> tuple[MessageState, int | None]:
        """How far a text has come, and Twilio's error code if it failed."""
        sid = _checked(provider_id)
        message = self._call(lambda client: client.messages(sid).fetch())
        return codes.state(message.status), message.error_code

    def list_inbound(self, since: datetime) -> list[InboundText]:
        """All texts sent to our number or messaging service at or after `since`, oldest first."""
        oldest = since.replace(microsecond=0)
        found = [
            _inbound(message)
            for message in self._list(oldest, "to")
            if message.direction == "inbound" and (message.date_sent or message.date_created or oldest) >= oldest
        ]
        return sorted(found, key=lambda text: (text.sent_at or oldest, text.provider_id))

    def list_handed(self, since: datetime, until: datetime) -> set[str]:
        """The ids of the texts sent from our number or messaging service by request of anybody with our account's
        keys, made from `since` to before `until`; Twilio's own replies have another direction."""
        return {
            message.sid
            for message in self._list(since, "from_")
            if message.direction == "outbound-api" and since <= (message.date_created or until) < until
        }

    def _list(self, since: datetime, end: str) -> Iterable[Any]:
        """The texts sent since the midnight before, for the filter knows days only, at whose `end` we stand."""
        midnight = since.replace(hour=0, minute=0, second=0, microsecond=0)
        filters: dict[str, object] = {"date_sent_after": midnight, "page_size": _PAGE}
        if not self._by_service:
            filters[end] = self._sender
        for message in self._read(lambda client: client.messages.stream(**filters)):
            if not self._by_service or message.messaging_service_sid == self._sender:
                yield message

    def not_brought(self, since: datetime) -> int:
        """Errors with webhooks to our address in Twilio's log at or after `since`
        (twilio.com/docs/usage/monitor-alert)."""
        filters = {"log_level": "error", "start_date": since.replace(microsecond=0), "page_size": _PAGE}
        return sum(
            str(alert.error_code) in codes.WEBHOOK_ERRORS and (alert.request_url or "").startswith(self._public_url)
            for alert in self._read(lambda client: client.monitor.v1.alerts.stream(**filters))
        )

    def forget(self, provider_id: str) -> None:
        """Delete a text at Twilio; one that is gone already is fine. LATER while it is still on its way."""
        sid = _checked(provider_id)
        try:
            self._call(lambda client: client.messages(sid).delete())
        except SendProblem as problem:
            if problem.code != 20404:
                raise

    def explain(self, code: int | None) -> SendProblem:
        """What an error code of Twilio's means."""
        return codes.explain(code)

    @property
    def _by_service(self) -> bool:
        return _SERVICE_SID.fullmatch(self._sender) is not None

    def _call(self, call: Callable[[Any], T]) -> T:
        """A request that changes nothing, or nothing more when repeated."""
        client = self._client()
        try:
            return call(client)
        except Exception as error:
            raise read_problem(error) from error

    def _read(self, call: Callable[[Any], Iterable[Any]]) -> Iterable[Any]:
        """The rows of a list, page by page as they are asked for."""
        rows = iter(self._call(call))
        while True:
            row = self._call(lambda client: next(rows, None))
            if row is None:
                return
            yield row

    def _client(self) -> Any:
        """One client a thread: its HTTP session is not safe to share."""
        if not hasattr(self._local, "client"):
            from twilio.rest import Client

            wire = _Wire(self._api_base, self._timeout)
            self._local.wire = wire
            self._local.client = Client(self._account_sid, self._auth_token, http_client=wire)
        return self._local.client


class SignatureCheck:
    """Checks signatures against the configured public address, never against what a request says of itself.
    `tokens` are the account's tokens, two while they are being rotated; empty ones count for nothing."""

    def __init__(self, tokens: Iterable[str], public_url: str) -> None:
        from twilio.request_validator import RequestValidator

        self._validators = [RequestValidator(token) for token in tokens if token]
        self._base = _bare(public_url).rstrip("/")

    def valid(self, path_with_query: str, form: Form, header: str | None) -> bool:
        """Whether `header` (X-Twilio-Signature) signs this form posted to this path of ours. Never raises."""
        if not header or not self._base or not path_with_query.startswith("/"):
            return False
        url = self._base + path_with_query.split("#", 1)[0]
        try:
            if "bodySHA256" in parse_qs(urlsplit(url).query):
                return False  # the signature of a JSON body says nothing about form fields
            return any(bool(each.validate(url, _Fields(form), header)) for each in self._validators)
        except (ValueError, TypeError):  # UnicodeEncodeError (lone surrogates) is a ValueError
            return False


def sign(token: str, url: str, params: Mapping[str, str | Sequence[str]]) -> str:
    """The signature Twilio would send with these fields posted to this address."""
    from twilio.request_validator import RequestValidator

    fields = {name: [value] if isinstance(value, str) else list(value) for name, value in params.items()}
    return str(RequestValidator(token).compute_signature(_bare(url), _Fields(fields)))


class _Wire:
    """The library's HTTP client with a timeout, no retries, and another base address where one is set."""

    def __init__(self, api_base: str, timeout: float) -> None:
        from twilio.http.http_client import TwilioHttpClient

        quiet = logging.getLogger("mutualaid.twilio.wire")
        quiet.setLevel(logging.WARNING)  # below that it would log addresses that hold phone numbers
        self.asked_to_wait = 0.0
        """Seconds that the last answer asked us to wait."""
        self._base = urlsplit(api_base) if api_base else None
        self._inner = TwilioHttpClient(timeout=timeout, max_retries=0, logger=quiet)
        if self._base is not None and self._base.hostname in ("127.0.0.1", "localhost", "::1"):
            self._inner.session.trust_env = False  # no proxy stands between us and ourselves

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        if self._base is not None:
            parts = urlsplit(url)
            path = self._base.path + parts.path
            url = urlunsplit((self._base.scheme, self._base.netloc, path, parts.query, ""))
        self.asked_to_wait = 0.0
        answer = self._inner.request(method, url, *args, **kwargs)
        self.asked_to_wait = _seconds((answer.headers or {}).get("Retry-After"))
        return answer


def _seconds(retry_after: str | None) -> float:
    """The seconds of a Retry-After header (RFC 9110, 10.2.3), an hour at most; 0 for none and for a date."""
    return min(3600.0, float(retry_after)) if retry_after and retry_after.isdecimal() else 0.0


def send_problem(error: Exception) -> SendProblem:
    """What went wrong while handing a text over. What cannot be told from the error is UNSURE."""
    if isinstance(error, SendProblem):
        return error
    status, code = _status_and_code(error)
    if status is not None:
        return _problem_of_answer(status, code)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return SendProblem(Outcome.CONFIGURATION, "The address to send to (TWILIO_API_BASE) is not usable.")
    if isinstance(error, UnicodeEncodeError):
        return SendProblem(Outcome.PERMANENT, "The text holds characters that cannot be sent.")
    if _never_connected(error):
        return SendProblem(Outcome.RETRY, "Twilio could not be reached.")
    if isinstance(error, requests.exceptions.Timeout):
        return SendProblem(Outcome.UNSURE, "Twilio did not answer in time.")
    return SendProblem(Outcome.UNSURE, "The connection to Twilio broke before its answer came.")


def read_problem(error: Exception) -> SendProblem:
    """What went wrong while looking something up or deleting it: as for sending, but never UNSURE."""
    problem = send_problem(error)
    if problem.code == 20009:
        return SendProblem(Outcome.LATER, "The text is still on its way and cannot be deleted yet.", 20009)
    if problem.outcome is Outcome.UNSURE:
        return SendProblem(Outcome.RETRY, "Twilio could not be asked.", problem.code)
    if problem.code == 20404:
        return SendProblem(Outcome.PERMANENT, "Twilio does not know this text.", 20404)
    return problem


def _problem_of_answer(status: int, code: int | None) -> SendProblem:
    """An answer with an HTTP status other than success, and Twilio's code where it gave one."""
    if status >= 500 or status == 408:
        return SendProblem(Outcome.UNSURE, codes.ERRORS[20500].says, code)
    if code is not None and code in codes.ERRORS:
        return codes.explain(code)
    if status == 429:
        return SendProblem(Outcome.RETRY, codes.ERRORS[20429].says, code)
    if status in (401, 403):
        return SendProblem(Outcome.CONFIGURATION, codes.ERRORS[20003].says, code)
    if status < 400:
        return SendProblem(Outcome.CONFIGURATION, "The address we send to is not Twilio's.", code)
    return SendProblem(Outcome.PERMANENT, "Twilio did not accept the text.", code)


def _status_and_code(error: Exception) -> tuple[int | None, int | None]:
    """The HTTP status and Twilio's own code of an answer; the library puts the status in place of a code."""
    from twilio.base.exceptions import TwilioException

    if not isinstance(error, TwilioException):
        return None, None
    response: Any = error.args[-1] if error.args else None
    try:
        if hasattr(error, "status"):
            status, code = int(error.status), int(error.code or 0)
        else:  # a page of a list: the answer comes unread
            status, code = int(response.status_code), _code_in(response.text)
    except (AttributeError, TypeError, ValueError):
        return None, None
    return status, code if code >= 10_000 else (20404 if status == 404 else None)


def _code_in(body: str) -> int:
    try:
        return int(json.loads(body).get("code") or 0)
    except (AttributeError, TypeError, ValueError):
        return 0


def _never_connected(error: BaseException) -> bool:
    """Whether the error came before a connection stood, so that nothing can have been sent."""
    reasons: list[object] = [error]
    for reason in reasons:
        if isinstance(reason, _NEVER_CONNECTED):
            return True
        inner = getattr(reason, "reason", None)
        if isinstance(inner, BaseException):
            reasons.append(inner)
        if isinstance(reason, requests.exceptions.ConnectionError) and reason.args:
            reasons.append(reason.args[0])
    return False


def _checked(provider_id: str) -> str:
    """A message id as Twilio makes them; nothing else is put into an address."""
    if not _MESSAGE_SID.fullmatch(provider_id):
        raise SendProblem(Outcome.PERMANENT, "This is not a message id of Twilio's.")
    return provider_id


def _sent(message: Any) -> Sent:
    if not _MESSAGE_SID.fullmatch(message.sid or ""):
        raise ValueError("an answer without a message id")
    return Sent(message.sid, codes.state(message.status), message.error_code)


def _inbound(message: Any) -> InboundText:
    body = clean_body(message.body or "")
    owned = codes.owned_by(body)
    return InboundText(
        provider_id=str(message.sid),
        from_=str(message.from_),
        to=str(message.to),
        body=body,
        media=int(message.num_media or 0),
        sent_at=message.date_sent or message.date_created,
        stop_handled=owned == "stop",
        owned=owned,
    )


def _bare(url: str) -> str:
    """An address without a fragment and without a name and password in it, which Twilio does not sign."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


class _Fields(dict[str, Sequence[str]]):
    """Form fields as the validator asks for them: every value of a name."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)

    def getlist(self, name: str) -> Sequence[str]:
        return self[name]
