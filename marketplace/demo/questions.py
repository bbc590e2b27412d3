"""What sample people asked about the demo shop's goods."""

from datetime import timedelta

from marketplace import reviews
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.demo.content import Row


def add_question(row: Row, product: Product, people: dict[str, User]) -> None:
    """A question and what earlier buyers answered."""
    with pretending(now() - timedelta(days=row["days_ago"])):
        question = reviews.ask(product, by=people[row["asker"]], body=row["body"])
    for answer in row["answers"]:
        with pretending(now() - timedelta(days=answer["days_ago"])):
            reviews.answer(question, by=people[answer["by"]], body=answer["body"])
