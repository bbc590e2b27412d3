"""What every bank file says of a transfer, whatever its shape."""

from dataclasses import dataclass
from typing import Final

from marketplace.text import unaccented

LONGEST_MEMO: Final = 140
"""Of a transfer in ISO 20022; no Vietnamese bank takes more."""


@dataclass(frozen=True, slots=True)
class Debtor:
    """Whose money goes out: the shop's own account."""

    name: str
    bank: str
    account: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer: `bank` is the six digits of NAPAS, `memo` is written without accents, as banks pass it on."""

    ref: str
    bank: str
    bank_name: str
    account: str
    holder: str
    amount_vnd: int
    memo: str

    @property
    def plain_memo(self) -> str:
        """The memo in the letters that every bank takes."""
        return unaccented(self.memo)[:LONGEST_MEMO]
