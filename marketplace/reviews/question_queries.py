"""Questions about questions: those of one product, what waits for a shop, and as what somebody may answer."""

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace import gathering
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import OrderState
from marketplace.reviews.errors import QuestionNotFound, ReviewNotFound
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Answer, AnswerRole, Question
from marketplace.reviews.views import AnswerView, QuestionView
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import ShopPermission, roles_with

ANSWER_WITHIN: Final = timedelta(days=2)
"""How soon a shop is to answer a question."""
REPLY_WITHIN: Final = timedelta(days=7)
"""How soon a shop is to reply to a review; later it still may."""


def questions_on(product_id: int, *, limit: int, offset: int = 0) -> list[QuestionView]:
    """A part of a product's questions with every answer, the newest question first."""
    shown = (Question.product_id == product_id) & Question.hidden_at.is_(None)
    found = select(Question).where(shown).options(selectinload(Question.answers))
    newest = found.order_by(Question.asked_at.desc(), Question.id.desc())
    return [_asked(question) for question in db.session.scalars(newest.limit(limit).offset(offset))]


def get_question(slug: str, ref: str, *, lock: bool = False) -> Question:
    """A shown question about this product, with its answers. Raises QuestionNotFound."""
    return _one(_with_product().where(Product.slug == slug, Question.ref == ref, Question.hidden_at.is_(None)), lock)


def get_question_of_seller(seller_id: int, ref: str, *, lock: bool = False) -> Question:
    """A shown question about one of the seller's goods. Raises QuestionNotFound for anybody else's."""
    own = (Product.seller_id == seller_id) & (Question.ref == ref) & Question.hidden_at.is_(None)
    return _one(_with_product().where(own), lock)


def questions_to(seller_id: int, *, answered: bool, limit: int, offset: int = 0) -> list[Question]:
    """A part of the questions about the seller's goods: those that wait, longest first, or those with an answer."""
    return list(db.session.scalars(_questions_to(seller_id, answered).limit(limit).offset(offset)))


def get_review_of_seller(seller_id: int, ref: str, *, lock: bool = False) -> Review:
    """A shown review of one of the seller's goods. Raises ReviewNotFound for anybody else's."""
    own = select(Review).join(Review.product).where(Product.seller_id == seller_id, Review.ref == ref)
    shown = own.where(Review.hidden_at.is_(None)).execution_options(populate_existing=True)
    review = db.session.scalars(shown.with_for_update(of=Review) if lock else shown).first()
    if review is None:
        raise ReviewNotFound()
    return review


def reviews_to(seller_id: int, *, replied: bool, limit: int, offset: int = 0) -> list[Review]:
    """A part of the reviews of the seller's goods with what was bought: without a reply, or with.

    Those that wait and are still in time come first, the most urgent on top; all others go by age, the newest first.
    """
    return list(db.session.scalars(_reviews_to(seller_id, replied).limit(limit).offset(offset)))


def hidden_of(product_id: int, user_id: int | None) -> list[Question | Answer]:
    """What this person asked and answered about the product and operators have hidden: its writer reads why."""
    if user_id is None:
        return []
    asked = select(Question).where(Question.author_id == user_id, Question.hidden_at.is_not(None))
    told = select(Answer).where(Answer.author_id == user_id, Answer.hidden_at.is_not(None)).join(Answer.question)
    about = Question.product_id == product_id
    return [*db.session.scalars(asked.where(about)), *db.session.scalars(told.where(about))]


class WaitingWords(NamedTuple):
    """How many questions and how many reviews wait for the seller's words."""

    questions: int
    reviews: int


def waiting_words(seller_id: int) -> gathering.Question[WaitingWords]:
    """How much waits for the seller's words: one row."""
    questions = _questions_to(seller_id, False).with_only_columns(func.count(Question.id)).order_by(None)
    reviews = _reviews_to(seller_id, False).with_only_columns(func.count(Review.id)).order_by(None)
    counted = select(questions.scalar_subquery().label("questions"), reviews.scalar_subquery().label("reviews"))
    return gathering.Question(counted, WaitingWords)


def count_waiting(seller_id: int) -> WaitingWords:
    """The same, asked for at once."""
    [[counted]] = gathering.gather(waiting_words(seller_id))
    return WaitingWords(*counted)


def _with_product() -> Select[Question]:
    loaded = select(Question).join(Question.product)
    return loaded.options(joinedload(Question.product), selectinload(Question.answers))


def _questions_to(seller_id: int, answered: bool) -> Select[Question]:
    found = _with_product().where(Product.seller_id == seller_id, Question.hidden_at.is_(None))
    if answered:
        return found.where(_is_answered()).order_by(Question.asked_at.desc(), Question.id.desc())
    return found.where(~_is_answered()).order_by(Question.asked_at, Question.id)


def _reviews_to(seller_id: int, replied: bool) -> Select[Review]:
    found = select(Review).join(Review.product).where(Product.seller_id == seller_id, Review.hidden_at.is_(None))
    wanted = found.where(Review.reply != "" if replied else Review.reply == "")
    loaded = wanted.options(joinedload(Review.product), joinedload(Review.line).load_only(OrderLine.pack_vi))
    newest = (Review.written_at.desc(), Review.id.desc())
    if replied:
        return loaded.order_by(*newest)
    in_time = Review.written_at > now() - REPLY_WITHIN
    return loaded.order_by(in_time.desc(), case((in_time, Review.written_at)), *newest)


def _one(statement: Select[Question], lock: bool) -> Question:
    fresh = statement.execution_options(populate_existing=True)
    question = db.session.scalars(fresh.with_for_update(of=Question) if lock else fresh).first()
    if question is None:
        raise QuestionNotFound()
    return question


def _is_answered() -> ColumnElement[bool]:
    return select(Answer.id).where(Answer.question_id == Question.id, Answer.hidden_at.is_(None)).exists()


def _asked(question: Question) -> QuestionView:
    shown = [given for given in question.answers if not given.is_hidden]
    told = [AnswerView(one.ref, one.author, one.role == AnswerRole.SELLER, one.body, one.written_at) for one in shown]
    shop_first = sorted(told, key=lambda one: not one.by_shop)
    return QuestionView(question.ref, question.author, question.body, question.asked_at, tuple(shop_first))


def role_towards(product_id: int, user_id: int | None) -> AnswerRole | None:
    """As what a person may answer questions about the product, if at all; one statement."""
    if user_id is None:
        return None
    sells, bought = db.session.execute(select(_sells(product_id, user_id), _received(product_id, user_id))).one()
    if sells:
        return AnswerRole.SELLER
    return AnswerRole.BUYER if bought else None


def _sells(product_id: int, user_id: int) -> ColumnElement[bool]:
    working = select(SellerMember.user_id).join(Product, Product.seller_id == SellerMember.seller_id)
    speaking = SellerMember.role.in_(sorted(roles_with(ShopPermission.ANSWER_CUSTOMERS)))
    return working.where(Product.id == product_id, SellerMember.user_id == user_id, speaking).exists()


def _received(product_id: int, user_id: int) -> ColumnElement[bool]:
    lines = select(OrderLine.id).join(OrderLine.order).join(Order.purchase)
    mine = (OrderLine.product_id == product_id) & (Purchase.user_id == user_id)
    return lines.where(mine, Order.state == OrderState.DELIVERED).exists()
