"""What a seller changes about a pack size in place."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired

from marketplace import money, stock
from marketplace.catalogue.errors import PriceOutOfRange
from marketplace.stock.errors import CountRefused
from marketplace.web.forms import Reads, ShopForm


class PackForm(ShopForm):
    """A form for the pack size `ref`; a page holds many of them, so the ids of its fields end with it."""

    def __init__(self, ref: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for form_field in self:
            form_field.id = f"{form_field.name}-{ref}"


class PriceForm(PackForm):
    """The price, typed any way people write money."""

    price = StringField(_("Giá bán"), [InputRequired(_(PriceOutOfRange.sentence)), Reads(money.parse_vnd)])

    @property
    def price_vnd(self) -> int:
        """The price in dong, once the form is valid."""
        return money.parse_vnd(self.price.data or "")


class CountForm(PackForm):
    """How many units the seller counted."""

    left = StringField(_("Còn lại"), [InputRequired(_(CountRefused.sentence)), Reads(stock.parse_count)])

    @property
    def units(self) -> int:
        """The number, once the form is valid."""
        return stock.parse_count(self.left.data or "")
