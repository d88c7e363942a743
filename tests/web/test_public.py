"""The public pages say what carriers' reviewers look for, in every language we speak, as the config has it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import mutualaid
from mutualaid.config import languages
from mutualaid.domain.vocabulary import BrakePosition
from mutualaid.service import brake
from web.conftest import House

Browser = Callable[[], FlaskClient]
PAGES = Path(mutualaid.__file__).parent / "web" / "templates" / "public"

LOOKED_FOR = {
    ("about", "en"): (
        "(415) 555-0100",
        "you agree to get texts",
        "Message frequency varies",
        "rates may apply",
        "STOP",
    ),
    ("about", "es"): (
        "(415) 555-0100",
        "acepta recibir mensajes",
        "cantidad de mensajes varía",
        "aplicarse tarifas",
        "STOP",
    ),
    ("privacy", "en"): (
        "No mobile information is shared with third parties",
        "never sold",
        "STOP",
        "help@hill.example",
    ),
    ("privacy", "es"): ("No se comparte ninguna información de su teléfono móvil", "nunca se venden", "STOP"),
    ("terms", "en"): ("Hill Street Neighbors", "Message frequency varies", "rates may apply", "HELP", "not liable"),
    ("terms", "es"): (
        "Hill Street Neighbors",
        "cantidad de mensajes varía",
        "aplicarse tarifas",
        "HELP",
        "no responden",
    ),
}


def page(client: FlaskClient, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize(("name", "code"), LOOKED_FOR)
def test_what_reviewers_look_for(browser: Browser, name: str, code: str) -> None:
    text = page(browser(), f"/{name}?lang={code}")
    for words in LOOKED_FOR[name, code]:
        assert words in text, words
    assert f'<html lang="{code}">' in text
    assert not re.search(r"None|\{\{|\}\}", text)


def test_every_language_has_every_page() -> None:
    for code in languages():
        assert {path.name for path in (PAGES / code).glob("*.html")} >= {"about.html", "privacy.html", "terms.html"}


def test_the_language_is_that_of_the_reader(browser: Browser) -> None:
    assert '<html lang="es">' in page(browser(), "/about", **{"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    assert '<html lang="en">' in page(browser(), "/about", **{"Accept-Language": "de"})
    assert '<html lang="en">' in page(browser(), "/about?lang=xx")
    assert 'href="/terms?lang=es"' in page(browser(), "/terms")


def test_the_brake_stands_on_the_first_page_only_while_it_is_on(house: House, browser: Browser) -> None:
    assert "many asks" not in page(browser(), "/about")
    house.kit.turn(lambda turn: brake.put(turn, BrakePosition.SLOW), who="Dana")
    assert "many asks just now" in page(browser(), "/about")
    until = house.clock.now().replace(day=12)
    house.kit.turn(lambda turn: brake.put(turn, BrakePosition.CLOSED, until), who="Dana")
    assert "Closed until Oct 12." in page(browser(), "/about")
    assert "Cerrado hasta el 12 oct." in page(browser(), "/about?lang=es")
    house.later(days=8)
    assert "Closed" not in page(browser(), "/about")


@pytest.mark.parametrize(
    ("relay", "says"), [("on", "passed on by this service"), ("off", "passed on by a coordinator")]
)
def test_who_passes_words_on_is_said_as_it_is(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch, relay: str, says: str
) -> None:
    group = replace(house.kit.config.group, relay=relay)
    monkeypatch.setattr(house.kit, "config", replace(house.kit.config, group=group))
    assert says in page(browser(), "/terms?lang=en")
    assert says in page(browser(), "/privacy?lang=en")
