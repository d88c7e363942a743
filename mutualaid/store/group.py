"""What coordinators set for the group as a whole: its own answers, and the brake."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.answers import OwnAnswer
from mutualaid.domain.brake import Brake
from mutualaid.store import rows
from mutualaid.store.codec import from_text, to_text
from mutualaid.store.engine import Row, Tx


def answers(tx: Tx) -> list[OwnAnswer]:
    """Those entered on the desk, the newest change first."""
    texts: dict[str, dict[str, str]] = {}
    for row in tx.all("select answer_id, language, text from answer_texts order by language"):
        texts.setdefault(row["answer_id"], {})[row["language"]] = row["text"]
    found = tx.all("select * from answers order by changed_at desc, id desc")
    return [_answer(row, texts.get(row["id"], {})) for row in found]


def _answer(row: Row, text: dict[str, str]) -> OwnAnswer:
    return OwnAnswer(
        text=text,
        kinds=_listed(row["kinds"]),
        words=_listed(row["words"]),
        use=_listed(row["uses"]),
        id=row["id"],
        changed_at=from_text(row["changed_at"]),
        changed_by=row["changed_by"],
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def put_answer(tx: Tx, id: str, answer: OwnAnswer, now: datetime, by: str) -> None:
    """Keeps an answer under this id, in the place of the one that stands there."""
    tx.run(
        "insert into answers (id, changed_at, changed_by, kinds, words, uses)"
        " values (:id, :at, :by, :kinds, :words, :uses) on conflict (id) do update set"
        " changed_at = :at, changed_by = :by, kinds = :kinds, words = :words, uses = :uses",
        id=id, at=to_text(now), by=by,
        kinds=";".join(answer.kinds), words=";".join(answer.words), uses=";".join(answer.use),
    )  # fmt: skip
    tx.run("delete from answer_texts where answer_id = :id", id=id)
    for language, text in answer.text.items():
        tx.run(
            "insert into answer_texts (answer_id, language, text) values (:id, :language, :text)",
            id=id, language=language, text=text,
        )  # fmt: skip


def remove_answer(tx: Tx, id: str) -> int:
    """Says how many there were (0 or 1)."""
    tx.run("delete from answer_texts where answer_id = :id", id=id)
    return tx.run("delete from answers where id = :id", id=id)


def brake(tx: Tx) -> Brake | None:
    """The last setting, whatever it says; None where the brake was never touched."""
    return rows.first(tx, "brakes", Brake, "1 = 1 order by set_at desc, id desc limit 1")


def set_brake(tx: Tx, brake: Brake) -> None:
    rows.insert(tx, "brakes", brake)


def middle(tx: Tx) -> tuple[float, float] | None:
    """The middle of the places in the configuration, or where it has none, of all that are known; None for none.
    Degrees."""
    for only in (" and source = 'config'", ""):
        row = tx.one(
            "select avg(latitude) as latitude, avg(longitude) as longitude from places"
            f" where latitude is not null and longitude is not null{only}"
        )
        if row is not None and row["latitude"] is not None:
            return (float(row["latitude"]), float(row["longitude"]))
    return None
