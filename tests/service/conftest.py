"""The world of a test that asks for nothing of its own: nobody has written yet, a Monday at nine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world.db", START, config())
    yield made
    made.close()
