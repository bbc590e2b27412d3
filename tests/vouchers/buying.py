"""Buying with vouchers."""

from typing import Any

from marketplace import cart, orders
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from tests import factories


def bought(*wanted: Any, codes: tuple[str, ...], paying: PaymentMethod = PaymentMethod.COD, **values: Any) -> Purchase:
    """What became of ordering so many of each pack size with these codes; `values` are of whoever receives it."""
    filled = factories.basket(*wanted)
    to = orders.Recipient(**vars(factories.BA_DINH) | values)
    quoted = orders.quote(cart.parcels_in(filled), province_code="01", commune_code="00004", codes=codes)
    return orders.place(
        checkout_token=filled.checkout_token,
        cart_token=filled.token,
        buyer=None,
        recipient=to,
        shown_total_vnd=quoted.total_vnd,
        locale="vi",
        payment_method=paying,
        codes=codes,
    )
