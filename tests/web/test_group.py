"""The group's own answers and the brake, as coordinators set them."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from mutualaid.service.rounds import asking
from mutualaid.store import group, plan
from web.conftest import House

ANA, BEN = "+14155550112", "+14155550111"


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def sent(client: FlaskClient, path: str, status: int = 200, **data: str) -> str:
    answer = client.post(path, data=data, follow_redirects=True)
    assert answer.status_code == status, path
    return html.unescape(answer.get_data(as_text=True))


BANK = {"text_en": "The food bank is open Mon-Fri 9-12.", "use_question": "yes", "words": "food bank, pantry"}


def test_an_answer_is_added_sent_changed_and_removed(house: House, desk: FlaskClient) -> None:
    assert "None yet" in page(desk, "/answers")
    assert "From now on it is sent" in sent(desk, "/answers", **BANK)
    house.text(ANA, "when is the food bank open?")
    assert BANK["text_en"] in house.texts_to(ANA)
    with house.kit.store.reading() as tx:
        (kept,) = group.answers(tx)
    assert "food bank, pantry" in page(desk, f"/answers/{kept.id}")
    sent(desk, f"/answers/{kept.id}", **{**BANK, "text_en": "It moved.", "text_es": "Se mudó."})
    shown = page(desk, "/answers")
    assert "It moved." in shown and "Se mudó." in shown and "by Dana" in shown
    assert "Removed" in sent(desk, f"/answers/{kept.id}/remove")
    assert desk.get(f"/answers/{kept.id}").status_code == 404
    assert desk.post(f"/answers/{kept.id}/remove").status_code == 404
    assert desk.post(f"/answers/{kept.id}", data=BANK).status_code == 404


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"text_en": "x" * 161}, "As sent it is 161 characters"),
        ({"text_en": "[" * 81}, "more than one text"),
        ({"text_en": "Приходите в среду"}, "letters that our texts cannot write"),
        ({"text_en": "", "text_es": "Solo esto."}, "the group's first language"),
        ({"use_question": ""}, "Choose at least one"),
        ({"words": ""}, "Give words or kinds"),
        ({"words": ",".join(f"word{n}" for n in range(30))}, "20 are the most"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    desk: FlaskClient, house: House, changed: dict[str, str], says: str
) -> None:
    form = {**BANK, **changed}
    answer = sent(desk, "/answers", 400, **form)
    assert says in answer
    assert form["text_en"] in answer and form["words"] in answer
    with house.kit.store.reading() as tx:
        assert group.answers(tx) == []


def test_accents_cost_nothing(desk: FlaskClient) -> None:
    sent(desk, "/answers", **{**BANK, "text_es": "á" * 160})


def test_the_brake_is_set_shown_and_opened(house: House, desk: FlaskClient) -> None:
    assert "Open for everything" in page(desk, "/")
    assert "until someone opens it" in sent(desk, "/brake", position="slow")
    assert "Choose a day that is still to come" in sent(desk, "/brake", position="closed", until="2026-10-01")
    assert "Say until which day" in sent(desk, "/brake", position="closed")
    assert "Choose a position" in sent(desk, "/brake", position="sideways")
    assert "Choose a position" in sent(desk, "/brake", position="closed", until="soon")
    assert "Choose a nearer day" in sent(desk, "/brake", position="closed", until="9999-12-31")
    shown = sent(desk, "/brake", position="closed", until="2026-10-08")
    assert "Closed until Thu Oct 8, 8:00 am" in shown and "set by Dana" in shown
    house.text(ANA, "need groceries at 24th and Mission")
    assert "just now only urgent needs" in page(desk, "/")
    assert "Open. What waited" in sent(desk, "/brake", position="open")
    assert "just now only urgent needs" not in page(desk, "/")


def test_it_opens_by_itself_and_only_at_its_last_setting(house: House, desk: FlaskClient) -> None:
    sent(desk, "/brake", position="slow", until="2026-10-06")
    sent(desk, "/brake", position="closed", until="2026-10-08")
    house.text(ANA, "need groceries at 24th and Mission")
    house.later(days=2)
    assert "Closed until" in page(desk, "/")
    with house.kit.store.reading() as tx:
        assert "nobody" not in {c.reason for c in plan.open_cases(tx)}
    house.later(days=1)
    assert "Open for everything" in page(desk, "/")
    with house.kit.store.reading() as tx:
        assert "nobody" in {c.reason for c in plan.open_cases(tx)}


def test_words_that_wait_are_passed_on_with_one_button(
    house: House, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    group_off = replace(house.kit.config.group, relay="off")
    monkeypatch.setattr(house.kit, "config", replace(house.kit.config, group=group_off))
    connected(house)
    house.text(ANA, "the bell is broken, 415 555 0177")
    shown = page(desk, "/")
    assert "Ana wrote to Ben" in shown and "the bell is broken" in shown
    with house.kit.store.reading() as tx:
        case = next(c for c in plan.open_cases(tx) if c.reason == "to_pass_on")
    assert "Passed on, without the number" in sent(desk, f"/cases/{case.id}/pass-on")
    house.work()
    assert any("the bell is broken" in text and "0177" not in text for text in house.texts_to(BEN))
    assert "Someone settled that already" in sent(desk, f"/cases/{case.id}/pass-on")


def connected(house: House) -> None:
    """Ana and Ben, connected."""
    house.text(BEN, "i can bring groceries any day, 24th and Mission, im Ben")
    house.text(ANA, "my name is Ana, need groceries at 24th and Mission")
    need = house.need_of(ANA)
    house.kit.turn(lambda turn: asking.approve(turn, need.id, "Dana"), who="Dana")
    house.work()
    for phone, text in ((BEN, "yes tomorrow at 4"), (ANA, "1"), (ANA, "3001 Mission St, door 2")):
        house.text(phone, text)
