"""The seventeen rules of conduct, as checks on what a world has lived through. Each breaks with a sentence.

They judge by the record, by what phones really got, by our own lines as they stand in the language folders, and by
what is known of a text without reading it (`tests/said.py`). `check` asserts all of them; `tests/test_rules.py`
breaks the service once for each and sees that it is noticed.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import mutualaid.language
from mutualaid.domain.followups import SILENT
from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.messages import LAST_LINES, Case, Entry, Message
from mutualaid.domain.needs import Match, Need, Offer, Question
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import (
    KINDS,
    MatchState,
    MessageClass,
    MessageState,
    NeedState,
    OfferState,
    QuestionKind,
    QuestionState,
    Standing,
)
from mutualaid.language.saying.segments import fits_one, gsm7
from mutualaid.service.incoming import flood
from mutualaid.store import nearby
from mutualaid.store.codec import from_text
from mutualaid.transport.handset import HandsetText
from tests.said import COMPLETE, OFFERS, kinds_of, language_of, traits
from tests.seen import OUT, Seen, look
from tests.world import World

Rule = Callable[[Seen], None]

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LIVE = (NeedState.DRAFTED, NeedState.OPEN, NeedState.MATCHED)
YES_OR_NO = frozenset(
    {QuestionKind.ASK, QuestionKind.CONFIRM, QuestionKind.TERMS, QuestionKind.BACK, QuestionKind.AGAIN}
)
"""Questions whose yes puts two people together."""


def check(world: World) -> None:
    """Asserts every rule over all that happened in this world."""
    seen = look(world)
    for rule in RULES:
        rule(seen)


# --- what our lines say, as they stand in the folders ----------------------------------------------------------


@cache
def _lines(language: str) -> dict[str, tuple[str, ...]]:
    folder = Path(mutualaid.language.__file__).parent
    read = tomllib.loads((folder / language / "lines.toml").read_text(encoding="utf-8"))
    texts = {k: v for k, v in read.items() if not isinstance(v, dict)}
    return {k: (v,) if isinstance(v, str) else tuple(v) for k, v in texts.items()}


@cache
def _our_words() -> frozenset[str]:
    """Every word that stands in our lines or says a time in them, in any language."""
    folder = Path(mutualaid.language.__file__).parent
    found: set[str] = set()
    for path in folder.glob("*/lines.toml"):
        found |= set(_words(path.read_text(encoding="utf-8")))
    for path in folder.glob("*/when.toml"):
        said = tomllib.loads(path.read_text(encoding="utf-8"))["say"]
        found |= set(_words(" ".join(map(str, said.values()))))
    return (frozenset(found) | {"am", "pm"}) - set(ILLNESSES)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


PROMISED = re.compile(r"(person|they)[^.?!]*\{by\}", re.IGNORECASE)


@cache
def _promises() -> frozenset[str]:
    """The lines that say a person reads it, or looks at it, by a time."""
    return frozenset(
        line for line, said in _lines("en").items() if all(PROMISED.search(text) for text in said)
    ) | frozenset(
        {"after_danger", "after_danger_kept", "relay_closed", "requester_unreached", "nobody_came", "one_missed"}
    )


ILLNESSES = (
    "dialysis", "chemo", "cancer", "insulin", "diabetes", "diabetic", "methadone", "asthma", "stroke", "hiv",
    "dementia", "tumor", "clinic", "sick", "covid", "hospice", "rehab",
)  # fmt: skip


# --- 1 ---------------------------------------------------------------------------------------------------------

PHONE = re.compile(r"(?<!\d)\+?1?\D?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)")


def no_number_and_nothing_before_consent(seen: Seen) -> None:
    """1. No participant ever gets another's phone number. Before consent a helper knows the kind in plain words,
    when, and a distance band; no name, street, health story, medicine or clinic, or raw words. The requester knows
    the helper's first name, when he can, and how often he helped."""
    phones = {n.id: n.phone for n in seen.here}
    for who in phones:
        for message in seen.reached(who):
            digits = re.sub(r"\D", "", message.body)
            for other, theirs in phones.items():
                assert other == who or theirs[2:] not in digits, f"1: a number is given away: {message.body}"
            if message.line == "relay":
                assert not PHONE.search(message.body), f"1: a number goes across: {message.body}"
            match = seen.matches.get(message.match_id or "")
            if match is None or message.by is not None:
                continue
            if match.confirmed_at is not None and message.created_at >= match.confirmed_at:
                continue
            assert message.line not in ("relay", "door"), f"1: told before consent: {message.body}"
            if who == match.helper_id:
                _only_our_words(seen, who, message)
            else:
                helper = seen.people[match.helper_id]
                secrets = [*(helper.name or "").split()[1:], helper.place_text]
                told = [s for s in secrets if s and s.lower() in message.body.lower()]
                assert not told, f"1: told of the helper before consent: {message.body}"
        _no_name_before_consent(seen, who)


SAYS_YES = frozenset(
    {"connected_helper", "connected_helper_street", "connected_helper_for", "connected_helper_phone"}
    | {"connected_helper_kept"}
)
"""Lines that tell a helper who said yes."""


def _no_name_before_consent(seen: Seen, who: str) -> None:
    """Nothing of ours, whatever it is about, names somebody whom its reader would help and who has not said yes; a
    coordinator sees all names."""
    if seen.is_coordinator(who):
        return
    theirs = [m for m in seen.matches.values() if m.helper_id == who]
    known = {who, *(m.helper_id for m in seen.matches.values() if seen.sides(m)[0] == who)}
    others = {seen.sides(m)[0] for m in theirs} - known
    coordinators = {word for c in seen.coordinators for word in c.name.split()}  # who read a text says so by name
    told_since: set[str] = set()
    for message in seen.reached(who) if others else ():
        if message.line in (None, "relay", "door", "own_answer") or message.by is not None:
            continue
        agreed = [m for m in theirs if m.confirmed_at and m.confirmed_at <= message.created_at]
        agreed += [m for m in theirs if m.confirmed_at and m.id == message.match_id]  # and once more since
        if message.line in SAYS_YES and message.match_id in {m.id for m in agreed}:
            told_since |= set(re.findall(r"\w+", message.body))  # by the name that they had then
            continue
        yes = {seen.sides(m)[0] for m in agreed}
        names = _names(seen, others - yes) - _names(seen, known | yes) - coordinators
        said = {w for m in seen.came(who) if m.id < message.id for w in _words(m.body)}
        told = [n for n in names - told_since if n in re.findall(r"\w+", message.body) and n.lower() not in said]
        assert not told, f"1: named before consent ({', '.join(told)}): {message.body}"


def _names(seen: Seen, people: set[str]) -> set[str]:
    """The words of every name that stands on record for these phones."""
    own = [seen.people[who].name or "" for who in people]
    also = [name for who in people for name in seen.talks[who].also]
    asked = [need.for_name or "" for need in seen.needs.values() if need.neighbour_id in people]
    return {word for name in (*own, *also, *asked) for word in name.split()}


def _only_our_words(seen: Seen, helper: str, message: Message) -> None:
    """What a helper hears before consent is put together of words of ours alone, so of no name, street, story or
    raw words of anyone."""
    own = {*_words(seen.people[helper].name or ""), *_words(seen.world.kit.config.group.name)}
    strange = [w for w in _words(message.body) if w not in _our_words() and w not in own]
    assert not strange, f"1: told before consent ({', '.join(strange)}): {message.body}"


# --- 2 ---------------------------------------------------------------------------------------------------------

