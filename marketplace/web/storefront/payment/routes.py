"""Paying a purchase by a transfer: what to transfer, what came, and what the buyer may still change."""

from flask import Blueprint, Response, flash, jsonify, render_template, request
from flask_login import current_user

from marketplace import orders, payments
from marketplace.banking import qr_pictures
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders.errors import CashRefused
from marketplace.orders.models import Purchase
from marketplace.orders.reasons import BUYERS
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.orders.progress import progress_of
from marketplace.web.storefront.payment.forms import WayForm
from marketplace.web.storefront.payment.transfer import (
    Transfer,
    awaited_transfer,
    ended,
    hold_until,
    time_left,
)
from marketplace.web.storefront.payment.ways import page_of, parts_of, ways_of

blueprint = Blueprint("payment", __name__, url_prefix="/don/<token>/tra-tien")

Answer = Response | str | tuple[Response | str, int]


@blueprint.get("")
@public
def show(token: str) -> Answer:
    """The transfer as it stands, and how goods whose time ran out are kept once more; what else there is to a purchase
    paid another way stands on the page of the order.
    """
    purchase = orders.get_purchase(token)
    is_lost = purchase.payment_state == PaymentState.EXPIRED
    if purchase.payment_method != PaymentMethod.TRANSFER and not is_lost:
        return see_other("purchases.track", token=token)
    return _standing(purchase)


@blueprint.get("/tinh-hinh")
@public
def tell(token: str) -> Response:
    """Whether anything has changed, and how long the goods are still kept; the page asks again and again."""
    purchase = payments.look_up(token)
    return jsonify(standing=payments.standing(purchase), left=time_left(payments.kept_until(purchase)))


@blueprint.get("/ma-qr.png")
@public
def picture(token: str) -> Answer:
    """The code as a file, for the bank app on the same phone."""
    purchase = orders.get_purchase(token)
    transfer = awaited_transfer(purchase)
    if transfer is None:
        return see_other(".show", token=token)
    name = f"Gui-{purchase.code}-{transfer.amount_vnd}.png"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(qr_pictures.png(transfer.text), mimetype="image/png", headers=head)


@blueprint.post("/giu-lai")
@public
def hold_again(token: str) -> Answer:
    """The goods are kept once more, perhaps to be paid another way."""
    code = orders.get_purchase(token).code
    try:
        with transaction():
            payments.hold_again(payments.get_purchase(code), until=hold_until())
    except DomainError as error:
        return _standing(orders.get_purchase(token), problem=error), error.status
    return see_other(".choose" if "doi" in request.form else ".show", token=token)


@blueprint.post("/thoi")
@public
def give_up(token: str) -> Answer:
    """Nothing of it is wanted any more; what came goes back."""
    code = orders.get_purchase(token).code
    with transaction():
        payments.give_up(payments.get_purchase(code), by=current_user.user, reason=BUYERS[-1])
    flash(gettext("Đã hủy đơn. Tiền đã nhận được trả lại, cách trả ghi ở dưới."))
    return see_other("purchases.track", token=token)


@blueprint.get("/cach")
@public
def choose(token: str) -> Answer:
    """The ways to pay, while nothing has come."""
    purchase = orders.get_purchase(token)
    if not payments.may_change(purchase):
        return see_other("purchases.track", token=token)
    return _ways(purchase, WayForm(formdata=None, payment=purchase.payment_method))


@blueprint.post("/cach")
@public
def change(token: str) -> Answer:
    """It is paid another way from now on."""
    purchase = orders.get_purchase(token)
    form = WayForm()
    if not form.validate():
        return _ways(purchase, form), 422
    method = PaymentMethod(str(form.payment.data))
    try:
        _change_to(method, purchase.code)
    except CashRefused as error:
        form.refuse(error, form.payment)
        return _ways(purchase, form), 422
    return see_other(page_of(purchase), token=token)


def _change_to(method: PaymentMethod, code: str) -> None:
    with transaction():
        locked = payments.get_purchase(code)
        payments.change_method(locked, method)
        if method == PaymentMethod.TRANSFER:
            payments.await_transfer(locked, until=hold_until())


def _standing(purchase: Purchase, problem: DomainError | None = None) -> Response | str:
    transfer = awaited_transfer(purchase)
    if transfer and not transfer.is_over:
        return _awaited(purchase, transfer)
    if transfer or purchase.payment_state == PaymentState.EXPIRED:
        return _over(purchase, problem)
    receipts = payments.receipts_of(purchase)
    if problem and not receipts:
        raise problem
    if not receipts or not purchase.payable_vnd:
        return see_other("purchases.track", token=purchase.token)
    return render_template(
        "storefront/payment/received.html",
        purchase=purchase,
        receipts=receipts,
        parcels=progress_of(purchase),
    )


def _awaited(purchase: Purchase, transfer: Transfer) -> str:
    return render_template(
        "storefront/payment/transfer.html",
        purchase=purchase,
        transfer=transfer,
        receipts=payments.receipts_of(purchase) if purchase.paid_vnd else [],
        standing=payments.standing(purchase),
        was_asked="xem" in request.args,
        may_change=payments.may_change(purchase),
    )


def _over(purchase: Purchase, problem: DomainError | None) -> str:
    return render_template(
        "storefront/payment/over.html",
        purchase=purchase,
        ended=ended(purchase),
        was_card=purchase.payment_method == PaymentMethod.CARD,
        may_hold=payments.may_hold_again(purchase),
        problem=sentence_of(problem) if problem else "",
    )


def _ways(purchase: Purchase, form: WayForm) -> str:
    ways = ways_of(parts_of(purchase), purchase.due_vnd)
    return render_template(
        "storefront/payment/ways.html", purchase=purchase, form=form, ways=ways, back=page_of(purchase)
    )
