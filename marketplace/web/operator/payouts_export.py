"""A run as a table to save: a row for each seller and refund. Account numbers are in the bank's file alone."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from marketplace import payouts
from marketplace.payouts import PayoutRun, RefundTransfer
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.payout_labels import PAYOUTS

AT_ONCE: Final = 500


def run_table(run: PayoutRun) -> Response:
    """Amounts are plain numbers of dong."""
    return csv.table(f"ky-chuyen-{run.code}.csv", _heading(), _rows(run))


def _rows(run: PayoutRun) -> Iterator[list[Cell]]:
    offset = 0
    while some := payouts.payouts_of_run(run.id, limit=AT_ONCE, offset=offset):
        for payout, parts in some:
            amounts: list[Cell] = [
                parts.goods_vnd,
                parts.fees_vnd,
                parts.taxes_vnd,
                parts.returned_vnd,
                parts.other_vnd,
            ]
            state = str(PAYOUTS[payouts.PayoutState(payout.state)])
            yield [payout.ref, say(payout.seller, "name"), *amounts, payout.amount_vnd, state, payout.failure]
        offset += AT_ONCE
    yield from map(_refund, payouts.refunds_of_run(run))


def _refund(transfer: RefundTransfer) -> list[Cell]:
    """What a buyer gets stands under what refunds take, as nothing else of it is a seller's."""
    to = gettext("Hoàn cho khách, lần mua %(code)s", code=transfer.refund.purchase.code)
    state, amount = str(PAYOUTS[payouts.PayoutState(transfer.state)]), transfer.amount_vnd
    return [transfer.ref, to, 0, 0, 0, amount, 0, amount, state, transfer.failure]


def _heading() -> list[str]:
    return [
        gettext("Mã lần chuyển"),
        gettext("Nơi bán"),
        gettext("Bán (₫)"),
        gettext("Phí chợ (₫)"),
        gettext("Thuế khấu trừ (₫)"),
        gettext("Hoàn (₫)"),
        gettext("Khác (₫)"),
        gettext("Chuyển (₫)"),
        gettext("Trạng thái"),
        gettext("Ngân hàng báo gì"),
    ]
