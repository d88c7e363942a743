"""Calls to the number: what is refused, kept, said, and who is rung."""

# ruff: noqa: DTZ001 - local times of the group

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from twilio.twiml import TwiML, voice_response

from mutualaid.app import create_app
from mutualaid.demo import ACCOUNT, ADDRESS, NUMBER
from mutualaid.domain.people import Neighbour
from mutualaid.service import phones
from mutualaid.service.incoming import calls
from mutualaid.service.incoming.calls import SAME_CALL
from mutualaid.store import people, plan
from mutualaid.transport.base import Answer, Ring, Spoken
from mutualaid.transport.numbers import caller_number
from mutualaid.transport.twilio import sign
from mutualaid.transport.twilio_voice import twiml
from mutualaid.web.sms import Door
from tests.line import Line
from tests.world import PHONES, World, config

ANA, BEN, CORA = PHONES["ana"], PHONES["ben"], PHONES["cora"]
SID = "CA" + "1" * 32
FORM = {"CallSid": SID, "AccountSid": ACCOUNT, "From": ANA, "To": NUMBER}
WITHHELD = (
    "anonymous", "Anonymous", "RESTRICTED", "Unavailable", "", "+266696687", "+7378742833", "+2562533", "+8656696",
    "+86282452253", "+1266696687", "client:somebody", "sip:ana@example.org", "12345",
)  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    settings = config()
    settings = replace(settings, review=replace(settings.review, policy="none"))
    made = World(tmp_path / "calls.db", datetime(2026, 10, 5, 9), settings)
    yield made
    made.close()


@pytest.fixture
def line(world: World) -> Line:
    return Line(world)


@pytest.fixture
def connected(world: World) -> World:
    """Ana is helped by Ben, tomorrow at ten."""
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")
    for name, words in (("ben", "1"), ("ana", "1"), ("ana", "3001 mission st, apt 4")):
        world.text(name, words)
    return world


def cases(world: World) -> list[tuple[str, int, str | None]]:
    """The calls on the desk: number, urgency, note."""
    with world.kit.store.reading() as tx:
        found = [c for c in plan.open_cases(tx) if c.reason == "call_back"]
        return [(people.need(tx, c.neighbour_id or "").phone, c.urgency, c.note) for c in found]


def verbs(world: World, name: str) -> list[str]:
    with world.kit.store.reading() as tx:
        who = people.by_phone(tx, world.phone(name))
        return [e.verb for e in reversed(plan.log_of(tx, neighbour_id=who.id if who else "-"))]


def change(world: World, who: str, **fields: object) -> None:
    neighbour = world.neighbour(who)
    world.kit.turn(lambda turn: people.change(turn.tx, neighbour, **fields))


def hush(world: World, who: str) -> None:
    key = world.neighbour(who).id
    world.kit.turn(lambda turn: people.note(turn.tx, key, hushed=True))


def rung(line: Line) -> list[str]:
    return [each.phone for each in line.heard if not each.words]


# --- what is refused -------------------------------------------------------------------------------------------

PATHS = ("/voice", "/voice/key?match=&again=0", "/voice/ask?match=x", "/voice/take?match=x", "/voice/after?match=x")


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_from_the_provider_is_refused(line: Line, path: str) -> None:
    ours = {**FORM, "From": NUMBER} if "ask" in path or "take" in path else FORM

    def status(form: dict[str, str], signature: str | None = None) -> int:
        signed = sign(line.token, ADDRESS + path, form) if signature is None else signature
        return line.client.post(path, data=form, headers={"X-Twilio-Signature": signed}).status_code

    assert status(ours) == 200
    assert status(ours, "forged") == 403
    assert status({**ours, "Digits": "1" * 70_000}, "forged") == 413
    assert status({**ours, "AccountSid": "AC" + "9" * 32}) == 403
    assert status({**ours, "From": CORA, "To": CORA}) == 403
    assert status({k: v for k, v in ours.items() if k != "CallSid"}) == 400
    assert status({**ours, "CallSid": "SM" + "1" * 32}) == 400
    assert status({**ours, "Digits": "1234"}) == 400
    assert line.client.get(path).status_code == 405


