"""Places: those nobody knows yet, and those that are known."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, render_template

from mutualaid.service.desk import places as verbs
from mutualaid.service.desk.adding import Entered
from mutualaid.service.kit import Kit
from mutualaid.service.refused import Refused
from mutualaid.store import plan
from mutualaid.web.acts import entered, go, nothing_entered


def hang(desk: Blueprint, kit: Kit) -> None:
    """`/places`."""

    def shown(form: Entered, status: int = 200) -> Any:
        with kit.store.reading() as tx:
            known = plan.places(tx)
        page = render_template("places.html", waiting=verbs.waiting(kit), known=known, form=form, how=verbs.HOW)
        return page, status

    @desk.get("/places")
    def places() -> Any:
        return shown(nothing_entered())

    @desk.post("/places")
    def teach() -> Any:
        form = entered()
        words, where = form.get("words")[:120], form.get("where")[:120]
        nowhere = form.get("nowhere") == "yes"
        if not words:
            form.wrong["words"] = "Give the place a name."
        if not where and not nowhere:
            form.wrong["where"] = verbs.HOW
        if form.wrong:
            return shown(form, 400)
        try:
            count = verbs.teach(kit, words, "" if nowhere else where, g.coordinator.name)
        except Refused as refusal:
            form.wrong["where"] = str(refusal)
            return shown(form, 400)
        waited = "" if not count else " One need waited for it." if count == 1 else f" {count} needs waited for it."
        flash(f"From now on we know “{words}”.{waited}", "done")
        return go("/places")
