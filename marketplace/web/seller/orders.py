"""A shop's orders: the lists, one order, and the steps from accepting to delivered."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypedDict

from flask import Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import SelectField, StringField, TelField
from wtforms.validators import Length

from marketplace import dispatches, orders, shipments, shipping, stock
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.database import transaction
from marketplace.errors import Conflict, DomainError
from marketplace.orders.errors import CoachMissing, TrackingMissing
from marketplace.orders.models import Order
from marketplace.orders.reasons import SELLERS
from marketplace.orders.states import UNTAKEN, ActorRole, OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import clean_line
from marketplace.web.calls import CallForm, calls, why_call
from marketplace.web.cancellation import CancellationForm, RefusalForm, shown
from marketplace.web.delivery_words import told_way
from marketplace.web.dispatch_words import lines_for_shop
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels, parcel_labels
from marketplace.web.seller.cash_words import where_cash_is
from marketplace.web.seller.parcel_forms import HandOverForm
from marketplace.web.seller.refund_words import refunds_of
from marketplace.web.seller.return_forms import TakingInForm, TurningBackForm
from marketplace.web.seller.shop import shop_pages, tallies_of


class HandedOver(TypedDict):
    """Who has a parcel, and the number by which it is followed."""

    carrier: str
    tracking_number: str


class ShipmentForm(ShopForm):
    """Who took the parcel: a carrier with its number, or a coach with its name and the phone to call."""

    carrier = SelectField(
        _("Đơn vị chuyển"),
        choices=[SelectChoice(name, _("Nhà xe") if name == shipping.COACH else name) for name in shipping.CARRIERS],
    )
    tracking_number = StringField(_("Mã vận đơn"), [Length(max=40, message=_("Mã vận đơn dài nhất %(max)d ký tự."))])
    coach = StringField(_("Tên nhà xe"), [Length(max=40, message=_("Tên nhà xe dài nhất %(max)d ký tự."))])
    phone = TelField(_("Điện thoại nhà xe"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether what this carrier needs is there."""
        is_valid = bool(super().validate(*args, **kwargs))
        return (self._has_coach() if self.is_by_coach else self._has_number()) and is_valid

    @property
    def is_by_coach(self) -> bool:
        """Whether no post office has it."""
        return bool(self.carrier.data == shipping.COACH)

    def handed_over(self) -> HandedOver:
        """The valid form as `orders.ship` takes it."""
        if self.is_by_coach:
            phone = show_phone(parse_phone(self.phone.data or ""))
            return {"carrier": f"{shipping.COACH} {self.coach.data}", "tracking_number": phone}
        return {"carrier": str(self.carrier.data), "tracking_number": str(self.tracking_number.data)}

    def _has_number(self) -> bool:
        if not self.tracking_number.data:
            self.refuse(TrackingMissing(), self.tracking_number)
        return bool(self.tracking_number.data)

    def _has_coach(self) -> bool:
        if not self.coach.data:
            self.refuse(CoachMissing(), self.coach)
        try:
            parse_phone(self.phone.data or "")
        except DomainError as error:
            self.refuse(error, self.phone)
        return not (self.coach.errors or self.phone.errors)


blueprint = shop_pages("shop_orders", __name__, "/ban-hang/don")

PAGE_SIZE = 20
LONGEST_NUMBER = 60
Answer = Response | tuple[str, int]


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_ORDERS)
def list_orders() -> str:
    seller_id = current_membership().seller_id
    tallies = tallies_of(seller_id)
    tab_name = chosen_tab(tallies)
    query = clean_line(request.args.get("q", ""), LONGEST_NUMBER)
    states = OrderState if query else order_labels.TABS[tab_name].states
    found = partial(orders.orders_of_seller, seller_id, states, words=query)
    listing = page_of(found, PAGE_SIZE, lambda page: url_for(".list", trang=page, xem=tab_name, q=query))
    return render_template(
        "seller/orders/list.html",
        tabs=order_labels.tabs(tallies),
        tab_name=tab_name,
        nothing=order_labels.TABS[tab_name].nothing,
        query=query,
        listing=listing,
        rows=[(order, order_labels.reading(order)) for order in listing.rows],
        asked_off=orders.open_requests_of(listing.rows),
    )


@blueprint.get("/<number>")
@requires(ShopPermission.VIEW_ORDERS)
def show(number: str) -> str:
    return order_page(number)


@blueprint.post("/<number>/confirmation")
@requires(ShopPermission.CHANGE_ORDERS)
def confirm(number: str) -> Answer:
    return take_step(number, lambda order: orders.confirm(order, by=current_user.user), _next_in_line)


@blueprint.post("/<number>/packing")
@requires(ShopPermission.CHANGE_ORDERS)
def pack(number: str) -> Answer:
    return take_step(number, lambda order: orders.pack(order, by=current_user.user), _next_in_line)


