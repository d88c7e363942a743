"""Who and how: names, whom it is for, conditions, reach and means."""

from __future__ import annotations

import re

from mutualaid.language.people.counts import word_at
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

MILE_KM = 1.609344
BLOCK_KM = 0.1
"""A city block, about 80 to 120 m in North American grids."""

_GLUED = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)$")


def read_radius(parsed: Parsed) -> tuple[float, tuple[int, int]] | None:
    """How far a helper would go, in km, with its span: "within 2 miles", "hasta 5 km"."""
    beside = {at + n for at in parsed.places("reach") for n in (-2, 1, 2, 3)}
    for at, token in enumerate(parsed.tokens) if beside else ():
        if at not in beside:
            continue
        glued = _GLUED.match(token.raw)
        if glued and glued[2] in parsed.small["unit_glued"]:
            return float(glued[1]) * _km(parsed, glued[2]), parsed.span(at, at + 1)
        unit = _km(parsed, word_at(parsed, at + 1))
        value = _decimal(parsed, token.word)
        if unit and value:
            return round(value * unit, 3), parsed.span(at, at + 2)
    return None


def _km(parsed: Parsed, word: str) -> float:
    """How many km a word measures; 0 for one that is no measure."""
    small = parsed.small
    if word in small["unit_mile"]:
        return MILE_KM
    return 1.0 if word in small["unit_km"] else BLOCK_KM if word in small["unit_block"] else 0.0


def _decimal(parsed: Parsed, word: str) -> float | None:
    try:
        return float(word) if word[0].isdecimal() and word.isascii() else parsed.number(word)
    except ValueError:
        return None


def read_means(parsed: Parsed) -> str | None:
    """foot, bike or car, where the text says how its writer gets around."""
    hits = parsed.best("means")
    found = {h.name for h in hits}
    for means in ("bike", "car", "foot"):
        if means in found:
            return means
    return None


def _like_a_name(parsed: Parsed, at: int, loose: bool) -> bool:
    """Whether a token may be a name: capitalised, or (`loose`) simply no word we know."""
    if not 0 <= at < len(parsed.tokens) or parsed.tokens[at].mark:
        return False
    token = parsed.tokens[at]
    raw = token.raw
    if not raw.replace("'", "").isalpha() or len(raw) < 2:
        return False
    written = parsed.text[token.start : token.end]
    if loose and any(raw in x.names for x in parsed.lexicons):
        return True
    unknown = not any(raw in x.known or raw in x.slang for x in parsed.lexicons)
    if written[:1].isupper() and not parsed.text.isupper():
        return unknown or not any(raw in x.function or x.classes.get(raw) for x in parsed.lexicons)
    return loose and unknown and token.word == raw


