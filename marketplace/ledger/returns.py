"""Who bears a refund: booked once, when its money has gone. What a bank returns of it is owed to the buyer again.

What a seller gets back of the commission and the withheld taxes is what the book of earnings says, to the dong.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, select

from marketplace.database import db
from marketplace.earnings.models import Earning
from marketplace.ledger.accounts import FEE_VAT, FEES, Account, buyer, costs, seller, tax, vouchers
from marketplace.ledger.models import Kind, LedgerTransaction
from marketplace.ledger.posting import Draft, Posting, post_all, reverse
from marketplace.ledger.sales import INCOME, MARKET, VAT
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer

RETURN: Final = "return:"
"""The key of what a refund costs its bearer is this and the id of the refund."""
KEPT: Final = "kept:"
"""The key of what a seller gets back of fees and taxes is this and the id of the earning."""
OVER: Final = "Không hoàn nữa"
"""The note of what is taken back because nobody bears it any more."""


def book(refund: Refund) -> None:
    """Book what a confirmed refund costs, once: a bank that returned its money makes no difference to that."""
    known = select(LedgerTransaction.id).where(LedgerTransaction.key == f"{RETURN}{refund.id}")
    if not refund.is_surplus and db.session.scalar(known) is None:
        post_all([returned(refund)])


def returned(refund: Refund) -> Draft:
    """What a refund that is no surplus costs whoever bears it; a seller gives the market back what it paid for its
    voucher, too.
    """
    postings = [Posting(_bearer(refund), buyer(refund.purchase_id), refund.amount_vnd)]
    if refund.market_vnd:
        postings.append(Posting(_bearer(refund), vouchers(MARKET), refund.market_vnd))
    return Draft(
        kind=Kind.RETURN,
        key=f"{RETURN}{refund.id}",
        postings=postings,
        purchase_id=refund.purchase_id,
        order_id=refund.order_id,
        seller_id=refund.order.seller_id if refund.order else None,
    )


def given_back(row: Earning) -> Draft:
    """What a refund gives its seller back of the fees and taxes of a line; the opposite when it is undone."""
    return Draft(
        kind=Kind.RETURN,
        key=f"{KEPT}{row.id}",
        postings=list(_given_back(row)),
        at=row.at,
        order_id=row.order_id,
        seller_id=row.seller_id,
    )


def take_back(wanted: ColumnElement[bool]) -> None:
    """Book the opposite of these returns, which cost nobody anything after all."""
    undone = select(LedgerTransaction.reverts_id).where(LedgerTransaction.reverts_id.is_not(None))
    found = select(LedgerTransaction).where(LedgerTransaction.kind == Kind.RETURN, wanted)
    for transaction in db.session.scalars(found.where(LedgerTransaction.id.not_in(undone))).all():
        reverse(transaction, note=OVER)


def _bearer(refund: Refund) -> Account:
    if refund.bearer == RefundBearer.SELLER and refund.order:
        return seller(refund.order.seller_id)
    return costs(f"refunds {refund.bearer}")


def _given_back(row: Earning) -> Iterator[Posting]:
    owner = seller(row.seller_id)
    parts = (
        (FEES, row.commission_vnd - row.commission_vat_vnd),
        (FEE_VAT, row.commission_vat_vnd),
        (tax(VAT), row.withheld_vat_vnd),
        (tax(INCOME), row.withheld_pit_vnd),
    )
    for account, amount_vnd in parts:
        yield Posting(owner, account, amount_vnd) if amount_vnd > 0 else Posting(account, owner, -amount_vnd)
