"""Hard rules, the score and its parts, the order, and what the coordinator reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.domain.matching import fit
from mutualaid.domain.matching.explain import explain
from mutualaid.domain.matching.promises import Promise
from mutualaid.domain.matching.score import (
    WEIGHTS,
    Candidate,
    Rules,
    bars,
    leftover_reason,
    rank,
    score,
    weights_of,
)
from mutualaid.domain.matching.windows import free_windows, overlap
from mutualaid.domain.needs import DayHours, Match, Need, Offer
from mutualaid.domain.people import AnswerHistory, Neighbour
from mutualaid.domain.vocabulary import KINDS, MatchState, OfferState, Standing

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 16, tzinfo=UTC)  # a Monday, 9:00 in the group's zone
HERE = (37.7522, -122.4184)

RULES = Rules(
    sensitive=frozenset({"childcare", "care", "shelter", "company"}),
    radius_km=5,
    weights={},
    asks_per_week=3,
    helps_per_week=2,
    zone=ZONE,
)
ROSA = Neighbour(id="rosa", phone="+14155550100", created_at=NOW, name="Rosa Diaz", language="es")
NEED = Need(
    id="n1", neighbour_id="rosa", created_at=NOW, kinds=("food",), text="groceries for 2, rice and milk",
    latitude=HERE[0], longitude=HERE[1],
)  # fmt: skip
BEN = Neighbour(id="ben", phone="+14155550101", created_at=NOW, name="Ben Ode", language="es", consent_how="text")
OFFER = Offer(
    id="o1", neighbour_id="ben", created_at=NOW, state=OfferState.AVAILABLE, kinds=("food",),
    text="I can shop for groceries", latitude=HERE[0], longitude=HERE[1],
)  # fmt: skip
ABLE = Candidate(BEN, OFFER)


def north(km: float) -> dict[str, float]:
    """The point so many km north of the need."""
    return {"latitude": HERE[0] + km / 111.195, "longitude": HERE[1]}


def helper(number: int, **changes: object) -> Candidate:
    """One of several alike helpers."""
    one = replace(BEN, id=f"h{number:02}", phone=f"+1415555{number:04}", name=f"Helper {number}")
    return Candidate(one, replace(OFFER, id=f"o{number:02}", neighbour_id=one.id, **changes))  # type: ignore[arg-type]


# Hard rules


def test_a_fitting_helper_is_not_barred() -> None:
    assert bars(NEED, ROSA, ABLE, RULES, NOW) == []


def test_whoever_would_help_more_often_is_asked_more_often() -> None:
    often = replace(ABLE, offer=replace(OFFER, per_week=5), history=AnswerHistory(asked=4, asked_this_week=4))
    assert bars(NEED, ROSA, often, RULES, NOW) == []
    sparing = replace(often, neighbour=replace(BEN, asks_per_week=2))
    assert bars(NEED, ROSA, sparing, RULES, NOW) == ["weekly_limit"]


TUESDAY_MORNING = {
    "from_at": datetime(2026, 10, 6, 9, tzinfo=ZONE),
    "to_at": datetime(2026, 10, 6, 12, tzinfo=ZONE),
}

def visit(state: MatchState, at: datetime) -> Promise:
    match = Match(f"m{at}", f"p{at}", "ben", NOW, state=state, terms_from=at, agreed_at=at)
    return Promise(match, Need(f"p{at}", "ana", NOW))


VISITED = visit(MatchState.FULFILLED, NOW)
PROMISED = visit(MatchState.CONFIRMED, NOW + timedelta(days=4))

BARRED = [
    ("same_phone", {}, {"phone": ROSA.phone}, {}, {}),
    ("same_phone", {}, {"id": ROSA.id}, {}, {}),
    ("blocked", {}, {"standing": Standing.BLOCKED}, {}, {}),
    ("opted_out", {}, {"standing": Standing.OPTED_OUT}, {}, {}),
    ("no_consent", {}, {"consent_how": None}, {}, {}),
    ("paused", {}, {"paused_until": NOW + timedelta(hours=1)}, {}, {}),
    ("paused", {}, {}, {"state": OfferState.PAUSED}, {}),
    ("offer_closed", {}, {}, {"state": OfferState.WITHDRAWN}, {}),
    ("offer_closed", {}, {}, {"state": OfferState.DRAFTED}, {}),
    ("busy", {}, {}, {}, {"free": False}),
    ("said_no", {}, {}, {}, {"said_no": True}),
    ("ruled_out", {}, {}, {}, {"ruled_out": True}),
    ("looked_at", {}, {}, {}, {"looked_at": True}),
    ("already_on", {}, {}, {}, {"already_on": True}),
    ("weekly_limit", {}, {}, {}, {"history": AnswerHistory(asked=3, asked_this_week=3)}),
    ("weekly_limit", {}, {}, {}, {"promised": (VISITED, PROMISED)}),
    ("weekly_limit", {}, {"asks_per_week": 0}, {}, {}),
    ("weekly_limit", {}, {}, {"per_week": 1}, {"promised": (VISITED,)}),
    ("out_of_reach", {}, {}, north(5.1), {}),
    ("out_of_reach", {}, {}, {**north(1.1), "radius_km": 1.0}, {}),
    ("out_of_reach", {}, {}, {**north(2.5), "means": "foot"}, {}),
    ("not_known", {"kinds": ("childcare",)}, {}, {"kinds": ("childcare",)}, {}),
    ("not_known", {"kinds": ("company",)}, {}, {"kinds": ("company",)}, {}),
    ("wrong_kind", {}, {}, {"kinds": ("pets",)}, {}),
    ("refused_kind", {}, {}, {"kinds": ("ride",), "refused": ("food",)}, {}),
    ("refused_kind", {}, {}, {"kinds": ("ride",), "refused": (f"food {NOW + timedelta(1)}",)}, {}),
    ("by_hand_kind", {"kinds": ("rescue",)}, {}, {"kinds": ("rescue",)}, {}),
    ("no_time", TUESDAY_MORNING, {}, {"from_hour": 17.0}, {}),
    ("no_time", TUESDAY_MORNING, {}, {"days": ("6", "7")}, {}),
    ("no_shared_language", {}, {"language": "vi"}, {}, {}),
    ("no_shared_language", {}, {"language": "en", "speaks": ("tagalog",)}, {}, {}),
]


@pytest.mark.parametrize(("reason", "need", "who", "offer", "other"), BARRED)
def test_each_hard_rule_bars(
    reason: str,
    need: dict[str, object],
    who: dict[str, object],
    offer: dict[str, object],
    other: dict[str, object],
) -> None:
    candidate = replace(
        ABLE,
        neighbour=replace(BEN, **who),  # type: ignore[arg-type]
        offer=replace(OFFER, **offer),  # type: ignore[arg-type]
        **other,  # type: ignore[arg-type]
    )
    asked = replace(NEED, **need)  # type: ignore[arg-type]
    assert bars(asked, ROSA, candidate, RULES, NOW) == [reason]
    assert rank(asked, ROSA, [candidate], RULES, NOW) == []


def test_a_no_to_a_kind_ends_and_what_is_offered_is_not_refused() -> None:
    offer = replace(OFFER, kinds=("ride",)).refusing({"food"}, NOW, NOW - timedelta(1))
    assert not offer.refuses({"food"}, NOW) and offer.refuses({"food"}, NOW - timedelta(minutes=1))
    assert not replace(offer, kinds=("food",), refused=("food",)).refuses({"food"}, NOW)
    both = offer.refusing({"water"}, None, NOW - timedelta(1))
    assert both.refuses({"water"}, NOW + timedelta(365)) and not both.refuses({"food"}, NOW)
    assert both.refusing({"water"}, NOW, NOW).refused == ("water",)


def test_a_helper_without_an_offer_is_of_no_kind() -> None:
    assert bars(NEED, ROSA, Candidate(BEN, None), RULES, NOW) == ["wrong_kind"]


@pytest.mark.parametrize(
    ("need", "who", "offer"),
    [
        ({}, {"paused_until": NOW - timedelta(hours=1)}, {}),
        ({}, {"language": None}, {}),
        ({}, {"language": "en", "speaks": ("es",)}, {}),
        ({}, {}, {**north(4.9)}),
        ({}, {}, {**north(12), "means": "car"}),
        ({}, {}, {**north(12), "radius_km": 20.0}),
        ({}, {}, {"latitude": None, "longitude": None}),
        ({}, {}, {"kinds": ("delivery",)}),
        ({}, {}, {"kinds": ("general",)}),
        ({"kinds": ("childcare",)}, {"known": True}, {"kinds": ("childcare",)}),
        ({"kinds": ("company",), "latitude": None, "longitude": None}, {}, {"kinds": ("company",), **north(90)}),
        ({"kinds": ("translation",)}, {"language": "en"}, {"kinds": ("translation",)}),
        (TUESDAY_MORNING, {}, {"from_hour": 10.0}),
    ],
)
def test_what_does_not_bar(need: dict[str, object], who: dict[str, object], offer: dict[str, object]) -> None:
    candidate = replace(ABLE, neighbour=replace(BEN, **who), offer=replace(OFFER, **offer))  # type: ignore[arg-type]
    assert bars(replace(NEED, **need), ROSA, candidate, RULES, NOW) == []  # type: ignore[arg-type]


def test_an_own_limit_goes_over_the_groups() -> None:
    asked = AnswerHistory(asked=4, asked_this_week=4)
    eager = replace(ABLE, neighbour=replace(BEN, asks_per_week=5), history=asked)
    assert bars(NEED, ROSA, eager, RULES, NOW) == []


def test_the_neighbours_own_place_counts_where_the_offer_names_none() -> None:
    far = replace(BEN, **north(8))  # type: ignore[arg-type]
    candidate = Candidate(far, replace(OFFER, latitude=None, longitude=None))
    assert bars(NEED, ROSA, candidate, RULES, NOW) == ["out_of_reach"]


# The score


def test_the_parts_are_the_weights_and_all_lie_between_0_and_1() -> None:
    found = score(NEED, ROSA, ABLE, RULES, NOW)
    assert set(found.parts) == set(WEIGHTS)
    assert all(0 <= part <= 1 for part in found.parts.values())


def test_the_score_is_the_weighted_mean_of_the_parts() -> None:
    alone = replace(RULES, weights={**dict.fromkeys(WEIGHTS, 0.0), "kind": 3.0, "language": 1.0})
    foreign = replace(ABLE, neighbour=replace(BEN, language="en"))
    assert score(NEED, ROSA, ABLE, alone, NOW).score == 1.0
    assert score(NEED, ROSA, foreign, alone, NOW).score == 0.75


@pytest.mark.parametrize("weights", [{"luck": 1.0}, {"kind": -1.0}, dict.fromkeys(WEIGHTS, 0.0)])
def test_unusable_weights_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        weights_of(weights)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"kinds": ("food",)}, {"kinds": ("delivery",)}),
        ({"kinds": ("delivery",)}, {"kinds": ("general",)}),
        (north(0.2), north(1.0)),
        ({"means": "car", **north(2)}, {"means": "foot", **north(2)}),
        ({"text": "can buy grocries, milk"}, {"text": "fixing bikes"}),
    ],
)
def test_what_makes_an_offer_fit_better(better: dict[str, object], worse: dict[str, object]) -> None:
    first = score(NEED, ROSA, replace(ABLE, offer=replace(OFFER, **better)), RULES, NOW)  # type: ignore[arg-type]
    second = score(NEED, ROSA, replace(ABLE, offer=replace(OFFER, **worse)), RULES, NOW)  # type: ignore[arg-type]
    assert first.score > second.score


@pytest.mark.parametrize(
    ("part", "better", "worse"),
    [
        ("rest", AnswerHistory(), AnswerHistory(asked=1, last_asked_at=NOW - timedelta(days=9))),
        (
            "rest",
            AnswerHistory(asked=1, last_asked_at=NOW - timedelta(days=9)),
            AnswerHistory(asked=1, last_asked_at=NOW - timedelta(days=2)),
        ),
        ("continuity", AnswerHistory(helped_this_person=1), AnswerHistory()),
        ("reliability", AnswerHistory(), AnswerHistory(no_shows=1)),
    ],
)
def test_what_a_helpers_history_does(part: str, better: AnswerHistory, worse: AnswerHistory) -> None:
    first = score(NEED, ROSA, replace(ABLE, history=better), RULES, NOW)
    second = score(NEED, ROSA, replace(ABLE, history=worse), RULES, NOW)
    assert first.parts[part] > second.parts[part]
    assert first.score > second.score


def test_what_is_unknown_is_neutral() -> None:
    unknown = Candidate(replace(BEN, language=None), replace(OFFER, latitude=None, longitude=None, text=""))
    found = score(NEED, ROSA, unknown, RULES, NOW)
    assert {found.parts[name] for name in ("distance", "language", "time", "words")} == {0.5}
    assert found.distance_km is None
    assert found.band == "unknown"


def test_a_need_of_two_kinds_is_half_met_by_one() -> None:
    assert fit.kind_fit(("food", "childcare"), ("food",)) == 0.5


def test_kinds_that_are_related_are_kinds() -> None:
    assert set(fit.RELATED) | {k for row in fit.RELATED.values() for k in row} <= set(KINDS)
    assert all(0 < value < 1 for row in fit.RELATED.values() for value in row.values())


def test_company_by_phone_counts_no_distance() -> None:
    lonely = replace(NEED, kinds=("company",), latitude=None, longitude=None)
    far = replace(ABLE, offer=replace(OFFER, kinds=("company",), **north(300)))  # type: ignore[arg-type]
    found = score(lonely, ROSA, far, RULES, NOW)
    assert found.parts["distance"] == 1.0
    assert "by phone" in explain(found, lonely, NOW, "Ben")


# The order


def test_of_equals_the_least_recently_asked_comes_first_then_the_id() -> None:
    level = replace(RULES, weights={"rest": 0.0})
    asked = [
        replace(helper(i), history=AnswerHistory(last_asked_at=when))
        for i, when in [(1, NOW - timedelta(days=1)), (2, NOW - timedelta(days=3)), (4, None), (3, None)]
    ]
    found = [one.candidate.neighbour.id for one in rank(NEED, ROSA, asked, level, NOW)]
    assert found == ["h03", "h04", "h02", "h01"]


near = st.floats(min_value=0, max_value=4.9)


@settings(max_examples=60, deadline=None)
@given(a=near, b=near, means=st.sampled_from([None, "bike", "car"]))
def test_nearer_is_never_worse(a: float, b: float, means: str | None) -> None:
    def at(km: float) -> float:
        offer = replace(OFFER, means=means, **north(km))  # type: ignore[arg-type]
        return score(NEED, ROSA, replace(ABLE, offer=offer), RULES, NOW).score

    assert at(min(a, b)) >= at(max(a, b))


candidates = st.lists(
    st.builds(
        lambda number, km, kind, language, free, no, asked, standing, known: replace(
            helper(number, kinds=(kind,), **north(km)),
            neighbour=replace(helper(number).neighbour, language=language, standing=standing, known=known),
            free=free,
            said_no=no,
            history=AnswerHistory(asked=asked, asked_this_week=asked, last_asked_at=NOW - timedelta(days=asked)),
        ),
        st.integers(0, 30),
        st.floats(0, 9),
        st.sampled_from(["food", "ride", "delivery", "care", "general"]),
        st.sampled_from([None, "es", "en"]),
        st.booleans(),
        st.booleans(),
        st.integers(0, 5),
        st.sampled_from(Standing),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.neighbour.id,
)


@settings(max_examples=60, deadline=None)
@given(found=candidates, kind=st.sampled_from(["food", "care", "ride"]), data=st.data())
def test_hard_rules_hold_and_the_order_of_input_does_not_matter(
    found: list[Candidate], kind: str, data: st.DataObject
) -> None:
    need = replace(NEED, kinds=(kind,))
    ranked = rank(need, ROSA, found, RULES, NOW)
    assert rank(need, ROSA, data.draw(st.permutations(found)), RULES, NOW) == ranked
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        candidate = one.candidate
        assert candidate.free
        assert not candidate.said_no
        assert candidate.neighbour.standing == Standing.ACTIVE
        assert candidate.neighbour.language in (None, "es")
        assert candidate.history.asked_this_week < 3
        assert one.distance_km is not None
        assert one.distance_km <= 5
        assert candidate.neighbour.known or kind != "care"


# The sentences


def test_why_names_what_speaks_for_a_helper() -> None:
    rested = AnswerHistory(asked=1, last_asked_at=NOW - timedelta(days=9, hours=3))
    found = score(NEED, ROSA, replace(ABLE, history=rested), RULES, NOW)
    said = explain(found, NEED, NOW, "Ben", {"food": "groceries"})
    assert said == "Ben: groceries, under 10 min walk, speaks Spanish, not asked for 9 days"


def test_why_names_times_distance_and_record() -> None:
    candidate = replace(
        ABLE,
        neighbour=replace(BEN, helped=4, language="en"),
        offer=replace(OFFER, from_hour=11.0, **north(4)),  # type: ignore[arg-type]
        history=AnswerHistory(helped_this_person=1, no_shows=2),
    )
    need = replace(NEED, **TUESDAY_MORNING)  # type: ignore[arg-type]
    said = explain(score(need, ROSA, candidate, RULES, NOW), need, NOW, "Ben")
    assert said == (
        "Ben: food, a drive (4.0 km), free for part of the time, speaks English, no shared language, "
        "not asked before, helped them once before, helped 4 times, did not come twice"
    )


@pytest.mark.parametrize(
    ("kind", "found", "code", "said"),
    [
        ("translation", [], "wrong_kind", "nobody offers translation"),
        ("ride", [helper(1)], "wrong_kind", "nobody offers rides"),
        (
            "ride",
            [helper(i, kinds=("ride",), **north(km)) for i, km in [(1, 8.0), (2, 6.2), (3, 9.0)]],
            "out_of_reach",
            "3 offer rides, all beyond their reach; nearest 6.2 km",
        ),
        (
            "food",
            [replace(helper(i), history=AnswerHistory(asked_this_week=3)) for i in (1, 2)],
            "weekly_limit",
            "2 offer food, both over the weekly limit",
        ),
        (
            "food",
            [helper(1), replace(helper(2), said_no=True), replace(helper(3), said_no=True)],
            "said_no",
            "3 offer food: 2 said no to this, 1 needed more by others this round",
        ),
        ("food", [replace(helper(1), free=False)], "busy", "1 offers food, busy with another need or question"),
        ("rescue", [], "by_hand_kind", "Rescue: always arranged by a person, never asked automatically"),
    ],
)
def test_a_need_left_over_says_why(kind: str, found: list[Candidate], code: str, said: str) -> None:
    left = leftover_reason(replace(NEED, kinds=(kind,)), ROSA, found, RULES, NOW)
    assert (left.code, left.text) == (code, said)


def test_a_helper_with_two_offers_counts_once_by_the_nearer_to_yes() -> None:
    far, near_ = helper(1, **north(9)), helper(1)
    left = leftover_reason(NEED, ROSA, [far, near_], RULES, NOW)
    assert left.counts == {"needed_elsewhere": 1}


# Windows


def test_a_weekly_rhythm_is_local_and_keeps_its_hour_when_the_clocks_change() -> None:
    offer = replace(OFFER, days=("7",), from_hour=9.0, to_hour=12.0)
    start = datetime(2026, 10, 24, tzinfo=ZONE)
    found = free_windows(offer, start, start + timedelta(days=10), ZONE)
    assert found == [
        (datetime(2026, 10, 25, 16, tzinfo=UTC), datetime(2026, 10, 25, 19, tzinfo=UTC)),
        (datetime(2026, 11, 1, 17, tzinfo=UTC), datetime(2026, 11, 1, 20, tzinfo=UTC)),
    ]


def test_a_night_shift_runs_over_midnight() -> None:
    offer = replace(OFFER, days=("1",), from_hour=22.0, to_hour=2.0)
    need = replace(
        NEED,
        from_at=datetime(2026, 10, 6, 0, 30, tzinfo=ZONE),
        to_at=datetime(2026, 10, 6, 6, tzinfo=ZONE),
    )
    assert overlap(need, offer, NOW, ZONE) == 0.75


def test_any_day_from_an_hour_on_joins_nothing_that_is_apart() -> None:
    offer = replace(OFFER, from_hour=17.0)
    start = datetime(2026, 10, 5, tzinfo=ZONE)
    found = free_windows(offer, start, start + timedelta(days=2), ZONE)
    assert [(a.astimezone(ZONE).hour, b.astimezone(ZONE).hour) for a, b in found] == [(17, 0), (17, 0)]


def test_the_night_the_clocks_change_is_an_hour_longer() -> None:
    night = replace(OFFER, from_hour=0.0, to_hour=3.0)
    start = datetime(2026, 11, 1, tzinfo=ZONE)
    found = free_windows(night, start, start + timedelta(hours=12), ZONE)
    assert [b - a for a, b in found] == [timedelta(hours=4)]


def test_every_day_is_one_stretch() -> None:
    offer = replace(OFFER, days=("1", "2", "3", "4", "5", "6", "7"))
    start = datetime(2026, 10, 5, tzinfo=ZONE)
    assert free_windows(offer, start, start + timedelta(days=2), ZONE) == [(start, start + timedelta(days=2))]


def test_the_first_turn_of_a_rhythm_does_not_end_it() -> None:
    weekends = replace(
        OFFER,
        days=("6", "7"),
        from_at=datetime(2026, 10, 10, tzinfo=ZONE),
        to_at=datetime(2026, 10, 12, tzinfo=ZONE),
    )
    later = replace(
        NEED, from_at=datetime(2026, 10, 17, 9, tzinfo=ZONE), to_at=datetime(2026, 10, 17, 18, tzinfo=ZONE)
    )
    assert overlap(later, weekends, NOW, ZONE) == 1.0


def test_an_offer_keeps_the_hours_of_each_day() -> None:
    evenings_and_saturday = replace(OFFER, by_day=(DayHours((), 17, 21).kept(), DayHours(("6",)).kept()))
    start = datetime(2026, 10, 9, tzinfo=ZONE)  # a Friday
    found = free_windows(evenings_and_saturday, start, start + timedelta(days=3), ZONE)
    local = [(a.astimezone(ZONE), b.astimezone(ZONE)) for a, b in found]
    assert [f"{a:%a %H}-{b:%a %H}" for a, b in local] == ["Fri 17-Fri 21", "Sat 00-Sun 00", "Sun 17-Sun 21"]
    wednesday = datetime(2026, 10, 7, 9, tzinfo=ZONE)
    assert overlap(replace(NEED, from_at=wednesday, to_at=wednesday), evenings_and_saturday, NOW, ZONE) == 0.0


def test_a_need_with_days_to_choose_from_is_met_on_these_only() -> None:
    tue, fri = datetime(2026, 10, 6, tzinfo=ZONE), datetime(2026, 10, 9, tzinfo=ZONE)
    need = replace(NEED, from_at=tue, to_at=fri, repeat_days=("2", "4"))
    assert overlap(need, replace(OFFER, days=("3",)), NOW, ZONE) == 0.0
    assert overlap(need, replace(OFFER, days=("4",)), NOW, ZONE) == 1.0
    at_nine = replace(need, repeat_from=9.0, repeat_to=9.0)
    assert overlap(at_nine, replace(OFFER, days=("2",), from_hour=17.0), NOW, ZONE) == 0.0
    assert overlap(at_nine, replace(OFFER, days=("2",), to_hour=10.0), NOW, ZONE) == 0.5


def test_a_deadline_alone_is_a_window_from_now() -> None:
    by_tonight = replace(NEED, to_at=NOW + timedelta(hours=4))
    tomorrow = replace(OFFER, from_at=NOW + timedelta(hours=20), to_at=NOW + timedelta(hours=30))
    assert overlap(by_tonight, tomorrow, NOW, ZONE) == 0.0
    assert overlap(by_tonight, replace(tomorrow, from_at=NOW), NOW, ZONE) == 1.0


def test_an_instant_lasts_as_long_as_an_errand() -> None:
    at_nine = datetime(2026, 10, 6, 9, tzinfo=ZONE)
    need = replace(NEED, from_at=at_nine, to_at=at_nine)
    assert overlap(need, replace(OFFER, to_hour=9.0), NOW, ZONE) == 0.0
    assert overlap(need, replace(OFFER, to_hour=10.0), NOW, ZONE) == 0.5
    assert overlap(need, replace(OFFER, from_at=at_nine, to_at=at_nine), NOW, ZONE) == 1.0


def test_days_are_the_groups_days_far_from_greenwich_too() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    offer = replace(OFFER, days=("2",), from_hour=6.0, to_hour=8.0)
    tuesday = datetime(2026, 10, 6, 6, tzinfo=tokyo)
    assert free_windows(offer, tuesday - timedelta(hours=3), tuesday + timedelta(hours=1), tokyo) == [
        (tuesday, tuesday + timedelta(hours=1))
    ]


def test_an_offer_that_is_over_fits_no_need_and_without_times_nothing_is_known() -> None:
    over = replace(OFFER, from_at=NOW - timedelta(days=2), to_at=NOW - timedelta(days=1))
    assert overlap(NEED, over, NOW, ZONE) == 0.0
    assert overlap(NEED, OFFER, NOW, ZONE) is None
    assert overlap(NEED, replace(OFFER, days=("6",)), NOW, ZONE) is None
