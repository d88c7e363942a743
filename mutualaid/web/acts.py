"""What every button shares: run one verb as the coordinator, say what happened, show the page again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, request
from werkzeug.wrappers import Response as Answer

from mutualaid.service.desk.adding import Entered
from mutualaid.service.kit import Kit
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn


def back(otherwise: str = "/") -> str:
    """The page the form stood on: an address of ours, else `otherwise`."""
    asked = request.form.get("back", "")
    ours = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked and asked.isprintable()
    return asked if ours else otherwise


def go(where: str) -> Answer:
    return redirect(where, 303)


def do(kit: Kit, work: Callable[[Turn], Any], said: str | None = None, where: str | None = None) -> Answer:
    """Runs `work` in a turn of the signed-in coordinator and shows the page again with a sentence: `said`, or what
    `work` returned where that is one, or why it could not be done."""
    try:
        result = kit.turn(work, who=g.coordinator.name)
    except Refused as refusal:
        flash(str(refusal), "refused")
    else:
        flash(result if said is None and isinstance(result, str) else said or "Done.", "done")
    return go(where or back())


def entered() -> Entered:
    """The form that was sent."""
    return Entered(values=request.form.to_dict(), kinds=tuple(request.form.getlist("kinds")))


def nothing_entered(**values: str) -> Entered:
    return Entered(values=values)
