"""A helper's "no food today": who brings food may be without any, or bring none that day. Hunger does not wait, so
it is a need at once, and they are asked whether it is one. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain import saidno
from mutualaid.domain.conversation.choices import LACKS, LESS, Choice, counted_out
from mutualaid.domain.conversation.effects import Ask, Close, Effect, EndNeed, Say
from mutualaid.domain.conversation.helpers import fewer, refusals
from mutualaid.domain.conversation.needs import asides, intake
from mutualaid.domain.conversation.questions import ASIDES
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, QuestionKind

SOON = timedelta(days=1)
"""What is refused no longer than this may be what is lacked now; "no food this week" looks ahead, of who
offers more beside."""

BRIEF = 5
"""Words at most of a no to all they offer: "hoy no hay comida"."""

PLAIN = "need_posted_urgent"
"""How the lines begin that say no more than that it goes first; any other is said whole, and nothing is asked."""


def may_lack(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper's no to some of what they offer is, by its words, as well a need that does not wait."""
    lacks = r.intent is Intent.NEED and "urgent" in r.spans and set(r.kinds) <= saidno.LACKED
    if not lacks or saidno.kept(r) or r.cues.says("fewer.doing") or c.question is not None:
        return False
    if not any(set(r.kinds) & set(o.kinds) for o in c.offers if o.from_at is None or o.from_at <= now):
        return False  # they said already that they do not do it now
    soon = r.when is not None and r.when.end is not None and r.when.end <= now + SOON
    return _all(c, r, now) or (soon and fewer.says(c, r, now))


def _all(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether it is, by its words, a no for a while to all that a helper with no visit to come now does."""
    begun = [o for o in c.offers if o.from_at is None or o.from_at <= now]
    gone = saidno.refused(r) >= {kind for o in begun for kind in o.kinds} - {"general", "delivery"}
    free = not (c.needs or any(t.helping for t in c.ties) or r.place is not None)
    plain = saidno.refuses(r) and len(r.text.split()) <= BRIEF and not r.cues.says("fewer.lacks")
    return gone and free and plain and saidno.for_now(r, now)


def ask(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The need is posted as any other and asked about beside: silence leaves it standing."""
    drafts = intake.drafts_from(c, r, now)
    taken = intake.take_needs(c, drafts, now)
    said = next(e for e in taken if isinstance(e, Say))
    waits = said.ask is not None and said.ask.kind not in ASIDES
    if waits or not said.line.startswith(PLAIN) or "medicine" in r.kinds:
        return taken
    text = counted_out((Choice(LACKS), Choice(LESS)), r.text)
    question = Ask(QuestionKind.SEND_WHERE, need_id=drafts[0].id, text=text)
    rest = [e for e in taken if e is not said]
    return [*rest, Say("lack_or_less", {"kinds": drafts[0].kinds}, question)]


def settle(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """They need it, which stands, or bring less; None where a text says neither."""
    needs, told = tuple(n for n in c.needs if n.id == q.need_id), Close(q.id, "told")
    again = r.intent is Intent.NEED and set(r.kinds) <= {"general", *(k for n in needs for k in n.kinds)}
    if needs and (r.digit == 1 or r.says_yes or again):
        return [told, *asides.read_again(replace(c, question=None), needs)]
    others = saidno.kept(r) - {k for n in needs for k in n.kinds}  # "no, just rides"
    if r.digit == 2 or r.says_no or r.cannot or "gives" in r.spans or others:
        ended, before = [EndNeed(n.id, "withdraw", "beside") for n in needs], replace(c, question=None, needs=())
        if c.waiting is not None and fewer.says(before, c.waiting, now):
            return [told, *ended, *fewer.keep_some(before, c.waiting, now)]
        if c.waiting is not None and _all(before, c.waiting, now):
            return [told, *ended, *refusals.take_all_out(before, c.waiting, now)]
        return [told, *(replace(end, why="told") for end in ended)] if ended else None
    return [Say("which_number")] if r.digit is not None or r.bare_ok else None
