"""The signed yearly statement of what the shop earned, and the link by which a loan fund checks it."""

from flask import Response, current_app, flash, render_template, url_for
from flask_login import current_user

from marketplace import documents
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.documents import Document
from marketplace.earnings.queries import years_of_seller
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv
from marketplace.web.document_sheets import number_of, pdf_of, sheet_of
from marketplace.web.locale import gettext, speaking
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_income", __name__, "/ban-hang/xac-nhan-thu-nhap")


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_MONEY)
def show_list() -> str:
    seller_id = current_membership().seller_id
    return render_template(
        "seller/income/list.html",
        years=years_of_seller(seller_id),
        statements=documents.income_statements_of(seller_id),
        this_year=today().year,
        number_of=number_of,
    )


@blueprint.post("/lap/<int:year>")
@requires(ShopPermission.CHANGE_SHOP)
def issue(year: int) -> Response:
    """Make the statement out as it stands today, with a link to check it."""
    with transaction():
        statement = documents.issue_income_statement(current_membership().seller, year)
        documents.open_link(statement, by=current_user.user)
        ref = statement.ref
    return see_other(".show", ref=ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.VIEW_MONEY)
def show(ref: str) -> str:
    statement = _get(ref)
    return render_template(
        "seller/income/show.html", statement=statement, sheet=sheet_of(statement), check_url=_check_url(statement)
    )


@blueprint.get("/<ref>.pdf")
@requires(ShopPermission.VIEW_MONEY)
def pdf(ref: str) -> Response:
    """In Vietnamese whatever the page is in: the fund reads it."""
    statement = _get(ref)
    with speaking("vi"):
        content = pdf_of(statement, check_url=_check_url(statement))
    return csv.to_save(f"{number_of(statement).replace('/', '-')}.pdf", content)


@blueprint.post("/<ref>/duong-kiem")
@requires(ShopPermission.CHANGE_SHOP)
def open_link(ref: str) -> Response:
    with transaction():
        documents.open_link(_get(ref), by=current_user.user)
    flash(gettext("Đã tạo đường kiểm mới. Tải lại PDF để giấy mang đường này."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/duong-kiem/rut")
@requires(ShopPermission.CHANGE_SHOP)
def withdraw_link(ref: str) -> Response:
    with transaction():
        documents.withdraw_link(_get(ref))
    flash(gettext("Đã rút. Ai mở đường kiểm cũ chỉ thấy lời báo đã rút."))
    return see_other(".show", ref=ref)


def _get(ref: str) -> Document:
    return documents.get_income_statement(current_membership().seller_id, ref)


def _check_url(statement: Document) -> str:
    link = documents.find_link(statement)
    if link is None:
        return ""
    path = url_for("income_check.show", token=link.token)
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"
