"""Segments: the arithmetic of the standard, and spelling a text so that it needs few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.language.saying.segments import BASIC, EXTENSION, fits_one, gsm7, segments, spells

GSM_MOST = {1: 160, 2: 306, 3: 459, 4: 612, 5: 765, 6: 918, 10: 1530}
UCS2_MOST = {1: 70, 2: 134, 3: 201, 4: 268, 5: 335, 6: 402, 10: 670}


def test_the_alphabet_is_complete() -> None:
    assert len(BASIC) == 127, "128 places, one of which is the escape to the extension"
    assert len(EXTENSION) == 10 and not BASIC & EXTENSION


@pytest.mark.parametrize(("count", "most"), GSM_MOST.items())
def test_how_much_fits_in_gsm_7(count: int, most: int) -> None:
    assert segments("a" * most) == count
    assert segments("a" * (most + 1)) == count + 1


@pytest.mark.parametrize(("count", "most"), UCS2_MOST.items())
def test_how_much_fits_in_ucs_2(count: int, most: int) -> None:
    assert segments("á" * most) == count
    assert segments("á" * (most + 1)) == count + 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("a", 1), ("\n", 1),
        ("{" + "1" * 158, 1), ("{" + "1" * 159, 2),
        ("😜" + "1" * 68, 1), ("😜" + "1" * 69, 2),
        ("a" * 152 + "€" + "a" * 151, 2), ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 1600, 11), ("á" * 1600, 24),
        ("€" * 80, 1), ("€" * 81, 2), ("€" * 152, 2), ("€" * 153, 3),
        ("😜" * 35, 1), ("😜" * 36, 2), ("😜" * 66, 2), ("😜" * 67, 3),
        ("é" * 160, 1), ("ñÑü¿¡àèìòùÇ" * 14, 1), ("a" * 100 + "’", 2), ("\t" + "a" * 70, 2), ("`" * 71, 2),
        ("a" * 100 + "\u00a0", 2), ("👨‍👩‍👧‍👦", 1), ("\ud83d" + "a" * 69, 1),
    ],
)  # fmt: skip
def test_vectors(text: str, count: int) -> None:
    assert segments(text) == count
    assert fits_one(text) is (count <= 1)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("ñ é ü ¿ ¡ à è ì ò ù Ç Ñ É Ö", "ñ é ü ¿ ¡ à è ì ò ù Ç Ñ É Ö"),
        ("más café aquí, adiós Raúl; ÁÍÓÚ", "mas café aqui, adios Raul; AIOU"),
        ("n\u0303 e\u0301 a\u0301", "ñ é a"),
        ("çâêîôûÿ œuvre Łódź", "caeiouy oeuvre Lodz"),
        ("“it’s” ‘ok’ – yes—no… • a", "\"it's\" 'ok' - yes-no... - a"),
        ("a\u00a0b\tc\u2009d\u3000e", "a b c d e"),
        ("\u202eabc\u202c\u200b\u200f\ufeffd\u00ad", "abcd"),
        ("a\x00b\x07c\x1b\x7f", "abc"),
        ("one\r\ntwo\rthree\nfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("on my way 👍", "on my way (ok)"), ("👍🏽", "(ok)"), ("❤️ you", "<3 you"), ("see you 🙂", "see you :)"),
        ("hi 👋🏿 there", "hi there"), ("🇺🇸 flag", "flag"), ("👨‍👩‍👧‍👦", ""), ("✅ done", "(ok) done"),
        ("1️⃣ yes", "1 yes"), ("１２３ ＡＢＣ", "123 ABC"), ("٣ people", "3 people"),
        ("1½ cups, 20°C, 3×4", "1 1/2 cups, 20 degC, 3x4"), ("`code`", "'code'"), ("{[~|€^\\]}", "{[~|€^\\]}"),
        ("Привет", "??????"), ("水。", "?."), ("ΔΦΓ α", "ΔΦΓ ?"), ("z̷a̸l̴g̵o̶", "zalgo"), ("", ""),
        ("  two  spaces  ", "  two  spaces  "), ("ﬁne № 5 ½", "fine No. 5 1/2"), ("\ud83dx", "x"),
        ("Nguyễn Đức", "Nguyen Duc"), ("Ayiti: mwen bezwen dlo, mèsi anpil, avèk tèt fèmal", None),
    ],
)  # fmt: skip
def test_spelling(text: str, spelled: str | None) -> None:
    assert gsm7(text) == (text if spelled is None else spelled)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("más café?", True), ("👍 ok?", True), ("Привет", False), ("5 水", False), ("", True), ("Nguyễn", True)],
)
def test_whether_the_letters_survive(text: str, kept: bool) -> None:
    assert spells(text) is kept


@given(st.text(st.characters()))
def test_every_spelled_text_is_gsm_7_and_stays_as_it_is(text: str) -> None:
    spelled = gsm7(text)
    assert set(spelled) <= (BASIC | EXTENSION)
    assert gsm7(spelled) == spelled


@given(st.text(st.sampled_from("ab€{ñ")), st.text(st.sampled_from("aá😜€")))
def test_parts_are_filled_as_the_standard_says(gsm: str, ucs2: str) -> None:
    widths = [2 if char in EXTENSION else 1 for char in gsm]
    assert segments(gsm) == _by_cutting(widths, 160, 153)
    if "á" in ucs2 or "😜" in ucs2:
        units = [len(char.encode("utf-16-le")) // 2 for char in ucs2]
        assert segments(ucs2) == _by_cutting(units, 70, 67)


def _by_cutting(widths: list[int], one: int, part: int) -> int:
    """Cut off the longest part that fits until nothing is left."""
    if sum(widths) <= one:
        return 1 if widths else 0
    count = 0
    while widths:
        cut = len(widths)
        while sum(widths[:cut]) > part:
            cut -= 1
        widths, count = widths[cut:], count + 1
    return count
