"""A text made ready for the readers: its words normalised, its language voted, its phrases found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from string import ascii_lowercase, ascii_uppercase

from mutualaid.domain.reading import Spot
from mutualaid.language.words.lexicon import Lexicon, Small
from mutualaid.language.words.meantword import in_their_place
from mutualaid.language.words.misspelt import read_misspelt
from mutualaid.language.words.othernames import read_names, refused
from mutualaid.language.words.shorthands import read_between
from mutualaid.language.words.together import BINDING, NUMBERED, POLITE, Together, meaning, small_words, together
from mutualaid.language.words.tokens import LONGEST, STOPS, Token, sentences, tokenize
from mutualaid.language.words.trie import Hit, longest
from mutualaid.memory import Memory

_NO_CLASS: frozenset[str] = frozenset()


class Parsed:
    """One text, and what every reader asks of it, worked out once.

    `tokens` are normalised, `spoken` those that are no marks, `words` what these stand for; `core` are the indexes
    of the tokens that are neither marks nor politeness, `core_words` their words. `numbers` are those below 1000,
    in digits or words: the index of the token, and how many. `message` and `core_message` are the groups of
    [messages] that all its words are, and its core words. `classes` are those of each token. `families` holds
    every hit, overlapping ones included, by the first part of its group. `small` are the little words of all our
    languages by what they do, [small] in words.toml. `together` are the languages it may be
    in, the likeliest first; `language` is the vote, None where nothing tells."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        together: Together,
        language: str | None,
        families: dict[str, list[Hit]],
        small: Small,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.together = together
        self.lexicons = together.lexicons
        self.language = language
        self.families = families
        self.small = small
        self._best: dict[str, list[Hit]] = {}
        self._places: dict[str, list[int]] = {}
        every = [t.word for t in tokens]
        classes, numbers = together.classes, together.numbers
        self.classes = list(map(classes.__getitem__, every))
        self._present = _NO_CLASS.union(*self.classes)
        self.sentences = sentences(tokens)
        spoken = [i for i, t in enumerate(tokens) if not t.mark]
        self.spoken = [tokens[i] for i in spoken]
        self.words = [t.word for t in self.spoken]
        polite = self.places(POLITE)
        self.core = [i for i in spoken if i not in polite] if polite else spoken
        last = self.core[-1] if self.core else 0
        if last and last + 1 in polite and tokens[last].word in self.small["turned"]:
            self.core = self.core[:-1]  # a "but" that leads to courtesies: "stop but thanks"
        self.core_words = [tokens[i].word for i in self.core] if polite else self.words
        self.numbers = [(i, n) for i in self.places(NUMBERED) if (n := numbers[every[i]]) is not None]
        self.message = self.whole(self.words)
        self.core_message = self.whole(self.core_words) if polite else self.message

    def before(self, at: int) -> Parsed:
        """What stands before a token, as a text of its own."""
        tokens = self.tokens[:at]
        families = {name: [h for h in hits if h.end <= at] for name, hits in self.families.items()}
        found = {name: hits for name, hits in families.items() if hits}
        text = self.text[: tokens[-1].end] if tokens else ""
        return Parsed(text, tokens, self.together, self.language, found, self.small)

    def places(self, name: str) -> Sequence[int]:
        """Where words of a class stand: the indexes of their tokens, rising; marks are of no class. A reader begins
        here rather than with every word, for most texts hold no word that it could begin with."""
        if name not in self._present:
            return ()
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = [at for at, classes in enumerate(self.classes) if name in classes]
        return found

    def has(self, name: str) -> bool:
        """Whether a word of a class stands anywhere in the text."""
        return name in self._present

    def among(self, name: str, start: int, end: int) -> bool:
        """Whether a word of a class stands among these tokens."""
        return name in self._present and any(name in classes for classes in self.classes[start:end])

    def holds(self, words: frozenset[str]) -> bool:
        """Whether any of these is among the words."""
        return not words.isdisjoint(self.words)

    def polite(self, word: str) -> bool:
        return POLITE in self.together.classes[word]

    def is_a(self, word: str, name: str) -> bool:
        return name in self.together.classes[word]

    def binds(self, word: str) -> bool:
        """Whether a word only binds others, in any of the languages."""
        return BINDING in self.together.classes[word]

    def number(self, word: str) -> int | None:
        """A whole number below 1000 in digits or words, else None."""
        return self.together.numbers[word] if NUMBERED in self.together.classes[word] else None

    def best(self, family: str) -> list[Hit]:
        """The hits of a family: the longest of overlapping ones, without those a "none" phrase takes away."""
        found = self.families.get(family)
        if not found:
            return []
        if family not in self._best:
            self._best[family] = [hit for hit in longest(found) if hit.name != "none"]
        return list(self._best[family])

    def whole(self, words: list[str]) -> set[str]:
        """The groups of [messages] that these words are, as a whole message."""
        found: set[str] = set()
        for lexicon in self.lexicons:
            found.update(lexicon.messages.whole(words))
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of a token range."""
        return (self.tokens[start].start, self.tokens[end - 1].end)

    def said(self, start: int, end: int) -> str:
        """The words of a token range as written."""
        a, b = self.span(start, end)
        return self.text[a:b]

    def has_laugh(self) -> bool:
        return bool(self.places("laugh"))


def vote(tokens: list[Token], lexicons: tuple[Lexicon, ...]) -> dict[str, int]:
    """How many words speak for each language: those that it knows and no other does."""
    known = together(lexicons)
    votes, votes_of = dict.fromkeys(known.codes, 0), known.votes
    for token in tokens:
        if not token.mark and (spoken := votes_of[token.raw, token.word]):
            votes[spoken[0]] += spoken[1]
    return votes


def _apart_from_places(
    text: str,
    tokens: list[Token],
    lexicons: tuple[Lexicon, ...],
    places: Callable[[str], Iterable[Spot]] | None,
) -> dict[str, int]:
    """The votes; where languages differ, those of the words beside known places, if these say any: streets keep
    their names in every language."""
    votes = vote(tokens, lexicons)
    if places is None or len([count for count in votes.values() if count]) < 2:
        return votes
    known = [(s.start, s.end) for s in places(text[:LONGEST]) if s.latitude is not None]
    beside = vote([t for t in tokens if not any(a <= t.start < b for a, b in known)], lexicons) if known else votes
    return beside if any(beside.values()) else votes


OURS = frozenset({"FORGET"})
"""Words that our pages print in every language: alone they tell none."""


def _tells(
    tokens: list[Token], lexicons: tuple[Lexicon, ...], votes: dict[str, int], small: Small
) -> dict[str, int]:
    """The votes, taken back where only an address speaks; a tie is broken by what the misspelled words mean."""
    of_streets = small["street_words"]
    plain = [t for t in tokens if t.word not in of_streets]
    if len(plain) < len(tokens) and not any(vote(plain, lexicons).values()):
        return dict.fromkeys(votes, 0)
    if len(set(votes.values())) > 1:
        return votes
    votes = dict(votes)
    for token in plain:
        if token.mark or not token.word.isalpha() or any(token.word in x.known for x in lexicons):
            continue
        meant = [x for x in lexicons if x.read(token.word) != (token.word,)]
        if len(meant) == 1:
            votes[meant[0].code] += 1
    if not any(votes.values()) and (only := _answers_in(plain, lexicons)) is not None:
        votes[only.code] += 1
    return votes


def _answers_in(tokens: list[Token], lexicons: tuple[Lexicon, ...]) -> Lexicon | None:
    """The only language in which a text of several words is an answer as a whole ("m pa si"), else None."""
    spoken = [t for t in tokens if not t.mark]
    if not 1 < len(spoken) <= LONGEST_ANSWER:
        return None
    found = [x for x in lexicons if ANSWERS & {*x.phrases.whole([w for t in spoken for w in x.read(t.word)])}]
    return found[0] if len(found) == 1 else None


LONGEST_ANSWER = 5
"""Words of such a text at most."""

ANSWERS = frozenset({"lead.yes", "lead.no", "lead.unsure"})
"""Groups of phrases that answer."""


def parse(
    text: str,
    lexicons: tuple[Lexicon, ...],
    before: str | None,
    others: frozenset[str] = frozenset(),
    places: Callable[[str], Iterable[Spot]] | None = None,
) -> Parsed:
    """Reads a text; `before` is the language its writer used earlier, a tie-breaker, `others` the folded first
    names of those on the other side of the writer's visits, `places` finds places in a text."""
    raw, small = tokenize(text), small_words(lexicons)
    votes = _tells(raw, lexicons, _apart_from_places(text, raw, lexicons, places), small)
    ranked = sorted(lexicons, key=lambda x: (-votes[x.code], x.code != before))
    first = votes[ranked[0].code]
    second = votes[ranked[1].code] if len(ranked) > 1 else 0
    language = ranked[0].code if first > second else (before if first and before in votes else None)
    if before in votes and text.strip(" .!").upper() in OURS:
        language = before
    active = tuple(ranked) if first <= 2 * second else tuple(ranked[:1])
    widened = _beside(raw, lexicons, ranked[0]) if second and len(active) == 1 else ()
    active += widened
    tokens = read_between(_normalise(text, _spelled_out(raw, active), active, small), active)
    as_one = together(active)
    odd = _odd(tokens, as_one)
    meant = in_their_place(text, tokens, as_one, odd)
    if meant is not tokens:
        tokens = read_between(meant, active)
        odd = _odd(tokens, as_one)
    families: dict[str, list[Hit]] = {}
    for lexicon in active:
        for hit in lexicon.phrases.find(tokens):
            families.setdefault(_FAMILY[hit.group], []).append(hit)
    if widened:
        _keep(families, tokens, _hits(text, raw, ranked[0], small))
    if odd or others:
        _keep(families, tokens, read_names(tokens, as_one, odd, others, small))
    if others:
        _keep(families, tokens, refused(tokens, active, others, small))
    if odd:
        told, signs = families.get("danger", []), families.get("sign", [])
        _keep(families, tokens, read_misspelt(text, tokens, as_one, odd, told, signs))
    return Parsed(text, tokens, as_one, language, families, small)


