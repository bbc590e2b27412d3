"""The same wish in several requests at the same moment, with real commits."""

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from marketplace import notifications, wishlist
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import Base, db, transaction
from marketplace.jobs import Job
from marketplace.wishlist.models import Follow, Reminder, Wish
from tests import factories
from tests.crowd import all_at_once, together
from tests.work import queued_mails

TIMES = 6


@pytest.fixture
def honey(committed_app: Flask) -> Product:
    with transaction():
        return factories.product(left=5)


@pytest.fixture
def person(committed_app: Flask) -> User:
    with transaction():
        return factories.user()


def rows(table: type[Base]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_heart_pressed_in_many_windows_is_one_wish(committed_app: Flask, honey: Product, person: User) -> None:
    all_at_once(committed_app, [lambda: wishlist.add(person.id, slug=honey.slug)] * TIMES)
    assert rows(Wish) == 1


def test_a_shop_followed_in_many_windows_has_one_follower(committed_app: Flask, honey: Product, person: User) -> None:
    all_at_once(committed_app, [lambda: wishlist.follow(person.id, seller_id=honey.seller_id)] * TIMES)
    assert rows(Follow) == 1


def test_signing_in_everywhere_at_once_adopts_each_wish_once(
    committed_app: Flask, honey: Product, person: User
) -> None:
    all_at_once(committed_app, [lambda: wishlist.adopt({honey.id: 1_000}, user_id=person.id)] * TIMES)
    assert rows(Wish) == 1


def sold_out_and_awaited() -> Product:
    """Goods with a confirmed reminder, in stock again."""
    with transaction():
        noodles = factories.product(left=0)
        for name in ("lan", "mai"):
            asked = wishlist.remind(noodles.slug, email=f"{name}@example.test", user=None, locale="vi", in_season=False)
            wishlist.confirm_reminder(asked.token)
    with transaction():
        db.session.execute(delete(Job).where(Job.kind == notifications.MAIL))  # what asked for the confirmation
    factories.lot(noodles.variants[0], 5)  # of which nobody was told, as by a server of an earlier release
    db.session.commit()
    return noodles


def test_a_guest_who_asks_in_many_windows_waits_once(committed_app: Flask) -> None:
    with transaction():
        slug = factories.product(left=0).slug

    def ask() -> None:
        wishlist.remind(slug, email="lan@example.test", user=None, locale="vi", in_season=False)

    all_at_once(committed_app, [ask] * TIMES)
    assert rows(Reminder) == 1


def test_several_processes_send_each_reminder_once(committed_app: Flask) -> None:
    sold_out_and_awaited()
    together(committed_app, [notifications.send_due_reminders] * TIMES)
    assert len(queued_mails()) == 2


def test_a_process_killed_before_the_commit_leaves_the_reminder_to_the_next(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold_out_and_awaited()

    def die(_reminder: Reminder) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(notifications.reminders, "reminder_mail", die)
        notifications.send_due_reminders()
    assert len(queued_mails()) == 0
    assert notifications.send_due_reminders() == 2
    assert len(queued_mails()) == 2
    assert notifications.send_due_reminders() == 0
