"""Receipts: that the money of a purchase has come, and for what. Not VAT invoices, which sellers make out."""

from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.database import db
from marketplace.documents.models import Document, DocumentKind
from marketplace.documents.numbering import issue
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import OrderState

RECEIPT: Final = "receipt"
"""The kind of the job that makes one out."""


def issue_receipt(purchase_id: int) -> Document | None:
    """The receipt of a purchase that is paid; None when it is not."""
    parcels = selectinload(Purchase.orders)
    complete = select(Purchase).options(parcels.selectinload(Order.lines), parcels.joinedload(Order.seller))
    purchase = db.session.scalar(complete.where(Purchase.id == purchase_id).with_for_update(of=Purchase))
    if purchase is None or not purchase.paid_vnd:
        return None
    return issue(DocumentKind.RECEIPT, purchase.code, _content(purchase), purchase_id=purchase.id)


def _content(purchase: Purchase) -> dict[str, Any]:
    sold = [order for order in purchase.orders if order.state != OrderState.CANCELLED]
    return {
        "code": purchase.code,
        "placed_at": purchase.placed_at.isoformat(),
        "method": str(purchase.payment_method),
        "name": purchase.buyer_name,
        "parcels": [_parcel(order) for order in sold],
        "goods_vnd": sum(order.full_goods_vnd for order in sold),
        "shipping_vnd": sum(order.shipping_vnd for order in sold),
        "discount_vnd": sum(order.saved_vnd for order in sold),
        "paid_vnd": purchase.paid_vnd,
    }


def _parcel(order: Order) -> dict[str, Any]:
    return {"number": order.number, "seller": order.seller.name_vi, "lines": [_line(line) for line in order.sent_lines]}


def _line(line: OrderLine) -> dict[str, Any]:
    title = f"{line.name_vi}, {line.pack_vi}"
    return {"title": title, "quantity": line.quantity, "unit_vnd": line.unit_price_vnd, "total_vnd": line.price_vnd}
