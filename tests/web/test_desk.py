"""The coordinator's pages do what their buttons say."""

from __future__ import annotations

import ast
import html
import re
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import mutualaid
from mutualaid.config import Money
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.domain.vocabulary import OfferState
from mutualaid.service.logwords import VERBS
from mutualaid.service.reasons import NO_PLAIN_END, REASONS
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.codec import to_text
from mutualaid.store.engine import LostRace, StoreError
from mutualaid.web import desk as pages
from web.conftest import House

BEN, ANA, ROSA = "+14155550111", "+14155550112", "+14155550121"


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def act(client: FlaskClient, path: str, **data: str) -> str:
    """Presses a button and gives the page it leads to."""
    answer = client.post(path, data=data, follow_redirects=True)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def helper(house: House, phone: str, name: str, what: str = "groceries") -> str:
    """A neighbour who offers something, as the store has them."""
    key = house.kit.ids.new()
    now = house.clock.now()
    neighbour = Neighbour(
        id=key, phone=phone, created_at=now, name=name, language="en", consent_how="text", consent_by=phone,
        consent_at=now, latitude=37.7522, longitude=-122.4186, place_text="24th and Mission", welcomed_at=now,
    )  # fmt: skip
    offer = Offer(
        id=house.kit.ids.new(), neighbour_id=key, created_at=now, state=OfferState.AVAILABLE, kinds=("food",),
        text=what, place_text="24th and Mission", latitude=37.7522, longitude=-122.4186, precision="place",
    )  # fmt: skip
    with house.kit.store.transaction() as tx:
        people.insert(tx, neighbour)
        needs.put_offer(tx, offer)
    return key


@pytest.fixture
def food(house: House, desk: FlaskClient) -> Need:
    """Rosa's need, with a list of two before the coordinator."""
    helper(house, BEN, "Ben")
    helper(house, ANA, "Ana")
    house.text(ROSA, "need groceries for 2 at 24th and Mission tomorrow 2pm-4pm")
    need = house.need_of(ROSA)
    assert need.state == "open" and len(house.matches(need)) == 2
    return need


# --- the first page --------------------------------------------------------------------------------------------


def test_an_empty_desk_says_so(house: House, desk: FlaskClient) -> None:
    assert "Nothing waits for you" in page(desk, "/")


def test_what_waits_about_one_person_stands_together_with_the_urgent_in_the_open(
    house: House, desk: FlaskClient
) -> None:
    house.text(ROSA, "need a plumber, 24th and Mission. my name is Rosa")
    house.text(ANA, "need someone to fix my door, 24th and Mission. im Ana")
    house.text(ROSA, "can you lend me 50 dollars for rent?")
    house.text(ROSA, "i fell and cant get up")
    seen = page(desk, "/")
    assert seen.index("cant get up") < seen.index(" more about Rosa") < seen.index("Ana")
    folded = seen[seen.index(" more about Rosa") : seen.index("</details>", seen.index(" more about Rosa"))]
    assert "cant get up" not in folded and "50 dollars" in folded


def test_who_is_missing_stands_there_with_words_to_look_for_them(house: House, desk: FlaskClient) -> None:
    house.text(ROSA, "need a ride to Cortland library from 24th and Mission tomorrow 6pm. my name is Rosa")
    assert "Who is missing" not in page(desk, "/")
    house.text(ANA, "need a ride from 24th and Mission to Cortland library tomorrow 7pm. im Ana")
    seen = page(desk, "/")
    assert "One more driver near 24th and Mission in the evening would fill 2" in seen
    call = "2 asks wait for someone who gives: rides, 24th and Mission, any day 5pm-10pm. Is it you? Text us."
    assert f"Hill Street: {call} (415) 555-0100" in seen
    assert "2 pedidos esperan a alguien" in seen
    house.text(BEN, "i can give rides, 24th and Mission, any day, i have a car. my name is Ben")
    assert "Who is missing" not in page(desk, "/")


def test_a_list_stands_on_the_desk_with_its_reasons(desk: FlaskClient, food: Need) -> None:
    text = page(desk, "/")
    assert "Who could help (415) 555-0121?" in text
    assert "Ask these 2" in text
    assert "Ben: food" in text and "Ana: food" in text
    assert "A list of 2 waits for your look" in text


def test_what_cannot_be_answered_stands_first(house: House, desk: FlaskClient, food: Need) -> None:
    house.text("+14155550127", "STOP")
    house.text("+14155550127", "I really need water")
    text = page(desk, "/")
    assert text.index("we cannot answer") < text.index("Who could help")
    answer = desk.post(f"/people/{house.who('+14155550127').id}/reply", data={"text": "we come"})
    assert answer.status_code == 400
    assert "they write and we cannot answer" in answer.get_data(as_text=True)


