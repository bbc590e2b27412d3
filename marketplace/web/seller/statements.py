"""The monthly statements of fees and taxes that a shop is handed."""

from flask import Response, render_template

from marketplace import documents
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.document_sheets import number_of, pdf_of, sheet_of
from marketplace.web.locale import gettext
from marketplace.web.months import month_words
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_statements", __name__, "/ban-hang/bang-ke")


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_MONEY)
def show_list() -> str:
    found = documents.statements_of(current_membership().seller_id)
    return render_template(
        "seller/statements/list.html", statements=found, number_of=number_of, month_words=month_words
    )


@blueprint.get("/<ref>")
@requires(ShopPermission.VIEW_MONEY)
def show(ref: str) -> str:
    statement = documents.get_statement(current_membership().seller_id, ref)
    return render_template("seller/statements/show.html", statement=statement, sheet=sheet_of(statement))


@blueprint.get("/<ref>.pdf")
@requires(ShopPermission.VIEW_MONEY)
def pdf(ref: str) -> Response:
    statement = documents.get_statement(current_membership().seller_id, ref)
    return csv.to_save(f"{number_of(statement).replace('/', '-')}.pdf", pdf_of(statement))


@blueprint.get("/<ref>.csv")
@requires(ShopPermission.VIEW_MONEY)
def table(ref: str) -> Response:
    statement = documents.get_statement(current_membership().seller_id, ref)
    named = {
        "goods_vnd": gettext("Tiền hàng (đồng)"),
        "commission_vnd": gettext("Phí chợ gồm GTGT (đồng)"),
        "commission_vat_vnd": gettext("Trong đó GTGT (đồng)"),
        "withheld_vat_vnd": gettext("Thuế GTGT (đồng)"),
        "withheld_pit_vnd": gettext("Thuế TNCN (đồng)"),
        "net_vnd": gettext("Nhận về (đồng)"),
    }
    heading = [gettext("Mã đơn"), gettext("Ngày"), *named.values()]
    rows: list[list[Cell]] = [
        [order["number"], order["at"][:10], *(order[name] for name in named)] for order in statement.content["orders"]
    ]
    return csv.table(f"bang-ke-{statement.month}.csv", heading, rows)