def _odd(tokens: list[Token], together: Together) -> dict[int, int]:
    """What is unusual of which tokens."""
    unusual = together.unusual
    return {at: told for at, token in enumerate(tokens) if (told := unusual[token.raw])}


TOLD = frozenset({"watched", "danger", "named", "alone", "bare", "reading", "lifeline", "heat", "outage", "sign"})
"""Families that may tell of a danger."""

HEEDED = TOLD | {"wish"}
"""Families that a text is read for in its own language alone too: a danger or a wish for no more texts must not be
lost because a word of another language is spelled like one of it."""


def _hits(text: str, raw: list[Token], own: Lexicon, small: Small) -> list[tuple[Hit, int, int]]:
    """What the language of a text alone finds in it of these, with where it stands in the text."""
    tokens = read_between(_normalise(text, _spelled_out(raw, (own,)), (own,), small), (own,))
    found = (h for h in own.phrases.find(tokens) if _FAMILY[h.group] in HEEDED)
    return [(h, tokens[h.start].start, tokens[h.end - 1].end) for h in found]


def _keep(families: dict[str, list[Hit]], tokens: list[Token], found: Iterable[tuple[Hit, int, int]]) -> None:
    """Adds hits by where they stand in the text, for the words may be counted otherwise."""
    found = list(found)
    if not found:
        return
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i + 1 for i, t in enumerate(tokens)}
    for hit, start, end in found:
        if start in starts and end in ends:
            here = hit._replace(start=starts[start], end=ends[end])
            said = families.setdefault(_FAMILY[hit.group], [])
            if here not in said:
                said.append(here)


