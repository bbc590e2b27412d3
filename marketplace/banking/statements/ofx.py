"""OFX, the exchange format of household accounting: 1.x is SGML whose elements need no end, 2.x is XML.

Both are read as a row of marks and values. Nothing is expanded but the five entities that stand for signs.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from marketplace.banking.statements.amounts import AmountUnreadable, parse_amount
from marketplace.banking.statements.errors import StatementDamaged, WrongCurrency
from marketplace.banking.statements.moments import UNREADABLE, MomentUnreadable, parse_moment
from marketplace.banking.statements.rows import (
    LONGEST_MEMO,
    LONGEST_REF,
    RowError,
    Statement,
    StatementRow,
    counterparty_of,
)
from marketplace.text import clean_line

_MARK: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Z0-9.]{1,32})>(?P<value>[^<]*)")
_WHEN: Final = re.compile(
    r"(?P<day>\d{8})(?P<clock>\d{6})?(?:\.\d+)?(?:\[(?P<hours>[+-]?\d{1,2}(?:\.\d+)?)(?::\w+)?\])?"
)
_SIGNS: Final = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&"))


def read(text: str) -> Statement:
    """The movements of the first account. Raises StatementDamaged or WrongCurrency."""
    account, rows, errors, number = "", [], [], 0
    if not re.search(r"</OFX>\s*$", text):
        raise StatementDamaged(format="OFX")
    for name, held in _elements(text):
        if name == "CURDEF" and held["CURDEF"] != "VND":
            raise WrongCurrency(currency=clean_line(held["CURDEF"], 3))
        if name == "ACCTID":
            account = account or clean_line(held["ACCTID"], 40)
        if name == "STMTTRN":
            number += 1
            match _movement(number, held):
                case StatementRow() as row:
                    rows.append(row)
                case RowError() as error:
                    errors.append(error)
    return Statement("ofx", account, tuple(rows), tuple(errors))


def _elements(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Currency and account with their values, and each movement with all that stands in it."""
    inside: dict[str, str] | None = None
    for mark in _MARK.finditer(text):
        name, value = mark["name"], _plain(mark["value"])
        if name == "STMTTRN":
            if mark["end"] and inside is not None:
                yield name, inside
            inside = None if mark["end"] else {}
        elif mark["end"]:
            continue
        elif inside is not None:
            inside.setdefault(name, value)  # the account of the other side comes after, in a part of its own
        elif name in {"CURDEF", "ACCTID"} and value:
            yield name, {name: value}


def _movement(number: int, held: dict[str, str]) -> StatementRow | RowError:
    try:
        at, has_time = _moment(held.get("DTPOSTED", ""))
        amount_vnd = parse_amount(held.get("TRNAMT", ""))
    except MomentUnreadable as error:
        return RowError(number, str(error), {"text": clean_line(held.get("DTPOSTED", ""), 40)})
    except AmountUnreadable as error:
        return RowError(number, str(error), {"text": clean_line(held.get("TRNAMT", ""), 40)})
    name, memo = held.get("NAME", ""), held.get("MEMO", "")
    return StatementRow(
        number=number,
        bank_ref=clean_line(held.get("FITID", ""), LONGEST_REF),
        booked_at=at,
        amount_vnd=amount_vnd,
        memo=clean_line(memo or name, LONGEST_MEMO),
        counterparty=counterparty_of(name if memo else "", held.get("ACCTID", "")),
        has_time=has_time,
    )


def _moment(text: str) -> tuple[datetime, bool]:
    """By the standard a time without an offset is one in UTC (OFX 2.2, 3.2.8.2); a day alone is one in Vietnam."""
    found = _WHEN.fullmatch(text)
    if found is None:
        raise MomentUnreadable(UNREADABLE)
    clock = found["clock"] if (found["clock"] or "").strip("0") else None
    zone = timezone(timedelta(hours=float(found["hours"]))) if found["hours"] else UTC
    return parse_moment(found["day"] + (clock or ""), zone)


def _plain(value: str) -> str:
    for sign, meant in _SIGNS:
        value = value.replace(sign, meant)
    return value.strip()
