"""Each rule fails on a small bad module and passes its good neighbour."""

from __future__ import annotations

import pytest

from .checker import BASE, LONGEST, OWNERS, ROOMS, complaints
from .files import FORBIDDEN, forbidden_in

BAD = [
    ("mutualaid.domain.needs", "from mutualaid.clock import Clock", "imports mutualaid.clock"),
    ("mutualaid.domain.needs", "from mutualaid import config", "imports mutualaid.config"),
    ("mutualaid.domain.needs", "from ..store import rows", "imports mutualaid.store.rows"),
    ("mutualaid.domain.needs", "import os", "the domain is pure"),
    ("mutualaid.domain.needs", "x = open('y')", "the domain is pure"),
    ("mutualaid.language.read", "from mutualaid.gazetteer import find", "imports mutualaid.gazetteer"),
    ("mutualaid.store.needs", "def f():\n    from mutualaid.service import desk", "mutualaid.store.needs:2"),
    ("mutualaid.language.words.trie", "from mutualaid.language.times import when", "times stands above words"),
    ("mutualaid.service.turn", "from mutualaid.service.desk.views import needs", "desk stands above the rest"),
    ("mutualaid.service.rounds.asking", "from mutualaid.service.desk import needs", "desk stands above the rest"),
    ("mutualaid.transport.base", "import mutualaid.web.auth", "imports mutualaid.web.auth"),
    ("mutualaid.service.tick", "from mutualaid.wiring import build", "imports mutualaid.wiring"),
    ("mutualaid.web.desk", "from mutualaid import app", "imports mutualaid.app"),
    ("mutualaid.clock", "from mutualaid.config import Config", "imports mutualaid.config"),
    ("mutualaid.config", "from mutualaid.language import segments", "imports mutualaid.language"),
    ("migrations.migrations", "from mutualaid.store import rows", "imports mutualaid.store"),
    ("mutualaid.service.desk.needs", "from flask import g", "only mutualaid.web and mutualaid.app may"),
    ("mutualaid.cli", "import flask", "only mutualaid.web and mutualaid.app may"),
    ("mutualaid.web.sms", "from twilio.request_validator import RequestValidator", "imports twilio"),
    ("mutualaid.transport.twilio_codes", "import twilio.rest", "only mutualaid.transport.twilio and"),
    ("mutualaid.service.desk.needs", "import sqlite3", "only mutualaid.store and migrations may"),
    ("mutualaid.cli", "from sqlite_utils import Database", "only mutualaid.store and migrations may"),
    ("mutualaid.wiring", "import psycopg_pool", "only mutualaid.store and migrations may"),
    ("mutualaid.cli", "from apscheduler.schedulers.blocking import BlockingScheduler", "only mutualaid.worker"),
    ("mutualaid.worker", "import time", "only mutualaid.clock may"),
    ("mutualaid.worker", "from time import monotonic", "only mutualaid.clock may"),
    ("mutualaid.store.rows", "import uuid", "only mutualaid.clock may"),
    ("mutualaid.web.auth", "import secrets", "only mutualaid.clock may"),
    ("mutualaid.demo", "from random import choice", "only mutualaid.clock may"),
    ("mutualaid.demo", "from datetime import datetime\nx = datetime.now()", "reads datetime.now"),
    ("mutualaid.demo", "from datetime import datetime as dt\nx = dt.utcnow", "reads dt.utcnow"),
    ("mutualaid.demo", "import datetime\nx = datetime.date.today()", "reads datetime.date.today"),
    ("mutualaid.demo", "import datetime as d\nx = d.datetime.now()", "reads d.datetime.now"),
    ("mutualaid.demo", "import os\nx = os.urandom(8)", "reads os.urandom"),
    ("mutualaid.service.desk.needs", "x = 'select id from needs'", "holds SQL"),
    ("mutualaid.service.desk.needs", "x = '''\n  update needs set state = :new'''", "holds SQL"),
    ("mutualaid.cli", "x = f'delete from {table} where id = 1'", "holds SQL"),
    ("mutualaid.web.desk", "db.execute('INSERT OR IGNORE INTO needs values (1)')", "holds SQL"),
    ("mutualaid.web.desk", "x = 'create table x (y)'", "holds SQL"),
    ("mutualaid.web.desk", "print('x')", "prints"),
    ("mutualaid.domain.needs", "import re\nx = re.compile(r'\\b(?:mañana)\\b')", "spells words of a language"),
    ("mutualaid.domain.needs", "import re\nx = re.search(rf'{y} and', z)", "spells words of a language"),
    ("mutualaid.store.needs", "x = 1\n" * (LONGEST + 1), "has 401 lines"),
]

