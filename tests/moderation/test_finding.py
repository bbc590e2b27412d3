"""Operators find any product by what they remember of it, and see which are listed twice."""

import pytest
from flask import Flask

from marketplace import moderation
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.moderation import ProductFilter, Sort, View
from marketplace.pictures import Picture
from tests import factories
from tests.moderation.cases import demanded, taken_down


def found(view: View = View.ALL, *, sort: Sort = Sort.NAME, **narrow: str) -> list[str]:
    wanted = ProductFilter(view=view, **narrow)
    return [product.name_vi for product in moderation.find_products(wanted, sort, limit=50)]


@pytest.fixture
def goods(app: Flask) -> dict[str, Product]:
    suoi, nuong = factories.seller("HTX Suối Trong"), factories.seller("HTX Nương Cao", province_code="02")
    return {
        "mat": factories.product(suoi, "Mật ong rừng Đà Bắc", sold_units=5),
        "che": factories.product(nuong, "Chè Shan tuyết", category="che", sold_units=9),
        "na": factories.product(nuong, "Na Lạc Thủy", category="trai-cay"),
    }


@pytest.mark.parametrize("words", ["mat ong", "Mật Ong", "rừng mật", "da bac", "MẬT ONG (500ml) OCOP"])
def test_goods_are_found_with_and_without_accents_in_any_order(goods: dict[str, Product], words: str) -> None:
    assert found(words=words) == ["Mật ong rừng Đà Bắc"]


def test_goods_are_found_by_their_shop_and_narrowed(goods: dict[str, Product]) -> None:
    assert found(words="nuong cao") == ["Chè Shan tuyết", "Na Lạc Thủy"]
    assert found(words="nuong cao che") == ["Chè Shan tuyết"]
    assert found(category="che") == ["Chè Shan tuyết"]
    assert found(province="25") == ["Mật ong rừng Đà Bắc"]
    assert found(seller=goods["na"].seller.slug, sort=Sort.SOLD) == ["Chè Shan tuyết", "Na Lạc Thủy"]


def test_each_part_holds_what_its_name_says(goods: dict[str, Product]) -> None:
    taken_down(goods["mat"])
    demanded(goods["che"], hours_ago=1)
    goods["na"].is_listed = False
    db.session.flush()
    parts = {view: found(view) for view in View}
    assert parts[View.TAKEN_DOWN] == ["Mật ong rừng Đà Bắc"]
    assert set(parts[View.CASES]) == {"Mật ong rừng Đà Bắc", "Chè Shan tuyết"}
    assert parts[View.ON_SALE] == ["Chè Shan tuyết"]
    assert parts[View.OFF_SALE] == ["Na Lạc Thủy"]
    counts = moderation.count_products(ProductFilter())
    assert {view: len(names) for view, names in parts.items()} == counts


def test_nearly_the_same_name_is_told_across_shops(goods: dict[str, Product]) -> None:
    twin = factories.product(factories.seller("HTX Bãi Vàng"), "MẬT ONG rừng, Đà Bắc OCOP 4 sao (500ml)")
    other = factories.product(name="Mật ong bạc hà")
    assert set(found(View.SAME)) == {"Mật ong rừng Đà Bắc", twin.name_vi}
    assert list(moderation.same_names(goods["mat"].name_key, but=goods["mat"].id)) == [twin]
    assert list(moderation.same_names(other.name_key, but=other.id)) == []


def test_the_very_same_picture_in_two_listings_is_told(goods: dict[str, Product]) -> None:
    for name, digest in (("mat", "a" * 64), ("che", "a" * 64), ("na", "b" * 64)):
        db.session.add(Picture(ref=f"picture-{name}", digest=digest, product_id=goods[name].id))
    db.session.flush()
    assert set(found(View.SAME)) == {"Mật ong rừng Đà Bắc", "Chè Shan tuyết"}
    assert list(moderation.same_pictures(["picture-mat"], but=goods["mat"].id)) == [goods["che"]]
    assert list(moderation.same_pictures(["picture-na"], but=goods["na"].id)) == []
