from datetime import UTC, datetime

import pytest

from marketplace import places, shipping

PHU_THO, HA_NOI, HO_CHI_MINH, CON_DAO = "25", "01", "79", "26732"
AT = datetime(2026, 11, 21, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("app")


def fee(destination: str, *, grams: int = 1_000, goods_vnd: int = 100_000, commune: str = "") -> int:
    return shipping.fee_for(
        origin_province=PHU_THO,
        destination_province=destination,
        destination_commune=commune,
        grams=grams,
        goods_vnd=goods_vnd,
        at=AT,
    )


@pytest.mark.parametrize(("destination", "fee_vnd"), [(PHU_THO, 22_000), (HA_NOI, 30_000), (HO_CHI_MINH, 38_000)])
def test_the_farther_the_dearer(destination: str, fee_vnd: int) -> None:
    assert fee(destination) == fee_vnd


@pytest.mark.parametrize(
    ("grams", "fee_vnd"),
    [(0, 30_000), (2_000, 30_000), (2_001, 33_500), (2_500, 33_500), (2_501, 37_000), (10_000, 86_000)],
)
def test_every_half_kilogram_begun_beyond_two_costs_a_step(grams: int, fee_vnd: int) -> None:
    assert fee(HA_NOI, grams=grams) == fee_vnd


def test_an_island_costs_ten_thousand_more() -> None:
    assert fee(HO_CHI_MINH, commune=CON_DAO) == fee(HO_CHI_MINH) + 10_000


def test_from_half_a_million_delivery_is_free_even_to_an_island() -> None:
    assert fee(HO_CHI_MINH, goods_vnd=499_999, commune=CON_DAO) == 48_000
    assert fee(HO_CHI_MINH, goods_vnd=500_000, commune=CON_DAO) == 0


@pytest.mark.parametrize(("goods_vnd", "gap_vnd"), [(0, 500_000), (330_000, 170_000), (500_000, 0), (900_000, 0)])
def test_the_basket_can_say_how_much_is_missing_for_free_delivery(goods_vnd: int, gap_vnd: int) -> None:
    assert shipping.gap_to_free(goods_vnd, at=AT) == gap_vnd


def test_a_commune_must_lie_in_its_province() -> None:
    with pytest.raises(places.UnknownPlace):
        fee(HA_NOI, commune=CON_DAO)


def test_an_unknown_province_has_no_fee() -> None:
    with pytest.raises(places.UnknownPlace):
        fee("00")
