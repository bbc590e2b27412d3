"""Who empties the outbox: a thread beside the web server, or the command `flask outbox drain`."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event, Thread
from typing import Any

import click

from marketplace.notifications.outbox import drain, something_waits

EVERY_SECONDS = 1.0

log = logging.getLogger(__name__)


class Courier(Thread):
    """Sends what waits: at once after a commit in this process, within a second after one in another."""

    def __init__(self, context: Callable[[], AbstractContextManager[Any]]) -> None:
        super().__init__(name="courier", daemon=True)
        self.context = context
        self.stopping = Event()

    def run(self) -> None:
        """Go round until `stop`. A failure is logged and tried again: a thread that died would send nothing."""
        while not self.stopping.is_set():
            something_waits.wait(EVERY_SECONDS)
            try:
                self.go_round()
            except Exception:
                log.exception("the outbox could not be emptied")
                self.stopping.wait(EVERY_SECONDS)

    def go_round(self) -> None:
        """Send until nothing more goes out."""
        with self.context():
            while drain() and not self.stopping.is_set():
                pass

    def stop(self) -> None:
        """End after the mail in hand."""
        self.stopping.set()
        something_waits.set()
        self.join(timeout=15)


@click.group("outbox")
def commands() -> None:
    """Mails that wait to be sent."""


@commands.command("drain")
def drain_command() -> None:
    """Send the mails that are due; for a timer where no server process does it."""
    sent = 0
    while batch := drain():
        sent += batch
    click.echo(f"{sent} sent")
