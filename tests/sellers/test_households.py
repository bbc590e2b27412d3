"""A household for whom somebody fills in the application confirms on its own phone before it can sell."""

import pytest
from flask import Flask

from marketplace import sellers
from marketplace.accounts import proofs
from marketplace.accounts.errors import WrongCode
from marketplace.accounts.events import PhoneProven
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.sellers import applications, households, phone_codes
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import HouseholdLinkEnded, NotReady
from marketplace.sellers.models import Seller, SellerMember
from marketplace.sellers.permissions import SellerRole
from marketplace.sellers.questions import Question
from tests import factories

PHONE = "+84900000321"


@pytest.fixture
def officer(app: Flask) -> User:
    return factories.user("Cán bộ Mẫu")


@pytest.fixture
def shop(officer: User) -> Seller:
    """The waiting shop of a household that an officer applied for."""
    shop = factories.applicant("Hộ Mẫu Nương Ngô")
    application = applications.start(officer, is_helped=True)
    applications.answer(application, Question.HELPER, "Hội Nông dân xã Mẫu")
    applications.answer_phone(application, PHONE, is_confirmed=False)
    application.seller = shop
    db.session.flush()
    return shop


def application_of(shop: Seller) -> SellerApplication:
    found = applications.find_application_of_shop(shop.id)
    assert found
    return found


def link_to(application: SellerApplication) -> str:
    sent: list[households.HouseholdAsked] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(households, "announce", sent.append)
        households.ask_household(application)
    return sent[0].token


def code_to(application: SellerApplication) -> str:
    codes: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proofs, "announce", lambda event: codes.append(event.code))
        households.ask_code(application, locale="vi")
    return codes[0]


def confirm(application: SellerApplication) -> None:
    code = code_to(application)
    phone_codes.count_try(application, households.PROOF)
    households.confirm(application, code)


def roles(shop: Seller) -> dict[str, SellerRole]:
    members = db.session.query(SellerMember).filter_by(seller_id=shop.id)
    return {member.user.name: SellerRole(member.role) for member in members}


def test_the_shop_cannot_be_opened_before_the_household_confirms(shop: Seller, officer: User) -> None:
    with pytest.raises(NotReady) as refused:
        sellers.approve(shop, by=factories.user(), goods=1)
    assert refused.value.missing == ("xác nhận của hộ trên máy của mình",)
    application = households.get_by_link(link_to(application_of(shop)))
    confirm(application)
    assert application.phone_confirmed_at is not None
    sellers.approve(shop, by=factories.user(), goods=1)
    assert shop.is_open


def test_a_wrong_code_confirms_nothing(shop: Seller) -> None:
    application = application_of(shop)
    link_to(application)
    code = code_to(application)
    with pytest.raises(WrongCode):
        households.confirm(application, f"{(int(code) + 1) % 1_000_000:06d}")
    assert households.is_awaited(shop.id)


def test_a_newer_link_replaces_the_older_one_and_a_refusal_ends_it(shop: Seller) -> None:
    application = application_of(shop)
    first, second = link_to(application), link_to(application)
    with pytest.raises(HouseholdLinkEnded):
        households.get_by_link(first)
    households.refuse(households.get_by_link(second))
    with pytest.raises(HouseholdLinkEnded):
        households.get_by_link(second)
    assert households.is_awaited(shop.id)


def test_another_number_has_to_be_confirmed_anew(shop: Seller) -> None:
    application = application_of(shop)
    confirm(application)
    applications.answer_phone(application, "+84900000322", is_confirmed=False)
    assert households.is_awaited(shop.id)


def test_the_household_owns_the_shop_as_soon_as_it_has_an_account(shop: Seller, officer: User) -> None:
    confirm(application_of(shop))
    sellers.approve(shop, by=factories.user(), goods=1)
    db.session.flush()
    assert roles(shop) == {"Cán bộ Mẫu": SellerRole.MANAGER}
    household = factories.user("Bà Mẫu", phone=PHONE)
    households.give_shops([PhoneProven(household, PHONE)])
    assert roles(shop) == {"Cán bộ Mẫu": SellerRole.MANAGER, "Bà Mẫu": SellerRole.OWNER}


def test_a_household_with_an_account_owns_it_from_the_start(shop: Seller) -> None:
    factories.user("Bà Mẫu", phone=PHONE, phone_confirmed_at=shop.created_at)
    confirm(application_of(shop))
    sellers.approve(shop, by=factories.user(), goods=1)
    db.session.flush()
    assert roles(shop)["Bà Mẫu"] == SellerRole.OWNER


def test_whoever_has_the_number_of_a_shop_that_waits_or_was_not_confirmed_gets_nothing(shop: Seller) -> None:
    stranger = factories.user("Người lạ", phone=PHONE)
    households.give_shops([PhoneProven(stranger, PHONE)])
    assert roles(shop) == {}
