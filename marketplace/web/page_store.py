"""Where drawn pages are kept: within a number of bytes, what was looked at least given up first."""

from collections.abc import Hashable
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache

ENTRY: Final = 6_000
"""What a thing and its key take at most beside what they are drawn from and the bytes that go out: an address of
`LONGEST_KEPT`, held twice, and the objects around all of that."""
FACTS: Final = 3
"""So many times the bytes of a page are all the facts that it is drawn from, at most; a test measures it on each kind
of page. To look at every object took a tenth of the time in which a page is drawn.
"""
LONGEST_KEPT: Final = 1_000
"""Of an address: a list with thirty filters has three hundred bytes. Longer ones are answered and not kept."""


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

    def keep(self, key: Hashable, thing: Any, counted: int = 0) -> None:
        """Keep a thing that takes so many bytes beside `ENTRY`; what is larger than all that may be kept is not."""
        size = ENTRY + counted
        with self._lock:
            if size <= self._kept.maxsize:
                self._kept[key] = thing, size

    @property
    def bytes(self) -> int:
        """How many bytes all that is kept takes."""
        with self._lock:
            return int(self._kept.currsize)
