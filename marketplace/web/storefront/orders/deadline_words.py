"""By when somebody acts on a parcel, and what happens otherwise, as its buyer reads it."""

from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.clock import now
from marketplace.orders.deadlines import deadlines_at
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.sellers import DeliveryKind
from marketplace.web.filters import hour, moment, say
from marketplace.web.locale import gettext

_WORDS: Final = {
    (DeliveryKind.HOUSE, "in_time"): _("%(shop)s giao bưu tá trước %(time)s."),
    (DeliveryKind.LOCAL, "in_time"): _("%(shop)s mang đi giao trước %(time)s."),
    (DeliveryKind.PICKUP, "in_time"): _("%(shop)s để sẵn ở điểm nhận trước %(time)s."),
    (DeliveryKind.HOUSE, "late"): _("%(shop)s giao bưu tá trễ hẹn, chợ đã nhắc."),
    (DeliveryKind.LOCAL, "late"): _("%(shop)s mang đi giao trễ hẹn, chợ đã nhắc."),
    (DeliveryKind.PICKUP, "late"): _("%(shop)s chưa để hàng ra điểm nhận, chợ đã nhắc."),
    (DeliveryKind.HOUSE, "sent"): _("Quá ngày hẹn nhận. Chợ đang hỏi nơi bán và đơn vị chuyển."),
    (DeliveryKind.LOCAL, "sent"): _("Quá ngày hẹn nhận. Chợ đang hỏi nơi bán."),
    (DeliveryKind.PICKUP, "sent"): _("Quá hạn lấy. Vẫn muốn lấy thì gọi nơi bán ngay, mã lấy hàng vẫn dùng được."),
}
"""What no carrier brings is not given to a postman."""


def deadline_of(order: Order) -> str:
    """Who does what by when: "HTX Cuối Quý trả lời trước 17:00 ngày mai"; empty where nothing is to be waited for."""
    if order.due_at is None:
        return ""
    shop, time = str(say(order.seller, "name")), hour(order.due_at)
    match order.state:
        case OrderState.PLACED:
            return _of_answer(order, shop, time)
        case OrderState.CONFIRMED if order.is_late:
            return gettext("%(shop)s gói trễ hẹn, chợ đã nhắc. Không muốn đợi thì bạn hủy được ngay.", shop=shop)
        case OrderState.CONFIRMED:
            return gettext("%(shop)s gói xong trước %(time)s.", shop=shop, time=time)
        case OrderState.PACKED if not order.is_late:
            return str(_WORDS[DeliveryKind(order.delivery_kind), "in_time"]) % {"shop": shop, "time": time}
        case OrderState.PACKED:
            return str(_WORDS[DeliveryKind(order.delivery_kind), "late"]) % {"shop": shop}
        case OrderState.SHIPPED if order.is_late:
            return str(_WORDS[DeliveryKind(order.delivery_kind), "sent"])
    return ""


def _of_answer(order: Order, shop: str, time: str) -> str:
    if order.lapses_at:
        return gettext(
            "%(shop)s chưa trả lời, chợ đã nhắc. Đến %(time)s vẫn không trả lời thì đơn tự hủy, bạn không mất gì.",
            shop=shop,
            time=hour(order.lapses_at),
        )
    if order.is_late:
        return gettext("%(shop)s chưa trả lời đúng hẹn, chợ đang nhắc.", shop=shop)
    return gettext("%(shop)s trả lời trước %(time)s.", shop=shop, time=time)


def can_acknowledge(order: Order) -> bool:
    """Whether the buyer is still asked if a parcel has come that somebody else told of."""
    delivered = delivered_at(order)
    if order.state != OrderState.DELIVERED or order.received_at or delivered is None:
        return False
    return now() < delivered + deadlines_at(delivered).received


def received_note(order: Order) -> str:
    """When a parcel that somebody else told of counts as received; empty where the buyer said so, or nothing came."""
    delivered = delivered_at(order)
    if order.state != OrderState.DELIVERED or order.received_at or delivered is None:
        return ""
    counts_at = delivered + deadlines_at(delivered).received
    if now() < counts_at:
        return gettext("Đến %(time)s mà không có gì báo thì tính là đã nhận.", time=moment(counts_at))
    return gettext("Tính là đã nhận từ %(time)s.", time=moment(counts_at))


def delivered_at(order: Order) -> datetime | None:
    """When somebody other than the buyer said that it had come; None where the buyer did, or nobody has."""
    told = next((step for step in reversed(order.events) if step.state == OrderState.DELIVERED), None)
    return told.at if told and told.role != ActorRole.BUYER else None