GOOD = [
    ("mutualaid.domain.needs", "from mutualaid.domain.vocabulary import KINDS\nimport re"),
    ("mutualaid.domain.needs", "import re\nx = re.compile(r'\\W*(\\d+)\\w\\b')"),
    ("mutualaid.language.read", "import re\nx = re.compile('mañana')"),
    ("mutualaid.language.read", "from mutualaid.domain import reading\nfrom pathlib import Path"),
    ("mutualaid.language.talk.answers", "from mutualaid.language.words.tokens import fold"),
    ("mutualaid.language.talk.answers", "from mutualaid.language.talk import turns"),
    ("mutualaid.language.reader", "from mutualaid.language.wants import kinds"),
    ("mutualaid.service.desk.needs", "from mutualaid.service.turn import Turn"),
    ("mutualaid.store.migrate", "import sqlite3\nimport migrations\nx = 'select 1 from y'"),
    ("mutualaid.service.tick", "from mutualaid.store.engine import Engine\nfrom mutualaid.clock import Clock"),
    ("mutualaid.web.desk", "from flask import Blueprint\nfrom mutualaid.service import desk"),
    ("mutualaid.app", "import flask\nfrom mutualaid.web import sms"),
    ("mutualaid.transport.twilio", "from twilio.rest import Client"),
    ("mutualaid.worker", "from apscheduler.schedulers.blocking import BlockingScheduler"),
    ("mutualaid.demo_story", "from mutualaid.store import rows\nfrom mutualaid import wiring"),
    ("mutualaid.clock", "import time\nfrom datetime import datetime\nx = datetime.now()"),
    ("mutualaid.cli", "from datetime import time\nx = clock.now()"),
    ("mutualaid.cli", "x = 'Update your settings'\ny = 'select one'"),
    ("mutualaid.cli", '"""Select what to keep from the list."""'),
    ("mutualaid.store.needs", "x = 1\n" * LONGEST),
]


@pytest.mark.parametrize(("module", "source", "sentence"), BAD)
def test_a_bad_module_is_noticed(module: str, source: str, sentence: str) -> None:
    (said,) = complaints(module, source)
    assert sentence in said


@pytest.mark.parametrize(("module", "source"), GOOD)
def test_a_good_module_is_left_alone(module: str, source: str) -> None:
    assert complaints(module, source) == []


def test_a_packages_relative_imports_are_its_own() -> None:
    assert complaints("mutualaid.store", "from . import rows", is_package=True) == []
    (said,) = complaints("mutualaid.store", "from ..web import desk", is_package=True)
    assert "imports mutualaid.web.desk" in said


def test_every_library_with_an_owner_is_noticed_elsewhere() -> None:
    for library in OWNERS:
        assert any("only" in said for said in complaints("mutualaid.wiring", f"import {library}")), library


def test_rooms_stand_below_one_another() -> None:
    for room, below in ROOMS.items():
        for other in below & set(ROOMS):
            assert room not in ROOMS[other], f"{room} and {other}"
    assert set(BASE).isdisjoint(ROOMS)


@pytest.mark.parametrize(
    "text",
    ["see /wo" "rk/x", "a\n`../sha" "red/data`", "https://py" "pi.org/simple", "files.python" "hosted.org/"],
)
def test_forbidden_fragments_are_noticed(text: str) -> None:
    assert forbidden_in(text)


@pytest.mark.parametrize("text", ["a /worker", "home/work/school", "our shared fund", "the library on 24th"])
def test_ordinary_words_are_not(text: str) -> None:
    assert forbidden_in(text) == []
    assert FORBIDDEN.search(text) is None
