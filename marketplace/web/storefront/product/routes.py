"""The address of a product."""

from flask import Blueprint, request

from marketplace.web import page_cache
from marketplace.web.permissions import public
from marketplace.web.storefront.product import page
from marketplace.web.storefront.wishlist import recently_seen

blueprint = Blueprint("product", __name__)


@blueprint.get("/p/<slug>")
@public
@page_cache.kept(session=("wishes",), decides=page.is_wished, notes=recently_seen.note)
def show(slug: str) -> bytes:
    return page.render(slug, ref=request.args.get("co", ""))
