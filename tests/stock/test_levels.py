from flask import Flask

from marketplace import stock
from marketplace.gathering import gather
from marketplace.stock import Level
from tests import factories


def test_a_level_tells_what_is_left_of_what_was_put_on_the_shelf(app: Flask) -> None:
    product = factories.product(left=10)
    variant = product.variants[0]
    factories.order(product, quantity=4)
    assert stock.levels_of([variant.id]) == {variant.id: Level(left=6, stocked=10)}


def test_a_pack_size_that_never_had_a_lot_has_an_empty_bar_and_no_division_by_nothing(app: Flask) -> None:
    variant = factories.product(left=0).variants[0]
    level = stock.levels_of([variant.id])[variant.id]
    assert (level.left, level.whole) == (0, 1)


def test_scarce_goods_are_named_scarcest_first(app: Flask) -> None:
    shop = factories.seller()
    few, none = factories.product(shop, "Phấn hoa", left=3), factories.product(shop, "Sáp ong", left=0)
    factories.product(shop, "Mật ong", left=11)
    [low] = gather(stock.running_low(shop.id, at_most=10, limit=5))
    assert [pack.name_vi for pack in low] == [none.name_vi, few.name_vi]


def test_goods_that_are_not_on_sale_or_belong_to_others_raise_no_alarm(app: Flask) -> None:
    shop = factories.seller()
    factories.product(shop, left=0, is_listed=False)
    factories.product(factories.seller("HTX Khác"), left=0)
    assert gather(stock.running_low(shop.id, at_most=10, limit=5)) == [[]]