def test_an_alarm_is_taken_once(house: House, desk: FlaskClient) -> None:
    house.text("+14155550123", "my husband collapsed he is not breathing")
    with house.kit.store.reading() as tx:
        alarm = plan.open_alarms(tx)[0]
    assert "may be in danger" in page(desk, "/")
    assert "You have it" in act(desk, f"/alarms/{alarm.id}/acknowledge")
    with house.kit.store.reading() as tx:
        kept = plan.alarm(tx, alarm.id)
    assert kept is not None and kept.acknowledged_by == "Dana"
    assert "Dana has taken this already" in act(desk, f"/alarms/{alarm.id}/acknowledge")
    left = page(desk, "/")
    assert "wrote of danger" in left and "my husband collapsed" in left and "medical" not in left


def test_danger_at_home_is_not_to_be_texted_of_once_it_is_taken(house: House, desk: FlaskClient) -> None:
    house.text("+14155550123", "my husband hits me and reads my phone")
    with house.kit.store.reading() as tx:
        alarm = plan.open_alarms(tx)[0]
    act(desk, f"/alarms/{alarm.id}/acknowledge")
    house.text("+14155550123", "he is back")
    left = page(desk, "/")
    assert "wrote of danger at home" in left and "my husband hits me" in left
    assert "Make sure that someone has spoken with them" not in left and "phone them if you can" not in left


def test_a_case_is_settled_once(house: House, desk: FlaskClient) -> None:
    house.text("+14155550125", "do you have a food pantry?")
    with house.kit.store.reading() as tx:
        case = plan.open_cases(tx)[0]
    assert case.reason == "question"
    assert "off the desk" in act(desk, f"/cases/{case.id}/settle")
    assert "Someone settled that already" in act(desk, f"/cases/{case.id}/settle")


def test_a_silent_worker_is_said(house: House, desk: FlaskClient) -> None:
    assert "the worker has not run yet" not in page(desk, "/")
    past = house.clock.now() - timedelta(minutes=5)
    mine = house.who("+14155550190").id
    house.kit.turn(lambda turn: turn.schedule("still_texts", past, neighbour_id=mine))
    assert "the worker has not run yet" in page(desk, "/")
    with house.kit.store.transaction() as tx:
        plan.set_mark(tx, "tick_at", to_text(house.clock.now() - timedelta(minutes=5)))
    for where in ("/", "/people", "/places", "/log"):
        assert "the worker is silent" in page(desk, where)


def test_what_is_wrong_with_the_service_stands_on_every_page(house: House, desk: FlaskClient) -> None:
    house.kit.turn(lambda turn: turn.case("sender_stopped", 0))
    for where in ("/", "/people", "/answers", "/log"):
        assert "Our texts are not being taken by the provider" in page(desk, where)


# --- the shortlist ---------------------------------------------------------------------------------------------


def test_approving_asks(house: House, desk: FlaskClient, food: Need) -> None:
    assert "Approved" in act(desk, f"/needs/{food.id}/approve")
    house.work()
    states = {m.state.value for m in house.matches(food)}
    assert "asked" in states and "suggested" not in states
    assert house.need_of(ROSA).reviewed_by == "Dana"
    assert "settled meanwhile" in act(desk, f"/needs/{food.id}/approve")


def test_striking_and_reordering(house: House, desk: FlaskClient, food: Need) -> None:
    first, second = house.matches(food)
    act(desk, f"/matches/{first.id}/down")
    assert [m.id for m in house.matches(food)] == [second.id, first.id]
    act(desk, f"/matches/{first.id}/up")
    assert [m.id for m in house.matches(food)] == [first.id, second.id]
    act(desk, f"/matches/{first.id}/strike")
    assert [m.state.value for m in house.matches(food)] == ["withdrawn", "suggested"]
    house.work()
    assert [m.helper_id for m in house.matches(food) if m.state == "suggested"] == [second.helper_id]


def test_nobody_approves_a_match_they_are_part_of(house: House, desk: FlaskClient, dana: Coordinator) -> None:
    mine = house.who("+14155550190")
    helper(house, BEN, "Ben")
    house.text("+14155550190", "need groceries at 24th and Mission tomorrow 2pm-4pm")
    need = house.need_of("+14155550190")
    assert need.neighbour_id == mine.id
    (match,) = house.matches(need)
    for path in (f"/needs/{need.id}/approve", f"/matches/{match.id}/said-yes"):
        assert "You are part of this yourself" in act(desk, path)
    assert "You are part of this yourself" in act(desk, f"/needs/{need.id}/ask", helper=match.helper_id)
    assert [m.state.value for m in house.matches(need)] == ["suggested"]
    assert "Ask this helper" not in page(desk, f"/needs/{need.id}")


