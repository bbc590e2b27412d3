"""Bringing a shop up to the version of this code: `flask release`, and every start of `bin/run`.

Schema, what is derived from the rows, and the static files, in this order, one release at a time. Killed at any moment
and started again, it goes on where it was. Servers of the version before go on serving meanwhile: migrations only
expand (docs/developers.md).
"""

from marketplace.release.errors import CannotRelease
from marketplace.release.lock import hold
from marketplace.release.progress import Progress
from marketplace.release.steps import alone, book_missing, bring_up_to_date, build_assets, waiting

__all__ = [
    "CannotRelease",
    "Progress",
    "alone",
    "book_missing",
    "bring_up_to_date",
    "build_assets",
    "hold",
    "waiting",
]
