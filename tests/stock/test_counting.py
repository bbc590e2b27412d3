import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.stock.errors import CountRefused
from marketplace.stock.models import Lot, MovementReason, StockMovement
from tests import factories


@pytest.fixture
def owner(app: Flask) -> User:
    return factories.user("Chủ Mẫu")


@pytest.fixture
def jars(app: Flask) -> Variant:
    variant = factories.product(left=0).variants[0]
    factories.lot(variant, 4, code="soon", best_before_in_days=30)
    factories.lot(variant, 4, code="late", best_before_in_days=300)
    return variant


def on_hand(variant: Variant) -> dict[str, int]:
    rows = db.session.execute(select(Lot.code, Lot.on_hand).where(Lot.variant_id == variant.id))
    return dict(rows.all())


def test_a_surplus_goes_to_the_newest_lot(jars: Variant, owner: User) -> None:
    stock.count(jars, left=38, by_id=owner.id)
    assert on_hand(jars) == {"soon": 4, "late": 34}


def test_a_shortage_comes_out_of_the_lot_that_expires_first(jars: Variant, owner: User) -> None:
    stock.count(jars, left=3, by_id=owner.id)
    assert on_hand(jars) == {"soon": 0, "late": 3}


def test_nothing_left_can_be_counted_too(jars: Variant, owner: User) -> None:
    stock.count(jars, left=0, by_id=owner.id)
    assert stock.left_of([jars.id]) == {}


def test_the_same_number_moves_nothing(jars: Variant, owner: User) -> None:
    stock.count(jars, left=8, by_id=owner.id)
    counted = select(StockMovement).where(StockMovement.reason == MovementReason.COUNTED)
    assert db.session.scalars(counted).all() == []


def test_a_pack_size_without_a_lot_gets_one_of_today(app: Flask, owner: User) -> None:
    variant = factories.product(left=0).variants[0]
    stock.count(variant, left=7, by_id=owner.id)
    assert on_hand(variant) == {f"{today():%y%m%d}-1": 7}


def test_fresh_goods_are_never_counted_into_a_lot_that_has_expired(app: Flask, owner: User) -> None:
    variant = factories.product(left=0).variants[0]
    factories.lot(variant, 5, code="past", best_before_in_days=-1)
    stock.count(variant, left=7, by_id=owner.id)
    assert stock.left_of([variant.id]) == {variant.id: 7}
    assert on_hand(variant)["past"] == 5


def test_the_movement_says_who_counted(jars: Variant, owner: User) -> None:
    stock.count(jars, left=9, by_id=owner.id)
    movement = db.session.scalars(select(StockMovement).order_by(StockMovement.id.desc())).first()
    assert movement is not None
    assert (movement.reason, movement.quantity, movement.by_id) == (MovementReason.COUNTED, 1, owner.id)


@pytest.mark.parametrize("left", [-1, 100_001])
def test_a_number_nobody_can_mean_is_refused(jars: Variant, owner: User, left: int) -> None:
    with pytest.raises(CountRefused):
        stock.count(jars, left=left, by_id=owner.id)


@pytest.mark.parametrize("text", ["", "abc", "-1", "1e9", "٣", "3.5", "1.200", "9999999", "3\x00"])
def test_only_plain_digits_are_read_as_a_count(text: str) -> None:
    with pytest.raises(CountRefused):
        stock.parse_count(text)


def test_spaces_around_a_count_do_not_matter() -> None:
    assert stock.parse_count(" 38 ") == 38
