"""The refunds of a run, step by step beside its payouts. Each step locks the purchases whose money it moves."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from marketplace import payments
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.payments.refund_models import Refund
from marketplace.payouts.errors import PayoutNotFound, RunChanged
from marketplace.payouts.models import PayoutRun
from marketplace.payouts.refund_models import RefundTransfer
from marketplace.payouts.states import PayoutState
from marketplace.payouts.whole import end


def plan(run: PayoutRun) -> None:
    """Take every refund in that has an account and whatever word it needs; what stood there before is counted anew."""
    _unqueue(run)
    db.session.execute(delete(RefundTransfer).where(RefundTransfer.run_id == run.id))
    for refund in payments.sendable_refunds():
        transfer = RefundTransfer(
            run_id=run.id,
            refund_id=refund.id,
            amount_vnd=refund.amount_vnd,
            bank=refund.account_bank,
            number_sealed=refund.account_sealed,
            number_end=refund.account_end,
            holder=refund.account_holder,
        )
        db.session.add(transfer)


def bind(run: PayoutRun) -> None:
    """From now on nobody changes their accounts or calls them off. Raises RunChanged when somebody did before."""
    for transfer, refund in _locked(run):
        if not _is_as_planned(transfer, refund):
            raise RunChanged(sellers=refund.order.number if refund.order else refund.purchase.code)
        payments.queue_refund(refund)


def approve(run: PayoutRun) -> None:
    """The second person agrees."""
    for transfer in run.refunds:
        transfer.move_to(PayoutState.APPROVED)


def send(run: PayoutRun, *, by: User) -> None:
    """The bank has the file."""
    for transfer, refund in _locked(run):
        transfer.move_to(PayoutState.SENT)
        payments.mark_sent(refund, by=by)


def call_off(run: PayoutRun) -> None:
    """None of them goes out; all wait for a later run."""
    _unqueue(run)
    for transfer in run.refunds:
        transfer.move_to(PayoutState.CANCELLED)


def confirm(transfers: Iterable[RefundTransfer], *, bank_ref: str = "") -> None:
    """The bank says that these arrived, as `runs.confirm` does for sellers. Raises PayoutMoveRefused."""
    told = {transfer.refund_id: transfer for transfer in transfers}
    for refund in payments.lock_refunds(Refund.id.in_(told)):
        transfer = told[refund.id]
        transfer.move_to(PayoutState.PAID)
        transfer.bank_ref = bank_ref or transfer.bank_ref
        payments.confirm_refund(refund)
    for run in {transfer.run for transfer in told.values()}:
        end(run)


def fail(transfer: RefundTransfer, *, failure: str) -> None:
    """It did not arrive, or came back after it had: the buyer is asked for another account.

    Raises PayoutMoveRefused.
    """
    transfer.move_to(PayoutState.RETURNED if transfer.state == PayoutState.PAID else PayoutState.FAILED)
    transfer.failure = failure
    payments.fail_refund(payments.get_refund(transfer.refund.ref), failure)
    end(transfer.run)


def refunds_of_run(run: PayoutRun) -> Sequence[RefundTransfer]:
    """The refunds of a run with their purchases."""
    complete = joinedload(RefundTransfer.refund).joinedload(Refund.purchase)
    found = select(RefundTransfer).where(RefundTransfer.run_id == run.id).options(complete)
    return db.session.scalars(found.order_by(RefundTransfer.id)).all()


def with_the_bank(run: PayoutRun) -> list[RefundTransfer]:
    """The refunds of which the bank has said nothing yet."""
    return [transfer for transfer in refunds_of_run(run) if transfer.state == PayoutState.SENT]


def find_in_run(run: PayoutRun, ref: str) -> RefundTransfer:
    """A refund of this run. Raises PayoutNotFound."""
    transfer = db.session.scalar(
        select(RefundTransfer).where(RefundTransfer.run_id == run.id, RefundTransfer.ref == ref)
    )
    if transfer is None:
        raise PayoutNotFound()
    return transfer


def _unqueue(run: PayoutRun) -> None:
    for _transfer, refund in _locked(run):
        payments.unqueue_refund(refund)


def _locked(run: PayoutRun) -> list[tuple[RefundTransfer, Refund]]:
    """Each with its refund, all locked."""
    transfers = {transfer.refund_id: transfer for transfer in run.refunds}
    of_run = select(RefundTransfer.refund_id).where(RefundTransfer.run_id == run.id)
    return [(transfers[refund.id], refund) for refund in payments.lock_refunds(Refund.id.in_(of_run))]


def _is_as_planned(transfer: RefundTransfer, refund: Refund) -> bool:
    ours = transfer.bank, transfer.number_sealed, transfer.holder, transfer.amount_vnd
    theirs = refund.account_bank, refund.account_sealed, refund.account_holder, refund.amount_vnd
    return ours == theirs and payments.may_be_sent(refund)
