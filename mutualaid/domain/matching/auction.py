"""Who is asked for what, over all needs and helpers at once.

Bertsekas' auction with epsilon scaling: helpers bid for the places of needs, prices rise, and a reverse turn
lowers the price of places nobody took (Bertsekas and Castañon 1992, for sides of unequal size). The result is
within `TOLERANCE` of the best sum.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

TOLERANCE = 0.0005
"""How far below the best sum an assignment may stay, as a share of it."""

SHRINK = 5.0
"""How much finer each turn bids than the one before."""


def assign(edges: Mapping[tuple[str, str], float], places: Mapping[str, int]) -> dict[str, list[str]]:
    """The helpers for each need, so that the sum of the values of the pairs is as large as can be.

    `edges` maps (need id, helper id) to what the pair is worth; pairs worth 0 or less and needs not in
    `places` are left alone. A helper serves at most one need, a need takes up to its `places`. Every need of
    `places` is in the answer, its helpers by falling worth, then id. The same edges in another order give
    the same answer.
    """
    return _Auction(edges, places).run()


class _Auction:
    """One assignment: helpers and places are numbered in the order of their ids."""

    def __init__(self, edges: Mapping[tuple[str, str], float], places: Mapping[str, int]) -> None:
        useful = {pair: worth for pair, worth in edges.items() if worth > 0 and places.get(pair[0], 0) > 0}
        self.edges = useful
        self.places = places
        self.helpers = sorted({helper for _, helper in useful})
        number = {helper: i for i, helper in enumerate(self.helpers)}
        wanting: dict[str, list[int]] = {}
        for need, helper in useful:
            wanting.setdefault(need, []).append(number[helper])
        self.needs: list[str] = []
        self.bidders: list[list[tuple[int, float]]] = []
        """For each place: who may take it, and what that is worth."""
        self.options: list[list[tuple[int, float]]] = [[] for _ in self.helpers]
        """For each helper: the places open to them, and what each is worth."""
        for need in sorted(wanting):
            who = [(i, useful[need, self.helpers[i]]) for i in sorted(wanting[need])]
            for _ in range(min(places[need], len(who))):
                place = len(self.needs)
                self.needs.append(need)
                self.bidders.append(who)
                for i, worth in who:
                    self.options[i].append((place, worth))
        self.price = [0.0] * len(self.needs)
        self.taken_by: list[int | None] = [None] * len(self.needs)
        self.place_of: list[int | None] = [None] * len(self.helpers)
        self.profit = [0.0] * len(self.helpers)

    def run(self) -> dict[str, list[str]]:
        if self.edges:
            step, last = max(self.edges.values()) / 4, 0.0
            while step > last:
                self._turn(step)
                last = TOLERANCE * self._sum() / min(len(self.helpers), len(self.needs))
                step = max(last, step / SHRINK)
            self._turn(last)
        found: dict[str, list[str]] = {need: [] for need in self.places}
        for place, who in enumerate(self.taken_by):
            if who is not None:
                found[self.needs[place]].append(self.helpers[who])
        for need, helpers in found.items():
            helpers.sort(key=lambda helper: (-self.edges[need, helper], helper))
        return found

    def _sum(self) -> float:
        """What the assignment is worth as it stands: no more than the best."""
        pairs = ((self.needs[place], who) for place, who in enumerate(self.taken_by) if who is not None)
        return sum(self.edges[need, self.helpers[who]] for need, who in pairs)

    def _turn(self, step: float) -> None:
        """One whole auction at this step, from the prices of the turn before."""
        self.taken_by = [None] * len(self.needs)
        self.place_of = [None] * len(self.helpers)
        self.profit = [0.0] * len(self.helpers)
        self._bid(step)
        self._lower(step)

    def _bid(self, step: float) -> None:
        """Helpers bid in turn until each has a place or finds every place too dear."""
        price, taken_by, place_of = self.price, self.taken_by, self.place_of
        waiting = deque(range(len(self.helpers)))
        while waiting:
            helper = waiting.popleft()
            best, second, at, worth = 0.0, 0.0, -1, 0.0
            for place, value in self.options[helper]:
                gain = value - price[place]
                if gain > best:
                    second, best, at, worth = best, gain, place, value
                elif gain > second:
                    second = gain
            if at < 0:
                continue
            price[at] += best - second + step
            self.profit[helper] = worth - price[at]
            before = taken_by[at]
            if before is not None:
                place_of[before] = None
                self.profit[before] = 0.0
                waiting.append(before)
            taken_by[at] = helper
            place_of[helper] = at

    def _lower(self, step: float) -> None:
        """Places nobody took come down in price until somebody gains by changing over, or to nothing."""
        price, taken_by, profit = self.price, self.taken_by, self.profit
        waiting = deque(p for p, who in enumerate(taken_by) if who is None and price[p] > 0)
        while waiting:
            place = waiting.popleft()
            best, second, at, worth = step, 0.0, -1, 0.0
            for helper, value in self.bidders[place]:
                gain = value - profit[helper]
                if gain > best:
                    if at >= 0:
                        second = best
                    best, at, worth = gain, helper, value
                elif gain > second:
                    second = gain
            if at < 0:
                price[place] = 0.0
                continue
            price[place] = max(0.0, min(price[place], second - step))
            profit[at] = worth - price[place]
            left = self.place_of[at]
            if left is not None:
                taken_by[left] = None
                if price[left] > 0:
                    waiting.append(left)
            taken_by[place] = at
            self.place_of[at] = place
