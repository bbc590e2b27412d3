"""The monthly statement of what a shop paid for selling: order by order, the fees with their VAT and the taxes."""

from typing import Any, Final

from sqlalchemy import func, select

from marketplace.clock import today
from marketplace.database import db
from marketplace.documents.models import Document, DocumentKind
from marketplace.documents.numbering import issue
from marketplace.earnings import Earning
from marketplace.earnings.queries import SUMS
from marketplace.orders.models import Order
from marketplace.sellers.models import Seller

AT_ONCE: Final = 50


def issue_statements() -> int:
    """Make out some of the statements of the last month; returns how many.

    Nothing is missing from a month that is over: what comes later counts in the month in which it comes.
    """
    first = today().replace(day=1)
    month = f"{first.year - (first.month == 1)}-{(first.month - 2) % 12 + 1:02}"
    done = select(Document.id).where(
        Document.kind == DocumentKind.FEE_STATEMENT, Document.seller_id == Earning.seller_id, Document.month == month
    )
    missing = select(Earning.seller_id).where(Earning.month == month, ~done.exists()).distinct()
    sellers = db.session.scalars(missing.order_by(Earning.seller_id).limit(AT_ONCE)).all()
    for seller_id in sellers:
        issue_statement(seller_id, month)
    return len(sellers)


def issue_statement(seller_id: int, month: str) -> Document:
    """The statement of a seller's month."""
    sums = [func.sum(getattr(Earning, name)) for name in SUMS]
    rows = select(Order.number, func.min(Earning.at), *sums).join(Order, Order.id == Earning.order_id)
    mine = rows.where(Earning.seller_id == seller_id, Earning.month == month)
    orders = [
        {"number": number, "at": at.isoformat()} | dict(zip(SUMS, map(int, figures), strict=True))
        for number, at, *figures in db.session.execute(mine.group_by(Order.number).order_by(func.min(Earning.at)))
    ]
    seller = db.session.get_one(Seller, seller_id)
    content: dict[str, Any] = {"seller": seller.name_vi, "tax_code": seller.tax_code or "", "orders": orders}
    content |= {name: sum(int(order[name]) for order in orders) for name in SUMS}
    subject = f"{seller_id}:{month}"
    return issue(DocumentKind.FEE_STATEMENT, subject, content, seller_id=seller_id, month=month)
