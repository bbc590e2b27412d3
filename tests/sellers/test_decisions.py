import pytest
from flask import Flask

from marketplace import sellers
from marketplace.sellers.errors import DecisionRefused, ReasonMissing, SellerNotFound
from marketplace.sellers.models import SellerState
from marketplace.sellers.permissions import SellerRole
from tests import factories


def test_approval_opens_the_shop_and_says_who_decided(app: Flask) -> None:
    shop, operator = factories.seller(state=SellerState.APPLIED), factories.user("Vận hành")
    sellers.approve(shop, by=operator)
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
        sellers.approve(shop, by=operator)
    sellers.suspend(shop, by=operator, note="Kiểm tra")
    with pytest.raises(DecisionRefused):
        sellers.suspend(shop, by=operator, note="Kiểm tra")


def test_owners_are_named_before_packers(app: Flask) -> None:
    shop = factories.seller()
    factories.member(shop, factories.user("An"), SellerRole.PACKER)
    factories.member(shop, factories.user("Bình"))
    assert [member.user.name for member in sellers.members_of(shop.id)] == ["Bình", "An"]
    assert [member.role for member in sellers.members_of(shop.id)] == [SellerRole.OWNER, SellerRole.PACKER]
