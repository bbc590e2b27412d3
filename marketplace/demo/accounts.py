"""The people who can sign in to the demo shop. They exist nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Final

from sqlalchemy import select

from marketplace import addresses
from marketplace.accounts import OperatorRole, hash_password, make_operator
from marketplace.accounts.models import User
from marketplace.accounts.permissions import FULL
from marketplace.addresses import Told
from marketplace.database import db
from marketplace.sellers import invite
from marketplace.sellers.models import Seller, SellerMember
from marketplace.sellers.permissions import SellerRole

PASSWORD = "gui demo 2026"  # noqa: S105 - printed for everybody who tries the demo shop


OPERATOR = "Chị Mẫu Vận Hành"
"""Who may do everything."""
WEIGHER: Final = "Bà Mẫu Gà Đồi"
TREASURER: Final = "Chị Mẫu Thủ Quỹ"
"""Who looks after the money: a run of payouts needs two people."""
ASKERS = {"+84900000241": "Trần Quốc Bảo", "+84900000242": "Lê Ngọc Mai"}
"""Other buyers who asked something; nobody signs in as one of them."""


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demo shop; phones are numbers that nobody has."""

    name: str
    phone: str
    does: str
    shops: Mapping[str, SellerRole] = field(default_factory=dict)
    roles: frozenset[OperatorRole] = frozenset()


ACCOUNTS = (
    DemoAccount("Nguyễn Thu Hà", "+84900000001", "buyer"),
    DemoAccount("Anh Mẫu Green Life", "+84900000002", "owner of HTX Green Life", {"green-life": SellerRole.OWNER}),
    DemoAccount("Chị Mẫu Gói Hàng", "+84900000003", "packer of HTX Green Life", {"green-life": SellerRole.PACKER}),
    DemoAccount("Anh Mẫu Viba", "+84900000004", "owner of HTX Chuối Viba", {"viba": SellerRole.OWNER}),
    DemoAccount("Anh Mẫu Quản Lý", "+84900000005", "manager of HTX Green Life", {"green-life": SellerRole.MANAGER}),
    DemoAccount(
        "Chị Mẫu Kế Toán",
        "+84900000006",
        "accountant of HTX Green Life and HTX Chuối Viba",
        {"green-life": SellerRole.ACCOUNTANT, "viba": SellerRole.ACCOUNTANT},
    ),
    DemoAccount(
        "Anh Mẫu Trực Đơn",
        "+84900000007",
        "operator for orders and trust",
        roles=frozenset({OperatorRole.ORDERS, OperatorRole.TRUST}),
    ),
    DemoAccount(
        "Chị Mẫu Kiểm Tra", "+84900000008", "operator who only looks", roles=frozenset({OperatorRole.READ_ONLY})
    ),
    DemoAccount(OPERATOR, "+84900000009", "operator who may do everything", roles=FULL),
    DemoAccount(TREASURER, "+84900000012", "operator for money", roles=frozenset({OperatorRole.FINANCE})),
    DemoAccount(WEIGHER, "+84900000011", "owner of a sample shop that weighs", {"sample-birds": SellerRole.OWNER}),
    DemoAccount("Đinh Thị Mẫu", "+84900000010", "applies to sell: one begun, one waiting, one sent back"),
)


BOOK: Final = (
    Told("Nguyễn Thu Hà", "+84900000001", "01", "00004", "Số 12, ngõ 8 phố Mẫu"),
    Told("Bà Nguyễn Thị Mẫu", "+84900000243", "", "", "Xóm 3", "xã Hợp Tiến, huyện Kim Bôi, Hòa Bình"),
)
"""The buyer's address book: her home, and her mother's, which nobody has chosen anew since 2025."""


def add_accounts(sellers: dict[str, Seller]) -> list[User]:
    """Open the accounts, with their places in the sellers of these keys, and one place that waits for somebody."""
    hashed = hash_password(PASSWORD)
    people = [_add(account, hashed, sellers) for account in ACCOUNTS]
    for told in BOOK:
        addresses.keep(people[0].id, told)
    invite(sellers["green-life"], role=SellerRole.PACKER, hint="Chị Mẫu Mới Vào", by=people[1])
    return people


def accounts_here() -> list[DemoAccount]:
    """Those who can sign in to this shop; one that an earlier version filled lacks whoever came later."""
    named = select(User.phone).where(User.phone.in_([account.phone for account in ACCOUNTS]))
    known = set(db.session.scalars(named))
    return [account for account in ACCOUNTS if account.phone in known]


def add_askers() -> list[User]:
    """Open the accounts of those who asked; no password opens them."""
    hashed = hash_password(token_urlsafe())
    users = [User(name=name, phone=phone, password_hash=hashed) for phone, name in ASKERS.items()]
    db.session.add_all(users)
    db.session.flush()
    return users


def _add(account: DemoAccount, hashed: str, sellers: dict[str, Seller]) -> User:
    user = User(name=account.name, phone=account.phone, password_hash=hashed)
    db.session.add(user)
    db.session.flush()
    for shop, role in account.shops.items():
        db.session.add(SellerMember(seller=sellers[shop], user=user, role=role))
    if account.roles:
        make_operator(user, account.roles)
    return user
