"""Files that a bank takes for many transfers at once."""

from marketplace.payouts.bank_files.pain001 import write_pain001
from marketplace.payouts.bank_files.tables import Shape, shapes, write_table
from marketplace.payouts.bank_files.transfers import Debtor, Transfer

__all__ = ["Debtor", "Shape", "Transfer", "shapes", "write_pain001", "write_table"]
