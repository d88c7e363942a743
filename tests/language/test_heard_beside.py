"""Dangers heard only since people named them, calm words that sound like them, and small words easily misread."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGERS = [
    ("theres a kid locked in a hot car", "medical"), ("hay un nino encerrado en un carro", "medical"),
    ("my grandma has no ac its 105 and shes dizzy", "medical"),
    ("mi abuela no tiene aire, hace 105 y esta mareada", "medical"),
    ("goodbye everyone tell my kids i love them", "self_harm"),
    ("dile a mis hijos que los quiero, adios", "self_harm"),
]  # fmt: skip

CALM = [
    "ride to a funeral, my uncle was shot", "ride to domestic violence support group",
    "necesito ir a rehabilitacion por mi derrame", "cut my finger cooking, need bandaids",
    "he hit me with the bill", "bye everyone see you tomorrow", "need a car seat, the kid is in the car already",
]  # fmt: skip

WORRIES = [
    "la vi muy flaquita y no tiene gas", "she looks very thin and has no heat", "el señor esta muy delgado",
    "i think shes confused, left the stove on", "house is full of garbage, worried about her",
]  # fmt: skip


@pytest.mark.parametrize(("text", "danger"), DANGERS)
def test_danger(text: str, danger: str) -> None:
    assert read(text).danger == danger


@pytest.mark.parametrize("text", CALM)
def test_no_danger(text: str) -> None:
    assert read(text).danger is None


@pytest.mark.parametrize("text", WORRIES)
def test_worry_about_somebody_is_for_us(text: str) -> None:
    assert read(text).complaint


@pytest.mark.parametrize("text", ["i gave a man my card", "le di mi tarjeta a un señor", "told some guy my pin"])
def test_a_card_given_away(text: str) -> None:
    assert "about_card" in read(text).spans


@pytest.mark.parametrize("text", ["le doy el dinero a ella?", "do i give her the money?"])
def test_a_question_about_money_is_no_offer(text: str) -> None:
    assert read(text).intent == "question"
    assert "about_cost" in read(text).spans


@pytest.mark.parametrize("text", ["delete that address", "want my texts gone", "borre esa direccion"])
def test_a_wish_to_be_forgotten(text: str) -> None:
    assert read(text).command == "forget"


def test_a_first_name_is_no_electricity() -> None:
    assert read("luz marina, necesito comida").kinds == ("food",)
    assert read("no tengo luz").kinds == ("power",)


def test_homework_is_advice() -> None:
    assert read("my son needs homework help").kinds == ("advice",)
    assert read("ayuda con la tarea de mi hijo").kinds == ("advice",)


def test_yes_no_problem_is_a_yes() -> None:
    assert read("yes no problem").answer == "yes"
    assert read("si no hay problema").answer == "yes"


def test_a_condition_is_noted_as_it_is_spelled() -> None:
    assert read("need a ride i use a weelchair").conditions == ("i use a wheelchair",)
