"""Lower prices for those who buy more of a pack size: up to three, on a page of their own."""

from flask import Response, flash, render_template
from flask_babel import lazy_gettext as _
from wtforms import Field, StringField
from wtforms.validators import Optional as MayBeEmpty

from marketplace import cart, catalogue, money
from marketplace.cart.errors import QuantityRefused
from marketplace.cart.models import MOST_OF_ONE
from marketplace.catalogue.models import Variant
from marketplace.catalogue.price_breaks import MOST_BREAKS, Breaks
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.filters import goods, vnd
from marketplace.web.forms import Reads, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_price_breaks", __name__, "/ban-hang/mon/<ref>/mua-nhieu")


def read_start(text: str) -> int:
    """From how many units on a price counts, as it was typed. Raises QuantityRefused."""
    quantity = cart.parse_quantity(text)
    if not quantity:
        raise QuantityRefused(left=MOST_OF_ONE)
    return quantity


def _start() -> StringField:
    return StringField(_("Mua từ"), [MayBeEmpty(), Reads(read_start)])


def _price() -> StringField:
    return StringField(_("Giá mỗi món"), [MayBeEmpty(), Reads(money.parse_vnd)])


class BreaksForm(ShopForm):
    """The rows of the table; an empty one counts as none."""

    start_1, price_1 = _start(), _price()
    start_2, price_2 = _start(), _price()
    start_3, price_3 = _start(), _price()

    @property
    def rows(self) -> list[tuple[Field, Field]]:
        """Quantity and price of each row."""
        return [(self[f"start_{number}"], self[f"price_{number}"]) for number in range(1, MOST_BREAKS + 1)]

    @property
    def breaks(self) -> Breaks:
        """What was typed, once the form is valid. Raises UnreadableAmount."""
        typed = [(start.data or "", price.data or "") for start, price in self.rows if start.data or price.data]
        return tuple((read_start(start), money.parse_vnd(price)) for start, price in typed)

    def fill(self, breaks: list[list[int]]) -> None:
        """Show the present prices."""
        for (start, price), (quantity, price_vnd) in zip(self.rows, breaks, strict=False):
            start.data, price.data = str(quantity), vnd(price_vnd)


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    variant = _own(ref)
    form = BreaksForm(formdata=None)
    form.fill(variant.price_breaks)
    return _page(variant, form)


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def save(ref: str) -> Response | tuple[str, int]:
    form = BreaksForm()
    if not form.validate():
        return _page(_own(ref), form), 400
    try:
        with transaction():
            variant = _own(ref)
            catalogue.set_price_breaks(variant, form.breaks)
    except DomainError as error:
        form.refuse(error)
        return _page(_own(ref), form), error.status
    flash(gettext("Đã ghi giá mua nhiều: %(goods)s. Đơn đã đặt giữ giá cũ.", goods=goods(variant.product, variant)))
    return see_other("shop_products.list", _anchor=variant.product.slug)


def _own(ref: str) -> Variant:
    return catalogue.get_variant_of(current_membership().seller_id, ref)


def _page(variant: Variant, form: BreaksForm) -> str:
    return render_template("seller/products/price_breaks.html", variant=variant, form=form)
