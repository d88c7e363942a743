"""What a helper does not do: put off, taken out, wanted again, over whatever they offer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from mutualaid.domain.needs import Offer
from mutualaid.domain.refusing import put_off, refused_in, taken_out, wanted_again
from mutualaid.domain.vocabulary import OfferState

NOW = datetime(2026, 10, 5, 16, tzinfo=UTC)
UNTIL = NOW + timedelta(days=7)
KINDS = ("food", "ride", "repair", "pets")


def offer(id: str, *kinds: str) -> Offer:
    return Offer(id=id, neighbour_id="ben", created_at=NOW, state=OfferState.AVAILABLE, kinds=kinds)


some_kinds = st.lists(st.sampled_from(KINDS), min_size=1, unique=True).map(tuple)
offered = st.lists(some_kinds, min_size=1, max_size=3).map(
    lambda all: [offer(f"o{n}", *kinds) for n, kinds in enumerate(all)]
)


def done(offers: list[Offer]) -> set[str]:
    """The kinds that are offered now."""
    return {kind for o in offers if o.from_at is None for kind in o.kinds}


def merged(before: list[Offer], changed: list[Offer]) -> list[Offer]:
    return list({o.id: o for o in (*before, *changed)}.values())


@given(offered, st.sets(st.sampled_from(KINDS), min_size=1))
def test_what_is_put_off_is_refused_until_then_and_can_be_wanted_again(offers: list[Offer], gone: set[str]) -> None:
    fresh = map("new{}".format, count())
    off = put_off(offers, frozenset(gone), UNTIL, fresh, NOW)
    assert done(off) == done(offers) - gone
    assert all(until == UNTIL for until in refused_in(off, NOW).values())
    assert refused_in(off, NOW).keys() == (gone if done(offers) - gone else set())
    assert not refused_in(off, UNTIL)
    again = off
    for kind in sorted(gone):
        again = merged(again, wanted_again(again, kind, fresh, NOW))
        if done(offers) - gone:
            assert kind not in refused_in(again, NOW)
    if done(offers) - gone:
        assert done(again) == done(offers) and not refused_in(again, NOW)


@given(offered, st.sampled_from(KINDS))
def test_what_is_taken_out_is_refused_for_good(offers: list[Offer], kind: str) -> None:
    left = taken_out(offers, frozenset((kind,)), NOW)
    assert refused_in(left, NOW + timedelta(days=999)) == {kind: None}
    assert not any(kind in o.kinds for o in left)
    assert not refused_in(merged(left, wanted_again(left, kind, iter(()), NOW)), NOW)


def test_a_kind_that_another_offer_gives_is_not_refused() -> None:
    food = offer("o1", "food").refusing(("ride",), None, NOW)
    assert refused_in([food], NOW) == {"ride": None}
    assert not refused_in([food, offer("o2", "ride")], NOW)
