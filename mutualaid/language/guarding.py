"""What a group's own words of a language would do to texts that must be read as they were: the words the carriers
own, single ordinary words, and plain everyday sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command, Intent
from mutualaid.language.reader import Reader
from mutualaid.language.words import prepared
from mutualaid.language.words.lexicon import Lexicon, load
from mutualaid.language.words.merging import read
from mutualaid.language.words.parsing import TOLD, parse
from mutualaid.languages import OURS, shipped, use

OWNED = (
    "stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "start", "unstop", "yes", "help",
    "info", "no", "ayuda", "alto", "ok", "thanks", "0", "1", "2",
)  # fmt: skip
"""Whole texts that must mean what they do: the carriers' words, plain answers, digits."""

ORDINARY = (
    "need food for my kids", "can somebody drive me to the clinic friday at 9", "i can cook and bring soup",
    "we have no water", "is the library open sunday", "thank you so much", "my mom needs her medicine picked up",
    "i need help with my rent", "good morning, who is this", "can i come at 5 instead", "see you tomorrow",
    "my house is cold and i need blankets", "he will be there at noon", "please call me when you are home",
    "necesito comida para mis hijos", "me pueden llevar al doctor el martes", "puedo cocinar los domingos",
    "no tenemos agua", "muchas gracias", "a que hora abren", "mi casa esta fria y necesito cobijas",
    "jai besoin de courses pour deux", "je peux conduire le samedi", "merci beaucoup", "on na plus de lait",
    "nou bezwen manje pou timoun yo", "mwen ka kondwi samdi", "mesi anpil", "nou pa gen dlo",
)  # fmt: skip
"""Everyday texts in which nobody is in danger and nobody wants no more texts."""

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
MOST_NAMED = 10
"""Words that are named of those that would be danger or a stop wish."""


def harm(folder: Path, codes: tuple[str, ...]) -> list[str]:
    """What the words in a group's folder, which is in use, would do that must not be, a sentence each. `codes` are
    the languages that the group speaks; where none of them is ours, all of ours say how texts must be read."""
    own = [f for code in codes for name in prepared.FILES if (f := folder / code / name).is_file()]
    if not own:
        return []
    changed = Reader(codes)
    ours = tuple(code for code in codes if code in shipped())
    use(None)
    try:
        before = Reader(ours or shipped())
    finally:
        use(folder)
    where = f"{folder}: "
    out = [f"{where}{fault}" for fault in _owned(changed, before, alone=not ours)]
    alarmed = [text for text in ORDINARY if _worse(text, changed, before)]
    out += [f'{where}"{text}" would be read as {_what(text, changed)}.' for text in alarmed]
    if any(_alarming(read(file)) for file in own):
        words = sorted({word for code in codes if code in shipped() for word in _common(code)})
        lexicons = tuple(map(load, codes))
        bad = [word for word in words if _may_alarm(word, lexicons) and _worse(word, changed, before)]
        out += [f'{where}the ordinary word "{w}" would be read as {_what(w, changed)}.' for w in bad[:MOST_NAMED]]
    return out


def _owned(changed: Reader, before: Reader, *, alone: bool) -> Iterator[str]:
    """`alone`: the group speaks no language of ours, and need not know every one of these words."""
    for text in OWNED:
        now, then = _read(text, changed), _read(text, before)
        read_as, must = ((r.command, r.answer, r.intent) for r in (now, then))
        if read_as != must and not (alone and read_as == (None, None, Intent.OTHER)):
            yield f'"{text}" would not be read as it must be; take it out of [slang], [messages] and [phrases].'


def _read(text: str, reader: Reader) -> Reading:
    return reader.understand(text, Context(NOW))


def _worse(text: str, changed: Reader, before: Reader) -> bool:
    """Whether a text is danger or a wish for no more texts only with the group's words."""
    now = _read(text, changed)
    if now.danger is None and now.command is not Command.STOP:
        return False
    then = _read(text, before)
    return (now.danger, now.command) != (then.danger, then.command)


def _may_alarm(word: str, lexicons: tuple[Lexicon, ...]) -> bool:
    """Whether a word alone is a whole message, or of a phrase of danger: few are, and need reading."""
    parsed = parse(word, lexicons, None)
    return bool(parsed.message or parsed.core_message or not ALARMING.isdisjoint(parsed.families))


ALARMING = TOLD | {"stopwish"}


def _what(text: str, reader: Reader) -> str:
    read_as = _read(text, reader)
    return f"danger ({read_as.danger})" if read_as.danger else "a wish for no more texts"


def _alarming(table: dict[str, object]) -> bool:
    """Whether a file has phrases that tell of danger or are whole messages, or shorthands, which may be either."""
    phrases = table.get("phrases")
    danger = isinstance(phrases, dict) and any(name.startswith(("danger", "stop")) for name in phrases)
    return danger or any(table.get(key) for key in ("messages", "slang", "classes"))


def _common(code: str) -> Iterator[str]:
    """The ordinary words of a language of ours."""
    for name in prepared.FILES:
        table = read(OURS / code / name) if (OURS / code / name).is_file() else {}
        for key in ("function", "common", "polite"):
            yield from str(table.get(key, "")).split()
