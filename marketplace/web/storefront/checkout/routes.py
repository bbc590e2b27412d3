"""The checkout: one page, no account needed."""

from flask import Blueprint, Response, flash, g, make_response, render_template, request
from flask_login import current_user

from marketplace import cart, documents, orders, payments, places
from marketplace.cart.models import Cart
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders import Recipient
from marketplace.orders.errors import CashRefused, EmptyBasket, HarvestMoved, PlacedOtherwise
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.rehearsing import rehearsal
from marketplace.stock.errors import SoldOut
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public, rehearsing
from marketplace.web.redirects import see_other
from marketplace.web.storefront import delivery_ways
from marketplace.web.storefront.basket.parcels import ParcelView, count_places, line_views, parcel_views
from marketplace.web.storefront.checkout import draft, gift
from marketplace.web.storefront.checkout.addresses import book, known
from marketplace.web.storefront.checkout.finishing import finish
from marketplace.web.storefront.checkout.forms import CheckoutForm
from marketplace.web.storefront.checkout.parts import basket_of, is_alone, only_from, parcels_in, part
from marketplace.web.storefront.delivery_place.fields import suggestion
from marketplace.web.storefront.delivery_place.routes import keep
from marketplace.web.storefront.orders.invoice_form import InvoiceForm
from marketplace.web.storefront.payment.transfer import hold_until
from marketplace.web.storefront.payment.ways import Part, ways_of
from marketplace.web.storefront.vouchers import codes

blueprint = Blueprint("checkout", __name__, url_prefix="/dat-hang")

Answer = Response | str | tuple[Response | str, int]


@blueprint.get("")
@public
def show() -> Answer:
    return _page(known())


@blueprint.post("/giu")
@public
def step_aside() -> Response:
    """What was typed is kept for when the buyer comes back from the basket; nothing is ordered."""
    delivery_ways.remember()
    return draft.keep(see_other("basket.show"), CheckoutForm())


@blueprint.post("/noi-nhan")
@public
def set_place() -> Answer:
    """The same page for another place, with everything that was typed; nothing is ordered."""
    form = CheckoutForm()
    if picked := places.find_commune(request.form.get("pick", "")):
        form.choose(picked)
    if commune := places.find_commune((form.destination() or ("", ""))[1]):
        keep(commune)
    return _kept_page(form)


@blueprint.post("/ma")
@public
@rate_limits.voucher_codes
def change_codes() -> Answer:
    """The same page with a voucher more or less, and with everything that was typed; nothing is ordered."""
    form = CheckoutForm()
    basket = cart.find_cart(**basket_of())
    parcels = _parcels(basket)
    try:
        codes.change(parcels, _quote(parcels, form))
    except DomainError as error:
        return _kept_page(form, error.status, code_problem=error)
    return _kept_page(form)


@blueprint.post("")
@public
@rate_limits.orders_from_address
@rate_limits.orders_to_phone
def place() -> Answer:
    form, invoice = _sent_form(), _invoice()
    parts = [part for part in (invoice, gift.gift_form()) if part]
    if not form.validate() or not all(part.validate() for part in parts):
        return _kept_page(form, 422)
    recipient = form.recipient()
    try:
        purchase = _placed(form, recipient, invoice)
    except EmptyBasket:
        return see_other("basket.show")
    except PlacedOtherwise as error:
        flash(sentence_of(error), "error")
        return draft.forget(see_other("purchases.track", token=error.token))
    except DomainError as error:
        form.refuse(error, form.payment if isinstance(error, CashRefused) else None)
        return _kept_page(form, error.status)
    keep(places.get_commune(recipient.commune_code))
    return finish(purchase)


@blueprint.post("/thu")
@rehearsing
@rate_limits.rehearsals
def rehearse() -> tuple[dict[str, object], int]:
    """The same as `place`, of which nothing stays: for `bin/smoke`, in a real shop with real goods (decision 70)."""
    form = CheckoutForm()
    if not form.validate():
        return {"problem": f"the form was refused: {', '.join(form.errors)}"}, 422
    try:
        with rehearsal():
            made = _order(form, form.recipient(), None)
            told = {"code": made.code, "total_vnd": made.total_vnd, "orders": len(made.orders), "kept": False}
    except DomainError as error:
        return {"problem": sentence_of(error)}, error.status
    return told, 200


@blueprint.after_app_request
def forget(answer: Response) -> Response:
    """Whoever sits there after signing out sees nothing of what was typed, be it before signing in."""
    if request.endpoint == "auth.sign_out" and answer.status_code == 303:
        return draft.forget(answer)
    return answer


def _placed(form: CheckoutForm, recipient: Recipient, invoice: InvoiceForm | None) -> Purchase:
    """The order; goods that others keep in vain are let go for it, once it turns out that they are needed."""
    try:
        with transaction():
            return _order(form, recipient, invoice)
    except (SoldOut, HarvestMoved):
        basket = cart.find_cart(**basket_of())
        if basket is None or not payments.flows.free_overdue([line.variant_id for line in basket.lines]):
            raise
    with transaction():
        return _order(form, recipient, invoice)


