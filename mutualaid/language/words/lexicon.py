"""The vocabulary of one language, from the files of its folder: phrases in a trie, slang, spelling.

`prepare` makes of the files plain data that can be kept (prepared.py); a Lexicon is that data with its look-ups.
How a phrase is written is told in patterns.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mutualaid.language.words import prepared
from mutualaid.language.words.growing import grow
from mutualaid.language.words.maybe import Alarms, Maybe, heard_as, heard_of, mistaken_of
from mutualaid.language.words.patterns import Elisions, Endings, alternatives, endings_of, verb_forms
from mutualaid.language.words.spelling import (
    BARE,
    Sounds,
    Spelling,
    bare_of,
    in_order,
    sound_of,
    sounds_of,
    table,
    within,
)
from mutualaid.language.words.tokens import Token, fold
from mutualaid.language.words.trie import Trie
from mutualaid.languages import own
from mutualaid.memory import Memory


def prepare(data: dict[str, Any]) -> dict[str, Any]:
    """Everything a Lexicon is made of, as plain dicts, tuples, sets, strings, numbers and bytes."""
    endings = endings_of(data.get("endings", {}))
    classes: dict[str, tuple[str, ...]] = {}
    for name, words in data.get("classes", {}).items():
        for word in words.split():
            for form in alternatives(fold(word), endings):
                classes[form] = (*classes.get(form, ()), f"<{name}>")
    numbers: dict[str, int] = data.get("numbers", {})
    for word in numbers:
        classes[word] = (*classes.get(word, ()), "<n>")
    elisions = Elisions(data.get("elisions", {}))
    phrases = grow(data.get("phrases", {}), endings, elisions)
    messages = grow(data.get("messages", {}), endings, elisions)
    standing = {*phrases["labels"], *messages["labels"]}
    vocabulary = set(classes) | {x for x in standing if x[0] not in "<."}
    calm = set(classes) | {x for x in _calm(data, endings, elisions) if x[0] not in "<."}
    polite = {word for part in data.get("polite", "").split() for word in alternatives(fold(part), endings)}
    function = set(fold(data.get("function", "")).split())
    rules, mute = _sounds(data.get("sounds", "")), _sounds(data.get("mute", ""))
    called = _called(data, endings, elisions, classes)
    ordinary = set(fold(data.get("common", "")).split())
    if data.get("common_verbs"):  # "traped" is no form of "trap"
        heard = {heard_as(word, rules) for word in called}
        forms = {form for word in ordinary if len(word) > 3 for form in verb_forms(word)}
        ordinary |= {form for form in forms if form in called or heard_as(form, rules) not in heard}
    common = ordinary | function | polite | set(numbers)
    slang, together = _shorthands(data.get("slang", {}), elisions)
    slang |= _without_letters(data, data.get("lost", ""), vocabulary | common | set(slang))
    names = set(fold(data.get("names", "")).split())
    words = in_order(vocabulary)
    said = {short: means for short, means in slang.items() if len(means) > 1 and called.issuperset(means)}
    called = {word for word in called if len(word) >= LEFT and word.isalpha()}
    return {
        "classes": classes, "numbers": numbers, "elisions": data.get("elisions", {}), "phrases": phrases,
        "messages": messages, "polite": frozenset(polite), "function": frozenset(function), "slang": slang,
        "together": together, "pictures": data.get("pictures", {}), "known": frozenset(vocabulary | common),
        "names": frozenset(names), "common": frozenset(common | names), "words": words, "near": table(words),
        "labels": frozenset(standing), "alike": sounds_of(vocabulary, rules), "rules": rules,
        "heard": data.get("heard", BARE),
        "between": data.get("between", {}), "short": tuple(fold(data.get("short", "")).split()),
        "bare": bare_of(calm | function, ordinary) if data.get("bare") else {}, "calm": frozenset(calm),
        "glue": frozenset(fold(data.get("glue", "")).split()),
        "small": {name: frozenset(fold(words).split()) for name, words in data.get("small", {}).items()},
        "alarming": _alarming(data, endings, elisions, function),
        "called": tuple(sorted(called)), "said": said, "sounding": heard_of((*called, *said), mute + rules),
        "spoken": mute + rules, "mistaken": mistaken_of(data.get("mistaken", {}), called, mute),
        "behind": data.get("behind", {}),
    }  # fmt: skip


def _calm(data: dict[str, Any], endings: Endings, elisions: Elisions) -> set[str]:
    """The words of phrases that neither tell of danger nor are a whole message: what a word is guessed to be from
    half of its letters is one of these, so that nobody is in danger, or wants no more texts, by a guess."""
    groups = data.get("phrases", {}).items()
    phrases = [phrase for name, texts in groups if not name.startswith(ALARMING) for phrase in texts]
    return _spelled(phrases, endings, elisions)


def _spelled(phrases: list[str], endings: Endings, elisions: Elisions) -> set[str]:
    """All the words, classes and gaps that some phrases are written of."""
    parts = {part for one in phrases for part in elisions.spell_out(fold(one)).replace("'", "").split()}
    return {word for part in parts for way in alternatives(part, endings) for word in way.split("_") if word}


def _alarming(data: dict[str, Any], endings: Endings, elisions: Elisions, function: set[str]) -> tuple[str, ...]:
    """The words of phrases that tell of danger, of three letters and more, or five where they only bind."""
    groups = data.get("phrases", {}).items()
    told = [text for name, texts in groups if name.startswith("danger.") and name not in CALM for text in texts]
    words = _spelled(told, endings, elisions)
    return tuple(sorted(word for word in words if len(word) >= LEFT + 2 * (word in function) and word.isalpha()))


def _called(data: dict[str, Any], endings: Endings, elisions: Elisions, classes: Mapping[str, Any]) -> set[str]:
    """The words of all phrases in which one may be misspelt, with those of their classes."""
    groups = data.get("phrases", {}).items()
    calm = {name for name, _ in groups if name.endswith(CALMED) and not name.startswith(BOUNDING)}
    telling = [texts for name, texts in groups if name.startswith(HEARD) and name not in calm]
    telling += [data.get("messages", {}).get(WISH, [])]
    words = _spelled([text for texts in telling for text in texts], endings, elisions)
    words |= {word for word, named in classes.items() if not words.isdisjoint(named)}
    return words


TELLING = ("danger.", "alone.", "named.", "sign.", "lifeline.")
"""Groups of phrases that may tell of danger."""

WISHING = ("stopwish.", "cease.", "wish.forget")
"""Groups of phrases that wish for no more texts."""

WISH = "command.stop"
"""The group of whole messages that wish so."""

BOUNDING = ("stopwish.none", "quiet.")
"""Groups of phrases that make such a wish none, or one for some hours."""

HEARD, CALMED = TELLING + WISHING + BOUNDING, (".none", ".past", ".still")

CALM = ("danger.none", "danger.past", "danger.still")

TOGETHER, LONGEST_PART, MOST_PARTS = 5, 14, 4
"""Letters at least of words run together that are not all of [glue], at most of one, and how many they may be."""

ALARMING = ("danger", "urgent")


class Small(dict[str, frozenset[str]]):
    """Little words by what they do; a language that a group adds may leave some out: it has none of these."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


