"""The shops that a person follows, and what is new in them."""

from functools import partial

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from marketplace import sellers, shelf, wishlist
from marketplace.database import transaction
from marketplace.sellers.models import Seller
from marketplace.shelf import Sort
from marketplace.text import clean_line
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import signed_in
from marketplace.web.product_cards import views_of
from marketplace.web.redirects import back, confirm, wanted_path
from marketplace.wishlist import Following

blueprint = Blueprint("following", __name__, url_prefix="/noi-ban-theo-doi")

PAGE_SIZE = 20
NEWEST = 10


@blueprint.get("")
@signed_in
def show() -> str:
    found = partial(wishlist.followed_by, current_user.id)
    listing = page_of(found, PAGE_SIZE, lambda page: url_for(".show", trang=page))
    new = wishlist.new_from_followed(current_user.id, limit=NEWEST) if listing.rows else []
    return render_template(
        "storefront/wishlist/followed.html",
        shops=listing.rows,
        new_goods=views_of(shelf.among(new, order=Sort.NEWEST)) if new else [],
        listing=listing,
    )


@blueprint.post("")
@signed_in
def follow() -> Response:
    with transaction():
        seller = sellers.get_open_seller(_slug())
        wishlist.follow(current_user.id, seller_id=seller.id)
    text = gettext("Đã theo dõi %(name)s.", name=say(seller, "name"))
    confirm(text, gettext("Xem món mới"), url_for(".show"))
    return back(url_for(".show"))


@blueprint.post("/bo")
@signed_in
def unfollow() -> Response:
    with transaction():
        seller = sellers.get_seller(_slug())
        wishlist.unfollow(current_user.id, seller_id=seller.id)
    undo: dict[str, object] = {"slug": seller.slug, "next": wanted_path()}
    text = gettext("Đã bỏ theo dõi %(name)s.", name=say(seller, "name"))
    confirm(text, gettext("Lấy lại"), url_for(".follow"), undo=undo)
    return back(url_for(".show"))


def of(seller: Seller) -> Following:
    """What the partial `_follow.html` is given as `following`."""
    return wishlist.following(seller.id, user_id=current_user.id)


def _slug() -> str:
    return clean_line(request.form.get("slug", ""), 120)
