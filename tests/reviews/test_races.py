"""Two requests at the same moment: the database lets one in."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from marketplace import audit, reviews
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.orders.models import OrderLine
from marketplace.reviews import Scores
from marketplace.reviews.models import Review
from tests import factories

TIMES = 6


def test_a_line_that_is_reviewed_from_two_windows_gets_one_review(committed_app: Flask) -> None:
    with transaction():
        line_id = factories.delivered().lines[0].id
    start = Barrier(TIMES)

    def write(points: int) -> str:
        with committed_app.app_context():
            start.wait()
            try:
                with transaction():
                    line = db.session.get_one(OrderLine, line_id)
                    reviews.publish(line, author="Lan N.", scores=Scores(points, points, points), body="")
            except DomainError as error:
                return type(error).__name__
            return "written"

    with ThreadPoolExecutor(TIMES) as pool:
        outcomes = sorted(pool.map(write, (1, 2, 3, 4, 5, 5)))
    assert outcomes == ["AlreadyReviewed"] * (TIMES - 1) + ["written"]
    assert audit.check(db.session()) == []


def test_reviews_of_one_product_at_the_same_moment_are_all_counted(committed_app: Flask) -> None:
    with transaction():
        honey = factories.product(left=20)
        lines = [factories.delivered(honey).lines[0].id for _ in range(TIMES)]
    start = Barrier(TIMES)

    def write(line_id: int) -> None:
        with committed_app.app_context():
            start.wait()
            with transaction():
                line = db.session.get_one(OrderLine, line_id)
                reviews.publish(line, author="Lan N.", scores=Scores(4, 4, 4))

    with ThreadPoolExecutor(TIMES) as pool:
        list(pool.map(write, lines))
    assert db.session.scalar(select(func.count(Review.id))) == TIMES
    assert audit.check(db.session()) == []


def test_a_vote_taken_back_twice_counts_once(committed_app: Flask) -> None:
    with transaction():
        review = factories.review()
        ref = review.ref
        for reader in ("browser:one", "browser:two"):
            reviews.find_helpful(review, reader=reader)
    start = Barrier(TIMES)

    def take_back(_number: int) -> None:
        with committed_app.app_context():
            start.wait()
            with transaction():
                reviews.take_back_vote(reviews.get_shown_review(ref), reader="browser:one")

    with ThreadPoolExecutor(TIMES) as pool:
        list(pool.map(take_back, range(TIMES)))
    assert db.session.scalar(select(Review.helpful_count)) == 1
    assert audit.check(db.session()) == []


def test_a_vote_pressed_twice_counts_once(committed_app: Flask) -> None:
    with transaction():
        ref = factories.review().ref
    start = Barrier(TIMES)

    def vote(_number: int) -> str:
        with committed_app.app_context():
            start.wait()
            try:
                with transaction():
                    reviews.find_helpful(reviews.get_shown_review(ref), reader="browser:one")
            except DomainError as error:
                return type(error).__name__
            return "counted"

    with ThreadPoolExecutor(TIMES) as pool:
        assert sorted(pool.map(vote, range(TIMES))) == ["AlreadyHelpful"] * (TIMES - 1) + ["counted"]
    assert audit.check(db.session()) == []
