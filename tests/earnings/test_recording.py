"""The book of earnings: what a final sale leaves everybody, and what a refund takes back, to the last dong."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from marketplace import earnings, fees, guards, orders, payments
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.earnings.models import Earning
from marketplace.earnings.recording import PARTS, taken_back
from marketplace.gathering import gather
from marketplace.orders.models import Order, OrderEvent
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.payments.states import RefundBearer
from marketplace.sellers.models import SellerKind
from tests import factories, refunding


def household_sale(quantity: int = 1, price_vnd: int = 33_333) -> Order:
    seller = factories.seller("Nhà chị Mẫu", kind=SellerKind.HOUSEHOLD_BUSINESS)
    return factories.delivered(factories.product(seller, left=20, price_vnd=price_vnd), quantity=quantity)


def test_a_delivery_writes_what_the_sale_leaves_everybody(app: Flask) -> None:
    order = household_sale(quantity=3)
    (row,) = earnings.earnings_of_order(order.id)
    assert (row.goods_vnd, row.commission_vnd, row.withheld_vat_vnd, row.withheld_pit_vnd) == (
        99_999,
        5_000,
        1_000,
        500,
    )
    assert row.net_vnd == order.net_vnd == 93_499
    assert row.commission_vat_vnd == fees.vat_in(5_000, now().date())
    assert (row.legal_basis, row.kind, row.quantity) == ("252/2026/NĐ-CP", "household_business", 3)


def test_nothing_is_held_back_from_a_cooperative(app: Flask) -> None:
    (row,) = earnings.earnings_of_order(factories.delivered().id)
    assert (row.withheld_vat_vnd, row.withheld_pit_vnd, row.legal_basis, row.net_vnd) == (0, 0, "", 156_750)


def test_the_legal_form_at_the_delivery_counts_and_stays(app: Flask) -> None:
    order = household_sale()
    before = order.net_vnd
    order.seller.kind = SellerKind.COOPERATIVE
    db.session.flush()
    assert order.net_vnd == before
    (row,) = earnings.earnings_of_order(order.id)
    assert (row.kind, row.withheld_vat_vnd) == ("household_business", 333)


def test_rows_are_never_changed_nor_deleted(app: Flask) -> None:
    household_sale()
    db.session.commit()
    for change in ("UPDATE earnings SET net_vnd = 0, goods_vnd = 0", "DELETE FROM earnings"):
        with pytest.raises(DBAPIError, match=guards.SAYS), db.session.begin_nested():
            db.session.execute(db.text(change))
    assert len(db.session.scalars(select(Earning)).all()) == 1


def test_a_delivery_through_an_older_server_is_written_down_later_once(app: Flask) -> None:
    order = factories.order(factories.product(factories.seller(kind=SellerKind.INDIVIDUAL_FARMER)))
    at = datetime(2026, 6, 20, 3, tzinfo=UTC)
    order.state = OrderState.DELIVERED
    order.events.append(OrderEvent(state=OrderState.DELIVERED, role=ActorRole.SELLER, at=at))
    db.session.flush()
    assert earnings.catch_up() == 1
    assert earnings.catch_up() == 0
    (row,) = earnings.earnings_of_order(order.id)
    assert (row.month, row.legal_basis, row.withheld_pit_vnd) == ("2026-06", "117/2025/NĐ-CP", 1_650)
    assert order.withheld_vnd == 3_300 + 1_650


def sale(goods_vnd: int, commission_vnd: int, vat_vnd: int, pit_vnd: int) -> Earning:
    parts = {"commission_vnd": commission_vnd, "withheld_vat_vnd": vat_vnd, "withheld_pit_vnd": pit_vnd}
    return Earning(
        goods_vnd=goods_vnd,
        net_vnd=goods_vnd - sum(parts.values()),
        commission_vat_vnd=commission_vnd * 2 // 27,
        quantity=9,
        legal_basis="252/2026/NĐ-CP",
        **parts,
    )


@given(st.integers(1, 10_000_000), st.lists(st.integers(1, 3_000_000), min_size=1, max_size=12))
@settings(max_examples=300)
def test_refunds_of_every_size_take_back_exactly_what_was_taken(goods_vnd: int, pieces: list[int]) -> None:
    sold = sale(goods_vnd, goods_vnd // 20, goods_vnd // 100, goods_vnd // 200)
    rows = [sold]
    for number, piece in enumerate([*pieces, goods_vnd]):
        back = taken_back(rows, refund_id=number, goods_vnd=piece, quantity=0, at=now())
        taken = back.commission_vnd + back.withheld_vat_vnd + back.withheld_pit_vnd
        assert back.goods_vnd == taken + back.net_vnd
        assert all(getattr(back, part) <= 0 for part in PARTS)
        rows.append(back)
        assert sum(row.goods_vnd for row in rows) >= 0
    for part in (*PARTS, "goods_vnd", "net_vnd"):
        assert sum(getattr(row, part) for row in rows) == 0


def books(order: Order) -> list[tuple[int, int, int, int]]:
    rows = earnings.earnings_of_order(order.id)
    return [(row.goods_vnd, row.commission_vnd, row.withheld_vat_vnd, row.withheld_pit_vnd) for row in rows]


def sums(order: Order) -> set[int]:
    rows = earnings.earnings_of_order(order.id)
    return {sum(getattr(row, part) for row in rows) for part in (*PARTS, "goods_vnd", "net_vnd", "quantity")}


def test_each_refunded_unit_takes_its_part_back_and_the_last_one_the_rest(app: Flask) -> None:
    order = household_sale(quantity=3)
    for _ in range(3):
        refunding.confirmed(order, 1)
    assert books(order) == [
        (99_999, 5_000, 1_000, 500),
        (-33_333, -1_667, -333, -167),
        (-33_333, -1_666, -334, -166),
        (-33_333, -1_667, -333, -167),
    ]
    assert sums(order) == {0}


def test_what_is_only_asked_for_takes_nothing_back(app: Flask) -> None:
    order = household_sale(quantity=2)
    refunding.asked(order, 1)
    assert len(books(order)) == 1


@pytest.mark.parametrize("bearer", [RefundBearer.SHOP, RefundBearer.CARRIER])
def test_what_somebody_else_bears_leaves_the_seller_what_was_earned(app: Flask, bearer: RefundBearer) -> None:
    order = household_sale(quantity=2)
    refunding.confirmed(order, 2, bearer=bearer)
    assert len(books(order)) == 1


def test_what_the_bank_returns_is_earned_again_until_it_goes_once_more(app: Flask) -> None:
    order = household_sale(quantity=2)
    refund = refunding.confirmed(order, 2)
    assert sums(order) == {0}
    refunding.returned(refund)
    assert books(order)[-1] == books(order)[0]
    with transaction():
        payments.mark_sent(payments.get_refund(refund.ref))
    refunding.confirm(refund)
    assert sums(order) == {0}
    assert len(books(order)) == 4


def test_what_went_back_before_the_delivery_is_taken_back_with_it(app: Flask) -> None:
    household = factories.seller(kind=SellerKind.INDIVIDUAL_FARMER)
    product = factories.product(household, price_vnd=100_000)
    bought = factories.purchase((product.variants[0], 2), paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(bought.code)
    (order,) = bought.orders
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
    refunding.confirmed(order, 1)
    assert books(order) == []
    with transaction():
        orders.deliver(order, by=None, role=ActorRole.SELLER)
    assert books(order) == [(200_000, 10_000, 2_000, 1_000), (-100_000, -5_000, -1_000, -500)]


def test_the_tax_comes_back_in_the_month_of_the_return(app: Flask) -> None:
    order = household_sale()
    with pretending(now() + timedelta(days=40)):
        refunding.confirmed(order, 1)
    sale_row, back = earnings.earnings_of_order(order.id)
    assert back.month > sale_row.month
    assert (back.legal_basis, back.kind) == (sale_row.legal_basis, sale_row.kind)


@pytest.mark.parametrize(("price_vnd", "commission_bp"), [(165_000, 500), (33_333, 777), (1_001, 499), (7_777, 1)])
def test_what_was_delivered_in_a_month_is_the_sum_of_what_each_order_leaves(
    app: Flask, price_vnd: int, commission_bp: int
) -> None:
    product = factories.product(factories.seller(commission_bp=commission_bp), left=20, price_vnd=price_vnd)
    done = [factories.delivered(product, quantity=quantity) for quantity in (1, 2, 3)]
    factories.order(product)
    factories.delivered()  # another shop's
    this_month, earlier = (earnings.month_of(now() - timedelta(days=days)) for days in (0, 40))
    figures = 3, sum(order.goods_vnd for order in done), sum(order.net_vnd for order in done)
    months = [earnings.delivered_in(product.seller_id, month) for month in (this_month, earlier)]
    assert gather(*months) == [[figures], [(0, 0, 0)]]
