"""What coordinators taught: phrases that mean certain kinds, or that ask for nothing, found in a text and heeded
when it is read.

They change what a text is about. Whether it stops, asks for help, answers, or tells of danger they never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mutualaid.domain.corrections import Correction
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.words.lexicon import Lexicon, load
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import STOPS, Token, tokenize
from mutualaid.language.words.trie import Hit, longest

MOST_WORDS = 6
"""Words of a phrase at most."""

LONG, LONGER = 5, 9
"""Letters from which on one typing mistake is forgiven, and two."""

GUARDED = (
    "command", "digit", "answer", "stop_exact", "to_language", "danger", "automatic", "spam", "liked", "pleasantry",
    "complaint", "apart", "wrong_number", "covered", "cannot", "thanks",
)  # fmt: skip
"""Parts of a reading that no correction changes."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a correction's words stand in a text: a hit for each of its kinds, none where they ask for nothing."""

    phrase: str
    hits: tuple[Hit, ...]
    start: int
    end: int
    """Of its tokens."""
    span: tuple[int, int]
    """From its first character to behind its last."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a phrase, folded; its marks do not count."""
    return tuple(t.word for t in tokenize(text) if not t.mark)


def as_written(text: str) -> str:
    """A phrase without its marks, as it is kept and shown."""
    return " ".join(text[t.start : t.end] for t in tokenize(text) if not t.mark)


