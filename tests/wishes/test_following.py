import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import wishes
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerState
from tests import factories


@pytest.fixture
def person(app: Flask) -> User:
    return factories.user()


@pytest.fixture
def maker(app: Flask) -> Seller:
    return factories.seller()


def test_a_shop_counts_each_follower_once(person: User, maker: Seller) -> None:
    for follower in (person, person, factories.user()):
        wishes.follow(follower.id, seller_id=maker.id)
    assert wishes.following(maker.id, user_id=person.id) == wishes.Following(2, True)
    assert wishes.following(maker.id) == wishes.Following(2, False)


def test_a_neighbour_unfollows_only_for_himself(person: User, maker: Seller) -> None:
    wishes.follow(person.id, seller_id=maker.id)
    wishes.unfollow(factories.user().id, seller_id=maker.id)
    assert wishes.following(maker.id, user_id=person.id).is_mine
    wishes.unfollow(person.id, seller_id=maker.id)
    assert wishes.following(maker.id).followers == 0


def test_new_goods_come_from_followed_shops_that_are_open(person: User, maker: Seller) -> None:
    closed = factories.seller(state=SellerState.SUSPENDED)
    for seller in (maker, closed):
        wishes.follow(person.id, seller_id=seller.id)
    older, newer = factories.product(maker), factories.product(maker)
    factories.product(maker, is_listed=False)
    factories.product(closed)
    factories.product()
    assert wishes.new_from_followed(person.id, limit=5) == [newer.id, older.id]
    assert wishes.followed_by(person.id, limit=5) == [closed, maker]


def test_a_product_knows_in_its_own_statement_whether_it_is_wished_for_and_its_shop_followed(
    person: User, maker: Seller
) -> None:
    honey, eggs = factories.product(maker), factories.product()
    wishes.add(person.id, slug=honey.slug)
    wishes.follow(person.id, seller_id=eggs.seller_id)
    columns = Product.id, wishes.is_wished_by(person.id), wishes.is_followed_by(person.id)
    assert db.session.execute(select(*columns).order_by(Product.id)).all() == [
        (honey.id, True, False),
        (eggs.id, False, True),
    ]
