"""The waiting list: first come, first told, a unit kept for a day, everybody else sees what is left without it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import notifications, orders, shelf, stock, wishlist
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.stock import Holder, StockRight
from marketplace.stock.errors import SoldOut
from marketplace.wishlist.errors import AlreadyInStock
from tests import factories
from tests.work import queued_mails


@pytest.fixture
def people(app: Flask) -> list[User]:
    return [factories.user(email=f"p{number}@example.test") for number in range(3)]


@pytest.fixture
def honey(people: list[User]) -> Product:
    """Sold out, and three people wait for it."""
    product = factories.product(left=0)
    db.session.commit()
    for person in people:
        with transaction():
            wishlist.wait(product.slug, person, locale="vi")
    return product


def restock(product: Product, units: int) -> None:
    with transaction():
        factories.lot(product.variants[0], units)


def test_the_first_two_of_three_are_told_with_a_deadline_and_the_third_waits_on(
    people: list[User], honey: Product
) -> None:
    restock(honey, 2)
    first, second = queued_mails()
    assert [first.recipient, second.recipient] == ["p0@example.test", "p1@example.test"]
    assert "giữ cho bạn đến" in first.subject
    assert notifications.send_due_reminders() == 0
    assert shelf.get_product_page(honey.slug).packs[0].left == 0, "others see what is left without them"
    with pytest.raises(AlreadyInStock), transaction():
        restock_more(honey)
        wishlist.wait(honey.slug, factories.user(), locale="vi")


def restock_more(product: Product) -> None:
    factories.lot(product.variants[0], 5)


def test_a_right_ends_by_the_clock_and_the_next_one_is_told(people: list[User], honey: Product) -> None:
    restock(honey, 1)
    assert [mail.recipient for mail in queued_mails()] == ["p0@example.test"]
    with time_machine.travel(now() + timedelta(hours=24, minutes=1)):
        assert shelf.get_product_page(honey.slug).packs[0].left == 1
        assert notifications.send_due_reminders() == 1
        assert [mail.recipient for mail in queued_mails()][1:] == ["p1@example.test"]


def test_whoever_has_a_right_orders_and_a_stranger_does_not(people: list[User], honey: Product) -> None:
    restock(honey, 1)
    variant, stranger = honey.variants[0], factories.user()
    db.session.commit()
    with pytest.raises(SoldOut), transaction():
        stock.take([stock.Sale(variant.id, 1, 0, "Mật ong")])
    stock.act_as(Holder(people[0].id))
    try:
        with transaction():
            factories.purchase((variant, 1), buyer=people[0])
    finally:
        stock.act_as(Holder())
    assert stranger.id
    assert db.session.scalars(select(StockRight)).one().used_at is not None


def test_who_does_not_want_it_any_more_lets_the_next_one_have_it(people: list[User], honey: Product) -> None:
    restock(honey, 1)
    right = db.session.scalars(select(StockRight)).one()
    with transaction():
        wishlist.stop_reminders(right.token)
    assert notifications.send_due_reminders() == 1
    assert [mail.recipient for mail in queued_mails()][1:] == ["p1@example.test"]


def test_somebody_without_an_address_is_told_in_the_account_and_the_shop_sees_how_many_wait(app: Flask) -> None:
    product = factories.product(left=0)
    person = factories.user(email=None, phone="+84912000321")
    db.session.commit()
    for _ in range(2):
        with transaction():
            wishlist.wait(product.slug, person, locale="vi")
    assert wishlist.count_waiting(product.seller_id) == {product.id: 1}
    assert len(wishlist.reminders_of(person.id)) == 1
    restock(product, 1)
    assert queued_mails() == []
    assert db.session.scalars(select(StockRight.user_id)).all() == [person.id]


def test_a_purchase_uses_the_right_though_its_unit_came_from_a_lot_that_is_nobodys(app: Flask) -> None:
    honey, person = factories.product(left=0), factories.user(email="p@example.test")
    db.session.commit()
    with transaction():
        wishlist.wait(honey.slug, person, locale="vi")
    restock(honey, 1)
    variant = honey.variants[0]
    with transaction():
        stock.count(variant, left=0, by_id=person.id)  # the shop lost the unit that was kept
    restock(honey, 2)
    stock.act_as(Holder(person.id))
    try:
        with transaction():
            factories.purchase((variant, 1), buyer=person)
    finally:
        stock.act_as(Holder())
    assert shelf.get_product_page(honey.slug).packs[0].left == 1, "it is kept for nobody any more"


def test_dropping_all_reminders_frees_every_unit_that_was_kept(people: list[User], honey: Product) -> None:
    noodles = factories.product(left=0)
    db.session.commit()
    with transaction():
        wishlist.wait(noodles.slug, people[0], locale="vi")
    for product in (honey, noodles):
        restock(product, 1)
    with transaction():
        assert wishlist.stop_reminders(wishlist.reminders_of(people[0].id)[0].token, everything=True)
    assert notifications.send_due_reminders() == 1  # of the honey, for the next one
    assert shelf.get_product_page(noodles.slug).packs[0].left == 1


def test_a_kept_unit_is_neither_offered_nor_sent_instead_of_what_is_short(app: Flask) -> None:
    honey = factories.product(left=9)
    paste = factories.product(honey.seller, "Tương ớt")
    honey.variants.append(factories.pack(2, pack_vi="Hũ 250 ml", price_vnd=90_000))
    db.session.flush()
    small = honey.variants[1]
    factories.lot(small, 3)
    order = factories.confirmed((honey.variants[0], 3), (paste.variants[0], 1))
    short = orders.ask(order, "take-1", there=1, plan="replace", by=None, ref=small.ref, quantity=2)
    until = now() + timedelta(hours=24)
    db.session.add(StockRight(variant_id=small.id, token="t" * 43, quantity=2, until=until))
    db.session.flush()
    assert orders.packs_instead(order, short.line) == [(small, 1)]
    assert orders.answer(short.token, agrees=True, by=None).outcome == "sold_out"
