"""What docs/registration.md gives groups to paste is what the service says and is."""

from __future__ import annotations

import re

import pytest

from mutualaid.language.talk.commands import EXACT

from .files import ROOT

PAGE = (ROOT / "docs" / "registration.md").read_text(encoding="utf-8")
SAID = {
    found
    for script in (ROOT / "tests" / "transcripts").glob("*.txt")
    for found in re.findall(r"(?m)^service> \S+ \[\d+\]: (.+)$", script.read_text(encoding="utf-8"))
}
QUOTED = re.findall(r"(?ms)^```text\n(.+?)\n```$", PAGE)


@pytest.mark.parametrize("text", QUOTED)
def test_a_text_that_is_quoted_is_one_the_service_says(text: str) -> None:
    assert text in SAID


def test_there_are_five_samples_and_one_declares_the_relay() -> None:
    samples = re.findall(r"(?ms)^Sample (\d),[^\n]*\n\n```text\n(.+?)\n```$", PAGE)
    assert [number for number, _ in samples] == ["1", "2", "3", "4", "5"]
    assert all(20 <= len(text) <= 1024 for _, text in samples)
    assert "passed on" in PAGE.split("\nSample 4, ")[1].splitlines()[0]


def quoted(heading: str) -> str:
    part = PAGE.split(f"### {heading}", 1)[1].split("\n#", 1)[0]
    return " ".join(line.removeprefix("> ") for line in part.splitlines() if line.startswith(">"))


@pytest.mark.parametrize(
    ("heading", "most"), [("Campaign description", 4096), ("Message flow (how people opt in)", 2048)]
)
def test_an_answer_fits_its_field(heading: str, most: int) -> None:
    assert 40 <= len(quoted(heading)) <= most


def test_the_words_beside_the_number_are_those_of_the_page() -> None:
    about = (ROOT / "mutualaid" / "web" / "templates" / "public" / "en" / "about.html").read_text(encoding="utf-8")
    flow = quoted("Message flow (how people opt in)")
    (disclosure,) = re.findall(r'beside these words: "(.+?)"', flow)
    plain = re.sub(r"<[^>]+>", " ", about.replace("{{ group.name }}", "Mission Neighbors"))
    for sentence in re.findall(r"[^.]+\.", disclosure):
        assert " ".join(sentence.split()) in " ".join(plain.split()), sentence


def test_the_opt_out_keywords_are_those_heard() -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith("| Opt-out keywords |")]
    assert {word.lower() for word in re.findall(r"`(\w+)`", row)} == set(EXACT)
