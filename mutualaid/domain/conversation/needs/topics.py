"""New needs and offers, and corrections of what was just read back. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import acts, asked
from mutualaid.domain.conversation.effects import AnswerBeside, Close, Effect, EndNeed, OpenCase, PutNeed, Say
from mutualaid.domain.conversation.helpers import limits
from mutualaid.domain.conversation.needs import filling, goals, hours, intake, later, partoff, retold, toldagain
from mutualaid.domain.conversation.needs.asides import costs, of_purse, payable, their_number
from mutualaid.domain.conversation.people import minors, voices
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import doors
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading, Spot
from mutualaid.domain.vocabulary import (
    PAYABLE_KINDS,
    Answer,
    Intent,
    OfferState,
    QuestionKind,
)

CORRECTION_WORDS = 6
"""A text without a word of correction corrects a read-back only if it is this short ("26th st")."""

THING_WORDS = 3
"""The same where it only names a thing: "my doctor had to cancel" asks for no doctor instead."""


def focused(c: Conversation, now: datetime) -> bool:
    return c.talk.focus_until is not None and c.talk.focus_until > now


def corrects(c: Conversation, r: Reading, now: datetime) -> bool:
    if _taken_back(c, r) is not None or _only_no(c, r, now) or _way_or_purse(c, r, now) is not None:
        return True
    if _bound_for(c, r, now) is not None:
        return True
    if _time_refused(c, r, now):
        return True
    if retold.mends_several(c, r, now) or ("only_urgent" in r.spans and retold.hurries(c, r, now) is not None):
        return True
    if retold.says_how_many(c, r, now):
        return True
    said = r.kinds or r.place or r.when or r.repeat or r.people or r.radius_km or r.hour
    if focused(c, now) and "half_corner" in r.spans and r.correction and not said:
        return True
    if not focused(c, now) or not said or (c.talk.focus_offer_id and r.intent is Intent.NEED):
        return False
    if r.pleasantry and set(r.kinds) <= {"general"} and not (r.place or r.when or r.repeat):
        return False  # "thanks for everything"
    if r.hour is not None and r.when is None:
        return r.correction
    if r.correction:
        return True
    if _dwells(r) or _envelope(c, r) or hours.of_a_door(r):
        return True
    if "coming" in r.spans or (r.on_behalf and r.place and "for_whom" not in r.spans):
        return False  # "leaving now" sets no hours, "my husband is in the hospital" no place
    bare = r.intent is Intent.OTHER or (r.intent is Intent.ANSWER and r.digit is None)
    if _hour_of_it(c, r) is not None:
        return True
    if bare and "only_time" in r.spans and len(r.text.split()) <= HOUR_WORDS:
        return True
    most = CORRECTION_WORDS if r.place or r.when or r.repeat or r.people or r.radius_km else THING_WORDS
    return bare and len(r.text.split()) <= most and not _speaks_of_a_day(r)


def _time_refused(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Friday doesnt work for me anymore", of what was just read back with a time."""
    need = c.live_focus if focused(c, now) and not c.connected(now) else None
    plain = "time_refused" in r.spans and not (r.kinds or r.place or r.complaint or r.command)
    return plain and need is not None and need.from_at is not None


def _envelope(c: Conversation, r: Reading) -> bool:
    """ "Edith Palmer 2210 Bryant Street second floor", where a need that has its place was just read back."""
    need = c.live_focus
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and not (r.kinds or r.when or r.to or r.people or r.command)
    short = len(r.text.split()) <= doors.LONGEST_DOOR
    return need is not None and plain and short and filling.no_street_yet(need, r)


def _dwells(r: Reading) -> bool:
    """ "I live on Bryant. The doctor is on Valencia": where from and where to, told once more."""
    guessed = r.intent in (Intent.OTHER, Intent.ANSWER) or r.confidence < filling.SURE
    return "dwells" in r.spans and r.place is not None and r.when is None and guessed


BESIDE_A_TIME = 2
"""Words that may stand beside a time which mends another ("on Saturday please"); more speak of that day."""


def _speaks_of_a_day(r: Reading) -> bool:
    """ "Saturday is my sister's birthday": a time with more said of it moves nothing."""
    said_more = r.place or r.people or r.repeat or r.cues.says("moving.moves")
    if r.when is None or "when" not in r.spans or said_more:
        return False
    start, end = r.spans["when"]
    return len((r.text[:start] + " " + r.text[end:]).split()) > BESIDE_A_TIME


HOUR_WORDS = 10
"""Words a text has at most that only says at what hour it is."""


