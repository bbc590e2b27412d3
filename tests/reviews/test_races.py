"""Two requests at the same moment: the database lets one in."""

from functools import partial

from flask import Flask
from sqlalchemy import func, select

from marketplace import audit, reviews
from marketplace.database import db, transaction
from marketplace.orders.models import OrderLine
from marketplace.reviews import Scores
from marketplace.reviews.models import Review
from tests import factories
from tests.crowd import DONE, all_at_once, tried_at_once

TIMES = 6


def test_a_line_that_is_reviewed_from_two_windows_gets_one_review(committed_app: Flask) -> None:
    with transaction():
        line_id = factories.delivered().lines[0].id

    def write(points: int) -> None:
        line = db.session.get_one(OrderLine, line_id)
        reviews.publish(line, author="Lan N.", scores=Scores(points, points, points), body="")

    outcomes = tried_at_once(committed_app, [partial(write, points) for points in (1, 2, 3, 4, 5, 5)])
    assert outcomes == ["AlreadyReviewed"] * (TIMES - 1) + [DONE]
    assert audit.check(db.session()) == []


def test_reviews_of_one_product_at_the_same_moment_are_all_counted(committed_app: Flask) -> None:
    with transaction():
        honey = factories.product(left=20)
        lines = [factories.delivered(honey).lines[0].id for _ in range(TIMES)]

    def write(line_id: int) -> None:
        reviews.publish(db.session.get_one(OrderLine, line_id), author="Lan N.", scores=Scores(4, 4, 4))

    all_at_once(committed_app, [partial(write, line_id) for line_id in lines])
    assert db.session.scalar(select(func.count(Review.id))) == TIMES
    assert audit.check(db.session()) == []


def test_a_vote_taken_back_twice_counts_once(committed_app: Flask) -> None:
    with transaction():
        review = factories.review()
        ref = review.ref
        for reader in ("browser:one", "browser:two"):
            reviews.find_helpful(review, reader=reader)

    def take_back() -> None:
        reviews.take_back_vote(reviews.get_shown_review(ref), reader="browser:one")

    all_at_once(committed_app, [take_back] * TIMES)
    assert db.session.scalar(select(Review.helpful_count)) == 1
    assert audit.check(db.session()) == []


def test_a_vote_pressed_twice_counts_once(committed_app: Flask) -> None:
    with transaction():
        ref = factories.review().ref

    def vote() -> None:
        reviews.find_helpful(reviews.get_shown_review(ref), reader="browser:one")

    assert tried_at_once(committed_app, [vote] * TIMES) == ["AlreadyHelpful"] * (TIMES - 1) + [DONE]
    assert audit.check(db.session()) == []
