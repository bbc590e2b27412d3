"""Looking around: home, categories of goods and search."""

from flask import Blueprint, request
from flask_login import current_user

from marketplace import catalogue, collections, orders, sellers, shelf
from marketplace.cache_tags import WHOLE_SHELF, of_category
from marketplace.catalogue import CATEGORIES
from marketplace.clock import today
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters
from marketplace.shelf.category_counts import count_by_category
from marketplace.shelf.models import Card
from marketplace.text import N_, clean_line
from marketplace.web import page_cache
from marketplace.web.permissions import public
from marketplace.web.product_cards import CardView, of_cards, views_of
from marketplace.web.storefront.catalogue.filter_args import LONGEST_QUERY
from marketplace.web.storefront.catalogue.hits import hits_of
from marketplace.web.storefront.catalogue.listing import IN_A_SEARCH, ON_A_PAGE, SUGGESTED, listing
from marketplace.web.storefront.wishlist import recently_seen

# The six groups of Decision 148/QĐ-TTg of 2023; a group without categories is named all the same.
GROUPS = {
    "food": N_("Thực phẩm"),
    "drink": N_("Đồ uống"),
    "herb": N_("Dược liệu và sản phẩm từ dược liệu"),
    "craft": N_("Hàng thủ công mỹ nghệ"),
    "plant": N_("Sinh vật cảnh"),
    "tourism": N_("Dịch vụ du lịch cộng đồng"),
}


def tree() -> bytes:
    """The page of all categories."""
    return page_cache.page(
        "storefront/catalogue/categories.html",
        groups=[
            (name, [category for category in CATEGORIES if category.group == group]) for group, name in GROUPS.items()
        ],
        counts=count_by_category(),
    )


blueprint = Blueprint("catalogue", __name__)

GRADES = (5, 4, 3)
STRIP = 5
LOOKED_BACK = 20
"""Goods bought last among which some can be bought today."""
FEWEST_IN_SEASON = 4
"""Fewer would leave a hole in the row: then goods that sell well fill it up."""
COLLECTIONS = 3
FEWEST_FACTS_FOR_STORY = 2


def _is_shared(listed: page_cache.Listed, _about: None) -> bool | None:
    """Home reminds a guest of what they looked at: that page is theirs alone."""
    return None if listed else True


@blueprint.get("/")
@public
@page_cache.kept(cookies=(recently_seen.COOKIE,), decides=_is_shared)
def home() -> bytes:
    month = today().month
    count_by_category()  # for the navigation of every page
    in_season = shelf.strip(Filters(months=(month,)), size=STRIP)
    best = shelf.strip(size=STRIP + SUGGESTED)
    row, popular = _picked(in_season, best)
    return page_cache.page(
        "storefront/catalogue/home.html",
        month=month,
        row=views_of(row),
        is_all_in_season=row == in_season,
        popular=views_of(popular),
        story=_teller(row + popular),
        collections=collections.on_show(limit=COLLECTIONS),
        seen=recently_seen.recently_seen(),
        bought=_bought(),
        grades=GRADES,
        tags={WHOLE_SHELF, *of_cards(row + popular)},
    )


@blueprint.get("/c/<slug>")
@public
@page_cache.kept()
def category(slug: str) -> bytes:
    category = catalogue.get_category(slug)
    return listing(
        "catalogue/category",
        Filters(category=category.slug),
        keep=True,
        tags={of_category(category.slug)},
        category=category,
    )


@blueprint.get("/tim")
@public
@page_cache.kept()
def search() -> bytes:
    words = clean_line(request.args.get("q", ""), LONGEST_QUERY)
    size = IN_A_SEARCH if words else ON_A_PAGE
    tags = {WHOLE_SHELF}
    return listing(
        "catalogue/search", Filters(), words=words, hits=hits_of, keep=True, size=size, tags=tags, query=words
    )


@blueprint.get("/danh-muc")
@public
@page_cache.kept()
def categories() -> bytes:
    return tree()


def _bought() -> list[CardView]:
    """What a signed-in person bought and can buy today, the latest first. Guests have none, and nothing is asked: the
    page of a signed-in person is kept for nobody.
    """
    ids = orders.products_bought(current_user.id, limit=LOOKED_BACK) if current_user.is_authenticated else []
    found = [card for card in shelf.among(ids) if card.is_in_stock] if ids else []
    return views_of(sorted(found, key=lambda card: ids.index(card.product_id))[:STRIP])


def _picked(in_season: list[Card], best: list[Card]) -> tuple[list[Card], list[Card]]:
    """What stands on top of home, a whole row, and what stands below it."""
    missing = STRIP - len(in_season) if len(in_season) < FEWEST_IN_SEASON else 0
    rest = [card for card in best if card not in in_season]
    return in_season + rest[:missing], rest[missing:][:SUGGESTED]


def _teller(cards: list[Card]) -> Seller | None:
    """A seller of these goods who has a story and some facts to tell."""
    tellers = sellers.open_sellers_of((card.seller_slug for card in cards), telling=True)
    return next((seller for seller in tellers if len(seller.facts) >= FEWEST_FACTS_FOR_STORY), None)
