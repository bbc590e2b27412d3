"""What is a person's own to take along or to end: all their data in one file, and closing the account."""

from marketplace.own_data.closing import UNDO_WITHIN, ask_to_close, close_due, find_closing, keep_open
from marketplace.own_data.errors import DataFileGone, StillNeeded
from marketplace.own_data.files import PERSONAL_DATA, find_file, forget_old, make, read, start
from marketplace.own_data.models import AccountClosing, DataFile

__all__ = [
    "PERSONAL_DATA",
    "UNDO_WITHIN",
    "AccountClosing",
    "DataFile",
    "DataFileGone",
    "StillNeeded",
    "ask_to_close",
    "close_due",
    "find_closing",
    "find_file",
    "forget_old",
    "keep_open",
    "make",
    "read",
    "start",
]