def _hour_of_it(c: Conversation, r: Reading) -> Need | None:
    """The need just read back without an hour, where a text gives it: "the appointment is at 10"."""
    need = c.focus
    hour = r.when is not None and r.when.start is not None and not r.when.dated
    if need is None or not hour or "due" not in r.spans or len(r.text.split()) > HOUR_WORDS:
        return None
    if r.intent not in (Intent.OTHER, Intent.ANSWER, Intent.NEED) or not set(r.kinds) <= {"general", *need.kinds}:
        return None
    return need if need.from_at is not None and not hours.at_one_time(need) else None


def _only_no(c: Conversation, r: Reading, now: datetime) -> bool:
    """A "no" to what was just read back, without what would be right or with words we cannot place."""
    short = len(r.text.split()) <= CORRECTION_WORDS
    no = r.digit is None and r.answer is Answer.NO and not (r.thanks or r.only_waits or r.complaint)
    return focused(c, now) and c.read_back_last and no and short


def _taken_back(c: Conversation, r: Reading) -> Need | None:
    """The need of which a text takes a kind back ("not medicine, food"), however long ago it was read back."""
    if not r.correction or not r.negated_kinds or not r.kinds:
        return None
    return next((n for n in reversed(c.needs) if set(n.kinds) & set(r.negated_kinds)), None)


def _way_or_purse(c: Conversation, r: Reading, now: datetime) -> Need | None:
    """The need just read back, where a text only adds that the ride goes both ways ("i need a ride home too") or
    who pays."""
    need = c.focus
    timed = r.when is not None and not of_purse(r)
    lacks = {"money"} if r.pays is False else set()
    if need is None or not focused(c, now) or r.place or r.to or timed or set(r.kinds) - set(need.kinds) - lacks:
        return None
    way = "ride" in need.kinds and r.round_trip is not None
    purse = r.pays is not None and (payable(c, need) or costs(c, need))
    return need if way or purse else None


def _bound_for(c: Conversation, r: Reading, now: datetime) -> tuple[Need, Reading] | None:
    """The ride just read back and where it goes, where a text is but "al hospital general", "al general", "county
    hospital" or a place told after that of its start."""
    need = c.live_focus
    beside = r.danger or r.complaint or r.command or c.connected(now)
    if need is None or "ride" not in need.kinds or not focused(c, now) or beside or "?" in r.text:
        return None
    alone = not (r.place or r.to or r.when or r.answer)
    spot = goals.led_to(r) if alone else goals.told_after(need, r)
    if spot is None:
        return None
    return need, replace(r, kinds=(), to=spot, place=None)


