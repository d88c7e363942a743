"""Who came to a visit that is past, as the person in need tells it: by name, somebody else than we said, only one
of two; and that whoever came is not to come again. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Effect, OpenCase, Report, RuleOut, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import apart
from mutualaid.domain.cues import Cues, Hear, Span
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, QuestionKind

MOST_OF_A_NOT = 4
"""Words at most of a wish that is only "but not Ben"."""


def beside_came(r: Reading) -> list[str] | None:
    """The words beside those that say somebody came; None where nothing says so."""
    found = _came(r)
    if found is None:
        return None
    return re.findall(r"[^\W\d_]+", (r.text[: found[0]] + " " + r.text[found[1] :]).lower())


def somebody_came(r: Reading) -> bool:
    return _came(r) is not None


def _came(r: Reading) -> Span | None:
    """Where a text says that somebody came; with nobody named at its beginning or behind a yes."""
    if (found := r.cues.span("came.somebody")) is not None:
        return found
    start = r.cues.behind("answers.yes") or 0
    length = r.hear(r.text[start:]).behind("came.bare")
    return (start, start + length) if length is not None else None


def nobody_came(r: Reading) -> bool:
    """Whether a text says that nobody came, and not that they wait."""
    return r.cues.says("came.nobody") and not r.cues.says("came.yet")


def says_came(r: Reading) -> bool:
    return somebody_came(r) and not (r.complaint or r.only_waits or "never_came" in r.spans)


@dataclass(frozen=True, slots=True)
class Told:
    """Who is said to have come and who not, by name in lower case; with `only`, nobody else came; `everyone`: all
    who were to, `nobody`: none of them; `other`: somebody we did not speak of."""

    came: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    only: bool = False
    everyone: bool = False
    nobody: bool = False
    other: bool = False


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"['’`]", "", "".join(ch for ch in letters if not unicodedata.combining(ch)))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text, or a mark that parts, as plain letters; and which cues it stands in."""

    plain: str
    said: frozenset[str] = frozenset()


Clause = list[_Word]


def _words(plain: str, cues: Cues) -> Clause:
    """The words of a text and the marks that part it."""
    told = {
        "came": cues.at("came.came"), "denies": cues.at("came.denies"), "against": cues.at("came.against"),
        "and": cues.at("came.and"), "only": cues.at("parts.only"), "yes": cues.at("answers.yes"),
        "all": cues.at("came.all"), "late": cues.at("came.late"), "neither": cues.at("came.neither"),
        "no": cues.at("came.no_first"),
    }  # fmt: skip
    found: Clause = []
    before = 0
    for at, (start, end) in enumerate(cues.words):
        found += [_Word(mark) for mark in re.findall(r"[.,;:!\n]", plain[before:start])]
        found.append(_Word(plain[start:end], frozenset(name for name, places in told.items() if at in places)))
        before = end
    return found


def _says(words: Iterable[_Word], *cues: str) -> bool:
    return any(cue in word.said for word in words for cue in cues)


def told(text: str, names: frozenset[str], hear: Hear) -> Told:
    """Who came, of the people called `names` (first names in lower case, without accents)."""
    plain = _plain(text)
    cues = hear(plain)
    words = _words(plain, cues)
    came: set[str] = set()
    missed: set[str] = set()
    stranger = False
    clauses = _joined(_clauses(words, names), names)
    for clause in clauses:
        here = _named(clause, names)
        said = _said(clause, names)
        if said is None:
            continue
        stranger = stranger or (said and not here and _says(clause, "came") and not _says(clause, "all"))
        for name in here:
            at = [word.plain for word in clause].index(name)
            good = True if _says(clause[at + 1 : at + 2], "yes") else said
            (came if good else missed).add(name)
    for clause in clauses:  # "ben but not cora": who is set against somebody who did not come did
        bare = _named(clause, names) - came - missed
        if bare and came and _says(clause, "late"):
            came.update(bare)  # "ben came but cora was late"
        elif bare and (came or missed) and _said(clause, names) is None:
            (missed if came and not missed else came).update(bare)
    everyone = not missed and _says(words, "all") and _says(words, "came") and not _says(words, "denies")
    unnamed = not (came or missed or _named(words, names))
    nobody = unnamed and cues.says("came.nobody")
    everyone = everyone or (unnamed and not nobody and cues.says("came.they"))
    only = bool(came) and any(_alone(words, at, names) for at, word in enumerate(words) if "only" in word.said)
    denied = any(plain[slice(*cues.words[at])] in names for at in cues.at("came.was_not"))
    other = denied or (bool(missed) and not came and (stranger or cues.says("came.who_came")))
    other = other or (not came and cues.says("came.else") and _says(words, "came"))
    return Told(frozenset(came - missed), frozenset(missed), only, everyone, nobody, other)


