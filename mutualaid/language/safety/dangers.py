"""Present danger to life, and what is urgent. Figures of speech and the past raise neither."""

from __future__ import annotations

from mutualaid.domain.vocabulary import Danger, Intent
from mutualaid.language.safety.drawn import read_drawn
from mutualaid.language.words.parsing import TOLD, Parsed
from mutualaid.language.words.tokens import STOPS
from mutualaid.language.words.trie import Hit, longest

ORDER = (
    Danger.HOME, Danger.OVERDOSE, Danger.SELF_HARM, Danger.VIOLENCE, Danger.FIRE, Danger.MEDICAL,
    Danger.OTHER,
)  # fmt: skip
"""Which danger is named where a text holds several: the one whose first reply must be the most careful."""

LASTING = frozenset({"home", "self_harm"})
"""Dangers that a word of the past ("he hit me last night") does not end."""


def read_danger(parsed: Parsed, offering: bool, year: int) -> tuple[Danger, Hit] | None:
    """The danger a text tells of, with the words; None for a plain offer, a joke or what is over."""
    drawn = read_drawn(parsed)
    if TOLD.isdisjoint(parsed.families):
        return (Danger(drawn.name), drawn) if drawn else None
    watched = read_watched(parsed)
    if watched is not None:
        return Danger.HOME, watched
    ill = _ill_without(parsed)
    dark = _without_power(parsed, "machine")
    sure = [*_measured(parsed), *_frail_in_heat(parsed), *(hit for hit in (ill, dark, drawn) if hit)]
    said = [h for h in parsed.best("danger") if h.name not in ("past", "still")]
    hits = [*said, *_of_named(parsed), *_alone(parsed), *_bare(parsed), *_together(parsed), *sure]
    if not hits or (offering and not sure and not any(_strikes(parsed, h) for h in hits)):
        return None
    past = _is_past(parsed, year)
    laughing = parsed.has_laugh()
    hits = [h for h in hits if not _denied(parsed, h) and (h.name in LASTING or h is ill or not past)]
    hits = [h for h in hits if not _mourned(parsed, h)]
    hits = [h for h in hits if not (_jabbed(parsed, h) or _retold(parsed, h))]
    if laughing:
        hits = [h for h in hits if h.end - h.start > 2 and h.name != "other"]
    for danger in ORDER:
        for hit in hits:
            if hit.name == danger.value:
                return danger, hit
    return None


def cried_in(parsed: Parsed) -> str | None:
    """The language of a text: as it was voted, else the only one in which it tells of danger ("mon mari me bat",
    each word of which is one of several languages)."""
    if parsed.language is not None:
        return parsed.language
    tell = [
        lexicon.code
        for lexicon in parsed.lexicons
        if any(h.group.startswith("danger.") and h.name in set(Danger) for h in lexicon.phrases.find(parsed.tokens))
    ]
    return tell[0] if len(tell) == 1 else None


def read_watched(parsed: Parsed) -> Hit | None:
    """Somebody at home reads along or must not know: words of that, with a wish for no text, no visit, a secret or
    a way out; somebody has come home, and the helper is to go or nobody to answer; or words
    that only who is watched writes."""
    told = parsed.families.get("watched")
    if not told:
        return None
    none = [h for h in told if h.name == "none"]
    said = [h for h in told if h.name != "none" and not any(_undone(h, other) for other in none)]
    if not said:
        return None
    hidden = next((h for h in said if h.name == "hidden"), None)
    reads = [h for h in said if h.name == "reads"]
    names = {h.name for h in said}
    if reads and len(names) > 1:
        return reads[0]
    if "present" in names and names & {"go", "quiet"}:
        return next(h for h in said if h.name == "present")
    return hidden


def _undone(hit: Hit, none: Hit) -> bool:
    """Whether harmless words that share one with the hit are as many."""
    shared = none.start < hit.end and hit.start < none.end
    return shared and none.end - none.start >= hit.end - hit.start


