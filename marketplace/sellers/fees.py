"""What a sale leaves a seller: the price less the market's commission and the taxes that the law makes it hold back.

The one place that says so; everything that tells a seller a net amount asks here. Rates of tax are dated data with
their legal basis (data/withholding.toml).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, SQLColumnExpression, case

from marketplace.clock import end_of_day, start_of_day, today
from marketplace.money import share
from marketplace.sellers.models import Seller, SellerKind


class Tax(StrEnum):
    """What is held back for the state."""

    VAT = "vat"
    PERSONAL_INCOME = "pit"


@dataclass(frozen=True)
class Rule:
    """So many basis points of the price are held back from sellers of these kinds, from and until a day."""

    tax: Tax
    basis_points: int
    kinds: frozenset[SellerKind]
    legal_basis: str
    first_day: date
    last_day: date

    def holds(self, kind: SellerKind, day: date) -> bool:
        """Whether it counts for a sale of that day."""
        return kind in self.kinds and self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Net:
    """A price, what is taken from it and what is left, in dong. `taxes` are the rules with their amounts."""

    price_vnd: int
    commission_bp: int
    commission_vnd: int
    taxes: tuple[tuple[Rule, int], ...]

    @property
    def withheld_vnd(self) -> int:
        """All taxes held back."""
        return sum(amount for _, amount in self.taxes)

    @property
    def withheld_bp(self) -> int:
        """Their rate together."""
        return sum(rule.basis_points for rule, _ in self.taxes)

    @property
    def net_vnd(self) -> int:
        """What the seller receives."""
        return self.price_vnd - self.commission_vnd - self.withheld_vnd


class Taxed(Protocol):
    """Who is paid: the kind decides the taxes, the rate of the commission is agreed with each."""

    @property
    def kind(self) -> SellerKind:
        """The legal kind."""

    @property
    def commission_bp(self) -> int:
        """The commission."""


def _load() -> Iterator[Rule]:
    file = Path(__file__).with_name("data") / "withholding.toml"
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]:
        kinds = frozenset(map(SellerKind, row["kinds"]))
        days = row["from"], row.get("until", date.max)
        yield Rule(Tax(row["tax"]), row["basis_points"], kinds, row["legal_basis"], *days)


RULES: Final = tuple(_load())


def rules_for(kind: SellerKind, day: date | None = None) -> tuple[Rule, ...]:
    """What is held back from a seller of this kind on a day, today where none is said."""
    return tuple(rule for rule in RULES if rule.holds(kind, day or today()))


def net_of(price_vnd: int, seller: Taxed, *, commission_vnd: int | None = None, day: date | None = None) -> Net:
    """What is left of a price, today or on the day of the sale; `commission_vnd` is that agreed at the sale."""
    taken = share(price_vnd, seller.commission_bp) if commission_vnd is None else commission_vnd
    taxes = tuple((rule, share(price_vnd, rule.basis_points)) for rule in rules_for(SellerKind(seller.kind), day))
    return Net(price_vnd, seller.commission_bp, taken, taxes)


def withheld(price_vnd: SQLColumnExpression[int], sold_at: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """The same taxes as a column of a statement that knows `Seller`, for a price and the instant of its sale."""
    held = (case((_counts(rule, sold_at), _share(price_vnd, rule.basis_points)), else_=0) for rule in RULES)
    return reduce(add, held)


def _counts(rule: Rule, sold_at: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    in_time = sold_at >= start_of_day(rule.first_day)
    if rule.last_day < date.max:
        in_time = in_time & (sold_at < end_of_day(rule.last_day))
    return Seller.kind.in_(sorted(rule.kinds)) & in_time


def _share(price_vnd: SQLColumnExpression[int], basis_points: int) -> ColumnElement[int]:
    """As `money.share` has it, in the database."""
    return (price_vnd * basis_points + 5_000) // 10_000