def _named(clause: Clause, names: frozenset[str]) -> frozenset[str]:
    return names & {word.plain for word in clause}


def _alone(words: Clause, at: int, names: frozenset[str]) -> bool:
    """Whether the "only" at `at` is about a name: "only ben", "solo vino luis", "luis nomas"."""
    after = [w.plain for w in words[at + 1 : at + 3] if w.plain in names or "came" not in w.said]
    ends = at > 0 and words[at - 1].plain in names and at + 1 == len(words)
    return ends or bool(after and after[0] in names)


def _clauses(words: Clause, names: frozenset[str]) -> list[Clause]:
    """The clauses of a text: up to a mark, a "but", an "and", or a "not" before a name."""
    found: list[Clause] = [[]]
    for at, word in enumerate(words):
        follows = words[at + 1].plain if at + 1 < len(words) else ""
        if not word.plain[0].isalnum() or _says([word], "against", "and"):
            found.append([])
        elif "denies" in word.said and follows in names:
            opens = at == 0 and "no" in word.said and _says(words[at + 2 : at + 4], "came")
            found.append([] if opens else [word])  # "no ben came" denies what we thought
        elif word.plain in names and _named(found[-1], names) and _said(found[-1], names) is not None:
            found.append([word])  # "ben came cora didnt"
        else:
            found[-1].append(word)
    return [clause for clause in found if clause]


def _joined(clauses: list[Clause], names: frozenset[str]) -> list[Clause]:
    """ "Ben and cora didnt come": names that stand alone go with the clause behind them."""
    found: list[Clause] = []
    for clause in reversed(clauses):
        alone = all(word.plain in names or "neither" in word.said for word in clause)
        # "ben but not cora"
        set_against = bool(found) and "denies" in found[-1][0].said and clause[0].plain in names
        named = bool(found) and bool(_named(found[-1], names))
        if alone and named and not set_against and _said(found[-1], names) is not None:
            found[-1] = [*clause, *found[-1]]
        else:
            found.append(clause)
    return found[::-1]


def _said(clause: Clause, names: frozenset[str]) -> bool | None:
    """Whether a clause says that somebody came (True) or did not (False); None where it says neither."""
    if _says(clause, "denies"):
        return False
    if _says(clause, "came") or (_named(clause, names) and _says(clause, "yes", "only")):
        return True
    return None


# ---- what it does


