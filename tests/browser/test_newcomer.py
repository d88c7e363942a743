"""What somebody who never saw the service does with it: only by clicking and typing on its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from mutualaid.serving import DemoServer

from .conftest import Visitor

pytestmark = pytest.mark.browser

WIDE, NARROW = (1280, 900), (360, 800)

DESK = ("/", "/people", "/places", "/taught", "/add", "/add/need", "/add/offer", "/log")
PUBLIC = ("/signin", "/about", "/privacy", "/terms")

FAULTS = """
() => {
  const faults = [];
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  const name = (one) => one.outerHTML.slice(0, 120);
  const shown = (one) => one.checkVisibility() && getComputedStyle(one).opacity !== "0";
  const root = document.documentElement;
  if (!root.lang) faults.push("no lang");
  if (!document.title.trim()) faults.push("no title");
  if (root.scrollWidth > innerWidth) faults.push(`${root.scrollWidth} px wide in ${innerWidth}`);
  for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const labels = [...one.labels].map((label) => label.textContent.trim()).join("");
    if (!labels && !one.ariaLabel) faults.push(`no label: ${name(one)}`);
  }
  for (const one of document.querySelectorAll("button")) {
    if (!one.textContent.trim() && !one.ariaLabel) faults.push(`no name: ${name(one)}`);
  }
  const targets = "button:not(.link), a.button, a.main, nav a, summary, select, textarea, input:not([type=hidden])";
  for (const one of document.querySelectorAll(targets)) {
    const box = (["checkbox", "radio"].includes(one.type) ? one.labels[0] : one).getBoundingClientRect();
    if (shown(one) && box.height < 40) faults.push(`only ${box.height} px high: ${name(one)}`);
  }
  return faults;
}
"""
"""Whatever keeps somebody with a small screen, a thumb or a screen reader from using the page."""


class Phones:
    """The page with the demo's handsets."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def of(self, name: str) -> Locator:
        texts = self.page.get_by_role("log", name=f"Texts on the phone of {name}", exact=True)
        return self.page.locator("section").filter(has=texts)

    def came(self, name: str) -> Locator:
        """What reached this phone so far."""
        return self.of(name).locator("li.out:not(.waits)")

    def write(self, name: str, words: str) -> None:
        self.of(name).get_by_role("textbox", name="Text").fill(words)
        self.send(name)

    def send(self, name: str) -> None:
        self.of(name).get_by_role("button", name="Send").click()

    def last(self, name: str, words: str) -> None:
        """Waits until this is in the newest text on this phone."""
        try:
            expect(self.came(name).last).to_contain_text(re.compile(words, re.I))
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.page.locator('main').inner_text()}") from None

    def click(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()
        expect(self.page.get_by_role("status").filter(has_text="The clock moves")).to_be_hidden()


def shoot(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png")


def open_desk(page: Page) -> Page:
    """Through the demo's link, which works once, into the desk."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open the coordinator's desk").click()
    desk = opened.value
    desk.get_by_role("button", name="Sign me in").click()
    expect(desk.get_by_text("Signed in as Dana")).to_be_visible()
    return desk


def test_a_newcomer_plays_one_need_to_its_end(
    empty_demo: DemoServer, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit(*WIDE)
    page = visitor.open(f"{empty_demo.address}/demo")
    phones = Phones(page)
    for name in ("Ana", "Ben"):
        expect(phones.of(name).get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    shoot(page, tmp_path, "1 demo")

    page.get_by_role("button", name="Put it on his phone").click()
    phones.send("Ben")
    expect(phones.came("Ben")).to_have_count(2)
    expect(phones.came("Ben").first).to_contain_text("food, 94110, any day")
    page.get_by_role("button", name="Put it on her phone").click()
    phones.send("Ana")
    expect(phones.came("Ana")).to_have_count(2)
    expect(phones.came("Ana").first).to_contain_text("food for 2, 24th & Mission")

    desk = open_desk(page)
    case = desk.get_by_role("article").filter(has_text="Who could help")
    expect(case).to_contain_text("need groceries for 2, 24th and mission, before fri")
    shoot(desk, tmp_path, "2 desk")
    case.get_by_role("link", name="Open the need").click()
    expect(desk.get_by_role("listitem").filter(has_text="Ben:")).to_contain_text("under 10 min walk")
    shoot(desk, tmp_path, "3 need")
    desk.get_by_role("button", name="Ask this helper").click()
    expect(desk.get_by_text("Approved.")).to_be_visible()
    expect(desk.get_by_role("article").filter(has_text="Ben")).to_contain_text("asked")
    shoot(desk, tmp_path, "4 approved")

    page.bring_to_front()
    phones.last("Ben", "Can you help a neighbor: food.* 1 yes 2 no")
    phones.write("Ben", "1")
    phones.last("Ben", "what day and time")
    phones.write("Ben", "7pm")
    phones.last("Ben", "which day")
    phones.write("Ben", "today")
    phones.last("Ana", "Ben can help with food: today 7pm.* 1 yes")
    phones.write("Ana", "1")
    phones.last("Ana", "street and door")
    phones.last("Ben", "said yes: today 7pm")
    phones.write("Ana", "3333 24th st, apt 2, blue door")
    phones.last("Ben", "blue door")
    phones.write("Ben", "Do you like brown bread?")
    phones.last("Ana", "^Ben: Do you like brown bread")
    phones.write("Ana", "We like it very much")
    phones.last("Ben", "We like it very much")
    shoot(page, tmp_path, "5 connected")

    ben = page.locator(".handset").nth(1)
    ben.get_by_role("button", name="Call", exact=True).click()
    expect(ben.get_by_role("log")).to_contain_text("We ring your neighbor for you now")
    ben.get_by_role("button", name="Wait").click()
    expect(ben.get_by_role("log")).to_contain_text("Ben is calling you through Mission Neighbors")
    shoot(page, tmp_path, "6 call")
    ben.get_by_role("button", name="Ana presses 1").click()
    expect(ben.get_by_role("log")).to_contain_text("They talk")
    ben.get_by_role("button", name="Ana hangs up").click()
    expect(ben.get_by_role("log")).to_contain_text("The call is over")
    ben.get_by_role("button", name="Hang up").click()

    phones.click("+2 hours")
    phones.click("Tomorrow 9:00")
    phones.last("Ana", "Did Ben come.* 1 it went well")
    phones.write("Ana", "1 thank you so much")
    phones.last("Ben", "thank")
    shoot(page, tmp_path, "7 thanks")

    desk.goto(f"{empty_demo.address}/")
    expect(desk.get_by_text("Nothing waits for you.")).to_be_visible()
    expect(desk.get_by_text("Nobody asks for anything just now.")).to_be_visible()
    desk.get_by_role("link", name="People").click()
    expect(desk.get_by_role("link", name="Ben")).to_be_visible()
    desk.get_by_role("button", name="Sign out", exact=True).click()
    expect(desk.get_by_text("You need a sign-in link")).to_be_visible()
    assert visitor.wrong == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_are_usable(
    size: tuple[int, int], lived_demo: DemoServer, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit(*size)
    phones = visitor.open(f"{lived_demo.address}/demo")
    expect(Phones(phones).came("Ben").last).to_be_visible()
    desk = open_desk(phones)
    paths = [*DESK, first_link(desk, "/needs/")]
    desk.get_by_role("link", name="People").click()
    paths.append(first_link(desk, "/people/"))
    shoot(phones, tmp_path, "demo")
    faults = {"/demo": phones.evaluate(FAULTS)}
    for path in (*paths, *PUBLIC):
        desk.goto(lived_demo.address + path)
        assert urlsplit(desk.url).path == path
        shoot(desk, tmp_path, path.replace("/", "_"))
        faults[path] = desk.evaluate(FAULTS)
    assert {path: found for path, found in faults.items() if found} == {}
    assert visitor.wrong == []


def first_link(page: Page, start: str) -> str:
    path = page.locator(f'main a[href^="{start}"]').first.get_attribute("href")
    assert path is not None
    return path


def test_the_desk_works_without_javascript(lived_demo: DemoServer, visit: Callable[..., Visitor]) -> None:
    visitor = visit(*NARROW, javascript=False)
    desk = visitor.open(lived_demo.desk_link())
    desk.get_by_role("button", name="Sign me in").click()
    case = desk.get_by_role("article").filter(has_text="Who could help").first
    need = case.get_by_role("link", name="Open the need")
    expect(need).to_have_attribute("href", re.compile("^/needs/"))
    path = need.get_attribute("href")
    case.get_by_role("button", name=re.compile("^Ask th")).click()
    expect(desk.get_by_role("status")).to_contain_text("Approved.")
    desk.goto(f"{lived_demo.address}{path}")
    expect(desk.get_by_role("main")).to_contain_text("approved by Dana")
    desk.locator("summary", has_text="Close this need").click()
    desk.get_by_role("button", name="Not needed any more").click()
    expect(desk.get_by_role("button", name="Not needed any more")).to_have_count(0)
    assert visitor.wrong == []