def asks_silence(parsed: Parsed, danger: Danger) -> bool:
    """Whether no answer may go to this phone: danger at home, and the wish not to be texted or called."""
    said = parsed.families.get("watched", ())
    return danger is Danger.HOME and any(
        hit.name == "quiet" and not any(_covers(other, hit) for other in said) for hit in said
    )


def of_one_alone(parsed: Parsed, hit: Hit) -> bool:
    """Whether who did it is but "he" or "she", once ("he hurt me"): words that name nobody of the house, and not
    what goes on there ("he hits me")."""
    said = parsed.tokens[hit.start : hit.end]
    if hit.name != "home" or not parsed.is_a(said[0].word, "pronoun") or not _ends(parsed, hit):
        return False
    if any(parsed.is_a(token.word, name) for token in parsed.tokens for name in ("watcher", "vigilante")):
        return False
    endings, us = tuple(parsed.small["lasting_endings"]), parsed.small["done_to_us"]
    return not any(token.raw.endswith(endings) for token in said[1:] if token.raw not in us)


def _is_past(parsed: Parsed, year: int) -> bool:
    """Words of the past ("last night"), but for what has gone on since ("since last night")."""
    times = [h for h in parsed.families.get("danger", ()) if h.name in ("past", "still")]
    return any(h.name == "past" for h in longest(times)) or _in_year(parsed, year)


LIVED = 80
"""How many years back somebody tells of."""


def _in_year(parsed: Parsed, now: int) -> bool:
    """ "died of a heart attack in 2009"; not "fire in 2009 mission st"."""
    before = parsed.small["before_year"]
    for at, token in enumerate(parsed.tokens[1:], 1):
        if len(token.raw) == 4 and token.raw.isdecimal() and parsed.tokens[at - 1].word in before:
            after = parsed.tokens[at + 1] if at + 1 < len(parsed.tokens) else None
            named = after is not None and not (after.mark or parsed.binds(after.word))
            if now - LIVED <= int(token.raw) < now and not named:
                return True
    return False


def _retold(parsed: Parsed, hit: Hit) -> bool:
    """Whether a danger is only heard of or made up: "saw a fire on the news", "a film where he is hurt"; not what
    is told of one's own ("saw the news and my house is on fire"), nor what lasts."""
    heard = parsed.families.get("retold")
    if not heard or hit.name in LASTING or parsed.among("our_own", max(0, hit.start - 2), hit.end + 2):
        return False
    sentence = next((s for s in parsed.sentences if s[0] <= hit.start < s[1]), (0, 0))
    return any(sentence[0] <= h.start < sentence[1] for h in parsed.best("retold"))


def _mourned(parsed: Parsed, hit: Hit) -> bool:
    """Whether who was shot or killed is buried already: "ride to a funeral, my uncle was shot"."""
    return bool(parsed.places("burial")) and any(
        parsed.is_a(token.word, "slain") for token in parsed.tokens[hit.start : hit.end]
    )


def _jabbed(parsed: Parsed, hit: Hit) -> bool:
    """Whether who was shot got but a vaccine: "i got shot today, the booster"."""
    shot = parsed.among("slain", hit.start, hit.end)
    return shot and bool(parsed.places("jab"))


def _strikes(parsed: Parsed, hit: Hit) -> bool:
    """Whether a danger stands even among words of offering ("the volunteer hit me")."""
    own = any(t.word in parsed.small["danger_to_me"] for t in parsed.tokens[hit.start : hit.end])
    ended = hit.group in ("alone.violence", "alone.home")
    return hit.name in LASTING or ended or (hit.name == "violence" and own)


def _of_named(parsed: Parsed) -> list[Hit]:
    """Words that are danger where they are said of somebody by name: "ana is not responding", but not "the office
    is not responding"."""
    return [
        hit
        for hit in longest(parsed.families.get("named", ()))
        if any(parsed.tokens[hit.start].raw in x.names for x in parsed.lexicons)
        and not any(_covers(other, hit) for other in parsed.families.get("danger", ()))
    ]


