"""Every dependency is explained and pinned."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import pytest

from .files import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(requirement: str) -> str:
    """"psycopg[binary]>=3" -> "psycopg"."""
    return re.split(r"[^\w.-]", requirement)[0].lower()


DIRECT = sorted(
    {
        named(requirement)
        for requirement in chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    }
    - {PROJECT["name"]}
)


@pytest.mark.parametrize("package", DIRECT)
def test_a_dependency_is_explained_with_its_licence(package: str) -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^\| {re.escape(package)}\b[^|]*\| [\w. -]+ \| \w", page), package


@pytest.mark.parametrize("package", DIRECT)
def test_a_dependency_is_pinned(package: str) -> None:
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    assert re.search(rf"(?m)^{re.escape(package)}==[\w.]+$", pinned), package


def test_the_licence_is_there() -> None:
    assert PROJECT["license"] == "AGPL-3.0-or-later"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")


def test_the_commands_that_start_the_service_name_what_is_there() -> None:
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["release", "web", "worker"]
    assert PROJECT["scripts"] == {"mutualaid": "mutualaid.cli:main"}
    missing = {"mutualaid.cli", "mutualaid.app", "mutualaid.worker"} - set(modules())
    assert not missing
