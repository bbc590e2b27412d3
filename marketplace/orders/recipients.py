"""Who receives: as checkout tells it when an order is placed."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from sqlalchemy import select

from marketplace.cart import BasketLine, Parcel
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.orders.quotes import Quote
from marketplace.orders.receiver_models import GiftReceiver
from marketplace.text import fold

MOST_RECEIVERS: Final = 100
"""So many are placed in one transaction within a second or two; a larger company sends two files."""


@dataclass(frozen=True)
class Recipient:
    """Who receives and where. `phone` in E.164; codes of the two-level address in force since July 2025.

    `card_text` is a card of their own, where one file names many receivers.
    """

    name: str
    phone: str
    province_code: str
    commune_code: str
    street: str
    email: str | None = None
    old_address: str = ""
    note: str = ""
    card_text: str = field(default="", compare=False)


def joined(quotes: Sequence[Quote]) -> Quote:
    """The prices at several places as one; a basket that goes to one place only is as it was."""
    return quotes[0] if len(quotes) == 1 else Quote(tuple(chain.from_iterable(each.parcels for each in quotes)))


def assign(purchase: Purchase, receivers: Sequence[Recipient]) -> None:
    """Say of each order of a new purchase whom it is for: they stand in it one receiver after the other."""
    kept = [_kept(each) for each in receivers]
    each_gets = len(purchase.orders) // max(len(kept), 1)
    for order, receiver in zip(purchase.orders, (one for one in kept for _ in range(each_gets)), strict=bool(kept)):
        order.receiver = receiver


def receivers_in(purchase: Purchase) -> list[GiftReceiver]:
    """The receivers that a purchase names, each once, in the order of the file."""
    found = select(GiftReceiver).where(GiftReceiver.purchase_id == purchase.id).order_by(GiftReceiver.id)
    return list(db.session.scalars(found)) if purchase.is_gift else []


def too_few(parcels: Iterable[Parcel], count: int) -> list[BasketLine]:
    """What there is not enough of for so many receivers."""
    return [line for parcel in parcels for line in parcel.lines if line.left < line.quantity * count]


def _kept(told: Recipient) -> GiftReceiver:
    return GiftReceiver(
        token=secrets.token_urlsafe(24),
        recipient_name=told.name,
        recipient_folded=fold(told.name)[:120],
        phone=told.phone,
        province_code=told.province_code,
        commune_code=told.commune_code,
        street=told.street,
        note=told.note,
        card_text=told.card_text,
    )
