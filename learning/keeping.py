"""Values kept in memory up to a weight: what was asked for least recently goes first.

For what can be made again. Everything kept here counts in bytes, because a number of values says
nothing about a server's memory.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by key, together at most `most` bytes by the weights they came with."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value, or None where it was never put or has gone."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Key, value: Value, weight: int) -> None:
        """Keep a value of so many bytes; one that alone weighs too much is not kept."""
        with self._lock:
            self._weight -= self._values.pop(key, (value, 0))[1]
            self._values[key] = (value, weight)
            self._weight += weight
            while self._weight > self._most:
                _, (_, gone) = self._values.popitem(last=False)
                self._weight -= gone

    @property
    def weight(self) -> int:
        """The bytes of all values together."""
        return self._weight
