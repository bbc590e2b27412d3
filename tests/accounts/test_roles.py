"""Which roles open what, and that somebody is always left who gives them."""

from collections.abc import Callable
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import accounts
from marketplace.accounts import OperatorPermission, OperatorRole, actions
from marketplace.accounts.errors import AccountNotFound, LastPeopleOperator, RolesChanged
from marketplace.accounts.models import Operator
from marketplace.accounts.permissions import FULL, permissions_of
from marketplace.database import db, transaction
from tests import factories
from tests.accounts.test_races import at_once

PEOPLE = {OperatorRole.PEOPLE}


def test_a_role_opens_its_area_and_no_other() -> None:
    assert permissions_of({OperatorRole.TRUST}) == {OperatorPermission.VIEW_TRUST, OperatorPermission.CHANGE_TRUST}
    assert permissions_of(()) == frozenset()


def test_all_areas_together_open_everything() -> None:
    assert permissions_of(FULL) == frozenset(OperatorPermission)


def test_read_only_sees_everything_and_changes_nothing() -> None:
    seen = permissions_of({OperatorRole.READ_ONLY})
    assert len(seen) == len(FULL)
    assert all(permission.is_view for permission in seen)


def test_a_role_of_a_later_release_opens_nothing() -> None:
    assert accounts.read_roles(["orders", "stars"]) == {OperatorRole.ORDERS}


def test_a_disabled_account_is_not_added(app: Flask) -> None:
    person = factories.user()
    accounts.disable(person)
    with pytest.raises(AccountNotFound):
        accounts.add_operator(accounts.parse_identifier(str(person.email)))


def test_who_cannot_sign_in_does_not_count_as_somebody_left(app: Flask) -> None:
    first, second = (accounts.make_operator(factories.user(), PEOPLE) for _ in range(2))
    accounts.disable(second.user)
    with pytest.raises(LastPeopleOperator):
        accounts.change_roles(first, (), shown=PEOPLE, by=first.user)
    assert first.roles == PEOPLE


def test_a_change_is_made_to_what_was_shown(app: Flask) -> None:
    operator = accounts.make_operator(factories.user(), FULL)
    with pytest.raises(RolesChanged):
        accounts.change_roles(operator, FULL, shown=PEOPLE, by=None)


def test_a_change_to_the_same_is_not_written_down(app: Flask) -> None:
    operator = accounts.make_operator(factories.user(), FULL)
    accounts.change_roles(operator, FULL, shown=FULL, by=None)
    assert len(accounts.changes_of_roles(operator)) == 1


def both_give_up(app: Flask) -> list[object]:
    """Two operators, the only ones for people, give that up in the same moment."""
    with transaction():
        refs = [accounts.make_operator(factories.user(), PEOPLE).ref for _ in range(2)]
    waiting = iter(refs)

    def give_up() -> str:
        ref = next(waiting)
        with transaction():
            operator = accounts.get_operator(ref)
            accounts.change_roles(operator, (), shown=PEOPLE, by=None)
        return "gave up"

    return sorted(at_once(app, give_up, times=2), key=str)


def left(app: Flask) -> int:
    db.session.rollback()
    found = db.session.scalars(select(Operator).execution_options(populate_existing=True))
    return sum(OperatorRole.PEOPLE in operator.roles for operator in found)


def test_of_two_who_give_up_at_once_one_is_left(committed_app: Flask) -> None:
    assert both_give_up(committed_app) == ["LastPeopleOperator", "gave up"]
    assert left(committed_app) == 1


def without_lock(look: Callable[[], list[Operator]], both: Barrier) -> Callable[[], list[Operator]]:
    """The same question asked beforehand by both, and without keeping anybody waiting."""

    def asked() -> list[Operator]:
        found = list(db.session.scalars(select(Operator).order_by(Operator.id)))
        both.wait()
        return found

    return asked


def test_without_the_lock_nobody_would_be_left(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control. SQLite has one writer at a time, so that there is no lock to take out."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    monkeypatch.setattr(actions, "operators_locked", without_lock(actions.operators_locked, Barrier(2)))
    assert both_give_up(committed_app) == ["gave up", "gave up"]
    assert left(committed_app) == 0
