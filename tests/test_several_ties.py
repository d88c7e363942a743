"""Random talks of somebody who is helped by two people, one of them twice: whatever is said and answered, by day
and by night, each text has at most one reply, and the rules hold."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from mutualaid.config import Review
from tests.rules import check
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group

BEGIN = (
    "ben> i can bring groceries and give rides any day, 24th and mission. my name is Ben",
    "fay> i can walk dogs any day, 24th and mission. my name is Fay",
    "ana> need groceries, 24th and mission, tomorrow 10am. my name is Ana",
    "ben> 1", "ana> 1", "ana> 3001 mission st",
    "ana> need a ride from 24th and mission to 16th and mission wednesday 10am",
    "ben> 1", "ana> 1",
    "ana> can someone walk my dog friday 10am 24th and mission",
    "fay> 1", "ana> 1",
)  # fmt: skip

WORDS = (
    "he is always late", "does she have a car", "tell him i said hi", "what time are you coming", "on my way",
    "the key is under the mat", "dont come", "i cant make it", "never mind, i dont need it now",
    "can we make it 11 instead", "ok 11 is fine", "call me at 415 555 0177", "thank you so much",
    "im scared of him", "can you come next monday too", "i need food too", "is ben nice",
)  # fmt: skip
ANSWERS = (
    "both", "ambos", "1", "2", "3", "ben", "fay, not him", "us", "ok", "the first one", "ben how are you today",
)  # fmt: skip
LATER = (2, 20, 50, 50, 50, 600, 900)
"""Minutes that pass before a text."""

steps = st.tuples(
    st.sampled_from(["ana", "ana", "ana", "ben", "fay"]),
    st.one_of(st.sampled_from(WORDS), st.sampled_from(ANSWERS)),
    st.sampled_from(LATER),
)


def live(many: int, chosen: int) -> None:
    """Plays so many, the same for the same seed. Raises with one in which a rule breaks."""

    @seed(chosen)
    @settings(
        max_examples=many, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(steps, min_size=8, max_size=14), st.sampled_from([0, 0, 12]))
    def talked(said: list[tuple[str, str, int]], hours: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            world = World(Path(folder) / "t.db", START, config(review=Review(policy="none")))
            for line in BEGIN:
                who, _, text = line.partition("> ")
                _text(world, who, text, timedelta(seconds=2))
            world.advance(world.demo.clock.now() + timedelta(hours=hours))
            for who, text, minutes in said:
                _text(world, who, text, timedelta(minutes=minutes))
            try:
                check(world)
            except AssertionError as broken:
                raise AssertionError("\n".join([f"{hours} hours later", *map(str, said), str(broken)])) from broken
            finally:
                world.close()

    talked()


def _text(world: World, who: str, text: str, after: timedelta) -> None:
    world.advance(world.demo.clock.now() + after)
    world.text(who, text)


def test_each_text_has_one_reply_whoever_it_is_for() -> None:
    live(8, 3)
