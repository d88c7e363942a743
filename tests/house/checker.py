"""Reads one module's source with `ast` and says, a sentence each, which rules of the house it breaks.

A module is named as it is imported ("mutualaid.store.needs"). What is looked at is what the source says, so
that a rule holds for imports inside functions too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

ROOMS = {
    "domain": frozenset[str](),
    "language": frozenset({"domain"}),
    "gazetteer": frozenset({"domain"}),
    "transport": frozenset({"domain"}),
    "store": frozenset({"domain", "migrations"}),
    "service": frozenset({"store", "transport", "language", "gazetteer", "domain"}),
    "web": frozenset({"service", "store", "transport", "language", "gazetteer", "domain"}),
}
"""Room -> the rooms below it, which it may import besides itself."""

FLOORS = {
    "mutualaid.language": (
        *("words", "times", "saying", "safety", "talk"),
        *("people", "places", "helpers", "wants", "replies"),
    ),
    "mutualaid.service": ("", "desk"),
}
"""Room -> the folders within it, lowest first; "" is all that is not named. None imports what stands above it."""

EVERYWHERE = frozenset({"clock", "config", "configcheck", "configfile", "kept", "languages", "memory"})
"""Top-level modules that every room but the domain may import."""

BASE = {
    "clock": frozenset[str](),
    "configfile": frozenset[str](),
    "kept": frozenset[str](),
    "memory": frozenset[str](),
    "languages": frozenset[str](),
    "configcheck": frozenset({"clock", "config", "domain"}),
    "config": frozenset({"clock", "configcheck", "configfile", "domain", "languages"}),
}
"""What those may import themselves; the other top-level modules assemble the house and import anything."""

OWNERS = {
    "flask": ("mutualaid.web", "mutualaid.app"),
    "jinja2": ("mutualaid.web", "mutualaid.app"),
    "twilio": ("mutualaid.transport.twilio", "mutualaid.transport.twilio_voice"),
    "sqlite3": ("mutualaid.store", "migrations"),
    "sqlite_utils": ("mutualaid.store", "migrations"),
    "psycopg": ("mutualaid.store", "migrations"),
    "psycopg_pool": ("mutualaid.store", "migrations"),
    "apscheduler": ("mutualaid.worker",),
    "time": ("mutualaid.clock",),
    "random": ("mutualaid.clock",),
    "uuid": ("mutualaid.clock",),
    "secrets": ("mutualaid.clock",),
}
"""Library -> the only modules, or rooms, that may import it."""

IMPURE = frozenset(
    {"asyncio", "concurrent", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "requests"}
    | {"shutil", "signal", "smtplib", "socket", "subprocess", "sys", "tempfile", "threading", "tomllib", "urllib"}
)
"""What reaches the world outside, and so has no place in the domain."""

READS_TIME = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "os.urandom",
}

ENDINGS = frozenset(name.rpartition(".")[2] for name in READS_TIME)

PATTERNS = frozenset({"re.compile", "re.search", "re.match", "re.fullmatch", "re.findall", "re.split", "re.sub"})
WORD = re.compile(r"[^\W\d_]{3}")
ESCAPED = re.compile(r"\\.")

SQL = re.compile(
    r"\s*(select\b.+\bfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\("
    r"|(create|drop|alter)\s+(unique\s+)?(table|index|view|trigger)\s|begin\s+immediate|pragma\s+\w+)",
    re.IGNORECASE | re.DOTALL,
)

LONGEST = 400
"""Lines a module may have."""


def complaints(module: str, source: str, is_package: bool = False) -> list[str]:
    """All rules that `source` breaks as the module of that name; [] is best."""
    nodes = list(ast.walk(ast.parse(source)))
    imported = list(_imports(module, nodes, is_package))
    return [
        *_layering(module, imported),
        *_floors(module, imported),
        *_owned(module, imported),
        *_pure(module, imported, nodes),
        *_time(module, nodes),
        *_sql(module, nodes),
        *_printing(module, nodes),
        *_wordless(module, nodes),
        *_length(module, source),
    ]


def _room(module: str) -> str:
    """The room a module of ours stands in: "store", "cli", "migrations"; "" for `mutualaid` itself."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] if first == "mutualaid" else first


