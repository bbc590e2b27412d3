"""MT940, the statement message of SWIFT, read by the library mt-940. It tells days, never times."""

from datetime import date
from typing import Any, Final

from mt940 import parse

from marketplace.banking.statements.amounts import FRACTION
from marketplace.banking.statements.errors import StatementDamaged, WrongCurrency
from marketplace.banking.statements.rows import LONGEST_MEMO, LONGEST_REF, RowError, Statement, StatementRow
from marketplace.clock import start_of_day
from marketplace.text import clean_line

NO_REFERENCE: Final = "NONREF"


def read(text: str) -> Statement:
    """The movements of the message. Raises StatementDamaged or WrongCurrency."""
    try:
        told = parse(text)
    except Exception as error:  # the library lets whatever its patterns meet go through
        raise StatementDamaged(format="MT940") from error
    rows, errors = [], []
    for number, movement in enumerate(told, 1):
        match _movement(number, movement.data):
            case StatementRow() as row:
                rows.append(row)
            case RowError() as problem:
                errors.append(problem)
    account = str(told.data.get("account_identification") or "").partition("/")
    if not rows and not errors and not account[0]:
        raise StatementDamaged(format="MT940")
    return Statement("mt940", clean_line(account[2] or account[0], 40), tuple(rows), tuple(errors))


def _movement(number: int, data: dict[str, Any]) -> StatementRow | RowError:
    amount, day = data.get("amount"), data.get("date")
    if amount is None or not isinstance(day, date):
        raise StatementDamaged(format="MT940")
    if data.get("currency") not in {None, "VND"}:
        raise WrongCurrency(currency=clean_line(str(data["currency"]), 3))
    if amount.amount != int(amount.amount):
        return RowError(number, FRACTION, {"text": str(amount.amount)})
    return StatementRow(
        number=number,
        bank_ref=clean_line(_reference(data), LONGEST_REF),
        booked_at=start_of_day(date(day.year, day.month, day.day)),
        amount_vnd=int(amount.amount),
        memo=clean_line(str(data.get("transaction_details") or data.get("extra_details") or ""), LONGEST_MEMO),
        has_time=False,
    )


def _reference(data: dict[str, Any]) -> str:
    """The bank's number; the sender's where there is none."""
    given = (str(data.get(name) or "") for name in ("bank_reference", "customer_reference"))
    return next((ref for ref in given if ref and ref != NO_REFERENCE), "")
