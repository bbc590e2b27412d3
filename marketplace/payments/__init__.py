"""How it stands with the money of a purchase, apart from where its parcels are."""

from marketplace.payments import handlers  # noqa: F401 - acts on what happens to orders
from marketplace.payments.actions import authorise, expire, expire_overdue, refund, settle
from marketplace.payments.queries import get_purchase
from marketplace.payments.states import MOVES

__all__ = ["MOVES", "authorise", "expire", "expire_overdue", "get_purchase", "refund", "settle"]
