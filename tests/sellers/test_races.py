"""Two owners leave a shop in the same moment: one of them stays."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import sellers
from marketplace.database import db, transaction
from marketplace.sellers import actions
from marketplace.sellers.errors import LastOwner
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import SellerRole
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once

Way = Callable[[int, str], object]


def step_down(seller_id: int, ref: str) -> object:
    return sellers.change_role(seller_id, ref, SellerRole.MANAGER)


def leave(seller_id: int, ref: str) -> object:
    return sellers.remove_member(seller_id, ref)


WAYS = [(step_down, step_down), (leave, leave), (step_down, leave)]


def both_go(app: Flask, ways: tuple[Way, ...]) -> list[str]:
    """The two owners of a shop cease to be that in the same moment, each in one of these ways."""
    with transaction():
        seller = factories.seller()
        refs = [factories.member(seller, factories.user()).ref for _ in range(2)]
    return tried_at_once(app, [partial(way, seller.id, ref) for ref, way in zip(refs, ways, strict=True)])


def owners() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(SellerMember.ref).where(SellerMember.role == SellerRole.OWNER)).all())


@pytest.mark.parametrize("ways", WAYS)
def test_of_two_owners_who_go_at_once_one_is_left(committed_app: Flask, ways: tuple[Way, ...]) -> None:
    assert both_go(committed_app, ways) == ["LastOwner", DONE]
    assert owners() == 1


@pytest.mark.parametrize("ways", WAYS)
def test_without_the_lock_no_owner_would_be_left(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch, ways: tuple[Way, ...]
) -> None:
    """The control. SQLite has one writer at a time, so that there is no lock to take out."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    both = meeting(2)

    def unlocked(seller_id: int) -> list[SellerMember]:
        found = list(db.session.scalars(select(SellerMember).where(SellerMember.seller_id == seller_id)))
        both.wait()
        return found

    monkeypatch.setattr(actions, "members_locked", unlocked)
    assert both_go(committed_app, ways) == [DONE, DONE]
    assert owners() == 0


def test_an_owner_who_cannot_sign_in_does_not_count(app: Flask) -> None:
    seller, gone = factories.seller(), factories.user()
    factories.member(seller, gone)
    last = factories.member(seller, factories.user())
    gone.disabled_at = gone.created_at
    db.session.flush()
    with pytest.raises(LastOwner):
        sellers.remove_member(seller.id, last.ref)
