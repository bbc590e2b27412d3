"""Booking money to purchases, and everything else an operator may decide about it. Load with `lock_transfer`."""

from collections.abc import Mapping
from typing import Final

from marketplace import payments
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.money import format_vnd
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments.models import PaymentAttempt, PaymentNotice
from marketplace.payments.states import NoticeOutcome
from marketplace.reconciliation.errors import (
    BankRefMissing,
    DifferenceLeft,
    PartRefused,
    PurchaseUnknown,
    ReasonMissing,
    TransferMoved,
)
from marketplace.reconciliation.models import BankTransfer, TransferShare
from marketplace.reconciliation.states import TransferState
from marketplace.text import clean_line

DESK: Final = "desk"
"""Who tells of money that an operator books to a purchase once more, after it was taken away from there."""
LONGEST_NOTE: Final = 300


def book(transfer: BankTransfer, parts: Mapping[str, int], *, by: User | None) -> None:
    """Book the whole of it to purchases, by their codes; what a purchase gets too much goes back by itself.

    Raises TransferMoved, PartRefused, PurchaseUnknown, or DifferenceLeft when the parts do not add up to it.
    """
    if not transfer.is_waiting:
        raise TransferMoved(transfer.state)
    if not parts or min(parts.values()) <= 0:
        raise PartRefused()
    if gap_vnd := transfer.amount_vnd - sum(parts.values()):
        raise DifferenceLeft(amount=format_vnd(transfer.amount_vnd), gap=format_vnd(gap_vnd))
    for code in sorted(parts):  # always in the same order, so that nobody waits in a circle
        _receive(transfer, _purchase(code), parts[code])
    transfer.move_to(TransferState.MATCHED, by=by)
    for record in transfer.records:
        record.notice.outcome = NoticeOutcome.APPLIED
    db.session.flush()


def ignore(transfer: BankTransfer, *, by: User, reason: str) -> None:
    """It is no buyer's money; the reason says what it is. Raises ReasonMissing or TransferMoved."""
    if not (said := clean_line(reason, LONGEST_NOTE)):
        raise ReasonMissing()
    transfer.move_to(TransferState.IGNORED, by=by, note=said)


def send_back(transfer: BankTransfer, *, by: User, reason: str = "") -> None:
    """It belongs to no purchase and goes back to whoever sent it. Raises TransferMoved."""
    transfer.move_to(TransferState.RETURNING, by=by, note=clean_line(reason, LONGEST_NOTE))


def confirm_return(transfer: BankTransfer, *, by: User, bank_ref: str) -> None:
    """It has gone back, with this number of the bank. Raises BankRefMissing or TransferMoved."""
    if not (said := clean_line(bank_ref, 60)):
        raise BankRefMissing()
    transfer.move_to(TransferState.RETURNED, by=by, note=said)


def reopen(transfer: BankTransfer, *, by: User) -> None:
    """It waits again: what was decided is taken back, and what was booked leaves its purchases.

    Raises TransferMoved when it went back already, or PaymentTaken when a purchase needs the money by now.
    """
    for share in sorted(transfer.live_shares, key=lambda share: share.purchase.code):
        payments.take_back(payments.get_purchase(share.purchase.code), share.amount_vnd)
        share.undone_at = now()
    transfer.move_to(TransferState.WAITING, by=by)
    for record in transfer.records:
        record.notice.outcome = NoticeOutcome.UNMATCHED
    db.session.flush()


def _purchase(code: str) -> Purchase:
    try:
        return payments.get_purchase(code)
    except OrderNotFound as error:
        raise PurchaseUnknown(code=clean_line(code, 20)) from error


def _receive(transfer: BankTransfer, purchase: Purchase, amount_vnd: int) -> None:
    notice, attempt = _notice_for(transfer, purchase), _attempt_of(purchase)
    transfer.shares.append(TransferShare(purchase=purchase, amount_vnd=amount_vnd, at=now()))
    db.session.flush()
    payments.receive(purchase, amount_vnd, notice=notice, attempt=attempt)


def _notice_for(transfer: BankTransfer, purchase: Purchase) -> PaymentNotice:
    """Who told of the money; a purchase that had it before gets it under a name of its own."""
    earlier = sum(share.purchase_id == purchase.id for share in transfer.shares)
    if not earlier:
        return transfer.records[0].notice
    event_id, kind = f"{transfer.ref}-{purchase.code}-{earlier}", "bank transfer"
    again = payments.note(DESK, event_id, kind, outcome=NoticeOutcome.APPLIED, amount_vnd=transfer.amount_vnd)
    assert again is not None, "each time is counted"
    return again


def _attempt_of(purchase: Purchase) -> PaymentAttempt | None:
    """The attempt to pay by transfer that is open; the money is its success."""
    attempts = payments.attempts_of(purchase)
    return next((each for each in attempts if each.method == PaymentMethod.TRANSFER and each.is_undecided), None)
