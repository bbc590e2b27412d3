"""For some seconds a decision can be taken back; until then nothing follows from it."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import approvals, sellers
from marketplace.accounts.models import User
from marketplace.approvals import Approval, ApprovalKind, ApprovalState
from marketplace.approvals.errors import AlreadyDecided, OwnShop, ShopSuspended, TooLateToUndo
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.sellers.errors import NotReady
from marketplace.sellers.models import SellerState
from tests import factories
from tests.approvals import requests
from tests.work import queued_mails, work

UNDO = timedelta(seconds=10)


@pytest.fixture
def operator(app: Flask) -> User:
    return factories.user("Chị Mẫu Duyệt")


def decided(asked: Approval, by: User) -> Approval:
    db.session.commit()
    with transaction():
        approvals.plan_approval(approvals.get_approval(asked.ref, lock=True), by=by, undo=UNDO)
    return asked


def seconds_later(seconds: int) -> None:
    with pretending(now() + timedelta(seconds=seconds)):
        work("decision")


def test_an_approval_has_its_effect_after_the_seconds_and_not_before(operator: User) -> None:
    asked = decided(requests.to_open(), operator)
    assert (asked.state, asked.seller.state) == (ApprovalState.WAITING, SellerState.APPLIED)
    assert approvals.waiting(limit=5) == []
    assert queued_mails() == []
    seconds_later(9)
    assert asked.is_waiting
    seconds_later(11)
    assert (asked.state, asked.decided_by_id) == (ApprovalState.APPROVED, operator.id)
    assert asked.seller.state == SellerState.APPROVED
    assert queued_mails() != []


def test_whoever_decided_takes_it_back_and_has_the_request_again(operator: User) -> None:
    asked = requests.to_open()
    db.session.commit()
    with transaction():
        approval = approvals.get_approval(asked.ref, lock=True)
        approvals.plan_sending_back(approval, by=operator, to_mend=["ten"], note="Xem lại tên.", undo=UNDO)
    with transaction():
        approvals.take_back(approvals.get_approval(asked.ref, lock=True), by=operator)
    seconds_later(11)
    assert (asked.state, asked.note, asked.to_mend) == (ApprovalState.WAITING, "", [])
    assert (asked.holder, approvals.waiting(limit=5)) == (operator, [asked])


def test_what_was_sent_back_carries_its_words_once_it_has_effect(operator: User) -> None:
    asked = requests.to_open()
    db.session.commit()
    with transaction():
        approval = approvals.get_approval(asked.ref, lock=True)
        approvals.plan_sending_back(approval, by=operator, to_mend=["ten"], note="Xem lại tên.", undo=UNDO)
    seconds_later(11)
    assert (asked.state, asked.note, asked.to_mend) == (ApprovalState.SENT_BACK, "Xem lại tên.", ["ten"])


def test_nobody_else_and_nobody_later_takes_it_back(operator: User) -> None:
    asked = decided(requests.to_open(), operator)
    with pytest.raises(TooLateToUndo):
        approvals.take_back(asked, by=factories.user())
    with pretending(now() + timedelta(seconds=11)), pytest.raises(TooLateToUndo):
        approvals.take_back(asked, by=operator)


def test_meanwhile_nobody_opens_or_decides_it(operator: User) -> None:
    asked, colleague = decided(requests.to_open(), operator), factories.user()
    for act in (approvals.hold, approvals.approve):
        with pytest.raises(AlreadyDecided):
            act(asked, by=colleague)
    assert approvals.find_next(colleague) is None


def test_what_the_seller_takes_back_meanwhile_is_not_carried_out(operator: User) -> None:
    asked = decided(requests.to_open(), operator)
    with transaction():
        approvals.withdraw(ApprovalKind.SELLER, asked.subject)
    seconds_later(11)
    assert (asked.state, asked.seller.state) == (ApprovalState.WITHDRAWN, SellerState.APPLIED)


def test_what_writing_would_refuse_is_said_at_once(operator: User) -> None:
    asked = requests.to_open(goods=0)
    with pytest.raises(NotReady):
        decided(asked, operator)


def test_what_cannot_be_carried_out_any_more_waits_again(operator: User) -> None:
    asked = decided(requests.to_open(), operator)
    asked.seller.phone = None
    seconds_later(11)
    assert (asked.state, asked.is_planned) == (ApprovalState.WAITING, False)
    assert approvals.waiting(limit=5) == [asked]


def test_the_first_of_two_can_take_it_back_too(operator: User) -> None:
    asked = decided(requests.to_open(needs_two=True), operator)
    assert asked.first_by_id is None
    seconds_later(11)
    assert (asked.first_by_id, asked.state) == (operator.id, ApprovalState.WAITING)


def test_nobody_decides_for_a_shop_they_work_for(operator: User) -> None:
    asked = requests.to_tell("Chuyện mới.")
    factories.member(asked.seller, operator)
    with pytest.raises(OwnShop):
        approvals.approve(asked, by=operator)
    with pytest.raises(OwnShop):
        approvals.send_back(asked, by=operator, to_mend=["story_vi"], note="Xem lại.")
    assert approvals.find_next(operator) is None


def test_requests_of_a_suspended_shop_leave_the_queue_and_return(operator: User) -> None:
    asked = requests.to_tell("Chuyện mới.", of=factories.seller(phone="+84912345678", tax_code="9900000016"))
    sellers.suspend(asked.seller, by=operator, note="Giấy hết hạn")
    db.session.flush()
    assert (approvals.waiting(limit=5), approvals.count_work().waiting[ApprovalKind.STORY]) == ([], 0)
    with pytest.raises(ShopSuspended):
        approvals.approve(asked, by=operator)
    sellers.approve(asked.seller, by=operator, goods=1)
    db.session.flush()
    assert approvals.waiting(limit=5) == [asked]


def test_a_paper_that_was_thrown_away_is_refused_and_not_broken(operator: User) -> None:
    asked = requests.ask(ApprovalKind.CERTIFICATE, factories.seller(), {"stars": 4})
    with pytest.raises(AlreadyDecided):
        approvals.approve(asked, by=operator)
    assert asked.is_waiting
