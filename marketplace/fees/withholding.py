"""Taxes that the market holds back from sales of households: dated rates with their decrees (data/withholding.toml).

They count when a sale is final, by the legal form that the seller has then. What nobody can tell the class of takes the
highest rates, and so does a form of seller that the table does not exempt take those of a household.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, or_

from marketplace.clock import end_of_day, start_of_day, today
from marketplace.money import share
from marketplace.sellers.models import Seller, SellerKind


class TaxClass(StrEnum):
    """What is sold, to the tax office."""

    GOODS = "goods"
    TRANSPORT = "transport"
    SERVICES = "services"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rate:
    """So many basis points of VAT and of personal income tax are held back, from and until a day, both included."""

    tax_class: TaxClass
    vat_bp: int
    pit_bp: int
    legal_basis: str
    first_day: date
    last_day: date

    @property
    def basis_points(self) -> int:
        """Both together."""
        return self.vat_bp + self.pit_bp

    def holds_on(self, day: date) -> bool:
        """Whether it counts for a sale that is final on that day."""
        return self.first_day <= day <= self.last_day


_TABLE: Final = tomllib.loads((Path(__file__).with_name("data") / "withholding.toml").read_text(encoding="utf-8"))
EXEMPT: Final = frozenset(map(SellerKind, _TABLE["exempt_kinds"]))
"""The kinds of seller that pay their taxes themselves."""
_CLASS_OF: Final = {slug: TaxClass(name) for name, slugs in _TABLE["classes"].items() for slug in slugs}


def _load() -> Iterator[Rate]:
    for row in _TABLE["rate"]:
        days = row["from"], row.get("until", date.max)
        yield Rate(TaxClass(row["class"]), row["vat_bp"], row["pit_bp"], row["legal_basis"], *days)


RATES: Final = tuple(_load())


def class_of(category: str) -> TaxClass:
    """The class of what stands in this category of the catalogue."""
    return _CLASS_OF.get(category, TaxClass.UNKNOWN)


def is_exempt(kind: str) -> bool:
    """Whether nothing is held back from sellers of this kind."""
    return kind in EXEMPT


def rate_for(kind: str, day: date | None = None, tax_class: str | None = None) -> Rate | None:
    """What is held back from a seller of this kind on a day (today); None where nothing is. No class means goods."""
    if is_exempt(kind):
        return None
    wanted = tax_class or TaxClass.GOODS
    counting = [rate for rate in RATES if rate.holds_on(day or today())]
    known = [rate for rate in counting if rate.tax_class == wanted]
    return max(known or counting, key=lambda rate: rate.basis_points, default=None)


def taxes_of(price_vnd: int, rate: Rate | None) -> tuple[int, int]:
    """VAT and personal income tax of a price, each rounded to the dong."""
    return (share(price_vnd, rate.vat_bp), share(price_vnd, rate.pit_bp)) if rate else (0, 0)


def withheld(
    price_vnd: SQLColumnExpression[int], sold_at: SQLColumnExpression[Any], tax_class: SQLColumnExpression[Any]
) -> ColumnElement[int]:
    """Both taxes together as a column of a statement that knows `Seller`, for a price and the instant of its sale."""
    highest = [rate_for("", day, TaxClass.UNKNOWN) for day in sorted({rate.first_day for rate in RATES})]
    known = [(rate, _is_of(rate, tax_class)) for rate in RATES]
    unknown = [(rate, tax_class.not_in(_known())) for rate in highest if rate]
    held = (case((and_(_counts(rate, sold_at), of), _taken(price_vnd, rate)), else_=0) for rate, of in known + unknown)
    return reduce(add, held)


def _known() -> list[str]:
    return sorted({rate.tax_class for rate in RATES})


def _is_of(rate: Rate, tax_class: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    same = tax_class == rate.tax_class
    return or_(same, tax_class.is_(None)) if rate.tax_class == TaxClass.GOODS else same


def _counts(rate: Rate, sold_at: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    in_time = sold_at >= start_of_day(rate.first_day)
    if rate.last_day < date.max:
        in_time = in_time & (sold_at < end_of_day(rate.last_day))
    return Seller.kind.not_in(sorted(EXEMPT)) & in_time


def _taken(price_vnd: SQLColumnExpression[int], rate: Rate) -> ColumnElement[int]:
    return _share(price_vnd, rate.vat_bp) + _share(price_vnd, rate.pit_bp)


def _share(price_vnd: SQLColumnExpression[int], basis_points: int) -> ColumnElement[int]:
    """As `money.share` has it, in the database."""
    return (price_vnd * basis_points + 5_000) // 10_000
