"""The refunds as a table to save. Accounts of buyers stay behind: they are in the bank's file alone."""

from collections.abc import Iterable, Iterator

from flask import Response

from marketplace.clock import now, to_local
from marketplace.payments.refund_models import Refund
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.operator.refunds.words import bearer_of, failure_of, reason_of, route_of, state_of


def refunds_table(found: Iterable[Refund]) -> Response:
    """One row for each refund; amounts are plain numbers of dong."""
    return csv.table(f"hoan-tien-{to_local(now()):%Y%m%d-%H%M}.csv", _heading(), _rows(found))


def _heading() -> list[str]:
    return [
        gettext("Mã hoàn"),
        gettext("Mã mua"),
        gettext("Mã đơn"),
        gettext("Nơi bán"),
        gettext("Hoàn (₫)"),
        gettext("Tiền hàng (₫)"),
        gettext("Phí gửi (₫)"),
        gettext("Bù thêm (₫)"),
        gettext("Thu thừa (₫)"),
        gettext("Vì sao"),
        gettext("Ai chịu"),
        gettext("Đường về"),
        gettext("Trạng thái"),
        gettext("Số lần gửi"),
        gettext("Vì sao không về"),
        gettext("Yêu cầu lúc"),
        gettext("Xong lúc"),
    ]


def _rows(found: Iterable[Refund]) -> Iterator[list[Cell]]:
    for one in found:
        number = one.order.number if one.order else ""
        shop = str(say(one.order.seller, "name")) if one.order else ""
        parts = one.amount_vnd, one.goods_vnd, one.shipping_vnd, one.goodwill_vnd, one.surplus_vnd
        told = reason_of(one), bearer_of(one), route_of(one), str(state_of(one)), one.tries, failure_of(one)
        yield [one.ref, one.purchase.code, number, shop, *parts, *told, one.requested_at, one.settled_at or ""]
