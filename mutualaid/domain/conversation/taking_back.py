"""What takes a need, an offer or a visit back, and who cannot come. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import (
    Effect,
    EndNeed,
    EndOffers,
    EndSeries,
    FallThrough,
    OpenCase,
    Pause,
    Relay,
    Report,
    Say,
)
from mutualaid.domain.conversation.helpers import breaks, fewer
from mutualaid.domain.conversation.needs import again, partoff
from mutualaid.domain.conversation.needs.filling import SURE
from mutualaid.domain.conversation.status import status
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, naming, visits
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent, MatchState, NeedState


def named_need(c: Conversation, r: Reading) -> list[Need]:
    """The needs a text can mean: those of the kinds it names, else all."""
    needs = [n for n in c.needs if n.state in (NeedState.DRAFTED, NeedState.OPEN, NeedState.MATCHED)]
    named = [n for n in needs if set(n.kinds) & set(r.kinds)] or [n for n in needs if _in_words_of(n, r)]
    specific = set(r.kinds) - {"general"}
    return named if named or specific else needs


def _in_words_of(need: Need, r: Reading) -> bool:
    """Whether the thing named stands in the text it was asked for with: "the couch" of "help me move a couch"."""
    said = [r.text[a:b].lower() for name, (a, b) in r.spans.items() if name.startswith("kind:")]
    asked = set(re.findall(r"\w+", (need.text or "").lower()))
    return any(asked & set(re.findall(r"\w{4,}", words)) for words in said)


def takes_back(c: Conversation, r: Reading, now: datetime) -> bool:
    """Words that take a need back whoever may hear them: they name the thing, or several come for one need and no
    one of them can be meant."""
    if r.command is not Command.CANCEL:
        return False
    on = (MatchState.CONFIRMED, MatchState.ACCEPTED, MatchState.COUNTERED)
    coming = [t.need.id for t in c.ties if not t.helping and t.match.state in on]
    several = len(coming) > 1 and len(set(coming)) == 1 and r.covered and len(r.text.split()) <= LONGEST_FIND
    return "takes_back" in r.spans or several


def plainly(r: Reading) -> bool:
    """Whether "found someone" is the whole text, also while somebody may hear it: a few words, or a sentence that
    names what is found: "nvm i got food already"."""
    words = len(r.text.split())
    found = words <= LONGEST_FIND and bool(r.kinds) and _found(r)
    return found or words <= again.SHORT_WORDS


LONGEST_FIND = 8
"""Words of a sentence that only says that something was found."""


def drop(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Cancel, found someone, done: for the one need it can mean; where there are several, ask which."""
    r = fewer.besides(r)
    needs = named_need(c, r)
    going = [t for t in c.ties if t.helping and t.match.state in (MatchState.ACCEPTED, MatchState.CONFIRMED)]
    says_so = r.command is Command.CANCEL and not r.thanks and r.cues.says("taking_back.ends")
    wants_out = says_so or takes_back(c, r, now)
    found = r.covered and not wants_out and _found(r) and not r.cues.says("taking_back.called_off")
    event = "fulfil" if found or r.command is Command.DONE else "withdraw"
    if r.command is Command.DONE and not (needs and not c.ties):
        return _done(c, r, now)
    coming = [t for t in c.connected(now) if t.match.state is MatchState.CONFIRMED]
    if coming and not (found or wants_out or r.thanks or r.kinds):
        return visits.ask_off(coming, r.text)
    if not needs and len(c.needs) == 1 and not going:
        return [status(c, now)]
    if not needs and c.needs and not going:
        return again.which(list(c.needs), event)
    if not needs and going:
        return [*again.closing(c), FallThrough(going[-1].match.id)]
    if not needs and c.series:
        last = c.series[-1]
        return [EndSeries(last.id), Say("series_ended", {"kinds": last.kinds})]
    if not needs and bool(c.posted_offers):
        if r.covered and not wants_out and r.cues.says("taking_back.well"):
            return breaks.come_back(c, r, now)
        named = set(r.kinds) - {"general"}
        if named and not {k for o in c.offers for k in o.kinds} <= named:  # "cancel my ride" of none
            return [OpenCase("for_us", 1, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
        return [*again.closing(c), EndOffers(), Say("offers_ended")]
    if not needs:
        return [Say("nothing_to_drop")]
    if len(needs) == 1:
        came = event == "fulfil" and "arrived" in r.spans
        part = partoff.taken(c, r, needs[0]) if event == "withdraw" or came else None
        return part or again.drop_one(c, r, needs[0], event)
    if event == "withdraw" and (ended := all_of(needs, event, r)):
        return [*again.closing(c), *ended]
    return again.which(needs, event)


def all_of(needs: list[Need], event: str, r: Reading) -> list[Effect]:
    """Ends all of these needs at once, where a text says all of them; empty where it does not, or where one of them
    comes again and again."""
    not_all = r.cues.count("taking_back.not_all")
    says = r.cues.count("taking_back.all", "taking_back.not_all") > not_all or r.cues.only("taking_back.just_all")
    if not says or any(n.series_id for n in needs):
        return []
    kinds = tuple(dict.fromkeys(k for n in needs for k in n.kinds))
    line = "need_found" if event == "fulfil" else "need_dropped"
    return [*(EndNeed(n.id, event, "beside") for n in needs), Say(line, {"kinds": kinds})]


def _found(r: Reading) -> bool:
    """Whether help was found elsewhere; "never mind" alone takes a need back, and so does "i have to cancel"."""
    not_found = r.cues.count("taking_back.not_found")
    return r.cues.count("taking_back.found", "taking_back.not_found") > not_found


EARLY = timedelta(hours=1)
"""How long before the agreed time "done" may say that it happened."""


def _done(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """ "Done" from either side once the time has come says that it went well; before that, or with nothing agreed,
    it is a phone's "delivered", or somebody asks themselves what we want. A helper who says more than that word
    tells it to the one they bring it to: "dropped it off"."""
    due = [t for t in c.connected(now) if t.match.state is MatchState.CONFIRMED and _begun(t, now)]
    ties = c.connected(now)
    for_them = len(r.text.split()) > 1 and bool(ties) and all(t.helping for t in ties)
    if len(due) == 1:
        by_night = c.facts.asking_from > now  # then their words wait, and one answer is enough
        told = [Relay(due[0].match.id, r.text)] if for_them and not by_night else []
        return [*again.closing(c), *told, Report(due[0].match.id, "well")]
    if for_them:
        return across.pass_on(c, r, now)
    return [Say("noted" if c.ties or c.offers else "nothing_to_drop")]


def _begun(tie: Tie, now: datetime) -> bool:
    start = tie.match.terms_from or tie.need.from_at or tie.match.confirmed_at
    return start is None or now >= start - EARLY


def maybe(c: Conversation, r: Reading, now: datetime) -> bool:
    """May call something off, or hopes not to have to, while nobody is there to hear it."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER, Intent.QUESTION) and not r.complaint
    on = bool(c.needs) or any(t.match.state in (MatchState.ACCEPTED, MatchState.COUNTERED) for t in c.ties)
    return "maybe_off" in r.spans and plain and on and not c.connected(now)


def hear_maybe(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Nothing is taken off: they hear how it stands. What hangs on an "if", or is said beside a promise, a person
    reads."""
    promised = any(t.match.state in (MatchState.ACCEPTED, MatchState.COUNTERED) for t in c.ties)
    if promised or "off_if" in r.spans:
        return [OpenCase("for_us", 1, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
    return [status(c, now)]


def in_need_of_a_way(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper whose car died tells how they have to get somewhere on another day: that calls no visit off."""
    if not r.cannot or r.when is None or r.when.start is None or not (r.place or r.to):
        return False
    if r.means is None and not (r.intent is Intent.NEED and "ride" in r.kinds):
        return False
    ties = cannot_ties(c, r, now)
    days = {start.date() for t in ties if (start := t.match.time_of(t.need)[0]) is not None}
    other_day = r.when.dated and r.when.start.date() not in days
    return bool(ties) and all(t.helping for t in ties) and other_day and r.cues.says("taking_back.way")


def ask_of_way(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A person hears both: what they need, and whether they still come."""
    match_id = cannot_ties(c, r, now)[0].match.id
    return [OpenCase("for_us", 0, match_id=match_id, note=r.text), Say("person_reads", {"by": c.facts.person_by})]


def cannot(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Ends the one visit the words can mean; where they can mean several, asks which."""
    ties = cannot_ties(c, r, now)
    if on_other_day(ties, r, now):
        return visits.off_or_stays(ties, r.text)
    if len(ties) == 1 and not ties[0].helping and ("ill" in r.spans or not visits.says_no_more(r)):
        return visits.off_or_send(ties[0], r.text)  # "i got covid, leave the bags outside" calls nothing off
    helping = all(t.helping for t in ties)
    if len(ties) == 1 and helping and ties[0].match.state is MatchState.CONFIRMED and ties[0].over(now):
        return [*again.closing(c), Report(ties[0].match.id, "nobody_came")]
    if helping and "ill" in r.spans and len(ties) > 1:  # what is days away may go well
        ties = tuple(t for t in ties if _soon(t, now)) or ties
    if len(ties) == 1 or (helping and {"both", "ill"} & r.spans.keys()):
        until = breaks.not_before(c, now + REST) if "ill" in r.spans else None
        ends = visits.said_once([FallThrough(t.match.id, until) for t in ties])
        return [*again.closing(c), *ends, *([Pause(until)] if until else [])]
    return visits.which_is_off(ties, r.text)


REST = timedelta(days=3)
"""How long a helper who called off because somebody is ill is asked for nothing, unless they are back sooner."""


def _soon(tie: Tie, now: datetime) -> bool:
    start, _ = tie.match.time_of(tie.need)
    return start is None or start < now + REST


def cannot_ties(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """The promises that "can't make it" may take back: those still to come, and of these the one that is named, or
    whose kind of help is."""
    on = [t for t in c.ties if t.match.state in (MatchState.CONFIRMED, MatchState.ACCEPTED, MatchState.COUNTERED)]
    found = [t for t in on if t.helping] or [t for t in on if t.match.state is MatchState.CONFIRMED]
    to_come = [t for t in found if not t.over(now)]
    found = to_come or [t for t in found[-1:] if t.helping or not visits.over_long(t, now)]
    days = _days_off(r)
    found = [t for t in found if days is None or again.within(t, days)] or found
    named = naming.named(tuple(found), r)
    of_kind = [t for t in found if set(t.need.kinds) & (set(r.kinds) - {"general"})]
    return (named,) if named is not None else tuple(of_kind or found)


def _days_off(r: Reading) -> tuple[datetime, datetime] | None:
    return again.days_within(r.off.when if r.off is not None else None)


def on_other_day(ties: tuple[Tie, ...], r: Reading, now: datetime) -> bool:
    """Whether the day on which somebody says they cannot come is none of any of these visits, which are still to
    come, or they say yes to another: "cant today, tomorrow is fine". One in another sentence is no day on which
    they cannot: "cant come. next week maybe"."""
    days, named = _days_off(r), r.spans.get("when")
    if named is not None and r.hear(r.text[named[1] :]).opens("filling.yes", "moving.suits"):
        return bool(ties) and not any(t.over(now) for t in ties)
    if days is None or r.off is None or r.off.when is None or not ties:
        return False
    with_day = next((one for one in _ENDS.split(r.text) if r.off.when.text in one), "")
    refused = r.hear(with_day).says("late.refuses", "pieces.cannot")
    return refused and not any(t.over(now) or again.within(t, days) for t in ties)


_ENDS = re.compile(r"[.!?;\n]+")


def cannot_for(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text says by name whom its writer cannot come to."""
    if r.complaint or r.intent is Intent.QUESTION or len(r.text.split()) > visits.SHORT_OFF:
        return False
    if "maybe_off" in r.spans:
        return False
    names = (t.other_name for t in cannot_ties(c, r, now) if t.other_name)
    return any(
        r.hear(before).closes("taking_back.cannot_to") and len(re.findall(r"\w+", behind)) <= LITTLE_MORE
        for name in names
        for before, behind in naming.around(name, r.text)
    )


LITTLE_MORE = 3
"""Words at most behind the name of the one somebody cannot come to."""


def cannot_come_to_nothing(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Can't make it", also of a helper who only tells of being ill: they ask for no care. Weekdays that a helper
    cannot any more are no good from now on, and a day that they name a person sets."""
    ill = "ill" in r.spans and set(r.kinds) <= {"care"} and bool(c.offers) and r.confidence < SURE
    theirs = bool(c.offers) and r.off is not None and (r.off.ever or (r.off.when is not None and not c.needs))
    return r.cannot and r.intent is not Intent.QUESTION and (not r.kinds or ill) and not theirs


def cannot_nothing(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Nobody is to come: "cant go" of somebody who asked for a ride takes that off the list; what it may mean for
    another need ("i cant anymore") a person reads."""
    if not c.live_needs or c.offers or c.question is not None:
        return [Say("late_no")]
    rides = [n for n in c.live_needs if "ride" in n.kinds]
    if len(rides) == 1:
        return again.drop_one(c, r, rides[0], "withdraw")
    if rides:
        return again.which(rides, "withdraw")
    return [OpenCase("for_us", 0, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
