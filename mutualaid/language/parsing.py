"""A text made ready for the readers: its words normalised, its language voted, its phrases found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

from mutualaid.language.lexicon import Lexicon
from mutualaid.language.tokens import STOPS, Token, sentences, tokenize
from mutualaid.language.trie import Hit, longest


@dataclass(frozen=True)
class Parsed:
    """One text. `tokens` are normalised; `lexicons` those of the languages it may be in, the likeliest first;
    `language` the vote, None where nothing tells."""

    text: str
    tokens: list[Token]
    lexicons: tuple[Lexicon, ...]
    language: str | None
    families: dict[str, list[Hit]]
    """Every hit, overlapping ones included, by the first part of its group."""
    _best: dict[str, list[Hit]] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return sentences(self.tokens)

    @cached_property
    def words(self) -> list[str]:
        return [t.word for t in self.tokens if not t.mark]

    @cached_property
    def core(self) -> list[int]:
        """Indexes of the tokens that are neither marks nor politeness."""
        return [i for i, t in enumerate(self.tokens) if not t.mark and not self.polite(t.word)]

    @cached_property
    def core_words(self) -> list[str]:
        return [self.tokens[i].word for i in self.core]

    def polite(self, word: str) -> bool:
        return any(word in lexicon.polite for lexicon in self.lexicons)

    def is_a(self, word: str, name: str) -> bool:
        return any(lexicon.is_a(word, name) for lexicon in self.lexicons)

    def number(self, word: str) -> int | None:
        """A whole number below 1000 in digits or words, else None."""
        if word.isdecimal():
            return int(word) if len(word) <= 3 else None
        for lexicon in self.lexicons:
            if word in lexicon.numbers:
                return lexicon.numbers[word]
        return None

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
        return {group for lexicon in self.lexicons for group in lexicon.messages.whole(words)}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of a token range."""
        return (self.tokens[start].start, self.tokens[end - 1].end)

    def said(self, start: int, end: int) -> str:
        """The words of a token range as written."""
        a, b = self.span(start, end)
        return self.text[a:b]

    def has_laugh(self) -> bool:
        return any(self.is_a(t.word, "laugh") for t in self.tokens if not t.mark)


class Together:
    """Several lexicons as one reads them: what a word speaks for and stands for, remembered."""

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self.lexicons = lexicons
        self._votes: dict[tuple[str, str], tuple[str, int] | None] = {}
        self._means: dict[tuple[str, str, bool], tuple[str, ...]] = {}

    def vote(self, token: Token) -> tuple[str, int] | None:
        """The one language that knows the word, and how much that counts; None where none or several do."""
        key = (token.raw, token.word)
        if key not in self._votes:
            if len(self._votes) > REMEMBERED:
                self._votes.clear()
            knowing = [x for x in self.lexicons if x.knows(token)]
            only = knowing[0] if len(knowing) == 1 else None
            counts = only is not None and (token.word in only.function or only.binds(token))
            self._votes[key] = (only.code, 2 if counts else 1) if only else None
        return self._votes[key]

    def means(self, token: Token, named: bool) -> tuple[str, ...]:
        """What a word stands for; one that looks like a name (`named`) is not taken for a typo."""
        key = (token.raw, token.word, named)
        if key not in self._means:
            if len(self._means) > REMEMBERED:
                self._means.clear()
            self._means[key] = _read(token, self.lexicons, named)
        return self._means[key]


REMEMBERED = 20000
"""Words remembered at most."""


@cache
def together(lexicons: tuple[Lexicon, ...]) -> Together:
    return Together(lexicons)


def vote(tokens: list[Token], lexicons: tuple[Lexicon, ...]) -> dict[str, int]:
    """How many words speak for each language: those that it knows and no other does."""
    votes = {lexicon.code: 0 for lexicon in lexicons}
    all_of_them = together(lexicons)
    for token in tokens:
        if token.mark or token.raw == "&" or not token.word.isalpha():
            continue
        spoken = all_of_them.vote(token)
        if spoken is not None:
            votes[spoken[0]] += spoken[1]
    return votes


