"""Taking phone numbers, e-mail addresses and links out of a text that one neighbour sends to another.

Better one number too many than a number too few: people who should not have each other's number must not get
it through us. What looks like digits but is a date, a span of times, a ZIP+4 or a house number with its
postcode stays.
"""

from __future__ import annotations

import re
import unicodedata

REMOVED = ("(number removed)", "(link removed)")

_LEAST = 7
"""The fewest digits of a phone number: a local one in the US. More than E.164's 15 hide one among others."""

_NANP = frozenset({
    "US", "CA", "PR", "DO", "JM", "TT", "BS", "BB", "AG", "AI", "BM", "VG", "KY", "GD", "TC", "MS", "MP",
    "GU", "AS", "SX", "LC", "DM", "VC", "KN", "VI",
})  # fmt: skip
"""Countries with numbers of 3 + 3 + 4 digits; where ZIP codes are looked for too."""

_ENDINGS = "com|org|net|edu|gov|info|biz|io|app|dev|mx|uk|ca|xyz|online|site"
_WORD_ENDINGS = "me|to|be|it|us|es|de|fr|co|ly|gl|gg|tv|page|club|shop|store|live|chat|link|help"
"""Endings that are words too ("ok.me too"): an address only with a path behind them."""

_AT = r"\s?(?:@|\(at\)|\[at\])\s?"
_DOT = r"(?:\.|\s?(?:\(dot\)|\[dot\])\s?)"
_EMAIL = re.compile(rf"[\w.+\-]+{_AT}\w[\w\-]*(?:{_DOT}\w[\w\-]*)*{_DOT}[a-z]{{2,24}}\b", re.IGNORECASE)
_PATH = r"/\S*[^\s.,;:!?)\]'\"]"
_MAIL_HOSTS = "gmail|yahoo|hotmail|outlook|icloud|aol|protonmail|proton"
_SAID_MAIL = re.compile(
    rf"[\w.+\-]+\s+(?:at|arroba)\s+(?:(?:{_MAIL_HOSTS})\b(?:\s*(?:dot|punto|\.)\s*[a-z]{{2,10}})?|"
    rf"[\w\-]+\s*(?:dot|punto|\.)\s*(?:{_ENDINGS})\b)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.])@(?!(?:noon|home|work|the|my|your|lunch|door)\b)[^\W\d]\w+", re.IGNORECASE)
_NETWORKS = (
    r"insta(?:gram)?|ig|snap ?chat|telegram|wh?at?s ?app?|guasap|wasap|facebook|fb|messenger|tik ?tok|twitter|"
    r"discord|kik|viber|we ?chat|skype"
)
_DOUBTFUL = "snap|signal"
"""Networks whose names mean something else too ("my snap is out")."""
_PLAIN_WORDS = (
    "not|no|down|broken|hacked|off|gone|new|old|the|an?|in|on|full|blocked|locked|private|working|dead|fine|ok|okay|"
    "messed|acting|too|so|very|bien|mal|muy|pas|too|el|la|un|una|as|como|for|para|pour"
)
_CALLED = rf"(?!(?:{_PLAIN_WORDS})\b)@?[^\W_][\w\-]*(?:\.\w[\w\-]*)*"
_COINED = r"(?!\d)(?=[\w.\-]*(?:\d|_|\.[^\W\d]))(?=[\w.\-]*[^\W\d_]{2})@?[\w\-]{2,}(?:\.\w[\w\-]*)*"
"""A name that is no word: with a figure, a line or a dot inside."""
_WORD_FOR_IT = (
    r"(?:\s+(?:user ?name|user|name|handle|id|account|page|profile|usuario|nombre|cuenta|perfil|nom|compte))?"
)
_IS = r"\s*(?:\b(?:is|es|est|se)\b|[:=])\s*"
_AS = r"\s+(?:as|como|comme|kom|under|by|is|es|its)\s+|\s*:\s*"
_ON = r"\b(?:on|en|sur|nan)\s+"
_ELSEWHERE = re.compile(
    rf"\b(?:(?:my|mi|mon|ma)\s+(?:{_NETWORKS})|mi\s+(?:face|feis)){_WORD_FOR_IT}{_IS}(?P<a>{_CALLED})|"
    rf"\bmy\s+(?:{_DOUBTFUL}){_WORD_FOR_IT}{_IS}(?P<b>{_COINED})|"
    rf"{_ON}(?:{_NETWORKS}|{_DOUBTFUL}|face|feis)(?:{_AS})(?P<c>{_CALLED})|"
    rf"\b(?:{_NETWORKS})[\s:]+(?P<d>{_COINED})|"
    rf"(?<![\w.@])(?P<e>{_COINED})\s+{_ON}(?:{_NETWORKS})\b",
    re.IGNORECASE,
)
"""What somebody is called on another network: "my insta is ben_x7", "en whatsapp como ben77"."""
_HOSTS = "signal|wa|t|m|fb|ig|telegram|paypal|cash|venmo"
_SHORT_HOSTS = rf"(?<![\w.@])(?:{_HOSTS})\.(?:me|app|com)\b(?:/\S*[^\s.,;:!?)\]'\"])?"
_LINK = re.compile(
    rf"(?:https?://|\bwww\.)\S*[^\s.,;:!?)\]'\"]|"
    rf"{_SHORT_HOSTS}|"
    rf"(?<![\w.@])(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+"
    rf"(?:(?:{_ENDINGS})\b(?:{_PATH})?(?![\w@]|\.\w)|(?:{_WORD_ENDINGS}){_PATH})",
    re.IGNORECASE,
)