class Taught:
    """The corrections that are in use, ready to be looked for."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Correction]]] = {}
        words: set[str] = set()
        for correction in corrections:
            phrase = tuple(correction.words.split(" "))
            self._by_first.setdefault(phrase[0], []).append((phrase, correction))
            words.update(phrase)
        self._words = frozenset(words)
        self._long = sorted(word for word in words if len(word) >= LONG and word.isalpha())

    def find(self, parsed: Parsed, allowed: frozenset[str]) -> tuple[Found, ...]:
        """The corrections whose words stand in a text, in its order; of those that overlap the longest. Kinds that
        are not `allowed` do not count. Words of a phrase may have typing mistakes, as other words may."""
        if not self._by_first:
            return ()
        plain = [t for t in tokenize(parsed.text) if not t.mark or _ends(t, parsed.text)]
        meant = {(t.start, t.end): t.word for t in parsed.tokens}
        heard = [self._heard(t, meant.get((t.start, t.end), t.word), parsed) for t in plain]
        matches: list[Hit] = []
        behind: dict[str, Correction] = {}
        for at, answers in enumerate(heard):
            for word in answers:
                for phrase, correction in self._by_first.get(word, ()):
                    end = at + len(phrase)
                    if end <= len(heard) and all(w in h for w, h in zip(phrase, heard[at:end], strict=True)):
                        matches.append(Hit(correction.id, at, end))
                        behind[correction.id] = correction
        out = []
        for match in longest(matches):
            correction = behind[match.group]
            span = plain[match.start].start, plain[match.end - 1].end
            start, end = _tokens(parsed, *span)
            hits = tuple(Hit(f"kind.{kind}", start, end) for kind in correction.kinds if kind in allowed)
            if start < end and (hits or not correction.kinds):
                out.append(Found(correction.phrase, hits, start, end, span))
        return tuple(out)

    def _heard(self, token: Token, means: str, parsed: Parsed) -> frozenset[str]:
        """The taught words that a word of a text, which `means` this, may be."""
        if token.mark:
            return frozenset()
        found = {token.word, means} & self._words
        if found or len(token.word) < LONG or not token.word.isalpha():
            return frozenset(found)
        if any(token.word in lexicon.known for lexicon in parsed.lexicons):
            return frozenset()
        most = 2 if len(token.word) >= LONGER else 1
        near = process.extract(token.word, self._long, scorer=OSA.distance, score_cutoff=most, limit=3)
        return frozenset(word for word, distance, _ in near if distance <= (2 if len(word) >= LONGER else 1))


NOTHING = Taught()


def _ends(token: Token, text: str) -> bool:
    """Whether a mark ends a sentence, unlike that in "a.k.a"."""
    return token.word == "\n" or (token.word in STOPS and text[token.end : token.end + 1].isspace())


def _tokens(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """The tokens that stand on these characters."""
    inside = [i for i, t in enumerate(parsed.tokens) if t.start < end and t.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def beside_idle(plain: Reading, heard: Reading, found: tuple[Found, ...]) -> str:
    """The text with spaces in the place of what was taught to ask for nothing, where that is to be read instead:
    where without those words it names no other kind of help, or wants something else. "" where it is not, as where
    words beside them were taught to mean kinds, for then it is about those."""
    other = not {*heard.kinds, *heard.offered} <= {"general"}
    if any(one.hits for one in found) or (other and heard.intent is plain.intent):
        return ""
    text = plain.text
    for start, end in (one.span for one in found):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def over(hits: list[Hit], found: tuple[Found, ...]) -> list[Hit]:
    """The kinds named in a text, with those taught in the place of whatever else was read on the same words."""
    kept = [h for h in hits if all(h.end <= one.start or one.end <= h.start for one in found)]
    return sorted((*kept, *(hit for one in found for hit in one.hits)), key=lambda h: (h.start, h.end))


def heeded(plain: Reading, taught: Reading, found: tuple[Found, ...]) -> Reading:
    """What a text says by all that was taught, or as it reads without where heeding it would change more than what
    the text is about."""
    if any(getattr(plain, part) != getattr(taught, part) for part in GUARDED):
        return plain
    if plain.thanks and plain.intent is Intent.OTHER and taught.intent is not Intent.OTHER:
        return plain
    if plain.intent is Intent.ANSWER and taught.intent is not Intent.ANSWER:
        return plain
    if plain.urgent and "medicine" in plain.kinds and "medicine" not in taught.kinds:
        return plain
    about = {*taught.kinds, *taught.offered, *taught.negated_kinds}
    less = taught.intent is not plain.intent or bool({*plain.kinds, *plain.offered} - about)
    heard = (one.phrase for one in found if ({h.name for h in one.hits} & about if one.hits else less))
    phrases = tuple(dict.fromkeys(heard))
    if not phrases:
        return plain
    return replace(taught, urgent=plain.urgent or taught.urgent, taught=phrases)


# --- what may be taught


def too_common(words: tuple[str, ...], languages: Sequence[str]) -> bool:
    """Whether words stand in so many texts that they tell nothing: a single ordinary word that names no kind by
    itself, or several of which none has a meaning of its own."""
    lexicons = [load(code) for code in languages]
    if all(any(_empty(word, lexicon) for lexicon in lexicons) for word in words):
        return True
    if any(_group(words, lexicon) - {"kind"} for lexicon in lexicons):
        return True
    if len(words) > 1 or not is_ordinary(words[0], languages):
        return False
    return not any("kind" in _group(words, lexicon) for lexicon in lexicons)


def names_help(words: tuple[str, ...], languages: Sequence[str]) -> str:
    """The words without the empty ones where they name a kind of help and nothing else, else ""."""
    lexicons = [load(code) for code in languages]
    telling = tuple(word for word in words if not any(_empty(word, lexicon) for lexicon in lexicons))
    whole = any("kind" in _group(telling, lexicon) for lexicon in lexicons) if telling else False
    return " ".join(telling) if whole else ""


def asks_in_full(alone: Reading) -> bool:
    """Whether a phrase, read `alone`, is a need that tells nothing beside what, when, where and for whom; or is
    an urgent one."""
    plain = not {"unread", "uneasy"} & alone.spans.keys()
    return alone.intent is Intent.NEED and bool(alone.kinds) and (plain or alone.urgent)


def is_ordinary(word: str, languages: Iterable[str]) -> bool:
    """Whether one of these languages knows the word, as another one than a name."""
    return any(word in lexicon.known or word in lexicon.slang for lexicon in map(load, languages))


def _empty(word: str, lexicon: Lexicon) -> bool:
    plain = word in lexicon.function or word in lexicon.polite or word in lexicon.numbers
    return plain or word.isdecimal() or any(lexicon.is_a(word, name) for name in EMPTY)


EMPTY = ("filler", "wanting", "wish", "article", "receiver", "lead_to")
"""Classes of words that stand in any text."""


def _group(words: tuple[str, ...], lexicon: Lexicon) -> set[str]:
    """The families of the phrases that these words are."""
    return {group.partition(".")[0] for group in lexicon.phrases.whole(list(words))}


def suggested(reading: Reading, languages: Iterable[str]) -> str:
    """The words of a text that a correction is most likely about: those its kinds were read from, else the most
    telling ones beside its place, time and names. Empty where there are none."""
    lexicons = tuple(map(load, languages))
    spans = sorted(span for key, span in reading.spans.items() if key.startswith("kind:"))
    if spans:
        whole = reading.text[spans[0][0] : spans[-1][1]]
        first = reading.text[slice(*spans[0])]
        words = words_of(whole)
        if len(words) == 1:
            return _around(reading, spans[0], lexicons)
        return as_written(whole if len(words) <= MOST_WORDS else first)
    taken = [reading.spans[key] for key in BESIDE if key in reading.spans]
    best: list[Token] = []
    run: list[Token] = []
    for token in [*tokenize(reading.text), None]:
        inside = token is not None and any(a <= token.start < b for a, b in taken)
        if token is not None and not token.mark and not inside:
            run.append(token)
            continue
        best = max(best, _trimmed(run, lexicons), key=len)
        run = []
    return as_written(reading.text[best[0].start : best[-1].end]) if best else ""


BESIDE = ("place", "to", "when", "repeat", "name", "for_name", "people", "helpers_wanted", "radius")


def _around(reading: Reading, span: tuple[int, int], lexicons: tuple[Lexicon, ...]) -> str:
    """A single word with the telling ones right beside it, for by itself it means much in other texts."""
    tokens = tokenize(reading.text)
    at = next(i for i, t in enumerate(tokens) if t.end > span[0])
    taken = [reading.spans[key] for key in BESIDE if key in reading.spans]

    def free(token: Token) -> bool:
        return not token.mark and not any(a <= token.start < b for a, b in taken)

    run = [tokens[at]]
    if at > 0 and free(tokens[at - 1]):
        run.insert(0, tokens[at - 1])
    for token in tokens[at + 1 : at + 1 + AFTER]:
        if not free(token):
            break
        run.append(token)
    run = _trimmed(run, lexicons) or [tokens[at]]
    return as_written(reading.text[run[0].start : run[-1].end])


AFTER = 2
"""Words behind a single one that are proposed with it."""


def _trimmed(run: list[Token], lexicons: tuple[Lexicon, ...]) -> list[Token]:
    """The run without empty words at its ends, and not longer than a phrase may be."""

    def empty(token: Token) -> bool:
        return any(_empty(token.word, lexicon) for lexicon in lexicons)

    while run and empty(run[0]):
        run = run[1:]
    run = run[:MOST_WORDS]
    while run and empty(run[-1]):
        run = run[:-1]
    return run
