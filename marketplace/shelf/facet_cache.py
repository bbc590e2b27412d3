"""Numbers that were counted before, and for how long they are good enough."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Final, TypeVar

from cachetools import LRUCache

Counted = TypeVar("Counted")
SMALL: Final = 2_000
"""Up to so many goods a shopper may notice one more or less, and counting takes a few milliseconds."""
SECONDS_SMALL: Final = 60.0
SECONDS_LARGE: Final = 600.0


@dataclass(frozen=True)
class _Kept:
    numbers: Any
    total: int
    counted_at: float
    change: int


class FacetCache:
    """Small numbers last until this process changes the shelf, at most a minute; large ones ten minutes.

    While somebody counts anew, others go on with the old numbers: a count over the whole catalogue is done once.
    """

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, _Kept] = LRUCache(2_000)
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
    ) -> Counted:
        """The numbers named `key`, counted when none are good enough; `total` tells of how many goods they are.

        Numbers of another total than the `expected` one, when that is known, are not good enough.
        """
        with self._lock:
            kept = self._kept.get(key)
            if kept and expected in (None, kept.total) and (self._is_good(kept) or key in self._counting):
                found: Counted = kept.numbers
                return found
            self._counting.add(key)
            change = self._change
        try:
            numbers = count()
            with self._lock:
                self._kept[key] = _Kept(numbers, total(numbers), monotonic(), change)
            return numbers
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

    def _is_good(self, kept: _Kept) -> bool:
        age = monotonic() - kept.counted_at
        if kept.total > SMALL:
            return age < SECONDS_LARGE
        return kept.change == self._change and age < SECONDS_SMALL


facet_cache: Final = FacetCache()
