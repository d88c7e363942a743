"""Writes conversations.md, and the README's excerpt and price, from the transcripts that the tests play:
`python docs/build_conversations.py`.

A transcript is a script in tests/transcripts (see tests/script.py): `ana> words`, `service> ana [1]: words`,
`-- 2 hours later`, `dana approves ana's need`, `desk> reason (ana)`,
`phone> ana: words`, `# a comment`, `set` and `start` at the top.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run as a script, only this folder is searched
    sys.path.insert(0, str(ROOT))

from mutualaid.config import Sending  # noqa: E402
from mutualaid.language.saying.segments import segments  # noqa: E402
from mutualaid.language.words.lexicon import load  # noqa: E402
from mutualaid.language.words.parsing import vote  # noqa: E402
from mutualaid.language.words.tokens import tokenize  # noqa: E402
from mutualaid.service.reasons import reason_of  # noqa: E402

SCRIPTS = ROOT / "tests" / "transcripts"
PAGE = ROOT / "docs" / "conversations.md"
README = ROOT / "README.md"

SHOWN = "match_groceries"
"""The transcript the README shows a part of and counts the price of."""

EXCERPT = (
    "**Ana** | need groceries", "*to Ana* | Got it", "*to Ben* | Can you help", "**Ben** | 1",
    "*to Ana* | Ben can help", "**Ana** | 1", "*to Ana* | Ben comes", "**Ana** | 214",
    "*to Ben* | Ana: 214", "**Ben** | on my way", "*to Ana* | Ben: on my way", "*to Ana* | Did Ben come",
)  # fmt: skip
"""How the rows of that part begin, in their order."""

TOPICS = {
    "ask": "Asking for help",
    "pieces": "In pieces and in panic",
    "offer": "Offering help",
    "match": "From an ask to help that came",
    "answers": "Answers, and what they answer",
    "counter": "Yes, but",
    "again": "Help that comes again",
    "ride": "Rides there and back",
    "conditions": "Stairs, car seats and other wishes",
    "store": "Who pays the store",
    "behalf": "For someone else",
    "relay": "The two sides text each other",
    "calls": "Calls to the number",
    "time": "Waiting, nights and honest news",
    "commands": "Commands in plain words",
    "phones": "Whose phone is it?",
    "after": "After the help",
    "apart": "Two who are not put together again",
    "danger": "Danger",
    "desk": "Before a coordinator",
}
"""First word of a transcript's file name -> the heading it stands under, in this order; others follow by name."""

LANGUAGES = {"en": "English", "es": "Spanish"}

INTRO = """\
# Conversations

What people write and what the service answers, word for word. These are the transcripts in `tests/transcripts`:
the tests play each one against the real service, with a store, a clock and handsets for phones, and fail where a
single line differs. So this page cannot promise what the service does not do. All people and numbers are invented,
the group is called Mission Neighbors, and Dana coordinates.

**Ana** is who writes; *to Ana* is what the service texts her, and “(2)” after it means that the text costs two
segments instead of one. Other rows say what time passed, what a coordinator did and what stood on her desk.

This page is made by `python docs/build_conversations.py`. Do not edit it; edit a transcript.
"""

SAID = re.compile(r"(\w+)>>? ?(.*)")
SENT = re.compile(r"service> (\w+) \[(\d+)\]: (.*)")
HEARD = re.compile(r"phone> (\w+): (.*)")
DESK = re.compile(r"desk> (\w+)(?: \((\S+)\))?")
NAMES_IN_ACTS = re.compile(r"\b[a-z]+\b")


@dataclass
class Transcript:
    """One transcript, read: `rows` are (who, what) as they stand on the page."""

    name: str
    title: str = ""
    about: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)
    sent: list[tuple[str, int, str]] = field(default_factory=list)
    """Texts of the service: to whom, segments, words."""
    received: list[tuple[str, str]] = field(default_factory=list)
    """Texts of people: who, words."""

    @property
    def topic(self) -> str:
        return self.name.split("_")[0]


def read(path: Path) -> Transcript:
    """A transcript as it is written."""
    found = Transcript(path.stem)
    lines = path.read_text(encoding="utf-8").splitlines()
    people = {m[1] for line in lines if (m := SAID.fullmatch(line)) and m[1] not in ("service", "desk", "phone")}
    people |= {m[1] for line in lines if (m := SENT.fullmatch(line) or HEARD.fullmatch(line))} | {"dana", "lee"}
    for line in filter(str.strip, lines):
        _read_line(found, line.strip(), people)
    return found


