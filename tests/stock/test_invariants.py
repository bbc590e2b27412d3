"""Whatever happens in whatever order: a lot holds the sum of its movements, and nothing is sold twice."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from marketplace import orders, stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.orders.errors import CountBelowReserved
from marketplace.orders.models import Order
from marketplace.refs import new_ref
from marketplace.stock import LotFacts
from marketplace.stock.errors import SoldOut
from marketplace.stock.lot_errors import LotShort
from marketplace.stock.models import Lot, MovementReason, StockMovement
from tests import factories

WAYS = ("receive", "sell", "cancel", "count", "withdraw", "take_back", "count_lot", "mend", "convert")
STEPS = st.lists(
    st.tuples(st.sampled_from(WAYS), st.integers(min_value=1, max_value=12)),
    max_size=16,
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
        self.other = factories.product(variant.product.seller, left=0).variants[0]
        self.open: list[Order] = []
        self.told: list[tuple[Lot, str, int]] = []
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

    def withdraw(self, quantity: int) -> None:
        lot, ref = self.first_lot(), new_ref()
        if lot is None:
            return
        told = {"reason": MovementReason.PESTS, "happened_on": today(), "ref": ref}
        with suppress(LotShort):
            stock.withdraw(lot, quantity=quantity, by_id=self.owner.id, **told)
            self.told.append((lot, ref, quantity))
            self.left -= quantity

    def take_back(self, which: int) -> None:
        if self.told:
            lot, ref, quantity = self.told.pop(which % len(self.told))
            stock.take_back(lot, ref, by_id=self.owner.id)
            self.left += quantity

    def count_lot(self, quantity: int) -> None:
        lot = self.first_lot()
        with suppress(CountBelowReserved):
            self.left += orders.count_lot(lot, counted=quantity, by_id=self.owner.id) if lot else 0

    def mend(self, quantity: int) -> None:
        lot = self.first_lot()
        if lot is None:
            return
        stood = stock.received_in([lot.id]).get(lot.id, 0)
        with suppress(LotShort):
            facts = LotFacts(lot.code, lot.packed_on, lot.harvested_on, lot.best_before_on)
            stock.mend_lot(lot, facts, received=quantity, by_id=self.owner.id)
            self.left += quantity - stood

    def convert(self, quantity: int) -> None:
        lot = self.first_lot()
        if lot is None or lot.on_hand < quantity:
            return
        facts = LotFacts(new_ref(), today())
        stock.convert({lot: quantity}, self.other, facts, quantity=1, ref=new_ref(), by_id=self.owner.id)
        self.left -= quantity

    def first_lot(self) -> Lot | None:
        """The lot that is sold first, as it stands."""
        lots = select(Lot).where(Lot.variant_id == self.variant.id, Lot.on_hand > 0).order_by(*stock.FIRST_EXPIRING)
        return db.session.scalars(lots.limit(1).execution_options(populate_existing=True)).first()


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
