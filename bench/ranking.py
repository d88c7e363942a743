"""How many of the offers that people judged to answer a need stand among the best that `mutualaid match` ranks.

    python bench/ranking.py need_offer_pairs.jsonl offer_pool.jsonl [--rank 20]

The pairs hold one JSON object a line: `need_id`, `need_text`, `avail_id`; the pool `id` and `text` of every offer.
Each need is ranked against the whole pool by the code behind `mutualaid match --rank`, from the texts alone. The
pairs are incomplete: only what is found of them can be told, not what is wrong. Recall is the mean over needs of
the share of each one's offers found, with the 95 % interval of 1,000 bootstrap draws over needs. The last line is
the figure.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mutualaid.config import Config, languages
from mutualaid.domain.reading import Context
from mutualaid.gazetteer.gazetteer import Gazetteer
from mutualaid.language.reader import Reader
from mutualaid.service.rounds.matchmaking import rules
from mutualaid.service.sheets.spreadsheets import match_rows

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
DRAWS = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="JSON lines with need_id, need_text and avail_id")
    parser.add_argument("pool", type=Path, help="JSON lines with id and text")
    parser.add_argument("--rank", type=int, default=20, metavar="N", help="how many offers of each need (20)")
    given = parser.parse_args()
    wanted: dict[str, set[str]] = defaultdict(set)
    needs: dict[str, str] = {}
    for line in given.pairs.read_text("utf-8").splitlines():
        pair = json.loads(line)
        wanted[pair["need_id"]].add(pair["avail_id"])
        needs[pair["need_id"]] = pair["need_text"]
    pool = [json.loads(line) for line in given.pool.read_text("utf-8").splitlines()]
    reader = Reader(languages(), Gazetteer([]).find)
    ranked, _ = match_rows(
        [{"id": one, "text": text} for one, text in needs.items()],
        [{"id": one["id"], "text": one["text"]} for one in pool],
        understand=lambda text: reader.understand(text, Context(now=NOW)),
        rank=given.rank, now=NOW, zone=UTC, rules=replace(rules(Config(), reader.hear), zone=UTC),
    )  # fmt: skip
    best: dict[str, set[str]] = defaultdict(set)
    for row in ranked:
        best[row["need_id"]].add(row["offer_id"])
    recalls = [len(offers & best[need]) / len(offers) for need, offers in wanted.items()]
    draw = random.Random(1)
    means = sorted(sum(draw.choices(recalls, k=len(recalls))) / len(recalls) for _ in range(DRAWS))
    found = sum(len(offers & best[need]) for need, offers in wanted.items())
    total = sum(map(len, wanted.values()))
    print(f"{len(wanted)} needs, {len(pool)} offers; pairs found {found} of {total} ({found / total:.3f})")
    recall = sum(recalls) / len(recalls)
    low, high = means[DRAWS // 40], means[-DRAWS // 40]
    print(f"recall@{given.rank} {recall:.3f} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()
