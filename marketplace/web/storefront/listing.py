"""Pages with a shelf of cards: which goods, in which order and from where on stand in the address."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext

from marketplace import shelf
from marketplace.shelf import Answer, Filters, Order
from marketplace.shelf.conditions import Condition
from marketplace.text import N_
from marketplace.web.storefront.cards import views_of

SUGGESTED = 10
ORDERS = {
    Order.FIT: N_("Hợp nhất"),
    Order.POPULAR: N_("Bán chạy"),
    Order.NEWEST: N_("Mới lên chợ"),
    Order.CHEAPEST: N_("Giá thấp trước"),
    Order.DEAREST: N_("Giá cao trước"),
    Order.UNIT_CHEAPEST: N_("Giá mỗi kg, lít thấp trước"),
    Order.RATING: N_("Đánh giá cao trước"),
}
KEPT = frozenset({"nhom", "q", "sao", "thang", "tinh", "xep"})


@dataclass(frozen=True)
class Choice:
    """A link that narrows or sorts a list."""

    text: str
    url: str
    current: bool


def listing(page: str, filters: Filters, *conditions: Condition, words: str = "", **context: object) -> str:
    """The page `page` with one shelf."""
    order = _order(words)
    answer = _answer(filters, *conditions, words=words, order=order)
    found = answer.page
    return render_template(
        f"storefront/catalogue/{page}.html",
        total=found.facets.total,
        cards=views_of(found.cards),
        suggested=[] if found.cards else views_of(shelf.strip(size=SUGGESTED)),
        orders=_choices(order, words),
        previous_url=here(truoc=found.previous, sau=None) if found.previous else "",
        next_url=here(sau=found.next, truoc=None) if found.next else "",
        **context,
    )


def _answer(filters: Filters, *conditions: Condition, words: str, order: Order) -> Answer:
    places = {"after": request.args.get("sau", ""), "before": request.args.get("truoc", "")}
    if words:
        return shelf.search(words, filters, order=order, **places)
    return Answer(shelf.browse(filters, *conditions, order=order, **places), filters=filters)


def _order(words: str) -> Order:
    usual = Order.FIT if words else Order.POPULAR
    wanted = request.args.get("xep", "")
    return Order(wanted) if wanted in ORDERS and (words or wanted != Order.FIT) else usual


def _choices(order: Order, words: str) -> list[Choice]:
    return [
        Choice(gettext(text), here(xep=value, sau=None, truoc=None), value == order)
        for value, text in ORDERS.items()
        if words or value != Order.FIT
    ]


def here(**changes: object) -> str:
    """This page's address with some of its parameters changed."""
    kept = {name: value for name, value in request.args.items() if name in KEPT}
    return url_for(str(request.endpoint), **(request.view_args or {}), **(kept | changes))  # type: ignore[arg-type]
