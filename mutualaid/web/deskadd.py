"""Adding by hand: a neighbour, what they need, what they offer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, render_template, request

from mutualaid.domain.people import Neighbour
from mutualaid.service import brake
from mutualaid.service.desk import adding as verbs
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.desk.adding import Entered
from mutualaid.service.desk.needs import has_number
from mutualaid.service.desk.places import spot_of
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import digests
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn
from mutualaid.store import people
from mutualaid.transport.numbers import normalise, sendable, wrong_with
from mutualaid.web.acts import entered, go, nothing_entered


def hang(desk: Blueprint, kit: Kit) -> None:
    """`/add`, `/add/need` and `/add/offer`."""
    _neighbour(desk, kit)
    _need_and_offer(desk, kit)


def _neighbour(desk: Blueprint, kit: Kit) -> None:
    def shown(form: Entered, status: int = 200, there: Neighbour | None = None) -> Any:
        return render_template("add.html", form=form, there=there), status

    @desk.get("/add")
    def add() -> Any:
        return shown(nothing_entered(welcome="yes"))

    @desk.post("/add")
    def keep() -> Any:
        form = entered()
        phone = normalise(form.get("phone"), kit.config.group.country)
        there = None
        if phone is None:
            form.wrong["phone"] = wrong_with(form.get("phone"), kit.config.group.country)
        else:
            with kit.store.reading() as tx:
                there = people.by_phone(tx, phone)
                gone = digests.barred(tx, phone)
            barred = sendable(phone, kit.config.sending.countries)
            if there is not None:
                form.wrong["phone"] = "A neighbor with this number is here already."
            elif gone is not None:
                form.wrong["phone"] = gone
            elif barred is not None:
                form.wrong["phone"] = barred
        if not form.get("consent"):
            form.wrong["consent"] = "Say how they agreed, such as “asked me at the pantry on Monday”."
        if form.get("agreed") != "yes":
            form.wrong["agreed"] = "We may only text people who said that they want it."
        if form.wrong:
            return shown(form, 400, there)
        place = form.get("place")
        fields: dict[str, Any] = {"known": form.get("known") == "yes"}
        if place:
            fields |= verbs.placed_neighbour(spot_of(kit, place, form.get("language") or None))
        try:
            new = kit.turn(
                lambda turn: deskpeople.add(
                    turn,
                    form.get("phone"),
                    " ".join(form.get("name").split())[:60] or None,
                    form.get("language")[:5] or None,
                    form.get("consent")[:200],
                    form.get("welcome") == "yes",
                    **fields,
                ),
                who=g.coordinator.name,
            )
        except Refused as refusal:
            form.wrong["phone"] = str(refusal)
            return shown(form, 400)
        flash("Added.", "done")
        then = {"need": f"/add/need?for={new.id}", "offer": f"/add/offer?for={new.id}"}
        return go(then.get(form.get("then"), f"/people/{new.id}"))


def _need_and_offer(desk: Blueprint, kit: Kit) -> None:
    def who_for(key: str) -> Neighbour | None:
        with kit.store.reading() as tx:
            return people.get(tx, key)

    def shown(what: str, form: Entered, status: int = 200) -> Any:
        with kit.store.reading() as tx:
            everyone = [one for one in people.everyone(tx) if has_number(one.phone)]
        return render_template("add_thing.html", what=what, form=form, everyone=everyone), status

    @desk.get("/add/<any(need, offer):what>")
    def blank(what: str) -> Any:
        return shown(what, nothing_entered(who=request.args.get("for", ""), text=request.args.get("text", "")))

    @desk.post("/add/need")
    def need() -> Any:
        form = entered()
        who = who_for(form.get("who"))
        if who is None:
            form.wrong["who"] = "Choose who needs it."
            return shown("need", form, 400)
        new = verbs.need_from(kit, who, form)
        if form.wrong:
            return shown("need", form, 400)

        def work(turn: Turn) -> str:
            verbs.add_need(turn, new)
            return brake.said(turn, new.id, "The need is open. We look for helpers now.")

        flash(kit.turn(work, who=g.coordinator.name), "done")
        return go(f"/needs/{new.id}")

    @desk.post("/add/offer")
    def offer() -> Any:
        form = entered()
        who = who_for(form.get("who"))
        if who is None:
            form.wrong["who"] = "Choose who offers it."
            return shown("offer", form, 400)
        new = verbs.offer_from(kit, who, form)
        if form.wrong:
            return shown("offer", form, 400)
        kit.turn(lambda turn: verbs.add_offer(turn, new), who=g.coordinator.name)
        flash("The offer stands. They may be asked from now on.", "done")
        return go(f"/people/{who.id}")
