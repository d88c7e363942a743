"""Whether a text is read alike when it is misspelled as people misspell.

    python bench/noise.py typing_noise.jsonl [--texts tests/language] [--rate 0.2] [--draws 3] [--show 20]

Learns spelling habits from the file (one JSON object a line: `sms` as sent, `clean` in plain spelling; see
habits.py), writes our labelled texts with them, and compares what is read with what is read of the text as it
stands: kept means the same intent and the same kinds. English gets all habits; Spanish slips of letters and its own
everyday shorthands; French and Creole only slips of letters, as often as the file has slips and, in a row more, as
often as it has slips and shorthands. Numbers are spared. `--rate` is the share of words touched (without it the
file's). Then, by themselves: accents left out, capitals throughout, no marks, two words run
together, and the slips of dictation. Texts are cut in two halves by a hash; with --show only texts of half A are
shown, so that B can stay unseen. Intervals (95 %) are by bootstrap over texts. The last line is the figure.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from habits import MARKS, WORD, Habits, learn

from mutualaid.config import languages
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command
from mutualaid.language.reader import Reader

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
DRAWS = 1000
"""Draws of the bootstrap."""

SPANISH = {
    "que": "q k ke", "qué": "q k ke", "porque": "xq pq xke", "por": "x", "para": "pa xa", "también": "tmb tb",
    "tambien": "tmb tb", "bien": "bn", "con": "cn", "de": "d", "donde": "dnd", "dónde": "dnd", "cuando": "cdo",
    "todo": "td", "favor": "fvr", "mensaje": "msj", "gracias": "grax grasias", "necesito": "nesesito nesecito",
    "quiero": "kiero", "quien": "kien", "hola": "ola", "ahora": "aora", "hay": "ay", "hospital": "ospital",
    "mañana": "mñna manana", "estoy": "toy", "está": "sta", "hacer": "aser", "ayuda": "alluda", "llevar": "yevar",
    "hasta": "asta", "voy": "boy", "minutos": "min", "casa": "ksa", "algo": "algo", "aquí": "aki", "aqui": "aki",
}  # fmt: skip
"""Spanish words and how they are written on phones."""

HEARD = {
    word: [other for other in group.split() if other != word]
    for group in (
        "their there they're", "to too two", "for four", "your you're", "hear here", "know no", "right write",
        "week weak", "by buy bye", "wear where", "its it's", "mail male", "meet meat", "flour flower", "hour our",
        "ate eight", "one won", "whole hole", "new knew", "would wood", "be bee", "see sea", "some sum",
        "wait weight", "patients patience", "bread bred", "brake break", "aid aide", "sun son", "road rode",
        "are our", "need knead", "heat heed", "than then", "dye die", "pair pear", "board bored", "weather whether",
    )
    for word in group.split()
}  # fmt: skip
"""What dictation takes for each other, as it sounds alike."""


@dataclass(frozen=True)
class Text:
    """One labelled text: its language, its open question, whether it is in half A, and what is read of it."""

    text: str
    language: str
    question: str | None
    first: bool
    read: Reading


OMITTED = {
    "mark": MARKS,
    "space": re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])"),
    "space after a mark": re.compile(r"(?<=[.,!?]) (?=[^\W\d_])"),
}
"""What may be left out wherever it stands."""

Noise = Callable[[Text, random.Random], str]


def texts_of(folder: Path, code: str, reader: Reader) -> list[Text]:
    """The texts of a language's file of labelled texts; none where there is no file."""
    file, out = folder / f"{code}.tsv", []
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        text, *_, extras = [*line.split("\t"), "", "", ""][:4]
        asked = re.search(r"question=([^;]*)", extras)
        question = asked[1] if asked else None
        first = hashlib.sha256(text.encode()).digest()[0] % 2 == 0
        out.append(Text(text, code, question, first, reader.understand(text, Context(NOW, None, question))))
    return out


