"""How an order reads at the operators' desk: what has to be done, by when, and what has happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from marketplace import orders, places, returns
from marketplace.clock import now, to_local, today
from marketplace.orders import GiftReceiver
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.sellers import DeliveryKind
from marketplace.text import N_
from marketplace.web.cancel_request_words import in_turn
from marketplace.web.cancellation import shown
from marketplace.web.claim_words import steps_of
from marketplace.web.filters import day, moment, place
from marketplace.web.labels import Label, Step
from marketplace.web.line_words import happened
from marketplace.web.locale import current, gettext


@dataclass(frozen=True, kw_only=True)
class StateLabel(Label):
    """A state: what an order waits for there, the same when it is late, and its entry in the timeline."""

    happened: str
    late: str = ""


STATES: Final = {
    OrderState.AWAITING_PAYMENT: StateLabel(
        N_("Chờ thanh toán"), "n", happened=N_("Người mua đặt hàng, chờ thanh toán")
    ),
    OrderState.PLACED: StateLabel(
        N_("Chờ nơi bán nhận"), "b", happened=N_("Người mua đặt hàng"), late=N_("Trễ nhận, nhắc nơi bán")
    ),
    OrderState.CONFIRMED: StateLabel(
        N_("Đang gói"), "b", happened=N_("Nơi bán đã nhận đơn"), late=N_("Trễ gói, nhắc nơi bán")
    ),
    OrderState.PACKED: StateLabel(
        N_("Chờ bưu tá lấy"), "g", happened=N_("Đã gói xong"), late=N_("Trễ gửi, nhắc nơi bán")
    ),
    OrderState.SHIPPED: StateLabel(
        N_("Đang giao"), "g", happened=N_("Bàn giao bưu điện"), late=N_("Trễ giao, gọi bưu điện")
    ),
    OrderState.DELIVERED: StateLabel(N_("Đã giao"), "g", happened=N_("Đã giao đến nơi")),
    OrderState.CANCELLED: StateLabel(N_("Đã hủy"), "n", happened=N_("Đã hủy")),
    OrderState.RETURNING: StateLabel(
        N_("Đang hoàn về"), "b", happened=N_("Không giao được, kiện quay về"), late=N_("Hoàn lâu chưa về, hỏi bưu điện")
    ),
    OrderState.RETURNED: StateLabel(N_("Đã hoàn về"), "n", happened=N_("Kiện đã về nơi bán")),
    OrderState.LOST: StateLabel(N_("Thất lạc"), "x", happened=N_("Kiện thất lạc")),
}
OWN: Final[Mapping[tuple[DeliveryKind, OrderState], StateLabel]] = {
    (DeliveryKind.PICKUP, OrderState.PACKED): StateLabel(
        N_("Chờ báo người mua đến lấy"), "g", happened=N_("Đã gói xong"), late=N_("Trễ báo lấy, nhắc nơi bán")
    ),
    (DeliveryKind.PICKUP, OrderState.SHIPPED): StateLabel(
        N_("Chờ người mua đến lấy"), "g", happened=N_("Đã để ở điểm nhận"), late=N_("Quá hạn lấy, sắp cất lại")
    ),
    (DeliveryKind.PICKUP, OrderState.RETURNING): StateLabel(
        N_("Không đến lấy"), "b", happened=N_("Người mua không đến lấy"), late=N_("Lâu chưa cất lại, hỏi nơi bán")
    ),
    (DeliveryKind.LOCAL, OrderState.PACKED): StateLabel(
        N_("Chờ nơi bán mang đi"), "g", happened=N_("Đã gói xong"), late=N_("Trễ giao, nhắc nơi bán")
    ),
    (DeliveryKind.LOCAL, OrderState.SHIPPED): StateLabel(
        N_("Nơi bán đang giao"), "g", happened=N_("Nơi bán mang đi giao"), late=N_("Trễ giao, gọi nơi bán")
    ),
}
"""What no carrier brings, where the words for carriers would be wrong."""
ROLES: Final = {
    ActorRole.BUYER: N_("người mua"),
    ActorRole.SELLER: N_("nơi bán"),
    ActorRole.OPERATOR: N_("vận hành"),
    ActorRole.SYSTEM: N_("tự động"),
}
PAYMENTS: Final = {
    PaymentMethod.COD: N_("COD"),
    PaymentMethod.TRANSFER: N_("Chuyển khoản"),
    PaymentMethod.CARD: N_("Thẻ"),
}
PAYMENT_STATES: Final = {
    PaymentState.DUE: Label(N_("Thu khi giao"), "b"),
    PaymentState.AWAITING: Label(N_("Chờ tiền về"), "n"),
    PaymentState.AUTHORISED: Label(N_("Ngân hàng đã giữ tiền"), "n"),
    PaymentState.PAID: Label(N_("Đã thu đủ"), "g"),
    PaymentState.PARTLY_REFUNDED: Label(N_("Đã hoàn một phần"), "n"),
    PaymentState.REFUNDED: Label(N_("Đã hoàn hết"), "n"),
    PaymentState.FAILED: Label(N_("Không thu tiền"), "n"),
    PaymentState.EXPIRED: Label(N_("Quá hạn trả"), "x"),
}


def task_of(order: Order) -> Label:
    """What the order waits for now."""
    label = _label(order, OrderState(order.state))
    return Label(label.late, "x") if order.is_late else label


def payment_of(purchase: Purchase) -> str:
    """How it is paid, as short as it can be said: "COD"."""
    return gettext(PAYMENTS[PaymentMethod(purchase.payment_method)])


def payment_state_of(purchase: Purchase) -> Label:
    """How far its money has come."""
    return PAYMENT_STATES[PaymentState(purchase.payment_state)]


def deadline_of(order: Order) -> str:
    """By when, as short as it can be said: "trễ 1 ngày", "17:00 nay", "mai 09:00"; empty when nothing is due."""
    if order.due_at is None:
        return ""
    if order.is_late:
        return _overdue(now() - order.due_at)
    # The promised day ends at midnight, which reads like the day after.
    return day(order.last_day) if order.state == OrderState.SHIPPED else _hour(order.due_at)


def timeline_of(order: Order) -> Iterator[Step]:
    """What has happened, oldest first, and what the order waits for."""
    requests = orders.requests_of([order])[order.id]
    yield from in_turn(((event.at, _entry(event, order)) for event in order.events), order, requests)
    if order.state == OrderState.DELIVERED:
        yield from steps_of(returns.claims_of_orders([order.id]))
    if order.due_at is not None:
        yield Step(str(task_of(order)), gettext("Hạn: %(when)s", when=deadline_of(order)), todo=True)


def place_of(purchase: Purchase | GiftReceiver) -> str:
    """Where a purchase, or one order of it, goes, without the house: "Phường Ba Đình, Hà Nội"."""
    commune = places.find_commune(purchase.commune_code)
    return place(commune) if commune else places.get_province(purchase.province_code).name_in(current())


def _label(order: Order, state: OrderState) -> StateLabel:
    return OWN.get((DeliveryKind(order.delivery_kind), state)) or STATES[state]


def _overdue(late: timedelta) -> str:
    if late.days:
        return gettext("trễ %(days)s ngày", days=late.days)
    if late.seconds >= 3600:
        return gettext("trễ %(hours)s giờ", hours=late.seconds // 3600)
    return gettext("trễ %(minutes)s phút", minutes=late.seconds // 60)


def _hour(due_at: datetime) -> str:
    local = to_local(due_at)
    days = (local.date() - today()).days
    if days == 0:
        return gettext("%(hour)s nay", hour=f"{local:%H:%M}")
    if days == 1:
        return gettext("mai %(hour)s", hour=f"{local:%H:%M}")
    return f"{local:%H:%M %d/%m}"


def _entry(event: OrderEvent, order: Order) -> Step:
    title = happened(event, order) or gettext(_label(order, OrderState(event.state)).happened)
    return Step(title, _who_and_when(event))


def _who_and_when(event: OrderEvent) -> str:
    who = gettext(ROLES[ActorRole(event.role)])
    if event.role == ActorRole.BUYER and event.by is None:
        who = gettext("người mua, không tài khoản")
    elif event.by is not None:
        who = f"{who}, {event.by.name}"
    return " · ".join(part for part in (moment(event.at), who, shown(event.note)) if part)
