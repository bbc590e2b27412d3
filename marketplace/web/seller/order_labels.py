"""How a shop's orders read: what has to be done, by when, and what has happened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace import places, returns
from marketplace.orders import CancelRequest, Tally
from marketplace.orders.models import Order, OrderEvent
from marketplace.orders.states import UNTAKEN, ActorRole, OrderState, PaymentState
from marketplace.text import N_
from marketplace.web.cancel_request_words import in_turn
from marketplace.web.cancellation import shown
from marketplace.web.claim_words import steps_of
from marketplace.web.fee_words import KINDS
from marketplace.web.filters import day, decimal, hour, moment, place
from marketplace.web.harvest_notes import when
from marketplace.web.labels import Label, Step, spoken
from marketplace.web.line_words import happened
from marketplace.web.locale import gettext
from marketplace.web.seller.own_delivery_labels import own_label
from marketplace.web.seller.state_labels import StateLabel, ToDo


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
    harvest: str


TABS: Final = {
    "moi": Tab(_("Mới"), (OrderState.PLACED,), _("Không có đơn mới. Đơn mới sẽ hiện ở đây.")),
    "dang-goi": Tab(_("Đang gói"), (OrderState.CONFIRMED,), _("Không còn đơn nào cần gói.")),
    "cho-lay": Tab(_("Chờ lấy"), (OrderState.PACKED,), _("Không có kiện nào chờ giao đi.")),
    "da-gui": Tab(_("Đã gửi"), (OrderState.SHIPPED,), _("Không có kiện nào đang trên đường.")),
    "hoan": Tab(_("Hàng hoàn"), (OrderState.RETURNING,), _("Không có kiện nào đang quay về.")),
    "xong": Tab(
        _("Xong, hủy"),
        (OrderState.DELIVERED, OrderState.CANCELLED, OrderState.RETURNED, OrderState.LOST),
        _("Chưa có đơn nào xong."),
    ),
}
STATES: Final = {
    OrderState.AWAITING_PAYMENT: StateLabel(N_("Chờ thanh toán"), "n", happened=N_("Khách đặt hàng, chờ thanh toán")),
    OrderState.PLACED: StateLabel(
        N_("Mới"),
        "a",
        happened=N_("Khách đặt hàng"),
        todo=ToDo(
            N_("1 đơn mới chờ nhận"),
            N_("%(count)s đơn mới chờ nhận"),
            N_("1 đơn trễ hẹn nhận"),
            N_("%(count)s đơn trễ hẹn nhận"),
            by_when=N_("Nhận trước %(time)s"),
            start=N_("Xem và nhận đơn"),
        ),
    ),
    OrderState.CONFIRMED: StateLabel(
        N_("Cần gói"),
        "a",
        happened=N_("Đã nhận đơn"),
        done=N_("Đã nhận đơn %(number)s."),
        todo=ToDo(
            N_("1 đơn cần đóng gói"),
            N_("%(count)s đơn cần đóng gói"),
            N_("1 đơn trễ hẹn gói"),
            N_("%(count)s đơn trễ hẹn gói"),
            by_when=N_("Gói trước %(time)s"),
            start=N_("Bắt đầu đóng gói"),
        ),
    ),
    OrderState.PACKED: StateLabel(
        N_("Chờ bưu tá lấy"),
        "b",
        happened=N_("Đã gói xong"),
        done=N_("Đã gói xong đơn %(number)s."),
        todo=ToDo(
            N_("1 kiện chờ giao đi"),
            N_("%(count)s kiện chờ giao đi"),
            N_("1 kiện trễ hẹn gửi"),
            N_("%(count)s kiện trễ hẹn gửi"),
            by_when=N_("Giao bưu tá trước %(time)s"),
            start=N_("Ghi mã vận đơn"),
        ),
    ),
    OrderState.SHIPPED: StateLabel(
        N_("Đang giao"),
        "g",
        happened=N_("Đã giao cho bưu tá"),
        done=N_("Đã giao đơn %(number)s cho bưu tá."),
        todo=ToDo(
            N_("1 đơn đang giao"),
            N_("%(count)s đơn đang giao"),
            N_("1 kiện quá hẹn giao"),
            N_("%(count)s kiện quá hẹn giao"),
            by_when=N_("Hẹn đến %(time)s"),
        ),
    ),
    OrderState.DELIVERED: StateLabel(
        N_("Đã giao"), "g", happened=N_("Khách đã nhận hàng"), done=N_("Đơn %(number)s đã giao xong.")
    ),
    OrderState.CANCELLED: StateLabel(
        N_("Đã hủy"), "n", happened=N_("Đã hủy"), done=N_("Đã hủy đơn %(number)s. Hàng đã trở lại kho.")
    ),
    OrderState.RETURNING: StateLabel(
        N_("Đang hoàn về"),
        "a",
        happened=N_("Không giao được, kiện quay về"),
        done=N_("Đã ghi: kiện %(number)s đang quay về."),
        todo=ToDo(
            N_("1 kiện đang hoàn về"),
            N_("%(count)s kiện đang hoàn về"),
            N_("1 kiện hoàn quá lâu chưa về"),
            N_("%(count)s kiện hoàn quá lâu chưa về"),
            by_when=N_("Chờ kiện về trước %(time)s"),
        ),
    ),
    OrderState.RETURNED: StateLabel(
        N_("Đã hoàn về"),
        "n",
        happened=N_("Kiện đã về gian hàng"),
        done=N_("Đã nhận lại kiện %(number)s. Phần còn bán được đã vào kho."),
    ),
    OrderState.LOST: StateLabel(N_("Thất lạc"), "x", happened=N_("Kiện thất lạc")),
}
HANDED_OVER: Final = StateLabel("", "", happened="", todo=ToDo("", "", "", "", by_when=N_("Giao đi trước %(time)s")))
"""Of all that is packed, whoever takes it."""
ROLES: Final = {
    ActorRole.BUYER: N_("Khách"),
    ActorRole.SELLER: N_("Gian hàng"),
    ActorRole.OPERATOR: N_("Vận hành"),
    ActorRole.SYSTEM: N_("Tự động"),
}
PAYMENT_STATES: Final = {
    PaymentState.DUE: Label(N_("Khách trả khi nhận"), "b"),
    PaymentState.AWAITING: Label(N_("Chờ khách trả"), "n"),
    PaymentState.AUTHORISED: Label(N_("Ngân hàng đã giữ tiền"), "n"),
    PaymentState.PAID: Label(N_("Khách đã trả đủ"), "g"),
    PaymentState.PARTLY_REFUNDED: Label(N_("Đã hoàn cho khách một phần"), "n"),
    PaymentState.REFUNDED: Label(N_("Đã hoàn tiền cho khách"), "n"),
    PaymentState.FAILED: Label(N_("Không thu tiền"), "n"),
    PaymentState.EXPIRED: Label(N_("Khách không trả kịp"), "x"),
}


def tabs(tallies: Mapping[OrderState, Tally]) -> list[tuple[str, str, int]]:
    """The tabs of the order list: name in the address, label, count."""
    return [(name, str(tab.label), sum(tallies[state].count for state in tab.states)) for name, tab in TABS.items()]


def tab_of(state: OrderState) -> str:
    """The name of the tab that holds the orders of a state."""
    return next(name for name, tab in TABS.items() if state in tab.states)


def reading(order: Order) -> Reading:
    """The order in words."""
    label = label_of(order)
    tone = "x" if order.is_late else label.tone
    town = place(places.get_commune(order.recipient.commune_code))
    return Reading(
        str(label), tone, deadline(order), order.is_late, town, kilograms(order.weight_grams), _harvest(order)
    )


def label_of(order: Order, state: OrderState | None = None) -> StateLabel:
    """How the order's state is called, or one that it was in: what no carrier brings has words of its own."""
    there = OrderState(state or order.state)
    return own_label(order, there) or STATES[there]


