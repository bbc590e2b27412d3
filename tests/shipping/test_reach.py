import pytest

from marketplace import shipping
from marketplace.catalogue.models import ShipScope, StorageClass

PHU_THO, HA_NOI, HO_CHI_MINH = "25", "01", "79"


def send(scope: ShipScope, destination: str, storage: StorageClass = StorageClass.AMBIENT) -> None:
    shipping.require_reach(scope, storage=storage, origin_province=PHU_THO, destination_province=destination)


@pytest.mark.parametrize(
    ("scope", "destination"),
    [(ShipScope.NATION, HO_CHI_MINH), (ShipScope.REGION, HA_NOI), (ShipScope.PROVINCE, PHU_THO)],
)
def test_goods_travel_as_far_as_their_seller_allows(scope: ShipScope, destination: str) -> None:
    send(scope, destination)


def test_cold_goods_that_cannot_get_there_are_refused_with_the_reason() -> None:
    with pytest.raises(shipping.OutOfReach, match="Hàng lạnh này chỉ gửi tới các tỉnh cùng miền với Phú Thọ"):
        send(ShipScope.REGION, HO_CHI_MINH, StorageClass.CHILLED)
    with pytest.raises(shipping.OutOfReach, match="Hàng lạnh này chỉ gửi trong Phú Thọ"):
        send(ShipScope.PROVINCE, HA_NOI, StorageClass.FROZEN)


@pytest.mark.parametrize("scope", [ShipScope.REGION, ShipScope.PROVINCE])
def test_other_goods_are_not_called_cold(scope: ShipScope) -> None:
    with pytest.raises(shipping.OutOfReach, match="^Món này chỉ gửi"):
        send(scope, HO_CHI_MINH)
