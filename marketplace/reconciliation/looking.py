"""Looking at money that came in: what is certain is booked at once, all else waits for an operator."""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from marketplace import payments
from marketplace.banking.references import find_references
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.reconciliation.booking import book
from marketplace.reconciliation.judging import Awaited, Judgement, judge
from marketplace.reconciliation.models import BankTransfer
from marketplace.reconciliation.queries import complete, lock_transfer
from marketplace.reconciliation.states import BOOKED_ALONE, Finding, TransferState

LOOKED_AT_AGAIN_FOR: Final = timedelta(days=3)
"""A transfer may be told of before the shop has finished writing its purchase, and never days before."""
LOOKED_AT_ONCE: Final = 100


def look(transfer: BankTransfer) -> None:
    """Find out whose money it is, and book it where the memo's check character and the amount leave no doubt.

    Load it with `lock_transfer`. What does not wait any more is left as it is.
    """
    if not transfer.is_waiting:
        return
    judgement = judgement_of(transfer)
    if judgement.finding in BOOKED_ALONE:
        purchase = payments.get_purchase(judgement.code)
        judgement = judgement_of(transfer)  # once more, of the purchase as it stands now that nobody else moves it
        if judgement.finding in BOOKED_ALONE and judgement.code == purchase.code:
            book(transfer, {purchase.code: transfer.amount_vnd}, by=None)
    transfer.finding, transfer.gap_vnd = judgement.finding, judgement.gap_vnd
    db.session.flush()


def look_at_new() -> int:
    """Look at the transfer that has waited longest without having been looked at; 0 when there is none, else 1."""
    unseen = select(BankTransfer.ref).where(BankTransfer.finding.is_(None), BankTransfer.state == TransferState.WAITING)
    ref = db.session.scalar(unseen.order_by(BankTransfer.id).limit(1))
    if ref is None:
        return 0
    look(lock_transfer(ref))
    return 1


def look_again() -> None:
    """Look once more at what names a purchase that was not there: the money may have been quicker than the order.

    Opens a transaction for each.
    """
    missing = select(BankTransfer.ref).where(
        BankTransfer.finding == Finding.NO_PURCHASE,
        BankTransfer.state == TransferState.WAITING,
        BankTransfer.booked_at > now() - LOOKED_AT_AGAIN_FOR,
    )
    for ref in list(db.session.scalars(missing.order_by(BankTransfer.id).limit(LOOKED_AT_ONCE))):
        with transaction():
            look(lock_transfer(ref))


def judgement_of(transfer: BankTransfer) -> Judgement:
    """What memo and amount say of it at this moment."""
    references = find_references(transfer.memo)
    codes = [found.code for found in references if found.is_checked]
    named = select(Purchase).where(Purchase.code.in_(codes)) if codes else None
    purchases = complete(named) if named is not None else []
    return judge(
        transfer.amount_vnd, references, {each.code: _awaited(each) for each in purchases}, has_twin=_has_twin(transfer)
    )


def _awaited(purchase: Purchase) -> Awaited:
    return Awaited(purchase.due_vnd, PaymentState(purchase.payment_state), PaymentMethod(purchase.payment_method))


def _has_twin(transfer: BankTransfer) -> bool:
    """Whether money with the same amount, day and memo came before it."""
    alike = select(func.count()).where(
        BankTransfer.amount_vnd == transfer.amount_vnd,
        BankTransfer.booked_on == transfer.booked_on,
        BankTransfer.account_id == transfer.account_id,
        BankTransfer.memo_key == transfer.memo_key,
        BankTransfer.id < transfer.id,
        BankTransfer.state.in_((TransferState.MATCHED, TransferState.WAITING)),
    )
    return bool(transfer.memo_key) and bool(db.session.scalar(alike))
