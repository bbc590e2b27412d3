"""What was looked at last, remembered on the device only: product ids in a cookie of their own, the latest first."""

from typing import Final

from flask import Blueprint, Response, current_app, flash, g, render_template, request
from flask_babel import gettext

from marketplace import shelf
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.catalogue.cards import CardView, views_of

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
    ids = seen_ids()
    if not ids:
        return []
    found = shelf.among(ids)
    return views_of(sorted(found, key=lambda card: ids.index(card.product_id)))


def note(product_id: int) -> None:
    """The product page tells which product it shows; the cookie is written when the answer goes out."""
    g.shown_product_id = product_id


def seen_ids() -> list[int]:
    """What the cookie says, as far as it makes sense: anybody can write into their own cookies."""
    parts = request.cookies.get(COOKIE, "")[:200].split(".")
    ids = [int(part) for part in parts if part.isascii() and part.isdigit()]
    return list(dict.fromkeys(one for one in ids if 0 < one <= HIGHEST_ID))[:MOST]


@blueprint.after_app_request
def remember(answer: Response) -> Response:
    """Put a product that was really looked at first; forget everything at signing out."""
    if request.endpoint == "auth.sign_out" and answer.status_code == 303:
        answer.delete_cookie(COOKIE)
    elif _was_looked_at(answer):
        ids = [g.shown_product_id, *(one for one in seen_ids() if one != g.shown_product_id)][:MOST]
        answer.set_cookie(
            COOKIE,
            ".".join(map(str, ids)),
            max_age=KEPT_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return answer


def _was_looked_at(answer: Response) -> bool:
    """Whether a person saw a product page: not a search for the head alone, nor a browser that looks ahead."""
    asked = request.endpoint == "product.show" and request.method == "GET" and "shown_product_id" in g
    return asked and answer.status_code == 200 and "prefetch" not in request.headers.get("Sec-Purpose", "")
