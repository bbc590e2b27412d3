"""Parcels with carriers that need somebody, and notices that nobody could follow, each with its next step."""

from collections.abc import Callable
from functools import partial
from typing import Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user
from wtforms import StringField

from marketplace import shipments
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.gateways.carriers import GATEWAYS, Carrier
from marketplace.shipments import flows
from marketplace.shipments.errors import CarrierOff
from marketplace.shipments.models import Shipment
from marketplace.web.filters import sentence_of
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator import parcel_labels
from marketplace.web.operator.links import PAGE_SIZE, Link, capped, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_parcels", __name__, url_prefix="/van-hanh/kien")
blueprint.context_processor(navigation_rail)
blueprint.context_processor(lambda: {"labels": parcel_labels})

NOTICES: Final = "tin"
Answer = Response | tuple[str, int]


class TrackingForm(ShopForm):
    """The number that the carrier gave on the phone."""

    tracking = StringField()


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_ORDERS)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_ORDERS)
def show(ref: str) -> str:
    return _page(shipments.get_shipment(ref))


@blueprint.post("/<ref>/tra")
@requires(OperatorPermission.CHANGE_ORDERS)
def look_up(ref: str) -> Answer:
    shipment = shipments.get_shipment(ref)
    if not GATEWAYS[Carrier(shipment.carrier)].is_on():
        flash(sentence_of(CarrierOff()), "error")
        return _page(shipment), CarrierOff.status
    heard = flows.resolve(ref) if shipment.is_blocked else flows.ask_about(ref)
    flash(gettext("Đã hỏi hãng.") if heard else gettext("Hãng chưa trả lời. Thử lại sau vài phút."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/co")
@requires(OperatorPermission.CHANGE_ORDERS)
def found(ref: str) -> Answer:
    form, by_id = TrackingForm(), current_user.user.id

    def settled(shipment: Shipment) -> None:
        shipments.found_by_hand(shipment, form.tracking.data or "", by_id=by_id)
        shipments.adopt(shipment)

    return _changed(ref, settled, form)


@blueprint.post("/<ref>/khong-co")
@requires(OperatorPermission.CHANGE_ORDERS)
def not_there(ref: str) -> Answer:
    by_id = current_user.user.id
    return _changed(ref, lambda shipment: shipments.not_there(shipment, by_id=by_id))


@blueprint.post("/<ref>/huy")
@requires(OperatorPermission.CHANGE_ORDERS)
def cancel(ref: str) -> Answer:
    try:
        flows.cancel(ref, by_id=current_user.user.id)
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _page(shipments.get_shipment(ref)), error.status
    flash(gettext("Hãng đã hủy vận đơn."))
    return see_other(".show", ref=ref)


@blueprint.post("/tin/<ref>/da-xem")
@requires(OperatorPermission.CHANGE_ORDERS)
def settle(ref: str) -> Answer:
    with transaction():
        shipments.settle_notice(shipments.get_notice(ref), by_id=current_user.user.id)
    flash(gettext("Đã đánh dấu là xem rồi."))
    return see_other(".list", xem=NOTICES)


def _changed(ref: str, change: Callable[[Shipment], None], form: TrackingForm | None = None) -> Answer:
    try:
        with transaction():
            change(shipments.get_shipment(ref, lock=True))
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _page(shipments.get_shipment(ref), form), error.status
    flash(gettext("Đã ghi."))
    return see_other(".show", ref=ref)


def _page(opened: Shipment | None = None, form: TrackingForm | None = None) -> str:
    is_notices = request.args.get("xem") == NOTICES and opened is None
    parcels, notices = shipments.count_to_look_after()
    found = shipments.undecided_notices if is_notices else shipments.to_look_after
    tab = NOTICES if is_notices else None
    page = page_of(partial(found), PAGE_SIZE, lambda page: url_for(".list", xem=tab, trang=page))
    return render_template(
        "operator/parcels/list.html",
        tabs=[
            Link(gettext("Kiện cần xem"), url_for(".list"), capped(parcels), current=not is_notices),
            Link(gettext("Tin hãng chưa rõ"), url_for(".list", xem=NOTICES), capped(notices), current=is_notices),
        ],
        rows=page.rows,
        is_notices=is_notices,
        opened=opened,
        typed=(form.tracking.data or "") if form else "",
        **turning(page, notices if is_notices else parcels),
    )
