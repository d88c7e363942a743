"""The group's clock, the machine's clock, chance and ids."""

import threading
import uuid
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from mutualaid.clock import (
    Clock,
    ClockRefused,
    Dice,
    FileClock,
    Ids,
    MovedClock,
    SystemClock,
    clock_from,
    in_milliseconds,
    is_loopback,
)

MORNING = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)
LOOPBACK = "http://127.0.0.1:9000"


class GivenClock(Clock):
    """Gives the moments it is told to give, in order, and then the last one."""

    def __init__(self, *moments: datetime) -> None:
        self.moments = list(moments)

    def now(self) -> datetime:
        return self.moments.pop(0) if len(self.moments) > 1 else self.moments[0]


def test_moments_are_utc_and_cut_to_milliseconds() -> None:
    west = timezone(timedelta(hours=-7))
    cut = in_milliseconds(datetime(2026, 10, 5, 9, 0, 0, 123999, tzinfo=west))
    assert cut == datetime(2026, 10, 5, 16, 0, 0, 123000, tzinfo=UTC)
    assert cut.tzinfo is UTC
    with pytest.raises(ValueError, match="no offset"):
        in_milliseconds(MORNING.replace(tzinfo=None))


def test_the_system_clock_tells_the_present() -> None:
    before = in_milliseconds(datetime.now(UTC))
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0


def test_the_machines_clock_moves_on_while_sleeping() -> None:
    clock = MovedClock(MORNING, running=False)
    before = clock.monotonic()
    clock.sleep(0.01)
    clock.sleep(-1)
    assert clock.monotonic() - before >= 0.009
    assert clock.now() == MORNING


def test_a_still_clock_moves_only_when_told() -> None:
    clock = MovedClock(MORNING, running=False)
    assert clock.move_to(MORNING + timedelta(hours=3)) == MORNING + timedelta(hours=3)
    assert clock.now() == MORNING + timedelta(hours=3)
    assert clock.move_to(clock.now()) == clock.now()
    with pytest.raises(ValueError, match="before the clock"):
        clock.move_to(MORNING)
    assert clock.now() == MORNING + timedelta(hours=3)


def test_a_running_clock_runs_on_from_where_it_was_moved() -> None:
    clock = MovedClock(MORNING)
    clock.sleep(0.005)
    assert MORNING < clock.now() < MORNING + timedelta(hours=1)
    later = MORNING + timedelta(days=3)
    clock.move_to(later)
    clock.sleep(0.005)
    assert later < clock.now() < later + timedelta(hours=1)
    assert clock.now().microsecond % 1000 == 0


def test_a_moved_clock_starts_in_the_present_unless_told() -> None:
    before = in_milliseconds(datetime.now(UTC))
    assert before <= MovedClock(running=False).now() <= datetime.now(UTC)


def test_a_moved_clock_never_goes_back_between_threads() -> None:
    clock = MovedClock(MORNING)
    went_back: list[tuple[datetime, datetime]] = []
    done = threading.Event()

    def read() -> None:
        last = clock.now()
        while not done.is_set():
            now = clock.now()
            if now < last:
                went_back.append((last, now))
            last = now

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for day in range(1, 200):
        clock.move_to(MORNING + timedelta(days=day))
    done.set()
    for reader in readers:
        reader.join()
    assert went_back == []