def _imports(module: str, nodes: list[ast.AST], is_package: bool) -> Iterator[tuple[int, str]]:
    """(line, full name) of all that is imported; "from a import b" gives a.b, which may be a module or not."""
    parts = module.split(".")
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = node.level - 1 if is_package else node.level
            base = ".".join(parts[: len(parts) - up]) if node.level else ""
            source = ".".join(filter(None, [base, node.module]))
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def _layering(module: str, imported: list[tuple[int, str]]) -> Iterator[str]:
    room = _room(module)
    if room in ROOMS:
        allowed = ROOMS[room] | {room} | (EVERYWHERE if room != "domain" else frozenset())
    elif room in BASE:
        allowed = BASE[room] | {room}
    elif room == "migrations":
        allowed = frozenset({"migrations"})
    else:
        return
    for line, name in imported:
        if name.split(".")[0] in ("mutualaid", "migrations") and _room(name) not in allowed:
            yield f"{module}:{line} imports {name}; {room} may import {', '.join(sorted(allowed))}"


def _floors(module: str, imported: list[tuple[int, str]]) -> Iterator[str]:
    for room, floors in FLOORS.items():
        if (here := _floor(module, room, floors)) is None:
            continue
        for line, name in imported:
            if (there := _floor(name, room, floors)) is not None and floors.index(there) > floors.index(here):
                yield f"{module}:{line} imports {name}; {there} stands above {here or 'the rest'}"


def _floor(module: str, room: str, floors: tuple[str, ...]) -> str | None:
    """The folder of that room that a module stands in; None for one outside, or that stands in no named folder."""
    first, _, within = module.removeprefix(f"{room}.").partition(".")
    if not module.startswith(f"{room}."):
        return None
    return first if within and first in floors else "" if "" in floors else None


def _owned(module: str, imported: list[tuple[int, str]]) -> Iterator[str]:
    for line, name in imported:
        owners = OWNERS.get(name.split(".")[0])
        if owners and not any(module == owner or module.startswith(owner + ".") for owner in owners):
            yield f"{module}:{line} imports {name}; only {' and '.join(owners)} may"


def _pure(module: str, imported: list[tuple[int, str]], nodes: list[ast.AST]) -> Iterator[str]:
    if _room(module) != "domain":
        return
    for line, name in imported:
        if name.split(".")[0] in IMPURE:
            yield f"{module}:{line} imports {name}; the domain is pure"
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield f"{module}:{node.lineno} opens a file; the domain is pure"


def _time(module: str, nodes: list[ast.AST]) -> Iterator[str]:
    if module == "mutualaid.clock":
        return
    meant: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            meant |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            meant |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in ENDINGS:
            first, _, rest = ast.unparse(node).partition(".")
            if f"{meant.get(first, first)}.{rest}" in READS_TIME:
                yield f"{module}:{node.lineno} reads {ast.unparse(node)}; only mutualaid.clock may"


def _sql(module: str, nodes: list[ast.AST]) -> Iterator[str]:
    if _room(module) in ("store", "migrations"):
        return
    # what stands alone is a docstring; the pieces of an f-string are looked at together
    passed_over = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    passed_over |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
            text = "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            text = node.value
        else:
            continue
        if SQL.match(text):
            yield f"{module}:{node.lineno} holds SQL; only the store and migrations may"


def _printing(module: str, nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{module}:{node.lineno} prints; commands use click.echo, the rest the log"


def _wordless(module: str, nodes: list[ast.AST]) -> Iterator[str]:
    """What people say is data of the languages, so no pattern of the domain spells a word of theirs."""
    if _room(module) != "domain":
        return
    for node in nodes:
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in PATTERNS:
            spelled = [n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)]
            text = "".join(one for one in spelled if isinstance(one, str))
            if WORD.search(ESCAPED.sub(" ", text).replace("https", "")):
                yield f"{module}:{node.lineno} spells words of a language; they belong in its cues.toml"


def _length(module: str, source: str) -> Iterator[str]:
    lines = len(source.splitlines())
    if lines > LONGEST:
        yield f"{module} has {lines} lines; {LONGEST} are the most, so split it"
