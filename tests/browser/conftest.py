"""A chromium, visitors that note what goes wrong on their pages, and running demos."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect, sync_playwright

from mutualaid import demoseed
from mutualaid.config import Config
from mutualaid.serving import DemoServer, bind

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START = datetime.fromisoformat("2026-10-05T09:00")
"""A Monday morning in the group's own time."""

PATIENCE_MS = 45_000
"""How long a page may take to show something, on a slow machine too."""

LEFT = "net::ERR_ABORTED"
"""What a request ends with when its page was left before it was answered."""

REFUSED_BY_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`refused by policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests here; they are skipped where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no chromium on this machine (looked for {', '.join(NAMES)})")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Somebody's browser window. `wrong` holds what its console, its policy or its network complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.wrong: list[str] = []
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(REFUSED_BY_POLICY)
        context.on("console", self._said)
        context.on("weberror", lambda problem: self.wrong.append(f"threw {problem.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def open(self, address: str) -> Page:
        page = self.context.new_page()
        page.goto(address)
        return page

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.wrong.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.url}: {response.status}")


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """visit(width, height, javascript=True) -> a new window that nobody is signed in with."""
    contexts: list[BrowserContext] = []

    def made(width: int, height: int, *, javascript: bool = True) -> Visitor:
        contexts.append(
            chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=javascript)
        )
        return Visitor(contexts[-1])

    yield made
    for context in contexts:
        context.close()


def _demo(folder: Path, *, empty: bool) -> Iterator[DemoServer]:
    config = demoseed.demo_config(Config())
    now = START.replace(tzinfo=config.group.zone)
    with bind(0) as listening:
        server = DemoServer(config, f"sqlite:///{folder / 'demo.db'}", listening, now=now, empty=empty)
        server.start()
        yield server
        server.stop()


@pytest.fixture
def empty_demo(chromium: Browser, tmp_path: Path) -> Iterator[DemoServer]:
    """A demo in which nobody has texted yet."""
    yield from _demo(tmp_path, empty=True)


@pytest.fixture(scope="package")
def lived_demo(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """A demo whose neighbourhood has lived for some days; one for all tests that only look around or settle a
    single case."""
    yield from _demo(tmp_path_factory.mktemp("lived"), empty=False)
