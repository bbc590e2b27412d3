"""Writing a new purchase with all that it holds: one statement for each table."""

import secrets
from collections.abc import Collection, Iterator
from typing import Final

from marketplace.clock import today
from marketplace.database import db, insert_new
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.orders.receiver_models import GiftReceiver

CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def write(purchase: Purchase) -> None:
    """Give a new purchase its code and its orders their numbers, and write them with their lines and events."""
    purchase.code = _new_code()
    while not insert_new([purchase], known_by="token", unless_taken="code"):
        purchase.code = _new_code()
    if receivers := list(_receivers(purchase)):
        insert_new(receivers, known_by="token")
    insert_new(list(_orders(purchase)), known_by="number")
    for several in _by_receiver(purchase):  # each gets the same packs
        insert_new([line for order in several for line in _lines(order)], known_by="variant_id")
    insert_new([event for order in purchase.orders for event in _events(order)], known_by="order_id")
    if purchase.gift_of:
        purchase.gift_of.purchase_id = purchase.id
    db.session.add(purchase)


def _new_code() -> str:
    """Year, month and five letters that nobody misreads; short enough for a bank transfer's memo."""
    return f"{today():%y%m}-{''.join(secrets.choice(CODE_LETTERS) for _ in range(5))}"


def _receivers(purchase: Purchase) -> Iterator[GiftReceiver]:
    """Each once: they may get something of several sellers."""
    for receiver in dict.fromkeys(order.receiver for order in purchase.orders):
        if receiver:
            receiver.purchase_id = purchase.id
            yield receiver


def _by_receiver(purchase: Purchase) -> Collection[list[Order]]:
    found: dict[int | None, list[Order]] = {}
    for order in purchase.orders:
        found.setdefault(order.receiver_id, []).append(order)
    return found.values()


def _orders(purchase: Purchase) -> Iterator[Order]:
    for rank, order in enumerate(purchase.orders, 1):
        order.number, order.purchase_id = f"{purchase.code}-{rank}", purchase.id
        order.receiver_id = order.receiver.id if order.receiver else None
        yield order


def _lines(order: Order) -> Iterator[OrderLine]:
    for line in order.lines:
        line.order_id = order.id
        yield line


def _events(order: Order) -> Iterator[OrderEvent]:
    """The first event of an order, the only one that it can have yet."""
    for event in order.events:
        event.order_id, event.by_id = order.id, event.by.id if event.by else None
        yield event
