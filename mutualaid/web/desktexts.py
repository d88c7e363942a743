"""One text and what it is about, and the page of all that was taught."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, render_template
from werkzeug.wrappers import Response as Answer

from mutualaid.language.words.taught import suggested
from mutualaid.service.desk import corrections as verbs
from mutualaid.service.desk import places as deskplaces
from mutualaid.service.desk.adding import Entered
from mutualaid.service.kit import Kit
from mutualaid.service.refused import Refused
from mutualaid.store import corrections, taughtplaces
from mutualaid.web.acts import do, entered, go, nothing_entered


def hang(desk: Blueprint, kit: Kit) -> None:
    """`/texts/<id>` and `/taught`."""

    def shown(message_id: str, form: Entered | None = None, status: int = 200) -> Any:
        view = verbs.text_page(kit, message_id)
        form = form or nothing_entered()
        words = suggested(view.reading, kit.config.group.languages)
        return render_template("text.html", view=view, form=form, words=words), status

    @desk.get("/texts/<message_id>")
    def text(message_id: str) -> Any:
        return shown(message_id)

    @desk.post("/texts/<message_id>")
    def correct(message_id: str) -> Any:
        form = entered()
        try:
            said = verbs.correct(kit, message_id, form, g.coordinator.name)
        except Refused as refusal:
            flash(str(refusal), "refused")
            return go(f"/texts/{message_id}")
        if said is None:
            return shown(message_id, form, 400)
        flash(said, "done")
        return go(f"/texts/{message_id}")

    @desk.get("/taught")
    def taught() -> str:
        with kit.store.reading() as tx:
            words, places = corrections.corrections(tx), taughtplaces.taught_places(tx)
        return render_template("taught.html", corrections=words, places=places)

    @desk.post("/taught/words/<correction_id>/undo")
    def undo_words(correction_id: str) -> Answer:
        return do(kit, lambda turn: verbs.take_back(turn, correction_id), where="/taught")

    @desk.post("/taught/places/<taught_id>/undo")
    def undo_place(taught_id: str) -> Answer:
        words = deskplaces.take_back(kit, taught_id, g.coordinator.name)
        flash(f"We do not know “{words}” any more. What was put there before stays there.", "done")
        return go("/taught")
