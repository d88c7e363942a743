"""A telephone line to the service: calls go through the signed routes, and what they answer is done as Twilio would
do it, by the elements and attributes of its TwiML that the service uses and no others."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree

from mutualaid.app import create_app
from mutualaid.demo import ACCOUNT, ADDRESS, NUMBER
from mutualaid.transport.twilio import sign
from tests.world import NAMES, World

KNOWN = {
    "Response": set[str](),
    "Say": {"language"},
    "Gather": {"numDigits", "timeout", "action", "method", "actionOnEmptyResult"},
    "Dial": {"callerId", "answerOnBridge", "timeout", "timeLimit", "action", "method"},
    "Number": {"url", "method"},
    "Hangup": set[str](),
}


@dataclass(frozen=True)
class Heard:
    """What was heard on a phone; no words where it rings."""

    phone: str
    words: str = ""
    language: str = ""


class Line:
    """Calls to a world's number, one after the other."""

    def __init__(self, world: World) -> None:
        self.token = world.demo.token
        self.client = create_app(world.kit, door=world.demo.door()).test_client()
        self._calls = itertools.count(1)
        self.heard: list[Heard] = []
        self.documents: list[str] = []

    def call(self, phone: str, keys: str = "", *, takes: bool = False) -> list[Heard]:
        """Rings the number and presses `keys`, one at each chance; whoever is rung then `takes` it or does not."""
        self.heard = []
        sid = f"CA{next(self._calls):032x}"
        self._follow("/voice", {"CallSid": sid, "From": phone, "To": NUMBER}, list(keys), takes)
        for each in self.heard:
            digits = re.sub(r"\D", "", each.words)
            assert not any(number[2:] in digits for number in NAMES), f"a number is given away: {each.words}"
        return self.heard

    def post(self, path: str, fields: dict[str, str]) -> ElementTree.Element:
        """One signed request; its answer, which must be TwiML we know."""
        form = {"AccountSid": ACCOUNT, **fields}
        signed = sign(self.token, ADDRESS + path, form)
        answer = self.client.post(path, data=form, headers={"X-Twilio-Signature": signed})
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == "text/xml"
        self.documents.append(answer.text)
        document = ElementTree.fromstring(answer.text)
        for element in document.iter():
            assert set(element.attrib) <= KNOWN[element.tag], answer.text
        return document

    def _follow(self, path: str, fields: dict[str, str], keys: list[str], takes: bool) -> bool:
        """Does what the document at `path` says; whether the two are connected at its end."""
        me = fields["To"] if fields["From"] == NUMBER else fields["From"]
        for verb in self.post(path, fields):
            if verb.tag == "Hangup":
                return False
            if verb.tag in ("Say", "Gather"):
                for say in verb.iter("Say"):
                    self.heard.append(Heard(me, say.text or "", say.attrib["language"]))
            if verb.tag == "Gather" and (keys or verb.get("actionOnEmptyResult") == "true"):
                pressed = {"Digits": keys.pop(0)} if keys else {}
                return self._follow(_path(verb.attrib["action"]), {**fields, **pressed}, keys, takes)
            if verb.tag == "Dial":
                self._dial(verb, fields, takes)
                return self._follow(_path(verb.attrib["action"]), fields, keys, takes)
        return True

    def _dial(self, dial: ElementTree.Element, fields: dict[str, str], takes: bool) -> None:
        (number,) = dial
        assert number.text and dial.attrib["callerId"] == NUMBER
        self.heard.append(Heard(number.text))
        there = {"CallSid": "CA" + "f" * 32, "From": NUMBER, "To": number.text}
        there["CallSid"] = "CA" + fields["CallSid"][2:][::-1]
        self._follow(_path(number.attrib["url"]), there, ["1"] if takes else [], takes)


def _path(address: str) -> str:
    """The path and query of an address of ours."""
    parts = urlsplit(address)
    assert address.startswith(ADDRESS + "/"), address
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
