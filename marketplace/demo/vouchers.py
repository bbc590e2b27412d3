"""The vouchers of the demo shop: two of the market, one of a shop, one that is paused."""

from datetime import timedelta
from typing import Any

from marketplace import vouchers
from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.sellers.models import Seller
from marketplace.vouchers import Bearer, NewVoucher, VoucherKind


def add_vouchers(shop: Seller, *, owner: User, operator: User) -> None:
    """Running for a month from a week ago on."""
    days: dict[str, Any] = {"first_day": today() - timedelta(days=7), "last_day": today() + timedelta(days=30)}
    ten: dict[str, Any] = {
        "basis_points": 1_000,
        "most_vnd": 30_000,
        "least_vnd": 300_000,
        "most_uses": 500,
        "is_public": True,
    }
    market: dict[str, Any] = {"bearer": Bearer.MARKET, **days}
    welcome = NewVoucher(code="CHAOCHO", kind=VoucherKind.PERCENT, **market, **ten)
    vouchers.make(welcome, by=operator, note="Mừng chợ mở cửa")
    free = NewVoucher(code="MIENGUI", kind=VoucherKind.DELIVERY, **market, most_vnd=25_000, least_vnd=250_000)
    vouchers.make(free, by=operator, note="Thử miễn phí gửi trong tháng")
    paused = NewVoucher(code="QUATET", kind=VoucherKind.AMOUNT, **market, amount_vnd=50_000, least_vnd=800_000)
    vouchers.pause(vouchers.make(paused, by=operator), by=operator, note="Chờ duyệt kinh phí")
    mine: dict[str, Any] = {"bearer": Bearer.SELLER, "seller_id": shop.id, "families": ["mat-ong"], **days}
    honey = NewVoucher(code="MATNGOT", kind=VoucherKind.AMOUNT, amount_vnd=15_000, least_vnd=300_000, **mine)
    vouchers.make(honey, by=owner, note="Khách quen mua từ hai hũ")
