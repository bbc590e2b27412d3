import pytest
from flask import Flask

from marketplace import sellers
from marketplace.sellers.errors import DecisionRefused, NotReady, ReasonMissing, SellerNotFound
from marketplace.sellers.models import SellerState
from marketplace.sellers.permissions import SellerRole
from tests import factories


def test_approval_opens_the_shop_and_says_who_decided(app: Flask) -> None:
    shop, operator = factories.applicant(), factories.user("Vận hành")
    sellers.approve(shop, by=operator, goods=1)
    assert sellers.get_open_seller(shop.slug) is shop
    assert [(event.state, event.by) for event in shop.events] == [(SellerState.APPROVED, operator)]


def test_a_suspension_needs_a_reason_that_the_seller_can_read(app: Flask) -> None:
    shop, operator = factories.seller(), factories.user()
    with pytest.raises(ReasonMissing):
        sellers.suspend(shop, by=operator, note="  ")
    sellers.suspend(shop, by=operator, note="Giấy an toàn thực phẩm hết hạn")
    decision = sellers.last_decision(shop.id)
    assert decision is not None
    assert decision.note == "Giấy an toàn thực phẩm hết hạn"
    with pytest.raises(SellerNotFound):
        sellers.get_open_seller(shop.slug)


def test_a_decision_that_somebody_else_has_taken_is_refused(app: Flask) -> None:
    shop, operator = factories.seller(), factories.user()
    with pytest.raises(DecisionRefused):
        sellers.approve(shop, by=operator, goods=1)
    sellers.suspend(shop, by=operator, note="Kiểm tra")
    with pytest.raises(DecisionRefused):
        sellers.suspend(shop, by=operator, note="Kiểm tra")


@pytest.mark.parametrize(
    ("lacking", "goods", "missing"),
    [
        ({"phone": None}, 1, ("số điện thoại",)),
        ({"phone": ""}, 1, ("số điện thoại",)),
        ({"tax_code": None}, 1, ("mã số thuế",)),
        ({}, 0, ("ít nhất một món hàng",)),
        ({"phone": None, "tax_code": ""}, 0, ("số điện thoại", "mã số thuế", "ít nhất một món hàng")),
    ],
)
def test_an_application_that_lacks_something_is_not_approved_and_says_what(
    app: Flask, lacking: dict[str, str | None], goods: int, missing: tuple[str, ...]
) -> None:
    shop = factories.applicant(**lacking)
    with pytest.raises(NotReady) as refusal:
        sellers.approve(shop, by=factories.user(), goods=goods)
    assert refusal.value.missing == missing
    assert (shop.state, shop.events) == (SellerState.APPLIED, [])


def test_a_suspended_shop_is_opened_again_only_when_nothing_is_missing(app: Flask) -> None:
    shop, operator = factories.applicant(state=SellerState.APPROVED), factories.user()
    sellers.suspend(shop, by=operator, note="Kiểm tra")
    shop.phone = None
    with pytest.raises(NotReady) as refusal:
        sellers.approve(shop, by=operator, goods=0)
    assert refusal.value.missing == ("số điện thoại", "ít nhất một món hàng")
    assert shop.state == SellerState.SUSPENDED
    shop.phone = "+84912345678"
    sellers.approve(shop, by=operator, goods=1)
    assert shop.is_open


def test_owners_are_named_before_packers(app: Flask) -> None:
    shop = factories.seller()
    factories.member(shop, factories.user("An"), SellerRole.PACKER)
    factories.member(shop, factories.user("Bình"))
    assert [member.user.name for member in sellers.members_of(shop.id)] == ["Bình", "An"]
    assert [member.role for member in sellers.members_of(shop.id)] == [SellerRole.OWNER, SellerRole.PACKER]
