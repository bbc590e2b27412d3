"""Help for sellers: the practice shop, and what each screen is for."""

from itertools import groupby

from flask import render_template

from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import requires
from marketplace.web.seller.screen_help import HELP, TOPICS, screen_help
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_help", __name__, "/ban-hang/tro-giup")
blueprint.add_app_template_global(screen_help)


@blueprint.get("")
@requires(ShopPermission.VIEW_SHOP)
def show() -> str:
    by_topic = {topic: list(screens) for topic, screens in groupby(HELP.values(), key=lambda screen: screen.topic)}
    return render_template("seller/help.html", topics=[(topic, TOPICS[topic], by_topic[topic]) for topic in TOPICS])
