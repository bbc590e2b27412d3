"""Keeps a server busy over a few connections that stay open."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic

CONNECTIONS = 4

Ask = Callable[[], int]
"""Asks once, for a page or for all that a purchase takes, and returns how many bytes the page had."""


@dataclass(frozen=True)
class Load:
    """What was asked and answered."""

    requests: int
    bytes: int


def put_on(askers: Sequence[Ask], seconds: float, *, most: int | None = None) -> Load:
    """Let all ask again and again for so many seconds, or `most` times each; everybody asks at least once."""
    until = monotonic() + seconds
    with ThreadPoolExecutor(len(askers)) as threads:
        loads = list(threads.map(lambda ask: _keep_asking(ask, until, most), askers))
    return Load(sum(load.requests for load in loads), loads[0].bytes)


def _keep_asking(ask: Ask, until: float, most: int | None) -> Load:
    """One connection's share."""
    size, asked = ask(), 1
    while asked < most if most else monotonic() < until:
        size, asked = ask(), asked + 1
    return Load(asked, size)
