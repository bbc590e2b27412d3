"""A month of a seller's account as a file: a table, or a paper with the shop's letters."""

from typing import Final

from flask import Response

from marketplace.clock import now
from marketplace.payouts import Line, Statement
from marketplace.sellers.models import Seller
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.filters import day, moment, say, vnd
from marketplace.web.locale import gettext
from marketplace.web.seller.money_words import entry_of, month_name

PAPER: Final = "application/pdf"


def statement_csv(found: Statement, seller: Seller) -> Response:
    """One row a line; amounts are plain numbers of dong. The first and the last row are the balances."""
    heading = [
        gettext("Lúc"),
        gettext("Về việc"),
        gettext("Mã đơn"),
        gettext("Tiền hàng (₫)"),
        gettext("Phí chợ (₫)"),
        gettext("Thuế khấu trừ (₫)"),
        gettext("Vào, ra (₫)"),
        gettext("Còn lại (₫)"),
        gettext("Lý do"),
    ]
    first: list[Cell] = ["", gettext("Còn lại đầu kỳ"), "", "", "", "", "", found.opening_vnd, ""]
    last: list[Cell] = ["", gettext("Còn lại cuối kỳ"), "", "", "", "", "", found.closing_vnd, ""]
    return csv.table(f"sao-ke-{seller.slug}-{found.month}.csv", heading, [first, *map(_row, found.lines), last])


def statement_pdf(found: Statement, seller: Seller) -> Response:
    """The book as A4, for an accountant or a bank."""
    from marketplace.web.pdf import Paper

    paper = Paper(_title(found), page_of=gettext("Trang {page}/{all}"))
    paper.text(gettext("Sàn thương mại điện tử Gùi"), bold=True)
    paper.heading(_title(found), [str(say(seller, "name")), gettext("In lúc %(when)s", when=moment(now()))])
    heading = [gettext("Ngày"), gettext("Về việc"), gettext("Vào, ra"), gettext("Còn lại")]
    opening = ["", gettext("Còn lại đầu kỳ"), "", vnd(found.opening_vnd)]
    rows = [[day(line.at), _told(line), vnd(line.parts.net_vnd), vnd(line.balance_vnd)] for line in found.lines]
    paper.table(heading, [opening, *rows], (20, 84, 35, 35), texts=2)
    paper.sums([(gettext("Đầu kỳ"), vnd(found.opening_vnd)), (gettext("Cuối kỳ, khớp sổ"), vnd(found.closing_vnd))])
    answer = Response(paper.content(), content_type=PAPER)
    answer.headers.set("Content-Disposition", "attachment", filename=f"sao-ke-{seller.slug}-{found.month}.pdf")
    return answer


def _title(found: Statement) -> str:
    return gettext("Sao kê tháng %(month)s", month=month_name(found.month))


def _told(line: Line) -> str:
    return f"{entry_of(line)}. {line.note}" if line.note else entry_of(line)


def _row(line: Line) -> list[Cell]:
    parts = line.parts
    sums: list[Cell] = [parts.goods_vnd, parts.fees_vnd, parts.taxes_vnd, parts.net_vnd, line.balance_vnd]
    return [line.at, entry_of(line), line.number, *sums, line.note]
