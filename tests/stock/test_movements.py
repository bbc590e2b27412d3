"""Units that leave without an order, and counting a lot."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from marketplace import orders, stock
from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.orders.errors import CountBelowReserved
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from marketplace.stock.lot_errors import (
    BeforeTheLot,
    DayAhead,
    LotShort,
    MovementKept,
    MovementNotFound,
    QuantityRefused,
    ReasonMissing,
)
from marketplace.stock.models import Lot, MovementReason
from tests import factories

FORM = "00000000000a"


@pytest.fixture
def owner(app: Flask) -> User:
    return factories.user()


@pytest.fixture
def lot(app: Flask) -> Lot:
    """Ten jars, packed today."""
    return factories.lot(factories.product(left=0).variants[0], 10)


def withdraw(lot: Lot, by: User, **told: Any) -> None:
    usual = {"quantity": 2, "reason": MovementReason.GIFT, "happened_on": today(), "ref": FORM}
    stock.withdraw(lot, **(usual | told), by_id=by.id)


def ordered(lot: Lot, quantity: int) -> Order:
    return factories.purchase((lot.variant, quantity)).orders[0]


@pytest.mark.parametrize("reason", stock.TOLD_BY_SELLER)
def test_every_reason_that_a_seller_can_tell_takes_units_out(lot: Lot, owner: User, reason: MovementReason) -> None:
    withdraw(lot, owner, reason=reason, note="Hội chợ")
    row = stock.movements_of(lot, limit=1)[0]
    assert (lot.on_hand, row.quantity, row.reason, row.note) == (8, -2, reason, "Hội chợ")


def test_a_form_that_is_sent_twice_counts_once(lot: Lot, owner: User) -> None:
    withdraw(lot, owner), withdraw(lot, owner)
    assert lot.on_hand == 8


def test_what_was_sold_the_day_before_is_told_with_its_day(lot: Lot, owner: User) -> None:
    lot.packed_on = today() - timedelta(days=5)
    withdraw(lot, owner, happened_on=today() - timedelta(days=1))
    assert stock.movements_of(lot, limit=1)[0].happened_on == today() - timedelta(days=1)


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (QuantityRefused, {"quantity": 0}),
        (LotShort, {"quantity": 11}),
        (DayAhead, {"happened_on": today() + timedelta(days=1)}),
        (BeforeTheLot, {"happened_on": today() - timedelta(days=1)}),
        (ReasonMissing, {"reason": MovementReason.SALE}),
        (ReasonMissing, {"reason": MovementReason.COUNTED}),
    ],
)
def test_what_cannot_have_left_is_refused(
    lot: Lot, owner: User, refusal: type[DomainError], told: dict[str, Any]
) -> None:
    with pytest.raises(refusal):
        withdraw(lot, owner, **told)
    assert (lot.on_hand, len(stock.movements_of(lot, limit=9))) == (10, 1)


def test_what_buyers_have_ordered_stays(lot: Lot, owner: User) -> None:
    ordered(lot, 7)
    with pytest.raises(LotShort) as refused:
        withdraw(lot, owner, quantity=4)
    assert refused.value.left == 3
    withdraw(lot, owner, quantity=3)
    assert (lot.on_hand, orders.reserved_in([lot.id])) == (0, {lot.id: 7})


def test_a_recalled_lot_is_thrown_away_by_the_book(lot: Lot, owner: User) -> None:
    stock.recall(lot, reason_vi="Vỡ nắp")
    withdraw(lot, owner, quantity=10, reason=MovementReason.SPOILED)
    assert lot.on_hand == 0


def test_a_mistake_is_taken_back_by_one_more_row_and_only_once(lot: Lot, owner: User) -> None:
    withdraw(lot, owner)
    stock.take_back(lot, FORM, by_id=owner.id)
    assert lot.on_hand == 10
    rows = stock.movements_of(lot, limit=9)
    assert [(row.quantity, row.reason) for row in rows][:2] == [(2, "corrected"), (-2, "gift")]
    assert rows[0].corrects_id == rows[1].id
    with pytest.raises(MovementKept):
        stock.take_back(lot, FORM, by_id=owner.id)
    assert lot.on_hand == 10


def test_the_row_of_another_lot_is_not_there(lot: Lot, owner: User) -> None:
    withdraw(lot, owner)
    other = factories.lot(lot.variant, 5)
    with pytest.raises(MovementNotFound):
        stock.take_back(other, FORM, by_id=owner.id)


def test_what_is_ordered_is_reserved_until_it_is_handed_over(lot: Lot, owner: User) -> None:
    order = ordered(lot, 4)
    assert orders.reserved_in([lot.id]) == {lot.id: 4}
    orders.confirm(order, by=owner)
    orders.pack(order, by=owner)
    assert orders.reserved_in([lot.id]) == {lot.id: 4}
    orders.ship(order, by=owner, carrier="GHN", tracking_number="VN1")
    assert orders.reserved_in([lot.id]) == {}
    assert stock.left_of([lot.variant_id]) == {lot.variant_id: 6}


def test_a_cancelled_order_reserves_nothing(lot: Lot, owner: User) -> None:
    order = ordered(lot, 4)
    orders.cancel(order, by=owner, role=ActorRole.SELLER, reason="Hết hàng")
    assert orders.reserved_in([lot.id]) == {}


def test_a_count_is_of_everything_in_the_shed(lot: Lot, owner: User) -> None:
    ordered(lot, 4)
    assert orders.count_lot(lot, counted=9, by_id=owner.id) == -1
    assert (lot.on_hand, orders.reserved_in([lot.id])) == (5, {lot.id: 4})
    assert orders.count_lot(lot, counted=12, by_id=owner.id) == 3
    assert orders.count_lot(lot, counted=12, by_id=owner.id) == 0
    assert lot.on_hand == 8


def test_fewer_than_buyers_have_ordered_is_told_not_written(lot: Lot, owner: User) -> None:
    ordered(lot, 4)
    with pytest.raises(CountBelowReserved) as refused:
        orders.count_lot(lot, counted=3, by_id=owner.id)
    assert refused.value.params == {"counted": 3, "reserved": 4}
    assert lot.on_hand == 6
