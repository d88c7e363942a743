"""Who came to a visit that is past, as the person in need tells it: by name, somebody else than we said, only one
of two; and that whoever came is not to come again. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from mutualaid.domain.conversation import across, apart
from mutualaid.domain.conversation.effects import Close, Effect, OpenCase, Report, RuleOut, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, QuestionKind

CAME = frozenset(
    {
        "came", "showed", "arrived", "helped", "did", "vino", "vinieron", "llego", "llegaron", "ayudo", "estuvo",
        "venu", "venue", "venus", "arrive", "arrivee", "arrives", "vini", "vin", "rive",
    }
)  # fmt: skip
"""Words with which somebody is said to have come."""

NOT = frozenset(
    {
        "not", "no", "didnt", "never", "nobody", "neither", "nor", "wasnt", "isnt", "without", "except",
        "nunca", "sin", "menos", "ni", "pas", "jamais", "sauf", "sans", "pa", "pat", "janm", "sof",
    }
)  # fmt: skip
"""Words that deny it within their clause."""

BUT = frozenset({"but", "pero", "mais", "men", "sino", "though", "instead", "while"})
AND = frozenset({"and", "y", "e", "et", "ak", "epi"})
ONLY = frozenset({"only", "just", "solo", "solamente", "nomas", "unicamente", "seulement", "juste", "selman"})
YES = frozenset({"yes", "si", "oui", "wi"})
ALL = frozenset({"both", "all", "ambos", "ambas", "dos", "todos", "tous", "deux", "tou", "toulede"})
"""Words for everyone who was to come."""

LATE = frozenset({"late", "early", "tarde", "temprano", "retard", "reta"})
"""Words of somebody who came, at whatever hour."""

_ELSE = re.compile(
    r"\b(?:(?:some ?one|some ?body) else|(?:an? ?other|other|different) (?:person|guy|man|woman|lady|girl|boy|one|"
    r"helper|driver|volunteer|neighbor)|otra? (?:persona|senora?|muchach[oa]|hombre|mujer|chic[oa]|joven|vecin[oa]|"
    r"ayudante|voluntari[oa])|alguien mas|quelquun dautre|une? autre (?:personne|homme|femme|dame|monsieur)|"
    r"(?:yon )?lot (?:moun|nonm|fanm))\b"
)
"""Somebody else than the one we said."""

_WAS_NOT = r"\b(?:(?:was|were) ?n[o']?t|no (?:era|fue|es)|(?:c|n|ce n)?etait pas|nest pas|se pa t?e?) (?:the )?"
_WHO_CAME = re.compile(r"\b(?:who|that|que|quien|qui|ki) (?:came|showed|vino|llego|est venue?|te vini|vini)\b")

_NOBODY = re.compile(
    r"\b(?:(?:nobody|no ?one|neither|none)\b(?: of them)?(?: ever)? (?:came|come|showed|arrived)|"
    r"they (?:did ?nt|did not|never|no) (?:come|came|show|showed|arrive)|"
    r"(?:nadie|ninguno|ninguna)(?: de los dos)? (?:vino|llego|aparecio)|"
    r"no (?:vino|llego|aparecio) (?:nadie|ningun[oa])|"
    r"(?:no|nunca) (?:vinieron|llegaron)|(?:personne|aucune?)(?: des deux)? (?:n ?)?est venue?|"
    r"(?:pesonn|okenn)(?: moun)? pa(?: t)?(?: te)? vini?|yo pa(?: t)?(?: te)? vini?)\b"
)
"""Of several who were to come none did."""

_THEY_CAME = re.compile(
    r"\b(?:they (?:did |both |all |just )?(?:came|come|showed|arrived)|vinieron|llegaron|"
    r"(?:ils|elles) sont (?:tous |toutes )?venue?s|yo(?: tou)?(?: te)? vini?)\b"
)

_SOMEBODY_CAME = re.compile(
    r"\b(?:he|she|they|driver|helper)\W+(?:(?:did|just|has|finally|already)\W+){0,2}(?:came|come|showed|arrived)\b|"
    r"\b(?:si|sí|ya|apenas)\W+(?:vino|llego|llegó)\b|"
    r"\b(?:il|elle|on)\W+(?:est|vient d)\W+(?:venue?|arrivee?|arriver)\b|"
    r"\bli\W+(?:vini|rive)\b|"
    r"^\W*(?:(?:yes|yeah|yep|si|sí|oui|wi)\W+)?(?:just\W+)?(?:came|showed up|vino|llego|llegó|venue?|vini)\b",
    re.IGNORECASE,
)

MOST_OF_A_NOT = 4
"""Words at most of a wish that is only "but not Ben"."""


def beside_came(r: Reading) -> set[str] | None:
    """The words beside those that say somebody came; None where nothing says so."""
    found = _SOMEBODY_CAME.search(r.text)
    if found is None:
        return None
    return set(re.findall(r"[^\W\d_]+", (r.text[: found.start()] + " " + r.text[found.end() :]).lower()))


def somebody_came(r: Reading) -> bool:
    return _SOMEBODY_CAME.search(r.text) is not None


_YET = re.compile(r"\b(?:yet|still|todavia|aun|encore|toujours|toujou|poko|anko)\b")
"""Nobody has come, but somebody still may."""


def nobody_came(r: Reading) -> bool:
    """Whether a text says that nobody came, and not that they wait."""
    plain = _plain(r.text)
    return _NOBODY.search(plain) is not None and _YET.search(plain) is None


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


def told(text: str, names: frozenset[str]) -> Told:
    """Who came, of the people called `names` (first names in lower case, without accents)."""
    plain = _plain(text)
    words = re.findall(r"\w+|[.,;:!\n]", plain)
    came: set[str] = set()
    missed: set[str] = set()
    stranger = False
    clauses = _joined(_clauses(words, names), names)
    for clause in clauses:
        here = names & set(clause)
        said = _said(clause, names)
        if said is None:
            continue
        stranger = stranger or (said and not here and bool(CAME & set(clause)) and not ALL & set(clause))
        for name in here:
            at = clause.index(name)
            follows = clause[at + 1] if at + 1 < len(clause) else ""
            good = True if follows in YES else said
            (came if good else missed).add(name)
    for clause in clauses:  # "ben but not cora": who is set against somebody who did not come did
        bare = names & set(clause) - came - missed
        if bare and came and LATE & set(clause):
            came.update(bare)  # "ben came but cora was late"
        elif bare and (came or missed) and _said(clause, names) is None:
            (missed if came and not missed else came).update(bare)
    everyone = not missed and bool(ALL & set(words)) and bool(CAME & set(words)) and not NOT & set(words)
    unnamed = not (came or missed or names & set(words))
    nobody = unnamed and _NOBODY.search(plain) is not None
    everyone = everyone or (unnamed and not nobody and _THEY_CAME.search(plain) is not None)
    only = bool(came) and any(_alone(words, at, names) for at, word in enumerate(words) if word in ONLY)
    denied = any(re.search(_WAS_NOT + re.escape(name), plain) for name in names)
    other = denied or (bool(missed) and not came and (stranger or _WHO_CAME.search(plain) is not None))
    other = other or (not came and _ELSE.search(plain) is not None and bool(CAME & set(words)))
    return Told(frozenset(came - missed), frozenset(missed), only, everyone, nobody, other)


def _alone(words: list[str], at: int, names: frozenset[str]) -> bool:
    """Whether the "only" at `at` is about a name: "only ben", "solo vino luis", "luis nomas"."""
    after = [w for w in words[at + 1 : at + 3] if w in names or w not in CAME]
    ends = at > 0 and words[at - 1] in names and at + 1 == len(words)
    return ends or bool(after and after[0] in names)


def _clauses(words: list[str], names: frozenset[str]) -> list[list[str]]:
    """The clauses of a text: up to a mark, a "but", an "and", or a "not" before a name."""
    found: list[list[str]] = [[]]
    for at, word in enumerate(words):
        follows = words[at + 1] if at + 1 < len(words) else ""
        if not word[0].isalnum() or word in BUT or word in AND:
            found.append([])
        elif word in NOT and follows in names:
            opens = at == 0 and word == "no" and any(w in CAME for w in words[at + 2 : at + 4])
            found.append([] if opens else [word])  # "no ben came" denies what we thought
        elif word in names and names & set(found[-1]) and _said(found[-1], names) is not None:
            found.append([word])  # "ben came cora didnt"
        else:
            found[-1].append(word)
    return [clause for clause in found if clause]


def _joined(clauses: list[list[str]], names: frozenset[str]) -> list[list[str]]:
    """ "Ben and cora didnt come": names that stand alone go with the clause behind them."""
    found: list[list[str]] = []
    for clause in reversed(clauses):
        alone = set(clause) <= names | {"neither", "ni"}
        set_against = bool(found) and found[-1][0] in NOT and clause[0] in names  # "ben but not cora"
        if alone and found and not set_against and names & set(found[-1]) and _said(found[-1], names) is not None:
            found[-1] = [*clause, *found[-1]]
        else:
            found.append(clause)
    return found[::-1]


def _said(clause: list[str], names: frozenset[str]) -> bool | None:
    """Whether a clause says that somebody came (True) or did not (False); None where it says neither."""
    words = set(clause)
    if NOT & words:
        return False
    if CAME & words or (names & words and (YES | ONLY) & words):
        return True
    return None


# ---- what it does


def _due(c: Conversation, now: datetime) -> tuple[Tie, ...]:
    """The visits to this phone that are past, or of which it said within the day that they went well."""
    mine = (t for t in c.ties if not t.helping and t.match.outcome != "problem")
    return tuple(
        t for t in mine
        if (t.match.state is MatchState.CONFIRMED and _is_past(c, t, now))
        or (t.match.state is MatchState.FULFILLED and t.is_open(now))
    )  # fmt: skip


def _asked(c: Conversation, tie: Tie) -> bool:
    q = c.question
    return q is not None and q.kind is QuestionKind.HAPPENED and q.match_id == tie.match.id


def _is_past(c: Conversation, tie: Tie, now: datetime) -> bool:
    return across.over(tie, now) or _asked(c, tie)


def _name(tie: Tie) -> str:
    return _plain((tie.other_name or "").split()[0]) if (tie.other_name or "").split() else ""


def _of(c: Conversation, r: Reading, now: datetime) -> Told:
    names = frozenset(_name(t) for t in _due(c, now)) - {""}
    of = told(r.text, names)
    words = set(re.findall(r"\w+", _plain(r.text)))
    named = names & words
    silent = not (of.came or of.missed or of.other or of.everyone or of.nobody or NOT & words or BUT & words)
    return replace(of, came=named) if r.thanks and silent and len(named) > 1 else of


def _only_denies(r: Reading) -> bool:
    """Whether words of a wish to be kept apart are but a "not Ben"."""
    if not r.apart:
        return True
    start, end = r.spans.get("apart", (0, 0))
    return not r.lasting and len(r.text[start:end].split()) <= MOST_OF_A_NOT


def tells(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text tells who came: somebody else than we said, or which of several."""
    due = _due(c, now)
    complains = r.complaint and not (r.only_waits or "never_came" in r.spans)
    if not due or complains or r.intent is Intent.QUESTION or r.digit is not None or not _only_denies(r):
        return False
    of = _of(c, r, now)
    if of.nobody or (of.everyone and not ALL & set(apart.words_of(r.text))):
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
    due, of = _due(c, now), _of(c, r, now)
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
    due = _due(c, now)
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
