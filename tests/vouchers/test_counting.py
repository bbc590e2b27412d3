"""The rule by which vouchers are counted (docs/decisions/0100): pure, without a database."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.clock import now
from marketplace.vouchers import Bearer, Counted, Goods, Voucher, VoucherKind, count
from marketplace.vouchers.counting import LEAST_LINE_VND
from marketplace.vouchers.errors import VoucherAlone, VoucherGivesNothing, VoucherOtherGoods, VoucherTooSmall

HONEY = Goods("honey", "a", 1, 11, "mat-ong", 165_000)
TEA = Goods("tea", "a", 1, 12, "che", 90_000)
RICE = Goods("rice", "b", 2, 21, "gao", 45_001)
ALL = (HONEY, TEA, RICE)
FEES = {"a": 30_000, "b": 22_000}


def voucher(kind: VoucherKind = VoucherKind.PERCENT, bearer: Bearer = Bearer.MARKET, **values: Any) -> Voucher:
    rate = {"basis_points": 1_000} if kind == VoucherKind.PERCENT else {"basis_points": 0}
    made = {"amount_vnd": 0, "least_vnd": 0, "product_ids": [], "families": [], "used": 0, **rate, **values}
    times = {"starts_at": now() - timedelta(1), "ends_at": now() + timedelta(1)}
    return Voucher(kind=kind, bearer=bearer, **{"code": f"{bearer}{kind}".upper(), **times, **made})


def of_lines(counted: Counted, bearer: Bearer = Bearer.MARKET) -> list[int]:
    return [counted.of_line(line.key, bearer) for line in ALL]


def test_a_percentage_is_rounded_half_up_and_split_by_largest_remainder() -> None:
    counted = count([voucher()], ALL, FEES)
    assert counted.amount_vnd == 30_000  # 10 % of 300,001 is 30,000.1
    assert of_lines(counted) == [16_500, 9_000, 4_500]


def test_a_cap_an_amount_and_goods_are_kept_to() -> None:
    assert count([voucher(most_vnd=20_000)], ALL, FEES).amount_vnd == 20_000
    only_tea = voucher(VoucherKind.AMOUNT, amount_vnd=15_000, product_ids=[12])
    assert of_lines(count([only_tea], ALL, FEES)) == [0, 15_000, 0]
    family = voucher(VoucherKind.AMOUNT, amount_vnd=5_000, families=["gao", "che"], least_vnd=135_001)
    assert of_lines(count([family], ALL, FEES)) == [0, 3_333, 1_667]


def test_the_sellers_come_first_then_the_markets_on_what_is_left_then_delivery() -> None:
    free = voucher(VoucherKind.DELIVERY, code="FREE", most_vnd=40_000)
    shops = voucher(bearer=Bearer.SELLER, seller_id=1, basis_points=2_000, code="SHOP")
    counted = count([free, voucher(), shops], ALL, FEES)
    assert [cut.voucher.code for cut in counted.cuts] == ["SHOP", "MARKETPERCENT", "FREE"]
    assert of_lines(counted, Bearer.SELLER) == [33_000, 18_000, 0]
    assert counted.cuts[1].amount_vnd == 24_900  # of the 249,001 that are left
    assert (counted.of_delivery("a"), counted.of_delivery("b")) == (23_077, 16_923)


def test_a_shop_that_pays_the_delivery_sells_its_goods_for_less() -> None:
    free = voucher(VoucherKind.DELIVERY, Bearer.SELLER, seller_id=1)
    counted = count([free, voucher(VoucherKind.DELIVERY, code="FREE")], ALL, FEES)
    assert sum(of_lines(counted, Bearer.SELLER)) == 30_000
    assert (counted.of_delivery("a"), counted.of_delivery("b")) == (0, 22_000)  # nobody pays a fee twice


@pytest.mark.parametrize(
    ("tried", "refusal"),
    [
        (voucher(least_vnd=300_002), VoucherTooSmall),
        (voucher(families=["thu-cong"]), VoucherOtherGoods),
        (voucher(VoucherKind.AMOUNT, amount_vnd=500, product_ids=[21]), None),
    ],
)
def test_why_a_voucher_does_not_count(tried: Voucher, refusal: type[Exception] | None) -> None:
    counted = count([tried], ALL, FEES)
    assert [type(error) for error in counted.refused] == ([refusal] if refusal else [])
    assert bool(counted.cuts) == (refusal is None)


def test_of_two_vouchers_of_one_sort_the_first_counts() -> None:
    counted = count([voucher(code="ONE"), voucher(code="TWO", basis_points=2_000)], ALL, FEES)
    assert [cut.voucher.code for cut in counted.cuts] == ["ONE"]
    assert [(type(error), error.code) for error in counted.refused] == [(VoucherAlone, "TWO")]


def test_delivery_that_costs_nothing_cannot_become_cheaper_and_waits_for_a_place() -> None:
    free = voucher(VoucherKind.DELIVERY)
    assert [type(error) for error in count([free], ALL, {"a": 0, "b": 0}).refused] == [VoucherGivesNothing]
    assert [cut.amount_vnd for cut in count([free], ALL, None).cuts] == [0]


@given(
    prices=st.lists(st.integers(1, 3_000_000), min_size=1, max_size=6),
    fees=st.lists(st.integers(0, 80_000), min_size=6, max_size=6),
    rates=st.lists(st.integers(1, 7_000), min_size=3, max_size=3),
    amount=st.integers(1, 4_000_000),
)
def test_nothing_becomes_cheaper_than_the_least_and_the_parts_add_up(
    prices: list[int], fees: list[int], rates: list[int], amount: int
) -> None:
    goods = [Goods(n, n % 2, n % 2, n, "che", price) for n, price in enumerate(prices)]
    asked = [
        voucher(bearer=Bearer.SELLER, seller_id=0, basis_points=rates[0], code="A"),
        voucher(VoucherKind.AMOUNT, Bearer.SELLER, seller_id=1, amount_vnd=amount, code="B"),
        voucher(VoucherKind.AMOUNT, amount_vnd=amount, code="C"),
        voucher(VoucherKind.DELIVERY, code="D", most_vnd=rates[2]),
    ]
    counted = count(asked, goods, dict(enumerate(fees)))
    for line in goods:
        off = sum(counted.of_line(line.key, bearer) for bearer in Bearer)
        assert 0 <= off <= max(line.price_vnd - LEAST_LINE_VND, 0)
    for parcel in (0, 1):
        assert 0 <= counted.of_delivery(parcel) <= fees[parcel]
    assert counted.amount_vnd == sum(cut.amount_vnd for cut in counted.cuts)
    assert all(cut.amount_vnd > 0 for cut in counted.cuts)
