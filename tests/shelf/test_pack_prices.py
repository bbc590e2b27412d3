"""A product is not its first pack: lists go by every pack size that can be bought, and by no other."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import money, shelf, stock
from marketplace.catalogue.models import ContentUnit, Product, Variant
from marketplace.clock import end_of_day, pretending, today
from marketplace.database import db
from marketplace.orders.states import PaymentMethod
from marketplace.shelf import Filters, Sort
from marketplace.shelf.models import Card, ShelfEntry
from marketplace.shelf.pack_prices import unit_price_of
from tests import factories


@pytest.fixture
def honey(app: Flask) -> Product:
    """Honey by the half litre, the litre and the five litres, each with ten units left."""
    return sized("Mật ong", (165_000, 500), (310_000, 1_000), (1_400_000, 5_000))


@pytest.fixture
def tea(app: Flask) -> Product:
    """Tea in one pack size."""
    return sized("Trà", (200_000, 500))


def sized(name: str, *packs: tuple[int, int], left: int = 10) -> Product:
    (price, amount), *others = packs
    product = factories.product(name=name, price_vnd=price, left=0)
    product.variants[0].content_amount = amount
    for position, (price_vnd, content) in enumerate(others, 2):
        product.variants.append(factories.pack(position, price_vnd=price_vnd, content_amount=content))
    db.session.flush()
    for variant in product.variants if left else ():
        factories.lot(variant, left)
    shelf.reindex_touched()
    return product


def sell_out(variant: Variant) -> None:
    left = stock.left_of([variant.id])[variant.id]
    order = factories.purchase((variant, left), paying=PaymentMethod.TRANSFER)
    assert stock.left_of([variant.id]) == {}
    assert order.orders
    shelf.reindex_touched()


def names(order: Sort = Sort.POPULAR, **filters: Any) -> list[str]:
    return [card.name_vi for card in shelf.browse(Filters(**filters), order=order).cards]


def card_of(product: Product) -> Card:
    (card,) = shelf.among([product.id])
    return card


def test_a_card_shows_the_cheapest_pack_that_can_be_bought(honey: Product) -> None:
    assert (card_of(honey).price_vnd, card_of(honey).highest_vnd) == (165_000, 1_400_000)
    sell_out(honey.variants[0])
    card = card_of(honey)
    assert (card.price_vnd, card.pack_ref, card.is_in_stock) == (310_000, honey.variants[1].ref, True)
    sell_out(honey.variants[2])
    assert card_of(honey).highest_vnd == 310_000


def test_a_cheaper_pack_goes_before_the_first_one(app: Flask) -> None:
    bulk_first = sized("Mật ong", (310_000, 1_000), (90_000, 250))
    assert card_of(bulk_first).price_vnd == 90_000


def test_a_card_tells_the_lowest_price_for_a_litre(honey: Product) -> None:
    assert card_of(honey).lowest_unit_vnd == 280_000
    sell_out(honey.variants[2])
    assert card_of(honey).lowest_unit_vnd == 310_000


def test_a_sold_out_product_still_has_its_price(app: Flask) -> None:
    gone = sized("Mật ong", (165_000, 500), (90_000, 250), left=0)
    card = card_of(gone)
    assert (card.price_vnd, card.highest_vnd, card.is_in_stock) == (90_000, None, False)
    assert names(price_to_vnd=100_000) == names(price_from_vnd=100_000, price_to_vnd=170_000) == ["Mật ong"]


@pytest.mark.parametrize(
    ("lowest", "highest", "fits"),
    [
        (None, 165_000, True),
        (None, 164_999, False),
        (1_400_000, None, True),
        (1_400_001, None, False),
        (300_000, 320_000, True),
        (166_000, 309_000, False),
        (311_000, 1_399_000, False),
    ],
)
def test_a_price_is_that_of_any_pack(honey: Product, lowest: int | None, highest: int | None, fits: bool) -> None:
    page = shelf.browse(Filters(price_from_vnd=lowest, price_to_vnd=highest))
    assert (len(page.cards), page.facets.total) == (fits, fits)


def test_a_price_for_a_litre_is_that_of_any_pack(honey: Product) -> None:
    assert names(unit_price_to_vnd=280_000) == names(unit_price_from_vnd=330_000) == ["Mật ong"]
    assert names(unit_price_from_vnd=305_000, unit_price_to_vnd=315_000) == ["Mật ong"]
    assert names(unit_price_from_vnd=285_000, unit_price_to_vnd=305_000) == []


def test_a_pack_that_is_sold_out_fits_no_price(honey: Product) -> None:
    sell_out(honey.variants[1])
    assert names(price_from_vnd=300_000, price_to_vnd=320_000) == []
    sell_out(honey.variants[0])
    assert names(price_to_vnd=320_000) == names(unit_price_from_vnd=300_000) == []
    stock.count(honey.variants[0], left=3, by_id=factories.user("Người bán").id)
    shelf.reindex_touched()
    assert names(price_to_vnd=320_000) == ["Mật ong"]


def test_sorting_goes_by_what_can_be_bought(honey: Product, tea: Product) -> None:
    assert names(Sort.CHEAPEST) == ["Mật ong", "Trà"]
    assert names(Sort.UNIT_CHEAPEST) == ["Mật ong", "Trà"]
    sell_out(honey.variants[0])
    assert (names(Sort.CHEAPEST), names(Sort.DEAREST)) == (["Trà", "Mật ong"], ["Mật ong", "Trà"])


def test_a_searched_price_is_that_of_any_pack(honey: Product) -> None:
    assert shelf.search("mật ong dưới 200k", Filters()).page.facets.total == 1
    sell_out(honey.variants[0])
    found = shelf.search("mật ong dưới 200k", Filters())
    assert (found.page.facets.total, found.page.cards) == (0, ())


def test_a_pack_whose_last_lot_is_past_its_best_fits_no_price_from_then_on(app: Flask) -> None:
    honey = sized("Mật ong", (165_000, 500), (310_000, 1_000), left=0)
    factories.lot(honey.variants[0], 5, best_before_in_days=3)
    factories.lot(honey.variants[1], 5, best_before_in_days=300)
    shelf.reindex_touched()
    assert names(price_to_vnd=200_000) == ["Mật ong"]
    with pretending(end_of_day(today() + timedelta(days=3)) + timedelta(hours=6)):
        assert card_of(honey).price_vnd == 310_000
        assert shelf.reindex_due() == 1
        assert names(price_to_vnd=200_000) == []
        assert shelf.reindex_due() == 0


def test_stock_alone_leaves_the_entry_as_a_renewal_would_write_it(honey: Product) -> None:
    sell_out(honey.variants[0])
    mine = select(*ShelfEntry.__table__.c).where(ShelfEntry.product_id == honey.id)
    after_stock = db.session.execute(mine).one()
    db.session.execute(ShelfEntry.__table__.delete())
    shelf.index_products([honey.id])
    renewed = db.session.execute(mine).one()
    later = {"changes_on"}  # may come a day too early, which costs a renewal
    assert {k: v for k, v in after_stock._mapping.items() if k not in later} == {
        k: v for k, v in renewed._mapping.items() if k not in later
    }


def test_an_entry_of_an_earlier_version_is_found_and_counts_as_missing(honey: Product) -> None:
    earlier = {"highest_price_vnd": None, "highest_unit_price_vnd": None}
    db.session.execute(ShelfEntry.__table__.update().values(earlier))
    assert names(price_from_vnd=100_000) == names(price_to_vnd=200_000) == ["Mật ong"]
    assert shelf.count_missing() == 1


@pytest.mark.parametrize("unit", ContentUnit)
@pytest.mark.parametrize("amount", [1, 3, 10, 250, 330, 5_000])
def test_statements_and_python_round_a_unit_price_alike(app: Flask, unit: ContentUnit, amount: int) -> None:
    product = factories.product()
    pack = product.variants[0]
    for price_vnd in (1_000, 1_450, 4_999, 9_949, 9_950, 10_000, 35_500, 165_000, 1_234_567):
        pack.price_vnd, pack.content_amount, pack.content_unit = price_vnd, amount, unit
        db.session.flush()
        told = money.unit_price(price_vnd, amount, unit)
        asked = db.session.scalar(select(unit_price_of(Variant)).where(Variant.id == pack.id))
        assert asked == (told.amount_vnd if told else price_vnd)
