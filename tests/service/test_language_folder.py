"""A group's own files of languages: words and lines that are heeded, and each fault that is named."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mutualaid import languages
from mutualaid.config import ConfigError, Group, load
from mutualaid.domain.reading import Context
from mutualaid.language import ownfiles
from mutualaid.language.guarding import harm
from mutualaid.language.reader import Reader
from mutualaid.language.saying.catalogue import CatalogueError
from mutualaid.service import checking
from tests.world import World, config

START = datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.fixture(autouse=True)
def _ours_again() -> Iterator[None]:
    yield
    languages.use(None)


def write(folder: Path, **files: str) -> Path:
    """A group's folder of languages; `en_words` is languages/en/words.toml."""
    for name, text in files.items():
        code, _, file = name.partition("_")
        (folder / "languages" / code).mkdir(parents=True, exist_ok=True)
        (folder / "languages" / code / f"{file}.toml").write_text(text, "utf-8")
    return folder / "languages"


def test_a_cue_of_the_group_s_own_is_heard(tmp_path: Path) -> None:
    folder = write(tmp_path, en_cues='[purse]\nhalf = ["fifty fifty"]\n')
    reader = world(tmp_path, folder, "en").kit.reader
    assert reader.understand("Fifty-fifty", Context(START)).cues.only("purse.half")
    assert reader.understand("about half", Context(START)).cues.says("purse.half")


def test_a_little_word_of_the_group_s_own_counts_and_none_must_be_there(tmp_path: Path) -> None:
    folder = write(tmp_path, en_words='[small]\nany_more = "henceforth"\n')
    text = "i dont want the groceries henceforth"
    assert world(tmp_path, folder, "en").kit.reader.understand(text, Context(START)).covered
    (tmp_path / "ours").mkdir()
    ours = World(tmp_path / "ours" / "group.db", START, config(group=Group(languages=("en",))))
    assert not ours.kit.reader.understand(text, Context(START)).covered
    shutil.copytree(languages.OURS / "ht", folder / "qx")
    words = folder / "qx" / "words.toml"
    words.write_text(re.sub(r"(?ms)^\[small\].*?(?=^\[)", "", words.read_text("utf-8")), "utf-8")
    languages.use(folder)
    alone = Reader(("qx",))
    assert alone.understand("mwen bezwen manje pou 4 moun tanpri", Context(START)).kinds == ("food",)


def world(tmp_path: Path, folder: Path, *spoken: str) -> World:
    settings = config()
    group = replace(settings.group, language_folder=str(folder), languages=spoken or ("en", "es"))
    return World(tmp_path / "group.db", START, replace(settings, group=group))


def said(one: World, name: str) -> list[str]:
    return [text.text for text in one.demo.phones.texts() if text.to == one.phone(name)]


def test_a_word_of_the_group_s_own_is_understood_and_its_line_sent(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        ht_kinds='[phrases]\n"kind.food" = ["blintz|blintzes"]\n',
        ht_words='[slang]\nblz = "blintzes"\n',
        ht_lines='ask_where = "Ki kote, zanmi?"\n',
    )
    one = world(tmp_path, folder, "ht", "en")
    reading = one.kit.reader.understand("mwen bezwen blz tanpri", Context(START))
    assert reading.intent == "need" and reading.kinds == ("food",)
    one.text("rosa", "mwen bezwen blz tanpri")
    assert "Ki kote, zanmi?" in said(one, "rosa")[0]


def test_without_the_folder_nothing_of_it_is_known(tmp_path: Path) -> None:
    folder = write(tmp_path, ht_kinds='[phrases]\n"kind.food" = ["blintz|blintzes"]\n')
    world(tmp_path, folder, "ht", "en")
    (tmp_path / "other").mkdir()
    other = World(tmp_path / "other" / "group.db", START, config(group=Group(languages=("ht", "en"))))
    assert other.kit.reader.understand("mwen bezwen blintzes", Context(START)).kinds != ("food",)


def test_what_is_kept_of_a_language_changes_with_the_group_s_files(tmp_path: Path) -> None:
    for number, word in enumerate(("blintz", "pierogi")):
        folder = write(tmp_path / str(number), ht_kinds=f'[phrases]\n"kind.food" = ["{word}"]\n')
        one = world(tmp_path / str(number), folder, "ht")
        assert one.kit.reader.understand(f"mwen bezwen {word}", Context(START)).kinds == ("food",)


