"""How people misspell, learned from pairs of a text as it was sent and the same in plain spelling.

`learn` lines the two up word by word and counts: which words are written short (you -> u), how often any other word
of a length is touched, by which slips of single letters, and how often marks, capitals, apostrophes and spaces are
left out. Another word for the same (yup for yes) and a form that is a plain word of its own (ask for asked) are no
spelling and not learned; an abbreviation (uni) counts for its own word only.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA, Levenshtein

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MARKS = re.compile(r"(?<!\d)[.,;:!?]+(?!\d)|(?<=\d)[.,;:!?]+(?=\s|$)")
VOWELS = frozenset("aeiou")
SOUNDS = {"c": "see sea", "b": "be bee", "r": "are", "u": "you", "y": "why", "n": "and", "m": "am", "k": "ok okay"}
"""Letters that are said like words."""

OFTEN = 3
"""Times a word must be written short in the same way to be a habit."""

SHARE = 0.03
"""Share of a word's occurrences that this must be."""

GAP = 0.55
"""What leaving a word unpaired costs; an unlike pair costs 1."""

MOST_SLIPS = 3
"""More of them in one word are an abbreviation."""

CAPPED = 8
"""Words of so many letters and more are counted together."""

TRIES = 20
"""How often slips are drawn for a word until some fit it."""

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    out: dict[str, str] = defaultdict(str)
    for row, keys in enumerate(KEYS):
        for at, key in enumerate(keys):
            out[key] += keys[max(0, at - 1) : at] + keys[at + 1 : at + 2]
            for other in (KEYS[row + step] for step in (-1, 1) if 0 <= row + step < len(KEYS)):
                out[key] += other[max(0, at - 1) : at + 1]
    return dict(out)


NEAR = _neighbours()


def within(short: str, word: str) -> bool:
    """Whether the letters of `short` stand in `word` in this order."""
    rest = iter(word)
    return all(letter in rest for letter in short)


def alike(word: str, written: str) -> bool:
    """Whether `written` is a spelling of `word` rather than another word."""
    if written.isdigit():
        return len(word) <= 4
    if len(written) == 1:
        return word in SOUNDS.get(written, "").split() or (len(word) <= 4 and within(written, word))
    if any(c.isdigit() for c in written):
        return written[0].isdigit() or written[0] == word[0]
    if within(written, word):
        return written[0] == word[0] or len(word) - len(written) <= 2
    return OSA.normalized_similarity(word, written) >= 0.5


def pairs(clean: list[str], sms: list[str]) -> list[tuple[str, str]]:
    """The words of two texts that stand for each other, by the cheapest way to line them up. Two words written as
    one come as "go to", "goto"."""
    costs: list[list[float]] = [[GAP * k for k in range(len(sms) + 1)]]
    for i, word in enumerate(clean, 1):
        row = [GAP * i]
        for k, written in enumerate(sms, 1):
            best = min(costs[i - 1][k - 1] + _cost(word, written), costs[i - 1][k] + GAP, row[-1] + GAP)
            if i > 1 and clean[i - 2] + word == written:
                best = min(best, costs[i - 2][k - 1])
            row.append(best)
        costs.append(row)
    out: list[tuple[str, str]] = []
    i, k = len(clean), len(sms)
    while i and k:
        if costs[i][k] == costs[i - 1][k - 1] + _cost(clean[i - 1], sms[k - 1]):
            i, k = i - 1, k - 1
            out.append((clean[i], sms[k]))
        elif i > 1 and clean[i - 2] + clean[i - 1] == sms[k - 1] and costs[i][k] == costs[i - 2][k - 1]:
            i, k = i - 2, k - 1
            out.append((f"{clean[i]} {clean[i + 1]}", sms[k]))
        elif costs[i][k] == costs[i - 1][k] + GAP:
            i -= 1
        else:
            k -= 1
    return out[::-1]


def _cost(word: str, written: str) -> float:
    if word == written:
        return 0.0
    return 0.4 if alike(word, written) else 1.0


