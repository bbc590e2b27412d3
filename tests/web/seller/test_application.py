"""Opening a shop: six tasks in any order, each answer kept at once, sent, sent back, mended and approved."""

import logging
from pathlib import Path

import pytest
from flask import Flask

from marketplace import approvals, catalogue, sellers
from marketplace.approvals import Approval, ApprovalKind
from marketplace.database import db, transaction
from marketplace.sealing import unseal
from marketplace.sellers import bank_accounts
from marketplace.sellers.models import SellerState
from marketplace.sellers.permissions import SellerRole
from marketplace.sellers.questions import Question
from tests import people, photographs
from tests.applicant import OF_COOPERATIVE, OF_FARMER, PHOTOS, TYPED, ask, begin, found, photograph, tell, tell_all
from tests.client import Client
from tests.people import Cast
from tests.work import work


@pytest.fixture(autouse=True)
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    return tmp_path


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def buyer(client: Client, cast: Cast) -> Client:
    """Somebody who buys here and wants to sell."""
    return people.signed_in(client, cast.buyer)


@pytest.fixture
def place(buyer: Client) -> str:
    return begin(buyer)


def send(client: Client, place: str) -> int:
    return client.send(f"{place}/gui").status_code


def request_for(place: str, kind: ApprovalKind = ApprovalKind.SELLER) -> Approval:
    seller = found(place).seller
    assert seller is not None
    asked = approvals.find_last(kind, seller.slug)
    assert asked is not None
    return asked


def decide(place: str, cast: Cast, *, to_mend: list[str] | None = None, note: str = "Ảnh bị lóa") -> None:
    """An operator approves the shop, or sends these questions back."""
    ref = request_for(place).ref
    with transaction():
        asked = approvals.get_approval(ref, lock=True)
        if to_mend:
            approvals.send_back(asked, by=cast.operator, to_mend=to_mend, note=note)
        else:
            approvals.approve(asked, by=cast.operator)


def test_every_page_of_the_shop_leads_to_selling_here(client: Client, cast: Cast) -> None:
    for page in ("/", "/tim", "/gio", "/tro-giup", "/khong-co-trang-nay"):
        assert 'href="/mo-gian-hang"' in client.get(page).text
    assert 'href="/mo-gian-hang"' in people.signed_in(client, cast.buyer).get("/tai-khoan").text


def test_a_guest_reads_what_each_kind_of_seller_needs_and_opens_an_account_first(client: Client) -> None:
    page = client.get("/mo-gian-hang").text
    assert "Hộ nông dân, cá nhân" in page
    assert "Chỉ cần căn cước" in page
    assert "/dang-ky?next=/mo-gian-hang" in page
    assert "Sell here" in client.get("/mo-gian-hang?hl=en").text


def test_an_answer_is_kept_at_once_and_found_again_on_another_phone(
    app: Flask, buyer: Client, cast: Cast, place: str
) -> None:
    assert tell(buyer, place, Question.NAME).location == f"{place}/cau/{Question.REPRESENTATIVE}"
    other = people.signed_in(app.test_client(), cast.buyer)  # type: ignore[arg-type]
    assert "HTX Mẫu Suối Trong" in other.get(place).text
    assert "HTX Mẫu Suối Trong" in ask(other, place, Question.NAME).text
    assert "HTX Mẫu Suối Trong" in other.get("/mo-gian-hang").text


def test_tasks_are_done_in_any_order_and_the_last_opens_after_the_other_five(buyer: Client, place: str) -> None:
    assert "Xong 0 trên 6 việc" in buyer.get(place).text
    tell_all(buyer, place, reversed(OF_COOPERATIVE))
    page = buyer.get(place).text
    assert "Xong 5 trên 6 việc" in page
    assert "Xem lại hồ sơ" in page


def test_nothing_is_sent_before_everything_is_answered(buyer: Client, place: str) -> None:
    tell(buyer, place, Question.NAME)
    assert send(buyer, place) == 400
    assert "Còn chưa trả lời" in buyer.get(f"{place}/xem-lai").text
    assert found(place).seller is None


def test_an_unfinished_application_is_no_seller_who_waits(buyer: Client, place: str) -> None:
    tell_all(buyer, place)
    assert sellers.count_by_state()[SellerState.APPLIED] == 0
    assert send(buyer, place) == 303
    assert sellers.count_by_state()[SellerState.APPLIED] == 1


