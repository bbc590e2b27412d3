"""What sample people and the demo shop's sample people write to each other."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from marketplace import messages
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.demo import content
from marketplace.demo.content import Row
from marketplace.messages import Message, Side, Thread, Words
from marketplace.orders.models import Order
from marketplace.reviews import ReportReason

Begin = Callable[[Words], Message]


def add_messages(products: dict[str, Product], people: dict[str, User], owner: User) -> None:
    """Threads about goods and about an order; one of them is reported."""
    shop = products["mat-ong-green-life"].seller_id
    threads = {}
    for row in content.rows("thread", "messages"):
        begin = _about_order(shop, row["of"]) if "of" in row else _about(products[row["product"]], people[row["asker"]])
        if begin:
            threads[row.get("asker")] = _talk(row, begin, owner)
    told = content.table("report", "messages")
    thread = threads[told["asker"]]
    messages.report(thread, side=Side(told["side"]), reason=ReportReason(told["reason"]), note=told["note"])


def _about(product: Product, asker: User) -> Begin:
    return lambda words: messages.write_about_product(product, words, by=asker)


def _about_order(seller_id: int, state: str) -> Begin | None:
    newest = select(Order).where(Order.seller_id == seller_id, Order.state == state).order_by(Order.id.desc())
    order = db.session.scalars(newest.limit(1)).first()
    return (lambda words: messages.write_about_order(order, words, by=None)) if order else None


def _talk(row: Row, begin: Begin, owner: User) -> Thread:
    began_at, thread = now() - timedelta(hours=row["hours_ago"]), None
    for said in row["talk"]:
        with pretending(began_at + timedelta(hours=said["hours"])):
            side, words = Side(said["side"]), Words(said["body"])
            if thread is None:
                thread = begin(words).thread
            else:
                messages.write(thread, words, side=side, by=owner if side == Side.SELLER else thread.buyer)
    if thread is None:
        raise LookupError("a thread has a first message")
    return thread
