import pytest
from flask import Flask

from marketplace import wishlist
from marketplace.accounts.models import User
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.sellers.models import SellerState
from marketplace.wishlist import actions, guests
from marketplace.wishlist.errors import WishListFull
from tests import factories


@pytest.fixture
def honey(app: Flask) -> Product:
    return factories.product(left=10)


@pytest.fixture
def person(app: Flask) -> User:
    return factories.user()


def names(user: User) -> list[str]:
    return [wish.product.name_vi for wish in wishlist.wishes_of(user.id)]


def test_a_wish_is_kept_once_at_the_price_of_that_day(honey: Product, person: User) -> None:
    wishlist.add(person.id, slug=honey.slug)
    honey.variants[0].price_vnd = 155_000
    wishlist.add(person.id, slug=honey.slug)
    (wish,) = wishlist.wishes_of(person.id)
    assert (wish.then_vnd, wish.cheaper_vnd) == (165_000, 10_000)


def test_the_newest_wish_comes_first(honey: Product, person: User) -> None:
    for name in ("Cam Cao Phong", "Trứng gà"):
        wishlist.add(person.id, slug=factories.product(honey.seller, name).slug)
    assert names(person) == ["Trứng gà", "Cam Cao Phong"]


def test_what_is_not_on_sale_cannot_be_wished_for(honey: Product, person: User) -> None:
    honey.is_listed = False
    db.session.flush()
    for slug in (honey.slug, "khong-co", ""):
        with pytest.raises(ProductNotFound):
            wishlist.add(person.id, slug=slug)
        with pytest.raises(ProductNotFound):
            wishlist.with_wish({}, slug=slug)


def test_a_wish_tells_what_became_of_the_goods(honey: Product, person: User) -> None:
    sold_out = factories.product(honey.seller, "Miến dong", left=0)
    other_size = factories.product(honey.seller, "Chè Shan", left=0)
    other_size.variants.append(factories.pack(2))
    db.session.flush()
    factories.lot(other_size.variants[1], 3)
    for product in (honey, sold_out, other_size):
        wishlist.add(person.id, slug=product.slug)
    told = {wish.product.name_vi: (wish.left, wish.variant.position) for wish in wishlist.wishes_of(person.id)}
    assert told == {"Mật ong rừng": (10, 1), "Miến dong": (0, 1), "Chè Shan": (3, 2)}


def test_goods_of_a_suspended_shop_stay_on_the_list_as_gone(honey: Product, person: User) -> None:
    wishlist.add(person.id, slug=honey.slug)
    honey.seller.state = SellerState.SUSPENDED
    db.session.flush()
    assert [wish.is_gone for wish in wishlist.wishes_of(person.id)] == [True]


def test_forgetting_gives_the_noted_price_back_so_that_it_can_be_undone(honey: Product, person: User) -> None:
    wishlist.add(person.id, slug=honey.slug)
    honey.variants[0].price_vnd = 200_000
    db.session.flush()
    noted = wishlist.remove(person.id, product_id=honey.id)
    assert wishlist.remove(person.id, product_id=honey.id) is None
    wishlist.add(person.id, slug=honey.slug, price_vnd=noted)
    assert [wish.cheaper_vnd for wish in wishlist.wishes_of(person.id)] == [-35_000]


def test_a_neighbour_sees_and_forgets_only_his_own(honey: Product, person: User) -> None:
    neighbour = factories.user()
    wishlist.add(person.id, slug=honey.slug)
    assert wishlist.remove(neighbour.id, product_id=honey.id) is None
    assert (len(names(person)), names(neighbour)) == (1, [])


def test_a_list_has_room_for_so_many(honey: Product, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_WISHES", 1)
    wishlist.add(person.id, slug=honey.slug)
    wishlist.add(person.id, slug=honey.slug)
    with pytest.raises(WishListFull, match="tối đa 1 món"):
        wishlist.add(person.id, slug=factories.product().slug)


def test_a_guest_keeps_so_many(honey: Product) -> None:
    full = dict.fromkeys(range(1_000, 1_000 + guests.MOST_KEPT), 1)
    with pytest.raises(WishListFull, match="tối đa 40 món"):
        wishlist.with_wish(full, slug=honey.slug)
    assert wishlist.with_wish(full | {honey.id: 5}, slug=honey.slug)[honey.id] == 5


def test_a_guests_list_shows_only_goods_that_exist(honey: Product) -> None:
    kept = wishlist.with_wish({2_000_000_000: 1}, slug=honey.slug)
    assert [wish.product for wish in wishlist.wishes_among(kept)] == [honey]
    assert wishlist.without_wish(kept, product_id=honey.id) == {2_000_000_000: 1}


def test_signing_in_adds_what_the_guest_wished_for(honey: Product, person: User) -> None:
    eggs = factories.product(honey.seller, "Trứng gà", price_vnd=38_000)
    wishlist.add(person.id, slug=honey.slug)
    wishlist.adopt({honey.id: 1, 2_000_000_000: 1, eggs.id: 40_000}, user_id=person.id)
    found = {wish.product.name_vi: wish.then_vnd for wish in wishlist.wishes_of(person.id)}
    assert found == {"Mật ong rừng": 165_000, "Trứng gà": 40_000}


def test_when_there_is_little_room_the_newest_are_adopted(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_WISHES", 2)
    goods = [factories.product(name=name) for name in ("Một", "Hai", "Ba")]
    wishlist.adopt({product.id: 1_000 for product in goods}, user_id=person.id)
    assert sorted(names(person)) == ["Ba", "Hai"]
