"""Which files are ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LEFT_BEHIND = re.compile(r"(^|/)(\.venv|\.git|__pycache__|\.\w+_cache|\.hypothesis|build|[^/]+\.egg-info)(/|$)")

FORBIDDEN = re.compile(
    # spelt in pieces, so that this file does not hold what it looks for
    "|".join(
        [
            r"(?<![\w.-])/wo" "rk/",
            r"\.\./sha" "red",
            r"\.lib" "rary/",
            r"bash_" "jobs",
            r"/opt/py" "pi",
            r"py" r"pi\.org",
            r"python" "hosted",
            r"registry\.npm" "js",
            r"npm" r"js\.(com|org)",
            r"crates\." "io",
        ]
    )
)
"""Paths of one machine, and hosts of package registries: none belongs in what is handed on."""


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository, also those not yet added; without git, all that the tools did not leave."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listing = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if listing.returncode == 0:
            named = (ROOT / name for name in listing.stdout.split("\0") if name)
            return tuple(sorted(path for path in named if path.is_file()))
    walked = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path for path in walked if not LEFT_BEHIND.search(str(path.relative_to(ROOT)))))


@cache
def modules() -> dict[str, Path]:
    """Our modules by the name they are imported under; a package under its own."""
    found = {}
    for path in tracked():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if path.suffix == ".py" and parts[0] in ("mutualaid", "migrations"):
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def packages() -> list[Path]:
    """The folders that hold modules of ours."""
    return sorted({path.parent for path in modules().values()})


def forbidden_in(text: str) -> list[str]:
    """The forbidden fragments a text mentions, with their lines."""
    if not FORBIDDEN.search(text):
        return []
    return [
        f"line {number}: {found.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        for found in FORBIDDEN.finditer(line)
    ]