@blueprint.post("/<number>/shipment")
@requires(ShopPermission.CHANGE_ORDERS)
def ship(number: str) -> Answer:
    form = ShipmentForm()
    if not form.validate():
        return order_page(number, shipment=form), 400
    by, handed_over = current_user.user, form.handed_over()

    def shipped(order: Order) -> None:
        shipments.check_by_hand(order, handed_over["tracking_number"])
        orders.ship(order, by=by, **handed_over)

    return take_step(number, shipped, _next_in_line)


@blueprint.post("/<number>/delivery")
@requires(ShopPermission.CHANGE_ORDERS)
def deliver(number: str) -> Answer:
    return take_step(number, lambda order: orders.say_delivered(order, by=current_user.user), same_order)


@blueprint.post("/<number>/cancellation")
@requires(ShopPermission.CHANGE_ORDERS)
def cancel(number: str) -> Answer:
    form = CancellationForm(SELLERS)
    if not form.validate():
        return order_page(number, cancellation=form), 400
    by = {"by": current_user.user, "role": ActorRole.SELLER}
    return take_step(number, lambda order: orders.cancel(order, **by, reason=form.said()), same_order)


def chosen_tab(tallies: dict[OrderState, orders.Tally]) -> str:
    """The tab that the address names, else the first one that holds something."""
    named = request.args.get("xem", "")
    if named in order_labels.TABS:
        return named
    waiting = (order_labels.tab_of(state) for state, tally in tallies.items() if tally.count)
    return next(waiting, next(iter(order_labels.TABS)))


def take_step(
    number: str,
    move: Callable[[Order], None],
    then: Callable[[Order, OrderState], Response],
    *,
    said: Callable[[Order], str] = order_labels.just_done,
) -> Answer:
    """Take one step. An order that has moved on meanwhile is shown as it is now, with what was refused."""
    try:
        with transaction():
            order = orders.get_order_of_seller(current_membership().seller_id, number, lock=True)
            before = OrderState(order.state)
            move(order)
    except Conflict as refusal:
        return order_page(number, refusal=refusal), refusal.status
    flash(said(order))
    return then(order, before)


def _next_in_line(order: Order, before: OrderState) -> Response:
    """The next order that needs the same step; without one, what else there is to do."""
    following = orders.find_next_number(order.seller_id, before)
    return see_other("shop_orders.show", number=following) if following else see_other("shop_dashboard.show")


def same_order(order: Order, _before: OrderState) -> Response:
    """The order itself, with what has come of it."""
    return see_other("shop_orders.show", number=order.number)


def order_page(
    number: str,
    *,
    cancel_refusal: RefusalForm | None = None,
    refusal: DomainError | None = None,
    **refused: ShopForm,
) -> str:
    """The order with the step that comes next; a form that was refused stands there as it was filled in."""
    membership = current_membership()
    order = orders.get_order_of_seller(membership.seller_id, number)
    goes_on = order.state not in UNTAKEN
    requests = orders.requests_of([order])[order.id]
    return render_template(
        "seller/orders/show.html",
        order=order,
        lots=stock.lots_of_lines(line.id for line in order.lines) if goes_on else {},
        reading=order_labels.reading(order),
        tab_name=order_labels.tab_of(OrderState(order.state)),
        timeline=list(order_labels.timeline(order, requests)),
        **_asked_off(requests, cancel_refusal),
        payment=order_labels.payment(order),
        cash=where_cash_is(order),
        amounts=order_labels.amounts(order) if goes_on and membership.may(ShopPermission.VIEW_MONEY) else [],
        refunds=refunds_of(order) if membership.may(ShopPermission.VIEW_MONEY) else [],
        why_call=why_call(order),
        calls=calls(order),
        sent=lines_for_shop(dispatches.of_order(order), with_money=membership.may(ShopPermission.VIEW_MONEY)),
        refusal=refusal,
        **_forms(order) | refused,
        **told_way(order) | _with_carrier(order),
    )


def _forms(order: Order) -> dict[str, ShopForm | None]:
    """What can be filled in on the page, empty."""
    return {
        "shipment": ShipmentForm(formdata=None),
        "cancellation": CancellationForm(SELLERS, formdata=None),
        "turning_back": TurningBackForm(formdata=None),
        "calling": CallForm(formdata=None),
        "taking_in": TakingInForm(order, formdata=None),
        "fetching": None,
    }


def _with_carrier(order: Order) -> dict[str, object]:
    """What carriers have of the order, and what they would take for it."""
    parcels = [] if order.can_confirm or order.can_pack else shipments.shipments_of(order.id)
    return {
        "shipped": parcel_labels.shown_parcels(parcels),
        "is_with_carrier": any(shipments.is_live(each) for each in parcels),
        "hand_over": HandOverForm(formdata=None),
        "carrier_rates": parcel_labels.offers(order, parcels),
    }


def _asked_off(requests: Sequence[orders.CancelRequest], refusal: RefusalForm | None) -> dict[str, object]:
    """What the buyer asks to have called off, where an answer is waited for."""
    asked = next((each for each in requests if each.is_open), None)
    form = refusal or RefusalForm(formdata=None)
    return {"cancel_request": asked, "cancel_reason": shown(asked.reason) if asked else "", "cancel_refusal": form}
