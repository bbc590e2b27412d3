"""What a shop has to know of a parcel that is a gift, in words."""

from marketplace.orders.gift_models import Gift
from marketplace.orders.models import Order
from marketplace.web.filters import full_date
from marketplace.web.locale import gettext


def gift_title(order: Order) -> str:
    """What to do with it while packing."""
    gift = order.purchase.gift_of
    return gettext("Bỏ thiệp vào thùng") if gift and order.card_text else gettext("Xếp thành quà")


def gift_detail(order: Order) -> str:
    """How: what the card says, that nothing in the box tells a price, and for which day it is."""
    gift = order.purchase.gift_of
    if gift is None:
        return ""
    card = gettext("Thiệp: “%(text)s” – %(sender)s.", text=order.card_text, sender=gift.sender_name)
    return " ".join(filter(None, [card if order.card_text else "", *gift_notes(order, gift)]))


def gift_notes(order: Order, gift: Gift) -> list[str]:
    """What must not be forgotten about it."""
    prices = gettext("Không bỏ vào thùng giấy nào có giá: khách giấu giá.")
    found = [prices] if gift.hides_prices else []
    if gift.wished_on and order.ships_from_on:
        days = {"sent": full_date(order.ships_from_on), "wished": full_date(gift.wished_on)}
        if order.is_own_delivery:
            found.append(gettext("Giao ngày %(sent)s để kịp ngày %(wished)s, đừng giao sớm hơn.", **days))
        else:
            found.append(gettext("Giao bưu tá ngày %(sent)s để đến kịp ngày %(wished)s, đừng gửi sớm hơn.", **days))
    return found
