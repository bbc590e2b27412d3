"""Vouchers of the market and of shops: making those of the market, pausing and ending any, and who used them."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import SelectField, StringField
from wtforms.validators import Optional as MayBeEmpty

from marketplace import catalogue, orders, sellers, vouchers
from marketplace.accounts import OperatorPermission
from marketplace.catalogue.categories import CATEGORIES
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.vouchers import Bearer, Voucher
from marketplace.web import voucher_words
from marketplace.web.filters import number, say
from marketplace.web.forms import Reads, SelectChoice
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.voucher_forms import StepForm, VoucherForm, uses_table

blueprint = Blueprint("operator_vouchers", __name__, url_prefix="/van-hanh/ma-giam-gia")
blueprint.context_processor(navigation_rail)

Page = Response | str | tuple[str, int]
SHOWN: Final = 20
STEPS: Final[Mapping[str, Callable[..., None]]] = {
    "tam-ngung": vouchers.pause,
    "chay-lai": vouchers.resume,
    "ket-thuc": vouchers.end,
}


class MarketVoucherForm(VoucherForm):
    """A voucher of the market: for some goods, or all."""

    family = SelectField(_("Nhóm hàng"), validate_choice=True)
    seller = StringField(_("Gian hàng"), [MayBeEmpty(), Reads(sellers.get_seller)])
    product = StringField(_("Món hàng"), [MayBeEmpty(), Reads(catalogue.get_any_product)])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        everything = SelectChoice("", _("Mọi nhóm"))
        self.family.choices = [everything, *(SelectChoice(each.slug, say(each, "name")) for each in CATEGORIES)]

    def market_voucher(self) -> vouchers.NewVoucher:
        """The valid form."""
        product = catalogue.get_any_product(self.product.data) if self.product.data else None
        return self.voucher(
            Bearer.MARKET,
            seller_id=sellers.get_seller(self.seller.data).id if self.seller.data else None,
            product_ids=[product.id] if product else [],
            families=[self.family.data] if self.family.data else [],
        )


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _page()


@blueprint.get("/moi")
@requires(OperatorPermission.CHANGE_FINANCE)
def new() -> str:
    return _page(MarketVoucherForm(formdata=None))


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def add() -> Page:
    form = MarketVoucherForm()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            made = vouchers.make(form.market_voucher(), by=current_user.user, note=form.note.data or "")
    except DomainError as error:
        form.refuse_voucher(error)
        return _page(form), error.status
    flash(gettext("Đã tạo mã %(code)s.", code=made.code))
    return see_other(".show", ref=made.ref)


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    return _page(opened=vouchers.get(ref))


@blueprint.get("/<ref>/luot-dung.csv")
@requires(OperatorPermission.VIEW_FINANCE)
def export(ref: str) -> Response:
    return uses_table(vouchers.get(ref))


@blueprint.post("/<ref>/<any('tam-ngung', 'chay-lai', 'ket-thuc'):step>")
@requires(OperatorPermission.CHANGE_FINANCE)
def change(ref: str, step: str) -> Page:
    """Pause, resume or end it; orders that use it stay."""
    form = StepForm()
    if not form.validate():
        return _page(opened=vouchers.get(ref), steps=form), 422
    try:
        with transaction():
            voucher = vouchers.get(ref, lock=True)
            STEPS[step](voucher, by=current_user.user, note=form.step_note.data or "")
    except DomainError as error:
        form.refuse(error)
        return _page(opened=vouchers.get(ref), steps=form), error.status
    flash(gettext("Mã %(code)s: %(state)s.", code=voucher.code, state=voucher_words.state(voucher)[0]))
    return see_other(".show", ref=ref)


def _page(
    form: MarketVoucherForm | None = None, *, opened: Voucher | None = None, steps: StepForm | None = None
) -> str:
    found = vouchers.all_vouchers()
    return render_template(
        "operator/vouchers/list.html",
        vouchers=found,
        given=vouchers.given_by(voucher.id for voucher in found),
        span=gettext("Mã giảm giá: %(count)s", count=number(len(found))),
        form=form,
        opened=opened,
        steps=steps or StepForm(formdata=None),
        uses=orders.uses_of_voucher(opened.id, limit=SHOWN) if opened else [],
        goods=catalogue.products_by_id(set(opened.product_ids)) if opened else {},
        words=voucher_words,
    )
