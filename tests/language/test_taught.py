"""What a coordinator taught changes what a text is about, and nothing else."""

from __future__ import annotations

from functools import cache

import pytest
from language.reading_help import NOW, places

from mutualaid.domain.corrections import Correction
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command, Danger, Intent
from mutualaid.language.reader import Reader
from mutualaid.language.words.taught import (
    GUARDED,
    Taught,
    as_written,
    asks_in_full,
    names_help,
    suggested,
    too_common,
    words_of,
)

LANGUAGES = ("en", "es", "fr", "ht")


def lesson(phrase: str, *kinds: str) -> Correction:
    return Correction(phrase, as_written(phrase), " ".join(words_of(phrase)), kinds, NOW, "Dana")


LESSONS = (
    lesson("lift to food bank", "ride"),
    lesson("the sunshine cart", "food", "ride"),
    lesson("gadget", "repair"),
    lesson("Carrito azul", "delivery"),
)


@cache
def reader(*lessons: Correction) -> Reader:
    taught = Taught(lessons)
    return Reader(LANGUAGES, places, taught=lambda: taught)


def read(text: str, question: str | None = None) -> Reading:
    return reader(*LESSONS).understand(text, Context(NOW, None, question))


@pytest.mark.parametrize(
    ("text", "intent", "kinds", "phrase"),
    [
        ("need a lift to food bank fri", Intent.NEED, ("ride",), "lift to food bank"),
        ("NEED A LIFT TO FOOD-BANK, fri", Intent.NEED, ("ride",), "lift to food bank"),
        ("need a lift to food bank and diapers", Intent.NEED, ("ride", "supplies"), "lift to food bank"),
        ("can the sunshine cart come tomorrow? i need it", Intent.NEED, ("food", "ride"), "the sunshine cart"),
        ("my gadgets is not working, need someone to look at it", Intent.NEED, ("repair",), "gadget"),
        ("necesito el carrito azul para mañana", Intent.NEED, ("delivery",), "Carrito azul"),
    ],
)
def test_taught_words_say_what_a_text_is_about(
    text: str, intent: Intent, kinds: tuple[str, ...], phrase: str
) -> None:
    found = read(text)
    assert (found.intent, found.kinds, found.taught) == (intent, kinds, (phrase,))
    assert f"kind:{kinds[0]}" in found.spans


def test_a_text_without_them_reads_as_before() -> None:
    for text in ("need a lift to the clinic", "food bank hours?", "the cart of sunshine", "ok", ""):
        assert read(text) == reader().understand(text, Context(NOW))


def test_kinds_the_group_leaves_out_are_not_heard() -> None:
    only_food = Reader(("en",), kinds=("food", "supplies"), taught=lambda: Taught(LESSONS))
    assert only_food.understand("need a gadget", Context(NOW)).taught == ()
    assert only_food.understand("need the sunshine cart", Context(NOW)).kinds == ("food",)


@pytest.mark.parametrize(
    ("phrase", "text", "question"),
    [
        ("texting me", "stop texting me", None),
        ("you to stop texting", "I need you to stop texting me", None),
        ("stop", "STOP", None),
        ("help", "HELP", None),
        ("stop all", "stop all", None),
        ("yes", "yes", "yes_no"),
        ("no thanks", "no thanks", "yes_no"),
        ("1", "1", "yes_no"),
        ("after 5", "yes but after 5", "yes_no"),
        ("thanks for", "thanks for everything", None),
        ("he scares me", "he scares me", None),
        ("found someone", "found someone already thx", None),
    ],
)
def test_they_never_change_what_a_text_commands_or_answers(phrase: str, text: str, question: str | None) -> None:
    context = Context(NOW, None, question)
    plain = reader().understand(text, context)
    taught = reader(lesson(phrase, "food", "ride")).understand(text, context)
    assert taught.command is plain.command or taught.command is Command.STOP
    assert all(getattr(taught, part) == getattr(plain, part) for part in GUARDED)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("cant breathe", "i cant breathe"),
        ("chest pain", "my husband has chest pain please hurry"),
        ("smell gas", "we smell gas in the kitchen"),
        ("kill myself", "i want to kill myself"),
    ],
)
def test_they_never_turn_off_danger(phrase: str, text: str) -> None:
    plain = reader().understand(text, Context(NOW))
    assert isinstance(plain.danger, Danger)
    assert reader(lesson(phrase, "pets")).understand(text, Context(NOW)).danger is plain.danger


def test_urgent_medicine_stays_medicine() -> None:
    text = "out of insulin since this morning, need it now"
    plain = reader().understand(text, Context(NOW))
    assert plain.urgent and "medicine" in plain.kinds
    assert reader(lesson("insulin", "food")).understand(text, Context(NOW)) == plain


