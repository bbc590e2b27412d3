"""The shop's promises as statements that find whoever breaks them."""

from marketplace.audit.checks import check, invariants
from marketplace.audit.models import Finding, Invariant
from marketplace.audit.running import Report, run, write_down, write_down_books

__all__ = ["Finding", "Invariant", "Report", "check", "invariants", "run", "write_down", "write_down_books"]
