"""Reminders that have become due. Each is marked and its mail queued in one transaction of its own, so that two
processes, or one that is killed, send it exactly once.
"""

from typing import Final

from marketplace import stock, wishlist
from marketplace.database import transaction
from marketplace.events import handles
from marketplace.notifications.mails import reminder_mail
from marketplace.stock import Restocked

AT_ONCE: Final = 50


def send_due_reminders() -> int:
    """Queue the mails of the reminders that are due, so many at a time; returns how many."""
    with transaction():
        stock.end_old_marks()
    return sum(_send(reminder_id) for reminder_id in wishlist.due_reminders(limit=AT_ONCE))


@handles(Restocked)
def tell_those_who_wait(happened: list[Restocked]) -> None:
    """Whoever has waited longest for what has just come in is told first, and has a day: nobody can be quicker."""
    for reminder_id in wishlist.due_reminders(limit=AT_ONCE, lots=[each.lot_id for each in happened]):
        _tell(reminder_id)


def _send(reminder_id: int) -> bool:
    with transaction():
        return _tell(reminder_id)


def _tell(reminder_id: int) -> bool:
    reminder = wishlist.take_due(reminder_id)
    if reminder is not None:
        reminder_mail(reminder)
    return reminder is not None
