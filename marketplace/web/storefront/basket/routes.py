"""The basket. A guest's is known by a token in the session; it becomes the person's own at sign-in."""

from typing import TypedDict

from flask import Blueprint, Response, render_template, request, session, url_for
from flask_login import current_user

from marketplace import cart, catalogue, orders, payments
from marketplace.cart import Added, Parcel
from marketplace.cart.actions import KEPT_FOR_GUESTS
from marketplace.cart.models import Cart
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders import Quote
from marketplace.orders.models import Purchase
from marketplace.text import clean_line
from marketplace.web import rate_limits
from marketplace.web.current_visitor import ALONE, delivery_place
from marketplace.web.filters import goods, say, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import back, confirm, see_other
from marketplace.web.storefront import delivery_ways
from marketplace.web.storefront.basket.parcels import (
    count_places,
    line_views,
    orderable,
    parcel_views,
    saved_views,
)
from marketplace.web.storefront.product import page as product_page
from marketplace.web.storefront.vouchers import codes

blueprint = Blueprint("basket", __name__)

Answer = Response | str | tuple[str | bytes, int]


class Owner(TypedDict):
    """Whose basket it is."""

    token: str | None
    user_id: int | None


@blueprint.get("/gio")
@public
def show() -> str:
    return _page()


@blueprint.post("/gio/them")
@public
def add() -> Answer:
    ref, typed = _ref(), request.form.get("quantity", "1")
    try:
        with transaction():
            added = _put(ref, cart.parse_quantity(typed))
    except DomainError as error:
        slug = catalogue.get_slug(ref)
        return product_page.render(slug, ref=ref, quantity=clean_line(typed, 10), problem=error), error.status
    if _buys_at_once():
        session["at_once"] = added.cart.token
        return see_other("checkout.show", mua=ALONE)
    remember(added.cart)
    if place := delivery_place():
        delivery_ways.warm_up(lambda: added.cart, place.code)
    confirm(gettext("Đã thêm %(goods)s vào giỏ.", goods=goods(added)), gettext("Xem giỏ"), url_for(".show"))
    if "stay" in request.form:
        return see_other("product.show", slug=added.slug, co=ref, _anchor="mua")
    return back(url_for(".show"))


def _buys_at_once() -> bool:
    return request.form.get("then") == "checkout"


def _put(ref: str, quantity: int) -> Added:
    """Into the basket, or into one of its own when it is to be bought at once: that buys nothing else."""
    if _buys_at_once():
        return cart.add_alone(ref=ref, quantity=quantity, former=session.get("at_once"))
    return cart.add(**_mine(), ref=ref, quantity=quantity)


@blueprint.post("/gio/so-luong")
@public
def set_quantity() -> Answer:
    ref, typed = _ref(), request.form.get("quantity", "")
    try:
        quantity = _stepped(cart.parse_quantity(typed))
        with transaction():
            cart.set_quantity(cart.get_cart(**_mine()), ref=ref, quantity=quantity)
    except DomainError as error:
        return _page(ref=ref, typed=clean_line(typed, 10), problem=error), error.status
    return see_other(".show")


def _stepped(quantity: int) -> int:
    return quantity + {"-1": -1, "1": 1}.get(request.form.get("step", ""), 0) if quantity else 0


@blueprint.post("/gio/xoa")
@public
def remove() -> Response:
    ref = _ref()
    with transaction():
        line = cart.remove(cart.get_cart(**_mine()), ref=ref)
        name = say(line.variant.product, "name")
    undo = {"ref": ref, "quantity": line.quantity, "next": url_for(".show")}
    confirm(gettext("Đã bỏ %(name)s khỏi giỏ.", name=name), gettext("Lấy lại"), url_for(".add"), undo=undo)
    return see_other(".show")


@blueprint.post("/gio/de-sau")
@public
def save() -> Response:
    """Kept for later: it stays in the basket's lower part and is not ordered with the rest."""
    ref = _ref()
    with transaction():
        name = say(cart.save(cart.get_cart(**_mine()), ref=ref).variant.product, "name")
    undo: dict[str, object] = {"ref": ref}
    confirm(gettext("Đã để %(name)s mua sau.", name=name), gettext("Lấy lại"), url_for(".take_up"), undo=undo)
    return see_other(".show")


@blueprint.post("/gio/mua-lai")
@public
def take_up() -> Response:
    """Out of what is kept for later, back to what is ordered next."""
    with transaction():
        cart.take_up(cart.get_cart(**_mine()), ref=_ref())
    return see_other(".show")


@blueprint.post("/gio/da-xem")
@public
def note_prices() -> Response:
    """The changed prices are seen, and told no more."""
    with transaction():
        cart.note_prices(cart.get_cart(**_mine()))
    return see_other(".show")


@blueprint.post("/gio/ma")
@public
@rate_limits.voucher_codes
def change_codes() -> Answer:
    """A voucher more or less."""
    basket = cart.find_cart(**_mine())
    parcels = cart.parcels_in(basket) if basket else []
    try:
        codes.change(parcels, _quote(parcels))
    except DomainError as error:
        return _page(code_problem=error), error.status
    return see_other(".show", _anchor="ma")


def _quote(parcels: list[Parcel]) -> Quote | None:
    place = delivery_place()
    if place is None:
        return None
    ways = delivery_ways.kept()
    return orders.quote(
        parcels, province_code=place.province.code, commune_code=place.code, codes=codes.kept(), ways=ways
    )


def _page(
    *, ref: str = "", typed: str = "", problem: DomainError | None = None, code_problem: DomainError | None = None
) -> str:
    """The basket, with what went wrong with the line `ref` and what was typed there."""
    basket = cart.find_cart(**_mine())
    parcels, saved = cart.contents_of(basket)
    place, quote = delivery_place(), _quote(parcels)
    views = parcel_views(parcels, quote, place.province.code if place else "")
    return render_template(
        "storefront/basket/show.html",
        parcels=views,
        saved=saved_views(saved),
        changes=sum(bool(line.changed) for line in line_views(views)),
        parts=orderable(views),
        kept_by=_kept_by(parcels),
        days_kept=KEPT_FOR_GUESTS.days,
        places=count_places(parcels),
        quote=quote,
        place=place,
        codes=codes.show(parcels, quote, code_problem) if parcels else None,
        goods_vnd=sum(parcel.goods_vnd for parcel in parcels),
        ready_units=sum(line.quantity for parcel in parcels for line in parcel.ready),
        can_order=all(view.can_begin for view in views),
        wrong_ref=ref,
        wrong_name=next((f"{line.name}, {line.pack}." for line in line_views(views) if line.ref == ref), ""),
        typed=typed,
        problem=sentence_of(problem) if problem else "",
    )


def _kept_by(parcels: list[Parcel]) -> list[Purchase]:
    """The person's own orders that keep, while they are paid, what the basket finds too little of."""
    short = [line for parcel in parcels for line in parcel.lines if not line.is_gone and line.quantity > line.left]
    if not short or not current_user.is_authenticated:
        return []
    return payments.find_kept_by(current_user.id, [line.variant.id for line in short])


def _mine() -> Owner:
    return {"token": session.get("cart"), "user_id": current_user.id}


def _ref() -> str:
    return clean_line(request.form.get("ref", ""), 16)


def remember(basket: Cart) -> None:
    """Let a guest's browser keep which basket is theirs."""
    if not current_user.is_authenticated:
        session["cart"] = basket.token
        session.permanent = True
