"""How many a text is about where they are told one by one: "me, my wife and our baby", "just me", "a couple"."""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed

Span = tuple[int, int]

MOST_WORDS = 12


def read_household(parsed: Parsed) -> tuple[int, Span | None]:
    """How many people are told without a number, and where; (0, None) where none are or it stays open how many."""
    small = parsed.small
    if parsed.holds(small["couple"]) and (found := _couple(parsed)) is not None:
        return found
    selves, and_i = small["self"], small["and_i"]
    if "kind" not in parsed.families or not (parsed.holds(selves) or parsed.holds(and_i)):
        return 0, None
    for at, token in enumerate(parsed.tokens):
        if token.word in selves and not token.mark and (found := _from(parsed, at)) is not None:
            return found
        if token.word in and_i and at > 1 and (found := _up_to(parsed, at)) is not None:
            return found
    return 0, None


def _up_to(parsed: Parsed, at: int) -> tuple[int, Span] | None:
    """One of the writer's and the writer: "my wife and I", "mi esposa y yo"."""
    near = [_word(parsed, at - n) for n in (1, 2, 3)]
    of_mine = parsed.is_a(near[1], "fam") and near[1] not in parsed.small["uncounted"]
    both = of_mine and parsed.is_a(near[0], "joiner")
    return (2, parsed.span(at - 3, at + 1)) if both and at > 2 and parsed.is_a(near[2], "article") else None


def _word(parsed: Parsed, at: int) -> str:
    return parsed.tokens[at].word if 0 <= at < len(parsed.tokens) and not parsed.tokens[at].mark else ""


def _couple(parsed: Parsed) -> tuple[int, Span] | None:
    """ "For an elderly couple" is for two; "a couple of bags" is not."""
    small = parsed.small
    whom = small["household_for"]
    for at, token in enumerate(parsed.tokens):
        if token.word not in small["couple"] or not any(_word(parsed, at - n) in whom for n in (1, 2, 3)):
            continue
        after = _word(parsed, at + 1)
        if after in small["of"] or parsed.is_a(after, "unit") or parsed.is_a(after, "persons"):
            continue
        return 2, parsed.span(at, at + 1)
    return None


def _from(parsed: Parsed, at: int) -> tuple[int, Span] | None:
    """The people of a row that begins with the writer; None where nobody is named beside them."""
    small = parsed.small
    many, little, only, whom = small["uncounted"], small["small_one"], small["only"], small["household_for"]
    before = _word(parsed, at - 1)
    skips = _word(parsed, at + 1) in small["self_between"]
    opens = at == 0 and parsed.tokens[0].word in small["self_opens"]
    opens = opens and parsed.is_a(_word(parsed, 1 + skips), "joiner")
    if parsed.tokens[at].word in small["self_led"] and before not in whom and not opens:
        return None
    singles, joined, end, last = 0, False, at + 1, ""
    for k in range(at + 1 + skips, min(len(parsed.tokens), at + MOST_WORDS)):
        word = parsed.tokens[k].word
        counted = parsed.number(_word(parsed, k - 1)) if k - 1 > at else None
        if counted and counted <= MOST_WORDS and (word in many or parsed.is_a(word, "persons")):
            singles, end = singles + counted, k + 1
            continue
        following = _word(parsed, k + 1)
        if parsed.number(word) and (following in many or parsed.is_a(following, "persons")):
            continue
        if word in many or (parsed.is_a(word, "persons") and not parsed.is_a(word, "fam") and word not in little):
            return None
        if parsed.is_a(word, "joiner") or word == "&":
            joined = True
        elif parsed.is_a(word, "fam") or word in little:
            singles, end = singles + 1, k + 1
        elif word != "," and not parsed.is_a(word, "article") and word not in small["household_ours"]:
            last = word
            break
    if singles and joined and last not in small["sharing"]:
        return 1 + singles, parsed.span(at, end)
    alone = before in only or (before in whom and (_word(parsed, at - 2) in only or _word(parsed, at + 1) in only))
    alone = alone and not joined
    return (1, parsed.span(at, at + 1)) if alone else None
