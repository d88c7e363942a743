"""Somebody wants never to be put together with another. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Effect, GoOn, HoldMatch, OpenCase, PutNeed, RuleOut, Say
from mutualaid.domain.conversation.needs import again, intake, topics
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, apart, came, naming, visits, whose
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent, MatchState, QuestionKind


def wanted(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Never send me Ben": with a time, "I do not want Ben on Monday" is about that time, and words that name
    nobody are no such wish. Fear of who is on the way is a complaint: the visit waits, untold."""
    if r.cues.says("parting.only_them", "across.for_their_sake"):
        return False  # "i dont want anyone but ben", "i dont want him to wait"
    if c.connected(now) and (("only_fears" in r.spans and r.complaint) or "only_refused" in r.spans):
        return False
    if _of_the_holder(c, r):
        return False
    if "only_block" in r.spans:
        return bool(c.ties)
    if (not r.lasting or "only_him" in r.spans) and visits.only_off(c, r):
        return False
    if came.not_again(c, r, now) is not None:
        return True
    named = r.somebody or bool(apart.named(c, r)) or bool(c.named)
    return r.apart and named and (r.lasting or r.when is None or _asks(c, r))


def _of_the_holder(c: Conversation, r: Reading) -> bool:
    """ "Not Ben anymore", from the phone we know as Ben's, tells who holds it now; from one that we may not
    know any more, whatever the name."""
    own = c.neighbour.first_name
    if "only_not" not in r.spans:
        return False
    if c.stranger and not c.ties:
        return True
    return own is not None and not c.named and re.search(rf"\b{re.escape(own)}\b", r.text, re.I) is not None


