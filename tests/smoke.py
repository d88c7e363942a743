"""One need from the first text to "it went well", through a running demo and over HTTP only.

Run it as `python tests/smoke.py`; it starts the demo, drives it, stops it, and exits 0 when all held. On a failure
it prints what was texted and exits 1.
"""

from __future__ import annotations

import http.cookiejar
import json
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ANA, BEN = "+14155550111", "+14155550112"
START = "2026-10-05T09:00"
SOON = 60
"""Seconds that a start, a stop or one request may take on a slow machine."""

ANSWERED = 30
"""Seconds within which a text that is due has left, on a slow machine too."""


class Failed(Exception):
    """What was promised did not hold."""


def check(holds: object, words: str) -> None:
    if not holds:
        raise Failed(words)


class Forms(HTMLParser):
    """The forms of a page, each as (action, method, fields), with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), given.get("method", "get").lower(), {}))
        elif tag == "input" and self.found and given.get("name") and given.get("type") == "hidden":
            self.found[-1][2][given["name"]] = given.get("value", "")


class Browser:
    """Keeps cookies and says where it comes from, as a browser does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.at = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar).open

    def get(self, url: str) -> str:
        return self._ask(urllib.request.Request(urllib.parse.urljoin(self.at, url)))

    def post(self, url: str, fields: dict[str, str]) -> str:
        body = urllib.parse.urlencode(fields).encode()
        headers = {"Origin": self.address, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(urllib.request.Request(urllib.parse.urljoin(self.at, url), body, headers))

    def submit(self, page: str, action: str) -> str:
        """Sends the form whose action matches this pattern."""
        forms = Forms()
        forms.feed(page)
        for where, method, fields in forms.found:
            target = urllib.parse.urljoin(self.at, where)
            if method == "post" and re.search(action, urllib.parse.urlsplit(target).path):
                return self.post(target, fields)
        raise Failed(f"{self.at} has no form for {action}; its forms: {[f[0] for f in forms.found]}")

    def _ask(self, request: urllib.request.Request) -> str:
        with self._open(request, timeout=SOON) as answer:
            self.at = answer.url
            return str(answer.read().decode())


class Demo:
    """The demo's own contract."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.seen = 0

    def ask(self, path: str, body: dict[str, object] | None = None) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SOON) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def all(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("/demo/texts?after=0")[1]
        return found

    def news(self) -> dict[str, list[str]]:
        """What came to each phone since the last look, once nothing is left to do."""
        texts = self.ask(f"/demo/texts?after={self.seen}&settled=1")[1]
        came: dict[str, list[str]] = {ANA: [], BEN: []}
        for text in texts:
            self.seen = max(self.seen, text["n"])
            check(text["segments"] == 1, f"a text costs {text['segments']} segments: {text['text']}")
            if text["to"] in came:
                came[text["to"]].append(text["text"])
        return came

    def text(self, phone: str, words: str) -> dict[str, list[str]]:
        status, said = self.ask("/demo/texts", {"from": phone, "text": words})
        check(status == 202, f"a text was answered {status}: {said}")
        return self.news()

    def move(self, **to: object) -> dict[str, list[str]]:
        status, said = self.ask("/demo/clock", to)
        check(status == 200 and "now" in said, f"moving the clock was answered {status}: {said}")
        return self.news()


def has(came: list[str], *words: str) -> bool:
    """Whether one of the texts holds all these words."""
    return any(all(re.search(word, text, re.I) for word in words) for text in came)


def one_need(demo: Demo) -> None:
    """From "I can drive" to thanks passed on."""
    check(demo.ask("/healthz")[0] == 200, "/healthz is not 200")
    came = demo.text(BEN, "I can drive and bring groceries any day, 94110")
    check(has(came[BEN], "food|groceries|deliver", "94110"), f"Ben's offer was not read back: {came[BEN]}")
    check(len(came[BEN]) == 2, f"first contact is an answer and one welcome, not {came[BEN]}")
    came = demo.text(BEN, "Ben")
    check(has(came[BEN], "Ben"), f"Ben's name was not taken: {came[BEN]}")
    came = demo.text(ANA, "this is Ana, need groceries for 2, 24th and mission, before fri")
    check(has(came[ANA], "food|groceries", "24th", "2"), f"Ana's need was not read back: {came[ANA]}")
    check(not came[BEN], f"Ben was asked before anybody approved: {came[BEN]}")

    approve(demo)
    by_itself(demo, BEN)
    came = demo.news()
    check(has(came[BEN], "1 yes", "food|groceries"), f"Ben was not asked: {came[BEN]}")
    check(not has(came[BEN], "Ana") and not has(came[BEN], "24th"), f"Ben was told too much: {came[BEN]}")

    came = demo.text(BEN, "1")
    if not came[ANA]:
        came = demo.text(BEN, "tomorrow at 4pm")
    check(has(came[ANA], "Ben", "1 yes"), f"Ana was not asked about Ben: {came[ANA]} (Ben: {came[BEN]})")
    came = demo.text(ANA, "1")
    check(has(came[ANA], "Ben"), f"Ana was not connected: {came[ANA]}")
    check(has(came[BEN], "Ana"), f"Ben was not connected: {came[BEN]}")
    came = demo.text(ANA, "3333 24th st, apt 2, blue door")
    check(has(came[BEN], "blue door"), f"Ben did not get the door: {came[BEN]}")

    came = demo.text(BEN, "Do you like brown bread?")
    check(has(came[ANA], "^Ben: Do you like brown bread"), f"Ben's words did not reach Ana: {came[ANA]}")
    came = demo.text(ANA, "We like it very much")
    check(has(came[BEN], "^Ana: We like it very much"), f"Ana's words did not reach Ben: {came[BEN]}")

    came = demo.move(to="2026-10-07T10:00")
    check(has(came[ANA], "Ben", "1"), f"Ana was not asked whether it happened: {came[ANA]}")
    came = demo.text(ANA, "1 thank you so much")
    check(came[ANA], "Ana's 1 was not answered")
    check(has(came[BEN], "thank"), f"the thanks did not reach Ben: {came[BEN]}")
    check(demo.ask("/demo/clock", {"to": START})[0] == 400, "the clock went back")
    for one, other in ((ANA, BEN), (BEN, ANA)):
        leaks = [t["text"] for t in demo.all() if t["to"] == one and other[-7:] in t["text"]]
        check(not leaks, f"a number was given away: {leaks}")


def by_itself(demo: Demo, phone: str) -> None:
    """Waits until a text reaches this phone without anybody asking for it: the demo's own worker sends it."""
    give_up = time.monotonic() + ANSWERED
    while time.monotonic() < give_up:
        if any(text["to"] == phone for text in demo.ask(f"/demo/texts?after={demo.seen}")[1]):
            return
        time.sleep(0.1)
    raise Failed(f"no text reached {phone} by itself within {ANSWERED} seconds")


def approve(demo: Demo) -> None:
    """The coordinator signs in by her link and approves the one shortlist that waits."""
    browser = Browser(demo.address)
    page = browser.get(demo.ask("/demo.json")[1]["desk"])
    if "/signin/" in browser.at:
        page = browser.submit(page, "^/signin/")
    page = browser.get("/")
    if not re.search(r"/needs/[^/\"]+/approve", page):
        need = re.search(r"/needs/[0-9a-f-]+", page)
        check(need, "the desk shows no need")
        assert need is not None
        page = browser.get(need[0])
    browser.submit(page, r"^/needs/[^/]+/approve$")


def printed_address(process: subprocess.Popen[str]) -> str:
    """The address the demo prints when it is ready."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    try:
        while line := lines.get(timeout=SOON):
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                return found[0]
    except queue.Empty:
        raise Failed("the demo printed no address in time") from None
    raise Failed("the demo ended without printing an address")


def transcript(address: str | None) -> str:
    if address is None:
        return ""
    try:
        texts = Demo(address).all()
    except OSError as reason:
        return f"(the demo does not answer: {reason})"
    return "\n".join(f"{t['at']} {t['from']} > {t['to']}: {t['text']}" for t in texts)


def stop(process: subprocess.Popen[str]) -> int:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(SOON)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Failed("the demo did not stop after SIGTERM") from None


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "errors", "w+") as errors:
        command = [sys.executable, "-m", "mutualaid", "demo", "--empty", "--port", "0", "--now", START]
        command += ["--database", str(Path(folder) / "smoke.db")]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        address: str | None = None
        trouble: Exception | None = None
        try:
            address = printed_address(process)
            one_need(Demo(address))
        except (Failed, OSError, ValueError, KeyError) as problem:
            trouble = problem
        told = transcript(address) if trouble else ""
        try:
            code = stop(process)
            if trouble is None and code != 0:
                trouble = Failed(f"the demo ended with {code} after SIGTERM")
        except Failed as problem:
            trouble = trouble or problem
        if trouble is None:
            say("1 passed, 0 failed")
            return 0
        errors.seek(0)
        say("\n".join(part for part in (told, errors.read()[-4000:], f"failed: {trouble}") if part))
        say("0 passed, 1 failed")
        return 1


if __name__ == "__main__":
    sys.exit(main())
