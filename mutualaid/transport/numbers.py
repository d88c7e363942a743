"""Phone numbers: what one is, whose country it is, whether we text it, and how it looks in a log.

Numbers are E.164 ("+14155550111") everywhere but where people type them. Being possible by length is enough:
number plans change faster than this library, and a number that is not in use fails at the carrier.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType, ValidationResult

from mutualaid.transport.contacts import strip_contacts

__all__ = [
    "caller_number", "country_of", "is_short_code", "masked", "national", "normalise", "sendable",
    "strip_contacts", "wrong_with",
]  # fmt: skip

_TYPED = re.compile(r"(?:tel:)?[+]?[\d\s().\-/]+", re.IGNORECASE)
_SHORT_CODE = re.compile(r"\d{3,6}")
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_ALLOWED = "with its area code, such as 415 555 0111 or +1 415 555 0111"
_PREMIUM = frozenset({PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST})
_KEYPAD = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_WITHHELD_WORDS = ("anonymous", "blocked", "private", "restricted", "unavailable", "unknown", "withheld")
_WITHHELD = frozenset(_WITHHELD_WORDS) | {"+" + word.translate(_KEYPAD) for word in _WITHHELD_WORDS}
"""What stands for a caller's number that is not shown: a word, or the word spelt on a keypad ("+266696687")."""
_NANP_PREMIUM = re.compile(r"\+1(?:900\d{7}|\d{3}976\d{4})")
"""Area code 900 and exchange 976 are charged to whoever texts or calls them, in every area."""


def normalise(raw: str, country: str) -> str | None:
    """A number as someone typed it, in E.164; None where it is not one number with an area code.

    `country` (ISO 3166 alpha-2) is whose number it is when no country code is given. Spaces, dots, dashes,
    brackets, digits of other scripts and invisible characters do not matter; letters and extensions do.
    """
    typed = _plain(raw)
    if not _TYPED.fullmatch(typed):
        return None
    number = _parsed(typed, country)
    if number is None:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def caller_number(raw: str, country: str) -> str | None:
    """The number a call came from, in E.164; None where it is withheld or no number."""
    return None if raw.strip().lower() in _WITHHELD else normalise(raw, country)


def wrong_with(raw: str, country: str) -> str:
    """Why `normalise` does not take this for a number, and what it would take, for whoever typed it."""
    typed = _plain(raw)
    if not typed:
        return f"Write a phone number {_ALLOWED}."
    if any(char.isalpha() for char in typed):
        return f"Write digits only, without letters, names or extensions: a phone number {_ALLOWED}."
    number = _parsed(typed, country) if _TYPED.fullmatch(typed) else None
    reason = phonenumbers.is_possible_number_with_reason(number) if number is not None else None
    if reason in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        return f"It has too few digits. Write a phone number {_ALLOWED}."
    if reason == ValidationResult.TOO_LONG:
        return f"It has too many digits. From abroad it starts with + and the country code; else {_ALLOWED}."
    return f"That is not a phone number. Write it {_ALLOWED}."


def is_short_code(raw: str) -> bool:
    """Whether a sender is a short code (3 to 6 digits), behind which there is no one to talk to."""
    return _SHORT_CODE.fullmatch(_plain(raw).strip()) is not None


def national(e164: str) -> str:
    """The digits of a number as it is dialled in its own country, without what is dialled before them there; all of
    its digits where the number plan does not tell."""
    number = _parsed(e164, None)
    return phonenumbers.national_significant_number(number) if number is not None else re.sub(r"\D", "", e164)


def country_of(e164: str) -> str | None:
    """The country of a number, ISO 3166 alpha-2; None where the number plan does not tell."""
    number = _parsed(e164, None)
    if number is None:
        return None
    region = phonenumbers.region_code_for_number(number)
    if region is None:
        shared = phonenumbers.region_codes_for_country_code(number.country_code or 0)
        region = shared[0] if len(shared) == 1 else None
    return region


def sendable(e164: str, countries: Collection[str]) -> str | None:
    """None when we may text this number, else why not, in plain words for the coordinator's page.

    `countries` are the countries the group texts to (`sending.countries`). A number whose country is not told
    is refused: unknown numbers at home and abroad are how paid-number fraud works.
    """
    if is_short_code(e164):
        return "It is a short code, not a phone."
    number = _parsed(e164, None) if _E164.fullmatch(e164) else None
    if number is None or not phonenumbers.is_possible_number(number):
        return "It is not a phone number."
    if _NANP_PREMIUM.fullmatch(e164) or phonenumbers.number_type(number) in _PREMIUM:
        return "Texts to it are charged extra."
    country = country_of(e164)
    if country not in countries:
        return f"The group does not text to its country ({country or 'unknown'})."
    return None


def masked(e164: str) -> str:
    """A number for a log line: country code and last four digits at most ("+1...0111"), in ASCII."""
    digits = "".join(char for char in e164 if char.isascii() and char.isdigit())
    if len(digits) < 8:
        return "..."
    number = _parsed(e164, None)
    lead = f"+{number.country_code}" if number is not None else ""
    return f"{lead}...{digits[-4:]}"


def _plain(raw: str) -> str:
    """Digits of every script as ASCII, typographic dashes and spaces plain, invisible characters left out."""
    out = []
    for char in unicodedata.normalize("NFKC", raw):
        category = unicodedata.category(char)
        if category == "Nd":
            out.append(str(unicodedata.digit(char)))
        elif category == "Pd":
            out.append("-")
        elif category not in ("Cf", "Cc", "Cs"):
            out.append(char)
    return "".join(out).strip()


def _parsed(text: str, country: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
