"""How far goods may travel."""

from datetime import datetime
from functools import cache
from typing import Final

from marketplace import places
from marketplace.catalogue.models import ShipScope, StorageClass
from marketplace.places import Province
from marketplace.places.zones import Zone, zone_between
from marketplace.shipping.arrival import COLD
from marketplace.shipping.errors import OutOfReach
from marketplace.shipping.quoting import fee_for
from marketplace.text import N_

_FARTHEST: Final = {
    ShipScope.PROVINCE: Zone.SAME_PROVINCE,
    ShipScope.REGION: Zone.SAME_REGION,
    ShipScope.NATION: Zone.BETWEEN_REGIONS,
}


def can_reach(scope: ShipScope, *, origin_province: str, destination_province: str) -> bool:
    """Whether goods of that scope are sent from the one province to the other. Raises places.UnknownPlace."""
    return zone_between(origin_province, destination_province) <= _FARTHEST[scope]


@cache
def reached_provinces(scope: ShipScope, *, origin_province: str) -> tuple[Province, ...]:
    """All provinces to which goods of that scope are sent. Raises places.UnknownPlace."""
    return tuple(
        province
        for province in places.provinces()
        if can_reach(scope, origin_province=origin_province, destination_province=province.code)
    )


def highest_fee(scope: ShipScope, *, origin_province: str, grams: int, goods_vnd: int, at: datetime) -> int:
    """What a parcel costs at most among the provinces that it may go to, in dong, islands apart."""
    reached = reached_provinces(scope, origin_province=origin_province)
    return fee_for(
        origin_province=origin_province,
        destination_province=max(reached, key=lambda province: zone_between(origin_province, province.code)).code,
        grams=grams,
        goods_vnd=goods_vnd,
        at=at,
    )


def require_reach(scope: ShipScope, *, storage: StorageClass, origin_province: str, destination_province: str) -> None:
    """Raises OutOfReach, which says how far these goods are sent, when they can't reach that province."""
    if can_reach(scope, origin_province=origin_province, destination_province=destination_province):
        return
    province = places.get_province(origin_province)
    raise OutOfReach(_SENTENCES[scope, storage in COLD], province=province)


_SENTENCES: Final = {
    (ShipScope.PROVINCE, True): N_("Hàng lạnh này chỉ gửi trong %(province)s. Chọn nơi nhận khác hoặc bỏ món này"),
    (ShipScope.PROVINCE, False): N_("Món này chỉ gửi trong %(province)s. Chọn nơi nhận khác hoặc bỏ món này"),
    (ShipScope.REGION, True): N_(
        "Hàng lạnh này chỉ gửi tới các tỉnh cùng miền với %(province)s. Chọn nơi nhận khác hoặc bỏ món này"
    ),
    (ShipScope.REGION, False): N_(
        "Món này chỉ gửi tới các tỉnh cùng miền với %(province)s. Chọn nơi nhận khác hoặc bỏ món này"
    ),
}
