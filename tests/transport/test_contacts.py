"""Numbers, addresses and links do not pass from one neighbour to another; everything else does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.transport.contacts import strip_contacts
from mutualaid.transport.numbers import strip_contacts as the_same

NUMBER, LINK = "(number removed)", "(link removed)"


@pytest.mark.parametrize(
    ("text", "passed_on"),
    [
        ("call me 415-555-0111 ok", f"call me {NUMBER} ok"),
        ("(415) 555-0111 thx", f"{NUMBER} thx"),
        ("my num415.555.0111!", f"my num{NUMBER}!"),
        ("ring 20, 415 555 0111.", f"ring 20, {NUMBER}."),
        ("at 9:20 4155550111 Ben", f"at 9:20 {NUMBER} Ben"),
        ("4155550111 or 4155550122", f"{NUMBER} or {NUMBER}"),
        ("mail ben.x+aid@example.org.", f"mail {LINK}."),
        ("john (at) example (dot) com", LINK),
        ("see https://example.org/a?b=1, ok", f"see {LINK}, ok"),
        ("go to example.com now", f"go to {LINK} now"),
        ("wa.me/14155550111 or t.me/ben", f"{LINK} or {LINK}"),
        ("www.example.org", LINK),
        ("its 415 then 555 then 0111", f"its {NUMBER}"),
        ("415 guion 555 guion 0111", NUMBER),
        ("ben at gmail dot com", LINK),
        ("ben arroba gmail punto com", LINK),
        ("find me on signal.me ok", f"find me on {LINK} ok"),
        ("im @benny there", f"im {LINK} there"),
        ("my insta is ben_x77 ok", f"my insta is {LINK} ok"),
        ("im on telegram as benx", f"im on telegram as {LINK}"),
        ("add me on ig ben.x7 thx", f"add me on ig {LINK} thx"),
        ("im ben77 on snapchat", f"im {LINK} on snapchat"),
        ("my snap is ben_x", f"my snap is {LINK}"),
        ("mi face es ben.lopez.77", f"mi face es {LINK}"),
        ("estoy en whatsapp como ben77", f"estoy en whatsapp como {LINK}"),
        ("mi usuario de insta: ben_7", f"mi usuario de insta: {LINK}"),
        ("mon facebook est benx", f"mon facebook est {LINK}"),
    ],
)
def test_what_is_taken_out_leaves_the_rest_as_it_was(text: str, passed_on: str) -> None:
    assert strip_contacts(text, "US") == (passed_on, True)


@pytest.mark.parametrize(
    "text",
    [
        "4155550111", "415.555.0111", "+1 415 555 0111", "1-415-555-0111", "4 1 5 5 5 5 0 1 1 1",
        "4,1,5,5,5,5,0,1,1,1", "4-1-5-5-5-5-0-1-1-1", "41555 50111", "41 55 55 01 11", "415 555 01 11",
        "415*555*0111", "415_555_0111", "415/555/0111", "415 – 555 – 0111", "415 -- 555 -- 0111",
        "415\n555\n0111", "4155 550 111", "555-0111", "5550111", "415 555 O111", "4l5-555-01ll",
        "415\u200b555\u200b0111", "٤١٥٥٥٥٠١١١", "４１５５５５０１１１", "①④①⑤⑤⑤⑤⓪①①①", "+44 20 7946 0958",
        "+94110-1234",
        "four one five five five five zero one one one", "Cuatro uno cinco, cinco 5 5 cero uno 1 uno",
        "four-one-five 555 oh one eleven 11", "41555SO111", "415 triple 5 0111",
        "cuatro quince cinco cincuenta y cinco cero uno once",
    ],
)  # fmt: skip
def test_a_number_is_known_however_it_is_spelled(text: str) -> None:
    stripped, found = strip_contacts(f"ok: {text} bye", "US")
    assert found and stripped.startswith(f"ok: {NUMBER}") and stripped.endswith(" bye")


@pytest.mark.parametrize(
    ("before", "text", "passed_on"),
    [
        ("my number is 415 555", "0111 ok", f"{NUMBER} ok"),
        ("call 415", "555 0111", NUMBER),
        ("415 555", "01 11", NUMBER),
        ("four one five five", "five five zero one one one", NUMBER),
        ("see you at 5", "214 Andover St", "214 Andover St"),
        ("bus 14 then 49", "at 9:20 at the corner", "at 9:20 at the corner"),
        ("415 555", "thanks, see you", "thanks, see you"),
        ("", "at 10", "at 10"),
    ],
)
def test_a_number_in_two_texts_is_one(before: str, text: str, passed_on: str) -> None:
    assert strip_contacts(text, "US", before=before)[0] == passed_on


@pytest.mark.parametrize("text", ["612 34 56 78", "612345678", "06 12 34 56 78", "+34 612 345 678", "91 234 56 78"])
def test_numbers_of_other_countries_are_known(text: str) -> None:
    assert strip_contacts(text, "ES") == (NUMBER, True)


@pytest.mark.parametrize(
    "text",
    [
        "", "need groceries for 2, 24th and mission, before fri", "214 Andover st 94110", "at 9:20 at the corner",
        "1200 94110", "24 94110 5", "94110-1234", "apt 1204, 94110", "10/05/2026", "2026-10-05 09:00",
        "10-05-2026 - 10-08-2026", "10/5 10/6 10/7", "10.30-11.30", "1000-1200", "1000 - 1200", "10 11 12",
        "from 9 to 5. Mon-Fri 9-5", "5pm. 6pm", "see you at 5.30.OK", "$1,200,000", "1 2 3", "2025/2026",
        "one or two or three, four at most", "for two, five or six people", "ok.me too", "no.to that",
        "thanks.im here", "St.Mary", "e.g. 5 lb, 10 lb", "I'm @ the corner",
        "my face is swollen", "my snap is out", "my facebook is not working",
        "see it on facebook 3pm",
        "half @ 5. ok", "ñ 👍🏽 \u200frtl",
    ],
)  # fmt: skip
def test_dates_times_houses_and_small_counts_pass(text: str) -> None:
    assert strip_contacts(text, "US") == (text, False)


def test_what_stands_instead_is_in_the_readers_language() -> None:
    assert strip_contacts("415-555-0111 a@example.org", "US", ("(numero)", "(enlace)")) == (
        "(numero) (enlace)", True
    )


def test_it_is_one_function_under_both_names() -> None:
    assert the_same is strip_contacts


_GAPS = st.text(" .-()\n", max_size=3)


@given(
    st.integers(200, 999), st.integers(200, 999), st.integers(0, 9999), _GAPS, _GAPS,
    st.sampled_from(["", "1", "+1", "+1 "]),
    st.sampled_from(["", "call ", "ben:", "my cell is ", "at 5 or 6pm "]),
)  # fmt: skip
def test_no_number_of_ten_digits_gets_through(
    area: int, exchange: int, line: int, gap: str, gap2: str, lead: str, before: str
) -> None:
    number = f"{area}{gap}{exchange}{gap2}{line:04}"
    stripped, found = strip_contacts(f"{before}{lead}{number} thanks", "US")
    assert found
    assert f"{line:04}" not in stripped and str(area) not in stripped
    assert stripped.endswith(" thanks")


@given(st.text())
def test_any_text_comes_back_clean_and_stays_clean(text: str) -> None:
    stripped, found = strip_contacts(text, "US")
    assert found or stripped == text
    assert not re.search(r"[0-9]{7}", stripped)
    again, _ = strip_contacts(stripped, "US")
    assert not re.search(r"[0-9]{7}", again)
