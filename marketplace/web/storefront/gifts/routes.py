"""What somebody sees of a gift that is on its way to them: what it is and where it comes from, and no price.

Whoever has the link, which is a secret of its own and stands on the card, sees nothing of the buyer but the name on it.
"""

from flask import Blueprint, render_template

from marketplace import orders
from marketplace.orders.states import CALLED_OFF
from marketplace.web.permissions import public
from marketplace.web.storefront.orders.parcel_labels import parcels_of
from marketplace.web.storefront.orders.progress import progress_of

blueprint = Blueprint("gifts", __name__, url_prefix="/qua")


@blueprint.get("/<token>")
@public
def show(token: str) -> str:
    purchase = orders.get_gift(token)
    mine = [parcel for parcel in progress_of(purchase) if parcel.order.gift_token == token]
    return render_template(
        "storefront/gifts/show.html",
        gift=purchase.gift,
        card_text=mine[0].order.card_text if mine else "",
        parcels=[parcel for parcel in mine if parcel.order.state not in CALLED_OFF],
        shipped=parcels_of(purchase),
    )
