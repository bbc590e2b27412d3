"""Money that left the shop's account, matched to the transfers of runs by the reference in the bank's memo.

With its reference and its exact amount, a transfer that the bank has got arrived, be it a seller's or a buyer's. All
else that bears a reference of ours changes nothing and is told to whoever sent the statement.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select

from marketplace.database import db
from marketplace.events import handles
from marketplace.payments.states import RefundState
from marketplace.payouts import refund_lines, runs
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.refund_models import RefundTransfer
from marketplace.payouts.states import PayoutState
from marketplace.reconciliation import BankStatement, MoneyLeft
from marketplace.text import N_

Transfer = Payout | RefundTransfer
Doubt = tuple[str, dict[str, Any]]
"""A sentence with its blanks; amounts in dong."""
MARK: Final = re.compile("gui([0-9a-f]{12})")
"""What the memos of bank_orders.py begin with, as a bank may have changed it."""
OTHER_AMOUNT: Final = N_("Lần chuyển %(ref)s của kỳ %(code)s là %(ours)s, ngân hàng báo %(theirs)s.")
NOT_SENT: Final = N_(
    "Lần chuyển %(ref)s: kỳ %(code)s chưa ghi là đã gửi ngân hàng. Ghi ở trang của kỳ rồi nạp lại sao kê này."
)
NOT_ARRIVED: Final = N_("Lần chuyển %(ref)s của kỳ %(code)s đã ghi là không về, mà ngân hàng báo đã chuyển.")
TWICE: Final = N_("Lần chuyển %(ref)s của kỳ %(code)s ngân hàng báo hai lần, mã %(first)s và mã %(again)s.")
NOT_YET: Final = (PayoutState.PLANNED, PayoutState.APPROVED)


@handles(MoneyLeft)
def confirm_what_left(happened: list[MoneyLeft]) -> None:
    """What left and is certain has arrived; the statement that told of it counts it, and says what is in doubt."""
    marked = [(left, found[1]) for left in happened if (found := MARK.search(left.memo_key))]
    transfers = _locked({ref for _, ref in marked})
    arrived: dict[str, Transfer] = {}
    for left, ref in marked:
        if transfer := transfers.get(ref):
            doubt = _doubt(transfer, left, is_again=ref in arrived)
            if not doubt:
                transfer.bank_ref = transfer.bank_ref or left.bank_ref
            if not doubt and transfer.state == PayoutState.SENT:
                arrived[ref] = transfer
            _count(left.statement_id, doubt)
    runs.confirm([each for each in arrived.values() if isinstance(each, Payout)], by=None)
    refund_lines.confirm([each for each in arrived.values() if isinstance(each, RefundTransfer)])


def _locked(refs: Iterable[str]) -> dict[str, Transfer]:
    """The transfers of these references, their runs locked as by everybody who moves them."""
    if not refs:
        return {}
    of_refs = [select(kind.run_id).where(kind.ref.in_(refs)) for kind in (Payout, RefundTransfer)]
    wanted = select(PayoutRun).where(PayoutRun.id.in_(of_refs[0].union(of_refs[1]))).order_by(PayoutRun.id)
    held = db.session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).all()
    sellers, buyers = (
        select(kind).where(kind.ref.in_(refs)).execution_options(populate_existing=True)
        for kind in (Payout, RefundTransfer)
    )
    found: list[Transfer] = [*db.session.scalars(sellers), *db.session.scalars(buyers)]
    return {each.ref: each for each in found if each.run in held}


def _doubt(transfer: Transfer, left: MoneyLeft, *, is_again: bool) -> Doubt | None:
    """Why it is not certain that this money is the transfer's."""
    about = {"ref": transfer.ref, "code": transfer.run.code}
    if left.amount_vnd != transfer.amount_vnd:
        return OTHER_AMOUNT, about | {"ours": transfer.amount_vnd, "theirs": left.amount_vnd}
    if transfer.state in NOT_YET:
        return NOT_SENT, about
    if not _may_have_arrived(transfer):
        return NOT_ARRIVED, about
    if is_again or (transfer.bank_ref and left.bank_ref and transfer.bank_ref != left.bank_ref):
        return TWICE, about | {"first": transfer.bank_ref, "again": left.bank_ref}
    return None


def _may_have_arrived(transfer: Transfer) -> bool:
    if isinstance(transfer, RefundTransfer) and transfer.state == PayoutState.SENT:
        return transfer.refund.state in (RefundState.SENT, RefundState.CONFIRMED)
    return transfer.state in (PayoutState.SENT, PayoutState.PAID)


def _count(statement_id: int | None, doubt: Doubt | None) -> None:
    statement = db.session.get(BankStatement, statement_id) if statement_id else None
    if statement and doubt:
        statement.doubts = [*statement.doubts, list(doubt)]
    elif statement:
        statement.sent += 1
