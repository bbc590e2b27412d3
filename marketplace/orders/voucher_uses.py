"""Which purchases use a voucher."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.vouchers import VoucherUse

AT_ONCE: Final = 500


@dataclass(frozen=True)
class UseOfVoucher:
    """A purchase that uses a voucher, what it got, and since when it does no more."""

    code: str
    at: datetime
    amount_vnd: int
    given_back_at: datetime | None


def uses_of_voucher(voucher_id: int, *, limit: int, offset: int = 0) -> list[UseOfVoucher]:
    """The newest uses first."""
    columns = select(Purchase.code, VoucherUse.at, VoucherUse.amount_vnd, VoucherUse.given_back_at)
    found = columns.join(Purchase, Purchase.id == VoucherUse.purchase_id).where(VoucherUse.voucher_id == voucher_id)
    rows = db.session.execute(found.order_by(VoucherUse.id.desc()).limit(limit).offset(offset))
    return [UseOfVoucher(*row) for row in rows]


def all_uses_of_voucher(voucher_id: int) -> Iterator[UseOfVoucher]:
    """All of them, some hundred at a time."""
    offset = 0
    while some := uses_of_voucher(voucher_id, limit=AT_ONCE, offset=offset):
        yield from some
        offset += AT_ONCE