def _covers(other: Hit, hit: Hit) -> bool:
    return other.name == "none" and _holds(other, hit)


def _alone(parsed: Parsed) -> list[Hit]:
    """Words that are danger only where nothing is said after them and nobody laughs: "i took all of them" and "i
    cant do this anymore", but not "i took all of them to the library"."""
    said = [hit for hit in parsed.best("alone") if _ends(parsed, hit)]
    if not said or parsed.has_laugh():
        return []
    asked = [h for h in parsed.best("kind") if h.name not in ("general", "any", "none")]
    other = [h for h in asked if not any(_holds(hit, h) for hit in said)]
    return [hit for hit in said if all(_told_before(parsed, h, hit) for h in other)]


def _told_before(parsed: Parsed, kind: Hit, hit: Hit) -> bool:
    """Whether a thing only stands in what was told before violence, which a joint begins anew: "he brought the food
    and he hit me"."""
    if hit.name not in ("violence", "home"):
        return False
    before = [token.raw for token in parsed.tokens[max(kind.end, hit.start - 2) : hit.start]]
    return kind.end <= hit.start and not parsed.small["joints"].isdisjoint(before)


def _holds(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _bare(parsed: Parsed) -> list[Hit]:
    """Words that are danger only as the whole text, a cry for help aside: "fire", but not "fire wood" or a picture
    of a flame."""
    if parsed.has_laugh():
        return []
    return [hit for hit in parsed.best("bare") if _written(parsed, hit) and _all_said(parsed, hit)]


def _written(parsed: Parsed, hit: Hit) -> bool:
    return all(any(c.isalnum() for c in t.raw) for t in parsed.tokens[hit.start : hit.end])


def _all_said(parsed: Parsed, hit: Hit) -> bool:
    rest = [t for i, t in enumerate(parsed.tokens) if not hit.start <= i < hit.end]
    beside = ("cry", "rooms") if hit.name == "fire" else ("cry",)
    return all(
        t.word != "?" if t.mark else parsed.polite(t.word) or any(parsed.is_a(t.word, name) for name in beside)
        for t in rest
    )


MEASURED = {"sugar": ((15, 60), (300, 999)), "fever": ((40, 43), (104, 112))}
"""What is measured, and between which numbers it threatens a life: sugar in mg/dl, fever in either scale."""


def _measured(parsed: Parsed) -> list[Hit]:
    """ "my sugar is 500", "fever of 105"."""
    found = []
    for hit in parsed.best("reading"):
        if hit.end < len(parsed.tokens) and parsed.is_a(parsed.tokens[hit.end].word, "unit"):
            continue
        numbers = (parsed.number(t.word) for t in parsed.tokens[hit.start : hit.end])
        if any(n is not None and low <= n <= high for n in numbers for low, high in MEASURED[hit.name]):
            found.append(Hit("danger.medical", hit.start, hit.end))
    return found


OLD = (75, 97)
"""From which age on heat threatens a life; a higher number is the heat itself."""
HOT = (98, 125)
"""What a room has in degrees Fahrenheit when it does."""


def _frail_in_heat(parsed: Parsed) -> list[Hit]:
    """Somebody old or newborn with two signs of heat: "grandma is 90 and its 104 in her apartment"."""
    said = parsed.best("heat")
    old = [h for h in said if h.name == "frail" or (h.name == "age" and _between(parsed, h, OLD))]
    signs = [h for h in said if h.name in ("hot", "inside")]
    heat = any(h.name == "hot" for h in signs)
    degrees = any(HOT[0] <= n <= HOT[1] for _, n in parsed.numbers)
    if not old or not (heat or degrees) or len(signs) + degrees < 2:
        return []
    return [Hit("danger.medical", old[0].start, old[0].end)]


def _between(parsed: Parsed, hit: Hit, span: tuple[int, int]) -> bool:
    return any(hit.start <= at < hit.end and span[0] <= n <= span[1] for at, n in parsed.numbers)


def _ends(parsed: Parsed, hit: Hit) -> bool:
    """Whether only politeness, a cry for help or the name of who is called follows in the sentence."""
    for token in parsed.tokens[hit.end :]:
        if token.mark and token.word in STOPS:
            return True
        if not any(c.isalnum() for c in token.raw):  # a picture stands for no word said after it
            continue
        called = any(token.raw in x.names and token.raw not in x.function for x in parsed.lexicons)
        if not (token.mark or called or parsed.polite(token.word) or parsed.is_a(token.word, "cry")):
            return False
    return True


def _ill_without(parsed: Parsed) -> Hit | None:
    """Being ill after going without what keeps one alive ("ran out of insulin 2 days ago, feel sick"): the days
    gone by make it worse, they do not end it."""
    signs = parsed.best("lifeline")
    missed = [h for h in signs if h.name == "missed"]
    ill = [h for h in signs if h.name == "ill"]
    if not missed or not ill:
        return None
    return Hit("danger.medical", min(missed[0].start, ill[0].start), max(missed[0].end, ill[0].end))


def _together(parsed: Parsed) -> list[Hit]:
    """Two signs that only together tell of a danger, in whatever order and with whatever between them: "co alarm
    wont stop" and "im dizzy". A group is named "sign.<danger>.<topic>.<sign>"."""
    signs = parsed.families.get("sign", ())
    none = [h for h in signs if h.name == "none"]
    said = [h for h in signs if not (_denied(parsed, h) or any(_holds(n, h) for n in none))]
    said.sort(key=lambda h: h.start)
    found: list[Hit] = []
    for at, first in enumerate(said):
        topic = first.name.rpartition(".")[0]
        for other in said[at + 1 :]:
            if other.start >= first.end and other.name != first.name and other.name.rpartition(".")[0] == topic:
                found.append(Hit("danger." + topic.partition(".")[0], first.start, other.end))
                break
    return found


def _without_power(parsed: Parsed, name: str) -> Hit | None:
    """No power where something must have it ("machine": what keeps somebody alive, "cold": medicine that spoils),
    in whatever words and order both are said."""
    said = parsed.best("outage")
    if not said:
        return None
    off = [h for h in said if h.name == "off"]
    needs = [h for h in said if h.name == name]
    if not off or not needs or any(h.name == "back" for h in said):
        return None
    return Hit("danger.medical", min(off[0].start, needs[0].start), max(off[0].end, needs[0].end))


def _denied(parsed: Parsed, hit: Hit) -> bool:
    """ "no chest pain", "not in danger"."""
    if hit.start == 0 or parsed.tokens[hit.start].mark:
        return False
    word, small = parsed.tokens[hit.start - 1].word, parsed.small
    if parsed.tokens[hit.start].word in small["danger_denied"]:
        return False
    across = word in small["danger_denied_across"] and hit.start > 1
    denied = across and parsed.is_a(parsed.tokens[hit.start - 2].word, "negation")
    return denied or parsed.is_a(word, "negation")


def read_urgent(parsed: Parsed, intent: Intent) -> Hit | None:
    """The words that say food, water, warmth, shelter or medicine is wanted within hours; that medicine spoils for
    want of power says so where nothing is asked for too."""
    spoils = _without_power(parsed, "cold")
    if intent not in (Intent.NEED, Intent.BOTH):
        return spoils if intent is Intent.OTHER else None
    if any(h.group == "urgent.none" for h in parsed.families.get("urgent", ())) and len(parsed.best("urgent")) < 2:
        return None
    return next(iter(parsed.best("urgent")), spoils)


DANGER_KINDS = {
    "medical": "care",
    "overdose": "care",
    "self_harm": "company",
    "home": "rescue",
    "violence": "rescue",
    "fire": "rescue",
    "other": "rescue",
}
"""What someone in danger needs where the text names nothing."""
