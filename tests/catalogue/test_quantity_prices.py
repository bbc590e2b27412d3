import pytest
from flask import Flask

from marketplace import catalogue
from marketplace.catalogue.errors import PriceOutOfRange, ProductNotFound
from marketplace.database import db
from marketplace.listings import ListingFilter, listings_of
from tests import factories


def test_a_new_price_leaves_orders_already_placed_as_they_were(app: Flask) -> None:
    product = factories.product(price_vnd=165_000)
    order = factories.order(product, quantity=2)
    catalogue.reprice(product.variants[0], price_vnd=180_000)
    db.session.flush()
    assert order.lines[0].unit_price_vnd == 165_000
    assert order.goods_vnd == 330_000


@pytest.mark.parametrize("price_vnd", [-1, 0, 999, 100_000_001])
def test_a_price_nobody_can_mean_is_refused_with_an_example(app: Flask, price_vnd: int) -> None:
    variant = factories.product().variants[0]
    with pytest.raises(PriceOutOfRange, match=r"ví dụ 165\.000"):
        catalogue.reprice(variant, price_vnd=price_vnd)


def test_a_seller_knows_what_one_sale_leaves(app: Flask) -> None:
    variant = factories.product(price_vnd=165_000).variants[0]
    assert variant.net_vnd == 156_750


def test_a_sellers_goods_are_found_only_by_that_seller(app: Flask) -> None:
    product, stranger = factories.product(), factories.seller("HTX Khác")
    assert catalogue.get_product_of(product.seller_id, product.slug) is product
    with pytest.raises(ProductNotFound):
        catalogue.get_product_of(stranger.id, product.slug)
    with pytest.raises(ProductNotFound):
        catalogue.get_variant_of(stranger.id, product.variants[0].ref)


def test_goods_on_sale_come_before_those_that_are_not(app: Flask) -> None:
    shop = factories.seller()
    off = factories.product(shop, "An", is_listed=False)
    on = factories.product(shop, "Bình")
    assert [each.product for each in listings_of(ListingFilter(shop.id), limit=5)] == [on, off]
    assert [each.product for each in listings_of(ListingFilter(shop.id), limit=5, offset=1)] == [off]
