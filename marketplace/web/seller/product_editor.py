"""One product of the shop as it is on sale, and the ways to change it: each goes through a draft that is looked at."""

from flask import Response, render_template
from flask_login import current_user

from marketplace import catalogue, moderation
from marketplace.approvals import listings
from marketplace.catalogue import drafts
from marketplace.catalogue.models import Product
from marketplace.database import transaction
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import current_membership, requires
from marketplace.web.product_facts import facts_of
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_product", __name__, "/ban-hang/mon/<slug>")


@blueprint.get("", endpoint="show")
@requires(ShopPermission.CHANGE_GOODS)
def show(slug: str) -> str:
    product = _own(slug)
    draft = drafts.find_change(product)
    return render_template(
        "seller/products/show.html",
        product=product,
        facts=facts_of(product, product.variants),
        draft=draft,
        asked=listings.last_asked(draft) if draft else None,
        cases=[case for case in moderation.cases_about(product.id, told=True) if case.is_open],
    )


@blueprint.post("/sua")
@requires(ShopPermission.CHANGE_GOODS)
def change(slug: str) -> Response:
    with transaction():
        draft = drafts.change(_own(slug), by=current_user.user)
    return see_other("shop_drafts.show", ref=draft.ref)


@blueprint.post("/ban-sao")
@requires(ShopPermission.CHANGE_GOODS)
def duplicate(slug: str) -> Response:
    with transaction():
        draft = drafts.duplicate(_own(slug), by=current_user.user)
    return see_other("shop_drafts.show", ref=draft.ref)


def _own(slug: str) -> Product:
    """One of the shop's own goods. Raises ProductNotFound for anybody else's."""
    return catalogue.get_product_of(current_membership().seller_id, slug)
