"""How many segments a text costs, and how to spell it so that it costs as few as can be.

The alphabets are those of 3GPP TS 23.038: the GSM 7-bit default alphabet (160 characters in one segment, 153
in each part of a longer text), its extension table (two places a character) and UCS-2 (70 and 67 UTF-16
units), which one character outside the first two is enough to force upon the whole text.
"""

from __future__ import annotations

import re
import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
"""Characters that take two places, never split between two parts."""

GSM_ONE, GSM_PART = 160, 153
UCS2_ONE, UCS2_PART = 70, 67

_SPELLED = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
    "ʼ": "'", "ʻ": "'", "‹": "<", "›": ">",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁃": "-",
    "…": "...", "•": "-", "·": "-", "‣": "-", "●": "-", "▪": "-", "◦": "-", "○": "-",
    "\t": " ", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    "×": "x", "÷": "/", "⁄": "/", "∕": "/", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~",
    "©": "(c)", "®": "(r)", "™": "(tm)", "°": " deg", "º": "o", "ª": "a", "¢": "c", "¬": "-", "¶": "",
    "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "№": "No.", "¦": "|",
    "。": ".", "、": ",", "؟": "?", "،": ",", "؛": ";",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H",
    "ı": "i", "œ": "oe", "Œ": "OE", "ŋ": "n", "Ŋ": "N", "ẞ": "SS", "ə": "e",
}  # fmt: skip

_NAMED = {
    **dict.fromkeys("😀😃😄😁😆😅🙂😊☺😇😍🥰😎🤗😌😋", ":)"),
    **dict.fromkeys("😂🤣😹", ":D"),
    **dict.fromkeys("😉😜😝😛", ";)"),
    **dict.fromkeys("😞😔😟🙁☹😕😢😭😥😓😩😫😿", ":("),
    **dict.fromkeys("❤♥💕💖💗💓💞💜💙💚💛🧡🤍🖤💝💘", "<3"),
    **dict.fromkeys("👍👌✅✔☑", "(ok)"),
    **dict.fromkeys("👎❌✖", "(no)"),
}
"""Signs that carry a meaning have a spelling that every phone shows and no language has to translate."""

_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me", "Mc"})
_SPACES = re.compile(" {2,}")


def gsm7(text: str) -> str:
    """`text` spelled in the GSM 7-bit alphabet: any text in, a text that `segments` counts in septets out.

    What the alphabet has stays (ñ é ü ¿ ¡ à). Other letters lose their accent (á to a, ç to c), typographic
    signs get their plain form, spaces of every kind become a space. Smileys, hearts and thumbs are spelled
    (":)", "<3", "(ok)"), other pictures, control, bidi and zero-width characters are left out. A letter of
    another script has no spelling here and becomes "?": see `spells`.
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return text
    spelled = "".join(_spell(char) for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    return spelled if spelled == text else _SPACES.sub(" ", spelled).strip(" ")


def spells(text: str) -> bool:
    """Whether `gsm7` keeps every letter and digit of `text`, as it does for languages in Latin letters."""
    return "?" not in gsm7(text.replace("?", ""))


def segments(text: str) -> int:
    """The number of segments `text` costs as it stands; 0 for an empty text."""
    if not text:
        return 0
    if all(char in BASIC or char in EXTENSION for char in text):
        return _parts([2 if char in EXTENSION else 1 for char in text], GSM_ONE, GSM_PART)
    return _parts([2 if ord(char) > 0xFFFF else 1 for char in text], UCS2_ONE, UCS2_PART)


def fits_one(text: str) -> bool:
    """Whether `text` costs at most one segment as it stands."""
    return segments(text) <= 1


def _parts(widths: list[int], one: int, part: int) -> int:
    """How many parts characters of these widths fill when none is split between two."""
    if sum(widths) <= one:
        return 1
    count, used = 1, 0
    for width in widths:
        if used + width > part:
            count, used = count + 1, 0
        used += width
    return count


def _spell(char: str) -> str:
    if char in _SPELLED:
        return _SPELLED[char]
    if char in _NAMED:
        return _NAMED[char]
    if char == "\r":
        return "\n"
    if char in BASIC or char in EXTENSION:
        return char
    category = unicodedata.category(char)
    if category in _DROPPED_CATEGORIES:
        return ""
    if category == "Zs":
        return " "
    plain = _without_accents(char)
    if plain:
        return plain
    return "?" if category[0] in "LN" else ""


def _without_accents(char: str) -> str:
    """The letters a character is made of, if all of them are in the alphabet; else an empty text."""
    parts = (part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    letters = "".join(_SPELLED.get(part, part) for part in parts)
    if letters and all(letter in BASIC or letter in EXTENSION for letter in letters):
        return letters
    digit = unicodedata.digit(char, None)
    return "" if digit is None else str(digit)
