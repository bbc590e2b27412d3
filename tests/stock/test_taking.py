import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import stock
from marketplace.cart.errors import NotEnoughLeft
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.stock import LotShare
from marketplace.stock.errors import SoldOut
from marketplace.stock.models import Lot
from tests import factories


@pytest.fixture
def jars(app: Flask) -> Variant:
    """Three lots: the newest code expires first, and one lot keeps for ever."""
    variant = factories.product(left=0).variants[0]
    factories.lot(variant, 5, code="never", best_before_in_days=None)
    factories.lot(variant, 5, code="late", best_before_in_days=300)
    factories.lot(variant, 5, code="soon", best_before_in_days=30)
    return variant


def on_hand(variant: Variant) -> dict[str, int]:
    rows = db.session.execute(select(Lot.code, Lot.on_hand).where(Lot.variant_id == variant.id))
    return dict(rows.all())


def order_of(variant: Variant, quantity: int) -> Order:
    return factories.purchase((variant, quantity)).orders[0]


def test_the_lot_that_expires_first_is_sold_first(jars: Variant) -> None:
    order_of(jars, 3)
    assert on_hand(jars) == {"soon": 2, "late": 5, "never": 5}


def test_an_order_may_take_from_several_lots_and_the_packer_sees_from_which(jars: Variant) -> None:
    line = order_of(jars, 12).lines[0]
    assert on_hand(jars) == {"soon": 0, "late": 0, "never": 3}
    assert stock.lots_of_lines([line.id]) == {line.id: [LotShare("soon", 5), LotShare("late", 5), LotShare("never", 2)]}


def test_what_is_past_its_best_before_day_is_not_sold(jars: Variant) -> None:
    factories.lot(jars, 50, code="past", best_before_in_days=-1)
    assert stock.left_of([jars.id]) == {jars.id: 15}
    with pytest.raises(NotEnoughLeft):
        order_of(jars, 16)


def test_the_best_before_day_itself_still_sells(app: Flask) -> None:
    variant = factories.product(left=0).variants[0]
    factories.lot(variant, 2, best_before_in_days=0)
    order_of(variant, 2)
    assert stock.left_of([variant.id]) == {}


def test_more_than_there_is_is_refused_with_what_is_left(jars: Variant) -> None:
    line = order_of(jars, 5).lines[0]
    with pytest.raises(SoldOut) as refusal:
        stock.take([stock.Sale(jars.id, 11, line.id, "Mật ong, hũ 500 ml")])
    assert str(refusal.value) == "Mật ong, hũ 500 ml chỉ còn 10. Sửa số lượng rồi đặt lại."


def test_a_sold_out_jar_is_refused_with_a_sentence(jars: Variant) -> None:
    line = order_of(jars, 15).lines[0]
    with pytest.raises(SoldOut, match="vừa hết hàng"):
        stock.take([stock.Sale(jars.id, 1, line.id, "Mật ong, hũ 500 ml")])


def test_a_cancelled_order_gives_its_units_back_to_the_lots_they_came_from(jars: Variant) -> None:
    line = order_of(jars, 12).lines[0]
    stock.give_back(line.id, by_id=None)
    assert on_hand(jars) == {"soon": 5, "late": 5, "never": 5}