FRESH = timedelta(minutes=15)
NEAR = timedelta(hours=2)


def quiet_at_night(seen: Seen) -> None:
    """2. In quiet hours nothing leaves except a reply to the phone that just wrote (within 15 minutes), a relayed
    text to someone who wrote within the last quarter hour or is within two hours of the agreed time, an emergency's
    second word, and asks to helpers who said nights are fine. Other relayed texts wait and their sender is told.
    Coordinators are woken only if they chose to be."""
    hours = seen.world.kit.hours
    for who in seen.people:
        wrote = [m.created_at for m in seen.came(who)]
        for message in seen.went(who):
            left = seen.left_at(message)
            if left is None or not hours.quiet(left):
                continue
            fresh = any(timedelta(0) <= left - at <= FRESH for at in wrote)
            assert _may_leave(seen, who, message, left, fresh), f"2: in the night: {message.body}"
    _told_that_it_waits(seen)


def _may_leave(seen: Seen, who: str, message: Message, left: datetime, fresh: bool) -> bool:
    answers = message.reply_to is not None or message.by is not None or message.line == "welcome"
    if fresh and answers:
        return True
    question = seen.questions.get(message.question_id or "")
    if seen.is_coordinator(who) and question is not None and question.kind is QuestionKind.ALARM:
        return any(c.wake for c in seen.coordinators if c.phone == seen.people[who].phone)
    match = seen.matches.get(message.match_id or "")
    if message.kind is MessageClass.RELAY:
        agreed = match.agreed_at if match is not None else None
        return fresh or (agreed is not None and abs(agreed - left) <= NEAR)
    if message.kind is MessageClass.EMERGENCY:
        return (message.line or "").startswith("danger_")
    return message.kind is MessageClass.ASK and _nights(seen, who, message)


def _nights(seen: Seen, who: str, message: Message) -> bool:
    """Whether this helper had said by then that nights are fine."""
    said = [m.line for m in seen.went(who) if m.line in ("nights_on", "nights_off") and m.id < message.id]
    return said[-1] == "nights_on" if said else seen.people[who].nights


def _told_that_it_waits(seen: Seen) -> None:
    for entry in seen.log_by["relay"]:
        match = seen.matches[entry.match_id or ""]
        writer, text = entry.neighbour_id or "", seen.text_behind(entry.neighbour_id, entry.at, entry.id)
        other = next(s for s in seen.sides(match) if s != writer)
        for message in seen.went(other):
            passed = message.line == "relay" and message.created_at == entry.at and message.match_id == match.id
            late = message.handed_at is not None and message.handed_at - message.created_at > timedelta(hours=1)
            if passed and late and text is not None and message.attempts == 0 and text.id < message.id:
                told = [m for m in seen.went(writer) if m.reply_to == text.id]
                assert told or seen.people[writer].standing is not Standing.ACTIVE, (
                    f"2: nobody was told that it waits: {message.body}"
                )


# --- 3 ---------------------------------------------------------------------------------------------------------

STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
ENDED_BY_STOP = (MessageState.QUEUED, MessageState.SENDING)


def _is_stop(body: str) -> bool:
    return body.strip(" .!\n").lower() in STOP_WORDS


def stop_is_stop(seen: Seen) -> None:
    """3. After an opt-out at most one confirmation, then nothing until START. Bare CANCEL, END, QUIT, REVOKE,
    OPTOUT are opt-outs too: what was open is withdrawn and the desk told. "Cancel my ride" withdraws the ride and
    nothing else. A text from someone opted out stands at the top of the desk."""
    for who in seen.here:
        turns = seen.logged("opt out", "opt in", "block", "unblock", "forget", of=who.id)
        turns.sort(key=lambda e: e.id)
        for text in seen.came(who.id):
            before = [e for e in turns if e.id < text.id]
            state = before[-1].verb if before else "opt in"
            if text.state is not MessageState.HANDLED or text.reason == "a person reads it" or state == "block":
                continue
            if _is_stop(text.body) and state in ("opt in", "unblock"):
                done = [e for e in turns if e.verb == "opt out" and e.at == text.created_at and e.id > text.id]
                assert done, f"3: no opt-out: {text.body}"
            elif traits(text.body) & {"cancel ride"}:
                _only_the_ride(seen, text)
            elif state == "opt out" and not (traits(text.body) & {"start", "yes", "danger", "stop", "machine"}):
                on_desk = [c for c in seen.cases if c.neighbour_id == who.id and c.urgency == 0]
                assert on_desk, f"3: opted out but writing, and not on the desk: {text.body}"
        for n, entry in enumerate(turns):
            if entry.verb == "opt out":
                _silent_and_withdrawn(seen, entry, turns[n + 1] if n + 1 < len(turns) else None)


def _silent_and_withdrawn(seen: Seen, out: Entry, until: Entry | None) -> None:
    who = out.neighbour_id or ""
    told = [m for m in seen.went(who) if m.id < out.id and m.created_at == out.at and m.line in LAST_LINES][-1:]
    after = [
        m for m in seen.went(who)
        if (left := seen.left_at(m)) is not None and m not in told and (until is None or m.id < until.id)
        and not (m.line in LAST_LINES and told and told[0].state is MessageState.FAILED)
        and (m.id > out.id or (left > out.at and (until is None or left < until.at)))
    ]  # fmt: skip
    assert not after, f"3: texted after STOP: {[m.body for m in after]}"
    if until is not None:
        return
    open_needs = [n for n in seen.needs.values() if n.neighbour_id == who and n.id < out.id and n.state in LIVE]
    assert not [n for n in open_needs if n.danger is None and not n.held], "3: still open after STOP"
    free = [o for o in seen.offers if o.neighbour_id == who and o.id < out.id]
    assert all(o.state is OfferState.WITHDRAWN for o in free), "3: an offer stands after STOP"
    theirs = [m for m in seen.matches.values() if who in seen.sides(m) and m.id < out.id]
    assert not [m for m in theirs if m.state in MATCH_ON], "3: a match is on after STOP"
    gone = [n for n in seen.needs.values() if n.neighbour_id == who and n.state is NeedState.WITHDRAWN]
    by_stop = {e.need_id for e in seen.logged("withdraw", of=who, at=out.at) if e.who == out.who}
    had = [n for n in gone if n.closed_at == out.at and n.posted_at and n.id in by_stop]
    told = [c for c in seen.cases if c.neighbour_id == who and c.reason == "opted_out_with_need"]
    assert told or not had, "3: a need went by STOP and the desk does not know"


def _only_the_ride(seen: Seen, text: Message) -> None:
    at, who = text.created_at, text.neighbour_id
    out = [e for e in seen.logged("opt out", of=who, at=at) if e.id > text.id and _next_of(seen, text) > e.id]
    refused = [m for m in seen.said[who or ""] if m.created_at == at and m.state is MessageState.FAILED]
    out = [] if refused else out  # the provider says that they opted out
    assert not out, f"3: opted out by: {text.body}"
    for entry in seen.logged("withdraw", of=who, at=at):
        need = seen.needs.get(entry.need_id or "")
        mine = need is not None and need.neighbour_id == who and text.id < entry.id < _next_of(seen, text)
        assert not mine or "ride" in need.kinds, f"3: took off {need.kinds}: {text.body}"  # type: ignore[union-attr]


def _next_of(seen: Seen, text: Message) -> str:
    """The id of this phone's next text, before which everything of this turn lies."""
    later = [m.id for m in seen.came(text.neighbour_id or "") if m.id > text.id]
    return min(later, default="~")


