"""Money that came in as a table to save."""

from collections.abc import Iterable

from flask import Response

from marketplace.clock import now, to_local
from marketplace.reconciliation import BankTransfer
from marketplace.reconciliation.states import TransferState
from marketplace.web import csv
from marketplace.web.csv import Cell, Digits
from marketplace.web.locale import gettext
from marketplace.web.operator.reconciliation.words import STATES, finding_of, sources_of


def transfers_table(found: Iterable[BankTransfer]) -> Response:
    """One row for each transfer; amounts are plain numbers of dong."""
    return csv.table(f"doi-soat-{to_local(now()):%Y%m%d-%H%M}.csv", _heading(), map(_row, found))


def _heading() -> list[str]:
    return [
        gettext("Tiền về lúc"),
        gettext("Số tiền (₫)"),
        gettext("Nội dung"),
        gettext("Người chuyển"),
        gettext("Mã ngân hàng"),
        gettext("Ai báo"),
        gettext("Tình trạng"),
        gettext("Nhận xét"),
        gettext("Đơn"),
    ]


def _row(transfer: BankTransfer) -> list[Cell]:
    return [
        transfer.booked_at,
        transfer.amount_vnd,
        transfer.memo,
        transfer.counterparty,
        Digits(transfer.bank_ref),
        sources_of(transfer),
        str(STATES[TransferState(transfer.state)]),
        finding_of(transfer).name,
        ", ".join(share.purchase.code for share in transfer.live_shares),
    ]