def _order(form: CheckoutForm, recipient: Recipient, invoice: InvoiceForm | None) -> Purchase:
    purchase = orders.place(
        checkout_token=form.checkout_token.data or "",
        cart_token=basket_of()["token"],
        buyer=current_user.user,
        is_alone=is_alone(),
        only_from=only_from(),
        recipient=recipient,
        shown_total_vnd=form.total_seen_vnd(),
        locale=current(),
        payment_method=PaymentMethod(str(form.payment.data)),
        codes=codes.kept(),
        gift=gift.wish(),
        ways=delivery_ways.kept(),
    )
    if purchase.payment_method == PaymentMethod.TRANSFER and not purchase.is_repeat:
        payments.await_transfer(purchase, until=hold_until())
    if invoice:
        documents.request_invoice(purchase, **invoice.told())
    return purchase


def _sent_form() -> CheckoutForm:
    """The form as it was sent; whoever fetches everything need not say where they live."""
    form = CheckoutForm()
    if not form.street.data and delivery_ways.all_fetched(_quote(_parcels(cart.find_cart(**basket_of())), form)):
        form.waive_street()
    return form


def _invoice() -> InvoiceForm | None:
    """What is wanted on an invoice; None when nothing was typed there. An e-mail alone may be the browser's doing."""
    if "invoice" not in g:
        is_wanted = any(request.form.get(name, "").strip() for name in ("buyer_name", "buyer_code", "buyer_address"))
        g.invoice = InvoiceForm() if is_wanted else None
    found: InvoiceForm | None = g.invoice
    return found


def _parcels(basket: Cart | None) -> list[cart.Parcel]:
    """What is ordered of the basket, with the gift boxes that were chosen."""
    return gift.packed(parcels_in(basket)) if basket else []


def _kept_page(form: CheckoutForm, status: int = 200, code_problem: DomainError | None = None) -> Answer:
    """The same, of a form that was sent: what stands in it is kept, and carriers are asked for prices."""
    delivery_ways.remember()
    delivery_ways.warm_up(lambda: cart.find_cart(**basket_of()), (form.destination() or ("", ""))[1])
    return draft.keep(make_response(_page(form, status, code_problem)), form)


def _quote(parcels: list[cart.Parcel], form: CheckoutForm) -> orders.Quote | None:
    place = form.destination()
    if place is None:
        return None
    return orders.quote(
        parcels,
        province_code=place[0],
        commune_code=place[1],
        codes=codes.kept(),
        wished_on=gift.wished_on(),
        ways=delivery_ways.kept(),
    )


def _page(form: CheckoutForm, status: int = 200, code_problem: DomainError | None = None) -> Answer:
    """The checkout of what lies in the basket now; without anything in it, the basket page says so."""
    basket = cart.find_cart(**basket_of())
    parcels = _parcels(basket)
    if basket is None or not parcels:
        if not only_from():
            flash(gettext("Giỏ hàng đang trống. Chọn món rồi đặt hàng."), "error")
        return see_other("basket.show")
    destination, quote = form.destination(), _quote(parcels, form)
    if delivery_ways.all_fetched(quote):
        form.waive_street()
    used = codes.show(parcels, quote, code_problem)
    goods_vnd = sum(parcel.goods_vnd for parcel in parcels)
    form.checkout_token.data = orders.token_of(basket, only_from())
    form.shown_total.data = str(quote.total_vnd if quote else goods_vnd - used.saved_vnd)
    form.shown_cash.data = str(quote.cash_vnd if quote else 0)
    views = parcel_views(parcels, quote, destination[0] if destination else "")
    page = render_template(
        "storefront/checkout/show.html",
        form=form,
        invoice=_invoice() or InvoiceForm(formdata=None),
        wants_invoice=_invoice() is not None,
        **gift.shown(parcels),
        part=part(),
        is_alone=is_alone(),
        units=sum(line.quantity for line in line_views(views)),
        parcels=views,
        places=count_places(parcels),
        quote=quote,
        ways=ways_of(_parts(views), quote.total_vnd if quote else None),
        goods_vnd=goods_vnd,
        codes=used,
        ways_to_get=delivery_ways.choices_of(quote),
        proposals=_proposals(form),
        book=book() if request.method == "GET" else [],
        can_order=all(view.can_order for view in views),
    )
    return page, status


def _parts(views: list[ParcelView]) -> list[Part]:
    """What is paid for each parcel, as far as that is known."""
    known_ones = (view for view in views if view.total_vnd is not None)
    return [Part(view.name, view.arrival, view.total_vnd or 0, view.cash_vnd) for view in known_ones]


def _proposals(form: CheckoutForm) -> list[dict[str, str]] | None:
    """Communes of today for an address of before July 2025, when they are asked for."""
    if "propose" not in request.form:
        return None
    return [suggestion(match) for match in places.find_by_old_address(form.old_address.data or "")]
