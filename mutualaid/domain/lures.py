"""Words that must not go from one neighbour to another: asking for money, cards or keys, for pictures, for a number
or an address, for secrecy, courting, and threats. Help is free and the service connects the two, so neither ever
needs to ask for any of it. Pure.

A shared store ("it was $23, your change is in the bag") is ordinary; asking to be paid through an app, by card or
with a code is not. Which words tell of it is data of the languages, [lures] in `cues.toml`; its families follow
the US Federal Trade Commission's advice on impostor scams (payment by gift card, app or wire; asking for account,
card or social security numbers; secrecy; urgency).
"""

from __future__ import annotations

import re

from mutualaid.domain.cues import Cues
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent

LURES = (
    "lures.payment", "lures.cards", "lures.money", "lures.fee", "lures.pictures", "lures.alone", "lures.household",
    "lures.number", "lures.courting", "lures.secrets", "lures.threats", "lures.pretences",
)  # fmt: skip


WAGES = ("lures.wages", "lures.paying")
"""Money for the help, as whoever helps asks for it: "20 for gas". From the one who is helped it is an offer."""

OF_HELPERS = (*WAGES, "lures.unasked", "lures.entry")
"""What only whoever helps is held back for: of who is helped it is said of themselves or theirs ("esta sola")."""

ASKED_FOR = {"lures.card": ("lures.asking",), "lures.key": ("lures.asking", "lures.asked_have")}
"""What nobody who helps asks for, and the words that ask for each."""

NEAR = 8
"""Words at most between those that ask and what they ask for: "read me the numbers on the front of the card"."""

EXPLAINED = {"lures.paying": "lures.store", "lures.household": "lures.hands"}
"""Questions that are ordinary wherever the text also says what for: "are you paying" at the store, "will your
husband be home" to lift a couch."""


def lures(cues: Cues, *families: str, helping: bool = False) -> bool:
    """Whether words meant for the other side ask for money, cards, pictures, a number or secrecy, or court or
    threaten; with `families` only these. `helping`: the one who helps writes them."""
    asked = (*(families or LURES), *(OF_HELPERS if helping else ()))
    if cues.says_beside("lures.spared", *(name for name in asked if not cues.says(EXPLAINED.get(name, "")))):
        return True
    return helping and not families and _asks_for(cues)


def _asks_for(cues: Cues) -> bool:
    """Whether words that ask lead to a card of payment, its number or code, or the key of the house."""
    return any(
        cues.leads("lures.gives", asking, thing, "lures.other_card", NEAR)
        for thing, asking in ASKED_FOR.items()
    )


def tells_secret(cues: Cues) -> bool:
    """Whether words for the other side tell a PIN or a password: whoever writes them does no wrong, but nobody is
    to read it."""
    return cues.says_beside("lures.spared", "lures.told")


def without_secrets(cues: Cues, text: str, removed: str) -> tuple[str, bool]:
    """A text with `removed` in the place of each PIN or password that it tells, and whether there was any; the code
    of a door is none. `cues` are those of the text."""
    spans = sorted(cues.beside("lures.spared", "lures.told"), reverse=True)
    end = len(text)
    for first, behind in spans:
        if cues.words[behind - 1][1] <= end:
            end = cues.words[first][0]
            text = f"{text[:end]}{removed}{text[cues.words[behind - 1][1] :]}"
    return text, bool(spans)


HOURS = 12
"""Up to this number "yes for 3" may be an hour."""


def wants_pay(r: Reading) -> bool:
    """Whether who is asked to help puts a price on it: "yes for 20", "i charge 15", but not "for 20 minutes"."""
    if r.intent is Intent.QUESTION or r.digit is not None:
        return False
    cues = r.cues
    priced = cues.says_beside("lures.spared", "lures.price", "lures.fee", *WAGES)
    bare = [r.text[start:end] for start, end in cues.each("lures.price_bare")]
    return priced or any(int(n) > HOURS for said in bare for n in re.findall(r"\d+", said)[:1])


def asks_pay(r: Reading) -> bool:
    """Whether what reads as a complaint is how a helper asks to be paid: "cobro 10" is also "he charged 10"."""
    told = r.spans.get("complaint", (0, 0))
    if not lures(r.cues, "lures.fee", *WAGES):
        return False
    return any(start < told[1] and told[0] < end for start, end in r.cues.each("lures.fee", *WAGES))
