"""The card of a gift, to print and put into the box."""

from flask import Response, request, url_for

from marketplace import orders
from marketplace.orders.errors import OrderNotFound
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.card_sheets import SIZES, draw
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_gift_cards", __name__, "/ban-hang/don")


@blueprint.get("/<number>/thiep.pdf")
@requires(ShopPermission.CHANGE_ORDERS)
def show(number: str) -> Response:
    """The size is asked for by `giay`; whatever is none is A6."""
    order = orders.get_order_of_seller(current_membership().seller_id, number)
    gift = order.purchase.gift_of
    if gift is None:
        raise OrderNotFound()
    asked = request.args.get("giay", "")
    printed = draw(
        asked if asked in SIZES else "a6",
        text=order.card_text,
        sender=gift.sender_name,
        url=url_for("gifts.show", token=order.gift_token, _external=True),
        beside=gettext("Quét mã để xem quà này từ đâu đến."),
    )
    answer = Response(printed, content_type="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=f"thiep-{order.number}.pdf")
    return answer
