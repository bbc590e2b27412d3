"""An application is sent once, whoever presses the button; codes for its phone are right, in time and few."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts import proofs
from marketplace.accounts.errors import WrongCode
from marketplace.approvals import Approval, ApprovalKind
from marketplace.approvals.applications import refuse_unless_open, send, standing_of
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.pictures import Received
from marketplace.sellers import applications, phone_codes
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import CodeEnded
from marketplace.sellers.models import Seller
from marketplace.sellers.questions import PAPERS, Question, asked_of
from tests import factories
from tests.crowd import at_once, meeting

ANSWERS = {
    Question.KIND: "cooperative",
    Question.NAME: "HTX Mẫu Suối Trong",
    Question.REPRESENTATIVE: "Đinh Thị Mẫu",
    Question.TAX_CODE: "9900000016",
    Question.COMMUNE: "05014",
    Question.ADDRESS: "Xóm 3",
    Question.BANK: "970405",
    Question.HOLDER: "HTX MAU SUOI TRONG",
    Question.PRODUCT_NAME: "Mật ong rừng hoa dẻ",
    Question.CATEGORY: "mat-ong",
    Question.WEIGHT: 850,
    Question.PRICE: 165_000,
}


def whole() -> tuple[str, int]:
    """An application that lacks nothing: its reference and whose it is."""
    with transaction():
        user = factories.user()
        application = applications.start(user)
        for question, value in ANSWERS.items():
            applications.answer(application, question, value)
        applications.answer(application, Question.PACK, "Hũ 500 ml", content_amount=500, content_unit="ml")
        applications.answer_account(application, "1500205123456")
        applications.answer_phone(application, "+84912345678", is_confirmed=True)
        for number, question in enumerate(question for question in asked_of(application) if question in PAPERS):
            applications.put_paper(application, question, Received(f"paper{number:011}", "0" * 64), by=user)
        applications.put_photo(application, Received("photo00000000000", "1" * 64), by=user)
        return application.ref, user.id


def sending(ref: str, user_id: int, *, lock: bool = True, meanwhile: Callable[[], object] = lambda: None) -> str:
    with transaction():
        application = applications.get_application(ref, user_id=user_id, lock=lock)
        standing_of(application)
        meanwhile()
        send(application, by=db.session.get_one(factories.User, user_id))
    return "sent"


def rows(table: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_of_four_who_send_one_application_one_does(committed_app: Flask) -> None:
    ref, user_id = whole()
    outcomes = at_once(committed_app, lambda: sending(ref, user_id), times=4)
    assert sorted(map(str, outcomes)) == ["ApplicationSent"] * 3 + ["sent"]
    assert (rows(Seller), rows(Product), rows(Approval)) == (1, 1, 2)


def test_without_the_lock_two_would_have_made_two_shops(committed_app: Flask) -> None:
    """The control: only a constraint of the database stops the second, as an error that nobody expects."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    ref, user_id = whole()
    together = meeting(2)
    with pytest.raises(Exception, match=r"uq_sellers_slug|uq_seller_applications_seller_id"):
        at_once(committed_app, lambda: sending(ref, user_id, lock=False, meanwhile=together.wait), times=2)


def test_an_answer_never_slips_into_what_was_sent(committed_app: Flask) -> None:
    ref, user_id = whole()

    def rename() -> str:
        with transaction():
            application = applications.get_application(ref, user_id=user_id, lock=True)
            refuse_unless_open(application, Question.NAME)
            applications.answer(application, Question.NAME, "HTX Mẫu Khe Xanh")
        return "renamed"

    acts = iter([rename, lambda: sending(ref, user_id)] * 2)
    at_once(committed_app, lambda: next(acts)(), times=4)
    db.session.expire_all()
    application = applications.get_application(ref, user_id=user_id)
    asked = db.session.scalars(select(Approval).where(Approval.kind == ApprovalKind.SELLER)).one()
    assert application.seller is not None
    assert asked.after[Question.NAME] == application.said(Question.NAME) == application.seller.name_vi


def test_answers_of_two_phones_are_both_kept(committed_app: Flask) -> None:
    ref, user_id = whole()
    told = {Question.NAME: "HTX Mẫu Khe Xanh", Question.ADDRESS: "Xóm 5", Question.REPRESENTATIVE: "Bùi Mẫu"}
    left = iter(told.items())

    def answer() -> None:
        question, value = next(left)
        with transaction():
            applications.answer(applications.get_application(ref, user_id=user_id, lock=True), question, value)

    at_once(committed_app, answer, times=3)
    db.session.expire_all()
    kept = applications.get_application(ref, user_id=user_id).answers
    assert {question: kept[question] for question in told} == told


@pytest.fixture
def asked(app: Flask) -> tuple[SellerApplication, str]:
    """An application whose phone was sent a code, and the code."""
    codes: list[str] = []
    application = applications.start(factories.user())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proofs, "announce", lambda event: codes.append(event.code))
        phone_codes.ask_code(application, "+84912345678", locale="vi")
    return application, codes[0]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_right_code_makes_the_number_the_shops(asked: tuple[SellerApplication, str]) -> None:
    application, code = asked
    assert application.phone is None
    phone_codes.count_try(application)
    phone_codes.confirm(application, f"{code[:3]} {code[3:]}")
    assert application.phone == "+84912345678"
    assert application.phone_confirmed_at is not None
    with pytest.raises(CodeEnded):
        phone_codes.confirm(application, code)


def test_a_wrong_code_is_none(asked: tuple[SellerApplication, str]) -> None:
    application, code = asked
    with pytest.raises(WrongCode):
        phone_codes.confirm(application, other_than(code))
    assert application.phone is None


def test_a_code_is_too_late_after_a_quarter_of_an_hour(asked: tuple[SellerApplication, str]) -> None:
    application, code = asked
    with time_machine.travel(now() + timedelta(minutes=16)):
        with pytest.raises(CodeEnded):
            phone_codes.count_try(application)
        with pytest.raises(CodeEnded):
            phone_codes.confirm(application, code)


def test_five_wrong_codes_end_it(asked: tuple[SellerApplication, str]) -> None:
    application, _code = asked
    for _ in range(proofs.MOST_TRIES):
        phone_codes.count_try(application)
    with pytest.raises(CodeEnded):
        phone_codes.count_try(application)


def test_guesses_in_one_moment_are_counted_one_by_one(committed_app: Flask) -> None:
    ref, user_id = whole()
    with transaction():
        application = applications.get_application(ref, user_id=user_id, lock=True)
        phone_codes.ask_code(application, "+84912345678", locale=None)

    def guess() -> str:
        with transaction():
            phone_codes.count_try(applications.get_application(ref, user_id=user_id))
        return "counted"

    outcomes = at_once(committed_app, guess, times=8)
    assert outcomes.count("counted") == proofs.MOST_TRIES
