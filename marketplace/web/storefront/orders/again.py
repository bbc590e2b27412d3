"""Buying again what an order held, and the order on paper."""

from flask import Blueprint, Response, flash, render_template, session
from flask_login import current_user

from marketplace import documents, orders
from marketplace.database import transaction
from marketplace.orders import Again
from marketplace.web.filters import goods, sentence_of, vnd
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.orders.order_labels import PAYMENT_STATES, PAYMENTS
from marketplace.web.storefront.orders.progress import address_lines, progress_of

blueprint = Blueprint("purchases_again", __name__, url_prefix="/don/<token>")


@blueprint.post("/mua-lai")
@public
def buy(token: str) -> Response:
    """Everything that can be had goes into the basket; what is gone, short or dearer is told there, line by line."""
    with transaction():
        basket, told = orders.buy_again(orders.get_purchase(token), token=session.get("cart"), user_id=current_user.id)
    if basket is not None and not current_user.is_authenticated:
        session["cart"] = basket.token
        session.permanent = True
    for each in told:
        if sentence := _difference(each):
            flash(sentence, "error")
    if put := sum(each.put > 0 for each in told):
        flash(gettext("Đã cho %(put)s trong %(all)s món của đơn cũ vào giỏ.", put=put, all=len(told)))
    return see_other("basket.show")


def _difference(again: Again) -> str:
    """What is other than it was then; empty where nothing is."""
    name = goods(again.line, again.line)
    if not again.put:
        return gettext("%(goods)s: chưa cho vào giỏ. %(why)s", goods=name, why=sentence_of(again.problem))  # type: ignore[arg-type]  # there is a reason
    if again.problem:
        return gettext("%(goods)s: chỉ còn %(put)s, đã cho vào giỏ chừng ấy.", goods=name, put=again.put)
    if again.is_dearer:
        old, new = vnd(again.then_vnd), vnd(again.now_vnd or 0)
        return gettext("%(goods)s: lần trước %(old)s, nay %(new)s.", goods=name, old=old, new=new)
    return ""


@blueprint.get("/in")
@public
def sheet(token: str) -> str:
    """The order as a page to print."""
    purchase = orders.get_purchase(token)
    return render_template(
        "storefront/orders/sheet.html",
        purchase=purchase,
        parcels=progress_of(purchase),
        address=address_lines(purchase),
        receivers=orders.receivers_in(purchase) if purchase.is_gift else [],
        paying=gettext(PAYMENTS[purchase.payment_method]),
        payment=PAYMENT_STATES[purchase.payment_state],
        invoice=documents.find_request(purchase.id),
    )
