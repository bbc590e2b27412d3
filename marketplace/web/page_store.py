"""Where drawn pages are kept: within a number of bytes, what was looked at least given up first."""

import sys
from collections.abc import Hashable
from gc import get_referents
from threading import Lock
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Final

from cachetools import LRUCache

SHARED: Final = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)
"""What things refer to without owning it."""
DEEPEST: Final = 12


class PageStore:
    """Things kept under keys, all together of at most so many bytes, keys included."""

    def __init__(self, most_bytes: int) -> None:
        self._kept: LRUCache[Hashable, tuple[Any, int]] = LRUCache(most_bytes, getsizeof=lambda kept: kept[1])
        self._lock = Lock()

    def find(self, key: Hashable) -> Any:
        """What is kept under the key, or None."""
        with self._lock:
            found = self._kept.get(key)
        return found and found[0]

    def keep(self, key: Hashable, thing: Any) -> None:
        """Keep a thing; what is larger than all that may be kept is not."""
        size = size_of(key, thing)
        with self._lock:
            if size <= self._kept.maxsize:
                self._kept[key] = thing, size

    @property
    def bytes(self) -> int:
        """How many bytes all that is kept takes."""
        with self._lock:
            return int(self._kept.currsize)


def size_of(*things: object) -> int:
    """How many bytes these take with all that they refer to; what is referred to twice counts twice."""
    total, level = 0, list(things)
    for _ in range(DEEPEST):
        total += sum(map(sys.getsizeof, level))
        level = [thing for thing in get_referents(*level) if not isinstance(thing, SHARED)]
        if not level:
            break
    return total
