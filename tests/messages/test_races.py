"""Two who write at the same moment: both stay, and both count."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Select, func, select

from marketplace import messages
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.messages import Message, Side, Thread, Words
from tests import factories
from tests.crowd import all_at_once

TIMES = 4


def begun() -> tuple[int, int]:
    with transaction():
        return factories.user().id, factories.product().id


def write(user_id: int, product_id: int) -> None:
    by, product = db.session.get_one(User, user_id), db.session.get_one(Product, product_id)
    messages.write_about_product(product, Words("Alo"), by=by)


def test_messages_that_begin_a_thread_at_the_same_moment_all_stay_in_one(committed_app: Flask) -> None:
    ids = begun()
    all_at_once(committed_app, [partial(write, *ids)] * TIMES)
    assert db.session.scalars(select(Thread.seller_unread)).all() == [TIMES]
    assert db.session.scalar(select(func.count(Message.id))) == TIMES


def test_two_answers_at_the_same_moment_both_stay_and_one_of_them_ends_the_waiting(committed_app: Flask) -> None:
    ids = begun()
    with transaction():
        write(*ids)
    answer_together(committed_app)
    assert db.session.scalars(select(Thread.buyer_unread)).all() == [TIMES]
    assert db.session.scalar(select(func.count(Message.answered_after))) == 1


def test_without_the_lock_of_the_thread_a_count_would_be_lost(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    ids = begun()
    with transaction():
        write(*ids)
    monkeypatch.setattr(Select, "with_for_update", lambda self, **_: self)
    answer_together(committed_app)
    assert db.session.scalar(select(func.count(Message.id))) == 1 + TIMES
    assert db.session.scalars(select(Thread.buyer_unread)).one() < TIMES


def answer_together(app: Flask) -> None:
    seller_id, ref = db.session.execute(select(Thread.seller_id, Thread.ref)).one()
    db.session.commit()
    tasks: list[Callable[[], None]] = [partial(answer, seller_id, ref)] * TIMES
    all_at_once(app, tasks)


def answer(seller_id: int, ref: str) -> None:
    thread = messages.get_thread_of_seller(seller_id, ref, lock=True)
    messages.write(thread, Words("Vâng ạ."), side=Side.SELLER, by=None)
