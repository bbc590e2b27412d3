"""The numbers beside the filters are counted once for as long as the shelf stays as it is, whoever changes it."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text, update

from marketplace import shelf, stock
from marketplace.catalogue.models import Product
from marketplace.certification.models import CertificateKind
from marketplace.database import Base, db, transaction
from marketplace.database_version import COUNTED
from marketplace.shelf import Facets, Filters, browsing, facet_cache, facets
from marketplace.shelf.models import ShelfEntry
from tests import factories
from tests.elsewhere import elsewhere
from tests.statements import counted

SELL_OUT = "UPDATE shelf_entries SET fresh_until = NULL"
RENAME = "UPDATE sellers SET name_vi = 'HTX Sơn Nam'"
HONEY = Filters(category="mat-ong")
VERSION = "SELECT sum(version) FROM shelf_versions"


@pytest.fixture
def honey(committed_app: Flask) -> Product:
    honey = factories.product(left=5)
    factories.certificate(honey, stars=4)
    db.session.commit()
    facet_cache.facet_cache.clear()
    return honey


def numbers(filters: Filters = HONEY) -> Facets:
    """The numbers as the next page shows them: each page reads in a transaction of its own."""
    db.session.commit()
    return shelf.browse(filters).facets


def sent_from_elsewhere(*statements: str) -> int:
    """Let another program change something; the version of the shelf after it."""
    with elsewhere() as connection:
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()
        return int(connection.scalar(text(VERSION)) or 0)


def statements_of_a_page() -> int:
    with counted() as sent:
        shelf.browse(HONEY)
    return len(sent)


def test_what_another_program_changes_on_the_shelf_is_in_the_next_numbers(honey: Product) -> None:
    assert numbers().in_stock == 1
    sent_from_elsewhere(SELL_OUT)
    assert numbers().in_stock == 0


def test_a_seller_who_is_renamed_elsewhere_has_the_new_name_as_a_choice(honey: Product) -> None:
    assert numbers().sellers[0].name_vi != "HTX Sơn Nam"
    sent_from_elsewhere(RENAME)
    assert numbers().sellers[0].name_vi == "HTX Sơn Nam"


def test_a_middle_pack_that_sells_out_leaves_the_numbers_of_its_price(honey: Product) -> None:
    """Lots raise no version; what they change in the numbers, the entries that are renewed with them do."""
    with transaction():
        for position, price in ((2, 200_000), (3, 300_000)):
            honey.variants.append(factories.pack(position, price_vnd=price))
            db.session.flush()
            factories.lot(honey.variants[-1], 1)
    around = Filters(price_from_vnd=190_000, price_to_vnd=210_000)
    assert facets.count(around, version=sent_from_elsewhere()).total == 1
    with transaction():
        stock.count(honey.variants[1], left=0, by_id=None)
    assert facets.count(around, version=sent_from_elsewhere()).total == 0


def test_numbers_are_not_counted_again_while_the_shelf_stays_as_it_is(
    honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = numbers()
    assert statements_of_a_page() == 1
    sent_from_elsewhere("UPDATE lots SET on_hand = on_hand - 1", "UPDATE products SET review_points = 4")
    monkeypatch.setattr(facet_cache, "monotonic", lambda: 1e9)  # days later
    assert statements_of_a_page() == 1
    assert numbers() is before


def test_a_changed_shelf_is_counted_once(honey: Product) -> None:
    numbers()
    sent_from_elsewhere(SELL_OUT)
    assert [statements_of_a_page(), statements_of_a_page()] == [3, 1]


def test_a_change_while_numbers_are_counted_is_in_the_next_ones(
    honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    selling_out_behind(monkeypatch, facets, "_count")
    assert numbers().in_stock == 1
    assert numbers().in_stock == 0


def selling_out_behind(patch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """Let another program sell out the moment after the function has read, once."""
    read: Callable[..., Any] = getattr(module, name)

    def read_and_sell_out(*args: Any, **values: Any) -> Any:
        found = read(*args, **values)
        patch.setattr(module, name, read)
        sent_from_elsewhere(SELL_OUT)
        return found

    patch.setattr(module, name, read_and_sell_out)


def test_a_change_between_the_cards_and_the_numbers_is_in_the_next_ones(
    honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    selling_out_behind(monkeypatch, browsing, "_read")
    numbers()
    assert numbers().in_stock == 0


def test_with_a_version_that_is_read_after_counting_old_numbers_would_stay(
    honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""

    def count_first(filters: Filters, tiers: None, *, total: int, version: object) -> Facets:
        name = (db.engine, filters)
        cache = facet_cache.facet_cache
        found = facets._count(filters)
        after = sent_from_elsewhere(*([SELL_OUT] if found.in_stock else []))
        return cache.get(name, lambda: found, lambda facets: facets.total, version=after)

    monkeypatch.setattr(facets, "count", count_first)
    assert [numbers().in_stock, numbers().in_stock] == [1, 1]


def test_with_a_version_that_is_read_past_the_pages_transaction_old_numbers_may_stay(
    honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other negative control: SQLite sees the shelf as it was when the page began to read."""
    selling_out_behind(monkeypatch, browsing, "_read")
    monkeypatch.setattr(browsing, "_version", lambda _rows: sent_from_elsewhere())
    numbers()
    assert numbers().in_stock == (db.engine.dialect.name == "sqlite")


class UndoneError(Exception):
    """What a transaction did is undone."""


def count_what_is_undone() -> None:
    """Look at the numbers amid a change that never is, and let others raise the version as that change did."""
    with pytest.raises(UndoneError), transaction():
        db.session.execute(update(ShelfEntry).values(fresh_until=None))
        assert shelf.browse(HONEY).facets.in_stock == 0
        raise UndoneError
    sent_from_elsewhere(RENAME)


def test_numbers_of_a_change_that_is_undone_are_nobodys(honey: Product) -> None:
    count_what_is_undone()
    assert numbers().in_stock == 1


def test_if_they_were_kept_they_would_come_back(honey: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(browsing, "has_changed", lambda: False)
    count_what_is_undone()
    assert numbers().in_stock == 0


@pytest.mark.parametrize(
    "filters",
    [
        HONEY,
        Filters(sellers=("htx-green-life",), stars=(4,)),
        Filters(certificates=(CertificateKind.VIETGAP,), marks=(CertificateKind.COLLECTIVE_MARK,)),
        Filters(price_from_vnd=1_000, price_to_vnd=900_000, unit_price_from_vnd=1, unit_price_to_vnd=9_000_000),
    ],
)
def test_numbers_are_counted_from_nothing_that_leaves_the_version_as_it_is(honey: Product, filters: Filters) -> None:
    read: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        words = statement.replace("(", " ").replace(")", " ").replace(",", " ").split()
        named = {table for word, table in pairwise(words) if word in {"FROM", "JOIN"}}
        read.update(named & Base.metadata.tables.keys())

    db.session.commit()
    event.listen(db.engine, "before_cursor_execute", note)
    facets.count(filters)
    event.remove(db.engine, "before_cursor_execute", note)
    assert "shelf_entries" in read
    assert read - {"lots"} <= set(COUNTED)


def test_numbers_take_a_bounded_amount_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facet_cache, "MOST_VALUES", 100)
    kept = facet_cache.FacetCache()
    for number in range(50):
        kept.get(number, lambda: dict.fromkeys(range(9), 1), len, version=1)
    assert kept.latest(49)
    assert [number for number in range(50) if kept.latest(number)] == list(range(40, 50))
    assert len(kept.get("all", lambda: dict.fromkeys(range(500), 1), len, version=1)) == 500
    assert kept.latest("all") is None
