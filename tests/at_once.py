"""Several things at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable


def at_once(*works: Callable[[], object]) -> list[object]:
    """Runs all at the same moment; what each returned, or what it raised."""
    gate = threading.Barrier(len(works))
    said: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            said[place] = work()
        except Exception as problem:
            said[place] = problem

    threads = [threading.Thread(target=run, args=(i, w)) for i, w in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
