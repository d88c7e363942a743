"""Which of the places a text names is where, and which is where to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mutualaid.domain.reading import Spot, When
from mutualaid.language.places import dwelling, errands, goalwords
from mutualaid.language.talk import turns
from mutualaid.language.talk.answers import bare_ok, read_answer
from mutualaid.language.words.parsing import Parsed

HESITATES = 6
"""Words up to which a text with "hold on" or "why do you ask" in it names no place."""

GOAL_WORDS = 4
"""Words at most that a destination unknown to the gazetteer is taken to have."""


@dataclass(frozen=True, slots=True)
class Where:
    place: Spot | None = None
    to: Spot | None = None
    places: tuple[Spot, ...] = ()
    errand: Spot | None = None
    """Where a ride would go, be one asked for or not."""


NOWHERE = Where()


def assign(
    parsed: Parsed, spots: tuple[Spot, ...], moving: int, taken: list[tuple[int, int]], riding: int = -1
) -> Where:
    """Sorts spots into place and destination. `moving`: the token where a ride or a delivery is first named, -1
    without one, `riding` that of a ride alone; `taken` are spans that mean something else (times)."""
    goal: Spot | None = None
    others: list[Spot] = []
    spots = tuple(s for s in spots if s.latitude is not None or not _is_rider(parsed, _token_at(parsed, s.start)))
    errand = errands.goal(parsed, moving, spots, taken)
    if moving < 0 and (home := dwelling.lived(parsed, spots)) is not None:
        goal = dwelling.kept_at(parsed, tuple(s for s in spots if s is not home), errand)
        return Where(home, _discreet(parsed, goal), spots, _discreet(parsed, errand))
    if not spots and moving < 0 and errand is None:
        return NOWHERE
    if moving < 0 and _led_apart(parsed, spots):
        moving = 0  # from here to there: something is to be moved, whatever it is
    for spot in spots:
        there = goalwords.led_by(parsed, spot, "to") or goalwords.bound(parsed, spot.start)
        if moving >= 0 and goal is None and there and not goalwords.led_by(parsed, spot, "from"):
            goal = spot
        else:
            others.append(spot)
    starts = [s for s in others if goalwords.led_by(parsed, s, "from")] if moving >= 0 else []
    place = starts[0] if starts else (others[0] if others else None)
    if moving >= 0 and goal is not None and not starts:
        begin = _unknown_start(parsed, riding, taken, others, goal)
        starts, place = ([begin], begin) if begin is not None else (starts, place)
    if goal is None and moving >= 0:
        goal = _home_from(parsed, _unknown_goal(parsed, moving, taken, others))
        goal = goal or _straight(parsed, moving, taken, others)
        if errand is not None and (goal is None or (errand.latitude is not None and goal.start <= errand.start)):
            goal = errand
            others = [s for s in others if s is not errand]
            starts = [s for s in starts if s is not errand]
            place = starts[0] if starts else (others[0] if others else None)
        if not starts and (begin := _unknown_start(parsed, riding, taken, others, goal)) is not None:
            starts, place = [begin], begin
        rest = [s for s in others if s is not place and s.precision not in ("postcode", "area")]
        if goal is None and starts:
            goal = rest[0] if rest else _homeward(parsed, starts[0])
    while goal is not None and others and (beside := _beside(parsed, goal, others, taken)) is not None:
        if (home := _home_from(parsed, replace(goal, end=beside.end))) is not None and home.end < beside.start:
            goal = home
            break
        goal = _with(parsed, goal, beside, taken)
        others = [s for s in others if s is not beside and (s.end <= goal.start or goal.end <= s.start)]
        starts = [s for s in starts if s in others]
        place = starts[0] if starts else (others[0] if others else None)
    return Where(place, _discreet(parsed, goal), spots, _discreet(parsed, errand))


def _led_apart(parsed: Parsed, spots: tuple[Spot, ...]) -> bool:
    """Whether one place stands after "to" and another after "from"."""
    froms = [s for s in spots if goalwords.led_by(parsed, s, "from")] if len(spots) > 1 else []
    return any(s not in froms and goalwords.led_by(parsed, s, "to") for s in spots) if froms else False


def _beside(parsed: Parsed, goal: Spot, others: list[Spot], taken: list[tuple[int, int]]) -> Spot | None:
    """The place that only tells of a goal which nothing knows where it is."""
    if goal.latitude is not None:
        return None
    found = goalwords.links(parsed, goal.text)
    ends = goal.end - len(found.group()) if found else goal.end
    behind = (s for s in others if s.start >= goal.end)
    for spot in behind:
        if goalwords.joined(parsed, parsed.text[ends : spot.start]) or _told(parsed, goal, spot, taken):
            return spot
    return None


def _told(parsed: Parsed, goal: Spot, there: Spot, taken: list[tuple[int, int]]) -> bool:
    """Whether a goal is said to be there, times aside: "to my doctor on friday, he is over at 30th"."""
    return goalwords.located(parsed, without(parsed.text[: there.start], taken)[goal.end :])


def _with(parsed: Parsed, goal: Spot, beside: Spot, taken: list[tuple[int, int]]) -> Spot:
    """The goal with what is said of it: the place itself where the goal is only what is done there ("dialysis at
    DaVita") or the place is known, both in one where the words run on ("clinica de la calle Valencia")."""
    said = goalwords.joined(parsed, parsed.text[goal.end : beside.start])
    if beside.latitude is not None or (said is not None and said["at"]) or _told(parsed, goal, beside, taken):
        return beside
    if goalwords.links(parsed, goal.text):
        words = parsed.text[goal.start : beside.end]
        return replace(goal, text=words, name=words, end=beside.end)
    return goal


def _discreet(parsed: Parsed, goal: Spot | None) -> Spot | None:
    """A goal without words that nobody may find on her phone: of "domestic violence support group" the support
    group. None where nothing else is said."""
    if goal is None or goal.latitude is not None:
        return goal
    for hit in parsed.best("private"):
        start, end = parsed.span(hit.start, hit.end)
        if start >= goal.end or end <= goal.start:
            continue
        first, last = (end, goal.end) if end < goal.end else (goal.start, start)
        words = parsed.text[first:last].strip()
        if not words:
            return None
        at = parsed.text.index(words, first)
        return replace(goal, text=words, name=words, start=at, end=at + len(words))
    return goal


def _unknown_goal(parsed: Parsed, moving: int, taken: list[tuple[int, int]], others: list[Spot]) -> Spot | None:
    """The words after "to" of a ride whose goal no gazetteer knows ("a ride to dialysis")."""
    tokens = parsed.tokens
    for at in range(moving, len(tokens) - 1):
        leads = not tokens[at].mark and parsed.is_a(tokens[at].word, "to")
        if not (leads and not goalwords.sets_out(parsed, at - 1)) and not goalwords.dropped(parsed, at):
            continue
        begin = at + (3 if goalwords.there_and_back(parsed, at + 2) else 1)
        while begin < len(tokens) and not tokens[begin].mark and parsed.is_a(tokens[begin].word, "article"):
            begin += 1
        if _is_rider(parsed, begin):
            continue
        end = begin
        while end < min(len(tokens), begin + GOAL_WORDS) and _goes_on(parsed, end, taken, others):
            end += 1
        if end > begin and not any(parsed.is_a(tokens[begin].word, name) for name in ("give", "lead_to")):
            a, b = parsed.span(begin, end)
            return Spot(parsed.text[a:b], a, b, name=parsed.text[a:b])
    return None


def _is_rider(parsed: Parsed, at: int) -> bool:
    """Whether the word at `at` is whom they take: Spanish says "lleven a mi mama a la clinica"."""
    tokens = parsed.tokens
    if parsed.language != "es" or not 0 < at < len(tokens):
        return False
    led = next((t.word for t in reversed(tokens[:at]) if not parsed.is_a(t.word, "article")), "")
    people = any(parsed.is_a(tokens[at].word, name) for name in ("fam", "persons"))
    return people and led in parsed.small["rider_led"]


def _token_at(parsed: Parsed, start: int) -> int:
    return next((i for i, t in enumerate(parsed.tokens) if t.start == start), -1)


def _unknown_start(
    parsed: Parsed, riding: int, taken: list[tuple[int, int]], others: list[Spot], goal: Spot | None
) -> Spot | None:
    """The name after "from" of a ride whose start no gazetteer knows ("a ride from kaiser"). Where the word before
    it may mean as well what something is of ("viaje de kaiser"), only if it is also said where to."""
    tokens = parsed.tokens
    if riding < 0:
        return None
    fetched = parsed.among("fetches", riding, riding + 2)
    near, met_at = range(riding, min(len(tokens), riding + MET)), parsed.small["met_at"]
    met = [at for at in near if tokens[at].word in met_at] if fetched else []
    for at in sorted((*parsed.places("from"), *met)):
        sure = at in met or parsed.is_a(tokens[at].word, "from_sure")
        homeward = at > 0 and parsed.is_a(tokens[at - 1].word, "homeward")
        if at < riding or not (sure or homeward or (goal is not None and tokens[at].end <= goal.start)):
            continue
        begin = at + 1
        while begin < len(tokens) and parsed.is_a(tokens[begin].word, "article"):
            begin += 1
        end = begin
        known = others if goal is None else [*others, goal]
        while end < min(len(tokens), begin + GOAL_WORDS) and _goes_on(parsed, end, taken, known):
            if end > begin and parsed.is_a(tokens[end].word, "to"):
                break
            end += 1
        site = end > begin + 1 and parsed.among("buildings", begin, end)
        if end > begin and (site or (_is_name(parsed, begin) and not (homeward and not sure))):
            a, b = parsed.span(begin, end)
            return Spot(parsed.text[a:b], a, b, name=parsed.text[a:b])
    return None


def _home_from(parsed: Parsed, goal: Spot | None) -> Spot | None:
    """Where a ride goes without where it begins: of "a casa del hospital general" the home; None where it is only
    where from ("soti lopital")."""
    if goal is None or goal.latitude is not None:
        return goal
    within = [at for at, t in enumerate(parsed.tokens) if goal.start <= t.start < goal.end]
    told = [at for at in within if parsed.is_a(parsed.tokens[at].word, "from")]
    if not told or not parsed.among("buildings", told[0], within[-1] + 1):
        return goal
    home = [at for at in within[:2] if at < told[0] and parsed.is_a(parsed.tokens[at].word, "homeward")]
    if home:
        a, b = parsed.span(home[0], home[0] + 1)
        return Spot(parsed.text[a:b], a, b, name=parsed.text[a:b])
    return None if told[0] == within[0] and parsed.is_a(parsed.tokens[told[0]].word, "from_sure") else goal


MET = 6
"""Words within which, behind "pick me up", stands where."""


def _is_name(parsed: Parsed, at: int) -> bool:
    """Whether a word is a name: one that we do not know, or that is written as one."""
    token = parsed.tokens[at]
    if parsed.is_a(token.word, "sites"):
        return True
    if not token.raw.isalpha() or parsed.binds(token.word) or parsed.polite(token.word):
        return False
    if any(token.raw in x.names for x in parsed.lexicons) or parsed.is_a(token.word, "tongue"):
        return False  # who drives, or what they speak
    capital = parsed.text[token.start].isupper() and not parsed.text.isupper()
    return capital or (token.raw == token.word and not any(token.word in x.known for x in parsed.lexicons))


def _homeward(parsed: Parsed, start: Spot) -> Spot | None:
    """Home, where a ride from somewhere goes there: "a ride home from the clinic"."""
    for at in parsed.places("homeward"):
        a, b = parsed.span(at, at + 1)
        if b <= start.start or a >= start.end:
            return Spot(parsed.text[a:b], a, b, name=parsed.text[a:b])
    return None


STRAIGHT = 3
"""Words at most from a ride to where it goes without a word such as "to": "take mom church", "mennen m legliz"."""


def _straight(parsed: Parsed, moving: int, taken: list[tuple[int, int]], others: list[Spot]) -> Spot | None:
    """Where people go that is named right behind a ride, with nothing but whom it takes between."""
    at = next((i for i in parsed.places("dest") if moving < i <= moving + STRAIGHT), None)
    if at is None or parsed.is_a(parsed.tokens[moving].word, "fetches") or not _goes_on(parsed, at, taken, others):
        return None
    between = parsed.tokens[moving + 1 : at]
    if not all(any(parsed.is_a(t.word, name) for name in TAKEN_ALONG) and not t.mark for t in between):
        return None
    end = at + 1
    while end < min(len(parsed.tokens), at + GOAL_WORDS) and _goes_on(parsed, end, taken, others):
        end += 1
    a, b = parsed.span(at, end)
    return Spot(parsed.text[a:b], a, b, name=parsed.text[a:b])


TAKEN_ALONG = ("receiver", "fam", "article", "i", "my")


def _goes_on(parsed: Parsed, at: int, taken: list[tuple[int, int]], others: list[Spot]) -> bool:
    token = parsed.tokens[at]
    if token.mark or parsed.is_a(token.word, "halt") or parsed.is_a(token.word, "persons"):
        return False
    spans = taken + [(s.start, s.end) for s in others]
    return not any(a < token.end and token.start < b for a, b in spans)


def crossed(spot: Spot, taken: list[tuple[int, int]]) -> bool:
    """Whether an unknown place runs into what means something else: "the library 9am"."""
    return spot.latitude is None and any(a < spot.end and spot.start < b for a, b in taken)


def without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """The text with blanks for what means something else, as long as it was."""
    for start, end in ((start, min(end, len(text))) for start, end in taken if start < len(text)):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


Timed = tuple[When, int, int]
"""A time with the offsets where it stands."""


def apart_from(
    text: str, when: Timed, place: Spot | None, read: Callable[[str], Timed | None]
) -> Timed | None:
    """The time of a text without the corner that its last number belongs to ("el martes 24 y mission"), or that
    hides an hour before it ("mañana 4 24 y mission"); None where the two have nothing to do with each other."""
    if place is None or place.latitude is None:
        return None
    shares = when[1] < place.start < when[2]
    hides = when[2] < place.start and _HOUR_ALONE.fullmatch(text[when[2] : place.start])
    return read(without(text, [(place.start, place.end)])) if shares or hides else None


_HOUR_ALONE = re.compile(r"\s+\d{1,2}(?::?\d\d)?[\s,]+")


def outside(text: str, spot: Spot, taken: Iterable[tuple[int, int]]) -> Spot:
    """The place without what means something else in its midst: the longest of what is left, as it is written."""
    at, pieces = spot.start, []
    for start, end in sorted(taken):
        if at < start < spot.end or start <= at < end:
            pieces.append((at, min(max(start, at), spot.end)))
            at = max(at, end)
    pieces.append((at, max(at, spot.end)))
    start, end = max(pieces, key=lambda piece: len(text[piece[0] : piece[1]].strip()))
    words = text[start:end].strip(" ,.;:-\n\t")
    if not words or (start, end) == (spot.start, spot.end):
        return spot
    begins = text.index(words, start)
    return replace(spot, text=words, name=words, start=begins, end=begins + len(words))


def no_place(parsed: Parsed) -> bool:
    """Whether a text that answers "where?" says something else: politeness, an answer, a complaint, a pause."""
    answer = read_answer(parsed, False)
    if parsed.best("hesitates") and len(parsed.words) <= HESITATES:
        return True
    if bare_ok(parsed) is not None or _talk(parsed):
        return True
    calls = any(map(parsed.best, ("afraid", "calling", "knows", "presses")))
    if len(parsed.words) <= HESITATES and (calls or _of_people(parsed)):
        return True
    return turns.pleasant(parsed) or bool(parsed.best("complaint")) or (answer is not None and answer.plain)


def _of_people(parsed: Parsed) -> bool:
    """Whether a text is about people or a size, and names no house, no street and nothing written as a name: "kids
    hungry", "me n my lil sister", "size 4"."""
    if parsed.places("dest") or parsed.places("outing") or any(parsed.is_a(w, "street") for w in parsed.words):
        return False
    said = [parsed.span(h.start, h.end) for h in parsed.best("condition")]
    rest = [t for t in parsed.spoken if not any(a <= t.start < b for a, b in said)]
    if said and all(parsed.polite(t.word) for t in rest):
        return True
    if any(ch.isdigit() for t in rest for ch in t.raw) or any(_written(parsed, t.start) for t in rest[1:]):
        return False
    last = rest[-1].word if rest else ""
    people = any(parsed.is_a(t.word, name) for t in rest for name in ("fam", "persons"))
    return people and last not in parsed.small["no_people"]


def _talk(parsed: Parsed) -> bool:
    """Whether a text of one ordinary word, neither a name nor where people go, is only talk: "chain"."""
    if len(parsed.spoken) != 1 or parsed.places("dest") or parsed.places("outing"):
        return False
    word = parsed.spoken[0]
    if word.raw != word.word or not word.raw.isalpha() or _written(parsed, word.start):
        return False
    return any(word.raw in x.known and word.raw not in x.names for x in parsed.lexicons)


def _written(parsed: Parsed, at: int) -> bool:
    """Whether a word is written like a name, in a text that is not all capitals."""
    return parsed.text[at].isupper() and not parsed.text.isupper()


def only_time(parsed: Parsed, taken: list[tuple[int, int]]) -> bool:
    """Whether a text names a time and says little else: "actually 10am"."""
    said = taken + [parsed.span(h.start, h.end) for h in parsed.best("correction")]
    rest = [t.word for t in parsed.spoken if not any(a <= t.start < b for a, b in said)]
    return bool(taken) and all(parsed.polite(w) or parsed.is_a(w, "filler") for w in rest)