def _harvest(order: Order) -> str:
    return when(order.harvest_on, order.ships_from_on) if order.harvest_on else ""


def just_done(order: Order) -> str:
    """What the step that led to the order's state has brought about."""
    return spoken(label_of(order).done, number=order.number)


def waiting(state: OrderState, count: int) -> str:
    """How many orders wait in a state: "3 đơn cần đóng gói"."""
    todo = todo_in(state)
    return _counted(todo.one, todo.many, count)


def overdue(state: OrderState, count: int) -> str:
    """How many of them are late: "1 đơn trễ hẹn gói"."""
    todo = todo_in(state)
    return _counted(todo.late_one, todo.late_many, count)


def start(state: OrderState) -> str:
    """The button that begins the work of a state."""
    return spoken(todo_in(state).start)


def todo_in(state: OrderState) -> ToDo:
    """What has to be done with the orders of a state. Raises KeyError for a state in which nothing is."""
    todo = STATES[state].todo
    if todo is None:
        raise KeyError(state)
    return todo


def deadline(order: Order) -> str:
    """By when the next step is due: "Gói trước 17:00 hôm nay"; empty when nothing is."""
    if order.due_at is None:
        return ""
    # A promised day ends at midnight, which reads like the day after.
    shipped = order.state == OrderState.SHIPPED
    return _by_when(label_of(order), day(order.last_day) if shipped else hour(order.due_at), order.is_late)


