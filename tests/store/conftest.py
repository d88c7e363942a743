"""One contract, two engines: each test here runs on SQLite and, where a server is installed, on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mutualaid.store.engine import Store, open_store
from tests.postgres import server
from tests.world import new_store

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(engine: str, tmp_path: Path) -> str:
    """Where a store with the newest schema and nothing in it is."""
    return f"sqlite:///{tmp_path}/aid.db" if engine == "sqlite" else server().emptied()


@pytest.fixture
def new_url(engine: str, tmp_path: Path) -> str:
    """Where there is no schema yet."""
    return f"sqlite:///{tmp_path}/new.db" if engine == "sqlite" else server().new(empty=True)


@pytest.fixture
def store(url: str, engine: str, tmp_path: Path) -> Iterator[Store]:
    if engine == "sqlite":
        shutil.copy(new_store(), tmp_path / "aid.db")
    opened = open_store(url)
    yield opened
    opened.close()
