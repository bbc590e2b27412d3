"""What a pack size has cost, with when it was changed and by whom."""

from flask import render_template

from marketplace import catalogue, prices, sellers
from marketplace.prices import PriceChange
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.price_words import name_of, steps_of
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_prices", __name__, "/ban-hang/mon/<ref>/lich-su-gia")


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    shop = current_membership().seller_id
    variant, team = catalogue.get_variant_of(shop, ref), {member.user_id for member in sellers.members_of(shop)}
    changes = prices.history_of([variant.id])

    def who(change: PriceChange) -> str:
        """Colleagues by name, others as the market."""
        return name_of(change) if change.by_id in team else gettext("người của chợ") if change.by_id else ""

    return render_template("seller/products/prices.html", variant=variant, steps=list(steps_of(changes[::-1], who)))
