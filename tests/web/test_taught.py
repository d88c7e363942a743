"""A coordinator says what a text is about; her words are heeded from then on, and taken back on a page."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutualaid.domain.messages import Message
from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import MatchState, NeedState
from mutualaid.language.words.taught import as_written
from mutualaid.service.desk import corrections as deskcorrections
from mutualaid.service.desk.adding import Entered
from mutualaid.service.keeping import forgetting
from mutualaid.store import corrections, messages, needs, people, plan, taughtplaces
from mutualaid.store.sqlite import Sqlite
from mutualaid.wiring import build
from web.conftest import CONFIG, House

ANA, BEN, ROSA = "+14155550112", "+14155550111", "+14155550121"
WROTE = "i need the white glove thing, 24th and mission"


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(html.unescape(answer.get_data(as_text=True)).split())


def press(client: FlaskClient, path: str, status: int = 200, **data: object) -> str:
    answer = client.post(path, data=data, follow_redirects=True)
    assert answer.status_code == status, path
    return " ".join(html.unescape(answer.get_data(as_text=True)).split())


def text_of(house: House, phone: str, body: str) -> Message:
    who = house.who(phone).id
    with house.kit.store.reading() as tx:
        return [m for m in messages.of_neighbour(tx, who) if m.direction == "in" and m.body == body][-1]


def kinds_of(house: House, text: str) -> tuple[str, ...]:
    return house.kit.reader.understand(text, Context(house.clock.now())).kinds


def taught(house: House) -> list[str]:
    with house.kit.store.reading() as tx:
        return [one.phrase for one in corrections.corrections(tx)]


@pytest.fixture
def glove(house: House, desk: FlaskClient) -> Message:
    """A text that was taken for clothes."""
    house.text(ANA, WROTE)
    return text_of(house, ANA, WROTE)


def test_what_she_says_changes_the_need_and_is_heeded_from_then_on(
    house: House, desk: FlaskClient, glove: Message
) -> None:
    assert house.need_of(ANA).kinds == ("clothing",)
    form = page(desk, f"/texts/{glove.id}")
    assert 'value="clothing" checked' in form
    assert 'value="white glove thing"' in form
    said = press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="White-glove thing!")
    assert "Their need is changed" in said
    assert "“White glove thing” is heard that way from now on. By itself it meant clothing so far." in said
    assert "Read as: <strong>need" in said
    assert house.need_of(ANA).kinds == ("supplies",)
    need = house.need_of(ANA)
    with house.kit.store.reading() as tx:
        log = [(e.verb, e.who) for e in plan.log_of(tx, need_id=need.id)]
    assert ("change", "Dana") in log
    house.text(ROSA, "hi can i get the white glove thing too, 24th and mission")
    assert house.need_of(ROSA).kinds == ("supplies",)
    listed = page(desk, "/taught")
    assert "“White glove thing” means supplies" in listed
    assert "by Dana" in listed
    assert "used in 1 text, last" in listed
    assert "taught words “White glove thing”" not in listed
    assert "taught words White glove thing" in page(desk, f"/people/{house.who(ROSA).id}")


def test_undo_ends_its_use_at_once_in_every_process(
    house: House, desk: FlaskClient, glove: Message, tmp_path: Path
) -> None:
    other = build(CONFIG, clock=house.clock, transport=house.kit.transport, store=Sqlite(str(tmp_path / "aid.db")))
    press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="white glove thing")
    context = Context(house.clock.now())
    assert other.reader.understand(WROTE, context).kinds == ("supplies",)
    with house.kit.store.reading() as tx:
        (kept,) = corrections.corrections(tx)
    assert "read as before again" in press(desk, f"/taught/words/{kept.id}/undo")
    assert taught(house) == []
    assert kinds_of(house, WROTE) == ("clothing",)
    assert other.reader.understand(WROTE, context).kinds == ("clothing",)
    assert house.need_of(ANA).kinds == ("supplies",), "what was changed stays"
    press(desk, f"/taught/words/{kept.id}/undo", 404)
    other.store.close()


def test_one_phrase_has_one_correction_and_the_page_says_what_it_replaced(
    house: House, desk: FlaskClient, glove: Message
) -> None:
    press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="white glove thing")
    said = press(desk, f"/texts/{glove.id}", kinds=["repair"], words="WHITE GLOVE, thing")
    assert "It was “supplies” before" in said
    assert taught(house) == ["WHITE GLOVE thing"]
    assert kinds_of(house, WROTE) == ("repair",)


def test_without_words_only_what_came_of_the_text_is_changed(
    house: House, desk: FlaskClient, glove: Message
) -> None:
    said = press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="")
    assert "Their need is changed" in said
    assert taught(house) == []
    assert "how it stands already" in press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="")
    assert kinds_of(house, WROTE) == ("clothing",)


def test_an_offer_is_changed_too(house: House, desk: FlaskClient) -> None:
    body = "i can give out white glove things on weekends, 24th and mission"
    house.text(BEN, body)
    text = text_of(house, BEN, body)
    said = press(desk, f"/texts/{text.id}", kinds=["supplies", "ride"], words="white glove things")
    assert "Their offer is changed" in said
    ben = house.who(BEN).id
    with house.kit.store.reading() as tx:
        (offer,) = needs.offers_of(tx, ben)
    assert set(offer.kinds) == {"supplies", "ride"}


def test_a_text_of_which_nothing_came_can_teach_words(house: House, desk: FlaskClient) -> None:
    house.text(ANA, "the wobbly gizmo upstairs")
    text = text_of(house, ANA, "the wobbly gizmo upstairs")
    assert "Nothing open came of this text" in press(desk, f"/texts/{text.id}", 400, kinds=["repair"], words="")
    press(desk, f"/texts/{text.id}", kinds=["repair"], words="wobbly gizmo")
    assert kinds_of(house, "who can look at my wobbly gizmo? need it fixed") == ("repair",)


REFUSED = {
    "!!! ...": "Write words",
    "one two three four five six seven": "6 short words at most",
    "call 415 555 0199": "Leave the number out",
    "need": "too many texts",
    "i need a": "too many texts",
    "mom": "too many texts",
    "stop": "means something to us already",
    "HELP": "means something to us already",
    "yes": "means something to us already",
    "hello": "means something to us already",
    "thank you": "means something to us already",
    "cant breathe": "danger",
    "thing for zebulon": "it is somebody's name",
    "rosalinda thing": "it is somebody's name",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_taught_is_refused_in_a_sentence(
    words: str, house: House, desk: FlaskClient, glove: Message
) -> None:
    ana = house.who(ANA)
    with house.kit.store.transaction() as tx:
        people.change(tx, ana, name="Zebulon Hill")
    house.text(ROSA, "my name is Rosalinda, i can drive on weekends, 24th and mission")
    said = press(desk, f"/texts/{glove.id}", 400, kinds=["supplies"], words=words)
    assert REFUSED[words] in said
    assert taught(house) == []
    assert house.need_of(ANA).kinds == ("clothing",), "nothing is done by halves"


def test_kinds_must_be_chosen_and_be_the_groups(house: House, desk: FlaskClient, glove: Message) -> None:
    assert "Tick what it is about" in press(desk, f"/texts/{glove.id}", 400, words="white glove thing")
    assert "Tick what it is about" in press(desk, f"/texts/{glove.id}", 400, kinds=["gold"], words="glove thing")
    assert taught(house) == []


def test_it_takes_a_sign_in_and_our_own_page(
    house: House, browser: object, desk: FlaskClient, glove: Message
) -> None:
    stranger = browser()  # type: ignore[operator]
    for path in (f"/texts/{glove.id}", "/taught"):
        assert stranger.get(path).status_code == 303
    foreign = {"Origin": "https://elsewhere.example"}
    for path in (f"/texts/{glove.id}", "/taught/words/x/undo", "/taught/places/x/undo"):
        assert desk.post(path, data={"kinds": "food"}, headers=foreign).status_code == 403
        assert stranger.post(path).status_code == 303
    assert desk.get("/texts/none").status_code == 404
    assert desk.post("/taught/places/none/undo").status_code == 404


def test_forgetting_leaves_the_phrase_and_no_more(house: House, desk: FlaskClient, glove: Message) -> None:
    press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="white glove thing")
    forgetting.forget(house.kit, ANA)
    house.work()
    assert taught(house) == ["white glove thing"]
    assert desk.get(f"/texts/{glove.id}").status_code == 404
    rows = [str(tuple(row)) for row in house.kit.store.connection().execute("select * from corrections")]
    assert all("24th" not in row and ANA not in row and glove.id not in row for row in rows)


def test_forgetting_takes_a_phrase_that_holds_their_name(house: House, desk: FlaskClient, glove: Message) -> None:
    press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="zebulons thing")
    press(desk, f"/texts/{glove.id}", kinds=["supplies"], words="white zebulon thing")
    ana = house.who(ANA)
    with house.kit.store.transaction() as tx:
        people.change(tx, ana, name="Zebulon White")
    forgetting.forget(house.kit, ANA)
    assert taught(house) == ["zebulons thing"], "“white” is an ordinary word, “zebulon” is not"


def test_a_taught_place_is_listed_and_taken_back(house: House, desk: FlaskClient) -> None:
    press(desk, "/places", words="the big green house", where="37.76, -122.42")
    press(desk, "/places", words="the old mill", where="Cortland library")
    listed = page(desk, "/taught")
    assert "“the big green house” is at 37.7600, -122.4200" in listed
    assert "“the old mill” is Cortland library" in listed
    assert "by Dana, today" in listed
    for words in ("the big green house", "the old mill"):
        with house.kit.store.reading() as tx:
            ids = {one.words: one.id for one, _ in taughtplaces.taught_places(tx)}
        assert house.kit.gazetteer.resolve(words) is not None
        said = press(desk, f"/taught/places/{ids[words]}/undo")
        assert f"We do not know “{words}” any more" in said
        assert house.kit.gazetteer.resolve(words) is None
    assert house.kit.gazetteer.resolve("the library") is not None
    with house.kit.store.reading() as tx:
        assert {p.name for p in plan.places(tx)} == {"24th and Mission", "Cortland library"}


SOME = [
    "gizmo", "wobbly", "stop", "yes", "no", "help", "need", "ride", "food", "1", "2", "please", "my", "the", "cart",
    "médicament", "ку-ку", "药", "o'clock", "can't", "$5", "9:30", "&c", "STRASSE", "ﬁre", "insulin", "dont", "ok",
    "anymore", "thanks", "from", "to", "not", "stopall",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(SOME), max_size=7).map(" ".join),
    ),
    st.sampled_from(["food", "ride", "general", "money"]),
)
def test_any_words_are_refused_with_a_sentence_or_work(
    house: House, glove: Message, words: str, kind: str
) -> None:
    form = Entered({"words": words}, (kind,))
    said = deskcorrections.correct(house.kit, glove.id, form, "Dana")
    if said is None:
        assert form.wrong["words"][0].isupper() or form.wrong["words"][0] == "“"
        assert form.wrong["words"].endswith(".")
    elif words.strip():
        assert kinds_of(house, as_written(words)) == (kind,)


def test_a_text_that_asks_for_nothing_is_taken_off_and_its_words_are_passed_over(
    house: House, desk: FlaskClient
) -> None:
    wrote = "i need new shoes for the wedding lol, 24th and mission"
    house.text(ANA, wrote)
    assert house.need_of(ANA).kinds == ("clothing",)
    text = text_of(house, ANA, wrote)
    assert "None of these: it asks for nothing" in page(desk, f"/texts/{text.id}")
    said = press(desk, f"/texts/{text.id}", kinds=["clothing"], nothing="1", words="shoes for the wedding")
    assert "Their need is off the list, and they are told." in said
    assert "“shoes for the wedding” is passed over from now on. By itself it meant clothing so far." in said
    assert house.need_of(ANA).state is NeedState.WITHDRAWN
    house.text(ROSA, "haha need shoes for the wedding")
    rosa = house.who(ROSA).id
    with house.kit.store.reading() as tx:
        assert needs.all_needs_of(tx, rosa) == []
    assert "“shoes for the wedding” asks for nothing" in page(desk, "/taught")
    assert kinds_of(house, "need shoes size 9") == ("clothing",)
    with house.kit.store.reading() as tx:
        (kept,) = corrections.corrections(tx)
    press(desk, f"/taught/words/{kept.id}/undo")
    assert kinds_of(house, "need shoes for the wedding") == ("clothing",)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("need shoes", "is what people write who need it"),
        ("i need new", "stands in too many texts"),
        ("24th and mission", "would still not be read that way"),
    ],
)
def test_what_plainly_asks_is_not_passed_over(house: House, desk: FlaskClient, words: str, why: str) -> None:
    wrote = "i need new shoes for the wedding lol, 24th and mission"
    house.text(ANA, wrote)
    text = text_of(house, ANA, wrote)
    assert why in press(desk, f"/texts/{text.id}", 400, nothing="1", words=words)
    assert taught(house) == []
    assert house.need_of(ANA).state is NeedState.OPEN


def test_an_offer_that_was_none_is_taken_back(house: House, desk: FlaskClient) -> None:
    wrote = "i can drive people crazy lol"
    house.text(BEN, wrote)
    who = house.who(BEN).id
    with house.kit.store.reading() as tx:
        assert len(needs.offers_of(tx, who)) == 1
    text = text_of(house, BEN, wrote)
    said = press(desk, f"/texts/{text.id}", nothing="1", words="can drive people crazy")
    assert "Their offer is taken back." in said
    with house.kit.store.reading() as tx:
        assert needs.offers_of(tx, who) == []


def test_what_asks_in_full_is_not_passed_over(house: House, desk: FlaskClient) -> None:
    wrote = "food for my kids lol, 24th and mission"
    house.text(ANA, wrote)
    text = text_of(house, ANA, wrote)
    said = press(desk, f"/texts/{text.id}", 400, nothing="1", words="food for my kids")
    assert "“food for my kids” is what people write who need it" in said
    assert taught(house) == []


def test_a_need_of_which_nothing_is_known_is_taken_off(house: House, desk: FlaskClient) -> None:
    wrote = "i need a thingamajig from you all"
    house.text(ANA, wrote)
    house.later(minutes=1)
    need = house.need_of(ANA)
    assert (need.kinds, need.state) == ((), NeedState.DRAFTED)
    said = press(desk, f"/texts/{text_of(house, ANA, wrote).id}", nothing="1", words="")
    assert "Their need is off the list, and they are told." in said
    assert house.need_of(ANA).state is NeedState.WITHDRAWN


def test_what_an_offer_that_was_none_lacked_is_not_asked_any_more(house: House, desk: FlaskClient) -> None:
    wrote = "i can drive people lol"
    house.text(BEN, wrote)
    house.later(minutes=1)
    who = house.who(BEN).id
    with house.kit.store.reading() as tx:
        assert messages.question_of(tx, who) is not None
    said = press(desk, f"/texts/{text_of(house, BEN, wrote).id}", nothing="1", words="")
    assert "Their offer is taken back." in said and "What they were asked already goes on." not in said
    house.later(minutes=1)
    with house.kit.store.reading() as tx:
        assert messages.question_of(tx, who) is None
        assert [e.verb for e in plan.log_of(tx, neighbour_id=who)].count("take back offer") == 1
    house.later(days=2)
    with house.kit.store.reading() as tx:
        assert not [case for case in plan.open_cases(tx) if case.reason == "offer_stuck"]


def test_it_is_said_that_an_ask_goes_on_whose_offer_is_taken_back(house: House, desk: FlaskClient) -> None:
    wrote = "I can give clothes and shoes any day, 24th and Mission. my name is Ben"
    house.text(BEN, wrote)
    assert "They are not told, and what they were asked" in page(desk, f"/texts/{text_of(house, BEN, wrote).id}")
    house.text(ANA, "i need new shoes, 24th and mission. im Ana")
    need = house.need_of(ANA)
    press(desk, f"/needs/{need.id}/approve")
    house.work()
    said = press(desk, f"/texts/{text_of(house, BEN, wrote).id}", nothing="1", words="")
    assert "Their offer is taken back. What they were asked already goes on." in said
    assert [match.state for match in house.matches(need)] == [MatchState.ASKED]


def test_of_a_text_that_is_read_as_asking_for_nothing_no_words_are_kept(house: House, desk: FlaskClient) -> None:
    wrote = "lovely weather on hill street today"
    house.text(ANA, wrote)
    said = press(desk, f"/texts/{text_of(house, ANA, wrote).id}", 400, nothing="1", words="weather on hill street")
    assert "This text is read as asking for nothing already" in said
    assert taught(house) == []
