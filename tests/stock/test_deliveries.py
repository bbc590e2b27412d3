"""Members' deliveries: what is due to everybody adds up to the dong."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from marketplace import earnings, stock
from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.database import db
from marketplace.orders.states import PaymentMethod
from marketplace.sellers.models import SellerKind
from marketplace.stock import Delivered
from marketplace.stock.lot_errors import AmountRefused, DayAhead, DeliveryNotFound, MemberMissing
from marketplace.stock.models import Lot
from marketplace.stock.processing_models import LotDelivery
from tests import factories, refunding

ONCE = "00000000000a"


@pytest.fixture
def owner(app: Flask) -> User:
    return factories.user()


@pytest.fixture
def lot(app: Flask) -> Lot:
    return factories.lot(factories.product(left=0).variants[0], 10)


def told(member: str = "Bà Mẫu", amount: int = 30_000, price_vnd: int = 90_000, **more: object) -> Delivered:
    return Delivered(member, amount, price_vnd, **({"delivered_on": today()} | more))


AMOUNTS = st.integers(min_value=1, max_value=5_000_000)
PRICES = st.integers(min_value=0, max_value=2_000_000)


@given(rows=st.lists(st.tuples(AMOUNTS, PRICES), min_size=1, max_size=20), earned_vnd=st.integers(0, 10**10))
def test_the_parts_of_the_members_add_up_to_the_dong(rows: list[tuple[int, int]], earned_vnd: int) -> None:
    deliveries = [LotDelivery(member="Bà Mẫu", amount=amount, price_vnd=price) for amount, price in rows]
    shares = stock.shares_of(deliveries, earned_vnd, units_per_price=1_000)
    assert sum(row.earned_vnd for row in shares.rows) == earned_vnd
    assert sum(row.worth_vnd for row in shares.rows) == shares.worth_vnd
    exact = sum(amount * price for amount, price in rows)
    assert abs(shares.worth_vnd * 1_000 - exact) <= 500
    assert all(
        abs(row.worth_vnd * 1_000 - row.delivery.amount * row.delivery.price_vnd) <= 1_500 for row in shares.rows
    )


def test_two_members_share_by_what_they_brought(lot: Lot, owner: User) -> None:
    stock.deliver(lot, told("Bà Mẫu", 30_000), ref="a" * 12, by_id=owner.id)
    stock.deliver(lot, told("Ông Mẫu", 70_000), ref="b" * 12, by_id=owner.id)
    shares = stock.shares_of(stock.deliveries_of(lot), 1_000_001, units_per_price=1_000)
    assert [row.earned_vnd for row in shares.rows] == [300_000, 700_001]
    assert [row.worth_vnd for row in shares.rows] == [2_700_000, 6_300_000]


def test_a_better_grade_at_a_higher_price_gets_more(lot: Lot, owner: User) -> None:
    stock.deliver(lot, told(amount=10_000, price_vnd=100_000, grade="Loại 1"), ref="a" * 12, by_id=owner.id)
    stock.deliver(lot, told(amount=10_000, price_vnd=50_000, grade="Loại 2"), ref="b" * 12, by_id=owner.id)
    rows = stock.shares_of(stock.deliveries_of(lot), 900, units_per_price=1_000).rows
    assert [row.earned_vnd for row in rows] == [600, 300]


def test_without_prices_the_amount_counts(lot: Lot, owner: User) -> None:
    for ref, amount in (("a" * 12, 1_000), ("b" * 12, 3_000)):
        stock.deliver(lot, told(amount=amount, price_vnd=0), ref=ref, by_id=owner.id)
    rows = stock.shares_of(stock.deliveries_of(lot), 400, units_per_price=1_000).rows
    assert [row.earned_vnd for row in rows] == [100, 300]


def test_a_form_that_is_sent_twice_counts_once(lot: Lot, owner: User) -> None:
    for _ in range(2):
        stock.deliver(lot, told(), ref=ONCE, by_id=owner.id)
    assert len(stock.deliveries_of(lot)) == 1


def test_a_struck_delivery_stays_and_counts_no_more(lot: Lot, owner: User) -> None:
    stock.deliver(lot, told(), ref=ONCE, by_id=owner.id)
    struck = stock.strike(lot, ONCE, by_id=owner.id)
    first = struck.struck_at
    assert stock.strike(lot, ONCE, by_id=owner.id).struck_at == first
    assert [delivery.counts for delivery in stock.deliveries_of(lot)] == [False]
    assert stock.shares_of(stock.deliveries_of(lot), 5, units_per_price=1_000).rows == []
    with pytest.raises(DeliveryNotFound):
        stock.strike(factories.lot(lot.variant, 1), ONCE, by_id=owner.id)


def test_what_cannot_be_is_refused(lot: Lot, owner: User) -> None:
    refused = [(told(" "), MemberMissing), (told(amount=0), AmountRefused)]
    refused.append((told(delivered_on=today() + timedelta(days=1)), DayAhead))
    for delivery, error in refused:
        with pytest.raises(error):
            stock.deliver(lot, delivery, ref=ONCE, by_id=owner.id)
    assert stock.deliveries_of(lot) == []


@pytest.mark.parametrize(
    ("typed", "grams"), [("12,5", 12_500), ("12.5", 12_500), ("1250", 1_250_000), ("0,05", 50), ("3,125", 3_125)]
)
def test_kilograms_are_read_as_people_write_them(typed: str, grams: int) -> None:
    assert stock.parse_amount(typed, thousandths=True) == grams


@pytest.mark.parametrize("typed", ["1.250", "1,2505", "0", "-1", "nhiều", "", "1,250.5", "99999999"])
def test_what_could_mean_two_amounts_is_refused(typed: str) -> None:
    with pytest.raises(AmountRefused):
        stock.parse_amount(typed, thousandths=True)


def test_pieces_are_whole() -> None:
    assert stock.parse_amount("12", thousandths=False) == 12
    with pytest.raises(AmountRefused):
        stock.parse_amount("12,5", thousandths=False)


def test_what_a_lot_has_earned_is_what_the_shop_received_for_what_was_delivered_of_it(lot: Lot) -> None:
    """Ten of thirteen jars of a household came out of this lot; the other lot earned the rest of the line."""
    seller = lot.variant.product.seller
    seller.commission_bp, seller.kind = 500, SellerKind.HOUSEHOLD_BUSINESS
    other = factories.lot(lot.variant, 5, best_before_in_days=400)
    order = factories.delivered(lot.variant.product, quantity=13, paying=PaymentMethod.TRANSFER)
    net = order.net_vnd
    assert net < order.goods_vnd - order.commission_vnd
    earned = [earnings.net_of_lot(each) for each in (lot, other)]
    assert sum(earned) == net
    assert earned[0] == round(net * 10 / 13)
    factories.order(lot.variant.product, quantity=1)  # ordered, and not delivered yet
    assert earnings.net_of_lot(other) == earned[1]


def test_what_is_refunded_of_a_lot_is_earned_by_nobody(lot: Lot) -> None:
    order = factories.delivered(lot.variant.product, quantity=2)
    db.session.commit()
    refunding.confirmed(order, 1)
    assert earnings.net_of_lot(lot) == sum(each.net_vnd for each in earnings.earnings_of_order(order.id))
    assert 0 < earnings.net_of_lot(lot) < order.net_vnd
