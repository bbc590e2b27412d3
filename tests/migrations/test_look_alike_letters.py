"""What was written with letters that only look Vietnamese is written right once the shop is brought up to date."""

from collections.abc import Iterator
from itertools import count

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from marketplace import shelf
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, SlugRedirect
from marketplace.collections.models import Collection, CollectionItem
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.sellers.models import Seller
from tests import factories
from tests.conftest import running
from tests.databases import Engine
from tests.work import work

NUMBERS = count(1)
OLD = {
    "users": {"name": "Chị Ðào Ƣ\u0301ng"},
    "purchases": {"recipient_name": "Anh Ɖức", "recipient_folded": "anh ɖuc", "street": "Xóm Ðồi"},
    "sellers": {"name_vi": "HTX Ðà Bắc", "folded": "htx ða bac", "slug": "htx-a-bac"},
    "products": {"name_vi": "Chè Ðà Bắc", "slug": "che-a-bac", "keywords": "nƣớc"},
    "collections": {"title_vi": "Quà Ðà Bắc nƣớc", "slug": "qua-a-bac-n-oc"},
    "collection_items": {"note_vi": "Ɖẹp"},
}
FACTS = [{"label_vi": "Ðiện thoại", "value_vi": "Xóm Ɖồi, nƣớc"}]
PHOTOS = [{"ref": "a", "widths": [480], "alt_vi": "Ðồi chè", "alt_en": ""}]


@pytest.fixture
def old_shop(database: Engine) -> Iterator[Flask]:
    """A shop before the migration, whose rows hold the letters."""
    name = f"letters_{next(NUMBERS)}"
    with running(database.create(name, template="template")) as app:
        with transaction():
            honey = factories.product(factories.seller(), "Chè")
            factories.purchase((honey.variants[0], 1))
            factories.user()
            pack = Collection(slug="qua", title_vi="Quà", position=1)
            db.session.add(pack)
            db.session.flush()
            db.session.add(CollectionItem(collection_id=pack.id, product_id=honey.id, position=1))
        with db.engine.begin() as connection:
            for table, row in OLD.items():
                known = sa.table(table, *map(sa.column, row))
                connection.execute(sa.update(known).values(row))
            connection.execute(sa.update(Seller).values(facts=FACTS))
            connection.execute(sa.update(Product).values(photos=PHOTOS))
        downgrade(revision="0017")
        yield app
    database.drop(name)


def test_every_row_is_renewed(old_shop: Flask) -> None:
    upgrade()
    assert work("letters")
    assert db.session.scalars(sa.select(User.name).limit(1)).one() == "Chị Đào Ứng"
    purchase = db.session.scalars(sa.select(Purchase)).one()
    assert (purchase.recipient_name, purchase.recipient_folded, purchase.street) == ("Anh Đức", "anh duc", "Xóm Đồi")
    seller = db.session.scalars(sa.select(Seller)).one()
    assert (seller.name_vi, seller.folded) == ("HTX Đà Bắc", "htx da bac")
    assert db.session.scalars(sa.select(Collection.title_vi)).one() == "Quà Đà Bắc nước"
    assert db.session.scalars(sa.select(CollectionItem.note_vi)).one() == "Đẹp"


def test_what_lies_deep_within_a_row_is_renewed(old_shop: Flask) -> None:
    upgrade()
    work("letters")
    assert db.session.scalars(sa.select(Seller.facts)).one() == [
        {"label_vi": "Điện thoại", "value_vi": "Xóm Đồi, nước"}
    ]
    assert db.session.scalars(sa.select(Product.photos)).one() == [PHOTOS[0] | {"alt_vi": "Đồi chè"}]


def test_shops_and_collections_get_their_address_and_the_old_one_leads_there(old_shop: Flask) -> None:
    with transaction():
        db.session.scalars(sa.select(Collection)).one().is_published = True
    upgrade()
    work("letters")
    browser = old_shop.test_client()
    for old, new in (("/htx/htx-a-bac", "/htx/htx-da-bac"), ("/chon-loc/qua-a-bac-n-oc", "/chon-loc/qua-da-bac-nuoc")):
        answer = browser.get(f"{old}?trang=1")
        assert (answer.status_code, answer.location) == (301, f"{new}?trang=1")
        assert browser.get(new).status_code == 200
    assert browser.get("/htx/htx-a-ba").status_code == 404


def test_addresses_are_mended_where_the_names_were_already(old_shop: Flask) -> None:
    """The shop was brought up to date when only names were renewed."""
    with transaction():
        db.session.execute(sa.update(Seller).values(name_vi="HTX Đà Bắc"))
    upgrade()
    work("letters")
    assert db.session.scalars(sa.select(Seller.slug)).one() == "htx-da-bac"


def test_goods_get_their_address_and_are_found(old_shop: Flask) -> None:
    upgrade()
    work("letters")
    product = db.session.scalars(sa.select(Product)).one()
    assert (product.name_vi, product.slug, product.keywords) == ("Chè Đà Bắc", "che-da-bac", "nước")
    assert db.session.scalars(sa.select(SlugRedirect.slug)).all() == ["che-a-bac"]
    for words in ("Ðà Bắc", "Đà Bắc", "da bac", "ɖà bắc"):
        assert [card.slug for card in shelf.search(words, shelf.Filters()).page.cards] == ["che-da-bac"], words


def test_a_second_run_finds_nothing_to_do(old_shop: Flask) -> None:
    upgrade()
    work("letters")
    db.session.remove()
    downgrade(revision="0017")
    upgrade()
    with transaction():
        assert shelf.mend_letters() == 0
