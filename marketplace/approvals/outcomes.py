"""What an approval writes, for each kind of request. A new kind is one function here."""

from collections.abc import Callable, Mapping
from typing import Final

from marketplace import catalogue, sellers
from marketplace.accounts.models import User
from marketplace.approvals.models import Approval, ApprovalKind
from marketplace.sellers.bank_accounts import confirm_account

Outcome = Callable[[Approval, User], None]


def write(approval: Approval, *, by: User) -> None:
    """Do what was asked for. Raises what the domain refuses, and then nothing is decided."""
    WRITTEN[ApprovalKind(approval.kind)](approval, by)


def _open_shop(approval: Approval, by: User) -> None:
    seller = sellers.get_seller(approval.subject, lock=True)
    sellers.approve(seller, by=by, goods=catalogue.count_products(seller.id)[1])


def _tell_story(approval: Approval, _by: User) -> None:
    sellers.tell_story(sellers.get_seller(approval.subject, lock=True), approval.after)


def _use_account(approval: Approval, by: User) -> None:
    confirm_account(approval.seller, approval.after["account"])


WRITTEN: Final[Mapping[ApprovalKind, Outcome]] = {
    ApprovalKind.SELLER: _open_shop,
    ApprovalKind.STORY: _tell_story,
    ApprovalKind.BANK_ACCOUNT: _use_account,
}
