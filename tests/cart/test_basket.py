from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import cart
from marketplace.cart.errors import BasketFull, GoodsGone, LineGone, NotEnoughLeft, QuantityRefused, SoldOutForNow
from marketplace.cart.models import MOST_LINES, Cart, CartLine
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.sellers.models import SellerState
from tests import factories
from tests.work import work


@pytest.fixture
def honey(app: Flask) -> Product:
    return factories.product(left=10)


def quantities(basket: Cart) -> list[int]:
    db.session.flush()
    return [line.quantity for line in basket.lines]


@pytest.mark.parametrize(("typed", "meant"), [("1", 1), (" 12 ", 12), ("０３", 3), ("99", 99)])
def test_quantities_are_read_as_people_type_them(typed: str, meant: int) -> None:
    assert cart.parse_quantity(typed) == meant


@pytest.mark.parametrize("typed", ["", "-1", "1e9", "abc", "٣", "1.5", "+2", "9999999", "½", "1\n2"])
def test_what_is_no_quantity_is_refused_with_what_is_left(honey: Product, typed: str) -> None:
    with pytest.raises(QuantityRefused) as refusal:
        cart.add(token=None, user_id=None, ref=honey.variants[0].ref, quantity=cart.parse_quantity(typed))
    assert refusal.value.params == {"most": 10}


def test_adding_again_adds_up(honey: Product) -> None:
    basket = factories.basket((honey.variants[0], 2), (honey.variants[0], 3))
    assert quantities(basket) == [5]


def test_never_more_than_is_left(honey: Product) -> None:
    basket = factories.basket((honey.variants[0], 8))
    with pytest.raises(NotEnoughLeft) as refused:
        cart.add(token=basket.token, user_id=None, ref=honey.variants[0].ref, quantity=3)
    assert refused.value.params == {"left": 10}
    with pytest.raises(NotEnoughLeft):
        cart.set_quantity(basket, ref=honey.variants[0].ref, quantity=11)
    assert quantities(basket) == [8]


def test_sold_out_unlisted_and_suspended_goods_are_refused(honey: Product) -> None:
    gone = factories.product(left=0)
    with pytest.raises(SoldOutForNow):
        cart.add(token=None, user_id=None, ref=gone.variants[0].ref, quantity=1)
    honey.is_listed = False
    db.session.flush()
    with pytest.raises(GoodsGone):
        cart.add(token=None, user_id=None, ref=honey.variants[0].ref, quantity=1)
    honey.is_listed, honey.seller.state = True, SellerState.SUSPENDED
    db.session.flush()
    with pytest.raises(GoodsGone):
        cart.add(token=None, user_id=None, ref=honey.variants[0].ref, quantity=1)


def test_a_basket_holds_so_many_different_things(honey: Product) -> None:
    seller = honey.seller
    basket = factories.basket(*[(factories.product(seller).variants[0], 1) for _ in range(MOST_LINES)])
    with pytest.raises(BasketFull):
        cart.add(token=basket.token, user_id=None, ref=honey.variants[0].ref, quantity=1)


def test_what_is_not_in_the_basket_cannot_be_changed_or_removed(honey: Product) -> None:
    basket = factories.basket((honey.variants[0], 1))
    other = factories.product()
    with pytest.raises(LineGone):
        cart.set_quantity(basket, ref=other.variants[0].ref, quantity=1)
    with pytest.raises(LineGone):
        cart.remove(basket, ref=other.variants[0].ref)
    with pytest.raises(LineGone):
        cart.get_cart(token="nobody's", user_id=None)


def test_signing_in_pours_the_guests_basket_into_the_persons_own(honey: Product) -> None:
    eggs, person = factories.product(left=200), factories.user()
    factories.basket((honey.variants[0], 2), (eggs.variants[0], 60), buyer=person)
    guest = factories.basket((honey.variants[0], 1), (eggs.variants[0], 60))
    cart.adopt(token=guest.token, user_id=person.id)
    db.session.flush()
    own = cart.get_cart(token=None, user_id=person.id)
    assert sorted(quantities(own)) == [3, 99]
    assert db.session.query(Cart).count() == 1


def test_the_first_basket_of_a_person_is_simply_taken_over(honey: Product) -> None:
    person = factories.user()
    guest = factories.basket((honey.variants[0], 2))
    cart.adopt(token=guest.token, user_id=person.id)
    db.session.flush()
    assert cart.find_cart(token=guest.token, user_id=None) is None
    assert quantities(cart.get_cart(token=None, user_id=person.id)) == [2]


def test_only_what_can_be_ordered_counts_in_a_parcel(honey: Product) -> None:
    eggs = factories.product(honey.seller, left=3, price_vnd=38_000)
    basket = factories.basket((honey.variants[0], 1), (eggs.variants[0], 3))
    factories.purchase((eggs.variants[0], 2))
    (parcel,) = cart.parcels_in(basket)
    assert [line.can_be_ordered for line in parcel.lines] == [True, False]
    assert (parcel.goods_vnd, parcel.weight_grams) == (165_000, 900)


def test_guests_baskets_of_last_month_are_deleted_in_batches(honey: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cart.actions, "AT_ONCE", 2)
    pack = (honey.variants[0], 1)
    with time_machine.travel(now() - timedelta(days=31), tick=False):
        for _ in range(3):
            factories.basket(pack)
        own, visited = factories.basket(pack, buyer=factories.user()), factories.basket(pack)
        db.session.commit()
    other = factories.product(honey.seller, left=5)
    cart.add(token=visited.token, user_id=None, ref=other.variants[0].ref, quantity=1)
    recent = factories.basket(pack)
    assert work("guest_baskets") == {"guest_baskets": 1}
    assert set(db.session.scalars(select(Cart.token))) == {own.token, visited.token, recent.token}
    assert set(db.session.scalars(select(CartLine.cart_id))) == {own.id, visited.id, recent.id}
