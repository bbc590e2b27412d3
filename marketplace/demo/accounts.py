"""The people who can sign in to the demo shop. They exist nowhere else."""

from dataclasses import dataclass

from marketplace.accounts import hash_password
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerMember, SellerRole

PASSWORD = "gui demo 2026"  # noqa: S105 - printed for everybody who tries the demo shop


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demo shop; phones are numbers that nobody has."""

    name: str
    phone: str
    does: str
    seller: str = ""
    role: SellerRole = SellerRole.OWNER
    is_operator: bool = False


ACCOUNTS = (
    DemoAccount("Chị Mẫu Mua", "+84900000001", "buyer"),
    DemoAccount("Anh Mẫu Green Life", "+84900000002", "owner of HTX Green Life", "green-life"),
    DemoAccount("Chị Mẫu Gói Hàng", "+84900000003", "packer of HTX Green Life", "green-life", SellerRole.PACKER),
    DemoAccount("Anh Mẫu Viba", "+84900000004", "owner of HTX Chuối Viba", "viba"),
    DemoAccount("Chị Mẫu Vận Hành", "+84900000009", "operator", is_operator=True),
)


def add_accounts(sellers: dict[str, Seller]) -> list[User]:
    """Open the accounts, with their places in the sellers of these keys."""
    hashed = hash_password(PASSWORD)
    return [_add(account, hashed, sellers) for account in ACCOUNTS]


def _add(account: DemoAccount, hashed: str, sellers: dict[str, Seller]) -> User:
    user = User(name=account.name, phone=account.phone, password_hash=hashed, is_operator=account.is_operator)
    db.session.add(user)
    db.session.flush()
    if account.seller:
        db.session.add(SellerMember(seller=sellers[account.seller], user=user, role=account.role))
    return user