def slips(word: str, written: str) -> list[tuple[str, str]]:
    """The slips that make `written` of `word`: what each is called, and its letters. None for an abbreviation."""
    if not written.isalpha() or (word.startswith(written) and len(word) - len(written) > 1):
        return []
    if word.endswith("ing") and written.endswith("in") and not written.endswith("ing"):
        return [("g dropped", ""), *slips(word[:-1], written)]
    if len(word) == len(written) and OSA.distance(word, written) == 1 < Levenshtein.distance(word, written):
        return [("swapped", "")]
    out = []
    for step in Levenshtein.editops(word, written):
        old, new = word[step.src_pos : step.src_pos + 1], written[step.dest_pos : step.dest_pos + 1]
        if step.tag == "delete":
            double = old in (word[step.src_pos - 1 : step.src_pos], word[step.src_pos + 1 : step.src_pos + 2])
            out.append(("double made one" if double else "vowel dropped" if old in VOWELS else "dropped", old))
        elif step.tag == "insert":
            doubled = new in (word[step.src_pos - 1 : step.src_pos], word[step.src_pos : step.src_pos + 1])
            out.append(("doubled" if doubled else "added", new))
        else:
            out.append(("next key" if new in NEAR.get(old, "") else "as it sounds", f"{old}{new}"))
    return out


Sort = tuple[int, bool]
"""The length of a word, and whether it ends in -ing."""


def _sort(word: str) -> Sort:
    return min(len(word), CAPPED), word.endswith("ing")


