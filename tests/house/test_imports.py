"""The house as it stands keeps its rules."""

from __future__ import annotations

import ast

import pytest

from .checker import complaints
from .files import ROOT, forbidden_in, modules, packages, tracked

PICTURES = {".png", ".jpg", ".ico", ".woff2", ".gif", ".pdf", ".db", ".gz", ".zip"}


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_keeps_the_rules(module: str) -> None:
    path = modules()[module]
    assert complaints(module, path.read_text(encoding="utf-8"), path.name == "__init__.py") == []


@pytest.mark.parametrize("folder", [str(folder.relative_to(ROOT)) for folder in packages()])
def test_a_package_says_what_it_is(folder: str) -> None:
    readme, module = ROOT / folder / "README.md", ROOT / folder / "__init__.py"
    described = module.exists() and ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert described or readme.exists(), f"{folder} has neither a docstring nor a README.md"


def test_every_room_was_looked_at() -> None:
    assert {"mutualaid.clock", "mutualaid.config", "mutualaid.domain"} <= set(modules())
    assert ROOT / "config.example.toml" in tracked()
    assert not [path for path in tracked() if "__pycache__" in path.parts]


def test_nothing_mentions_one_machines_paths_or_a_registry() -> None:
    mentions = {
        str(path.relative_to(ROOT)): found
        for path in tracked()
        if path.suffix not in PICTURES
        if (found := forbidden_in(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert mentions == {}
