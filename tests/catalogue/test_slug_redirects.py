import pytest
from flask import Flask

from marketplace import catalogue
from marketplace.catalogue.errors import NameMissing
from marketplace.catalogue.models import Product
from marketplace.database import db
from tests import factories
from tests.client import Client


@pytest.fixture
def honey(app: Flask) -> Product:
    return factories.product(name="Mật ong rừng")


def test_a_new_name_brings_a_new_address(honey: Product) -> None:
    catalogue.rename(honey, name_vi="  Mật ong  hoa nhãn ", name_en="Longan honey")
    assert (honey.name_vi, honey.name_en, honey.slug) == ("Mật ong hoa nhãn", "Longan honey", "mat-ong-hoa-nhan")


def test_a_search_finds_the_new_name(client: Client, honey: Product) -> None:
    catalogue.rename(honey, name_vi="Miến dong")
    assert "/p/mien-dong" in client.get("/tim?q=mien+dong").text


def test_every_former_address_leads_to_the_newest_one(honey: Product) -> None:
    first = honey.slug
    catalogue.rename(honey, name_vi="Mật ong hoa nhãn")
    catalogue.rename(honey, name_vi="Mật ong Kim Bôi")
    assert catalogue.find_present_slug(first) == "mat-ong-kim-boi"
    assert catalogue.find_present_slug("mat-ong-hoa-nhan") == "mat-ong-kim-boi"
    assert catalogue.find_present_slug("mat-ong-kim-boi") is None


def test_goods_of_the_same_name_are_told_apart_by_a_number(honey: Product) -> None:
    others = [factories.product(name="Miến dong") for _ in range(3)]
    for product in [honey, *others]:
        catalogue.rename(product, name_vi="Trà hoa vàng")
    assert [product.slug for product in [honey, *others]] == [
        "tra-hoa-vang", "tra-hoa-vang-2", "tra-hoa-vang-3", "tra-hoa-vang-4"
    ]  # fmt: skip


def test_an_address_is_never_given_to_other_goods(honey: Product) -> None:
    other = factories.product(name="Miến dong")
    catalogue.rename(honey, name_vi="Trà hoa vàng")
    catalogue.rename(honey, name_vi="Mật ong Kim Bôi")
    catalogue.rename(other, name_vi="Trà hoa vàng")
    assert other.slug == "tra-hoa-vang-2"
    assert catalogue.find_present_slug("tra-hoa-vang") == "mat-ong-kim-boi"


def test_goods_that_take_their_old_name_back_take_their_address_back(honey: Product) -> None:
    catalogue.rename(honey, name_vi="Trà hoa vàng")
    catalogue.rename(honey, name_vi="Mật ong Kim Bôi")
    catalogue.rename(honey, name_vi="Trà hoa vàng")
    assert honey.slug == "tra-hoa-vang"
    assert catalogue.find_present_slug("mat-ong-kim-boi") == "tra-hoa-vang"
    assert catalogue.find_present_slug("tra-hoa-vang") is None


def test_a_mended_accent_keeps_the_address(honey: Product) -> None:
    before = honey.slug
    catalogue.rename(honey, name_vi="MẬT ONG RỪNG")
    assert honey.slug == before


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "!?", "đ" * 161])
def test_goods_need_a_name(honey: Product, name: str) -> None:
    with pytest.raises(NameMissing, match="Viết tên món hàng"):
        catalogue.rename(honey, name_vi=name)
    assert honey.name_vi == "Mật ong rừng"


def test_an_order_keeps_the_name_under_which_it_was_bought(honey: Product) -> None:
    order = factories.order(honey)
    catalogue.rename(honey, name_vi="Trà hoa vàng")
    db.session.flush()
    assert order.lines[0].name_vi == "Mật ong rừng"


def test_an_old_link_leads_to_the_product_with_what_was_chosen(client: Client, honey: Product) -> None:
    before = honey.slug
    catalogue.rename(honey, name_vi="Trà hoa vàng")
    answer = client.get(f"/p/{before}?co=ref1&hl=en")
    assert answer.status_code == 301
    assert answer.location == "/p/tra-hoa-vang?co=ref1&hl=en"
    assert client.get(f"/p/{before}", follow_redirects=True).status_code == 200


def test_an_address_that_never_was_is_not_found(client: Client) -> None:
    assert client.get("/p/khong-co-mon-nay").status_code == 404
