"""A page that knows what it shows outlives every change of something else, and none of what it shows."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace import collections
from marketplace.catalogue.models import Product
from marketplace.collections import Cover
from marketplace.database import db, transaction
from marketplace.web.page_front import MOST_BYTES
from marketplace.web.page_store import PageStore
from tests import factories, people
from tests.client import visitor_of
from tests.elsewhere import elsewhere
from tests.people import Cast
from tests.statements import counted

pytestmark = pytest.mark.smoke
OWN = re.compile(r'(name="csrf_token" value=")[^"]+')
PATHS = ("/", "/c/mat-ong", "/c/mat-ong?gia-tu=100000", "/htx/{seller}", "/p/{slug}", "/tim?q=mat+ong")
"""The pages that name what they show."""


@pytest.fixture
def cast(committed_app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    """A jar with all that its page can show, its neighbours on the shelf, and tea of another seller."""
    honey = factories.product(cast.seller_a, "Mật ong Green Life", left=60)
    factories.product(cast.seller_a, "Mật ong rừng")
    factories.product(cast.seller_b, "Mật ong Sơn Nam")
    tea = factories.product(cast.seller_b, "Trà shan tuyết", category="che", left=60)
    for product in (honey, tea):
        factories.certificate(product, stars=4)
    factories.review(honey)
    factories.question(honey)
    gifts = collections.create(Cover("Quà Tết"))
    collections.add(gifts, honey)
    collections.publish(gifts)
    db.session.commit()
    return honey


@pytest.fixture
def visit(committed_app: Flask) -> Callable[[str], str]:
    def visit(path: str) -> str:
        answer = visitor_of(committed_app).get(path)
        assert answer.status_code == 200, path
        return OWN.sub(r"\1", answer.text)

    return visit


def paths(honey: Product) -> list[str]:
    return [path.format(slug=honey.slug, seller=honey.seller.slug) for path in PATHS]


def statements_of(app: Flask, path: str) -> int:
    with counted(tags=True) as sent:
        assert visitor_of(app).get(path).status_code == 200
    return len(sent)


def test_an_order_for_other_goods_leaves_a_page_as_it_is(
    committed_app: Flask, honey: Product, visit: Callable[[str], str]
) -> None:
    quiet = [f"/p/{honey.slug}", "/c/mat-ong", f"/htx/{honey.seller.slug}"]
    for path in quiet:
        visit(path)
    with elsewhere() as connection:
        sold = "UPDATE lots SET on_hand = on_hand - 1 WHERE variant_id IN (SELECT variants.id FROM variants "
        connection.execute(text(f"{sold} JOIN products ON products.id = product_id WHERE category = 'che')"))
        connection.commit()
    assert [statements_of(committed_app, path) for path in quiet] == [2, 2, 2], "one asks for all, one for the tags"
    assert [statements_of(committed_app, path) for path in quiet] == [1, 1, 1]


def test_the_last_jar_that_is_sold_is_gone_from_the_next_page(
    committed_app: Flask, honey: Product, visit: Callable[[str], str]
) -> None:
    for path in paths(honey):
        visit(path)
    with transaction():
        db.session.execute(text("UPDATE lots SET on_hand = 0"))
    for path in paths(honey):
        assert visit(path) == drawn_anew(committed_app, path, visit)


def drawn_anew(app: Flask, path: str, visit: Callable[[str], str]) -> str:
    front = app.extensions["page_cache"]
    kept, front.kept = front.kept, PageStore(MOST_BYTES)
    try:
        return visit(path)
    finally:
        front.kept = kept


def test_whatever_is_changed_at_the_prompt_the_next_page_shows(
    committed_app: Flask, honey: Product, visit: Callable[[str], str]
) -> None:
    """Column by column of what is shown on these pages, in one table after the other."""
    shown = {
        "products": {"name_vi": "'Khác'", "sold_units": "77"},
        "variants": {"price_vnd": "price_vnd + 1000", "pack_vi": "'Bao'"},
        "lots": {"on_hand": "3"},
        "sellers": {"name_vi": "'HTX Khác'", "printed_place_vi": "'Nơi khác'"},
        "certificates": {"stars": "5", "level": "'central'"},
        "collections": {"title_vi": "'Quà khác'"},
        "reviews": {"body": "'Ngọt'"},
        "questions": {"body": "'Còn không?'"},
        "shelf_entries": {"rank": "-rank", "price_vnd": "1"},
    }
    for table, columns in shown.items():
        for column, value in columns.items():
            before = {path: visit(path) for path in paths(honey)}
            with elsewhere() as connection:
                connection.execute(text(f"UPDATE {table} SET {column} = {value}"))
                connection.commit()
            for path in before:
                assert visit(path) == drawn_anew(committed_app, path, visit), (table, column, path)
