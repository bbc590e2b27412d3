"""Reminders that have become due. Each is marked and its mail queued in one transaction of its own, so that two
processes, or one that is killed, send it exactly once.
"""

from typing import Final

from marketplace import wishlist
from marketplace.database import transaction
from marketplace.notifications.mails import reminder_mail

AT_ONCE: Final = 50


def send_due_reminders() -> int:
    """Queue the mails of the reminders that are due, so many at a time; returns how many. Reads only when none is."""
    return sum(_send(reminder_id) for reminder_id in wishlist.due_reminders(limit=AT_ONCE))


def _send(reminder_id: int) -> bool:
    with transaction():
        reminder = wishlist.take_due(reminder_id)
        if reminder is not None:
            reminder_mail(reminder)
    return reminder is not None
