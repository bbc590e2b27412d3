"""Questions about what was earned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from marketplace.database import db
from marketplace.earnings.models import Earning
from marketplace.gathering import Question

THRESHOLD_VND: Final = 1_000_000_000
"""Up to so much revenue a year a household owes neither tax and may claim back what was withheld: Decree 68/2026/NĐ-CP
as amended by Decree 141/2026/NĐ-CP. At the source there is no threshold.
"""
SUMS: Final = ("goods_vnd", "commission_vnd", "commission_vat_vnd", "withheld_vat_vnd", "withheld_pit_vnd", "net_vnd")


@dataclass(frozen=True)
class Sums:
    """Sums of rows of the book, refunds taken off; `returned_vnd` is how much went back, above zero."""

    orders: int
    sold_vnd: int
    returned_vnd: int
    goods_vnd: int
    commission_vnd: int
    commission_vat_vnd: int
    withheld_vat_vnd: int
    withheld_pit_vnd: int
    net_vnd: int

    @property
    def withheld_vnd(self) -> int:
        """Both taxes."""
        return self.withheld_vat_vnd + self.withheld_pit_vnd


@dataclass(frozen=True)
class YearTotal:
    """What a seller earned in a year: by month, and together."""

    year: int
    months: dict[str, Sums]

    @property
    def goods_vnd(self) -> int:
        """The revenue, refunds taken off."""
        return sum(month.goods_vnd for month in self.months.values())

    @property
    def withheld_vnd(self) -> int:
        """Both taxes."""
        return sum(month.withheld_vnd for month in self.months.values())

    @property
    def withheld_vat_vnd(self) -> int:
        """The VAT that was held back."""
        return sum(month.withheld_vat_vnd for month in self.months.values())

    @property
    def withheld_pit_vnd(self) -> int:
        """The income tax that was held back."""
        return sum(month.withheld_pit_vnd for month in self.months.values())

    @property
    def left_vnd(self) -> int:
        """How much may still be sold this year before the threshold is passed; 0 once it is."""
        return max(THRESHOLD_VND - self.goods_vnd, 0)


class Delivered(NamedTuple):
    """What became final in a month: orders, price of the goods, what remains after commission and taxes, in dong."""

    orders: int
    goods_vnd: int
    net_vnd: int


def delivered_in(seller_id: int, month: str) -> Question[Delivered]:
    """What a seller delivered in a month, whatever was refunded of it since then: one row."""
    sums = (func.coalesce(func.sum(column), 0) for column in (Earning.goods_vnd, Earning.net_vnd))
    figures = select(func.count(Earning.order_id.distinct()), *sums)
    mine = Earning.seller_id == seller_id, Earning.month == month, Earning.refund_id.is_(None)
    return Question(figures.where(*mine), Delivered)


def sum_columns() -> tuple[ColumnElement[int], ...]:
    """The columns of `Sums`, in its order."""
    sold = func.sum(case((Earning.refund_id.is_(None), Earning.goods_vnd), else_=0))
    back = -func.sum(case((Earning.refund_id.is_not(None), Earning.goods_vnd), else_=0))
    return (func.count(Earning.order_id.distinct()), sold, back, *(func.sum(getattr(Earning, name)) for name in SUMS))


def year_of_seller(seller_id: int, year: int) -> YearTotal:
    """The seller's months of a year: one statement."""
    mine = Earning.seller_id == seller_id, Earning.month >= f"{year}-01", Earning.month <= f"{year}-12"
    rows = db.session.execute(select(Earning.month, *sum_columns()).where(*mine).group_by(Earning.month))
    months = {month: Sums(*map(int, sums)) for month, *sums in rows}
    return YearTotal(year, dict(sorted(months.items())))


def years_of_seller(seller_id: int) -> list[int]:
    """The years in which the seller earned something, newest first."""
    first = select(func.min(Earning.month), func.max(Earning.month)).where(Earning.seller_id == seller_id)
    oldest, newest = db.session.execute(first).one()
    return list(range(int(newest[:4]), int(oldest[:4]) - 1, -1)) if newest else []


def months_with_earnings(limit: int = 24) -> list[str]:
    """The months that have something to declare, newest first."""
    months = select(Earning.month).distinct().order_by(Earning.month.desc()).limit(limit)
    return list(db.session.scalars(months))


def earnings_of_order(order_id: int) -> Sequence[Earning]:
    """The rows of an order, the oldest first."""
    return db.session.scalars(select(Earning).where(Earning.order_id == order_id).order_by(Earning.id)).all()
