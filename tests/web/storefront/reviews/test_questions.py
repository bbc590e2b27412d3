"""Questions on the product page: asked by who is signed in, answered by who knows the goods."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.reviews.question_models import Answer, Question
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.work import queued_mails


def page_of(product: Product) -> str:
    return f"/p/{product.slug}/hoi-dap"


def ask(client: Client, product: Product, body: str = "Mật có kết hạt không?") -> TestResponse:
    return client.send(f"/p/{product.slug}/hoi", {"body": body}, form_at=page_of(product))


def answer(client: Client, question: Question, body: str = "Có, ngâm nước ấm là tan.") -> TestResponse:
    path = f"{page_of(question.product)}/{question.ref}/tra-loi"
    return client.send(path, {f"{question.ref}-body": body}, form_at=page_of(question.product))


def test_a_guest_reads_and_is_led_to_sign_in(client: Client, honey: Product) -> None:
    factories.question(honey)
    page = client.get(page_of(honey)).text
    assert "Mật có kết hạt không?" in page
    assert "Đăng nhập để hỏi" in page
    assert client.send(f"/p/{honey.slug}/hoi", {"body": "Còn không?"}).location.startswith("/dang-nhap")
    assert db.session.query(Question).count() == 1


def test_a_question_reaches_the_page_and_the_shops_mailbox(buyer: Client, cast: Cast, honey: Product) -> None:
    cast.seller_a.email = "htx@example.test"
    assert ask(buyer, honey).status_code == 303
    assert "Mật có kết hạt không?" in buyer.get(f"/p/{honey.slug}").text
    (letter,) = queued_mails()
    assert letter.recipient == "htx@example.test"
    assert "/ban-hang/hoi-dap" in letter.body
    assert cast.buyer.email not in letter.body


def test_the_answer_of_an_earlier_buyer_says_so_and_is_mailed(
    buyer: Client, cast: Cast, honey: Product, client_for: Callable[[User], Client]
) -> None:
    ask(buyer, honey)
    question = db.session.query(Question).one()
    neighbour = client_for(cast.neighbour)
    assert answer(neighbour, question).status_code == 403
    factories.delivered(honey, buyer=cast.neighbour)
    assert answer(neighbour, question).status_code == 303
    page = buyer.get(page_of(honey)).text
    assert "Đã mua món này" in page
    assert "Có, ngâm nước ấm là tan." in page
    letters = queued_mails()
    assert [letter.recipient for letter in letters] == [cast.buyer.email]
    assert "Có, ngâm nước ấm là tan." in letters[0].body


def test_only_who_knows_the_goods_sees_the_form(buyer: Client, honey: Product, cast: Cast) -> None:
    factories.question(honey)
    assert "Gửi câu trả lời" not in buyer.get(page_of(honey)).text
    factories.delivered(honey, buyer=cast.buyer)
    assert "Gửi câu trả lời" in buyer.get(page_of(honey)).text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("   ", "Viết vài chữ rồi gửi."),
        ("x" * 501, "nhiều nhất 500 ký tự"),
        ("Gọi mình 0912345678", "Bỏ số điện thoại và e-mail"),
    ],
)
def test_what_cannot_be_asked_stays_in_the_form(buyer: Client, honey: Product, body: str, sentence: str) -> None:
    refused = ask(buyer, honey, body)
    assert refused.status_code in {400, 422}
    assert sentence in refused.text
    assert body.strip() in refused.text
    assert db.session.query(Question).count() == 0


def test_an_answer_belongs_to_a_question_of_that_product(
    buyer: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    question = factories.question(eggs)
    factories.delivered(honey, buyer=cast.buyer)
    path = f"{page_of(honey)}/{question.ref}/tra-loi"
    assert buyer.send(path, {f"{question.ref}-body": "Có."}, form_at=page_of(honey)).status_code == 404
    assert db.session.query(Answer).count() == 0


def test_a_hidden_question_is_gone(buyer: Client, honey: Product) -> None:
    question = factories.question(honey)
    question.hidden_at = question.asked_at
    assert question.body not in buyer.get(page_of(honey)).text
    assert answer(buyer, question).status_code == 404


def test_asking_over_and_over_is_slowed_down(buyer: Client, honey: Product) -> None:
    answers = [ask(buyer, honey, f"Câu thứ {number}?").status_code for number in range(11)]
    assert answers == [303] * 10 + [429]


def test_a_hidden_answer_that_is_written_again_is_not_mailed(buyer: Client, honey: Product, cast: Cast) -> None:
    question = factories.question(honey, by=factories.user("Hỏi"))
    factories.delivered(honey, buyer=cast.buyer)
    answer(buyer, question)
    db.session.scalars(select(Answer)).one().hidden_at = now()
    letters = queued_mails()
    assert answer(buyer, question, "Xem ở trang khác.").status_code == 303
    assert queued_mails() == letters


def test_who_wrote_what_is_hidden_reads_why_and_nobody_else_does(
    buyer: Client, client_for: Callable[[User], Client], cast: Cast, honey: Product
) -> None:
    factories.delivered(honey, buyer=cast.buyer)
    ask(buyer, honey, "Nhà ai ở ngõ 3?")
    question = factories.question(honey)
    answer(buyer, question, "Đừng mua.")
    for hidden in (db.session.query(Answer).one(), db.session.query(Question).filter_by(author_id=cast.buyer.id).one()):
        hidden.hidden_at, hidden.hidden_reason = now(), "Chuyện riêng của người khác"
    page = buyer.get(page_of(honey)).text
    assert page.count("Chuyện riêng của người khác") == 2
    assert "Lời bạn viết đang bị ẩn: “Đừng mua.”" in page
    assert "Chuyện riêng" not in client_for(cast.neighbour).get(page_of(honey)).text
    answer(buyer, question, "Mua được.")
    assert "người vận hành xem lại rồi mới hiện" in buyer.get(page_of(honey)).text
