"""The books: double entry, only added to, written in the transaction of the change that they tell of."""

from marketplace.ledger import (
    accounts,
    handlers,  # noqa: F401 - books what happens to parcels and payments
)
from marketplace.ledger.account_lines import Line, lines_of, standing_of
from marketplace.ledger.accounts import BANK, DELIVERY, FEE_VAT, FEES, ROUNDING, STRIPE, SUSPENSE, Account, AccountKind
from marketplace.ledger.adjustments import (
    ALONE_UP_TO_VND,
    Awaited,
    adjust,
    adjustments_to_approve,
    approve,
    awaited_adjustments,
    refuse,
)
from marketplace.ledger.backfill import Walk, book_missing, catch_up, count_missing
from marketplace.ledger.balances import Balances, balances, balances_of, lock, lock_all_accounts, require
from marketplace.ledger.chain import link_some
from marketplace.ledger.holds import (
    HoldDraft,
    find_hold,
    find_holds,
    hold,
    hold_all,
    holds_on,
    post_hold,
    post_holds,
    void_hold,
    void_holds,
)
from marketplace.ledger.models import Kind
from marketplace.ledger.months import is_month, months, open_months, seal, sealed_months
from marketplace.ledger.posting import Draft, Posting, get, month_of, post, post_all, reverse
from marketplace.ledger.queries import (
    LedgerFilter,
    count_transactions,
    get_transaction,
    transactions,
)
from marketplace.ledger.verifying import Report, size, verify

__all__ = [
    "ALONE_UP_TO_VND",
    "BANK",
    "DELIVERY",
    "FEES",
    "FEE_VAT",
    "ROUNDING",
    "STRIPE",
    "SUSPENSE",
    "Account",
    "AccountKind",
    "Awaited",
    "Balances",
    "Draft",
    "HoldDraft",
    "Kind",
    "LedgerFilter",
    "Line",
    "Posting",
    "Report",
    "Walk",
    "accounts",
    "adjust",
    "adjustments_to_approve",
    "approve",
    "awaited_adjustments",
    "balances",
    "balances_of",
    "book_missing",
    "catch_up",
    "count_missing",
    "count_transactions",
    "find_hold",
    "find_holds",
    "get",
    "get_transaction",
    "hold",
    "hold_all",
    "holds_on",
    "is_month",
    "lines_of",
    "link_some",
    "lock",
    "lock_all_accounts",
    "month_of",
    "months",
    "open_months",
    "post",
    "post_all",
    "post_hold",
    "post_holds",
    "refuse",
    "require",
    "reverse",
    "seal",
    "sealed_months",
    "size",
    "standing_of",
    "transactions",
    "verify",
    "void_hold",
    "void_holds",
]
