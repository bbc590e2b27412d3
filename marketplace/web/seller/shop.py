"""What all pages of a shop share: whose shop it is, and how much waits."""

from functools import partial
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import format_date

from marketplace import orders, sellers
from marketplace.clock import today
from marketplace.orders import OPEN_STATES, Tally
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller, SellerEvent
from marketplace.web.errors import expected
from marketplace.web.permissions import current_membership, memberships


def shop_pages(name: str, import_name: str, url_prefix: str) -> Blueprint:
    """A blueprint whose pages know the shop: `current_shop`, `membership` and `open_orders()`."""
    blueprint = Blueprint(name, import_name, url_prefix=url_prefix)
    blueprint.context_processor(_context)
    blueprint.register_error_handler(OrderNotFound, _elsewhere)
    return blueprint


def tallies_of(seller_id: int) -> dict[OrderState, Tally]:
    """The shop's orders by state; asked once for a page."""
    if "tallies" not in g:
        g.tallies = orders.tally_of_seller(seller_id)
    found: dict[OrderState, Tally] = g.tallies
    return found


def _count_open(seller_id: int) -> int:
    """How many orders wait for the shop: of the tallies where the page has them."""
    if "tallies" in g:
        return sum(g.tallies[state].count for state in OPEN_STATES)
    return orders.count_open(seller_id)


def closing_decision(seller: Seller) -> SellerEvent | None:
    """Why the shop is closed, if somebody has closed it."""
    return None if seller.is_open else sellers.last_decision(seller.id)


def _elsewhere(error: OrderNotFound) -> tuple[str, int]:
    """The order of another shop of the same person: say where it is; of any other order say nothing."""
    number = str((request.view_args or {}).get("number", ""))
    seller_id = orders.find_seller_id(number)
    owner = next((each.seller for each in memberships() if each.seller_id == seller_id), None)
    if owner is None:
        return expected(error)
    wanted = request.full_path.rstrip("?") if request.method == "GET" else url_for("shop_orders.show", number=number)
    return render_template("seller/elsewhere.html", owner=owner, wanted=wanted), error.status


def _context() -> dict[str, Any]:
    """Nothing before the membership is known: then the page says why it cannot be seen."""
    if "membership" not in g or g.membership is None:
        return {}
    membership = current_membership()
    return {
        "membership": membership,
        "current_shop": membership.seller,
        "has_other_shops": len(memberships()) > 1,
        "open_orders": partial(_count_open, membership.seller_id),
        "today_in_words": format_date(today(), "EEEE, dd/MM"),
    }
