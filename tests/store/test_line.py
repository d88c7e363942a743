"""Who waits for whom before a file is written, in one process or in several."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mutualaid.store import line
from mutualaid.store.line import Line

HOLDER = """
import sys
from mutualaid.store.line import Line
with Line(sys.argv[1]).hurried():
    print("here", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    return f"{tmp_path}/line"


@pytest.fixture
def lines(path: str) -> Iterator[tuple[Line, Line]]:
    """Two of the same line, as two stores of one file have them."""
    both = Line(path), Line(path)
    yield both
    for each in both:
        each.close()


def test_who_does_not_hurry_goes_after_who_does(lines: tuple[Line, Line], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 60)
    for ours in lines:  # the other process, or another thread of the same
        went: list[str] = []

        def patient(went: list[str] = went, ours: Line = ours) -> None:
            ours.let_pass()
            went.append("patient")

        thread = threading.Thread(target=patient)
        with lines[0].hurried():
            with lines[0].hurried():
                thread.start()
            thread.join(0.05)
            went.append("hurried")
        thread.join()
        assert went == ["hurried", "patient"]


def test_patience_ends(lines: tuple[Line, Line], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 0.01)
    with lines[0].hurried(), lines[1].hurried():
        for each in lines:
            each.let_pass()


def test_a_process_that_is_killed_hurries_no_more(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 60)
    command = [sys.executable, "-c", HOLDER, path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "here\n"
        ours = Line(path)
        thread = threading.Thread(target=ours.let_pass)
        thread.start()
        thread.join(0.05)
        assert thread.is_alive()
        holder.kill()
        thread.join(10)
        assert not thread.is_alive()
        ours.close()


def test_where_no_file_can_be_had_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 60)
    nowhere = Line(f"{tmp_path}/missing/line")
    with Line(f"{tmp_path}/missing/line").hurried():
        nowhere.let_pass()
        with nowhere.head(1) as left:
            assert left > 0
