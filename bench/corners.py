"""How well corners are computed from an address file: how far from where the streets truly meet.

    python bench/streets.py town.csv corners.csv
    python bench/corners.py town.csv corners.csv

The second file has a row for each true corner: one, other (the streets), latitude, longitude. A corner that is not
found counts as missed; where two streets meet more than once, the nearest counts and "unsure" is no miss. Also
counts pairs of streets that never meet but were given a corner.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections import defaultdict
from pathlib import Path

from mutualaid.domain.places import Address, distance_km
from mutualaid.gazetteer.addressfile import RowReader, find_columns
from mutualaid.gazetteer.houses import Houses
from mutualaid.gazetteer.listed import Listed
from mutualaid.gazetteer.streetnames import StreetName, street_name


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("houses", type=Path, help="the address file (OpenAddresses' columns)")
    parser.add_argument("corners", type=Path, help="where streets truly meet: one, other, latitude, longitude")
    parser.add_argument("--most", type=int, default=20_000, help="corners looked up at most (default 20,000)")
    parser.add_argument("--apart", type=int, default=2_000, help="pairs that never meet, at most (default 2,000)")
    asked = parser.parse_args()
    houses = Houses(Listed(addresses(asked.houses)))
    truth: dict[tuple[StreetName, StreetName], list[tuple[float, float]]] = defaultdict(list)
    streets: set[StreetName] = set()
    with asked.corners.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            one, other = street_name(row["one"]), street_name(row["other"])
            if one and other:
                truth[one, other].append((float(row["latitude"]), float(row["longitude"])))
                streets |= {one, other}
    pairs = sorted(truth, key=str)[: asked.most]
    random.Random(1).shuffle(pairs)
    report(houses, pairs, truth)
    strangers(houses, sorted(streets, key=str), set(truth), asked.apart)


def addresses(path: Path) -> list[Address]:
    names: dict[str, StreetName | None] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        reader = RowReader(find_columns(rows.fieldnames or (), {}))
        found = (reader.read(row, names) for row in rows)
        return [one for one in found if isinstance(one, Address)]


def report(
    houses: Houses,
    pairs: list[tuple[StreetName, StreetName]],
    truth: dict[tuple[StreetName, StreetName], list[tuple[float, float]]],
) -> None:
    errors: list[float] = []
    missed: list[str] = []
    started = time.perf_counter()
    found = [houses.corner(pair) for pair in pairs]
    first = time.perf_counter() - started
    started = time.perf_counter()
    for pair in pairs:
        houses.corner(pair)
    again = time.perf_counter() - started
    twice = 0
    for pair, at in zip(pairs, found, strict=True):
        if at is None:
            if len(truth[pair]) > 1:
                twice += 1
            else:
                missed.append(f"{pair[0].name} {pair[0].kind} & {pair[1].name} {pair[1].kind}")
            continue
        errors.append(1000 * min(distance_km(at, true) for true in truth[pair]))
    errors.sort()
    total = len(errors) + len(missed)
    good = sum(e <= 150 for e in errors)
    print(f"{total} corners, {len(missed)} not found, {twice} left unsure that meet more than once")
    print(
        f"within 150 m {good / max(1, total):.3f}   within 50 m {sum(e <= 50 for e in errors) / max(1, total):.3f}"
    )
    for share in (0.5, 0.95, 0.99):
        print(f"error at {share:.0%} of those found: {errors[int(share * (len(errors) - 1))]:.0f} m")
    print(f"{len(pairs) / first:.0f} look-ups a second at first, {len(pairs) / again:.0f} of those in mind")
    for name in missed[:10]:
        print("  not found:", name)


def strangers(
    houses: Houses, streets: list[StreetName], meeting: set[tuple[StreetName, StreetName]], most: int
) -> None:
    dice = random.Random(2)
    asked = wrong = 0
    for _ in range(most):
        one, other = dice.sample(streets, 2)
        if (one, other) not in meeting and (other, one) not in meeting:
            asked += 1
            wrong += houses.corner((one, other)) is not None
    print(f"{asked} pairs that never meet: {wrong} given a corner ({wrong / max(1, asked):.3f})")


if __name__ == "__main__":
    main()
