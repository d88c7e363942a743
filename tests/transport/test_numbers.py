"""Phone numbers as people type them, and which of them we text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.transport.numbers import country_of, is_short_code, masked, normalise, sendable, wrong_with


@pytest.mark.parametrize(
    "raw",
    [
        "+14155550111", "4155550111", "14155550111", "(415) 555-0111", "415.555.0111", "1-415-555-0111",
        " +1 415 555 0111 ", "+1 (415) 555-0111", "415 555–0111", "tel:+14155550111", "４１５５５５０１１１",
        "\u202a+14155550111\u202c", "415/555/0111", "٤١٥٥٥٥٠١١١",
    ],
)  # fmt: skip
def test_every_way_to_write_a_number_is_one_number(raw: str) -> None:
    assert normalise(raw, "US") == "+14155550111"


@pytest.mark.parametrize(
    "raw",
    [
        "", " ", "Rosa", "555-0111", "94110", "12345", "911", "415555011", "41555501111", "+1", "+",
        "call 4155550111", "415-555-0111 ext 5", "1-800-FLOWERS", "4155550111 / 4155550122", "0",
        "+999999999999", "4" * 40, "\x00",
    ],
)  # fmt: skip
def test_what_is_not_one_whole_number_is_none(raw: str) -> None:
    assert normalise(raw, "US") is None


@pytest.mark.parametrize(
    ("raw", "country", "number"),
    [
        ("55 1234 5678", "MX", "+525512345678"), ("+52 55 1234 5678", "US", "+525512345678"),
        ("020 7946 0958", "GB", "+442079460958"), ("612 345 678", "ES", "+34612345678"),
        ("4155550", "ES", None), ("+14155550111", "XX", "+14155550111"), ("4155550111", "XX", None),
    ],
)  # fmt: skip
def test_numbers_without_a_country_code_are_the_groups_own(raw: str, country: str, number: str | None) -> None:
    assert normalise(raw, country) == number


@given(st.text(st.characters()), st.sampled_from(["US", "ES", "", "??"]))
def test_any_text_is_a_number_or_none(raw: str, country: str) -> None:
    number = normalise(raw, country)
    assert number is None or normalise(number, country) == number
    masked(raw)
    is_short_code(raw)


@pytest.mark.parametrize(
    ("raw", "short"),
    [("72975", True), ("911", True), ("222999", True), ("+14155550111", False), ("", False), ("AMAZON", False),
     ("1234567", False), ("12", False)],
)  # fmt: skip
def test_short_codes(raw: str, short: bool) -> None:
    assert is_short_code(raw) is short


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+14155550111", "US"), ("+16045550111", "CA"), ("+18095550111", "DO"), ("+34612345678", "ES"),
        ("+19995550111", None), ("+34999", "ES"), ("72975", None), ("", None), ("nobody", None),
    ],
)  # fmt: skip
def test_countries(number: str, country: str | None) -> None:
    assert country_of(number) == country


@pytest.mark.parametrize("number", ["+14155550111", "+12125550142", "+16045550111"])
def test_numbers_of_the_groups_countries_are_texted(number: str) -> None:
    assert sendable(number, ("US", "CA")) is None


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("72975", "short code"), ("+19005550111", "charged"), ("+14159761234", "charged"),
        ("+18765550111", "country (JM)"), ("+34612345678", "country (ES)"), ("+19995550111", "country (unknown)"),
        ("4155550111", "not a phone"), ("", "not a phone"), ("+1415555", "not a phone"), ("Rosa", "not a phone"),
    ],
)  # fmt: skip
def test_other_numbers_are_not_and_the_desk_is_told_why(number: str, why: str) -> None:
    reason = sendable(number, ("US", "CA"))
    assert reason is not None and why in reason and reason.endswith(".")


def test_extra_charges_abroad_are_seen_too() -> None:
    assert "charged" in (sendable("+34803123456", ("ES",)) or "")


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+14155550111", "+1...0111"), ("+34612345678", "+34...5678"), ("72975", "..."), ("", "..."),
     ("4155550111", "...0111"), ("Rosa", "...")],
)  # fmt: skip
def test_logs_show_a_number_only_in_part(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write a phone number"),
        ("cell: 415 555 0111", "without letters"),
        ("1-800-FLOWERS", "without letters"),
        ("415 555 0111 x3", "without letters"),
        ("555-0111", "too few digits"),
        ("44 20 7946 0018", "starts with +"),
        ("#*", "not a phone number"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(typed: str, says: str) -> None:
    assert normalise(typed, "US") is None
    assert says in wrong_with(typed, "US") and "415 555 0111" in wrong_with(typed, "US")
