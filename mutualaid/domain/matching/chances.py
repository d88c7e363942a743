"""How likely a yes is, and how many to ask so that one comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mutualaid.domain.people import AnswerHistory

PRIOR = (2.0, 2.0)
"""What is believed of a helper never asked: as if two of four asks were a yes. Assumed; it fades with the
helper's own answers."""

MOST_AT_ONCE = 5
"""How many may be out for one need at the same time."""


def chance_of_yes(history: AnswerHistory, prior: tuple[float, float] = PRIOR) -> float:
    """The chance, above 0 and below 1, that this helper says yes: the mean of a Beta distribution of `prior`
    (as if so many yes and so many no had been heard) after their own answers. Raises ValueError unless both
    are above 0."""
    yes, no = prior
    if yes <= 0 or no <= 0:
        raise ValueError(f"both sides of a prior are above 0, not {prior}")
    said_yes = max(0, min(history.yes, history.asked))
    return (yes + said_yes) / (yes + no + max(0, history.asked))


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
) -> int:
    """How many more of a shortlist to ask now, in its order: as few as make at least `places` yes likely
    enough.

    `shortlist_chances` are of those not asked yet, `already_out` of those asked and not answered, `wanted`
    the chance aimed at (0–1), `places` how many yes are still wanted (below 1: nobody more). At least one is
    asked when nobody is out, and never are more than `MOST_AT_ONCE` out.
    """
    if places < 1:
        return 0
    most = min(len(shortlist_chances), max(0, MOST_AT_ONCE - len(already_out)))
    least = min(most, 0 if already_out else 1)
    for more in range(least, most):
        if chance_of_places([*already_out, *shortlist_chances[:more]], places) >= wanted:
            return more
    return most
