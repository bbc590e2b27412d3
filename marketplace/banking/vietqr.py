"""The code that bank apps read to fill in a transfer: VietQR, as NAPAS laid it down upon EMVCo's rules (v1.0, 2021).

Only what the second reader reads back unchanged is ever shown: `payload` sees to it.
"""

import re
from dataclasses import dataclass
from typing import Final

from marketplace.banking.emvco import closed, field
from marketplace.banking.vietqr_reader import read

NAPAS: Final = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
REUSABLE, FOR_ONE_PAYMENT = "11", "12"
DONG: Final = "704"
LONGEST_MEMO: Final = 25
MOST_VND: Final = 9_999_999_999_999


class WrongTransfer(ValueError):
    """No code can be made of this transfer, or the one that was made does not say the same."""


@dataclass(frozen=True)
class Transfer:
    """What a code asks for: so much money, in dong, to this account, with this memo.

    Without an amount the payer types one. `account` is the number of a card where `to_card`.
    """

    bank: str
    account: str
    amount_vnd: int | None = None
    memo: str = ""
    to_card: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{6}", self.bank):
            raise WrongTransfer("a bank has six digits")
        if not re.fullmatch(r"[0-9A-Z]{1,19}", self.account):
            raise WrongTransfer("an account has up to 19 digits and capitals")
        if self.amount_vnd is not None and not 0 < self.amount_vnd <= MOST_VND:
            raise WrongTransfer("an amount has 1 to 13 digits and is not 0")
        if not re.fullmatch(rf"(?:[0-9A-Za-z](?:[0-9A-Za-z ]{{0,{LONGEST_MEMO - 2}}}[0-9A-Za-z])?)?", self.memo):
            raise WrongTransfer("a memo has up to 25 letters without accents, digits and spaces")


def payload(transfer: Transfer) -> str:
    """The text in the code. Raises WrongTransfer when reading it does not give the transfer back."""
    text = _write(transfer)
    found = read(text)
    asked = (
        transfer.bank,
        transfer.account,
        TO_CARD if transfer.to_card else TO_ACCOUNT,
        transfer.amount_vnd,
        transfer.memo,
    )
    if found != asked:
        raise WrongTransfer("the code that was written says something else")
    return text


def _write(transfer: Transfer) -> str:
    to = field("00", transfer.bank) + field("01", transfer.account)
    account = field("00", NAPAS) + field("01", to) + field("02", TO_CARD if transfer.to_card else TO_ACCOUNT)
    amount = field("54", str(transfer.amount_vnd)) if transfer.amount_vnd is not None else ""
    memo = field("62", field("08", transfer.memo)) if transfer.memo else ""
    use = REUSABLE if transfer.amount_vnd is None else FOR_ONE_PAYMENT
    return closed(
        field("00", "01")
        + field("01", use)
        + field("38", account)
        + field("53", DONG)
        + amount
        + field("58", "VN")
        + memo
    )
