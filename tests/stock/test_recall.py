"""A lot that was taken back is sold no more, and everything that shows stock knows it."""

import pytest
from flask import Flask

from marketplace import stock
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.shelf.models import ShelfEntry
from marketplace.stock.errors import SoldOut
from marketplace.stock.models import Lot
from tests import factories


@pytest.fixture
def product(app: Flask) -> Product:
    """Goods with two lots: five units that expire first, and ten more."""
    product = factories.product(left=0)
    factories.lot(product.variants[0], 5, code="L-OLD", best_before_in_days=30)
    factories.lot(product.variants[0], 10, code="L-NEW", best_before_in_days=300)
    return product


def lot(code: str) -> Lot:
    return db.session.query(Lot).filter_by(code=code).one()


def test_a_recalled_lot_is_not_counted_as_stock(product: Product) -> None:
    variant = product.variants[0].id
    assert stock.left_of([variant]) == {variant: 15}
    stock.recall(lot("L-OLD"), reason_vi="Độ ẩm vượt mức.")
    assert stock.left_of([variant]) == {variant: 10}
    assert stock.levels_of([variant])[variant] == stock.Level(left=10, stocked=10)


def test_a_sale_takes_nothing_out_of_it(product: Product) -> None:
    order = factories.order(product, quantity=1)
    before = lot("L-OLD").on_hand
    stock.recall(lot("L-OLD"), reason_vi="Độ ẩm vượt mức.")
    stock.take([stock.Sale(product.variants[0].id, 10, order.lines[0].id, "Mật ong")])
    db.session.expire_all()
    assert (lot("L-OLD").on_hand, lot("L-NEW").on_hand) == (before, 0)
    with pytest.raises(SoldOut):
        stock.take([stock.Sale(product.variants[0].id, 1, order.lines[0].id, "Mật ong")])


def test_with_its_only_lots_recalled_a_product_leaves_the_goods_in_stock(product: Product) -> None:
    for code in ("L-OLD", "L-NEW"):
        stock.recall(lot(code), reason_vi="Độ ẩm vượt mức.")
    entry = db.session.query(ShelfEntry).filter_by(product_id=product.id).populate_existing().one()
    assert entry.fresh_until is None


def test_a_surplus_is_counted_into_a_lot_that_sells(product: Product) -> None:
    stock.recall(lot("L-NEW"), reason_vi="Độ ẩm vượt mức.")
    stock.count(product.variants[0], left=8, by_id=factories.user().id)
    db.session.expire_all()
    variant = product.variants[0].id
    assert stock.left_of([variant]) == {variant: 8}
    assert lot("L-NEW").on_hand == 10


def test_recalling_again_mends_the_reason_and_keeps_the_day(product: Product) -> None:
    taken_back = lot("L-OLD")
    stock.recall(taken_back, reason_vi="Độ ẩm.")
    day = taken_back.recalled_on
    stock.recall(taken_back, reason_vi="Độ ẩm vượt mức.", reason_en="Too moist.")
    assert (taken_back.recalled_on, taken_back.recall_reason_vi) == (day, "Độ ẩm vượt mức.")