def test_a_new_language_is_spoken(tmp_path: Path) -> None:
    folder = tmp_path / "languages"
    shutil.copytree(languages.OURS / "ht", folder / "qx")
    one = world(tmp_path, folder, "en", "qx")
    one.text("rosa", "mwen bezwen manje pou 4 moun tanpri")
    asked = one.kit.catalogue.render("ask_where", "qx", {"kinds": ("food",)}, START)
    assert asked in said(one, "rosa")[0]


@pytest.mark.parametrize(("own", "faults"), [('"stop"', 0), ('"yes", "stop"', 1)])
def test_a_language_of_its_own_may_be_the_only_one(tmp_path: Path, own: str, faults: int) -> None:
    folder = tmp_path / "languages"
    shutil.copytree(languages.OURS / "ht", folder / "qx")
    words = folder / "qx" / "words.toml"
    told = words.read_text("utf-8").replace('"stop.exact" = ["stop"', f'"stop.exact" = [{own}')
    words.write_text(told, "utf-8")
    languages.use(folder)
    assert len(harm(folder, ("qx",))) == faults


def test_the_config_names_the_folder_and_its_languages(tmp_path: Path) -> None:
    shutil.copytree(languages.OURS / "fr", tmp_path / "own" / "qx")
    file = tmp_path / "config.toml"
    file.write_text('[group]\nlanguages = ["en", "qx"]\nlanguage_folder = "own"\n')
    assert load(file, {}).group.language_folder == str(tmp_path / "own")
    file.write_text('[group]\nlanguages = ["en", "qx"]\n')
    with pytest.raises(ConfigError, match="it must be one of en, es, fr or ht"):
        load(file, {})
    file.write_text('[group]\nlanguage_folder = "nowhere"\n')
    with pytest.raises(ConfigError, match=r'language_folder is "nowhere"; there is no folder'):
        load(file, {})


FAULTS = [
    ({"en_words": "[slang\n"}, "words.toml cannot be read"),
    ({"english_words": ""}, "english: a language's folder is named by its two small letters, such as so"),
    ({"en_wrods": ""}, "wrods.toml is no file of a language; they are words.toml, kinds.toml"),
    ({"en_words": "[slnag]\n"}, "words.toml: slnag is not known; did you mean slang?"),
    ({"en_words": "polite = 3\n"}, "words.toml: polite must be words in one text"),
    ({"en_words": "bare = 3\n"}, "words.toml: bare must be true or false"),
    ({"en_words": "slang = 3\n"}, r"words.toml: slang must be a table, \[slang\]"),
    ({"en_words": "[slang]\nx = 3\n"}, r"words.toml: \[slang\] x must be text in quotes"),
    ({"en_kinds": '[phrases]\n"kind.foood" = ["x"]\n'}, "kind.foood is not known; did you mean kind.food?"),
    ({"en_kinds": '[phrases]\n"kind.food" = "x"\n'}, "kind.food must be a list of texts"),
    ({"en_kinds": '[phrases]\n"kind.food" = ["<nosuch> pie"]\n'}, "names the class <nosuch>, which is not there"),
    ({"en_kinds": '[phrases]\n"kind.food" = ["pie@nosuch"]\n'}, "names the endings @nosuch"),
    ({"en_kinds": '[phrases]\n"kind.food" = ["pie||cake"]\n'}, 'has an empty choice in "pie||cake"'),
    ({"en_kinds": '[phrases]\n"kind.food" = ["<pie cake"]\n'}, "has a lone < or >"),
    ({"en_kinds": '[phrases]\n"kind.food" = ["pie? cake?"]\n'}, "stands for no words at all"),
    (
        {"en_kinds": '[phrases]\n"kind.food" = ["' + " ".join(["a|b|c|d"] * 8) + '"]\n'},
        "stands for more than 50000 phrases",
    ),
    ({"en_when": '[weekdayz]\nx = ["y"]\n'}, "when.toml: weekdayz is not known; did you mean weekday"),
    ({"en_when": '[weekday]\n1 = "moonday"\n'}, r"when.toml: \[weekday\] 1 must be a list of texts"),
    ({"en_lines": 'ask_waht = "x"\n'}, "lines.toml: ask_waht is not known; did you mean ask_what?"),
    ({"en_lines": "ask_what = 3\n"}, "ask_what must be a text in quotes"),
    ({"en_lines": '[say]\nneighbour = "x"\n'}, r"\[say\] neighbour is not known; did you mean neighbor"),
    ({"en_lines": 'ask_what = "Text HELP for food."\n'}, "ask_what holds HELP, which the carriers act upon"),
    ({"en_cues": '[purze]\nhalf = ["x"]\n'}, "cues.toml: purze is not known; did you mean purse"),
    ({"en_cues": '[purse]\nhafl = ["x"]\n'}, r"\[purse\] hafl is not known; did you mean half"),
    ({"en_cues": '[purse]\nhalf = "x"\n'}, r"\[purse\] half must be a list of texts in quotes"),
    ({"en_cues": '[purse]\nhalf = ["x <kins>"]\n'}, "names the class <kins>, which is not there"),
    ({"en_cues": '[purse]\nhalf = ["<w> .."]\n'}, "names no word, so it would be heard in every text"),
    ({"en_cues": '[purse]\nhalf = ["half-way, x"]\n'}, 'holds "half-way,", which no text holds .* "half way"'),
    ({"en_cues": 'purse = "x"\n'}, r"purse must be a table, \[purse\]"),
    ({"en_words": 'heard = "x"\n'}, "heard must be a whole number"),
    ({"en_words": '[small]\ncount_fro = "x"\n'}, r"\[small\] count_fro is not known; did you mean count_for"),
    ({"en_lines": 'noted_first = "Noted."\n'}, "noted_first lacks"),
    ({"so_lines": 'ask_what = "x"\n'}, "so lacks words.toml, which a new language needs"),
]


