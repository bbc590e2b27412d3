"""Which keys a shop has given out, and whose key a program shows."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.accounts import tokens
from marketplace.database import db
from marketplace.program_keys.errors import KeyRefused
from marketplace.program_keys.models import ProgramKey
from marketplace.sellers.models import SellerState


def keys_of(seller_id: int) -> list[ProgramKey]:
    """The keys of this shop that count, the newest first."""
    counting = select(ProgramKey).where(ProgramKey.seller_id == seller_id, ProgramKey.revoked_at.is_(None))
    return list(db.session.scalars(counting.options(joinedload(ProgramKey.made_by)).order_by(ProgramKey.id.desc())))


def shop_with(secret: str) -> ProgramKey:
    """The key that this is, of a shop that is open. Raises KeyRefused."""
    found = select(ProgramKey).where(ProgramKey.digest == tokens.digest(secret), ProgramKey.revoked_at.is_(None))
    key = db.session.scalar(found.options(joinedload(ProgramKey.seller)))
    if key is None or key.seller.state != SellerState.APPROVED:
        raise KeyRefused()
    return key
