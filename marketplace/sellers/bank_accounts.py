"""Where the money of a shop goes: the banks there are, how accounts are read, and whose name stands on them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.sealing import seal
from marketplace.sellers.application_models import BankAccount
from marketplace.sellers.models import Seller
from marketplace.text import N_, clean_line, fold, unaccented

SHORTEST, LONGEST = 6, 19
LONGEST_HOLDER: Final = 70
SHOWN: Final = 4
_SEPARATORS: Final = re.compile(r"[\s.\-]+")
_SHORT: Final = {
    "hop tac xa": "htx",
    "lien hiep": "lh",
    "to hop tac": "tht",
    "ho kinh doanh": "hkd",
    "trach nhiem huu han": "tnhh",
    "cong ty": "cty",
    "co phan": "cp",
}


class WrongAccount(DomainError):
    """What was typed is no account; never repeats it."""


@dataclass(frozen=True)
class Bank:
    """A bank, and the six digits by which payments find it."""

    bin: str
    name: str


@cache
def banks() -> dict[str, Bank]:
    """All banks by their number, the ones with the most branches in the country first."""
    file = Path(__file__).with_name("data") / "banks.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["bank"]
    return {row["bin"]: Bank(**row) for row in rows}


def parse_account(text: str) -> str:
    """The number of an account: 6 to 19 digits or letters, however they are spaced. Raises WrongAccount."""
    plain = _SEPARATORS.sub("", clean_line(text, 60)).upper()
    if not plain:
        raise WrongAccount(N_("Chưa ghi số tài khoản."))
    if not (plain.isascii() and plain.isalnum()):
        raise WrongAccount(N_("Số tài khoản chỉ gồm chữ số, có khi thêm chữ cái không dấu."))
    if not SHORTEST <= len(plain) <= LONGEST:
        raise WrongAccount(
            N_("Số tài khoản có từ %(least)s đến %(most)s ký tự. Xem lại trên thẻ hoặc ứng dụng ngân hàng."),
            least=SHORTEST,
            most=LONGEST,
        )
    return plain


def parse_holder(text: str) -> str:
    """The holder as banks write it: capital letters without accents. Raises WrongAccount."""
    plain = unaccented(clean_line(text, LONGEST_HOLDER + 1)).upper()
    if not plain or len(plain) > LONGEST_HOLDER or not re.fullmatch(r"[A-Z0-9 .,&()/'-]+", plain):
        raise WrongAccount(N_("Ghi tên chủ tài khoản như trên ứng dụng ngân hàng. Ví dụ: HTX MAU SUOI TRONG"))
    return plain


def is_holder(holder: str, name: str) -> bool:
    """Whether the account is in this name, "HTX" and "HOP TAC XA" meaning the same."""
    return bool(name) and _shortened(holder) == _shortened(name)


def masked_account(number: str) -> str:
    """Enough to recognise one's own account: its last four characters."""
    return f"•••• {number[-SHOWN:]}"


def propose_account(seller: Seller, *, bank: str, number: str, holder: str, by: User) -> BankAccount:
    """Write an account down. No money goes there before `confirm_account`."""
    account = BankAccount(
        seller=seller, bank=bank, number_sealed=seal(number), number_end=number[-SHOWN:], holder=holder, by=by
    )
    db.session.add(account)
    db.session.flush()
    return account


def confirm_account(seller: Seller, ref: str) -> BankAccount:
    """Send the shop's money to this account from now on."""
    wanted = select(BankAccount).where(BankAccount.seller_id == seller.id, BankAccount.ref == ref)
    account = db.session.scalars(wanted).one()
    account.confirmed_at = now()
    db.session.flush()
    return account


def find_account(seller_id: int) -> BankAccount | None:
    """The account that the shop's money goes to, if two people have agreed to one."""
    confirmed = select(BankAccount).where(BankAccount.seller_id == seller_id, BankAccount.confirmed_at.is_not(None))
    return db.session.scalars(confirmed.order_by(BankAccount.confirmed_at.desc(), BankAccount.id.desc())).first()


def _shortened(name: str) -> str:
    folded = fold(name)
    for long, short in _SHORT.items():
        folded = folded.replace(long, short)
    return folded
