"""The shop's own account, to which buyers transfer. Without one, transfers are not offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app

from config import SettingError
from marketplace import payments
from marketplace.banking.accounts import WrongAccount, parse_account, parse_holder
from marketplace.banking.banks import SAMPLE_BANK, banks
from marketplace.orders.states import PaymentMethod

SAMPLE: Final = {"BANK_BIN": SAMPLE_BANK, "BANK_ACCOUNT": "000000002026", "BANK_HOLDER": "CHO GUI MAU"}
"""The account of a shop that is tried out: no bank app can pay to it."""


@dataclass(frozen=True)
class OwnAccount:
    """Where transfers go; `spaced` is the number as it is read to somebody."""

    bank: str
    number: str
    holder: str

    @property
    def bank_name(self) -> str:
        """What the bank is called; the sample account is at none."""
        return banks()[self.bank].name if self.bank in banks() else "Ngân hàng Mẫu"

    @property
    def spaced(self) -> str:
        """The number in groups of four."""
        return " ".join(self.number[at : at + 4] for at in range(0, len(self.number), 4))


def init_app(app: Flask) -> None:
    """Read the account, and offer transfers to it; outside production it is the sample unless there is one.

    Raises SettingError.
    """
    given = {name: app.config[name] for name in SAMPLE}
    if not any(given.values()) and not app.config["PRODUCTION"]:
        app.config.update(SAMPLE)
        given = SAMPLE
    account = _read(given, is_live=app.config["PRODUCTION"]) if any(given.values()) else None
    app.extensions["own_account"] = account
    payments.offer([PaymentMethod.COD, PaymentMethod.TRANSFER] if account else [PaymentMethod.COD])


def own_account() -> OwnAccount | None:
    """Where transfers go in this shop."""
    account: OwnAccount | None = current_app.extensions["own_account"]
    return account


def _read(given: Mapping[str, str], *, is_live: bool) -> OwnAccount:
    bank, number, holder = given.values()
    if bank not in banks() and (is_live or given != SAMPLE):
        raise SettingError(f"BANK_BIN is {bank!r}; set it to a number of marketplace/banking/data/banks.toml.")
    try:
        return OwnAccount(bank, parse_account(number), parse_holder(holder))
    except WrongAccount as error:
        raise SettingError(
            f"BANK_ACCOUNT is {number!r} and BANK_HOLDER {holder!r}; set both beside BANK_BIN, for example to "
            "1500205123456 and HTX MAU SUOI TRONG."
        ) from error
