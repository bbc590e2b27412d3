"""Two people act on one request in the same moment."""

from collections.abc import Callable
from threading import Barrier

import pytest
from flask import Flask

from marketplace import approvals, sellers
from marketplace.approvals import Approval, ApprovalKind
from marketplace.database import db, transaction
from tests import factories
from tests.accounts.test_races import at_once


def a_request() -> Approval:
    with transaction():
        shop = factories.applicant()
        factories.product(shop)
        return ask(shop.slug, factories.user().id)


def ask(slug: str, user_id: int) -> Approval:
    shop = sellers.get_seller(slug)
    by = db.session.get_one(factories.User, user_id)
    return approvals.submit(ApprovalKind.SELLER, seller=shop, subject=slug, title=shop.name_vi, after={}, by=by)


def by_two(app: Flask, act: Callable[[factories.User], object]) -> list[object]:
    """What came of two operators acting in the same moment."""
    with transaction():
        people = iter([factories.user("Một").id, factories.user("Hai").id])

    def one() -> object:
        key = next(people)
        with transaction():
            return act(db.session.get_one(factories.User, key))

    return sorted(at_once(app, one, times=2), key=str)


def test_of_two_who_open_a_request_one_holds_it(committed_app: Flask) -> None:
    ref = a_request().ref

    def hold(by: factories.User) -> str:
        approvals.hold(approvals.get_approval(ref), by=by)
        return "held"

    assert by_two(committed_app, hold) == ["HeldByAnother", "held"]


def test_two_who_open_each_others_requests_do_not_wait_for_each_other(committed_app: Flask) -> None:
    refs = [a_request().ref, a_request().ref]
    with transaction():
        people = [factories.user("Một"), factories.user("Hai")]
        for ref, person in zip(refs, people, strict=True):
            approvals.hold(approvals.get_approval(ref), by=person)
        swaps = iter([(people[0].id, refs[1]), (people[1].id, refs[0])])

    def swap() -> str:
        key, ref = next(swaps)
        with transaction():
            approvals.hold(approvals.get_approval(ref, lock=True), by=db.session.get_one(factories.User, key))
        return "held"

    assert at_once(committed_app, swap, times=2) == ["HeldByAnother"] * 2


def approve(ref: str, *, lock: bool = True, meanwhile: Callable[[], object] = lambda: None) -> Callable[..., bool]:
    def act(by: factories.User) -> bool:
        asked = approvals.get_approval(ref, lock=lock)
        meanwhile()
        return approvals.approve(asked, by=by)

    return act


def test_of_two_who_approve_a_request_one_decides(committed_app: Flask) -> None:
    asked = a_request()
    assert by_two(committed_app, approve(asked.ref)) == ["AlreadyDecided", True]
    assert len(sellers.decisions_on(asked.seller_id)) == 1


def test_without_the_lock_both_would_have_looked_at_a_waiting_request(committed_app: Flask) -> None:
    """The control: both get as far as the shop, whose own state refuses the second."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    unlocked = approve(a_request().ref, lock=False, meanwhile=Barrier(2).wait)
    assert by_two(committed_app, unlocked) == ["DecisionRefused", True]


def test_of_two_requests_about_one_subject_one_waits(committed_app: Flask) -> None:
    asked = a_request()
    slug, user_id = asked.subject, asked.submitted_by_id

    def again() -> str:
        with transaction():
            ask(slug, user_id)
        return "asked"

    assert at_once(committed_app, again, times=4) == ["asked"] * 4
    assert approvals.count_waiting()[ApprovalKind.SELLER] == 1
