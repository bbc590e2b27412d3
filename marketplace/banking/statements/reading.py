"""Opening a statement that somebody sent: what it is says its content, never its name."""

import re
from dataclasses import dataclass, replace
from typing import Final

from marketplace.banking.statements import camt, mt940, ofx, tables
from marketplace.banking.statements.errors import PrintedStatement, StatementTooBig, TooManyRows, WrongAccount
from marketplace.banking.statements.rows import (
    RowError,
    Statement,
    StatementRow,
    masked_account,
    plain_account,
    same_account,
)
from marketplace.spreadsheets.delimited import decoded
from marketplace.text import N_

HEAD: Final = 4_096
_CAMT: Final = re.compile(rb"<(?:\w+:)?Document\b|camt\.05[23]")
_OFX: Final = re.compile(rb"OFXHEADER|<OFX>", re.IGNORECASE)
_MT940: Final = re.compile(rb"^\s*(?:\{\d:[^}]{0,64}\}.{0,200}?)?:20:", re.DOTALL)
OTHER_ACCOUNT: Final = N_("Dòng này của tài khoản %(account)s, không phải tài khoản nhận tiền của chợ.")


@dataclass(frozen=True)
class Bounds:
    """How much is read at once, and of whose account; `accounts` may be empty where the shop has named none."""

    most_bytes: int
    most_rows: int
    accounts: tuple[str, ...] = ()


def read(data: bytes, bounds: Bounds) -> Statement:
    """The movements of the account. Rows that cannot be read are told beside the others.

    Raises StatementTooBig, TooManyRows, WrongAccount, WrongCurrency, StatementDamaged, StatementUnknown, LettersBroken,
    PrintedStatement, or one of the errors of spreadsheets.
    """
    if len(data) > bounds.most_bytes:
        raise StatementTooBig(most=bounds.most_bytes // 1024**2)
    statement = _read(data)
    if len(statement.rows) + len(statement.errors) > bounds.most_rows:
        raise TooManyRows(most=bounds.most_rows)
    return _of_account(statement, bounds.accounts)


def _read(data: bytes) -> Statement:
    head = data[:HEAD]
    if head.lstrip().startswith(b"%PDF"):
        raise PrintedStatement()
    if _CAMT.search(head):
        return camt.read(data)
    if _OFX.search(head):
        return ofx.read(decoded(data))
    if _MT940.match(head):
        return mt940.read(decoded(data).replace("\r\n", "\n"))
    return tables.read(data)


def _of_account(statement: Statement, accounts: tuple[str, ...]) -> Statement:
    """Only what belongs to one of these accounts. Raises WrongAccount when the whole of it does not."""
    if not accounts:
        return statement
    if statement.account and not _is_one_of(statement.account, accounts):
        ours = ", ".join(map(masked_account, accounts))
        raise WrongAccount(account=masked_account(statement.account) or statement.account, ours=ours)
    rows: list[StatementRow] = []
    errors = list(statement.errors)
    for row in statement.rows:
        if row.account and not _is_one_of(row.account, accounts):
            errors.append(RowError(row.number, OTHER_ACCOUNT, {"account": masked_account(row.account)}))
        else:
            rows.append(row)
    return replace(statement, rows=tuple(rows), errors=tuple(errors))


def _is_one_of(account: str, accounts: tuple[str, ...]) -> bool:
    """A statement that names a virtual or masked account ("xxxx1234") is measured by what it shows of it."""
    shown = plain_account(re.sub(r"(?i)^[x*•.]+", "", account))
    is_masked = account[:1] in "xX*•."
    return any(same_account(account, each) or (is_masked and each.endswith(shown)) for each in accounts)
