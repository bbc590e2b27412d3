"""A packer takes from another lot than the one that expires first."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, events, orders, stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from marketplace.stock import LotShare, Sale
from marketplace.stock.errors import LotNotThere, LotTooSmall
from marketplace.stock.models import Lot
from tests import factories
from tests.stock.test_races import all_at_once, lots_and_movements


@pytest.fixture
def jars(app: Flask) -> Variant:
    """Two lots to sell, and one that is past its best."""
    variant = factories.product(left=0).variants[0]
    factories.lot(variant, 5, code="soon", best_before_in_days=30)
    factories.lot(variant, 9, code="late", best_before_in_days=300)
    factories.lot(variant, 9, code="past", best_before_in_days=-1)
    return variant


@pytest.fixture
def packer(app: Flask) -> User:
    return factories.user("Chị Mẫu Gói")


def on_hand(variant: Variant) -> dict[str, int]:
    return dict(db.session.execute(select(Lot.code, Lot.on_hand).where(Lot.variant_id == variant.id)).all())


def sale(order: Order) -> Sale:
    line = order.lines[0]
    return Sale(line.variant_id, line.quantity, line.id, line.name_vi)


def shares(order: Order) -> list[LotShare]:
    return stock.lots_of_lines([order.lines[0].id]).get(order.lines[0].id, [])


def test_the_units_come_from_the_chosen_lot_alone(jars: Variant, packer: User) -> None:
    order = factories.purchase((jars, 7)).orders[0]
    assert shares(order) == [LotShare("soon", 5), LotShare("late", 2)]
    stock.choose_lot(sale(order), "late", by_id=packer.id)
    assert shares(order) == [LotShare("late", 7)]
    assert on_hand(jars) == {"soon": 5, "late": 2, "past": 9}
    assert list(audit.check(db.session)) == []


def test_the_way_there_and_back_leaves_everything_as_it_was(jars: Variant, packer: User) -> None:
    order = factories.purchase((jars, 4)).orders[0]
    before = shares(order), on_hand(jars)
    for code in ("late", "soon", "soon"):
        stock.choose_lot(sale(order), code, by_id=packer.id)
    assert (shares(order), on_hand(jars)) == before
    assert list(audit.check(db.session)) == []


def test_a_cancelled_order_gives_back_to_the_lot_that_was_chosen(jars: Variant, packer: User) -> None:
    order = factories.purchase((jars, 4)).orders[0]
    stock.choose_lot(sale(order), "late", by_id=packer.id)
    orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đặt nhầm")
    events.hand_out([order.events[-1]])
    assert on_hand(jars) == {"soon": 5, "late": 9, "past": 9}
    assert list(audit.check(db.session)) == []


@pytest.mark.parametrize(("code", "refusal"), [("past", LotNotThere), ("none", LotNotThere), ("soon", LotTooSmall)])
def test_what_cannot_be_taken_is_refused(jars: Variant, packer: User, code: str, refusal: type[Exception]) -> None:
    order = factories.purchase((jars, 7)).orders[0]
    with pytest.raises(refusal):
        stock.choose_lot(sale(order), code, by_id=packer.id)


def test_a_recalled_lot_is_refused(jars: Variant, packer: User) -> None:
    order = factories.purchase((jars, 2)).orders[0]
    stock.recall(db.session.scalars(select(Lot).where(Lot.code == "late")).one(), reason_vi="Lẫn nước")
    with pytest.raises(LotNotThere):
        stock.choose_lot(sale(order), "late", by_id=packer.id)


def test_packers_who_change_lots_crosswise_wait_for_each_other_and_lose_no_unit(committed_app: Flask) -> None:
    with transaction():
        variant = factories.product(left=0).variants[0]
        factories.lot(variant, 18, code="soon", best_before_in_days=30)
        factories.lot(variant, 18, code="late", best_before_in_days=300)
        packer = factories.user()
        sales = [sale(factories.purchase((variant, 1)).orders[0]) for _ in range(12)]
        for one in sales[:6]:
            stock.choose_lot(one, "late", by_id=packer.id)

    def choose(one: Sale, code: str) -> Callable[[], object]:
        return lambda: stock.choose_lot(one, code, by_id=packer.id)

    for back, forth in (("soon", "late"), ("late", "soon"), ("soon", "late")):
        deeds = [choose(one, back) for one in sales[:6]] + [choose(one, forth) for one in sales[6:]]
        all_at_once(committed_app, deeds)
        assert lots_and_movements() == (24, 24)
        assert on_hand(variant) == {"soon": 12, "late": 12}
