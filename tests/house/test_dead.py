"""Nothing stands in the program that only tests use."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

import pytest

from .files import ROOT, modules, tracked

ASKED_FOR = frozenset(
    {"from_environment", "list_commands", "get_command", "format_commands", "log_request", "load_config"}
)
"""Names that click, gunicorn and werkzeug ask for."""

SAYS = {".py", ".html", ".toml", ".js", ""}
"""Files in which a name of ours may be said; those without an ending are of the deployment."""


@cache
def said() -> Counter[str]:
    """How often each word stands in the program and what deploys it."""
    apart = ("tests", "bench", "docs")
    ours = (path for path in tracked() if path.suffix in SAYS and path.relative_to(ROOT).parts[0] not in apart)
    return Counter(word for path in ours for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", sorted(modules()))
def test_what_a_module_defines_is_used(module: str) -> None:
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    named = {name for node in ast.walk(tree) for name in defined(node) if not name.startswith("__")}
    assert {name for name in named - ASKED_FOR if said()[name] < 2} == set()


def defined(node: ast.AST) -> list[str]:
    """The names that a statement gives; none where what decorates it takes it up, such as a route or a command."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [] if any(isinstance(by, ast.Call) for by in node.decorator_list) else [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return [target.id for target in targets if isinstance(target, ast.Name)]