def _as_name(parsed: Parsed, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The words as a name: as written, but with capitals where they have none or nothing but."""
    a, b = parsed.span(start, end)
    written = parsed.text[a:b]
    plain = written == written.lower() or (written.isupper() and len(written) > 2)
    return (written.title() if plain else written), (a, b)


def _listed(parsed: Parsed, at: int) -> bool:
    """Whether a token is a first name we know."""
    token = parsed.tokens[at] if 0 <= at < len(parsed.tokens) else None
    return token is not None and not token.mark and any(token.raw in x.names for x in parsed.lexicons)


def _is_word(parsed: Parsed, at: int) -> bool:
    """Whether a name is an ordinary word as well ("young", "rose"), so that it needs a capital."""
    raw = parsed.tokens[at].raw
    return any(raw in x.known for x in parsed.lexicons)


def _capital(parsed: Parsed, at: int) -> bool:
    return parsed.text[parsed.tokens[at].start].isupper()


def _name_from(parsed: Parsed, at: int, loose: bool) -> tuple[str, tuple[int, int]] | None:
    if parsed.is_a(word_at(parsed, at), "title"):
        at += 1
        if at < len(parsed.tokens) and parsed.tokens[at].word == ".":
            at += 1
    end = at
    while end < at + 2 and _like_a_name(parsed, end, loose and end == at):
        end += 1
    if end == at:
        return None
    return _as_name(parsed, at, end)


def read_own_name(
    parsed: Parsed, others: frozenset[str] = frozenset(), place: int = -1
) -> tuple[str, tuple[int, int]] | None:
    """The name the writer gives as their own. `others`: the folded first names of those they know through us, whom
    a name alone at the end may be said to; `place`: where in the text a place begins."""
    for hit in parsed.best("name"):
        sure = hit.name == "sure" or any(
            h.name == "sure" and h.start == hit.start for h in parsed.families.get("name", ())
        )
        if _of_another(parsed, hit.start):
            continue
        at = hit.end
        labelled = at < len(parsed.tokens) and parsed.tokens[at].word in (":", "=")
        at += labelled
        sure = sure or labelled
        known = _listed(parsed, at) and (_capital(parsed, at) or not _is_word(parsed, at) or sure)
        known = known or (_listed(parsed, at) and parsed.tokens[hit.start].word in parsed.small["name_led"])
        loose = (hit.start <= 2 and not _listed(parsed, at)) or _unknown_end(parsed, at)
        found = _name_from(parsed, at, sure or known or loose)
        if found is None and sure and (_with_capital(parsed, at) or _closes(parsed, hit.start, at)):
            found = _as_name(parsed, at, at + 1)
        if found and (sure or _name_ends(parsed, found[1][1])):
            return found
    return _signed(parsed) or _undersigned(parsed, others) or _addressed(parsed, place)


def _with_capital(parsed: Parsed, at: int) -> bool:
    """Whether a word that need not be a name is written as one: "my name is Bend"."""
    if not 0 <= at < len(parsed.tokens) or parsed.tokens[at].mark or parsed.text.isupper():
        return False
    raw = parsed.tokens[at].raw
    return _capital(parsed, at) and raw.isalpha() and not parsed.binds(raw)


def _closes(parsed: Parsed, start: int, at: int) -> bool:
    """Whether a text says but that its writer's name is one word, whatever that word means: "me llamo chelo"."""
    raw = parsed.tokens[at].raw if 0 <= at < len(parsed.tokens) else ""
    if not raw.isalpha() or parsed.binds(raw):
        return False
    rest = [t for n, t in enumerate(parsed.tokens) if not start <= n <= at and not t.mark]
    return all(parsed.polite(t.word) for t in rest)


SHORT_NAME = 6
"""Letters up to which an unknown word is taken for a name rather than a misspelt one."""


def _unknown_end(parsed: Parsed, at: int) -> bool:
    """Whether a text ends with one word that no list knows and no spelling explains: "i can drive, im nia"."""
    if not 0 <= at < len(parsed.tokens) or any(not t.mark for t in parsed.tokens[at + 1 :]):
        return False
    token = parsed.tokens[at]
    plain = token.raw == token.word and len(token.raw) <= SHORT_NAME
    return plain and not token.raw.endswith(tuple(parsed.small["no_name_endings"]))


def own_for_sure(parsed: Parsed, offset: int) -> bool:
    """Whether the name that starts here follows words that can only mean the writer's own ("my name is")."""
    ends = (parsed.span(h.start, h.end)[1] for h in parsed.best("name") if h.name == "sure")
    return any(0 < offset - end <= 3 for end in ends)


def only_named(parsed: Parsed) -> bool:
    """Whether a text does no more than say the writer's own name: "me llamo Maria"."""
    found = read_own_name(parsed)
    if found is None or not own_for_sure(parsed, found[1][0]):
        return False
    led = [parsed.span(h.start, h.end) for h in parsed.best("name")]
    rest = [t for t in parsed.spoken if not any(a <= t.start < b for a, b in (*led, found[1]))]
    return all(parsed.polite(t.word) for t in rest)


def _of_another(parsed: Parsed, at: int) -> bool:
    """ "his name is Biscuit", "the dog name is Max": the words before say whose name it is. Behind a place, "name
    Ben" at the end is the writer's."""
    if parsed.tokens[at].word not in parsed.small["name_word"]:
        return False
    before = [word_at(parsed, at - n) for n in (1, 2, 3)]
    if not any(w and not parsed.polite(w) for w in before[:2]):
        return False
    alone = at + 2 == len(parsed.tokens) and _listed(parsed, at + 1) and _capital(parsed, at + 1)
    theirs = any(parsed.is_a(w, name) for w in before for name in ("fam", "third", "persons"))
    theirs = theirs or (parsed.is_a(before[1], "article") and not before[2][:1].isdigit())  # "24th an mission"
    pet = any(h.name == "pets" for h in parsed.families.get("kind", ()))
    return not alone or theirs or pet


def _signed(parsed: Parsed) -> tuple[str, tuple[int, int]] | None:
    """A name put before or after what is said: "Tom here", "94110, Dave"."""
    last = next((i for i in range(len(parsed.tokens) - 1, -1, -1) if not parsed.tokens[i].mark), -1)
    here = parsed.small["here"]
    before = [at for at in range(last) if parsed.tokens[at + 1].word in here] if parsed.holds(here) else []
    for at in (*before, last):
        if not _listed(parsed, at) or (_is_word(parsed, at) and not _capital(parsed, at)):
            continue
        opens = at == 0 or parsed.tokens[at - 1].mark or all(parsed.polite(t.word) for t in parsed.tokens[:at])
        if opens and word_at(parsed, at + 1) in here:
            return _as_name(parsed, at, at + 1)
        if at > 1 and at == last and parsed.tokens[at - 1].mark and parsed.tokens[at - 2].word[0].isdecimal():
            return _as_name(parsed, at, at + 1)
    return None


_STOPS = frozenset({".", "!", "\n"})
_POSTCODE = re.compile(r"\d{5}$")


def _undersigned(parsed: Parsed, others: frozenset[str]) -> tuple[str, tuple[int, int]] | None:
    """A first name we know, with a family name or alone, written as one at the end behind a stop or a postcode: "no
    tengo trabajo. Luis", "fri 9am, 94110 Tom". None beside thanks, or where it may be a pet's or that of one of the
    family the text speaks of."""
    last = len(parsed.tokens) - 1
    while last > 0 and parsed.tokens[last].mark:
        last -= 1
    full = last > 1 and _listed(parsed, last - 1) and _capital(parsed, last - 1)
    at = last - 1 if full and _like_a_name(parsed, last, False) else last
    if at < 2 or not (_listed(parsed, at) and _capital(parsed, at)) or parsed.text.isupper():
        return None
    led = parsed.tokens[at - 1].word
    if not (led in _STOPS or _POSTCODE.match(led)) or parsed.tokens[at].raw in others:
        return None
    pet = any(h.name == "pets" for h in parsed.families.get("kind", ()))
    if pet or parsed.places("fam") or parsed.best("thanks"):
        return None
    return _as_name(parsed, at, last + 1)


def _addressed(parsed: Parsed, place: int) -> tuple[str, tuple[int, int]] | None:
    """The name that a text begins with as an envelope does, before the house: "Edith Palmer 2210 Bryant Street"."""
    end = next((n for n, t in enumerate(parsed.tokens) if t.start == place), 0)
    if not end or not parsed.tokens[end].word.isdecimal():
        return None
    end -= parsed.tokens[end - 1].mark
    named = all((_like_a_name(parsed, n, False) or _listed(parsed, n)) and _capital(parsed, n) for n in range(end))
    if not named or end not in (1, 2) or parsed.text.isupper():
        return None
    return _as_name(parsed, 0, end) if end == 2 or _listed(parsed, 0) else None


def _name_ends(parsed: Parsed, offset: int) -> bool:
    """Whether the text pauses after a name, so that "this is Ben," is one and "this is Ben's street" is not."""
    following = next((t for t in parsed.tokens if t.start >= offset), None)
    return (
        following is None
        or following.mark
        or parsed.polite(following.word)
        or any(parsed.is_a(following.word, name) for name in ("halt", "joiner", "article", "from"))
        or following.word in parsed.small["after_name"]
    )


def only_name(parsed: Parsed) -> bool:
    """Whether a text is a first name we know and nothing else ("Sam", which is also a French Saturday)."""
    words = [i for i, t in enumerate(parsed.tokens) if not t.mark]
    return len(words) == 1 and _listed(parsed, words[0])


def lone_name(parsed: Parsed) -> tuple[int, int] | None:
    """Where the name stands of which a text consists, a first name that we know: "Marta", "Ana Ruiz"."""
    words = [i for i, t in enumerate(parsed.tokens) if not t.mark]
    while len(words) > 1 and parsed.tokens[words[0]].raw in parsed.small["it_is"]:
        del words[0]
    if not 1 <= len(words) <= 2 or not _listed(parsed, words[0]) or "?" in parsed.text:
        return None
    if _is_word(parsed, words[0]) and not _capital(parsed, words[0]):
        return None
    if len(words) == 2 and not (_capital(parsed, words[0]) and _like_a_name(parsed, words[1], False)):
        return None
    return parsed.span(words[0], words[-1] + 1)


def is_name(parsed: Parsed, start: int, end: int) -> bool:
    """Whether some words of a text are the writer's first name, which we know, and what leads to it: "its Luis"."""
    found = read_own_name(parsed)
    at = lone_name(parsed) or (found[1] if found is not None else None)
    if at is None or not any(_listed(parsed, n) and t.start == at[0] for n, t in enumerate(parsed.tokens)):
        return False
    led = [parsed.span(h.start, h.end) for h in parsed.best("name")]
    rest = [t for t in parsed.spoken if start <= t.start < end and not any(a <= t.start < b for a, b in (*led, at))]
    return at[0] < end and all(parsed.polite(t.word) for t in rest)


def whole_name(parsed: Parsed) -> tuple[str, tuple[int, int]] | None:
    """The text read as an answer to "what is your name?"."""
    words = [i for i, t in enumerate(parsed.tokens) if not t.mark and not parsed.polite(t.word)]
    known = [i for i in words if _listed(parsed, i)]
    if known and (len(words) > 1 or known[0] == words[0]):
        end = known[0] + 1
        while end < len(parsed.tokens) and end < known[0] + 3 and _like_a_name(parsed, end, _listed(parsed, end)):
            end += 1
        return _as_name(parsed, known[0], end)
    if not 1 <= len(words) <= 3 or words[-1] - words[0] != len(words) - 1:
        return None
    if not all(parsed.tokens[i].raw.replace("'", "").replace("-", "").isalpha() for i in words):
        return None
    if any(parsed.tokens[i].raw in x.function for i in words for x in parsed.lexicons):
        return None
    return _as_name(parsed, words[0], words[-1] + 1)


def for_whom(parsed: Parsed) -> tuple[int, int] | None:
    """Where a text says whom it is for in as many words ("for my mom"), somebody else than its writer."""
    if "behalf" not in parsed.families:
        return None
    led = parsed.small["for_them"]
    said = [h for h in parsed.best("behalf") if led & {word_at(parsed, h.start - n) for n in (0, 1)}]
    return parsed.span(said[-1].start, said[-1].end) if said else None


def without_kin(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The things named, without a word that is the name of one's kin: "mi mama Luz" names no electricity."""
    family = parsed.places("fam")
    if not family or not hits:
        return hits
    kin = [h for h in hits if h.start - 1 in family and h.end == h.start + 1 and _kin(parsed, h, hits)]
    return [h for h in hits if h not in kin]


def _kin(parsed: Parsed, hit: Hit, hits: list[Hit]) -> bool:
    """Whether the word behind one of the family is a name, written as one, or beside something else that is named
    and that it does not stand in a list with."""
    token, following = parsed.tokens[hit.start], word_at(parsed, hit.start + 1)
    if not any(token.raw in x.names for x in parsed.lexicons):
        return False
    if parsed.text[token.start].isupper() and not parsed.text.isupper():
        return True
    listed = parsed.is_a(following, "joiner") or following == ","
    return not listed and any(h.name not in (hit.name, "none") for h in hits)


def _called(parsed: Parsed, at: int) -> int:
    """The token where the name of somebody of the family may begin that is led to: "manman mwen Yolande", "mi mama
    se llama Ines"; 0 where nothing leads to one."""
    ours = word_at(parsed, at + 1) in parsed.small["kin_ours"]
    begin = at + 1 + ours
    leads = [words.split("_") for words in parsed.small["kin_called"]]
    ends = [begin + len(led) for led in leads if all(word_at(parsed, begin + n) == w for n, w in enumerate(led))]
    return max(ends, default=begin if ours and parsed.language == "ht" else 0)


def read_for(parsed: Parsed) -> tuple[bool, str | None, tuple[int, int] | None]:
    """Whether the help is for someone else, and their name where given."""
    shared = parsed.best("shared")
    behalf = any(all(h.end <= s.start or s.end <= h.start for s in shared) for h in parsed.best("behalf"))
    family = parsed.places("fam")
    titles = parsed.places("title")
    whom, them, sirs = parsed.small["for_whom"], parsed.small["for_them"], parsed.small["sirs"]
    for at, token in enumerate(parsed.tokens[:-1]) if family or titles or parsed.holds(whom) else ():
        if not (token.word in them or at in family or at in titles):
            continue
        if at in titles and token.word in sirs and (found := _name_from(parsed, at + 1, True)):
            after = next((t.word for t in parsed.tokens if t.start >= found[1][1]), "")
            if parsed.is_a(after, "asks_for"):
                return True, found[0], found[1]  # "mrs lopez needs meals"
        if at in family and any(parsed.is_a(word_at(parsed, at - n), "article") for n in (1, 2)):
            titled = parsed.is_a(word_at(parsed, at + 1), "title")
            found = _name_from(parsed, at + 1, behalf or titled)
            if found:
                return True, found[0], found[1]
        if at in family and (called := _called(parsed, at)):
            found = _name_from(parsed, called, False)
            if found:
                return True, found[0], found[1]
        if token.word in them and parsed.is_a(word_at(parsed, at + 1), "title"):
            found = _name_from(parsed, at + 1, word_at(parsed, at + 1) in sirs)
            if found:
                return True, found[0], found[1]
        if token.word in whom and _like_a_name(parsed, at + 1, False):
            next_word = word_at(parsed, at + 1)
            if not any(next_word in x.known for x in parsed.lexicons):
                found = _name_from(parsed, at + 1, False)
                if found:
                    return True, found[0], found[1]
    return behalf, None, None
