"""A packed order goes to a connected carrier: hand over, label, calling off; and where parcels are collected."""

from typing import Final

from flask import Response, flash, redirect, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField, TelField
from wtforms.validators import DataRequired, Length

from marketplace import places, shipments
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.shipments import flows
from marketplace.shipments.errors import PickupMissing, PlaceMissing
from marketplace.shipments.states import ParcelState
from marketplace.text import clean_line
from marketplace.web.filters import place
from marketplace.web.forms import Reads, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.orders import LONGEST_NUMBER, Answer, order_page
from marketplace.web.seller.parcel_forms import HandOverForm
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_parcels", __name__, "/ban-hang/don")
NO_STORE: Final = {"Cache-Control": "no-store"}


class PickupForm(ShopForm):
    """Who is there, and where exactly."""

    name = StringField(
        _("Người giao hàng cho bưu tá"),
        [DataRequired(_("Ghi tên người sẽ giao hàng.")), Length(max=120, message=_("Tên dài nhất %(max)d ký tự."))],
    )
    phone = TelField(_("Điện thoại"), [Reads(parse_phone)])
    street = StringField(
        _("Số nhà, đường, xóm"),
        [DataRequired(_("Ghi số nhà, đường hoặc xóm.")), Length(max=200, message=_("Dài nhất %(max)d ký tự."))],
    )


@blueprint.post("/<number>/don-vi-chuyen")
@requires(ShopPermission.CHANGE_ORDERS)
def hand_over(number: str) -> Answer:
    form, seller_id = HandOverForm(), current_membership().seller_id
    count = int(form.count.data) if form.validate() else 1
    try:
        refs = flows.hand_over(seller_id, number, form.chosen(), count=count, by_id=current_user.user.id)
    except PickupMissing:
        return see_other(".pickup", don=number)
    except DomainError as refusal:
        return order_page(number, refusal=refusal), refusal.status
    flash(_told([shipments.get_shipment(ref).state for ref in refs]))
    return see_other("shop_orders.show", number=number)


@blueprint.post("/<number>/kien/<ref>/nhan")
@requires(ShopPermission.CHANGE_ORDERS)
def label(number: str, ref: str) -> Answer:
    """The carrier's own label: a PDF, or its page that prints it. Asking makes something there, so it is no GET."""
    shipment = shipments.get_shipment(ref, seller_id=current_membership().seller_id)
    try:
        found = flows.label_of(shipment)
    except DomainError as refusal:
        return order_page(number, refusal=refusal), refusal.status
    if found.url:
        return redirect(found.url, 303)  # type: ignore[return-value]
    name = f"attachment; filename={shipment.code}.pdf"
    return Response(found.pdf, mimetype="application/pdf", headers={**NO_STORE, "Content-Disposition": name})


@blueprint.post("/<number>/kien/<ref>/huy")
@requires(ShopPermission.CHANGE_ORDERS)
def cancel(number: str, ref: str) -> Answer:
    try:
        flows.cancel(ref, seller_id=current_membership().seller_id, by_id=current_user.user.id)
    except DomainError as refusal:
        return order_page(number, refusal=refusal), refusal.status
    flash(gettext("Đã hủy vận đơn. Kiện vẫn ở chỗ anh chị, gọi đơn vị khác được."))
    return see_other("shop_orders.show", number=number)


@blueprint.get("/noi-lay-hang")
@requires(ShopPermission.CHANGE_ORDERS)
def pickup() -> str:
    seller = current_membership().seller
    known = shipments.find_pickup(seller.id)
    form = PickupForm(formdata=None)
    form.name.data = known.name if known else ""
    form.phone.data = show_phone((known.phone if known else seller.phone) or "")
    form.street.data = known.street if known else ""
    return _pickup_page(form)


@blueprint.post("/noi-lay-hang")
@requires(ShopPermission.CHANGE_ORDERS)
def save_pickup() -> Answer | str:
    form, seller = PickupForm(), current_membership().seller
    if not form.validate():
        return _pickup_page(form), 422
    try:
        with transaction():
            shipments.save_pickup(
                seller.id,
                name=str(form.name.data),
                phone=parse_phone(str(form.phone.data)),
                street=str(form.street.data),
                province_code=seller.province_code,
                commune_code=seller.commune_code,
            )
    except PlaceMissing as refusal:
        form.refuse(refusal)
        return _pickup_page(form), refusal.status
    flash(gettext("Đã ghi nơi lấy hàng. Bấm gọi đơn vị chuyển được rồi."))
    if number := clean_line(request.args.get("don", ""), LONGEST_NUMBER):
        return see_other("shop_orders.show", number=number)
    return see_other("shop_orders.list", xem="cho-lay")


def _pickup_page(form: PickupForm) -> str:
    commune = places.find_commune(current_membership().seller.commune_code)
    return render_template(
        "seller/orders/pickup.html",
        form=form,
        commune=place(commune) if commune else "",
        number=clean_line(request.args.get("don", ""), LONGEST_NUMBER),
    )


def _told(states: list[ParcelState]) -> str:
    if ParcelState.REFUSED in states:
        return gettext("Đơn vị chuyển không nhận. Xem lý do ở dưới.")
    if ParcelState.ASKED in states:
        return gettext("Đơn vị chuyển chưa trả lời. Chợ đang tra, anh chị đừng gọi lại.")
    return gettext("Đơn vị chuyển đã nhận. In nhãn dán lên kiện.")
