from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from marketplace import collections, shelf
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.collections import Collection, CollectionState, Cover
from marketplace.collections.errors import (
    AlreadyChosen,
    CollectionFull,
    CollectionNotFound,
    DaysReversed,
    NotChosen,
    NothingChosen,
)
from marketplace.collections.models import CollectionItem
from marketplace.database import db
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def gifts(app: Flask) -> Collection:
    return collections.create(Cover("Quà Tết"))


def goods(*names: str) -> list[Product]:
    """Goods on the shelves."""
    seller = factories.seller()
    made = [factories.product(seller, name) for name in names]
    shelf.index_products([product.id for product in made])
    return made


def chosen(collection: Collection) -> list[str]:
    db.session.flush()
    return [item.product.name_vi for item in collections.get_collection(collection.slug).items]


def test_the_address_comes_from_the_title_and_is_nobody_elses(gifts: Collection) -> None:
    assert gifts.slug == "qua-tet"
    assert collections.create(Cover("Quà Tết!")).slug == "qua-tet-2"
    assert collections.create(Cover("Mới")).slug == "moi-2"
    assert collections.create(Cover("礼物")).slug == "bo-suu-tap"


def test_goods_stand_in_the_order_in_which_they_were_chosen_and_moved(gifts: Collection) -> None:
    honey, tea, rice = goods("Mật", "Chè", "Gạo")
    for product in (honey, tea, rice):
        collections.add(gifts, product)
    db.session.flush()
    collections.move_item(gifts, product_slug=rice.slug, step=-1)
    assert chosen(gifts) == ["Mật", "Gạo", "Chè"]
    collections.move_item(gifts, product_slug=honey.slug, step=-1)
    collections.move_item(gifts, product_slug=tea.slug, step=1)
    assert chosen(gifts) == ["Mật", "Gạo", "Chè"]
    assert [card.name_vi for card in collections.cards_in(gifts)] == ["Mật", "Gạo", "Chè"]


def test_what_was_taken_out_comes_back_where_it_stood(gifts: Collection) -> None:
    honey, tea, rice = goods("Mật", "Chè", "Gạo")
    for product in (honey, tea, rice):
        collections.add(gifts, product, note_vi=f"Vì {product.name_vi}")
    db.session.flush()
    stood = collections.remove(gifts, product_slug=tea.slug)
    assert chosen(gifts) == ["Mật", "Gạo"]
    collections.add(gifts, tea, position=stood.position, note_vi=stood.note_vi)
    assert chosen(gifts) == ["Mật", "Chè", "Gạo"]
    assert gifts.items[1].note_vi == "Vì Chè"


def test_a_product_is_chosen_once(gifts: Collection) -> None:
    (honey,) = goods("Mật")
    collections.add(gifts, honey)
    with pytest.raises(AlreadyChosen):
        collections.add(gifts, honey)
    db.session.flush()
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(
            db.insert(CollectionItem).values(
                collection_id=gifts.id, product_id=honey.id, position=2, note_vi="", note_en=""
            )
        )


def test_a_collection_has_an_end(gifts: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.collections.actions.MOST_GOODS", 1)
    honey, tea = goods("Mật", "Chè")
    collections.add(gifts, honey)
    with pytest.raises(CollectionFull, match="đủ 1 món"):
        collections.add(gifts, tea)


def test_what_is_not_there_can_be_neither_moved_nor_taken_out(gifts: Collection) -> None:
    for act in (collections.remove, lambda found, **names: collections.move_item(found, step=1, **names)):
        with pytest.raises(NotChosen):
            act(gifts, product_slug="khong-co")


def test_an_empty_collection_is_not_published(gifts: Collection) -> None:
    with pytest.raises(NothingChosen):
        collections.publish(gifts)


def test_days_run_forward(gifts: Collection) -> None:
    with pytest.raises(DaysReversed):
        collections.change(gifts, Cover("Quà", shown_from_on=today(), shown_until_on=today() - DAY))


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (None, None, CollectionState.SHOWN),
        (0, 0, CollectionState.SHOWN),
        (1, 2, CollectionState.COMING),
        (-2, -1, CollectionState.ENDED),
    ],
)
def test_a_collection_is_shown_on_its_days(
    gifts: Collection, first: int | None, last: int | None, state: CollectionState
) -> None:
    (honey,) = goods("Mật")
    collections.add(gifts, honey)
    collections.publish(gifts)
    gifts.shown_from_on = None if first is None else today() + first * DAY
    gifts.shown_until_on = None if last is None else today() + last * DAY
    db.session.flush()
    assert gifts.state_on(today()) == state
    assert [found for found, _ in collections.on_show(limit=9)] == ([gifts] if state == CollectionState.SHOWN else [])
    if state in {CollectionState.SHOWN, CollectionState.ENDED}:
        assert collections.get_shown(gifts.slug) is gifts
    else:
        with pytest.raises(CollectionNotFound):
            collections.get_shown(gifts.slug)


def test_a_collection_of_which_nothing_is_on_sale_is_not_shown(gifts: Collection) -> None:
    (honey,) = goods("Mật")
    collections.add(gifts, honey)
    collections.publish(gifts)
    db.session.flush()
    assert collections.on_show(limit=9) == [(gifts, 1)]
    honey.is_listed = False
    db.session.flush()
    shelf.index_products([honey.id])
    assert collections.on_show(limit=9) == []
    assert collections.cards_in(gifts) == []


def test_collections_move_among_each_other(gifts: Collection) -> None:
    quick = collections.create(Cover("Cơm nhanh"))
    collections.move(quick, step=-1)
    db.session.flush()
    assert [found for found, _ in collections.all_collections()] == [quick, gifts]


def test_goods_are_found_by_words_and_by_their_address(app: Flask) -> None:
    honey, _tea = goods("Mật ong", "Chè xanh")
    for words in ("mat ong", f"/p/{honey.slug}", f"https://gui.example/p/{honey.slug}?hl=en"):
        assert [card.product_id for card in collections.find_goods(words, limit=1)] == [honey.id], words
    assert collections.find_goods("/p/khong-co", limit=8) == []