def _beside(tokens: list[Token], lexicons: tuple[Lexicon, ...], own: Lexicon) -> tuple[Lexicon, ...]:
    """The other languages in which a word of the text says what is wanted or for whom: "NEED COMIDA"."""
    telling = together(lexicons).telling
    found = {telling[t.raw, t.word] for t in tokens if not t.mark}
    return tuple(x for x in lexicons if x.code in found and x is not own)


_FAMILY = Memory[str, str](lambda group: group.partition(".")[0])
"""Group -> its first part."""


def _spelled_out(tokens: list[Token], lexicons: tuple[Lexicon, ...]) -> list[Token]:
    """The tokens with elisions as words ("d'eau" is "de eau") and shorthands of several words as what they say."""
    for lexicon in lexicons:
        if lexicon.elisions.words:
            others = [x for x in lexicons if x is not lexicon]
            tokens = [
                part
                for token in tokens
                for part in ([token] if any(token.word in x.known for x in others) else lexicon.split(token))
            ]
        if lexicon.together:
            tokens = _joined(tokens, lexicon)
    return tokens


def _joined(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    words, first = ["" if t.mark else t.word for t in tokens], lexicon.together
    if first.keys().isdisjoint(words):
        return tokens
    found = {at: one for at, word in enumerate(words) if word in first and (one := lexicon.joined(words, at))}
    if not found:
        return tokens
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        if at not in found:
            out.append(tokens[at])
            at += 1
            continue
        length, means = found[at]
        raw = " ".join(t.raw for t in tokens[at : at + length])
        out += [Token(raw, word, tokens[at].start, tokens[at + length - 1].end) for word in means]
        at += length
    return out


def _normalise(text: str, tokens: list[Token], lexicons: tuple[Lexicon, ...], small: Small) -> list[Token]:
    out: list[Token] = []
    shouted: bool | None = None
    marks = [t.raw for t in tokens if t.mark]
    inside, lone = False, len(tokens) - len(marks) == 1
    meant = together(lexicons).means
    pictures = lexicons[0].pictures
    if not pictures.keys().isdisjoint(marks) and _adorned(tokens, lexicons, small):
        pictures = {}
    for token in tokens:
        raw, word = token.raw, token.word
        if token.mark:
            if raw in pictures:
                out += [Token(raw, means, token.start, token.end) for means in pictures[raw].split()]
            else:
                inside = inside and word not in STOPS
                out.append(token)
            continue
        named = lone and len(word) <= BRIEF
        if inside and text[token.start].isupper():
            if shouted is None:
                shouted = _shouted(text)
            named = named or not shouted
        words = meant[raw, word, named]
        if words is None:
            out.append(token)
        else:
            for means in words:
                out.append(Token(raw, means, token.start, token.end))
        inside = True
    return out


def _shouted(text: str) -> bool:
    """Whether a text is written in capitals."""
    if text.isascii():
        written = text.encode()
        capitals = len(written) - len(written.translate(None, _CAPITALS))
        return capitals >= SHOUTED * (capitals + len(written) - len(written.translate(None, _SMALL)))
    letters = list(filter(str.isalpha, text))
    return sum(map(str.isupper, letters)) >= SHOUTED * len(letters)


_SMALL, _CAPITALS = ascii_lowercase.encode(), ascii_uppercase.encode()


BRIEF = 4
"""Letters up to which a text's only word is no typo: it is a name as often."""

SHOUTED = 0.8
"""The share of capitals from which on a capital tells no name."""

ADORNED = 5
"""Words of thanks up to which the pictures beside them say nothing more."""


def _adorned(tokens: list[Token], lexicons: tuple[Lexicon, ...], small: Small) -> bool:
    """Whether the words say it all, so that pictures beside them are ornament: "1 🚗", "yes 🚲", "thank you 🍞"."""
    words = [word for t in tokens if not t.mark for word in meaning(t.raw, t.word, False, lexicons)[:1]]
    if len(words) == 1 and words[0].isdecimal():
        return True
    if len(words) <= ADORNED and not small["thanked"].isdisjoint(words):
        return True
    whole = {group for x in lexicons for group in (*x.messages.whole(words), *x.phrases.whole(words))}
    return bool(words) and bool({"yes", "no", "lead.yes", "lead.no", "lead.ok"} & whole)