def test_asking_by_hand(house: House, desk: FlaskClient, food: Need) -> None:
    cleo = helper(house, "+14155550113", "Cleo")
    assert "Cleo is being asked" in act(desk, f"/needs/{food.id}/ask", helper=cleo)
    house.work()
    assert house.texts_to("+14155550113")
    assert "Cleo was asked already" in act(desk, f"/needs/{food.id}/ask", helper=cleo)
    assert "is the one who needs help" in act(desk, f"/needs/{food.id}/ask", helper=food.neighbour_id)
    house.text("+14155550114", "STOP")
    barred = house.who("+14155550114").id
    assert "We may not text" in act(desk, f"/needs/{food.id}/ask", helper=barred)


# --- by hand, from yes to the end ------------------------------------------------------------------------------


def test_the_whole_way_by_phone(house: House, desk: FlaskClient, food: Need) -> None:
    ben = house.matches(food)[0]
    assert "could not read that as a time" in act(desk, f"/matches/{ben.id}/said-yes", when="xyzzy")
    assert "said yes" in act(desk, f"/matches/{ben.id}/said-yes", when="tomorrow 3pm")
    assert house.matches(food)[0].state == "accepted"
    assert "Connected" in act(desk, f"/matches/{ben.id}/confirmed")
    house.work()
    assert house.need_of(ROSA).state == "matched"
    assert "Connected with" in page(desk, f"/needs/{food.id}")
    assert "Write the street" in act(desk, f"/matches/{ben.id}/door", door=" ")
    act(desk, f"/matches/{ben.id}/door", door="12 Vega Ct, blue door")
    house.work()
    assert any("12 Vega Ct" in text for text in house.texts_to(BEN))
    house.later(days=1, hours=8)
    act(desk, f"/matches/{ben.id}/report", outcome="well")
    assert house.need_of(ROSA).door is None
    assert house.need_of(ROSA).state == "fulfilled"
    assert "told already" in act(desk, f"/matches/{ben.id}/report", outcome="well")


def test_what_falls_through_opens_the_need_again(house: House, desk: FlaskClient, food: Need) -> None:
    ben = house.matches(food)[0]
    act(desk, f"/matches/{ben.id}/said-yes", when="tomorrow 3pm")
    act(desk, f"/matches/{ben.id}/confirmed")
    act(desk, f"/matches/{ben.id}/fell-through")
    assert house.need_of(ROSA).state == "open"


@pytest.mark.parametrize(
    ("how", "state"), [("fulfil", "fulfilled"), ("withdraw", "withdrawn"), ("give_up", "unmet")]
)
def test_closing_a_need(house: House, desk: FlaskClient, food: Need, how: str, state: str) -> None:
    act(desk, f"/needs/{food.id}/end", how=how)
    assert house.need_of(ROSA).state == state
    assert "closed already" in act(desk, f"/needs/{food.id}/end", how=how)
    assert "Who could help" not in page(desk, "/")


def test_changing_a_need(house: House, desk: FlaskClient, food: Need) -> None:
    data = {"kinds": "medicine", "when": "wed 10am", "people": "3", "conditions": "a woman please", "helpers": "1"}
    act(desk, f"/needs/{food.id}/change", **data, urgent="yes", place=food.place_text or "")
    changed = house.need_of(ROSA)
    assert (changed.kinds, changed.people, changed.urgent) == (("medicine",), 3, True)
    assert changed.conditions == ("a woman please",)
    assert changed.from_at is not None and changed.from_at.astimezone(house.kit.config.group.zone).hour == 10
    wrong = desk.post(f"/needs/{food.id}/change", data={**data, "when": "xyzzy", "people": "lots"})
    text = html.unescape(wrong.get_data(as_text=True))
    assert wrong.status_code == 400 and "could not read that as a time" in text and 'value="lots"' in text


def test_an_unfinished_need_is_opened_by_hand(house: House, desk: FlaskClient) -> None:
    house.text(ROSA, "need groceries")
    need = house.need_of(ROSA)
    assert need.state == "drafted"
    act(desk, f"/needs/{need.id}/change", kinds="food", place="the library", helpers="1")
    act(desk, f"/needs/{need.id}/post")
    opened = house.need_of(ROSA)
    assert (opened.state, opened.latitude) == ("open", 37.7389)
    assert "open already" in act(desk, f"/needs/{need.id}/post")


