"""Baskets."""

from marketplace.cart.actions import add, adopt, empty, remove, set_quantity
from marketplace.cart.queries import BasketLine, Parcel, find_cart, parcels_in, units_in, units_of_user

__all__ = [
    "BasketLine",
    "Parcel",
    "add",
    "adopt",
    "empty",
    "find_cart",
    "parcels_in",
    "remove",
    "set_quantity",
    "units_in",
    "units_of_user",
]
