"""Numbers that were counted before, and for how long they are good enough."""

import json
import zlib
from collections.abc import Callable, Hashable, Sized
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Final, Generic, NamedTuple, TypeVar

from cachetools import LRUCache

from marketplace.gateways.shared_memory import SharedMemory

Counted = TypeVar("Counted")
Version = Any | None
"""The version of the shelf as the database says it, of which nothing is known but whether two are the same."""
SMALL: Final = 2_000
"""Up to so many goods a shopper may notice one more or less, and counting takes a few milliseconds."""
SECONDS_SMALL: Final = 60.0
SECONDS_LARGE: Final = 600.0
MOST_VALUES: Final = 250_000
"""So many numbers are kept, all counts together: some 25 MB, or a thousand categories of a large shop."""


@dataclass(frozen=True)
class _Kept:
    numbers: Any
    total: int
    counted_at: float
    change: int
    version: Version


class Shared(NamedTuple, Generic[Counted]):
    """How numbers are called in the memory of all processes, and how they are written there and read."""

    name: str
    write: Callable[[Counted], str]
    read: Callable[[str], Counted]


class FacetCache:
    """Numbers last as long as the shelf has the version they were counted from, large ones ten minutes at least.

    Where no version is known, small ones last until this process changes the shelf, at most a minute. While somebody
    counts large numbers anew, others go on with the old ones: a count over the whole catalogue is done once.

    Where processes share a memory, one of them counts for all.
    """

    memory: SharedMemory | None = None

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, _Kept] = LRUCache(MOST_VALUES, getsizeof=_values_of)
        self._counting: set[Hashable] = set()
        self._change = 0
        self._lock = Lock()

    def get(
        self,
        key: Hashable,
        count: Callable[[], Counted],
        total: Callable[[Counted], int],
        *,
        expected: int | None = None,
        version: Version = None,
        shared: Shared[Counted] | None = None,
    ) -> Counted:
        """The numbers named `key`, counted when none are good enough; `total` tells of how many goods they are.

        Numbers of another total than the `expected` one, when that is known, are not good enough. `version` is the
        shelf's; who tells it has read it before, and sees what it stands for: numbers may be newer than the version
        under which they are kept, and never older. Numbers without one are not `shared`.
        """
        found: Counted
        with self._lock:
            kept, change = self._kept.get(key), self._change
            if kept and self._is_good(kept, version, key, expected):
                found = kept.numbers
                return found
            self._counting.add(key)
        try:
            kept = self._of_others(shared, change) if version is not None else None
            if kept is None or not self._is_good(kept, version, None, expected):
                numbers = count()
                kept = _Kept(numbers, total(numbers), monotonic(), change, version)
                self._share(shared, kept)
            with self._lock:
                self._keep(key, kept)
            found = kept.numbers
            return found
        finally:
            with self._lock:
                self._counting.discard(key)

    def latest(self, key: Hashable) -> Any:
        """The numbers named `key` as they were counted last, however old, or None: never counts."""
        with self._lock:
            kept = self._kept.get(key)
        return kept.numbers if kept else None

    def note_change(self) -> None:
        """The shelf has changed."""
        with self._lock:
            self._change += 1

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        if _values_of(kept) <= MOST_VALUES:
            self._kept[key] = kept

    def _of_others(self, shared: Shared[Any] | None, change: int) -> _Kept | None:
        found = self.memory.get(shared.name) if self.memory and shared else None
        if found is None or shared is None:
            return None
        value, seconds = found
        version, total, text = json.loads(zlib.decompress(value))
        return _Kept(shared.read(text), total, monotonic() - (SECONDS_LARGE - seconds), change, version)

    def _share(self, shared: Shared[Any] | None, kept: _Kept) -> None:
        if self.memory and shared and kept.version is not None:
            told = json.dumps([int(kept.version), kept.total, shared.write(kept.numbers)])
            self.memory.put(shared.name, zlib.compress(told.encode()), SECONDS_LARGE)

    def _is_good(self, kept: _Kept, version: Version, key: Hashable, expected: int | None) -> bool:
        if expected not in (None, kept.total):
            return False
        age = monotonic() - kept.counted_at
        if kept.total > SMALL and (age < SECONDS_LARGE or key in self._counting):
            return True
        if version is not None:
            return bool(kept.version == version)
        return kept.change == self._change and age < SECONDS_SMALL


def _values_of(kept: _Kept) -> int:
    """How many numbers there are, and one for what holds them."""
    numbers = kept.numbers
    parts = numbers.values() if isinstance(numbers, dict) else vars(numbers).values()
    return 1 + sum(len(part) if isinstance(part, Sized) else 1 for part in parts)


facet_cache: Final = FacetCache()
