"""Stop words, wishes and the other commands."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

FORGETS = [
    "remove my info",
    "remove my information please",
    "borren mis datos",
]
"""Only deletion is asked for, so it is asked back; to be taken off a list is a wish for no more texts."""

STOPS = [
    "stop but thanks",
    "stop, pero gracias",
    "remove my number from your list",
    "quiten mi numero de la lista",
    "STOP",
    "stop",
    "Stop.",
    "STOP!!",
    '"stop"',
    "stop 🛑",
    "stopall",
    "unsubscribe",
    "CANCEL",
    "end",
    "Quit",
    "REVOKE",
    "optout",
    "opt out",
    "please stop texting me",
    "stop texting me",
    "take me off this list",
    "lose my number",
    "no me escriban mas",
    "PARAR",
    "alto",
    "stop please",
    "please stop",
    "remove me from your list",
    "unsubscribe me please",
    "don't text me anymore",
    "no more texts please",
    "quitenme de la lista",
    "ya no quiero recibir mensajes",
    "leave me alone",
    "stop all",
    "dejen de mandarme mensajes",
    "stpo",
]
NOT_STOPS = [
    "We have got to STOP this rent hike",
    "I can't stop the leak",
    "end of the month",
    "stop by anytime",
    "quit smoking group",
    "cancel my ride",
    "don't stop",
    "the bus stop on 24th",
    "please stop by tomorrow",
    "i quit my job and need food",
    "can you stop at the pharmacy",
    "please stop the water it is flooding",
    "he won't stop calling me",
    "end it",
    "no more food at home",
    "para mi mama",
    "alto en azucar",
    "why did you stop texting me?",
    "the end",
    "stop worrying lol",
    "cancel that last one",
    "please cancel",
    "Count me in! We have got to STOP this terrible bill",
    "at the end of the street",
    "paren",
    "quit playing",
    "it wont end",
    "pagar",
    "parir",
    "altos",
    "quiet",
    "ends",
    "cancels",
    "stop sending me rides on mondays",
    "we need help please. stop sending messages telling me what to do, we have no food",
]


@pytest.mark.parametrize("text", STOPS)
@pytest.mark.parametrize("question", [None, "yes_no"])
def test_stops(text: str, question: str | None) -> None:
    reading = read(text, question)
    assert (reading.intent, reading.command) == ("command", "stop")
    exact = text.lower() in {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}
    assert reading.stop_exact is exact


@pytest.mark.parametrize("text", [t for t in NOT_STOPS if t != "paren"])
def test_not_stops(text: str) -> None:
    assert read(text).command != "stop"


@pytest.mark.parametrize(
    ("command", "texts"),
    [
        ("start", ["START", "unstop", "start again"]),
        ("help", ["HELP", "info", "ayuda", "Help!", "help?"]),
        (
            "status",
            [
                "status",
                "any news?",
                "estado",
                "any update",
                "is anyone coming?",
                "hay noticias?",
                "did you find someone?",
            ],
        ),
        (
            "cancel",
            [
                "drop it",
                "found someone already thx",
                "cancel my ride",
                "ya no necesito",
                "dont need anything anymore",
                "nevermind",
                "i dont need a ride anymore",
                "ya no necesito la comida gracias",
                "forget it",
                "cancelar",
                "please cancel my groceries",
                "my sister is taking me, dont need the ride",
            ],
        ),
        ("change", ["change", "cambiar", "i want to change my request"]),
        ("done", ["done", "she got it", "listo", "all done thanks", "delivered"]),
        (
            "pause",
            [
                "pause",
                "pausa",
                "pause two weeks",
                "on vacation till aug 3",
                "pausa hasta el lunes",
                "im out of town until monday",
            ],
        ),
        (
            "human",
            [
                "talk to a person",
                "call me",
                "persona",
                "can someone call me please",
                "quiero hablar con una persona",
            ],
        ),
        (
            "forget",
            ["forget me", "delete my data", "borren mis datos", "please delete everything you have about me"],
        ),
        ("menu", ["menu", "opciones"]),
    ],
)
def test_commands(command: str, texts: list[str]) -> None:
    wrong = {t: str(read(t).command) for t in texts if read(t).command != command}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("español", "es"),
        ("in english please", "en"),
        ("en español por favor", "es"),
        ("no hablo ingles", "es"),
        ("english", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    reading = read(text)
    assert (reading.command, reading.to_language) == ("language", code)


def test_a_pause_has_an_end() -> None:
    pause = read("on vacation till aug 3").pause
    assert pause is not None


@pytest.mark.parametrize(
    "text",
    ["found someone already thx", "dont need anything anymore", "ya no necesito nada", "i no longer need the ride"],
)
def test_covered(text: str) -> None:
    reading = read(text)
    assert reading.covered and reading.needs == ()


@pytest.mark.parametrize(
    "text",
    [
        "can't make it",
        "car broke down sorry",
        "no puedo ir",
        "something came up, cant make it",
        "i wont make it today",
        "no voy a poder llegar",
    ],
)
def test_cannot(text: str) -> None:
    assert read(text).cannot


@pytest.mark.parametrize(
    "text", ["help me move the couch", "i need help with groceries", "can you help my neighbor"]
)
def test_help_in_a_sentence_is_no_command(text: str) -> None:
    assert read(text).command is None


@pytest.mark.parametrize("text", FORGETS)
def test_only_deletion(text: str) -> None:
    assert read(text).command == "forget"


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("Driving, will reply later", True),
        ("I'm driving right now. I'll get back to you later.", True),
        ("Estoy manejando, te respondo luego", True),
        ("im driving, i will call you when im there", False),
        ("im driving ana, will be there at 5", False),
        ("estoy manejando para alla", False),
    ],
)
def test_at_the_wheel(text: str, machine: bool) -> None:
    assert read(text).automatic == machine


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("cancel ❌", "cancel"),
        ("cancelar ❌", "cancel"),
        ("no quiero ablar con una maquina", "human"),
        ("i dont want to talk to a machine", "human"),
        ("ya no mi ija me la trajo gracias", "cancel"),
        ("my machine is broken can someone fix it", None),
    ],
)
def test_everyday_commands(text: str, command: str | None) -> None:
    assert read(text).command == command


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("sorry store was out of oat milk", "other"),
        ("sorry the store had no milk", "other"),
        ("la tienda no tenia leche", "other"),
        ("we are out of milk", "need"),
        ("the store is closed and i have no milk", "need"),
        ("where is the food bank and i need food", "need"),
        ("when does the food bank open and do i need to bring bags", "question"),
        ("is there free food and what do i need to bring", "question"),
    ],
)
def test_whose_lack_and_what_is_asked(text: str, intent: str) -> None:
    assert read(text).intent == intent
