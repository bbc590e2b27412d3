"""Looking around: home, categories of goods and search."""

from flask import Blueprint, request

from marketplace import catalogue, collections, sellers, shelf
from marketplace.catalogue import CATEGORIES
from marketplace.clock import today
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters
from marketplace.shelf.category_counts import count_by_category
from marketplace.shelf.models import Card
from marketplace.text import N_, clean_line
from marketplace.web import page_cache
from marketplace.web.permissions import public
from marketplace.web.storefront.catalogue.cards import views_of
from marketplace.web.storefront.catalogue.filter_args import LONGEST_QUERY
from marketplace.web.storefront.catalogue.listing import SUGGESTED, listing
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
    in_season = shelf.strip(Filters(months=(month,)), size=STRIP)
    popular = shelf.strip(size=SUGGESTED)
    return page_cache.page(
        "storefront/catalogue/home.html",
        month=month,
        in_season=views_of(in_season),
        popular=views_of(popular),
        story=_teller(in_season + popular),
        collections=collections.on_show(limit=COLLECTIONS),
        seen=recently_seen.recently_seen(),
        grades=GRADES,
    )


@blueprint.get("/c/<slug>")
@public
@page_cache.kept()
def category(slug: str) -> bytes:
    category = catalogue.get_category(slug)
    return listing("catalogue/category", Filters(category=category.slug), keep=True, category=category)


@blueprint.get("/tim")
@public
@page_cache.kept()
def search() -> bytes:
    words = clean_line(request.args.get("q", ""), LONGEST_QUERY)
    return listing("catalogue/search", Filters(), words=words, keep=True, query=words)


@blueprint.get("/danh-muc")
@public
@page_cache.kept()
def categories() -> bytes:
    return tree()


def _teller(cards: list[Card]) -> Seller | None:
    """A seller of these goods who has a story and some facts to tell."""
    tellers = sellers.open_sellers_of(card.seller_slug for card in cards)
    return next((seller for seller in tellers if seller.story_vi and len(seller.facts) >= FEWEST_FACTS_FOR_STORY), None)