STREET_WORDS = frozenset(
    {"al", "st", "street", "ave", "avenue", "blvd", "rd", "dr", "apt", "mission", "unit", "corner"}
)
"""Words of an address, alike whoever writes it: alone they tell no language."""


def _tells(tokens: list[Token], lexicons: tuple[Lexicon, ...], votes: dict[str, int]) -> dict[str, int]:
    """The votes, taken back where only an address speaks; a tie is broken by what the misspelled words mean."""
    plain = [t for t in tokens if t.word not in STREET_WORDS]
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
    return votes


def parse(text: str, lexicons: tuple[Lexicon, ...], before: str | None) -> Parsed:
    """Reads a text; `before` is the language its writer used earlier, a tie-breaker."""
    raw = tokenize(text)
    votes = _tells(raw, lexicons, vote(raw, lexicons))
    ranked = sorted(lexicons, key=lambda x: (-votes[x.code], x.code != before))
    first = votes[ranked[0].code]
    second = votes[ranked[1].code] if len(ranked) > 1 else 0
    language = ranked[0].code if first > second else (before if first and before in votes else None)
    active = tuple(ranked[:1]) if first > 2 * second else tuple(ranked)
    tokens = _normalise(text, _spelled_out(raw, active), active)
    families: dict[str, list[Hit]] = {}
    for lexicon in active:
        for hit in lexicon.phrases.find(tokens):
            family = _FAMILY.get(hit.group)
            if family is None:
                family = _FAMILY[hit.group] = hit.group.partition(".")[0]
            families.setdefault(family, []).append(hit)
    return Parsed(text, tokens, active, language, families)


_FAMILY: dict[str, str] = {}
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
    words = ["" if t.mark else t.word for t in tokens]
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        found = lexicon.joined(words, at)
        if found is None:
            out.append(tokens[at])
            at += 1
            continue
        length, means = found
        raw = " ".join(t.raw for t in tokens[at : at + length])
        out += [Token(raw, word, tokens[at].start, tokens[at + length - 1].end) for word in means]
        at += length
    return out


def _normalise(text: str, tokens: list[Token], lexicons: tuple[Lexicon, ...]) -> list[Token]:
    shouted = text.isupper()
    out: list[Token] = []
    inside = False
    read = together(lexicons)
    pictures = lexicons[0].pictures
    if any(t.mark and t.raw in pictures for t in tokens) and _adorned(tokens, lexicons):
        pictures = {}
    for token in tokens:
        if token.mark and token.raw in pictures:
            words = pictures[token.raw].split()
            out += [Token(token.raw, word, token.start, token.end) for word in words]
            continue
        if token.mark:
            inside = inside and token.word not in STOPS
            out.append(token)
            continue
        named = inside and not shouted and text[token.start].isupper()
        for word in read.means(token, named):
            out.append(Token(token.raw, word, token.start, token.end))
        inside = True
    return out


ADORNED = 5
"""Words of thanks up to which the pictures beside them say nothing more."""


def _adorned(tokens: list[Token], lexicons: tuple[Lexicon, ...]) -> bool:
    """Whether the words say it all, so that pictures beside them are ornament: "1 🚗", "yes 🚲", "thank you 🍞"."""
    words = [word for t in tokens if not t.mark for word in _read(t, lexicons, False)[:1]]
    if len(words) == 1 and words[0].isdecimal():
        return True
    if len(words) <= ADORNED and {"thanks", "thank", "gracias", "merci"} & set(words):
        return True
    whole = {group for x in lexicons for group in (*x.messages.whole(words), *x.phrases.whole(words))}
    return bool(words) and bool({"yes", "no", "lead.yes", "lead.no", "lead.ok"} & whole)


def _read(token: Token, lexicons: tuple[Lexicon, ...], named: bool) -> tuple[str, ...]:
    """What a word stands for; one that looks like a name (`named`) is not taken for a typo."""
    word = token.word
    for lexicon in lexicons:
        if token.raw in lexicon.slang:
            return lexicon.slang[token.raw]
        if word in lexicon.slang:
            return lexicon.slang[word]
        if word in lexicon.known:
            return (word,)
    if named:
        return (word,)
    for lexicon in lexicons:
        read = lexicon.read(word)
        if read != (word,):
            return read
    return (word,)
