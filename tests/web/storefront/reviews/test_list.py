"""All reviews of a product: narrowed, sorted, voted for and complained about."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.reviews.models import Review
from marketplace.reviews.report_models import Report
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.shopper import Fields
from tests.statements import counted


@pytest.fixture
def judged(honey: Product) -> Product:
    """A product with three reviews: five points with words, three without, and one point."""
    factories.lot(honey.variants[0], 50)
    factories.review(honey, points=5, body="Ngon tuyệt.")
    factories.review(honey, points=3, body="")
    factories.review(honey, points=1, body="Kết hạt.")
    return honey


def list_of(client: Client, product: Product, query: str = "") -> str:
    return client.get(f"/p/{product.slug}/danh-gia{query}").text


def test_the_newest_comes_first_and_filters_narrow(client: Client, judged: Product) -> None:
    page = list_of(client, judged)
    assert page.index("Kết hạt.") < page.index("Ngon tuyệt.")
    assert "Kết hạt." not in list_of(client, judged, "?diem=5")
    assert list_of(client, judged, "?chu=1").count('class="rv') == 2
    assert "Không có đánh giá nào như vậy." in list_of(client, judged, "?diem=2")


@pytest.mark.parametrize("query", ["?diem=9", "?diem=abc", "?trang=-1", "?trang=1e9", "?xep=x&anh=%00", "?trang=99"])
def test_an_address_that_says_nonsense_shows_a_list(client: Client, judged: Product, query: str) -> None:
    assert client.get(f"/p/{judged.slug}/danh-gia{query}").status_code == 200


def test_the_list_costs_the_same_for_one_and_many(client: Client, judged: Product) -> None:
    list_of(client, judged)
    with counted() as few:
        list_of(client, judged)
    for _ in range(4):
        factories.review(judged)
    list_of(client, judged)
    with counted() as many:
        list_of(client, judged)
    assert len(many) <= len(few) + 1  # the scores are counted from five reviews on


def test_the_average_appears_from_five_reviews(client: Client, judged: Product) -> None:
    assert "Chưa đủ 5 đánh giá" in list_of(client, judged)
    factories.review(judged), factories.review(judged)
    assert "3,8" in list_of(client, judged)


def test_a_browser_finds_a_review_helpful_once(client: Client, judged: Product) -> None:
    review = db.session.query(Review).filter_by(points=5).one()
    for sentence in ("Đã ghi là hữu ích.", "Bạn đã bấm hữu ích cho đánh giá này rồi."):
        here = f"/p/{judged.slug}/danh-gia"
        answer = client.send(f"/danh-gia/{review.ref}/huu-ich", {"next": here}, form_at=here)
        assert answer.status_code == 303
        assert sentence in client.get(answer.location).text
    assert db.session.get_one(Review, review.id).helpful_count == 1
    helpful = list_of(client, judged, "?xep=huu-ich")
    assert helpful.index("Ngon tuyệt.") < helpful.index("Kết hạt.")
    assert "1 người thấy hữu ích" in helpful


def test_a_vote_is_taken_back_at_a_press_and_can_be_given_again(client: Client, judged: Product) -> None:
    review = db.session.query(Review).filter_by(points=5).one()
    here, vote = f"/p/{judged.slug}/danh-gia", f"/danh-gia/{review.ref}/huu-ich"
    voted = client.get(client.send(vote, {"next": here}, form_at=here).location).text
    undo = Fields(voted, f"{vote}/bo").found
    for _ in range(2):
        answer = client.post(f"{vote}/bo", data=undo)
        assert answer.location == here
        assert "Đã bỏ phiếu hữu ích" in client.get(here).text
        assert db.session.get_one(Review, review.id).helpful_count == 0
    assert "Đã ghi là hữu ích." in client.get(client.send(vote, {"next": here}, form_at=here).location).text
    assert db.session.get_one(Review, review.id).helpful_count == 1


def test_fresh_cookies_from_one_address_are_one_vote_and_one_complaint(
    app: Flask, cast: Cast, judged: Product, client_for: Callable[[User], Client]
) -> None:
    review = db.session.query(Review).filter_by(points=5).one()
    here = f"/p/{judged.slug}/danh-gia"
    said = []
    for number in range(3):
        fresh = app.test_client()
        fresh.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number}"
        said.append(fresh.get(fresh.send(f"/danh-gia/{review.ref}/huu-ich", {"next": here}).location).text)
        fresh.send(f"/bao/danh-gia/{review.ref}", {"reason": "spam"})
        if number:
            fresh.send(f"/danh-gia/{review.ref}/huu-ich/bo", {"next": here})
    assert "Đã ghi là hữu ích." in said[0]
    assert "Từ mạng của bạn đã có một phiếu." in said[1]
    assert db.session.get_one(Review, review.id).helpful_count == 1
    assert db.session.query(Report).count() == 1
    client_for(cast.buyer).send(f"/danh-gia/{review.ref}/huu-ich", {"next": here})
    assert db.session.get_one(Review, review.id).helpful_count == 2


def test_a_complaint_needs_a_reason_and_reaches_the_operators_once(
    client: Client, judged: Product, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    review = db.session.query(Review).filter_by(points=1).one()
    path = f"/bao/danh-gia/{review.ref}"
    assert "Kết hạt." in client.get(path).text
    for reason in ("", "khac"):
        answer = client.send(path, {"reason": reason}, form_at=path)
        assert answer.status_code == 422
        assert "Chọn một trong các mục có sẵn." in answer.text
    for sentence in ("Đã báo.", "Bạn đã báo nội dung này rồi."):
        answer = client.send(path, {"reason": "spam", "note": "Chê bậy"}, form_at=path)
        assert sentence in client.get(answer.location).text
    assert db.session.query(Report).count() == 1
    assert "Kết hạt." in client_for(cast.operator).get("/van-hanh/danh-gia").text


@pytest.mark.parametrize("path", ["/bao/danh-gia/khong-co", "/bao/mon-hang/x", "/bao/cau-hoi/%00", "/bao/tra-loi/x"])
def test_what_is_not_there_cannot_be_complained_about(client: Client, cast: Cast, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.send(path, {"reason": "spam"}).status_code == 404


def test_a_review_that_is_not_there_gets_no_vote(client: Client, cast: Cast) -> None:
    assert client.send("/danh-gia/khong-co/huu-ich").status_code == 404


def test_a_product_that_is_not_on_sale_shows_no_reviews(client: Client, judged: Product) -> None:
    judged.is_listed = False
    assert client.get(f"/p/{judged.slug}/danh-gia").status_code == 404
