"""Answers that fill a need or an offer, and corrections of one. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import (
    Ask,
    ChangeNeed,
    ChangeRhythm,
    Close,
    Doubt,
    Effect,
    FillNeed,
    Know,
    Note,
    OpenCase,
    PostOffer,
    PutNeed,
    Say,
)
from mutualaid.domain.conversation.helpers import limits
from mutualaid.domain.conversation.needs import asides, homeward, hours, intake, rhythm
from mutualaid.domain.conversation.needs.waiting import before_person, said_to_wait
from mutualaid.domain.conversation.questions import ASKING, TWICE, WHICH_DAYS, free_to_ask
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.followups import FOCUS
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Command, Intent, NeedState, QuestionKind

SURE = 0.8
"""From this confidence on a text asks for something in so many words ("im sick need help"); below it may be an
answer, or news."""

LONGEST_NAME = 3
"""A name answer has at most this many words."""


def _subjects(c: Conversation, q: Question) -> tuple[Need, ...]:
    """What an intake question is about: the drafts, or the open need a correction left incomplete."""
    return c.draft_needs or tuple(n for n in c.needs if n.id == q.need_id)


def _keep(c: Conversation, needs: tuple[Need, ...], now: datetime) -> list[Effect]:
    if all(n.state is NeedState.DRAFTED for n in needs):
        return intake.take_needs(c, needs, now)
    return changed(c, needs[-1], now)


def _fills(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """A text that fills anything still missing goes into every draft; one that does not is asked again once,
    then handed to a person."""
    subjects = _subjects(c, q)
    if not subjects:
        return None
    if _reads_on(r):
        return None
    r = hours.with_hour(subjects[-1], r) or r
    mends = r.correction and bool(r.place or r.when or r.people is not None or (r.kinds and "mended" in r.spans))
    mends = mends or (len(subjects) == 1 and _tells_time_anew(q, r))
    named = {kind for n in subjects for kind in n.kinds}
    several = len(subjects) > 1 and set(r.kinds) <= named
    told = replace(r, kinds=()) if several else r
    filled = tuple(intake.fill(n, told, anew=mends) if _asked_of(q, n, subjects) else n for n in subjects)
    if any(_said_more(old, new) for old, new in zip(subjects, filled, strict=True)):
        unknown = any(intake.missing(n) is QuestionKind.WHAT for n in filled if n.id == q.need_id)
        if unknown and q.kind is QuestionKind.WHAT and _asked_twice(c, q):
            return [*(PutNeed(n) for n in filled), *_hand_over(c, q, filled[-1].text)]
        return [Close(q.id, "told"), *_keep(c, filled, now)]
    if r.command is not None or r.complaint or (r.pleasantry and not r.bare_ok):
        return None
    wants = r.intent in (Intent.NEED, Intent.OFFER, Intent.QUESTION) and r.kinds and r.kinds != ("general",)
    if wants and not (several and r.intent is Intent.NEED):
        return None
    return _ask_again(c, q, r)


def _tells_time_anew(q: Question, r: Reading) -> bool:
    """Whether a day is told though something else was asked: it stands in place of one told before."""
    told = "only_time" in r.spans or (q.kind is QuestionKind.WHAT and bool(r.kinds))
    other = told and q.kind is not QuestionKind.WHEN and r.repeat is None and r.place is None
    return other and r.when is not None and r.when.dated and r.when.start is not None


def _asked_of(q: Question, need: Need, among: tuple[Need, ...]) -> bool:
    """Whether one of several drafts is what a question is about: where a ride goes and when it is are no matter of
    what else was asked for; the place is everything's."""
    if len(among) > 1 and need.goes_home:
        return all(intake.missing(other) is not q.kind for other in among if other is not need)
    return len(among) == 1 or q.kind is QuestionKind.WHERE or intake.missing(need) is q.kind


