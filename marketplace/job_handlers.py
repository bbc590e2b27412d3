"""What workers do: for each kind of job the function that does it.

A lane does one job at a time, so what people wait for stands in lanes of its own. A new kind is one line here and, when
it comes back by the clock, one in jobs/schedule.py.
"""

from collections.abc import Callable
from typing import Final

from marketplace import (
    accounts,
    approvals,
    cart,
    catalogue,
    collections,
    feeds,
    imports,
    jobs,
    notifications,
    orders,
    payments,
    pictures,
    practice,
    sellers,
    shelf,
    wishlist,
)
from marketplace.database import transaction
from marketplace.jobs import Handler, Lane, TakenJob
from marketplace.sellers import unsent


def make_picture_ready(job: TakenJob) -> None:
    """Make a picture ready; whatever it belongs to shows it in the same transaction."""
    pictures.process(job, settled=catalogue.settle_photo)


def carry_out_decision(job: TakenJob) -> None:
    """Let an operator's decision have its effect."""
    with transaction():
        approvals.carry_out(job.payload["ref"])


def simply(do: Callable[[], object]) -> Handler:
    """Something that needs to know nothing of its job and opens its own transactions."""

    def handle(_job: TakenJob) -> None:
        do()

    return handle


def in_one(rule: Callable[[], object]) -> Handler:
    """A rule that is followed for all at once, in one transaction."""

    def handle(_job: TakenJob) -> None:
        with transaction():
            rule()

    return handle


def until_done(bite: Callable[[], int]) -> Handler:
    """Something that is done bit by bit in transactions of its own, until it has nothing left to do."""

    def handle(_job: TakenJob) -> None:
        while bite():
            pass

    return handle


def in_batches(rule: Callable[[], int]) -> Handler:
    """A rule that is followed batch by batch, each in one transaction, until nothing is left."""

    def bite() -> int:
        with transaction():
            return rule()

    return until_done(bite)


def mend_letters() -> int:
    """Goods and shops first: addresses follow their names."""
    return shelf.mend_letters() or sellers.mend_slugs() or collections.mend_slugs()


MAIL: Final[Lane] = {notifications.MAIL: notifications.send_mail}
TEXTS: Final[Lane] = {notifications.TEXT: notifications.send_text}
IMPORTS: Final[Lane] = {imports.IMPORT: imports.proceed}
PICTURES: Final[Lane] = {pictures.PICTURE: make_picture_ready}
DECISIONS: Final[Lane] = {approvals.DECISION: carry_out_decision}
BY_THE_CLOCK: Final[Lane] = {
    "reminders": until_done(notifications.send_due_reminders),
    "awaited_money": in_batches(payments.expire_overdue),
    "awaited_answers": in_batches(orders.lapse_overdue),
    "product_feeds": simply(feeds.write_product_feeds),
    "daily_harvests": in_one(orders.renew_daily_harvests),
    "shelf": until_done(shelf.reindex_due),
    "letters": in_batches(mend_letters),
    "removed_pictures": until_done(pictures.clear_removed),
    "listing_checks": in_batches(catalogue.check_listings),
    "sitemap": simply(feeds.write_sitemap),
    "stray_files": simply(pictures.sweep),
    "stale_reminders": in_batches(wishlist.forget_stale_reminders),
    "ended_sessions": in_batches(accounts.forget_ended_sessions),
    "known_places": in_batches(accounts.forget_places),
    "contact_proofs": in_batches(accounts.forget_proofs),
    "unsent_applications": in_batches(unsent.clear_unsent),
    "practice_shops": in_batches(practice.forget_unused),
    "guest_baskets": in_batches(cart.forget_guest_baskets),
    "mail_addresses": in_batches(accounts.forget_mail_addresses),
    "sent_mails": in_batches(notifications.forget_sent_mails),
    "old_imports": in_batches(imports.forget_old),
    "finished_jobs": in_batches(jobs.forget_finished),
}
LANES: Final = (MAIL, TEXTS, PICTURES, IMPORTS, DECISIONS, BY_THE_CLOCK)
