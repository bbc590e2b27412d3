"""Cash that is taken at the door: who has it, until it is with us. What moves of it is announced as a CashMove."""

from marketplace.cash import handlers  # noqa: F401 - acts on what happens to orders
from marketplace.cash.actions import collect, hand_over, take_in
from marketplace.cash.differences import accept, charge_seller, claim, correct, take_back
from marketplace.cash.queries import (
    Holding,
    cash_to_do,
    count_differences,
    count_verdicts,
    custody_of,
    differences,
    get_line,
    get_remittance,
    held,
    holdings,
    lines_of,
    lock_custody,
    remittances,
)
from marketplace.cash.reading import read

__all__ = [
    "Holding",
    "accept",
    "cash_to_do",
    "charge_seller",
    "claim",
    "collect",
    "correct",
    "count_differences",
    "count_verdicts",
    "custody_of",
    "differences",
    "get_line",
    "get_remittance",
    "hand_over",
    "held",
    "holdings",
    "lines_of",
    "lock_custody",
    "read",
    "remittances",
    "take_back",
    "take_in",
]