def spelled(habits: Habits, texts: Sequence[Text], rate: float, times: float) -> Noise:
    """Writes a text with the habits so that `rate` of the words of `texts` is touched; marks, capitals, apostrophes
    and spaces are left out `times` as often as in the file."""
    code = texts[0].language
    short: Mapping[str, str] | None = None if code == "en" else SPANISH if code == "es" else {}
    weights = [habits.weight(w, short) for one in texts for w in WORD.findall(one.text)]
    factor = _factor(weights, rate)

    def noise(one: Text, draw: random.Random) -> str:
        def write(found: re.Match[str]) -> str:
            word = found[0]
            if "'" in word or "’" in word:
                left_out = draw.random() < times * habits.omitted["apostrophe"]
                return re.sub("['’]", "", word) if left_out else word
            touched = draw.random() < factor * habits.weight(word, short)
            return habits.respelled(word, short, draw) if touched else word

        text = WORD.sub(write, one.text)
        if draw.random() < times * habits.omitted["capital"] and not text.isupper():
            text = text.lower()
        for name, pattern in OMITTED.items():
            text = _without(text, pattern, times * habits.omitted[name], draw)
        return text

    return noise


def _without(text: str, pattern: re.Pattern[str], share: float, draw: random.Random) -> str:
    """The text with so large a share of what the pattern finds left out."""
    return pattern.sub(lambda found: "" if draw.random() < share else found[0], text)


def _factor(weights: Sequence[float], rate: float) -> float:
    """By what to multiply the weights so that so many are touched, as far as weights of 1 allow."""
    low, high = 0.0, 1000.0
    for _ in range(40):
        middle = (low + high) / 2
        touched = sum(min(1.0, middle * w) for w in weights) / max(1, len(weights))
        low, high = (middle, high) if touched < rate else (low, middle)
    return high


def without_accents(one: Text, _: random.Random) -> str:
    plain = unicodedata.normalize("NFKD", one.text)
    return "".join(c for c in plain if not unicodedata.combining(c))


def shouted(one: Text, _: random.Random) -> str:
    return one.text.upper()


def unmarked(one: Text, _: random.Random) -> str:
    return " ".join(re.sub(r"['’]", "", MARKS.sub(" ", one.text)).split())


def run_together(one: Text, draw: random.Random) -> str:
    """Two neighbouring words of letters written as one, once."""
    pairs = [m.start() for m in re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_])", one.text)]
    if not pairs:
        return one.text
    at = draw.choice(pairs)
    return one.text[:at] + one.text[at + 1 :]


def dictated(one: Text, draw: random.Random) -> str:
    """Lower case, no marks, and one word taken for another that sounds alike."""
    text = " ".join(MARKS.sub(" ", one.text.lower()).split())
    places = [found for found in re.finditer(r"(?<![\w'’])[a-z'’]+(?![\w'’])", text) if found[0] in HEARD]
    if not places:
        return text
    found = draw.choice(places)
    return text[: found.start()] + draw.choice(HEARD[found[0]]) + text[found.end() :]


@dataclass
class Outcome:
    """What came of one kind of noise: for each text how often it was kept (intent, kinds, both), 0-1; what changed;
    false stops and dangers that the text as it stands has not, and dangers lost."""

    kept: list[tuple[float, float, float]]
    changed: list[str]
    stops: int = 0
    dangers: int = 0
    lost: int = 0


def outcome(texts: Sequence[Text], noise: Noise, reader: Reader, draws: int) -> Outcome:
    out = Outcome([], [])
    for one in texts:
        counts = [0, 0, 0]
        for number in range(draws):
            written = noise(one, random.Random(f"{number} {one.text}"))
            read = reader.understand(written, Context(NOW, None, one.question))
            same = read.intent is one.read.intent, set(read.kinds) == set(one.read.kinds)
            counts = [n + ok for n, ok in zip(counts, (*same, all(same)), strict=True)]
            out.stops += read.command is Command.STOP is not one.read.command
            out.dangers += read.danger is not None and one.read.danger is None
            out.lost += read.danger is None and one.read.danger is not None
            if not all(same):
                out.changed.append(f"{_brief(one.read)} -> {_brief(read)}\n    {one.text}\n    {written}")
        out.kept.append((counts[0] / draws, counts[1] / draws, counts[2] / draws))
    return out


