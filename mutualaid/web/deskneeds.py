"""A need's page and the buttons on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, render_template, request
from werkzeug.wrappers import Response as Answer

from mutualaid.service import brake
from mutualaid.service.desk import adding as deskadd
from mutualaid.service.desk import matches as told
from mutualaid.service.desk import needs as verbs
from mutualaid.service.desk import views as deskviews
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.web.acts import back, do, entered, go, nothing_entered

CLOSED = {
    "fulfil": "Closed as helped.",
    "withdraw": "Closed as not needed any more. They and everyone asked were told.",
    "give_up": "Closed. They were told honestly that nobody was found.",
}


def hang(desk: Blueprint, kit: Kit) -> None:
    """`/needs/…` and `/matches/…`."""
    _page(desk, kit)
    _on_need(desk, kit)
    _on_match(desk, kit)


def _page(desk: Blueprint, kit: Kit) -> None:
    def shown(need_id: str, form: Any = None, status: int = 200) -> Any:
        view = deskviews.need_page(kit, need_id, g.coordinator)
        if view is None:
            abort(404)
        form = form or nothing_entered()
        return render_template("need.html", view=view, need=view.need, form=form), status

    @desk.get("/needs/<need_id>")
    def need(need_id: str) -> Any:
        return shown(need_id)

    @desk.post("/needs/<need_id>/change")
    def change(need_id: str) -> Any:
        view = deskviews.need_page(kit, need_id, g.coordinator)
        if view is None:
            abort(404)
        form = entered()
        changed = deskadd.changed_need(kit, view.need, form, view.who.language)
        if form.wrong:
            return shown(need_id, form, 400)
        said = "Changed. Whoever was being asked was told, and we look again who fits."
        return do(kit, lambda turn: verbs.change(turn, need_id, changed), said, f"/needs/{need_id}")


def _on_need(desk: Blueprint, kit: Kit) -> None:
    @desk.post("/needs/<need_id>/approve")
    def approve(need_id: str) -> Answer:
        said = "Approved. They are asked in this order, a few at a time."

        def work(turn: Turn) -> str:
            verbs.approve(turn, need_id, g.coordinator)
            return brake.said(turn, need_id, said)

        return do(kit, work)

    @desk.post("/needs/<need_id>/release")
    def release(need_id: str) -> Answer:
        def work(turn: Turn) -> str:
            verbs.release(turn, need_id)
            return brake.said(turn, need_id, "Released. We look for helpers now.")

        return do(kit, work)

    @desk.post("/needs/<need_id>/pay")
    def pay(need_id: str) -> Answer:
        how = request.form.get("how", "")
        said = "Noted, and they were told. We look for helpers."
        return do(kit, lambda turn: verbs.settle_pay(turn, need_id, how), said)

    @desk.post("/needs/<need_id>/post")
    def post(need_id: str) -> Answer:
        def work(turn: Turn) -> str:
            verbs.post(turn, need_id)
            return brake.said(turn, need_id, "Open now. We look for helpers.")

        return do(kit, work)

    @desk.post("/needs/<need_id>/look-on")
    def look_on(need_id: str) -> Answer:
        def work(turn: Turn) -> str:
            verbs.look_on(turn, need_id)
            return brake.said(turn, need_id, "We go on looking.")

        return do(kit, work)

    @desk.post("/needs/<need_id>/end")
    def end(need_id: str) -> Answer:
        how = request.form.get("how", "")
        return do(kit, lambda turn: verbs.end(turn, need_id, how), CLOSED.get(how))

    @desk.post("/needs/<need_id>/ask")
    def ask(need_id: str) -> Answer:
        helper = request.form.get("helper", "")
        return do(kit, lambda turn: verbs.ask_by_hand(turn, need_id, helper, g.coordinator))


def _on_match(desk: Blueprint, kit: Kit) -> None:
    @desk.post("/matches/<match_id>/strike")
    def strike(match_id: str) -> Answer:
        return do(kit, lambda turn: verbs.strike(turn, match_id), "Taken off the list.")

    @desk.post("/matches/<match_id>/up")
    def up(match_id: str) -> Answer:
        return do(kit, lambda turn: verbs.reorder(turn, match_id, -1), "Moved up.")

    @desk.post("/matches/<match_id>/down")
    def down(match_id: str) -> Answer:
        return do(kit, lambda turn: verbs.reorder(turn, match_id, 1), "Moved down.")

    @desk.post("/matches/<match_id>/said-yes")
    def said_yes(match_id: str) -> Answer:
        words = request.form.get("when", "").strip()
        when = deskadd.read(kit, words, None, "when").when if words else None
        if words and when is None:
            flash(deskadd.NO_WHEN, "refused")
            return go(back())
        return do(kit, lambda turn: told.said_yes(turn, match_id, when, g.coordinator))

    @desk.post("/matches/<match_id>/said-no")
    def said_no(match_id: str) -> Answer:
        return do(kit, lambda turn: told.said_no(turn, match_id), "Noted as a no. The next are asked.")

    @desk.post("/matches/<match_id>/go-on")
    def go_on(match_id: str) -> Answer:
        return do(kit, lambda turn: told.go_on(turn, match_id), "Their words are passed on again.")

    @desk.post("/matches/<match_id>/confirmed")
    def confirmed(match_id: str) -> Answer:
        return do(
            kit, lambda turn: told.confirmed(turn, match_id, g.coordinator), "Connected. Both are told by text."
        )

    @desk.post("/matches/<match_id>/door")
    def door(match_id: str) -> Answer:
        text = request.form.get("door", "")
        return do(kit, lambda turn: told.give_door(turn, match_id, text), "Passed on to the helper alone.")

    @desk.post("/matches/<match_id>/turned-down")
    def turned_down(match_id: str) -> Answer:
        return do(kit, lambda turn: told.turned_down(turn, match_id), "Noted. The helper is told kindly.")

    @desk.post("/matches/<match_id>/fell-through")
    def fell_through(match_id: str) -> Answer:
        return do(kit, lambda turn: told.fell_through(turn, match_id), "Noted. The need is open again.")

    @desk.post("/matches/<match_id>/report")
    def report(match_id: str) -> Answer:
        outcome = request.form.get("outcome", "")
        return do(kit, lambda turn: told.report(turn, match_id, outcome), "Noted.")
