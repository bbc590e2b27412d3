"""Credit notes: what went back to the buyer, and for what."""

from typing import Any, Final

from sqlalchemy import select

from marketplace.database import db
from marketplace.documents.models import Document, DocumentKind
from marketplace.documents.numbering import issue
from marketplace.payments.refund_models import Refund, RefundLine
from marketplace.payments.states import RefundState

CREDIT_NOTE: Final = "credit_note"
"""The kind of the job that makes one out."""


def issue_credit_note(refund_id: int) -> Document | None:
    """The credit note of a refund that reached the buyer; None when it has not, and never had.

    A note whose money the bank returned gets a version that says so.
    """
    refund = db.session.scalar(select(Refund).where(Refund.id == refund_id).with_for_update(of=Refund))
    if refund is None:
        return None
    is_void = refund.state != RefundState.CONFIRMED
    same = Document.kind == DocumentKind.CREDIT_NOTE, Document.subject == refund.ref
    if is_void and not db.session.scalar(select(Document.id).where(*same).limit(1)):
        return None
    content = _content(refund) | {"is_void": is_void}
    return issue(DocumentKind.CREDIT_NOTE, refund.ref, content, purchase_id=refund.purchase_id)


def _content(refund: Refund) -> dict[str, Any]:
    return {
        "code": refund.purchase.code,
        "name": refund.purchase.buyer_name,
        "lines": [_line(line) for line in refund.lines],
        "goods_vnd": refund.goods_vnd,
        "shipping_vnd": refund.shipping_vnd,
        "goodwill_vnd": refund.goodwill_vnd,
        "surplus_vnd": refund.surplus_vnd,
        "amount_vnd": refund.amount_vnd,
    }


def _line(row: RefundLine) -> dict[str, Any]:
    line = row.line
    title, seller = f"{line.name_vi}, {line.pack_vi}", line.order.seller.name_vi
    return {"title": title, "seller": seller, "quantity": row.quantity, "amount_vnd": row.amount_vnd}