@dataclass
class Habits:
    """What was learned. `short` gives for a word how it is written and how often, `said` how often a word occurs,
    `touched` for a length how often a word was changed by slips and how often not, those in -ing apart, `ways` how
    often the slips of such a word were these together, `letters` the letters of each slip, `omitted` how often each
    of marks, apostrophes, capitals and spaces is left out (0-1), `rate` the share of words written short or with
    slips, `slipped` that of those with slips."""

    short: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    said: Counter[str] = field(default_factory=Counter)
    touched: dict[Sort, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    ways: dict[Sort, Counter[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(Counter))
    letters: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    omitted: dict[str, float] = field(default_factory=dict)
    rate: float = 0.0
    slipped: float = 0.0

    def weight(self, word: str, short: Mapping[str, str] | None) -> float:
        """How likely a word is written otherwise, 0-1. With `short`, a language's own shorthands, only these and
        single letters count."""
        if not word.isalpha() or len(word) < 2:
            return 0.0
        if short is not None:
            by_word = 0.5 if word.lower() in short else 0.0
        else:
            by_word = sum(self.short.get(word.lower(), {}).values()) / max(1, self.said[word.lower()])
        slipped, left = self.touched[_sort(word.lower())]
        return by_word or slipped / max(1, slipped + left)

    def respelled(self, word: str, short: Mapping[str, str] | None, draw: random.Random) -> str:
        """The word as somebody might write it."""
        low = word.lower()
        if short is not None:
            if low in short:
                return draw.choice(short[low].split())
        elif forms := self.short.get(low):
            return draw.choices(list(forms), list(forms.values()))[0]
        ways = self.ways[_sort(low)]
        for _ in range(TRIES if ways else 0):
            written = low
            for name in draw.choices(list(ways), list(ways.values()))[0]:
                written = written and SLIPS[name](written, self.letters[name], draw)
            if written and written != low:
                low = written
                break
        return low.upper() if word.isupper() else word[:1] + low[1:] if word[:1].isupper() else low


Slip = Callable[[str, Counter[str], random.Random], str]


def _drop(which: Callable[[str, int], bool]) -> Slip:
    def slip(word: str, _: Counter[str], draw: random.Random) -> str:
        places = [at for at in range(1, len(word)) if which(word, at)]
        if not places or len(word) < 3:
            return ""
        at = draw.choice(places)
        return word[:at] + word[at + 1 :]

    return slip


def _put(word: str, at: int, letters: str, instead: int = 0) -> str:
    return word[:at] + letters + word[at + instead :]


def _double(word: str, _: Counter[str], draw: random.Random) -> str:
    at = draw.randrange(1, len(word))
    return _put(word, at, word[at])


def _add(word: str, letters: Counter[str], draw: random.Random) -> str:
    return _put(word, draw.randrange(1, len(word) + 1), draw.choices(list(letters), list(letters.values()))[0])


def _swap(word: str, _: Counter[str], draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1) if len(word) > 2 else 0
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _replace(word: str, letters: Counter[str], draw: random.Random) -> str:
    ways = [(at, pair[1], n) for at, c in enumerate(word) for pair, n in letters.items() if pair[0] == c]
    if not ways:
        return ""
    at, letter, _ = draw.choices(ways, [n for *_, n in ways])[0]
    return _put(word, at, letter, 1)


def _next_key(word: str, _: Counter[str], draw: random.Random) -> str:
    at = draw.randrange(len(word))
    near = NEAR.get(word[at])
    return _put(word, at, draw.choice(near), 1) if near else ""


SLIPS: dict[str, Slip] = {
    "g dropped": lambda word, _, draw: word[:-1] if word.endswith("ing") and len(word) > 4 else "",
    "swapped": _swap,
    "double made one": _drop(lambda word, at: word[at] == word[at - 1]),
    "vowel dropped": _drop(lambda word, at: word[at] in VOWELS),
    "dropped": _drop(lambda word, at: word[at] not in VOWELS),
    "doubled": _double,
    "added": _add,
    "next key": _next_key,
    "as it sounds": _replace,
}


def learn(rows: Iterable[tuple[str, str]]) -> Habits:
    """The habits in pairs of (as it was sent, in plain spelling)."""
    found: Counter[tuple[str, str]] = Counter()
    words: Counter[str] = Counter()
    habits = Habits()
    left, of = Counter[str](), Counter[str]()
    for sms, clean in rows:
        _omissions(sms, clean, left, of)
        plain = [w.lower().replace("’", "'") for w in WORD.findall(clean)]
        words.update(plain)
        for word, written in pairs(plain, [w.lower().replace("’", "'") for w in WORD.findall(sms)]):
            if " " in word:
                left["space"] += 1
                continue
            found[word, written] += 1
            habits.said[word] += 1
    of["space"] = sum(habits.said.values())
    changed = 0
    for (word, written), count in found.items():
        plain_word = word.isalpha() and len(word) > 1
        if written == word.replace("'", "") != word:
            left["apostrophe"] += count
        of["apostrophe"] += count * ("'" in word)
        if not plain_word:
            continue
        if written == word:
            habits.touched[_sort(word)][1] += count
        elif alike(word, written) and "'" not in written and (written.isdigit() or words[written] < OFTEN):
            made = slips(word, written)
            if count >= OFTEN and count / habits.said[word] >= SHARE:
                habits.short[word][written] = count
            elif made and len(made) <= min(MOST_SLIPS, max(1, len(word) // 2)):
                habits.touched[_sort(word)][0] += count
                habits.ways[_sort(word)][tuple(name for name, _ in made)] += count
                for name, letters in made:
                    habits.letters[name][letters] += count
            else:
                # An abbreviation of this one word, or lined up by chance: nothing to write other words by.
                continue
            changed += count
    total = sum(n for word, n in habits.said.items() if word.isalpha() and len(word) > 1)
    habits.rate = changed / total
    habits.slipped = sum(slipped for slipped, _ in habits.touched.values()) / total
    habits.omitted = {name: min(1.0, left[name] / n) for name, n in of.items() if n}
    return habits


def _omissions(sms: str, clean: str, left: Counter[str], of: Counter[str]) -> None:
    """Counts marks, capitals and the spaces after marks that are missing in `sms`."""
    for name, pattern in (("mark", MARKS), ("capital", re.compile(r"(?<![^\W_])[A-Z](?=[a-z]|\b)"))):
        wanted = len(pattern.findall(clean))
        of[name] += wanted
        left[name] += max(0, wanted - len(pattern.findall(sms)))
    inside = re.findall(r"[a-zA-Z][.,!?]+(\s*)(?=[a-zA-Z])", sms)
    of["space after a mark"] += len(inside)
    left["space after a mark"] += sum(not space for space in inside)
