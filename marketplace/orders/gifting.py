"""Giving what is ordered to somebody: what the buyer wishes, the boxes of the shops, and whether it can be paid so."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from marketplace import stock
from marketplace.cart import BasketLine, Parcel
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.orders.errors import GiftBoxGone, OrderNotFound
from marketplace.orders.gift_models import Gift
from marketplace.orders.models import Purchase
from marketplace.orders.queries import code_of, one_purchase
from marketplace.orders.quotes import Quote
from marketplace.orders.receiver_models import GiftReceiver


@dataclass(frozen=True)
class GiftWish:
    """What a buyer wishes for a gift. `phone` is the buyer's own, in E.164; `boxes` are the slugs of the shops whose
    box is wanted.
    """

    phone: str
    sender_name: str
    card_text: str = ""
    hides_prices: bool = True
    wished_on: date | None = None
    boxes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GiftBox:
    """The box that a shop offers, and how many are left."""

    variant: Variant
    left: int


def boxes_for(parcels: Sequence[Parcel]) -> dict[str, GiftBox]:
    """The boxes that can go with these parcels, by the slugs of their shops: one statement, none where no shop has one.

    What is still to be harvested travels as it is, without a box.
    """
    offering = {parcel.seller.id: parcel.seller.slug for parcel in parcels if _takes_box(parcel)}
    if not offering:
        return {}
    found = select(Variant, stock.left()).join(Variant.product).options(contains_eager(Variant.product))
    wanted = found.where(Product.is_gift_box, Product.seller_id.in_(offering))
    return {offering[box.product.seller_id]: GiftBox(box, left) for box, left in db.session.execute(wanted)}


def with_boxes(parcels: Sequence[Parcel], boxes: Collection[str], *, strict: bool = True) -> list[Parcel]:
    """The parcels with a box in each whose shop is among `boxes`, as one more line that is paid like any other.

    Raises GiftBoxGone where one is not there any more; unless `strict`, it is then left out.
    """
    if not boxes:
        return list(parcels)
    offered = boxes_for(parcels)
    lacking = [slug for slug in boxes if slug not in offered or not offered[slug].left]
    if strict and lacking:
        raise GiftBoxGone()
    return [
        _boxed(parcel, offered.get(parcel.seller.slug) if parcel.seller.slug in boxes else None) for parcel in parcels
    ]


def _takes_box(parcel: Parcel) -> bool:
    return parcel.seller.offers_gift_box and not parcel.harvest


def _boxed(parcel: Parcel, box: GiftBox | None) -> Parcel:
    if box is None or not box.left or not _takes_box(parcel):
        return parcel
    return replace(parcel, lines=(*parcel.lines, BasketLine(box.variant, 1, box.left, None)))


def wrap(purchase: Purchase, wish: GiftWish, quoted: Quote) -> None:
    """Make a new purchase, priced by `quoted`, a gift; what is wished for a day is sent for it."""
    purchase.is_gift = True
    purchase.gift = Gift(
        token=secrets.token_urlsafe(24),
        phone=wish.phone,
        sender_name=wish.sender_name,
        card_text=wish.card_text,
        hides_prices=wish.hides_prices,
        wished_on=wish.wished_on,
    )
    for order, parcel in zip(purchase.orders, quoted.parcels, strict=True):
        order.ships_from_on = parcel.sent_on if wish.wished_on else order.ships_from_on


def get_gift(token: str) -> Purchase:
    """The gift behind the receiver's link, complete. Raises OrderNotFound."""
    theirs = select(GiftReceiver.purchase_id).where(GiftReceiver.token == token)
    return one_purchase(or_(Purchase.gift.has(Gift.token == token), Purchase.id.in_(theirs)))


def find_gift_token(code: str, phone: str) -> str:
    """The receiver's link, for whoever knows the code of the order and the number it goes to. Raises OrderNotFound."""
    of_code = Purchase.code == code_of(code)
    to_many = select(GiftReceiver.token).join(Purchase, Purchase.id == GiftReceiver.purchase_id)
    to_one = select(Gift.token).join(Gift.purchase).where(of_code, Purchase.phone == phone)
    token = db.session.scalar(to_many.where(of_code, GiftReceiver.phone == phone).limit(1)) or db.session.scalar(to_one)
    if token is None:
        raise OrderNotFound()
    return token
