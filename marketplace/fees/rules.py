"""Which rules count for a sale. All of them are kept in memory, so that a sale asks nothing of the database for them.

A rule begins on the day after it was written at the earliest and ends with a day that is not over, and what is kept is
read anew on each day: so no sale misses one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from marketplace.clock import now, to_local, today
from marketplace.database import db
from marketplace.fees.models import FeeRule
from marketplace.fees.terms import FeeKind, Part, Terms
from marketplace.sellers.models import COMMISSION_BP

KEPT_FOR: Final = timedelta(minutes=10)


class Paid(Protocol):
    """Who is paid: the kind decides the taxes, the percentage is agreed with each."""

    @property
    def id(self) -> int | None:
        """The shop's row; None for one that is still to come."""

    @property
    def kind(self) -> str:
        """The legal kind."""

    @property
    def commission_bp(self) -> int:
        """The commission."""


@dataclass(frozen=True)
class Kept:
    """A rule as it is kept in memory."""

    number: int
    part: Part
    category: str | None
    seller_id: int | None
    product_id: int | None
    method: str | None
    first_day: date
    last_day: date

    @property
    def is_agreed(self) -> bool:
        """Whether it is about one shop or one product."""
        return self.seller_id is not None or self.product_id is not None

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, date, int]:
        """The most specific first: the product, then the seller, the category, the way of paying; then the newest."""
        named = (self.product_id, self.seller_id, self.category, self.method)
        return *(value is not None for value in named), self.first_day, self.number  # type: ignore[return-value]

    def counts(self, day: date, **sale: object) -> bool:
        """Whether it is about this sale."""
        named = (getattr(self, name) for name in sale)
        return self.first_day <= day <= self.last_day and all(
            mine is None or mine == its for mine, its in zip(named, sale.values(), strict=True)
        )


_kept: WeakKeyDictionary[Engine, tuple[datetime, tuple[Kept, ...]]] = WeakKeyDictionary()


def terms_for(
    seller: Paid,
    *,
    category: str | None,
    product_id: int | None,
    method: str | None,
    day: date | None = None,
    trying: Sequence[FeeRule] = (),
) -> Terms:
    """The fees of a sale on a day (today); `trying` are rules that nobody has written yet.

    Where the way of paying is not known yet, the dearest of its fees counts, so that nobody gets less than was said.
    """
    sale = {"category": category, "seller_id": seller.id, "product_id": product_id}
    rules = (*_rules(), *map(_keep, trying))
    counting = [rule for rule in rules if rule.counts(day or today(), **sale)]
    parts = (
        _commission(seller, _of(counting, FeeKind.COMMISSION)),
        _payment(_of(counting, FeeKind.PAYMENT), method),
        _best(_of(counting, FeeKind.FIXED)),
    )
    return Terms(tuple(part for part in parts if part))


def forget_rules() -> None:
    """Read the rules afresh next time: somebody changed them."""
    _kept.pop(db.engine, None)


def _of(rules: Iterable[Kept], kind: FeeKind) -> list[Kept]:
    return [rule for rule in rules if rule.part.kind == kind]


def _best(rules: list[Kept]) -> Part | None:
    return max(rules, key=lambda rule: rule.rank).part if rules else None


def _commission(seller: Paid, rules: list[Kept]) -> Part:
    """A percentage that was agreed with the shop stands before every rule that names neither the shop nor a product."""
    agreed = [rule for rule in rules if rule.is_agreed]
    counting = agreed if seller.commission_bp != COMMISSION_BP else rules
    return _best(counting) or Part(FeeKind.COMMISSION, seller.commission_bp)


def _payment(rules: list[Kept], method: str | None) -> Part | None:
    if method is not None:
        return _best([rule for rule in rules if rule.method in (None, method)])
    each = [_best([rule for rule in rules if rule.method in (None, way)]) for way in {rule.method for rule in rules}]
    found = [part for part in each if part]
    return max(found, key=lambda part: (part.basis_points, part.least_vnd or 0), default=None)


def _rules() -> tuple[Kept, ...]:
    read_at, rules = _kept.get(db.engine, (None, ()))
    instant = now()
    if read_at is None or abs(instant - read_at) > KEPT_FOR or to_local(read_at).date() != to_local(instant).date():
        rules = tuple(map(_keep, db.session.scalars(select(FeeRule))))
        _kept[db.engine] = instant, rules
    return rules


def _keep(rule: FeeRule) -> Kept:
    named = (rule.category, rule.seller_id, rule.product_id, rule.method)
    return Kept(rule.id or 1 << 62, rule.part, *named, rule.first_day, rule.last_day or date.max)
