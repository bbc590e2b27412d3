"""What all pages of a shop share: whose shop it is, and how much waits."""

from typing import Any, Final

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import format_date

from marketplace import notices, orders, sellers
from marketplace.clock import today
from marketplace.counting import count_all
from marketplace.notices import NoticeKind
from marketplace.orders import OPEN_STATES, Tally
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller, SellerEvent
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.delivery_words import way_of
from marketplace.web.errors import expected
from marketplace.web.permissions import current_membership, memberships
from marketplace.web.seller.gift_words import gift_notes

NEEDED: Final = {
    NoticeKind.MONEY: ShopPermission.VIEW_MONEY,
    NoticeKind.MESSAGES: ShopPermission.ANSWER_CUSTOMERS,
    NoticeKind.QUESTIONS: ShopPermission.ANSWER_CUSTOMERS,
}


def shop_pages(name: str, import_name: str, url_prefix: str) -> Blueprint:
    """A blueprint whose pages know the shop: `current_shop`, `membership`, `open_orders()` and `unread_notices()`."""
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


def notice_kinds() -> tuple[NoticeKind, ...]:
    """What somebody may read of the shop's notices: those who see no money hear of none."""
    membership = current_membership()
    return tuple(kind for kind in NoticeKind if kind not in NEEDED or membership.may(NEEDED[kind]))


def _counts() -> tuple[int, int]:
    """How many orders wait for the shop, of the tallies where the page has them, and how many notices are unread."""
    if "shop_counts" not in g:
        membership = current_membership()
        asked = [notices.unread_of_shop(membership.user_id, membership.seller_id, notice_kinds())]
        if "tallies" in g:
            waiting = sum(g.tallies[state].count for state in OPEN_STATES)
            g.shop_counts = (waiting, *count_all(asked))
        else:
            g.shop_counts = tuple(count_all([orders.open_orders(membership.seller_id), *asked]))
    found: tuple[int, int] = g.shop_counts
    return found


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
        "open_orders": lambda: _counts()[0],
        "unread_notices": lambda: _counts()[1],
        "gift_notes": gift_notes,
        "way_of": way_of,
        "today_in_words": format_date(today(), "EEEE, dd/MM"),
    }
