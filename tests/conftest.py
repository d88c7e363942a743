"""Options of the suite, and the languages' files, which are parsed once rather than in each test that needs them."""

from __future__ import annotations

import tomllib
from functools import lru_cache

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write transcripts as the service plays them now")


@pytest.fixture(scope="session", autouse=True)
def _toml_parsed_once() -> None:
    """By content, so a file that a test writes is parsed as it stands."""
    tomllib.loads = lru_cache(maxsize=128)(tomllib.loads)  # what is parsed is never changed by who reads it