def test_a_file_clock_reads_its_file_each_time(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text("2026-10-05T09:00:00.5009-07:00\n")
    clock = FileClock(path)
    assert clock.now() == MORNING + timedelta(milliseconds=500)
    path.write_text("2026-10-05T17:00:00Z")
    assert clock.now() == MORNING + timedelta(hours=1)


def test_a_file_clock_keeps_the_last_moment_while_the_file_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text(MORNING.isoformat())
    clock = FileClock(path)
    path.write_text("2026-10-")
    assert clock.now() == MORNING
    path.unlink()
    assert clock.now() == MORNING


@pytest.mark.parametrize("text", ["", "soon", "2026-10-05T09:00:00"])
def test_a_file_clock_without_a_moment_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "clock"
    path.write_text(text)
    with pytest.raises(ClockRefused, match="must hold one moment"):
        FileClock(path)


def test_clock_from(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text(MORNING.isoformat())
    assert isinstance(clock_from("", ""), SystemClock)
    assert clock_from(f"file:{path}", LOOPBACK).now() == MORNING
    for spec in ("file:", "file", str(path), "2026-10-05"):
        with pytest.raises(ClockRefused, match="must be file: and a path"):
            clock_from(spec, LOOPBACK)


@pytest.mark.parametrize("base", ["", "https://api.twilio.com", "http://127.0.0.1.example.org"])
def test_a_clock_from_a_file_never_reaches_real_phones(tmp_path: Path, base: str) -> None:
    path = tmp_path / "clock"
    path.write_text(MORNING.isoformat())
    with pytest.raises(ValueError, match="loopback"):
        clock_from(f"file:{path}", base)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:9000", True),
        ("http://127.8.8.8/x", True),
        ("http://localhost:1", True),
        ("http://[::1]:9000", True),
        ("http://localhost.example.org", False),
        ("http://127.0.0.1@example.org/", False),
        ("http://10.0.0.1", False),
        ("127.0.0.1:9000", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_loopback(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected


def test_seeded_dice_repeat_and_unseeded_do_not() -> None:
    def throw(dice: Dice) -> tuple[str, str, float, int]:
        return dice.token(), dice.choice(["a", "b", "c"]), dice.uniform(2, 3), dice.bits(62)

    assert throw(Dice(7)) == throw(Dice(7))
    assert throw(Dice(7)) != throw(Dice(8))
    assert throw(Dice()) != throw(Dice())


@pytest.mark.parametrize("seed", [None, 1])
def test_what_dice_give(seed: int | None) -> None:
    dice = Dice(seed)
    assert len(dice.token()) == 32
    assert len({dice.token(12) for _ in range(100)}) == 100
    assert set("".join(dice.token() for _ in range(50))) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )
    assert {dice.choice("xy") for _ in range(60)} == {"x", "y"}
    assert all(2 <= dice.uniform(2, 3) <= 3 for _ in range(60))
    with pytest.raises(IndexError):
        dice.choice([])


def test_an_id_is_a_uuid_of_version_7_with_the_groups_time() -> None:
    made = uuid.UUID(Ids(MovedClock(MORNING, running=False), Dice(1)).new())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == int(MORNING.timestamp() * 1000)


def test_ids_grow_within_one_millisecond_and_past_the_counters_end() -> None:
    ids = Ids(MovedClock(MORNING, running=False), Dice(1))
    made = [ids.new() for _ in range(5000)]
    assert made == sorted(set(made))
    assert {uuid.UUID(one).version for one in made} == {7}
    assert uuid.UUID(made[4095]).int >> 80 == int(MORNING.timestamp() * 1000)
    assert uuid.UUID(made[4096]).int >> 80 == int(MORNING.timestamp() * 1000) + 1


def test_ids_grow_when_the_clock_goes_back() -> None:
    ids = Ids(GivenClock(MORNING, MORNING - timedelta(hours=1), MORNING + timedelta(seconds=1)), Dice(1))
    made = [ids.new() for _ in range(3)]
    assert made == sorted(set(made))


def test_threads_never_get_the_same_id() -> None:
    ids = Ids(MovedClock(MORNING, running=False), Dice())
    made: list[list[str]] = [[], [], [], []]

    def make(into: list[str]) -> None:
        into.extend(ids.new() for _ in range(500))

    makers = [threading.Thread(target=make, args=(into,)) for into in made]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len({one for batch in made for one in batch}) == 2000
    assert all(batch == sorted(batch) for batch in made)
