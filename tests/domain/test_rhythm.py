"""What comes again is said in each language; "weekends" alone only says when it would suit."""

from __future__ import annotations

import pytest

from mutualaid.domain.conversation.needs.intake import fill
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW


@pytest.mark.parametrize(
    ("language", "text", "again"),
    [
        ("en", "need groceries every monday at 10", True), ("en", "need groceries, weekends", False),
        ("es", "necesito comida cada lunes a las 10", True), ("fr", "besoin d'epicerie chaque lundi a 10h", True),
        ("fr", "besoin d'epicerie tous les lundis a 10h", True), ("ht", "mwen bezwen manje chak lendi a 10e", True),
    ],
)  # fmt: skip
def test_a_rhythm_makes_a_series(language: str, text: str, *, again: bool) -> None:
    reading = Reader((language,)).understand(text, Context(now=NOW))
    need = fill(Need(id="n", neighbour_id="p", created_at=NOW), reading)
    assert bool(need.repeat_every) is again
