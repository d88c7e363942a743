"""Calls on the demo's phones: a request goes through the same signed route as a real call's, and its TwiML comes
back as what is heard and what can be done next."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

PATH = re.compile(r"/voice(/(key|ask|take|after))?(\?[\w=&.-]*)?")
"""The addresses of ours that a call may be told to."""

KEY = re.compile(r"[0-9*#]?")

Post = Callable[[str, dict[str, str]], str]
"""Posts a form, signed, to a path of ours; the document it answers."""


def call(given: dict[str, Any], phone: str, form: dict[str, str], number: str, post: Post) -> dict[str, object]:
    """One step of a call: `given` is what the page says, `form` the fields every request has. `phone` is who is on
    the line; with `rung` true it is a phone that we rang. Raises ValueError for a step that is none."""
    path, key = str(given.get("path") or "/voice"), str(given.get("key") or "")
    if not PATH.fullmatch(path):
        raise ValueError("path must be one that an answer named, or left out for a new call.")
    if not KEY.fullmatch(key):
        raise ValueError("key must be one of 0 to 9, * and #.")
    ends = {"From": number, "To": phone} if given.get("rung") is True else {"From": phone, "To": number}
    document = post(path, {**form, **ends, **({"Digits": key} if key else {})})
    return heard(document)


def heard(document: str) -> dict[str, object]:
    """A document of ours as JSON: what is said, where a key is told to, whom it rings, whether it connects two."""
    response = ElementTree.fromstring(document)
    gather, dial = response.find("Gather"), response.find("Dial")
    number = dial.find("Number") if dial is not None else None
    ring = None
    if dial is not None and number is not None:
        ring = {"phone": number.text, "ask": _path(number.get("url")), "after": _path(dial.get("action"))}
    return {
        "says": [{"language": say.get("language"), "words": say.text} for say in response.iter("Say")],
        "key_to": _path(gather.get("action")) if gather is not None else None,
        "ring": ring,
        "connects": gather is None and dial is None and response.find("Hangup") is None,
    }


def _path(address: str | None) -> str:
    parts = urlsplit(address or "")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
