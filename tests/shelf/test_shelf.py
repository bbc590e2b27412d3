from datetime import timedelta

import pytest
from flask import Flask

from marketplace import shelf
from marketplace.catalogue.seasons import is_in_season, months_in, next_start
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Seller
from marketplace.shelf import Order
from marketplace.shelf.models import Shelf
from tests import factories


@pytest.fixture
def maker(app: Flask) -> Seller:
    return factories.seller()


def names(found: Shelf) -> list[str]:
    return [card.product.name_vi for card in found.cards]


def season(*months: int) -> int:
    return sum(1 << (month - 1) for month in months)


def test_a_card_shows_the_first_pack_todays_stars_and_what_is_left(maker: Seller) -> None:
    honey = factories.product(maker, left=7)
    honey.variants.append(factories.pack(2, price_vnd=310_000))
    factories.certificate(honey, stars=3, issued_days_ago=900)
    factories.certificate(honey, stars=4, issued_days_ago=10)
    factories.certificate(honey, stars=5, issued_days_ago=1_500)
    (card,) = shelf.shelf().cards
    assert (card.variant.price_vnd, card.stars, card.left) == (165_000, 4, 7)


def test_lots_past_their_best_before_day_are_not_left(maker: Seller) -> None:
    honey = factories.product(maker, left=0)
    factories.lot(honey.variants[0], 5, best_before_in_days=0)
    factories.lot(honey.variants[0], 9, best_before_in_days=-1)
    assert shelf.shelf().cards[0].left == 5


def test_goods_are_sorted_as_asked(maker: Seller) -> None:
    for name, price, sold in (("Một", 30_000, 5), ("Hai", 10_000, 9), ("Ba", 20_000, 1)):
        factories.product(maker, name, price_vnd=price, sold_units=sold)
    assert names(shelf.shelf(order=Order.POPULAR)) == ["Hai", "Một", "Ba"]
    assert names(shelf.shelf(order=Order.NEWEST)) == ["Ba", "Hai", "Một"]
    assert names(shelf.shelf(order=Order.CHEAPEST)) == ["Hai", "Ba", "Một"]
    assert names(shelf.shelf(order=Order.DEAREST)) == ["Một", "Ba", "Hai"]


def test_a_strip_shows_what_can_be_bought_first(maker: Seller) -> None:
    factories.product(maker, "Hết", left=0, sold_units=100)
    factories.product(maker, "Còn", left=3)
    assert [card.product.name_vi for card in shelf.strip(size=2)] == ["Còn", "Hết"]


def test_pages_do_not_overlap_and_the_count_is_whole(maker: Seller) -> None:
    for number in range(5):
        factories.product(maker, f"Món {number}")
    first, second = shelf.shelf(size=3), shelf.shelf(size=3, page=2)
    assert len({*names(first), *names(second)}) == 5
    assert (first.total, first.pages) == (5, 2)


def test_the_season_is_asked_of_the_database_and_of_the_mask_alike(maker: Seller) -> None:
    for months in ((11, 12, 1), (5,), ()):
        factories.product(maker, f"Mùa {months}", season_months=season(*months))
    for month in range(1, 13):
        found = {card.product.season_months for card in shelf.shelf(shelf.in_season(month)).cards}
        assert found == {mask for mask in (season(11, 12, 1), season(5), 0) if is_in_season(mask, month)}


@pytest.mark.parametrize(
    ("months", "now", "start"),
    [((3, 4, 5), 6, 3), ((3, 4, 5), 4, 3), ((11, 12, 1), 2, 11), ((5,), 5, 5), ((), 5, None), (range(1, 13), 5, None)],
)
def test_the_next_season_begins_in_its_first_month(months: tuple[int, ...], now: int, start: int | None) -> None:
    assert next_start(season(*months), now) == start
    assert months_in(season(*months)) == tuple(sorted(months))


def test_a_certificate_counts_until_its_last_day(maker: Seller) -> None:
    honey = factories.product(maker)
    paper = factories.certificate(honey, stars=3)
    paper.expires_on = today()
    db.session.flush()
    assert shelf.shelf().cards[0].stars == 3
    paper.expires_on = today() - timedelta(days=1)
    db.session.flush()
    assert shelf.shelf().cards[0].stars == 0
