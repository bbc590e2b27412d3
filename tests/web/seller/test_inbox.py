"""The shop's inbox of questions and reviews."""

from datetime import timedelta

from werkzeug.test import TestResponse

from marketplace import reviews
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Question
from marketplace.reviews.ready_answers import MOST_READY
from tests import factories
from tests.client import Client

INBOX = "/ban-hang/hoi-dap"


def answer(client: Client, question: Question, body: str = "Có chị ạ.") -> TestResponse:
    return client.send(f"{INBOX}/{question.ref}/tra-loi", {f"{question.ref}-body": body}, form_at="/ban-hang/them")


def reply(client: Client, review: Review, body: str = "Cảm ơn chị.") -> TestResponse:
    return client.send(f"{INBOX}/danh-gia/{review.ref}/dap", {f"{review.ref}-body": body}, form_at="/ban-hang/them")


def test_what_waits_stands_on_the_first_page_and_in_the_inbox(owner: Client, honey: Product) -> None:
    factories.question(honey)
    factories.review(honey)
    page = owner.get("/ban-hang").text
    assert "1 câu hỏi chờ trả lời" in page
    assert "1 đánh giá chưa đáp" in page
    assert "Mật có kết hạt không?" in owner.get(INBOX).text
    assert "Thơm, sánh." in owner.get(f"{INBOX}?xem=danh-gia").text


def test_an_answer_of_the_shop_is_marked_and_can_be_changed(owner: Client, packer: Client, honey: Product) -> None:
    question = factories.question(honey)
    assert answer(packer, question).status_code == 303
    assert "1 câu hỏi chờ" not in owner.get("/ban-hang").text
    answer(owner, question, "Có, ngâm nước ấm là tan.")
    page = owner.get(f"/p/{honey.slug}").text
    assert "Có, ngâm nước ấm là tan." in page
    assert "Có chị ạ." not in page
    assert 'class="chip i">Nơi bán' in page
    assert "Có, ngâm nước ấm là tan." in owner.get(f"{INBOX}?xem=da-tra-loi").text


def test_a_reply_stands_below_its_review(owner: Client, honey: Product) -> None:
    review = factories.review(honey)
    assert reply(owner, review).status_code == 303
    assert "HTX Green Life trả lời" in owner.get(f"/p/{honey.slug}").text
    assert "Cảm ơn chị." in owner.get(f"{INBOX}?xem=da-dap").text


def test_a_phone_number_in_an_answer_is_refused_and_kept(owner: Client, honey: Product) -> None:
    refused = answer(owner, factories.question(honey), "Gọi 0912 345 678")
    assert refused.status_code == 400
    assert "Gọi 0912 345 678" in refused.text
    assert "Bỏ số điện thoại" in refused.text
    assert reply(owner, factories.review(honey), " ").status_code == 422


def test_another_shop_neither_sees_nor_answers(stranger: Client, honey: Product) -> None:
    question, review = factories.question(honey), factories.review(honey)
    assert question.body not in stranger.get(INBOX).text
    assert answer(stranger, question).status_code == 404
    assert reply(stranger, review).status_code == 404
    assert db.session.get_one(Review, review.id).reply == ""


def test_unknown_tabs_show_the_first(owner: Client, honey: Product) -> None:
    assert owner.get(f"{INBOX}?xem=khong-co&trang=abc").status_code == 200


def test_a_hidden_answer_stands_with_its_reason_where_it_can_be_written_again(owner: Client, honey: Product) -> None:
    question = factories.question(honey)
    answer(owner, question, "Số nhà 5 ngõ 3.")
    question.answers[0].hidden_at, question.answers[0].hidden_reason = question.asked_at, "Lộ địa chỉ nhà riêng"
    page = owner.get(INBOX).text
    assert "Câu trả lời này đang bị ẩn." in page
    assert "Lộ địa chỉ nhà riêng" in page
    assert "Số nhà 5 ngõ 3.</textarea>" in page
    answer(owner, question)
    page = owner.get(INBOX).text
    assert "người vận hành xem lại rồi mới hiện" in page
    assert "Mọi người đọc được" not in page


def test_each_entry_says_until_when_words_are_wanted(owner: Client, honey: Product) -> None:
    question, review = factories.question(honey), factories.review(honey)
    assert "Trả lời trước" in owner.get(INBOX).text
    assert "Trả lời trước" in owner.get(f"{INBOX}?xem=danh-gia").text
    question.asked_at, review.written_at = now() - timedelta(days=3), now() - timedelta(days=8)
    db.session.commit()
    assert "Hỏi đã quá hai ngày" in owner.get(INBOX).text
    assert "Quá bảy ngày, vẫn đáp được" in owner.get(f"{INBOX}?xem=danh-gia").text


def test_reviews_whose_time_runs_out_stand_first(owner: Client, honey: Product) -> None:
    ages = {"Mới nhất.": 1, "Sắp hết hạn.": 6, "Đã quá hạn.": 9}
    for words, days in ages.items():
        factories.review(honey, body=words).written_at = now() - timedelta(days=days)
    db.session.commit()
    page = owner.get(f"{INBOX}?xem=danh-gia").text
    assert page.index("Sắp hết hạn.") < page.index("Mới nhất.") < page.index("Đã quá hạn.")


def test_a_ready_answer_fills_the_form_and_is_sent_by_a_person(owner: Client, packer: Client, honey: Product) -> None:
    ready = {"title": "Cách cất", "body": "Để nơi khô, mát."}
    assert owner.send(f"{INBOX}/loi-san", ready, form_at=f"{INBOX}/loi-san").status_code == 303
    question = factories.question(honey)
    (kept,) = reviews.ready_answers_of(honey.seller_id)
    filled = packer.get(f"{INBOX}?xem=hoi&dap={question.ref}&loi={kept.ref}").text
    assert ">Để nơi khô, mát.</textarea>" in filled.replace("\r\n", "")
    assert "Để nơi khô, mát." not in owner.get(f"/p/{honey.slug}").text
    owner.send(f"{INBOX}/loi-san", ready | {"body": "Đậy kín."}, form_at=f"{INBOX}/loi-san")
    assert [each.body for each in reviews.ready_answers_of(honey.seller_id)] == ["Đậy kín."]
    packer.send(f"{INBOX}/loi-san/{kept.ref}/bo", form_at=f"{INBOX}/loi-san")
    assert reviews.ready_answers_of(honey.seller_id) == []


def test_ready_answers_are_as_public_as_any_and_have_an_end(owner: Client, stranger: Client, honey: Product) -> None:
    at = f"{INBOX}/loi-san"
    refused = owner.send(at, {"title": "Gọi", "body": "Gọi 0912 345 678"}, form_at=at)
    assert (refused.status_code, "Bỏ số điện thoại" in refused.text) == (422, True)
    for number in range(MOST_READY):
        reviews.keep_ready(honey.seller, title=f"Lời {number}", body="Cảm ơn bạn.")
    db.session.commit()
    full = owner.send(at, {"title": "Thêm", "body": "Cảm ơn."}, form_at=at)
    assert (full.status_code, "Giữ tối đa" in full.text) == (400, True)
    kept = reviews.ready_answers_of(honey.seller_id)[0]
    assert stranger.send(f"{at}/{kept.ref}/bo", form_at=at).status_code == 404
