"""Answers of an application: what is typed wrong, what is no photo, and what nobody else may see."""

import logging
from pathlib import Path

import pytest
from flask import Flask

from marketplace.sealing import unseal
from marketplace.sellers.questions import Question
from tests import people, photographs
from tests.applicant import ask, found, photograph, send, tell, tell_all
from tests.client import Client
from tests.people import Cast
from tests.work import work


def test_a_personal_number_is_sealed_masked_and_never_logged(
    applicant: Client, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    tell(applicant, place, Question.KIND, {"kind": "individual_farmer"})
    with caplog.at_level(logging.DEBUG):
        assert (
            tell(applicant, place, Question.PERSONAL_NUMBER, {"personal_number": "017 185 000 23"}).status_code == 422
        )
        assert tell(applicant, place, Question.PERSONAL_NUMBER).status_code == 303
    kept = found(place)
    assert unseal(kept.personal_number_sealed or "") == "017185000234"
    assert "017185" not in f"{kept.answers} {kept.personal_number_sealed}"
    for page in (f"{place}/cau/{Question.PERSONAL_NUMBER}", f"{place}/xem-lai", place):
        text = applicant.get(page).text
        assert "017185" not in text
        assert "017 185" not in text
    assert "•••••••••234" in applicant.get(f"{place}/xem-lai").text
    assert "017185" not in caplog.text.replace(" ", "")


@pytest.mark.parametrize(
    ("question", "form", "sentence"),
    [
        (Question.TAX_CODE, {"tax_code": "990000001"}, "Thiếu 1 chữ số"),
        (Question.TAX_CODE, {"tax_code": "9900000017"}, "gõ nhầm một chữ số"),
        (Question.TAX_CODE, {"tax_code": "017185000234"}, "12 chữ số là số định danh cá nhân"),
        (Question.NAME, {"name": ""}, "Ghi tên như trên giấy"),
        (Question.NAME, {"name": "\u200b…"}, "Tên có ký tự không nhìn thấy"),
        (Question.KIND, {"kind": "bank"}, "Chọn một trong các mục"),
        (Question.REPRESENTATIVE, {"representative": "www.abc.vn 123"}, "Tên người chỉ gồm chữ cái"),
        (Question.COMMUNE, {"commune": "99999", "words": "kim boi"}, "Chọn"),
        (Question.PHONE, {"phone": "0912 345 67"}, "thiếu 1 chữ số"),
        (Question.BANK, {"bank": "111111"}, "Chọn một trong các mục"),
        (Question.ACCOUNT, {"account": "12"}, "từ 6 đến 19"),
        (Question.HOLDER, {"holder": "<b>"}, "Ghi tên chủ tài khoản"),
        (Question.PRODUCT_NAME, {"product_name": "…"}, "Tên có ký tự"),
        (Question.CATEGORY, {"category": "vang"}, "Chọn một trong các mục"),
        (Question.PACK, {"container": "Hũ", "content": "0", "unit": "ml"}, "Lượng trong gói phải là số"),
        (Question.PACK, {"container": "Hũ", "content": "nhiều", "unit": "ml"}, "Lượng trong gói phải là số"),
        (Question.PACK, {"container": "Hũ", "content": "5", "unit": "tấn"}, "Chọn một trong các mục"),
        (Question.PACK, {"container": "Hũ", "content": "9" * 40, "unit": "kg"}, "Lượng trong gói phải là số"),
        (Question.WEIGHT, {"weight": "90000"}, "50.000 gam"),
        (Question.PRICE, {"price": "0"}, "Giá phải từ"),
        (Question.PRICE, {"price": "10000000000"}, "Giá phải từ"),
        (Question.PRICE, {"price": "rẻ"}, "Không đọc được số tiền"),
    ],
)
def test_what_is_typed_wrong_is_said_in_words_and_stays(
    applicant: Client, place: str, question: Question, form: dict[str, str], sentence: str
) -> None:
    answer = tell(applicant, place, question, form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert question not in found(place).answers


@pytest.mark.parametrize(
    ("content", "name", "kind", "sentence"),
    [
        (b"%PDF-1.7 giay", "giay.pdf", "application/pdf", "Tệp PDF chưa nhận được"),
        (b"MZ chuong trinh", "giay.jpg", "image/jpeg", "không phải ảnh chụp"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "giay.svg", "image/svg+xml", "SVG"),
        (photographs.jpeg(300, 200), "nho.jpg", "image/jpeg", "Ảnh nhỏ quá"),
        (photographs.jpeg()[:-200], "dut.jpg", "image/jpeg", "đứt giữa chừng"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_with_its_reason(
    applicant: Client, place: str, content: bytes, name: str, kind: str, sentence: str
) -> None:
    answer = photograph(applicant, place, Question.REGISTRATION, content, name, kind)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert found(place).papers == []


def test_sending_no_file_says_so(applicant: Client, place: str) -> None:
    answer = applicant.send(
        f"{place}/cau/{Question.REGISTRATION}/anh", {}, form_at=f"{place}/cau/{Question.REGISTRATION}"
    )
    assert answer.status_code == 400
    assert "Chưa chọn ảnh nào" in answer.text


def test_papers_are_seen_by_the_applicant_and_operators_alone(
    app: Flask, applicant: Client, cast: Cast, place: str
) -> None:
    photograph(applicant, place, Question.REGISTRATION)
    work("picture")
    ref = found(place).papers[0].picture.ref
    own = applicant.get(f"{place}/anh/{ref}.jpg")
    assert (own.status_code, own.mimetype, own.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert applicant.get(f"{place}/anh/{ref}.jpg?nho=1").status_code == 200
    public = f"/anh/{ref}-400.jpg"
    neighbour = people.signed_in(app.test_client(), cast.neighbour)
    operator = people.signed_in(app.test_client(), cast.operator)
    assert app.test_client().get(public).status_code == 404
    assert applicant.get(public).status_code == 404
    assert neighbour.get(public).status_code == 404
    assert neighbour.get(f"{place}/anh/{ref}.jpg").status_code == 404
    assert operator.get(public).status_code == 200


def test_a_paper_that_cannot_be_opened_is_asked_for_again(applicant: Client, place: str, tmp_path: Path) -> None:
    tell_all(applicant, place)
    photograph(applicant, place, Question.REGISTRATION, photographs.jpeg(900, 900))
    kept = found(place)
    picture = next(paper.picture for paper in kept.papers if paper.kind == "registration")
    (tmp_path / "originals" / picture.ref).write_bytes(b"\xff\xd8\xff" + b"0" * 500)
    work("picture")
    assert "Ảnh này không dùng được" in ask(applicant, place, Question.REGISTRATION).text
    assert "Xong 4 trên 6 việc" in applicant.get(place).text
    assert send(applicant, place) == 400


def test_a_question_that_is_not_asked_of_this_seller_is_not_there(applicant: Client, place: str) -> None:
    assert ask(applicant, place, Question.IDENTITY).status_code == 404
    tell(applicant, place, Question.KIND, {"kind": "household_business"})
    assert ask(applicant, place, Question.IDENTITY).status_code == 200
    assert ask(applicant, place, Question.TAX_CODE).status_code == 404
    assert applicant.get(f"{place}/cau/khong-co").status_code == 404


def test_a_branch_is_asked_for_thirteen_digits(applicant: Client, place: str) -> None:
    tell(applicant, place, Question.TAX_CODE)
    tell(applicant, place, Question.KIND, {"kind": "branch"})
    assert tell(applicant, place, Question.TAX_CODE).status_code == 422
    assert tell(applicant, place, Question.TAX_CODE, {"tax_code": "9900000016 002"}).status_code == 303
    assert found(place).answers[Question.TAX_CODE] == "9900000016-002"


def test_an_old_address_is_translated_to_the_commune_of_today(applicant: Client, place: str) -> None:
    page = applicant.get(f"{place}/cau/xa?q=Hợp Tiến, Kim Bôi, Hòa Bình").text
    assert "Xã Mường Động, Phú Thọ" in page
    assert "trước là" in page
    tell(applicant, place, Question.COMMUNE)
    assert found(place).answers["place_typed"] == "Hợp Tiến, Kim Bôi, Hòa Bình"
    assert "Không thấy nơi nào" in applicant.get(f"{place}/cau/xa?q=zzzz").text


def test_a_picture_of_something_else_is_none_of_the_application(applicant: Client, place: str) -> None:
    assert applicant.get(f"{place}/anh/0123456789abcdef.jpg").status_code == 404


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("cooperative", "Trừ phí chợ 8.250 ₫, anh chị nhận được 156.750 ₫ mỗi gói."),
        ("individual_farmer", "Trừ phí chợ 8.250 ₫ và thuế khấu trừ 2.475 ₫, anh chị nhận được 154.275 ₫ mỗi gói."),
    ],
)
def test_the_price_says_what_it_leaves_whoever_sells(applicant: Client, place: str, kind: str, left: str) -> None:
    tell(applicant, place, Question.KIND, {"kind": kind})
    tell(applicant, place, Question.PRICE)
    assert left in ask(applicant, place, Question.PRICE).text.replace("\N{NO-BREAK SPACE}", " ")