def _read_line(found: Transcript, line: str, people: set[str]) -> None:
    if line.startswith("#"):
        _comment(found, line.lstrip("# "))
    elif line.startswith("set "):
        _, key, value = line.split(maxsplit=2)
        found.about.append(f"With `{key}` at `{value}`.")
    elif line.startswith("start "):
        found.about.append(f"It begins on {_day(datetime.fromisoformat(line.split()[1]))}.")
    elif sent := SENT.fullmatch(line):
        found.sent.append((sent[1], int(sent[2]), sent[3]))
        price = f" ({sent[2]})" if sent[2] != "1" else ""
        found.rows.append((f"*to {sent[1].capitalize()}*{price}", _words(sent[3])))
    elif heard := HEARD.fullmatch(line):
        found.rows.append((f"*{heard[1].capitalize()} hears*", _words(heard[2].strip("()"))))
    elif desk := DESK.fullmatch(line):
        found.rows.append(("*on the desk*", _words(_reason(desk[1], desk[2]))))
    elif line == "desk?":
        pass  # what it shows stands in the rows that follow
    elif line.startswith("-- "):
        found.rows.append(("", f"*{_passing(line.removeprefix('-- '))}*"))
    elif said := SAID.fullmatch(line):
        found.received.append((said[1], said[2]))
        found.rows.append((f"**{said[1].capitalize()}**", _words(said[2])))
    else:
        act = NAMES_IN_ACTS.sub(lambda m: m[0].capitalize() if m[0] in people else m[0], line)
        found.rows.append(("*by hand*", _words(act)))


def _comment(found: Transcript, words: str) -> None:
    if not found.title:
        found.title = words.rstrip(".")
    elif found.rows:
        found.rows.append(("", f"*{_words(words)}*"))
    else:
        found.about.append(_words(words))


def _reason(reason: str, who: str | None) -> str:
    name = who.capitalize() if who else "Somebody"
    return reason_of(reason).title.format(name=name, helper="the helper", emergency="911")


def _passing(words: str) -> str:
    if words.startswith("to "):
        return f"until {_day(datetime.fromisoformat(words.removeprefix('to ')))}"
    return words


def _day(at: datetime) -> str:
    return f"{at:%A}, {at:%B} {at.day}, {at:%H:%M}"


def _words(text: str) -> str:
    """What somebody wrote, as a cell of a table that shows it and nothing else."""
    shown = re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", text)
    return shown.replace(" / ", "<br>") or "(an empty text)"


def languages(transcript: Transcript) -> list[str]:
    """In which languages the service answered, the commonest first."""
    lexicons = tuple(load(code) for code in LANGUAGES)
    votes = [_language(vote(tokenize(words), lexicons)) for _, _, words in transcript.sent]
    known = [one for one in votes if one in LANGUAGES]
    # one line that names a street or a person may be read as either
    ranked = sorted(LANGUAGES, key=known.count, reverse=True)
    return [LANGUAGES[one] for one in ranked if known.count(one) > 1]


def _language(votes: dict[str, int]) -> str | None:
    """The one language that more words speak for than for any other."""
    first, second = sorted(votes.values(), reverse=True)[:2]
    return max(votes, key=lambda code: votes[code]) if first > second else None


def section(transcript: Transcript) -> str:
    """A transcript as a part of the page."""
    spoken = " and ".join(languages(transcript)) or LANGUAGES["en"]
    parts = [f"### {transcript.title}", "", " ".join([f"{spoken}.", *transcript.about]), ""]
    parts += ["| | |", "|---|---|", *(f"| {who} | {what} |" for who, what in transcript.rows)]
    parts += ["", f"<sub>`tests/transcripts/{transcript.name}.txt`</sub>", ""]
    return "\n".join(parts)


def page(scripts: Iterable[Path]) -> str:
    """The whole page."""
    found = [read(path) for path in sorted(scripts)]
    topics = [*TOPICS, *sorted({one.topic for one in found} - set(TOPICS))]
    parts = [INTRO]
    for topic in topics:
        mine = [one for one in found if one.topic == topic]
        if mine:
            parts += [f"## {TOPICS.get(topic, topic.capitalize())}", "", *(section(one) for one in mine)]
    return "\n".join(parts)


def readme(text: str, shown: Transcript) -> str:
    """The README with its excerpt and its price as they are now. Raises ValueError where a row is gone."""
    rows = [f"| {who} | {what} |" for who, what in shown.rows]
    kept, last = [], 0
    for begins in EXCERPT:
        at = next((n for n, row in enumerate(rows) if n >= last and row.startswith(f"| {begins}")), None)
        if at is None:
            raise ValueError(f"{shown.name} has no row that begins with: {begins}; choose another in EXCERPT")
        kept.append(rows[at])
        last = at + 1
    text = _between(text, "excerpt", "\n" + "\n".join(["", "| | |", "|---|---|", *kept, ""]) + "\n")
    return _between(text, "price", price(shown))


def price(shown: Transcript, sending: Sending | None = None) -> str:
    """What a conversation costs the group: "22 segments sent and 10 received, $0.36"."""
    at = sending or Sending()
    sent = sum(paid for _, paid, _ in shown.sent)
    received = sum(segments(words) for _, words in shown.received)
    cost = sent * at.price + received * at.price_in
    return f"{sent} segments sent and {received} received, {at.currency}{cost:.2f}"


def _between(text: str, name: str, new: str) -> str:
    before, begin, rest = text.partition(f"<!-- {name} -->")
    _, end, after = rest.partition(f"<!-- end of {name} -->")
    if not (begin and end):
        raise ValueError(f"the README has no <!-- {name} --> with its end")
    return before + begin + new + end + after


if __name__ == "__main__":
    PAGE.write_text(page(SCRIPTS.glob("*.txt")), encoding="utf-8")
    README.write_text(
        readme(README.read_text(encoding="utf-8"), read(SCRIPTS / f"{SHOWN}.txt")), encoding="utf-8"
    )
    sys.stderr.write(f"wrote {PAGE} and {README}\n")
