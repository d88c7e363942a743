"""The coordinator's desk: the first page, cases and alarms, and the rooms that hang behind the same lock."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response as Answer

from mutualaid.service.desk import needs as verbs
from mutualaid.service.desk import views as deskviews
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import relay
from mutualaid.store import people, plan
from mutualaid.web import auth, deskadd, deskgroup, deskneeds, deskpeople, deskplaces, desktexts, show
from mutualaid.web.acts import do, go

LOG_LINES = 300

ROOMS = {
    "needs": deskneeds.hang,
    "people": deskpeople.hang,
    "add": deskadd.hang,
    "places": deskplaces.hang,
    "texts": desktexts.hang,
    "group": deskgroup.hang,
}
"""What hangs behind the same lock."""


def blueprint(kit: Kit) -> Blueprint:
    """All pages of the coordinators: sign-in without a lock, the rest behind it."""
    coordinators = Blueprint("coordinators", __name__)
    desk = Blueprint("desk", __name__)
    auth.hang_lock(desk, kit)
    desk.context_processor(show.tools(kit))
    _first_page(desk, kit)
    _cases(desk, kit)
    for name, hang in ROOMS.items():
        room = Blueprint(name, __name__)
        hang(room, kit)
        desk.register_blueprint(room)
    coordinators.register_blueprint(desk)
    coordinators.register_blueprint(auth.blueprint(kit))
    return coordinators


def _first_page(desk: Blueprint, kit: Kit) -> None:
    @desk.get("/")
    def home() -> str:
        view = deskviews.desk(kit)
        with kit.store.reading() as tx:
            duty = people.coordinator(tx, g.coordinator.id)
        return render_template("desk.html", view=view, duty=duty)

    @desk.get("/log")
    def log() -> str:
        with kit.store.reading() as tx:
            before = request.args.get("before", "")
            entries = plan.log_before(tx, before, LOG_LINES) if before else plan.recent_log(tx, LOG_LINES)
            names = people.names(tx)
        more = entries[-1].id if len(entries) == LOG_LINES else None
        return render_template("log.html", entries=entries, names=names, more=more, older=bool(before))

    @desk.post("/duty")
    def duty() -> Answer:
        on, wake = request.form.get("on_duty") == "yes", request.form.get("wake") == "yes"
        return do(kit, lambda turn: verbs.set_duty(turn, g.coordinator, on, wake), "Noted.", "/")


def _cases(desk: Blueprint, kit: Kit) -> None:
    @desk.post("/cases/<case_id>/settle")
    def settle(case_id: str) -> Answer:
        return do(kit, lambda turn: verbs.settle(turn, case_id), "Done, and off the desk.")

    @desk.post("/cases/<case_id>/pass-on")
    def pass_on(case_id: str) -> Answer:
        return do(kit, lambda turn: relay.pass_on(turn, case_id))

    @desk.post("/alarms/<alarm_id>/acknowledge")
    def acknowledge(alarm_id: str) -> Answer:
        said = "You have it. They were told that you read it, unless that could put them at risk."
        return do(kit, lambda turn: verbs.acknowledge(turn, alarm_id, g.coordinator), said)

    @desk.get("/cases")
    def cases() -> Answer:
        return go("/")
