"""What a sale leaves a seller: the one function that says so, for previews, the sale and the statement alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from marketplace.clock import today
from marketplace.fees.commission_vat import vat_in
from marketplace.fees.models import FeeRule
from marketplace.fees.rules import Paid, terms_for
from marketplace.fees.terms import FeeKind, Part, Terms
from marketplace.fees.withholding import Rate, class_of, rate_for, taxes_of


@dataclass(frozen=True)
class Net:
    """A price, what is taken from it and what is left, in dong: price = commission + withheld VAT + PIT + net.

    `fees` are the parts of the commission with their amounts, VAT included; `commission_vat_vnd` is the VAT in them.
    `rate` is the rate of withholding, None where nothing is held back.
    """

    price_vnd: int
    terms: Terms
    fees: tuple[tuple[Part, int], ...]
    commission_vnd: int
    commission_vat_vnd: int
    rate: Rate | None
    withheld_vat_vnd: int
    withheld_pit_vnd: int

    @property
    def commission_net_vnd(self) -> int:
        """The commission without its VAT."""
        return self.commission_vnd - self.commission_vat_vnd

    @property
    def withheld_vnd(self) -> int:
        """Both taxes held back."""
        return self.withheld_vat_vnd + self.withheld_pit_vnd

    @property
    def withheld_bp(self) -> int:
        """Their rate together."""
        return self.rate.basis_points if self.rate else 0

    @property
    def net_vnd(self) -> int:
        """What the seller receives."""
        return self.price_vnd - self.commission_vnd - self.withheld_vnd


def quote_line(
    price_vnd: int,
    seller: Paid,
    *,
    quantity: int = 1,
    category: str | None = None,
    product_id: int | None = None,
    method: str | None = None,
    day: date | None = None,
    trying: Sequence[FeeRule] = (),
) -> Net:
    """What is left of a price for so many packs, by the rules of a day (today) and those that are tried out.

    Without a category goods are meant; without a way of paying, the dearest one.
    """
    terms = terms_for(seller, category=category, product_id=product_id, method=method, day=day, trying=trying)
    tax_class = None if category is None else class_of(category)
    return quote_with(terms, price_vnd, seller.kind, quantity=quantity, tax_class=tax_class, day=day)


def quote_with(
    terms: Terms,
    price_vnd: int,
    kind: str,
    *,
    quantity: int = 1,
    tax_class: str | None = None,
    day: date | None = None,
    withheld_vnd: tuple[int, int] | None = None,
) -> Net:
    """The same by fees that were agreed; `withheld_vnd` are the taxes (VAT, PIT) of a sale that is final."""
    fees = terms.amounts_of(price_vnd, quantity)
    commission_vnd = sum(amount for _, amount in fees)
    rate = rate_for(kind, day, tax_class)
    vat_vnd, pit_vnd = withheld_vnd or taxes_of(price_vnd, rate)
    commission_vat_vnd = vat_in(commission_vnd, day or today())
    return Net(price_vnd, terms, fees, commission_vnd, commission_vat_vnd, rate, vat_vnd, pit_vnd)


def sum_fees(nets: Iterable[Net]) -> dict[FeeKind, int]:
    """What fees of several lines come to, by what they are for; the commission is always among them."""
    sums = {FeeKind.COMMISSION: 0}
    for part, amount_vnd in (fee for net in nets for fee in net.fees):
        sums[part.kind] = sums.get(part.kind, 0) + amount_vnd
    return sums
