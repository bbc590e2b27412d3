"""A sample order and its steps, from accepting to delivered."""

from collections.abc import Callable

from flask import Response, flash, render_template

from marketplace import practice
from marketplace.database import transaction
from marketplace.errors import Conflict
from marketplace.orders.reasons import SELLERS
from marketplace.orders.states import OrderState
from marketplace.practice import PracticeShop
from marketplace.web.cancellation import CancellationForm
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels
from marketplace.web.seller.orders import ShipmentForm
from marketplace.web.seller.practice.pages import my_parcel, my_shop, practice_pages

blueprint = practice_pages("shop_practice_orders", __name__)

Answer = Response | tuple[str, int]


@blueprint.get("/don/<parcel>")
@signed_in
def show(parcel: str) -> str:
    return _page(parcel)


@blueprint.post("/don/<parcel>/nhan")
@signed_in
def accept(parcel: str) -> Answer:
    return _step(parcel, lambda shop: practice.accept(shop, parcel))


@blueprint.post("/don/<parcel>/giao")
@signed_in
def hand_over(parcel: str) -> Answer:
    form = ShipmentForm()
    if not form.validate():
        return _page(parcel, shipment=form), 400
    return _step(parcel, lambda shop: practice.hand_over(shop, parcel, **form.handed_over()))


@blueprint.post("/don/<parcel>/da-nhan")
@signed_in
def deliver(parcel: str) -> Answer:
    return _step(parcel, lambda shop: practice.deliver(shop, parcel))


@blueprint.post("/don/<parcel>/huy")
@signed_in
def cancel(parcel: str) -> Answer:
    form = CancellationForm(SELLERS)
    if not form.validate():
        return _page(parcel, cancellation=form), 400
    return _step(parcel, lambda shop: practice.cancel(shop, parcel, reason=form.said()))


def _step(parcel: str, move: Callable[[PracticeShop], None]) -> Answer:
    """Take one step; what does not go any more is said on the page as it is now."""
    try:
        with transaction():
            move(my_shop(lock=True))
    except Conflict as refusal:
        return _page(parcel, refusal=refusal), refusal.status
    flash(order_labels.just_done(my_parcel(parcel).order))
    return see_other(".show", parcel=parcel)


def _page(
    number: str,
    *,
    shipment: ShipmentForm | None = None,
    cancellation: CancellationForm | None = None,
    refusal: Conflict | None = None,
) -> str:
    parcel = my_parcel(number)
    order = parcel.order
    return render_template(
        "seller/practice/order.html",
        order=order,
        lots=parcel.lots if order.state != OrderState.CANCELLED else {},
        reading=order_labels.reading(order),
        timeline=list(order_labels.timeline(order)),
        payment=order_labels.payment(order),
        cash="",
        amounts=order_labels.amounts(order),
        shipment=shipment or ShipmentForm(formdata=None),
        cancellation=cancellation or CancellationForm(SELLERS, formdata=None),
        refusal=refusal,
        boxes=None,
    )
