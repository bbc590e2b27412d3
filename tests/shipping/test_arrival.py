from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import shipping
from marketplace.catalogue.models import StorageClass

PHU_THO, HA_NOI, HO_CHI_MINH = "25", "01", "79"
SUNDAY = 6


def arrival(
    destination: str, placed_on: date, storage: StorageClass = StorageClass.AMBIENT, lead_days: int = 1
) -> shipping.Arrival:
    return shipping.expected_arrival(
        origin_province=PHU_THO,
        destination_province=destination,
        placed_on=placed_on,
        storage=storage,
        lead_days=lead_days,
    )


def test_a_parcel_to_the_same_region_takes_two_to_three_days_after_packing() -> None:
    assert arrival(HA_NOI, date(2026, 11, 30)) == (date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 1))


def test_nothing_moves_on_a_sunday() -> None:
    assert arrival(HA_NOI, date(2026, 11, 28)) == (date(2026, 12, 2), date(2026, 12, 3), date(2026, 11, 30))


@pytest.mark.parametrize("storage", [StorageClass.CHILLED, StorageClass.FROZEN])
def test_cold_goods_ready_on_a_friday_wait_for_monday(storage: StorageClass) -> None:
    thursday = date(2026, 12, 3)
    assert arrival(HA_NOI, thursday).first_on == date(2026, 12, 7)
    assert arrival(HA_NOI, thursday, storage).first_on == date(2026, 12, 9)


def test_the_seller_s_own_days_are_counted() -> None:
    assert arrival(HA_NOI, date(2026, 11, 30), lead_days=3).first_on == date(2026, 12, 5)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.sampled_from(StorageClass), st.integers(0, 10))
def test_a_parcel_arrives_after_it_was_ordered_and_never_on_a_sunday(
    placed_on: date, storage: StorageClass, lead_days: int
) -> None:
    near, far = (arrival(place, placed_on, storage, lead_days) for place in (PHU_THO, HO_CHI_MINH))
    assert placed_on < near.first_on <= near.last_on <= far.last_on
    assert SUNDAY not in {near.first_on.weekday(), near.last_on.weekday(), far.first_on.weekday()}
