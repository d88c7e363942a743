"""Looks through a group's own files of languages: what is in them that we cannot read, or that would do harm.

Each fault is a sentence that names the file, the key and what is allowed. `faults` looks at the files as they
stand; what they do to the understanding of ordinary texts is looked at in guarding.py, and whether lines fit into
one segment by the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from mutualaid.language.saying.lines import LINES
from mutualaid.language.saying.slots import SLOT
from mutualaid.language.saying.voice import LISTS, TABLES
from mutualaid.language.times.words import prepare as prepare_times
from mutualaid.language.words import prepared
from mutualaid.language.words.cuebook import FILE as CUES
from mutualaid.language.words.merging import read, table_of
from mutualaid.language.words.patterns import Elisions, expand
from mutualaid.language.words.tokens import fold, tokenize
from mutualaid.languages import FILES, OURS, files, is_code, shipped

MOST = 50_000
"""Sequences of words that one phrase may stand for."""

NEEDED = ("words.toml", "when.toml", "lines.toml")
"""What a language must have that is not ours."""

TEXTS = {"polite", "function", "common", "names", "short", "glue", "lost", "sounds", "mute"}
SWITCHES = {"common_verbs", "bare"}
NUMBERS = {"heard"}
TABLES_OF: dict[str, type[Any]] = {
    "classes": str, "endings": str, "elisions": str, "slang": str, "pictures": str, "small": str, "numbers": int,
    "between": dict, "behind": str, "mistaken": str, "phrases": list, "messages": list,
}  # fmt: skip
"""What may stand in words.toml, kinds.toml and danger.toml: words in one text, true or false, tables of these."""

SAID = {str: "text in quotes", int: "a whole number", dict: "a table", list: "a list of texts"}
_ANY = frozenset({"n", "t", "$", "w"})
_NAMES = re.compile(r"\w|<\$>|&")
"""What a part of a phrase must hold to stand for words of its own."""
OWNED = re.compile(r"\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|UNSTOP|YES|HELP|INFO)\b")
"""Words that the carriers act upon: nobody is asked to text them."""

MOST_WORDS = 12
"""Words of a sentence from which on it is hard to read."""


def faults(folder: Path) -> list[str]:
    """What cannot be used of the files in a group's folder, which must be in use (`languages.use`)."""
    return [fault for one in sorted(folder.iterdir()) if one.is_dir() for fault in _language(one)]


def hard_to_read(folder: Path) -> list[str]:
    """Sentences of a group's lines that are long, a sentence about each."""
    out = []
    for file in sorted(folder.glob("*/lines.toml")):
        for name, text in _lines(_or_empty(file)):
            for said in re.split(r"(?<=[.?!])\s+", text):
                count = len(said.split())
                if count > MOST_WORDS:
                    out.append(f"{file}: {name} has a sentence of {count} words; {MOST_WORDS} are enough: {said}")
    return out


def _or_empty(file: Path) -> dict[str, Any]:
    try:
        return read(file)
    except (ValueError, OSError):
        return {}


def _language(folder: Path) -> Iterator[str]:
    code = folder.name
    if not is_code(code):
        yield f"{folder}: a language's folder is named by its two small letters, such as so."
        return
    broken = False
    for file in sorted(folder.iterdir()):
        if file.name not in FILES:
            yield f"{file} is no file of a language; they are {_listed(FILES)}."
            continue
        try:
            read(file)
        except (ValueError, OSError) as reason:
            broken = True
            yield f"{file} cannot be read: {reason}."
    if code not in shipped():
        missing = [name for name in NEEDED if not files(code, name)]
        yield from (f"{folder} lacks {name}, which a new language needs." for name in missing)
    if broken:
        return
    for name in ("words.toml", "kinds.toml", "danger.toml"):
        if (folder / name).is_file():
            yield from _words(code, folder / name)
    if (folder / CUES).is_file():
        yield from _cues(code, folder / CUES)
    if (folder / "when.toml").is_file():
        yield from _times(code, folder / "when.toml")
    if (folder / "lines.toml").is_file():
        yield from _said(code, folder / "lines.toml")


# ---- what is understood


