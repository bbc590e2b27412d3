"""What buyers and shops write to each other: about an order, or about goods before anything is bought."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.orders.models import Order
from marketplace.pictures import Picture
from marketplace.refs import new_ref
from marketplace.reviews import Outcome, ReportReason
from marketplace.sellers.models import Seller

LONGEST_MESSAGE: Final = 1_000
LONGEST_PREVIEW: Final = 120
WAITING: Final = text("waits_since IS NOT NULL")
OPEN: Final = text("outcome IS NULL")


class Side(StrEnum):
    """Who writes: the buyer, somebody of the shop, or an operator who has joined."""

    BUYER = "buyer"
    SELLER = "seller"
    MARKET = "market"


class MessageKind(StrEnum):
    """Words, or the entry that an operator has joined."""

    SAID = "said"
    JOINED = "joined"


class Thread(Model):
    """All that one buyer and one shop write about one order, or about one product.

    The buyer of an order may be a guest, who comes by the order's link; a product's thread has a `user_id`. Since
    `waits_since` the buyer waits for an answer. `buyer_unread` and `seller_unread` count what either has not opened;
    like the preview of the last words they change with a message, under a lock of the thread.
    """

    __tablename__ = "message_threads"
    __table_args__ = (
        one_of("last_side", Side),
        CheckConstraint("(order_id IS NULL) <> (product_id IS NULL)", name="about_one_thing"),
        CheckConstraint("product_id IS NULL OR user_id IS NOT NULL", name="of_somebody"),
        UniqueConstraint("order_id"),
        UniqueConstraint("product_id", "user_id"),
        Index("ix_message_threads_of_seller", "seller_id", "last_at"),
        Index("ix_message_threads_of_buyer", "user_id", "last_at"),
        Index("ix_message_threads_waiting", "seller_id", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    buyer_name: Mapped[str] = mapped_column(String(120))
    buyer_unread: Mapped[int] = mapped_column(default=0)
    seller_unread: Mapped[int] = mapped_column(default=0)
    waits_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_side: Mapped[Side] = mapped_column(String(6), default=Side.BUYER)
    last_words: Mapped[str] = mapped_column(String(LONGEST_PREVIEW), default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()
    order: Mapped[Order | None] = relationship()
    product: Mapped[Product | None] = relationship()
    buyer: Mapped[User | None] = relationship()
    messages: Mapped[list["Message"]] = relationship(back_populates="thread", order_by="Message.id")

    @property
    def is_joined(self) -> bool:
        """Whether an operator takes part."""
        return self.joined_at is not None

    def unread_by(self, side: Side) -> int:
        """How many messages this side has not opened; operators count none."""
        return {Side.BUYER: self.buyer_unread, Side.SELLER: self.seller_unread}.get(side, 0)


class Message(Model):
    """One message. `body` holds no numbers and addresses that one can be reached by: with `was_masked` it held some.

    `answered_after` is how many seconds the buyer had waited, where a shop's message ends the waiting.
    """

    __tablename__ = "messages"
    __table_args__ = (
        one_of("side", Side),
        one_of("kind", MessageKind),
        Index("ix_messages_of_thread", "thread_id", "id"),
        Index("ix_messages_of_author", "author_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    thread_id: Mapped[int] = mapped_column(ForeignKey("message_threads.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(String(6))
    kind: Mapped[MessageKind] = mapped_column(String(6), default=MessageKind.SAID)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str] = mapped_column(String(LONGEST_MESSAGE))
    was_masked: Mapped[bool] = mapped_column(default=False)
    answered_after: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    thread: Mapped[Thread] = relationship(back_populates="messages")
    author: Mapped[User | None] = relationship(foreign_keys=author_id)
    photos: Mapped[list[Picture]] = relationship(secondary="message_photos", order_by=Picture.position, viewonly=True)

    @property
    def is_hidden(self) -> bool:
        """Whether operators took its words out of sight."""
        return self.hidden_at is not None


class MessagePhoto(Model):
    """A photo in a message."""

    __tablename__ = "message_photos"

    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)


class ThreadReport(Model):
    """What one side finds wrong with a thread; open until an operator has decided."""

    __tablename__ = "message_reports"
    __table_args__ = (
        one_of("reason", ReportReason),
        one_of("side", Side),
        one_of("outcome", Outcome),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_with_outcome"),
        Index("ix_message_reports_waiting", "outcome", "reported_at", "id"),
        Index("uq_message_reports_open", "thread_id", "side", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    thread_id: Mapped[int] = mapped_column(ForeignKey("message_threads.id", ondelete="CASCADE"), index=True)
    side: Mapped[Side] = mapped_column(String(6))
    reason: Mapped[ReportReason] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(String(300), default="")
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    outcome: Mapped[Outcome | None] = mapped_column(String(8))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    thread: Mapped[Thread] = relationship()
    decided_by: Mapped[User | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it waits for an operator."""
        return self.outcome is None
