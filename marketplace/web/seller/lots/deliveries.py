"""What members brought for a lot, what that is worth, and their parts of what the lot has earned."""

from flask import Response, flash, render_template
from flask_login import current_user

from marketplace import earnings, stock
from marketplace.catalogue.models import ContentUnit
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.models import Lot
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots.page import own_lot
from marketplace.web.seller.lots.processing_forms import UNITS, DeliveryForm, measured, per_price
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_lot_deliveries", __name__, "/ban-hang/lo/<ref>/gop")

Answer = Response | tuple[str, int]


@blueprint.get("")
@requires(ShopPermission.VIEW_MONEY)
def show(ref: str) -> str:
    return _page(own_lot(ref))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def add(ref: str) -> Answer:
    lot = own_lot(ref)
    form = DeliveryForm(ContentUnit(lot.variant.content_unit))
    if not form.validate():
        return _page(lot, form), 422
    try:
        with transaction():
            delivery = stock.deliver(own_lot(ref, lock=True), form.told, ref=form.ref, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error)
        return _page(own_lot(ref), form), error.status
    flash(gettext("Đã ghi lần giao của %(name)s.", name=delivery.member))
    return see_other(".show", ref=ref)


@blueprint.post("/<delivery>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def strike(ref: str, delivery: str) -> Response:
    with transaction():
        struck = stock.strike(own_lot(ref, lock=True), delivery, by_id=current_user.id)
    flash(gettext("Đã gạch lần giao của %(name)s. Dòng cũ vẫn còn để xem.", name=struck.member))
    return see_other(".show", ref=ref)


def _page(lot: Lot, form: DeliveryForm | None = None) -> str:
    unit = ContentUnit(lot.variant.content_unit)
    deliveries, earned_vnd = stock.deliveries_of(lot), earnings.net_of_lot(lot)
    return render_template(
        "seller/lots/deliveries.html",
        lot=lot,
        form=form or DeliveryForm(unit, formdata=None),
        shares=stock.shares_of(deliveries, earned_vnd, units_per_price=per_price(unit)),
        struck=[delivery for delivery in deliveries if not delivery.counts],
        unit=UNITS[unit],
        amounts={delivery.id: measured(delivery.amount, unit) for delivery in deliveries},
    )
