"""Public holidays and days off postpone parcels, and nothing else does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import shipping
from marketplace.catalogue.models import StorageClass
from marketplace.shipping.rest_days import holidays, holidays_between, is_moving_day, is_packing_day

PHU_THO, HA_NOI = "25", "01"


def arrival(placed_on: date, **values: object) -> shipping.Arrival:
    known: dict[str, object] = {"storage": StorageClass.AMBIENT} | values
    return shipping.expected_arrival(
        origin_province=PHU_THO,
        destination_province=HA_NOI,
        placed_on=placed_on,
        **known,
    )


def test_every_year_has_its_holidays() -> None:
    for year in (2026, 2027, 2028):
        names = {each.name_vi for each in holidays() if each.first_on.year == year}
        assert len(names) == 6
        assert "Tết Nguyên đán" in names


@pytest.mark.parametrize("first_of_the_year", [date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26)])
def test_nothing_is_packed_or_moved_on_the_first_day_of_tet(first_of_the_year: date) -> None:
    assert not is_packing_day(first_of_the_year)
    assert not is_moving_day(first_of_the_year)


def test_before_tet_parcels_on_their_way_arrive_and_no_new_one_is_collected() -> None:
    day_before = date(2027, 2, 3)
    assert is_moving_day(day_before)
    assert not is_packing_day(day_before)


def test_an_order_in_the_last_days_before_tet_arrives_after_it() -> None:
    assert arrival(date(2027, 2, 1)).first_on == date(2027, 2, 16)
    assert [each.name_vi for each in holidays_between(date(2027, 2, 1), date(2027, 2, 15))] == ["Tết Nguyên đán"]


def test_a_holiday_in_the_middle_of_the_week_costs_a_day() -> None:
    plain, over_culture_day = arrival(date(2026, 11, 16)), arrival(date(2026, 11, 23))
    assert plain.first_on - date(2026, 11, 16) == timedelta(days=3)
    assert over_culture_day.first_on - date(2026, 11, 23) == timedelta(days=4)


def test_cold_goods_do_not_leave_on_the_eve_of_a_holiday() -> None:
    monday = date(2027, 8, 30)
    assert arrival(monday, lead_days=1).first_on == date(2027, 9, 4)
    assert arrival(monday, lead_days=1, storage=StorageClass.CHILLED).first_on == date(2027, 9, 8)


def test_the_seller_s_days_off_are_no_packing_days() -> None:
    monday = date(2026, 11, 16)
    off = ((date(2026, 11, 17), date(2026, 11, 19)),)
    assert arrival(monday).first_on == date(2026, 11, 19)
    assert arrival(monday, closed=off).first_on == date(2026, 11, 23)
    assert arrival(monday, closed=((date(2026, 11, 10), date(2026, 11, 15)),)) == arrival(monday)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 60))
def test_days_off_never_bring_a_parcel_earlier(placed_on: date, length: int) -> None:
    off = ((placed_on, placed_on + timedelta(days=length)),)
    assert arrival(placed_on, closed=off).first_on > off[0][1]
    assert arrival(placed_on) <= arrival(placed_on, closed=off)
