"""What a voucher gives and asks, in words: baskets, shops and operators read the same."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.models import Product
from marketplace.clock import to_local
from marketplace.money import format_vnd
from marketplace.vouchers import Bearer, Voucher, VoucherKind, VoucherState, VoucherStep
from marketplace.web.filters import say, vnd
from marketplace.web.locale import current, gettext

KINDS: Final[Mapping[VoucherKind, str]] = {
    VoucherKind.PERCENT: _("Giảm theo phần trăm"),
    VoucherKind.AMOUNT: _("Giảm một số tiền"),
    VoucherKind.DELIVERY: _("Miễn phí gửi"),
}
BEARERS: Final[Mapping[Bearer, str]] = {Bearer.MARKET: _("Chợ chịu"), Bearer.SELLER: _("Gian hàng chịu")}
STATES: Final[Mapping[VoucherState, str]] = {
    VoucherState.ACTIVE: _("Đang chạy"),
    VoucherState.PAUSED: _("Tạm ngừng"),
    VoucherState.ENDED: _("Đã kết thúc"),
}
STEPS: Final[Mapping[VoucherStep, str]] = {
    VoucherStep.MADE: _("Đã tạo"),
    VoucherStep.PAUSED: _("Đã tạm ngừng"),
    VoucherStep.RESUMED: _("Đã chạy lại"),
    VoucherStep.ENDED: _("Đã kết thúc"),
}


def amount(voucher: Voucher) -> str:
    """How much it gives: "10 %, nhiều nhất 50.000 ₫"."""
    most = gettext("nhiều nhất %(amount)s", amount=vnd(voucher.most_vnd)) if voucher.most_vnd else ""
    if voucher.kind == VoucherKind.PERCENT:
        whole, part = divmod(voucher.basis_points, 100)
        mark = "." if current() == "en" else ","
        rate = f"{whole}{mark}{part:02}".rstrip("0") if part else f"{whole}"
        much = gettext("giảm %(rate)s %%", rate=rate)
    elif voucher.kind == VoucherKind.AMOUNT:
        much, most = gettext("giảm %(amount)s", amount=vnd(voucher.amount_vnd)), ""
    else:
        much = gettext("miễn phí gửi")
    return ", ".join(word for word in (much, most) if word)


def gives(voucher: Voucher) -> str:
    """The same with what it asks: "giảm 10 %, đơn từ 200.000 ₫"."""
    least = gettext("đơn từ %(amount)s", amount=format_vnd(voucher.least_vnd, current())) if voucher.least_vnd else ""
    return ", ".join(word for word in (amount(voucher), least) if word)


def state(voucher: Voucher) -> tuple[str, str]:
    """How it stands today, with the tone of its pill."""
    if voucher.is_over:
        return gettext("Đã hết"), ""
    if voucher.is_paused:
        return gettext("Tạm ngừng"), "a"
    if voucher.is_to_come:
        return gettext("Sắp tới"), "b"
    return (gettext("Hết lượt"), "a") if voucher.is_used_up else (gettext("Đang chạy"), "g")


def span(voucher: Voucher) -> str:
    """Its first and its last day: "01/12/2026 – 31/12/2026"."""
    first, last = to_local(voucher.starts_at), to_local(voucher.ends_at - timedelta(seconds=1))
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def goods(voucher: Voucher, products: Mapping[int, Product]) -> str:
    """What it holds for: "Mật ong rừng · Chè"."""
    names = [say(products[key], "name") for key in voucher.product_ids if key in products]
    families = [say(each, "name") for each in CATEGORIES if each.slug in voucher.families]
    return " · ".join([*names, *families]) or gettext("Mọi món")
