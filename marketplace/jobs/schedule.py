"""The timetable: what is done again and again, and when. A clock on a Vietnamese wall counts.

Each entry is a job like all others that has a next time, so that two workers never do it twice, and one that was missed
is done late rather than never. What is done stands in job_handlers.py under the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from marketplace.clock import start_of_day, to_local


@dataclass(frozen=True)
class Times:
    """Every so often, counted from `first` after midnight."""

    every: timedelta
    first: timedelta = timedelta()

    def after(self, moment: datetime) -> datetime:
        """The next time after this moment."""
        beginning = start_of_day(to_local(moment).date()) + self.first
        return beginning + self.every * ((moment - beginning) // self.every + 1)


def every(**period: float) -> Times:
    """Every so many minutes or hours, a part of the day that fits in without a rest."""
    return Times(timedelta(**period))


def daily(hour: int, minute: int) -> Times:
    """Once a day at this time."""
    return Times(timedelta(days=1), timedelta(hours=hour, minutes=minute))


TIMETABLE: Final[Mapping[str, Times]] = {
    "reminders": every(minutes=5),
    "awaited_money": every(minutes=5),
    "awaited_answers": every(minutes=5),
    "product_feeds": every(minutes=30),  # none may be older than an hour
    "daily_harvests": every(hours=6),  # midnight counts, and whoever was off comes back
    "shelf": every(hours=1),  # a new day brings changes, so midnight counts
    "removed_pictures": every(hours=1),
    "listing_checks": every(hours=1),  # words are blocked from a day on, so midnight counts
    "sitemap": every(hours=6),
    "stray_files": daily(3, 0),
    "stale_reminders": daily(3, 10),
    "ended_sessions": daily(3, 20),
    "known_places": daily(3, 25),
    "contact_proofs": daily(3, 27),
    "unsent_applications": daily(8, 0),  # somebody may be reminded, so not in the night
    "practice_shops": daily(3, 28),
    "guest_baskets": daily(3, 30),
    "mail_addresses": daily(3, 35),
    "sent_mails": daily(3, 40),
    "old_imports": daily(3, 45),
    "finished_jobs": daily(3, 50),
}


def next_time(kind: str, moment: datetime) -> datetime | None:
    """When the timetable wants this kind of job after this moment; None when it stands there not at all."""
    times = TIMETABLE.get(kind)
    return times.after(moment) if times else None
