"""Who may judge goods, once for each purchase, and how the product counts it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from marketplace import audit, reviews
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.orders.models import OrderLine
from marketplace.reviews import Scores
from marketplace.reviews.errors import (
    AlreadyHelpful,
    AlreadyReviewed,
    ContactInText,
    EditingOver,
    NotDeliveredYet,
    ScoreOutOfRange,
    TextTooLong,
)
from tests import factories

GOOD = Scores(5, 4, 4)


def publish(line: OrderLine, **values: Any) -> reviews.models.Review:
    return reviews.publish(line, **({"author": "Lan N.", "scores": GOOD, "body": "Thơm."} | values))


def tallies(product_id: int) -> tuple[int, int]:
    product = db.session.get_one(Product, product_id, populate_existing=True)
    return product.review_count, product.review_points


@pytest.mark.parametrize(("headings", "overall"), [((5, 5, 5), 5), ((5, 4, 4), 4), ((5, 5, 4), 5), ((1, 1, 5), 2)])
def test_the_overall_score_is_the_rounded_mean_of_the_headings(headings: tuple[int, int, int], overall: int) -> None:
    assert Scores(*headings).overall == overall


def test_a_review_counts_in_the_products_tallies(app: Flask) -> None:
    line = factories.delivered().lines[0]
    assert publish(line).points == 4
    assert tallies(line.product_id) == (1, 4)
    assert audit.check(db.session()) == []


def test_goods_that_have_not_arrived_cannot_be_judged(app: Flask) -> None:
    with pytest.raises(NotDeliveredYet):
        publish(factories.order().lines[0])


def test_a_line_has_one_review(app: Flask) -> None:
    line = factories.delivered().lines[0]
    publish(line)
    with pytest.raises(AlreadyReviewed):
        publish(line)


def test_a_score_outside_the_scale_is_refused(app: Flask) -> None:
    with pytest.raises(ScoreOutOfRange):
        publish(factories.delivered().lines[0], scores=Scores(6, 5, 5))


def test_at_most_three_quick_words_are_kept_and_unknown_ones_are_not(app: Flask) -> None:
    words = ["tasty", "fresh", "nonsense", "on_time", "buy_again"]
    assert len(publish(factories.delivered().lines[0], tags=words).tags) == 3


def test_a_review_can_be_changed_for_thirty_days(app: Flask) -> None:
    review = publish(factories.delivered().lines[0])
    with pretending(review.written_at + timedelta(days=29)):
        reviews.revise(review, scores=Scores(2, 2, 2), body="Kết hạt.", tags=())
    assert tallies(review.product_id) == (1, 2)
    with pretending(now() + timedelta(days=31)), pytest.raises(EditingOver):
        reviews.revise(review, scores=GOOD, body="", tags=())


@pytest.mark.parametrize(
    "body",
    [
        "Gọi 0912 345 678 nhé",
        "zalo 0912.345.678",
        "09.12.34.56.78",
        "(0912) 345 678",
        "0912–345–678",
        "0912/345/678",
        "0912_345\n678",
        "０９１２３４５６７８",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "024 3825 1234",
        "thư về lan@example.test",
        "lan (at) example.vn",
        "lan @ example . test",
    ],
)
def test_phone_numbers_and_addresses_stay_out_of_public_texts(app: Flask, body: str) -> None:
    with pytest.raises(ContactInText):
        publish(factories.delivered().lines[0], body=body)


@pytest.mark.parametrize(
    "body",
    [
        "Giá 1.000.000 ₫ một thùng",
        "Lô GL-1125, 500 ml, ngày 30/11/2026",
        "Lô 01-12-2026 500 ml, giao 08/12/2026 11 giờ",
        "HSD 08.12.2026 - 08.12.2027",
        "0,5 kg, 08:30",
        "Mua @ chợ. Rẻ hơn",
        "",
    ],
)
def test_prices_lots_and_dates_are_no_phone_numbers(app: Flask, body: str) -> None:
    assert publish(factories.delivered().lines[0], body=body).body == body


def test_a_novel_is_too_long(app: Flask) -> None:
    with pytest.raises(TextTooLong):
        publish(factories.delivered().lines[0], body="dài " * 600)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nguyễn Thị Lan", "Lan N."),
        ("Chị Nguyễn Thị Lan", "Lan N."),
        ("Đỗ Ánh", "Ánh Đ."),
        ("Lan", "Lan"),
        ("Chị Lan", "Lan"),
        ("Jean-Paul Sartre", "Sartre J."),
        ("Lan 0912345678", "Lan"),
        ("0912 345 678", "Khách"),
        ("lan@example.test", "Khách"),
    ],
)
def test_names_are_cut_short(name: str, shown: str) -> None:
    assert reviews.texts.short_name(name) == shown


def test_a_reader_votes_once(app: Flask) -> None:
    review = factories.review()
    reviews.find_helpful(review, reader="person:1")
    reviews.find_helpful(review, reader="browser:x")
    with pytest.raises(AlreadyHelpful):
        reviews.find_helpful(review, reader="person:1")


def test_the_shop_has_one_reply_that_it_can_change(app: Flask) -> None:
    review, owner = factories.review(), factories.user("Chủ")
    reviews.reply(review, by=owner, body="Cảm ơn chị.")
    reviews.reply(review, by=owner, body="Cảm ơn chị nhiều.")
    assert review.reply == "Cảm ơn chị nhiều."
