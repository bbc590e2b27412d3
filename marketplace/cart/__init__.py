"""Baskets."""

from marketplace.cart.actions import (
    Added,
    add,
    add_alone,
    adopt,
    empty,
    forget_guest_baskets,
    parse_quantity,
    remove,
    set_quantity,
)
from marketplace.cart.queries import (
    BasketLine,
    Parcel,
    find_cart,
    get_cart,
    parcels_in,
    units_in,
    units_of_guest,
    units_of_user,
)

__all__ = [
    "Added",
    "BasketLine",
    "Parcel",
    "add",
    "add_alone",
    "adopt",
    "empty",
    "find_cart",
    "forget_guest_baskets",
    "get_cart",
    "parcels_in",
    "parse_quantity",
    "remove",
    "set_quantity",
    "units_in",
    "units_of_guest",
    "units_of_user",
]
