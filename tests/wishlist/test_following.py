import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import wishlist
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerState
from tests import factories


@pytest.fixture
def person(app: Flask) -> User:
    return factories.user()


@pytest.fixture
def seller(app: Flask) -> Seller:
    return factories.seller()


def test_a_shop_counts_each_follower_once(person: User, seller: Seller) -> None:
    for follower in (person, person, factories.user()):
        wishlist.follow(follower.id, seller_id=seller.id)
    assert wishlist.following(seller.id, user_id=person.id) == wishlist.Following(2, True)
    assert wishlist.following(seller.id) == wishlist.Following(2, False)


def test_a_neighbour_unfollows_only_for_himself(person: User, seller: Seller) -> None:
    wishlist.follow(person.id, seller_id=seller.id)
    wishlist.unfollow(factories.user().id, seller_id=seller.id)
    assert wishlist.following(seller.id, user_id=person.id).is_mine
    wishlist.unfollow(person.id, seller_id=seller.id)
    assert wishlist.following(seller.id).followers == 0


def test_new_goods_come_from_followed_shops_that_are_open(person: User, seller: Seller) -> None:
    closed = factories.seller(state=SellerState.SUSPENDED)
    for shop in (seller, closed):
        wishlist.follow(person.id, seller_id=shop.id)
    older, newer = factories.product(seller), factories.product(seller)
    factories.product(seller, is_listed=False)
    factories.product(closed)
    factories.product()
    assert wishlist.new_from_followed(person.id, limit=5) == [newer.id, older.id]
    assert wishlist.followed_by(person.id, limit=5) == [closed, seller]


def test_a_product_knows_in_its_own_statement_whether_it_is_wished_for_and_its_shop_followed(
    person: User, seller: Seller
) -> None:
    honey, eggs = factories.product(seller), factories.product()
    wishlist.add(person.id, slug=honey.slug)
    wishlist.follow(person.id, seller_id=eggs.seller_id)
    columns = Product.id, wishlist.is_wished_by(person.id), wishlist.is_followed_by(person.id)
    assert db.session.execute(select(*columns).order_by(Product.id)).all() == [
        (honey.id, True, False),
        (eggs.id, False, True),
    ]
