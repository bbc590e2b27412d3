"""How a purchase is to be paid."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from marketplace import payments
from marketplace.orders.states import PaymentMethod
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.storefront.orders.order_labels import PAYMENTS


def offered_ways() -> list[SelectChoice]:
    """The ways to pay that the shop offers today, as choices of a form."""
    return [SelectChoice(method.value, _(PAYMENTS[method])) for method in payments.offered_methods()]


class WayForm(ShopForm):
    """Another way to pay."""

    payment = RadioField(_("Trả tiền"), choices=offered_ways, default=PaymentMethod.COD.value)