def _reads_on(r: Reading) -> bool:
    """A complaint, a word about us, or a question without a known place or a time fills nothing."""
    told = r.when or any(s is not None and s.latitude is not None for s in (r.place, r.to)) or r.kinds
    beside = r.complaint or bool({"about_us", "despair", "venue"} & r.spans.keys())
    return beside or (r.intent is Intent.QUESTION and not told)


def _said_more(old: Need, new: Need) -> bool:
    return replace(new, text=old.text) != old


def _asked_twice(c: Conversation, q: Question) -> bool:
    return q.text == TWICE or c.talk.misses >= 1


def _hand_over(c: Conversation, q: Question, words: str) -> list[Effect]:
    """What was asked twice a person finds out, with all that was said of it."""
    case = OpenCase("intake_stuck", 1, need_id=q.need_id, note=words)
    return [case, Close(q.id, "handed_over"), Say("person_reads_this", {"by": c.facts.person_by})]


def _ask_again(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    if c.afraid and r.intent is Intent.OTHER and r.digit is None:
        return None
    if r.bare_ok:
        return [Say("no_hurry", waits=True)]
    if _asked_twice(c, q):
        return _hand_over(c, q, r.text)
    named = (r.name is not None and r.place is None) or r.intent is Intent.NEED  # no place that we do not know
    days = next((n for n in _subjects(c, q) if rhythm.unsettled(n)), None)
    if q.kind is QuestionKind.WHEN and days is not None:
        return [Note({"misses": 1}), Say("ask_days_again", {"need": days}, waits=True)]
    return [Note({"misses": 1}), Say(ASKING[q.kind] if named else f"{ASKING[q.kind]}_again", waits=True)]


def what(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    if r.intent is Intent.OFFER:
        return None
    return _fills(c, q, r, now)


def of_what_stands(c: Conversation, asked: tuple[Need, ...], r: Reading) -> bool:
    """Whether a text speaks of what stands and of none of what is asked about: it names it as known ("the ride is
    at 4"), or puts an hour in place of one ("the clinic is at 4 not 3") where only what stands has any."""
    kinds = set(r.kinds) - {"general"}
    stand = [n for n in c.live_needs if n.state is NeedState.OPEN and n not in asked]
    if not kinds and hours.denies_time(r) and r.place is None:
        return any(n.from_at for n in stand) and not any(n.from_at for n in asked)
    known = any(f"known:{kind}" in r.spans for kind in kinds)
    return known and any(kinds & set(n.kinds) for n in stand) and not any(kinds & set(n.kinds) for n in asked)


def _ask_home(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    """Where "home" is, of which nothing is known: asked once, then handed to a person."""
    return _ask_again(c, q, r) if c.talk.misses else [Note({"misses": 1}), Say("ask_home", waits=True)]


def where(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    if of_what_stands(c, _subjects(c, q), r):
        return None
    if homeward.says(r):
        home = homeward.spot(c)
        return _ask_home(c, q, r) if home is None else _fills(c, q, replace(r, place=home), now)
    r = _bound(c, q, intake.trusted(r))
    unknown = r.place is not None and r.place.latitude is None
    if unknown and c.afraid:
        r = replace(r, place=None)
    elif unknown and any(r.hear(n.text).closes("filling.goes_on") for n in c.draft_needs):
        kept = [PutNeed(replace(n, text=intake.joined(n.text, r.text))) for n in c.draft_needs]
        return [*kept, *(_ask_again(c, q, r) or [])]
    return None if _another(c, q, r) else _fills(c, q, r, now)


def _another(c: Conversation, q: Question, r: Reading) -> bool:
    """Whether a text asks for something else than what the question is about."""
    kinds = set(r.kinds) - {k for n in _subjects(c, q) for k in n.kinds} - {"general"}
    sure = r.confidence >= SURE or r.cues.says("more.says")
    return r.intent is Intent.NEED and bool(kinds) and sure


def _whole(c: Conversation, q: Question, r: Reading) -> bool:
    """Whether it does so with a place and a time of its own, so that it answers nothing."""
    return _another(c, q, r) and r.place is not None and r.when is not None


def _bound(c: Conversation, q: Question, r: Reading) -> Reading:
    """ "To the clinic" in answer to "where is that?" is where a ride goes, not where it begins; so is where
    home is, of a ride home."""
    rides = [n for n in _subjects(c, q) if "ride" in n.kinds and n.to_text is None]
    led = r.cues.opens("filling.to") and not r.cues.opens("filling.at")
    bound = led or any(homeward.tells(n, r) for n in rides)
    return replace(r, to=r.place, place=None) if rides and r.to is None and r.place and bound else r


def where_to(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    if _whole(c, q, r) or of_what_stands(c, _subjects(c, q), r):
        return None
    if _another(c, q, r) and r.place is None and r.to is None:
        return None
    if homeward.says(r) and (subjects := _subjects(c, q)):
        home = homeward.bound(c, subjects[-1], r)
        return _ask_home(c, q, r) if home is None else _fills(c, q, home, now)
    errand = r.spans.get("errand")
    if r.to is None and r.place is not None and errand is not None and re.search(r"\w", r.text[slice(*errand)]):
        return _fills(c, q, r, now)
    return _fills(c, q, replace(r, place=None, to=r.to or r.place), now)


def when(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    beside = _whole(c, q, r) or of_what_stands(c, _subjects(c, q), r) or (_another(c, q, r) and r.when is None)
    if not beside and (settled := _days_settled(c, q, r)) is not None:
        return [Close(q.id, "told"), *_keep(c, settled, now)]
    return None if beside else _fills(c, q, intake.trusted(r), now)


def _days_settled(c: Conversation, q: Question, r: Reading) -> tuple[Need, ...] | None:
    """The needs that were asked about, where a text says whether one of the days is enough or it is each."""
    subjects, one = _subjects(c, q), rhythm.enough(r)
    if one is None or not any(map(rhythm.unsettled, subjects)):
        return None

    def settled(need: Need) -> tuple[Need, ...]:
        if not rhythm.unsettled(need):
            return (need,)
        told = replace(need, text=intake.joined(need.text, r.text))
        if one:
            return (rhythm.one_of_them(told, c.facts.zone),)
        if need.state is NeedState.DRAFTED:
            return rhythm.on_each_of(told, c.facts.zone, c.fresh, r.hear)
        return (rhythm.on_each(told, c.facts.zone),)

    return tuple(each for need in subjects for each in settled(need))


def offer_part(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    offer = next((o for o in c.offers if o.id == q.offer_id), None)
    if offer is None:
        return None
    asks_help = r.intent in (Intent.NEED, Intent.BOTH) and r.confidence >= SURE and set(r.kinds) - {"general"}
    if (
        asks_help
        or _reads_on(r)
        or r.command is Command.PAUSE
        or "skip_week" in r.spans
        or ("back" in r.spans and c.neighbour.paused_until)
    ):
        return None
    if r.when is not None and r.place is None and r.cues.says("carless.none", "carless.never"):
        return limits.wish(c, r, now)  # when they do not drive is no time that they offer
    r = intake.trusted(r)
    limited = limits.beside(c, q, offer, r)
    if limited is not None:
        return limited
    filled = intake.fill_offer(offer, r)
    if replace(filled, text=offer.text) != offer:
        off = limits.off_days(r) if q.text != WHICH_DAYS else None
        taken = intake.take_offer(replace(c, question=None), filled, now, r.name, off=off)
        return [Close(q.id, "told"), *limits.kept(r, ()), *taken]
    if r.command is not None or r.intent in (Intent.NEED, Intent.QUESTION) or (r.pleasantry and not r.bare_ok):
        return None
    if {"ill", "symptom"} & r.spans.keys():
        return [Say("no_hurry", waits=True)]  # "ando mala" is no time
    told = len(r.text.split()) > 1 and not r.bare_ok and r.digit is None and r.answer is None
    if q.kind is QuestionKind.OFFER_WHEN and r.name is None and "busy" not in r.spans and told:
        kept = replace(filled, when_text=r.text[:60], from_hour=None, to_hour=None)
        return [Close(q.id, "told"), *intake.take_offer(c, kept, now)]
    if q.kind is QuestionKind.OFFER_WHAT and r.kinds == ("general",):
        return [Close(q.id, "told"), *intake.take_offer(c, filled, now)]
    return _ask_again(c, q, r)


def name(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    if r.digit is not None:
        return [Say("ask_name_again")]
    if (limit := limits.no_name(c, r, now)) is not None:
        return limit
    name = r.name
    if name is None:
        return None
    effects: list[Effect] = [Close(q.id, "told"), Know({"name": tidy_name(name)})]
    offer = next((o for o in c.offers if o.id == q.offer_id), None)
    if offer is not None and offer.state == "drafted":
        effects.append(PostOffer(offer.id))
    return [*effects, Say("name_set", {"name": tidy_name(name)})]


def tidy_name(name: str) -> str:
    """Typed in capitals or without, a name is written as names are."""
    words = name.split()[:LONGEST_NAME]
    return " ".join(w.capitalize() if w.islower() or w.isupper() else w for w in words)[:40]


def something_else(r: Reading) -> bool:
    """Whether a text says more than an answer to what was asked beside: a correction, a wish, a new need."""
    said = r.kinds or r.place or r.to or r.when or r.round_trip is not None or r.command
    return bool(said) or r.correction or r.complaint or r.intent is Intent.QUESTION


def yes_but(r: Reading) -> str | None:
    """What follows a "yes but" at the beginning of a text."""
    rest = r.text[yes:] if (yes := r.cues.behind("filling.yes")) is not None else ""
    but = r.hear(rest).behind("answers.but")
    return rest[but:] if but is not None else None


def knows(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """ "Does Rosa know? 1 yes 2 not yet": not yet, and the question stays open for the 1 that follows."""
    need = next((n for n in c.live_needs if n.id == q.need_id), None)
    if need is None:
        return None
    if r.command is Command.STATUS:
        return None  # "poko gen anyen" begins as a "not yet" does
    told = {1: True, 2: False}.get(r.digit) if r.digit is not None else r.knows
    if told is None and r.digit is None and something_else(r):
        return None
    if told is None and r.digit is None and r.answer in (Answer.YES, Answer.NO):
        told = r.answer is Answer.YES
    if told is None and r.answer is Answer.COUNTER and yes_but(r) is not None:
        told = True  # "yes but she can't get to the door": a coordinator reads it
    if told is None:
        if r.bare_ok:
            return [Doubt(q.id), Say("sure_yes")]
        if r.digit is not None:
            return [Say("one_or_two")]
        return [Say("take_your_time")] if r.answer is Answer.UNSURE else None
    same = [n for n in c.live_needs if n.on_behalf and n.for_name == need.for_name]
    effects: list[Effect] = [Close(q.id, "yes" if told else "no")]
    more = r.digit is None and len(r.text.split()) > LONGEST_NAME  # "yes but shes shy": a coordinator reads it
    texts = [intake.joined(n.text, r.text) if more else n.text for n in same]
    effects += [FillNeed(replace(n, knows=told, text=text)) for n, text in zip(same, texts, strict=True)]
    effects += asides.their_number(c, need)
    values = {"for_name": need.for_name}
    if not told:
        line = "knows_first_waits" if c.waits(need) else "knows_first"
        return [*effects, Say(line, values, Ask(QuestionKind.KNOWS, need_id=need.id))]
    if asides.aside(c, replace(need, knows=True)) is QuestionKind.PAYS:
        return [*effects, Say("knows_yes_pays", values, Ask(QuestionKind.PAYS, need_id=need.id))]
    return [*effects, Say("knows_yes", values)]


_NUMBERED = re.compile(r"#?\d+[a-z]?\s+(?!(?:st|nd|rd|th)\b)\S+", re.IGNORECASE)
"""A number and what follows it, unless it is that of the street."""


def no_street_yet(need: Need, r: Reading) -> bool:
    """Whether a text gives a street and number that we cannot find, for a need that has a good place: they are
    kept for whoever comes."""
    if r.place is None or r.place.latitude is not None or need.latitude is None:
        return False
    text = r.place.text
    numbered = r.hear(text).opens("filling.street") and any(ch.isdigit() for ch in text)
    return numbered or _NUMBERED.match(text) is not None


def _read_by_person(c: Conversation, need: Need, r: Reading) -> list[Effect]:
    """Words beside a need that nobody reads: they stand with it, and a person looks at them."""
    kept = replace(need, text=intake.joined(need.text, r.text))
    return [FillNeed(kept), OpenCase("for_us", 1, need_id=need.id, note=r.text), _person_reads(c)]


def _person_reads(c: Conversation) -> Say:
    return Say("person_reads", {"by": c.facts.person_by})


def corrected(c: Conversation, need: Need, r: Reading, now: datetime) -> list[Effect]:
    """A read-back need as the person corrects it; the read-back is said anew."""
    told = homeward.tells(need, r) or (need.place_text is not None and not r.correction)
    if r.place is not None and r.to is None and told and need.goes_home:
        r = replace(r, to=r.place, place=None)  # only where home is was still to be said
    if no_street_yet(need, r):
        r = replace(r, place=None, name=None)
        if not (r.kinds or r.when or r.to or r.people):
            door = need.door if need.on_behalf else need.door or r.text
            kept = replace(need, text=intake.joined(need.text, r.text), door=door)
            return [FillNeed(kept), Say("place_kept", {"need": kept})]
    better = intake.fill(need, r, anew=True)
    if need.state is NeedState.DRAFTED:
        return intake.take_needs(c, (better,), now)
    if replace(better, text=need.text, when_text=need.when_text) == need and need.when_text is not None:
        return _read_by_person(c, need, r) if "unread" in r.spans else asides.read_again(c, (need,))
    once = need.series_id is not None and r.when is not None and r.repeat is None and rhythm.same(need, better)
    return changed(c, better, now, once=once)


def changed(c: Conversation, better: Need, now: datetime, *, once: bool = False) -> list[Effect]:
    """A posted need as it is from now on; what that leaves open is asked. With `once` only this time of what comes
    again is changed, and read back so."""
    gap = intake.missing(better)
    if gap is not None:
        ask = Ask(gap, need_id=better.id) if free_to_ask(c) else None
        return [ChangeNeed(better), intake.asking(gap, better, ask)]
    values = {"need": better, "from": c.asking_from(better), "by": c.facts.person_by, "for_name": better.for_name}
    said = said_to_wait(c, (better,))
    if said is None and asides.cannot_pay(c, better):
        said = Say("need_posted_fund", values)
    if said is not None:
        said = asides.and_knows(c, said, better)
    elif better.urgent and not any(n.urgent for n in c.needs if n.id == better.id):
        said = asides.read_back(c, (replace(better, reviewed_at=None),))  # looked at anew
    focus = Note({"focus_need_id": better.id, "focus_offer_id": None, "focus_until": now + FOCUS})
    before = next((n for n in c.needs if n.id == better.id and n.series_id is not None), None)
    series = [ChangeRhythm(better)] if before is not None and not rhythm.same(before, better) else []
    told = replace(better, repeat_every=0, repeat_days=()) if once else better
    said = said or asides.with_aside(c, "need_changed", (told,), {**values, "need": told})
    return [ChangeNeed(better), *series, *before_person(c, (better,)), focus, *asides.their_number(c, better), said]
