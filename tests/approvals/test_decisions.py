"""Requests of sellers: who decides them, what is written, and what the seller is told."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import approvals, sellers
from marketplace.accounts.models import User
from marketplace.approvals import Approval, ApprovalKind, ApprovalState
from marketplace.approvals.errors import (
    AlreadyDecided,
    ApprovalNotFound,
    HeldByAnother,
    OwnRequest,
    ReasonMissing,
    SecondPersonNeeded,
)
from marketplace.clock import now, pretending
from marketplace.sellers.errors import NotReady, SellerNotFound
from tests import factories


def request_to_open(*, goods: int = 1, needs_two: bool = False) -> Approval:
    shop = factories.applicant()
    for _ in range(goods):
        factories.product(shop)
    return approvals.submit(
        ApprovalKind.SELLER,
        seller=shop,
        subject=shop.slug,
        title=shop.name_vi,
        after={"name_vi": shop.name_vi},
        by=factories.user("Chủ gian hàng"),
        needs_two=needs_two,
    )


def operator(name: str = "Chị Mẫu Vận Hành") -> User:
    return factories.user(name)


def test_a_shop_opens_only_when_its_request_is_approved(app: Flask) -> None:
    asked = request_to_open()
    with pytest.raises(SellerNotFound):
        sellers.get_open_seller(asked.subject)
    assert approvals.approve(asked, by=operator())
    assert sellers.get_open_seller(asked.subject) is asked.seller
    assert approvals.count_waiting()[ApprovalKind.SELLER] == 0


def test_what_the_rules_refuse_is_not_decided(app: Flask) -> None:
    asked = request_to_open(goods=0)
    with pytest.raises(NotReady):
        approvals.approve(asked, by=operator())
    assert asked.is_waiting


def test_nobody_approves_their_own_request(app: Flask) -> None:
    asked = request_to_open()
    with pytest.raises(OwnRequest):
        approvals.approve(asked, by=asked.submitted_by)
    assert asked.is_waiting


def test_where_two_must_agree_the_first_opens_nothing_and_cannot_agree_twice(app: Flask) -> None:
    asked, first = request_to_open(needs_two=True), operator("Người thứ nhất")
    assert not approvals.approve(asked, by=first)
    with pytest.raises(SellerNotFound):
        sellers.get_open_seller(asked.subject)
    with pytest.raises(SecondPersonNeeded):
        approvals.approve(asked, by=first)
    assert approvals.approve(asked, by=operator("Người thứ hai"))
    assert sellers.get_open_seller(asked.subject) is asked.seller


def test_a_request_goes_back_with_the_fields_to_mend_and_a_reason(app: Flask) -> None:
    asked = request_to_open()
    for fields, note in (([], "Ảnh mờ"), (["tax_code"], "  ")):
        with pytest.raises(ReasonMissing):
            approvals.send_back(asked, by=operator(), to_mend=fields, note=note)
    approvals.send_back(asked, by=operator(), to_mend=["tax_code", "tax_code"], note=" Mã số thuế thiếu một số. ")
    assert (asked.state, asked.to_mend, asked.note) == (
        ApprovalState.SENT_BACK,
        ["tax_code"],
        "Mã số thuế thiếu một số.",
    )
    with pytest.raises(AlreadyDecided):
        approvals.approve(asked, by=operator())


def test_whoever_agreed_first_may_still_send_it_back(app: Flask) -> None:
    asked, first = request_to_open(needs_two=True), operator()
    approvals.approve(asked, by=first)
    approvals.send_back(asked, by=first, to_mend=["name_vi"], note="Tên khác giấy.")
    assert asked.state == ApprovalState.SENT_BACK


def asked_again(asked: Approval) -> Approval:
    return approvals.submit(
        asked.kind, seller=asked.seller, subject=asked.subject, title=asked.title, after={}, by=asked.submitted_by
    )


def test_a_newer_request_takes_the_place_of_the_one_that_waits(app: Flask) -> None:
    asked = request_to_open()
    newer = asked_again(asked)
    assert asked.state == ApprovalState.WITHDRAWN
    assert approvals.waiting(limit=9) == [newer]
    assert approvals.find_waiting(asked.kind, asked.subject) is newer


def test_rounds_are_counted_until_something_is_approved(app: Flask) -> None:
    asked = request_to_open()
    approvals.send_back(asked, by=operator(), to_mend=["name_vi"], note="Sửa tên.")
    second = asked_again(asked)
    assert second.round == 2
    approvals.approve(second, by=operator())
    assert asked_again(second).round == 1


def test_a_held_request_is_decided_by_its_holder_alone_until_the_time_is_over(app: Flask) -> None:
    asked, holder, colleague = request_to_open(), operator("Chị Mẫu Giữ"), operator()
    approvals.hold(asked, by=holder)
    for act in (
        lambda: approvals.hold(asked, by=colleague),
        lambda: approvals.approve(asked, by=colleague),
        lambda: approvals.send_back(asked, by=colleague, to_mend=["name_vi"], note="Sửa."),
    ):
        with pytest.raises(HeldByAnother) as refusal:
            act()
        assert "Chị Mẫu Giữ" in str(refusal.value)
    approvals.hold(asked, by=holder)
    with pretending(now() + timedelta(minutes=11)):
        approvals.hold(asked, by=colleague)
        assert asked.holder is colleague


def test_letting_go_leaves_a_request_to_the_others(app: Flask) -> None:
    asked, holder, colleague = request_to_open(), operator(), operator()
    approvals.hold(asked, by=holder)
    approvals.let_go(asked, by=colleague)
    assert asked.holder is holder
    approvals.let_go(asked, by=holder)
    approvals.hold(asked, by=colleague)
    assert asked.holder is colleague


def test_the_request_that_must_be_answered_first_comes_first(app: Flask) -> None:
    with pretending(now() - timedelta(days=3)):
        late = request_to_open()
    fresh = request_to_open()
    assert approvals.waiting(limit=9) == [late, fresh]
    assert (late.is_late, fresh.is_late) == (True, False)
    assert approvals.waiting([ApprovalKind.PRODUCT], limit=9) == []


def test_the_next_request_is_one_that_this_person_can_decide(app: Flask) -> None:
    held, twice, mine, free = (request_to_open(needs_two=place == 1) for place in range(4))
    me = mine.submitted_by
    approvals.hold(held, by=operator())
    approvals.approve(twice, by=me)
    assert approvals.find_next(me) is free
    assert approvals.find_next(me, after=free) is None
    assert approvals.find_next(operator()) is twice


def test_waiting_times_say_how_long_sellers_waited_and_how_often_too_long(app: Flask) -> None:
    start = now()
    for days in (1, 3):
        with pretending(start - timedelta(days=days)):
            asked = request_to_open()
        approvals.approve(asked, by=operator())
    times = approvals.waiting_times(start - timedelta(hours=1))[ApprovalKind.SELLER]
    assert (times.answers, times.late) == (2, 1)
    assert times.longest >= timedelta(days=3) > times.middle >= timedelta(days=1)
    assert len(approvals.decided_since(start - timedelta(hours=1), limit=9)) == 2


def test_only_what_would_change_is_called_changed(app: Flask) -> None:
    shop = factories.seller()
    asked = approvals.submit(
        ApprovalKind.STORY,
        seller=shop,
        subject=shop.slug,
        title="Chuyện nhà vườn",
        before={"story_vi": "Cũ", "name_vi": "Suối Trong"},
        after={"story_vi": "Mới", "name_vi": "Suối Trong"},
        by=factories.user(),
    )
    assert asked.changed == ["story_vi"]


def test_a_request_that_does_not_exist_is_not_found(app: Flask) -> None:
    with pytest.raises(ApprovalNotFound):
        approvals.get_approval("khong-co")


def test_holding_another_request_lets_go_of_the_one_before(app: Flask) -> None:
    first, second, holder = request_to_open(), request_to_open(), operator()
    approvals.hold(first, by=holder)
    approvals.hold(second, by=holder)
    assert (first.holder, second.holder) == (None, holder)


def test_nobody_sends_back_their_own_request(app: Flask) -> None:
    asked = request_to_open()
    with pytest.raises(OwnRequest):
        approvals.send_back(asked, by=asked.submitted_by, to_mend=["name_vi"], note="Sửa.")


def test_an_approved_story_stands_on_the_page_and_what_it_does_not_name_stays(app: Flask) -> None:
    shop = factories.seller(story_vi="Cũ", tagline_vi="Ong rừng", tax_code="9900000016")
    asked = approvals.submit(
        ApprovalKind.STORY,
        seller=shop,
        subject=shop.slug,
        title="Chuyện",
        after={"story_vi": "Mới", "tax_code": "1"},
        by=factories.user(),
    )
    assert shop.story_vi == "Cũ"
    approvals.approve(asked, by=operator())
    assert (shop.story_vi, shop.tagline_vi, shop.tax_code) == ("Mới", "Ong rừng", "9900000016")
