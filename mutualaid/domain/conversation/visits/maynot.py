"""Words that mostly mean that nobody comes, or is to come, and call nothing off plainly: it is asked whether the
visit is off, rather than that they go across and it is promised on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mutualaid.domain import saidno
from mutualaid.domain.conversation.effects import Effect, HoldMatch, OpenCase
from mutualaid.domain.conversation.needs import again
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, agreeing, late, moving, naming, visits
from mutualaid.domain.cues import Span
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    return bool(_meant(c, r, now))


def ask(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Asks. Where nobody will be there, and no more is said of it, nobody may answer either: a person reads it at
    once, and the visit waits."""
    ties = _meant(c, r, now)
    if _nobody_there(ties, r):
        held: list[Effect] = [HoldMatch(t.match.id) for t in ties]
        return [*held, OpenCase("for_us", 0, match_id=ties[0].match.id, note=r.text), across.person_reads(c)]
    return visits.ask_off(ties, r.text)


def _meant(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """The visits to come that such words are about; none where they are not of that kind, or say more for sure."""
    open_still = "maybe_off" in r.spans or r.cues.says("visits.not_off") or moving.in_place(r)
    open_still = open_still or r.cues.says_beside("maynot.nobody", "table.person")  # both are "personne"
    if r.complaint or r.digit is not None or open_still:
        return ()
    ties, times = visits.to_come(c, now), again.days_of(r)
    ties = tuple(t for t in ties if times is None or again.within(t, times))
    refused = tuple(t for t in ties if _refuses(c, t, r, now) and not moving.to_another(t, r, now))
    ties = tuple(t for t in ties if t in refused or (refused and _ends_in_name(t, r)))
    named = naming.named(ties, r)
    return ties if named is None else (named,)


def _refuses(c: Conversation, tie: Tie, r: Reading, now: datetime) -> bool:
    about = c.question is None or c.question.match_id == tie.match.id
    if not about:
        return False
    if c.relayed_whether and r.cues.only("maynot.no", "pieces.pleads"):
        return not agreeing.names_proposed(tie, c.relayed, now.astimezone(c.facts.zone))
    if tie.helping:
        return _cannot_come(c, r) or _does_no_more(tie, r)
    wished = [*r.cues.places("maynot.want"), *_nobody(r)]
    return _stands_alone(r, wished) or _needs_not_them(tie, r) or r.command is Command.CANCEL


def _cannot_come(c: Conversation, r: Reading) -> bool:
    """Whether a helper, or somebody who writes for them, says so of the helper."""
    if late.comes(r):
        return False
    named = (c.neighbour.first_name or "").lower() in naming.words_of(r.text)
    refused = [*r.cues.places("maynot.refuses"), *r.cues.places("late.task")]
    refused += r.cues.beside("maynot.verbs", "maynot.cannot")
    of_another = {end for _, end in r.cues.places("maynot.of_another")}
    found = [span for span in refused if span[0] not in of_another]
    if named or r.cues.says("maynot.writes_for"):
        found += r.cues.places("maynot.they")
    return _stands_alone(r, [*found, *r.cues.places("maynot.come")])


def _does_no_more(tie: Tie, r: Reading) -> bool:
    """Whether a helper says, and nothing else, that they do not do what they come for, and not for how long: "i
    dont drive anymore"."""
    if r.when is not None or r.repeat is not None or not saidno.says_no_more(r):
        return False
    if "ride" in tie.need.kinds and r.cues.says("carless.none", "carless.never"):
        return True
    gone = saidno.refused(r) & set(tie.need.kinds)
    ever = r.cues.says("fewer.ever") or not gone & saidno.LACKED  # "i cant bring milk" may be of the milk
    return bool(gone) and ever and saidno.for_good(r)


def _stands_alone(r: Reading, found: Sequence[Span]) -> bool:
    """Whether any of these places of cues is no limit ("cant stay long"), and goes on to nothing else."""
    limits, goes_on = r.cues.places("late.limited"), r.cues.at("maynot.otherwise")
    found = [(a, b) for a, b in found if not any(first <= a and b <= last for first, last in limits)]
    return any(goes_on.isdisjoint(range(a, b)) for a, b in found)


def _needs_not_them(tie: Tie, r: Reading) -> bool:
    """Whether whoever comes is said by name not to be needed, or to stay at home."""
    each = naming.around(tie.other_name, r.text) if tie.other_name else []
    return any(r.hear(a).closes("maynot.needs_not") or r.hear(b).opens("maynot.stays") for a, b in each)


def _nobody(r: Reading) -> list[Span]:
    """Where a text tells, and neither asks nor supposes, that nobody is there."""
    if r.intent is Intent.QUESTION or "?" in r.text:
        return []
    supposes = {end for _, end in r.cues.places("maynot.supposes")}
    return [(a, b) for a, b in r.cues.places("maynot.nobody") if a not in supposes]


def _ends_in_name(tie: Tie, r: Reading) -> bool:
    """Whether the name of whoever comes is the last word, as in "i dont need ben or cora"."""
    last = r.text[slice(*r.cues.words[-1])] if r.cues.words else ""
    return tie.other_name is not None and last.lower() == tie.other_name.lower()


def _nobody_there(ties: tuple[Tie, ...], r: Reading) -> bool:
    """Whether nobody will be there for whoever comes, in a sentence that ends with that."""
    at_door = bool(r.conditions or r.at_door) or "goes_on" in r.spans
    ends = [(a, b) for a, b in _nobody(r) if _ends_at(r, b)]
    return not (at_door or any(t.helping for t in ties)) and _stands_alone(r, ends)


def _ends_at(r: Reading, at: int) -> bool:
    """Whether a sentence ends before this word of a text, but for a time and courtesy."""
    end = next((edge for edge in r.cues.edges if edge >= at), len(r.cues.words))
    spared = r.cues.at("maynot.no_beside") | r.cues.at("pieces.pleads")
    first, last = r.spans.get("when", (0, 0))
    timed = {word for word, (a, b) in enumerate(r.cues.words) if first <= a and b <= last}
    return spared | timed >= set(range(at, end))
