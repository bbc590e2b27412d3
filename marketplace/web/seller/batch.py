"""Accepting several orders at once: choose, see what will happen, then do it; each refusal is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, flash, render_template, request
from flask_babel import ngettext
from flask_login import current_user

from marketplace import orders
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders.deadlines import deadlines_of
from marketplace.orders.errors import MoveRefused
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import clean_line
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_batch", __name__, "/ban-hang/nhan-nhieu")

MOST_AT_ONCE = 50
LONGEST_NUMBER = 20
Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Refusal:
    """An order that was not accepted, and why."""

    number: str
    reason: str


@blueprint.get("")
@requires(ShopPermission.CHANGE_ORDERS)
def choose() -> str:
    return _choice()


@blueprint.get("/xem")
@requires(ShopPermission.CHANGE_ORDERS)
def preview() -> str:
    """What accepting the chosen orders brings about: nothing has happened yet."""
    numbers = _chosen(request.args.getlist("don"))
    if not numbers:
        return _choice(nothing_chosen=True)
    found = orders.orders_of_seller_by_number(current_membership().seller_id, numbers)
    accepted = [order for order in found if order.can_confirm]
    return render_template(
        "seller/batch/preview.html",
        accepted=[(order, order_labels.reading(order)) for order in accepted],
        refusals=_refusals_before(numbers, found),
        sums=orders.units_of(accepted),
        pack_by=now() + deadlines_of().to_act[OrderState.CONFIRMED],
        question=_counted(len(accepted)),
    )


@blueprint.post("")
@requires(ShopPermission.CHANGE_ORDERS)
def confirm() -> Answer:
    """Each order by itself, so that one that is refused keeps none of the others."""
    numbers = _chosen(request.form.getlist("don"))
    if not numbers:
        return _choice(nothing_chosen=True), 400
    refusals = [refusal for number in numbers if (refusal := _confirm(number))]
    accepted = len(numbers) - len(refusals)
    done = ngettext("Đã nhận %(num)d đơn.", "Đã nhận %(num)d đơn.", accepted) if accepted else ""
    if refusals:
        return render_template("seller/batch/outcome.html", done=done, refusals=refusals), 409
    flash(done)
    return see_other("shop_orders.list", xem=order_labels.tab_of(OrderState.CONFIRMED))


def _choice(*, nothing_chosen: bool = False) -> str:
    found = orders.orders_of_seller(current_membership().seller_id, [OrderState.PLACED], limit=MOST_AT_ONCE)
    rows = [(order, order_labels.reading(order)) for order in found]
    return render_template("seller/batch/choose.html", rows=rows, nothing_chosen=nothing_chosen)


def _chosen(numbers: Iterable[str]) -> list[str]:
    """Each number once; a list longer than the page offers is cut."""
    clean = (clean_line(number, LONGEST_NUMBER) for number in numbers)
    return list(dict.fromkeys(filter(None, clean)))[:MOST_AT_ONCE]


def _confirm(number: str) -> Refusal | None:
    try:
        with transaction():
            order = orders.get_order_of_seller(current_membership().seller_id, number, lock=True)
            orders.confirm(order, by=current_user.user)
    except MoveRefused as refused:
        return Refusal(number, _moved_on(OrderState(refused.state)))
    except DomainError as error:
        return Refusal(number, sentence_of(error))
    return None


def _refusals_before(numbers: list[str], found: list[Order]) -> list[Refusal]:
    known = {order.number: order for order in found}
    strange = [Refusal(number, gettext("Không thấy đơn này.")) for number in numbers if number not in known]
    moved = [Refusal(one.number, _moved_on(OrderState(one.state))) for one in found if not one.can_confirm]
    return strange + moved


def _moved_on(state: OrderState) -> str:
    return gettext("Đơn đã ở bước “%(state)s”, không cần nhận nữa.", state=str(order_labels.STATES[state]))


def _counted(count: int) -> str:
    return ngettext("Nhận %(num)d đơn này?", "Nhận %(num)d đơn này?", count)