def test_an_address_signed_for_one_match_does_not_hold_for_another(line: Line) -> None:
    form = {**FORM, "From": NUMBER}
    signed = sign(line.token, f"{ADDRESS}/voice/ask?match=one", form)
    answer = line.client.post("/voice/ask?match=two", data=form, headers={"X-Twilio-Signature": signed})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/voice/ask", "/voice/take", "/voice/after"])
def test_a_match_must_be_named(line: Line, path: str) -> None:
    form = FORM if "after" in path else {**FORM, "From": NUMBER}
    signed = sign(line.token, ADDRESS + path, form)
    assert line.client.post(path, data=form, headers={"X-Twilio-Signature": signed}).status_code == 400


def test_with_a_messaging_service_any_number_of_the_account_is_ours(world: World, line: Line) -> None:
    door = Door((line.token,), ADDRESS, ACCOUNT, {"MG" + "1" * 32})
    line.client = create_app(world.kit, door=door).test_client()
    other = {**FORM, "To": "+14155550177"}
    assert line.post("/voice", other).find("Gather") is not None


# --- who calls -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", WITHHELD)
def test_a_number_that_is_not_shown_is_told_so_and_nothing_is_kept(world: World, line: Line, shown: str) -> None:
    assert caller_number(shown, "US") is None
    heard = line.call(shown)
    assert [each.language for each in heard] == ["en-US", "es-MX"]
    assert "can't see your number" in heard[0].words and "9 1 1" in heard[0].words
    assert "No vemos su número" in heard[1].words
    assert cases(world) == []
    assert line.post("/voice/key?match=&again=0", {**FORM, "From": shown}).find("Hangup") is not None


def test_a_number_that_is_shown_is_one() -> None:
    assert caller_number("+14155550111", "US") == ANA
    assert caller_number("(415) 555-0111", "US") == ANA


def test_a_call_is_noted_with_low_urgency_and_a_key_makes_it_pressing(world: World, line: Line) -> None:
    line.call(CORA)
    assert cases(world) == [(CORA, 2, None)]
    heard = line.call(CORA, "1")
    assert cases(world) == [(CORA, 1, "They asked to be called back.")]
    assert "by 1 in the afternoon today" in heard[-2].words
    world.advance(datetime(2026, 10, 5, 12, 5, tzinfo=world.kit.config.group.zone))
    assert any("Waiting on the desk" in t.text for t in world.new_texts()), "those on duty hear of it in time"
    line.call(CORA)
    assert cases(world)[0][1] == 1, "a later call takes nothing back"


def test_each_unknown_caller_keeps_a_place_on_the_desk_and_is_never_texted(world: World, line: Line) -> None:
    line.call(CORA)
    line.call(PHONES["dan"])
    assert {phone for phone, _, _ in cases(world)} == {CORA, PHONES["dan"]}
    assert world.neighbour("cora").consent_how is None
    assert world.new_texts() == []
    world.text("cora", "need food, 24th and mission, tomorrow")
    assert world.neighbour("cora").consent_how == "text"


def test_the_provider_asking_again_is_the_same_call(world: World, line: Line) -> None:
    for _ in range(3):
        line.post("/voice", FORM)
    assert verbs(world, "ana") == ["call", "put on the desk"]
    assert len(cases(world)) == 1
    world.advance(world.demo.clock.now() + SAME_CALL)
    line.post("/voice", FORM)
    assert verbs(world, "ana").count("call") == 2
    assert len(cases(world)) == 1


def test_a_blocked_caller_is_turned_away_politely(world: World, line: Line) -> None:
    world.text("ana", "hello")
    ana = world.neighbour("ana")
    world.kit.turn(lambda turn: phones.block(turn, ana))
    heard = line.call(ANA, "1")
    assert len(heard) == 1 and "can't help you by phone" in heard[0].words and "9 1 1" in heard[0].words
    assert line.post("/voice/key?match=&again=0", {**FORM, "Digits": "1"}).find("Gather") is None
    assert cases(world) == []


