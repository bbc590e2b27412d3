"""What leaves a lot without an order, taking a mistake back, and counting."""

from flask import Response, flash
from flask_login import current_user

from marketplace import orders, stock
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots.forms import LotCountForm, WithdrawalForm
from marketplace.web.seller.lots.page import lot_page, own_lot
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_lot_movements", __name__, "/ban-hang/lo/<ref>")

Answer = Response | tuple[str, int]


@blueprint.post("/bot")
@requires(ShopPermission.COUNT_STOCK)
def withdraw(ref: str) -> Answer:
    form = WithdrawalForm()
    if not form.validate():
        return lot_page(own_lot(ref), withdrawal=form), 422
    try:
        with transaction():
            stock.withdraw(own_lot(ref), **form.told(), by_id=current_user.id)
    except DomainError as error:
        form.refuse(error, form.quantity if error.status == 409 else form.happened_on)
        return lot_page(own_lot(ref), withdrawal=form), error.status
    flash(gettext("Đã ghi vào sổ của lô."))
    return _back(ref, "so")


@blueprint.post("/bot/<movement>/lay-lai")
@requires(ShopPermission.COUNT_STOCK)
def take_back(ref: str, movement: str) -> Answer:
    with transaction():
        mistake = stock.take_back(own_lot(ref), movement, by_id=current_user.id)
    flash(gettext("Đã lấy lại %(count)s. Dòng ghi nhầm vẫn còn trong sổ.", count=-mistake.quantity))
    return _back(ref, "so")


@blueprint.post("/dem")
@requires(ShopPermission.COUNT_STOCK)
def count(ref: str) -> Answer:
    form = LotCountForm()
    if not form.validate():
        return lot_page(own_lot(ref), counting=form), 422
    try:
        with transaction():
            difference = orders.count_lot(own_lot(ref), counted=form.units, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error, form.counted)
        return lot_page(own_lot(ref), counting=form), error.status
    if difference:
        sign = "+" if difference > 0 else "−"
        flash(gettext("Đã kiểm kho: sổ lệch %(difference)s, nay đã đúng.", difference=f"{sign}{abs(difference)}"))
    else:
        flash(gettext("Đã kiểm kho: sổ đúng."))
    return _back(ref, "so")


def _back(ref: str, anchor: str) -> Response:
    return see_other("shop_lots.show", ref=ref, _anchor=anchor)
