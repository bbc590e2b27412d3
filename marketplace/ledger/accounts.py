"""The accounts of the ledger. An account is a kind and, where there are many of a kind, whose it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST_OWNER: Final = 60


class AccountKind(StrEnum):
    """What an account stands for."""

    BUYER = "buyer"
    SELLER = "seller"
    CASH = "cash"
    BANK = "bank"
    STRIPE = "stripe"
    FEES = "fees"
    FEE_VAT = "fee_vat"
    DELIVERY = "delivery"
    TAX = "tax"
    VOUCHERS = "vouchers"
    COSTS = "costs"
    ROUNDING = "rounding"
    SUSPENSE = "suspense"


OWNED: Final = frozenset(
    {
        AccountKind.BUYER,
        AccountKind.SELLER,
        AccountKind.CASH,
        AccountKind.TAX,
        AccountKind.VOUCHERS,
        AccountKind.COSTS,
    }
)
"""The kinds of which there is one account for each owner."""
HAVES: Final = frozenset(
    {AccountKind.BANK, AccountKind.STRIPE, AccountKind.CASH, AccountKind.VOUCHERS, AccountKind.COSTS}
)
"""Where money lies, and what was spent. They stand opposite the accounts of those whom it is owed to."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account; two of the same kind and owner are the same account."""

    kind: AccountKind
    owner: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError where the owner is missing, too long, or one too many."""
        if bool(self.owner) != (self.kind in OWNED) or len(self.owner) > LONGEST_OWNER:
            raise ValueError(f"no account: {self.kind} of {self.owner!r}")

    @property
    def code(self) -> str:
        """How the database writes it: "bank", "seller:12"."""
        return f"{self.kind.value}:{self.owner}" if self.owner else self.kind.value

    @property
    def sign(self) -> int:
        """-1 where money that lies here shows as money that left the account, else 1."""
        return -1 if self.kind in HAVES else 1


def parse(code: str) -> Account:
    """The account that is written so. Raises ValueError for what is none."""
    kind, _, owner = code.partition(":")
    return Account(AccountKind(kind), owner)


def buyer(purchase_id: int) -> Account:
    """Money of a purchase that nobody has earned yet, and what it still owes."""
    return Account(AccountKind.BUYER, str(purchase_id))


def seller(seller_id: int) -> Account:
    """What the shop owes a seller; below zero what the seller owes the shop."""
    return Account(AccountKind.SELLER, str(seller_id))


def cash(holder: str) -> Account:
    """Cash that was taken at the door and lies with its holder, a carrier or a seller."""
    return Account(AccountKind.CASH, holder)


def tax(which: str) -> Account:
    """Tax held back for the state: "vat" or "pit". Whose and for which month, the transaction says."""
    return Account(AccountKind.TAX, which)


def vouchers(bearer: str) -> Account:
    """What vouchers cost whoever bears them."""
    return Account(AccountKind.VOUCHERS, bearer)


def costs(of: str) -> Account:
    """What the shop spends on something, such as a provider's fee or goodwill."""
    return Account(AccountKind.COSTS, of)


BANK: Final = Account(AccountKind.BANK)
STRIPE: Final = Account(AccountKind.STRIPE)
FEES: Final = Account(AccountKind.FEES)
FEE_VAT: Final = Account(AccountKind.FEE_VAT)
DELIVERY: Final = Account(AccountKind.DELIVERY)
ROUNDING: Final = Account(AccountKind.ROUNDING)
SUSPENSE: Final = Account(AccountKind.SUSPENSE)
