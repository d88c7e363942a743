"""Of several of the group's answers the one that fits most closely is taken."""

from __future__ import annotations

from mutualaid.domain.answers import NOBODY, QUESTION, OwnAnswer, best

ANY = OwnAnswer({"en": "any"}, use=(NOBODY,))
FOOD = OwnAnswer({"en": "food"}, kinds=("food",), use=(NOBODY, QUESTION))
MUCH = OwnAnswer({"en": "much"}, kinds=("food", "water", "supplies"), use=(NOBODY,))
BANK = OwnAnswer({"en": "bank"}, words=("food bank",))
EVERY = (ANY, MUCH, FOOD, BANK)


def _said(words: tuple[str, ...]) -> int:
    return max((len(word) for word in words), default=0)


def test_words_before_kinds_and_narrow_before_wide() -> None:
    assert best(EVERY, QUESTION, ("food",), _said) is BANK
    assert best(EVERY, QUESTION, ("food",), lambda words: 0) is FOOD
    assert best(EVERY, NOBODY, ("food",), lambda words: 0) is FOOD
    assert best(EVERY, NOBODY, ("water",), lambda words: 0) is MUCH


def test_what_names_nothing_fits_any_need_and_no_question() -> None:
    assert best(EVERY, NOBODY, ("ride",), lambda words: 0) is ANY
    assert best((OwnAnswer({"en": "any"}),), QUESTION, ("food",), lambda words: 0) is None
    assert best((), NOBODY, ("food",), lambda words: 0) is None


def test_a_text_falls_back_to_the_groups_language() -> None:
    answer = OwnAnswer({"es": "hola", "en": "hello"})
    assert answer.in_language("es", "en") == "hola"
    assert answer.in_language("fr", "en") == "hello"
    assert OwnAnswer({"es": "hola"}).in_language("en", "en") == "hola"
    assert OwnAnswer({}).in_language("en", "en") is None


def test_of_two_alike_the_one_in_their_language() -> None:
    spanish = OwnAnswer({"es": "comida"}, kinds=("food",))
    for rows in ((FOOD, spanish), (spanish, FOOD)):
        assert best(rows, QUESTION, ("food",), lambda words: 0, "es") is spanish
        assert best(rows, QUESTION, ("food",), lambda words: 0, "en") is FOOD
    assert best((spanish,), QUESTION, ("ride",), lambda words: 0, "es") is None
