"""Telling the operators of goods that seem false."""

import pytest
from flask import Flask

from marketplace.database import db
from marketplace.traceability.models import Stamp, StampReport
from tests import factories
from tests.client import Client


@pytest.fixture
def stamp(app: Flask) -> Stamp:
    return factories.stamp()


def report(client: Client, code: str, what: str, phone: str = "") -> int:
    path = f"/t/{code}/bao"
    return client.send(path, {"what": what, "phone": phone}, form_at=path).status_code


def test_a_fake_is_told_with_a_number_to_call_back(client: Client, stamp: Stamp) -> None:
    assert report(client, stamp.code, "Nhãn mờ, mua ở chợ", "0912.345.678") == 303
    told = db.session.query(StampReport).one()
    assert (told.stamp_id, told.what, told.phone) == (stamp.id, "Nhãn mờ, mua ở chợ", "+84912345678")
    assert "Đã báo." in client.get(f"/t/{stamp.code}").text


def test_a_stamp_that_is_in_no_register_can_be_told_too(client: Client) -> None:
    assert report(client, "xx-99", "Mã không có") == 303
    assert db.session.query(StampReport).one().code == "XX99"


@pytest.mark.parametrize(
    ("what", "phone", "sentence"),
    [
        ("", "", "Viết vài chữ"),
        ("x" * 501, "", "nhiều nhất 500 ký tự"),
        ("Nhãn mờ", "0912", "Số điện thoại thiếu"),
        ("\x00\x07", "", "Viết vài chữ"),
    ],
)
def test_a_report_that_cannot_be_read_is_refused_and_kept_on_the_page(
    client: Client, stamp: Stamp, what: str, phone: str, sentence: str
) -> None:
    path = f"/t/{stamp.code}/bao"
    answer = client.send(path, {"what": what, "phone": phone}, form_at=path)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert phone in answer.text
    assert db.session.query(StampReport).count() == 0