def test_thanks_for_what_was_taught_open_nothing() -> None:
    text = "thank you for the gadget thing"
    assert read(text).intent is reader().understand(text, Context(NOW)).intent is Intent.OTHER


def test_of_overlapping_corrections_the_longest_counts() -> None:
    both = reader(lesson("gadget", "repair"), lesson("gadget box", "food"))
    assert both.understand("need a gadget box", Context(NOW)).kinds == ("food",)
    assert both.understand("need a gadget", Context(NOW)).kinds == ("repair",)


def test_words_that_stand_in_any_text_are_too_common() -> None:
    for phrase in ("need", "i need", "to the", "please", "mom", "2", "i want a", "necesito", "tomorrow"):
        assert too_common(words_of(phrase), LANGUAGES), phrase
    for phrase in ("groceries", "gadget", "the white glove thing", "ride to food bank", "despensa"):
        assert not too_common(words_of(phrase), LANGUAGES), phrase


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("need groceries for 2, 24th and mission", "groceries"),
        ("could the boxes go up to the 3rd floor by fri", "boxes"),
        ("hello neighbors, the wobbly gizmo upstairs", "wobbly gizmo upstairs"),
        ("24th and mission", ""),
        ("?!", ""),
    ],
)
def test_the_words_a_correction_is_likely_about_are_proposed(text: str, words: str) -> None:
    assert suggested(reader().understand(text, Context(NOW)), LANGUAGES) == words


# Words that ask for nothing


IDLE = (lesson("need a hug"), lesson("need coffee first"), lesson("my ride or die"))


@pytest.mark.parametrize(
    ("text", "intent", "kinds", "phrases"),
    [
        ("i need a hug", Intent.OTHER, (), ("need a hug",)),
        ("i need coffee first lol", Intent.OTHER, (), ("need coffee first",)),
        ("i need coffee first, then diapers for my baby", Intent.NEED, ("supplies",), ("need coffee first",)),
        ("need my ride or die tonight", Intent.NEED, (), ("my ride or die",)),
        ("i need a hug and groceries", Intent.NEED, ("food",), ()),
        ("need a ride to the clinic fri", Intent.NEED, ("ride",), ()),
        ("my ride or die, besoin de couches", Intent.NEED, ("supplies",), ("my ride or die",)),
    ],
)
def test_words_that_ask_for_nothing_are_passed_over(
    text: str, intent: Intent, kinds: tuple[str, ...], phrases: tuple[str, ...]
) -> None:
    found = reader(*IDLE).understand(text, Context(NOW))
    assert (found.text, found.intent, found.kinds, found.taught) == (text, intent, kinds, phrases)
    assert all(text[start:end].strip() for start, end in found.spans.values())


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("cant breathe", "i cant breathe"),
        ("texting me", "please stop texting me"),
        ("my insulin", "out of my insulin since this morning, need it now"),
        ("i need", "thank you for all that i need"),
    ],
)
def test_what_is_guarded_stays_though_its_words_are_taught_to_ask_for_nothing(phrase: str, text: str) -> None:
    plain = reader().understand(text, Context(NOW))
    taught = reader(lesson(phrase)).understand(text, Context(NOW))
    assert all(getattr(taught, part) == getattr(plain, part) for part in GUARDED)
    assert not plain.urgent or taught == plain


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("need a ride", "ride"),
        ("groceries", "groceries"),
        ("ride or die", ""),
        ("need a miracle", ""),
        ("i need a", ""),
    ],
)
def test_which_words_plainly_name_help(phrase: str, names: str) -> None:
    assert names_help(words_of(phrase), LANGUAGES) == names


def test_an_answer_to_what_was_asked_is_not_passed_over() -> None:
    asked = Context(NOW, question="kind")
    found = reader(lesson("shoes for the wedding")).understand("shoes for the wedding", asked)
    assert (found.intent, found.kinds, found.taught) == (Intent.ANSWER, ("clothing",), ())


def test_words_that_mean_something_stay_beside_words_that_ask_for_nothing() -> None:
    both = lesson("the usual", "general"), lesson("shoes for the wedding")
    found = reader(*both).understand("need the usual and shoes for the wedding", Context(NOW))
    assert (found.intent, found.kinds) == (Intent.NEED, ("general",))


@pytest.mark.parametrize(
    ("phrase", "in_full"),
    [
        ("food for my kids", True),
        ("ride to the clinic", True),
        ("necesito comida hoy", True),
        ("someone to talk to", True),
        ("no food left", True),
        ("need groceries asap", True),
        ("shoes for the wedding", False),
        ("need coffee first", False),
        ("my ride or die", False),
        ("drive me crazy", False),
        ("need a hug", False),
    ],
)
def test_which_phrases_ask_in_full(phrase: str, in_full: bool) -> None:
    assert asks_in_full(reader().understand(phrase, Context(NOW))) is in_full
