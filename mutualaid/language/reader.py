"""From a text to a Reading: every reader of this room in its order.

Stop words first, then answers and commands, then what is wanted and the details. A text of any kind gives a
Reading; nothing in it is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import KINDS, Answer, Command, Intent
from mutualaid.language import marks
from mutualaid.language.draft import GUESSED, Draft
from mutualaid.language.helpers import pauses, shifts
from mutualaid.language.helpers.timesoff import read_times_off
from mutualaid.language.people import conditions as wishes
from mutualaid.language.people import details, tongues
from mutualaid.language.people.counts import read_counts
from mutualaid.language.people.limits import read_limits
from mutualaid.language.places import whereabouts
from mutualaid.language.places.spots import apart_from, without
from mutualaid.language.places.whereabouts import FindPlaces
from mutualaid.language.replies import heads, proposals, reply
from mutualaid.language.replies.barehours import agreed_at, noted
from mutualaid.language.safety.dangers import (
    DANGER_KINDS,
    asks_silence,
    cried_in,
    read_danger,
    read_urgent,
    read_watched,
)
from mutualaid.language.safety.spokenof import spoken_of
from mutualaid.language.saying import options
from mutualaid.language.saying.pictures import keyed
from mutualaid.language.talk import partly, turns
from mutualaid.language.talk.answers import bare_ok, digit, only_yes, read_answer
from mutualaid.language.talk.automatic import is_automatic, is_spam, liked
from mutualaid.language.talk.commands import hours_wish, read_command, read_command_after, read_stop
from mutualaid.language.talk.warmth import warm
from mutualaid.language.wants import arriving, withdrawing
from mutualaid.language.wants import kinds as kind_reading
from mutualaid.language.wants import needs as need_reading
from mutualaid.language.wants.daylists import rhythms, side_by_side
from mutualaid.language.wants.intents import offered_hits, read_sentences
from mutualaid.language.wants.lists import leans
from mutualaid.language.wants.sentences import asked_beside
from mutualaid.language.wants.verdicts import decide, is_remark, settled
from mutualaid.language.words.cuebook import CueBook
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.parsing import Parsed, parse
from mutualaid.language.words.taught import NOTHING, Taught, beside_idle, heeded, over
from mutualaid.language.words.tokens import LONGEST, fold
from mutualaid.language.words.trie import Hit
from mutualaid.language.words.unread import read_unread

SEEN_APART = frozenset({"household", "inside"})
"""Complaints that are told from the others: somebody of the house must not know; nobody is to come inside."""

OVER_ANSWERS = frozenset({Command.STOP, Command.HELP, Command.HUMAN, Command.FORGET, Command.STATUS, Command.MENU})
"""Commands that are never an answer to the open question."""


class Reader:
    """Understands texts in some languages. `find_places` is the gazetteer's `find`; without it no place is
    read. `kinds` are those the group deals with; `taught` gives the coordinators' corrections as they stand."""

    def __init__(
        self,
        languages: tuple[str, ...] = ("en", "es"),
        find_places: FindPlaces | None = None,
        kinds: tuple[str, ...] = KINDS,
        taught: Callable[[], Taught] = lambda: NOTHING,
    ) -> None:
        self._lexicons = tuple(load(code) for code in languages)
        self._find_places = find_places
        self._kinds = frozenset(kinds)
        self._taught = taught
        self.hear = CueBook(self._lexicons)

    def understand(self, text: str, context: Context) -> Reading:
        """The Reading of one text; its first 2,000 characters count. Never raises, whatever the text holds."""
        text = heads.spelled(keyed(text), context, self._lexicons, self.hear)
        parsed = self._parse(text, context, context.language)
        plain = self._read(Draft(parsed, context, hear=self.hear))
        if more := heads.behind(parsed.text, context, self.hear):
            left = Draft(self._parse(more, context, parsed.language), context, hear=self.hear)
            plain = replace(plain, behind=self._read(left))
        if not (found := self._taught().find(parsed, self._kinds)):
            return plain
        heard = self._read(Draft(parsed, context, found=found, hear=self.hear))
        if rest := beside_idle(plain, heard, found):
            left = Draft(self._parse(rest, context, parsed.language), context, hear=self.hear)
            heard = replace(self._read(left), text=parsed.text, language=parsed.language)
        return heeded(plain, replace(heard, behind=plain.behind), found)

    def _parse(self, text: str, context: Context, language: str | None) -> Parsed:
        return parse(text, self._lexicons, language, frozenset(map(fold, context.others)), self._find_places)

    def _read(self, draft: Draft) -> Reading:
        parsed = draft.parsed
        automatic = is_automatic(parsed)
        stop = read_stop(parsed) if read_watched(parsed) is None else None
        option = options.said(parsed.text, draft.context.options) if stop is None or not stop.exact else None
        if option is not None and parsed.spoken:
            return reply.digit(Reading(parsed.text, language=parsed.language, hear=draft.hear), option, draft)
        if stop is not None and not automatic and stop.whole:
            return reply.commanded(draft, stop)
        self._wish(draft)
        if stop is not None and not automatic and not (draft.intent is Intent.NEED and draft.sure > GUESSED):
            return reply.commanded(draft, stop)
        draft.spans |= {"no_texts_beside": (stop.start, stop.end)} if stop is not None else {}
        reading = self._details(draft, automatic)
        if automatic:
            spam, like = is_spam(parsed), liked(parsed)
            nothing = replace(reading, intent=Intent.OTHER, answer=None, needs=(), urgent=False, danger=None)
            return replace(nothing, name=None, spam=spam and like is None, liked=like)
        return reading

    # what is wanted

    def _wish(self, draft: Draft) -> None:
        parsed = draft.parsed
        hits = tongues.without_tongues(parsed, over(kind_reading.kind_hits(parsed), draft.found))
        hits = wishes.without_purse(parsed, details.without_kin(parsed, hits))
        parts = read_sentences(parsed, hits)
        draft.intent, draft.sure = decide(parsed, parts, lambda: leans(draft))
        if draft.intent is Intent.NEED and (also := asked_beside(parts)) is not None:
            draft.spans["asked_beside"] = parsed.span(*also)
        taught = frozenset(h for one in draft.found for h in one.hits)
        draft.hits = kind_reading.of_text(parsed, settled(parts, draft.intent), taught)
        plain = tongues.without_tongues(parsed, draft.hits)
        draft.hits = details.without_kin(parsed, wishes.without_openers(parsed, plain))
        draft.hits = [h for h in draft.hits if not shifts.own_trade(parsed, h)] or draft.hits
        draft.part = partly.read(parsed, hits, draft.when)
        if draft.part is not None:
            self._not_needed(draft, draft.part)
        withdrawing.take(draft, hits)
        offering = draft.intent in (Intent.OFFER, Intent.BOTH)
        if draft.intent is Intent.OTHER and turns.praised(parsed, draft.hits):
            draft.hits = []
        draft.kinds = kind_reading.names(draft.hits, self._kinds, offering)
        if not draft.kinds and turns.unnamed(parsed, draft.intent, draft.sure > GUESSED):
            draft.kinds = tuple({"general"} & self._kinds)
        venue = parsed.best("venue")
        if venue and turns.within(draft.hits, venue):
            draft.intent, draft.sure = Intent.QUESTION, 0.8
            draft.spans["venue"] = parsed.span(venue[0].start, venue[0].end)
        if draft.intent is Intent.BOTH:
            draft.offered = kind_reading.names(offered_hits(parsed, parts), self._kinds, True)

    def _not_needed(self, draft: Draft, part: partly.Partly) -> None:
        """What is not needed is no need and no thing of one."""
        at = part.start if part.thing is None else part.thing
        draft.spans["not_needed"] = draft.parsed.span(at, part.end)
        draft.hits = [h for h in draft.hits if not part.start <= h.start < part.end]
        if draft.intent is Intent.NEED and not draft.hits:
            draft.intent, draft.sure = Intent.OTHER, 0.4

    # commands and answers

    def _details(self, draft: Draft, automatic: bool) -> Reading:
        parsed, context, spans = draft.parsed, draft.context, draft.spans
        asked = context.question == "yes_no"
        reading = self._base(draft, automatic)
        if automatic or not parsed.tokens:
            return reading
        if (value := digit(parsed)) is not None:
            return reply.digit(reading, value, draft)
        if "🛑" in parsed.text and not parsed.text.strip(" \ufe0f🛑"):  # HELP's line says how to end our texts
            return replace(reading, intent=Intent.COMMAND, command=Command.HELP, kinds=(), needs=(), confidence=0.9)
        if (ok := bare_ok(parsed)) is not None:
            return replace(reading, intent=Intent.OTHER, kinds=(), needs=(), pleasantry=True, spans={"ok": ok})
        command = read_command(parsed) if not reading.dropped else None
        if command is None and "name" in spans:
            command = read_command_after(parsed, spans["name"][1])
        answered = read_answer(parsed, asked)
        if answered is not None and answered.answer is Answer.NO and "inside" in spans and not answered.plain:
            answered = None  # the food may still come, left at the door
        part = answered is not None and draft.part is not None and partly.holds(parsed, draft.part, answered.start)
        if part or (answered is not None and "off_if" in spans and answered.start == spans["off_if"][0]):
            answered = None  # "si llueve cancele el viaje" begins with no yes
        whole = {"only_yes": only_yes(parsed), "warm": asked and answered is None and warm(parsed)}
        spans |= {name: (0, len(parsed.text)) for name, so in whole.items() if so}
        sole = parsed.message | parsed.core_message
        said = {"yes", "no"} & sole or parsed.places("regretting")  # "sorry im out of town"
        answers = asked and answered is not None and bool(said)
        if command is not None and not (answers and command.command not in OVER_ANSWERS):
            spans["command"] = (command.start, command.end)
            spoken = tongues.to_speak(parsed, command.to_language, [each.code for each in self._lexicons])
            until = pauses.until(draft) if command.command is Command.PAUSE else None
            told = replace(reading, intent=Intent.COMMAND, command=command.command, to_language=spoken, pause=until)
            return replace(told, needs=(), urgent=False, confidence=0.9, spans=spans)
        reading, bare = noted(withdrawing.noted(reading, draft), draft)
        asks_us = reading.intent is not Intent.NEED or draft.sure <= GUESSED
        asks_us = asks_us or turns.within(draft.hits, parsed.best("about"))
        if "about_us" in spans and asks_us:
            return replace(reading, intent=Intent.QUESTION, kinds=(), needs=(), confidence=0.85)
        skipped = pauses.skipped(draft)
        if skipped is not None:
            spans[skipped.name] = skipped.span
            reading = replace(reading, pause=skipped.until)
        refuses = answered is not None and answered.answer is Answer.NO
        settles = asked and ("no" in sole or (refuses and parsed.places("regretting")))
        if not (settles or reading.dropped) and (loose := reply.loose_command(reading, draft)) is not None:
            return loose
        if asked and parsed.best("paid") and not (reading.complaint or refuses):
            return reply.counter(reading, draft, (0, len(parsed.text)), 0)
        if asked and not (reading.complaint or refuses) and proposals.hangs(draft):
            return reply.counter(reading, draft, (0, len(parsed.text)), 0)
        if asked and "free_from" in spans and not reading.complaint:
            return reply.counter(reading, draft, (0, len(parsed.text)), 0, reading.when)
        other = (shifts.freed_at(draft) or proposals.instead(draft)) if asked else None
        settled = answered is not None and (answered.plain or answered.answer is Answer.YES)
        if other is None and asked and not settled and draft.refuses_time():
            return reply.refusal(reading, draft)
        if other is None and asked and bare is not None:
            other, spans["half_unsaid"] = bare.when, bare.span
        if other is None and reading.intent is Intent.OTHER and answered is None:
            other = agreed_at(draft, reading.when)
        if other is not None:
            return reply.counter(replace(reading, when=other), draft, (0, len(parsed.text)), 0, other)
        terms = reply.terms(reading, draft, answered) if asked else None
        if terms is not None:
            return terms
        if answered is not None:
            read = reply.answered(reading, draft, answered, asked)
            if read is not None:
                return read
        if asked and reading.intent in (Intent.OTHER, Intent.QUESTION) and reply.terms_only(reading, draft):
            return reply.counter(reading, draft, (0, len(parsed.text)), 0)
        if asked and reading.intent in (Intent.NEED, Intent.OFFER) and draft.sure <= GUESSED and not reading.danger:
            return replace(reading, intent=Intent.OTHER, needs=(), urgent=False)
        return reply.slot(reading, draft)

    def _base(self, draft: Draft, automatic: bool) -> Reading:
        """The Reading but for answers and commands."""
        parsed, spans = draft.parsed, draft.spans
        limits = read_limits(parsed, need=draft.intent is Intent.NEED, asked=draft.context.question)
        worked = shifts.unmeant(draft)
        unmeant = (*worked, *filter(None, [hours_wish(parsed), shifts.moved_from(parsed, draft.context.now)]))
        timed = without(limits.without(parsed.text), unmeant)
        when = draft.when(timed)
        listed = draft.intent not in (Intent.NEED, Intent.QUESTION)
        repeat, rhythm = rhythms(draft, timed[:LONGEST], listed=listed) if when else (None, None)
        unsaid = shifts.on_days_off(parsed, when, rhythm) if listed else None
        if unsaid is not None:
            said, spans["shift"], rhythm = unsaid
            when, repeat = (said, *spans["shift"]), None
        taken: list[tuple[int, int]] = []
        for name, found in (("when", when), ("repeat", repeat)):
            if found:
                spans[name] = (found[1], found[2])
                taken.append(spans[name])
        if when and draft.half_unsaid(when[0]):
            spans["half_unsaid"] = (when[1], when[2])
        where = whereabouts.read(draft, self._find_places, taken, unmeant)
        if when and (beside := apart_from(timed, when, where.place, draft.when)) is not None:
            when, spans["when"] = beside, (beside[1], beside[2])
        if where.errand is not None:
            spans["errand"] = (where.errand.start, where.errand.end)
        counts = read_counts(parsed)
        behalf, for_name, for_span = details.read_for(parsed)
        known, begins = frozenset(map(fold, draft.context.others)), where.place.start if where.place else -1
        own = details.read_own_name(parsed, known, begins)
        if own and for_span and own[1][0] >= for_span[0] and not details.own_for_sure(parsed, own[1][0]):
            own = None
        conditions = wishes.beside(wishes.read_conditions(parsed), parsed, draft.part)
        pays = wishes.read_pays(parsed)
        danger = read_danger(parsed, draft.intent is Intent.OFFER and draft.sure > GUESSED, draft.context.now.year)
        if danger and (draft.intent in (Intent.OTHER, Intent.QUESTION) or draft.sure <= GUESSED):
            draft.intent, draft.sure = Intent.NEED, 0.7
        if danger and draft.kinds in ((), ("general",)):
            draft.kinds = tuple(k for k in (DANGER_KINDS[danger[0].value],) if k in self._kinds)
        if danger and asks_silence(parsed, danger[0]):
            spans["silence"] = parsed.span(danger[1].start, danger[1].end)
        urgent = read_urgent(parsed, draft.intent)
        if urgent and draft.intent is Intent.OTHER:
            draft.intent, draft.sure = Intent.NEED, 0.7
        offering = draft.intent in (Intent.OFFER, Intent.BOTH)
        radius = details.read_radius(parsed) if offering or draft.intent is Intent.OTHER else None
        covered = withdrawing.covered(draft)
        if (thing := partly.taken_back(parsed, covered)) is not None:
            spans["part_off"] = thing
        marks.note_places(draft, where, counts, danger, urgent, for_span, own, conditions.spans, pays, radius)
        negated = turns.negated(parsed, draft.hits)
        kinds = tuple(k for k in draft.kinds if k not in negated)
        asking = draft.intent in (Intent.NEED, Intent.BOTH) and not automatic
        cannot = [] if {"maybe_off", "keeps_on"} & spans.keys() else parsed.best("cannot")
        freed = shifts.free_from(parsed, cannot, when, draft.context.now)
        if freed is not None and when is not None:
            when, cannot, spans["free_from"] = (freed, *when[1:]), [], spans["when"]
        gone: list[Hit] = []
        if (parts := arriving.parted(parsed, covered, draft.hits)) is not None:
            gone, rest = parts
            draft.intent, draft.sure, asking, covered = Intent.NEED, 0.85, not automatic, []
            kinds = kind_reading.names(rest, self._kinds, False)
        elif covered and draft.intent is Intent.NEED:
            gone, rest = turns.dropped(parsed, covered, draft.hits)
            kept = kind_reading.names(rest, self._kinds, False)
            kinds = tuple(k for k in kept if k not in negated)
        stated = draft.intent in (Intent.NEED, Intent.OFFER, Intent.BOTH) and bool(kinds) and draft.sure >= 0.8
        about = [] if danger or is_remark(parsed) else parsed.best("about")
        marks.note(draft, about)
        if (of_them := spoken_of(parsed, frozenset(map(fold, draft.context.others)))) is not None:
            spans["of_them"] = of_them
        if worked and when is not None:
            spans["left"] = spans["when"]
        marks.note_limits(parsed, spans, limits)
        if draft.intent is Intent.NEED and "third" in spans and turns.asks_of_them(parsed):
            draft.intent, kinds, asking = Intent.QUESTION, (), False
        complaint = parsed.best("complaint") if draft.intent is not Intent.OFFER or draft.sure <= GUESSED else []
        complaint = turns.told(parsed, complaint, about)
        wish = withdrawing.apart(draft)
        if wish:
            turns.note_apart(parsed, spans, wish)
            complaint = turns.beside(complaint, wish[0])
        for missed in parsed.best("waiting"):
            complaint = turns.beside(complaint, missed)
            if missed.name == "never":
                spans["never_came"] = parsed.span(missed.start, missed.end)
        if complaint:
            spans["complaint"] = parsed.span(complaint[0].start, complaint[0].end)
            for name in {c.name for c in complaint} & SEEN_APART:
                spans[name] = spans["complaint"]
            unclear = draft.sure <= GUESSED and draft.intent is Intent.OFFER
            scared = kinds == ("general",) and any(c.name == "fear" for c in complaint)
            if danger is None and (unclear or scared or (kinds and turns.within(draft.hits, complaint))):
                draft.intent, kinds, asking = Intent.OTHER, (), False
        barred = turns.barred(parsed, wish)
        away = [h for h in wish if h.name not in turns.NAMING]
        if kinds and draft.hits and danger is None and turns.within(draft.hits, away):
            draft.intent, kinds, asking = Intent.OTHER, (), False
        somebody = turns.somebody(parsed, barred, sure=all(h.name in turns.NAMING for h in wish)) if wish else None
        somebody = "name" if "only_refused" in spans else somebody
        if draft.intent is not Intent.QUESTION and (unread := read_unread(parsed, spans)):
            spans["unread"] = unread
        placed = bool(where.places) or bool(when and any(name.startswith("known:") for name in spans))
        told = bool(where.places or when or counts.people) and all(f"known:{kind}" in spans for kind in kinds)
        mends = bool(negated) or turns.corrects(parsed, placed, placed or bool(when or draft.kinds), told)
        beware = turns.beware(parsed, complaint, [] if somebody else wish, spans.get("when"))
        row = side_by_side(draft, timed[:LONGEST], when[0] if when else None) if not offering else None
        return Reading(
            parsed.text,
            intent=draft.intent,
            kinds=kinds,
            offered=draft.offered,
            needs=need_reading.of_text(draft, where, kinds, row) if asking or (mends and len(kinds) > 1) else (),
            place=where.place,
            places=where.places,
            to=where.to,
            when=when[0] if when else None,
            off=read_times_off(parsed, draft.context.now),
            repeat=rhythm,
            among=row,
            people=counts.people,
            helpers_wanted=counts.helpers,
            on_behalf=behalf and not gone and draft.intent is not Intent.OFFER and "household" not in spans,
            name=own[0] if own else None,
            for_name=for_name,
            conditions=(*conditions.words, *beware),
            at_door=conditions.at_door,
            practical=conditions.practical,
            round_trip=conditions.round_trip,
            round_trip_words=conditions.round_trip_words,
            pays=pays[0] if pays else None,
            knows=wishes.read_knows(parsed),
            radius_km=radius[0] if radius else None,
            per_week=limits.per_week,
            nights=limits.nights,
            means=details.read_means(parsed) if draft.intent is not Intent.NEED else None,
            urgent=urgent is not None,
            danger=danger[0] if danger else None,
            correction=mends,
            negated_kinds=negated,
            covered=bool(covered) and not negated and not (stated and turns.later_need(parsed, covered[-1])),
            dropped=kind_reading.names([h for h in gone if h.name not in kinds], self._kinds, False),
            cannot=bool(cannot) and not (stated and draft.intent is Intent.NEED and not parsed.best("correction")),
            thanks=bool(parsed.best("thanks")),
            pleasantry=turns.pleasant(parsed),
            complaint=bool(complaint),
            wrong_number=not kinds and turns.wrong_number(parsed),
            apart=bool(wish),
            somebody=somebody is not None,
            lasting=any(h.name in ("ever", "fear") for h in wish),
            barred=frozenset(token.raw for token in barred),
            unknown_words=turns.unknown(parsed, barred),
            only_pronoun=somebody == "pronoun",
            automatic=automatic,
            speaks=tongues.read_tongues(parsed) if draft.intent is not Intent.QUESTION else (),
            language=cried_in(parsed) if danger else parsed.language,
            confidence=draft.sure,
            spans=spans,
            hear=draft.hear,
        )
