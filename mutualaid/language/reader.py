"""From a text to a Reading: every reader of this room in its order.

Stop words first, then answers and commands, then what is wanted and the details. A text of any kind gives a
Reading; nothing in it is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mutualaid.domain.reading import Context, Counter, NeedRead, Reading, Spot, When
from mutualaid.domain.vocabulary import KINDS, Answer, Command, Intent
from mutualaid.language import details, turns
from mutualaid.language import kinds as kind_reading
from mutualaid.language import needs as need_reading
from mutualaid.language.answers import Answered, bare_ok, digit, read_answer
from mutualaid.language.automatic import is_automatic
from mutualaid.language.commands import Commanded, read_command, read_stop
from mutualaid.language.dangers import read_danger, read_urgent
from mutualaid.language.intents import decide, read_sentences
from mutualaid.language.lexicon import Hit, load
from mutualaid.language.parsing import Parsed, parse
from mutualaid.language.spots import Where, assign
from mutualaid.language.tokens import LONGEST
from mutualaid.language.when import find_repeat, find_when

FindPlaces = Callable[..., tuple[Spot, ...]]
SLOTS = ("place", "when", "kind", "name")
"""Questions whose answer is not yes or no."""

GUESSED = 0.6
"""Confidence up to which an intent is a guess from a bare list of things."""

MOVING = frozenset({"ride", "delivery"})
OVER_ANSWERS = frozenset({Command.STOP, Command.HELP, Command.HUMAN, Command.FORGET, Command.STATUS, Command.MENU})
"""Commands that are never an answer to the open question."""


@dataclass
class _Draft:
    """What is gathered while a text is read."""

    parsed: Parsed
    context: Context
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    intent: Intent = Intent.OTHER
    sure: float = 0.3
    hits: list[Hit] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    times: dict[str, tuple[When, int, int] | None] = field(default_factory=dict)
    """Times already looked for, by text: the dearest step."""


class Reader:
    """Understands texts in some languages. `find_places` is the gazetteer's `find`; without it no place is
    read. `kinds` are those the group deals with."""

    def __init__(
        self,
        languages: tuple[str, ...] = ("en", "es"),
        find_places: FindPlaces | None = None,
        kinds: tuple[str, ...] = KINDS,
    ) -> None:
        self._lexicons = tuple(load(code) for code in languages)
        self._find_places = find_places
        self._kinds = frozenset(kinds)

    def understand(self, text: str, context: Context) -> Reading:
        """The Reading of one text; its first 2,000 characters count. Never raises, whatever the text holds."""
        parsed = parse(text, self._lexicons, context.language)
        draft = _Draft(parsed, context)
        automatic = is_automatic(parsed)
        stop = read_stop(parsed)
        if stop is not None and not automatic and stop.whole:
            return self._commanded(draft, stop)
        self._wish(draft)
        if stop is not None and not automatic and not (draft.intent is Intent.NEED and draft.sure > GUESSED):
            return self._commanded(draft, stop)
        reading = self._details(draft, automatic)
        if automatic:
            return replace(reading, intent=Intent.OTHER, answer=None, needs=(), urgent=False, danger=None)
        return reading

    # what is wanted

    def _wish(self, draft: _Draft) -> None:
        parsed = draft.parsed
        hits = kind_reading.kind_hits(parsed)
        parts = read_sentences(parsed, hits)
        draft.intent, draft.sure = decide(parsed, parts, self._leans(draft))
        draft.hits = kind_reading.of_text(parsed, parts)
        offering = draft.intent in (Intent.OFFER, Intent.BOTH)
        draft.kinds = kind_reading.names(draft.hits, self._kinds, offering)

    def _leans(self, draft: _Draft) -> bool:
        """Whether a bare list comes with words that make it a need: a time, whom for, a wish, urgency."""
        parsed = draft.parsed
        if parsed.best("urgent") or parsed.best("behalf") or details.read_counts(parsed).people:
            return True
        if any(w in ("please", "favor", "asap", "need") for w in parsed.words):
            return True
        return self._when(draft.parsed.text, draft) is not None

    # times and places

    def _when(self, text: str, draft: _Draft) -> tuple[When, int, int] | None:
        if text not in draft.times:
            draft.times[text] = find_when(text[:LONGEST], draft.context.now, draft.parsed.language)
        return draft.times[text]

    def _where(self, draft: _Draft, taken: list[tuple[int, int]]) -> Where:
        spots: tuple[Spot, ...] = ()
        text = draft.parsed.text
        if self._find_places is not None:
            bare = draft.context.question == "place"
            spots = self._find_places(text[:LONGEST], language=draft.parsed.language, bare=bare)
        moving = min((h.start for h in draft.hits if h.name in MOVING & set(draft.kinds)), default=-1)
        return assign(draft.parsed, spots, moving, taken)

    # commands and answers

    def _commanded(self, draft: _Draft, found: Commanded) -> Reading:
        parsed = draft.parsed
        return Reading(
            parsed.text,
            intent=Intent.COMMAND,
            command=found.command,
            stop_exact=found.exact,
            to_language=found.to_language,
            language=parsed.language,
            confidence=0.95,
            spans={"command": (found.start, found.end)},
        )

    def _details(self, draft: _Draft, automatic: bool) -> Reading:
        parsed, context, spans = draft.parsed, draft.context, draft.spans
        asked = context.question == "yes_no"
        reading = self._base(draft, automatic)
        if automatic or not parsed.tokens:
            return reading
        value = digit(parsed)
        if value is not None:
            return self._digit(reading, value, context, parsed)
        ok = bare_ok(parsed)
        if ok is not None:
            return replace(reading, intent=Intent.OTHER, kinds=(), needs=(), pleasantry=True, spans={"ok": ok})
        command = read_command(parsed)
        answered = read_answer(parsed, asked)
        sole = parsed.whole(parsed.words) | parsed.whole(parsed.core_words)
        if command is not None and not (
            asked and answered is not None and command.command not in OVER_ANSWERS and ({"yes", "no"} & sole)
        ):
            spans["command"] = (command.start, command.end)
            return replace(
                reading,
                intent=Intent.COMMAND,
                command=command.command,
                to_language=command.to_language,
                needs=(),
                urgent=False,
                confidence=0.9,
                spans=spans,
                pause=reading.when if command.command is Command.PAUSE else None,
            )
        loose = self._loose_command(reading, draft)
        if loose is not None:
            return loose
        if answered is not None:
            read = self._answered(reading, draft, answered, asked)
            if read is not None:
                return read
        if asked and reading.intent is Intent.OTHER and self._terms_only(reading, draft):
            return self._counter(reading, draft, (0, len(parsed.text)), 0)
        return self._slot(reading, draft)

    def _digit(self, reading: Reading, value: int, context: Context, parsed: Parsed) -> Reading:
        token = next(t for t in parsed.tokens if not t.mark)
        spans = {"answer": (token.start, token.end)}
        reading = replace(
            reading,
            kinds=(),
            needs=(),
            when=None,
            place=None,
            places=(),
            to=None,
            people=None,
            digit=value,
            spans=spans,
            confidence=0.95,
        )
        if value == 0:
            return replace(reading, intent=Intent.COMMAND, command=Command.HUMAN)
        answer = {1: Answer.YES, 2: Answer.NO}.get(value) if context.question not in SLOTS else None
        return replace(reading, intent=Intent.ANSWER, answer=answer)

    def _loose_command(self, reading: Reading, draft: _Draft) -> Reading | None:
        """Wordier commands: help no longer needed, a pause with its end."""
        parsed = draft.parsed
        if reading.covered and reading.intent is not Intent.OFFER:
            return replace(
                reading, intent=Intent.COMMAND, command=Command.CANCEL, needs=(), urgent=False, confidence=0.85
            )
        pauses = parsed.best("pause")
        if pauses and reading.intent not in (Intent.NEED, Intent.BOTH) and len(parsed.words) <= 20:
            draft.spans["command"] = parsed.span(pauses[0].start, pauses[0].end)
            return replace(
                reading,
                intent=Intent.COMMAND,
                command=Command.PAUSE,
                pause=reading.when,
                needs=(),
                confidence=0.85,
                spans=draft.spans,
            )
        for hit in parsed.best("wish"):
            command = Command(hit.name)
            if len(parsed.words) > 20 or (
                command is Command.HUMAN
                and reading.intent is Intent.NEED
                and draft.kinds not in ((), ("company",), ("general",))
            ):
                continue
            draft.spans["command"] = parsed.span(hit.start, hit.end)
            return replace(
                reading, intent=Intent.COMMAND, command=command, needs=(), confidence=0.8, spans=draft.spans
            )
        return None

    def _answered(self, reading: Reading, draft: _Draft, found: Answered, asked: bool) -> Reading | None:
        """The answer a text gives, or None where its yes or no belongs to something else."""
        spans = {**draft.spans, "answer": (found.start, found.end)}
        full = reading.intent in (Intent.NEED, Intent.OFFER, Intent.BOTH, Intent.QUESTION) and bool(draft.kinds)
        full = full and draft.sure > GUESSED
        short = len(draft.parsed.words) <= 8
        tail = draft.parsed.text[found.but if found.but >= 0 else max(found.rest, 0) :]
        terms = found.rest >= 0 and (self._when(tail, draft) is not None or (found.but >= 0 and not found.plain))
        if found.only:
            bounded = reading.when or reading.kinds or reading.place or reading.people or reading.conditions
            if (asked and bounded) or (
                short and bounded and found.rest >= 0 and turns.limits(draft.parsed, found.start)
            ):
                return self._counter(reading, draft, (found.start, found.end), found.end)
            return None
        if found.answer is Answer.UNSURE:
            if not asked and (full or (draft.kinds and not found.plain)):
                return None
            return replace(
                reading, intent=Intent.ANSWER, answer=Answer.UNSURE, needs=(), spans=spans, confidence=0.8
            )
        if reading.correction and reading.place is not None and found.answer is Answer.NO and not asked:
            return None
        if full and not found.plain and not asked:
            return None
        if terms and not (reading.complaint or (reading.cannot and found.but < 0)):
            return self._counter(
                replace(reading, spans=spans),
                draft,
                (found.start, found.end),
                found.but if found.but >= 0 else found.rest,
            )
        if not found.plain and not asked and not short:
            return None
        return replace(
            reading,
            intent=Intent.ANSWER,
            answer=found.answer,
            needs=(),
            urgent=False,
            spans=spans,
            confidence=0.95 if found.plain else 0.75,
        )

    def _counter(self, reading: Reading, draft: _Draft, span: tuple[int, int], start: int) -> Reading:
        """A counter-offer: what the words after `start` change."""
        tail = reading.text[start:]
        when = self._when(tail, draft) or self._when(reading.text, draft)
        counter = Counter(
            when=when[0] if when else None,
            kinds=tuple(k for k in reading.kinds if k != "general"),
            place=reading.place,
            people=reading.people,
            text=tail.strip(" ,.!"),
        )
        spans = {**reading.spans, "answer": span}
        return replace(
            reading,
            intent=Intent.ANSWER,
            answer=Answer.COUNTER,
            counter=counter,
            needs=(),
            urgent=False,
            cannot=False,
            spans=spans,
            confidence=0.8,
        )

    def _terms_only(self, reading: Reading, draft: _Draft) -> bool:
        return reading.when is not None and len(draft.parsed.words) <= 8 and not reading.cannot

    def _slot(self, reading: Reading, draft: _Draft) -> Reading:
        """An answer to "where?", "when?", "what?" or "your name?"."""
        question, parsed = draft.context.question, draft.parsed
        if question == "name" and reading.name is None and not reading.kinds and not reading.pleasantry:
            found = details.whole_name(parsed)
            if found:
                return replace(
                    reading, intent=Intent.ANSWER, name=found[0], spans={**reading.spans, "name": found[1]}
                )
        settled = {
            "place": reading.place or reading.to,
            "when": reading.when or reading.repeat,
            "kind": reading.kinds,
            "name": reading.name,
        }.get(question or "")
        weak = reading.intent is Intent.OTHER or (question == "kind" and reading.confidence <= GUESSED)
        if settled and weak:
            return replace(reading, intent=Intent.ANSWER, confidence=0.8)
        return reading

    # everything else

    def _base(self, draft: _Draft, automatic: bool) -> Reading:
        """The Reading but for answers and commands."""
        parsed, spans = draft.parsed, draft.spans
        when = self._when(parsed.text, draft)
        repeat = find_repeat(parsed.text[:LONGEST], parsed.language) if when else None
        taken: list[tuple[int, int]] = []
        for name, found in (("when", when), ("repeat", repeat)):
            if found:
                spans[name] = (found[1], found[2])
                taken.append(spans[name])
        where = self._where(draft, taken)
        counts = details.read_counts(parsed)
        behalf, for_name, for_span = details.read_for(parsed)
        own = details.read_own_name(parsed)
        if own and for_span and own[1][0] >= for_span[0]:
            own = None
        conditions, condition_spans = details.read_conditions(parsed)
        danger = read_danger(parsed, draft.intent is Intent.OFFER and draft.sure > GUESSED)
        if danger and (draft.intent in (Intent.OTHER, Intent.QUESTION) or draft.sure <= GUESSED):
            draft.intent, draft.sure = Intent.NEED, 0.7
            if draft.kinds in ((), ("general",)):
                draft.kinds = tuple(k for k in (DANGER_KINDS[danger[0].value],) if k in self._kinds)
        urgent = read_urgent(parsed, draft.intent)
        offering = draft.intent in (Intent.OFFER, Intent.BOTH)
        radius = details.read_radius(parsed) if offering or draft.intent is Intent.OTHER else None
        self._mark(draft, where, counts, danger, urgent, for_span, own, condition_spans, radius)
        negated = turns.negated(parsed, draft.hits)
        kinds = tuple(k for k in draft.kinds if k not in negated)
        asking = draft.intent in (Intent.NEED, Intent.BOTH) and not automatic
        covered = parsed.best("covered")
        cannot = parsed.best("cannot")
        stated = draft.intent in (Intent.NEED, Intent.OFFER, Intent.BOTH) and bool(kinds) and draft.sure >= 0.8
        complaint = parsed.best("complaint") if draft.intent is not Intent.OFFER else []
        if complaint:
            spans["complaint"] = parsed.span(complaint[0].start, complaint[0].end)
        return Reading(
            parsed.text,
            intent=draft.intent,
            kinds=kinds,
            needs=self._needs(draft, where, kinds) if asking else (),
            place=where.place,
            places=where.places,
            to=where.to,
            when=when[0] if when else None,
            repeat=repeat[0] if repeat else None,
            people=counts.people,
            helpers_wanted=counts.helpers,
            on_behalf=behalf and draft.intent is not Intent.OFFER,
            name=own[0] if own else None,
            for_name=for_name,
            conditions=conditions,
            radius_km=radius[0] if radius else None,
            means=details.read_means(parsed) if draft.intent is not Intent.NEED else None,
            urgent=urgent is not None,
            danger=danger[0] if danger else None,
            correction=bool(negated)
            or turns.corrects(parsed, bool(where.places), bool(where.places or when or draft.kinds)),
            negated_kinds=negated,
            covered=bool(covered) and not negated and not (stated and turns.later_need(parsed, covered[-1])),
            cannot=bool(cannot) and not (stated and draft.intent is Intent.NEED and not parsed.best("correction")),
            thanks=bool(parsed.best("thanks")),
            pleasantry=turns.pleasant(parsed),
            complaint=bool(complaint),
            automatic=automatic,
            language=parsed.language,
            confidence=draft.sure,
            spans=spans,
        )

    def _needs(self, draft: _Draft, where: Where, kinds: tuple[str, ...]) -> tuple[NeedRead, ...]:
        return need_reading.split(
            draft.parsed,
            draft.hits,
            kinds,
            where.places,
            where.place,
            where.to,
            lambda text: self._when(text, draft),
        )

    @staticmethod
    def _mark(
        draft: _Draft,
        where: Where,
        counts: details.Count,
        danger: tuple[object, Hit] | None,
        urgent: Hit | None,
        for_span: tuple[int, int] | None,
        own: tuple[str, tuple[int, int]] | None,
        conditions: list[tuple[int, int]],
        radius: tuple[float, tuple[int, int]] | None,
    ) -> None:
        """Writes down where each thing was read."""
        parsed, spans = draft.parsed, draft.spans
        for hit in draft.hits:
            name = "general" if hit.name == "any" else hit.name
            if name in draft.kinds:
                spans.setdefault(f"kind:{name}", parsed.span(hit.start, hit.end))
        for name, spot in (("place", where.place), ("to", where.to)):
            if spot is not None:
                spans[name] = (spot.start, spot.end)
        if danger:
            spans["danger"] = parsed.span(danger[1].start, danger[1].end)
        if urgent:
            spans["urgent"] = parsed.span(urgent.start, urgent.end)
        for key, span in (
            ("people", counts.people_span),
            ("helpers_wanted", counts.helpers_span),
            ("for_name", for_span),
            ("name", own[1] if own else None),
            ("radius", radius[1] if radius else None),
            ("conditions", conditions[0] if conditions else None),
        ):
            if span is not None:
                spans[key] = span


DANGER_KINDS = {
    "medical": "care",
    "self_harm": "company",
    "home": "rescue",
    "violence": "rescue",
    "fire": "rescue",
    "other": "rescue",
}
"""What someone in danger needs where the text names nothing."""
