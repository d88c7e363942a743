"""What people may text in a random history, and what is known of each text without asking the service: the rules
judge by this list, not by the service's own reading.

A trait stands behind the texts it is true of, whatever is open just then. Transcripts that use the same words are
judged by the same list.
"""

from __future__ import annotations

BY_TRAIT: dict[str, tuple[str, ...]] = {
    "yes": ("1", "yes", "si", "yes please", "sure i can"),
    "counter": ("yes but after 5", "yes but friday after 5", "no but tomorrow ok", "ground floor only"),
    "no": ("2", "no", "no sorry", "nope", "can't make it sorry", "i cant come"),
    "unclear": ("maybe", "umm", "hello??", "asdf qwer", "3", "0", "whenever", "i dont know", "why do you ask?"),
    "ok": ("ok", "k", "👍"),
    "courtesy": ("thanks!", "lol", "🙏", "God bless", "jajaja", "gracias!", "😂😂", "thx"),
    "stop": ("STOP", "CANCEL", "Stop.", "unsubscribe", "QUIT"),
    "start": ("START", "unstop"),
    "help": ("HELP", "INFO"),
    "danger": (
        "i have chest pain", "there is a fire in my kitchen", "me duele el pecho y no puedo respirar",
        "mwen pa ka respire", "il y a le feu dans la cuisine",
    ),
    "complaint": (
        "he scares me", "she was very rude to me and pushed me", "me da miedo ese hombre", "he touched me",
        "i dont feel safe with him",
    ),
    "across": ("on my way", "im at the corner, blue coat", "ya voy en camino", "i am 10 min late"),
    "sentence": ("214 Andover St door 3", "9:20 at the corner", "i have 2 bags for you", "bus 14 or 49, 1 stop"),
    "number": ("call me at 415 555 0111", "my cell is 415-555-0112 call me"),
    "machine": ("Liked “Can you help a neighbor: food", "I am driving and will reply later (auto-reply)"),
    "illness": (
        "my neighbor with cancer needs groceries for 2, 24th and mission, tomorrow 10am. my name is Rosa",
        "need a ride to my dialysis clinic at sf general from 24th and mission tomorrow at 10. my name is Ana",
        "need my insulin picked up at food town, 24th and mission, tomorrow 5pm. my name is Ana",
    ),
    "nights": ("nights are fine",),
    "cancel ride": ("cancel my ride",),
}  # fmt: skip

COMPLETE = (
    "need groceries for 2, 24th and mission, tomorrow 10am. my name is Ana",
    "need groceries for 2, 24th and mission, before fri. my name is Ana",
    "need a ride from 24th and mission to sf general tomorrow at 10. my name is Ana",
    "need someone to walk my dog near 24th and mission, any day. my name is Rosa",
    "need help carrying a couch, 2 people, 26th and mission, tomorrow at 3. im Ana",
    "i am out of food, need groceries now, 24th and mission. my name is Rosa",
    "necesito comida para 2 personas, 24 y mission, manana a las 5. me llamo Rosa",
    "necesito que alguien me lleve de 24 y mission a sf general manana a las 10. me llamo Rosa",
    "need groceries every monday at 10, 24th and mission. my name is Ana",
    *BY_TRAIT["illness"],
)
"""Needs of which nothing is missing: what, where and when stand in them."""

_WORDS = {
    "groceries": "food", "comida": "food", "ride": "ride", "lleve": "ride", "dog": "pets", "couch": "repair",
    "insulin": "medicine",
}  # fmt: skip


def kinds_of(complete: str) -> set[str]:
    """What a complete need is about."""
    return {kind for word, kind in _WORDS.items() if word in complete}


OFFERS = (
    "i can bring groceries and drive people, 24th and mission, any day. im Ben",
    "i can drive, bring food and walk dogs, 26th and mission, any day. my name is Cora",
    "puedo llevar gente y comida, 24 y mission, cualquier dia, me llamo Luis",
    "i can carry heavy things, drive and do groceries near 24th and mission any day. im Ben",
)

ODD = (
    "need groceries for 2, 24th and mission, before fri", "necesito comida para mi mama Rosa, 24 y mission",
    "need someone to walk my dog", "need help", "i can walk dogs near st marys", "24th and mission", "94110",
    "tomorrow 5pm", "mañana a las 3", "my name is Ana", "Ben", "just the food", "status", "estado", "change",
    "no, 26th st", "found someone already thx", "pause two weeks", "español", "english", "done", "who is this?",
    "do you have diapers", "", "skip", "no more groceries", "skip this week", "yes but only if someone pays gas",
    "can he come thursday at noon instead", "only once a week", "my cell is 415 555", "what time is it tomorrow",
    "my neighbor Mrs Chen needs groceries, 24th and mission, 3rd floor no elevator", "i need a ride home too",
    "no money", "i can pay", "not yet", "she knows", "her number is 415 555 0123", "delete my data",
    "need groceries at ocean beach", "when is the food bank open", "this is Tom",
    "this is Tom, need water, 16th and valencia", "soy Luis", "both", "wrong number", "numero equivocado",
    "this is Tom. status", "never send him again",
)  # fmt: skip

SPANISH = frozenset(
    {
        "necesito comida para 2 personas, 24 y mission, manana a las 5. me llamo Rosa",
        "necesito que alguien me lleve de 24 y mission a sf general manana a las 10. me llamo Rosa",
        "necesito comida para mi mama Rosa, 24 y mission",
        "puedo llevar gente y comida, 24 y mission, cualquier dia, me llamo Luis",
    }
)
ENGLISH = frozenset({*COMPLETE, *OFFERS}) - SPANISH
"""Whole sentences in one language, which decide in what language the answers are."""

EVERY = tuple(
    dict.fromkeys([*COMPLETE, *OFFERS, *ODD, *(text for found in BY_TRAIT.values() for text in found)])
)

_TRAITS: dict[str, set[str]] = {}
for _trait, _found in BY_TRAIT.items():
    for _text in _found:
        _TRAITS.setdefault(_text, set()).add(_trait)


def traits(body: str) -> set[str]:
    """What is known of this text; nothing of one that is not on the list."""
    return _TRAITS.get(body, set())


def language_of(body: str) -> str | None:
    if body in SPANISH:
        return "es"
    return "en" if body in ENGLISH else None
