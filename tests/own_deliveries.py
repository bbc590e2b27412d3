"""What sellers of the tests offer beside the market's carriers."""

from marketplace import sellers
from marketplace.database import db
from marketplace.sellers import DeliveryKind, OwnDelivery
from marketplace.sellers.models import Seller

BA_DINH = "00004"


def brings(seller: Seller, *, fee_vnd: int = 15_000, areas: tuple[str, ...] = (BA_DINH,), days: int = 1) -> OwnDelivery:
    """The seller brings it to Ba Đình, for nothing from 300.000 dong on."""
    told = OwnDelivery(DeliveryKind.LOCAL, areas=areas, fee_vnd=fee_vnd, free_from_vnd=300_000, days=days)
    return _saved(seller, told)


def keeps(seller: Seller, name: str = "") -> OwnDelivery:
    """One can fetch it at the seller's."""
    place = {"street": "Số 4, xóm Đồi", "commune_code": BA_DINH, "hours": "7:30 đến 17:00"}
    return _saved(seller, OwnDelivery(DeliveryKind.PICKUP, name, "+84900000123", **place))


def of_shop(seller: Seller) -> dict[str, dict[str, str]]:
    """What the addresses of its pages name."""
    ref = brings(seller).ref
    return {
        "shop_own_delivery": {"kind": "tu-giao", "way": ref},
        "operator_own_deliveries": {"slug": seller.slug, "way": ref},
    }


def _saved(seller: Seller, told: OwnDelivery) -> OwnDelivery:
    saved = sellers.save_delivery(seller, told)
    db.session.flush()
    return saved
