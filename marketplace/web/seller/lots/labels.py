"""What lots are called: how one stands, why units came and went, and what was mended."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.stock import Standing
from marketplace.stock.models import LotChange, MovementReason
from marketplace.text import N_
from marketplace.web.filters import full_date
from marketplace.web.labels import Label
from marketplace.web.locale import gettext

REASONS: Final = {
    MovementReason.RECEIVED: _("Nhập kho"),
    MovementReason.SALE: _("Khách đặt trên chợ"),
    MovementReason.RETURNED: _("Đơn hủy hoặc hoàn, trả về kho"),
    MovementReason.COUNTED: _("Kiểm kho"),
    MovementReason.COUNTER: _("Bán tại chỗ"),
    MovementReason.GIFT: _("Biếu tặng"),
    MovementReason.SAMPLE: _("Hàng mẫu, mời thử"),
    MovementReason.BROKEN: _("Vỡ, rách, móp"),
    MovementReason.PESTS: _("Chuột, mọt ăn"),
    MovementReason.SPOILED: _("Hỏng, quá hạn"),
    MovementReason.CORRECTED: _("Lấy lại dòng ghi nhầm"),
    MovementReason.CONVERTED: _("Chế biến sang lô khác"),
}
FIELDS: Final = {
    "code": _("Mã lô"),
    "harvested_on": _("Thu hoạch"),
    "packed_on": _("Ngày đóng gói"),
    "best_before_on": _("Dùng trước"),
    "received": _("Số đã nhập"),
    "expected_on": _("Khoảng ngày nào thu hoạch"),
    "orders_until": _("Nhận đặt đến hết ngày"),
    "capacity": _("Nhận đặt bao nhiêu gói"),
    "title_vi": _("Việc"),
    "title_en": _("Việc, tiếng Anh"),
    "happened_on": _("Ngày"),
    "place_vi": _("Ở đâu"),
    "place_en": _("Ở đâu, tiếng Anh"),
}
"""What stands in the log of a lot, by the name of the field."""
STANDINGS: Final = {
    Standing.RECALLED: Label(N_("Đã thu hồi"), "x"),
    Standing.EMPTY: Label(N_("Hết hàng"), "n"),
    Standing.ENDED: Label(N_("Quá hạn"), "x"),
    Standing.ENDS_SOON: Label(N_("Sắp hết hạn"), "a"),
    Standing.LOW: Label(N_("Sắp hết hàng"), "a"),
    Standing.NOT_LISTED: Label(N_("Món đang ngừng bán"), "n"),
    Standing.ON_SALE: Label(N_("Đang bán"), "g"),
}


def mended(change: LotChange) -> Iterator[str]:
    """Each thing that was mended, with what stood there before: "Hạn dùng: 13/11/2027 → 13/11/2028"."""
    for name, old in change.before.items():
        new = change.after.get(name) if change.after else None
        if change.after or old:
            before, after = _told(old), _told(new) if change.after else gettext("bỏ")
            yield f"{FIELDS[name]}: {before} → {after}"


def _told(value: object) -> str:
    if value in (None, ""):
        return gettext("trống")
    try:
        return full_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
