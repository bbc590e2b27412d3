"""Statements as tables: CSV in whatever encoding, and workbooks, in the layouts of shapes.toml."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from marketplace import spreadsheets
from marketplace.banking.statements.amounts import AmountUnreadable, parse_amount
from marketplace.banking.statements.errors import LettersBroken, StatementUnknown, WrongCurrency
from marketplace.banking.statements.moments import MomentUnreadable, parse_moment
from marketplace.banking.statements.rows import (
    LONGEST_MEMO,
    LONGEST_REF,
    RowError,
    Statement,
    StatementRow,
    counterparty_of,
)
from marketplace.banking.statements.shapes import Shape, find_shape
from marketplace.spreadsheets import Cell, Odd, Row
from marketplace.text import N_, clean_line, fold

LOOKED_AT: Final = 40
"""Rows above the headings: the bank's name, the account, the period."""
BROKEN: Final = re.compile(r"Ã.|á[»º]|Ä‘|Æ°|[µÞ®¬]|�")
"""What is left of Vietnamese letters after a wrong reading: UTF-8 taken for Latin-1, or the old letters of TCVN3."""
ACCOUNT: Final = re.compile(r"\b(?:so tai khoan|so tk|account (?:no|number)|account)\b")
DIGITS: Final = re.compile(r"\d[\d .-]{4,22}\d")
CURRENCY: Final = re.compile(r"\b(?:loai tien(?: te)?|currency)\b.*?\b(usd|eur|jpy|cny|gbp|aud|sgd)\b")
SENDER: Final = ("counterparty", "counterparty_account")
BOTH_SIDES: Final = N_("Dòng này có cả tiền vào lẫn tiền ra, nên không biết là bên nào.")


def read(data: bytes) -> Statement:
    """The movements in the table. Raises the errors of spreadsheets, StatementUnknown, LettersBroken, WrongCurrency."""
    rows = spreadsheets.read(data).rows
    above: list[Row] = []
    for row in rows:
        if found := find_shape(row.cells):
            shape, columns = found
            return _statement(shape, columns, above, rows)
        above.append(row)
        if len(above) >= LOOKED_AT:
            break
    if any(BROKEN.search(cell) for cell in _texts(above)):
        raise LettersBroken()
    raise StatementUnknown()


def _statement(shape: Shape, columns: dict[str, int], above: list[Row], rows: Iterable[Row]) -> Statement:
    account = _account_above(above)
    told: list[StatementRow] = []
    errors: list[RowError] = []
    for row in rows:
        match _movement(shape, columns, row):
            case StatementRow() as movement:
                told.append(movement)
            case RowError() as error:
                errors.append(error)
    account = account or next((row.account for row in told if row.account), "")
    return Statement(shape.key, account, tuple(told), tuple(errors))


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    return (cell for cell in chain.from_iterable(row.cells for row in rows) if isinstance(cell, str))


def _account_above(above: list[Row]) -> str:
    """The account that the lines above the table name, in the same cell or a later one of the row."""
    for row in above:
        folded = " ".join(fold(str(cell)) for cell in row.cells)
        if currency := CURRENCY.search(folded):
            raise WrongCurrency(currency=currency[1].upper())
        if ACCOUNT.search(folded) and (found := DIGITS.search(" ".join(_shown(cell) for cell in row.cells))):
            return found[0]
    return ""


def _movement(shape: Shape, columns: dict[str, int], row: Row) -> StatementRow | RowError | None:
    """The row as a movement; None for what is none: totals, page numbers, the words below the table."""
    cells = {name: row.cells[at] if at < len(row.cells) else "" for name, at in columns.items()}
    if _is_remark(cells):
        return None
    when, below = _date_and_ref(cells["date"]) if shape.ref_below_date else (cells["date"], "")
    try:
        booked, amount_vnd = parse_moment(when, shape.zone), _amount(shape, cells)
    except MomentUnreadable as error:
        return RowError(row.number, str(error), {"text": clean_line(_shown(cells["date"]), 40)})
    except AmountUnreadable as error:
        return RowError(row.number, str(error), {"text": clean_line(_shown_amount(cells), 40)})
    return StatementRow(
        number=row.number,
        bank_ref=clean_line(_shown(cells.get("ref", "")) or below, LONGEST_REF),
        booked_at=booked.at,
        amount_vnd=amount_vnd,
        memo=clean_line(_shown(cells["memo"]), LONGEST_MEMO),
        account=clean_line(_shown(cells.get("account", "")), 40),
        counterparty=counterparty_of(*(_shown(cells.get(name, "")) for name in SENDER)),
        has_time=booked.has_time,
    )


def _is_remark(cells: dict[str, Cell]) -> bool:
    """Whether there is no day, or nothing that counts: sums and signatures stand below the table."""
    amounts = [cells.get(name, "") for name in ("credit", "debit", "amount")]
    has_digits = any(character.isdigit() for character in _shown(cells["date"]))
    return not has_digits or not any(_shown(cell).strip() for cell in amounts)


def _date_and_ref(cell: Cell) -> tuple[Cell, str]:
    if not isinstance(cell, str):
        return cell, ""
    when, _line_break, ref = cell.strip().partition("\n")
    return when, ref.strip()


def _amount(shape: Shape, cells: dict[str, Cell]) -> int:
    """Positive for what came in. Raises AmountUnreadable."""
    if "credit" in cells:
        credit, debit = abs(parse_amount(cells["credit"])), abs(parse_amount(cells.get("debit", "")))
        if credit and debit:
            raise AmountUnreadable(BOTH_SIDES)
        return credit - debit
    amount_vnd = parse_amount(cells["amount"])
    is_out = fold(_shown(cells.get("side", ""))) in shape.out
    return -abs(amount_vnd) if is_out else amount_vnd


def _shown(cell: Cell) -> str:
    return cell.text if isinstance(cell, Odd) else str(cell)


def _shown_amount(cells: dict[str, Cell]) -> str:
    shown = (_shown(cells.get(name, "")) for name in ("credit", "debit", "amount"))
    return " / ".join(text for text in shown if text.strip())
