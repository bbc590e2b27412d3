"""CAMT.053, the statement of ISO 20022, in any of its versions: XML of strangers, so without entities or DTD."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from marketplace.banking.statements.amounts import FRACTION, UNREADABLE, AmountUnreadable, parse_amount
from marketplace.banking.statements.errors import StatementDamaged, WrongCurrency
from marketplace.banking.statements.moments import MomentUnreadable, parse_moment
from marketplace.banking.statements.rows import (
    LONGEST_MEMO,
    LONGEST_REF,
    RowError,
    Statement,
    StatementRow,
    counterparty_of,
)
from marketplace.text import clean_line

BOOKED: Final = "BOOK"


def read(data: bytes) -> Statement:
    """The booked movements; announced ones come again once booked. Raises StatementDamaged or WrongCurrency."""
    account, parts = "", list[StatementRow | RowError]()
    for number, (told_account, entry) in enumerate(_entries(data), 1):
        account = account or told_account
        parts += _parts(number, entry)
    rows = tuple(part for part in parts if isinstance(part, StatementRow))
    return Statement("camt053", account, rows, tuple(part for part in parts if isinstance(part, RowError)))


def _entries(data: bytes) -> Iterator[tuple[str, Element]]:
    account = ""
    try:
        for _event, element in iterparse(BytesIO(data), events=["end"], forbid_dtd=True):
            name = _name(element)
            if name == "Stmt":
                return  # the first account is all that there may be
            if name == "Acct" and not account:
                account = _text(element, "Id/Othr/Id") or _text(element, "Id/IBAN")
            if name == "Ntry":
                if _text(element, "Sts/Cd", _text(element, "Sts")) == BOOKED:
                    yield account, element
                element.clear()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise StatementDamaged(format="CAMT.053") from error
    raise StatementDamaged(format="CAMT.053")


def _parts(number: int, entry: Element) -> Iterator[StatementRow | RowError]:
    """The entry; one that books several transfers at once is told apart where all of them have their amounts."""
    transfers = [each for details in _children(entry, "NtryDtls") for each in _children(details, "TxDtls")]
    amounts = [_find(each, "Amt") for each in transfers]
    whole = _find(entry, "Amt")
    if len(transfers) > 1 and all(amount is not None for amount in amounts):
        for transfer, amount in zip(transfers, amounts, strict=True):
            yield _movement(number, entry, transfer, amount)
    else:
        yield _movement(number, entry, transfers[0] if transfers else entry, whole)


def _movement(number: int, entry: Element, transfer: Element, amount: Element | None) -> StatementRow | RowError:
    if amount is not None and amount.get("Ccy") != "VND":
        raise WrongCurrency(currency=clean_line(amount.get("Ccy", "?"), 3))
    when = _text(entry, "BookgDt/DtTm") or _text(entry, "BookgDt/Dt")
    said = (amount.text or "").strip() if amount is not None else ""
    try:
        booked, amount_vnd = parse_moment(_without_fraction(when)), _whole(said)
    except MomentUnreadable as error:
        return RowError(number, str(error), {"text": clean_line(when, 40)})
    except AmountUnreadable as error:
        return RowError(number, str(error), {"text": clean_line(said, 40)})
    other = "Dbtr" if (comes_in := _text(entry, "CdtDbtInd") == "CRDT") else "Cdtr"
    memo = " ".join(each.text or "" for each in _children(_find(transfer, "RmtInf"), "Ustrd"))
    return StatementRow(
        number=number,
        bank_ref=clean_line(_text(transfer, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef"), LONGEST_REF),
        booked_at=booked.at,
        amount_vnd=amount_vnd if comes_in else -amount_vnd,
        memo=clean_line(memo or _text(entry, "AddtlNtryInf"), LONGEST_MEMO),
        counterparty=counterparty_of(*_counterparty(transfer, other)),
        has_time=booked.has_time,
    )


def _whole(said: str) -> int:
    """A point is always the decimal mark here: "1250.000" is 1250."""
    whole, _point, part = said.partition(".")
    if not whole.isascii() or not whole.isdigit() or not (part or "0").isdigit():
        raise AmountUnreadable(UNREADABLE)
    if part.strip("0"):
        raise AmountUnreadable(FRACTION)
    return parse_amount(int(whole))


def _without_fraction(when: str) -> str:
    """An instant of XML Schema as `parse_moment` reads it."""
    try:
        return datetime.fromisoformat(when).replace(microsecond=0).isoformat() if "T" in when else when
    except ValueError as error:
        raise MomentUnreadable(UNREADABLE) from error


def _counterparty(transfer: Element, side: str) -> tuple[str, str]:
    """Newer versions put the person into a part of its own."""
    parties = _find(transfer, "RltdPties")
    if parties is None:
        return "", ""
    name = _text(parties, f"{side}/Pty/Nm") or _text(parties, f"{side}/Nm")
    return name, _text(parties, f"{side}Acct/Id/Othr/Id") or _text(parties, f"{side}Acct/Id/IBAN")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element | None, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name] if element is not None else []


def _find(element: Element | None, path: str) -> Element | None:
    """The first descendant along this path, whatever version of the format its name belongs to."""
    for name in path.split("/"):
        element = next(iter(_children(element, name)), None)
    return element


def _text(element: Element, path: str, otherwise: str = "") -> str:
    found = _find(element, path)
    return (found.text or "").strip() if found is not None and (found.text or "").strip() else otherwise
