"""Two people of a shop write the same listing in the same moment."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace.accounts.models import User
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Step
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from tests import factories
from tests.crowd import at_once, meeting


def by_two(app: Flask, act: Callable[[User], object]) -> list[object]:
    """What came of two colleagues acting in the same moment."""
    with transaction():
        people = iter([factories.user("Chị Một").id, factories.user("Anh Hai").id])

    def one() -> object:
        key = next(people)
        with transaction():
            return act(db.session.get_one(User, key))

    return sorted(at_once(app, one, times=2), key=str)


def begun() -> Draft:
    with transaction():
        return drafts.start(factories.seller(), by=factories.user("Chị Chủ"))


def saving(draft: Draft, *, lock: bool, meanwhile: Callable[[], object] = lambda: None) -> Callable[[User], str]:
    ref, seller_id = draft.ref, draft.seller_id

    def act(by: User) -> str:
        found = drafts.get_draft_of(seller_id, ref, lock=lock)
        meanwhile()
        drafts.save(found, Step.NAME, {"name_vi": f"Món của {by.name}"}, by=by, seen=0)
        return "saved"

    return act


def test_of_two_who_save_the_same_step_the_second_is_told(committed_app: Flask) -> None:
    draft = begun()
    assert by_two(committed_app, saving(draft, lock=True)) == ["SavedMeanwhile", "saved"]
    db.session.expire_all()
    assert db.session.get_one(Draft, draft.id).version == 1


def test_without_the_lock_one_of_them_would_be_lost(committed_app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    both = meeting(2)
    assert by_two(committed_app, saving(begun(), lock=False, meanwhile=both.wait)) == ["saved", "saved"]


def test_two_who_begin_to_change_a_product_find_one_draft(committed_app: Flask) -> None:
    with transaction():
        key = factories.product().id

    def begin(by: User) -> str:
        return drafts.change(db.session.get_one(Product, key), by=by).ref

    first, second = by_two(committed_app, begin)
    assert first == second
