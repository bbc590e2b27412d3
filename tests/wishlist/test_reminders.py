from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import wishlist
from marketplace.accounts.models import User
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.sellers.models import SellerState
from marketplace.wishlist.errors import AlreadyInStock, ReminderNotFound
from marketplace.wishlist.models import Reminder
from tests import factories

MARCH_AND_APRIL = 0b1100


@pytest.fixture
def noodles(app: Flask) -> Product:
    """Sold out, made in March and April."""
    return factories.product(name="Miến dong", left=0, season_months=MARCH_AND_APRIL)


def ask(
    product: Product, email: str = "lan@example.test", user: User | None = None, *, season: bool = False
) -> Reminder:
    return wishlist.remind(product.slug, email=email, user=user, locale="vi", in_season=season)


def due() -> list[int]:
    db.session.flush()
    return wishlist.due_reminders(limit=10)


@pytest.mark.parametrize(
    ("today", "begins"),
    [("2026-11-22", date(2027, 3, 1)), ("2026-02-28", date(2026, 3, 1)), ("2026-03-15", date(2027, 3, 1))],
)
def test_the_next_season_begins_on_the_first_of_its_month(today: str, begins: date) -> None:
    with time_machine.travel(f"{today}T12:00:00+07:00", tick=False):
        assert wishlist.next_season(MARCH_AND_APRIL) == begins
        assert wishlist.next_season(0) is None


def test_nobody_waits_for_what_can_be_bought(app: Flask) -> None:
    with pytest.raises(AlreadyInStock):
        ask(factories.product())


def test_nobody_waits_for_what_is_not_on_sale(noodles: Product) -> None:
    noodles.is_listed = False
    db.session.flush()
    with pytest.raises(ProductNotFound):
        ask(noodles)


def test_an_address_that_did_not_answer_gets_no_reminder(noodles: Product) -> None:
    reminder = ask(noodles)
    factories.lot(noodles.variants[0], 5)
    assert due() == []
    wishlist.confirm_reminder(reminder.token)
    assert due() == [reminder.id]


def test_a_persons_own_address_needs_no_answer(noodles: Product) -> None:
    person = factories.user()
    own, other = ask(noodles, str(person.email), person), ask(noodles, "lan@example.test", person)
    assert own.confirmed_at is not None
    assert other.confirmed_at is None
    assert wishlist.reminders_of(person.id) == [own]


def test_asking_twice_waits_once(noodles: Product) -> None:
    assert ask(noodles) is ask(noodles, season=True)
    assert ask(noodles).from_on is None


def test_a_stranger_changes_no_reminder_that_its_owner_confirmed(noodles: Product) -> None:
    wishlist.confirm_reminder(ask(noodles).token)
    assert ask(noodles, season=True).from_on is None


def sell_again(product: Product) -> None:
    factories.lot(product.variants[0], 5)


def open_shop(product: Product) -> None:
    product.seller.state = SellerState.APPROVED


@pytest.mark.parametrize("hindrance", ["sold out", "past its day", "delisted", "suspended"])
def test_a_reminder_waits_until_the_goods_can_be_bought(noodles: Product, hindrance: str) -> None:
    wishlist.confirm_reminder(ask(noodles).token)
    undo: Callable[[Product], None] = sell_again
    if hindrance == "past its day":
        factories.lot(noodles.variants[0], 5, best_before_in_days=-1)
    elif hindrance != "sold out":
        sell_again(noodles)
    if hindrance == "delisted":
        noodles.is_listed, undo = False, lambda product: setattr(product, "is_listed", True)
    if hindrance == "suspended":
        noodles.seller.state, undo = SellerState.SUSPENDED, open_shop
    assert due() == []
    undo(noodles)
    assert len(due()) == 1


def test_a_reminder_of_the_season_waits_for_its_first_day_in_vietnam(noodles: Product) -> None:
    with time_machine.travel("2026-11-22T12:00:00+07:00", tick=False):
        wishlist.confirm_reminder(ask(noodles, season=True).token)
        factories.lot(noodles.variants[0], 5, best_before_in_days=None)
        assert due() == []
    with time_machine.travel("2027-02-28T23:59:59+07:00", tick=False):
        assert due() == []
    with time_machine.travel("2027-03-01T00:00:00+07:00", tick=False):
        assert len(due()) == 1


def test_a_reminder_is_taken_once(noodles: Product) -> None:
    reminder = wishlist.confirm_reminder(ask(noodles).token)
    assert wishlist.take_due(reminder.id) is None
    sell_again(noodles)
    assert wishlist.take_due(reminder.id) is reminder
    assert wishlist.take_due(reminder.id) is None
    assert due() == []


def test_after_a_reminder_one_can_wait_again(noodles: Product) -> None:
    first = wishlist.confirm_reminder(ask(noodles).token)
    first.sent_at = now()
    assert ask(noodles) is not first


def test_one_link_stops_one_reminder_or_all_of_its_address(noodles: Product) -> None:
    first, second = ask(noodles), ask(factories.product(left=0))
    third, others = ask(factories.product(left=0)), ask(noodles, "mai@example.test")
    wishlist.stop_reminders(first.token)
    assert set(db.session.scalars(select(Reminder.id))) == {second.id, third.id, others.id}
    wishlist.stop_reminders(second.token, everything=True)
    assert list(db.session.scalars(select(Reminder.id))) == [others.id]
    with pytest.raises(ReminderNotFound):
        wishlist.stop_reminders(first.token)


def test_addresses_are_forgotten_once_they_serve_nothing(noodles: Product) -> None:
    _unanswered, sent, waiting = (ask(noodles, f"{name}@example.test") for name in ("a", "b", "c"))
    sent.sent_at = sent.confirmed_at = waiting.confirmed_at = now()
    kept = waiting.id
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        assert wishlist.forget_stale_reminders() == 2
    assert list(db.session.scalars(select(Reminder.id))) == [kept]