_BETWEEN = r"[\s().\-/_*+~]{0,4}"
_NANP_NUMBER = re.compile(r"(?<!\d)(?:\+?1[\s.\-]*)?\(?\d{3}\)?[\s.\-]{0,4}\d{3}[\s.\-]{0,4}\d{4}(?!\d)")
_RUN = re.compile(rf"[+(]*\d(?:{_BETWEEN}\d)+")
_LISTED = re.compile(r"(?<![\d])\d(?:\s?,\s?\d){6,}(?!\d)")
_JOINED = re.compile(
    r"(?<!\d)\d{3}(?:\W{0,3}(?:and then|then|and|dash|dot|point|luego|guion|punto|y)\W{0,3}\d{3,4}){1,2}(?!\d)",
    re.IGNORECASE,
)
"""Groups of digits with words between: "415 then 555 then 0199"."""
_WORDS = (
    "double|triple|doble|"
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|"
    "veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|"
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|"
    "cero|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
)
_SPOKEN = re.compile(
    rf"(?<!\w)(?:{_WORDS}|\d{{1,4}})(?:[\s.,\-]{{1,3}}(?:and |y )?(?:{_WORDS}|\d{{1,4}})){{3,}}(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(rf"(?:{_WORDS})", re.IGNORECASE)
_MIXED = re.compile(r"(?<![^\W\d])(?=[oOlI\d]*\d)[oOlI\d]+(?![^\W\d])")

_DIGIT_LIKE = re.compile(r"(?<![^\W\d])(?=(?:[oOlISsB]*\d){3})[oOlISsB\d]{7,}(?![^\W\d])")
"""A long run of digits with letters that look like some among them."""

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = rf"(?:{_DAY}[/.\-]{_DAY}[/.\-](?:20)?\d\d|20\d\d[/.\-](?:0?[1-9]|1[0-2])[/.\-]{_DAY}|{_DAY}/{_DAY})"
_HOUR = r"(?:[01]?\d|2[0-4])"
_TIMES = rf"{_HOUR}[.][0-5]\d\s?-\s?{_HOUR}[.][0-5]\d|(?:[01]\d|2[0-4])[0-5]\d\s?-\s?(?:[01]\d|2[0-4])[0-5]\d"
_NOT_PHONES = re.compile(
    rf"{_DATE}(?:\s?-?\s?{_DATE})*(?:\s{_HOUR}(?:[.][0-5]\d)?)?|{_TIMES}|20\d\d\s?[/-]\s?20\d\d"
)
_ZIP_4 = re.compile(r"\d{5}-\d{4}")
_HOUSE_AND_ZIP = re.compile(r"\d{1,5} \d{5}(?: \d{1,2})?")


def strip_contacts(
    text: str, country: str, removed: tuple[str, str] = REMOVED, before: str = ""
) -> tuple[str, bool]:
    """`text` without phone numbers (also spelled out or pulled apart), e-mail addresses, links and names on other
    networks, and whether
    there were any. `country` is the group's, ISO 3166 alpha-2; `removed` what stands instead of a number and of a
    link; `before` what the same person had passed on just before, so that a number in two texts is one. A text with
    none comes back as it was."""
    a_number, a_link = removed
    links = (_EMAIL, _SAID_MAIL, _LINK, _HANDLE)
    found = [(*span, a_link) for pattern in links for span in _spans(pattern, text)]
    found += [(*match.span(match.lastgroup or 0), a_link) for match in _ELSEWHERE.finditer(text)]
    readable, places = _shadow(text)
    for start, end in _numbers(readable, country):
        found.append((places[start], places[end - 1] + 1, a_number))
    for end in _goes_on(readable, _shadow(before)[0], country):
        found.append((0, places[end - 1] + 1, a_number))
    if not found:
        return text, False
    out, at = [], 0
    for start, end, word in _merged(found):
        out += [text[at:start], word]
        at = end
    return "".join([*out, text[at:]]), True


def _goes_on(text: str, before: str, country: str) -> list[int]:
    """Up to where a text goes on with a number that the one before began."""
    if not before.strip() or not text.strip():
        return []
    joined = before.rstrip() + " " + text
    edge = len(joined) - len(text)
    return [end - edge for start, end in _numbers(joined, country) if start < edge - 1 and end > edge]


def holds_number(text: str, country: str) -> bool:
    """Whether a phone number stands in the text, in digits or words."""
    return bool(_numbers(_shadow(text)[0], country))


def _numbers(text: str, country: str) -> list[tuple[int, int]]:
    """Where phone numbers stand in a text of plain characters."""
    found = list(_spans(_LISTED, text))
    found += [(a, b) for a, b in _spans(_JOINED, text) if sum(c.isdigit() for c in text[a:b]) >= _LEAST]
    for start, end in _spans(_SPOKEN, text):
        spoken = _WORD.sub("1", text[start:end])
        if _WORD.search(text, start, end) and sum(char.isdigit() for char in spoken) >= _LEAST:
            found.append((start, end))
    if country in _NANP:
        whole = list(_spans(_NANP_NUMBER, text))
        found += whole
        for start, end in whole:
            text = text[:start] + "x" * (end - start) + text[end:]
    return found + [span for span in _spans(_RUN, text) if _is_phone(text[slice(*span)], country)]


def _is_phone(run: str, country: str) -> bool:
    """Whether digits that stand together may be someone's number."""
    digits = sum(char.isdigit() for char in run)
    if digits < _LEAST:
        return False
    written = run.strip(" \n()")
    if _NOT_PHONES.fullmatch(written):
        return False
    if country in _NANP and digits not in (10, 11):
        return not (_ZIP_4.fullmatch(written) or _HOUSE_AND_ZIP.fullmatch(written))
    return True


def _shadow(text: str) -> tuple[str, list[int]]:
    """The text as its digits read: other scripts' digits, typographic dashes and letters put for digits
    (O, l) made plain, invisible characters left out; and for each character its place in `text`."""
    kept, places = [], []
    for place, char in enumerate(text):
        category = unicodedata.category(char)
        if category in ("Cf", "Mn", "Me") or (category == "Cc" and char not in "\n\t\r"):
            continue
        digit = unicodedata.digit(char, None)
        kept.append(str(digit) if digit is not None else _PLAIN.get(char, "-" if category == "Pd" else char))
        places.append(place)
    plain = "".join(kept)
    for mixed in (_MIXED, _DIGIT_LIKE):
        plain = mixed.sub(lambda match: match[0].translate(_LETTER_DIGITS), plain)
    return plain, places


_PLAIN = {"•": ".", "·": ".", "⋅": ".", "．": ".", "（": "(", "）": ")", "＋": "+"}
_LETTER_DIGITS = str.maketrans("oOlISsB", "0011558")


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _merged(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The stretches in order, those that overlap joined under the word of the first."""
    out: list[tuple[int, int, str]] = []
    for start, end, word in sorted(found):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((start, end, word))
    return out
