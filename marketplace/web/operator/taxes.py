"""The taxes that the market holds back: what a month declares, by when, and the file for the tax office."""

import logging
from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response, render_template, url_for
from flask_login import current_user

from marketplace import earnings
from marketplace.accounts import OperatorPermission
from marketplace.clock import today
from marketplace.earnings import Declared
from marketplace.earnings.declarations import totals_of
from marketplace.earnings.forms import DECLARATION
from marketplace.sellers.models import SellerKind
from marketplace.spreadsheets import Told, write_csv, write_xlsx
from marketplace.web import csv
from marketplace.web.csv import Digits
from marketplace.web.labels import SELLER_KINDS
from marketplace.web.locale import gettext, speaking
from marketplace.web.months import month_words, read_month, this_month
from marketplace.web.operator.links import Link
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires

blueprint = Blueprint("operator_taxes", __name__, url_prefix="/van-hanh/thue")
blueprint.context_processor(navigation_rail)

SHOWN: Final = 200
log = logging.getLogger(__name__)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_newest() -> str:
    months = earnings.months_with_earnings()
    return _page(months[0] if months else this_month())


@blueprint.get("/<month>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(month: str) -> str:
    return _page(read_month(month))


@blueprint.get("/<month>/<any(csv, xlsx):kind>")
@requires(OperatorPermission.CHANGE_FINANCE)
def export(month: str, kind: str) -> Response:
    """The file for the tax office: the only place where the sellers' own numbers are opened."""
    month = read_month(month)
    log.info("the declaration of %s with the sellers' numbers was taken by user %s", month, current_user.id)
    rows = [_row(number, each) for number, each in enumerate(earnings.declaration(month, unsealed=True), 1)]
    name = f"khau-tru-thue-{month}.{kind}"
    if kind == "csv":
        return csv.to_save(name, write_csv(_heading(), rows))
    return csv.to_save(name, write_xlsx([(month, _heading(), rows)]))


def _heading() -> list[str]:
    """In Vietnamese whatever the page is in: the tax office reads it."""
    return [
        "STT",
        "Người bán",
        "Mã số thuế / số định danh",
        "Loại hình",
        "Căn cứ",
        "Doanh thu trong kỳ (đồng)",
        "Doanh thu hàng trả lại trong kỳ (đồng)",
        "Doanh thu tính thuế (đồng)",
        "Thuế GTGT đã khấu trừ (đồng)",
        "Thuế TNCN đã khấu trừ (đồng)",
        "Tổng thuế (đồng)",
    ]


def _row(number: int, each: Declared) -> list[Told]:
    sums = each.sums
    taxes = (sums.withheld_vat_vnd, sums.withheld_pit_vnd, sums.withheld_vnd)
    with speaking("vi"):
        kind = str(SELLER_KINDS[SellerKind(each.kind)])
    named = (each.name, Digits(each.tax_code or ""), kind, each.legal_basis)
    return [number, *named, sums.sold_vnd, sums.returned_vnd, sums.goods_vnd, *taxes]


def _page(month: str) -> str:
    rows = list(_rows(month))
    return render_template(
        "operator/taxes/show.html",
        month=month,
        month_name=month_words(month),
        months=[
            Link(month_words(each), url_for(".show", month=each), current=each == month)
            for each in earnings.months_with_earnings()
        ],
        rows=rows[:SHOWN],
        is_cut=len(rows) > SHOWN,
        totals=totals_of(month),
        due_day=earnings.due_day(month),
        is_late=earnings.due_day(month) < today(),
        is_open=month >= this_month(),
        form=DECLARATION,
        kinds=SELLER_KINDS,
        holidays_known=earnings.due_day(month).year <= earnings.holidays_known_until(),
        nothing=gettext("Tháng này chưa giữ thuế của ai."),
    )


def _rows(month: str) -> Iterator[Declared]:
    return earnings.declaration(month, limit=SHOWN + 1)