def test_who_opted_out_is_not_told_to_text_but_can_be_called_back(world: World, line: Line) -> None:
    world.text("ana", "need food")
    world.text("ana", "stop")
    world.new_texts()
    heard = line.call(ANA, "1")
    assert "Text this number" not in heard[0].words
    assert cases(world) == [(ANA, 1, "They asked to be called back.")]
    assert world.new_texts() == []


def test_a_call_that_cannot_be_kept_is_greeted_all_the_same(world: World, line: Line) -> None:
    with world.kit.store.transaction():
        heard: list[ElementTree.Element] = []
        other = threading.Thread(target=lambda: heard.append(line.post("/voice", FORM)))
        other.start()
        other.join()
    words = " ".join(say.text or "" for say in heard[0].iter("Say"))
    assert "9 1 1" in words and "Text this number" in words and "press 1" not in words


# --- who is rung -----------------------------------------------------------------------------------------------


def test_the_other_side_is_rung_and_no_number_is_said_or_shown(connected: World, line: Line) -> None:
    line.call(ANA)
    assert rung(line) == [BEN]
    assert "Nobody took the call" in line.heard[-2].words
    assert "miss call" in verbs(connected, "ana")
    connected.advance(connected.demo.clock.now() + SAME_CALL)
    line.call(BEN, takes=True)
    assert rung(line) == [ANA]
    assert verbs(connected, "ana")[-1] == "take call"
    for document in map(ElementTree.fromstring, line.documents):
        said = " ".join(say.text or "" for say in document.iter("Say"))
        shown = [dial.attrib["callerId"] for dial in document.iter("Dial")]
        assert not {ANA[2:], BEN[2:]} & set(said.split()) and set(shown) <= {NUMBER}


def test_nobody_is_connected_without_the_key(connected: World, line: Line) -> None:
    line.call(ANA)
    there = {"CallSid": SID, "From": NUMBER, "To": BEN}
    match_id = next(path for path in line.documents if "match=" in path).split("match=")[1].split("&")[0]
    for digits in ("", "2", "0", "*"):
        answer = line.post(f"/voice/take?match={match_id}", {**there, "Digits": digits})
        assert [verb.tag for verb in answer] == ["Hangup"]
    stranger = {**there, "To": CORA}
    assert [verb.tag for verb in line.post(f"/voice/ask?match={match_id}", stranger)] == ["Hangup"]
    taken = line.post(f"/voice/take?match={match_id}", {**stranger, "Digits": "1"})
    assert [verb.tag for verb in taken] == ["Hangup"]
    answer = line.post(f"/voice/take?match={match_id}", {**there, "Digits": "1"})
    assert [verb.tag for verb in answer] == ["Say"], "at the end of the document the two are connected"


def test_a_match_that_ends_while_it_rings_connects_nobody(connected: World, line: Line) -> None:
    line.call(ANA)
    match_id = next(path for path in line.documents if "match=" in path).split("match=")[1].split("&")[0]
    connected.text("ben", "stop")
    there = {"CallSid": SID, "From": NUMBER, "To": BEN, "Digits": "1"}
    assert [verb.tag for verb in line.post(f"/voice/take?match={match_id}", there)] == ["Hangup"]
    chosen = line.post(f"/voice/key?match={match_id}&again=0", {**FORM, "Digits": "1"})
    assert chosen.find("Dial") is None


def test_who_may_not_be_rung_is_not(connected: World, line: Line) -> None:
    hush(connected, "ben")
    heard = line.call(ANA, "1")
    assert rung(line) == [] and "can't ring anybody" in heard[0].words
    assert cases(connected)[0][1] == 0, "somebody may be on the way"


def test_where_somebody_may_read_along_no_connection_is_named(connected: World, line: Line) -> None:
    hush(connected, "ana")
    heard = line.call(ANA)
    assert rung(line) == [] and not any("Ben" in each.words for each in heard)
    assert (cases(connected)[0][2] or "").startswith("Careful")


def test_a_phone_that_costs_extra_is_not_rung(connected: World, line: Line) -> None:
    change(connected, "ben", phone="+19005550112")
    line.call(ANA)
    assert rung(line) == []


