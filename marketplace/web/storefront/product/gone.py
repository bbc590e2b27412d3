"""A product that is not sold, at the moment or for good: what it was, and what one can have instead."""

from flask import Blueprint, render_template

from marketplace import shelf
from marketplace.catalogue import get_category
from marketplace.catalogue.errors import ProductArchived, ProductGone
from marketplace.shelf import Filters
from marketplace.web.product_cards import views_of

blueprint = Blueprint("product_gone", __name__)

SIMILAR = 10


@blueprint.app_errorhandler(ProductGone)
def show(error: ProductGone) -> tuple[str, int]:
    """The same for goods taken off the shelf and for sellers who do not sell now; nobody need know which."""
    category = get_category(error.category)
    similar = views_of(shelf.strip(Filters(category=category.slug), size=SIMILAR))
    return render_template(
        "storefront/product/gone.html", product=error, category=category, similar=similar
    ), error.status


@blueprint.app_errorhandler(ProductArchived)
def show_archived(error: ProductArchived) -> tuple[str, int]:
    """Who made what was put away for good, and what else they sell."""
    others = views_of(shelf.strip(Filters(sellers=(error.maker_slug,)), size=SIMILAR))
    return render_template(
        "storefront/product/archived.html", product=error, category=get_category(error.category), others=others
    ), error.status
