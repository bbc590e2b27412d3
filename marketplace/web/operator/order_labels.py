"""How an order reads at the operators' desk: what has to be done, by when, and what has happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from marketplace import places
from marketplace.clock import now, to_local, today
from marketplace.orders.models import ActorRole, Order, OrderEvent, Purchase
from marketplace.orders.states import OrderState
from marketplace.web.filters import day, moment, place
from marketplace.web.locale import current


@dataclass(frozen=True)
class Task:
    """What an order waits for; `tone` is the look of its pill."""

    label: LazyString
    tone: str


@dataclass(frozen=True)
class Step:
    """One entry of a timeline."""

    title: str
    detail: str
    todo: bool = False


TASKS = {
    OrderState.PLACED: Task(_("Chờ nơi bán nhận"), "b"),
    OrderState.CONFIRMED: Task(_("Đang gói"), "b"),
    OrderState.PACKED: Task(_("Chờ bưu tá lấy"), "g"),
    OrderState.SHIPPED: Task(_("Đang giao"), "g"),
    OrderState.DELIVERED: Task(_("Đã giao"), "g"),
    OrderState.CANCELLED: Task(_("Đã hủy"), "n"),
}
LATE = {
    OrderState.PLACED: Task(_("Trễ nhận, nhắc nơi bán"), "x"),
    OrderState.CONFIRMED: Task(_("Trễ gói, nhắc nơi bán"), "x"),
    OrderState.PACKED: Task(_("Trễ gửi, nhắc nơi bán"), "x"),
    OrderState.SHIPPED: Task(_("Trễ giao, gọi bưu điện"), "x"),
}
HAPPENED = {
    OrderState.PLACED: _("Người mua đặt hàng"),
    OrderState.CONFIRMED: _("Nơi bán đã nhận đơn"),
    OrderState.PACKED: _("Đã gói xong"),
    OrderState.SHIPPED: _("Bàn giao bưu điện"),
    OrderState.DELIVERED: _("Đã giao đến nơi"),
    OrderState.CANCELLED: _("Đã hủy"),
}
ROLES = {
    ActorRole.BUYER: _("người mua"),
    ActorRole.SELLER: _("nơi bán"),
    ActorRole.OPERATOR: _("vận hành"),
    ActorRole.SYSTEM: _("tự động"),
}


def task_of(order: Order) -> Task:
    """What the order waits for now."""
    state = OrderState(order.state)
    return LATE[state] if order.is_late else TASKS[state]


def deadline_of(order: Order) -> str:
    """By when, as short as it can be said: "trễ 1 ngày", "17:00 nay", "mai 09:00"; empty when nothing is due."""
    if order.due_at is None:
        return ""
    if order.is_late:
        return _overdue(now() - order.due_at)
    # The promised day ends at midnight, which reads like the day after.
    return day(order.arrives_to_on) if order.state == OrderState.SHIPPED else _hour(order.due_at)


def timeline_of(order: Order) -> Iterator[Step]:
    """What has happened, oldest first, and what the order waits for."""
    for event in order.events:
        yield Step(str(HAPPENED[OrderState(event.state)]), _who_and_when(event))
    if order.due_at is not None:
        yield Step(str(task_of(order).label), gettext("Hạn: %(when)s", when=deadline_of(order)), todo=True)


def place_of(purchase: Purchase) -> str:
    """Where a purchase goes, without the house: "Phường Ba Đình, Hà Nội"."""
    commune = places.find_commune(purchase.commune_code)
    return place(commune) if commune else places.get_province(purchase.province_code).name_in(current())


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


def _who_and_when(event: OrderEvent) -> str:
    who = str(ROLES[ActorRole(event.role)])
    if event.role == ActorRole.BUYER and event.by is None:
        who = gettext("người mua, không tài khoản")
    elif event.by is not None:
        who = f"{who}, {event.by.name}"
    return " · ".join(part for part in (moment(event.at), who, event.note) if part)
