"""How the ways of delivery are called, and where one goes or whom one calls, on the pages of all three surfaces."""

from typing import Final

from marketplace.accounts.phones import show_phone
from marketplace.gateways.carriers import Carrier
from marketplace.orders.boxes import boxes_of
from marketplace.orders.models import Order
from marketplace.sellers import DeliveryKind, OwnDelivery
from marketplace.web.filters import say, vnd
from marketplace.web.locale import current, gettext
from marketplace.web.place_lines import area_lines

NAMED: Final = 4


def way_title(kind: DeliveryKind, own: OwnDelivery | None, seller: str, carrier: str | None = None) -> str:
    """What a way is called: "Đến lấy tại HTX Green Life"."""
    name = own.name if own else ""
    if carrier:
        return gettext("%(carrier)s giao tận nơi", carrier=Carrier(carrier).brand)
    match kind:
        case DeliveryKind.LOCAL:
            return gettext("%(name)s giao tận nơi", name=name) if name else gettext("Nơi bán tự giao tận nơi")
        case DeliveryKind.PICKUP:
            return gettext("Đến lấy tại %(name)s", name=name or seller)
        case DeliveryKind.HOUSE:
            return gettext("Gửi qua bưu cục, giao tận nơi")


def way_of(order: Order) -> str:
    """The way that an order goes, as it is called."""
    kind = DeliveryKind(order.delivery_kind)
    return way_title(kind, order.own_delivery, say(order.seller, "name"), order.chosen_carrier)


def where_of(own: OwnDelivery | None) -> tuple[str, ...]:
    """Where one fetches it, when it is open, and whom to call; of what is brought, whom to call."""
    if own is None:
        return ()
    hours = gettext("Mở cửa: %(hours)s", hours=own.hours) if own.hours else ""
    phone = gettext("Điện thoại: %(phone)s", phone=show_phone(own.phone)) if own.phone else ""
    return tuple(filter(None, (own.address_in(current()), hours, phone)))


def told_way(order: Order) -> dict[str, object]:
    """The `way` and `where` of an order that was not sold with the usual way, and the `boxes` of one that goes in
    several, for a page; empty for all others.
    """
    way = way_of(order) if order.is_own_delivery or order.chosen_carrier else ""
    return {"way": way, "where": where_of(order.own_delivery), "boxes": boxes_of(order)}


def terms_of(own: OwnDelivery) -> tuple[str, ...]:
    """What it costs, how far it goes and how long it takes, as a seller or an operator reads it."""
    if own.is_pickup:
        ready = gettext("%(days)s ngày sau khi gói", days=own.days) if own.days else gettext("gói xong là lấy được")
        return (*where_of(own), ready)
    fee = gettext("Phí %(fee)s", fee=vnd(own.fee_vnd)) if own.fee_vnd else gettext("Không thu phí")
    free = gettext("miễn phí từ %(sum)s", sum=vnd(own.free_from_vnd)) if own.free_from_vnd and own.fee_vnd else ""
    days = gettext("tới nơi trong %(days)s ngày", days=own.days) if own.days else gettext("tới nơi trong ngày")
    return tuple(filter(None, (fee, free, days, areas_of(own), *where_of(own))))


def areas_of(own: OwnDelivery) -> str:
    """Where it is brought to: "Phú Thọ, Phường Ba Đình", and how many more."""
    names = area_lines(own.areas).split("\n")
    more = len(names) - NAMED
    named = "; ".join(names[:NAMED])
    return gettext("%(places)s và %(count)s nơi nữa", places=named, count=more) if more > 0 else named


def spaced_code(code: str | None) -> str:
    """A code as it is read out: "482 913"."""
    return f"{code[:3]}\u00a0{code[3:]}" if code else ""
