"""A tag rises with what bears it, and with nothing else: whoever makes the change."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Executable, text

from marketplace import cache_tags
from marketplace.cache_tags import ANY_PAGE, BORNE, WHOLE_SHELF
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.database_version import WATCHED, DatabaseVersion
from tests import factories
from tests.elsewhere import elsewhere

RAISING = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'tags\\_%' ESCAPE '\\' "
    "GROUP BY tbl_name HAVING count(*) = 3",
    "postgresql": "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE tgname LIKE 'tags\\_%' AND tgenabled = 'O' GROUP BY relname HAVING count(*) = 4",
}


@pytest.fixture
def honey(committed_app: Flask) -> Product:
    honey = factories.product(left=5)
    db.session.commit()
    return honey


def version(*tags: str) -> int:
    """The version of these tags together, asked as the pages ask it."""
    versions, dialect = DatabaseVersion(db.engine), db.engine.name
    answer = versions.ask(
        versions.question(cache_tags.version_of_some(dialect)), tags=cache_tags.written(dialect, tags)
    )
    versions.close()
    assert answer is not None
    return int(answer[1])


def send(*statements: Executable) -> None:
    with elsewhere() as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_every_watched_table_raises_tags(committed_app: Flask) -> None:
    assert set(BORNE) == set(WATCHED) == set(db.session.scalars(text(RAISING[db.engine.name])))


@pytest.mark.parametrize(
    ("change", "raised"),
    [
        ("UPDATE lots SET on_hand = on_hand - 1", {"product"}),
        ("UPDATE variants SET price_vnd = price_vnd + 1000", {"product", "shelf", "category", "goods"}),
        ("UPDATE sellers SET name_vi = 'HTX'", {"seller"}),
        ("UPDATE products SET name_vi = 'Mật'", {"product", "goods"}),
        ("UPDATE shelf_entries SET rating = 5", {"shelf", "category", "goods"}),
        ("DELETE FROM shelf_entries", {"shelf", "category", "goods"}),
        ("INSERT INTO synonym_groups (words, updated_at) VALUES ('a, b', '2026-01-01')", {"any"}),
        ("UPDATE users SET name = 'An'", set()),
    ],
)
def test_a_change_raises_the_tags_of_its_rows_alone(honey: Product, change: str, raised: set[str]) -> None:
    tags = {
        "any": ANY_PAGE,
        "shelf": WHOLE_SHELF,
        "product": next(iter(cache_tags.of_products([honey.id]))),
        "neighbour": next(iter(cache_tags.of_products([honey.id + 1]))),
        "seller": next(iter(cache_tags.of_sellers([honey.seller.slug]))),
        "goods": cache_tags.of_goods_of(honey.seller_id),
        "category": cache_tags.of_category(honey.category),
    }
    before = {name: version(tag) for name, tag in tags.items()}
    send(text(change))
    assert {name for name, tag in tags.items() if version(tag) > before[name]} == raised


def test_goods_that_move_raise_where_they_were_and_where_they_are(honey: Product) -> None:
    places = [cache_tags.of_category(category) for category in (honey.category, "tra")]
    before = [version(place) for place in places]
    send(text("UPDATE shelf_entries SET category = 'tra'"))
    assert all(version(place) > old for place, old in zip(places, before, strict=True))


def test_a_change_that_is_taken_back_raises_nothing(honey: Product) -> None:
    before = version(WHOLE_SHELF)
    with elsewhere() as connection:
        connection.execute(text("UPDATE shelf_entries SET rating = 5"))
        connection.rollback()
    assert version(WHOLE_SHELF) == before


def test_emptying_a_table_at_one_stroke_raises_every_page(honey: Product) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    before = version(ANY_PAGE)
    send(text("TRUNCATE reviews CASCADE"))
    assert version(ANY_PAGE) > before


@pytest.fixture
def parts(honey: Product) -> Callable[[], int]:
    def count() -> int:
        with elsewhere() as connection:
            return int(connection.scalar(text(f"SELECT count(*) FROM tag_versions WHERE tag = '{WHOLE_SHELF}'")) or 0)

    return count


def test_writers_do_not_wait_for_each_other_and_leave_no_more_parts_than_there_were_of_them(
    parts: Callable[[], int],
) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    raise_shelf = text(f"SELECT raise_tags(ARRAY['{WHOLE_SHELF}', NULL, 'c-new'])")
    seen = [version(WHOLE_SHELF)]
    for _round in range(3):
        with elsewhere() as first, elsewhere() as second, elsewhere() as third:
            for connection in (first, second, third):
                connection.execute(text("SET lock_timeout = '2s'"))
                connection.execute(raise_shelf)
                connection.execute(raise_shelf)
            for connection in (third, first, second):
                connection.commit()
                seen.append(version(WHOLE_SHELF))
    assert seen == sorted(set(seen))
    assert parts() <= 3
