"""How new shops do, the measure of success: sold within 30 days of approval, by month and by province."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, Response, render_template, request

from marketplace import orders, places
from marketplace.accounts import OperatorPermission
from marketplace.clock import today
from marketplace.orders import NewShop, Success
from marketplace.web import csv
from marketplace.web.filters import decimal
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires

blueprint = Blueprint("operator_first_sales", __name__, url_prefix="/van-hanh")
blueprint.context_processor(navigation_rail)

MONTHS: Final = 12
BY_PROVINCE: Final = "tinh"
STEP, TALLEST, BASE, GAP = 60, 110, 130, 5
"""Of the chart: from bar to bar, a hundred percent, where the bars stand, and how far above them their figure."""


@dataclass(frozen=True)
class Row:
    """The new shops of a month or a province in words."""

    name: str
    figures: Success
    days: str


@dataclass(frozen=True)
class Bar:
    """One month of the chart; without a percentage there is no bar, because nobody's 30 days are over."""

    name: str
    percent: int | None
    x: int
    y: int
    label_y: int
    height: int


@blueprint.get("/don-dau-tien")
@requires(OperatorPermission.VIEW_TRUST)
def show() -> str:
    shops = orders.new_shops(_last_months()[0])
    months = orders.success_by_month(shops)
    bars = list(_bars(dict(months)))
    return render_template(
        "operator/first_sales/show.html",
        whole=_row("", orders.success_of(shops)),
        months=[_row(_month(month), figures) for month, figures in months],
        provinces=_provinces(shops),
        bars=bars,
        chart_width=len(bars) * STEP,
    )


@blueprint.get("/don-dau-tien.csv", endpoint="export")
@requires(OperatorPermission.VIEW_TRUST)
def table() -> Response:
    """One of the two tables to save: `theo` says by what."""
    shops = orders.new_shops(_last_months()[0])
    if request.args.get("theo") == BY_PROVINCE:
        return _table("don-dau-tien-theo-tinh.csv", gettext("Tỉnh, thành phố"), _provinces(shops))
    months = [Row(f"{month:%Y-%m}", figures, "") for month, figures in orders.success_by_month(shops)]
    return _table("don-dau-tien-theo-thang.csv", gettext("Tháng duyệt"), months)


def _last_months() -> list[date]:
    """The first days of the months shown, oldest first."""
    this = today().year * 12 + today().month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(this - MONTHS + 1, this + 1)]


def _provinces(shops: list[NewShop]) -> list[Row]:
    return [_row(places.get_province(code).short_name, figures) for code, figures in orders.success_by_province(shops)]


def _row(name: str, figures: Success) -> Row:
    days = figures.median_days
    return Row(name, figures, "" if days is None else decimal(days) if days % 1 else f"{days:.0f}")


def _month(month: date) -> str:
    return f"{month:%m/%Y}"


def _bars(months: dict[date, Success]) -> Iterator[Bar]:
    """One for each month from the first approval on, also for those in which none was approved."""
    begun = [month for month in _last_months() if months and month >= min(months)]
    return (_bar(place, month, months.get(month)) for place, month in enumerate(begun))


def _bar(place: int, month: date, figures: Success | None) -> Bar:
    percent = figures.percent if figures else None
    height = round(TALLEST * (percent or 0) / 100)
    return Bar(f"{month:%m/%y}", percent, place * STEP, BASE - height, BASE - height - GAP, height)


def _table(filename: str, by: str, rows: list[Row]) -> Response:
    heading = [
        by,
        gettext("Đã duyệt"),
        gettext("Có món đang bán"),
        gettext("Đủ 30 ngày"),
        gettext("Bán trong 30 ngày"),
        gettext("Tỷ lệ (%)"),
        gettext("Trung vị số ngày tới đơn đầu"),
    ]
    return csv.table(filename, heading, map(_cells, rows))


def _cells(row: Row) -> list[csv.Cell]:
    each, days = row.figures, row.figures.median_days
    return [
        row.name,
        each.approved,
        each.listed,
        each.due,
        each.sold,
        each.percent,
        "" if days is None else f"{days:g}",
    ]
