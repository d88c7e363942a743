"""Which languages there are and where their files lie: ours, and beside them those of a group's own folder.

One process serves one group, so which folder is the group's is said once, by `use`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

OURS = Path(__file__).parent / "language"
FILES = ("words.toml", "kinds.toml", "danger.toml", "when.toml", "cues.toml", "lines.toml")
"""What a language's folder may hold."""

_folder: list[Path | None] = [None]


def use(folder: str | Path | None) -> None:
    """From now on a group's own files in `folder`, a folder for each language, are read beside ours."""
    _folder[0] = Path(folder).absolute() if folder else None


def use_named(group: object, config: Path | None) -> list[str]:
    """Uses the folder that a config's [group] names, which counts from the place of the file `config`, and writes
    its whole path there. Gives a sentence where there is no such folder."""
    named = group.get("language_folder") if isinstance(group, dict) else None
    if not (isinstance(group, dict) and isinstance(named, str) and named):
        use(None)
        return []
    folder = (config.parent if config else Path()) / named
    group["language_folder"] = str(folder.absolute())
    use(folder)
    return [] if folder.is_dir() else [f'[group] language_folder is "{named}"; there is no folder {folder}.']


def own() -> Path | None:
    """The group's own folder, if it has one."""
    return _folder[0]


def languages() -> tuple[str, ...]:
    """The codes of all languages: a folder each, ours or the group's."""
    return tuple(sorted({*shipped(), *_codes(own())}))


@cache
def shipped() -> tuple[str, ...]:
    """The codes of the languages that are ours."""
    return tuple(sorted(_codes(OURS)))


def files(code: str, name: str) -> list[Path]:
    """The files of a name that a language has: ours, then the group's."""
    folders = [OURS, *filter(None, [own()])]
    return [file for folder in folders if (file := folder / code / name).is_file()]


def is_code(name: str) -> bool:
    """Whether a folder's name is a language's: two small letters."""
    return len(name) == 2 and name.isascii() and name.isalpha() and name.islower()


def _codes(folder: Path | None) -> set[str]:
    if folder is None or not folder.is_dir():
        return set()
    return {one.name for one in folder.iterdir() if one.is_dir() and is_code(one.name)}
