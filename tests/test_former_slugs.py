import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import collections, sellers
from marketplace.collections import Cover
from marketplace.database import db
from marketplace.former_slugs import lacks_letters
from marketplace.sellers.models import Seller
from tests import factories


@pytest.mark.parametrize(
    ("address", "text"),
    [("a-bac", "Đà Bắc"), ("htx-a-bac-2", "HTX Đà Bắc"), ("n-oc-mam", "Nước mắm"), ("ng-hoa", "Ứng Hòa")],
)
def test_an_address_whose_letters_were_left_out_is_known(address: str, text: str) -> None:
    assert lacks_letters(address, text)


@pytest.mark.parametrize(
    ("address", "text"),
    [("da-bac", "Đà Bắc"), ("da-bac-2", "Đà Bắc"), ("green-life", "HTX Green Life"), ("qua-tet", "Quà Đà Bắc")],
)
def test_other_addresses_stay(address: str, text: str) -> None:
    assert not lacks_letters(address, text)


def test_shops_of_the_same_name_are_told_apart_and_former_addresses_are_given_to_nobody(app: Flask) -> None:
    for slug in ("htx-da-bac", "htx-a-bac", "htx-a-bac-2"):
        factories.seller("HTX Đà Bắc", slug=slug)
    assert sellers.mend_slugs() == 2
    assert sellers.mend_slugs() == 0
    slugs = db.session.scalars(select(Seller.slug).order_by(Seller.id)).all()
    assert slugs == ["htx-da-bac", "htx-da-bac-2", "htx-da-bac-3"]
    assert sellers.find_present_slug("htx-a-bac-2") == "htx-da-bac-3"


def test_a_new_collection_does_not_get_a_former_address(app: Flask) -> None:
    old = collections.create(Cover("Quà Đà Bắc"))
    old.slug = "qua-a-bac"
    db.session.flush()
    assert collections.mend_slugs() == 1
    assert collections.create(Cover("Quà a Bắc")).slug == "qua-a-bac-2"
