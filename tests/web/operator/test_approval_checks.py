"""What the desk compares before a person looks."""

from collections.abc import Iterable

import pytest
from flask import Flask

from marketplace.approvals import Approval
from marketplace.web.operator.approvals.checks import Check, in_order, of_seller, of_story
from tests import factories
from tests.approvals import requests


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterable[None]:
    with app.test_request_context():
        yield


def found(asked: Approval) -> dict[str, str]:
    return {check.text: check.tone for check in of_seller(asked)}


def test_a_sound_application_has_nothing_to_look_at() -> None:
    assert set(found(requests.to_open()).values()) == {"ok"}


@pytest.mark.parametrize(
    ("values", "said", "tone"),
    [
        ({"tax_code": "9900000017"}, "Mã số thuế sai", "bad"),
        ({"tax_code": "99000"}, "Mã số thuế sai", "bad"),
        ({"tax_code": "001085012345"}, "Mã số thuế sai", "bad"),
        ({"tax_code": None}, "Chưa có mã số thuế", "bad"),
        ({"phone": None}, "Chưa đủ để mở gian hàng", "bad"),
        ({"commune_code": ""}, "Chưa chọn xã", "w"),
        ({"province_code": "01"}, "Xã không thuộc tỉnh đã chọn", "bad"),
        ({"name": "HTX Mẫu Chữa Bệnh"}, "Có chữ không được dùng: “Chữa Bệnh”", "bad"),
    ],
)
def test_what_is_wrong_with_an_application_is_named(values: dict[str, str], said: str, tone: str) -> None:
    assert found(requests.to_open(**values))[said] == tone


def test_other_sellers_with_the_same_code_number_or_name_are_named() -> None:
    factories.seller("HTX Mẫu Suối Trong", tax_code=requests.TAX_CODE, phone="+84912345678")
    checks = found(requests.to_open())
    assert checks["Mã số thuế đã có ở nơi bán khác"] == "bad"
    assert checks["Số điện thoại này có ở nơi bán khác"] == "w"
    assert checks["Đã có nơi bán cùng tên"] == "w"


def test_a_name_that_is_not_the_one_in_the_register_is_pointed_out() -> None:
    asked = requests.to_open()
    asked.after = {**asked.after, "name_vi": "HTX Khác"}
    assert found(asked)["Tên khác tên trong sổ"] == "w"


def test_a_personal_number_and_a_phone_that_nobody_confirmed_are_to_be_looked_at() -> None:
    asked = requests.to_open(tax_code=None)
    asked.after = {**asked.after, "so-dinh-danh": "•••••••••345", "phone_confirmed": False}
    checks = found(asked)
    assert checks["Mã là số định danh 12 số"] == "w"
    assert checks["Số điện thoại chưa xác nhận bằng mã"] == "w"


def test_a_story_is_searched_for_claims_contacts_and_stars() -> None:
    asked = requests.to_tell("Mật chữa ho, 4 sao, gọi 0912 345 678.")
    tones = {check.text: check.tone for check in of_story(asked)}
    assert tones["Có chữ không được dùng: “chữa ho”"] == "bad"
    assert tones["Có số điện thoại hoặc e-mail trong lời"] == "bad"
    assert tones["Lời nói đến “4 sao”"] == "w"
    assert tones["Chưa có bản tiếng Anh"] == "w"


def test_what_is_wrong_stands_first() -> None:
    checks = [Check("a"), Check("b", "bad"), Check("c", "w")]
    assert [check.text for check in in_order(checks)] == ["b", "c", "a"]
