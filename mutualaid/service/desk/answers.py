"""The group's own answers, entered on the desk: what a form holds becomes an answer, or sentences about it."""

from __future__ import annotations

from mutualaid.domain.answers import QUESTION, USES, OwnAnswer
from mutualaid.language.saying.segments import GSM_ONE, gsm7, segments, spells
from mutualaid.service.desk.adding import Entered
from mutualaid.service.kit import Kit
from mutualaid.service.refused import NotThere
from mutualaid.service.turn import Turn
from mutualaid.store import group

MOST_WORDS = 20
"""Words or phrases one answer goes by."""

FOLDED = 80
"""Characters up to which an answer nearly always fits into the same text as a line of ours."""


def too_long(text: str) -> str | None:
    """What is wrong with a text that is to be sent in one segment, in a sentence."""
    if not spells(text):
        return "It holds letters that our texts cannot write. Use plain Latin letters."
    sent = gsm7(text)
    if segments(sent) > 1:
        return (
            f"As sent it is {len(sent)} characters, which is more than one text; {GSM_ONE} plain ones are the most."
        )
    return None


def words_of(text: str) -> tuple[str, ...]:
    """Words and phrases, separated by commas or lines."""
    parts = (" ".join(part.split()) for part in text.replace(";", ",").replace("\n", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def answer_from(kit: Kit, form: Entered) -> OwnAnswer:
    """The answer a form holds; what is wrong with it stands in the form then."""
    config = kit.config.group
    text = {code: " ".join(form.get(f"text_{code}").split()) for code in config.languages}
    for code, said in text.items():
        problem = too_long(said) if said else None
        if problem is not None:
            form.wrong[f"text_{code}"] = problem
    first = config.languages[0]
    if not text[first]:
        form.wrong[f"text_{first}"] = "Write at least this one: it is the group's first language."
    use = tuple(one for one in USES if form.get(f"use_{one}") == "yes")
    if not use:
        form.wrong["use"] = "Choose at least one."
    words = words_of(form.get("words"))
    if len(words) > MOST_WORDS:
        form.wrong["words"] = f"That are {len(words)}; {MOST_WORDS} are the most."
    kinds = tuple(kind for kind in form.kinds if kind in config.kinds)
    if QUESTION in use and not words and not kinds:
        form.wrong["words"] = "Give words or kinds, so that we know which questions it answers."
    return OwnAnswer(text={code: said for code, said in text.items() if said}, kinds=kinds, words=words, use=use)


def put(turn: Turn, answer: OwnAnswer, key: str | None = None) -> None:
    """Keeps a new answer, or changes the one of this id. Raises NotThere where that is gone."""
    if key is not None and all(one.id != key for one in group.answers(turn.tx)):
        raise NotThere("There is no such answer.")
    group.put_answer(turn.tx, key or turn.kit.ids.new(), answer, turn.now, turn.who)
    turn.log("set answer", detail=", ".join(answer.words or answer.kinds or answer.use))


def remove(turn: Turn, key: str) -> None:
    if group.remove_answer(turn.tx, key) != 1:
        raise NotThere("There is no such answer.")
    turn.log("remove answer")