def _words(code: str, file: Path) -> Iterator[str]:
    known = (*TEXTS, *SWITCHES, *NUMBERS, *TABLES_OF)
    try:
        whole = prepared.tables(code)
    except (ValueError, TypeError, AttributeError):
        whole = {}
    for key, value in read(file).items():
        if key not in known:
            yield f"{file}: {_unknown(key, known)}"
        elif key in TEXTS and not isinstance(value, str):
            yield f"{file}: {key} must be words in one text in quotes."
        elif key in SWITCHES and not isinstance(value, bool):
            yield f"{file}: {key} must be true or false."
        elif key in NUMBERS and type(value) is not int:
            yield f"{file}: {key} must be a whole number."
        elif key in TABLES_OF and not isinstance(value, dict):
            yield f"{file}: {key} must be a table, [{key}]."
        elif key in TABLES_OF:
            yield from _table(whole, file, key, value)


def _table(whole: dict[str, Any], file: Path, key: str, table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if key == "small" and name not in _groups(key):
            yield f"{file}: [{key}] {_unknown(name, _groups(key))}"
        where, form = f"{file}: [{key}] {name}", TABLES_OF[key]
        if type(value) is not form:
            yield f"{where} must be {SAID[form]}."
        elif key in ("phrases", "messages"):
            if name not in _groups(key):
                yield f"{file}: [{key}] {_unknown(name, _groups(key))}"
            for phrase in value:
                yield from _phrase(whole, where, phrase)


@cache
def _groups(key: str) -> tuple[str, ...]:
    """The groups of phrases, or of whole messages, that any language of ours has."""
    every: set[str] = set()
    for code in shipped():
        for name in prepared.FILES:
            if (file := OURS / code / name).is_file():
                every |= read(file).get(key, {}).keys()
    return tuple(sorted(every))


def _phrase(whole: dict[str, Any], where: str, phrase: object) -> Iterator[str]:
    if not isinstance(phrase, str) or not phrase.strip():
        yield f"{where} must be a list of texts in quotes, none of them empty."
        return
    said = f'{where}: "{phrase}"'
    for name in re.findall(r"<([^>]*)>", phrase):
        if name not in _ANY and name not in whole.get("classes", {}):
            yield f"{said} names the class <{name}>, which is not there; see [classes] in words.toml."
    for part in phrase.split():
        bare = part.rstrip("?").replace("..", "") if part != ".." else "x"
        if any(not word.rstrip("~+") for word in bare.split("|")):
            yield f'{said} has an empty choice in "{part}".'
        if part.count("<") != part.count(">"):
            yield f'{said} has a lone < or > in "{part}".'
    endings = {name: tuple(str(forms).split()) for name, forms in whole.get("endings", {}).items()}
    try:
        count = len(list(islice(expand(phrase, endings, Elisions(whole.get("elisions", {}))), MOST + 1)))
    except KeyError as missing:
        yield f"{said} names the endings @{missing.args[0]}, which are not there; see [endings] in words.toml."
        return
    if count > MOST:
        yield f"{said} stands for more than {MOST} phrases; write it as several."
    if not count or all(part.endswith("?") for part in phrase.split()):
        yield f"{said} stands for no words at all."
    elif not any(_NAMES.search(word) for word in re.split(r"[\s|]", phrase.replace("<w>", ""))):
        yield f"{said} names no word, so it would be heard in every text, or in none."


def _cues(code: str, file: Path) -> Iterator[str]:
    """A table for each part of the conversation, with the phrases of each of its cues."""
    known: dict[str, set[str]] = {}
    for one in shipped():
        for table, cues in _ours(one, CUES).items():
            known.setdefault(table, set()).update(cues)
    whole = prepared.tables(code)
    for table, cues in read(file).items():
        if table not in known:
            yield f"{file}: {_unknown(table, sorted(known))}"
        elif not isinstance(cues, dict):
            yield f"{file}: {table} must be a table, [{table}]."
        else:
            for name, phrases in cues.items():
                where = f"{file}: [{table}] {name}"
                if name not in known[table]:
                    yield f"{file}: [{table}] {_unknown(name, sorted(known[table]))}"
                elif not _texts(phrases):
                    yield f"{where} must be a list of texts in quotes."
                else:
                    for phrase in phrases:
                        yield from _phrase(whole, where, phrase)
                        yield from _parted(where, phrase)


def _parted(where: str, phrase: str) -> Iterator[str]:
    """Words of a cue that no text holds as one: they are parted at their marks, and marks are left out."""
    for word in re.split(r"[\s|_]+", re.sub(r"<[^>]*>", "", phrase)):
        bare = word.rstrip("?~+").partition("@")[0]
        parts = [token.word for token in tokenize(bare) if not token.mark]
        if bare.strip(".") and parts != [re.sub(r"['’]", "", fold(bare))]:
            hint = f'; write it as "{" ".join(parts)}"' if parts else ""
            yield f'{where}: "{phrase}" holds "{bare}", which no text holds as one word{hint}.'


def _times(code: str, file: Path) -> Iterator[str]:
    tables = sorted({key for one in shipped() for key in read(OURS / one / "when.toml")})
    found = False
    for key, value in read(file).items():
        if key not in tables:
            found = True
            yield f"{file}: {_unknown(key, tables)}"
        elif not isinstance(value, dict):
            found = True
            yield f"{file}: {key} must be a table, [{key}]."
        elif key not in ("style", "say"):
            wrong = [name for name, texts in value.items() if not _texts(texts)]
            found = found or bool(wrong)
            yield from (f"{file}: [{key}] {name} must be a list of texts in quotes." for name in wrong)
    whole = table_of(code, "when.toml")
    for table in ("style", "say", "small", "notday", "notclock"):
        missing = read(OURS / "en" / "when.toml")[table].keys() - whole.get(table, {}).keys()
        found = found or bool(missing)
        yield from (f"{file} lacks [{table}] {name}." for name in sorted(missing))
    if not found:
        try:
            prepare_times(whole)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as reason:
            yield f"{file} cannot be used: {reason!r}."


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


# ---- what is said


def _said(code: str, file: Path) -> Iterator[str]:
    own = read(file)
    known = (*LINES, *TABLES, *LISTS)
    small = {table: _small(table) for table in ("about", "say", "times", "bands", "alarms")}
    for key, value in own.items():
        if key not in known:
            yield f"{file}: {_unknown(key, known)}"
        elif key in small:
            if not isinstance(value, dict):
                yield f"{file}: {key} must be a table, [{key}]."
                continue
            yield from (f"{file}: [{key}] {_unknown(one, small[key])}" for one in value if one not in small[key])
        elif key in LISTS and not _texts(value):
            yield f"{file}: {key} must be a list of texts in quotes."
        elif key in LINES and not (isinstance(value, str) or (_texts(value) and value)):
            yield f"{file}: {key} must be a text in quotes, or a list of them."
    english = list(_lines(_ours("en")))
    ours = dict(_lines(_ours(code)))
    for name, text in _lines(own):
        if name in ours and name in LINES:
            lacks = set(SLOT.findall(ours[name])) - set(SLOT.findall(text))
            if lacks:
                slots = _listed(sorted("{" + one + "}" for one in lacks))
                yield f"{file}: {name} lacks {slots}, which it must say; ours is: {ours[name]}"
        asked = set(OWNED.findall(text)) - set(OWNED.findall(" ".join(t for n, t in english if n == name)))
        if asked:
            yield f"{file}: {name} holds {_listed(sorted(asked))}, which the carriers act upon; use another word."


@cache
def _small(table: str) -> tuple[str, ...]:
    """What may stand in a table of small words: whatever a language of ours has there."""
    return tuple(sorted({name for code in shipped() for name in _ours(code)[table]}))


def _ours(code: str, name: str = "lines.toml") -> dict[str, Any]:
    file = OURS / code / name
    return read(file) if file.is_file() else {}


def _lines(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names and texts of lines; of those that have variants each."""
    for name, said in table.items():
        if name in LINES:
            variants = said if isinstance(said, list) else [said]
            yield from ((name, text) for text in variants if isinstance(text, str))


def own_lines(folder: Path) -> dict[tuple[str, str], Path]:
    """The lines that a group says itself, by language and name, with the file each stands in."""
    found: dict[tuple[str, str], Path] = {}
    for file in sorted(folder.glob("*/lines.toml")):
        found |= {(file.parent.name, name): file for name, _ in _lines(_or_empty(file))}
    return found


# ---- sentences


def _unknown(key: str, known: tuple[str, ...] | list[str]) -> str:
    near = get_close_matches(fold(key), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {_listed(known)}." if len(known) < 30 else ""
    return f"{key} is not known; {hint}".rstrip("; ") + ("" if hint else ".")


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return f" {'and'} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
