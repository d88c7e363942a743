"""Languages somebody says they speak: "i speak french". With a "too" that alone offers no translation."""

from __future__ import annotations

from collections.abc import Iterable

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit
from mutualaid.languages import is_code


def read_tongues(parsed: Parsed) -> tuple[str, ...]:
    """The languages a text says its writer speaks: the code of one we may speak ourselves, else its name in
    small letters."""
    said = [_name(parsed, at) for at in _places(parsed)]
    return tuple(dict.fromkeys(said))


def to_speak(parsed: Parsed, asked: str | None, ours: Iterable[str]) -> str | None:
    """The language that is asked for, None where it is none we may speak; of "no english" the one other of ours
    that is left, None where there are several."""
    if asked == "named":
        named = (_name(parsed, at) for at in parsed.places("languages"))
        return next(filter(is_code, named), None)
    if asked is None or not asked.startswith("not_"):
        return asked
    left = [code for code in ours if code != asked.removeprefix("not_")]
    return left[0] if len(left) == 1 else None


def without_tongues(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The hits but for translation that is only the naming of a language spoken."""
    spans = [(h.start, h.end) for h in parsed.best("tongues") if h.name == "too"] if hits else []
    if not spans:
        return list(hits)
    named = set(_places(parsed))

    def only_named(hit: Hit) -> bool:
        beside = any(a < hit.end and hit.start < b for a, b in spans)
        return hit.name == "translation" and (beside or bool(named & set(range(hit.start, hit.end))))

    return [h for h in hits if not only_named(h)]


def _places(parsed: Parsed) -> list[int]:
    """Where the languages stand, those that follow behind an "and" included."""
    found, between = list[int](), parsed.small["between_tongues"]
    for hit in parsed.best("tongues"):
        at = hit.start
        while at < len(parsed.tokens):
            word = parsed.tokens[at].word
            if parsed.is_a(word, "languages"):
                found.append(at)
            elif at >= hit.end and word not in between:
                break
            at += 1
    return sorted(set(found))


def _name(parsed: Parsed, at: int) -> str:
    token = parsed.tokens[at]
    classes = parsed.together.classes[token.word]
    codes = (c.removeprefix("language_") for c in sorted(classes) if c.startswith("language_"))
    return next(filter(is_code, codes), token.word)
