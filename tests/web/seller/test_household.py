"""Somebody of an association applies for a household, which confirms on its own phone, without scripts."""

import re
from collections.abc import Callable
from typing import cast as cast_to

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from marketplace.accounts.models import User
from marketplace.approvals import ApprovalKind, find_last
from marketplace.database import db
from marketplace.sellers.questions import Question
from tests.applicant import OF_FARMER, START, found, send, tell, tell_all
from tests.client import Client
from tests.people import Cast
from tests.texts import Texts
from tests.work import work

LINK = re.compile(r"/xac-nhan-ho/[\w-]+")
CODE = re.compile(r"\b\d{6}\b")


@pytest.fixture
def place(applicant: Client, texts: Texts) -> str:
    """The application that an officer sent for a household."""
    place = applicant.send(START, {"giup": "1"}).location
    tell(applicant, place, Question.HELPER)
    tell_all(applicant, place, OF_FARMER, kind="individual_farmer", holder="Đinh Thị Mẫu")
    assert send(applicant, place) == 303
    return place


@pytest.fixture
def guest(app: Flask) -> Client:
    """The household's phone, on which nobody has signed in."""
    return cast_to(Client, app.test_client())


@pytest.fixture
def operator(cast: Cast, client_for: Callable[[User], Client]) -> Client:
    return client_for(cast.operator)


def last_text(texts: Texts) -> str:
    work("sms")
    phone, text = texts.sent[-1]
    assert phone == "+84912345678"
    return str(text)


def link_in(texts: Texts) -> str:
    return LINK.findall(last_text(texts))[0]


def confirmed(guest: Client, link: str, texts: Texts) -> TestResponse:
    guest.send(f"{link}/ma", form_at=link)
    (code,) = CODE.findall(last_text(texts))
    return guest.send(f"{link}/dong-y", {"code": code}, form_at=f"{link}/ma")


def test_the_household_reads_who_filled_in_what_and_agrees_by_a_code(place: str, guest: Client, texts: Texts) -> None:
    text = last_text(texts)
    assert "Hội Nông dân xã Hợp Tiến" in text
    link = LINK.findall(text)[0]
    page = guest.get(link)
    assert page.headers["Cache-Control"] == "no-store"
    assert "Chị Mẫu Mua" in page.text
    assert "HTX Mẫu Suối Trong" in page.text
    assert confirmed(guest, link, texts).location == link
    assert "Đã xác nhận" in guest.get(link).text
    application = found(place)
    assert application.household_confirmed_at
    assert application.phone_confirmed_at


def test_both_names_stand_on_the_review_desk_and_it_cannot_be_approved_before(
    place: str, guest: Client, texts: Texts, operator: Client
) -> None:
    seller = found(place).seller
    assert seller
    asked = find_last(ApprovalKind.SELLER, seller.slug)
    assert asked
    desk = f"/van-hanh/duyet/{asked.ref}"
    page = operator.get(desk).text
    assert "Chị Mẫu Mua, Hội Nông dân xã Hợp Tiến" in page
    assert "Đinh Thị Mẫu" in page
    assert "xác nhận của hộ trên máy của mình" in page
    refused = operator.send(f"{desk}/duyet", form_at=desk)
    assert refused.status_code == 409
    confirmed(guest, link_in(texts), texts)
    assert operator.send(f"{desk}/duyet", form_at=desk).status_code == 303
    db.session.refresh(seller)
    assert seller.is_open


def test_a_household_that_asked_nobody_ends_it(place: str, guest: Client, applicant: Client, texts: Texts) -> None:
    link = link_in(texts)
    assert guest.send(f"{link}/khong-phai", form_at=link).location == "/"
    assert guest.get(link).status_code == 404
    application = found(place)
    assert application.household_refused_at
    assert application.seller
    asked = find_last(ApprovalKind.SELLER, application.seller.slug)
    assert asked
    assert not asked.is_waiting


def test_the_link_can_be_sent_again_and_only_the_newest_counts(
    place: str, guest: Client, applicant: Client, texts: Texts
) -> None:
    first = link_in(texts)
    assert "Hộ nhận tin nhắn ở máy" in applicant.get(place).text
    assert applicant.send(f"{place}/nhan-ho", form_at=place).location == place
    second = link_in(texts)
    assert (guest.get(first).status_code, guest.get(second).status_code) == (404, 200)


def test_the_own_number_of_whoever_helps_is_refused(applicant: Client, cast: Cast, texts: Texts) -> None:
    cast.buyer.phone = "+84912345678"
    db.session.commit()
    place = applicant.send(START, {"giup": "1"}).location
    answer = tell(applicant, place, Question.PHONE)
    assert (answer.status_code, "Đây là số của anh chị." in answer.text) == (422, True)


def test_organisations_have_people_of_their_own(applicant: Client, texts: Texts) -> None:
    place = applicant.send(START, {"giup": "1"}).location
    assert tell(applicant, place, Question.KIND, {"kind": "cooperative"}).status_code == 422


def test_nobody_is_helped_where_no_message_can_be_sent(applicant: Client) -> None:
    assert "Làm giúp một hộ" not in applicant.get(START).text
    assert not found(applicant.send(START, {"giup": "1"}).location).is_helped
