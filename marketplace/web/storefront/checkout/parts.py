"""Which part of a basket a checkout is about; its addresses say so."""

from flask import request, session
from flask_login import current_user

from marketplace import cart, orders
from marketplace.cart.models import Cart
from marketplace.web.current_visitor import ALONE
from marketplace.web.storefront.basket.routes import Owner


def is_alone() -> bool:
    """Whether one pack size is bought at once, beside the basket."""
    return request.args.get("mua") == ALONE


def only_from() -> list[str]:
    """The sellers, by their slugs, of which alone something is ordered; all of them when none is named."""
    return list(dict.fromkeys(request.args.getlist("noi")))


def part() -> dict[str, object]:
    """What the addresses of this checkout say of which part of the basket it is."""
    return {"mua": ALONE} if is_alone() else {"noi": only_from()} if only_from() else {}


def basket_of() -> Owner:
    """By what the basket of this checkout is found."""
    if is_alone():
        return {"token": session.get("at_once"), "user_id": None}
    return {"token": session.get("cart"), "user_id": current_user.id}


def parcels_in(basket: Cart | None) -> list[cart.Parcel]:
    """What is ordered of the basket."""
    return orders.chosen(cart.parcels_in(basket), only_from()) if basket else []
