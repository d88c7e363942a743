"""Reading what Twilio posts, once its signature was found valid."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.domain.vocabulary import MessageState
from mutualaid.transport.base import Outcome, Refused
from mutualaid.transport.twilio import OWNED_WORDS, read_inbound, read_status
from mutualaid.transport.twilio_codes import ERRORS, STATES, explain, state

ACCOUNT = "AC" + "0" * 32
OWN = ("+14155550100",)
SID = "SM" + "ab" * 16
FORM = {
    "MessageSid": [SID], "AccountSid": [ACCOUNT], "From": ["+14155550111"], "To": ["+14155550100"],
    "Body": ["need groceries for 2"], "NumMedia": ["0"], "NumSegments": ["1"], "FromCountry": ["US"],
    "FromCity": ["SAN FRANCISCO"], "SomethingNew": ["x"],
}  # fmt: skip


def refusal(**changes: list[str]) -> int:
    with pytest.raises(Refused) as caught:
        read_inbound({**FORM, **changes}, ACCOUNT, OWN)
    return caught.value.status


def body_of(raw: str) -> str:
    return read_inbound({**FORM, "Body": [raw]}, ACCOUNT, OWN).body


def test_a_text_is_read() -> None:
    text = read_inbound(FORM, ACCOUNT, OWN)
    assert (text.provider_id, text.from_, text.to) == (SID, "+14155550111", "+14155550100")
    assert (text.body, text.media, text.country) == ("need groceries for 2", 0, "US")
    assert (text.stop_handled, text.owned, text.sent_at) == (False, None, None)


def test_only_what_is_needed_is_needed() -> None:
    needed = ("MessageSid", "AccountSid", "From", "To")
    text = read_inbound({name: FORM[name] for name in needed}, ACCOUNT, OWN)
    assert (text.body, text.media, text.country) == ("", 0, "")


def test_a_picture_may_come_without_words_and_from_a_short_code() -> None:
    changes = {"MessageSid": ["MM" + "0" * 32], "Body": [""], "NumMedia": ["10"], "From": ["72975"]}
    text = read_inbound({**FORM, **changes}, ACCOUNT, OWN)
    assert (text.body, text.media, text.from_) == ("", 10, "72975")


def test_a_number_of_our_messaging_service_is_ours() -> None:
    service = "MG" + "1" * 32
    form = {**FORM, "To": ["+14155550199"], "MessagingServiceSid": [service]}
    assert read_inbound(form, ACCOUNT, (service,)).to == "+14155550199"


CRAFTED = (
    f"STOPFrom+14155550144MessageSidSM{'e' * 32}To{OWN[0]}ZZ",  # an id of one's own; the rest goes into ZZ
    "STOPFrom+14155550144G",  # the true id stays, the true sender goes into G
    f"STOPFrom (415) 555-0144MessageSidSM{'e' * 32}To{OWN[0]}ZZ",
)


@pytest.mark.parametrize("crafted", CRAFTED)
def test_a_signed_request_cannot_be_cut_into_another_phones(crafted: str) -> None:
    true = {name: values[0] for name, values in FORM.items()} | {"Body": crafted}
    signed = "".join(name + value for name, value in sorted(true.items()))
    forged, rest = {"AccountSid": ACCOUNT, "Body": "STOP"}, signed.split("BodySTOP", 1)[1]
    if "ZZ" in crafted:
        found = re.fullmatch(r"From(.*?)MessageSid(.*?)To(.*?)ZZ(.*)", rest)
        assert found is not None
        forged |= dict(zip(("From", "MessageSid", "To", "ZZ"), found.groups(), strict=True))
    else:
        found = re.fullmatch(r"From(.*?)G(.*?)MessageSid.*", rest)
        assert found is not None
        forged |= {"From": found[1], "G": found[2]}
        forged |= {name: value for name, value in true.items() if name >= "MessageSid"}
    assert "".join(name + value for name, value in sorted(forged.items())) == signed
    with pytest.raises(Refused) as caught:
        read_inbound({name: [value] for name, value in forged.items()}, ACCOUNT, OWN)
    assert caught.value.status == 403


@pytest.mark.parametrize(
    "words",
    ["From 9am to 5pm", "it is from+14155550144", "From: Ana", f"MessageSid {SID}", f"From{FORM['From'][0]}"],
)
def test_words_like_field_names_are_words(words: str) -> None:
    assert body_of(words) == words


@pytest.mark.parametrize(
    "changes",
    [
        {"AccountSid": ["AC" + "1" * 32]}, {"AccountSid": []}, {"AccountSid": [""]},
        {"To": ["+14155550199"]}, {"To": [""]}, {"To": ["+14155550199"], "MessagingServiceSid": ["MG1"]},
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_forbidden(changes: dict[str, list[str]]) -> None:
    assert refusal(**changes) == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"MessageSid": []}, {"MessageSid": [""]}, {"MessageSid": ["SM" + "AB" * 16]}, {"MessageSid": [SID + "0"]},
        {"MessageSid": [SID + "\n"]}, {"MessageSid": ["XX" + "0" * 32]}, {"MessageSid": [SID, SID]},
        {"From": []}, {"From": [" "]}, {"From": ["+1\n415"]}, {"From": ["x" * 65]},
        {"Body": ["x" * 1601]}, {"Body": ["a", "b"]},
        {"NumMedia": ["one"]}, {"NumMedia": ["-1"]}, {"NumMedia": ["٣"]}, {"NumMedia": ["99999"]},
    ],
)  # fmt: skip
def test_what_is_odd_is_a_bad_request(changes: dict[str, list[str]]) -> None:
    assert refusal(**changes) == 400


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"), ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("a\tb", "a b"),
        ("x\ud83dy", "xy"), ("ñ 👍🏽 \u200frtl", "ñ 👍🏽 \u200frtl"),
        ("x" * 1600, "x" * 1600), ("  yes ", "  yes "),
    ],
)  # fmt: skip
def test_bodies_lose_only_control_characters(raw: str, clean: str) -> None:
    assert body_of(raw) == clean


LONG = "Necesito comida para dos personas en la calle 24 y Mission, antes del viernes por favor"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (base64.b64encode(LONG.encode()).decode(), LONG),
        (base64.b64encode(b"short").decode(), "c2hvcnQ="),
        (base64.b64encode(LONG.encode()).decode()[:-3], base64.b64encode(LONG.encode()).decode()[:-3]),
        ("a" * 64, "a" * 64),
        ("needfood" * 10, "needfood" * 10),
        (base64.b64encode(bytes(range(128, 256))).decode(), base64.b64encode(bytes(range(128, 256))).decode()),
    ],
)
def test_base64_is_undone_only_where_it_is_a_text(raw: str, read: str) -> None:
    assert body_of(raw) == read


@pytest.mark.parametrize(
    "word",
    ["STOP", "stop", " Stop\n", "StopAll", "unsubscribe", "cancel", "END", "quit", "revoke", "OptOut"],
)
def test_the_carriers_stop_words_are_confirmed_by_the_carrier(word: str) -> None:
    text = read_inbound({**FORM, "Body": [word]}, ACCOUNT, OWN)
    assert text.stop_handled and text.owned == "stop"


@pytest.mark.parametrize(
    "words", ["stop please", "opt out", "cancel my ride", "We have got to STOP this", "", "no"]
)
def test_other_words_are_ours_to_answer(words: str) -> None:
    text = read_inbound({**FORM, "Body": [words]}, ACCOUNT, OWN)
    assert not text.stop_handled and text.owned is None


@pytest.mark.parametrize(
    ("kind", "word"), [("start", "UNSTOP"), ("start", "yes"), ("help", "Info"), ("help", "HELP")]
)
def test_start_and_help_are_known_and_stop_nothing(kind: str, word: str) -> None:
    text = read_inbound({**FORM, "Body": [word]}, ACCOUNT, OWN)
    assert text.owned == kind and not text.stop_handled


def test_what_twilio_says_it_took_counts_more_than_the_words() -> None:
    form = {**FORM, "Body": ["ALTO"], "OptOutType": ["STOP"]}
    assert read_inbound(form, ACCOUNT, OWN).stop_handled
    assert read_inbound({**FORM, "Body": ["AYUDA"], "OptOutType": ["HELP"]}, ACCOUNT, OWN).owned == "help"
    assert read_inbound({**FORM, "OptOutType": ["NOVEL"]}, ACCOUNT, OWN).owned is None


def test_no_word_is_owned_twice() -> None:
    assert sum(len(words) for words in OWNED_WORDS.values()) == len(frozenset().union(*OWNED_WORDS.values())) == 13


@given(st.dictionaries(st.sampled_from(sorted(FORM)), st.lists(st.text(st.characters()), max_size=2)))
def test_any_form_is_read_or_refused(changes: dict[str, list[str]]) -> None:
    try:
        text = read_inbound({**FORM, **changes}, ACCOUNT, OWN)
    except Refused as refused:
        assert refused.status in (400, 403)
    else:
        text.body.encode()
        assert "\x00" not in text.body


def status_form(word: str, **more: str) -> dict[str, list[str]]:
    fields = {"MessageSid": SID, "AccountSid": ACCOUNT, "MessageStatus": word, **more}
    return {name: [value] for name, value in fields.items()}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("queued", MessageState.SENT), ("accepted", MessageState.SENT), ("sending", MessageState.SENT),
        ("sent", MessageState.SENT), ("delivered", MessageState.DELIVERED), ("read", MessageState.DELIVERED),
        ("undelivered", MessageState.UNDELIVERED), ("failed", MessageState.FAILED),
        ("canceled", MessageState.FAILED), ("DELIVERED", MessageState.DELIVERED), ("novel", MessageState.SENT),
        ("received", MessageState.RECEIVED), ("partially_delivered", MessageState.UNDELIVERED),
    ],
)  # fmt: skip
def test_states_are_read(word: str, expected: MessageState) -> None:
    update = read_status(status_form(word))
    assert (update.provider_id, update.state) == (SID, expected)
    assert (update.problem is None) is (expected not in (MessageState.UNDELIVERED, MessageState.FAILED))


def test_every_word_of_twilios_enum_is_known() -> None:
    from twilio.rest.api.v2010.account.message import MessageInstance

    words = {getattr(MessageInstance.Status, name) for name in dir(MessageInstance.Status) if name.isupper()}
    assert {str(getattr(word, "value", word)) for word in words} == set(STATES)
    assert state(None) is MessageState.SENT


def test_a_failure_says_what_it_means() -> None:
    update = read_status(status_form("undelivered", ErrorCode="30006"))
    assert update.error_code == 30006 and update.problem is not None
    assert update.problem.outcome is Outcome.PERMANENT
    opted_out = read_status(status_form("failed", ErrorCode="21610")).problem
    assert opted_out is not None and opted_out.outcome is Outcome.OPTED_OUT


@pytest.mark.parametrize("written", ["", "0", "x", "3e4", "9" * 30, "-1"])
def test_an_odd_error_code_is_none(written: str) -> None:
    update = read_status(status_form("failed", ErrorCode=written))
    assert update.error_code is None and update.problem is not None


@pytest.mark.parametrize(("changes", "status"), [
    ({"MessageSid": [""]}, 400), ({"MessageSid": ["SM1"]}, 400), ({"MessageStatus": []}, 400),
    ({"AccountSid": ["AC1"]}, 403),
])  # fmt: skip
def test_odd_callbacks_are_refused(changes: dict[str, list[str]], status: int) -> None:
    with pytest.raises(Refused) as caught:
        read_status({**status_form("sent"), **changes}, ACCOUNT)
    assert caught.value.status == status


def test_every_code_has_an_outcome_and_plain_words() -> None:
    for code in (None, *range(-1, 70_000)):
        problem = explain(code)
        assert problem.outcome in Outcome and problem.code == code
        assert problem.says.endswith(".") and problem.says[0].isupper()
        if code not in ERRORS:
            assert problem.outcome is Outcome.PERMANENT and not problem.alarm


@pytest.mark.parametrize(
    ("outcome", "members"),
    [
        (Outcome.RETRY, {20429, 21611, 30001, 30017, 30410, 30500}),
        (Outcome.LATER, {30003, 30008, 30022, 30023, 30027}),
        (Outcome.OPTED_OUT, {21610}),
        (Outcome.UNSURE, {20500, 20503}),
    ],
)
def test_only_these_codes_may_lead_to_another_text(outcome: Outcome, members: set[int]) -> None:
    assert {code for code, rule in ERRORS.items() if rule.outcome is outcome} == members


@pytest.mark.parametrize("code", [20003, 21212, 21606, 21603, 21608, 30002, 30032, 30034, 11200, 21408, 30450])
def test_what_a_person_must_mend_raises_an_alarm(code: int) -> None:
    assert explain(code).alarm
