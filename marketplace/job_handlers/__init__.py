"""What workers do: for each kind of job the function that does it.

A lane does one job at a time, so what people wait for stands in lanes of its own. A new kind is one line here and, when
it comes back by the clock, one in jobs/schedule.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import current_app

from marketplace import (
    accounts,
    approvals,
    audit,
    backups,
    cart,
    catalogue,
    collections,
    dispatches,
    documents,
    earnings,
    exports,
    feeds,
    imports,
    jobs,
    ledger,
    messages,
    notices,
    notifications,
    orders,
    own_data,
    payments,
    payouts,
    pictures,
    practice,
    recalls,
    reconciliation,
    returns,
    run_results,
    sellers,
    shelf,
    shipments,
    table_sizes,
    traceability,
    wishlist,
)
from marketplace.banking.statements import Bounds
from marketplace.certification import reminders
from marketplace.database import db, transaction
from marketplace.job_handlers.ways import in_batches, in_one, simply, until_done, with_the_store
from marketplace.jobs import Lane, NotDone, TakenJob
from marketplace.run_results import Outcome
from marketplace.sellers import unsent
from marketplace.shipping import RateRoute


def make_picture_ready(job: TakenJob) -> None:
    """Make a picture ready; whatever it belongs to shows it in the same transaction."""
    pictures.process(job, settled=catalogue.settle_photo)


def count_statement(job: TakenJob) -> None:
    """Count the money that a bank's statement tells of."""
    limits, account = current_app.config["LIMITS"], current_app.config["BANK_ACCOUNT"]
    reconciliation.proceed(job, Bounds(limits.statement_bytes, limits.statement_rows, (account,) if account else ()))


def carry_out_decision(job: TakenJob) -> None:
    """Let an operator's decision have its effect."""
    with transaction():
        approvals.carry_out(job.payload["ref"])


def make_out_receipt(job: TakenJob) -> None:
    """Make out the receipt of a purchase that is paid."""
    with transaction():
        documents.issue_receipt(job.payload["purchase"])


def make_out_credit_note(job: TakenJob) -> None:
    """Make out the credit note of a refund that reached the buyer."""
    with transaction():
        documents.issue_credit_note(job.payload["refund"])


def write_fee_letters(job: TakenJob) -> None:
    """Write to some shops about a fee that changes."""
    with transaction():
        notifications.write_fee_letters(job.payload)


def send_card_refund(job: TakenJob) -> None:
    """Give a refund back to its card."""
    payments.flows.send_refund(job.payload["ref"])


def ask_carrier_rates(job: TakenJob) -> None:
    """Ask carriers what an order, or a parcel on a route, would cost."""
    said = job.payload
    if "order" in said:
        shipments.ask_rates(said["order"])
    else:
        shipments.ask_route(said["seller"], RateRoute(said["from"], said["to"], said["grams"]))


def ask_all_promises(_job: TakenJob) -> None:
    """Run the audit. A broken promise stands among the failed jobs until a day on which it holds."""
    report = audit.run(db.session())
    with transaction():
        audit.write_down(report)
    if report.summary:
        raise NotDone(report.summary, is_final=report.outcome is Outcome.BROKEN)


def recompute_books(_job: TakenJob) -> None:
    """Recompute the books."""
    report = ledger.verify()
    with transaction():
        audit.write_down_books(report)
    if report.faults:
        raise NotDone("; ".join(report.faults), is_final=True)


def back_up(_job: TakenJob) -> None:
    """Back everything up, where a place for it is set."""
    settings = current_app.config
    if not settings["BACKUP_TARGET"]:
        return
    with telling(run_results.BACKUP) as words:
        made = backups.make(settings["BACKUP_TARGET"], settings["DATA_DIR"], settings["BACKUP_KEY"])
        words.append(f"{made.place.name}, {made.size:,} bytes, {len(made.pruned)} older ones deleted")


def try_backup(_job: TakenJob) -> None:
    """Bring the newest backup back into a throw-away database, and look at everything there."""
    settings = current_app.config
    if not settings["BACKUP_TARGET"]:
        return
    with telling(run_results.TRIAL_RESTORE) as words:
        newest = backups.newest(settings["BACKUP_TARGET"])
        reading = backups.Reading(newest, settings["BACKUP_KEY"], settings["DATA_DIR"])
        trial = backups.check(reading, settings["BACKUP_TRIAL_URL"])
        words.append(f"{newest.name}: {'; '.join(trial.faults) or 'complete, every promise holds'}")
        if trial.faults:
            raise backups.BackupError(words.pop())


@contextmanager
def telling(name: str) -> Iterator[list[str]]:
    """Note how it went. What does not work is tried again as every job is, and then waits for an operator."""
    words: list[str] = []
    try:
        yield words
    except backups.BackupError as error:
        backups.note_outcome(name, False, str(error))
        raise NotDone(str(error)) from error
    backups.note_outcome(name, True, "; ".join(words))


def mend_letters() -> int:
    """Goods and shops first: addresses follow their names."""
    return shelf.mend_letters() or sellers.mend_slugs() or collections.mend_slugs()


def forget_closed() -> int:
    """Whom old purchases were for first, then what they wrote in their claims."""
    return orders.forget_people() or returns.forget_words()


