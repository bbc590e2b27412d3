"""Complaints, and what becomes of what they are about."""

import pytest
from flask import Flask

from marketplace import audit, reviews
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.reviews import Outcome, ReportReason, SubjectKind
from marketplace.reviews.errors import AlreadyDecided, AlreadyReported, ReasonMissing, ReportNotFound, ReviewNotFound
from marketplace.reviews.moderation import Subject
from marketplace.reviews.report_models import Report
from tests import factories


def complaint(about: Subject, reader: str = "browser:x") -> Report:
    return reviews.report(about, reader=reader, reason=ReportReason.SPAM)


def tallies(product_id: int) -> tuple[int, int]:
    product = db.session.get_one(Product, product_id, populate_existing=True)
    return product.review_count, product.review_points


def test_a_hidden_review_leaves_the_page_and_the_tallies_and_can_come_back(app: Flask) -> None:
    review, operator = factories.review(points=1), factories.user("Vận hành")
    report = complaint(review)
    reviews.hide(report, by=operator, reason="Quảng cáo")
    assert tallies(review.product_id) == (0, 0)
    assert reviews.opinions_on(review.product_id, limit=5).newest == ()
    with pytest.raises(ReviewNotFound):
        reviews.get_shown_review(review.ref)
    assert audit.check(db.session()) == []
    reviews.keep(report, by=operator)
    assert tallies(review.product_id) == (1, 1)
    assert report.outcome == Outcome.KEPT


def test_one_decision_closes_every_complaint_about_the_same_thing(app: Flask) -> None:
    question, operator = factories.question(), factories.user("Vận hành")
    complaint(question, "person:1"), complaint(factories.question(), "person:1")
    reviews.hide(complaint(question, "person:2"), by=operator, reason="Lừa đảo")
    assert reviews.count_reports() == {None: 1, Outcome.KEPT: 0, Outcome.HIDDEN: 1}
    assert [report.subject for report in reviews.reports_with(Outcome.HIDDEN, limit=9)] == [question]


def test_a_reader_complains_once_about_one_thing(app: Flask) -> None:
    review = factories.review()
    complaint(review)
    with pytest.raises(AlreadyReported):
        complaint(review)


def test_hiding_needs_a_reason(app: Flask) -> None:
    with pytest.raises(ReasonMissing):
        reviews.hide(complaint(factories.review()), by=factories.user(), reason=" ")


def test_what_a_colleague_has_decided_is_not_decided_again(app: Flask) -> None:
    operator, report = factories.user(), complaint(factories.review())
    reviews.keep(report, by=operator)
    with pytest.raises(AlreadyDecided):
        reviews.keep(report, by=operator)
    reviews.hide(report, by=operator, reason="Xem lại thì đúng là quảng cáo")
    with pytest.raises(AlreadyDecided):
        reviews.hide(report, by=operator, reason="Quảng cáo")


def test_a_hidden_answer_leaves_its_question_waiting_again(app: Flask) -> None:
    seller, owner = factories.seller(), factories.user("Chủ")
    factories.member(seller, owner)
    question = factories.question(factories.product(seller))
    answer = reviews.answer(question, by=owner, body="Có.")
    reviews.hide(complaint(answer), by=factories.user(), reason="Lộ địa chỉ nhà riêng")
    assert reviews.count_waiting(seller.id) == (1, 0)
    assert reviews.opinions_on(question.product_id, limit=1).asked[0].answers == ()


def test_an_answer_below_a_hidden_question_is_nowhere_to_be_read(app: Flask) -> None:
    question, buyer = factories.question(), factories.user("Lan")
    factories.delivered(question.product, buyer=buyer)
    answer = reviews.answer(question, by=buyer, body="Có.")
    assert reviews.get_subject(SubjectKind.ANSWER, answer.ref) is answer
    reviews.hide(complaint(question), by=buyer, reason="Quảng cáo")
    with pytest.raises(ReportNotFound):
        reviews.get_subject(SubjectKind.ANSWER, answer.ref)


def test_what_was_hidden_and_is_written_anew_waits_for_the_operators_once_more(app: Flask) -> None:
    seller, owner, operator = factories.seller(), factories.user("Chủ"), factories.user("Vận hành")
    factories.member(seller, owner)
    question = factories.question(factories.product(seller))
    answer = reviews.answer(question, by=owner, body="Số nhà 5 ngõ 3.")
    report = complaint(answer)
    reviews.hide(report, by=operator, reason="Lộ địa chỉ nhà riêng")
    assert reviews.answer(question, by=owner, body="Có chị ạ.") is answer
    assert (answer.is_hidden, reviews.count_reports()[None]) == (True, 1)
    waiting = reviews.get_report(report.ref)
    reviews.hide(waiting, by=operator, reason="Vẫn chưa ổn")
    assert (answer.hidden_reason, reviews.count_reports()[None]) == ("Vẫn chưa ổn", 0)
    reviews.answer(question, by=owner, body="Có.")
    reviews.keep(reviews.get_report(report.ref), by=operator)
    assert [told.body for told in reviews.questions_on(question.product_id, limit=1)[0].answers] == ["Có."]


def test_a_hidden_review_that_is_changed_waits_too_and_does_not_count_meanwhile(app: Flask) -> None:
    review, operator = factories.review(), factories.user("Vận hành")
    reviews.hide(complaint(review), by=operator, reason="Chửi bới")
    reviews.revise(review, scores=review.scores, body="Thơm.", tags=())
    assert reviews.count_reports()[None] == 1
    assert tallies(review.product_id) == (0, 0)
    kept = factories.review()
    reviews.keep(complaint(kept), by=operator)
    reviews.revise(kept, scores=kept.scores, body="Thơm.", tags=())
    assert reviews.count_reports()[None] == 1