def first_deadline(state: OrderState, tally: Tally) -> str:
    """By when the most urgent of the seller's orders in this state is due."""
    if tally.due_at is None:
        return ""
    label = HANDED_OVER if state == OrderState.PACKED else STATES[state]
    return _by_when(label, hour(tally.due_at), tally.late > 0)


def timeline(order: Order, requests: Sequence[CancelRequest] = ()) -> Iterator[Step]:
    """What has happened to the order, oldest first, and what comes next."""
    yield from in_turn(((event.at, _entry(event, order)) for event in order.events), order, requests)
    if order.state == OrderState.DELIVERED:
        yield from steps_of(returns.claims_of_orders([order.id]))
    if order.due_at is not None:
        yield Step(deadline(order), "", todo=True)


def payment(order: Order) -> Label:
    """How far the money of the whole purchase has come."""
    return PAYMENT_STATES[PaymentState(order.purchase.payment_state)]


def amounts(order: Order) -> list[tuple[str, int]]:
    """What adds up to the money that the order leaves the seller, in dong; nothing of what nobody takes."""
    if order.state in UNTAKEN:
        return []
    fees = [(str(KINDS[kind]), -amount_vnd) for kind, amount_vnd in order.fees.items()]
    goods = [(gettext("Tiền hàng"), order.goods_vnd), *fees]
    if order.seller_earns_vnd:
        goods.append((gettext("Phí giao của anh chị"), order.seller_earns_vnd))
    return [*goods, (gettext("Thuế khấu trừ"), -order.withheld_vnd)] if order.withheld_vnd else goods


def kilograms(grams: int) -> str:
    """A weight as people say it: "1,8 kg"."""
    return f"{decimal(grams / 1_000)}\u00a0kg"


def _counted(one: str, many: str, count: int) -> str:
    """A number of things: one has its own sentence, because English tells one from many."""
    return gettext(one) if count == 1 else gettext(many, count=count)


def _by_when(label: StateLabel, time: str, late: bool) -> str:
    sentence = gettext(label.todo.by_when, time=time) if label.todo else time
    return gettext("%(deadline)s, đã trễ", deadline=sentence) if late else sentence


def _entry(event: OrderEvent, order: Order) -> Step:
    return Step(happened(event, order) or gettext(label_of(order, event.state).happened), _details(event))


def _details(event: OrderEvent) -> str:
    colleague = event.by if event.role == ActorRole.SELLER else None
    who = colleague.name if colleague else gettext(ROLES[ActorRole(event.role)])
    return " · ".join(part for part in (moment(event.at), who, shown(event.note)) if part)
