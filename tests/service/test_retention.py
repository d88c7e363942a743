"""Erasing by age: each thing goes when it is old enough and not before, what is open keeps what it needs, and who
opted out is never texted again because of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask.testing import FlaskClient

from mutualaid.app import create_app
from mutualaid.config import Retention
from mutualaid.domain.messages import Message
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.service import phones
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.desk import signin
from mutualaid.service.keeping import retention
from mutualaid.service.keeping.retention import Erased
from mutualaid.service.outgoing import digests
from mutualaid.service.refused import Refused
from mutualaid.service.rounds import asking
from mutualaid.service.sheets import importing
from mutualaid.store import aging, messages, needs, people, plan
from mutualaid.store.engine import Tx
from mutualaid.transport.base import Outcome, SendProblem
from mutualaid.worker import Worker
from tests.world import PHONES, World

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
ANA, BEN = PHONES["ana"], PHONES["ben"]


def asked(world: World) -> str:
    """Rosamund asks, Ben is asked for her; the id of her need."""
    world.text("ben", "i can get groceries any day, 26th and mission")
    world.text("ben", "Ben")
    world.text("ana", "my name is Rosamund")
    world.text("ana", "need groceries for 2 and oatmeal, 24th and mission")
    with world.kit.store.reading() as tx:
        (need,) = needs.needs_of(tx, people.by_phone(tx, ANA).id)  # type: ignore[union-attr]
    world.kit.turn(lambda turn: asking.approve(turn, need.id, "Dana"), who="Dana")
    world.demo.settle()
    return need.id


def taken_back(world: World) -> str:
    """As `asked`, and then Rosamund takes her need back; its id."""
    need_id = asked(world)
    world.text("ana", "cancel my groceries")
    with world.kit.store.reading() as tx:
        assert needs.need(tx, need_id).state == "withdrawn"
    return need_id


def later(world: World, days: float) -> None:
    """Moves the clock and does nothing on the way: what is looked at here is age alone."""
    world.demo.clock.move_to(world.kit.clock.now() + timedelta(days=days))


def passes(world: World) -> Erased:
    """One pass; asserts that a second finds nothing more to do."""
    done = retention.run(world.kit)
    again = retention.run(world.kit)
    assert (again.words, again.places, again.numbers, again.at_provider, again.more) == (0, 0, 0, 0, False)
    return done


def texts(world: World, who: Neighbour) -> list[Message]:
    with world.kit.store.reading() as tx:
        return messages.of_neighbour(tx, who.id)


def settle_desk(world: World) -> None:
    """A coordinator has seen to everything."""
    with world.kit.store.transaction() as tx:
        for case in plan.open_cases(tx):
            plan.settle_case(tx, case.id, "Dana", world.kit.clock.now(), "done")


def test_words_go_when_they_are_old_and_not_before(world: World) -> None:
    need_id = taken_back(world)
    settle_desk(world)
    ana = world.neighbour("ana")
    before = texts(world, ana)
    later(world, 89)
    assert passes(world).words == 0
    assert texts(world, ana) == before
    later(world, 2)
    assert passes(world).words > 0
    after = texts(world, ana)
    assert {m.body for m in after} == {""}
    kept = [replace(m, body="", reason=None) for m in before]
    assert [replace(m, reason=None) for m in after] == kept, "something besides the words is gone"
    with world.kit.store.reading() as tx:
        need = needs.need(tx, need_id)
        cells = [str(cell) for name in ("log", "cases", "talks", "matches", "questions")
                 for row in tx.all(f"select * from {name}") for cell in tuple(row)]  # fmt: skip
    assert (need.text, need.when_text, need.kinds, need.place_text) == ("", None, ("food",), "24th & Mission")
    assert "oatmeal" not in "\n".join(cells)
    assert world.neighbour("ana").name == "Rosamund"


def test_an_open_need_and_a_standing_offer_keep_their_words(world: World) -> None:
    need_id = asked(world)
    later(world, 400)
    retention.run(world.kit)
    ben = world.neighbour("ben")
    with world.kit.store.reading() as tx:
        assert "oatmeal" in needs.need(tx, need_id).text
        (offer,) = needs.offers_of(tx, ben.id)
    assert "groceries" in offer.text and offer.place_text and ben.place_text
    assert world.neighbour("ana").place_text


def test_a_text_someone_has_still_to_read_keeps_its_words(world: World) -> None:
    world.text("ana", "0")
    with world.kit.store.reading() as tx:
        (case,) = plan.open_cases(tx)
        assert messages.get(tx, case.message_id).body == "0"  # type: ignore[union-attr]
    later(world, 100)
    retention.run(world.kit)
    assert [m.body for m in texts(world, world.neighbour("ana")) if m.body] == ["0"]
    settle_desk(world)
    passes(world)
    assert not any(m.body for m in texts(world, world.neighbour("ana")))


def test_a_text_not_worked_off_is_not_touched(world: World) -> None:
    world.text("ana", "hello")
    with world.kit.store.transaction() as tx:
        tx.run("update messages set state = 'received' where direction = 'in'")
        tx.run("update messages set state = 'queued', handed_at = null where direction = 'out'")
    later(world, 100)
    assert passes(world).at_provider == 0
    assert all(m.body for m in texts(world, world.neighbour("ana")))


def test_the_provider_deletes_them_too_with_no_transaction_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_back(world)
    settle_desk(world)
    with world.kit.store.reading() as tx:
        known = {row["provider_id"] for row in tx.all("select provider_id from messages where provider_id != ''")}
    stuck = {sorted(known)[0]}
    deleted: list[str] = []

    def delete(provider_id: str) -> None:
        assert not world.kit.store.connection().in_transaction
        if provider_id in stuck:
            raise SendProblem(Outcome.LATER, "It is still on its way.")
        deleted.append(provider_id)

    monkeypatch.setattr(world.kit.transport, "forget", delete)
    later(world, 91)
    assert retention.run(world.kit).at_provider == len(known) - 1
    stuck.clear()
    assert retention.run(world.kit).at_provider == 1
    assert retention.run(world.kit).at_provider == 0
    assert sorted(deleted) == sorted(known)


def test_a_provider_that_is_away_is_asked_once_a_pass(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_back(world)
    tried: list[str] = []

    def away(provider_id: str) -> None:
        tried.append(provider_id)
        raise SendProblem(Outcome.RETRY, "It does not answer.")

    monkeypatch.setattr(world.kit.transport, "forget", away)
    later(world, 91)
    done = retention.run(world.kit)
    assert (len(tried), done.at_provider, done.more) == (1, 0, False)
    assert done.words > 0


def test_deletion_at_the_provider_goes_in_batches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_back(world)
    settle_desk(world)
    monkeypatch.setattr(retention, "TEXTS", 3)
    later(world, 91)
    done = retention.run(world.kit)
    assert (done.at_provider, done.more) == (3, True)
    while done.more:
        done = retention.run(world.kit)
    with world.kit.store.reading() as tx:
        assert aging.at_provider(tx, world.kit.clock.now(), 10) == []


def test_what_the_provider_refuses_to_delete_holds_up_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_back(world)
    settle_desk(world)
    with world.kit.store.reading() as tx:
        known = [row["provider_id"] for row in tx.all("select provider_id from messages order by created_at, id")]
    refused = set(known[:3])
    asked: list[str] = []

    def delete(provider_id: str) -> None:
        asked.append(provider_id)
        if provider_id in refused:
            raise SendProblem(Outcome.PERMANENT, "This cannot be done.", 20003)

    monkeypatch.setattr(world.kit.transport, "forget", delete)
    monkeypatch.setattr(retention, "TEXTS", 3)
    later(world, 91)
    while retention.run(world.kit).more:
        pass
    assert set(known) == set(asked), "and those behind do not wait for the next day's pass"
    assert all(asked.count(one) == 1 for one in known if one not in refused)
    refused.clear()
    assert retention.run(world.kit).at_provider == 3, "asked again, once the others are through"


def test_why_a_text_did_not_arrive_outlives_its_words(world: World) -> None:
    world.text("ana", "hello")
    with world.kit.store.transaction() as tx:
        tx.run("update messages set reason = 'a landline' where direction = 'out'")
    later(world, 91)
    passes(world)
    reasons = {m.reason for m in texts(world, world.neighbour("ana")) if m.direction == "out"}
    assert reasons == {"a landline; erased at the provider"}


def test_places_of_the_silent_go(world: World) -> None:
    need_id = taken_back(world)
    settle_desk(world)
    later(world, 179)
    assert passes(world).places == 0
    later(world, 2)
    assert passes(world).places == 2
    ana = world.neighbour("ana")
    assert (ana.place_text, ana.point, ana.name) == (None, None, "Rosamund")
    with world.kit.store.reading() as tx:
        need = needs.need(tx, need_id)
    assert (need.place_text, need.point, need.precision, need.state) == (None, None, "none", "withdrawn")


def test_who_is_heard_of_keeps_their_place(world: World) -> None:
    taken_back(world)
    settle_desk(world)
    later(world, 85)
    world.text("ana", "thanks")
    later(world, 100)
    retention.run(world.kit)
    assert world.neighbour("ana").place_text == "24th & Mission"


def test_numbers_of_the_silent_go_and_nobody_hears_of_it(world: World) -> None:
    taken_back(world)
    settle_desk(world)
    world.new_texts()
    later(world, 729)
    assert passes(world).numbers == 0
    later(world, 2)
    assert passes(world).numbers == 2, "Rosamund and Ben, whose offer ends with it"
    world.demo.settle()
    assert world.new_texts() == []
    with world.kit.store.reading() as tx:
        assert people.by_phone(tx, ANA) is None and people.by_phone(tx, BEN) is None
        tables = ("neighbours", "messages", "needs", "offers", "log", "cases", "questions", "matches")
        cells = "\n".join(str(c) for t in tables for row in tx.all(f"select * from {t}") for c in tuple(row))
        assert not digests.was_forgotten(tx, ANA), "she did not ask for it, and may be brought in again"
    assert all(trace not in cells for trace in (ANA, BEN, "Rosamund", "oatmeal"))
    world.text("ana", "hello")
    assert world.neighbour("ana").name is None


def test_senders_who_are_no_neighbours_go_too(world: World) -> None:
    world.text("86753", "your code is 1234")
    with world.kit.store.reading() as tx:
        assert [m.phone for m in messages_of_nobody(tx)] == ["86753"]
    settle_desk(world)
    later(world, 731)
    passes(world)
    with world.kit.store.reading() as tx:
        (left,) = messages_of_nobody(tx)
        notes = [row["note"] for row in tx.all("select note from cases")]
    assert ("86753" in left.phone, left.body) == (False, "") and not any(notes)


def test_who_has_something_open_keeps_the_number(world: World) -> None:
    asked(world)
    later(world, 800)
    retention.run(world.kit)
    assert world.neighbour("ana").name == "Rosamund"


def test_an_opt_out_outlives_the_name(world: World) -> None:
    taken_back(world)
    world.text("ana", "STOP")
    settle_desk(world)
    later(world, 731)
    assert passes(world).numbers == 2
    with world.kit.store.reading() as tx:
        ana = digests.stopped(tx, ANA)
        assert ana is not None and people.by_phone(tx, ANA) is None
        tables = ("neighbours", "messages", "needs", "offers", "log", "cases", "questions", "matches")
        cells = "\n".join(str(c) for t in tables for row in tx.all(f"select * from {t}") for c in tuple(row))
    assert (ana.standing, ana.name, ana.place_text, ana.consent_how) == ("opted_out", None, None, None)
    assert ANA not in cells
    assert passes(world).numbers == 0, "once is enough"
    world.new_texts()
    world.kit.turn(lambda turn: turn.queue(ana, "Hello again.", MessageClass.REST))
    world.demo.settle()
    assert world.new_texts() == []
    row = {"type": "neighbor", "phone": ANA, "name": "Rosamund", "consent": "asked at the pantry"}
    assert any("opted out" in problem for problem in importing.check(world.kit, [row]).problems)
    with pytest.raises(Refused, match="by texting START"):
        world.kit.turn(lambda turn: deskpeople.add(turn, ANA, None, None, "asked at the pantry", False), who="Dana")


def test_who_opted_out_and_went_by_age_writes_again(world: World) -> None:
    taken_back(world)
    world.text("ana", "STOP")
    settle_desk(world)
    later(world, 731)
    passes(world)
    world.new_texts()
    world.text("ana", "hello, is anybody there")
    assert world.new_texts() == [], "the opt-out holds"
    assert world.neighbour("ana").standing == "opted_out"
    with world.kit.store.reading() as tx:
        assert [case.reason for case in plan.open_cases(tx)] == ["opted_out_wrote"]
    settle_desk(world)
    later(world, 731)
    assert passes(world).numbers == 1, "and goes by age again"
    world.text("ana", "START")
    assert world.neighbour("ana").standing == "active"
    assert world.new_texts()


def test_the_blocked_and_coordinators_stay(world: World) -> None:
    taken_back(world)
    world.text("dana", "my name is Dana")
    ana = world.neighbour("ana")
    world.kit.turn(lambda turn: phones.block(turn, turn.fresh(ana)), who="Dana")
    settle_desk(world)
    later(world, 731)
    assert passes(world).numbers == 1, "only Ben"
    assert (world.neighbour("ana").standing, world.neighbour("ana").name) == ("blocked", "Rosamund")
    assert world.neighbour("dana")


def test_no_days_mean_never(world: World) -> None:
    taken_back(world)
    settle_desk(world)
    world.kit.config = replace(world.kit.config, retention=Retention(0, 0, 0))
    later(world, 5000)
    done = passes(world)
    assert (done.words, done.places, done.numbers, done.at_provider) == (0, 0, 0, 0)
    assert any("oatmeal" in m.body for m in texts(world, world.neighbour("ana")))


def test_a_pass_is_logged_with_its_counts(world: World) -> None:
    taken_back(world)
    settle_desk(world)
    later(world, 91)
    done = retention.run(world.kit)
    with world.kit.store.reading() as tx:
        (entry,) = [e for e in plan.recent_log(tx) if e.verb == "erase by age"]
    assert entry.who == "service" and entry.detail == str(done)
    assert f"{done.at_provider} texts at the provider" in str(done) and done.at_provider > 0


def test_pages_say_that_words_are_erased(world: World) -> None:
    need_id = taken_back(world)
    settle_desk(world)
    later(world, 181)
    retention.run(world.kit)
    client = signed_in(world)
    person = client.get(f"/people/{world.neighbour('ana').id}")
    assert person.status_code == 200 and "(erased by age)" in person.text and "oatmeal" not in person.text
    need = client.get(f"/needs/{need_id}")
    assert need.status_code == 200 and "Erased by age." in need.text


def test_the_privacy_page_names_the_days_or_says_nothing(world: World) -> None:
    world.kit.config = replace(world.kit.config, retention=Retention(91, 0, 731))
    page = create_app(world.kit).test_client().get("/privacy").text
    assert "91 days" in page and "731 days" in page and " 0 days" not in page
    assert "If you texted STOP, only a code made from your number stays" in page


def test_the_worker_goes_on_while_there_is_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    turned: list[bool] = []

    def run(kit: object) -> Erased:
        turned.append(True)
        return Erased(0, 0, 0, 0, more=len(turned) < 3)

    monkeypatch.setattr(retention, "run", run)
    worker = Worker(world.kit, beat=False)
    scheduler = worker._scheduler
    monkeypatch.setattr(scheduler, "start", partial(scheduler.start, paused=True))
    worker.erase()
    assert len(turned) == 1, "a worker that was told to stop ends after the pass it is in"
    turned.clear()
    worker.start()
    try:
        assert {job.id for job in scheduler.get_jobs() if job.func == worker.erase} == {"erase"}
        worker.erase()
    finally:
        worker.stop()
    assert len(turned) == 3


def test_a_pass_that_fails_does_not_end_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def run(kit: object) -> Erased:
        raise RuntimeError("the store is locked")

    monkeypatch.setattr(retention, "run", run)
    Worker(world.kit, beat=False).erase()
    assert "a crank failed" in caplog.text


def test_two_passes_at_once_do_it_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_back(world)
    settle_desk(world)
    later(world, 731)
    found = aging.to_forget

    def and_another_pass(tx: Tx, before: datetime, limit: int) -> list[str]:
        listed = found(tx, before, limit)
        if listed and not inner:
            other = threading.Thread(target=lambda: inner.append(retention.run(world.kit)))
            inner.append(None)
            other.start()
            other.join()
        return listed

    inner: list[Erased | None] = []
    monkeypatch.setattr(aging, "to_forget", and_another_pass)
    mine = retention.run(world.kit)
    assert inner[1] is not None and (mine.numbers, inner[1].numbers) == (0, 2)


def messages_of_nobody(tx: Tx) -> list[Message]:
    found = tx.all("select provider_id from messages where neighbour_id is null")
    return [m for row in found if (m := messages.by_provider_id(tx, row["provider_id"]))]


def signed_in(world: World) -> FlaskClient:
    client = create_app(world.kit).test_client()
    with world.kit.store.reading() as tx:
        (dana,) = people.coordinators(tx)
    client.post(f"/signin/{signin.issue_link(world.kit, dana.id)}")
    return client


def test_what_waited_to_be_understood_goes_with_the_other_words(world: World) -> None:
    world.text("ana", "need groceries, 24th and mission")
    world.text("ana", "glorpendash wuffle brindlemook")
    world.settle()
    subjects = "select count(*) as n from follow_ups where subject like '%glorpendash%'"
    with world.kit.store.reading() as tx:
        assert tx.one(subjects)["n"] == 1  # type: ignore[index]
    later(world, 1)
    world.settle()
    later(world, 95)
    world.settle()
    passes(world)
    with world.kit.store.reading() as tx:
        assert tx.one(subjects)["n"] == 0  # type: ignore[index]
