"""The group's own answers and the brake, as coordinators set them."""

from __future__ import annotations

import html

import pytest
from flask.testing import FlaskClient

from mutualaid.store import group, plan
from web.conftest import House

ANA = "+14155550112"


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
