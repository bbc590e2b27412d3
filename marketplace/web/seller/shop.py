"""What all pages of a shop share: whose shop it is, how much waits, and lists page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import format_date

from marketplace import orders, sellers
from marketplace.clock import today
from marketplace.orders.errors import OrderNotFound
from marketplace.sellers.models import Seller, SellerEvent
from marketplace.web.errors import expected
from marketplace.web.permissions import current_membership, memberships

LAST_PAGE = 1_000
Row = TypeVar("Row")
Found = TypeVar("Found", covariant=True)


class PartOf(Protocol[Found]):
    """A question to the database that gives a part of what it finds."""

    def __call__(self, *, limit: int, offset: int) -> Sequence[Found]:
        """At most `limit` rows after the first `offset`."""


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One page of a list with the addresses of its neighbours, empty where there is none."""

    rows: list[Row]
    previous_url: str
    next_url: str


def shop_pages(name: str, import_name: str, url_prefix: str) -> Blueprint:
    """A blueprint whose pages know the shop: `current_shop`, `membership` and `open_orders()`."""
    blueprint = Blueprint(name, import_name, url_prefix=url_prefix)
    blueprint.context_processor(_context)
    blueprint.register_error_handler(OrderNotFound, _elsewhere)
    return blueprint


def closing_decision(seller: Seller) -> SellerEvent | None:
    """Why the shop is closed, if somebody has closed it."""
    return None if seller.is_open else sellers.last_decision(seller.id)


def page_of(ask: PartOf[Row], size: int, *, endpoint: str = "", **address: Any) -> Listing[Row]:
    """The page of the list that is asked for (`trang`); whatever is no page counts as the first.

    `address` is what else the links to the neighbouring pages say; `endpoint` names the list where another view shows
    it.
    """
    page = min(max(request.args.get("trang", 1, type=int), 1), LAST_PAGE)
    rows = ask(limit=size + 1, offset=(page - 1) * size)
    shown_by = endpoint or str(request.endpoint)
    before, after = (url_for(shown_by, trang=number, **address) for number in (page - 1, page + 1))
    return Listing(list(rows[:size]), before if page > 1 else "", after if len(rows) > size else "")


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
        "open_orders": partial(orders.count_open, membership.seller_id),
        "today_in_words": format_date(today(), "EEEE, dd/MM"),
    }
