"""Filters, the numbers beside them and the pages they are read in, against a shelf in plain Python."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from marketplace import demo, shelf
from marketplace.database import db, transaction
from marketplace.shelf import Filters, Sort
from marketplace.shelf.models import Card, Page, ShelfEntry
from tests.conftest import copied
from tests.databases import Engine
from tests.shelf import reference
from tests.shelf.reference import Goods

SIZE = 240
SEEDS = range(90)
KEYS = {
    Sort.POPULAR: lambda entry: -entry.rank,
    Sort.NEWEST: lambda entry: -entry.product_id,
    Sort.CHEAPEST: lambda entry: (entry.price_vnd, entry.product_id),
    Sort.DEAREST: lambda entry: (-entry.price_vnd, -entry.product_id),
    Sort.UNIT_CHEAPEST: lambda entry: (entry.unit_price_vnd, entry.product_id),
    Sort.RATING: lambda entry: (-entry.rating, -entry.product_id),
}


@pytest.fixture(scope="module")
def catalogue(database: Engine) -> Iterator[list[Goods]]:
    """A random catalogue, on the shelves; filled once."""
    with copied(database, "template"):
        with transaction():
            demo.fill_up_to(SIZE, lambda _number: None)
        shelf.reindex_all()
        yield reference.catalogue()


@pytest.fixture
def goods(catalogue: list[Goods]) -> Iterator[list[Goods]]:
    """The catalogue; what a test changes is undone."""
    yield catalogue
    db.session.rollback()


def walk(filters: Filters, order: Sort, *, words: str = "", size: int = 11) -> Iterator[Page]:
    """Every page, reached by the links of the one before."""
    after = ""
    while True:
        if words:
            page = shelf.search(words, filters, order=order, after=after, size=size).page
        else:
            page = shelf.browse(filters, order=order, after=after, size=size)
        yield page
        if not (after := page.next):
            return


def ids(cards: tuple[Card, ...]) -> list[int]:
    return [card.product_id for card in cards]


def test_filters_and_numbers_are_those_of_the_reference(goods: list[Goods]) -> None:
    for seed in SEEDS:
        filters = reference.some_filters(goods, seed)
        page = shelf.browse(filters, size=SIZE)
        fitting = {each.id for each in goods if reference.fits(each, filters)}
        assert set(ids(page.cards)) == fitting, filters
        assert page.facets.total == len(fitting), filters
        assert_numbers(goods, filters, page)


def assert_numbers(goods: list[Goods], filters: Filters, page: Page) -> None:
    facets = page.facets
    for group in ("provinces", "communes", "stars", "certificates", "marks", "months", "storage"):
        shown = {value: number for value, number in getattr(facets, group).items() if number}
        assert shown == reference.counts(goods, filters, group), (group, filters)
    sellers = reference.counts(goods, filters, "sellers")
    assert {each.slug: each.number for each in facets.sellers} == {
        each.slug: sellers[each.slug] for each in facets.sellers
    }
    for flag in ("is_traceable", "in_stock"):
        there = [each for each in goods if reference.fits(each, filters, but=flag)]
        assert getattr(facets, flag) == sum(getattr(each, flag) for each in there), (flag, filters)
    for group, number in facets.without.items():
        assert number == sum(reference.fits(each, filters, but=group) for each in goods), (group, filters)


def test_walking_all_pages_shows_every_product_once_and_in_order(goods: list[Goods]) -> None:
    entries = db.session.scalars(select(ShelfEntry)).all()
    for order, key in KEYS.items():
        walked = [each for page in walk(Filters(), order) for each in ids(page.cards)]
        assert walked == [entry.product_id for entry in sorted(entries, key=key)], order


def test_walking_back_shows_the_same_pages(goods: list[Goods]) -> None:
    for order in KEYS:
        forth = list(walk(Filters(in_stock=True), order))
        back, page = [], forth[-1]
        while page.previous:
            page = shelf.browse(Filters(in_stock=True), order=order, before=page.previous, size=11)
            back.append(ids(page.cards))
        assert back == [ids(page.cards) for page in reversed(forth[:-1])], order


def test_walking_a_search_shows_every_answer_once(goods: list[Goods]) -> None:
    whole = ids(shelf.search("mat ong", Filters(), size=SIZE).page.cards)
    assert len(whole) > 11
    assert [key for page in walk(Filters(), Sort.FIT, words="mat ong") for key in ids(page.cards)] == whole


def test_a_price_that_changes_between_two_pages_repeats_nothing(goods: list[Goods]) -> None:
    first = shelf.browse(Filters(), order=Sort.NEWEST, size=20)
    db.session.execute(ShelfEntry.__table__.delete().where(ShelfEntry.product_id == first.cards[3].product_id))
    second = shelf.browse(Filters(), order=Sort.NEWEST, after=first.next, size=20)
    assert not set(ids(first.cards)) & set(ids(second.cards))
