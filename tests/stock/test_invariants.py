"""Whatever happens in whatever order: a lot holds the sum of its movements, and nothing is sold twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.stock.errors import SoldOut
from marketplace.stock.models import Lot, StockMovement
from tests import factories

STEPS = st.lists(
    st.tuples(st.sampled_from(["receive", "sell", "cancel", "count"]), st.integers(min_value=1, max_value=12)),
    max_size=12,
)


@contextmanager
def undone() -> Iterator[None]:
    """Nothing of what happens inside stays."""
    with db.session.begin_nested() as savepoint:
        yield
        savepoint.rollback()


def differing_lots() -> list[int]:
    moved = func.coalesce(func.sum(StockMovement.quantity), 0)
    sums = select(Lot.id).outerjoin(StockMovement).group_by(Lot.id, Lot.on_hand).having(Lot.on_hand != moved)
    return list(db.session.scalars(sums))


class Shelf:
    """One pack size, its open orders, and how many units should be left."""

    def __init__(self, variant: Variant, owner: User) -> None:
        self.variant, self.owner = variant, owner
        self.open: list[Order] = []
        self.left = 0

    def receive(self, quantity: int) -> None:
        factories.lot(self.variant, quantity, best_before_in_days=quantity * 10)
        self.left += quantity

    def sell(self, quantity: int) -> None:
        if quantity <= self.left:
            self.open.append(factories.purchase((self.variant, quantity)).orders[0])
            self.left -= quantity

    def cancel(self, which: int) -> None:
        if self.open:
            line = self.open.pop(which % len(self.open)).lines[0]
            stock.give_back(line.id, by_id=None)
            self.left += line.quantity

    def count(self, quantity: int) -> None:
        stock.count(self.variant, left=quantity, by_id=self.owner.id)
        self.left = quantity


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_units_are_neither_lost_nor_made(app: Flask, steps: list[tuple[str, int]]) -> None:
    with undone():
        shelf = Shelf(factories.product(left=0).variants[0], factories.user())
        for name, number in steps:
            getattr(shelf, name)(number)
            assert stock.left_of([shelf.variant.id]).get(shelf.variant.id, 0) == shelf.left
            assert differing_lots() == []


def test_a_refused_sale_leaves_everything_as_it_was(app: Flask) -> None:
    product = factories.product(left=3)
    line = factories.order(product, quantity=1).lines[0]
    try:
        with db.session.begin_nested():
            stock.take([stock.Sale(product.variants[0].id, 3, line.id, "Mật ong")])
    except SoldOut:
        pass
    assert stock.left_of([product.variants[0].id]) == {product.variants[0].id: 2}
    assert differing_lots() == []
