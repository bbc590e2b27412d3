"""The timetable: what is done again and again, and when. A clock on a Vietnamese wall counts.

Each entry is a job like all others that has a next time, so that two workers never do it twice, and one that was missed
is done late rather than never. What is done stands in job_handlers/ under the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from marketplace.clock import start_of_day, to_local


@dataclass(frozen=True)
class Times:
    """Every so often, counted from `first` after midnight. One that is new is due at once, or `waits` for its time."""

    every: timedelta
    first: timedelta = timedelta()
    waits: bool = False

    def after(self, moment: datetime) -> datetime:
        """The next time after this moment."""
        beginning = start_of_day(to_local(moment).date()) + self.first
        return beginning + self.every * ((moment - beginning) // self.every + 1)


def every(**period: float) -> Times:
    """Every so many minutes or hours, a part of the day that fits in without a rest."""
    return Times(timedelta(**period))


def daily(hour: int, minute: int, *, waits: bool = False) -> Times:
    """Once a day at this time."""
    return Times(timedelta(days=1), timedelta(hours=hour, minutes=minute), waits)


TIMETABLE: Final[Mapping[str, Times]] = {
    "reminders": every(minutes=5),
    "awaited_money": every(minutes=5),
    "unknown_money": every(minutes=5),
    "card_payments": every(minutes=5),
    "carrier_parcels": every(minutes=5),
    "awaited_answers": every(minutes=5),
    "awaited_cancellations": every(minutes=5),
    "late_orders": every(minutes=5),
    "awaited_claims": every(minutes=5),
    "uncollected_orders": every(hours=1),  # midnight counts
    "product_feeds": every(minutes=30),  # none may be older than an hour
    "daily_harvests": every(hours=6),  # midnight counts, and whoever was off comes back
    "shelf": every(hours=1),  # a new day brings changes, so midnight counts
    "removed_pictures": every(hours=1),
    "listing_checks": every(hours=1),  # words are blocked from a day on, so midnight counts
    "sitemap": every(hours=6),
    "earnings": every(hours=1),
    "certificate_reminders": daily(7, 0),
    "fee_statements": daily(4, 0),
    "backup": daily(1, 30),
    "trial_restore": daily(2, 30),  # waits for the backup: both stand in one lane
    "stray_files": daily(3, 0),
    "old_feeds": daily(3, 5),
    "stale_reminders": daily(3, 10),
    "ended_sessions": daily(3, 20),
    "known_places": daily(3, 25),
    "contact_proofs": daily(3, 27),
    "payout_run": daily(6, 0),  # before the operators begin
    "unsent_applications": daily(8, 0),  # somebody may be reminded, so not in the night
    "refund_accounts": daily(8, 30),  # people are reminded, so not in the night
    "practice_shops": daily(3, 28),
    "guest_baskets": daily(3, 30),
    "closed_orders": daily(3, 31),
    "stamp_scans": daily(3, 32),
    "stamp_sightings": daily(3, 33),
    "stamp_tries": daily(3, 34),
    "mail_addresses": daily(3, 35),
    "sent_mails": daily(3, 40),
    "old_messages": daily(3, 42),
    "old_notices": daily(3, 43),
    "claim_files": daily(3, 44),
    "old_dispatches": daily(3, 41),
    "old_imports": daily(3, 45),
    "old_carrier_rates": daily(3, 46),
    "ledger_chain": every(minutes=10),
    "unbooked": daily(3, 55),  # what a server of an earlier version did meanwhile
    "old_exports": daily(3, 47),
    "old_personal_data": daily(3, 48),
    "account_closings": every(hours=1),
    "finished_jobs": daily(3, 50),
    "table_sizes": daily(3, 57),
    "old_table_sizes": daily(3, 58),
    "audit": daily(4, 30, waits=True),  # long, so not while a shop is just being opened
    "ledger_verify": daily(4, 50, waits=True),
}


def first_time(kind: str, moment: datetime) -> datetime:
    """When an entry of the timetable is done that is new at this moment."""
    times = TIMETABLE.get(kind)
    return times.after(moment) if times and times.waits else moment


def next_time(kind: str, moment: datetime) -> datetime | None:
    """When the timetable wants this kind of job after this moment; None when it stands there not at all."""
    times = TIMETABLE.get(kind)
    return times.after(moment) if times else None