MAIL: Final[Lane] = {notifications.MAIL: notifications.send_mail}
SLOW_MAIL: Final[Lane] = {notifications.SLOW_MAIL: notifications.send_slow_mail}
TEXTS: Final[Lane] = {notifications.TEXT: notifications.send_text, notifications.ZALO: notifications.send_zalo}
NOTICES: Final[Lane] = {notices.NOTICE: notices.put_down, notifications.REVIEW: notifications.ask_for_review}
LONG_LISTS: Final[Lane] = {imports.IMPORT: imports.proceed, traceability.STAMP_ROLL: traceability.make_roll}
RECALLS: Final[Lane] = {recalls.RECALL_LETTERS: notifications.tell_buyers}
EXPORTS: Final[Lane] = {exports.EXPORT: exports.make, own_data.PERSONAL_DATA: own_data.make}
STATEMENTS: Final[Lane] = {reconciliation.STATEMENT: count_statement}
PICTURES: Final[Lane] = {pictures.PICTURE: make_picture_ready}
DOCUMENTS: Final[Lane] = {
    documents.RECEIPT: make_out_receipt,
    documents.CREDIT_NOTE: make_out_credit_note,
    notifications.FEE_LETTERS: write_fee_letters,
}
DECISIONS: Final[Lane] = {approvals.DECISION: carry_out_decision}
CARDS: Final[Lane] = {
    payments.CARD_REFUND: send_card_refund,
    "card_payments": simply(payments.flows.reconcile),
}
CARRIERS: Final[Lane] = {
    shipments.RATES: ask_carrier_rates,
    "carrier_parcels": simply(shipments.flows.look_after),
}
AUDIT: Final[Lane] = {"audit": ask_all_promises, "ledger_verify": recompute_books}
BACKUPS: Final[Lane] = {"backup": back_up, "trial_restore": try_backup}  # they take an hour and keep nobody waiting
BY_THE_CLOCK: Final[Lane] = {
    "reminders": until_done(notifications.send_due_reminders),
    "awaited_money": in_batches(payments.expire_overdue),
    "unknown_money": simply(reconciliation.look_again),
    "awaited_answers": in_batches(orders.lapse_overdue),
    "awaited_cancellations": in_batches(orders.lapse_requests),
    "certificate_reminders": in_batches(reminders.remind_due),
    "late_orders": in_batches(orders.pass_overdue),
    "awaited_claims": in_batches(returns.pass_overdue),
    "uncollected_orders": in_batches(orders.put_away_uncollected),
    "product_feeds": with_the_store(feeds.write_product_feeds),
    "daily_harvests": in_one(orders.renew_daily_harvests),
    "shelf": until_done(shelf.reindex_due),
    "letters": in_batches(mend_letters),
    "removed_pictures": until_done(pictures.clear_removed),
    "listing_checks": in_batches(catalogue.check_listings),
    "sitemap": with_the_store(feeds.write_sitemap),
    "earnings": in_batches(earnings.catch_up),
    "fee_statements": in_batches(documents.issue_statements),
    "stray_files": with_the_store(pictures.sweep),
    "old_feeds": with_the_store(feeds.forget_replaced),
    "stale_reminders": in_batches(wishlist.forget_stale_reminders),
    "ended_sessions": in_batches(accounts.forget_ended_sessions),
    "known_places": in_batches(accounts.forget_places),
    "contact_proofs": in_batches(accounts.forget_proofs),
    "unsent_applications": in_batches(unsent.clear_unsent),
    "practice_shops": in_batches(practice.forget_unused),
    "guest_baskets": in_batches(cart.forget_guest_baskets),
    "closed_orders": in_batches(forget_closed),
    "stamp_scans": in_batches(traceability.forget_scans),
    "stamp_sightings": in_batches(traceability.forget_sightings),
    "stamp_tries": in_batches(traceability.forget_tries),
    "mail_addresses": in_batches(accounts.forget_mail_addresses),
    "sent_mails": in_batches(notifications.forget_sent_mails),
    "old_notices": in_batches(notices.forget_old),
    "old_dispatches": in_batches(dispatches.forget_old),
    "old_messages": in_batches(messages.forget_old),
    "claim_files": in_batches(returns.forget_files),
    "old_imports": in_batches(imports.forget_old),
    "old_carrier_rates": in_batches(shipments.forget_rates),
    "refund_accounts": in_batches(payments.remind_of_accounts),
    "payout_run": in_one(payouts.open_due_run),
    "ledger_chain": in_batches(ledger.link_some),
    "unbooked": simply(ledger.catch_up),
    "old_exports": in_batches(exports.forget_old),
    "old_personal_data": in_batches(own_data.forget_old),
    "account_closings": in_one(own_data.close_due),
    "finished_jobs": in_batches(jobs.forget_finished),
    "table_sizes": in_one(table_sizes.note_sizes),
    "old_table_sizes": in_batches(table_sizes.forget_sizes),
}
LANES: Final = (
    MAIL,
    MAIL,  # so that one that takes long keeps nobody waiting
    SLOW_MAIL,
    TEXTS,
    NOTICES,
    PICTURES,
    LONG_LISTS,
    RECALLS,
    EXPORTS,
    STATEMENTS,
    DOCUMENTS,
    DECISIONS,
    CARDS,
    CARRIERS,
    AUDIT,
    BACKUPS,
    BY_THE_CLOCK,
)
