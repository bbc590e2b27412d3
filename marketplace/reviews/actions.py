"""What buyers, sellers and readers do with reviews. Load what is changed with `lock=True` first."""

from collections.abc import Iterable

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, violates
from marketplace.orders.models import OrderLine
from marketplace.orders.states import OrderState
from marketplace.reviews.errors import AlreadyHelpful, AlreadyReviewed, EditingOver, NotDeliveredYet, ScoreOutOfRange
from marketplace.reviews.models import HIGHEST, LOWEST, Review, ReviewVote, Scores, Tag
from marketplace.reviews.moderation import ask_again
from marketplace.reviews.rating_totals import recount
from marketplace.reviews.texts import LONGEST_REPLY, LONGEST_REVIEW, public_text, required_text, short_name

MOST_TAGS = 3


def publish(
    line: OrderLine,
    *,
    author: str,
    scores: Scores,
    body: str = "",
    tags: Iterable[str] = (),
    author_id: int | None = None,
) -> Review:
    """Add the opinion on a received order line, and count it in the product's tallies. `author` is shown as it is.

    Raises NotDeliveredYet, ScoreOutOfRange, TextTooLong, ContactInText, and AlreadyReviewed when the line has one.
    """
    if line.order.state != OrderState.DELIVERED:
        raise NotDeliveredYet()
    review = Review(product_id=line.product_id, order_line_id=line.id, author=author, author_id=author_id)
    review.written_at = now()
    _fill_in(review, scores, body, tags)
    db.session.add(review)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, "uq_reviews_order_line_id", "reviews.order_line_id"):
            raise AlreadyReviewed() from error
        raise
    recount(review.product_id)
    return review


def revise(review: Review, *, scores: Scores, body: str, tags: Iterable[str]) -> None:
    """Change a review in its first 30 days; a hidden one is looked at again before it is shown.

    Raises EditingOver and, about what is written, the same as `publish`.
    """
    if not review.is_editable:
        raise EditingOver()
    _fill_in(review, scores, body, tags)
    review.edited_at = now()
    ask_again(review)
    db.session.flush()
    recount(review.product_id)


def reply(review: Review, *, by: User, body: str) -> None:
    """The shop's one reply below a review; written again, it replaces the first.

    Raises TextMissing, TextTooLong or ContactInText.
    """
    review.reply = required_text(body, limit=LONGEST_REPLY)
    review.replied_at, review.replied_by_id = now(), by.id


def find_helpful(review: Review, *, reader: str) -> None:
    """Count one reader's vote. Raises AlreadyHelpful; the transaction must then be given up."""
    db.session.add(ReviewVote(review_id=review.id, reader=reader))
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, "pk_review_votes", "review_votes.review_id", "review_votes.reader"):
            raise AlreadyHelpful() from error
        raise
    _tally(review, 1)


def take_back_vote(review: Review, *, reader: str) -> None:
    """One reader no longer finds the review helpful; without a vote nothing changes."""
    votes = delete(ReviewVote).where(ReviewVote.review_id == review.id, ReviewVote.reader == reader)
    _tally(review, -len(db.session.scalars(votes.returning(ReviewVote.reader)).all()))


def _tally(review: Review, votes: int) -> None:
    """Added by the database, so that votes of the same moment all count."""
    more = update(Review).where(Review.id == review.id).values(helpful_count=Review.helpful_count + votes)
    db.session.execute(more, execution_options={"synchronize_session": False})


def shown_author(line: OrderLine, owner: User | None) -> str:
    """How the writer of a line's review is called: by the account's name, else by the buyer's, cut short."""
    return short_name(owner.name if owner else line.order.purchase.buyer_name)


def _fill_in(review: Review, scores: Scores, body: str, tags: Iterable[str]) -> None:
    headings = (scores.quality, scores.look, scores.as_described)
    if not all(LOWEST <= score <= HIGHEST for score in headings):
        raise ScoreOutOfRange()
    review.body = public_text(body, limit=LONGEST_REVIEW)
    review.quality, review.look, review.as_described = headings
    review.points = scores.overall
    review.tags = [str(tag) for tag in Tag if tag in set(tags)][:MOST_TAGS]
