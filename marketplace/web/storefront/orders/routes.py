"""After the order: confirmation, tracking by the secret link or by phone and code, and what the buyer may still do.

Whoever has the link may see and do what the buyer may. Referrer-Policy, same-origin for the whole shop, tells it to no
other site.
"""

from flask import Blueprint, Response, flash, render_template
from flask_login import current_user

from marketplace import documents, orders, payments, recalls, reviews
from marketplace.accounts.phones import parse_phone
from marketplace.database import transaction
from marketplace.errors import Conflict, DomainError
from marketplace.orders import Shortage
from marketplace.orders.errors import MoveRefused, OrderNotFound
from marketplace.orders.models import Order, Purchase
from marketplace.orders.reasons import BUYERS
from marketplace.orders.states import ActorRole, PaymentMethod, PaymentState
from marketplace.web import rate_limits
from marketplace.web.cancellation import CancellationForm
from marketplace.web.claim_words import heading_of, state_of
from marketplace.web.document_sheets import number_of, title_of
from marketplace.web.filters import sentence_of, vnd
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.orders.claims import claims_of, windows_of
from marketplace.web.storefront.orders.forms import FindForm
from marketplace.web.storefront.orders.order_labels import PAYMENT_STATES, refund_state
from marketplace.web.storefront.orders.parcel_labels import parcels_of
from marketplace.web.storefront.orders.progress import address_lines, progress_of
from marketplace.web.storefront.payment.transfer import next_step

blueprint = Blueprint("purchases", __name__, url_prefix="/don")

Answer = Response | str | tuple[str, int]


@blueprint.get("")
@public
def find() -> str:
    return render_template("storefront/orders/find.html", form=FindForm())


@blueprint.post("")
@public
@rate_limits.orders_sought
@rate_limits.orders_sought_of_phone
def look_up() -> Answer:
    form = FindForm()
    if form.validate():
        try:
            purchase = orders.get_purchase_by_code(str(form.code.data), parse_phone(str(form.phone.data)))
        except OrderNotFound:
            return _gift_of_receiver(form)
        return see_other(".track", token=purchase.token)
    return render_template("storefront/orders/find.html", form=form), 422


def _gift_of_receiver(form: FindForm) -> Answer:
    """Whoever a gift goes to sees the page without prices."""
    try:
        token = orders.find_gift_token(str(form.code.data), parse_phone(str(form.phone.data)))
    except OrderNotFound:
        form.form_errors = [gettext("Không có đơn nào khớp cả số điện thoại lẫn mã. Xem lại hai chỗ.")]
        return render_template("storefront/orders/find.html", form=form), 422
    return see_other("gifts.show", token=token)


@blueprint.get("/<token>/xong")
@public
def placed(token: str) -> Answer:
    """What comes next, once nothing is to be paid before."""
    purchase = orders.get_purchase(token)
    if purchase.payment_state in (PaymentState.AWAITING, PaymentState.EXPIRED):
        return see_other(".track", token=token)
    return render_template("storefront/orders/placed.html", purchase=purchase, parcels=progress_of(purchase))


@blueprint.get("/<token>")
@public
def track(token: str) -> str:
    return tracking_page(token)


@blueprint.post("/<token>/<number>/huy")
@public
def cancel(token: str, number: str) -> Answer:
    form = CancellationForm(BUYERS, prefix=number)
    if not form.validate():
        return tracking_page(token, refused=form, number=number), 422
    try:
        with transaction():
            order = orders.get_order_of_buyer(token, number, lock=True)
            orders.cancel(order, by=current_user.user, role=ActorRole.BUYER, reason=form.said())
    except MoveRefused as error:  # accepted in this very moment: what was typed stands in the form that asks the seller
        return tracking_page(token, problem=error, refused=form, number=number), error.status
    flash(_called_off(order))
    return see_other(".track", token=token)


@blueprint.post("/<token>/<number>/da-nhan")
@public
def receive(token: str, number: str) -> Answer:
    try:
        with transaction():
            order = orders.get_order_of_buyer(token, number, lock=True)
            orders.receive(order, by=current_user.user)
    except Conflict as error:
        return tracking_page(token, problem=error), error.status
    flash(gettext("Đã ghi là nhận đủ. Cảm ơn bạn."))
    return see_other(".track", token=token)


@blueprint.post("/<token>/<number>/da-doc-thu-hoi")
@public
def read_recall(token: str, number: str) -> Answer:
    """The buyer says that they know of the recall, so that nobody calls them for it."""
    with transaction():
        recalls.confirm_read(orders.get_order_of_buyer(token, number, lock=True))
    flash(gettext("Đã ghi. Cảm ơn bạn."))
    return see_other(".track", token=token)


def _called_off(order: Order) -> str:
    """That it is called off, and what is to be paid for the rest of the purchase."""
    if due_vnd := order.purchase.due_vnd:
        return gettext("Đã hủy phần hàng này. Còn phải trả %(due)s cho phần còn lại.", due=vnd(due_vnd))
    return gettext("Đã hủy phần hàng này. Không phải trả gì.")


def _asked(purchase: Purchase) -> dict[int, Shortage]:
    """The questions that wait for the buyer; only parcels that are being packed have any."""
    packed = [order.id for order in purchase.orders if order.can_pack]
    return orders.open_of(packed) if packed else {}


def _handed_out(purchase: Purchase) -> list[tuple[str, str, str]]:
    """The documents of the purchase: what each is, its number, and where it stands."""
    found = documents.documents_of_purchase(purchase.id)
    return [(title_of(each), number_of(each), each.ref) for each in found]


def tracking_page(
    token: str, *, problem: DomainError | None = None, refused: CancellationForm | None = None, number: str = ""
) -> str:
    """The purchase as it stands now, with what was refused just now."""
    purchase = orders.get_purchase(token)
    receivers = orders.receivers_in(purchase) if purchase.is_gift else []
    numbers = (order.number for order in purchase.orders)
    forms = {one: CancellationForm(BUYERS, formdata=None, prefix=one) for one in numbers}
    told = claims_of(purchase)
    return render_template(
        "storefront/orders/track.html",
        purchase=purchase,
        parcels=progress_of(purchase, told),
        claims=told,
        windows=windows_of(purchase),
        recalled=recalls.notices_of_purchase(purchase),
        claim_state=state_of,
        claim_heading=heading_of,
        next_step=next_step(purchase),
        is_cash=purchase.payment_method == PaymentMethod.COD,
        payment=PAYMENT_STATES[PaymentState(purchase.payment_state)],
        chances=reviews.chances([purchase]),
        address=address_lines(purchase),
        receivers=receivers,
        forms=forms | ({number: refused} if refused else {}),
        refused=number,
        problem=sentence_of(problem) if problem else "",
        asked=_asked(purchase),
        handed_out=_handed_out(purchase),
        refunds=payments.refunds_of(purchase) if purchase.refunding_vnd or purchase.refunded_vnd else [],
        refund_state=refund_state,
        shipped=parcels_of(purchase),
        invoice_wanted=documents.find_request(purchase.id) is not None,
    )
