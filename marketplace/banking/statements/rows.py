"""What a statement tells: its movements, and the rows of which nobody can say what they are."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from marketplace.text import clean_line

LONGEST_MEMO: Final = 500
LONGEST_NAME: Final = 120
LONGEST_REF: Final = 60
SHOWN: Final = 4
"""How many digits of somebody else's account are kept: enough to ask about, too few to know it."""


@dataclass(frozen=True)
class StatementRow:
    """One movement of the account.

    `amount_vnd` is positive for money that came in. `booked_at` is in UTC; where the bank tells the day alone it is the
    day's beginning in Vietnam and `has_time` is false. `account` is the account of the statement as it stands there,
    which may have lost leading zeros, or empty. Of the counterparty the name is kept, of its account the end alone.
    """

    number: int
    bank_ref: str
    booked_at: datetime
    amount_vnd: int
    memo: str
    account: str = ""
    counterparty: str = ""
    has_time: bool = True


@dataclass(frozen=True)
class RowError:
    """A row that was left out: `sentence` with its `params` says why, and what to do."""

    number: int
    sentence: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Statement:
    """A whole statement. `account` is empty where it does not name its account; `shape` is the layout that it has."""

    shape: str
    account: str = ""
    rows: tuple[StatementRow, ...] = ()
    errors: tuple[RowError, ...] = ()


def same_account(one: str, other: str) -> bool:
    """Whether two writings name one account: spreadsheets drop leading zeros, people group the digits."""
    return plain_account(one) == plain_account(other)


def plain_account(text: str) -> str:
    """Letters and digits alone, without the zeros in front."""
    return re.sub(r"[^0-9A-Z]", "", text.upper()).lstrip("0")


def masked_account(account: str) -> str:
    """The end of an account's number: "··· 1234"; nothing for one that is too short to hide anything of it."""
    plain = re.sub(r"[^0-9A-Za-z]", "", account)
    return f"··· {plain[-SHOWN:]}" if len(plain) > SHOWN else ""


def counterparty_of(name: str, account: str) -> str:
    """Who sent or got the money, as much of it as the shop keeps."""
    parts = (clean_line(name, LONGEST_NAME - 10), masked_account(account))
    return " ".join(part for part in parts if part)
