"""How far somebody has come in practising: the only thing about it that is written."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.sellers.models import COMMISSION_BP, SellerKind


class PracticeShop(Model):
    """One person's practice. Kind and commission are those of the real shop, so that the money is right.

    `parcels` holds for each sample order, by its number, what was done to it (see parcels.py).
    """

    __tablename__ = "practice_shops"
    __table_args__ = (one_of("kind", SellerKind),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[SellerKind] = mapped_column(String(24), default=SellerKind.COOPERATIVE)
    commission_bp: Mapped[int] = mapped_column(default=COMMISSION_BP)
    parcels: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    label_printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    money_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    user: Mapped[User] = relationship()
