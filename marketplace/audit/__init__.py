"""The shop's promises as statements that find whoever breaks them."""

from marketplace.audit.checks import check, invariants
from marketplace.audit.models import Finding, Invariant

__all__ = ["Finding", "Invariant", "check", "invariants"]
