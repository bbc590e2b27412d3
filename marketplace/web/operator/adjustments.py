"""Booking by hand, for or against a seller: one form, and the list of what waits for a second operator."""

from flask import Blueprint, Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace import ledger, money, sellers
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.ledger.errors import AmountRefused, NoteMissing
from marketplace.ledger.models import LONGEST_NOTE
from marketplace.refs import new_ref
from marketplace.sellers.errors import SellerNotFound
from marketplace.web.filters import sentence_of, vnd
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_adjustments", __name__, url_prefix="/van-hanh/dieu-chinh")
blueprint.context_processor(navigation_rail)

FOR, AGAINST = "cong", "tru"
Page = Response | tuple[str, int]


class AdjustmentForm(ShopForm):
    """Whose account, by how much, which way, and why. `ref` makes the form count once."""

    ref = HiddenField()
    seller = StringField(_("Nơi bán hàng"), [DataRequired(_("Điền tên hoặc địa chỉ gian hàng."))])
    way = RadioField(
        _("Cộng hay trừ"),
        choices=[SelectChoice(FOR, _("Cộng cho nơi bán")), SelectChoice(AGAINST, _("Trừ của nơi bán"))],
        default=FOR,
    )
    amount = StringField(_("Số tiền"), [DataRequired(_("Điền số tiền.")), Reads(money.parse_vnd)])
    note = TextAreaField(
        _("Lý do"),
        [
            DataRequired(_(NoteMissing.sentence)),
            Length(max=LONGEST_NOTE, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )

    @property
    def amount_vnd(self) -> int:
        """What was typed, for the seller above zero; only after a successful check."""
        amount = money.parse_vnd(self.amount.data or "")
        return amount if self.way.data == FOR else -amount


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _list()


@blueprint.get("/moi")
@requires(OperatorPermission.CHANGE_FINANCE)
def new() -> str:
    data = {"ref": new_ref(), "seller": request.args.get("noi-ban", ""), "way": FOR}
    return _form(AdjustmentForm(formdata=None, data=data))


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def add() -> Page:
    form = AdjustmentForm()
    if not form.validate():
        return _form(form), 422
    try:
        with transaction():
            shop = sellers.get_by_name(form.seller.data or "")
            said = form.ref.data or new_ref(), shop.id, form.amount_vnd
            is_booked = ledger.adjust(*said, note=form.note.data or "", by=current_user.user)
    except SellerNotFound as error:
        form.refuse(error, form.seller)
        return _form(form), error.status
    except DomainError as error:
        form.refuse(error, form.amount if isinstance(error, AmountRefused) else None)
        return _form(form), error.status
    amount = vnd(abs(form.amount_vnd))
    flash(
        gettext("Đã ghi %(amount)s vào sổ.", amount=amount)
        if is_booked
        else gettext("%(amount)s chờ người thứ hai duyệt.", amount=amount)
    )
    return see_other(".list")


@blueprint.post("/<ref>/duyet")
@requires(OperatorPermission.CHANGE_FINANCE)
def approve(ref: str) -> Page:
    try:
        with transaction():
            ledger.approve(ref, by=current_user.user)
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _list(), error.status
    flash(gettext("Đã ghi điều chỉnh vào sổ."))
    return see_other(".list")


@blueprint.post("/<ref>/bo")
@requires(OperatorPermission.CHANGE_FINANCE)
def refuse(ref: str) -> Page:
    try:
        with transaction():
            ledger.refuse(ref, by=current_user.user)
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _list(), error.status
    flash(gettext("Đã bỏ điều chỉnh, không ghi gì vào sổ."))
    return see_other(".list")


def _list() -> str:
    return render_template(
        "operator/ledger/adjustments.html",
        awaited=ledger.awaited_adjustments(),
        me=current_user.id,
        limit_vnd=ledger.ALONE_UP_TO_VND,
    )


def _form(form: AdjustmentForm) -> str:
    return render_template("operator/ledger/adjust.html", form=form, limit_vnd=ledger.ALONE_UP_TO_VND)
