"""What lots are called: how one stands, why units came and went, and what was mended."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace import stock
from marketplace.stock.models import Lot, LotChange, MovementReason
from marketplace.text import N_
from marketplace.web.filters import full_date
from marketplace.web.labels import Label
from marketplace.web.locale import gettext

REASONS: Final = {
    MovementReason.RECEIVED: _("Nhập kho"),
    MovementReason.SALE: _("Khách đặt trên chợ"),
    MovementReason.RETURNED: _("Đơn bị hủy, trả về kho"),
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
    "packed_on": _("Đóng gói"),
    "best_before_on": _("Hạn dùng"),
    "received": _("Số đã nhập"),
    "title_vi": _("Việc"),
    "title_en": _("Việc, tiếng Anh"),
    "happened_on": _("Ngày"),
    "place_vi": _("Ở đâu"),
    "place_en": _("Ở đâu, tiếng Anh"),
}
"""What stands in the log of a lot, by the name of the field."""
ON_SALE, STOPPED, LOW, EMPTY = (
    Label(N_("Đang bán"), "g"),
    Label(N_("Món đang ngừng bán"), "n"),
    Label(N_("Sắp hết hàng"), "a"),
    Label(N_("Hết hàng"), "n"),
)
ENDS_SOON, ENDED, RECALLED = (
    Label(N_("Sắp hết hạn"), "a"),
    Label(N_("Quá hạn"), "x"),
    Label(N_("Đã thu hồi"), "x"),
)
LOW_SHARE: Final = 5
"""A lot is low when no more than one unit in so many is left."""


def standing(lot: Lot, received: int) -> Label:
    """How a lot stands: what forbids selling it goes first, then what has to be done soon."""
    if lot.is_recalled:
        return RECALLED
    if not lot.on_hand:
        return EMPTY
    if lot.is_past_best:
        return ENDED
    if stock.ends_soon(lot):
        return ENDS_SOON
    if lot.on_hand * LOW_SHARE <= received:
        return LOW
    return ON_SALE if lot.variant.product.is_listed else STOPPED


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
