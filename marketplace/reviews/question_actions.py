"""Questions about goods and their answers. Load the question with `lock=True` before answering."""

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.reviews.errors import MayNotAnswer
from marketplace.reviews.moderation import ask_again
from marketplace.reviews.question_models import LONGEST_ANSWER, LONGEST_QUESTION, Answer, AnswerRole, Question
from marketplace.reviews.question_queries import role_towards
from marketplace.reviews.texts import required_text, short_name


def ask(product: Product, *, by: User, body: str) -> Question:
    """Put a question to the seller and the earlier buyers. Raises TextMissing, TextTooLong or ContactInText."""
    question = Question(
        product_id=product.id,
        asker=by,
        author=short_name(by.name),
        body=required_text(body, limit=LONGEST_QUESTION),
        asked_at=now(),
    )
    question.product = product
    db.session.add(question)
    db.session.flush()
    announce(question)
    return question


def answer(question: Question, *, by: User, body: str) -> Answer:
    """Answer as one of the shop or as an earlier buyer; written again, the answer replaces the first.

    One that operators have hidden is looked at again before it is shown.

    Raises MayNotAnswer for anybody else, TextMissing, TextTooLong or ContactInText.
    """
    role = role_towards(question.product_id, by.id)
    if role is None:
        raise MayNotAnswer()
    text = required_text(body, limit=LONGEST_ANSWER)
    given = next((given for given in question.answers if _is_the_same(given, role, by)), None)
    if given is None:
        given = Answer(author_id=by.id, author=short_name(by.name), role=role)
        question.answers.append(given)
    given.body, given.written_at = text, now()
    ask_again(given)
    db.session.flush()
    announce(given)
    return given


def _is_the_same(given: Answer, role: AnswerRole, by: User) -> bool:
    """The shop has one answer, whoever of its people writes it; everybody else has their own."""
    return given.role == role and (role == AnswerRole.SELLER or given.author_id == by.id)
