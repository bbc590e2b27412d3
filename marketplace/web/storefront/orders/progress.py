"""How far a purchase has come, in the buyer's words."""

from dataclasses import dataclass

from flask_babel import gettext

from marketplace import places
from marketplace.orders.models import ActorRole, Order, OrderEvent, Purchase
from marketplace.orders.states import OrderState
from marketplace.text import N_
from marketplace.web.filters import day_range, moment, place, printed_place, say

STATES = {
    OrderState.PLACED: (N_("Chờ nơi bán nhận"), "b"),
    OrderState.CONFIRMED: (N_("Đang đóng gói"), "b"),
    OrderState.PACKED: (N_("Chờ bưu tá lấy"), "n"),
    OrderState.SHIPPED: (N_("Đang giao"), "g"),
    OrderState.DELIVERED: (N_("Đã giao"), "g"),
    OrderState.CANCELLED: (N_("Đã hủy"), "x"),
}
STEPS = (N_("Nơi bán nhận"), N_("Đóng gói"), N_("Giao hàng"), N_("Đã nhận"))
STEP_OF = {
    OrderState.PLACED: 0,
    OrderState.CONFIRMED: 1,
    OrderState.PACKED: 2,
    OrderState.SHIPPED: 2,
    OrderState.DELIVERED: len(STEPS),
}
HAPPENED = {
    OrderState.PLACED: N_("Đã đặt hàng"),
    OrderState.CONFIRMED: N_("Nơi bán đã nhận đơn"),
    OrderState.PACKED: N_("Đã đóng gói"),
    OrderState.SHIPPED: N_("Đã gửi đi"),
    OrderState.DELIVERED: N_("Đã giao"),
    OrderState.CANCELLED: N_("Đã hủy"),
}
AHEAD = {
    OrderState.CONFIRMED: N_("Nơi bán nhận đơn"),
    OrderState.PACKED: N_("Đóng gói"),
    OrderState.SHIPPED: N_("Gửi đi"),
    OrderState.DELIVERED: N_("Giao tới nơi nhận"),
}
WHO = {
    ActorRole.BUYER: N_("người mua"),
    ActorRole.SELLER: N_("nơi bán"),
    ActorRole.OPERATOR: N_("người vận hành"),
    ActorRole.SYSTEM: N_("hệ thống"),
}


@dataclass(frozen=True)
class Step:
    """One line of the timeline."""

    title: str
    detail: str
    todo: bool = False


@dataclass(frozen=True)
class Progress:
    """One parcel: where it stands, what happened and what is ahead."""

    order: Order
    seller: str
    origin: str
    picture: str
    state: str
    tone: str
    is_open: bool
    arrival: str
    steps: tuple[str, ...]
    now: int | None
    timeline: list[Step]


def progress_of(purchase: Purchase) -> list[Progress]:
    """Every parcel of a purchase."""
    return [_progress(order) for order in purchase.orders]


def address_lines(purchase: Purchase) -> list[str]:
    """Where it goes, from the house to the province, with the old address when one was given."""
    old = gettext("Địa chỉ cũ: %(address)s", address=purchase.old_address) if purchase.old_address else ""
    return [line for line in (purchase.street, place(places.get_commune(purchase.commune_code)), old) if line]


def _progress(order: Order) -> Progress:
    state = OrderState(order.state)
    label, tone = STATES[state]
    return Progress(
        order=order,
        seller=say(order.seller, "name"),
        origin=gettext("Gửi từ %(place)s", place=printed_place(order.seller)),
        picture=f"art/{order.seller.picture}.svg",
        state=gettext(label),
        tone=tone,
        is_open=state not in (OrderState.DELIVERED, OrderState.CANCELLED),
        arrival=day_range(order.arrives_from_on, order.arrives_to_on),
        steps=tuple(gettext(step) for step in STEPS),
        now=STEP_OF.get(state),
        timeline=[_past(event) for event in order.events] + _ahead(order),
    )


def _past(event: OrderEvent) -> Step:
    state = OrderState(event.state)
    return Step(gettext(HAPPENED[state]), " · ".join(part for part in (moment(event.at), _why(event, state)) if part))


def _why(event: OrderEvent, state: OrderState) -> str:
    if state != OrderState.CANCELLED:
        return event.note
    return gettext("%(who)s: %(reason)s", who=gettext(WHO[ActorRole(event.role)]), reason=event.note)


def _ahead(order: Order) -> list[Step]:
    """The steps still to come; the last one says when."""
    path = list(AHEAD)
    if order.state == OrderState.CANCELLED:
        return []
    done = path.index(OrderState(order.state)) + 1 if order.state in path else 0
    when = {OrderState.DELIVERED: day_range(order.arrives_from_on, order.arrives_to_on)}
    return [Step(gettext(AHEAD[state]), when.get(state, ""), todo=True) for state in path[done:]]
