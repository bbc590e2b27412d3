"""What the shop sold, as sentences, pictures and tables: by week, product and province."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask import Response, render_template, request
from flask_babel import ngettext

from marketplace import orders, places
from marketplace.orders import ProductSales, ProvinceSales, Sold, Weeks
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.filters import day_range, say, vnd
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_sales", __name__, "/ban-hang/ban-duoc")

PERIODS: Final = (4, 13, 26, 52)
"""How many weeks can be looked at."""
CHART_WIDTH, CHART_HEIGHT = 640, 160
SUNDAY: Final = timedelta(days=6)
Table = tuple[list[str], list[list[Cell]]]
"""A heading and its rows."""


@dataclass(frozen=True)
class Bar:
    """A week as a bar of the picture, in its units."""

    x: float
    y: int
    width: float
    height: int
    is_open: bool


@dataclass(frozen=True)
class WeekRow:
    """A week as a row of the table."""

    name: str
    monday: date
    sold: Sold


@blueprint.get("")
@requires(ShopPermission.VIEW_MONEY)
def show() -> str:
    seller_id, weeks = current_membership().seller_id, _period()
    found = orders.sales_by_week(seller_id, weeks=weeks)
    since = orders.first_day_of(weeks)
    products, provinces = orders.sales_by_product(seller_id, since), orders.sales_by_province(seller_id, since)
    return render_template(
        "seller/sales/show.html",
        headline=headline(found),
        comparison=_comparison(found, weeks),
        period=weeks,
        periods=PERIODS,
        bars=bars(list(found.sold.values())),
        chart_size=(CHART_WIDTH, CHART_HEIGHT),
        weeks=_week_rows(found)[::-1],
        best=max(found.sold.values(), key=lambda sold: sold.goods_vnd),
        in_all=found.in_all,
        products=products,
        provinces=[(_province(each), each) for each in provinces],
    )


@blueprint.get("/<any(tuan, mon, tinh):table>.csv")
@requires(ShopPermission.VIEW_MONEY)
def export(table: str) -> Response:
    """One of the three tables to save."""
    seller_id, weeks = current_membership().seller_id, _period()
    heading, rows = {"tuan": _csv_of_weeks, "mon": _csv_of_products, "tinh": _csv_of_provinces}[table](seller_id, weeks)
    return csv.table(f"ban-duoc-{table}-{weeks}-tuan.csv", heading, rows)


def headline(found: Weeks) -> str:
    """This week in one sentence, against the same moment of the week before."""
    sold, more = found.this_week, found.this_week.orders - found.last_week_so_far.orders
    if not sold.orders:
        return gettext("Tuần này chưa bán được đơn nào; cùng lúc tuần trước: %(orders)s.", orders=_orders(-more))
    said = {"orders": _orders(sold.orders), "amount": vnd(sold.goods_vnd), "difference": _orders(abs(more))}
    if more > 0:
        return gettext("Tuần này bán được %(orders)s, %(amount)s, hơn cùng lúc tuần trước %(difference)s.", **said)
    if more < 0:
        return gettext("Tuần này bán được %(orders)s, %(amount)s, kém cùng lúc tuần trước %(difference)s.", **said)
    return gettext("Tuần này bán được %(orders)s, %(amount)s, bằng cùng lúc tuần trước.", **said)


def bars(sold: Sequence[Sold]) -> list[Bar]:
    """The weeks as bars, the highest as high as the picture; a week without sales keeps a line at the ground."""
    most, step = max(each.goods_vnd for each in sold) or 1, CHART_WIDTH / len(sold)
    heights = [max(each.goods_vnd * CHART_HEIGHT // most, 1) for each in sold]
    last = len(sold) - 1
    return [
        Bar(round(place * step + 1, 1), CHART_HEIGHT - height, round(step - 2, 1), height, is_open=place == last)
        for place, height in enumerate(heights)
    ]


def _period() -> int:
    wanted = request.args.get("tuan", PERIODS[1], int)
    return wanted if wanted in PERIODS else PERIODS[1]


def _orders(count: int) -> str:
    return str(ngettext("%(num)d đơn", "%(num)d đơn", count))


def _comparison(found: Weeks, weeks: int) -> str:
    """The whole time in one sentence, against as many weeks before it."""
    now, before = found.in_all, found.before
    return gettext(
        "%(weeks)s tuần qua: %(orders)s, %(amount)s. %(weeks)s tuần trước đó: %(before)s, %(amount_before)s.",
        weeks=weeks,
        orders=_orders(now.orders),
        amount=vnd(now.goods_vnd),
        before=_orders(before.orders),
        amount_before=vnd(before.goods_vnd),
    )


def _week_rows(found: Weeks) -> list[WeekRow]:
    return [WeekRow(day_range(monday, monday + SUNDAY), monday, sold) for monday, sold in found.sold.items()]


def _province(sales: ProvinceSales) -> str:
    return places.get_province(sales.province_code).name_in(current())


def _csv_of_weeks(seller_id: int, weeks: int) -> Table:
    heading = [gettext("Tuần từ"), gettext("Đơn"), gettext("Tiền hàng (đồng)"), gettext("Đơn đã hủy")]
    rows = _week_rows(orders.sales_by_week(seller_id, weeks=weeks))
    return heading, [[f"{row.monday}", row.sold.orders, row.sold.goods_vnd, row.sold.cancelled] for row in rows]


def _csv_of_products(seller_id: int, weeks: int) -> Table:
    heading = [
        gettext("Món"),
        gettext("Số gói"),
        gettext("Đơn"),
        gettext("Tiền hàng (đồng)"),
        gettext("Nhận về (đồng)"),
    ]
    found = orders.sales_by_product(seller_id, orders.first_day_of(weeks))
    return heading, [_product_cells(each) for each in found]


def _product_cells(sales: ProductSales) -> list[Cell]:
    return [say(sales, "name"), sales.packs, sales.orders, sales.goods_vnd, sales.net_vnd]


def _csv_of_provinces(seller_id: int, weeks: int) -> Table:
    found = orders.sales_by_province(seller_id, orders.first_day_of(weeks))
    heading = [gettext("Tỉnh, thành phố"), gettext("Đơn"), gettext("Tiền hàng (đồng)")]
    return heading, [[_province(each), each.orders, each.goods_vnd] for each in found]
