"""Goods that the market's people chose for an occasion."""

from flask import Blueprint
from flask_login import current_user

from marketplace import collections
from marketplace.accounts import OperatorPermission
from marketplace.clock import today
from marketplace.collections import Collection, CollectionState
from marketplace.collections.errors import CollectionNotFound
from marketplace.web import page_cache
from marketplace.web.filters import say
from marketplace.web.permissions import public
from marketplace.web.product_cards import views_of

blueprint = Blueprint("collections", __name__, url_prefix="/chon-loc")

MOST_SHOWN = 24


@blueprint.get("", endpoint="list")
@public
@page_cache.kept()
def all_on_show() -> bytes:
    return page_cache.page("storefront/collections/list.html", collections=collections.on_show(limit=MOST_SHOWN))


@blueprint.get("/<slug>")
@public
@page_cache.kept()
def show(slug: str) -> bytes:
    collection = _visible(slug)
    state = collection.state_on(today())
    return page_cache.page(
        "storefront/collections/show.html",
        collection=collection,
        cards=views_of(collections.cards_in(collection)),
        reasons=[(item.product, reason) for item in collection.items if (reason := say(item, "note"))],
        has_ended=state == CollectionState.ENDED,
        is_preview=state in {CollectionState.DRAFT, CollectionState.COMING},
    )


def _visible(slug: str) -> Collection:
    """Operators see drafts as well, the way shoppers will."""
    try:
        return collections.get_shown(slug)
    except CollectionNotFound:
        if not current_user.may(OperatorPermission.VIEW_CATALOGUE):
            raise
    return collections.get_collection(slug)