def correct(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if (bound := _bound_for(c, r, now)) is not None:
        return filling.corrected(c, bound[0], bound[1], now)
    aside = _way_or_purse(c, r, now)
    if aside is not None:
        return filling.corrected(c, aside, replace(r, kinds=(), when=None), now)
    if _time_refused(c, r, now):
        return acts.change(c, r, now)
    if hours.of_a_door(r) or ("half_corner" in r.spans and not (r.kinds or r.place or r.when)):
        return acts.change(c, r, now)
    if _only_no(c, r, now) and not (r.kinds or r.place or r.when or r.repeat or r.people or r.radius_km):
        return acts.change(c, r, now)
    if retold.mends_several(c, r, now) or "only_urgent" in r.spans:
        return retold.renewed(c, r, now) or []
    if retold.says_how_many(c, r, now):
        return retold.tell_how_many(c, r, now)
    need = _taken_back(c, r) or c.focus
    if need is not None and filling.of_what_stands(c, (need,), r) and later.moves(c, r, now):
        return later.move(c, r, now)
    timed = hours.with_hour(need, r)
    if timed is None:
        return acts.change(c, r, now)
    r = timed
    if filling.of_what_stands(c, c.draft_needs, r) and c.question is not None:
        # read as an answer to "where is that?", which it is not
        r = replace(r, place=_found(r.place), to=_found(r.to))
    if need is not None:
        return filling.corrected(c, need, replace(r, kinds=()) if _dwells(r) else r, now)
    offer = next((o for o in c.offers if o.id == c.talk.focus_offer_id), None)
    if offer is not None:
        return intake.take_offer(c, intake.fill_offer(offer, r, anew=True), now)
    return acts.not_understood(c, r, now)


def _found(spot: Spot | None) -> Spot | None:
    return spot if spot is not None and spot.latitude is not None else None


def take_need(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    r, cases = minors.asking(r)
    cases += voices.shared_case(r) if "shared" in r.spans else []
    answered = [AnswerBeside(c.own_answer)] if c.own_answer and "asked_beside" in r.spans else []
    return [*answered, *voices.heard(c, voices.other(c, r)), *asked.low(r), *cases, *_take_need(c, r, now)]


def lists_needed(c: Conversation, r: Reading, now: datetime) -> bool:
    """A bare list of things from somebody who asked for such things, and offers nothing: what to buy, not what they
    have."""
    bare = r.intent is Intent.OFFER and r.confidence <= BARE_LIST and "gives" not in r.spans
    return bare and not c.offers and _holding(c, r) is not None


def _holding(c: Conversation, r: Reading) -> Need | None:
    """The last need that is about what the text names, or some of it: "low salt, doctors orders" is about food."""
    return next((n for n in reversed(c.live_needs) if set(r.kinds) & set(n.kinds)), None)


def note_list(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    need = _holding(c, r)
    assert need is not None
    return filling.corrected(c, need, replace(r, kinds=(), intent=Intent.NEED), now)


BARE_LIST = 0.5
"""How sure at most an offer is that only names things."""


def _let_go(c: Conversation, r: Reading, now: datetime) -> list[Effect] | None:
    """What is no longer needed is taken off, and what still is stays or is posted; None where nothing is let go."""
    named = [n for n in c.needs if set(n.kinds) & set(r.dropped)]
    gone = [n for n in named if not set(n.kinds) & set(r.kinds)]
    if not gone and named and named[-1] in c.live_needs and named[-1].series_id is None:
        return partoff.without(c, r, named[-1], tuple(k for k in named[-1].kinds if k not in r.dropped))
    if not gone:
        return None
    ended: list[Effect] = [EndNeed(n.id, "fulfil", "beside") for n in gone]
    left = replace(c, needs=tuple(n for n in c.needs if n not in gone))
    if (q := c.question) is not None and q.kind is QuestionKind.STILL_NEEDED and q.need_id in {n.id for n in gone}:
        ended, left = [Close(q.id, "no"), *ended], replace(left, question=None)
    rest = [n for n in left.live_needs if set(n.kinds) & set(r.kinds)]
    kinds = tuple(dict.fromkeys(k for n in gone for k in n.kinds))
    if rest and not (r.place or r.to):
        return [*ended, Say("dropped_rest", {"kinds": kinds, "need": rest[-1]})]
    return [*ended, *_take_need(left, replace(r, dropped=()), now)]


def _take_need(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    let_go = _let_go(c, r, now) if r.dropped else None
    if let_go is not None:
        return let_go
    drafts = c.draft_needs
    if drafts and len(r.needs) <= 1 and completes(drafts[-1], r):
        return intake.take_needs(c, tuple(intake.fill(n, r) for n in drafts), now)
    more = _more_of(c, r, now)
    if more is not None:
        return filling.corrected(c, more, replace(r, kinds=()), now)
    fresh = intake.drafts_from(c, r, now)
    again = toldagain.told_again(c, fresh, r, now)
    again = toldagain.comes_already(c, fresh, r, now) if again is None else again
    again = retold.renewed(c, r, now) if again is None else again
    if again is not None:
        return again
    placed = _placed_beside(c, r)
    if not placed and (noted := _noted_beside(c, r, fresh)):
        return noted
    told: list[Effect] = [Close(c.question.id, "told")] if placed and c.question is not None else []
    return [*told, *intake.take_needs(c, (*placed, *fresh), now)]


def _placed_beside(c: Conversation, r: Reading) -> tuple[Need, ...]:
    """The drafts whose place was asked for, where a text gives it before it asks for something else: "24th and
    mission. and a ride for my mother"."""
    asked = c.question is not None and c.question.kind is QuestionKind.WHERE and r.place is not None
    first = min((at for name, (at, _) in r.spans.items() if name.startswith("kind:")), default=0)
    if not asked or r.place is None or "place" not in r.spans or r.spans["place"][0] > first:
        return ()
    return tuple(intake.placed(n, r.place) for n in c.draft_needs if n.place_text is None)


UNANSWERED = frozenset({QuestionKind.WHERE, QuestionKind.WHERE_TO, QuestionKind.WHEN})
"""Questions about a draft that something else asked for leaves open."""


def _noted_beside(c: Conversation, r: Reading, fresh: tuple[Need, ...]) -> list[Effect]:
    """What is asked for beside a draft that we asked about ("can somebody bring me diapers too?"): it is noted at
    the same place, and the question stays open. None of it where the text has a place of its own."""
    drafts, q = c.draft_needs, c.question
    if q is None or q.kind not in UNANSWERED or not drafts or r.place is not None:
        return []
    place = next((n for n in drafts if n.place_text is not None and not n.on_behalf), None)
    kept = tuple(_at_place_of(n, place) for n in fresh)
    kinds = tuple(dict.fromkeys(kind for n in kept for kind in n.kinds))
    return [*(PutNeed(n) for n in kept), Say("noted_first", {"kinds": kinds})]


def _at_place_of(need: Need, other: Need | None) -> Need:
    if other is None or need.place_text is not None or need.on_behalf:
        return need
    return replace(
        need, place_text=other.place_text, latitude=other.latitude, longitude=other.longitude,
        precision=other.precision,
    )  # fmt: skip


def adds(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text only adds to the need just read back."""
    return r.intent is Intent.NEED and _more_of(c, r, now) is not None


def _more_of(c: Conversation, r: Reading, now: datetime) -> Need | None:
    """The need just read back, where a text only adds to it ("oh and milk"), or says that it is wanted now."""
    need = c.live_focus
    sooner = need is not None and r.urgent and (need.urgent or need.from_at is None)
    if need is None or not focused(c, now) or len(r.text.split()) > (HOUR_WORDS if sooner else CORRECTION_WORDS):
        return None
    if not retold.for_the_same(need, r):
        return None
    if r.repeat is not None and not (set(r.kinds) - set(need.kinds) - {"general"} or r.place or r.to or r.for_name):
        return need
    present = r.when is not None and r.when.start is not None and r.when.start <= now and need.when_text is None
    timed = r.when is not None and not sooner and (not present or r.cues.says("more.says"))
    shopped = {"delivery"} if PAYABLE_KINDS & set(need.kinds) else set()
    counts = not set(r.kinds) - {"general"} and bool({"people", "helpers_wanted"} & r.spans.keys())
    adds = counts or (bool(r.kinds) and set(r.kinds) <= {*need.kinds, *shopped})
    adds = adds and not (timed or r.place or r.to or r.for_name)
    return need if adds and need.text != r.text else None


def completes(draft: Need, r: Reading) -> bool:
    """The text goes on with a draft rather than starting another: it names no kind, or the draft has none."""
    return (
        not r.kinds
        or r.kinds == ("general",)
        or not draft.kinds
        or draft.kinds == ("general",)
        or (set(r.kinds) <= set(draft.kinds))
    )


def gives_number(c: Conversation, r: Reading, now: datetime) -> bool:
    """A number, with nothing else in it that is for us: their own other one, or that of somebody else."""
    return c.number and r.intent in (Intent.OTHER, Intent.ANSWER)


def keep_number(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    kept = their_number(c, *c.live_needs) or [OpenCase("their_number", 1, note=r.text)]
    return [*kept, Say("number_kept", {"by": c.facts.person_by})]


def take_offer(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    effects = intake.take_offer(c, intake.offer_from(c, r, now), now, r.name, r.nights, off=limits.off_days(r))
    voice = voices.other(c, r)
    if voice is None:
        return effects
    return [*voices.heard(c, voice), OpenCase("shared_offer", 1, note=f"{voice}: {r.text}"), *effects]


def begins_offer(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "I can help", "yes i can bring some" when nothing was asked: an offer, of which the rest is asked for."""
    free = r.answer in (Answer.YES, Answer.COUNTER) or (r.intent is Intent.OTHER and bool(r.place or r.when))
    said = r.digit is None and free and "gives" in r.spans
    posted = bool(c.posted_offers)
    return said and c.question is None and bool(set(r.kinds) - {"general"} or not posted)


def goes_on(c: Conversation, r: Reading, now: datetime) -> bool:
    """A place or time said after an offer that is not complete yet, and of nothing else."""
    draft = any(o.state is OfferState.DRAFTED for o in c.offers)
    bare = r.intent in (Intent.OTHER, Intent.ANSWER) and r.digit is None and r.answer is not Answer.NO
    return draft and not c.draft_needs and bare and bool(r.place or r.when or r.repeat)


def take_both(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A need and an offer in one text: the need goes first; what is offered a coordinator enters."""
    asked = tuple(k for k in r.kinds if k not in r.offered)
    if asked and r.offered:
        parts = tuple(replace(n, kinds=tuple(k for k in n.kinds if k in asked)) for n in r.needs)
        r = replace(r, intent=Intent.NEED, kinds=asked, needs=tuple(n for n in parts if n.kinds))
    return [*take_need(c, r, now), OpenCase("need_and_offer", 1, note=r.text)]
