"""What a shop needs to make out its invoices: the month's deliveries with what buyers want on the invoice."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Final

from flask import Response, render_template

from marketplace import documents
from marketplace.documents import InvoiceRow
from marketplace.documents.sales_lists import count_wanted
from marketplace.sellers.permissions import ShopPermission
from marketplace.spreadsheets import Told, write_csv, write_xlsx
from marketplace.web import csv
from marketplace.web.csv import Digits
from marketplace.web.document_sheets import METHODS
from marketplace.web.locale import gettext
from marketplace.web.months import month_words, months_before, read_month, this_month
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_invoices", __name__, "/ban-hang/hoa-don")
SHOWN: Final = 200
MONTHS: Final = 6
BUYER: Final = "buyer"


@blueprint.get("", endpoint="list")
@requires(ShopPermission.EXPORT_ORDERS)
def show_now() -> str:
    return _page(this_month())


@blueprint.get("/<month>")
@requires(ShopPermission.EXPORT_ORDERS)
def show(month: str) -> str:
    return _page(read_month(month))


@blueprint.get("/<month>/<any(csv, xlsx):kind>")
@requires(ShopPermission.EXPORT_ORDERS)
def export(month: str, kind: str) -> Response:
    """The month for an invoice program."""
    month = read_month(month)
    rows = map(_row, documents.invoice_rows(current_membership().seller_id, month))
    name = f"hoa-don-{month}.{kind}"
    return csv.to_save(name, write_csv(_heading(), rows) if kind == "csv" else write_xlsx([(month, _heading(), rows)]))


def _heading() -> list[str]:
    return [
        gettext("Mã đơn"),
        gettext("Giao lúc"),
        gettext("Hoàn tất lúc"),
        gettext("Ai xác nhận"),
        gettext("Người mua trên hóa đơn"),
        gettext("Mã số thuế"),
        gettext("Địa chỉ"),
        gettext("E-mail"),
        gettext("Người nhận hàng"),
        gettext("Món hàng"),
        gettext("Đơn vị tính"),
        gettext("Số lượng"),
        gettext("Đơn giá (đồng)"),
        gettext("Thành tiền (đồng)"),
        gettext("Loại dòng"),
        gettext("Cách trả tiền"),
    ]


def _row(row: InvoiceRow) -> list[Told]:
    line, earning, purchase = row.line, row.earning, row.order.purchase
    kind = gettext("Hoàn lại") if earning.is_refund else gettext("Bán")
    who = gettext("Người mua") if row.confirmed_by == BUYER else gettext("Nơi bán")
    told: list[Told] = [
        row.order.number,
        row.delivered_at,
        row.delivered_at,
        who,
        *_buyer(row),
        purchase.recipient_name,
    ]
    told += [line.name_vi, line.pack_vi, earning.quantity, line.unit_price_vnd, earning.goods_vnd]
    return [*told, kind, str(METHODS[purchase.payment_method])]


def _buyer(row: InvoiceRow) -> list[Told]:
    wanted = row.wanted
    return [wanted.name, Digits(wanted.tax_code), wanted.address, wanted.email] if wanted else [""] * 4


def _page(month: str) -> str:
    seller_id = current_membership().seller_id
    rows = list(documents.invoice_rows(seller_id, month, limit=SHOWN))
    return render_template(
        "seller/invoices/show.html",
        month=month,
        month_name=month_words(month),
        months=[(each, month_words(each)) for each in months_before(this_month(), MONTHS)],
        sold=list(_by_order(rows)),
        is_cut=len(rows) == SHOWN,
        wanted=count_wanted(seller_id, month),
    )


def _by_order(rows: list[InvoiceRow]) -> Iterator[tuple[InvoiceRow, int]]:
    """An order's first row with what all of them come to; those whose buyer wants an invoice first."""
    for _number, group in groupby(sorted(rows, key=_rank), key=lambda row: row.order.number):
        parts = list(group)
        yield parts[0], sum(part.earning.goods_vnd for part in parts)


def _rank(row: InvoiceRow) -> tuple[bool, datetime, str]:
    return row.wanted is None, row.delivered_at, row.order.number
