"""Who writes that they are not the one we know by name: another holds the phone, or the name is wrong. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import noise
from mutualaid.domain.conversation.effects import Ask, Effect, NotTheirs, OpenCase, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import QuestionKind

LONGEST = 12
"""Words at most of a text that says so and nothing else."""

_LINE = (
    r"(?:cell ?)?(?:phone|number|line|cell|tel[eé]fono|n[uú]mero|celular|cel|l[ií]nea|num[eé]ro|t[eé]l[eé]phone|"
    r"telef[oò]n|nimewo)"
)
_OF = r"(?:the |el |la |le |un )?"
_THIS = r"(?:this|that|it|este|esta|eso|esto|ce|[cç]a|sa)"
_NOT = r"(?:\s*(?:is|'?s)\s*(?:not|n'?t)|\s*isn'?t|\s*is no longer|(?:\s+ya)?\s+no\s+es|\s*n'?est (?:pas|plus))"

_PHONE = (
    rf"\b(?:{_THIS})?{_NOT}\s+(?:any ?more\s+)?NAME(?:'?s)?\s+{_LINE}\b",
    rf"\b(?:not|no longer)\s+NAME'?s\s+{_LINE}\b",
    rf"(?:\b{_THIS}|^\W*){_NOT}\s+{_OF}{_LINE} (?:of |de |d')NAME\b",
    rf"^\W*(?:ya )?no es {_OF}{_LINE} de NAME\b|\bse pa {_LINE} NAME\b",
    rf"\bNAME (?:does ?n[o']?t|do ?n'?t|no longer|does not|ya no|n'a plus|pa gen) (?:\w+ ){{0,3}}{_LINE}\b",
)
"""The phone is not of the one we know: "this is not ben's phone", "ya no es el telefono de luis"."""

_NAMED = (
    r"^\W*(?:i'?a?m|i am|this is|this|it'?s|my name(?: is|'?s)?)\s+(?:not|isn'?t|is not)\s+NAME\b(?!'?s)",
    r"^\W*my name is ?n'?t NAME\b(?!'?s)",
    r"^\W*(?:yo )?no (?:soy|me llamo|es) NAME\b",
    r"^\W*mi nombre no es NAME\b",
    r"^\W*je (?:ne )?(?:suis|m'appelle) pas NAME\b|^\W*(?:m|mwen) pa (?:rele )?NAME\b",
    r"\b(?:stop|quit|don'?t|do not|dont) call(?:ing)? me NAME\b",
    r"\b(?:no me llam[ea][ns]?|dej[ae]n? de (?:llamarme|decirme)|no me dig[ae][ns]?) NAME\b",
    r"\b(?:arr[eê]tez de m'appeler|(?:ne )?m'appelez pas) NAME\b|\bpa rele m(?:wen)? NAME\b",
)
"""The writer is not called what we call them: "im not ben", "no me llamo luis", "stop calling me ben"."""


def _says(c: Conversation, r: Reading, patterns: tuple[str, ...]) -> bool:
    own = c.neighbour.first_name
    if own is None or r.danger is not None or len(r.text.split()) > LONGEST:
        return False
    name = re.escape(own)
    text = r.text.replace("’", "'")
    return any(re.search(p.replace("NAME", name), text, re.IGNORECASE) for p in patterns)


def not_theirs(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether the phone is another's now, or always was."""
    return noise.is_wrong_number(c, r, now) or _says(c, r, _PHONE)


def denies_name(c: Conversation, r: Reading) -> bool:
    return _says(c, r, _NAMED)


def unnamed(c: Conversation, r: Reading) -> Reading:
    """A name that is only denied is none that anybody gives."""
    own = c.neighbour.first_name
    given = r.name is not None and own is not None and r.name.split()[0].lower() == own.lower()
    return replace(r, name=None) if given and (denies_name(c, r) or _says(c, r, _PHONE)) else r


def is_another(c: Conversation, r: Reading, now: datetime) -> bool:
    """Says it is not who we think, gives no other name, and asks for nothing."""
    asked = c.question is not None and c.question.kind is QuestionKind.BEFORE
    return denies_name(c, r) and r.name is None and not (asked or r.kinds or r.complaint)


def ask_who(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The record is put by, and they are asked whether they texted before; a person looks. Where somebody is
    expected there, or from there, only a person."""
    if c.connected(now):
        return [OpenCase("for_us", 0, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
    return [
        NotTheirs(silent=False),
        OpenCase("wrong_number", 1, note=r.text),
        Say("before", {}, Ask(QuestionKind.BEFORE)),
    ]
