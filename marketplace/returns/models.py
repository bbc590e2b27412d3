"""Claims of buyers about what arrived: which units, why, what they wish, and what came of it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, announce, one_of
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.states import ActorRole
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer
from marketplace.pictures.models import Picture
from marketplace.refs import new_ref
from marketplace.returns.errors import ClaimMoved
from marketplace.returns.states import CHANGES_OF_MIND, LIVE, MOVES, ClaimKind, ClaimState, Reason, Step, Wish

IS_LIVE: Final = text("state IN ('open', 'offered', 'escalated', 'appealed', 'coming_back', 'replacing')")
LONGEST: Final = 1000


class Claim(Model):
    """One problem with one order. `number` is the order's with K and a count, to be read out on the phone.

    `worth_vnd` is what the chosen units cost (and the delivery fee where all of the parcel is at fault): no more is
    given back for it. `given_vnd` is what its refunds give back, `offered_vnd` what the seller offers. `due_at` is when
    whose turn it is has to act; `appeal_by` until when a decision can be appealed, `appealed_at` that it was.
    """

    __tablename__ = "claims"
    __table_args__ = (
        one_of("kind", ClaimKind),
        one_of("state", ClaimState),
        one_of("reason", Reason),
        one_of("wish", Wish),
        CheckConstraint("given_vnd >= 0 AND given_vnd <= worth_vnd", name="given_within_worth"),
        CheckConstraint("offered_vnd IS NULL OR (offered_vnd > 0 AND offered_vnd <= worth_vnd)", name="offer_sensible"),
        Index("ix_claims_due", "state", "due_at", "id"),
        Index("ix_claims_live", "order_id", sqlite_where=IS_LIVE, postgresql_where=IS_LIVE),
        Index("ix_claims_of_seller", "seller_id", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    kind: Mapped[ClaimKind] = mapped_column(String(8))
    state: Mapped[ClaimState] = mapped_column(String(12), default=ClaimState.OPEN)
    reason: Mapped[Reason] = mapped_column(String(20))
    wish: Mapped[Wish] = mapped_column(String(8))
    worth_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong] = mapped_column(default=0)
    offered_vnd: Mapped[Dong | None]
    given_vnd: Mapped[Dong] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appeal_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    order: Mapped[Order] = relationship()
    lines: Mapped[list["ClaimLine"]] = relationship(back_populates="claim", order_by="ClaimLine.id")
    events: Mapped[list["ClaimEvent"]] = relationship(back_populates="claim", order_by="ClaimEvent.id")

    def can_move_to(self, state: ClaimState, role: ActorRole) -> bool:
        """Whether the table allows this step now to somebody in this role."""
        return role in MOVES[ClaimState(self.state)].get(state, frozenset())

    def move_to(
        self,
        state: ClaimState,
        step: Step,
        *,
        by: User | None,
        role: ActorRole,
        due_at: datetime | None = None,
        **told: Any,
    ) -> "ClaimEvent":
        """Go to `state` with an entry in the thread; the only writer of the state. Raises ClaimMoved."""
        self.check_move(state, role)
        self.state, self.due_at = state, due_at
        return self.add(step, by=by, role=role, **told)

    def check_move(self, state: ClaimState, role: ActorRole) -> None:
        """Raises ClaimMoved where the table does not allow this step."""
        if not self.can_move_to(state, role):
            raise ClaimMoved()

    def add(self, step: Step, *, by: User | None, role: ActorRole, **told: Any) -> "ClaimEvent":
        """An entry in the thread, which is announced; `told` are its words, its sum, its refund and who bears that."""
        event = ClaimEvent(step=step, state=self.state, by=by, role=role, at=now(), **told)
        self.events.append(event)
        announce(event)
        return event

    @property
    def is_live(self) -> bool:
        """Whether it is somebody's turn."""
        return self.state in LIVE

    @property
    def left_vnd(self) -> int:
        """What can still be given back for it."""
        return self.worth_vnd - self.given_vnd

    @property
    def is_change_of_mind(self) -> bool:
        """Whether nothing is wrong with the goods."""
        return self.reason in CHANGES_OF_MIND

    @property
    def can_appeal(self) -> bool:
        """Whether the buyer may ask for the decision to be looked at again: once, and in time."""
        in_time = self.appeal_by is not None and now() < self.appeal_by
        is_short = self.state == ClaimState.REFUSED or (self.state == ClaimState.SETTLED and self.left_vnd > 0)
        return in_time and is_short and self.appealed_at is None

    @property
    def to_restock(self) -> int:
        """How many units came back of which nobody has said whether they are sold again."""
        return sum(line.to_restock for line in self.lines)


class ClaimLine(Model):
    """So many units of an order line; `received` of them came back, `restocked` of those are sold again."""

    __tablename__ = "claim_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("received IS NULL OR (received >= 0 AND received <= quantity)", name="received_covered"),
        CheckConstraint("restocked >= 0 AND restocked <= coalesce(received, 0)", name="restocked_covered"),
        UniqueConstraint("claim_id", "order_line_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    quantity: Mapped[int]
    worth_vnd: Mapped[Dong]
    received: Mapped[int | None]
    restocked: Mapped[int] = mapped_column(default=0)
    claim: Mapped[Claim] = relationship(back_populates="lines")
    line: Mapped[OrderLine] = relationship()

    @property
    def to_restock(self) -> int:
        """How many of its units came back and are not in stock again."""
        return (self.received or 0) - self.restocked


class ClaimEvent(Model):
    """One entry of the thread: a step with the words and files that came with it. Rows are only added."""

    __tablename__ = "claim_events"
    __table_args__ = (
        one_of("step", Step),
        one_of("state", ClaimState),
        one_of("role", ActorRole),
        one_of("bearer", RefundBearer),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    step: Mapped[Step] = mapped_column(String(12))
    state: Mapped[ClaimState] = mapped_column(String(12))
    role: Mapped[ActorRole] = mapped_column(String(8))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(String(LONGEST), default="")
    amount_vnd: Mapped[Dong | None]
    bearer: Mapped[RefundBearer | None] = mapped_column(String(8))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refunds.id"), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    claim: Mapped[Claim] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()
    refund: Mapped[Refund | None] = relationship()
    files: Mapped[list["ClaimFile"]] = relationship(order_by="ClaimFile.id")


class ClaimFile(Model):
    """A photo or a short film in the thread: shown to the buyer, the shop and the operators, and to nobody else.

    A photo is one of the shop's pictures, of which only the renditions are shown. Of a film the copy without its
    metadata is kept, under `video`; the file that was sent never is.
    """

    __tablename__ = "claim_files"
    __table_args__ = (CheckConstraint("(picture_id IS NULL) <> (video IS NULL)", name="one_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("claim_events.id"), index=True)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"), unique=True)
    video: Mapped[str | None] = mapped_column(String(16), unique=True)
    picture: Mapped[Picture | None] = relationship()


class ReturnPolicy(Model):
    """Whether a shop takes back what nothing is wrong with, from an instant on. The last one before a sale holds."""

    __tablename__ = "return_policies"
    __table_args__ = (Index("ix_return_policies_of_seller", "seller_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    takes_back: Mapped[bool]
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
