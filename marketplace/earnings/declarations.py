"""What is declared of a month: the withheld taxes of each seller, what came back in the month taken off.

Decree 252/2026/NĐ-CP, article 45: sales that were called off or returned are set off against the month of the return.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from marketplace import sealing
from marketplace.database import db
from marketplace.earnings.models import Earning
from marketplace.earnings.queries import Sums, sum_columns
from marketplace.sellers.models import Seller

AT_ONCE: Final = 500
WITHHELD: Final = Earning.legal_basis != ""


@dataclass(frozen=True)
class Declared:
    """A seller's row. The tax code, or a person's own number, is None where only the sums are shown."""

    seller_id: int
    name: str
    kind: str
    tax_code: str | None
    legal_basis: str
    sums: Sums


def declaration(month: str, *, unsealed: bool = False, limit: int | None = None) -> Iterator[Declared]:
    """The rows of a month ("2026-11"), by seller and decree, one after the other. With `unsealed` each has its number,
    which is for the file to the tax office alone.
    """
    named = (Seller.id, Seller.name_vi, Earning.kind, Seller.tax_code, Earning.legal_basis)
    numbers = (Seller.personal_number_sealed,) if unsealed else ()
    rows = select(*named, *sum_columns(), *numbers).join(Seller, Seller.id == Earning.seller_id)
    wanted = rows.where(Earning.month == month, WITHHELD).group_by(*named, *numbers).order_by(Seller.id)
    found = db.session.execute(wanted.limit(limit).execution_options(yield_per=AT_ONCE))
    for seller_id, name, kind, tax_code, basis, *sums in found:
        figures, sealed = (sums[:-1], sums[-1]) if unsealed else (sums, None)
        number = _number(tax_code, sealed) if unsealed else None
        yield Declared(seller_id, name, kind, number, basis, Sums(*map(int, figures)))


def totals_of(month: str) -> Sums | None:
    """The whole month together; None when nothing was withheld in it."""
    row = db.session.execute(select(*sum_columns()).where(Earning.month == month, WITHHELD)).one()
    return Sums(*map(int, row)) if row[0] else None


def _number(tax_code: str | None, sealed: str | None) -> str:
    return tax_code or (sealing.unseal(sealed) if sealed else "")
