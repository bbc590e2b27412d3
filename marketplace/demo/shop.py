"""Fills an empty database with the demo shop."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from marketplace.database import db
from marketplace.demo import content
from marketplace.demo.accounts import add_accounts
from marketplace.demo.collections import add_collections
from marketplace.demo.goods import add_product, add_seller
from marketplace.demo.past import Past
from marketplace.demo.questions import add_question, add_report
from marketplace.demo.stamps import add_roll, add_stamp_report
from marketplace.sellers.models import Seller

BUYER_WITH_ACCOUNT = "A"
Progress = Callable[[], None]


def is_filled() -> bool:
    """Whether the demo shop is already there."""
    keys = {row["slug"] for row in content.rows("seller")}
    return db.session.scalar(select(Seller.id).where(Seller.slug.in_(keys)).limit(1)) is not None


def steps() -> int:
    """How many times `fill` reports progress."""
    return len(content.rows("product")) + len(content.rows("review")) + len(content.rows("purchase", "orders"))


def fill(progress: Progress) -> None:
    """Add sellers, goods, people, past orders, reviews and questions: always the same, dated back from today."""
    goods = content.products()
    sellers = {row["key"]: add_seller(row) for row in content.rows("seller")}
    db.session.flush()
    people = add_accounts(sellers)
    products = {}
    for row in goods:
        products[row["slug"]] = add_product(row, sellers[row["seller"]])
        progress()
    add_collections(products)
    past = Past(products.values(), content.rows("buyer", "orders"), people={BUYER_WITH_ACCOUNT: people[0]})
    for row in content.rows("review"):
        past.add_review(row)
        progress()
    for row in content.rows("purchase", "orders"):
        past.add_purchase(row)
        progress()
    for row in content.rows("question"):
        add_question(row, products[row["product"]], {person.phone[-1]: person for person in people if person.phone})
    for row in content.rows("report", "questions"):
        add_report(row)
    for row in content.rows("roll", "stamps"):
        add_roll(row)
    for row in content.rows("report", "stamps"):
        add_stamp_report(row)


def mark(folder: Path) -> None:
    """Leave the mark in the data folder by which every page says that this is a demo shop."""
    (folder / "demo").touch()
