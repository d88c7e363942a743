"""Feast days: what [feast] in when.toml says of them, and the day on which one comes next."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

EASTER = "easter"


def next_feast(said: str, today: date) -> date | None:
    """The next day of a feast. "12-25" is a day of the year, "11 4 4" the fourth Thursday of November, "5 -1 1" the
    last Monday of May, "easter" or "easter -2" so many days from Easter Sunday."""
    return next((day for year in (today.year, today.year + 1) if (day := _in_year(said, year)) >= today), None)


def _in_year(said: str, year: int) -> date:
    if said.startswith(EASTER):
        return _easter(year) + timedelta(int(said.removeprefix(EASTER) or 0))
    if "-" in said and " " not in said:
        month, day = (int(part) for part in said.split("-"))
        return date(year, month, day)
    month, count, weekday = (int(part) for part in said.split())
    if count < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)
