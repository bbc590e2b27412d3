"""Operators keep or hide what readers complained of."""

import pytest
from werkzeug.test import TestResponse

from marketplace import reviews
from marketplace.database import db
from marketplace.reviews import ReportReason
from marketplace.reviews.models import Review
from marketplace.reviews.report_models import Report
from tests import factories, people
from tests.client import Client
from tests.people import Cast

LIST = "/van-hanh/danh-gia"


@pytest.fixture
def report(cast: Cast) -> Report:
    """A complaint about a review of Green Life's honey."""
    review = factories.review(factories.product(cast.seller_a), points=1, body="Mua ở chỗ tôi rẻ hơn.")
    return reviews.report(review, reader="browser:x", reason=ReportReason.SPAM, note="Quảng cáo chỗ khác")


def hide(operator: Client, report: Report, reason: str = "Quảng cáo") -> TestResponse:
    path = f"{LIST}/{report.ref}"
    return operator.send(f"{path}/an", {"reason": reason}, form_at=path)


def test_the_complaint_stands_beside_what_it_is_about(operator: Client, report: Report) -> None:
    assert 'Lời báo<span class="k">1</span>' in operator.get(LIST).text
    page = operator.get(f"{LIST}/{report.ref}").text
    assert "Mua ở chỗ tôi rẻ hơn." in page
    assert "Quảng cáo chỗ khác" in page


def test_hiding_takes_it_off_the_page_and_its_writer_reads_why(operator: Client, report: Report) -> None:
    review = db.session.get_one(Review, report.review_id)
    slug, token = review.product.slug, review.line.order.purchase.token
    assert hide(operator, report).location == LIST
    assert "Mua ở chỗ tôi rẻ hơn." not in operator.get(f"/p/{slug}").text
    ref = next(iter(reviews.chances([review.line.order.purchase]).values())).ref
    page = operator.get(f"/don/{token}/danh-gia/{ref}").text
    assert "Đánh giá này đang bị ẩn." in page
    assert "Quảng cáo" in page
    page = operator.get(f"{LIST}/{report.ref}?xem=da-an").text
    operator.send(f"{LIST}/{report.ref}/giu", form_at=f"{LIST}/{report.ref}")
    assert "Mua ở chỗ tôi rẻ hơn." in operator.get(f"/p/{slug}").text


def test_hiding_needs_a_reason(operator: Client, report: Report) -> None:
    answer = hide(operator, report, " ")
    assert answer.status_code == 422
    assert "Viết lý do ẩn trong vài chữ." in answer.text
    assert db.session.get_one(Report, report.id).is_open


def test_after_a_decision_the_next_complaint_opens(operator: Client, report: Report) -> None:
    following = reviews.report(factories.question(), reader="browser:y", reason=ReportReason.OTHER)
    answer = operator.send(f"{LIST}/{report.ref}/giu", form_at=LIST)
    assert answer.location == f"{LIST}/{following.ref}"


def test_what_a_colleague_has_hidden_is_shown_as_it_is_now(operator: Client, cast: Cast, report: Report) -> None:
    token = operator.token(f"{LIST}/{report.ref}")
    reviews.hide(report, by=cast.operator, reason="Quảng cáo")
    answer = operator.post(f"{LIST}/{report.ref}/an", data={"csrf_token": token, "reason": "Cũng vậy"})
    assert answer.status_code == 409
    assert "Hiện lại" in answer.text


def test_nobody_else_decides(client: Client, cast: Cast, report: Report) -> None:
    owner = people.signed_in(client, cast.owner_a)
    assert owner.get(LIST).status_code == 404
    for step in ("giu", "an"):
        assert owner.send(f"{LIST}/{report.ref}/{step}", {"reason": "x"}).status_code == 404
    assert db.session.get_one(Report, report.id).is_open


def test_a_complaint_that_does_not_exist_is_not_found(operator: Client, cast: Cast) -> None:
    assert operator.get(f"{LIST}/khong-co").status_code == 404
    assert operator.send(f"{LIST}/khong-co/giu", form_at=LIST).status_code == 404


def test_what_its_writer_has_changed_comes_back_to_the_list(operator: Client, client: Client, report: Report) -> None:
    review = db.session.get_one(Review, report.review_id)
    hide(operator, report)
    reviews.revise(review, scores=review.scores, body="Xin lỗi, viết lại.", tags=())
    page = operator.get(f"{LIST}/{report.ref}").text
    assert "Người viết đã sửa lời và chờ xem lại." in page
    assert "Hiện lại" in page
    assert hide(operator, report, "Vẫn là quảng cáo").location == LIST
    assert "Vẫn là quảng cáo" in operator.get(f"{LIST}/{report.ref}").text
