"""Telling of a problem, sending goods back, or exchanging them: one form, reached from every order page."""

from typing import Final

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user
from wtforms import Field

from marketplace import orders, payments, returns
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders.models import Order
from marketplace.returns import Claim, ClaimKind
from marketplace.returns.errors import (
    MindRefused,
    NothingChosen,
    ReasonRefused,
    ToldAlready,
    TooLate,
    TooManyUnits,
)
from marketplace.returns.opening import terms_of_order
from marketplace.web import rate_limits
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.claims.forms import WORDS, OpenForm, film_sent, photos_sent

blueprint = Blueprint("claims", __name__, url_prefix="/don/<token>/<number>/bao-van-de")

Answer = Response | str | tuple[str, int]
ABOUT_LINES: Final = (NothingChosen, TooManyUnits, ToldAlready, TooLate)
ABOUT_REASON: Final = (ReasonRefused, MindRefused)


@blueprint.get("")
@public
def ask(token: str, number: str) -> Answer:
    order = orders.get_order_of_buyer(token, number)
    return _page(token, OpenForm(order, returns.tellable(order), _kind(), formdata=None))


@blueprint.post("")
@public
@rate_limits.claims_from_address
def open_claim(token: str, number: str) -> Answer:
    order = orders.get_order_of_buyer(token, number)
    form = OpenForm(order, returns.tellable(order), _kind())
    if not form.validate():
        return _page(token, form), 422
    try:
        with returns.receiving(photos_sent(), film_sent()) as evidence, transaction():
            locked = payments.get_purchase(order.purchase.code)
            found = next(each for each in locked.orders if each.id == order.id)
            claim = returns.open_claim(found, form.asked(), by=current_user.user, evidence=evidence)
    except DomainError as error:
        form.refuse(error, _field_of(error, form))
        return _page(token, form), error.status
    flash(_told(claim))
    return see_other("claim_threads.show", token=token, ref=claim.ref)


def _kind() -> ClaimKind:
    return WORDS.get(request.args.get("kieu", ""), ClaimKind.CLAIM)


def _told(claim: Claim) -> str:
    shop = claim.order.seller.name_vi
    return gettext("Đã gửi cho %(shop)s. Mã để đọc qua điện thoại: %(number)s.", shop=shop, number=claim.number)


def _field_of(error: DomainError, form: OpenForm) -> Field | None:
    """What the refusal is about: the reason, or else what stands above the form."""
    return form.reason if isinstance(error, ABOUT_REASON) else None


def _page(token: str, form: OpenForm) -> str:
    order: Order = form.order
    return render_template(
        "storefront/claims/ask.html",
        token=token,
        order=order,
        form=form,
        kinds=WORDS,
        window=returns.window_of(order),
        is_here=order.state in returns.ARRIVED,
        takes_back=returns.takes_back(order),
        terms=terms_of_order(order),
        most_photos=returns.MOST_PHOTOS,
        most_seconds=returns.MOST_SECONDS,
    )
