"""The wish list: a person's own in the database, a guest's in the session of this browser until they sign in."""

from flask import Blueprint, Response, jsonify, render_template, request, session, url_for
from flask_login import current_user

from marketplace import catalogue, wishlist
from marketplace.database import transaction
from marketplace.text import clean_line
from marketplace.web.current_visitor import wishes_here
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import back, confirm, wanted_path
from marketplace.web.storefront.wishlist.items import ORDERS, Sorting, orders, page_of, views_of

blueprint = Blueprint("wishlist", __name__)


@blueprint.get("/mon-thich")
@public
def show() -> str:
    order = Sorting(wanted) if (wanted := request.args.get("xep", "")) in ORDERS else Sorting.NEWEST
    person = current_user.id
    found = wishlist.wishes_of(person) if person else wishlist.wishes_among(wishes_here())
    page = page_of(found, order, request.args.get("trang", 1, int))
    return render_template(
        "storefront/wishlist/show.html",
        total=len(found),
        wished=views_of(page.shown),
        orders=orders(order),
        previous_url=page.previous_url,
        next_url=page.next_url,
        reminders=wishlist.reminders_of(person) if person else [],
    )


@blueprint.get("/mon-thich/dang-giu")
@public
def kept() -> Response:
    """What is wished for by its addresses, for the hearts on the cards of pages that are the same for all."""
    return jsonify(wishlist.wished_slugs(wishes_here(), user_id=current_user.id))


@blueprint.post("/mon-thich")
@public
def add() -> Response:
    slug = _slug()
    noted_vnd = _noted_vnd(slug)
    if current_user.is_authenticated:
        with transaction():
            wishlist.add(current_user.id, slug=slug, price_vnd=noted_vnd)
    else:
        _keep(wishlist.with_wish(wishes_here(), slug=slug, price_vnd=noted_vnd))
    if _stays_on_page():
        return Response(status=204)
    confirm(gettext("Đã thêm vào món thích."), gettext("Xem món thích"), url_for(".show"))
    return back(url_for(".show"))


@blueprint.post("/mon-thich/bo")
@public
def remove() -> Response:
    product = wishlist.get_wished(_slug())
    if current_user.is_authenticated:
        with transaction():
            noted_vnd = wishlist.remove(current_user.id, product_id=product.id)
    else:
        noted_vnd = wishes_here().get(product.id)
        _keep(wishlist.without_wish(wishes_here(), product_id=product.id))
    session["unwished"] = [product.slug, noted_vnd]
    if _stays_on_page():
        return Response(status=204)
    text = gettext("Đã bỏ %(name)s khỏi món thích.", name=say(product, "name"))
    undo: dict[str, object] = {"slug": product.slug, "next": wanted_path()}
    confirm(text, gettext("Lấy lại"), url_for(".add"), undo=undo)
    return back(url_for(".show"))


def _keep(kept: wishlist.Kept) -> None:
    session["wishes"] = list(kept.items())
    session.permanent = True


def _noted_vnd(slug: str) -> int | None:
    """The price that was noted for what has just been removed: taking it back must not forget it."""
    unwished, noted_vnd = session.pop("unwished", ("", None))
    return noted_vnd if unwished == slug else None


def _slug() -> str:
    """The product that is meant, or the one of the pack size `ref`."""
    ref = clean_line(request.form.get("ref", ""), 16)
    return catalogue.get_slug(ref) if ref else clean_line(request.form.get("slug", ""), 120)


def _stays_on_page() -> bool:
    """Whether a script asks, which only wants to hear that it worked."""
    return "quiet" in request.form
