"""What a buyer wants on the VAT invoice. The shop keeps it and hands it to the seller, who makes the invoice out.

Decree 254/2026/NĐ-CP, articles 17 and 19: the platform gives sellers what they need of the buyer and of the delivery.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from marketplace.accounts import parse_email
from marketplace.clock import now
from marketplace.database import db
from marketplace.documents.errors import AddressMissing, BuyerNameMissing, InvoiceTooLate
from marketplace.documents.models import InvoiceRequest
from marketplace.orders.models import Purchase
from marketplace.orders.states import CALLED_OFF, OrderState
from marketplace.sealing import seal, unseal
from marketplace.sellers.tax_codes import OF_BRANCH, OF_PERSON, parse_branch_code, parse_personal_number, parse_tax_code
from marketplace.text import clean_line

ENDED: Final = CALLED_OFF | {OrderState.DELIVERED}
ASKED_WITHIN: Final = timedelta(days=10)
"""After the last parcel has arrived; later the seller has made out and declared what the month holds."""


@dataclass(frozen=True)
class InvoiceDetails:
    """The buyer as the invoice names it."""

    name: str
    tax_code: str
    address: str
    email: str


def parse_buyer_code(text: str) -> str:
    """The tax code of an organisation or a branch, or a person's own number. Raises WrongNumber."""
    digits = sum(letter.isdigit() for letter in text)
    parse = {OF_BRANCH: parse_branch_code, OF_PERSON: parse_personal_number}.get(digits, parse_tax_code)
    return parse(text)


def request_invoice(purchase: Purchase, *, name: str, tax_code: str, address: str, email: str) -> InvoiceDetails:
    """Ask for an invoice, or for another one than before. The newest request counts.

    Raises InvoiceTooLate, BuyerNameMissing, WrongNumber, AddressMissing or what `parse_email` raises.
    """
    see_that_in_time(purchase)
    details = check_details(name=name, tax_code=tax_code, address=address, email=email)
    if find_request(purchase.id) != details:
        sealed = seal(json.dumps(asdict(details), ensure_ascii=False))
        db.session.add(InvoiceRequest(purchase_id=purchase.id, details_sealed=sealed))
        db.session.flush()
    return details


def check_details(*, name: str, tax_code: str, address: str, email: str) -> InvoiceDetails:
    """The details as they are kept. Raises what `request_invoice` raises."""
    if not (named := clean_line(name, 200)):
        raise BuyerNameMissing()
    code = parse_buyer_code(tax_code)
    if not (at := clean_line(address, 300)):
        raise AddressMissing()
    return InvoiceDetails(named, code, at, parse_email(email))


def take_back_request(purchase: Purchase) -> None:
    """No invoice is wanted after all. Raises InvoiceTooLate."""
    see_that_in_time(purchase)
    if find_request(purchase.id):
        db.session.add(InvoiceRequest(purchase_id=purchase.id, details_sealed=None))
        db.session.flush()


def asked_until(purchase: Purchase) -> datetime | None:
    """Until when an invoice can be asked for, changed or taken back; None while a parcel is still to come."""
    if any(order.state not in ENDED for order in purchase.orders):
        return None
    return max(order.events[-1].at for order in purchase.orders) + ASKED_WITHIN


def see_that_in_time(purchase: Purchase) -> None:
    """Raise InvoiceTooLate once the time to ask is over, or when nothing was delivered."""
    until = asked_until(purchase)
    if until and (until < now() or not any(order.state == OrderState.DELIVERED for order in purchase.orders)):
        raise InvoiceTooLate()


def find_request(purchase_id: int) -> InvoiceDetails | None:
    """What is wanted on the invoice of a purchase now; None when no invoice is."""
    return requests_of([purchase_id]).get(purchase_id)


def requests_of(purchase_ids: list[int]) -> dict[int, InvoiceDetails]:
    """The requests that count, by purchase: one statement."""
    asked = select(InvoiceRequest.purchase_id, InvoiceRequest.details_sealed)
    rows = db.session.execute(asked.where(InvoiceRequest.purchase_id.in_(purchase_ids)).order_by(InvoiceRequest.id))
    newest = {key: sealed for key, sealed in rows}  # noqa: C416 - rows are no pairs to mypy
    return {key: InvoiceDetails(**json.loads(unseal(sealed))) for key, sealed in newest.items() if sealed}
