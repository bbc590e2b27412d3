"""What was looked at last, remembered on the device only: product ids in a cookie of their own, the latest first."""

from typing import Final

from flask import Blueprint, Request, Response, flash, render_template, request

from marketplace import shelf
from marketplace.web.locale import gettext
from marketplace.web.page_cache import Cookie
from marketplace.web.permissions import public
from marketplace.web.product_cards import CardView, views_of
from marketplace.web.redirects import see_other

blueprint = Blueprint("recently_seen", __name__, url_prefix="/da-xem")

COOKIE: Final = "seen"
MOST: Final = 12
KEPT_SECONDS: Final = 30 * 24 * 60 * 60
HIGHEST_ID: Final = 2**31 - 1


@blueprint.get("")
@public
def show() -> str:
    return render_template("storefront/wishlist/seen.html", seen=recently_seen())


@blueprint.post("/xoa")
@public
def clear() -> Response:
    flash(gettext("Đã xóa những món vừa xem."))
    answer = see_other(".show")
    answer.delete_cookie(COOKIE)
    return answer


def recently_seen() -> list[CardView]:
    """The goods seen last that are still on sale.

    No statement for who has seen nothing, one otherwise, and one more when something is sold out.
    """
    ids = seen_ids(request)
    if not ids:
        return []
    found = shelf.among(ids)
    return views_of(sorted(found, key=lambda card: ids.index(card.product_id)))


def seen_ids(request: Request) -> list[int]:
    """What the cookie says, as far as it makes sense: anybody can write into their own cookies."""
    parts = request.cookies.get(COOKIE, "")[:200].split(".")
    ids = [int(part) for part in parts if part.isascii() and part.isdigit()]
    return list(dict.fromkeys(one for one in ids if 0 < one <= HIGHEST_ID))[:MOST]


def note(request: Request, product_id: int) -> Cookie | None:
    """The cookie once this product was really looked at: by a person, not by a browser that looks ahead."""
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return None
    ids = [product_id, *(one for one in seen_ids(request) if one != product_id)][:MOST]
    return Cookie(COOKIE, ".".join(map(str, ids)), KEPT_SECONDS)


@blueprint.after_app_request
def forget(answer: Response) -> Response:
    """Forget everything at signing out."""
    if request.endpoint == "auth.sign_out" and answer.status_code == 303:
        answer.delete_cookie(COOKIE)
    return answer
