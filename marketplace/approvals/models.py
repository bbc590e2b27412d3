"""Requests to be looked at, each with what it wants and what was decided."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

Values = dict[str, Any]


class ApprovalKind(StrEnum):
    """What can be asked for."""

    SELLER = "seller"
    BANK_ACCOUNT = "bank_account"
    PRODUCT = "product"
    PRODUCT_CHANGE = "product_change"
    PRICE = "price"
    STORY = "story"
    CERTIFICATE = "certificate"


class ApprovalState(StrEnum):
    """What became of it. A withdrawn one was taken back, or replaced by a newer one."""

    WAITING = "waiting"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


PROMISED: Final[dict[ApprovalKind, timedelta]] = {
    ApprovalKind.SELLER: timedelta(days=2),
    ApprovalKind.BANK_ACCOUNT: timedelta(days=1),
    ApprovalKind.PRODUCT: timedelta(days=1),
    ApprovalKind.PRODUCT_CHANGE: timedelta(days=1),
    ApprovalKind.PRICE: timedelta(hours=8),
    ApprovalKind.STORY: timedelta(days=2),
    ApprovalKind.CERTIFICATE: timedelta(days=1),
}
"""How soon sellers are promised an answer. Our own word, told when they ask; no law sets it."""
IN_BATCH: Final = text("state = 'waiting' AND batch <> ''")


class Approval(Model):
    """One request. `subject` is the public reference of what it is about, `before` and `after` the fields that change.

    `after` alone is what an approval writes. `round` counts how often this was asked for since it was last approved,
    so that 2 follows what was sent back once. While `held_until` is to come, `held_by` alone decides. Where two people
    must agree, `first_by` is who agreed first. `to_mend` names the fields that were sent back. A decision that can be
    taken back is `planned` until `effect_at`; `product_id` is what a request about goods on sale concerns. What was
    sent in one go has a `batch` in common, so that it can be looked through in one go.
    """

    __tablename__ = "approvals"
    __table_args__ = (
        one_of("kind", ApprovalKind),
        one_of("state", ApprovalState),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_once"),
        CheckConstraint("first_by_id IS NULL OR first_by_id <> decided_by_id", name="two_people"),
        Index(
            "uq_approvals_waiting",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_approvals_queue", "state", "due_at", "id"),
        Index("ix_approvals_subject", "kind", "subject", "id"),
        Index("ix_approvals_decided", "decided_at", "id"),
        Index("ix_approvals_of_seller", "seller_id", "state"),
        Index("ix_approvals_of_product", "product_id", "id"),
        Index("ix_approvals_batch", "batch", "id", sqlite_where=IN_BATCH, postgresql_where=IN_BATCH),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    kind: Mapped[ApprovalKind] = mapped_column(String(20))
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(200))
    before: Mapped[Values] = mapped_column(JSON, default=dict)
    after: Mapped[Values] = mapped_column(JSON, default=dict)
    round: Mapped[int] = mapped_column(default=1)
    needs_two: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ApprovalState] = mapped_column(String(12), default=ApprovalState.WAITING)
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    first_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    to_mend: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    batch: Mapped[str] = mapped_column(String(16), default="", server_default="")
    planned: Mapped[ApprovalState | None] = mapped_column(String(12))
    planned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    effect_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()
    submitted_by: Mapped[User] = relationship(foreign_keys=submitted_by_id)
    held_by: Mapped[User | None] = relationship(foreign_keys=held_by_id)
    first_by: Mapped[User | None] = relationship(foreign_keys=first_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be decided."""
        return self.state == ApprovalState.WAITING

    @property
    def is_planned(self) -> bool:
        """Whether it was decided and that can still be taken back."""
        return self.planned is not None

    @property
    def is_late(self) -> bool:
        """Whether the promised time has passed while it waits."""
        return self.is_waiting and self.due_at < now()

    @property
    def holder(self) -> User | None:
        """Who has it open now, so that nobody else decides it."""
        return self.held_by if self.held_until and self.held_until > now() else None

    @property
    def changed(self) -> list[str]:
        """The names of the fields whose value would change, in the order of the request."""
        return [name for name, value in self.after.items() if self.before.get(name) != value]

    def free(self) -> None:
        """Let everybody decide it again."""
        self.held_by_id = self.held_until = None

    def plan(self, state: ApprovalState, *, by: User, effect_at: datetime) -> None:
        """Decided, with effect from then on."""
        self.planned, self.planned_by_id, self.effect_at = state, by.id, effect_at
        self.free()

    def unplan(self) -> None:
        """Forget what was planned."""
        self.planned = self.planned_by_id = self.effect_at = None

    def end(self, state: ApprovalState, *, by: User | None = None) -> None:
        """Decided, or taken back by nobody in particular; it waits no more."""
        self.unplan()
        self.state, self.decided_at, self.decided_by = state, now(), by
        self.free()
