"""The list of neighbours, a neighbour's page and the buttons on it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, abort, flash, g, render_template, request
from werkzeug.wrappers import Response as Answer

from mutualaid.language.saying.segments import segments
from mutualaid.service.desk import adding as deskadd
from mutualaid.service.desk import people as verbs
from mutualaid.service.desk import readings as deskreadings
from mutualaid.service.desk import views as deskviews
from mutualaid.service.desk.adding import Entered
from mutualaid.service.desk.needs import has_number
from mutualaid.service.desk.places import spot_of
from mutualaid.service.keeping import forgetting
from mutualaid.service.kit import Kit
from mutualaid.service.refused import Refused
from mutualaid.store import people
from mutualaid.web.acts import do, entered, go, nothing_entered
from mutualaid.web.show import spoken

LONGEST_PAUSE = timedelta(days=366)

LAST_YEAR = 9000
"""Later days are taken as this year's, for no zone can be told at the very end of the calendar."""

LANGUAGE_CODES = 5
"""Letters of a language code at most."""


def hang(desk: Blueprint, kit: Kit) -> None:
    """`/people` and `/people/<id>/…`."""
    _pages(desk, kit)
    _talking(desk, kit)
    _setting(desk, kit)


def shown(kit: Kit, neighbour_id: str, form: Any = None, status: int = 200) -> Any:
    view = deskviews.person_page(kit, neighbour_id)
    if view is None:
        abort(404)
    page = render_template(
        "person.html", view=view, who=view.who, form=form or nothing_entered(), barred=verbs.cannot_text(view.who),
        readings=deskreadings.of_texts(kit, view.who, view.messages),
    )  # fmt: skip
    return page, status


def _pages(desk: Blueprint, kit: Kit) -> None:
    @desk.get("/people")
    def everyone() -> str:
        words = " ".join(request.args.get("q", "").split())
        digits = "".join(c for c in words if c.isdigit())
        search = digits if len(digits) >= 4 else words
        with kit.store.reading() as tx:
            found = people.search(tx, search) if search else people.everyone(tx)
        found = [one for one in found if has_number(one.phone)]
        return render_template("people.html", found=found, q=words)

    @desk.get("/people/<neighbour_id>")
    def person(neighbour_id: str) -> Any:
        return shown(kit, neighbour_id)


def _talking(desk: Blueprint, kit: Kit) -> None:
    @desk.post("/people/<neighbour_id>/reply")
    def reply(neighbour_id: str) -> Any:
        text = request.form.get("text", "")
        try:
            sent = kit.turn(lambda turn: verbs.reply(turn, neighbour_id, text), who=g.coordinator.name)
        except Refused as refusal:
            form = entered()
            form.wrong["text"] = str(refusal)
            return shown(kit, neighbour_id, form, 400)
        parts = segments(sent.body)
        cost = f"{kit.config.sending.currency}{parts * kit.config.sending.price:.2f}"
        counted = "1 text" if parts == 1 else f"{parts} texts in length"
        waits = sent.send_after is not None and sent.send_after > kit.clock.now()
        leaves = " It is night: it leaves in the morning." if waits else ""
        flash(f"Sent as the group: {counted}, {cost}.{leaves}", "done")
        return go(f"/people/{neighbour_id}#end")

    @desk.post("/people/<neighbour_id>/take-over")
    def take_over(neighbour_id: str) -> Answer:
        said = "The conversation is yours for two hours from your last word. They are told that a person reads."
        return do(kit, lambda turn: verbs.take_over(turn, neighbour_id), said)

    @desk.post("/people/<neighbour_id>/hand-back")
    def hand_back(neighbour_id: str) -> Answer:
        return do(kit, lambda turn: verbs.hand_back(turn, neighbour_id), "Handed back to the service.")

    @desk.post("/people/<neighbour_id>/reach")
    def reach_again(neighbour_id: str) -> Answer:
        return do(kit, lambda turn: verbs.reach_again(turn, neighbour_id), "Texts go to this phone again.")

    @desk.post("/people/<neighbour_id>/restart")
    def restart(neighbour_id: str) -> Answer:
        return do(kit, lambda turn: verbs.restart_texts(turn, neighbour_id), "Helping texts start again.")


def _day(kit: Kit, form: Entered, name: str) -> datetime | None:
    """When the day of a field begins, within a year; None and marked wrong where it is none."""
    try:
        day = date.fromisoformat(form.get(name))
    except ValueError:
        form.wrong[name] = "Choose a day."
        return None
    at = datetime.combine(min(day, date(LAST_YEAR, 1, 1)), time(), kit.config.group.zone)
    if at - kit.clock.now() > LONGEST_PAUSE:
        form.wrong[name] = "Choose a day within a year."
        return None
    return at


