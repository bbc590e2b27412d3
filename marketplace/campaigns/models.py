"""Campaigns, and which promotions of shops belong to them."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.prices import Promotion
from marketplace.refs import new_ref
from marketplace.vouchers import Bearer, Voucher


class Campaign(Model):
    """So many basis points off goods of these families or these products from a day to another, both included.

    `bearer` is who bears it. Shops bear it only for what they put into it themselves (`CampaignEntry`); the market
    bears it as a voucher of its own. Nothing of it changes but that it can be stopped.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        one_of("bearer", Bearer),
        CheckConstraint("basis_points > 0 AND basis_points <= 10000", name="rate_in_range"),
        CheckConstraint("first_on <= last_on", name="ends_after_start"),
        CheckConstraint("(bearer = 'market') = (voucher_id IS NOT NULL)", name="market_pays_by_voucher"),
        Index("ix_campaigns_last_on", "last_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    name: Mapped[str] = mapped_column(String(80))
    bearer: Mapped[Bearer] = mapped_column(String(8))
    basis_points: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
    families: Mapped[list[str]] = mapped_column(JSON, default=list)
    product_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    stop_reason: Mapped[str] = mapped_column(String(300), default="")
    made_by: Mapped[User | None] = relationship(foreign_keys=[made_by_id])
    stopped_by: Mapped[User | None] = relationship(foreign_keys=[stopped_by_id])
    voucher: Mapped[Voucher | None] = relationship()

    @property
    def is_over(self) -> bool:
        """Whether it has ended or was stopped."""
        return self.stopped_at is not None or self.last_on < today()

    @property
    def is_borne_by_shops(self) -> bool:
        """Whether shops are asked to join."""
        return self.bearer == Bearer.SELLER


class CampaignEntry(Model):
    """A shop agreed to bear a promotion of its own in a campaign: who, and when. Rows are only added."""

    __tablename__ = "campaign_entries"

    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotions.id"), primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    promotion: Mapped[Promotion] = relationship()
    by: Mapped[User | None] = relationship()
