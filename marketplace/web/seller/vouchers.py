"""Vouchers that a shop gives at its own cost."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import SelectField

from marketplace import catalogue, orders, vouchers
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.vouchers import Bearer
from marketplace.web import voucher_words
from marketplace.web.filters import say
from marketplace.web.forms import SelectChoice
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages
from marketplace.web.voucher_forms import VoucherForm, uses_table

blueprint = shop_pages("shop_vouchers", __name__, "/ban-hang/ma-giam-gia")

Page = Response | str | tuple[str, int]
SHOWN: Final = 20
STEPS: Final[Mapping[str, Callable[..., None]]] = {
    "tam-ngung": vouchers.pause,
    "chay-lai": vouchers.resume,
    "ket-thuc": vouchers.end,
}


class ShopVoucherForm(VoucherForm):
    """A voucher of a shop: for one product of its own, or all."""

    product = SelectField(_("Cho món nào"), validate_choice=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        mine = catalogue.listed_of(current_membership().seller_id)
        everything = SelectChoice("", _("Mọi món của gian hàng"))
        self.product.choices = [everything, *(SelectChoice(str(each.id), say(each, "name")) for each in mine)]


@blueprint.get("", endpoint="list")
@requires(ShopPermission.CHANGE_GOODS)
def show_list() -> str:
    found = vouchers.all_vouchers(seller_id=current_membership().seller_id)
    given = vouchers.given_by(voucher.id for voucher in found)
    return render_template("seller/vouchers/list.html", vouchers=found, given=given, words=voucher_words)


@blueprint.get("/moi")
@requires(ShopPermission.CHANGE_GOODS)
def new() -> str:
    return render_template("seller/vouchers/new.html", form=ShopVoucherForm(formdata=None))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def add() -> Page:
    form = ShopVoucherForm()
    if not form.validate():
        return render_template("seller/vouchers/new.html", form=form), 422
    goods = [int(form.product.data)] if form.product.data else []
    seller_id = current_membership().seller_id
    try:
        with transaction():
            new_voucher = form.voucher(Bearer.SELLER, seller_id=seller_id, product_ids=goods, families=[])
            made = vouchers.make(new_voucher, by=current_user.user, note=form.note.data or "")
    except DomainError as error:
        form.refuse_voucher(error)
        return render_template("seller/vouchers/new.html", form=form), error.status
    flash(gettext("Đã tạo mã %(code)s. Gửi mã này cho khách là dùng được.", code=made.code))
    return see_other(".show", ref=made.ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    voucher = vouchers.get(ref, seller_id=current_membership().seller_id)
    return render_template(
        "seller/vouchers/show.html",
        voucher=voucher,
        given_vnd=vouchers.given_by([voucher.id]).get(voucher.id, 0),
        uses=orders.uses_of_voucher(voucher.id, limit=SHOWN),
        goods=catalogue.products_by_id(set(voucher.product_ids)),
        words=voucher_words,
    )


@blueprint.get("/<ref>/luot-dung.csv")
@requires(ShopPermission.CHANGE_GOODS)
def export(ref: str) -> Response:
    return uses_table(vouchers.get(ref, seller_id=current_membership().seller_id))


@blueprint.post("/<ref>/<any('tam-ngung', 'chay-lai', 'ket-thuc'):step>")
@requires(ShopPermission.CHANGE_GOODS)
def change(ref: str, step: str) -> Response:
    """Pause, resume or end it; orders that use it stay."""
    with transaction():
        voucher = vouchers.get(ref, seller_id=current_membership().seller_id, lock=True)
        STEPS[step](voucher, by=current_user.user)
    flash(gettext("Mã %(code)s: %(state)s.", code=voucher.code, state=voucher_words.state(voucher)[0]))
    return see_other(".show", ref=ref)