def test_what_was_sent_waits_and_nobody_sees_it_in_the_shop(buyer: Client, place: str) -> None:
    tell_all(buyer, place)
    send(buyer, place)
    page = buyer.get(place).text
    assert "Hồ sơ đang chờ xem" in page
    assert tell(buyer, place, Question.NAME, {"name": "Tên khác"}).status_code == 409
    asked = request_for(place)
    assert asked.after[Question.TAX_CODE] == "9900000016"
    assert asked.after["phone_confirmed"] is False
    shop = found(place).seller
    assert shop is not None
    assert (shop.phone, shop.commune_code, shop.tax_code) == ("+84912345678", "05014", "9900000016")
    assert buyer.get(f"/htx/{shop.slug}").status_code == 404
    goods = catalogue.products_of(shop.id, limit=5)
    assert [(each.name_vi, each.variants[0].price_vnd, each.variants[0].pack_vi) for each in goods] == [
        ("Mật ong rừng hoa dẻ", 165_000, "Hũ 500 ml")
    ]
    assert buyer.get(f"/p/{goods[0].slug}").status_code == 404
    assert buyer.get("/ban-hang").status_code == 404


def test_an_approved_shop_opens_with_its_first_product_and_belongs_to_whoever_applied(
    buyer: Client, cast: Cast, place: str
) -> None:
    tell_all(buyer, place)
    work("picture")
    send(buyer, place)
    decide(place, cast)
    shop = found(place).seller
    assert shop is not None
    assert [(each.user_id, each.role) for each in sellers.members_of(shop.id)] == [(cast.buyer.id, SellerRole.OWNER)]
    assert "Gian hàng đã mở" in buyer.get(place).text
    assert buyer.get(f"/htx/{shop.slug}").status_code == 200
    product = catalogue.products_of(shop.id, limit=1)[0]
    assert product.photo is not None
    assert buyer.get(f"/p/{product.slug}").status_code == 200
    assert buyer.get("/ban-hang").status_code == 200


def test_two_people_agree_to_a_bank_account_before_money_goes_there(buyer: Client, cast: Cast, place: str) -> None:
    tell_all(buyer, place)
    send(buyer, place)
    asked = request_for(place, ApprovalKind.BANK_ACCOUNT)
    assert asked.needs_two
    assert asked.after[Question.ACCOUNT] == "•••• 3456"
    assert "15002051" not in str(asked.after)
    for person in (cast.operator, cast.owner_b):
        assert bank_accounts.find_account(asked.seller_id) is None
        with transaction():
            approvals.approve(approvals.get_approval(asked.ref, lock=True), by=person)
    account = bank_accounts.find_account(asked.seller_id)
    assert account is not None
    assert (unseal(account.number_sealed), account.holder) == ("1500205123456", "HTX MAU SUOI TRONG")


def test_sent_back_shows_only_what_to_mend_in_the_reviewers_words(buyer: Client, cast: Cast, place: str) -> None:
    tell_all(buyer, place)
    send(buyer, place)
    decide(place, cast, to_mend=[Question.REGISTRATION], note="Ảnh bị lóa ở góc phải")
    page = buyer.get(place).text
    assert "Còn 1 chỗ cần sửa" in page
    assert "Ảnh bị lóa ở góc phải" in page
    assert "Món đầu tiên" not in page
    assert "Ảnh bị lóa ở góc phải" in ask(buyer, place, Question.REGISTRATION).text
    assert tell(buyer, place, Question.NAME, {"name": "Tên khác"}).status_code == 409
    assert send(buyer, place) == 400


def test_what_was_mended_goes_to_the_front_of_the_queue_with_what_changed(
    buyer: Client, cast: Cast, place: str
) -> None:
    tell_all(buyer, place)
    send(buyer, place)
    decide(place, cast, to_mend=[Question.REGISTRATION, Question.PRICE])
    with transaction():
        approvals.submit(
            ApprovalKind.SELLER, seller=cast.seller_b, subject="x", title="Khác", after={}, by=cast.owner_b
        )
    photograph(buyer, place, Question.REGISTRATION)
    tell(buyer, place, Question.PRICE, {"price": "150.000"})
    assert send(buyer, place) == 303
    first = approvals.waiting([ApprovalKind.SELLER], limit=5)[0]
    assert first.ref == request_for(place).ref
    assert set(first.changed) == {Question.REGISTRATION, Question.PRICE}
    shop = found(place).seller
    assert shop is not None
    assert [each.variants[0].price_vnd for each in catalogue.products_of(shop.id, limit=5)] == [150_000]


def test_what_waits_can_be_taken_back_mended_and_sent_again(buyer: Client, place: str) -> None:
    tell_all(buyer, place)
    send(buyer, place)
    assert buyer.send(f"{place}/rut-lai").status_code == 303
    assert approvals.waiting(limit=5) == []
    assert tell(buyer, place, Question.NAME, {"name": "HTX Mẫu Khe Xanh"}).status_code == 303
    assert send(buyer, place) == 303
    assert [each.title for each in approvals.waiting([ApprovalKind.SELLER], limit=5)] == ["HTX Mẫu Khe Xanh"]
    assert buyer.send(f"{place}/rut-lai").status_code == 303
    assert buyer.send(f"{place}/rut-lai").status_code == 409