# --- 4 ---------------------------------------------------------------------------------------------------------

NO_YES = frozenset({"no", "courtesy", "unclear", "complaint", "stop", "help", "danger", "machine", "sentence"})
"""What is no clear yes to anything, whatever was asked."""


def silence_is_no_yes(seen: Seen) -> None:
    """4. Silence is never consent. Nobody is connected without a clear yes from that person to that proposal."""
    coordinators = {c.name for c in seen.coordinators}
    for match in seen.matches.values():
        if match.confirmed_at is None:
            continue
        asker, helper = seen.sides(match)
        if any(seen.people[s].phone.startswith("forgotten") for s in (asker, helper)):
            continue
        entries = [e for e in seen.logged("ask time", "accept", "counter", "connect") if e.match_id == match.id]
        connects = [e for e in entries if e.verb == "connect" and e.at == match.confirmed_at]
        by_hand = any(e.who in coordinators for e in entries)
        for entry in connects:
            assert by_hand or _yes_of(seen, match, asker, entry), "4: connected without the person's yes"
            said = [e for e in entries if e.verb in ("accept", "counter") and e.neighbour_id == helper]
            yes = any(_clear(seen.text_behind(helper, e.at, e.id)) for e in said if e.id <= entry.id)
            yes = yes or _yes_to(seen, helper, match, (QuestionKind.ASK, QuestionKind.KEPT))
            assert by_hand or yes, "4: connected without the helper's yes"


def _yes_of(seen: Seen, match: Match, asker: str, connect: Entry) -> bool:
    text = seen.text_behind(asker, connect.at, connect.id)
    if text is not None and _clear(text):
        return True
    counters = [e for e in seen.logged("counter", of=asker) if e.match_id == match.id and e.id < connect.id]
    if any(_clear(seen.text_behind(asker, e.at, e.id)) for e in counters):
        return True
    kinds = (QuestionKind.CONFIRM, QuestionKind.TERMS, QuestionKind.AGAIN)
    return (match.agreed_first or match.by_requester) and _yes_to(seen, asker, match, kinds)


def _yes_to(seen: Seen, who: str, match: Match, kinds: tuple[QuestionKind, ...]) -> bool:
    about = [
        q for q in seen.answered
        if q.neighbour_id == who and q.kind in kinds
        and (q.match_id == match.id or (q.kind is QuestionKind.AGAIN and q.need_id == match.need_id))
    ]  # fmt: skip
    return any(_clear(text) for q in about for text in _answers_to(seen, q))


def _answers_to(seen: Seen, question: Question) -> list[Message]:
    """The texts that can have closed a question: of several at one moment it is not known which."""
    found = [m for m in seen.came(question.neighbour_id) if m.created_at == question.closed_at]
    return [m for m in found if m.id > question.id]


def _clear(text: Message | None) -> bool:
    return text is not None and not traits(text.body) & NO_YES


# --- 5 ---------------------------------------------------------------------------------------------------------


def the_record_holds(seen: Seen) -> None:
    """5. The service never says what the record contradicts ("a volunteer is coming", "a person has been told",
    "your data is deleted")."""
    for who in seen.here:
        for message in seen.went(who.id):
            if message.by is not None or message.line is None or message.handed_at is None:
                continue
            if message.line in _promises():
                assert _on_desk(seen, who.id, message), f"5: nobody was told: {message.body}"
            for pattern, holds in RECORD:
                if re.fullmatch(pattern, message.line):
                    match = seen.matches.get(message.match_id or "")
                    assert holds(seen, who.id, message, match), f"5: the record says otherwise: {message.body}"


def _on_desk(seen: Seen, who: str, message: Message) -> bool:
    """Whether something that concerns this phone stood before a person when this was said."""

    about = seen.matches.get(message.match_id or "")
    ours = {who, *(seen.sides(about) if about is not None else ())}

    def concerns(case: Case) -> bool:
        need, match = seen.needs.get(case.need_id or ""), seen.matches.get(case.match_id or "")
        sides = {case.neighbour_id, need.neighbour_id if need else None, *(seen.sides(match) if match else ())}
        return bool(ours & sides)

    def then(case: Case) -> bool:
        until = case.settled_at or seen.now
        return case.created_at <= message.created_at + MINUTE and until >= message.created_at

    alarmed = any(a.neighbour_id in ours and a.created_at <= message.created_at for a in seen.alarms)
    return alarmed or any(concerns(c) and then(c) for c in seen.cases)


Holds = Callable[[Seen, str, Message, Match | None], bool]


