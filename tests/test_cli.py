"""The commands, as somebody types them."""

from __future__ import annotations

import csv
import io
import json
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner, Result
from werkzeug.test import Client

from mutualaid.cli import COMMANDS, main
from mutualaid.config import ENVIRONMENT, Config, load
from mutualaid.logs import Masking
from mutualaid.service import checking
from mutualaid.service.keeping.exporting import plain, safe
from mutualaid.store.engine import open_store
from mutualaid.store.migrate import pending
from mutualaid.transport.base import InboundText, Outcome, SendProblem

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., Result]

REAL = {
    "PUBLIC_URL": "https://aid.example.org",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_FROM": "+14155550100",
    "SECRET_KEY": "0123456789abcdef0123456789abcdef",
}
COMPLETE = """
[group]
name = "Vega Street Neighbors"
short_name = "Vega St"
contact = "help@example.org"
[alarms]
webhook = "https://ntfy.example.org/x"
heartbeat = "https://beat.example.org/x"
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own, with nothing of this machine's environment."""
    monkeypatch.chdir(tmp_path)
    for name in [*ENVIRONMENT, "MUTUALAID_CONFIG"]:
        monkeypatch.delenv(name, raising=False)

    def do(*words: str | Path, input: str | None = None, **env: str) -> Result:
        found = CliRunner().invoke(main, [str(word) for word in words], input=input, env=env)
        assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
        return found

    return do


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# --- help and config -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_how_a_command_is_written(run: Run, command: str) -> None:
    found = run(command, "--help")
    assert found.exit_code == 0
    assert f"mutualaid {command}" in found.stdout.split("\n", 1)[1]


def test_an_unknown_command_is_usage(run: Run) -> None:
    assert run("replant").exit_code == 2


def test_the_example_is_shipped_as_it_stands_in_the_repository() -> None:
    shipped = ROOT / "mutualaid" / "config.example.toml"
    assert shipped.read_bytes() == (ROOT / "config.example.toml").read_bytes()


def test_init_writes_all_settings_once(run: Run, tmp_path: Path) -> None:
    assert run("init").exit_code == 0
    assert load(tmp_path / "config.toml", {}) == Config()
    (tmp_path / "config.toml").write_text("mine")
    again = run("init")
    assert again.exit_code == 1
    assert "there already" in again.stderr
    assert (tmp_path / "config.toml").read_text() == "mine"


@pytest.mark.parametrize("way", ["before", "after", "environment"])
def test_a_config_may_be_named_in_three_ways(run: Run, tmp_path: Path, way: str) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('[group]\nshort_nam = "x"\n')
    found = {
        "before": lambda: run("--config", bad, "understand", "hi"),
        "after": lambda: run("understand", "hi", "--config", bad),
        "environment": lambda: run("understand", "hi", MUTUALAID_CONFIG=str(bad)),
    }[way]()
    assert found.exit_code == 2
    assert "short_name" in found.stderr
    assert found.stdout == ""


