"""Delivery as operators follow it: what is late with which carrier, what comes back, and the cash on the road."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from flask import Blueprint, Response, render_template, request, url_for

from marketplace import orders, shipping
from marketplace.accounts import OperatorPermission
from marketplace.clock import now, to_local
from marketplace.orders.models import Order
from marketplace.orders.reasons import NOT_DELIVERED
from marketplace.orders.states import Undelivered
from marketplace.text import N_, clean_line
from marketplace.web import csv
from marketplace.web.csv import Cell, Digits
from marketplace.web.filters import day, number, say
from marketplace.web.labels import Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.order_labels import place_of
from marketplace.web.paging import Page, page_of
from marketplace.web.permissions import requires

blueprint = Blueprint("operator_delivery", __name__, url_prefix="/van-hanh/giao-hang")
blueprint.context_processor(navigation_rail)

PAGE_SIZE: Final = 50
MOST_EXPORTED: Final = 2_000
SELLERS: Final = "noi-ban"
"""The word of what sellers bring by themselves."""
BACK: Final = "hoan-ve"
LISTS: Final = (Tab("", N_("Trễ hẹn")), Tab(BACK, N_("Giao không được, đang về")))


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_ORDERS)
def show_list() -> str:
    """Each carrier with what is late, and the parcels themselves: of one carrier by `hang`, with `xem` those that come
    back.
    """
    word, seen = _asked()
    ask = partial(_question(seen), _carrier(word))
    page = page_of(ask, PAGE_SIZE, lambda page: url_for(".list", hang=word or None, xem=seen or None, trang=page))
    return render_template(
        "operator/delivery/list.html",
        records=[(each, carrier_name(each.carrier), each.carrier or SELLERS) for each in orders.carrier_records()],
        page=page,
        previous_url=page.previous_url,
        next_url=page.next_url,
        span=_span(page),
        word=word,
        seen=seen,
        name=carrier_name(_carrier(word) or "") if word else "",
        tabs=[
            Link(gettext(tab.name), url_for(".list", hang=word or None, xem=tab.word or None), "", tab.word == seen)
            for tab in LISTS
        ],
        reason_of=reason_of,
        place_of=place_of,
        carrier_name=carrier_name,
    )


@blueprint.get("/giao-hang.csv")
@requires(OperatorPermission.VIEW_ORDERS)
def export() -> Response:
    """The same parcels as a table to save, to be sent to the carrier as a reminder. It names nobody."""
    word, seen = _asked()
    heading = [
        gettext("Mã đơn"),
        gettext("Hãng giao"),
        gettext("Mã vận đơn"),
        gettext("Nơi bán hàng"),
        gettext("Gửi đến"),
        gettext("Hẹn đến"),
        gettext("Lý do"),
    ]
    found = _question(seen)(_carrier(word), limit=MOST_EXPORTED)
    return csv.table(f"giao-hang-{to_local(now()):%Y%m%d-%H%M}.csv", heading, _rows(found))


def carrier_name(carrier: str) -> str:
    """What a carrier is called; "" is a seller who brings the parcels."""
    if carrier.startswith(shipping.COACH):
        return gettext("Nhà xe") + carrier.removeprefix(shipping.COACH)
    return carrier or gettext("Nơi bán tự giao")


def reason_of(order: Order) -> str:
    """Why a parcel did not reach its buyer, as far as that is known."""
    return gettext(NOT_DELIVERED[Undelivered(order.undelivered)]) if order.undelivered else ""


def _asked() -> tuple[str, str]:
    """The carrier by its word, and which list; whatever is none of them counts as not said."""
    return clean_line(request.args.get("hang", ""), 60), BACK if request.args.get("xem") == BACK else ""


def _carrier(word: str) -> str | None:
    return ("" if word == SELLERS else word) if word else None


def _question(seen: str) -> Callable[..., list[Order]]:
    return orders.parcels_coming_back if seen == BACK else orders.parcels_late


def _span(page: Page[Order]) -> str:
    if not page.rows:
        return gettext("Không có kiện nào")
    first, last = page.rows_before + 1, page.rows_before + len(page.rows)
    return gettext("Kiện: %(first)s–%(last)s", first=number(first), last=number(last))


def _rows(found: Iterable[Order]) -> Iterator[list[Cell]]:
    for order in found:
        yield [
            order.number,
            carrier_name(order.carrier),
            Digits(order.tracking_number),
            str(say(order.seller, "name")),
            place_of(order.purchase),
            day(order.arrives_to_on),
            reason_of(order),
        ]
