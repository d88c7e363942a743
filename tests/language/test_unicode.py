"""Whatever characters a text holds, it is read: never an error, and never more than it says. bench/unicode.py is
the long form."""

from __future__ import annotations

import json

from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mutualaid.cli import main
from tests.language.anytext import any_context, any_text, understand

EVERYTHING = st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))
SEEDS = st.integers(0, 2**32)


@settings(max_examples=700, deadline=None)
@given(SEEDS)
def test_any_text_is_read(seed: int) -> None:
    text, _ = any_text(seed)
    assert understand(text, any_context(seed)) == []


@settings(max_examples=400, deadline=None)
@given(st.text(EVERYTHING, max_size=80), SEEDS)
@example('0"1A:AAµ', 30889)  # a time in the midst of an unknown place
def test_any_characters_are_read(text: str, seed: int) -> None:
    assert understand(text, any_context(seed)) == []


def test_each_line_gives_one_object() -> None:
    texts = [any_text(seed)[0] for seed in range(300)]
    lines = [json.dumps({"text": text}).encode() for text in texts]
    lines += [b"".join(text.encode("utf-8", "surrogatepass").split(b"\n")) for text in texts]
    done = CliRunner().invoke(main, ["understand", "--json"], input=b"\n".join(lines) + b"\n")
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    assert len(found) == len(lines) and all("intent" in one for one in found)


def test_a_text_of_broken_bytes_is_explained() -> None:
    done = CliRunner().invoke(main, ["understand", "need a ride \udcff fri"])
    assert done.exit_code == 0, done.output
