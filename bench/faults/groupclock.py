"""The group's clock, moved by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path


class Clock:
    """The group's clock in a file, as MUTUALAID_CLOCK wants it: it stands still until it is moved."""

    def __init__(self, path: Path, start: datetime) -> None:
        self.path = path
        self.set(start)

    def set(self, moment: datetime) -> None:
        self._now = moment
        beside = self.path.with_suffix(".new")
        beside.write_text(moment.isoformat(), encoding="utf-8")
        beside.replace(self.path)

    def move(self, by: timedelta) -> None:
        self.set(self._now + by)

    def now(self) -> datetime:
        return self._now
