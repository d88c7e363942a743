"""What is worked out once and remembered: people write the same few thousand words."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

MOST = 20000
"""Answers remembered at most; then all are forgotten, which costs less than to know the oldest."""

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


class Memory(dict[Asked, Answer]):
    """What `make` gives for a key, worked out when `memory[key]` is first asked for. `make` must give the same
    answer each time."""

    def __init__(self, make: Callable[[Asked], Answer]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Asked) -> Answer:
        if len(self) >= MOST:
            self.clear()
        found = self[key] = self._make(key)
        return found
