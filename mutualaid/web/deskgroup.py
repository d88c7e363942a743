"""What is set for the group as a whole: its own answers, and the brake."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from flask import Blueprint, abort, flash, g, render_template, request
from werkzeug.wrappers import Response as Answer

from mutualaid.domain.answers import OwnAnswer
from mutualaid.domain.vocabulary import BrakePosition
from mutualaid.service import brake, ownanswers
from mutualaid.service.desk import answers as verbs
from mutualaid.service.desk.adding import Entered
from mutualaid.service.kit import Kit
from mutualaid.service.refused import Refused
from mutualaid.web.acts import do, entered, go, nothing_entered

LAST_YEAR = 9000
"""Later days are refused: no zone can be told at the very end of the calendar."""

SET = {
    BrakePosition.OPEN: "Open. What waited is looked through now.",
    BrakePosition.SLOW: "Slow: only urgent needs are looked for. The others are told that they wait.",
    BrakePosition.CLOSED: "Closed until that day. Danger and urgent needs go on as always.",
}


def hang(desk: Blueprint, kit: Kit) -> None:
    """`/answers` and `/brake`."""
    _answers(desk, kit)
    _brake(desk, kit)


def _answers(desk: Blueprint, kit: Kit) -> None:
    def every() -> list[OwnAnswer]:
        with kit.store.reading() as tx:
            return ownanswers.every(kit, tx)

    def shown(form: Entered, key: str | None = None, status: int = 200) -> Any:
        return render_template(
            "answers.html", answers=every(), form=form, key=key, most=verbs.FOLDED, codes=kit.config.group.languages
        ), status

    @desk.get("/answers")
    def answers() -> Any:
        return shown(nothing_entered(use_question="yes"))

    @desk.get("/answers/<key>")
    def one(key: str) -> Any:
        found = next((a for a in every() if a.id == key), None)
        if found is None:
            abort(404)
        values = {f"text_{code}": text for code, text in found.text.items()}
        values |= {f"use_{use}": "yes" for use in found.use} | {"words": ", ".join(found.words)}
        return shown(Entered(values=values, kinds=found.kinds), key)

    @desk.post("/answers")
    @desk.post("/answers/<key>")
    def keep(key: str | None = None) -> Any:
        form = entered()
        answer = verbs.answer_from(kit, form)
        if form.wrong:
            return shown(form, key, 400)
        kit.turn(lambda turn: verbs.put(turn, answer, key), who=g.coordinator.name)
        flash("Kept. From now on it is sent.", "done")
        return go("/answers")

    @desk.post("/answers/<key>/remove")
    def remove(key: str) -> Answer:
        return do(kit, lambda turn: verbs.remove(turn, key), "Removed.", "/answers")


def _brake(desk: Blueprint, kit: Kit) -> None:
    @desk.post("/brake")
    def put() -> Answer:
        try:
            position = BrakePosition(request.form.get("position", ""))
            until = _day(kit, request.form.get("until", "").strip())
        except ValueError:
            flash("Choose a position, and a day such as 2026-11-30.", "refused")
            return go("/")
        except Refused as refusal:
            flash(str(refusal), "refused")
            return go("/")
        return do(kit, lambda turn: brake.put(turn, position, until), SET[position], "/")


def _day(kit: Kit, text: str) -> datetime | None:
    """The end of the quiet hours of that day in the group's time, as UTC; None for an empty text. Raises ValueError
    for what is no day, Refused for one too far away."""
    if not text:
        return None
    day = date.fromisoformat(text)
    if day.year >= LAST_YEAR:
        raise Refused("Choose a nearer day.")
    morning = kit.config.quiet.end if kit.config.quiet.end != kit.config.quiet.start else time()
    return datetime.combine(day, morning, kit.config.group.zone).astimezone(UTC)
