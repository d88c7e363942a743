"""Commands: whole-message words first, then plain wishes ("take me off this list").

Only a text that is nothing but a stop word, or that plainly asks for no more texts, opts anybody out: "We have
got to STOP this rent hike" does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mutualaid.domain.vocabulary import Command
from mutualaid.language.safety.stopping import NONE, apart, bare, composed, elsewhere, occasion, turned, wished
from mutualaid.language.words.alternatives import one_of
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import fold
from mutualaid.language.words.trie import Hit

EXACT = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
"""What the carriers take for an opt-out, whatever the case, when it is the whole message (Twilio's list)."""

SURE = frozenset({"stop", "stopall", "unsubscribe"})
"""Stop words nothing else is a typo of."""

LONGEST_WISH = 25
"""Words a plain wish to stop may have; a longer text is about something else."""

SPELLED = re.compile(r"\s*(?:[^\W\d_][\s.\-_*]{1,3}){3,}[^\W\d_][\s.!]*")
"""One letter at a time: "S T O P", "s.t.o.p."."""

HOURS_NEAR = 4
"""Words after a wish to stop among which an hour or a part of the day limits it."""

HOURS_BEFORE = 40
"""Characters behind such a wish at most before hours from one to another limit it."""


@cache
def _from_to(to: frozenset[str], led: frozenset[str]) -> re.Pattern[str]:
    """From one hour to another, folded: "9am to 4pm", "9-4", "de 9 a 4"."""
    first = r"(?<![\d-])[012]?\d(?:[:.h]\d\d)?\s*(?:[ap]\.?m?\.?|h)?\s*"
    last = r"[012]?\d(?:[:.h]\d\d)?(?![\d-])\s*(?:[ap]\.?m?\b|h\b)?"
    return re.compile(rf"{first}(?:-|\b{one_of(to)}\b)\s*(?:{one_of(led)}\b\s*)?{last}")


ORDER = (
    Command.FORGET, Command.HUMAN, Command.STATUS, Command.HELP, Command.START, Command.MENU, Command.CANCEL,
    Command.CHANGE, Command.DONE, Command.PAUSE, Command.LANGUAGE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commanded:
    command: Command
    exact: bool = False
    to_language: str | None = None
    start: int = 0
    end: int = 0
    whole: bool = True
    """The whole message is the command; otherwise it stands among other words."""


def read_stop(parsed: Parsed) -> Commanded | None:
    """A wish for no more texts, or None. One whose only words are those that ask for what we know to be deleted
    ("remove my info") is a wish to be forgotten, asked back. A number to be deleted gets no texts any more,
    so that nothing is asked."""
    if _number_gone(parsed):
        return Commanded(Command.STOP, False, None, parsed.tokens[0].start, parsed.tokens[-1].end)
    found = _stop(parsed)
    if found is None or found.exact or not forgetting(parsed) or _stops_beside(parsed):
        return found
    return Commanded(Command.FORGET, False, None, found.start, found.end, found.whole)


def _stop(parsed: Parsed) -> Commanded | None:
    words = parsed.words
    if not words or wanted_still(parsed):
        return None
    stripped = parsed.text.strip()
    span = (parsed.tokens[0].start, parsed.tokens[-1].end)
    if stripped.lower() in EXACT:
        return Commanded(Command.STOP, True, None, *span)
    all_stopped = words[0] in SURE and all(w == words[0] or w in parsed.small["stop_all"] for w in words)
    if _spelled(parsed) in SURE or _repeated(parsed) or all_stopped:
        return Commanded(Command.STOP, False, None, *span)
    whole = parsed.message
    if ("stop.exact" in whole or "command.stop" in whole) and (len(words) > 1 or _as_written(parsed)):
        return Commanded(Command.STOP, False, None, *span)
    core = parsed.core_words
    if core and forgetting(parsed) and (core[0] in SURE or "command.stop" in parsed.whole(core[:1])):
        return Commanded(Command.STOP, False, None, *span)  # "stop and delete my number"
    groups = parsed.core_message if core else set()
    joking = parsed.has_laugh() and len(core) > 1  # "stop it lol", and not "quit lol"
    if not (_guessed(parsed) or joking) and ("command.stop" in groups or _exact(groups, core)):
        return Commanded(Command.STOP, False, None, *span)
    if bare(parsed) and _as_written(parsed):
        return Commanded(Command.STOP, False, None, *span)
    wishes = wished(parsed)
    if wishes and len(words) <= LONGEST_WISH and not _partial(parsed, wishes[0].end) and not hours_wish(parsed):
        wish = wishes[0]
        if _only_once(parsed, wish):
            return None
        if not elsewhere(parsed, wish):
            span = parsed.span(wish.start, wish.end)
            return Commanded(Command.STOP, False, None, *span, _nothing_else(parsed, wish))
    if hours_wish(parsed):
        return None
    made = composed(parsed)
    if made is None and (alone := apart(parsed)) is not None and not _only_once(parsed, alone):
        return Commanded(Command.STOP, False, None, *parsed.span(alone.start, alone.end), False)
    if made is None or _only_once(parsed, made) or _for_a_while(parsed, made):
        return None
    return Commanded(Command.STOP, False, None, *parsed.span(made.start, made.end))


def _only_once(parsed: Parsed, wish: Hit) -> bool:
    tied = occasion(parsed, wish)
    return tied is not None and tied.name != "back"


def _for_a_while(parsed: Parsed, wish: Hit) -> bool:
    """Whether a wish is for a break of a length that is named: "no more asks this week", not "... for me"."""
    breaks = (h for h in parsed.best("pause") if h.name in ("yes", "me", "skip"))
    ends = [h.end for h in breaks if h.start <= wish.start and wish.end < h.end]
    return any(parsed.is_a(token.word, "unit") for end in ends for token in parsed.tokens[end - 1 : end + 1])


def _exact(groups: set[str], core: list[str]) -> bool:
    return "stop.exact" in groups and core != ["cancel"]


def maybe_stop(parsed: Parsed) -> tuple[int, int] | None:
    """The span of what is a wish for no more texts only if it holds slips that do not sound alike, if it does not
    mean the writer's own ("no more texts from me"), or if it is not said in jest or of one occasion ("dont text me
    back"): it is asked about, for a guess opts nobody out."""
    if tied := tied_to(parsed):
        return next(iter(tied.values()))
    if "command.stop" in parsed.core_message and parsed.has_laugh():
        return parsed.span(0, len(parsed.tokens))
    if _opens_bare(parsed):
        return parsed.span(0, 1)
    if len(parsed.words) > LONGEST_WISH or hours_wish(parsed) or "?" in parsed.text or parsed.has_laugh():
        return None
    if _guessed(parsed) and "command.stop" in parsed.core_message:
        return parsed.span(0, len(parsed.tokens))
    for mine in parsed.best("stopwish"):
        if mine.name == "mine" and _politely(parsed, mine):
            return parsed.span(mine.start, mine.end)
    none = [h for h in parsed.families.get("stopwish", ()) if h.name in NONE]
    for wish in parsed.best("mistyped"):
        denied = any(h.start < wish.end and wish.start < h.end for h in none)
        if wish.name != "cease" and not denied and _nothing_else(parsed, wish) and not elsewhere(parsed, wish):
            return parsed.span(wish.start, wish.end)
    made = composed(parsed, guessing=True)
    return None if made is None or _for_a_while(parsed, made) else parsed.span(made.start, made.end)


def _opens_bare(parsed: Parsed) -> bool:
    """Whether a word that opts out is the first sentence of several: "stop. send ben", but not "stop! a dog"."""
    first, then = parsed.tokens[0], parsed.tokens[1:2]
    return first.word in SURE and first.raw == first.word and any(t.mark and t.raw == "." for t in then)


def tied_to(parsed: Parsed) -> dict[str, tuple[int, int]]:
    """Where a wish for no more texts stands that is tied to one occasion (stopping.occasion), as a mark named after
    that: "no_texts_visit", "no_texts_once", "no_texts_day", "no_texts_back"; "no_texts_still" where something is
    wanted all the same."""
    if (still := wanted_still(parsed)) is not None:
        return {"no_texts_still": still}
    if "occasion" not in parsed.families or len(parsed.words) > LONGEST_WISH or hours_wish(parsed):
        return {}
    made = composed(parsed)
    wishes = [*wished(parsed)[:1], *([made] if made is not None else [])]
    tied = ((wish, tie) for wish in wishes if (tie := occasion(parsed, wish)) is not None)
    return next(({f"no_texts_{tie.name}": parsed.span(wish.start, wish.end)} for wish, tie in tied), {})


def wanted_still(parsed: Parsed) -> tuple[int, int] | None:
    """The span of a wish for no more texts before a "but" with more behind it ("stop. but send ben")."""
    at = turned(parsed)
    before = parsed.before(at) if at is not None else None
    if before is None:
        return None
    wish = _stop(before)
    of_visit = wish is not None and wish.exact and before.words[0] not in SURE  # "cancel but ..."
    meant = wish is not None or (_guessed(before) and before.words[0] in SURE)
    return before.span(0, len(before.tokens)) if meant and not of_visit else None


def _politely(parsed: Parsed, hit: Hit) -> bool:
    """Whether a text says nothing else but courtesies."""
    left = (t.word for n, t in enumerate(parsed.tokens) if not (hit.start <= n < hit.end or t.mark))
    return all(map(parsed.polite, left))


def hours_wish(parsed: Parsed) -> tuple[int, int] | None:
    """The span of a wish for no texts at some hours ("don't text me mornings", "no me escriban de 9 a 4"), with the
    hours; such a wish opts nobody out."""
    for hit in parsed.best("quiet"):
        span = _with_hours(parsed, hit)
        if span is not None or hit.name == "yes":
            return span or parsed.span(hit.start, hit.end)
    for hit in parsed.families.get("stopwish", ()):
        if hit.name not in NONE and (span := _with_hours(parsed, hit)) is not None:
            return span
    return None


def _with_hours(parsed: Parsed, hit: Hit) -> tuple[int, int] | None:
    """A wish with the hours behind it, as a span of the text; None where there are none."""
    start, end = parsed.span(hit.start, hit.end)
    ends = next((s[1] for s in parsed.sentences if s[0] <= hit.start < s[1]), len(parsed.tokens))
    turn = turned(parsed)
    if turn is not None and turn >= hit.end:  # "no mas mensajes pero mañana si voy"
        ends = min(ends, turn)
    close = parsed.tokens[ends - 1].end
    small = parsed.small
    found = _from_to(small["hours_to"], small["hours_to_led"]).search(fold(parsed.text[:close]), start)
    if found is not None and found.start() - end <= HOURS_BEFORE:
        return start, max(end, found.end())
    following = [t for t in parsed.tokens[hit.end : turn] if not t.mark][:HOURS_NEAR]
    said = [t for t in following if parsed.is_a(t.word, "hourly")]
    if not said and hit.group != "quiet.yes":
        return None
    last = max([end, *(t.end for t in said)])
    number = next((t for t in following if t.start >= last), None)
    if number is not None and number.raw[0].isdigit() and number.start - last <= 2:
        last = number.end
    return start, last


def forgetting(parsed: Parsed) -> dict[str, tuple[int, int]]:
    """Where a text asks to be forgotten, as the mark "forget": it may stand beside a wish for no more texts. To
    take somebody off a list is but such a wish."""
    if "wish" not in parsed.families:
        return {}
    asked = [h for h in parsed.families["wish"] if h.name == "forget"]
    if not asked or (parsed.holds(parsed.small["contact_list"]) and not _stops_beside(parsed)):
        return {}
    return {"forget": parsed.span(asked[0].start, asked[0].end)}


def _number_gone(parsed: Parsed) -> bool:
    """Whether a text asks for the number it comes from to be deleted, and for nothing else: "delete my number from
    your phone", but not "delete my number and use my sons" or "dont keep my number"."""
    if "wish" not in parsed.families or parsed.places("negation"):
        return False
    asked = [h for h in parsed.best("wish") if h.name == "forget" and parsed.among("own_line", h.start, h.end)]
    if not asked:
        return False
    within = {n for hit in asked for n in range(hit.start, hit.end)}
    if any(t.word in parsed.small["former_number"] for hit in asked for t in parsed.tokens[hit.end : hit.end + 1]):
        return False
    left = (t.word for n, t in enumerate(parsed.tokens) if n not in within and not t.mark)
    beside = ("stopping_beside", "listing", "texting", "own_line", "taken_off")
    return all(parsed.polite(word) or any(parsed.is_a(word, name) for name in beside) for word in left)


def _stops_beside(parsed: Parsed) -> bool:
    """Whether words of its own say to stop, beside those that ask for deletion: "STOP and forget me"."""
    asked = [h for h in parsed.families.get("wish", ()) if h.name == "forget"]
    outside = [h for h in wished(parsed) if not any(h.start < a.end and a.start < h.end for a in asked)]
    within = {n for a in asked for n in range(a.start, a.end)}
    left = [t.word for n, t in enumerate(parsed.tokens) if not t.mark and n not in within]
    return bool(outside or SURE.intersection(left) or any("command.stop" in parsed.whole([word]) for word in left))


def _guessed(parsed: Parsed) -> bool:
    """Whether what is said is but one word, read as another than was typed."""
    return len(parsed.core) == 1 and not _as_written(parsed)


def _as_written(parsed: Parsed) -> bool:
    """Whether a one-word stop is the word as typed: no other word's typo may opt anybody out."""
    token = parsed.tokens[parsed.core[0]] if parsed.core else parsed.tokens[0]
    return token.word in SURE or token.raw == token.word


def _spelled(parsed: Parsed) -> str:
    """The word a text spells one letter at a time, or an empty one."""
    if not SPELLED.fullmatch(parsed.text):
        return ""
    return "".join(ch for ch in parsed.text.lower() if ch.isalpha())


def _repeated(parsed: Parsed) -> bool:
    """Whether a text is one word for ceasing, said again: "remove remove remove"."""
    words = parsed.words
    same = len(words) > 1 and len(set(words)) == 1 and _as_written(parsed)
    return same and not {"command.stop", "stop.exact"}.isdisjoint(parsed.whole(words[:1]))


def _partial(parsed: Parsed, end: int) -> bool:
    """ "stop sending me rides on Mondays": a wish about one kind, not about all texts."""
    return any(h.start == end for h in parsed.families.get("kind", ()) if _thing(parsed, h))


def _thing(parsed: Parsed, hit: Hit) -> bool:
    """Whether a kind is named by a word of its own: "stop sending me this stuff" names none."""
    words = (token.word for token in parsed.tokens[hit.start : hit.end])
    return hit.name not in ("none", "general", "any") and not all(parsed.is_a(w, "stopping_beside") for w in words)


def _nothing_else(parsed: Parsed, wish: Hit) -> bool:
    """Whether the text names nothing wanted besides: "would you please stop sending texts, they cost me money"."""
    kinds = (h for h in parsed.best("kind") if _thing(parsed, h))
    return parsed.sentences[0][1] == len(parsed.tokens) and all(wish.start <= h.start < wish.end for h in kinds)


def read_command(parsed: Parsed) -> Commanded | None:
    """A command that is the whole message, stop aside, or None."""
    if not parsed.words:
        return None
    span = (parsed.tokens[0].start, parsed.tokens[-1].end)
    groups = parsed.message | (parsed.core_message if parsed.core else set())
    for group in sorted(groups):
        if group.startswith("language."):
            return Commanded(Command.LANGUAGE, False, group.partition(".")[2], *span)
    left = parsed.core_words
    if "&" in parsed.text or not parsed.text.isascii():
        drawn = {t.word for t in parsed.tokens if not any(map(str.isalnum, t.raw))}
        left = [word for word in left if word not in drawn]
    if set(left) == {"cancel"} or (len(left) < len(parsed.core_words) and "command.cancel" in parsed.whole(left)):
        return Commanded(Command.CANCEL, False, None, *span)
    return _named_in(groups, span)


def read_command_after(parsed: Parsed, offset: int) -> Commanded | None:
    """A command that is all that follows an offset: "this is Tom. status"."""
    tokens = [t for t in parsed.spoken if t.start >= offset]
    if tokens and tokens[0].word in parsed.small["named_here"]:
        tokens = tokens[1:]
    if not tokens:
        return None
    return _named_in(parsed.whole([t.word for t in tokens]), (tokens[0].start, tokens[-1].end))


def _named_in(groups: set[str], span: tuple[int, int]) -> Commanded | None:
    for command in ORDER if groups else ():
        if f"command.{command.value}" in groups:
            return Commanded(command, False, None, *span)
    return None
