"""What we say: every line in every language, filled with values, as GSM-7 text of one segment."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

from mutualaid.domain.vocabulary import KINDS, Danger
from mutualaid.language.saying.lines import LINES, SPOKEN, WORDS_OF_PEOPLE
from mutualaid.language.saying.readback import Scene, said_date, said_need
from mutualaid.language.saying.segments import GSM_ONE, fits_one, gsm7, spells
from mutualaid.language.saying.slots import SLOT, SLOTS, MissingValue, dial
from mutualaid.language.saying.voice import Voice, clean, clip, read_voice, width
from mutualaid.memory import Memory

ALWAYS = frozenset({"group", "number", "dialled"})
"""Slots that need no value."""

_MILES = frozenset({"US", "GB", "LR", "MM"})
_THANKS = re.compile(r"¡?\w{1,10}( \w{1,10})?!\s+")
"""A word of thanks at the beginning of a line, behind which no second one is needed."""
_SENTENCE_ENDS = (". ", "? ", "! ", "\n", "¿", "¡")


def _beside(template: str, said: Mapping[str, str], name: str) -> int:
    """How many places of a segment a template takes beside one of its slots."""
    return width(gsm7(SLOT.sub(lambda slot: "" if slot[1] == name else said[slot[1]], template)))


class CatalogueError(Exception):
    """A line cannot be said; the sentence names the line and the language."""


class Catalogue:
    """Every line in each of `languages`, the first of which is the group's own; and in `others`, which only those
    are answered in who write in them, as far as every line can be said in them.

    `group_name` is the short name of at most 20 characters, `kinds` the group's kinds, `zone` the group's time
    zone; `country` decides between miles and kilometres. `danger_numbers` are dialled beside the emergency number
    and `danger_lines` (by danger and language) said in place of ours; {number} in them is what to dial. Raises
    CatalogueError naming each line and language where a line or small word is missing, a slot is unknown, or a
    text can exceed one segment."""

    def __init__(
        self,
        languages: Iterable[str],
        group_name: str,
        emergency_number: str,
        kinds: Iterable[str] = KINDS,
        *,
        zone: tzinfo,
        country: str = "US",
        danger_numbers: Mapping[str, str] = MappingProxyType({}),
        danger_lines: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
        others: Iterable[str] = (),
    ) -> None:
        self._named = group_name
        self._group = clip(clean(group_name), SLOTS["group"].widest)
        self._number = clean(emergency_number)
        self._kinds = tuple(kinds)
        self._zone = zone
        self._miles = country in _MILES
        self._numbers = dict(danger_numbers)
        voices = {language: _with_own(_read(language), danger_lines) for language in languages}
        beside = {code: _with_own(_read(code), danger_lines) for code in others if code not in voices}
        beside = {code: voice for code, voice in beside.items() if not self._wrong(voice)}
        wrong = [problem for voice in voices.values() for problem in self._wrong(voice)]
        voices |= beside
        unsaid = tuple(dict.fromkeys(stem for voice in voices.values() for stem in voice.unsaid))
        self._voices = {language: replace(voice, unsaid=unsaid) for language, voice in voices.items()}
        self._own = next(iter(self._voices))
        if wrong:
            raise CatalogueError("\n".join(wrong))

    def render(
        self,
        line: str,
        language: str,
        values: Mapping[str, Any],
        now: datetime,
        *,
        avoid: Collection[str] = (),
        then: str | None = None,
    ) -> str:
        """The text of `line` at `now` (aware). A language we do not speak gets the group's own.

        Of a line's variants the first that is none of `avoid`, the texts that stand next to it on that phone; if
        all are, the text behind "As before". With `then`, words in our alphabet, it is the first behind which they
        fit into the same segment, and they with it; where none leaves room they are left out. A value `heard` holds
        the values of what was told beside (name, need, offer), which is said first as far as there is room.

        Raises CatalogueError for an unknown line or a value that is needed."""
        voice = self._voices.get(language) or self._voices[self._own]
        scene = self._scene(voice, now)
        texts = Memory[str, str](lambda template: self._fill(scene, line, template, values, whole=not then))
        templates = self._variants(voice, line)
        for first in self._heard(scene, values.get("heard") or {}):
            for template in templates:
                thanks = _THANKS.match(texts[template])
                both = f"{first} {texts[template][thanks.end() if thanks else 0 :]}"
                if both not in avoid and fits_one(both):
                    return both
        for template in templates if then else ():
            both = f"{texts[template]} {then}"
            if both not in avoid and fits_one(both):
                return both
        for template in templates:
            if texts[template] not in avoid or line in WORDS_OF_PEOPLE | SPOKEN:
                return texts[template]
        return self._fill(scene, "again", voice.lines["again"][0], {"text": texts[templates[0]]})

    def _heard(self, scene: Scene, told: Mapping[str, Any]) -> list[str]:
        """What we say to have heard: all of it, then each by itself."""
        lines = {"name": "heard_name", "need": "heard_time", "offer": "heard_days"}
        said = [
            self._fill(scene, line, scene.voice.lines[line][0], told) for key, line in lines.items() if key in told
        ]
        return [" ".join(said), *said] if said else []

    def speaks(self, language: str | None) -> bool:
        """Whether every line can be said in a language."""
        return language in self._voices

    def words(self, language: str) -> tuple[str, ...]:
        """The door words: everyday words in capitals, easy to say and to hear."""
        return (self._voices.get(language) or self._voices[self._own]).door_words

    def day(self, at: datetime, language: str) -> str:
        """A day in words: "Oct 19"."""
        voice = self._voices.get(language) or self._voices[self._own]
        return said_date(self._scene(voice, at), at)

    def about(self, language: str) -> Mapping[str, str]:
        """[about] of a language: `name`, `locale`, `number_removed`, `link_removed`."""
        return (self._voices.get(language) or self._voices[self._own]).about

    def removed(self, language: str) -> tuple[str, str]:
        """What stands where a number, and where a link, was taken out of a text that is passed on."""
        about = self.about(language)
        return about["number_removed"], about["link_removed"]

    def lines(self) -> tuple[str, ...]:
        """The names of all lines."""
        return tuple(LINES)

    def longest(self, line: str, language: str) -> tuple[str, ...]:
        """Each variant of a line at its longest, for counting; without the words of people."""
        voice = self._voices[language]
        return tuple(self._at_longest(line, template, voice) for template in self._variants(voice, line))

    def problems(self) -> list[str]:
        """What would hurt in real use although every line can be said, one sentence each."""
        found = []
        if not self._group:
            found.append("The group's short name cannot be written in texts: use plain Latin letters.")
        elif not spells(self._named) or gsm7(self._named) != self._named:
            found.append(f'The group\'s short name stands in texts as "{self._group}".')
        if not self._number:
            found.append("There is no emergency number: the first reply to danger names none.")
        return found

    # ---- filling a line

    def _scene(self, voice: Voice, now: datetime) -> Scene:
        local = now.astimezone(self._zone)
        return Scene(voice, self._zone, local, self._miles, self._group, self._number, self._numbers)

    def _variants(self, voice: Voice, line: str) -> tuple[str, ...]:
        if line not in LINES:
            raise CatalogueError(f"There is no line {line}.")
        return voice.lines[line]

    def _fill(
        self, scene: Scene, line: str, template: str, values: Mapping[str, Any], *, whole: bool = False
    ) -> str:
        """The template with what stands in its slots; `whole`: a need may take what room the segment leaves, that
        its places are not cut."""
        try:
            said = {name: self._said(scene, name, values) for name in SLOT.findall(template)}
        except MissingValue as missing:
            language = scene.voice.language
            raise CatalogueError(f"Line {line} ({language}) was not given {missing}.") from None
        if whole and "need" in said:
            again = _beside(scene.voice.lines["again"][0], {}, "text")  # which may stand before it
            said["need"] = said_need(scene, values["need"], GSM_ONE - again - _beside(template, said, "need"))
        if "text" in said and line not in WORDS_OF_PEOPLE:
            said["text"] = clip(gsm7(said["text"]), GSM_ONE - _beside(template, said, "text"), "...")
        text, end = "", 0
        for slot in SLOT.finditer(template):
            text += template[end : slot.start()]
            word = said[slot[1]]
            if slot[1] == "text" and template[slot.end() :].startswith("."):
                word = word.rstrip(" .!,;")
            starts = slot[1] != "text" and (not text or text.endswith(_SENTENCE_ENDS))
            text += word[:1].upper() + word[1:] if starts else word
            end = slot.end()
        text += template[end:]
        return text if line in SPOKEN | WORDS_OF_PEOPLE else gsm7(text)

    def _said(self, scene: Scene, name: str, values: Mapping[str, Any]) -> str:
        slot = SLOTS[name]
        return slot.say(scene, values.get(slot.key))

    # ---- looking at the file itself

    def _wrong(self, voice: Voice) -> list[str]:
        key = (voice.language, self._group, self._number, self._kinds, *sorted(self._numbers.items()))
        if _SOUND.get(key) is voice:
            return []
        found = self._faults(voice)
        if not found:
            _SOUND[key] = voice
        return found

    def _faults(self, voice: Voice) -> list[str]:
        lang = voice.language
        found = [f"{lang}/lines.toml lacks {what}." for what in voice.missing]
        unnamed = [kind for kind in self._kinds if kind not in voice.kinds]
        found += [f"{lang}/lines.toml lacks a word for the kind {kind}." for kind in unnamed]
        found += [f"Line {line} is missing in {lang}." for line in LINES if not voice.lines.get(line)]
        found += [f"Line {line} in {lang} is said by nobody." for line in voice.lines if line not in LINES]
        if found:
            return found
        for line, values in LINES.items():
            for template in voice.lines.get(line, ()):
                found += self._wrong_template(line, voice, template, values)
        return found

    def _wrong_template(self, line: str, voice: Voice, template: str, values: frozenset[str]) -> list[str]:
        lang = voice.language
        unknown = [
            name
            for name in SLOT.findall(template)
            if name not in SLOTS or (SLOTS[name].key not in values and name not in ALWAYS)
        ]
        if unknown:
            allowed = sorted(name for name in SLOTS if SLOTS[name].key in values or name in ALWAYS)
            may = ", ".join(f"{{{name}}}" for name in allowed)
            return [f"Line {line} in {lang} has an unknown slot {{{name}}}; it may have {may}." for name in unknown]
        if "{" in SLOT.sub("", template) or "}" in SLOT.sub("", template):
            return [f"Line {line} in {lang} has a brace too many."]
        if line in SPOKEN:
            return []
        text = self._at_longest(line, template, voice)
        if gsm7(text) != text:
            return [f"Line {line} in {lang} holds a letter that texts cannot: {template}"]
        if line not in WORDS_OF_PEOPLE and not fits_one(text):
            return [f"Line {line} in {lang} can take {width(text)} places, more than one segment: {template}"]
        return []

    def _at_longest(self, line: str, template: str, voice: Voice) -> str:
        kind = line.removeprefix("danger_")
        dangers = [kind] if kind in set(Danger) else list(Danger)
        dialled = [dial(voice, self._number, one, self._numbers) for one in dangers]
        number = self._number or voice.say["number"]
        own = {"group": self._group, "number": number, "dial": max(dialled, key=width)}
        return SLOT.sub(lambda slot: own.get(slot[1], "m" * SLOTS[slot[1]].widest), template)


_SOUND: dict[tuple[Any, ...], Voice] = {}
"""Voices looked through and found without a fault, by what else decides that."""


def _with_own(voice: Voice, lines: Mapping[str, Mapping[str, str]]) -> Voice:
    """The voice with the group's own words on danger before ours: said first, ours where it comes twice."""
    if not lines:
        return voice
    said = dict(voice.lines)
    for danger, texts in lines.items():
        if voice.language in texts:
            own = texts[voice.language].replace("{number}", "{dial}")
            said[f"danger_{danger}"] = (own, *said.get(f"danger_{danger}", ()))
    return replace(voice, lines=said)


def _read(language: str) -> Voice:
    try:
        return read_voice(language)
    except FileNotFoundError:
        raise CatalogueError(f"There are no lines in {language}.") from None
