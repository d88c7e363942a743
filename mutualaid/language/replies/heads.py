"""The answer a text begins with: our digit for it read as the word it stands for, and what stands behind it."""

from __future__ import annotations

import re

from mutualaid.domain.cues import Hear
from mutualaid.domain.reading import Context
from mutualaid.language.words.lexicon import Lexicon

_DIGIT = re.compile(r"\W*([12])\b((?:\s*[,;:!.)\n-])+)?(\s*)(?=[^\W\d])")
"""The digit of an answer at the head of a text, with the mark and the space that part it from what follows."""
_SECOND = re.compile(r"\b2\s*[.):-]")
"""The mark of the second point of a list."""

HEADS = (("filling.yes", "answers.yes_first", "parts.yes"), ("came.no_first",))
"""The cues of a yes and of a no at the head of a text."""


def spelled(text: str, context: Context, lexicons: tuple[Lexicon, ...], hear: Hear) -> str:
    """A text that answers a proposal, with our digit at its head as the word it stands for in the language its
    writer was asked in: "1 but after 5" as "yes, but after 5". As it is where the digit may count something
    ("2-bedroom"), be an hour, or begin a list."""
    found = _DIGIT.match(text) if context.proposed else None
    if found is None:
        return text
    rest = text[found.end() :]
    parted = found[2] is not None and (bool(found[3]) or found[2].strip(" -.)") != "")
    if found[1] == "1" and found[2] is not None and _SECOND.search(rest):
        return text
    if found[1] == "2" and hear(rest).opens("filling.yes", "moving.agrees"):
        return text  # "2 sure" may be an hour
    if not parted and not hear(rest).opens("answers.behind_digit"):
        return text
    own = next((x for x in lexicons if x.code == context.language), lexicons[0])
    words = own.small["answer_yes"] if found[1] == "1" else own.small["answer_no"]
    return f"{min(words)}, {rest}" if words else text


def behind(text: str, context: Context, hear: Hear) -> str:
    """What stands behind the yes or no that a text answers a proposal with, however often it is said; "" where
    nothing does."""
    for heads in HEADS if context.proposed else ():
        rest = text
        while ends := [end for head in heads if (end := hear(rest).behind(head)) is not None]:
            rest = rest[max(ends) :].strip(" ,.;:!-\n")
        if rest != text:
            return rest
    return ""
