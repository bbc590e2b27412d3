"""Statements of bank accounts as banks and their programs give them out, read without guessing."""

from marketplace.banking.statements.reading import Bounds, read
from marketplace.banking.statements.rows import RowError, Statement, StatementRow, masked_account, same_account

__all__ = ["Bounds", "RowError", "Statement", "StatementRow", "masked_account", "read", "same_account"]
