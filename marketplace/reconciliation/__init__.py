"""Money on the shop's bank accounts: told by statements and notices, matched to the purchases that it pays."""

from marketplace.reconciliation.booking import book, confirm_return, ignore, reopen, send_back
from marketplace.reconciliation.intake import STATEMENT, proceed, receive, start
from marketplace.reconciliation.leaving import MoneyLeft
from marketplace.reconciliation.looking import judgement_of, look, look_again, look_at_new
from marketplace.reconciliation.models import BankStatement, BankTransfer
from marketplace.reconciliation.queries import (
    View,
    each_transfer,
    find_next,
    get_statement,
    get_transfer,
    lock_transfer,
    newest_statements,
    queue,
    standing,
    waiting_money,
)
from marketplace.reconciliation.recording import Result, take
from marketplace.reconciliation.suggesting import Ground, Suggestion, suggest
from marketplace.reconciliation.telling import of_notice, of_rows

__all__ = [
    "STATEMENT",
    "BankStatement",
    "BankTransfer",
    "Ground",
    "MoneyLeft",
    "Result",
    "Suggestion",
    "View",
    "book",
    "confirm_return",
    "each_transfer",
    "find_next",
    "get_statement",
    "get_transfer",
    "ignore",
    "judgement_of",
    "lock_transfer",
    "look",
    "look_again",
    "look_at_new",
    "newest_statements",
    "of_notice",
    "of_rows",
    "proceed",
    "queue",
    "receive",
    "reopen",
    "send_back",
    "standing",
    "start",
    "suggest",
    "take",
    "waiting_money",
]
