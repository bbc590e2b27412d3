"""The yearly statement of what a shop earned, month by month, for whoever lends it money.

Sales, fees and taxes come from the book of earnings, what went to the shop's bank account from the ledger. The content
is signed: a row that was changed behind the shop's back is not taken for genuine.
"""

import json
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import func, select

from marketplace import earnings, sealing
from marketplace.clock import today
from marketplace.database import db
from marketplace.documents.errors import NothingEarned
from marketplace.documents.models import Document, DocumentKind
from marketplace.documents.numbering import issue
from marketplace.earnings.queries import Sums
from marketplace.ledger import BANK, accounts
from marketplace.ledger.models import LedgerPosting, LedgerTransaction
from marketplace.sellers.models import Seller

SUMS: Final = ("orders", "sold_vnd", "returned_vnd", "goods_vnd", "commission_vnd", "withheld_vnd", "net_vnd")
"""What is told of each month and of the year; goods less commission less withheld taxes are the net amount."""
MARK: Final = "mark"


def issue_income_statement(seller: Seller, year: int) -> Document:
    """The statement of a year, up to today where it is not over. With other figures than before it is a new version.

    Raises NothingEarned.
    """
    months = earnings.year_of_seller(seller.id, year).months
    if not months:
        raise NothingEarned()
    rows = [{"month": month} | _told(sums) for month, sums in months.items()]
    content: dict[str, Any] = {"seller": seller.name_vi, "year": year, "until": _until(year), "months": rows}
    content |= {name: sum(int(row[name]) for row in rows) for name in SUMS}
    content["paid_out_vnd"] = _paid_out(seller.id, year)
    subject = f"{seller.id}:{year}"
    return issue(DocumentKind.INCOME, subject, content | {MARK: sealing.sign(_text(content))}, seller_id=seller.id)


def is_genuine(document: Document) -> bool:
    """Whether the shop signed just this content."""
    content = {name: value for name, value in document.content.items() if name != MARK}
    return sealing.is_signed(_text(content), str(document.content.get(MARK, "")))


def _told(sums: Sums) -> dict[str, int]:
    figures = asdict(sums) | {"withheld_vnd": sums.withheld_vnd}
    return {name: figures[name] for name in SUMS}


def _until(year: int) -> str:
    return "" if year < today().year else today().isoformat()


def _paid_out(seller_id: int, year: int) -> int:
    """What went to the shop's bank account in the year and stayed there."""
    account = accounts.seller(seller_id).code
    total = 0
    for sign, source, destination in ((1, account, BANK.code), (-1, BANK.code, account)):
        booked = select(func.sum(LedgerPosting.amount_vnd)).join(
            LedgerTransaction, LedgerTransaction.id == LedgerPosting.transaction_id
        )
        of_year = LedgerTransaction.month.between(f"{year}-01", f"{year}-12"), LedgerTransaction.seller_id == seller_id
        moved = booked.where(LedgerPosting.source == source, LedgerPosting.destination == destination, *of_year)
        total += sign * int(db.session.scalar(moved) or 0)
    return total


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