def test_the_config_named_last_wins(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "good.toml"
    good.write_text(COMPLETE)
    assert run("--config", tmp_path / "none.toml", "understand", "hi", "--config", good).exit_code == 0
    assert run("understand", "hi", "--config", tmp_path / "none.toml").exit_code == 2


# --- understand and match --------------------------------------------------------------------------------------


def understood(run: Run, lines: str, *words: str) -> list[dict[str, object]]:
    found = run("understand", "--json", *words, input=lines)
    assert found.exit_code == 0
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_understand_answers_each_line_in_order(run: Run) -> None:
    asked = [
        "need groceries for 2, before fri",
        '{"text": "after 5", "question": "yes_no", "sent_at": "2026-10-05T09:00"}',
        "{not json",
        '{"words": "no text in here"}',
        "",
        "STOP",
    ]
    found = understood(run, "\n".join(asked) + "\n")
    assert [one["intent"] for one in found][:2] == ["need", "answer"]
    assert len(found) == 6
    assert found[4]["intent"] == "other"
    assert found[5]["command"] == "stop"
    assert found[0]["kinds"] == ["food"]
    promised = {
        "intent", "kinds", "needs", "answer", "counter", "command", "place", "places", "to", "when", "repeat",
        "people", "helpers_wanted", "on_behalf", "name", "conditions", "urgent", "emergency", "language",
        "confidence", "spans",
    }  # fmt: skip
    assert all(promised <= set(one) for one in found)


def test_a_time_without_offset_is_the_groups(run: Run) -> None:
    (found,) = understood(run, '{"text": "need a ride tomorrow at 3pm", "sent_at": "2026-10-05T09:00"}\n')
    assert found["when"]["from"] == "2026-10-06T15:00:00-07:00"  # type: ignore[index]
    (same,) = understood(run, "need a ride tomorrow at 3pm\n", "--now", "2026-10-05T16:00:00+00:00")
    assert same["when"] == found["when"]


@pytest.mark.parametrize("sent_at", ["noon", "9999-12-31T23:59", "0001-01-01"])
def test_a_sent_at_that_is_no_time_is_said(run: Run, sent_at: str) -> None:
    found = run("understand", "--json", input=json.dumps({"text": "a ride next week", "sent_at": sent_at}))
    assert found.exit_code == 0
    assert f"sent_at is '{sent_at}'" in found.stderr
    assert len(found.stdout.splitlines()) == 1


def test_lines_of_any_bytes_are_answered(run: Run) -> None:
    odd = b'caf\xff\nline\xe2\x80\xa8separator\n{"text": "\\ud83d"}\nwindows\r\n'
    found = CliRunner().invoke(main, ["understand", "--json"], input=odd)
    assert found.exit_code == 0
    assert len(found.stdout.splitlines()) == 4


def test_understand_knows_the_places_of_the_config(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[[places]]\nname = "Vega Hall"\nlatitude = 37.75\nlongitude = -122.41\n')
    found = run("understand", "--config", config, "need food near vega hall")
    assert "37.7500, -122.4100" in found.stdout
    assert "“food”" in found.stdout


def test_understand_loads_nothing_it_does_not_need() -> None:
    code = (
        "import sys; from mutualaid.cli import main; main(['understand', 'need food'], standalone_mode=False);"
        "heavy = {'flask', 'twilio', 'apscheduler', 'gunicorn', 'requests', 'sqlite_utils'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.splitlines()[-1] == "[]"


def sheets(folder: Path) -> list[str]:
    (folder / "n.csv").write_text("id,text,ward\nn1,need groceries,7\nn2,need a ride to the clinic,8\n")
    (folder / "o.csv").write_text("id,text\no1,can bring groceries\n")
    return ["--needs", "n.csv", "--offers", "o.csv"]


def test_match_pairs_two_sheets(run: Run, tmp_path: Path) -> None:
    found = run("match", *sheets(tmp_path))
    assert found.exit_code == 0
    (pair,) = rows(found.stdout)
    assert (pair["need_id"], pair["offer_id"], pair["need_ward"], pair["distance_km"]) == ("n1", "o1", "7", "")
    assert found.stderr.startswith("n2: ")


def test_match_ranks(run: Run, tmp_path: Path) -> None:
    found = rows(run("match", *sheets(tmp_path), "--rank", "3").stdout)
    assert [row["need_id"] for row in found] == ["n1", "n2"]


@pytest.mark.parametrize(
    "needs", ["", "id,kinds\nn1,fod\n", "id,text\nn1,a,b\n", "id,id\n1,2\n", 'id,text\nn1,"open\n', "id\n\xff\n"]
)
def test_match_says_what_is_wrong_with_a_sheet(run: Run, tmp_path: Path, needs: str) -> None:
    options = sheets(tmp_path)
    (tmp_path / "n.csv").write_bytes(needs.encode("latin-1"))
    found = run("match", *options)
    assert found.exit_code == 2
    assert found.stderr and found.stdout == ""


@pytest.mark.parametrize("now", ["soon", "9999-12-31"])
def test_a_now_that_is_no_time_is_usage(run: Run, now: str) -> None:
    found = run("understand", "need food", "--now", now)
    assert found.exit_code == 2
    assert f"--now is '{now}'" in found.stderr


def test_match_without_a_sheet_is_usage(run: Run, tmp_path: Path) -> None:
    sheets(tmp_path)
    assert run("match", "--needs", "n.csv").exit_code == 2
    assert run("match", "--needs", "n.csv", "--offers", "none.csv").exit_code == 2


# --- setting up ------------------------------------------------------------------------------------------------


def test_check_names_what_is_missing_and_makes_nothing(run: Run, tmp_path: Path) -> None:
    found = run("check")
    assert found.exit_code == 1
    assert "TWILIO_ACCOUNT_SID is not set" in found.stdout
    assert "no database yet" in found.stdout
    assert list(tmp_path.iterdir()) == []


def test_check_is_content_with_a_group_that_is_ready(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(COMPLETE)
    env = {**REAL, "MUTUALAID_CONFIG": "c.toml"}
    assert run("migrate", **env).stdout.startswith("applied")
    assert "no coordinator" in run("check", "--offline", **env).stdout
    assert run("coordinator", "add", "Dana", "--phone", "415 555 0190", "--wake", **env).exit_code == 0
    found = run("check", "--offline", **env)
    assert found.exit_code == 0
    assert "https://aid.example.org/sms/inbound#rc=5&rp=all&rt=3000&ct=2000" in found.stdout
    assert "https://aid.example.org/voice" in found.stdout
    assert "All is well." in found.stdout


def test_check_sees_who_would_not_be_woken(run: Run, tmp_path: Path) -> None:
    run("coordinator", "add", "Dana")
    assert "Nobody is told when someone is in danger" in run("check").stdout
    run("coordinator", "add", "Dana", "--phone", "+14155550190")
    found = run("check").stdout
    assert "Nobody is told when someone is in danger" not in found
    assert "At night nobody is told" in found


def test_check_sees_a_database_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mutualaid.db").write_text("this is no database, and it is long enough to be looked at" * 20)
    found = run("check")
    assert found.exit_code == 1
    assert "The database cannot be used" in found.stdout
    assert run("coordinator", "list").exit_code == 1


def test_an_own_answer_of_two_segments_is_seen(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text(f'[[answers]]\nwords = ["pantry"]\ntext = {{ en = "{"a" * 161}" }}\n')
    (sentence,) = checking.own_answers(load(config, {}))
    assert "sent as 2 texts" in sentence
    config.write_text(f'[[answers]]\nwords = ["pantry"]\ntext = {{ en = "{"a" * 160}" }}\n')
    assert checking.own_answers(load(config, {})) == []


class Provider:
    """Answers every question with one problem."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def state_of(self, provider_id: str) -> None:
        raise SendProblem(self.outcome, "So it is.")

    def list_inbound(self, since: datetime) -> list[InboundText]:
        return [self._text("need food"), self._text("", media=1), self._text("")]

    def _text(self, body: str, media: int = 0) -> InboundText:
        return InboundText("SM" + "1" * 32, "+14155550111", "+14155550100", body, media)


class Redacted(Provider):
    def list_inbound(self, since: datetime) -> list[InboundText]:
        return [self._text(""), self._text(""), self._text("")]


@pytest.mark.parametrize(
    ("outcome", "says"),
    [(Outcome.CONFIGURATION, "did not let us in"), (Outcome.RETRY, "could not be asked"), (Outcome.PERMANENT, "")],
)
def test_check_asks_the_provider(outcome: Outcome, says: str) -> None:
    config = load(None, {**REAL, "DATABASE_URL": "sqlite:///nowhere.db"})
    found = checking.found(config, Provider(outcome))  # type: ignore[arg-type]
    said = [problem for problem in found.problems if problem.startswith("Twilio ")]
    assert len(said) == bool(says)
    assert all(says in problem for problem in said)


def test_check_says_that_texts_are_kept_without_words() -> None:
    config = load(None, {**REAL, "DATABASE_URL": "sqlite:///nowhere.db"})
    found = checking.found(config, Redacted(Outcome.PERMANENT))  # type: ignore[arg-type]
    assert [problem for problem in found.problems if "message redaction seems to be switched on" in problem]


def test_a_link_is_printed_for_each_sign_in(run: Run) -> None:
    first = run("coordinator", "add", "Dana", "--phone", "415-555-0190", **REAL)
    second = run("coordinator", "add", "dana", **REAL)
    assert first.stdout.startswith("https://aid.example.org/signin/")
    assert first.stdout != second.stdout
    assert run("coordinator", "list").stdout == "Dana\t+14155550190\ton duty\tdo not wake\n"
    assert run("coordinator", "add", "Lee", "--phone", "415-555-0190").exit_code == 1
    assert run("coordinator", "remove", "Dana").exit_code == 0
    gone = run("coordinator", "remove", "Dana")
    assert (gone.exit_code, gone.stderr) == (1, "There is no coordinator Dana.\n")


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_what_would_be_useless_is_not_started(run: Run, tmp_path: Path, command: str) -> None:
    found = run(command, **{**REAL, "TWILIO_AUTH_TOKEN": "", "SECRET_KEY": ""})
    assert found.exit_code == 2
    assert "TWILIO_AUTH_TOKEN" in found.stderr and "SECRET_KEY" in found.stderr
    assert "TWILIO_FROM" not in found.stderr
    assert not (tmp_path / "mutualaid.db").exists()


def test_a_moved_clock_is_refused_where_real_phones_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("2026-10-05T09:00:00-07:00")
    found = run("worker", **{**REAL, "MUTUALAID_CLOCK": f"file:{tmp_path}/clock"})
    assert found.exit_code == 2
    assert "MUTUALAID_CLOCK" in found.stderr


def test_serving_is_one_process_with_a_worker(tmp_path: Path) -> None:
    from mutualaid.serving import Gunicorn

    nowhere = {
        "TWILIO_API_BASE": "http://127.0.0.1:9",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.db",
        "PORT": "8123",
    }
    app = Gunicorn(load(None, {**REAL, **nowhere}))
    assert app.cfg.bind == ["0.0.0.0:8123"]
    assert (app.cfg.workers, app.cfg.threads, app.cfg.worker_class_str) == (1, 8, "gthread")
    assert app.cfg.control_socket_disable
    web = app.load()
    try:
        assert web.test_client().get("/healthz").status_code == 200
        assert any(thread.name.startswith("APScheduler") for thread in threading.enumerate())
    finally:
        app.cfg.worker_exit(None, None)
    assert not any(thread.name == "APScheduler" for thread in threading.enumerate())


def test_serving_while_the_database_is_away_answers_503_and_goes_on_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mutualaid import serving

    monkeypatch.setattr(serving, "AGAIN_SECONDS", 0.05)
    nowhere = {"TWILIO_API_BASE": "http://127.0.0.1:9", "DATABASE_URL": f"sqlite:///{tmp_path}/x.db"}
    (tmp_path / "x.db").write_text("no database, for now" * 100)
    app = serving.Gunicorn(load(None, {**REAL, **nowhere}))
    web = Client(app.load())
    try:
        assert web.get("/healthz").status_code == 503
        (tmp_path / "x.db").unlink()
        end = time.monotonic() + 20
        while any(thread.name == "not yet" for thread in threading.enumerate()):
            assert time.monotonic() < end, "the worker does not start by itself"
            time.sleep(0.05)
        assert any(thread.name.startswith("APScheduler") for thread in threading.enumerate())
        assert web.get("/healthz").status_code == 200
    finally:
        app.cfg.worker_exit(None, None)


# --- data ------------------------------------------------------------------------------------------------------

PEOPLE = """type,phone,name,consent,text,place,when,extra
neighbor,415-555-0111,=Ana,signed the form,,24th & mission,,x
offer,+14155550112,Ben,told me by phone,can drive people weekends,94110,,
need,+14155550111,,,need groceries for 2,24th & mission,fri after 5,
"""


def test_import_looks_first_and_can_be_repeated(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(PEOPLE)
    looked = run("import", "in.csv")
    assert looked.exit_code == 0
    assert "Add --yes" in looked.stdout
    assert "Column extra is passed over." in looked.stderr
    assert run("import", "in.csv", "--yes").stdout == "Brought in 3; 0 were there already.\n"
    assert run("import", "in.csv", "--yes").stdout == "Brought in 0; 3 were there already.\n"


def test_import_brings_in_nothing_where_anything_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(PEOPLE.replace("told me by phone", ""))
    found = run("import", "in.csv", "--yes")
    assert found.exit_code == 1
    assert "row 3, column consent" in found.stderr
    assert run("export", "out").exit_code == 0
    assert rows((tmp_path / "out" / "neighbours.csv").read_text(encoding="utf-8-sig")) == []
    (tmp_path / "in.csv").write_text("name\nAna\n")
    assert run("import", "in.csv").exit_code == 2


def test_export_writes_no_formulas(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(PEOPLE)
    run("import", "in.csv", "--yes")
    found = run("export", "out")
    assert found.exit_code == 0
    assert {line.split("\t")[0] for line in found.stdout.splitlines()} == {
        f"out/{name}.csv" for name in ("neighbours", "needs", "offers", "matches", "messages", "log")
    }
    people = rows((tmp_path / "out" / "neighbours.csv").read_text(encoding="utf-8-sig"))
    assert [(one["phone"], one["name"]) for one in people] == [("'+14155550111", "'=Ana"), ("'+14155550112", "Ben")]
    assert (tmp_path / "out" / "messages.csv").stat().st_mode & 0o077 == 0
    assert run("export", "out").exit_code == 1


def test_places_come_in_and_out(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "p.csv"
    sheet.write_text("name,aliases,latitude,longitude\nVega Hall,the hall; old school,37.75,-122.41\n")
    assert run("places", "import", sheet).stdout == "Brought in 1 new places; 0 were there already.\n"
    sheet.write_text("name,aliases\nvega hall,the old gym\n")
    assert run("places", "import", sheet).stdout == "Brought in 0 new places; 1 were there already.\n"
    (place,) = rows(run("places", "list").stdout)
    assert place["aliases"] == "the hall;old school;the old gym"
    assert (place["latitude"], place["longitude"], place["source"]) == ("37.75", "-122.41", "import")
    sheet.write_text("name,latitude,longitude\nX,91,0\n,1,\nx,1,1\n")
    bad = run("places", "import", sheet)
    assert bad.exit_code == 1
    assert len(bad.stderr.splitlines()) == 6
    assert len(rows(run("places", "list").stdout)) == 1


def test_places_named_like_formulas_come_out_safe_and_in_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("name,aliases,latitude,longitude\n=HYPERLINK(1),@SUM(1);b,37.75,-122.41\n")
    run("places", "import", "p.csv")
    listed = run("places", "list").stdout
    assert [row[:4] for row in csv.reader(io.StringIO(listed))][1:] == [
        ["'=HYPERLINK(1)", "'@SUM(1);b", "37.75", "-122.41"]
    ]
    (tmp_path / "p.csv").write_text(listed)
    assert run("places", "import", "p.csv").stdout == "Brought in 0 new places; 1 were there already.\n"
    assert run("places", "list").stdout == listed


def test_matched_sheets_hold_no_formulas(run: Run, tmp_path: Path) -> None:
    options = sheets(tmp_path)
    (tmp_path / "n.csv").write_text('id,text,ward\nn1,need groceries,"\t=1+1"\n')
    (pair,) = rows(run("match", *options).stdout)
    assert pair["need_ward"] == "'\t=1+1"


@pytest.mark.parametrize(
    "text",
    ["=1", "\n=1", "\r=2", "\t=3", "\x00=1", " =1", "\ufeff=1", "\u200b =1", "\xa0@a", "＝1", "＋1", "－1+2", "＠a",
     "+14155550111", "-1+2", "@SUM(1)", "\tfood", "\rfood"],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(text: str) -> None:
    assert safe(text) == "'" + text
    assert plain(safe(text)) == text


@pytest.mark.parametrize("text", ["", "food", "a=1", " food", "-122.41", "'twas", "24th & Mission", "“=1”"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
    assert plain(text) == text


def test_all_csv_is_written_in_one_place() -> None:
    writing = [p.name for p in (ROOT / "mutualaid").rglob("*.py") if "csv.writer(" in p.read_text("utf-8")]
    assert writing == ["exporting.py"]
    assert not [p for p in (ROOT / "mutualaid").rglob("*.py") if "DictWriter" in p.read_text("utf-8")]


HOUSES = "LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n"


def test_addresses_come_in_and_are_found(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "houses.csv"
    lines = [f"-122.4,{37.7 + n / 100000},{n},ANDOVER ST,,,,,94110,," for n in range(100, 160)]
    bad = ["x,y,1,ANDOVER ST,,,,,,,", "-122,37,,ANDOVER ST"]
    sheet.write_text(HOUSES + "\n".join([*lines, lines[0], *bad]) + "\n")
    found = run("places", "import", sheet)
    assert found.stdout == (
        "Brought in 60 addresses as houses. Of 63 rows 2 were left out and 1 were there twice.\n"
    )  # fmt: skip
    assert "taken as a file of addresses: number in NUMBER, street in STREET" in found.stderr
    assert "1 left out, the first in row 63: latitude or longitude is missing" in found.stderr
    assert "Besides, 60 addresses from houses." in run("places", "list").stderr
    assert rows(run("places", "list").stdout) == []
    sheet.write_text(HOUSES + "\n".join(lines[:5]) + "\n")
    assert run("places", "import", sheet).stdout.startswith("Brought in 5 addresses")
    assert "Besides, 5 addresses from houses." in run("places", "list").stderr
    sheet.write_text(HOUSES)
    assert run("places", "import", sheet).exit_code == 1
    assert "Besides, 5 addresses from houses." in run("places", "list").stderr


def test_a_file_that_is_neither_says_what_either_has(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "what.csv"
    sheet.write_text("hausnr,strasse,b,l\n1,Elm St,37,-122\n")
    found = run("places", "import", sheet)
    assert found.exit_code == 2
    assert "no column name" in found.stderr
    assert "it has hausnr, strasse, b, l" in found.stderr
    told = "number=hausnr,street=strasse,latitude=b,longitude=l"
    assert run("places", "import", sheet, "--columns", told).stdout.startswith("Brought in 1 addresses as what.")
    assert run("places", "import", sheet, "--columns", "nr=hausnr").exit_code == 2


def test_a_backup_is_a_whole_database(run: Run, tmp_path: Path) -> None:
    run("coordinator", "add", "Dana")
    assert run("backup", "copy.db").exit_code == 0
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    assert run("coordinator", "list", DATABASE_URL="sqlite:///copy.db").stdout.startswith("Dana")
    copy = open_store(f"sqlite:///{tmp_path}/copy.db")
    assert pending(copy) == []
    copy.close()
    again = run("backup", "copy.db")
    assert again.exit_code == 1
    assert "there already" in again.stderr


@pytest.mark.parametrize("command", [["backup", "copy.db"], ["export", "out"], ["forget", "415-555-0111", "--yes"]])
def test_a_database_that_is_not_there_is_not_made(run: Run, tmp_path: Path, command: list[str]) -> None:
    found = run(*command)
    assert found.exit_code == 1
    assert "There is no database at sqlite:///mutualaid.db" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_forget_asks_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(PEOPLE)
    run("import", "in.csv", "--yes")
    kept = run("forget", "415-555-0111", input="n\n", **REAL)
    assert kept.exit_code == 1
    assert "1 need" in kept.stderr
    done = run("forget", "415-555-0111", input="y\n", **REAL)
    assert done.exit_code == 0
    assert "Erased" in done.stdout
    assert run("forget", "415-555-0119", "--yes").exit_code == 1
    assert run("forget", "nobody", "--yes").exit_code == 1
    assert "asked to be forgotten" in run("import", "in.csv").stderr


# --- talk and demo ---------------------------------------------------------------------------------------------


def test_talk_plays_a_script(run: Run) -> None:
    script = (
        "i can get groceries any day, 24th and mission\nBen\n/as 415-555-0112\nneed groceries, 24th and mission\n"
    )
    script += "/desk\n/approve\n/as ben\n/later 2h\n/clock\n/nonsense\n/quit\nnot sent\n"
    found = run("talk", "--now", "2026-10-05T09:00", input=script)
    assert found.exit_code == 0
    said = found.stdout.splitlines()
    assert any(line.startswith("service > Got it: food") and line.endswith("[1 segment]") for line in said)
    assert any(line.startswith("desk > ") and "+14155550112" in line for line in said)
    assert any(line.startswith("service to Ben (+14155550111) > Can you help") for line in said)
    assert "Mon 2026-10-05 11:00" in found.stdout
    assert "There is no /nonsense" in found.stderr
    assert "not sent" not in found.stdout


def test_a_port_that_is_taken_is_said(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = run("demo", "--empty", "--port", str(port))
    assert found.exit_code == 1
    assert f"Port {port} cannot be used" in found.stderr


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_demo_starts_answers_and_stops(tmp_path: Path, told: signal.Signals) -> None:
    command = [sys.executable, "-m", "mutualaid", "demo", "--empty", "--port", "0", "--now", "2026-10-05T09:00"]
    demo = subprocess.Popen(
        [*command, "--database", str(tmp_path / "demo.db")], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert demo.stdout is not None
    try:
        address = demo.stdout.readline().strip().removesuffix("/demo")
        assert address.startswith("http://127.0.0.1:")
        with urlopen(f"{address}/demo.json") as answer:
            about = json.load(answer)
        assert about["desk"].startswith(f"{address}/signin/")
        assert about["clock"]["now"].startswith("2026-10-05T09:0")
        body = json.dumps({"from": "+14155550111", "text": "need groceries, 24th and mission"}).encode()
        post = Request(f"{address}/demo/texts", body, {"Content-Type": "application/json"})
        with urlopen(post) as answer:
            assert answer.status == 202
        with urlopen(f"{address}/demo/texts?settled=1") as answer:
            texts = json.load(answer)
        assert [text["from"] for text in texts][:2] == ["+14155550111", "+14155550100"]
    finally:
        demo.send_signal(told)
        out, err = demo.communicate(timeout=20)
    assert demo.returncode == 0, err
    assert out == ""
    assert "Traceback" not in err
    assert (tmp_path / "demo.db").exists()


# --- the log ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("texting +14155550111 failed", "texting +1...0111 failed"),
        ("GET /Messages.json?To=%2B14155550111&PageSize=5", "GET /Messages.json?To=+1...0111&PageSize=5"),
        ("no such number: 4155550111", "no such number: ...0111"),
        ("event=text neighbour=01a10ccb-1c00-7009-a38f-148466213123", None),
        ("2026-10-05 09:00:00,123 took 1234567 of 12345678 bytes", None),
    ],
)
def test_a_number_is_masked_in_each_line_of_the_log(said: str, logged: str | None) -> None:
    def record(words: str, *more: object) -> logging.LogRecord:
        return logging.LogRecord("mutualaid", logging.ERROR, "", 0, words, more, None)

    assert Masking("%(message)s").format(record("%s", said)) == (logged or said)
    failed = record("that failed")
    failed.exc_info = (ValueError, ValueError(said), None)
    assert (logged or said) in Masking("%(message)s").format(failed)
