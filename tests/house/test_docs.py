"""The documents say what is so: commands, variables, addresses, prices, links and conversations."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import click
import pytest

from mutualaid.cli import main
from mutualaid.config import ENVIRONMENT, Config, Sending, languages
from mutualaid.service.checking import INBOUND_OVERRIDES

from .files import ROOT, modules, tracked

REBUILD = "out of date; rebuild it with: python docs/build_conversations.py"
PAGES = sorted(path for path in tracked() if path.suffix == ".md" and path.parent in (ROOT, ROOT / "docs"))
LINK = re.compile(r"\]\(([^)\s]+)\)")


@cache
def said(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


@cache
def builder() -> ModuleType:
    """The script that writes conversations.md, as a module."""
    spec = importlib.util.spec_from_file_location("build_conversations", ROOT / "docs" / "build_conversations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def commands(group: click.Group, before: str = "mutualaid") -> Iterator[str]:
    """Every command in full: "mutualaid coordinator add"."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield f"{before} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")


def test_conversations_are_those_of_the_transcripts() -> None:
    build = builder()
    assert said("docs/conversations.md") == build.page(build.SCRIPTS.glob("*.txt")), REBUILD


def test_every_conversation_has_a_title_of_its_own() -> None:
    build = builder()
    titles = [build.read(path).title for path in build.SCRIPTS.glob("*.txt")]
    assert all(titles) and len(titles) == len(set(titles))


@pytest.mark.parametrize("command", sorted(commands(main)))
def test_a_command_is_documented(command: str) -> None:
    assert re.search(rf"{re.escape(command)}\b", said("README.md", "docs/operations.md")), command


@pytest.mark.parametrize("variable", sorted(ENVIRONMENT))
def test_an_environment_variable_is_documented(variable: str) -> None:
    assert re.search(rf"\b{variable}\b", said("README.md", "docs/operations.md")), variable


def test_the_webhook_addresses_are_those_the_service_prints() -> None:
    for address in (f"/sms/inbound{INBOUND_OVERRIDES}", "/sms/inbound", "/voice", "/privacy", "/terms"):
        assert f"`https://YOUR.HOST{address}`" in said("README.md"), address


def test_the_readme_quotes_the_conversation_and_its_price() -> None:
    build = builder()
    shown = build.read(build.SCRIPTS / f"{build.SHOWN}.txt")
    assert said("README.md") == build.readme(said("README.md"), shown), REBUILD
    assert len(shown.sent) >= 20 and len(shown.received) >= 9, "this is no whole conversation any more"


def test_the_price_is_counted_right() -> None:
    build = builder()
    sent = [("ana", 1, ""), ("ana", 2, "")]
    shown = build.Transcript("x", sent=sent, received=[("ana", "hi"), ("ana", "á" * 71)])
    assert build.price(shown, Sending(price=0.01, price_in=0.1)) == "3 segments sent and 3 received, $0.33"


def test_the_readme_names_the_prices_of_the_config() -> None:
    sending = Config().sending
    for price in (sending.price, sending.price_in):
        assert f"{sending.currency}{price:g}" in said("README.md")


def test_kept_days_are_those_of_the_config() -> None:
    retention = Config().retention
    for days in (retention.bodies_days, retention.places_days, retention.numbers_days):
        assert f"{days} days" in said("README.md")


def mentioned(words: str, *rooms: str) -> bool:
    """Whether a module of these rooms (all: none named) holds the words."""
    chosen = [path for name, path in modules().items() if not rooms or name.startswith(rooms)]
    return any(words in path.read_text(encoding="utf-8") for path in chosen)


NOT_YET = [
    ("**PostgreSQL.** Only SQLite", not mentioned("import psycopg")),
    ("does not erase by age on its own", not mentioned("bodies_days", "mutualaid.service", "mutualaid.worker")),
    ("understands and speaks English and Spanish", languages() == ("en", "es")),
]
"""What the README says is not there, and whether that is so."""


@pytest.mark.parametrize(("words", "so"), NOT_YET)
def test_what_is_not_there_yet_is_said_and_no_longer(words: str, so: bool) -> None:
    assert (words in " ".join(said("README.md").split())) == so, f"the README on: {words}"


@pytest.mark.parametrize("page", [str(path.relative_to(ROOT)) for path in PAGES])
def test_links_lead_somewhere(page: str) -> None:
    for target in LINK.findall(said(page)):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        file = (ROOT / page).parent / name if name else ROOT / page
        assert file.exists(), f"{page}: {target}"
        if heading:
            assert heading in anchors(file.read_text(encoding="utf-8")), f"{page}: {target}"


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/glossary.md", "docs/operations.md", "README.md"])
def test_files_named_are_there(page: str) -> None:
    named = set(re.findall(r"`((?:[\w.]+/)+(?:[\w.]+\.\w+)?)[^`]*`", said(page)))
    named |= set(re.findall(r"`(\w+\.py)`", said(page)))
    named = {name for name in named if not name.startswith(".venv")}
    missing = [name for name in sorted(named) if not any((ROOT / at / name).exists() for at in ("", "mutualaid"))]
    assert missing == []


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def complaints_of_the_log() -> Iterator[str]:
    """The words of every warning and error that is logged, up to what is put in."""
    for path in modules().values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            first = node.args[0]
            logs = ast.unparse(node.func) in ("log.warning", "log.error", "log.exception", "log.critical")
            if logs and isinstance(first, ast.Constant):
                yield str(first.value)


@pytest.mark.parametrize("line", sorted(set(complaints_of_the_log())))
def test_what_the_log_complains_of_is_explained(line: str) -> None:
    words = [re.escape(part.strip(" :()")) for part in re.split(r"%\w|\(%\w\)", line) if part.strip(" :()")]
    quoted = re.findall(r"(?m)^\| (`.+`) \|", said("docs/operations.md").partition("### What the log says")[2])
    assert any(re.search(".*".join(words), one) for one in quoted), f"docs/operations.md does not explain: {line}"


def test_a_picture_is_small_enough_to_send() -> None:
    pictures = [path for path in tracked() if path.suffix == ".png" and path.parent == ROOT / "docs"]
    assert ROOT / "docs" / "demo.png" in pictures
    assert [path.name for path in pictures if path.stat().st_size > 300_000] == []
