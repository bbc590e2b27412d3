"""Where the money of a shop goes, and whose name stands on the account."""

from typing import Final

from sqlalchemy import ScalarSelect, SQLColumnExpression, literal, select

from marketplace.accounts.models import User
from marketplace.banking.accounts import SHOWN
from marketplace.clock import now
from marketplace.database import db
from marketplace.sealing import seal
from marketplace.sellers.application_models import BankAccount
from marketplace.sellers.models import Seller
from marketplace.text import fold

_SHORT: Final = {
    "hop tac xa": "htx",
    "lien hiep": "lh",
    "to hop tac": "tht",
    "ho kinh doanh": "hkd",
    "trach nhiem huu han": "tnhh",
    "cong ty": "cty",
    "co phan": "cp",
}


def is_holder(holder: str, name: str) -> bool:
    """Whether the account is in this name, "HTX" and "HOP TAC XA" meaning the same."""
    return bool(name) and _shortened(holder) == _shortened(name)


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
    return db.session.scalar(select(BankAccount).where(BankAccount.id == confirmed_last(literal(seller_id))))


def confirmed_last(seller_id: SQLColumnExpression[int]) -> ScalarSelect[int]:
    """The id of the account that a shop's money goes to, for a statement that names the shop."""
    confirmed = select(BankAccount.id).where(BankAccount.seller_id == seller_id, BankAccount.confirmed_at.is_not(None))
    last = confirmed.order_by(BankAccount.confirmed_at.desc(), BankAccount.id.desc()).limit(1)
    return last.correlate_except(BankAccount).scalar_subquery()


def _shortened(name: str) -> str:
    folded = fold(name)
    for long, short in _SHORT.items():
        folded = folded.replace(long, short)
    return folded
