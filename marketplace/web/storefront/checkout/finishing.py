"""What happens in the browser once something is ordered: what belonged to it is forgotten, and it goes on to paying."""

from flask import Response, flash, g, session

from marketplace.errors import DomainError
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.redirects import see_other
from marketplace.web.storefront import delivery_ways
from marketplace.web.storefront.card_payment.routes import begin as begin_card
from marketplace.web.storefront.checkout import draft
from marketplace.web.storefront.checkout.parts import is_alone
from marketplace.web.storefront.payment.ways import page_of
from marketplace.web.storefront.vouchers import codes


def finish(purchase: Purchase) -> Response:
    """Where it goes on; the basket that was ordered whole, codes and choices are left behind."""
    g.is_placed = not purchase.is_repeat
    codes.forget(purchase.spent_codes if purchase.leaves_some or is_alone() else None)
    if is_alone():
        session.pop("at_once", None)
    elif not (purchase.is_repeat or purchase.leaves_some):
        session.pop("cart", None)
    if purchase.leaves_some:
        flash(gettext("Những món chưa đặt vẫn nằm trong giỏ."))
    delivery_ways.forget()
    return draft.forget(_next(purchase))


def _next(purchase: Purchase) -> Response:
    """The page where a card is charged, if that is how it is paid."""
    if purchase.payment_method != PaymentMethod.CARD:
        return see_other(page_of(purchase), token=purchase.token)
    try:
        return begin_card(purchase)
    except DomainError as error:
        flash(sentence_of(error), "error")
        return see_other("card_payment.show", token=purchase.token)