def test_a_held_need_is_asked_about_only_once_released(house: House, desk: FlaskClient, food: Need) -> None:
    with house.kit.store.transaction() as tx:
        needs.change_need(tx, food, held=True, danger="fire")
    assert "Release it first" in act(desk, f"/needs/{food.id}/approve")
    assert "Release it first" in act(desk, f"/needs/{food.id}/ask", helper=house.who(BEN).id)
    act(desk, f"/needs/{food.id}/release")
    assert not house.need_of(ROSA).held
    assert "not held back any more" in act(desk, f"/needs/{food.id}/release")


def test_going_on_looking_settles_what_waited(house: House, desk: FlaskClient, food: Need) -> None:
    house.kit.turn(lambda turn: turn.case("no_answer", 0, neighbour_id=food.neighbour_id, need_id=food.id))
    assert "did not answer whether" in page(desk, "/")
    act(desk, f"/needs/{food.id}/look-on")
    assert "did not answer whether" not in page(desk, "/")


def test_the_log_says_who_did_what_and_goes_back(
    house: House, desk: FlaskClient, food: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(desk, f"/needs/{food.id}/approve")
    text = page(desk, "/log")
    assert "List approved: Dana" in text and "by Dana" in text
    monkeypatch.setattr(pages, "LOG_LINES", 3)
    first = page(desk, "/log")
    older = re.search(r"/log\?before=[0-9a-f-]+", first)
    assert older is not None
    assert "List approved" not in page(desk, older[0])


# --- neighbours ------------------------------------------------------------------------------------------------


def test_what_they_speak_too_is_shown_and_can_be_mended(house: House, desk: FlaskClient) -> None:
    house.text("+14155550125", "i also speak tagalog")
    who = house.who("+14155550125")
    assert "<dd>English, tagalog</dd>" in page(desk, f"/people/{who.id}")
    act(desk, f"/people/{who.id}/change", language="en", speaks="Spanish, tagalog;creole")
    assert house.who("+14155550125").languages == ("en", "es", "tagalog", "ht")


def test_a_reply_is_queued_as_the_group(house: House, desk: FlaskClient) -> None:
    house.text("+14155550125", "do you have a food pantry?")
    key = house.who("+14155550125").id
    said = act(desk, f"/people/{key}/reply", text="Yes, Monday “10 to 12” at Vega Hall.")
    assert "1 text, $0.01" in said and "Vega Hall" in said and "Dana" in said
    with house.kit.store.reading() as tx:
        sent = [m for m in messages.of_neighbour(tx, key) if m.by == "Dana"]
        assert not plan.open_cases(tx)
    assert [m.body for m in sent] == ['Yes, Monday "10 to 12" at Vega Hall.']
    house.work()
    assert sent[0].body in house.texts_to("+14155550125")
    again = desk.post(f"/people/{key}/reply", data={"text": "Yes, Monday “10 to 12” at Vega Hall."})
    assert again.status_code == 400 and b"You sent exactly that just now" in again.data
    assert "3 texts in length, $0.04" in act(desk, f"/people/{key}/reply", text="word " * 70)


def test_taking_over_and_handing_back(house: House, desk: FlaskClient, food: Need) -> None:
    key = food.neighbour_id
    assert "Dana holds this conversation" in act(desk, f"/people/{key}/take-over", back=f"/people/{key}")
    assert "Conversations held" in page(desk, "/")
    act(desk, f"/people/{key}/hand-back")
    assert "Conversations held" not in page(desk, "/")


def test_handing_back_leaves_a_hushed_phone_hushed(house: House, desk: FlaskClient) -> None:
    house.text("+14155550128", "hello")
    key = house.who("+14155550128").id
    with house.kit.store.transaction() as tx:
        people.note(tx, key, hushed=True)
    act(desk, f"/people/{key}/take-over")
    act(desk, f"/people/{key}/hand-back")
    assert "Helping texts to this phone are stopped" in page(desk, f"/people/{key}")
    assert "start again" in act(desk, f"/people/{key}/restart", back=f"/people/{key}")
    assert "Helping texts to this phone are stopped" not in page(desk, f"/people/{key}")


def test_setting_a_neighbour_right(house: House, desk: FlaskClient) -> None:
    key = helper(house, BEN, "Ben")
    act(desk, f"/people/{key}/change", name="Ben Ito", language="es", known="yes", place="the library")
    ben = house.who(BEN)
    assert (ben.name, ben.language, ben.known, ben.latitude) == ("Ben Ito", "es", True, 37.7389)
    assert "Nothing was changed" in act(
        desk, f"/people/{key}/change", name="Ben Ito", language="es", known="yes", place=ben.place_text or ""
    )


def test_pausing_blocking_ruling_out(house: House, desk: FlaskClient, food: Need) -> None:
    ben = house.who(BEN).id
    act(desk, f"/people/{ben}/pause", until="2026-11-01")
    assert house.who(BEN).paused_until is not None
    act(desk, f"/people/{ben}/resume")
    assert house.who(BEN).paused_until is None
    assert "Choose a day" in desk.post(f"/people/{ben}/pause", data={"until": "soon"}).get_data(as_text=True)
    assert "within a year" in desk.post(f"/people/{ben}/pause", data={"until": "9999-12-31"}).get_data(as_text=True)
    assert "still to come" in act(desk, f"/people/{ben}/pause", until="2026-10-05")
    ana = house.who(ANA).id
    rosa = "(415) 555-0121"
    assert "Write the name or the number" in act(desk, f"/people/{ana}/rule-out", other="Nobody")
    assert "one phone" in act(desk, f"/people/{ana}/rule-out", other="415 555 0112")
    sent = len(house.texts_to(BEN))
    assert "are never matched. Nobody was told." in act(desk, f"/people/{ana}/rule-out", other=rosa)
    assert len(house.texts_to(BEN)) == sent
    assert "added by Dana" in desk.get(f"/people/{ana}").get_data(as_text=True)
    assert {m.helper_id for m in house.matches(food) if m.state == "suggested"} == {ben}
    assert "never to be matched" in act(desk, f"/needs/{food.id}/ask", helper=ana)
    act(desk, f"/people/{ana}/allow", other=food.neighbour_id)
    assert "is being asked" in act(desk, f"/needs/{food.id}/ask", helper=ana)
    act(desk, f"/people/{ben}/block")
    assert house.who(BEN).standing == "blocked"
    act(desk, f"/people/{ben}/unblock")
    assert house.who(BEN).standing == "active"


def test_what_a_helper_does_not_do_is_seen_and_taken_off(house: House, desk: FlaskClient) -> None:
    house.text(BEN, "i can give rides and bring groceries, 24th and mission, any day. my name is Ben")
    house.text(BEN, "no rides this week, only food")
    ben = house.who(BEN).id
    seen = page(desk, f"/people/{ben}")
    assert "Does not do: rides <span class=\"soft\">(until Mon Oct 12, 12:00 am)" in seen
    assert "stands from Mon Oct 12, 12:00 am" in seen
    sent = len(house.texts_to(BEN))
    assert "Ben is asked for rides again." in act(desk, f"/people/{ben}/want-again", kind="ride")
    seen = page(desk, f"/people/{ben}")
    assert "Does not do" not in seen and "stands from" not in seen
    assert "May be asked again for: ride until 2026-10-12</strong> · by Dana" in seen
    assert "over already" in act(desk, f"/people/{ben}/want-again", kind="ride")
    assert "not asked for that" in act(desk, f"/people/{ben}/refuse", kind="ride", no_until="2026-10-12")
    assert "(until Mon Oct 12, 12:00 am)" in page(desk, f"/people/{ben}")
    assert len(house.texts_to(BEN)) == sent
    house.text(ROSA, "need a ride to Cortland library from 24th and Mission tomorrow 6pm. my name is Rosa")
    assert not house.matches(house.need_of(ROSA))
    act(desk, f"/people/{ben}/want-again", kind="ride")
    house.work()
    assert [m.helper_id for m in house.matches(house.need_of(ROSA))] == [ben]


def test_a_no_for_good_is_told_wherever_it_keeps_them_off(house: House, desk: FlaskClient) -> None:
    house.text(BEN, "i can do errands and deliveries and give rides, 24th and mission, any day. my name is Ben")
    ben = house.who(BEN).id
    assert "not asked for that" in act(desk, f"/people/{ben}/refuse", kind="food")
    assert "Not to be asked for: food</strong> · by Dana" in page(desk, f"/people/{ben}")
    assert "Take it off first" in act(desk, f"/people/{ben}/refuse", kind="food")
    house.text(ROSA, "need groceries for 2 at 24th and Mission tomorrow 2pm-4pm")
    need = house.need_of(ROSA)
    assert "1 offers food, said no to this kind" in page(desk, "/")
    seen = page(desk, f"/needs/{need.id}")
    assert "1 offers food, said no to this kind" in seen and "Ben, said no to this kind</option>" in seen
    assert "though they said that they do not do this" in act(desk, f"/needs/{need.id}/ask", helper=ben)
    said = act(desk, f"/people/{ben}/want-again", kind="food")
    assert "Ben offers no food now: if they do that again, add the offer." in said


def test_a_no_has_a_kind_a_day_to_come_and_leaves_something(house: House, desk: FlaskClient) -> None:
    ben = helper(house, BEN, "Ben")
    assert "Choose what they do not do" in act(desk, f"/people/{ben}/refuse", kind="gold")
    assert "That is all they offer" in act(desk, f"/people/{ben}/refuse", kind="food")
    assert "still to come" in act(desk, f"/people/{ben}/refuse", kind="ride", no_until="2026-10-05")
    wrong = desk.post(f"/people/{ben}/refuse", data={"kind": "ride", "no_until": "soon"})
    assert wrong.status_code == 400 and "Choose a day." in wrong.get_data(as_text=True)
    act(desk, f"/people/{ben}/end-offers")
    assert "offers nothing" in act(desk, f"/people/{ben}/refuse", kind="ride")


def test_forgetting_somebody(house: House, desk: FlaskClient) -> None:
    house.text(ROSA, "need groceries at 24th and Mission tomorrow 2pm, my name is Rosa Perez")
    rosa = house.who(ROSA).id
    unsure = desk.post(f"/people/{rosa}/forget")
    assert unsure.status_code == 400 and b"Tick this if you are sure" in unsure.data
    text = act(desk, f"/people/{rosa}/forget", sure="yes")
    assert "Erased: the name" in text and "Rosa" not in text
    for path in ("/people", f"/people/{rosa}", "/log", "/"):
        raw = page(desk, path)
        assert "Rosa Perez" not in raw and "555-0121" not in raw and "forgotten:" not in raw, path
    assert desk.post(f"/people/{rosa}/forget", data={"sure": "yes"}).status_code == 404


def test_finding_people(house: House, desk: FlaskClient) -> None:
    helper(house, BEN, "Ben Ito")
    helper(house, ANA, "Ana Ruiz")
    assert "Ben Ito" in page(desk, "/people?q=ito") and "Ana" not in page(desk, "/people?q=ito")
    assert "Ana Ruiz" in page(desk, "/people?q=555-0112") and "Ben" not in page(desk, "/people?q=555-0112")


# --- adding by hand --------------------------------------------------------------------------------------------


def test_adding_a_neighbour_wants_consent(house: House, desk: FlaskClient) -> None:
    data = {"phone": "415 555 0144", "name": "Ida", "language": "es", "place": "the library"}
    refused = desk.post("/add", data=data)
    text = html.unescape(refused.get_data(as_text=True))
    assert refused.status_code == 400 and "Say how they agreed" in text and 'value="415 555 0144"' in text
    text = act(desk, "/add", **data, consent="asked me at the pantry", agreed="yes", welcome="yes")
    ida = house.who("+14155550144")
    assert (ida.consent_how, ida.consent_by, ida.latitude) == ("coordinator", "Dana", 37.7389)
    assert "Ida" in text and "asked me at the pantry" in page(desk, f"/people/{ida.id}")
    house.work()
    assert len(house.texts_to("+14155550144")) == 1
    twice = desk.post("/add", data={**data, "consent": "x", "agreed": "yes"})
    assert twice.status_code == 400 and b"is here already" in twice.data


@pytest.mark.parametrize("phone", ["12", "911", "not a number", "+445550144"])
def test_a_number_that_is_none_is_refused(desk: FlaskClient, phone: str) -> None:
    answer = desk.post("/add", data={"phone": phone, "consent": "said so", "agreed": "yes"})
    assert answer.status_code == 400 and b'id="phone-wrong"' in answer.data


def test_adding_a_need_by_hand(house: House, desk: FlaskClient) -> None:
    ben, who = helper(house, BEN, "Ben"), helper(house, "+14155550145", "Ida")
    data = {"who": who, "text": "some groceries", "when": "tomorrow 2pm", "place": "the library"}
    bad = desk.post("/add/need", data={**data, "when": "xyzzy"})
    text = html.unescape(bad.get_data(as_text=True))
    assert bad.status_code == 400 and "could not read that as a time" in text and "some groceries" in text
    act(desk, "/add/need", **data)
    need = house.need_of("+14155550145")
    assert (need.state, need.kinds, need.latitude) == ("open", ("food",), 37.7389)
    assert need.from_at is not None
    house.work()
    assert [m.helper_id for m in house.matches(need)] == [ben]


def test_adding_an_offer_by_hand(house: House, desk: FlaskClient) -> None:
    act(desk, "/add", phone="415 555 0146", name="Jo", consent="at the door", agreed="yes")
    jo = house.who("+14155550146").id
    missing = desk.post("/add/offer", data={"who": jo, "text": "I can help"})
    assert missing.status_code == 400
    act(desk, "/add/offer", who=jo, kinds="ride", place="the library", when="weekends", means="car", radius="8")
    with house.kit.store.reading() as tx:
        (offer,) = needs.offers_of(tx, jo)
    assert (offer.state, offer.kinds, offer.means, offer.radius_km) == ("available", ("ride",), "car", 8)
    assert set(offer.days) == {"6", "7"}


# --- places ----------------------------------------------------------------------------------------------------


def test_teaching_a_place_sets_what_waits_for_it(house: House, desk: FlaskClient) -> None:
    helper(house, BEN, "Ben")
    house.text(ROSA, "need groceries tomorrow 2pm, behind the old kroger")
    need = house.need_of(ROSA)
    assert need.place_text and need.latitude is None
    assert need.place_text in page(desk, "/places")
    wrong = desk.post("/places", data={"words": need.place_text, "where": "nowhere we know"})
    assert wrong.status_code == 400 and "nowhere we know" in html.unescape(wrong.get_data(as_text=True))
    assert "One need waited for it" in act(desk, "/places", words=need.place_text, where="37.7500, -122.4200")
    taught = house.need_of(ROSA)
    assert (taught.latitude, taught.longitude) == (37.75, -122.42)
    assert house.who(ROSA).latitude == 37.75
    assert house.kit.gazetteer.resolve(need.place_text) is not None
    with house.kit.store.reading() as tx:
        assert "unknown_place" not in {c.reason for c in plan.open_cases(tx)}
    house.work()
    (match,) = house.matches(taught)
    assert match.distance_km is not None and match.distance_km < 1


def test_a_place_can_be_another_name_or_without_a_spot(house: House, desk: FlaskClient) -> None:
    act(desk, "/places", words="the book house", where="Cortland library")
    found = house.kit.gazetteer.resolve("the book house")
    assert found is not None and found.name == "Cortland library"
    act(desk, "/places", words="over the hill", nowhere="yes")
    with house.kit.store.reading() as tx:
        assert {p.name: p.latitude for p in plan.places(tx)}["over the hill"] is None


# --- what people write stays text ------------------------------------------------------------------------------


def test_nothing_a_neighbour_writes_becomes_markup(house: House, desk: FlaskClient) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="a()">'
    house.text(ROSA, f"need groceries at 24th and Mission {evil} \u202egnp\u200b")
    rosa = house.who(ROSA)
    with house.kit.store.transaction() as tx:
        people.change(tx, rosa, name=evil)
    need = house.need_of(ROSA)
    for path in ("/", "/people", f"/people/{need.neighbour_id}", f"/needs/{need.id}", "/log", "/add/need"):
        raw = desk.get(path).get_data(as_text=True)
        assert "<script>" not in raw and "<img" not in raw, path
        assert "\u202e" not in raw and "\u200b" not in raw, path
    assert "&lt;script&gt;alert(1)" in desk.get(f"/people/{need.neighbour_id}").get_data(as_text=True)


def test_back_leads_nowhere_else(desk: FlaskClient) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = desk.post("/cases/none/settle", data={"back": elsewhere})
        assert answer.headers["Location"] == "/"
    assert desk.post("/cases/none/settle", data={"back": "/log"}).headers["Location"] == "/log"


# --- words and errors ------------------------------------------------------------------------------------------


def _first_words(*calls: str) -> set[str]:
    """The constant first argument of every call of these names in the service and the domain."""
    return set().union(*(_said_first()[name] for name in calls))


@cache
def _said_first() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in Path(mutualaid.__file__).parent.rglob("*.py"):
        if not {"service", "domain"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found[name].add(first.value)
    return found


def test_every_reason_in_the_code_has_words() -> None:
    found = _first_words("case", "OpenCase")
    assert len(found) > 30
    assert sorted(found - set(REASONS)) == []
    assert set(REASONS) >= NO_PLAIN_END


def test_every_verb_of_the_log_has_words() -> None:
    found = {verb for verb in _first_words("log") if not verb.startswith("%")}
    assert len(found) > 40
    assert sorted(found - set(VERBS)) == []


def test_words_of_reasons_can_be_filled() -> None:
    for reason in REASONS.values():
        for text in (reason.title, reason.todo):
            filled = text.format(name="Rosa", helper="Ben", emergency="911")
            assert not re.search(r"[{}_]", filled.replace("daily_cap", ""))


def test_errors_are_small_plain_pages(
    house: House, desk: FlaskClient, food: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("/needs/none", "/people/none", "/nowhere"):
        answer = desk.get(path)
        assert answer.status_code == 404 and b"no such page" in answer.data
    for problem, status, says in (
        (LostRace("x"), 409, "Someone else changed this"),
        (StoreError("x"), 503, "Not reachable just now"),
        (RuntimeError("x"), 500, "That went wrong"),
    ):
        def fail(*_: object, problem: Exception = problem, **__: object) -> None:
            raise problem

        monkeypatch.setattr(type(house.kit), "turn", fail)
        answer = desk.post(f"/needs/{food.id}/approve")
        assert answer.status_code == status and says in answer.get_data(as_text=True)


@pytest.mark.parametrize("junk", [{}, {"who": "x", "kinds": "x", "text": "\ud800\x00" * 9, "until": "9999-99-99"}])
def test_no_form_makes_a_fault(house: House, desk: FlaskClient, food: Need, junk: dict[str, str]) -> None:
    ids = {"need_id": food.id, "match_id": house.matches(food)[0].id, "neighbour_id": food.neighbour_id}
    for rule in [*desk.application.url_map.iter_rules()]:
        if "POST" not in (rule.methods or ()) or not rule.endpoint.startswith("coordinators.desk"):
            continue
        for values in (dict.fromkeys(rule.arguments, "none"), {n: ids.get(n, "none") for n in rule.arguments}):
            with desk.application.test_request_context():
                path = desk.application.url_for(rule.endpoint, **values, _external=False)
            data = {k: v.encode("utf-8", "replace") for k, v in junk.items()}
            assert desk.post(path, data=data).status_code in (303, 400, 404, 409), path


def test_health_and_metrics(house: House, desk: FlaskClient, food: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.get("/healthz").get_json() == {
        "ok": True, "store": "ok", "worker_last_tick": None, "late": True,
    }  # fmt: skip
    assert desk.get("/healthz?strict=1").status_code == 503
    with house.kit.store.transaction() as tx:
        plan.set_mark(tx, "tick_at", to_text(house.clock.now()))
    assert desk.get("/healthz?strict=1").status_code == 200
    text = desk.get("/metrics").get_data(as_text=True)
    assert 'mutualaid_needs{state="open"} 1' in text and "mutualaid_last_tick_age_seconds 0" in text
    assert desk.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 403
    assert desk.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403

    def broken(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(plan, "set_mark", broken)
    assert desk.get("/healthz").status_code == 503


@pytest.mark.parametrize("path", ["/about", "/privacy", "/terms"])
def test_public_pages_speak_for_the_group(app: object, browser: object, path: str) -> None:
    text = browser().get(path).get_data(as_text=True)  # type: ignore[operator]
    assert "Hill Street Neighbors" in text and "help@hill.example" in text and 'lang="en"' in text
    if path == "/privacy":
        assert "90 days" in text and "730 days" in text
    if path == "/terms":
        assert "Message frequency varies" in text and "STOP" in text


def test_who_pays_is_settled_before_anybody_is_asked(house: House, desk: FlaskClient, food: Need) -> None:
    house.kit.config = replace(house.kit.config, money=Money(ask=("food",)))
    house.text(ROSA, "i can't pay now")
    assert house.need_of(ROSA).held
    assert "cannot pay the store" in page(desk, "/")
    shown = page(desk, f"/needs/{food.id}")
    assert "Waits until somebody knows who pays the store" in shown
    assert "because of danger" not in shown
    assert "Say first who pays" in act(desk, f"/needs/{food.id}/ask", helper=house.who(BEN).id)
    assert "Say first who pays" in act(desk, f"/needs/{food.id}/release")
    assert "settled meanwhile" in act(desk, f"/needs/{food.id}/pay", how="she")
    act(desk, f"/needs/{food.id}/pay", how="fund")
    house.work()
    need = house.need_of(ROSA)
    assert (need.held, need.pays) == (False, "fund")
    assert "you do not have to pay" in house.texts_to(ROSA)[-1]
    assert "the group pays the store" in page(desk, f"/needs/{food.id}")
    assert "settled meanwhile" in act(desk, f"/needs/{food.id}/pay", how="fund")


def test_all_they_asked_for_stands_beside_the_list(house: House, desk: FlaskClient) -> None:
    helper(house, BEN, "Ben")
    house.text(ROSA, "my mother Lupe needs groceries at 24th and Mission tomorrow 2pm-4pm, 3rd floor no elevator,"
                     " she uses a walker, a woman please")  # fmt: skip
    shown = page(desk, "/")
    for words in ("3rd floor no elevator", "uses a walker", "a woman please", "for Lupe", "we do not know whether"):
        assert words in shown
    need = house.need_of(ROSA)
    act(desk, f"/needs/{need.id}/change", kinds="food", when=need.when_text or "", helpers="1", for_name="Lupe",
        conditions="a woman please\nring twice")  # fmt: skip
    need = house.need_of(ROSA)
    assert need.conditions == ("a woman please", "ring twice")
    assert (need.at_door, need.practical) == (("ring twice",), ())