def keep(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A ruling where it is clear who is meant, else a person looks; with fear in the words in any case. A need
    said in the same breath is posted after the ruling, and waits where nobody knows yet whom it must not reach."""
    if "only_block" in r.spans:
        return _left_to_a_person(c, r, now)
    fears = r.complaint and ("fears" in r.spans or not _within(r.spans.get("complaint"), r.spans.get("apart")))
    past = came.not_again(c, r, now)
    if past is not None and not _asks(c, r):
        return came.keep_away(c, past, r, fears)
    meant = apart.whom(c, r)
    if meant is None:
        return _left_to_a_person(c, r, now)
    tie = next((t for t in reversed(c.ties) if t.other.id == meant.id), None)
    comes = tie is not None and _comes(tie, r, now)
    if tie is not None and _stands(tie, r, now) and not (fears or _says_all(tie, r, c)):
        return _whether_off(c, tie, r)
    if tie is not None and _agrees(c, tie, r):
        return [_unwanted(tie, r), Say("apart_read", {"by": c.facts.person_by})]
    effects: list[Effect] = [RuleOut(meant.id)]
    if tie is not None and comes and not fears:
        effects.append(_unwanted(tie, r))
    elif fears:
        effects.append(OpenCase("complaint", 0, match_id=tie.match.id if tie else None, note=r.text))
    if _asks(c, r):
        return [*effects, *topics.take_need(c, r, now)]
    q = c.question
    if q is not None and q.kind is QuestionKind.AGAIN and r.answer in (Answer.YES, Answer.COUNTER) and q.need_id:
        effects += [Close(q.id, "yes"), GoOn(q.need_id)]  # "yes but not Ben": it is wanted, of somebody else
    seeking = tie is not None and not tie.helping and tie.match.state in MATCH_YES and not waits_for_a_person(tie)
    line = "apart_fear" if fears else "apart_looking" if seeking else "apart"
    if tie is not None and comes and seeking:
        line = "apart_off_fear" if fears else "apart_off"
    return [*effects, Say(line, {"name": tie.other_name if tie else None, "by": c.facts.person_by})]


def _comes(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether somebody is to come to the writer, and so may know the street."""
    return not tie.helping and _stands(tie, r, now)


def _stands(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether one of the two is to come to the other, and has not been there already."""
    return tie.match.state is MatchState.CONFIRMED and not (tie.over(now) or came.has_been(tie, r, now))


def _says_all(tie: Tie, r: Reading, c: Conversation) -> bool:
    """Whether the wish is all that is said: what goes on may turn it ("i dont want him inside, leave it at the
    door"). Of one for good, or with a need beside it, it is all that its sentence says."""
    start, end = r.spans.get("apart", (0, 0))
    alone = not (r.lasting or _asks(c, r))
    first = 0 if alone else max((m.end() for m in _ENDS.finditer(r.text, 0, start)), default=0)
    last = len(r.text) if alone or (stop := _ENDS.search(r.text, end)) is None else stop.start()
    spared = r.cues.at("pieces.pleads") | r.cues.at("parting.beside")
    elsewhere = {
        at
        for at, (a, b) in enumerate(r.cues.words)
        if not (first <= a and b <= last) or (start <= a and b <= end)
    }
    return naming.says_only(tie, r, spared | elsewhere)


_ENDS = re.compile(r"[.!?;,\n]")


def _agrees(c: Conversation, tie: Tie, r: Reading) -> bool:
    """Whether a yes to whoever is proposed stands before the wish: "yes but i dont want him in my house"."""
    yes = r.cues.opens("answers.yes") or r.cues.closes("answers.yes")
    return c.question is not None and c.question.match_id == tie.match.id and yes


def _whether_off(c: Conversation, tie: Tie, r: Reading) -> list[Effect]:
    """Asks whether a visit is off; what may be meant for the other side can be sent to them. A person reads in any
    case what somebody says of who is to come to them."""
    against = r.cues.says("parting.not_wanted", "parting.not_going", "parting.refused", "parting.ill")
    turned = "second" in r.spans or (r.apart and not _says_all(tie, r, c))  # "i dont want him with his dog"
    for_them = bool(r.at_door) or (turned and not against)
    ask = visits.off_or_send(tie, r.text) if for_them else visits.off_or_stays([tie], r.text)
    return ask if tie.helping else [_unwanted(tie, r), *ask]


def _unwanted(tie: Tie, r: Reading) -> Effect:
    return OpenCase("unwanted", 0, need_id=tie.need.id, match_id=tie.match.id, note=r.text)


def maybe(c: Conversation, r: Reading, now: datetime) -> bool:
    """Words that refuse, while somebody is to come, that visit ("i dont want him to come tomorrow", "can it be
    someone else"), or somebody or something: "no lo quiero", "pa voye l". Of a helper, not to go."""
    q = c.question
    ids = {t.match.id for t in _meant_visits(c, r, now)}
    if not ids or (q is not None and (q.match_id not in (None, *ids) or q.kind in across.ABOUT_THE_VISIT)):
        return False
    if _unwilling(c, r, now):
        return True
    tie = _only_visit(c, now)
    refuses = r.cues.says("parting.him_or_it") and (_afraid(r) or _says_only_that(r))
    return tie is not None and (refuses or _not_then(tie, r))


def _meant_visits(c: Conversation, r: Reading, now: datetime) -> list[Tie]:
    """The visits that words of not wanting one may be about: those of whoever is named, else all."""
    stand = [t for t in c.ties if _stands(t, r, now)]
    return [t for t in stand if naming.is_named(t, r)] or stand


def _unwilling(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether who waits for somebody says that they are perhaps not wanted, or who is to go that they would rather
    not; said to a coordinator it is theirs to hear."""
    if c.person_wrote or c.alarmed or visits.only_off(c, r):
        return False
    meant = _meant_visits(c, r, now)
    if _one_rather(meant, r):
        return True
    if r.cues.says("parting.only_them"):
        return False
    if any(t.helping for t in meant):
        stays = r.cues.says("parting.not_going") or r.cues.only("parting.stays_home", "pieces.pleads")
        if stays or all(t.helping for t in meant):
            return stays
    if _asks(c, r):
        return False
    another = r.cues.says_beside("parting.other_time", "parting.not_wanted")
    another = another or r.cues.only("parting.nobody", "pieces.pleads")
    if another or any(apart.refuses(t, r) for t in meant) or across.other_sex(r):
        return True
    if "other_person" in r.spans and r.intent is not Intent.NEED and not r.cues.says("parting.other_time"):
        return True
    to_them = "second" in r.spans or r.intent is Intent.QUESTION or r.cues.says("across.for_their_sake")
    return r.cues.says("parting.refused", "parting.ill") and not to_them


def _one_rather(meant: list[Tie], r: Reading) -> bool:
    """Whether one of two who are named is wanted and the other is not: "cancel ben keep cora"."""
    named = whose.one_of_each(t for t in meant if naming.is_named(t, r))
    said = frozenset[str]().union(*(naming.words_of(r.text[a:b]) for a, b in r.cues.each("parting.one_rather")))
    return len(named) > 1 and any((t.other_name or "").lower() in said for t in named)


def ask_whether(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Who is refused at the time of the visit does not come. So it is with fear in the words; without, it is
    asked. A person reads them in any case."""
    tie = _only_visit(c, now)
    if _unwilling(c, r, now) and not (_afraid(r) or (tie is not None and _not_then(tie, r))):
        meant = _meant_visits(c, r, now)
        if len(meant) == 1:
            return _whether_off(c, meant[0], r)
        if _one_rather(meant, r):
            read = [] if meant[0].helping else [OpenCase("unwanted", 0, note=r.text)]
            return [*read, *visits.which_is_off(tuple(whose.one_of_each(meant)), r.text)]
        held: list[Effect] = [e for t in meant for e in (_unwanted(t, r), HoldMatch(t.match.id))]
        return [*held, Say("apart_read", {"by": c.facts.person_by})]
    if tie is None:
        return _left_to_a_person(c, r, now)
    if not (_afraid(r) or _not_then(tie, r)):
        return _whether_off(c, tie, r)
    waits, fears = waits_for_a_person(tie), _afraid(r)
    case = OpenCase("complaint", 0, match_id=tie.match.id, note=r.text) if fears else _unwanted(tie, r)
    line = ("apart_fear" if fears else "apart") if waits else ("apart_off_fear" if fears else "apart_off")
    return [RuleOut(tie.other.id), case, Say(line, {"name": tie.other_name, "by": c.facts.person_by})]


def is_back(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whoever came before is at the door again, and nobody is to come: "he is at my door again"."""
    ties = c.connected(now)
    after = bool(ties) and not any(t.helping or not t.over(now) for t in ties)
    to_them = "second" in r.spans or r.thanks or r.intent is Intent.QUESTION
    return after and not to_them and not any(_stands(t, r, now) for t in c.ties) and r.cues.says("parting.back")


def keep_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Nothing goes between the two any more, and a person reads it at once."""
    held: list[Effect] = [HoldMatch(t.match.id) for t in c.connected(now)]
    case = OpenCase("complaint", 0, match_id=c.connected(now)[-1].match.id, note=r.text)
    return [*held, case, across.only_us(c, r)]


def _only_visit(c: Conversation, now: datetime) -> Tie | None:
    coming = [t for t in visits.to_come(c, now) if not t.helping]
    return coming[0] if len(coming) == 1 else None


def _not_then(tie: Tie, r: Reading) -> bool:
    """Whether a short text wants not whoever is to come at the time of the visit."""
    times = again.days_of(r) if len(r.text.split()) <= visits.SHORT_OFF else None
    return times is not None and again.within(tie, times) and r.cues.says("parting.not_to_come")


def _afraid(r: Reading) -> bool:
    return r.complaint and "afraid" in r.spans


def _says_only_that(r: Reading) -> bool:
    return r.cues.only("parting.him_or_it", "pieces.pleads")


def _left_to_a_person(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Whoever is called so is ruled out at once; where nobody is, what is on and what is asked for waits. The
    answer does not tell whether we know anybody of that name."""
    one = c.named if len(c.named) == 1 else ()  # "i dont want eva, ben is fine" means not both
    effects: list[Effect] = [RuleOut(meant.id) for meant in one]
    effects.append(OpenCase("never_together", 0, note=r.text))
    if one and _asks(c, r):
        return [*effects, *topics.take_need(c, r, now)]
    if not one:
        effects += [HoldMatch(t.match.id) for t in c.connected(now)]
    if _asks(c, r):
        effects += [PutNeed(replace(need, held=True)) for need in intake.drafts_from(c, r, now)]
    return [*effects, Say("apart_read", {"by": c.facts.person_by})]


def waits_for_a_person(tie: Tie) -> bool:
    """Whether a visit, or what it is for, is held already until a coordinator has looked."""
    return tie.match.outcome == "problem" or tie.need.held


def _asks(c: Conversation, r: Reading) -> bool:
    """Whether a need of its own stands beside the wish."""
    specific = {k for k in r.kinds if f"kind:{k}" in r.spans} - {"general"}
    asked = {k for n in c.live_needs for k in n.kinds} if r.when is None and r.place is None else set()
    return r.intent in (Intent.NEED, Intent.BOTH) and bool(specific - asked)


def _within(inner: tuple[int, int] | None, outer: tuple[int, int] | None) -> bool:
    return inner is not None and outer is not None and inner[0] < outer[1] and outer[0] < inner[1]
