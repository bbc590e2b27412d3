"""What a search finds on the shelf, and in which order."""

import pytest
from flask import Flask

from marketplace import search, shelf
from marketplace.database import transaction
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters, searching
from marketplace.shelf.models import Card
from tests import factories


@pytest.fixture
def seller(app: Flask) -> Seller:
    return factories.seller()


def names(cards: list[Card] | tuple[Card, ...]) -> list[str]:
    return [card.name_vi for card in cards]


def found(words: str) -> list[str]:
    return names(shelf.search(words, Filters()).page.cards)


def test_mistyped_words_are_read_again_beside_filters_and_on_every_page(seller: Seller) -> None:
    for number in range(3):
        factories.product(seller, f"Mật ong {number}", sold_units=9 - number)
    searching.vocabulary.cache_clear()
    first = shelf.search("maatj ong", Filters(price_to_vnd=900_000), size=2)
    second = shelf.search("maatj ong", Filters(price_to_vnd=900_000), size=2, after=first.page.next)
    assert (first.is_rescue, names(first.page.cards)) == (True, ["Mật ong 0", "Mật ong 1"])
    assert (second.is_rescue, names(second.page.cards)) == (True, ["Mật ong 2"])


def test_words_that_only_filters_keep_from_being_found_are_not_read_otherwise(seller: Seller) -> None:
    factories.product(seller, "Gà đồi", price_vnd=200_000)
    factories.product(seller, "Gà", price_vnd=10_000)
    answer = shelf.search("ga doi", Filters(price_to_vnd=50_000, stars=(5,)))
    assert (answer.page.cards, answer.is_rescue) == ((), False)


def test_mistyped_words_whose_goods_filters_leave_out_are_told_with_what_filters_cost(seller: Seller) -> None:
    factories.product(seller, "Mật ong", price_vnd=200_000)
    searching.vocabulary.cache_clear()
    answer = shelf.search("maatj ong", Filters(price_to_vnd=50_000))
    assert (answer.page.cards, answer.is_rescue, answer.page.facets.without) == ((), True, {"price": 1})


def test_names_that_begin_with_the_words_come_first_and_typed_accents_decide(seller: Seller) -> None:
    for name, sold in (("Muối hạt dổi", 90), ("Hạt dổi rừng", 5), ("Hạt đôi", 50)):
        factories.product(seller, name, sold_units=sold, category="gia-vi")
    assert found("hạt dổi") == ["Hạt dổi rừng", "Hạt đôi", "Muối hạt dổi"]
    assert found("hat doi") == ["Hạt đôi", "Hạt dổi rừng", "Muối hạt dổi"]


def test_words_that_mean_the_same_come_before_words_that_are_alike_without_accents(seller: Seller) -> None:
    with transaction():
        search.add_synonyms("hoa quả, trái cây")
    factories.product(seller, "Hộp quà", sold_units=90, category="qua-bieu")  # from Hòa Bình
    factories.product(seller, "Cam sành", sold_units=5, category="trai-cay")
    assert found("hoa quả") == ["Cam sành", "Hộp quà"]
    assert found("hoa qua") == ["Hộp quà", "Cam sành"]


def test_a_place_is_found_by_its_whole_name(seller: Seller) -> None:
    factories.product(seller, "Cam sành")
    elsewhere = factories.seller("HTX Xa", printed_place_vi="Bình Hòa, An Giang", province_code="91", commune_code="")
    factories.product(elsewhere, "Cam mật")
    assert found("cam hòa bình") == ["Cam sành"]


def test_search_pages_follow_each_other_over_all_tiers(seller: Seller) -> None:
    for number in range(9):
        factories.product(seller, f"{'Mật ong' if number % 2 else 'Rượu mật ong'} số {number}", sold_units=number)
    seen, after = [], ""
    while True:
        page = shelf.search("mật ong", Filters(), after=after, size=2).page
        seen += names(page.cards)
        if not page.next:
            break
        after = page.next
    assert seen == [f"Mật ong số {n}" for n in (7, 5, 3, 1)] + [f"Rượu mật ong số {n}" for n in (8, 6, 4, 2, 0)]
