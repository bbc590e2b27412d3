"""Which chores there are. A new one is a function that finishes what is due and one line in the list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Final

from marketplace import catalogue, feeds, notifications, pictures, shelf
from marketplace.pictures import Picture

PUNCTUAL: Final = 0.9


@dataclass(frozen=True)
class Chore:
    """Something to do again and again.

    `run` does a bite of what is due, in short transactions of its own, and returns how much it did, 0 when nothing is
    left. Several processes may run it in the same moment, and any of them may die in the middle. It is asked at most
    every `every_seconds`; with 0 each second, and at once after a commit that queued a mail.
    """

    name: str
    run: Callable[[], int]
    every_seconds: float = 0


def process_pictures() -> int:
    """Make the next picture ready; whatever it belongs to shows it in the same transaction."""
    return pictures.process_due(_settled)


def _settled(picture: Picture) -> None:
    catalogue.settle_photo(picture)


CHORES: Final = (
    Chore("mail", notifications.drain),
    Chore("shelf", shelf.reindex_due, every_seconds=60),
    Chore("reminders", notifications.send_due_reminders, every_seconds=60),
    Chore("stale reminders", notifications.forget_stale_reminders, every_seconds=3_600),
    Chore("pictures", process_pictures),
    Chore("removed pictures", pictures.clear_removed, every_seconds=600),
    Chore("feeds", feeds.renew_due, every_seconds=60),
    Chore("stray files", pictures.sweep, every_seconds=86_400),
)


def run_due(folder: Path, chores: tuple[Chore, ...] = CHORES) -> Iterator[tuple[Chore, int]]:
    """Do all that is due now; yields each chore with how much it did. `folder` keeps when each was done last."""
    folder.mkdir(parents=True, exist_ok=True)
    for chore in chores:
        mark = folder / chore.name.replace(" ", "-")
        if _is_due(mark, chore.every_seconds):
            yield chore, _finish(chore)
            mark.touch()


def _is_due(mark: Path, every_seconds: float) -> bool:
    """A timer is not exact: what comes a little early is not put off until the next time."""
    return not mark.exists() or time() - mark.stat().st_mtime >= every_seconds * PUNCTUAL


def _finish(chore: Chore) -> int:
    done = 0
    while bite := chore.run():
        done += bite
    return done
