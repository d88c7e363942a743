"""Beside each text that came in stands what was read of it, and from which of its words."""

from __future__ import annotations

import html

from flask.testing import FlaskClient

from mutualaid.domain.reading import Context
from mutualaid.service.desk import readings as deskreadings
from mutualaid.store import messages
from web.conftest import House

ANA, BEN = "+14155550112", "+14155550111"


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(html.unescape(answer.get_data(as_text=True)).split())


def test_a_conversation_says_what_was_read_of_each_text(house: House, desk: FlaskClient) -> None:
    house.text(ANA, "need groceries for 2, 24th and mission, before fri")
    said = page(desk, f"/people/{house.who(ANA).id}")
    assert "Read as: need, about food, where “24th and mission” (corner)" in said
    assert "food “groceries”" in said
    assert "for how many “2”" in said


def test_a_helpers_no_is_told_as_one(house: House, desk: FlaskClient) -> None:
    house.text(BEN, "i can give rides and bring groceries, 24th and mission, any day. my name is Ben")
    house.text(BEN, "no rides this week, only food")
    said = page(desk, f"/people/{house.who(BEN).id}")
    assert "Read as: need, or a helper's no, says no to ride, only food, when “this week”" in said


def test_an_answer_is_read_as_the_answer_it_was(house: House, desk: FlaskClient) -> None:
    house.text(ANA, "need groceries")
    house.later(seconds=30)
    house.text(ANA, "24th and mission")
    who = house.who(ANA)
    with house.kit.store.reading() as tx:
        found = messages.of_neighbour(tx, who.id)
    readings = deskreadings.of_texts(house.kit, who, found)
    (answer,) = [m for m in found if m.body == "24th and mission"]
    now = answer.created_at.astimezone(house.kit.config.group.zone)
    assert readings[answer.id] == house.kit.reader.understand(answer.body, Context(now, who.language, "place"))


def test_a_page_shown_again_reads_nothing_again(house: House, desk: FlaskClient) -> None:
    house.text(ANA, "need groceries, 24th and mission")
    first = page(desk, f"/people/{house.who(ANA).id}")

    class Tired:
        def understand(self, text: str, context: Context) -> object:
            raise AssertionError("read again")

    house.kit.reader = Tired()  # type: ignore[assignment]
    assert page(desk, f"/people/{house.who(ANA).id}") == first


def test_words_that_are_gone_are_not_read(house: House, desk: FlaskClient) -> None:
    house.text(ANA, "need groceries, 24th and mission")
    who = house.who(ANA)
    with house.kit.store.transaction() as tx:
        for message in messages.of_neighbour(tx, who.id):
            messages.change(tx, message, body="")
    assert "Read as" not in page(desk, f"/people/{who.id}")


def test_of_a_long_conversation_the_newest_texts_are_read(house: House, desk: FlaskClient) -> None:
    for number in range(3):
        house.text(BEN, f"can you help with form number {number}")
    who = house.who(BEN)
    with house.kit.store.reading() as tx:
        found = messages.of_neighbour(tx, who.id)
    bodies = {m.id: m.body for m in found}
    read = deskreadings.of_texts(house.kit, who, found, most=2)
    assert {bodies[key][-1] for key in read} == {"1", "2"}
