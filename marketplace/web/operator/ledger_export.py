"""The books as a table to save: one row for each posting."""

from collections.abc import Iterable, Iterator

from flask import Response

from marketplace.clock import now, to_local
from marketplace.ledger.models import LedgerTransaction
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.operator.ledger_labels import account_of, cause_of, kind_of


def postings_table(found: Iterable[LedgerTransaction]) -> Response:
    """One row for each posting; amounts are plain numbers of dong."""
    return csv.table(f"so-cai-{to_local(now()):%Y%m%d-%H%M}.csv", _heading(), _rows(found))


def _heading() -> list[str]:
    return [
        gettext("Bút toán"),
        gettext("Lúc"),
        gettext("Tháng"),
        gettext("Loại"),
        gettext("Về việc"),
        gettext("Nơi bán"),
        gettext("Từ tài khoản"),
        gettext("Đến tài khoản"),
        gettext("Số tiền (₫)"),
        gettext("Lý do"),
    ]


def _rows(found: Iterable[LedgerTransaction]) -> Iterator[list[Cell]]:
    for one in found:
        shop = str(say(one.seller, "name")) if one.seller else ""
        about: list[Cell] = [one.id, one.at, one.month, str(kind_of(one)), cause_of(one), shop]
        for posting in one.postings:
            accounts = account_of(posting.source, one), account_of(posting.destination, one)
            yield [*about, *accounts, posting.amount_vnd, one.note]
