"""A person's address book."""

from typing import Any

from flask import Blueprint, Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import Field, StringField, TelField
from wtforms.validators import DataRequired, Length

from marketplace import addresses, places
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.addresses import SavedAddress, Told
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.names import check_person
from marketplace.web.forms import Reads
from marketplace.web.locale import gettext
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.storefront.delivery_place.fields import PlaceForm, commune_field, province_field, suggestion

blueprint = Blueprint("account_addresses", __name__, url_prefix="/tai-khoan/noi-nhan")

Answer = Response | str | tuple[str, int]
TOO_LONG = _("Dài nhất %(max)d ký tự.")


class AddressForm(PlaceForm):
    """Who receives, and where."""

    name = StringField(_("Họ và tên"), [DataRequired(_("Ghi họ tên người nhận.")), Reads(check_person)])
    phone = TelField(_("Số điện thoại"), [Reads(parse_phone)])
    province_code = province_field()  # here again, because errors are listed in the order of the page
    commune_code = commune_field()
    street = StringField(
        _("Số nhà, ngõ, đường hoặc thôn, xóm"),
        [
            DataRequired(_("Ghi số nhà, đường hoặc thôn, xóm để người giao tìm được.")),
            Length(max=200, message=TOO_LONG),
        ],
    )
    old_address = StringField(_("Địa chỉ cũ, có quận, huyện"), [Length(max=200, message=TOO_LONG)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.keeps_old:
            self.province_code.validators = ()

    def validate_commune_code(self, field: Field) -> None:
        """An old address may be kept as it is, to be chosen anew later."""
        if not self.keeps_old:
            super().validate_commune_code(field)

    @property
    def keeps_old(self) -> bool:
        """Whether only the old address is told."""
        return bool(self.old_address.data and not self.commune_code.data)

    def told(self) -> Told:
        """The valid form as the book takes it."""
        where = ("", "") if self.keeps_old else (str(self.province_code.data), str(self.commune_code.data))
        phone = parse_phone(str(self.phone.data))
        return Told(str(self.name.data), phone, *where, str(self.street.data), self.old_address.data or "")


@blueprint.get("", endpoint="list")
@signed_in
def all_addresses() -> str:
    return render_template("storefront/account/addresses.html", addresses=addresses.addresses_of(current_user.id))


@blueprint.get("/them")
@signed_in
def new() -> str:
    return _page(AddressForm(formdata=None), None)


@blueprint.post("/them")
@signed_in
def add() -> Answer:
    return _save(None)


@blueprint.get("/<address>")
@signed_in
def edit(address: str) -> str:
    kept = addresses.get_address(current_user.id, address)
    return _page(AddressForm(formdata=None, obj=kept, phone=show_phone(kept.phone)), kept)


@blueprint.post("/<address>")
@signed_in
def save(address: str) -> Answer:
    return _save(addresses.get_address(current_user.id, address))


@blueprint.post("/<address>/mac-dinh")
@signed_in
def make_default(address: str) -> Response:
    with transaction():
        addresses.make_default(addresses.get_address(current_user.id, address))
    flash(gettext("Từ nay đặt hàng điền sẵn nơi này."))
    return see_other(".list")


@blueprint.post("/<address>/xoa")
@signed_in
def remove(address: str) -> Response:
    with transaction():
        addresses.remove(addresses.get_address(current_user.id, address))
    flash(gettext("Đã xóa nơi nhận."))
    return see_other(".list")


def _save(kept: SavedAddress | None) -> Answer:
    """Keep what the form tells; the buttons beside the place lists only change these lists."""
    form = AddressForm()
    if picked := places.find_commune(request.form.get("pick", "")):
        form.choose(picked)
    if picked or "propose" in request.form or "list" in request.form:
        return _page(form, kept)
    if not form.validate():
        return _page(form, kept), 422
    try:
        with transaction():
            addresses.keep(current_user.id, form.told(), address=kept)
    except DomainError as error:
        form.refuse(error)
        return _page(form, kept), error.status
    flash(gettext("Đã lưu nơi nhận."))
    return see_other(".list")


def _page(form: AddressForm, kept: SavedAddress | None) -> str:
    asked = "propose" in request.form
    found = [suggestion(match) for match in places.find_by_old_address(form.old_address.data or "")] if asked else None
    return render_template("storefront/account/address.html", form=form, kept=kept, proposals=found)
