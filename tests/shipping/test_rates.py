"""Tables of delivery fees follow each other in time, and what they ask adds up to the dong."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from marketplace import shipping
from marketplace.clock import now, pretending, today
from marketplace.database import transaction
from marketplace.places.zones import Zone
from marketplace.shipping.errors import (
    FarCheaperThanNear,
    SurchargeTooHigh,
    TariffEndsBeforeItBegins,
    TariffEndsTooEarly,
    TariffOver,
    TariffSameDay,
    TariffTooEarly,
)
from marketplace.shipping.rates import FIRST_TABLE, FeeBearer, Rate, RateTable, Sent, Surcharge, fee_by
from tests import factories, tariffs

PHU_THO, HA_NOI, HO_CHI_MINH, CON_DAO = "25", "01", "79", "26732"
DONG = st.integers(0, 3_000_000)


@pytest.fixture
def shop_without_tables(app: Flask) -> Iterator[None]:
    yield
    shipping.forget_tables()


def test_the_first_table_prices_every_zone_and_holds_when_no_other_does() -> None:
    assert set(FIRST_TABLE.rates) == set(Zone)


@pytest.mark.usefixtures("shop_without_tables")
def test_a_table_holds_from_its_first_day_to_its_last_and_the_one_before_it_comes_back() -> None:
    first = today() + timedelta(days=3)
    with transaction():
        lasting = shipping.add_tariff(tariffs.new(), by=factories.user(), note="Giá năm mới")
        tet = shipping.add_tariff(
            tariffs.new(first_day=first, last_day=first + timedelta(days=2), remote_vnd=30_000), by=None
        )
    assert shipping.table_on(today()) is FIRST_TABLE
    assert shipping.table_on(first - timedelta(days=1)).ref == lasting.ref
    assert shipping.table_on(first).remote_vnd == shipping.table_on(tet.last_day or first).remote_vnd == 30_000
    assert shipping.table_on(first + timedelta(days=3)).ref == lasting.ref
    assert shipping.table_of(tet.ref).remote_vnd == 30_000
    assert shipping.table_on(date(2020, 1, 1)) is FIRST_TABLE
    assert [event.note for event in shipping.get_tariff(lasting.ref).events] == ["Giá năm mới"]


@pytest.mark.usefixtures("shop_without_tables")
def test_a_table_is_refused_with_the_reason() -> None:
    tomorrow = today() + timedelta(days=1)
    refused = {
        TariffTooEarly: {"first_day": today()},
        TariffEndsBeforeItBegins: {"last_day": today()},
        FarCheaperThanNear: {"nation_first_vnd": 1_000},
        SurchargeTooHigh: {"cash_bp": 501},
    }
    for error, changed in refused.items():
        with pytest.raises(error):
            shipping.check_tariff(tariffs.new(**changed))
    with transaction():
        tariff = shipping.add_tariff(tariffs.new(), by=None)
    with pytest.raises(TariffSameDay):
        shipping.check_tariff(tariffs.new())
    with pytest.raises(TariffEndsTooEarly), transaction():
        shipping.end_tariff(tariff, last_day=today() - timedelta(days=1), by=None)
    with transaction():
        shipping.end_tariff(tariff, last_day=today(), by=None)
    shipping.check_tariff(tariffs.new())
    assert shipping.table_on(tomorrow) is FIRST_TABLE
    with pytest.raises(TariffOver), transaction():
        shipping.end_tariff(tariff, last_day=tomorrow, by=None)


def test_a_surcharge_is_a_share_of_the_whole_sum_above_its_limit() -> None:
    cash = Surcharge(free_to_vnd=1_000_000, basis_points=80, least_vnd=9_000)
    assert [cash.of(sum_vnd) for sum_vnd in (0, 1_000_000, 1_000_001, 2_000_000)] == [0, 0, 9_000, 16_000]
    assert Surcharge().of(5_000_000) == 0


def test_a_large_light_box_counts_by_its_size_and_a_remote_commune_costs_more() -> None:
    table = tariffs.new(remote_communes=("00004",), cm3_per_kg=5_000).tariff().table
    plain = Sent(PHU_THO, HA_NOI, 1_000, 100_000)
    assert fee_by(table, plain).full_vnd == 32_000
    assert fee_by(table, Sent(PHU_THO, HA_NOI, 1_000, 100_000, cm3=15_001)).full_vnd == 32_000 + 3 * 4_000
    assert fee_by(table, Sent(PHU_THO, HA_NOI, 1_000, 100_000, "00004")).remote_vnd == 12_000
    assert fee_by(table, Sent(PHU_THO, HO_CHI_MINH, 1_000, 100_000, CON_DAO)).remote_vnd == 12_000


@given(
    table=st.builds(
        RateTable,
        valid_from=st.just(date(2026, 1, 1)),
        rates=st.fixed_dictionaries({zone: st.builds(Rate, DONG, DONG) for zone in Zone}),
        first_grams=st.integers(1, 5_000),
        further_grams=st.integers(1, 5_000),
        remote_vnd=DONG,
        free_from_vnd=st.none() | st.integers(1, 3_000_000),
        free_paid_by=st.sampled_from(FeeBearer),
        cash=st.builds(Surcharge, DONG, st.integers(0, 500), DONG),
        insurance=st.builds(Surcharge, DONG, st.integers(0, 500)),
    ),
    grams=st.integers(1, 50_000),
    cm3=st.integers(0, 100_000),
    goods_vnd=DONG,
    pays_cash=st.booleans(),
)
def test_buyer_and_bearer_pay_every_fee_between_them_to_the_dong(
    table: RateTable, grams: int, cm3: int, goods_vnd: int, pays_cash: bool
) -> None:
    sent = Sent(PHU_THO, HO_CHI_MINH, grams, goods_vnd, CON_DAO, cm3, pays_cash)
    fee, more = fee_by(table, sent), fee_by(table, Sent(PHU_THO, HO_CHI_MINH, grams + 1, goods_vnd, CON_DAO, cm3, True))
    assert fee.charged_vnd + fee.waived_vnd == fee.full_vnd
    assert min(fee.carriage_vnd, fee.remote_vnd, fee.insurance_vnd, fee.cash_vnd) >= 0
    assert (fee.charged_vnd == 0) or fee.waived_by is None
    assert more.full_vnd >= fee.full_vnd


def test_the_clock_of_the_shop_decides_which_table_counts(app: Flask) -> None:
    with transaction():
        shipping.add_tariff(tariffs.new(), by=None)
    sent = Sent(PHU_THO, HA_NOI, 1_000, 100_000)
    assert shipping.fee_of(sent, at=now()).charged_vnd == 30_000
    with pretending(now() + timedelta(days=1)):
        assert shipping.fee_of(sent, at=now()).charged_vnd == 32_000
