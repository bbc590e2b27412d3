"""How a shop's orders read: what has to be done, by when, and what has happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from marketplace import places
from marketplace.orders import Tally
from marketplace.orders.models import ActorRole, Order, OrderEvent
from marketplace.orders.states import OrderState
from marketplace.text import N_
from marketplace.web.filters import day, decimal, hour, moment, place


@dataclass(frozen=True)
class Tab:
    """A part of the order list."""

    label: LazyString
    states: tuple[OrderState, ...]
    nothing: LazyString


@dataclass(frozen=True)
class Reading:
    """An order in words: its state, by when the next step is due, whether that has passed, where it goes."""

    label: str
    tone: str
    deadline: str
    late: bool
    town: str
    weight: str


@dataclass(frozen=True)
class Happened:
    """One entry of a timeline."""

    title: str
    detail: str
    todo: bool = False


TABS = {
    "moi": Tab(_("Mới"), (OrderState.PLACED,), _("Không có đơn mới. Đơn mới sẽ hiện ở đây.")),
    "dang-goi": Tab(_("Đang gói"), (OrderState.CONFIRMED,), _("Không còn đơn nào cần gói.")),
    "cho-lay": Tab(_("Chờ lấy"), (OrderState.PACKED,), _("Không có kiện nào chờ bưu tá.")),
    "da-gui": Tab(_("Đã gửi"), (OrderState.SHIPPED,), _("Không có kiện nào đang trên đường.")),
    "xong": Tab(_("Xong, hủy"), (OrderState.DELIVERED, OrderState.CANCELLED), _("Chưa có đơn nào xong.")),
}
TAB_OF = {state: name for name, tab in TABS.items() for state in tab.states}
PILLS = {
    OrderState.PLACED: (_("Mới"), "a"),
    OrderState.CONFIRMED: (_("Cần gói"), "a"),
    OrderState.PACKED: (_("Chờ bưu tá lấy"), "b"),
    OrderState.SHIPPED: (_("Đang giao"), "g"),
    OrderState.DELIVERED: (_("Đã giao"), "g"),
    OrderState.CANCELLED: (_("Đã hủy"), "n"),
}
TO_DO = {
    OrderState.PLACED: (N_("1 đơn mới chờ nhận"), N_("%(count)s đơn mới chờ nhận")),
    OrderState.CONFIRMED: (N_("1 đơn cần đóng gói"), N_("%(count)s đơn cần đóng gói")),
    OrderState.PACKED: (N_("1 kiện chờ giao bưu tá"), N_("%(count)s kiện chờ giao bưu tá")),
    OrderState.SHIPPED: (N_("1 đơn đang giao"), N_("%(count)s đơn đang giao")),
}
LATE = {
    OrderState.PLACED: (N_("1 đơn trễ hẹn nhận"), N_("%(count)s đơn trễ hẹn nhận")),
    OrderState.CONFIRMED: (N_("1 đơn trễ hẹn gói"), N_("%(count)s đơn trễ hẹn gói")),
    OrderState.PACKED: (N_("1 kiện trễ hẹn gửi"), N_("%(count)s kiện trễ hẹn gửi")),
    OrderState.SHIPPED: (N_("1 kiện quá hẹn giao"), N_("%(count)s kiện quá hẹn giao")),
}
START = {
    OrderState.PLACED: _("Xem và nhận đơn"),
    OrderState.CONFIRMED: _("Bắt đầu đóng gói"),
    OrderState.PACKED: _("Ghi mã vận đơn"),
}
BY_WHEN = {
    OrderState.PLACED: N_("Nhận trước %(time)s"),
    OrderState.CONFIRMED: N_("Gói trước %(time)s"),
    OrderState.PACKED: N_("Giao bưu tá trước %(time)s"),
    OrderState.SHIPPED: N_("Hẹn đến %(time)s"),
}
DONE = {
    OrderState.CONFIRMED: N_("Đã nhận đơn %(number)s."),
    OrderState.PACKED: N_("Đã gói xong đơn %(number)s."),
    OrderState.SHIPPED: N_("Đã giao đơn %(number)s cho bưu tá."),
    OrderState.DELIVERED: N_("Đơn %(number)s đã giao xong."),
    OrderState.CANCELLED: N_("Đã hủy đơn %(number)s. Hàng đã trở lại kho."),
}
HAPPENED = {
    OrderState.PLACED: _("Khách đặt hàng"),
    OrderState.CONFIRMED: _("Đã nhận đơn"),
    OrderState.PACKED: _("Đã gói xong"),
    OrderState.SHIPPED: _("Đã giao cho bưu tá"),
    OrderState.DELIVERED: _("Khách đã nhận hàng"),
    OrderState.CANCELLED: _("Đã hủy"),
}
WHO = {
    ActorRole.BUYER: _("Khách"),
    ActorRole.OPERATOR: _("Vận hành"),
    ActorRole.SYSTEM: _("Tự động"),
}


def counted(words: tuple[str, str], count: int) -> str:
    """A number of things: one has its own sentence, because English tells one from many."""
    one, many = words
    return gettext(one) if count == 1 else gettext(many, count=count)


def tabs(tallies: Mapping[OrderState, Tally]) -> list[tuple[str, str, int]]:
    """The tabs of the order list: name in the address, label, count."""
    return [(name, str(tab.label), sum(tallies[state].count for state in tab.states)) for name, tab in TABS.items()]


def reading(order: Order) -> Reading:
    """The order in words."""
    label, tone = PILLS[OrderState(order.state)]
    town = place(places.get_commune(order.purchase.commune_code))
    return Reading(str(label), "x" if order.is_late else tone, deadline(order), order.is_late, town, _kilograms(order))


def just_done(order: Order) -> str:
    """What the step that led to the order's state has brought about."""
    return gettext(DONE[OrderState(order.state)], number=order.number)


def deadline(order: Order) -> str:
    """By when the next step is due: "Gói trước 17:00 hôm nay"; empty when nothing is."""
    if order.due_at is None:
        return ""
    # A promised day ends at midnight, which reads like the day after.
    shipped = order.state == OrderState.SHIPPED
    return _by_when(OrderState(order.state), day(order.arrives_to_on) if shipped else hour(order.due_at), order.is_late)


def first_deadline(state: OrderState, tally: Tally) -> str:
    """By when the most urgent of the seller's orders in this state is due."""
    return _by_when(state, hour(tally.due_at), tally.late > 0) if tally.due_at else ""


def timeline(order: Order) -> Iterator[Happened]:
    """What has happened to the order, oldest first, and what comes next."""
    for event in order.events:
        yield Happened(str(HAPPENED[OrderState(event.state)]), _details(event))
    if order.due_at is not None:
        yield Happened(deadline(order), "", todo=True)


def amounts(order: Order) -> list[tuple[str, int]]:
    """What adds up to the money that the order leaves the seller, in dong."""
    return [(gettext("Tiền hàng"), order.goods_vnd), (gettext("Phí chợ"), order.net_vnd - order.goods_vnd)]


def _by_when(state: OrderState, time: str, late: bool) -> str:
    sentence = gettext(BY_WHEN[state], time=time)
    return gettext("%(deadline)s, đã trễ", deadline=sentence) if late else sentence


def _kilograms(order: Order) -> str:
    return f"{decimal(order.weight_grams / 1_000)}\u00a0kg"


def _details(event: OrderEvent) -> str:
    who = event.by.name if event.by and event.role == ActorRole.SELLER else WHO.get(ActorRole(event.role), "")
    return " · ".join(str(part) for part in (moment(event.at), who, event.note) if part)
