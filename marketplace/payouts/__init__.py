"""What goes out to the sellers, when, and why something does not."""

from marketplace.payouts import leaving  # noqa: F401 - hears of money that left the bank
from marketplace.payouts.bank_orders import KINDS, write_file
from marketplace.payouts.due import Booking, Due, Held, due_of
from marketplace.payouts.holds import HoldFilter, Subject, amounts_of, count_holds, find_subject, get_hold, holds
from marketplace.payouts.keeping_back import keep_back, let_go
from marketplace.payouts.models import Payout, PayoutHold, PayoutRun
from marketplace.payouts.planning import size
from marketplace.payouts.queries import (
    Figures,
    count_runs,
    find_in_run,
    get_payout,
    kept_back,
    latest_runs,
    next_run,
    open_runs,
    payouts_of,
    show_run,
    with_the_bank,
)
from marketplace.payouts.refund_lines import confirm as confirm_refunds
from marketplace.payouts.refund_lines import fail as fail_refund
from marketplace.payouts.refund_lines import find_in_run as find_refund_in_run
from marketplace.payouts.refund_lines import refunds_of_run
from marketplace.payouts.refund_lines import with_the_bank as refunds_with_the_bank
from marketplace.payouts.refund_models import RefundTransfer
from marketplace.payouts.runs import (
    approve,
    call_off,
    close,
    confirm,
    fail,
    get_run,
    open_due_run,
    open_run,
    recount,
    reopen,
    send,
)
from marketplace.payouts.statements import (
    Line,
    Parts,
    Statement,
    lines_of_payout,
    months_of,
    payouts_of_run,
    statement,
)
from marketplace.payouts.states import HoldReason, PayoutState, RunState
from marketplace.payouts.terms import terms_of
from marketplace.payouts.whole import total_of

__all__ = [
    "KINDS",
    "Booking",
    "Due",
    "Figures",
    "Held",
    "HoldFilter",
    "HoldReason",
    "Line",
    "Parts",
    "Payout",
    "PayoutHold",
    "PayoutRun",
    "PayoutState",
    "RefundTransfer",
    "RunState",
    "Statement",
    "Subject",
    "amounts_of",
    "approve",
    "call_off",
    "close",
    "confirm",
    "confirm_refunds",
    "count_holds",
    "count_runs",
    "due_of",
    "fail",
    "fail_refund",
    "find_in_run",
    "find_refund_in_run",
    "find_subject",
    "get_hold",
    "get_payout",
    "get_run",
    "holds",
    "keep_back",
    "kept_back",
    "latest_runs",
    "let_go",
    "lines_of_payout",
    "months_of",
    "next_run",
    "open_due_run",
    "open_run",
    "open_runs",
    "payouts_of",
    "payouts_of_run",
    "recount",
    "refunds_of_run",
    "refunds_with_the_bank",
    "reopen",
    "send",
    "show_run",
    "size",
    "statement",
    "terms_of",
    "total_of",
    "with_the_bank",
    "write_file",
]
