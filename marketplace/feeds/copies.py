"""The copies of feeds on this machine: fetched from the store when somebody first asks, one at a time.

A store that is silent holds up one page, and no other for a while.
"""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

from marketplace.feeds.site import site
from marketplace.gateways import files as store

REST_SECONDS: Final = 30.0
"""How long nobody asks a store again that gave no answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FeedCopy:
    """A feed that can be sent: the compressed file, and when what stands in it began to be read."""

    path: Path
    began_at: datetime


@dataclass
class Copies:
    """What this process knows of the machine's copies."""

    lock: Lock = field(default_factory=Lock)
    resting_until: float = 0.0

    def path(self, stored_as: str) -> Path:
        """Where the copy of a stored file lies, or would lie."""
        return site.folder / stored_as.rpartition("/")[2]

    def find(self, stored_as: str, began_at: datetime) -> FeedCopy | None:
        """The copy of a stored file, fetched if it is not here; None while somebody else fetches or the store rests."""
        path = self.path(stored_as)
        if path.is_file() or self._fetch(stored_as, path):
            return FeedCopy(path, began_at)
        return None

    def sweep(self, counting: set[str], before: datetime) -> None:
        """Delete the copies of files that count no more and were written before this moment."""
        kept = {self.path(stored_as) for stored_as in counting}
        for path in set(site.folder.glob("*.gz*")) - kept:
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                path.unlink(missing_ok=True)

    def _fetch(self, stored_as: str, path: Path) -> bool:
        if monotonic() < self.resting_until or not self.lock.acquire(blocking=False):
            return False
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store.get_file(stored_as, unfinished)
            unfinished.replace(path)
        except (store.FilesAway, FileNotFoundError) as error:
            self.resting_until = monotonic() + REST_SECONDS
            log.error("a feed could not be fetched from the store: %s", error)
            return False
        finally:
            unfinished.unlink(missing_ok=True)
            self.lock.release()
        return True


copies = Copies()
