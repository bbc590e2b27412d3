"""Two people act on one request in the same moment."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace import approvals, sellers
from marketplace.approvals import Approval, ApprovalKind
from marketplace.database import db, transaction
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once


def a_request() -> Approval:
    with transaction():
        shop = factories.applicant()
        factories.product(shop)
        return ask(shop.slug, factories.user().id)


def ask(slug: str, user_id: int) -> Approval:
    shop = sellers.get_seller(slug)
    by = db.session.get_one(factories.User, user_id)
    return approvals.submit(ApprovalKind.SELLER, seller=shop, subject=slug, title=shop.name_vi, after={}, by=by)


def by_two(app: Flask, act: Callable[[factories.User], object]) -> list[str]:
    """What came of two operators acting in the same moment."""
    with transaction():
        keys = [factories.user(name).id for name in ("Một", "Hai")]
    return tried_at_once(app, [lambda key=key: act(db.session.get_one(factories.User, key)) for key in keys])


def test_of_two_who_open_a_request_one_holds_it(committed_app: Flask) -> None:
    ref = a_request().ref
    held = by_two(committed_app, lambda by: approvals.hold(approvals.get_approval(ref), by=by))
    assert held == ["HeldByAnother", DONE]


def test_two_who_open_each_others_requests_do_not_wait_for_each_other(committed_app: Flask) -> None:
    refs = [a_request().ref, a_request().ref]
    with transaction():
        people = [factories.user("Một"), factories.user("Hai")]
        for ref, person in zip(refs, people, strict=True):
            approvals.hold(approvals.get_approval(ref), by=person)
        swaps = [(people[0].id, refs[1]), (people[1].id, refs[0])]

    def swap(key: int, ref: str) -> Callable[[], object]:
        return lambda: approvals.hold(
            approvals.get_approval(ref, lock=True), by=db.session.get_one(factories.User, key)
        )

    assert tried_at_once(committed_app, [swap(*each) for each in swaps]) == ["HeldByAnother"] * 2


def approve(ref: str, *, lock: bool = True, meanwhile: Callable[[], object] = lambda: None) -> Callable[..., bool]:
    def act(by: factories.User) -> bool:
        asked = approvals.get_approval(ref, lock=lock)
        meanwhile()
        return approvals.approve(asked, by=by)

    return act


def test_of_two_who_approve_a_request_one_decides(committed_app: Flask) -> None:
    asked = a_request()
    assert by_two(committed_app, approve(asked.ref)) == ["AlreadyDecided", DONE]
    assert len(sellers.decisions_on(asked.seller_id)) == 1


def test_without_the_lock_both_would_have_looked_at_a_waiting_request(committed_app: Flask) -> None:
    """The control: both get as far as the shop, whose own state refuses the second."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    unlocked = approve(a_request().ref, lock=False, meanwhile=meeting(2).wait)
    assert by_two(committed_app, unlocked) == ["DecisionRefused", DONE]


def test_of_two_requests_about_one_subject_one_waits(committed_app: Flask) -> None:
    asked = a_request()
    slug, user_id = asked.subject, asked.submitted_by_id
    assert tried_at_once(committed_app, [lambda: ask(slug, user_id)] * 4) == [DONE] * 4
    assert approvals.count_waiting()[ApprovalKind.SELLER] == 1