def _setting(desk: Blueprint, kit: Kit) -> None:
    @desk.post("/people/<neighbour_id>/change")
    def change(neighbour_id: str) -> Any:
        form = entered()
        with kit.store.reading() as tx:
            who = people.get(tx, neighbour_id)
        if who is None:
            abort(404)
        fields: dict[str, Any] = {
            "name": " ".join(form.get("name").split())[:60] or None,
            "language": form.get("language")[:LANGUAGE_CODES] or None,
            "speaks": spoken(form.get("speaks")),
            "known": form.get("known") == "yes",
            "nights": form.get("nights") == "yes",
            "asks_per_week": form.number("asks_per_week", 50),
        }
        place = form.get("place")
        if place != (who.place_text or ""):
            fields |= deskadd.placed_neighbour(spot_of(kit, place, who.language) if place else None)
        if form.wrong:
            return shown(kit, neighbour_id, form, 400)
        return do(kit, lambda turn: verbs.change(turn, neighbour_id, **fields), "Saved.")

    @desk.post("/people/<neighbour_id>/pause")
    def pause(neighbour_id: str) -> Any:
        form = entered()
        until = _day(kit, form, "until")
        if until is None:
            return shown(kit, neighbour_id, form, 400)
        return do(kit, lambda turn: verbs.pause(turn, neighbour_id, until), "Paused until then.")

    @desk.post("/people/<neighbour_id>/resume")
    def resume(neighbour_id: str) -> Answer:
        return do(kit, lambda turn: verbs.resume(turn, neighbour_id), "Back: they can be asked again.")

    @desk.post("/people/<neighbour_id>/refuse")
    def refuse(neighbour_id: str) -> Any:
        form = entered()
        until = _day(kit, form, "no_until") if form.get("no_until") else None
        if form.wrong:
            return shown(kit, neighbour_id, form, 400)
        kind, said = form.get("kind"), "Noted: they are not asked for that. Nobody was told."
        return do(kit, lambda turn: verbs.refuse(turn, neighbour_id, kind, until), said)

    @desk.post("/people/<neighbour_id>/want-again")
    def want_again(neighbour_id: str) -> Answer:
        kind = request.form.get("kind", "")
        return do(kit, lambda turn: verbs.want_again(turn, neighbour_id, kind))

    @desk.post("/people/<neighbour_id>/end-offers")
    def end_offers(neighbour_id: str) -> Answer:
        return do(kit, lambda turn: verbs.end_offers(turn, neighbour_id), "Their offers are taken back.")

    @desk.post("/people/<neighbour_id>/block")
    def block(neighbour_id: str) -> Answer:
        return do(kit, lambda turn: verbs.block(turn, neighbour_id), "Blocked. What was open has ended.")

    @desk.post("/people/<neighbour_id>/unblock")
    def unblock(neighbour_id: str) -> Answer:
        return do(kit, lambda turn: verbs.unblock(turn, neighbour_id), "Unblocked.")

    @desk.post("/people/<neighbour_id>/rule-out")
    def rule_out(neighbour_id: str) -> Answer:
        other = request.form.get("other", "")
        return do(kit, lambda turn: verbs.rule_out(turn, neighbour_id, other))

    @desk.post("/people/<neighbour_id>/allow")
    def allow(neighbour_id: str) -> Answer:
        other = request.form.get("other", "")
        return do(kit, lambda turn: verbs.allow_again(turn, neighbour_id, other), "They may be matched again.")

    @desk.post("/people/<neighbour_id>/forget")
    def forget(neighbour_id: str) -> Any:
        form = entered()
        with kit.store.reading() as tx:
            who = people.get(tx, neighbour_id)
        if who is None or not has_number(who.phone):
            abort(404)
        if form.get("sure") != "yes":
            form.wrong["sure"] = "Tick this if you are sure."
            return shown(kit, neighbour_id, form, 400)
        try:
            said = forgetting.forget(kit, who.phone)
        except Refused as refusal:
            flash(str(refusal), "refused")
            return go(f"/people/{neighbour_id}")
        kit.turn(lambda turn: turn.log("forget by hand", neighbour_id=neighbour_id), who=g.coordinator.name)
        flash(" ".join(said), "done")
        return go("/people")

    @desk.post("/people/<neighbour_id>/agreed")
    def agreed(neighbour_id: str) -> Any:
        form = entered()
        if not form.get("consent"):
            form.wrong["consent"] = "Say how they agreed to get texts from us."
            return shown(kit, neighbour_id, form, 400)
        return do(kit, lambda turn: verbs.agreed(turn, neighbour_id, form.get("consent")[:200]), "Noted.")
