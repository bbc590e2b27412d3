"""Looking around: home, categories of goods and search."""

from flask import Blueprint, request

from marketplace import catalogue, collections, sellers, shelf
from marketplace.clock import today
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters
from marketplace.shelf.models import Card
from marketplace.text import clean_line
from marketplace.web import unchanged
from marketplace.web.permissions import public
from marketplace.web.storefront.catalogue.cards import views_of
from marketplace.web.storefront.catalogue.categories import tree
from marketplace.web.storefront.catalogue.filter_args import LONGEST_QUERY
from marketplace.web.storefront.catalogue.listing import SUGGESTED, listing
from marketplace.web.storefront.wishlist.recently_seen import recently_seen

blueprint = Blueprint("catalogue", __name__)

GRADES = (5, 4, 3)
STRIP = 5
COLLECTIONS = 3
FEWEST_FACTS_FOR_STORY = 2


@blueprint.get("/")
@public
def home() -> bytes:
    month = today().month
    in_season = shelf.strip(Filters(months=(month,)), size=STRIP)
    popular = shelf.strip(size=SUGGESTED)
    return unchanged.page(
        "storefront/catalogue/home.html",
        month=month,
        in_season=views_of(in_season),
        popular=views_of(popular),
        story=_teller(in_season + popular),
        collections=collections.on_show(limit=COLLECTIONS),
        seen=recently_seen(),
        grades=GRADES,
    )


@blueprint.get("/c/<slug>")
@public
def category(slug: str) -> bytes:
    category = catalogue.get_category(slug)
    return listing("catalogue/category", Filters(category=category.slug), keep=True, category=category)


@blueprint.get("/tim")
@public
def search() -> bytes:
    words = clean_line(request.args.get("q", ""), LONGEST_QUERY)
    return listing("catalogue/search", Filters(), words=words, keep=True, query=words)


@blueprint.get("/danh-muc")
@public
def categories() -> bytes:
    return tree()


def _teller(cards: list[Card]) -> Seller | None:
    """A seller of these goods who has a story and some facts to tell."""
    tellers = sellers.open_sellers_of(card.seller_slug for card in cards)
    return next((seller for seller in tellers if seller.story_vi and len(seller.facts) >= FEWEST_FACTS_FOR_STORY), None)