@pytest.mark.parametrize(("files", "told"), FAULTS)
def test_a_fault_is_named(tmp_path: Path, files: dict[str, str], told: str) -> None:
    folder = write(tmp_path, **files)
    languages.use(folder)
    faults = ownfiles.faults(folder)
    assert any(re.search(told, fault) for fault in faults), faults


def test_nobody_is_answered_with_faulty_files(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="slnag is not known"):
        world(tmp_path, write(tmp_path, en_words="[slnag]\n"))


HARM = [
    ({"ht_words": '[slang]\nyes = "stop"\n'}, '"yes" would not be read as it must be'),
    ({"ht_words": '[slang]\nhelp = "manje"\n'}, '"help" would not be read as it must be'),
    ({"ht_danger": '[phrases]\n"danger.medical" = ["bezwen manje"]\n'}, '"nou bezwen manje pou timoun yo" would'),
    ({"ht_danger": '[phrases]\n"danger.fire" = ["lekòl"]\n'}, 'the ordinary word "lekòl" would be read as'),
    ({"ht_words": '[messages]\n"command.stop" = ["mesi anpil"]\n'}, '"mesi anpil" would be read as a wish for no'),
]


@pytest.mark.parametrize(("files", "told"), HARM)
def test_words_that_would_do_harm_are_named(tmp_path: Path, files: dict[str, str], told: str) -> None:
    folder = write(tmp_path, **files)
    languages.use(folder)
    assert ownfiles.faults(folder) == []
    found = harm(folder, ("ht",))
    assert any(told in one for one in found), found


def test_words_that_do_none_are_not(tmp_path: Path) -> None:
    folder = write(tmp_path, ht_kinds='[phrases]\n"kind.food" = ["blintz"]\n', ht_words='[slang]\nblz = "blintz"\n')
    languages.use(folder)
    assert ownfiles.faults(folder) == harm(folder, ("ht", "en")) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x" * 161, "lines.toml: Line ask_what in en can take 161 places, more than one segment"),
        ("What do you need \U0001f600?", "lines.toml: Line ask_what in en holds a letter that texts cannot"),
        ("What, {name}?", "lines.toml: Line ask_what in en has an unknown slot {name}; it may have "),
    ],
)
def test_check_names_lines_that_cannot_be_said(tmp_path: Path, line: str, told: str) -> None:
    folder = write(tmp_path, en_lines=f'ask_what = "{line}"\n')
    languages.use(folder)
    settings = config()
    settings = replace(settings, group=replace(settings.group, language_folder=str(folder)))
    found = checking.found(settings, None)
    assert any(told in problem for problem in found.problems), found.problems


def test_check_names_lines_that_are_missing_and_hard_ones(tmp_path: Path) -> None:
    shutil.copytree(languages.OURS / "ht", tmp_path / "languages" / "qx")
    file = tmp_path / "languages" / "qx" / "lines.toml"
    file.write_text("\n".join(x for x in file.read_text("utf-8").split("\n") if not x.startswith("ask_where = ")))
    hard = "We would like to know from you what it is that you need most today."
    folder = write(tmp_path, en_lines=f'ask_what = "{hard}"\n')
    languages.use(folder)
    settings = config()
    group = replace(settings.group, language_folder=str(folder), languages=("en", "qx"))
    found = checking.found(replace(settings, group=group), None)
    assert any("Line ask_where is missing in qx" in problem for problem in found.problems), found.problems
    assert any("ask_what has a sentence of 15 words" in notice for notice in found.notices)
