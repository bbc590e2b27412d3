"""What sample people asked about the demo shop's goods, and what one of them complained of."""

from datetime import timedelta

from sqlalchemy import select

from marketplace import reviews
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.demo.content import Row
from marketplace.demo.past import by_day
from marketplace.reviews.models import Review
from marketplace.sellers.models import Seller


def add_question(row: Row, product: Product, people: dict[str, User]) -> None:
    """A question and what earlier buyers answered."""
    with pretending(by_day(now() - timedelta(days=row["days_ago"]))):
        question = reviews.ask(product, by=people[row["asker"]], body=row["body"])
    for answer in row["answers"]:
        with pretending(by_day(now() - timedelta(days=answer["days_ago"]))):
            reviews.answer(question, by=people[answer["by"]], body=answer["body"])


def add_report(row: Row) -> None:
    """A reader's complaint about a review, for the operators to look at."""
    review = db.session.scalars(select(Review).where(Review.author == row["author"])).one()
    reviews.report(review, reader="browser:demo", reason=reviews.ReportReason(row["reason"]), note=row["note"])


def add_ready_answers(seller: Seller) -> None:
    """What the demo shop's people keep ready."""
    body = "Bạn để nơi khô, mát, tránh nắng; mở rồi thì đậy kín. Hạn dùng ghi trên nhãn từng lô."
    reviews.keep_ready(seller, title="Cách cất giữ", body=body)
    reviews.keep_ready(
        seller, title="Cảm ơn", body="Cảm ơn bạn đã mua và viết mấy lời. Cần gì cứ hỏi, nhà làm trả lời."
    )
