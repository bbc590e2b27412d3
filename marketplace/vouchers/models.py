"""Vouchers: what they give, who bears it, and who decided about them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller


class VoucherKind(StrEnum):
    """What a voucher makes cheaper, and how it is counted."""

    PERCENT = "percent"
    AMOUNT = "amount"
    DELIVERY = "delivery"


class Bearer(StrEnum):
    """Who bears what a voucher gives: the market pays the seller the full price, a seller sells for less."""

    MARKET = "market"
    SELLER = "seller"


class VoucherState(StrEnum):
    """Whether it may be used, its dates aside."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class VoucherStep(StrEnum):
    """What was decided about a voucher."""

    MADE = "made"
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"


class Voucher(Model):
    """A code that makes goods or their delivery cheaper. What it says never changes; it is paused, or ended.

    `basis_points` and `amount_vnd` say how much, `most_vnd` is the most that one purchase gets, `least_vnd` the least
    that its goods have to cost, before any voucher. It holds for `seller_id`, for the products and the families named,
    where some are; one of a seller always for that seller. `used` counts the purchases that use it, `most_uses` and
    `per_person` limit them. One that `is_public` is proposed in baskets.
    """

    __tablename__ = "vouchers"
    __table_args__ = (
        one_of("kind", VoucherKind),
        one_of("bearer", Bearer),
        one_of("state", VoucherState),
        CheckConstraint("bearer = 'market' OR seller_id IS NOT NULL", name="bearer_named"),
        CheckConstraint("basis_points BETWEEN 0 AND 10000", name="rate_in_range"),
        CheckConstraint("(kind = 'percent') = (basis_points > 0)", name="percent_has_rate"),
        CheckConstraint("amount_vnd >= 0 AND (kind = 'amount') = (amount_vnd > 0)", name="amount_has_sum"),
        CheckConstraint("most_vnd > 0 AND least_vnd >= 0", name="sums_sensible"),
        CheckConstraint("per_person > 0 AND most_uses > 0", name="limits_sensible"),
        CheckConstraint("used >= 0 AND (most_uses IS NULL OR used <= most_uses)", name="never_overused"),
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        Index("ix_vouchers_seller", "seller_id", "id"),
        Index("ix_vouchers_running", "state", "is_public", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[VoucherKind] = mapped_column(String(10))
    bearer: Mapped[Bearer] = mapped_column(String(8))
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id"))
    basis_points: Mapped[int] = mapped_column(default=0)
    amount_vnd: Mapped[Dong] = mapped_column(default=0)
    most_vnd: Mapped[Dong | None]
    least_vnd: Mapped[Dong] = mapped_column(default=0)
    per_person: Mapped[int | None]
    most_uses: Mapped[int | None]
    used: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    product_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    families: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_public: Mapped[bool] = mapped_column(default=False)
    state: Mapped[VoucherState] = mapped_column(String(8), default=VoucherState.ACTIVE)
    seller: Mapped[Seller | None] = relationship()
    events: Mapped[list["VoucherEvent"]] = relationship(order_by="VoucherEvent.id", back_populates="voucher")

    def enter(self, state: VoucherState, step: VoucherStep, *, by: User | None, note: str) -> None:
        """Stand so from now on, and append who decided it."""
        self.state = state
        self.events.append(VoucherEvent(step=step, note=note, by=by))

    @property
    def is_over(self) -> bool:
        """Whether nobody can use it any more."""
        return self.state == VoucherState.ENDED or self.ends_at <= now()

    @property
    def is_to_come(self) -> bool:
        """Whether nobody can use it yet."""
        return self.starts_at > now() and not self.is_over

    @property
    def is_paused(self) -> bool:
        """Whether it waits to be resumed."""
        return self.state == VoucherState.PAUSED and not self.is_over

    @property
    def is_used_up(self) -> bool:
        """Whether as many purchases use it as may."""
        return self.most_uses is not None and self.used >= self.most_uses

    @property
    def left(self) -> int | None:
        """How often it can still be used; None without a limit."""
        return None if self.most_uses is None else self.most_uses - self.used


class VoucherEvent(Model):
    """Who made, paused, resumed or ended a voucher, when and why. Rows are only added."""

    __tablename__ = "voucher_events"
    __table_args__ = (one_of("step", VoucherStep),)

    id: Mapped[int] = mapped_column(primary_key=True)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), index=True)
    step: Mapped[VoucherStep] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User | None] = relationship()
    voucher: Mapped[Voucher] = relationship(back_populates="events")


class VoucherUse(Model):
    """A purchase that uses a voucher, with what it got. Called off before it was sent, it gives the use back."""

    __tablename__ = "voucher_uses"
    __table_args__ = (
        UniqueConstraint("voucher_id", "purchase_id"),
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"))
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    amount_vnd: Mapped[Dong]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    given_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voucher: Mapped[Voucher] = relationship()