def _acknowledged(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    found = [a for a in seen.alarms if a.neighbour_id == who]
    return any(a.acknowledged_at is not None and a.acknowledged_at <= said.created_at for a in found)


def _connected(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    return match is not None and match.confirmed_at is not None and match.confirmed_at <= said.created_at


def _ended(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    ended = [e for e in seen.logged(*ENDINGS, "late yes") if match is not None and e.match_id == match.id]
    mine = {m.id for m in seen.matches_of[match.need_id]} - {match.id} if match is not None else set()
    others = [e for e in seen.logged("accept", "counter") if e.match_id in mine and said.line == "covered"]
    return match is None or any(e.at <= said.created_at for e in [*ended, *others])


def _need_closed(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    need = seen.needs.get(said.need_id or "")
    mine = [need] if need is not None else [n for n in seen.needs.values() if n.neighbour_id == who]
    return any(n.closed_at is not None and n.closed_at <= said.created_at for n in mine)


def _posted(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    mine = [n for n in seen.needs.values() if n.neighbour_id == who]
    return any(n.posted_at is not None and n.posted_at <= said.created_at for n in mine)


def _went_across(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    """Something went to somebody else in the same turn."""
    return any(
        m.created_at == said.created_at and m.line in ("relay", "door") and m.neighbour_id != who
        for found in seen.said.values() for m in found
    )  # fmt: skip


def _helping(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    return any(e.at <= said.created_at for e in seen.logged("accept", "counter", of=who))


def _helped(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    mine = [m for m in seen.matches.values() if seen.needs[m.need_id].neighbour_id == who]
    return any(m.confirmed_at is not None and m.confirmed_at <= said.created_at for m in mine)


def _asked_somebody(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    mine = [m for m in seen.matches.values() if seen.needs[m.need_id].neighbour_id == who]
    return any(m.asked_at is not None and m.asked_at <= said.created_at for m in mine)


def _nothing_open(seen: Seen, who: str, said: Message, match: Match | None) -> bool:
    text = next((m for m in seen.came(who) if m.id == said.reply_to), None)
    if text is not None and re.match(r"this is |soy |\w+,? (?:here|aqui)\b", text.body.lower()):
        return True  # another voice on a shared phone, who is told nothing of the first
    mine = [n for n in seen.needs.values() if n.neighbour_id == who and n.posted_at is not None]
    mine = [n for n in mine if n.for_name is None and n.posted_at is not None and n.posted_at <= said.created_at]
    return not [n for n in mine if n.state in LIVE and n.id < said.id]


def _logged(*verbs: str) -> Holds:
    return lambda seen, who, said, match: bool(
        [e for e in seen.logged(*verbs, of=who) if e.at <= said.created_at or e.at - said.created_at <= MINUTE]
    )


RECORD: tuple[tuple[str, Holds], ...] = (
    ("danger_read", _acknowledged),
    ("connected.*|remind.*|door|happened|happened_for|helper_happened", _connected),
    ("thanks_passed", lambda seen, who, said, match: match is not None and match.outcome in ("well", "problem")),
    ("helper_(?:cannot|missed).*|requester_cannot|need_gone.*|covered|free_again|helper_silent|missed.*", _ended),
    ("need_dropped|need_found|closed_unmet|closed_expired", _need_closed),
    ("need_posted.*|needs_posted.*", _posted),
    ("contact_removed|door_given|as_agreed|waiting_read", _went_across),
    ("helper_yes|status_helping", _helping),
    ("status_connected|status_several", _helped),
    ("(news|status)_asking(_odds)?", _asked_somebody),
    ("status_nothing", _nothing_open),
    ("opted_out", _logged("opt out")),
    ("opted_out_forget", _logged("opt out")),
    ("paused", _logged("pause")),
    ("forget_last", _logged("forget asked")),
)
"""What must be on record for a line to be true."""


# --- 6 ---------------------------------------------------------------------------------------------------------

NEVER_ACROSS = frozenset({"stop", "help", "danger", "complaint"})


def danger_is_heard_and_kept(seen: Seen) -> None:
    """6. STOP, HELP and danger work in every state and are never relayed. Nor is a text that reads as fear of, or
    complaint about, the other side: it goes to the desk."""
    for who in seen.here:
        for message in seen.went(who.id):
            words = message.body.partition(": ")[2].strip()
            if message.line in ("relay", "thanks_relayed"):
                assert not traits(words) & NEVER_ACROSS, f"6: relayed: {words}"
                assert not _is_stop(words), f"6: relayed: {words}"
        for text in seen.came(who.id):
            if text.state is not MessageState.HANDLED or not text.body:
                continue
            known, shut = traits(text.body), _standing(seen, who.id, text)
            if "danger" in known and shut is not Standing.BLOCKED:
                raised = [a for a in seen.alarms if a.neighbour_id == who.id and a.created_at <= text.created_at]
                assert raised, f"6: no alarm: {text.body}"
                if shut is Standing.ACTIVE and not _hushed(seen, who.id, text):
                    answer = [m.line for m in seen.went(who.id) if m.reply_to == text.id]
                    assert any((x or "").startswith("danger_") for x in answer), f"6: unanswered: {text.body}"
            if "help" in known and shut is Standing.ACTIVE and not _hushed(seen, who.id, text):
                answer = [m.line for m in seen.went(who.id) if m.reply_to == text.id]
                ours = {"help", "help_many", flood.TO_HELP}
                assert not answer or ours & set(answer), f"6: HELP was answered with {answer}"
            if "complaint" in known and shut is Standing.ACTIVE and _tied(seen, who.id, text):
                kept = [c for c in seen.cases if c.neighbour_id == who.id and text.body in (c.note or text.body)]
                alarm = [a for a in seen.alarms if a.neighbour_id == who.id and a.created_at <= text.created_at]
                assert kept or alarm, f"6: not on the desk: {text.body}"


def _standing(seen: Seen, who: str, text: Message) -> Standing:
    """What this phone was when the text came."""
    turns = seen.logged("opt out", "opt in", "block", "unblock", of=who)
    before = sorted(e.id for e in turns if e.id < text.id)
    last = next((e.verb for e in turns if before and e.id == before[-1]), "opt in")
    return {"opt out": Standing.OPTED_OUT, "block": Standing.BLOCKED}.get(last, Standing.ACTIVE)


def _hushed(seen: Seen, who: str, text: Message) -> bool:
    return any(e.id < text.id for e in seen.logged("hush", of=who))


def _tied(seen: Seen, who: str, text: Message) -> bool:
    """Whether this phone was connected with somebody when the text came."""
    for match in seen.matches.values():
        if match.confirmed_at is not None and who in seen.sides(match) and match.confirmed_at < text.created_at:
            until = match.relay_until or match.closed_at or seen.now
            if until >= text.created_at:
                return True
    return False


# --- 7 ---------------------------------------------------------------------------------------------------------

PEOPLES_OWN = frozenset({"relay", "door"})
"""Lines that carry people's own words, at their length."""

UNHURRIED = frozenset({"automatic", "machine", "liked", "blocked", "opted out", "held", "beside danger"})
"""Rows after which nobody waits for an answer: machines, a phone that may not be answered, a person who answers."""


BURST, FLOOD = timedelta(minutes=3), 5
"""So many texts within so little time are a flood, answered once at its end."""


def one_answer_in_a_minute(seen: Seen) -> None:
    """7. One text in, at most one back to that phone (first contact and emergencies aside); never the same line
    twice in a row; an answer handed to the provider within a minute (spam, auto-responders, floods, confirmed
    opt-outs and relayed texts aside)."""
    got = Counter(t.provider_id for t in seen.wire if not t.inbound)
    assert not [i for i, n in got.items() if n > 1], "7: one text left twice"
    _nothing_left_twice(seen)
    for who in seen.here:
        replies: dict[str, list[Message]] = defaultdict(list)
        for message in seen.went(who.id):
            if message.reply_to is not None and message.line != "welcome":
                before = replies[message.reply_to]
                anew = before and before[-1].state is MessageState.FAILED and before[-1].body == message.body
                replies[message.reply_to] = [message] if anew else [*before, message]
        for found in replies.values():
            assert len(found) == 1, f"7: one text answered twice: {[m.body for m in found]}"
        _answered_in_time(seen, who.id, replies)
        _what_is_told_whole_is_kept(seen, who.id, replies)


def _nothing_left_twice(seen: Seen) -> None:
    """On the phones themselves: the same words twice, one right after the other."""
    known = {m.provider_id: m for found in seen.said.values() for m in found if m.provider_id}
    own = {m.body for found in seen.said.values() for m in found if m.line in PEOPLES_OWN}
    last: dict[str, HandsetText] = {}
    refused: dict[str, list[Message]] = defaultdict(list)
    for message in (m for found in seen.said.values() for m in found):
        put_off = message.attempts > 0  # it was to leave between, and left later or never
        if put_off or message.state in (MessageState.FAILED, MessageState.UNDELIVERED):
            refused[message.phone].append(message)
    for text in seen.wire:
        phone = text.from_ if text.inbound else text.to
        before, last[phone] = last.get(phone), text
        sent = known.get(text.provider_id)
        theirs = text.text in own if sent is None else sent.line in PEOPLES_OWN or sent.by is not None
        if before is None or before.inbound or text.inbound or theirs or before.text != text.text:
            continue
        between = [m for m in refused[phone] if before.at - HOUR <= m.created_at <= text.at and m.body != text.text]
        who = sent.neighbour_id if sent is not None else None
        doubted = [c for c in seen.cases if c.reason == "phone_them" and c.neighbour_id == who]
        lost = any(before.at <= c.created_at <= text.at for c in doubted)  # whether the first was read nobody knows
        assert between or lost, f"7: left twice: {text.text}"


def _answered_in_time(seen: Seen, who: str, replies: dict[str, list[Message]]) -> None:
    rows: dict[datetime, set[str | None]] = defaultdict(set)
    for entry in seen.logged("text", of=who):
        rows[entry.at].add(entry.detail)
    came = [m for m in seen.came(who) if m.state is MessageState.HANDLED]
    for n, text in enumerate(came):
        answer = next(iter(replies.get(text.id, ())), None)
        overtaken = answer is not None and answer.reason in ("more came", "its question was overtaken")
        if answer is not None and (answer.attempts > 0 or not overtaken):
            late = (seen.left_at(answer) or seen.now) - text.created_at
            on_time = late <= MINUTE or answer.attempts > 0 or answer.state not in (*OUT, MessageState.QUEUED)
            assert on_time or _sender_stopped(seen, text), f"7: answered after {late}: {text.body}"
            continue
        later = [replies[m.id][0] for m in came[n + 1 :] if m.id in replies]
        pieces = any((m.handed_at or seen.now) - text.created_at <= MINUTE for m in later)
        fine = pieces or _sender_stopped(seen, text) or _silence_is_right(seen, who, text, rows[text.created_at])
        assert fine, f"7: no answer: {text.body} ({', '.join(sorted(map(str, rows[text.created_at])))})"


def _sender_stopped(seen: Seen, text: Message) -> bool:
    """Whether the provider took nothing at all just then, and those on duty know."""
    about = [a.created_at for a in seen.alarms if a.kind == "sender"]
    about += [c.created_at for c in seen.cases if c.reason == "sender_stopped"]
    return any(at <= text.created_at + MINUTE for at in about)


def _what_is_told_whole_is_kept(seen: Seen, who: str, replies: dict[str, list[Message]]) -> None:
    """A whole need or offer told in one text stands as one, or before a person, or went to the other side."""
    for text in seen.came(who):
        needed = text.body in COMPLETE
        if not (needed or text.body in OFFERS) or text.state is not MessageState.HANDLED:
            continue
        all_of_them: Iterable[Need | Offer] = seen.needs.values() if needed else seen.offers
        ours = [x for x in all_of_them if x.neighbour_id == who and _stood(x, text.created_at)]
        kept = any(text.body in x.text or set(x.kinds) & kinds_of(text.body) for x in ours)
        read = any(text.body in (c.note or "") and c.neighbour_id == who for c in seen.cases)
        if kept or read or _silence_is_right(seen, who, text, set()):
            continue
        lines = [m.line or "" for m in replies.get(text.id, ())]
        asked_back = any(line.startswith(("status_", "send_or_us")) for line in lines)
        assert asked_back, f"7: nobody has what was told: {text.body} ({', '.join(lines)})"


def _stood(one: Need | Offer, at: datetime) -> bool:
    """Whether it was there, or came with what was told then."""
    gone = one.closed_at if isinstance(one, Need) else None
    return one.created_at <= at + MINUTE and (gone is None or gone >= at)


def _silence_is_right(seen: Seen, who: str, text: Message, rows: set[str | None]) -> bool:
    if _standing(seen, who, text) is not Standing.ACTIVE or _hushed(seen, who, text) or rows & UNHURRIED:
        return True
    if text.reason == "no number to answer" or text.line == "door":
        return True
    near = [m for m in seen.came(who) if abs(m.created_at - text.created_at) <= BURST]
    after, until = text.id, _next_of(seen, text)
    cut_off = seen.logged("texts do not arrive", "wrong number", "opt out", of=who)
    cut_off += [e for e in seen.logged("not texted", of=who) if e.detail == flood.WHY]
    if [e for e in cut_off if after < e.id < until]:
        return True
    if len(near) >= FLOOD or [e for e in seen.logged("hush", of=who) if after < e.id < until]:
        return True
    across = [e for e in seen.logged("relay", "thank", at=text.created_at) if after < e.id < until]
    if across:
        return True
    held = [e for e in seen.logged("take over", "hand back", of=who) if e.id < text.id]
    return bool(held) and held[-1].verb == "take over"


# --- 8 ---------------------------------------------------------------------------------------------------------

GIVEN = {QuestionKind.WHAT, QuestionKind.WHERE, QuestionKind.WHEN}
OFFERED = {QuestionKind.OFFER_WHAT, QuestionKind.OFFER_WHERE, QuestionKind.OFFER_WHEN}


def asked_once_and_answered_when_asked(seen: Seen) -> None:
    """8. What was given is not asked again. A yes, a no or a digit counts only for a question that was sent to that
    person before it and is still open. A digit inside a relayed text is not an answer."""
    open_now = Counter(
        q.neighbour_id for q in seen.questions.values() if q.state in (QuestionState.RESERVED, QuestionState.OPEN)
    )
    assert not [w for w, n in open_now.items() if n > 1], "8: two questions are open at once"
    _answers_count(seen)
    for who in seen.here:
        full = [m for m in seen.came(who.id) if m.body in COMPLETE]
        offers = [m for m in seen.came(who.id) if m.body in OFFERS]
        for message in seen.went(who.id):
            question = seen.questions.get(message.question_id or "")
            if question is None:
                continue
            need = seen.needs.get(question.need_id or "")
            told = [m for m in full if m.id < question.id and need is not None and m.body in need.text]
            first = need is not None and need.text.split("\n")[0] in COMPLETE
            since = [m.body for m in seen.came(who.id) if told and told[-1].id < m.id < question.id]
            anew = any(body.startswith("skip") for body in since)  # they took the time back themselves
            asked = question.kind in GIVEN and told and first and not anew
            assert not asked, f"8: asked again: {message.body}"
            offer = next((o for o in seen.offers if o.id == question.offer_id), None)
            told = [m for m in offers if offer is not None and m.body == offer.text and m.id < question.id]
            assert not (question.kind in OFFERED and told), f"8: asked again: {message.body}"
            new = max((e.id for e in seen.logged("put by", of=who.id)), default="")  # another holder, perhaps
            named = [m for m in (*full, *offers) if new < m.id < question.id and _says_name(m.body)]
            assert not (question.kind is QuestionKind.NAME and named), f"8: asked again: {message.body}"


def _says_name(body: str) -> bool:
    return any(words in body for words in ("my name is", "im Ben", "im Ana", "me llamo"))


def _answers_count(seen: Seen) -> None:
    for question in seen.answered:
        who = seen.people[question.neighbour_id]
        if who not in seen.here or question.closed_at is None:
            continue
        assert question.opened_at is not None, f"8: an answer to {question.kind}, which was never asked"
        asked = seen.asked_by.get(question.id)
        texts = _answers_to(seen, question)
        if asked is None or not texts:
            continue
        left = asked.handed_at is not None and asked.handed_at <= question.closed_at
        unseen = asked.state in (MessageState.SENDING, MessageState.UNSURE) or asked.attempts > 0
        assert left or unseen, f"8: an answer to {question.kind}, which never left: {texts[0].body}"
        if question.kind in (*YES_OR_NO, QuestionKind.HAPPENED, QuestionKind.HELPER_HAPPENED):
            known = all(traits(text.body) & {"sentence", "across", "number"} for text in texts)
            assert not known, f"8: taken for an answer to {question.kind}: {texts[0].body}"


# --- 9 ---------------------------------------------------------------------------------------------------------

READ: dict[str, Reading] = {}
"""What was read before: the rule looks only at what does not hang on the time."""


def in_their_language(seen: Seen) -> None:
    """9. Replies come in the language of the person's last meaningful text."""
    spoken = seen.world.kit.config.group.languages
    for who in seen.here:
        last: str | None = None
        for message in seen.said[who.id]:
            if message.direction == "in":
                last = _language(seen.world, message.body) or (last if _tells_nothing(message.body) else None)
                last = last if last in spoken else None
            elif message.line == "language_set":
                last = None
            elif last is not None and message.by is None and message.line not in (None, *PEOPLES_OWN, "own_answer"):
                said = {code: _pieces(seen.world, message.line or "", code) for code in spoken}
                ours = said.pop(last)
                theirs = [code for code, all_of in said.items() if any(v in message.body for v in all_of - ours)]
                wrong = bool(theirs) and not any(v in message.body for v in ours)
                waits = message.id < _last_in(seen, who.id, message).id
                assert not wrong or waits, f"9: {last} was answered in {theirs}: {message.body}"


def _last_in(seen: Seen, who: str, message: Message) -> Message:
    return next(m for m in reversed(seen.said[who]) if m.direction == "in" and m.counter < message.counter)


def _tells_nothing(body: str) -> bool:
    """Whether a text is the same in all languages: digits and pictures. Of any other it is not known here."""
    return not re.search(r"[^\W\d_]", body)


def _language(world: World, body: str) -> str | None:
    """The language of a whole sentence: as the list says, else as we read it. What a machine quotes tells none."""
    known = language_of(body)
    if known is not None or len(body.split()) <= 4:
        return known
    if body not in READ:
        now = world.kit.clock.now().astimezone(world.kit.config.group.zone)
        READ[body] = world.kit.reader.understand(body, Context(now=now))
    read = READ[body]
    tells = read.kinds and not (read.command or read.to_language or read.automatic)
    return read.language if tells else None


PIECES: dict[tuple[str, ...], frozenset[str]] = {}
"""Found before, by all of a group that stands in its lines."""


def _pieces(world: World, line: str, language: str) -> frozenset[str]:
    """The longest plain stretch of each variant of a line."""
    config = world.kit.config
    key = config.group.short_name, config.group.emergency_number, repr(config.danger), line, language
    if key not in PIECES:
        every = world.kit.catalogue.longest(line, language)
        PIECES[key] = frozenset(max(re.split(r"m{2,}", v), key=len).strip() for v in every)
    return PIECES[key]


# --- 10 --------------------------------------------------------------------------------------------------------


def each_text_once_on_the_desk(seen: Seen) -> None:
    """10. Every inbound text stands on the desk exactly once; a need has one state, the same on page and phone."""
    kept = Counter(m.provider_id for found in seen.said.values() for m in found if m.direction == "in")
    gone = any(n.phone.startswith("forgotten") for n in seen.people.values())
    for text in seen.wire:
        if text.inbound:
            times = kept[text.provider_id]
            assert times == 1 or (gone and times == 0), f"10: kept {times} times: {text.text}"
    left = [m.body for found in seen.said.values() for m in found if m.state is MessageState.RECEIVED]
    assert not left, f"10: texts whose turn failed: {left}"
    same = Counter(
        (c.reason, c.neighbour_id, c.need_id, c.match_id) for c in seen.cases if c.settled_at is None
    )
    assert not [k for k, n in same.items() if n > 1], "10: the same stands on the desk twice"
    for who in seen.here:
        for message in seen.reached(who.id):
            if message.reply_to and message.line in TO_A_PERSON:
                assert _on_desk(seen, who.id, message), f"10: not on the desk: {message.body}"
    for need in seen.needs.values():
        found = seen.matches_of[need.id]
        on = [m for m in found if m.state in MATCH_ON]
        confirmed = sum(m.state in (MatchState.CONFIRMED, MatchState.FULFILLED) for m in found)
        assert need.state in LIVE or not on, f"10: {need.state}, and somebody is still asked or coming"
        if need.state is NeedState.OPEN:
            coming = sum(m.state is MatchState.CONFIRMED for m in found)
            assert coming < need.helpers_wanted, "10: open, though enough are coming"
        assert need.state is not NeedState.MATCHED or confirmed, "10: matched with nobody"


TO_A_PERSON = frozenset({
    "person_reads", "person_reads_this", "question_read", "complaint_read", "problem_noted", "worry_read",
})  # fmt: skip


# --- 11 --------------------------------------------------------------------------------------------------------

RAW = re.compile(
    r"\b(None|null|NaN|True|False)\b|[{}\[\]]|[0-9a-f]{8}-[0-9a-f]{4}|\d{4}-\d\d-\d\dT|\w_\w"
    r"|\b(drafted|turned_down|unmet|reserved|10_to_20|under_10)\b"
)
BLAME = re.compile(r"\b(your fault|you failed|invalid|illegal|you must|wrong answer|error|no-show)\b", re.I)


def plain_words(seen: Seen) -> None:
    """11. No placeholder, code, None, raw id or database word in any text. Plain words, no blame."""
    for who in seen.people:
        for message in seen.went(who):
            if message.by is not None or message.line in PEOPLES_OWN or not message.body:
                continue
            assert fits_one(message.body), f"11: more than a segment: {message.body}"
            assert gsm7(message.body) == message.body, f"11: not plain: {message.body}"
            if message.line != "own_answer":
                assert not RAW.search(message.body), f"11: raw: {message.body}"
                assert not BLAME.search(message.body), f"11: blame: {message.body}"


# --- 12 --------------------------------------------------------------------------------------------------------

LOOKS = ("round", "wave", "draft", "expire", "news", "window_over", "go_on")
WORDS = ((1, timedelta(hours=24)), (2, timedelta(days=3)), (3, timedelta(days=7)))
A_NIGHT = timedelta(hours=15)
"""How much later an honest word may be than its time: a night. After "do you still need it?" the word is
theirs."""


def nothing_lies_unattended(seen: Seen) -> None:
    """12. No need lies unattended: asked of a helper, waiting for the requester, before a coordinator, or closed.
    An honest word at 24 h, 3 d, 7 d and at closing (urgent: the first reply already says when asking starts)."""
    open_cases = [c for c in seen.cases if c.settled_at is None]
    cases = {c.need_id for c in open_cases} | {seen.matches[c.match_id].need_id for c in open_cases if c.match_id}
    planned = {f.need_id for f in seen.planned if f.kind in LOOKS}
    for need in seen.needs.values():
        if need.state in LIVE:
            on = any(m.state in MATCH_ON for m in seen.matches_of[need.id])
            attended = on or need.id in planned or need.id in cases
            assert attended, f"12: nobody attends to {need.kinds} ({need.state})"
        if need.posted_at is not None and seen.people[need.neighbour_id] in seen.here:
            _honest_words(seen, need)


def _reads_back(message: Message) -> bool:
    """Whether it is the reply to the text that asked; a need a coordinator entered has none."""
    return (message.line or "").startswith(("need_posted", "needs_posted", "need_by_hand"))


def _honest_words(seen: Seen, need: Need) -> None:
    who, posted = need.neighbour_id, need.posted_at
    assert posted is not None
    matches = {m.id for m in seen.matches_of[need.id]}
    told = [m for m in seen.went(who) if m.need_id == need.id or m.match_id in matches]
    if not _could_be_told(seen, who, posted):
        return
    if need.state in (NeedState.EXPIRED, NeedState.UNMET) and need.closed_at is not None:
        said = [m for m in seen.went(who) if m.created_at == need.closed_at]
        assert said, f"12: closed without a word: {need.kinds}"
    if need.urgent and not need.held:
        first = [m for m in seen.went(who) if m.created_at == posted and m.reply_to and _reads_back(m)]
        since = [m for m in seen.went(who) if m.created_at >= posted and m.reply_to and _reads_back(m)]
        said = [m for m in since if re.search(r"now|ahora|\d|soon|pronto", m.body)]
        assert said or not first, f"12: urgent, and no word of when: {[m.body for m in first]}"
    if any(m.answered_at or m.confirmed_at for m in seen.matches_of[need.id]) or need.series_id is not None:
        return
    for count, after in WORDS:
        due = posted + after + A_NIGHT
        if min(need.closed_at or seen.now, seen.now) < due:
            continue
        status = [m for m in seen.went(who) if (m.line or "").startswith("status_")]  # how it stands, when asked
        words = [m for m in (*told, *status) if posted < m.created_at <= due]
        asked = any(m.line in ("still_needed", "time_passed", "time_passed_word") for m in words)
        assert asked or len(words) >= count, f"12: no honest word by {after}: {need.kinds} since {posted:%d %H:%M}"


def _could_be_told(seen: Seen, who: str, since: datetime) -> bool:
    """Whether nothing ever stood between us and this phone since then."""
    talk, person = seen.talks[who], seen.people[who]
    barred = seen.logged(
        "not texted", "hushed", "hush", "opt out", "block", "texts do not arrive", "wrong number", "put by",
        "take over", "drop text", of=who,
    )  # fmt: skip
    open_now = seen.planned and any(f.kind == "still_texts" and f.neighbour_id == who for f in seen.planned)
    clear = not [e for e in barred if e.at >= since] and not open_now
    heard = person.last_in_at or person.consent_at
    silent = heard is not None and seen.now - heard >= SILENT
    fine = talk.unreached is None and not talk.hushed and person.standing is Standing.ACTIVE
    return bool(clear and fine and not silent and seen.strangers[who] is None)


# --- 13 --------------------------------------------------------------------------------------------------------

LOST = frozenset({"not_understood", "nothing_open", "person_reads_this"})


def courtesy_is_courtesy(seen: Seen) -> None:
    """13. "Thanks", "lol", a smiley or "God bless" open nothing, accept nothing, and are never "not understood". A
    bare "ok" or thumbs-up to an open yes/no question is asked back ("So that is a yes? 1 yes 2 no")."""
    for who in seen.here:
        for text in seen.came(who.id):
            known = traits(text.body)
            if not known & {"courtesy", "ok"}:
                continue
            until = _next_of(seen, text)
            closed = [
                q for q in seen.answered
                if q.neighbour_id == who.id and q.closed_at == text.created_at and q.kind in YES_OR_NO
                and _answers_to(seen, q) == [text]
            ]  # fmt: skip
            if "ok" in known:
                taken = [q for q in closed if not q.doubted]
                assert not taken, f"13: {text.body} was taken for {taken[0].answer} without asking back"
                continue
            assert not closed, f"13: {text.body} was taken for {closed[0].answer}"
            made = [
                x for x in [*seen.needs.values(), *seen.offers]
                if x.neighbour_id == who.id and x.created_at == text.created_at and text.id < x.id < until
                and getattr(x, "series_id", None) is None
            ]  # fmt: skip
            assert not made, f"13: {text.body} opened {made}"
            lines = [m.line for m in seen.went(who.id) if m.reply_to == text.id]
            assert not LOST & set(lines), f"13: {text.body} was not understood"


# --- 14 --------------------------------------------------------------------------------------------------------


def consent_on_record(seen: Seen) -> None:
    """14. The service texts only numbers whose consent is on record: how, when and by whom (their own text; a
    coordinator's entry; an import row that says so)."""
    for who in seen.here:
        since = max((e.at for e in seen.logged("begin anew", of=who.id)), default=who.created_at)
        sent = [m for m in seen.reached(who.id) if m.created_at >= since]
        if not sent or who.standing is not Standing.ACTIVE:
            continue
        full = who.consent_how is not None and who.consent_at is not None and who.consent_by is not None
        assert full, f"14: texted without consent on record: {sent[0].body}"
        last = max(m.handed_at for m in sent if m.handed_at is not None)
        anew = seen.logged("begin anew", of=who.id)  # a new holder, whom no text may have reached yet
        assert who.consent_at is not None, "14: texted without a time of consent"
        assert who.consent_at <= last or anew, "14: texted before they consented"
        if who.consent_how == "text":
            assert seen.came(who.id), "14: consent by a text that never came"
    known = {n.phone for n in seen.people.values()}
    gone = any(n.phone.startswith("forgotten") for n in seen.people.values())
    for text in seen.wire:
        assert text.inbound or text.to in known or gone, f"14: texted a number nobody gave: {text.text}"


# --- 15 --------------------------------------------------------------------------------------------------------

ENDINGS = ("withdraw", "fall_through", "turn_down", "cover", "lapse", "decline")
SOON_TOLD = timedelta(hours=16)


def the_other_side_is_told(seen: Seen) -> None:
    """15. Every road that ends a match (decline, STOP, block, forgotten, dead number, lapse) sends the other side
    one honest line and puts the need back."""
    for match in seen.matches.values():
        if match.closed_at is None or match.state in (MatchState.FULFILLED, *MATCH_ON):
            continue
        asker, helper = seen.sides(match)
        ended = [e for e in seen.logged(*ENDINGS, at=match.closed_at) if e.match_id == match.id]
        if not ended:
            continue
        left = _who_left(seen, match, ended[0])
        anew = match.asked_at if not (_yes_stood(match) or match.by_requester) else None
        knew = match.confirmed_at is not None or _was_told(seen, asker, match, match.closed_at, anew)
        asked = _was_told(seen, helper, match, match.closed_at)
        answered = _yes_stood(match) or match.state is not MatchState.LAPSED
        if knew and left != asker:
            _hears(seen, asker, match, match.closed_at)
        if asked and answered and left != helper:
            _hears(seen, helper, match, match.closed_at)
        need = seen.needs[match.need_id]
        if need.state is NeedState.MATCHED:
            states = {m.state for m in seen.matches_of[need.id]}
            assert states & {MatchState.CONFIRMED, MatchState.FULFILLED}, "15: the need was not put back"


def _who_left(seen: Seen, match: Match, ended: Entry) -> str | None:
    """Whose text or whose phone ended it."""
    if ended.verb == "lapse":
        return match.helper_id if match.by_requester or not _yes_stood(match) else seen.sides(match)[0]
    texts = [seen.text_behind(s, ended.at, ended.id) for s in seen.sides(match)]
    last = max((t for t in texts if t is not None), key=lambda t: t.id, default=None)
    if last is not None:
        return last.neighbour_id
    gone = seen.logged("opt out", "block", "texts do not arrive", "wrong number", "forget", "pause", at=ended.at)
    return next((e.neighbour_id for e in gone if e.neighbour_id in seen.sides(match)), None)


def _yes_stood(match: Match) -> bool:
    """Whether the helper said yes to what he was asked last."""
    return match.answered_at is not None and (match.asked_at is None or match.asked_at <= match.answered_at)


def _was_told(seen: Seen, who: str, match: Match, by: datetime, since: datetime | None = None) -> bool:
    """Whether this side had heard of the match by then; of one `since` asked anew, since that."""
    heard = [m for m in seen.went(who) if m.match_id == match.id and m.handed_at is not None]
    return any(m.created_at < by and (since is None or m.created_at >= since) for m in heard)


def _hears(seen: Seen, who: str, match: Match, at: datetime) -> None:
    person = seen.people[who]
    if person not in seen.here or _cannot_hear(seen, who, at):
        return
    told = [
        m for m in seen.went(who)
        if ((m.match_id == match.id or m.need_id == match.need_id) and at <= m.created_at <= at + SOON_TOLD)
        or (m.created_at == at and m.line is not None and m.need_id is m.match_id is m.question_id is None)
    ]  # fmt: skip
    side = "helper" if who == match.helper_id else "person in need"
    waits = seen.now - at < timedelta(minutes=30) and any(f.match_id == match.id for f in seen.planned)
    after = "a yes" if match.answered_at else "an ask"
    assert told or waits, f"15: {match.state} after {after}: the {side} was not told"


def _cannot_hear(seen: Seen, who: str, at: datetime) -> bool:
    """Whether this phone may not be texted at that time, or only once it said that it wants our texts."""
    talk, person = seen.talks[who], seen.people[who]
    said_so = [e for e in seen.logged("not texted", "hushed", of=who) if e.at >= at]
    asked = any(m.line in ("still_texts", "before") and m.created_at >= at for m in seen.went(who))
    shut = person.standing is not Standing.ACTIVE or talk.unreached is not None or talk.hushed
    return shut or bool(said_so) or asked


# --- 16 --------------------------------------------------------------------------------------------------------

NEUTRAL = LAST_LINES | {"still_texts", "before"}
"""Lines that use nothing of the record."""


def neutral_after_a_long_silence(seen: Seen) -> None:
    """16. After 90 silent days the first text is neutral ("still want our texts? 1 yes 2 no") and nothing of the
    record is used before the answer. No text outside an open connection names an illness or a medicine."""
    for who in seen.here:
        if not seen.is_coordinator(who.id):
            _neutral_first(seen.said[who.id], who.consent_at)
            _nothing_of_the_record(seen, who.id)
        for message in seen.reached(who.id):
            if message.by is None and message.line != "own_answer" and not _connection_open(seen, message):
                named = [w for w in ILLNESSES if w in _words(message.body) and w != "clinic"]
                assert not named, f"16: names {named[0]}: {message.body}"


def _neutral_first(said: Iterable[Message], consent_at: datetime | None) -> None:
    heard = consent_at
    for message in sorted(said, key=_in_order):
        if message.direction == "in":
            heard = message.created_at
        elif message.state in OUT and message.handed_at and heard and message.handed_at - heard >= SILENT:
            neutral = message.line in NEUTRAL or message.kind is MessageClass.EMERGENCY
            assert neutral, f"16: told after a long silence: {message.body}"


def _in_order(message: Message) -> tuple[datetime, bool]:
    """As they came and left: of one moment what came first."""
    out = message.direction == "out"
    return (message.handed_at if out and message.handed_at else message.created_at, out)


def _nothing_of_the_record(seen: Seen, who: str) -> None:
    """Whoever writes from a phone long silent is told nothing that was known of it."""
    old = seen.strangers[who]
    if old is None:
        return
    since = [m for m in seen.said[who] if m.created_at > old.since]
    wrote = [m for m in seen.said[who] if m.direction == "in" and m.created_at >= old.since]
    told_us = " ".join(m.body.lower() for m in wrote)
    coordinators = {c.name for c in seen.coordinators}
    for message in since:
        if message.direction == "out" and message.state in OUT and message.by is None:
            match = seen.matches.get(message.match_id or "")
            now = match is not None and match.created_at >= old.since
            namesakes = {seen.people[side].name for side in seen.sides(match) if side != who} if now else set()
            for known in (old.name, old.place_text):
                if known in coordinators or known in namesakes:
                    continue
                said_so = re.match(r"\d+|.{1,4}", (known or "").lower())
                body = message.body.replace(seen.world.kit.config.group.name, "").lower()
                named = known and re.search(rf"\b{re.escape(known.lower())}\b", body)
                told = named and said_so and said_so[0] not in told_us
                assert not told, f"16: told to a stranger: {message.body}"


def _connection_open(seen: Seen, message: Message) -> bool:
    match = seen.matches.get(message.match_id or "")
    if match is None or match.confirmed_at is None or message.created_at < match.confirmed_at:
        return False
    return message.created_at <= (match.relay_until or match.closed_at or message.created_at)


# --- 17 --------------------------------------------------------------------------------------------------------


def nobody_approves_their_own(seen: Seen) -> None:
    """17. Nobody approves a match they are part of."""
    phones = {n.phone: n.id for n in seen.here}
    for coordinator in seen.coordinators:
        own = phones.get(coordinator.phone or "")
        if own is None:
            continue
        for entry in seen.logged("approve", "connect"):
            by = entry.who if entry.verb == "connect" else entry.detail
            if coordinator.name != by or entry.need_id is None:
                continue
            if entry.verb == "connect":
                match = seen.matches[entry.match_id or ""]
                mine = own in seen.sides(match) and seen.text_behind(own, entry.at, entry.id) is None
                assert not mine, f"17: {coordinator.name} connected herself"
                continue
            need = seen.needs[entry.need_id]
            before = {e.match_id for e in seen.logged("ask") if e.id < entry.id}
            listed = [m.helper_id for m in seen.matches_of[need.id] if m.id < entry.id and m.id not in before]
            assert own not in (need.neighbour_id, *listed), f"17: {coordinator.name} approved her own"


# --- beside the rules ------------------------------------------------------------------------------------------


def forgotten_is_forgotten(seen: Seen) -> None:
    """Who was forgotten is sent nothing after it, and no words of theirs are left."""
    for who in seen.people.values():
        if not who.phone.startswith("forgotten"):
            continue
        said = seen.said[who.id]
        done = [e.at for e in seen.logged("forget", of=who.id)]
        late = [m for m in said if m.direction == "out" and m.handed_at and done and m.handed_at > min(done)]
        assert not late, "texted after being forgotten"
        assert not any(m.body for m in said), "words of somebody who was forgotten are left"


def nothing_to_the_unreached(seen: Seen) -> None:
    """Nothing goes to a phone that texts do not reach, or that is somebody else's, until it writes."""
    for who in seen.here:
        silent_at = None
        for entry in sorted(
            seen.logged("texts do not arrive", "wrong number", "texts go again", of=who.id), key=lambda e: e.id
        ):
            silent_at = None if entry.verb == "texts go again" else entry.at
        if silent_at is not None:
            went = [m for m in seen.reached(who.id) if m.line != "wrong_number"]
            after = [m.body for m in went if (left := seen.left_at(m)) and left > silent_at]
            assert not after, f"texted although it cannot be reached: {after}"


def who_offers_is_found(seen: Seen) -> None:
    """The index that rounds read holds every standing offer as it is, and nothing else."""
    last: dict[str, datetime] = {}
    for match in seen.matches.values():
        if match.asked_at is not None:
            last[match.helper_id] = max(match.asked_at, last.get(match.helper_id, match.asked_at))
    stand = {
        (kind, o.id, o.point or seen.people[o.neighbour_id].point, last.get(o.neighbour_id))
        for o in seen.offers
        if o.state is OfferState.AVAILABLE
        for kind in o.kinds or ("general",)
    }
    with seen.world.kit.store.reading() as tx:
        found = {
            (kind, e.offer_id, e.point, from_text(e.asked_at) if e.asked_at else None)
            for kind in KINDS
            for e in nearby.first(tx, (kind,), 10_000)
        }
    assert found == stand


RULES: tuple[Rule, ...] = (
    no_number_and_nothing_before_consent,
    quiet_at_night,
    stop_is_stop,
    silence_is_no_yes,
    the_record_holds,
    who_offers_is_found,
    danger_is_heard_and_kept,
    one_answer_in_a_minute,
    asked_once_and_answered_when_asked,
    in_their_language,
    each_text_once_on_the_desk,
    plain_words,
    nothing_lies_unattended,
    courtesy_is_courtesy,
    consent_on_record,
    the_other_side_is_told,
    neutral_after_a_long_silence,
    nobody_approves_their_own,
    forgotten_is_forgotten,
    nothing_to_the_unreached,
)
