"""What happens to reminders that somebody has to hear of."""

from dataclasses import dataclass

from marketplace.wishlist.models import Reminder


@dataclass(frozen=True)
class ReminderAsked:
    """A reminder is wanted for an address that nobody has shown to be their own."""

    reminder: Reminder
