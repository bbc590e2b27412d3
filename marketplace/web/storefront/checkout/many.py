"""The same gift to many people: a file names them, every row is shown with its fee, and one payment is for all."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import cart, orders, payments
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.imports.errors import FileMissing
from marketplace.imports.receivers import ReadRow, template_as_csv, template_as_xlsx
from marketplace.orders.errors import EmptyBasket, PlacedOtherwise
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.web import csv, rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.basket.parcels import parcel_views
from marketplace.web.storefront.checkout import gift
from marketplace.web.storefront.checkout.finishing import finish
from marketplace.web.storefront.checkout.many_forms import (
    ManyForm,
    has_file,
    recipients,
    rows_of_file,
    rows_of_page,
    ways_ahead,
)
from marketplace.web.storefront.checkout.many_rows import fields, shown_rows
from marketplace.web.storefront.checkout.parts import basket_of, is_alone, only_from, parcels_in, part
from marketplace.web.storefront.payment.transfer import hold_until

blueprint = Blueprint("checkout_many", __name__, url_prefix="/dat-hang/nhieu-nguoi")

Answer = Response | str | tuple[Response | str, int]
TEMPLATES = {"csv": template_as_csv, "xlsx": template_as_xlsx}


@blueprint.get("")
@public
def show() -> Answer:
    kept = gift.shown_form()
    given = {name: kept[name].data for name in ("sender_name", "buyer_phone", "card_text", "hides_prices", "wished_on")}
    return _page(ManyForm(formdata=None, **given), [])


@blueprint.get("/mau.<any(csv, xlsx):ending>")
@public
def template(ending: str) -> Response:
    return csv.to_save(f"nguoi-nhan.{ending}", TEMPLATES[ending]())


@blueprint.post("/soat")
@public
@rate_limits.receiver_lists
def check() -> Answer:
    """Every row of the file, or of the page that was mended, with what it costs; nothing is ordered."""
    form = ManyForm()
    try:
        rows = rows_of_page() if request.form.getlist("dong") and not has_file() else rows_of_file()
    except DomainError as error:
        return _page(form, rows_of_page(), error.status, file_problem=sentence_of(error))
    return _page(form, rows)


@blueprint.post("")
@public
@rate_limits.orders_from_address
def place() -> Answer:
    if has_file():  # a list that was chosen anew is looked at before anything is ordered by it
        return check()
    form, rows = ManyForm(), rows_of_page()
    if not form.validate() or not rows or any(row.problems for row in rows):
        return _page(form, rows, 422, file_problem="" if rows else sentence_of(FileMissing()))
    try:
        with transaction():
            purchase = _ordered(form, rows)
    except EmptyBasket:
        return see_other("basket.show")
    except PlacedOtherwise as error:
        flash(sentence_of(error), "error")
        return see_other("purchases.track", token=error.token)
    except DomainError as error:
        form.refuse(error)
        return _page(form, rows, error.status)
    return finish(purchase)


def _ordered(form: ManyForm, rows: Sequence[ReadRow]) -> Purchase:
    receivers = recipients(rows)
    purchase = orders.place(
        checkout_token=form.checkout_token.data or "",
        cart_token=basket_of()["token"],
        buyer=current_user.user,
        is_alone=is_alone(),
        only_from=only_from(),
        recipient=form.payer(receivers[0]),
        shown_total_vnd=form.total_seen_vnd(),
        locale=current(),
        payment_method=PaymentMethod(str(form.payment.data)),
        gift=form.wish(),
        receivers=receivers,
    )
    if purchase.payment_method == PaymentMethod.TRANSFER and not purchase.is_repeat:
        payments.await_transfer(purchase, until=hold_until())
    return purchase


def _page(form: ManyForm, rows: list[ReadRow], status: int = 200, file_problem: str = "") -> Answer:
    basket = cart.find_cart(**basket_of())
    parcels = parcels_in(basket)
    if basket is None or not parcels:
        flash(gettext("Giỏ hàng đang trống. Chọn món rồi đặt hàng."), "error")
        return see_other("basket.show")
    if not (ahead := ways_ahead()):
        flash(gettext("Chợ chưa nhận trả trước, nên chưa gửi quà cho nhiều người được."), "error")
        return see_other("checkout.show", **part())
    boxed = orders.with_boxes(parcels, gift.wanted_boxes(), strict=False)
    good = recipients(rows)
    quotes = [
        orders.quote(boxed, province_code=to.province_code, commune_code=to.commune_code, wished_on=form.wished_on.data)
        for to in good
    ]
    lacking = orders.too_few(boxed, len(good))
    total_vnd = sum(quote.total_vnd for quote in quotes)
    form.payment.data = form.payment.data or ahead[0].value
    form.checkout_token.data = orders.token_of(basket, only_from())
    form.shown_total.data = str(total_vnd)
    listed = shown_rows(rows, quotes)
    page = render_template(
        "storefront/checkout/many.html",
        form=form,
        part=part(),
        parcels=parcel_views(boxed, None, ""),
        boxes=gift.offered(parcels),
        fields=fields(),
        rows=listed,
        wrong=[row for row in listed if row.is_wrong],
        lacking=[(line.variant, line.left, line.quantity * len(good)) for line in lacking],
        goods_vnd=sum(quote.goods_vnd for quote in quotes),
        shipping_vnd=sum(quote.shipping_vnd for quote in quotes),
        total_vnd=total_vnd,
        parcel_count=sum(len(quote.parcels) for quote in quotes),
        file_problem=file_problem,
        most=orders.MOST_RECEIVERS,
        can_order=bool(listed) and not lacking and not any(row.is_wrong for row in listed),
    )
    return page, status