def _due(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """The visits to this phone that are past, or of which it said within the day that they went well."""
    mine = (t for t in c.ties if not t.helping and t.match.outcome != "problem")
    return tuple(
        t for t in mine
        if (t.match.state is MatchState.CONFIRMED and _is_past(c, t, r, now))
        or (t.match.state is MatchState.FULFILLED and t.is_open(now))
    )  # fmt: skip


def _asked(c: Conversation, tie: Tie) -> bool:
    q = c.question
    return q is not None and q.kind is QuestionKind.HAPPENED and q.match_id == tie.match.id


def _is_past(c: Conversation, tie: Tie, r: Reading, now: datetime) -> bool:
    return tie.over(now) or _asked(c, tie) or has_been(tie, r, now)


def has_been(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether a text tells of a visit whose time has come that somebody was there: they came, were rude, or are not
    to come again."""
    start = tie.match.time_of(tie.need)[0] or tie.match.agreed_at
    begun = tie.match.state is MatchState.CONFIRMED and start is not None and start <= now
    rude = r.complaint and r.cues.says("came.past")
    return begun and (rude or somebody_came(r) or r.lasting or r.cues.says("came.next_time"))


def _name(tie: Tie) -> str:
    return _plain((tie.other_name or "").split()[0]) if (tie.other_name or "").split() else ""


def _of(c: Conversation, r: Reading, now: datetime) -> Told:
    names = frozenset(_name(t) for t in _due(c, r, now)) - {""}
    of = told(r.text, names, r.hear)
    named = names & set(re.findall(r"\w+", _plain(r.text)))
    tells = of.came or of.missed or of.other or of.everyone or of.nobody
    silent = not tells and not r.cues.says("came.denies", "came.against")
    return replace(of, came=named) if r.thanks and silent and len(named) > 1 else of


def _only_denies(r: Reading) -> bool:
    """Whether words of a wish to be kept apart are but a "not Ben"."""
    if not r.apart:
        return True
    start, end = r.spans.get("apart", (0, 0))
    return not r.lasting and len(r.text[start:end].split()) <= MOST_OF_A_NOT


def tells(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text tells who came: somebody else than we said, or which of several."""
    due = _due(c, r, now)
    complains = r.complaint and not (r.only_waits or "never_came" in r.spans)
    if not due or complains or r.intent is Intent.QUESTION or r.digit is not None or not _only_denies(r):
        return False
    of = _of(c, r, now)
    if of.nobody or (of.everyone and not r.cues.says("came.all")):
        return len(_together(c, due)) > 1
    return of.other or (len(due) > 1 and bool(of.came or of.missed or of.everyone))


def _together(c: Conversation, due: tuple[Tie, ...]) -> list[Tie]:
    """Of the visits that are past those for one need that are not told of yet: the need that is asked about."""
    on = [t for t in due if t.match.state is MatchState.CONFIRMED]
    about = next((t.need.id for t in on if _asked(c, t)), on[-1].need.id if on else None)
    return [t for t in on if t.need.id == about]


def tell(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Each visit by itself: who came is not told that it did not work out. Where somebody else came than we said, a
    person looks, and nobody is asked anew."""
    due, of = _due(c, r, now), _of(c, r, now)
    if of.other:
        asked = [t for t in due if _name(t) in of.missed] or [t for t in due if _asked(c, t)] or list(due)
        return [*_closed(c, asked[-1:], "problem"), Report(asked[-1].match.id, "problem")]
    came = [t for t in due if of.everyone or _name(t) in of.came]
    missed = [t for t in due if _name(t) in of.missed]
    if of.nobody:
        missed = _together(c, due)
    rest = [t for t in due if t not in came and t not in missed]
    if of.only:
        missed += [t for t in rest if any(t.need.id == one.need.id for one in came)]
    quiet = [t for t in rest if not of.only and missed and _asked(c, t)]
    told_last = (missed or came)[-1]
    effects = [*_closed(c, [*came, *quiet], "well"), *_closed(c, missed, "nobody_came")]
    for tie, outcome in [*((t, "well") for t in (*quiet, *came)), *((t, "nobody_came") for t in missed)]:
        if tie.match.state is MatchState.FULFILLED and outcome == "well":
            continue
        last = tie is told_last
        effects.append(Report(tie.match.id, outcome, quiet=tie in quiet, told=last))
    if not any(isinstance(e, Report) and e.told for e in effects):
        effects.append(Say("glad"))
    return effects


def _closed(c: Conversation, ties: list[Tie], answer: str) -> list[Effect]:
    return [Close(c.question.id, answer)] if c.question is not None and any(_asked(c, t) for t in ties) else []


# ---- not again


def not_again(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The visit just past whose helper is not to come again, by name or, where one visit only can be meant, without
    ("que no vuelva"); None where the wish is about somebody else."""
    if not r.apart:
        return None
    due = _due(c, r, now)
    if "only_not" in r.spans and not r.lasting and not (r.somebody or r.unknown_words):
        return None  # "not great" speaks of nobody
    meant = apart.whom(c, r)
    if meant is not None:
        return next((t for t in due if t.other.id == meant.id), None)
    unnamed = not (r.somebody and not r.only_pronoun) and not apart.named(c, r) and not c.named
    bare = not (r.when or r.off or r.repeat or r.kinds)  # "not next monday" is about that day
    asked = [t for t in due if _asked(c, t)] or due
    return asked[0] if len(asked) == 1 and unnamed and bare else None


def keep_away(c: Conversation, tie: Tie, r: Reading, complains: bool) -> list[Effect]:
    """The visit is reported as it was, and the two are kept apart; nobody is told, and nobody is told not to go."""
    missed = bool({"never_came", "waiting"} & r.spans.keys()) and not somebody_came(r)
    outcome = "problem" if complains else "nobody_came" if missed else "well"
    effects: list[Effect] = [*_closed(c, [tie], outcome)]
    if outcome != "well" or tie.match.state is MatchState.CONFIRMED:
        effects.append(Report(tie.match.id, outcome, quiet=True, told=False))
    if outcome == "well":
        effects.append(OpenCase("well_but", 1, match_id=tie.match.id, note=r.text))
    line = "apart_fear" if complains else "apart_looking" if missed else "apart_after"
    return [*effects, RuleOut(tie.other.id), Say(line, {"by": c.facts.person_by})]
