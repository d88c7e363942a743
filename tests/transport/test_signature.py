"""Twilio's signature: the published vectors, and everything that must not pass for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.transport.twilio import SignatureCheck, sign

TOKEN = "12345"
BASE = "https://mycompany.com"
PATH = "/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": ["CA1234567890ABCDE"], "Digits": ["1234"], "From": ["+14158675309"],
    "To": ["+18005551212"], "Caller": ["+14158675309"],
}  # fmt: skip
SIGNED = "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.parametrize(
    ("base", "signature"),
    [
        (BASE, SIGNED),
        ("http://mycompany.com:1234", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        ("https://mycompany.com:443", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("http://mycompany.com:80", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ],
)
def test_published_vectors(base: str, signature: str) -> None:
    assert sign(TOKEN, base + PATH, FORM) == signature
    assert SignatureCheck([TOKEN], base).valid(PATH, FORM, signature)


def test_a_value_that_came_twice_is_signed_once() -> None:
    form = {"Sid": ["CA123"], "SidAccount": ["AC123"], "Digits": ["5678", "1234", "1234"]}
    signature = "IK+Dwps556ElfBT0I3Rgjkr1wJU="
    assert sign(TOKEN, BASE + PATH, form) == signature
    assert SignatureCheck([TOKEN], BASE).valid(PATH, form, signature)


def test_a_signed_json_body_signs_no_form() -> None:
    path = PATH + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
    signature = "a9nBmqA0ju/hNViExpshrM61xv4="
    assert sign(TOKEN, BASE + path, {}) == signature
    assert not SignatureCheck([TOKEN], BASE).valid(path, {}, signature)


def test_one_value_or_a_list_of_one_is_signed_alike() -> None:
    assert sign(TOKEN, BASE + PATH, {name: values[0] for name, values in FORM.items()}) == SIGNED


@pytest.mark.parametrize(
    "base", [BASE + "#rc=5&rp=all", BASE + "/", "https://user:secret@mycompany.com", BASE + "/#ct=2000"]
)
def test_what_twilio_does_not_sign_does_not_matter_in_the_configured_address(base: str) -> None:
    assert SignatureCheck([TOKEN], base).valid(PATH, FORM, SIGNED)
    assert SignatureCheck([TOKEN], base).valid(PATH + "#rc=5", FORM, SIGNED)


@pytest.mark.parametrize("tokens", [["new", TOKEN], [TOKEN, "new"], ["", TOKEN]])
def test_either_token_passes_while_they_are_rotated(tokens: list[str]) -> None:
    assert SignatureCheck(tokens, BASE).valid(PATH, FORM, SIGNED)


@pytest.mark.parametrize("tokens", [[], [""], ["new"], ["12345 "]])
def test_other_tokens_do_not_pass(tokens: list[str]) -> None:
    assert not SignatureCheck(tokens, BASE).valid(PATH, FORM, SIGNED)


def test_an_empty_token_does_not_pass_its_own_signature() -> None:
    assert not SignatureCheck([""], BASE).valid(PATH, FORM, sign("", BASE + PATH, FORM))


@pytest.mark.parametrize(
    "header",
    [None, "", " ", SIGNED.lower(), SIGNED[:-1], SIGNED + " ", "¡no!", "\udcff" * 28, "é" * 28, "A" * 100_000],
)
def test_other_headers_do_not_pass(header: str | None) -> None:
    assert SignatureCheck([TOKEN], BASE).valid(PATH, FORM, header) is False


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "/myapp.php", "/myapp.php/?foo=1&bar=2", PATH + "&x=1", PATH[1:], "/[::1", "//x.org" + PATH,
    ],
)  # fmt: skip
def test_other_paths_do_not_pass(path: str) -> None:
    assert SignatureCheck([TOKEN], BASE).valid(path, FORM, SIGNED) is False


@pytest.mark.parametrize("base", ["", "http://mycompany.com", "https://example.org", BASE + ":8443x", BASE + "/a"])
def test_other_addresses_do_not_pass(base: str) -> None:
    assert SignatureCheck([TOKEN], base).valid(PATH, FORM, SIGNED) is False


@pytest.mark.parametrize("name", FORM)
def test_every_field_is_signed(name: str) -> None:
    check = SignatureCheck([TOKEN], BASE)
    assert not check.valid(PATH, {**FORM, name: [FORM[name][0] + "0"]}, SIGNED)
    assert not check.valid(PATH, {**FORM, name: ["0", *FORM[name]]}, SIGNED)
    assert not check.valid(PATH, {**FORM, name: []}, SIGNED)
    assert not check.valid(PATH, {key: value for key, value in FORM.items() if key != name}, SIGNED)
    assert not check.valid(PATH, {**FORM, "New": ["1"]}, SIGNED)


def test_a_new_field_that_is_signed_passes() -> None:
    form = {**FORM, "BrandNew": ["¿qué? 👍\n"], "Empty": [""]}
    assert SignatureCheck([TOKEN], BASE).valid(PATH, form, sign(TOKEN, BASE + PATH, form))


def test_lone_surrogates_are_no_error() -> None:
    assert SignatureCheck([TOKEN], BASE).valid(PATH, {**FORM, "Body": ["\ud83d"]}, SIGNED) is False


@given(
    st.dictionaries(st.text(), st.lists(st.text(st.characters()), max_size=3), max_size=4),
    st.text(st.characters()),
    st.text(),
)
def test_nothing_raises_and_nothing_passes(form: dict[str, list[str]], path: str, header: str) -> None:
    assert SignatureCheck([TOKEN], BASE).valid("/" + path, form, header) is False
