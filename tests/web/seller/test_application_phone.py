"""The number that couriers call: confirmed by a code where messages can be sent, by a call where not."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from marketplace.clock import now
from marketplace.database import db
from marketplace.sellers.questions import Question
from tests.applicant import found, tell
from tests.client import Client
from tests.people import Cast
from tests.texts import KEY, Texts, text_gateway
from tests.work import work

CODE = re.compile(r"\b\d{6}\b")
ANSWER = f"/cau/{Question.PHONE}/ma"


@pytest.fixture
def texts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Texts]:
    """A gateway is set up."""
    with text_gateway() as gateway:
        monkeypatch.setitem(app.config, "SMS_URL", gateway.url)
        monkeypatch.setitem(app.config, "SMS_KEY", KEY)
        yield gateway


def code_sent(texts: Texts) -> str:
    work("sms")
    phone, text = texts.sent[-1]
    assert phone == "+84912345678"
    return CODE.findall(text)[0]


def test_the_number_counts_once_the_code_that_was_sent_there_is_typed(
    applicant: Client, cast: Cast, place: str, texts: Texts
) -> None:
    assert tell(applicant, place, Question.PHONE).location == place + ANSWER
    assert found(place).phone is None
    assert "0912 345 678" in applicant.get(place + ANSWER).text
    code = code_sent(texts)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    refused = applicant.send(place + ANSWER, {"code": wrong})
    assert refused.status_code == 422
    assert "Mã này chưa đúng" in refused.text
    assert applicant.send(place + ANSWER, {"code": code}).status_code == 303
    kept = found(place)
    assert (kept.phone, bool(kept.phone_confirmed_at)) == ("+84912345678", True)
    db.session.refresh(cast.buyer)
    assert cast.buyer.phone is None  # what somebody signs in by stays as it is


def test_five_wrong_codes_end_it_and_a_new_one_can_be_had(applicant: Client, place: str, texts: Texts) -> None:
    tell(applicant, place, Question.PHONE)
    code = code_sent(texts)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        applicant.send(place + ANSWER, {"code": wrong})
    refused = applicant.send(place + ANSWER, {"code": code})
    assert "Mã hết dùng được" in refused.text
    tell(applicant, place, Question.PHONE)
    assert applicant.send(place + ANSWER, {"code": code_sent(texts)}).status_code == 303


def test_a_number_that_the_account_has_shown_needs_no_code(
    applicant: Client, cast: Cast, place: str, texts: Texts
) -> None:
    cast.buyer.phone, cast.buyer.phone_confirmed_at = "+84912345678", now()
    db.session.commit()
    tell(applicant, place, Question.PHONE)
    assert found(place).phone_confirmed_at is not None
    assert texts.sent == []


def test_where_no_message_can_be_sent_the_page_says_who_confirms_it(applicant: Client, place: str) -> None:
    assert "người duyệt sẽ gọi số này" in applicant.get(f"{place}/cau/{Question.PHONE}").text
    tell(applicant, place, Question.PHONE)
    kept = found(place)
    assert (kept.phone, kept.phone_confirmed_at) == ("+84912345678", None)
    assert "chưa xác nhận bằng mã" in applicant.get(f"{place}/xem-lai").text


def test_codes_are_not_sent_without_end(applicant: Client, place: str, texts: Texts) -> None:
    answers = [tell(applicant, place, Question.PHONE).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]
    work("sms")
    assert len(texts.sent) == 3
