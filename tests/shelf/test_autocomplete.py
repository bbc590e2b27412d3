import pytest
from flask import Flask

from marketplace import shelf
from tests import factories


@pytest.fixture(autouse=True)
def goods(app: Flask) -> None:
    seller = factories.seller("HTX Green Life")
    factories.product(seller, "Mật ong rừng", sold_units=9)
    factories.product(seller, "Mật ong hoa nhãn", sold_units=2)
    factories.product(factories.seller("HTX Chuối Viba"), "Chuối Viba", category="trai-cay")


def names(typed: str) -> tuple[list[str], list[str]]:
    found = shelf.suggest(typed)
    return [each.name_vi for each in found.goods], [each.name_vi for each in found.sellers]


def test_an_unfinished_word_finds_goods_and_the_best_seller_comes_first() -> None:
    assert names("mat o")[0] == ["Mật ong rừng", "Mật ong hoa nhãn"]


def test_a_seller_is_found_by_its_name_and_not_by_its_goods() -> None:
    assert names("htx gr") == ([], ["HTX Green Life"])
    assert names("mật")[1] == []


@pytest.mark.parametrize("typed", ["mat onh", "mta ong", "maatj ong"])
def test_a_misspelled_word_still_suggests_what_was_meant(typed: str) -> None:
    assert names(typed)[0] == ["Mật ong rừng", "Mật ong hoa nhãn"]


@pytest.mark.parametrize("typed", ["", "m", "😀", "' OR 1=1 --", '"*"', "a\x00b", "khong-co " * 50])
def test_what_means_nothing_suggests_nothing(typed: str) -> None:
    assert names(typed) == ([], [])
