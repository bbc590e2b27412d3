"""Looking around: home, families of goods, search, the season, makers and their shops."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import ColumnElement

from marketplace import catalogue, places, sellers, shelf
from marketplace.clock import today
from marketplace.sellers.models import Seller
from marketplace.shelf import Order
from marketplace.shelf.models import Card, Shelf
from marketplace.text import N_, clean_line
from marketplace.web.filters import number
from marketplace.web.locale import current
from marketplace.web.storefront import product_view
from marketplace.web.storefront.cards import views_of

blueprint = Blueprint("catalogue", __name__)

GRADES = (5, 4, 3)
STRIP = 5
MAKERS = 48
SUGGESTED = 10
FEWEST_FACTS_FOR_STORY = 2
ORDERS = {
    Order.POPULAR: N_("Bán chạy"),
    Order.NEWEST: N_("Mới lên chợ"),
    Order.CHEAPEST: N_("Giá thấp trước"),
    Order.DEAREST: N_("Giá cao trước"),
}


@dataclass(frozen=True)
class Choice:
    """A link that narrows or sorts a list."""

    text: str
    url: str
    current: bool


@blueprint.get("/")
def home() -> str:
    month = today().month
    in_season = shelf.strip(shelf.in_season(month), size=STRIP)
    popular = shelf.strip(size=SUGGESTED)
    return render_template(
        "storefront/catalogue/home.html",
        month=month,
        in_season=views_of(in_season),
        popular=views_of(popular),
        story=_teller(in_season + popular),
        grades=GRADES,
    )


@blueprint.get("/c/<slug>")
def category(slug: str) -> str:
    family = catalogue.get_category(slug)
    return _listing("category", shelf.of_family(family), category=family)


@blueprint.get("/tim")
def search() -> str:
    words, stars = clean_line(request.args.get("q", ""), 120), request.args.get("sao", 0, int)
    conditions = [shelf.matching(words)] if words else []
    if stars in GRADES:
        conditions.append(shelf.graded(stars))
    return _listing("search", *conditions, query=words, stars=stars if stars in GRADES else 0)


@blueprint.get("/mua")
def season() -> str:
    this_month = today().month
    month = request.args.get("thang", this_month, int)
    month = month if 1 <= month <= 12 else this_month
    months = [Choice(gettext("T%(month)s", month=m), url_for(".season", thang=m), m == month) for m in range(1, 13)]
    return _listing("season", shelf.in_season(month), month=month, this_month=this_month, months=months)


@blueprint.get("/p/<slug>")
def product(slug: str) -> str:
    return product_view.render(slug, ref=request.args.get("co", ""))


@blueprint.get("/htx", endpoint="sellers")
def all_sellers() -> str:
    counts, wanted = sellers.count_open_by_province(), request.args.get("tinh", "")
    chosen = wanted if wanted in counts else ""
    total = counts[chosen] if chosen else sum(counts.values())
    page = min(max(request.args.get("trang", 1, int), 1), max(1, ceil(total / MAKERS)))
    last = min(page * MAKERS, total)
    return render_template(
        "storefront/catalogue/sellers.html",
        provinces=sellers.open_by_province(chosen, limit=MAKERS, offset=(page - 1) * MAKERS),
        choices=list(_provinces(counts, chosen)),
        chosen=chosen,
        previous_url=_here(trang=page - 1) if page > 1 else "",
        next_url=_here(trang=page + 1) if last < total else "",
        seen=gettext("Đã xem %(last)s trên %(total)s nơi", last=number(last), total=number(total)),
    )


@blueprint.get("/htx/<slug>")
def shop(slug: str) -> str:
    seller = sellers.get_open_seller(slug)
    return _listing("shop", shelf.made_by(seller), seller=seller)


def _listing(page: str, *conditions: ColumnElement[bool], **context: object) -> str:
    """A page with one shelf of cards; how it is sorted and which part is shown stand in the address."""
    order = Order(wanted) if (wanted := request.args.get("xep", "")) in ORDERS else Order.POPULAR
    found = shelf.shelf(*conditions, order=order, page=request.args.get("trang", 1, int))
    return render_template(
        f"storefront/catalogue/{page}.html",
        shelf=found,
        cards=views_of(found.cards),
        suggested=[] if found.total else views_of(shelf.strip(size=SUGGESTED)),
        orders=[Choice(gettext(text), _here(xep=value, trang=None), value == order) for value, text in ORDERS.items()],
        previous_url=_here(trang=found.page - 1) if found.page > 1 else "",
        next_url=_here(trang=found.page + 1) if found.page < found.pages else "",
        seen=_seen(found),
        **context,
    )


def _provinces(counts: dict[str, int], chosen: str) -> Iterator[Choice]:
    """Every province with makers, and all of them together."""
    yield Choice(gettext("Mọi tỉnh, thành phố"), _here(tinh=None, trang=None), not chosen)
    for code, count in counts.items():
        name = places.get_province(code).name_in(current())
        yield Choice(f"{name} ({number(count)})", _here(tinh=code, trang=None), code == chosen)


def _here(**changes: object) -> str:
    """This page's address with some of its parameters changed."""
    kept = {name: value for name, value in request.args.items() if name in {"q", "sao", "thang", "tinh", "xep"}}
    return url_for(str(request.endpoint), **(request.view_args or {}), **(kept | changes))  # type: ignore[arg-type]


def _seen(found: Shelf) -> str:
    last = min(found.page * found.size, found.total)
    return gettext("Đã xem %(last)s trên %(total)s món", last=number(last), total=number(found.total))


def _teller(cards: list[Card]) -> Seller | None:
    """A maker of these goods who has a story and some facts to tell."""
    makers = (card.product.seller for card in cards)
    return next((maker for maker in makers if maker.story_vi and len(maker.facts) >= FEWEST_FACTS_FOR_STORY), None)
