"""The voucher codes that a browser uses, and what its pages say of them. They are kept in the session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from flask import request, session

from marketplace import orders, vouchers
from marketplace.cart import Parcel
from marketplace.errors import DomainError
from marketplace.orders import Quote
from marketplace.text import clean_line
from marketplace.vouchers.errors import VoucherMissing
from marketplace.web.filters import sentence_of
from marketplace.web.voucher_words import gives

KEY: Final = "codes"
MOST: Final = 5


@dataclass(frozen=True)
class Line:
    """A voucher that counts, what it gives, and how much that is; nothing yet while the place is not known."""

    code: str
    gives: str
    amount_vnd: int


@dataclass(frozen=True)
class View:
    """What a page says of vouchers: those that count, why others do not, and the best one to propose.

    `problem` is why the code `typed` was refused just now.
    """

    lines: tuple[Line, ...]
    refused: tuple[tuple[str, str], ...]
    proposed: Line | None
    typed: str = ""
    problem: str = ""

    @property
    def saved_vnd(self) -> int:
        """What all of them take off."""
        return sum(line.amount_vnd for line in self.lines)

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The same as rows of a sum."""
        return [(line.code, -line.amount_vnd) for line in self.lines if line.amount_vnd]


def kept() -> tuple[str, ...]:
    """The codes that this browser uses."""
    return tuple(session.get(KEY, ()))


def forget(spent: Collection[str] | None = None) -> None:
    """Those that were spent are gone, or all where nothing else is left to be ordered; the others need no retyping."""
    if spent is None:
        session.pop(KEY, None)
    else:
        _keep([code for code in kept() if code not in spent])


def change(parcels: Sequence[Parcel], quote: Quote | None) -> None:
    """Do what the button says: use the code that was typed or proposed, or drop one.

    Raises DomainError with the reason why it does not count; then nothing has changed.
    """
    if dropped := request.form.get("drop_code"):
        _keep([code for code in kept() if code != dropped])
        return
    code = vouchers.clean_code(request.form.get("pick_code") or request.form.get("code") or "")
    if not code:
        raise VoucherMissing()
    codes = [*(kept_code for kept_code in kept() if kept_code != code), code][-MOST:]
    counted = orders.count_vouchers(parcels, codes, _fees(quote))
    if refused := next((error for error in counted.refused if error.code == code), None):
        raise refused
    _keep(codes)


def show(parcels: Sequence[Parcel], quote: Quote | None, problem: DomainError | None = None) -> View:
    """What the page of this basket says."""
    counted = quote.vouchers if quote else orders.count_vouchers(parcels, kept())
    proposed = orders.propose_voucher(parcels, counted, _fees(quote))
    return View(
        lines=tuple(Line(cut.voucher.code, gives(cut.voucher), cut.amount_vnd) for cut in counted.cuts),
        refused=tuple((error.code, sentence_of(error)) for error in counted.refused),
        proposed=Line(proposed[0].code, gives(proposed[0]), proposed[1]) if proposed else None,
        typed=clean_line(request.form.get("code", ""), 24) if problem else "",
        problem=sentence_of(problem) if problem else "",
    )


def _keep(codes: Sequence[str]) -> None:
    session[KEY] = list(codes)


def _fees(quote: Quote | None) -> dict[object, int] | None:
    return {each.parcel.key: each.shipping_vnd for each in quote.parcels} if quote else None
