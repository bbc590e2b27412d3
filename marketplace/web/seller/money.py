"""Where the shop's money is: what comes next, what is held and why, what came, and the account line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from flask import Response, abort, render_template, url_for
from flask_babel import format_date, ngettext
from flask_babel import lazy_gettext as _

from marketplace import payouts
from marketplace.clock import now, to_local, today
from marketplace.ledger import is_month, month_of
from marketplace.payouts import Due, Held, HoldReason, RunState
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.filters import full_date, moment
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.payout_labels import HOLDS, PAYOUTS
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller import money_files
from marketplace.web.seller.money_words import entry_parts, month_name, sums_of
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_money", __name__, "/ban-hang/tien")
blueprint.add_app_template_filter(month_name)

ON_THE_WAY: Final = frozenset({RunState.CLOSED, RunState.APPROVED, RunState.SENT})
LATEST: Final = 12
SHOWN: Final = 20
"""Parcels that are told one by one; what more there are is a sum."""
PAGE: Final = 50
WHO_ACTS: Final = {
    HoldReason.INSPECTION: _("Khách không báo gì thì tiền tự về ở lần chuyển sau ngày này."),
    HoldReason.CASH: _("Ai thu tiền mặt của đơn thì nộp về chợ. Chợ theo dõi việc này."),
    HoldReason.COMPLAINT: _("Chợ hoàn xong cho khách thì phần còn lại về."),
    HoldReason.UNVERIFIED: _("Bổ sung giấy tờ, mã số thuế trong hồ sơ gian hàng."),
    HoldReason.NO_ACCOUNT: _("Thêm tài khoản ngân hàng trong hồ sơ gian hàng."),
    HoldReason.NEW_ACCOUNT: _("Đổi tài khoản xong chợ chờ mấy ngày, phòng ai đổi trộm. Anh chị không phải làm gì."),
    HoldReason.TOO_LITTLE: _("Không mất đi đâu: dồn với tiền của các đơn sau."),
    HoldReason.BY_HAND: _("Hỏi chợ nếu anh chị chưa rõ lý do."),
}


@dataclass(frozen=True)
class HeldRow:
    """Money that does not come yet: why, what has to happen, and from when on it is free."""

    reason: str
    detail: str
    amount_vnd: int
    until: str = ""
    number: str = ""


@blueprint.get("")
@requires(ShopPermission.VIEW_MONEY)
def show() -> str:
    seller_id = current_membership().seller_id
    comes_at = payouts.next_run()
    [due] = payouts.due_of([seller_id], moment=comes_at)
    latest = payouts.payouts_of(seller_id, limit=LATEST)
    bookings = due.bookings if due.payable_vnd > 0 else []
    return render_template(
        "seller/money/show.html",
        comes_on=format_date(to_local(comes_at).date(), "EEEE, dd/MM"),
        day=to_local(comes_at).date(),
        due=due,
        held=held_rows(due),
        lines=bookings[:SHOWN],
        further=bookings[SHOWN:],
        under_way=[payout for payout in latest if payout.run.state in ON_THE_WAY],
        latest=latest,
        states=PAYOUTS,
        month=month_of(now()),
        entry_parts=entry_parts,
    )


@blueprint.get("/lan-chuyen/<ref>")
@requires(ShopPermission.VIEW_MONEY)
def payout(ref: str) -> str:
    """One transfer and every order that it pays."""
    seller_id = current_membership().seller_id
    found = payouts.get_payout(seller_id, ref)
    page = page_of(
        partial(payouts.lines_of_payout, found), PAGE, lambda number: url_for(".payout", ref=ref, trang=number)
    )
    turning = {"previous_url": page.previous_url, "next_url": page.next_url}
    shown = {"payout": found, "lines": page.rows, "states": PAYOUTS, "entry_parts": entry_parts}
    return render_template("seller/money/payout.html", **shown, **turning)


@blueprint.get("/sao-ke/<month>")
@requires(ShopPermission.VIEW_MONEY)
def statement(month: str) -> str:
    """The account of one month as a book."""
    found = _statement(month)
    months = payouts.months_of(current_membership().seller_id)
    shown = sorted({*months, month, month_of(now())}, reverse=True)
    book = {"statement": found, "months": shown, "sums": sums_of(found), "entry_parts": entry_parts}
    return render_template("seller/money/statement.html", **book)


@blueprint.get("/sao-ke/<month>/<any(csv, pdf):kind>")
@requires(ShopPermission.VIEW_MONEY)
def statement_file(month: str, kind: str) -> Response:
    """The same as a table for a spreadsheet, or as a paper to hand in."""
    write = money_files.statement_csv if kind == "csv" else money_files.statement_pdf
    return write(_statement(month), current_membership().seller)


def _statement(month: str) -> payouts.Statement:
    if not is_month(month):
        abort(404)
    return payouts.statement(current_membership().seller_id, month)


def held_rows(due: Due) -> list[HeldRow]:
    """All that is kept back, what is kept altogether first; of very many parcels the last ones as sums."""
    rows = [*map(_held_row, due.held[:SHOWN]), *_further(due.held[SHOWN:])]
    if due.reason and due.free_vnd > 0:
        until = moment(due.until) if due.until else ""
        whole = HeldRow(gettext(HOLDS[due.reason]), due.note or str(WHO_ACTS[due.reason]), due.free_vnd, until)
        return [whole, *rows]
    return rows


def _held_row(held: Held) -> HeldRow:
    until = moment(held.until) if held.until else ""
    detail = held.note or _cash(held.cash_due_on) or str(WHO_ACTS[held.reason])
    return HeldRow(gettext(HOLDS[held.reason]), detail, held.amount_vnd, until, held.number)


def _cash(due_on: date | None) -> str:
    """By when a carrier is to send the cash of a parcel."""
    if due_on is None:
        return ""
    if due_on < today():
        return gettext("Bên giao hàng quá hẹn %(day)s gửi tiền về chợ. Chợ đang hỏi.", day=full_date(due_on))
    return gettext("Bên giao hàng hẹn gửi tiền về chợ trước hết ngày %(day)s.", day=full_date(due_on))


def _further(held: Sequence[Held]) -> Iterator[HeldRow]:
    """One row for each reason."""
    for reason in dict.fromkeys(each.reason for each in held):
        amounts = [each.amount_vnd for each in held if each.reason == reason]
        counted = ngettext("Cùng lý do: thêm %(num)d đơn.", "Cùng lý do: thêm %(num)d đơn.", len(amounts))
        yield HeldRow(gettext(HOLDS[reason]), f"{counted} {WHO_ACTS[reason]}", sum(amounts))