def test_at_night_nobody_is_rung_and_zero_is_still_a_person(connected: World, line: Line) -> None:
    connected.advance(datetime(2026, 10, 5, 23, 30, tzinfo=connected.kit.config.group.zone))
    heard = line.call(BEN, "0")
    assert rung(line) == [] and "at this hour" in heard[0].words
    assert "tomorrow" in heard[1].words


# --- how it is written -----------------------------------------------------------------------------------------


def test_an_answer_is_written_as_the_provider_takes_it() -> None:
    asked = Answer((Spoken("es-MX", "¿Qué? <1 & 2>"),), key_to="/voice/key?match=a.b&again=1")
    assert twiml(asked, "https://aid.example.org", NUMBER) == (
        '<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="https://aid.example.org/voice/key?match=a.b'
        '&amp;again=1" actionOnEmptyResult="true" method="POST" numDigits="1" timeout="8"><Say language="es-MX">'
        "¿Qué? &lt;1 &amp; 2&gt;</Say></Gather></Response>"
    )
    aid = "https://aid.example.org"
    ringing = Answer(ring=Ring(BEN, ask="/voice/ask?match=a", after="/voice/after?match=a"))
    assert twiml(ringing, aid, NUMBER) == (
        f'<?xml version="1.0" encoding="UTF-8"?><Response><Dial action="{aid}/voice/after?match=a" '
        f'answerOnBridge="true" callerId="{NUMBER}" method="POST" timeLimit="1800" timeout="25">'
        f'<Number method="POST" url="{aid}/voice/ask?match=a">{BEN}</Number></Dial></Response>'
    )
    assert twiml(Answer(), "", NUMBER).endswith("<Response><Hangup /></Response>")
    assert twiml(Answer(connects=True), "", NUMBER).endswith("<Response />")


def test_a_time_is_said_for_the_ear(world: World) -> None:
    def said(language: str, at: datetime) -> str:
        return world.kit.catalogue.render("voice_back", language, {"by": at.replace(tzinfo=zone)}, now)

    zone = world.kit.config.group.zone
    now = datetime(2026, 10, 5, 9, tzinfo=zone)
    assert "by noon today" in said("en", datetime(2026, 10, 5, 12))
    assert "by 9:15 in the morning tomorrow" in said("en", datetime(2026, 10, 6, 9, 1))
    assert "by 8 in the evening on Wednesday" in said("en", datetime(2026, 10, 7, 20))
    assert "mañana, a más tardar a la 1 de la tarde" in said("es", datetime(2026, 10, 6, 13))
    assert "hoy, a más tardar a las 12 del mediodía" in said("es", datetime(2026, 10, 5, 12))
    assert "el miércoles, a más tardar a las 9:30 de la mañana" in said("es", datetime(2026, 10, 7, 9, 30))


def test_what_is_heard_has_both_languages_for_who_is_not_known(world: World) -> None:
    unknown = Neighbour(id="x", phone=CORA, created_at=world.demo.clock.now())
    heard = calls._says(world.kit, unknown, ("voice_end", {}))
    assert [each.locale for each in heard] == ["en-US", "es-MX"]
    (known,) = calls._says(world.kit, replace(unknown, language="es"), ("voice_end", {}))
    assert known.locale == "es-MX"


def rebuilt(element: ElementTree.Element) -> TwiML:
    """The same verbs, made by the provider's own library; what it has no verb for raises."""
    kind = getattr(voice_response, "VoiceResponse" if element.tag == "Response" else element.tag)
    made: TwiML = kind(element.text) if element.tag == "Number" else kind()
    made.value = element.text or ""
    made.attrs = dict(element.attrib)
    for each in element:
        made.append(rebuilt(each))
    return made


def test_what_a_caller_hears_is_the_twiml_of_the_providers_own_library(connected: World) -> None:
    line = Line(connected)
    line.call(ANA)
    line.call(CORA, "1")
    line.call(BEN, "1", takes=True)
    assert {tag for text in line.documents for tag in re.findall(r"<(\w+)", text)} >= {
        "Response", "Say", "Gather", "Dial", "Number", "Hangup"
    }
    for text in line.documents:
        assert str(rebuilt(ElementTree.fromstring(text))) == text