def _brief(read: Reading) -> str:
    return f"{read.intent.value} {' '.join(sorted(read.kinds)) or '-'}"


def interval(kept: Sequence[float]) -> tuple[float, float, float]:
    """The mean and its 95 % interval by bootstrap."""
    draw = random.Random(1)
    means = sorted(sum(draw.choices(kept, k=len(kept))) / len(kept) for _ in range(DRAWS))
    return sum(kept) / len(kept), means[DRAWS // 40], means[-DRAWS // 40]


def report(title: str, texts: Sequence[Text], noise: Noise, reader: Reader, draws: int) -> tuple[float, list[str]]:
    """Prints a row for half A, half B and both; gives the share kept of both and what changed in A."""
    changed: list[str] = []
    value = 0.0
    for name, part in (
        ("A", [t for t in texts if t.first]),
        ("B", [t for t in texts if not t.first]),
        ("all", list(texts)),
    ):
        found = outcome(part, noise, reader, draws)
        value, low, high = interval([k[2] for k in found.kept])
        intent, kinds = (sum(k[at] for k in found.kept) / len(part) for at in (0, 1))
        print(
            f"{title if name == 'A' else '':28} {name:3} {len(part):4}  kept {value:.3f} ({low:.3f} to {high:.3f})"
            f"  intent {intent:.3f}  kinds {kinds:.3f}  false stops {found.stops}, dangers {found.dangers}, "
            f"lost dangers {found.lost}"
        )
        changed = found.changed if name == "A" else changed
    return value, changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSON lines with sms and clean")
    parser.add_argument("--texts", type=Path, default=Path("tests/language"), help="folder of the labelled texts")
    parser.add_argument("--rate", type=float, help="share of words touched, 0 to 1 (default: the file's)")
    parser.add_argument("--draws", type=int, default=3, help="how often each text is misspelled (default 3)")
    parser.add_argument("--languages", default="en,es,fr,ht", help="codes, separated by commas")
    parser.add_argument("--only", default="", help="only rows whose title holds this")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N texts of half A read otherwise")
    given = parser.parse_args()
    pairs = [json.loads(line) for line in given.file.read_text("utf-8").splitlines()]
    habits = learn((pair["sms"], pair["clean"]) for pair in pairs)
    rate = habits.rate if given.rate is None else given.rate
    print(f"{len(pairs)} pairs: {habits.rate:.3f} of words short or with slips, {habits.slipped:.3f} with slips")
    print(f"{len(habits.short)} words are written short; left out: ", end="")
    print(", ".join(f"{name} {share:.3f}" for name, share in habits.omitted.items()))
    slips = sorted(((sum(found.values()), name) for name, found in habits.letters.items()), reverse=True)
    print("slips: " + ", ".join(f"{name} {count}" for count, name in slips))
    reader = Reader(languages())
    figures = []
    for code in given.languages.split(","):
        texts = texts_of(given.texts, code, reader)
        own = rate if code in ("en", "es") or given.rate is not None else habits.slipped
        rows: list[tuple[str, Noise]] = [
            (f"{code}, {times:g} x the rate, {own * times:.3f}", spelled(habits, texts, own * times, times))
            for times in (0.5, 1, 2)
        ]
        rows += [(f"{code}, slips alone, {rate:.3f}", spelled(habits, texts, rate, 1))] if own != rate else []
        rows += [(f"{code}, capitals", shouted), (f"{code}, no marks", unmarked)]
        rows += [(f"{code}, run together", run_together)]
        rows += [(f"{code}, dictated", dictated)] if code == "en" else [(f"{code}, no accents", without_accents)]
        for title, noise in rows:
            if given.only not in title:
                continue
            value, changed = report(title, texts, noise, reader, given.draws)
            if ", 1 x" in title:
                figures.append(f"{code} {value:.3f} at {own:.3f}")
            for text in random.Random(1).sample(changed, min(given.show, len(changed))):
                print(f"  {text}")
    print(f"kept: {', '.join(figures)}")


if __name__ == "__main__":
    main()
