"""What the shop Green Life offers beside carriers in the demo shop, and an order that waits to be fetched there."""

from typing import Final

from marketplace import sellers
from marketplace.demo.content import Row
from marketplace.demo.past import Past
from marketplace.sellers import DeliveryKind, OwnDelivery
from marketplace.sellers.models import Seller

AT_THE_SHOP: Final = OwnDelivery(
    DeliveryKind.PICKUP,
    phone="+84900000102",
    street="Nhà sơ chế, xóm Mẫu",
    commune_code="05014",
    hours="7:30 đến 17:00, trừ Chủ nhật",
)
AT_THE_ASSOCIATION: Final = OwnDelivery(
    DeliveryKind.PICKUP,
    name="Cửa hàng Mẫu của hội OCOP",
    phone="+84900000103",
    street="Số 1 phố Mẫu",
    commune_code="00004",
    hours="8:00 đến 19:00 mỗi ngày",
    days=2,
)
NEARBY: Final = OwnDelivery(
    DeliveryKind.LOCAL,
    phone="+84900000102",
    areas=("05014", "04978", "05068"),
    fee_vnd=10_000,
    free_from_vnd=200_000,
    days=1,
)
WAITING: Final[Row] = {
    "buyer": "E",
    "hours_ago": 40,
    "parcels": [{"state": "shipped", "lines": [{"ref": "GL-500", "quantity": 1}]}],
}


def add_own_delivery(shop: Seller, past: Past) -> None:
    """Last of all: what was ordered before went by carrier."""
    sellers.save_delivery(shop, NEARBY)
    sellers.save_delivery(shop, AT_THE_SHOP)
    there = sellers.save_delivery(shop, AT_THE_ASSOCIATION)
    past.add_purchase(WAITING | {"ways": {shop.slug: there.ref}})