class Lexicon:
    """One language's words. `code` is its two-letter code, `data` what `prepare` gave."""

    def __init__(self, code: str, data: dict[str, Any]) -> None:
        self.code = code
        self.numbers: dict[str, int] = data["numbers"]
        small = self.small = Small(data["small"])
        self.elisions = Elisions(data["elisions"], small["after_elision"])
        self.phrases = Trie(data["phrases"], data["labels"], data["classes"])
        self.messages = Trie(data["messages"], data["labels"], data["classes"])
        self.polite: frozenset[str] = data["polite"]
        self.function: frozenset[str] = data["function"]
        self.slang: dict[str, tuple[str, ...]] = data["slang"]
        self.together: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = data["together"]
        """Shorthands of several words ("s'il vous plait") by their first word: what follows it, what they say."""
        self.between: dict[str, dict[str, str]] = data["between"]
        """Shorthands that mean something only between certain words; see shorthands.py."""
        self.calm: frozenset[str] = data["calm"]
        self.glue: frozenset[str] = data["glue"]
        """Small words that are easily run together with others."""
        self.behind: dict[str, str] = data["behind"]
        """What is hung on a word without a space, and the word it stands for ("deranjem")."""
        self.pictures: dict[str, str] = {}
        self.pictures_said: dict[str, str] = {}
        for picture, means in data["pictures"].items():
            word, _, said = means.partition(", ")
            self.pictures_said[picture] = said or word
            if word:
                self.pictures[picture] = word
        self.known: frozenset[str] = data["known"]
        self.names: frozenset[str] = data["names"]
        self.classes = {word: frozenset(x[1:-1] for x in found) for word, found in data["classes"].items()}
        """The classes of each word, by name."""
        parts = (data[name] for name in ("words", "near", "alike", "rules", "common", "bare", "short", "calm"))
        self._rules: Sounds = data["rules"]
        told: tuple[str, ...] = data["alarming"]
        self.spelling = Spelling(*parts, told=frozenset(told) - data["common"], heard=data["heard"])
        kept = (data[name] for name in ("called", "said", "sounding", "spoken", "mistaken"))
        little = self.function | self.glue
        short = ((word, *means) for word, means in self.slang.items() if len(means) == 1 and means[0] in little)
        joined = dict.fromkeys(little) | dict(short)
        hung = {"before": data["elisions"], "behind": self.behind}
        alarms = Alarms(*kept, parts=joined, **hung)
        self.written_for: dict[str, tuple[str, ...]] = data["mistaken"]
        self.mistaken = Memory[str, tuple[Maybe, ...]](alarms.mistaken)
        """The words of danger for which a word that we know may be written."""
        self.alarms = Memory[str, tuple[Maybe, ...]](alarms.meant)
        """The words of danger that a misspelt one may be."""
        self._doubted = frozenset(told) - self.calm - data["common"]

    def read(self, word: str) -> tuple[str, ...]:
        """What a word stands for: itself, the words of a shorthand, or the nearest word we know."""
        short = self.slang.get(word)
        if short is not None:
            return short
        if word in self.known or not word.isalpha():
            return (word,)
        once = next((one for one in _once(word) if one in self.known), None)
        if once is not None and (len(once) > LEFT or once in self.glue):
            return (once,)
        near = self.spelling.nearest(word)
        if near != word and len(word) > LEFT + 1 and not within(word, near):  # "cando" is no "condo"
            apart = self._apart(word)
            if len(apart) > 1 and all(part in self.glue for part in apart):
                return apart
        return (near,) if near != word or len(word) < LEFT + 1 else self._apart(word)

    def strange(self, raw: str) -> bool:
        """Whether a word as written is none of ours, or stands only among the words of danger, where some are
        misspelt."""
        known = raw in self.known and raw not in self._doubted
        return not known and raw not in self.slang and raw not in self.names

    def alike(self, word: str, other: str) -> bool:
        """Whether two words sound the same."""
        return sound_of(word, self._rules) == sound_of(other, self._rules)

    def _apart(self, word: str) -> tuple[str, ...]:
        """The words of which a word is run together ("needaride"), or the word: one of them at least is of [glue],
        at most two are not, and these are known and have three letters. None of one letter stands first. Else it
        may be two words of four letters that are both in phrases of ours."""
        best: dict[int, tuple[int, int, tuple[str, ...]]] = {0: (0, 0, ())}
        for end in range(2, len(word) + 1) if self.glue else ():
            for start in [at for at in best if end - LONGEST_PART <= at]:
                part = word[start:end]
                loose = part not in self.glue
                if loose and (len(part) < LEFT or part not in self.known):
                    continue
                count, others, parts = best[start]
                new = count + 1, others + loose, (*parts, part)
                if new[1] <= 2 and new[:2] < best.get(end, (MOST_PARTS + 1, 0))[:2]:
                    best[end] = new
        count, others, parts = best.get(len(word), (0, 0, ()))
        loose_ones = [part for part in parts if part not in self.glue]
        if len(loose_ones) > 1 and all(len(part) <= LEFT for part in loose_ones):
            return (word,)
        if not others < count or (len(word) < TOGETHER and others):
            calm = self.calm if self.glue else frozenset()
            cuts = (at for at in range(LEFT + 1, len(word) - LEFT) if word[:at] in calm and word[at:] in calm)
            at = next(cuts, None)
            return (word,) if at is None else (word[:at], word[at:])
        return tuple(said for part in parts for said in self.slang.get(part, (part,)))

    def knows(self, raw: str, word: str) -> bool:
        """Whether a word of a text (folded, and as a token has it) is a word, a shorthand or an elision of this
        language."""
        return word in self.known or raw in self.slang or word in self.slang or self.binds(raw, word)

    def binds(self, raw: str, word: str) -> bool:
        """Whether a word of a text is two, the first cut short, and the second is known."""
        if not self.elisions.may_split(raw, word):
            return False
        last = self.split(Token(raw, word, 0, len(raw)))[-1]
        return last.word != word and last.word in self.known

    def split(self, token: Token) -> list[Token]:
        """The words a token is written of; see `Elisions`."""
        if not self.elisions.words or token.mark or token.raw in self.slang or token.word in self.slang:
            return [token]
        return self.elisions.split(token, self.known)

    def joined(self, words: list[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """The longest shorthand of several words that starts here: how many words it has, what they stand for."""
        best: tuple[int, tuple[str, ...]] | None = None
        for rest, means in self.together.get(words[at], ()):
            end = at + 1 + len(rest)
            if tuple(words[at + 1 : end]) == rest and (best is None or len(rest) >= best[0]):
                best = len(rest) + 1, means
        return best

    def tells(self, word: str) -> bool:
        """Whether a word alone says what is wanted or for whom: a kind, a wish, somebody of the family."""
        read = self.slang.get(word, (word,))
        groups = self.phrases.whole(list(read))
        named = any(g.startswith(("kind.", "intent.need")) and not g.endswith(".none") for g in groups)
        return named or any("fam" in self.classes.get(part, ()) for part in read)

    def is_a(self, word: str, name: str) -> bool:
        """Whether a word belongs to a class."""
        return name in self.classes.get(word, ())


def _shorthands(
    written: dict[str, str], elisions: Elisions
) -> tuple[dict[str, tuple[str, ...]], dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]]:
    """[slang]: shorthands of one word, and those of several by their first."""
    slang: dict[str, tuple[str, ...]] = {}
    together: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for short, means in written.items():
        words = elisions.spell_out(fold(short)).replace("'", "").replace("_", " ").split()
        if " " in short:
            together.setdefault(words[0], []).append((tuple(words[1:]), tuple(fold(means).split())))
        else:
            slang[fold(short)] = tuple(fold(means).split())
    return slang, together


def _once(word: str) -> list[str]:
    """The word with a letter that is written twice in a row written once, of three letters or more: "foodd"."""
    at = [i for i in range(1, len(word)) if word[i] == word[i - 1]]
    return [word[:i] + word[i + 1 :] for i in at if len(word) > LEFT]


LEFT = 3
"""Letters that a word keeps at least where a network dropped some."""


def _without_letters(data: dict[str, Any], lost: str, known: set[str]) -> dict[str, tuple[str, ...]]:
    """The words as they arrive where the network drops the letters of `lost` ("enfimyè" -> "enfimy"), in plain
    letters, unless that is a word of its own."""
    out: dict[str, tuple[str, ...]] = {}
    texts = [t for name in ("phrases", "messages") for group in data.get(name, {}).values() for t in group]
    for word in re.findall(r"[^\W\d_]+", " ".join([*texts, *data.get("classes", {}).values()]) if lost else ""):
        rest = fold("".join(letter for letter in word if letter not in lost))
        if LEFT <= len(rest) < len(word) and rest not in known:
            out.setdefault(rest, (fold(word),))
    return out


def _sounds(said: str) -> Sounds:
    """ "qu=k z=s h=" as pairs of what is written and how it sounds."""
    return tuple((written, spoken) for written, _, spoken in (pair.partition("=") for pair in said.split()))


def load(code: str) -> Lexicon:
    """The lexicon of a language, with what the group's own files add; FileNotFoundError for one we do not have."""
    return _load(code, own())


@cache
def _load(code: str, _: Path | None) -> Lexicon:
    return Lexicon(code, prepared.of(code, lambda: prepare(prepared.tables(code))))
