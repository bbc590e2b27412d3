"""The shops that a person follows, and what is new in them."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from marketplace import sellers, shelf, wishlist
from marketplace.database import transaction
from marketplace.sellers.models import Seller
from marketplace.shelf import Sort
from marketplace.text import clean_line
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.permissions import signed_in
from marketplace.web.product_cards import views_of
from marketplace.web.redirects import back, confirm, wanted_path
from marketplace.wishlist import Following

blueprint = Blueprint("following", __name__, url_prefix="/noi-ban-theo-doi")

PAGE_SIZE = 20
LAST_PAGE = 1_000
NEWEST = 10


@blueprint.get("")
@signed_in
def show() -> str:
    page = max(1, min(request.args.get("trang", 1, int), LAST_PAGE))
    found = wishlist.followed_by(current_user.id, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
    new = wishlist.new_from_followed(current_user.id, limit=NEWEST) if found else []
    return render_template(
        "storefront/wishlist/followed.html",
        shops=found[:PAGE_SIZE],
        new_goods=views_of(shelf.among(new, order=Sort.NEWEST)) if new else [],
        previous_url=url_for(".show", trang=page - 1) if page > 1 else "",
        next_url=url_for(".show", trang=page + 1) if len(found) > PAGE_SIZE else "",
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
