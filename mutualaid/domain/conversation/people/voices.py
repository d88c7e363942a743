"""Who speaks: another person on the same phone, or a phone that was silent so long that nobody knows. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import (
    Ask,
    BeginAnew,
    Close,
    Effect,
    Know,
    KnowAgain,
    Note,
    OpenCase,
    Say,
)
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent, QuestionKind

SHORTEST_NAME = 3
"""Letters from which one name may be the short form of another ("Tom", "Tomas")."""

OF_THE_RECORD = frozenset({Command.STATUS, Command.CANCEL, Command.CHANGE, Command.DONE, Command.PAUSE})
"""Commands that are about what stands on record."""


def first_of(name: str) -> str:
    """A first name as names are written."""
    first = name.split()[0][:20]
    return first.capitalize() if first.islower() or first.isupper() else first


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(ch for ch in letters if ch.isalpha()).casefold()


def same_name(one: str, two: str) -> bool:
    """Whether two first names may be one person's: alike, or one the short form of the other."""
    a, b = _plain(one), _plain(two)
    short = min(len(a), len(b))
    return a == b or (short >= SHORTEST_NAME and a[:short] == b[:short])


def other(c: Conversation, r: Reading) -> str | None:
    """The first name of another than the phone's own holder, where a text gives one as its writer's."""
    own = c.neighbour.first_name
    if r.name is None or not r.name.strip() or own is None or same_name(own, first_of(r.name)):
        return None
    return first_of(r.name)


def heard(c: Conversation, name: str | None) -> list[Effect]:
    """Remembers that this name uses the phone too."""
    if name is None or any(same_name(name, known) for known in c.talk.also):
        return []
    return [Note({"also": (*c.talk.also, name)})]


def of_voice(needs: tuple[Need, ...], name: str) -> list[Need]:
    """The needs of this other on the phone."""
    return [n for n in needs if n.for_name and not n.on_behalf and same_name(n.for_name.split()[0], name)]


def as_heard_by(c: Conversation, r: Reading) -> Conversation:
    """The conversation as far as the one who speaks may hear of it: another than the phone's holder hears of
    their own needs alone. Words for a connection are everybody's who has the phone in hand, wishes are not."""
    name = other(c, r)
    if name is None:
        return c
    needs = tuple(of_voice(c.needs, name))
    wishes = r.command is not None or (r.intent in (Intent.NEED, Intent.OFFER, Intent.BOTH) and bool(r.kinds))
    ids = {n.id for n in needs}
    ties = tuple(t for t in c.ties if not t.helping and t.need.id in ids) if wishes else c.ties
    return replace(c, needs=needs, series=(), offers=(), ties=ties)


def take_name(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A name and nothing else. Where another is known, it is asked once whether both use the phone."""
    assert r.name is not None
    name = other(c, r)
    if name is None:
        q, tie = c.question, c.tie(c.question.match_id if c.question is not None else None)
        if q is not None and q.kind is QuestionKind.CONFIRM and tie is not None:
            values = {"kinds": tie.need.kinds, "name": tie.other_name, "at": tie.match.time_of(tie.need)}
            return [Know({"name": r.name}), Say("time_confirm", values)]
        known = c.needs or c.series or c.offers or c.ties
        return [Know({"name": r.name}), Say("name_set" if known else "name_heard", {"name": first_of(r.name)})]
    if any(same_name(name, known) for known in c.talk.also):
        return [Say("name_heard", {"name": name})]
    return [Say("both", {"name": name}, Ask(QuestionKind.BOTH, text=name))]


def _not_the_holder(c: Conversation, r: Reading) -> str | None:
    """The name of who writes, where a text says it is not the phone's holder: "its tom not ana"."""
    own, begun = c.neighbour.first_name, r.cues.behind("voices.this_is")
    if own is None or begun is None:
        return None
    said = re.fullmatch(rf"\W*(\w+)\W+(\w+)\s+{re.escape(own)}\W*", r.text[begun:], re.IGNORECASE)
    return first_of(said[1]) if said and r.hear(said[2]).says("parts.no", "parts.refuses") else None


def shares(c: Conversation, r: Reading, now: datetime) -> bool:
    """Says that others use this phone too, and nothing else: "i share this phone with my sister"."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and not r.kinds and r.command is None and r.digit is None
    return plain and ("shared" in r.spans or _not_the_holder(c, r) is not None)


def note_shared(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [*heard(c, other(c, r) or _not_the_holder(c, r)), *shared_case(r), Say("both_noted")]


def shared_case(r: Reading) -> list[Effect]:
    """The desk learns of it, also beside a need."""
    return [OpenCase("shared_phone", 2, note=r.text)]


def both(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """ "Do you both use this phone?" "We both do" answers it, "we both need a ride" does not."""
    name = q.text or ""
    in_words = r.digit is None and not set(r.kinds) - {"company", "general"}
    if r.says_yes or (in_words and r.cues.says("voices.both")):
        return [Close(q.id, "both"), *heard(c, name), Say("both_noted")]
    if r.says_no or (in_words and r.cues.says("parts.only", "voices.one")):
        renamed: list[Effect] = [Close(q.id, "renamed"), Know({"name": name}), Say("name_set", {"name": name})]
        open_still = c.live_needs or c.offers or c.connected(now)
        return [*renamed, OpenCase("renamed", 1, note=name)] if open_still else renamed
    if r.bare_ok or r.digit is not None or r.answer is not None:
        return [Say("one_or_two_plain")]
    return None


def beside_danger(c: Conversation, r: Reading, now: datetime) -> bool:
    """Another than the one who wrote of danger has the phone in hand."""
    return c.alarmed and other(c, r) is not None


def say_nothing_of_it(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """They hear what any newcomer hears; the person who looks after the danger reads it."""
    return [OpenCase("after_danger", 0, note=r.text), Say("menu")]


def asks_of_record(c: Conversation, r: Reading, now: datetime) -> bool:
    """Someone we may not know asks about what stands on record, or says nothing we can act on. Fear is heard."""
    if not c.stranger or c.question is not None or c.needs or c.offers or r.complaint:
        return False
    if r.intent is Intent.QUESTION and r.cues.says("voices.new_holder"):
        return True
    if r.command in OF_THE_RECORD or r.answer is not None or r.digit not in (None, 0):
        return True
    return r.cannot or r.covered or r.pleasantry or (r.intent is Intent.OTHER and r.command is None)


def ask_before(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("before", {}, Ask(QuestionKind.BEFORE))]


def before(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """ "Did you text with us before from this phone?" Who says they are not somebody, or a no before a name, did
    not: the name on record is never said to them."""
    denies = r.cues.opens("voices.denies") and not r.cues.opens("voices.denies_nothing")
    if r.says_yes and not denies:
        return [Close(q.id, "yes"), KnowAgain(), Say("as_before")]
    if r.says_no or denies:
        return [Close(q.id, "no"), BeginAnew(), Say("begun_anew")]
    if r.bare_ok or r.digit is not None or r.answer is not None:
        return [Say("one_or_two")]
    return None
