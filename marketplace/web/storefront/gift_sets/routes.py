"""Gift sets: what shops put together out of their own goods, each part with its own stars and batch."""

from flask import Blueprint, Response, flash, render_template, request, session
from flask_login import current_user

from marketplace import cart, gift_sets
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.web.filters import say, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.basket.routes import remember

blueprint = Blueprint("gift_sets", __name__, url_prefix="/bo-qua")

MOST_SHOWN = 48
Answer = Response | tuple[str, int]


@blueprint.get("", endpoint="list")
@public
def all_sets() -> str:
    return render_template("storefront/gift_sets/list.html", sets=gift_sets.sets_on_show(limit=MOST_SHOWN))


@blueprint.get("/<slug>")
@public
def show(slug: str) -> str:
    return _page(slug)


@blueprint.post("/<slug>/them")
@public
def add(slug: str) -> Answer:
    """All parts of so many sets into the basket, or none."""
    try:
        with transaction():
            found = gift_sets.get_set(slug)
            quantity = cart.parse_quantity(request.form.get("quantity", "1"))
            basket = gift_sets.put(found, quantity, token=session.get("cart"), user_id=current_user.id)
    except DomainError as error:
        return _page(slug, sentence_of(error)), error.status
    remember(basket)
    flash(gettext("Đã thêm bộ %(name)s vào giỏ.", name=say(found.gift_set, "name")))
    return see_other("basket.show")


def _page(slug: str, problem: str = "") -> str:
    return render_template("storefront/gift_sets/show.html", view=gift_sets.get_set(slug), problem=problem)
