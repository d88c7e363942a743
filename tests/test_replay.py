"""`replay`: what a spreadsheet of old texts may look like, and what is printed of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from mutualaid.cli import main
from mutualaid.config import ENVIRONMENT
from mutualaid.service.sheets.replayrows import NoColumn, columns, read
from mutualaid.transport.notices import Notices
from mutualaid.transport.twilio import TwilioTransport

ZONE = ZoneInfo("America/Los_Angeles")
START = datetime(2026, 10, 5, 9, tzinfo=ZONE)
ANA, BEN, OWN = "+14155550111", "+14155550112", "+14155550100"
NEED = "need groceries, 24th and mission, tomorrow 10am"
CONFIG = """
[group]
name = "Vega Street Neighbors"
short_name = "Vega St"
[review]
policy = "none"
[alarms]
webhook = "https://ntfy.example.org/x"
[[places]]
name = "24th & Mission"
latitude = 37.7522
longitude = -122.4184
aliases = ["24th and mission"]
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Replays a file of these lines with a config, where no text or alarm can leave."""
    monkeypatch.chdir(tmp_path)
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("something would have left the machine")

    monkeypatch.setattr(TwilioTransport, "send", never)
    monkeypatch.setattr(Notices, "_post", never)
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")

    def do(lines: str | bytes, *words: str) -> Result:
        file = tmp_path / "texts.csv"
        file.write_bytes(lines if isinstance(lines, bytes) else lines.encode())
        found = CliRunner().invoke(main, ["replay", str(file), "--config", "config.toml", *words])
        assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
        return found

    return do


def rows(found: Result) -> list[dict[str, str]]:
    assert found.exit_code == 0, found.output
    return list(csv.DictReader(io.StringIO(found.stdout)))


# --- what a file may look like ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["from", "text"], {"from": ("from",), "text": ("text",)}),
        (
            ["Date Sent", "From", "To", "Body"],
            {"from": ("From",), "text": ("Body",), "at": ("Date Sent",), "to": ("To",)},
        ),
        (
            ["Phone #", "MESSAGE", "date", "time"],
            {"from": ("Phone #",), "text": ("MESSAGE",), "at": ("date", "time")},
        ),
        (
            ["phone", "sms", "Time", "SID", "Direction"],
            {"from": ("phone",), "text": ("sms",), "at": ("Time",), "id": ("SID",), "direction": ("Direction",)},
        ),
    ],
)
def test_headings_are_recognised_loosely(header: list[str], found: dict[str, tuple[str, ...]]) -> None:
    assert columns(header) == found


@pytest.mark.parametrize("header", [["who", "text"], ["from", "note"], []])
def test_a_missing_column_is_named_with_what_would_do(header: list[str]) -> None:
    with pytest.raises(NoColumn, match=r"There is no column \w+\. It may also be called"):
        columns(header)


def test_texts_come_in_the_order_of_their_time() -> None:
    written = [
        "2026-10-05 10:30",
        "2026-10-05T09:00:00-04:00",
        "2026-10-05 14:00 UTC",
        "Mon, 05 Oct 2026 17:00:00 +0000",
    ]
    old = read([{"from": ANA, "text": at, "at": at} for at in written], "US", ZONE, START)
    assert old.problems == ()
    assert [text.body for text in old.texts] == [written[1], written[2], written[3], written[0]]
    assert old.texts[3].at == datetime(2026, 10, 5, 10, 30, tzinfo=ZONE)


@pytest.mark.parametrize(("country", "month", "day"), [("US", 9, 1), ("GB", 1, 9)])
def test_a_date_with_slashes_is_read_as_the_country_writes_it(country: str, month: int, day: int) -> None:
    old = read([{"from": ANA, "text": "a", "at": "9/1/2026 10:00"}], country, ZONE, START)
    assert [text.at for text in old.texts] == [datetime(2026, month, day, 10, tzinfo=ZONE)]


def test_without_times_a_text_comes_each_minute() -> None:
    old = read(
        [{"from": ANA, "text": "a"}, {"from": "", "text": ""}, {"from": BEN, "text": "b"}], "US", ZONE, START
    )
    assert [text.at - START for text in old.texts] == [timedelta(0), timedelta(minutes=1)]
    assert [text.phone for text in old.texts] == [ANA, BEN]


def test_our_own_texts_are_passed_over() -> None:
    both = [
        {"from": ANA, "to": OWN, "text": "hi"},
        {"from": "(415) 555-0100", "to": ANA, "text": "hello"},
        {"from": BEN, "to": OWN, "text": "hi"},
    ]
    assert read(both, "US", ZONE, START).ours == 1
    marked = [
        {"from": ANA, "direction": "inbound", "text": "hi"},
        {"from": BEN, "direction": "outbound-api", "text": "x"},
    ]
    assert [text.phone for text in read(marked, "US", ZONE, START).texts] == [ANA]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"from": "", "text": "hi", "at": "2026-10-05 09:00"}, "Row 2: from: empty."),
        ({"from": "555-0111", "text": "hi", "at": "2026-10-05 09:00"}, "no phone number with an area code"),
        ({"from": "1.41556E+10", "text": "hi", "at": "2026-10-05 09:00"}, "format the column as text"),
        ({"from": ANA, "text": "hi", "at": "10/5/26"}, "at: '10/5/26' is no time such as 2026-10-05 09:00"),
        ({"from": ANA, "text": "hi", "at": ""}, "at: '' is no time"),
        ({"from": ANA, "text": "hi", "at": "0026-10-05"}, "is no time"),
        ({"from": ANA, "text": "hi", "at": "2026-10-05", None: ["more"]}, "must stand in quotes"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row: dict[str | None, object], says: str) -> None:
    (problem,) = read([row], "US", ZONE, START).problems
    assert says in problem


def test_a_name_or_a_short_code_is_a_sender_too() -> None:
    old = read([{"from": "72727", "text": "code"}, {"from": "VOTE", "text": "x"}], "US", ZONE, START)
    assert [text.phone for text in old.texts] == ["72727", "VOTE"]


# --- the command -----------------------------------------------------------------------------------------------


def test_each_text_is_lived_through_at_its_time(run: Run) -> None:
    lines = (
        "at,from,text\n"
        f'2026-10-05 09:00,{BEN},"i can bring groceries, 24th and mission, any day. my name is Ben"\n'
        f'2026-10-05 09:05,{ANA},"{NEED}. my name is Ana"\n'
        f"2026-10-05 09:10,{BEN},1\n"
        f"2026-10-05 09:15,{ANA},1\n"
        f"2026-10-05 09:16,{ANA},thanks\n"
    )
    found = run(lines)
    became = rows(found)
    assert [row["row"] for row in became][:4] == ["offer", "need", "answer", "answer"]
    assert became[1]["kinds"] == "food" and became[1]["reply"].startswith("Got it: food, 24th & Mission")
    assert became[2]["answer"] == "yes"
    assert ANA not in found.stdout and became[0]["from"].endswith("+1...0112")
    assert "1  needs posted" in found.stderr and "1  confirmed" in found.stderr


def test_pieces_are_answered_once(run: Run) -> None:
    lines = (
        f"at,from,text\n2026-10-05 09:00:00,{ANA},need food\n2026-10-05 09:00:10,{ANA},24th and mission tomorrow\n"
    )
    first, last = rows(run(lines))
    assert first["reply"] == "" and last["reply"].startswith("Got it: food")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_any_spreadsheets_csv_will_do(run: Run, mark: bytes, between: str) -> None:
    lines = [["Phone", "Message"], [ANA, "necesito comida, mañana"], [BEN, "thanks"]]
    out = io.StringIO()
    csv.writer(out, delimiter=between).writerows(lines)
    assert [row["text"] for row in rows(run(mark + out.getvalue().encode()))] == [
        "necesito comida, mañana",
        "thanks",
    ]


def test_danger_and_stop_are_counted_and_no_alarm_leaves(run: Run) -> None:
    lines = f"from,text\n{ANA},my husband has chest pain\n{BEN},STOP\n72727,your code is 1234\n"
    found = run(lines, "--now", "2026-10-05T09:00")
    assert [row["row"] for row in rows(found)] == ["danger", "stop", "no number"]
    assert rows(found)[0]["desk"] == "danger" and "call 911" in rows(found)[0]["reply"]
    assert "1  danger" in found.stderr and "1  stop" in found.stderr


def test_json_is_one_object_a_line_and_the_summary_last(run: Run) -> None:
    found = run(f"from,text\n{ANA},{NEED.replace(',', '')}\n{ANA},zzz qqq\n", "--json", "--show-numbers")
    *became, last = [json.loads(line) for line in found.stdout.splitlines()]
    assert became[0]["from"] == ANA and became[0]["row"] == "need" and became[0]["kinds"] == ["food"]
    assert datetime.fromisoformat(became[0]["at"]).astimezone(UTC)
    assert last["summary"]["texts"]["texts"] == 2
    assert found.stderr == ""


def test_the_same_id_twice_is_one_text(run: Run) -> None:
    found = run(f"id,from,text\nSM1,{ANA},need food\nSM1,{ANA},need food\n")
    assert [row["row"] for row in rows(found)] == ["need", "came before"]


def test_a_cell_cannot_act_as_a_formula(run: Run) -> None:
    (row,) = rows(run(f"from,text\n{ANA},=1+2\n"))
    assert row["text"] == "'=1+2"


def test_a_database_that_is_there_is_refused(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    assert rows(run(f"from,text\n{ANA},need food\n", "--database", str(kept)))
    before = kept.read_bytes()
    found = run(f"from,text\n{ANA},need food\n", "--database", str(kept))
    assert found.exit_code == 2 and "is there already; name a new file" in found.stderr
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    ("lines", "code", "says"),
    [
        (b"", 2, "is empty"),
        (b"who,words\nx,y\n", 2, "There is no column from"),
        (b"from,text\n", 1, "holds no texts"),
        (f"from,to,text\n{OWN},{ANA},hi\n{ANA},{OWN},\n{OWN},{OWN},x\n".encode(), 0, "2 texts of your own"),
        ("from,text\n+14155550111,caf\u00e9\n".encode("latin-1"), 2, "not UTF-8"),
        (b"from,text\n12,hi\n+14155550111,hi, you\n", 1, "Nothing was replayed: 2 problems"),
    ],
)
def test_a_file_that_cannot_be_replayed_is_explained(run: Run, lines: bytes, code: int, says: str) -> None:
    found = run(lines)
    assert found.exit_code == code and says in found.stderr
    assert (found.stdout == "") == (code != 0)


def test_a_wrong_row_is_named_and_the_others_go_on(run: Run) -> None:
    found = run(f"at,from,text\n2026-10-05 09:00,{ANA},need food\nsoon,{ANA},hi\n2026-10-05 09:05,,hi\n")
    assert found.exit_code == 1 and "Row 3: at:" in found.stderr and "Row 4: from: empty" in found.stderr
    assert "2 rows" in found.stderr and "need food" in found.stdout


def test_the_progress_bar_is_for_terminals(run: Run) -> None:
    assert "Replaying" not in run(f"from,text\n{ANA},hi\n").output