def test_an_account_that_was_sent_back_is_mended_while_the_shop_is_open(buyer: Client, cast: Cast, place: str) -> None:
    tell_all(buyer, place)
    send(buyer, place)
    decide(place, cast)
    ref = request_for(place, ApprovalKind.BANK_ACCOUNT).ref
    with transaction():
        asked = approvals.get_approval(ref, lock=True)
        approvals.send_back(asked, by=cast.operator, to_mend=[Question.HOLDER], note="Tên không khớp")
    assert "Tên không khớp" in buyer.get(place).text
    tell(buyer, place, Question.HOLDER, {"holder": "HTX MAU SUOI TRONG"})
    assert send(buyer, place) == 303
    assert request_for(place, ApprovalKind.BANK_ACCOUNT).round == 2
    assert approvals.waiting([ApprovalKind.SELLER], limit=5) == []


def test_a_personal_number_is_sealed_masked_and_never_logged(
    buyer: Client, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    tell(buyer, place, Question.KIND, {"kind": "individual_farmer"})
    with caplog.at_level(logging.DEBUG):
        assert tell(buyer, place, Question.PERSONAL_NUMBER, {"personal_number": "017 185 000 23"}).status_code == 422
        assert tell(buyer, place, Question.PERSONAL_NUMBER).status_code == 303
    kept = found(place)
    assert unseal(kept.personal_number_sealed or "") == "017185000234"
    assert "017185" not in f"{kept.answers} {kept.personal_number_sealed}"
    for page in (f"{place}/cau/{Question.PERSONAL_NUMBER}", f"{place}/xem-lai", place):
        text = buyer.get(page).text
        assert "017185" not in text
        assert "017 185" not in text
    assert "•••••••••234" in buyer.get(f"{place}/xem-lai").text
    assert "017185" not in caplog.text.replace(" ", "")


def test_a_farmer_sells_with_the_card_alone(buyer: Client, cast: Cast, place: str) -> None:
    tell_all(buyer, place, OF_FARMER, kind="individual_farmer", name="Hộ Đinh Thị Mẫu", holder="DINH THI MAU")
    assert "khác tên người bán" not in buyer.get(f"{place}/xem-lai").text
    assert send(buyer, place) == 303
    assert "017185" not in str(request_for(place).after)
    decide(place, cast)
    shop = found(place).seller
    assert shop is not None
    assert shop.tax_code is None
    assert unseal(shop.personal_number_sealed or "") == "017185000234"


def test_another_holder_is_said_before_it_is_sent(buyer: Client, place: str) -> None:
    tell_all(buyer, place, holder="NGUYEN VAN KHAC")
    assert "Tên chủ tài khoản khác tên người bán" in buyer.get(f"{place}/xem-lai").text
    send(buyer, place)
    assert request_for(place, ApprovalKind.BANK_ACCOUNT).after["in_own_name"] is False


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
        (Question.PACK, {"container": "Hũ", "content": "0", "unit": "ml"}, "Một gói chứa từ 1"),
        (Question.PACK, {"container": "Hũ", "content": "nhiều", "unit": "ml"}, "chỉ nhận chữ số"),
        (Question.PACK, {"container": "Hũ", "content": "5", "unit": "tấn"}, "Chọn một trong các mục"),
        (Question.PACK, {"container": "Hũ", "content": "9" * 40, "unit": "kg"}, "Một gói chứa từ 1"),
        (Question.WEIGHT, {"weight": "90000"}, "50 kg"),
        (Question.PRICE, {"price": "0"}, "Giá phải từ"),
        (Question.PRICE, {"price": "10000000000"}, "Giá phải từ"),
        (Question.PRICE, {"price": "rẻ"}, "Không đọc được số tiền"),
    ],
)
def test_what_is_typed_wrong_is_said_in_words_and_stays(
    buyer: Client, place: str, question: Question, form: dict[str, str], sentence: str
) -> None:
    answer = tell(buyer, place, question, form)
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
    buyer: Client, place: str, content: bytes, name: str, kind: str, sentence: str
) -> None:
    answer = photograph(buyer, place, Question.REGISTRATION, content, name, kind)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert found(place).papers == []


def test_sending_no_file_says_so(buyer: Client, place: str) -> None:
    answer = buyer.send(f"{place}/cau/{Question.REGISTRATION}/anh", {}, form_at=f"{place}/cau/{Question.REGISTRATION}")
    assert answer.status_code == 400
    assert "Chưa chọn ảnh nào" in answer.text


