"""How likely a yes is, and how many to ask so that one comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mutualaid.domain.people import AnswerHistory

PRIOR = (2.0, 2.0)
"""What is believed of a helper never asked: as if two of four asks were a yes. Assumed; it fades with the
helper's own answers."""

MOST_AT_ONCE = 5
"""How many may be out for one need at the same time."""


PRICE = 0.3
"""What an ask must add to the chance of a yes where all who come into question were asked lately. Assumed; what it
does in a simulated town stands in docs/matching.md."""


def chance_of_yes(history: AnswerHistory, prior: tuple[float, float] = PRIOR, fit: float = 1.0) -> float:
    """The chance, from 0 to below 1, that this helper says yes: the mean of a Beta distribution of `prior` (as if
    so many yes and so many no had been heard) after their own answers, less where kind and distance fit less
    (`fit`, 0-1). Raises ValueError unless both sides of the prior are above 0."""
    yes, no = prior
    if yes <= 0 or no <= 0:
        raise ValueError(f"both sides of a prior are above 0, not {prior}")
    said_yes = max(0, min(history.yes, history.asked))
    return fit * (yes + said_yes) / (yes + no + max(0, history.asked))


def least_gain(strain: float) -> float:
    """What one more ask of a wave must add to the chance of a yes, 0-1, where this share (0-1) of those who come
    into question was asked lately: whoever is asked now is deaf to the next need for a while."""
    return PRICE * strain**2


def chance_of_places(chances: Iterable[float], places: int) -> float:
    """The chance that at least `places` of these independent asks get a yes."""
    exactly = [1.0] + [0.0] * places
    for chance in chances:
        for k in range(places, 0, -1):
            stays = exactly[k] if k == places else exactly[k] * (1 - chance)
            exactly[k] = stays + exactly[k - 1] * chance
        exactly[0] *= 1 - chance
    return exactly[places]


def wave(
    shortlist_chances: Sequence[float],
    wanted: float,
    places: int = 1,
    already_out: Sequence[float] = (),
    least: float = 0.0,
) -> int:
    """How many more of a shortlist to ask now, in its order: as few as make at least `places` yes likely
    enough.

    `shortlist_chances` are of those not asked yet, `already_out` of those asked and not answered, `wanted`
    the chance aimed at (0–1), `places` how many yes are still wanted (below 1: nobody more), `least` what each one
    more must add to that chance. At least as many are out as are wanted, and never more than `MOST_AT_ONCE`.
    """
    if places < 1:
        return 0
    most = min(len(shortlist_chances), max(0, MOST_AT_ONCE - len(already_out)))
    fewest = min(most, max(0, places - len(already_out)))
    reached = chance_of_places([*already_out, *shortlist_chances[:fewest]], places)
    for more in range(fewest, most):
        with_next = chance_of_places([*already_out, *shortlist_chances[: more + 1]], places)
        if reached >= wanted or with_next - reached < least:
            return more
        reached = with_next
    return most
