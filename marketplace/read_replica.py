"""A copy of the database that guests' pages may be read from, and the rule for how old its answers may be.

Read from it are the pages that are kept (`web/page_cache.py`), for guests without a basket who have just written
nothing. Baskets, checkout, stock that is sold, sessions, money, everybody who signed in and every change ask the
database itself.

The rule: what a guest is shown was so at most `REPLICA_LAG_SECONDS` ago. Every second the database is asked how far
its log has come, and the copy how far it has replayed it. Whatever was committed before the database was asked for a
place in the log that the copy has reached is on the copy; so its age is known by this process's clock alone, whatever
other clocks say and whether anything is written or not. A copy that is too old, or whose age is not known because one
of the two does not answer, is not read.
"""

from collections import deque
from threading import Lock
from time import monotonic
from typing import Final

from marketplace.database_version import DatabaseVersion

WRITTEN: Final = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
"""Where the log ends in memory: with `synchronous_commit` off a change shows before the log of it is written."""
REPLAYED: Final = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint"
CHECK_SECONDS: Final = 1.0
REST_SECONDS: Final = 10.0
"""How long a copy is left alone that gave no answer to a page."""
MOST_PLACES: Final = 120


class ReadReplica:
    """Knows how old the copy is; asks both over connections of their own."""

    def __init__(self, database: DatabaseVersion, replica: DatabaseVersion, most_seconds: float) -> None:
        self._database, self.versions, self._most_seconds = database, replica, most_seconds
        self._places: deque[tuple[float, int]] = deque(maxlen=MOST_PLACES)
        self._as_of = self._checked_at = self._resting_until = float("-inf")
        self._checking = Lock()

    @property
    def age(self) -> float:
        """How many seconds ago the copy was surely the same as the database; infinite when nobody knows."""
        return monotonic() - self._as_of

    def may_serve(self) -> bool:
        """Whether the copy is young enough to be read now."""
        now = monotonic()
        if now < self._resting_until:
            return False
        if now - self._checked_at >= CHECK_SECONDS and self._checking.acquire(blocking=False):
            try:
                self._check()
            finally:
                self._checked_at = monotonic()
                self._checking.release()
        return self.age <= self._most_seconds

    def leave_alone(self) -> None:
        """It gave no answer: nobody reads it for a while."""
        self._resting_until = monotonic() + REST_SECONDS

    def _check(self) -> None:
        asked_at = monotonic()
        written, replayed = self._database.ask(WRITTEN), self.versions.ask(REPLAYED)
        if written is not None:
            self._places.append((asked_at, int(written[0])))
        if replayed is None or replayed[0] is None:
            return
        while self._places and self._places[0][1] <= replayed[0]:
            self._as_of = self._places.popleft()[0]
