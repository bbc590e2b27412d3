"""Which roles open what, and that somebody is always left who gives them."""

from collections.abc import Callable
from functools import partial
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import accounts
from marketplace.accounts import OperatorPermission, OperatorRole, actions
from marketplace.accounts.errors import AccountNotFound, LastPeopleOperator, RolesChanged
from marketplace.accounts.models import Operator, User
from marketplace.accounts.permissions import FULL, permissions_of
from marketplace.database import db, transaction
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once

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


def test_the_last_one_who_gives_roles_is_not_shut_out(app: Flask) -> None:
    last = accounts.make_operator(factories.user(), PEOPLE)
    accounts.make_operator(factories.user(), {OperatorRole.ORDERS})
    with pytest.raises(LastPeopleOperator):
        accounts.disable(last.user)
    assert last.user.disabled_at is None


def test_who_cannot_sign_in_does_not_count_as_somebody_left(app: Flask) -> None:
    accounts.disable(factories.user())
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


def give_up(operator: Operator) -> None:
    accounts.change_roles(operator, (), shown=PEOPLE, by=None)


def shut_out(operator: Operator) -> None:
    accounts.disable(operator.user)


def both_go(app: Flask, *ways: Callable[[Operator], None]) -> list[str]:
    """Two operators, the only ones for people, cease to be that in the same moment, each in one of these ways."""
    with transaction():
        refs = [accounts.make_operator(factories.user(), PEOPLE).ref for _ in range(2)]

    def go(ref: str, way: Callable[[Operator], None]) -> None:
        way(accounts.get_operator(ref))

    return tried_at_once(app, [partial(go, ref, way) for ref, way in zip(refs, ways, strict=True)])


def left(app: Flask) -> int:
    db.session.rollback()
    can_sign_in = select(Operator).join(Operator.user).where(User.disabled_at.is_(None))
    found = db.session.scalars(can_sign_in.execution_options(populate_existing=True))
    return sum(OperatorRole.PEOPLE in operator.roles for operator in found)


WAYS = [(give_up, give_up), (shut_out, shut_out), (give_up, shut_out)]


@pytest.mark.parametrize("ways", WAYS)
def test_of_two_who_go_at_once_one_is_left(committed_app: Flask, ways: tuple[Callable[[Operator], None], ...]) -> None:
    assert both_go(committed_app, *ways) == ["LastPeopleOperator", DONE]
    assert left(committed_app) == 1


def without_lock(look: Callable[[], list[Operator]], both: Barrier) -> Callable[[], list[Operator]]:
    """The same question asked beforehand by both, and without keeping anybody waiting."""

    def asked() -> list[Operator]:
        found = list(db.session.scalars(select(Operator).order_by(Operator.id)))
        both.wait()
        return found

    return asked


@pytest.mark.parametrize("ways", WAYS)
def test_without_the_lock_nobody_would_be_left(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch, ways: tuple[Callable[[Operator], None], ...]
) -> None:
    """The control. SQLite has one writer at a time, so that there is no lock to take out."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    monkeypatch.setattr(actions, "operators_locked", without_lock(actions.operators_locked, meeting(2)))
    assert both_go(committed_app, *ways) == [DONE, DONE]
    assert left(committed_app) == 0
