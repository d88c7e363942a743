"""Shorthands that mean a word only between certain others: "a ride 2 the clinic" but "2 kids", "nd food" but "you
nd me". A language's [between] names them, with the classes of the words around them."""

from __future__ import annotations

from mutualaid.language.words.lexicon import Lexicon
from mutualaid.language.words.tokens import STOPS, Token


def read_between(tokens: list[Token], lexicons: tuple[Lexicon, ...]) -> list[Token]:
    """The tokens with such shorthands replaced by what they mean where their neighbours are as [between] says."""
    for lexicon in lexicons:
        if lexicon.between and not lexicon.between.keys().isdisjoint([token.raw for token in tokens]):
            tokens = [word for at in range(len(tokens)) for word in _meant(tokens, at, lexicon)]
    return tokens


def _meant(tokens: list[Token], at: int, lexicon: Lexicon) -> list[Token]:
    """The words that the token at `at` stands for, itself where it is no such shorthand or does not fit."""
    token = tokens[at]
    rule = lexicon.between.get(token.raw)
    if rule is None or not _fits(tokens, at, rule, lexicon):
        return [token]
    return [Token(token.raw, word, token.start, token.end) for word in rule["means"].split()]


def _fits(tokens: list[Token], at: int, rule: dict[str, str], lexicon: Lexicon) -> bool:
    """Whether the token at `at` stands between words of the classes `after` and `before` (of several one is
    enough), not behind one of `not_after`, and with `last` at the end of its sentence; at the beginning of one only
    with `starts`, "yes" or the class of the word that must follow there. Behind one of `behind` it needs no
    more, nor in a text without a word of `unless` before one of `lone` or after a mark."""
    following = _following(tokens, at, lexicon)
    if "last" in rule and following:
        return False
    if at and "behind" in rule and lexicon.is_a(tokens[at - 1].word, rule["behind"]):
        return bool(following)
    if "before" in rule and not _is_one(lexicon, following, rule["before"]):
        return False
    if not at or tokens[at - 1].word in STOPS:
        starts = rule.get("starts", "")
        return starts == "yes" or _is_one(lexicon, following, starts)
    before = tokens[at - 1]
    if "unless" in rule and following and not any(lexicon.is_a(t.word, rule["unless"]) for t in tokens):
        told = before.mark and not lexicon.is_a(following, "i") and not lexicon.is_a(following, "my")
        if told or lexicon.is_a(following, rule["lone"]):
            return True
    led = "after" in rule and lexicon.is_a(before.word, rule["after"])
    if before.mark or (before.word[0].isdigit() and not led):
        return False
    if "not_after" in rule and lexicon.is_a(before.word, rule["not_after"]):
        return False
    return led or "after" not in rule


def _following(tokens: list[Token], at: int, lexicon: Lexicon) -> str:
    """The word behind the token at `at`, as what it means where it closes the sentence ("4 to" is "for two")."""
    if at + 1 >= len(tokens) or tokens[at + 1].mark:
        return ""
    rule = lexicon.between.get(tokens[at + 1].raw)
    closes = rule is not None and "last" in rule and _fits(tokens, at + 1, rule, lexicon)
    return rule["means"] if rule is not None and closes else tokens[at + 1].word


def _is_one(lexicon: Lexicon, word: str, classes: str) -> bool:
    return any(lexicon.is_a(word, name) for name in classes.split())
