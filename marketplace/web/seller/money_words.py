"""How the lines of a seller's account are told."""

from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.ledger.models import Kind
from marketplace.payouts import Booking, Line, Statement
from marketplace.web.locale import gettext

ENTRIES: Final = {
    Kind.SALE: _("Bán đơn %(number)s"),
    Kind.RETURN: _("Hoàn đơn %(number)s"),
    Kind.PAYOUT: _("Chuyển vào tài khoản ngân hàng"),
    Kind.REMITTANCE: _("Tiền mặt của đơn %(number)s"),
    Kind.ADJUSTMENT: _("Chợ điều chỉnh"),
    Kind.PAYMENT: _("Tiền vào"),
    Kind.REFUND: _("Hoàn tiền"),
    Kind.PROVIDER_FEE: _("Phí cổng thanh toán"),
    Kind.REVERSAL: _("Ghi lại cho đúng"),
}


def entry_of(line: Line | Booking) -> str:
    """What a line is about."""
    return str(ENTRIES[line.kind]) % {"number": line.number}


def entry_parts(line: Line | Booking) -> tuple[str, str, str]:
    """The same before, in and behind the order's number, which is never broken over two lines."""
    text = entry_of(line)
    return text.partition(line.number) if line.number else (text, "", "")


def sums_of(found: Statement) -> list[tuple[str, int]]:
    """What sales, returns, payouts and everything else changed the account by; together all of the month's lines."""
    named = [
        (gettext("Bán %(count)s đơn, đã trừ phí và thuế", count=found.count_of(Kind.SALE)), found.sum_of(Kind.SALE)),
        (gettext("Hoàn %(count)s đơn", count=found.count_of(Kind.RETURN)), found.sum_of(Kind.RETURN)),
        (gettext("Đã chuyển vào tài khoản"), found.sum_of(Kind.PAYOUT)),
    ]
    rest = found.closing_vnd - found.opening_vnd - sum(amount_vnd for _label, amount_vnd in named)
    return [(label, amount) for label, amount in [*named, (gettext("Khoản khác"), rest)] if amount]


def month_name(month: str) -> str:
    """ "11/2026" for the month "2026-11"."""
    year, number = month.split("-")
    return f"{number}/{year}"
