"""`python -m mutualaid` is the command `mutualaid`."""

from __future__ import annotations

from mutualaid.cli import main

main(prog_name="mutualaid")
