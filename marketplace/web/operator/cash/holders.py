"""Who has the cash that was taken at the door, how much of it, and what is late."""

from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import cash
from marketplace.accounts import OperatorPermission
from marketplace.cash.models import Custody, Holder
from marketplace.clock import now, to_local
from marketplace.database import transaction
from marketplace.text import clean_line
from marketplace.web import csv
from marketplace.web.csv import Cell, Digits
from marketplace.web.filters import full_date, say
from marketplace.web.locale import gettext
from marketplace.web.operator.cash.words import holder_name, tabs
from marketplace.web.operator.links import PAGE_SIZE
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_cash", __name__, url_prefix="/van-hanh/tien-mat")
blueprint.context_processor(navigation_rail)

MOST_EXPORTED = 20_000
SELLERS = "noi-ban"
"""The word for the sellers where a carrier's name would stand."""


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    holdings = cash.holdings()
    return render_template(
        "operator/cash/holders.html",
        tabs=tabs(""),
        holdings=[(holding, holder_name(holding), _word(holding)) for holding in holdings],
        late=[(holding, holder_name(holding), _word(holding)) for holding in holdings if holding.late_parcels],
        open_vnd=sum(holding.open_vnd for holding in holdings),
        late_vnd=sum(holding.late_vnd for holding in holdings),
    )


@blueprint.get("/giu")
@requires(OperatorPermission.VIEW_FINANCE)
def held() -> str:
    """The parcels whose cash somebody has: of a carrier by its name (`hang`), with `tre` only what is late."""
    word, late = clean_line(request.args.get("hang", ""), 60), bool(request.args.get("tre"))
    found = partial(cash.held, "" if word == SELLERS else word, late=late)
    page = page_of(found, PAGE_SIZE, lambda page: url_for(".held", hang=word, tre="1" if late else None, trang=page))
    name = gettext("Nơi bán, nhờ nhà xe") if word == SELLERS else word
    return render_template(
        "operator/cash/held.html",
        tabs=tabs("giu"),
        page=page,
        word=word,
        name=name,
        late=late,
        by_seller=word == SELLERS,
    )


@blueprint.get("/giu.csv")
@requires(OperatorPermission.VIEW_FINANCE)
def export() -> Response:
    """The same parcels as a table to save, to be sent to the carrier."""
    word, late = clean_line(request.args.get("hang", ""), 60), bool(request.args.get("tre"))
    found = cash.held("" if word == SELLERS else word, late=late, limit=MOST_EXPORTED)
    heading = [
        gettext("Mã đơn"),
        gettext("Hãng giao"),
        gettext("Mã vận đơn"),
        gettext("Nơi bán hàng"),
        gettext("Giao lúc"),
        gettext("Đã thu (₫)"),
        gettext("Còn giữ (₫)"),
        gettext("Hẹn gửi về"),
    ]
    return csv.table(f"tien-mat-{to_local(now()):%Y%m%d-%H%M}.csv", heading, map(_row, found))


@blueprint.post("/giu/<number>/da-nhan")
@requires(OperatorPermission.CHANGE_FINANCE)
def receive(number: str) -> Response:
    """A seller has handed the cash of a parcel over."""
    with transaction():
        cash.hand_over(cash.lock_custody(number), by_id=current_user.user.id)
    flash(gettext("Đã ghi nhận tiền mặt của đơn %(number)s.", number=number))
    return see_other(".held", hang=SELLERS)


def _word(holding: cash.Holding) -> str:
    return SELLERS if holding.holder == Holder.SELLER else holding.carrier


def _row(custody: Custody) -> list[Cell]:
    order = custody.order
    return [
        order.number,
        custody.carrier,
        Digits(order.tracking_number),
        say(order.seller, "name"),
        custody.since,
        custody.amount_vnd,
        custody.open_vnd,
        full_date(custody.due_on) if custody.due_on else "",
    ]
