"""The street somebody says to live on, with its article: "vivo en la Bryant"."""

from __future__ import annotations

import pytest

from mutualaid.gazetteer import Gazetteer
from tests.language.reading_help import read_in_all


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("necesito comida, vivo en la Bryant", "la Bryant"), ("vivo por la Valencia", "la Valencia"),
        ("vivo en la Bryant y la 24", "la Bryant y la 24"), ("estoy en la Bryant con la 24", "la Bryant con la 24"),
        ("j'habite sur la Bryant", "la Bryant"), ("mwen rete sou Bryant", "Bryant"),
        ("vivo en la casa de mi hermana", None), ("vivo en la esquina", None), ("VIVO EN LA ESQUINA", None),
        ("soy Rosa y la 1 es mi hora", None),
    ],
)  # fmt: skip
def test_the_street_of_a_home(text: str, found: str | None) -> None:
    spots = Gazetteer([], country="US").find(text)
    assert [s.text for s in spots] == ([found] if found else [])


def test_a_street_by_name_asks_for_no_shelter() -> None:
    assert read_in_all("vivo en la calle, necesito ayuda").kinds == ("shelter",)
