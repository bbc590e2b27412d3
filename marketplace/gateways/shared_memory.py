"""What all processes of a shop remember together: values in a Redis, each for some seconds.

Nothing depends on it. A Redis that is away, silent or emptied costs one wait of at most `REDIS_SECONDS`; then it is
left alone for a while, and whoever asks does without. What another program wrote there is not believed: each value
bears a mark that only who has the shop's key can make, for its own key alone.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from threading import Lock
from time import monotonic
from typing import Any, Final, TypeVar

MOST_BYTES: Final = 512 * 1024
"""Of one value; a page has a tenth, compressed."""
REST_SECONDS: Final = 5.0
"""How long nobody asks after no answer came."""
MARK: Final = 16
Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


@dataclass
class Counters:
    """What was asked of it since the process began."""

    hits: int = 0
    misses: int = 0
    kept: int = 0
    kept_bytes: int = 0
    failures: int = 0


class SharedMemory:
    """The values of one shop and one version of its code, under keys of `name`; `secret` marks them as its own."""

    def __init__(self, url: str, seconds: float, name: str, secret: str) -> None:
        import redis  # who shares nothing need not load it: it takes as long as Flask

        self._redis = redis.Redis.from_url(
            url, socket_connect_timeout=seconds, socket_timeout=seconds, retry=None, protocol=2
        )
        self._errors = (redis.RedisError, OSError)
        self._name = name
        self._key = blake2b(f"shared memory\0{secret}".encode(), digest_size=32).digest()
        self._resting_until = 0.0
        self._lock = Lock()
        self.counters = Counters()

    def get(self, key: str) -> tuple[bytes, float] | None:
        """The value under the key and for how many seconds it is still good; None when there is none, or no answer."""
        whole = self._whole(key)

        def ask() -> list[Any]:
            pipe = self._redis.pipeline(transaction=False)
            pipe.get(whole)
            pipe.pttl(whole)
            return pipe.execute()

        kept, milliseconds = self._ask(ask) or (None, 0)
        if kept is None or milliseconds <= 0 or not compare_digest(kept[:MARK], self._mark(whole, kept[MARK:])):
            self._count("misses")
            return None
        self._count("hits")
        return kept[MARK:], milliseconds / 1_000

    def put(self, key: str, value: bytes, seconds: float) -> None:
        """Keep the value for so many seconds, if an answer comes; what is larger than `MOST_BYTES` is not kept."""
        if len(value) > MOST_BYTES:
            return
        whole, milliseconds = self._whole(key), max(1, int(seconds * 1_000))
        if self._ask(lambda: self._redis.set(whole, self._mark(whole, value) + value, px=milliseconds)):
            self._count("kept")
            self._count("kept_bytes", len(value))

    def _ask(self, question: Callable[[], Answer]) -> Answer | None:
        if monotonic() < self._resting_until:
            return None
        try:
            return question()
        except self._errors as error:
            self._resting_until = monotonic() + REST_SECONDS
            self._count("failures")
            log.warning("Redis did not answer, pages are remembered by each process alone for a while: %s", error)
            return None

    def _whole(self, key: str) -> str:
        return f"{self._name}:{blake2b(key.encode(), digest_size=20).hexdigest()}"

    def _mark(self, whole: str, value: bytes) -> bytes:
        return blake2b(whole.encode() + b"\0" + value, key=self._key, digest_size=MARK).digest()

    def _count(self, what: str, number: int = 1) -> None:
        with self._lock:
            setattr(self.counters, what, getattr(self.counters, what) + number)
