"""Paying by card on the provider's page, and coming back from there.

Coming back proves nothing: what counts is what the provider says, by its notice or when it is asked.
"""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for

from marketplace import orders, payments
from marketplace.errors import DomainError
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.payments.errors import CardsAway, NothingAwaited
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.states import AttemptState
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.card_payment.declines import reason_of

blueprint = Blueprint("card_payment", __name__, url_prefix="/don/<token>/the")

Answer = Response | str | tuple[str, int]


@blueprint.get("")
@public
def show(token: str) -> Answer:
    """What is charged, why it did not succeed the last time, and the way to the page where it is paid."""
    purchase = orders.get_purchase(token)
    if purchase.payment_method != PaymentMethod.CARD or purchase.payment_state != PaymentState.AWAITING:
        return see_other("purchases.track", token=token)
    return _page(purchase)


@blueprint.post("")
@public
@rate_limits.card_pages
def start(token: str) -> Answer:
    purchase = orders.get_purchase(token)
    try:
        return begin(purchase)
    except NothingAwaited as error:
        flash(sentence_of(error), "error")
        return see_other("purchases.track", token=token)
    except DomainError as error:
        return _page(purchase, problem=error), error.status


@blueprint.get("/<ref>")
@public
def come_back(token: str, ref: str) -> Answer:
    """Where the provider's page leads to once it is done: the order, or a page that waits for the provider's word."""
    purchase = orders.get_purchase(token)
    attempt = _attempt_of(purchase, ref)
    if attempt.state == AttemptState.SUCCEEDED:
        return see_other("purchases.placed", token=token)
    if not attempt.is_undecided:
        return see_other(".show", token=token)
    return render_template("storefront/card_payment/waiting.html", purchase=purchase, attempt=attempt)


@blueprint.post("/<ref>")
@public
@rate_limits.card_pages
def look(token: str, ref: str) -> Answer:
    """Ask the provider now."""
    attempt = _attempt_of(orders.get_purchase(token), ref)
    try:
        payments.flows.look(attempt.ref)
    except CardsAway:
        flash(gettext("Cổng thẻ chưa trả lời. Trang này tự biết khi tiền về, bạn không phải trả lại."), "error")
    return see_other(".come_back", token=token, ref=ref)


def begin(purchase: Purchase) -> Response:
    """Lead to the provider's page for this purchase. Raises NothingAwaited, CardTooSmall or CardsAway."""
    base = current_app.config["PUBLIC_BASE_URL"]

    def back_url(ref: str) -> str:
        return base + url_for("card_payment.come_back", token=purchase.token, ref=ref)

    page = payments.flows.start(
        purchase.code,
        locale=current(),
        title=gettext("Đơn %(code)s", code=purchase.code),
        back_url=back_url,
        cancel_url=base + url_for("card_payment.show", token=purchase.token),
    )
    return redirect(page, 303)  # type: ignore[return-value]


def _page(purchase: Purchase, problem: DomainError | None = None) -> str:
    tried = [attempt.failure for attempt in payments.attempts_of(purchase) if attempt.failure]
    return render_template(
        "storefront/card_payment/show.html",
        purchase=purchase,
        declined=gettext(reason_of(tried[-1])) if tried else "",
        problem=sentence_of(problem) if problem else "",
        may_change=payments.may_change(purchase),
    )


def _attempt_of(purchase: Purchase, ref: str) -> PaymentAttempt:
    """The attempt of this purchase. Raises OrderNotFound for any other one."""
    found = [attempt for attempt in payments.attempts_of(purchase) if attempt.ref == ref]
    if not found:
        raise OrderNotFound()
    return found[0]
