"""The second channel for whoever is on call: a webhook (such as ntfy), e-mail, and the heartbeat.

Failures are logged and never raised: the first channel goes on without it.
"""

from __future__ import annotations

import logging
import smtplib
from email.message import EmailMessage
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from mutualaid.config import Alarms

log = logging.getLogger(__name__)

SECONDS = 10


class Notices:
    """Tells the channels of `[alarms]`; `smtp_url` is smtp://user:password@host:port, TLS by smtps://."""

    def __init__(self, alarms: Alarms, smtp_url: str = "", sender: str = "") -> None:
        self._alarms = alarms
        self._smtp_url = smtp_url
        self._sender = sender or alarms.email

    def __call__(self, title: str, text: str) -> None:
        """Tells every channel there is. No names, numbers or texts of anyone go into `text`."""
        if self._alarms.webhook:
            self._post(self._alarms.webhook, title, text)
        if self._alarms.email and self._smtp_url:
            self._mail(title, text)

    def beat(self) -> None:
        """Pings the heartbeat address, so that someone is told when we fall silent."""
        if self._alarms.heartbeat:
            self._post(self._alarms.heartbeat, "", "")

    def _post(self, url: str, title: str, text: str) -> None:
        headers = {"Title": title, "Priority": "urgent"} if title else {}
        request = Request(url, data=text.encode(), headers=headers, method="POST" if text else "GET")
        try:
            with urlopen(request, timeout=SECONDS):
                pass
        except (URLError, OSError, ValueError) as reason:
            log.error("the alarm channel %s did not answer: %s", urlsplit(url).hostname, reason)

    def _mail(self, title: str, text: str) -> None:
        at = urlsplit(self._smtp_url)
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = title, self._sender, self._alarms.email
        mail.set_content(text)
        kind = smtplib.SMTP_SSL if at.scheme == "smtps" else smtplib.SMTP
        try:
            with kind(at.hostname or "localhost", at.port or 0, timeout=SECONDS) as server:
                if at.username:
                    server.login(unquote(at.username), unquote(at.password or ""))
                server.send_message(mail)
        except (OSError, smtplib.SMTPException) as reason:
            log.error("the alarm e-mail was not sent: %s", reason)
