"""Who does the chores: a thread beside the web server, or the command `flask chores`."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event, Thread
from time import monotonic
from typing import Any, Protocol

from marketplace.chores.plan import CHORES, Chore
from marketplace.notifications.outbox import something_waits

EVERY_SECONDS = 1.0

log = logging.getLogger(__name__)


class Application(Protocol):
    """As much of the web application as the chores need."""

    def app_context(self) -> AbstractContextManager[Any]:
        """Where the database can be reached."""


class Courier(Thread):
    """Goes round the chores: at once after a mail was queued in this process, else each second.

    Every chore that is due does one bite in a round, so that a long queue of one keeps no other waiting.
    """

    def __init__(self, context: Callable[[], AbstractContextManager[Any]], chores: tuple[Chore, ...] = CHORES) -> None:
        super().__init__(name="courier", daemon=True)
        self.context = context
        self.stopping = Event()
        self.due_at = dict.fromkeys(chores, 0.0)

    def run(self) -> None:
        """Go round until `stop`."""
        while not self.stopping.is_set():
            if not self.go_round():
                something_waits.wait(EVERY_SECONDS)

    def go_round(self) -> bool:
        """Let every chore that is due do one bite; says whether any of them has more to do."""
        due = [chore for chore, at in self.due_at.items() if at <= monotonic()]
        return sum(self.bite(chore) for chore in due if not self.stopping.is_set()) > 0

    def bite(self, chore: Chore) -> bool:
        """Whether the chore did something. A failure is logged and tried again: the others go on meanwhile."""
        try:
            with self.context():
                done = chore.run()
        except Exception:
            log.exception("the chore %s failed", chore.name)
            done = 0
        if not done:
            self.due_at[chore] = monotonic() + chore.every_seconds
        return done > 0

    def stop(self) -> None:
        """End after the bite in hand."""
        self.stopping.set()
        something_waits.set()
        self.join(timeout=15)


def start(app: Application) -> Courier:
    """Begin with the chores, in a thread; the server calls it once and `stop()` at its end."""
    courier = Courier(app.app_context)
    courier.start()
    return courier
