"""What operators decide about sellers."""

from marketplace.accounts.models import User
from marketplace.sellers.errors import DecisionRefused, ReasonMissing
from marketplace.sellers.models import Seller, SellerEvent, SellerState


def approve(seller: Seller, *, by: User, note: str = "") -> None:
    """Open the shop, for the first time or again after a suspension. Raises DecisionRefused when it is open."""
    if seller.state == SellerState.APPROVED:
        raise DecisionRefused()
    _decide(seller, SellerState.APPROVED, by, note)


def suspend(seller: Seller, *, by: User, note: str) -> None:
    """Close an open shop: its goods disappear from the shelves, its open orders go on.

    Raises DecisionRefused unless the shop is open, ReasonMissing without a reason.
    """
    if seller.state != SellerState.APPROVED:
        raise DecisionRefused()
    if not note.strip():
        raise ReasonMissing()
    _decide(seller, SellerState.SUSPENDED, by, note.strip())


def _decide(seller: Seller, state: SellerState, by: User, note: str) -> None:
    seller.state = state
    seller.events.append(SellerEvent(state=state, by=by, note=note))
