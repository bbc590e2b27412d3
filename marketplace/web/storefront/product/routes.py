"""The address of a product."""

from flask import Blueprint, request

from marketplace.web.permissions import public
from marketplace.web.storefront.product import page

blueprint = Blueprint("product", __name__)


@blueprint.get("/p/<slug>")
@public
def show(slug: str) -> bytes:
    return page.render(slug, ref=request.args.get("co", ""))
