"""What members bring for a lot, and what is due to each of them: every sum is split so that its parts add up to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from marketplace import money
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.stock.lot_errors import AmountRefused, DayAhead, DeliveryNotFound, MemberMissing
from marketplace.stock.models import Lot
from marketplace.stock.processing_models import LotDelivery
from marketplace.text import clean_line

HIGHEST_AMOUNT: Final = 1_000_000_000
_AMOUNT: Final = re.compile(r"(?P<whole>\d{1,7})(?:,(?P<part>\d{1,3})|\.(?P<short>\d{1,2}))?", re.ASCII)
"""A point before three digits could be a mark of thousands or of decimals, so that nobody knows."""


@dataclass(frozen=True)
class Delivered:
    """What somebody says of one delivery. `amount` and `price_vnd` as `LotDelivery` keeps them."""

    member: str
    amount: int
    price_vnd: int
    delivered_on: date
    grade: str = ""


@dataclass(frozen=True)
class MemberShare:
    """A delivery, what it is worth at its price, and its part of what the lot has earned so far."""

    delivery: LotDelivery
    worth_vnd: int
    earned_vnd: int


@dataclass(frozen=True)
class Shares:
    """The deliveries of a lot that count; the rows add up to both sums to the dong."""

    rows: list[MemberShare]
    worth_vnd: int
    earned_vnd: int


def deliver(lot: Lot, told: Delivered, *, ref: str, by_id: int) -> LotDelivery:
    """Write down a delivery; a form that is sent twice writes one. Load the lot with `lock=True`.

    Raises MemberMissing, AmountRefused or DayAhead.
    """
    same = _find(lot, ref)
    if same is not None:
        return same
    member = clean_line(told.member, 80)
    if not member:
        raise MemberMissing()
    if not 0 < told.amount <= HIGHEST_AMOUNT:
        raise AmountRefused()
    if told.delivered_on > today():
        raise DayAhead(told.delivered_on)
    details = {"amount": told.amount, "price_vnd": told.price_vnd, "delivered_on": told.delivered_on}
    grade = clean_line(told.grade, 40)
    delivery = LotDelivery(lot_id=lot.id, ref=ref, member=member, grade=grade, by_id=by_id, **details)
    db.session.add(delivery)
    db.session.flush()
    return delivery


def strike(lot: Lot, ref: str, *, by_id: int) -> LotDelivery:
    """Let a delivery that was written down by mistake count no more; it stays to be read. Raises DeliveryNotFound."""
    delivery = _find(lot, ref)
    if delivery is None:
        raise DeliveryNotFound()
    if delivery.counts:
        delivery.struck_at, delivery.struck_by_id = now(), by_id
        db.session.flush()
    return delivery


def deliveries_of(lot: Lot) -> list[LotDelivery]:
    """All deliveries, the struck ones too, the first first."""
    rows = select(LotDelivery).where(LotDelivery.lot_id == lot.id)
    return list(db.session.scalars(rows.order_by(LotDelivery.delivered_on, LotDelivery.id)))


def shares_of(deliveries: Sequence[LotDelivery], earned_vnd: int, *, units_per_price: int) -> Shares:
    """What each delivery is worth, and its part of what the lot earned, by that worth; without prices by the amount.

    `units_per_price` is how many units of an amount its price is for: 1,000 grams, or one piece.
    """
    counting = [delivery for delivery in deliveries if delivery.counts]
    if not counting:
        return Shares([], 0, earned_vnd)
    worths = [delivery.amount * delivery.price_vnd for delivery in counting]
    total = (sum(worths) + units_per_price // 2) // units_per_price
    weights = worths if any(worths) else [delivery.amount for delivery in counting]
    worth, earned = money.allocate(total, weights), money.allocate(earned_vnd, weights)
    return Shares([MemberShare(*row) for row in zip(counting, worth, earned, strict=True)], total, earned_vnd)


def parse_amount(text: str, *, thousandths: bool) -> int:
    """Read 12,5 (kilograms or litres) as 12500 of the smaller unit, or without `thousandths` whole pieces.

    Raises AmountRefused for what could mean two amounts, such as 1.250.
    """
    typed = _AMOUNT.fullmatch(text.strip())
    part = (typed["part"] or typed["short"] or "") if typed else ""
    if typed is None or (part and not thousandths):
        raise AmountRefused()
    amount = int(typed["whole"] + part.ljust(3, "0")) if thousandths else int(typed["whole"])
    if not 0 < amount <= HIGHEST_AMOUNT:
        raise AmountRefused()
    return amount


def _find(lot: Lot, ref: str) -> LotDelivery | None:
    return db.session.scalar(select(LotDelivery).where(LotDelivery.lot_id == lot.id, LotDelivery.ref == ref))
