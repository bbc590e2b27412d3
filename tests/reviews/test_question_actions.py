"""Questions about goods: who answers them, and what the product page reads."""

import pytest
from flask import Flask
from sqlalchemy import delete

from marketplace import reviews
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.reviews import AnswerRole
from marketplace.reviews.errors import ContactInText, MayNotAnswer, QuestionNotFound, TextMissing, TextTooLong
from marketplace.sellers.models import SellerMember
from tests import factories, people
from tests.people import Cast
from tests.statements import counted


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a, left=20)


def test_a_question_needs_words_that_may_stand_in_public(cast: Cast, honey: Product) -> None:
    for body, refused in (("  ", TextMissing), ("x" * 501, TextTooLong), ("0912 345 678", ContactInText)):
        with pytest.raises(refused):
            reviews.ask(honey, by=cast.buyer, body=body)


def test_the_shop_answers_with_one_voice(cast: Cast, honey: Product) -> None:
    question = factories.question(honey, by=cast.buyer)
    first = reviews.answer(question, by=cast.packer_a, body="Có chị ạ.")
    second = reviews.answer(question, by=cast.owner_a, body="Có, ngâm nước ấm là tan.")
    assert first is second
    assert second.role == AnswerRole.SELLER
    assert [given.body for given in question.answers] == ["Có, ngâm nước ấm là tan."]


def test_an_earlier_buyer_answers_and_a_stranger_does_not(cast: Cast, honey: Product) -> None:
    question = factories.question(honey, by=cast.buyer)
    for stranger in (cast.neighbour, cast.owner_b, cast.operator):
        with pytest.raises(MayNotAnswer):
            reviews.answer(question, by=stranger, body="Có.")
    factories.order(honey, buyer=cast.neighbour)
    with pytest.raises(MayNotAnswer):
        reviews.answer(question, by=cast.neighbour, body="Có.")
    factories.delivered(honey, buyer=cast.neighbour)
    assert reviews.answer(question, by=cast.neighbour, body="Có.").role == AnswerRole.BUYER


def test_the_inbox_holds_the_shops_own_questions_only(cast: Cast, honey: Product) -> None:
    question = factories.question(honey, by=cast.buyer)
    factories.review(honey)
    assert reviews.count_waiting(cast.seller_a.id) == (1, 1)
    assert reviews.count_waiting(cast.seller_b.id) == (0, 0)
    with pytest.raises(QuestionNotFound):
        reviews.get_question_of_seller(cast.seller_b.id, question.ref)
    reviews.answer(question, by=cast.owner_a, body="Có.")
    assert reviews.count_waiting(cast.seller_a.id) == (0, 1)


def test_the_product_page_reads_everything_in_one_statement(cast: Cast, honey: Product) -> None:
    for points in (5, 4, 3):
        factories.review(honey, points=points, tags=["tasty"])
    silent = factories.question(honey, by=cast.buyer, body="Còn hàng không?")
    answered = factories.question(honey, by=cast.buyer, body="Kết hạt không?")
    factories.delivered(honey, buyer=cast.neighbour)
    reviews.answer(answered, by=cast.neighbour, body="Hũ nhà mình có.")
    reviews.answer(answered, by=cast.owner_a, body="Có chị ạ.")
    db.session.flush()
    with counted() as statements:
        found = reviews.opinions_on(honey.id, limit=2)
    assert len(statements) == 1
    assert [opinion.points for opinion in found.newest] == [3, 4]
    assert found.newest[0].tags == ("tasty",)
    assert found.newest[0].pack_vi == "Hũ 500 ml"
    assert found.counts == (1, 1, 1, 0, 0)
    assert [asked.ref for asked in found.asked] == [answered.ref, silent.ref]
    assert [(told.by_shop, told.body) for told in found.asked[0].answers] == [(True, "Có chị ạ.")]
    assert found.asked[0].answers[0].written_at.tzinfo is not None
    assert found.asked_count == 2
    assert hash(found)


def test_a_product_that_nobody_speaks_of_has_no_voices(honey: Product) -> None:
    assert reviews.opinions_on(honey.id, limit=4) == reviews.ReviewSummary()


def test_who_has_left_the_shop_speaks_for_themselves_and_not_for_the_shop(cast: Cast, honey: Product) -> None:
    question = factories.question(honey, by=cast.buyer)
    by_shop = reviews.answer(question, by=cast.packer_a, body="Có chị ạ.")
    factories.delivered(honey, buyer=cast.packer_a)
    db.session.execute(delete(SellerMember).where(SellerMember.user_id == cast.packer_a.id))
    own = reviews.answer(question, by=cast.packer_a, body="Đừng mua ở đây.")
    assert (by_shop.body, own.role) == ("Có chị ạ.", AnswerRole.BUYER)


def test_a_buyer_who_joins_the_shop_answers_for_it_beside_their_own_words(cast: Cast, honey: Product) -> None:
    question = factories.question(honey, by=cast.buyer)
    factories.delivered(honey, buyer=cast.neighbour)
    reviews.answer(question, by=cast.neighbour, body="Hũ nhà mình có.")
    factories.member(cast.seller_a, cast.neighbour)
    reviews.answer(question, by=cast.neighbour, body="Có, ngâm nước ấm là tan.")
    assert [given.role for given in question.answers] == [AnswerRole.BUYER, AnswerRole.SELLER]
