"""What waits for an operator before the shop shows it, and what was decided.

Nothing is shown before it was looked at (Law on E-commerce 122/2025/QH15, article 17(1)). What is on sale stays as it
was approved while its change waits: a request holds the wanted values, and only the last approval writes them.
"""

from marketplace.approvals.actions import approve, hold, let_go, send_back, submit, withdraw
from marketplace.approvals.events import Approved, SentBack, Submitted
from marketplace.approvals.models import Approval, ApprovalKind, ApprovalState
from marketplace.approvals.planning import DECISION, carry_out, plan_approval, plan_sending_back, take_back
from marketplace.approvals.queries import (
    count_batches,
    count_waiting,
    count_work,
    decided_about,
    decided_since,
    earlier,
    find_last,
    find_next,
    find_next_unasked,
    find_waiting,
    get_approval,
    of_batch,
    unasked_shops,
    waiting,
    waiting_of_batch,
    waiting_requests,
    waiting_times,
)

__all__ = [
    "DECISION",
    "Approval",
    "ApprovalKind",
    "ApprovalState",
    "Approved",
    "SentBack",
    "Submitted",
    "approve",
    "carry_out",
    "count_batches",
    "count_waiting",
    "count_work",
    "decided_about",
    "decided_since",
    "earlier",
    "find_last",
    "find_next",
    "find_next_unasked",
    "find_waiting",
    "get_approval",
    "hold",
    "let_go",
    "of_batch",
    "plan_approval",
    "plan_sending_back",
    "send_back",
    "submit",
    "take_back",
    "unasked_shops",
    "waiting",
    "waiting_of_batch",
    "waiting_requests",
    "waiting_times",
    "withdraw",
]
