"""The shop's own ways of delivery: it brings goods to some places, and keeps them for who comes for them."""

from collections.abc import Collection
from typing import Final

from flask import Response, flash, render_template, request

from marketplace import orders, sellers
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.gateways.carriers import connected
from marketplace.sellers import DeliveryKind, OwnDelivery
from marketplace.sellers.models import Seller
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.delivery_forms import FORMS, DeliveryForm
from marketplace.web.delivery_words import terms_of, way_title
from marketplace.web.filters import say, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_own_delivery", __name__, "/ban-hang/them/cach-giao")

Answer = Response | str | tuple[str, int]
KINDS: Final = {"tu-giao": DeliveryKind.LOCAL, "diem-nhan": DeliveryKind.PICKUP}
"""What is offered, as the address of its form says it."""


@blueprint.get("", endpoint="list")
@requires(ShopPermission.CHANGE_GOODS)
def all_ways() -> str:
    return _list()


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def offer_carriers() -> Answer:
    """Which carriers buyers may choose; whatever else is sent is no carrier."""
    ticked = set(request.form.getlist("carrier"))
    try:
        with transaction():
            sellers.offer_carriers(_own(lock=True), [each for each in connected() if each.value in ticked])
    except DomainError as error:
        return _list(sentence_of(error), ticked), error.status
    flash(gettext("Đã ghi. Khách thấy giá của hãng ngay khi hãng báo giá tới nơi nhận."))
    return see_other(".list")


def _list(problem: str = "", ticked: Collection[str] | None = None) -> str:
    seller = _own()
    ways, offered = sellers.deliveries_in(seller.deliveries), seller.carriers if ticked is None else ticked
    return render_template(
        "seller/own_delivery/list.html",
        carriers=[(each.value, each.brand, each.value in offered) for each in connected()],
        problem=problem,
        rows=[(each, way_title(each.kind, each, say(seller, "name")), terms_of(each)) for each in ways],
        kept_days=orders.kept_days(),
    )


@blueprint.get("/<any('tu-giao', 'diem-nhan'):kind>/moi")
@requires(ShopPermission.CHANGE_GOODS)
def new(kind: str) -> str:
    return _page(KINDS[kind], FORMS[KINDS[kind]](formdata=None, days=1 if kind == "tu-giao" else 0))


@blueprint.post("/<any('tu-giao', 'diem-nhan'):kind>/moi")
@requires(ShopPermission.CHANGE_GOODS)
def add(kind: str) -> Answer:
    return _save(KINDS[kind], None)


@blueprint.get("/<way>")
@requires(ShopPermission.CHANGE_GOODS)
def edit(way: str) -> str:
    own = sellers.get_delivery(_own(), way)
    return _page(own.kind, FORMS[own.kind].filled_from(own), own)


@blueprint.post("/<way>")
@requires(ShopPermission.CHANGE_GOODS)
def save(way: str) -> Answer:
    own = sellers.get_delivery(_own(), way)
    return _save(own.kind, own)


@blueprint.post("/<way>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def drop(way: str) -> Response:
    with transaction():
        sellers.drop_delivery(_own(lock=True), way)
    flash(gettext("Đã bỏ cách giao. Đơn đã đặt thì vẫn theo cách cũ."))
    return see_other(".list")


def _save(kind: DeliveryKind, own: OwnDelivery | None) -> Answer:
    form = FORMS[kind]()
    if not form.validate():
        return _page(kind, form, own), 422
    try:
        with transaction():
            sellers.save_delivery(_own(lock=True), form.told(own.ref if own else ""))
    except DomainError as error:
        form.refuse_delivery(error)
        return _page(kind, form, own), error.status
    flash(gettext("Đã ghi cách giao. Khách thấy ngay khi đặt hàng."))
    return see_other(".list")


def _own(*, lock: bool = False) -> Seller:
    return sellers.get_seller(current_membership().seller.slug, lock=lock)


def _page(kind: DeliveryKind, form: DeliveryForm, own: OwnDelivery | None = None) -> str:
    address = next(name for name, each in KINDS.items() if each == kind)
    return render_template(
        "seller/own_delivery/edit.html", form=form, own=own, kind=address, is_pickup=kind == DeliveryKind.PICKUP
    )