def test_papers_are_seen_by_the_applicant_and_operators_alone(
    app: Flask, buyer: Client, cast: Cast, place: str
) -> None:
    photograph(buyer, place, Question.REGISTRATION)
    work("picture")
    ref = found(place).papers[0].picture.ref
    own = buyer.get(f"{place}/anh/{ref}.jpg")
    assert (own.status_code, own.mimetype, own.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert buyer.get(f"{place}/anh/{ref}.jpg?nho=1").status_code == 200
    public = f"/anh/{ref}-400.jpg"
    neighbour = people.signed_in(app.test_client(), cast.neighbour)  # type: ignore[arg-type]
    operator = people.signed_in(app.test_client(), cast.operator)  # type: ignore[arg-type]
    assert app.test_client().get(public).status_code == 404
    assert buyer.get(public).status_code == 404
    assert neighbour.get(public).status_code == 404
    assert neighbour.get(f"{place}/anh/{ref}.jpg").status_code == 404
    assert operator.get(public).status_code == 200


def test_a_paper_that_cannot_be_opened_is_asked_for_again(buyer: Client, place: str, store: Path) -> None:
    tell_all(buyer, place)
    photograph(buyer, place, Question.REGISTRATION, photographs.jpeg(900, 900))
    kept = found(place)
    picture = next(paper.picture for paper in kept.papers if paper.kind == "registration")
    (store / "originals" / picture.ref).write_bytes(b"\xff\xd8\xff" + b"0" * 500)
    work("picture")
    assert "Ảnh này không dùng được" in ask(buyer, place, Question.REGISTRATION).text
    assert "Xong 4 trên 6 việc" in buyer.get(place).text
    assert send(buyer, place) == 400


def test_somebody_elses_application_is_not_there(app: Flask, buyer: Client, cast: Cast, place: str) -> None:
    neighbour = people.signed_in(app.test_client(), cast.neighbour)  # type: ignore[arg-type]
    for path in ("", "/xem-lai", *(f"/cau/{question}" for question in Question), "/cau/dien-thoai/ma"):
        assert neighbour.get(place + path).status_code == 404
    for question in Question:
        path = "/anh" if question in PHOTOS else "/so" if question == Question.PHONE else ""
        form = dict(TYPED.get(question, {}))
        assert neighbour.send(f"{place}/cau/{question}{path}", form).status_code == 404
    for path in ("/gui", "/rut-lai", "/cau/dien-thoai/ma"):
        assert neighbour.send(place + path, {"code": "123456"}).status_code == 404
    assert found(place).answers == {}


def test_a_question_that_is_not_asked_of_this_seller_is_not_there(buyer: Client, place: str) -> None:
    assert ask(buyer, place, Question.IDENTITY).status_code == 404
    tell(buyer, place, Question.KIND, {"kind": "household_business"})
    assert ask(buyer, place, Question.IDENTITY).status_code == 200
    assert ask(buyer, place, Question.TAX_CODE).status_code == 404
    assert buyer.get(f"{place}/cau/khong-co").status_code == 404


def test_a_branch_is_asked_for_thirteen_digits(buyer: Client, place: str) -> None:
    tell(buyer, place, Question.TAX_CODE)
    tell(buyer, place, Question.KIND, {"kind": "branch"})
    assert tell(buyer, place, Question.TAX_CODE).status_code == 422
    assert tell(buyer, place, Question.TAX_CODE, {"tax_code": "9900000016 002"}).status_code == 303
    assert found(place).answers[Question.TAX_CODE] == "9900000016-002"


def test_an_old_address_is_translated_to_the_commune_of_today(buyer: Client, place: str) -> None:
    page = buyer.get(f"{place}/cau/xa?q=Hợp Tiến, Kim Bôi, Hòa Bình").text
    assert "Xã Mường Động, Phú Thọ" in page
    assert "trước là" in page
    tell(buyer, place, Question.COMMUNE)
    assert found(place).answers["place_typed"] == "Hợp Tiến, Kim Bôi, Hòa Bình"
    assert "Không thấy nơi nào" in buyer.get(f"{place}/cau/xa?q=zzzz").text


def test_begun_applications_are_not_without_end(buyer: Client) -> None:
    for _ in range(5):
        begin(buyer)
    assert buyer.send("/mo-gian-hang").status_code == 409
    db.session.rollback()


def test_a_picture_of_something_else_is_none_of_the_application(buyer: Client, place: str) -> None:
    assert buyer.get(f"{place}/anh/0123456789abcdef.jpg").status_code == 404
