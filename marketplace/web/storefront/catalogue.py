"""Looking around: home, families of goods, search, the season, makers and their shops."""

from flask import Blueprint, request

from marketplace import catalogue, curation, sellers, shelf
from marketplace.clock import today
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters
from marketplace.shelf.models import Card
from marketplace.text import clean_line
from marketplace.web import page_cache
from marketplace.web.storefront import makers, product_view, recently_seen
from marketplace.web.storefront.cards import views_of
from marketplace.web.storefront.families import tree
from marketplace.web.storefront.filter_args import LONGEST_QUERY
from marketplace.web.storefront.listing import SUGGESTED, listing
from marketplace.web.storefront.season import calendar

blueprint = Blueprint("catalogue", __name__)

GRADES = (5, 4, 3)
STRIP = 5
COLLECTIONS = 3
FEWEST_FACTS_FOR_STORY = 2


def _is_shared(listed: page_cache.Listed, _about: None) -> bool | None:
    """Home reminds a guest of what they looked at: that page is theirs alone."""
    return None if listed else True


@blueprint.get("/")
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
        collections=curation.on_show(limit=COLLECTIONS),
        seen=recently_seen.recently_seen(),
        grades=GRADES,
    )


@blueprint.get("/c/<slug>")
@page_cache.kept()
def category(slug: str) -> bytes:
    family = catalogue.get_category(slug)
    return listing("category", Filters(category=family.slug), keep=True, category=family)


@blueprint.get("/tim")
@page_cache.kept()
def search() -> bytes:
    words = clean_line(request.args.get("q", ""), LONGEST_QUERY)
    return listing("search", Filters(), words=words, keep=True, query=words)


@blueprint.get("/danh-muc")
@page_cache.kept()
def families() -> bytes:
    return tree()


@blueprint.get("/mua")
@page_cache.kept()
def season() -> bytes:
    return calendar()


@blueprint.get("/p/<slug>")
@page_cache.kept(session=("wishes",), decides=product_view.is_wished, notes=recently_seen.note)
def product(slug: str) -> bytes:
    return product_view.render(slug, ref=request.args.get("co", ""))


@blueprint.get("/htx", endpoint="sellers")
def all_sellers() -> str:
    return makers.directory()


@blueprint.get("/htx/<slug>")
@page_cache.kept()
def shop(slug: str) -> bytes:
    seller = sellers.get_open_seller(slug)
    return listing("shop", Filters(sellers=(seller.slug,)), seller=seller, **makers.told(seller))


def _teller(cards: list[Card]) -> Seller | None:
    """A maker of these goods who has a story and some facts to tell."""
    tellers = sellers.open_sellers_of(card.seller_slug for card in cards)
    return next((maker for maker in tellers if maker.story_vi and len(maker.facts) >= FEWEST_FACTS_FOR_STORY), None)
