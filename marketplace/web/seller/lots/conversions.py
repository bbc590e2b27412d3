"""Making a lot out of others: filling, drying, pickling. The new lot remembers what it was made of."""

from flask import Response, flash, render_template, request
from flask_login import current_user

from marketplace import catalogue, stock
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.models import Lot
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots.page import own_lot
from marketplace.web.seller.lots.processing_forms import ConversionForm
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_lot_conversions", __name__, "/ban-hang/lo/<ref>/che-bien")

MOST_SIBLINGS = 8
MOST_PACKS = 200
Answer = Response | tuple[str, int]


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    lot = own_lot(ref)
    return _page(lot, _form(lot, formdata=None))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def convert(ref: str) -> Answer:
    form = _form(own_lot(ref))
    if not form.validate():
        return _page(own_lot(ref), form), 422
    try:
        with transaction():
            made = _convert(own_lot(ref), form)
    except DomainError as error:
        form.refuse(error)
        return _page(own_lot(ref), form), error.status
    flash(gettext("Đã ghi lô %(code)s. Tem của nó kể cả lô đã dùng để làm.", code=made.code))
    return see_other("shop_lots.show", ref=made.ref)


def _convert(lot: Lot, form: ConversionForm) -> Lot:
    into = catalogue.get_variant_of(current_membership().seller_id, str(form.into.data))
    facts = stock.propose(into, form.made_on.data or today())
    quantity = stock.parse_quantity(form.quantity.data or "")
    return stock.convert(_taken(lot), into, facts, quantity=quantity, ref=form.ref, by_id=current_user.id)


def _taken(lot: Lot) -> dict[Lot, int]:
    """What was typed beside each lot; an empty field takes nothing. Raises QuantityRefused."""
    typed = {each: request.form.get(f"lay-{each.ref}", "").strip() for each in _sources(lot)}
    return {each: stock.parse_quantity(text) for each, text in typed.items() if text}


def _sources(lot: Lot) -> list[Lot]:
    return [lot, *stock.siblings_of(lot, limit=MOST_SIBLINGS)]


def _form(lot: Lot, **kwargs: object) -> ConversionForm:
    packs = stock.logged_last(current_membership().seller_id, limit=MOST_PACKS)
    return ConversionForm([pack for pack in packs if pack.id != lot.variant_id], **kwargs)


def _page(lot: Lot, form: ConversionForm) -> str:
    typed = {each.ref: request.form.get(f"lay-{each.ref}", "") for each in _sources(lot)}
    return render_template("seller/lots/convert.html", lot=lot, form=form, sources=_sources(lot), typed=typed)
