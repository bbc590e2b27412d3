"""What a seller reads of orders that no carrier brings, where the words for carriers would be wrong."""

from collections.abc import Mapping
from typing import Final

from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers import DeliveryKind
from marketplace.text import N_
from marketplace.web.seller.state_labels import StateLabel, ToDo


def _only(by_when: str) -> ToDo:
    """What an order waits for by itself: lists count it together with those that carriers bring."""
    return ToDo("", "", "", "", by_when=by_when)


OWN: Final[Mapping[tuple[DeliveryKind, OrderState], StateLabel]] = {
    (DeliveryKind.PICKUP, OrderState.PACKED): StateLabel(
        N_("Chờ báo khách đến lấy"),
        "b",
        happened=N_("Đã gói xong"),
        done=N_("Đã gói xong đơn %(number)s."),
        todo=_only(N_("Để ra điểm nhận trước %(time)s")),
    ),
    (DeliveryKind.PICKUP, OrderState.SHIPPED): StateLabel(
        N_("Chờ khách đến lấy"),
        "g",
        happened=N_("Đã để sẵn ở điểm nhận"),
        done=N_("Đã báo khách đến lấy đơn %(number)s."),
        todo=_only(N_("Giữ đến hết %(time)s")),
    ),
    (DeliveryKind.PICKUP, OrderState.RETURNING): StateLabel(
        N_("Khách không đến lấy"),
        "a",
        happened=N_("Khách không đến lấy"),
        done=N_("Đã ghi: khách không lấy đơn %(number)s."),
        todo=_only(N_("Cất lại vào kho trước %(time)s")),
    ),
    (DeliveryKind.PICKUP, OrderState.RETURNED): StateLabel(
        N_("Đã cất lại kho"),
        "n",
        happened=N_("Hàng đã cất lại kho"),
        done=N_("Đã cất lại hàng của đơn %(number)s. Phần còn bán được đã vào kho."),
    ),
    (DeliveryKind.LOCAL, OrderState.PACKED): StateLabel(
        N_("Chờ mang đi giao"),
        "b",
        happened=N_("Đã gói xong"),
        done=N_("Đã gói xong đơn %(number)s."),
        todo=_only(N_("Mang đi giao trước %(time)s")),
    ),
    (DeliveryKind.LOCAL, OrderState.SHIPPED): StateLabel(
        N_("Đang mang đi giao"),
        "g",
        happened=N_("Đã mang đi giao"),
        done=N_("Đã ghi: đơn %(number)s đang được mang đi giao."),
        todo=_only(N_("Hẹn đến %(time)s")),
    ),
}


def own_label(order: Order, state: OrderState) -> StateLabel | None:
    """The words for this state of an order that no carrier brings; None where those of all orders are right."""
    return OWN.get((DeliveryKind(order.delivery_kind), state)) if order.is_own_delivery else None
