"""Options of the suite, and what every test needs alike and would otherwise make anew each time."""

from __future__ import annotations

import gc
import tomllib
from functools import lru_cache

import pytest
from flask import Flask
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache

settings.register_profile("same", derandomize=True)
settings.register_profile("other", derandomize=False, database=None)
settings.load_profile("same")  # a change is stopped by what it does itself; bench/properties looks farther


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write transcripts as the service plays them now")


class _Compiled(BytecodeCache):
    """Templates compiled in this process, by their text."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._kept.get((bucket.key, bucket.checksum))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> None:
    """The languages' files are parsed, and the pages' templates compiled, once each: by their content, so one that
    a test writes counts as it stands. What is parsed is never changed by who reads it, and stays, so garbage is
    looked for seldom."""
    gc.set_threshold(50_000, 20, 100)
    tomllib.loads = lru_cache(maxsize=128)(tomllib.loads)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}
