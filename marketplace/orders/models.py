"""A buyer pays one Purchase; it holds one Order per seller, whose lines freeze what was true at the sale."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import end_of_day, now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.money import share
from marketplace.orders.errors import MoveRefused
from marketplace.orders.states import MOVES, TIME_TO_ACT, OrderState
from marketplace.sellers.models import Seller


class PaymentMethod(StrEnum):
    """How the buyer pays."""

    COD = "cod"


class Purchase(Model):
    """What one person ordered in one go. `token` is the secret of its tracking link; all money in dong.

    `recipient_folded` is the name without accents, by which operators find it.
    """

    __tablename__ = "purchases"
    __table_args__ = (
        one_of("payment_method", PaymentMethod),
        CheckConstraint("goods_vnd >= 0 AND shipping_vnd >= 0", name="amounts_not_negative"),
        CheckConstraint("total_vnd = goods_vnd + shipping_vnd", name="total_adds_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    checkout_token: Mapped[str] = mapped_column(String(43), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    recipient_name: Mapped[str] = mapped_column(String(120))
    recipient_folded: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20), index=True)
    email: Mapped[str | None] = mapped_column(String(254))
    province_code: Mapped[str] = mapped_column(String(2))
    commune_code: Mapped[str] = mapped_column(String(5))
    street: Mapped[str] = mapped_column(String(200))
    old_address: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    payment_method: Mapped[PaymentMethod] = mapped_column(String(8), default=PaymentMethod.COD)
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    total_vnd: Mapped[Dong]
    locale: Mapped[str] = mapped_column(String(2), default="vi")
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    just_placed = False
    """True only on the object that `place` has made, so that the edge announces a purchase once. Not a column."""
    orders: Mapped[list["Order"]] = relationship(back_populates="purchase", order_by="Order.number")

    @property
    def due_vnd(self) -> int:
        """What is still to be paid at the door: the parcels that have neither arrived nor been called off."""
        settled = (OrderState.DELIVERED, OrderState.CANCELLED)
        return sum(order.total_vnd for order in self.orders if order.state not in settled)


class Order(Model):
    """One seller's part of a purchase: one parcel with its own state, delivery fee and timeline."""

    __tablename__ = "orders"
    __table_args__ = (
        one_of("state", OrderState),
        CheckConstraint("goods_vnd >= 0 AND shipping_vnd >= 0", name="amounts_not_negative"),
        CheckConstraint("total_vnd = goods_vnd + shipping_vnd", name="total_adds_up"),
        Index("ix_orders_seller_state", "seller_id", "state", "id"),
        Index("ix_orders_state_due", "state", "due_at", "id"),
        Index("ix_orders_due", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    state: Mapped[OrderState] = mapped_column(String(10), default=OrderState.PLACED)
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    total_vnd: Mapped[Dong]
    weight_grams: Mapped[int]
    arrives_from_on: Mapped[date]
    arrives_to_on: Mapped[date]
    carrier: Mapped[str] = mapped_column(String(60), default="")
    tracking_number: Mapped[str] = mapped_column(String(60), default="")
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    purchase: Mapped[Purchase] = relationship(back_populates="orders")
    seller: Mapped[Seller] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order", order_by="OrderLine.id")
    events: Mapped[list["OrderEvent"]] = relationship(back_populates="order", order_by="OrderEvent.id")

    def can_move_to(self, state: OrderState) -> bool:
        """Whether the state table allows this move now."""
        return state in MOVES[OrderState(self.state)]

    def move_to(self, state: OrderState, *, by: User | None, role: "ActorRole", note: str = "") -> None:
        """Go to `state` and append the event that says who, when and why. The only writer of the state.

        Raises MoveRefused, with the current state, when the table does not allow the move.
        """
        if not self.can_move_to(state):
            raise MoveRefused(self.state)
        self.enter(state, by=by, role=role, note=note)

    def enter(self, state: OrderState, *, by: User | None, role: "ActorRole", note: str = "") -> None:
        """Write the state, its event and its deadline; `move_to` checks first, placing begins here."""
        at = now()
        self.events.append(OrderEvent(state=state, by=by, role=role, note=note, at=at))
        self.state = state
        self.due_at = self._due_after(state, at)

    def _due_after(self, state: OrderState, at: datetime) -> datetime | None:
        if state == OrderState.SHIPPED:
            return end_of_day(self.arrives_to_on)
        return at + TIME_TO_ACT[state] if state in TIME_TO_ACT else None

    @property
    def net_vnd(self) -> int:
        """What the goods leave the seller after the commission."""
        return sum(line.net_vnd for line in self.lines)

    @property
    def is_late(self) -> bool:
        """Whether the next step should have happened by now."""
        return self.due_at is not None and self.due_at < now()

    @property
    def can_confirm(self) -> bool:
        """Whether the seller may accept it now."""
        return self.can_move_to(OrderState.CONFIRMED)

    @property
    def can_pack(self) -> bool:
        """Whether the seller may pack it now."""
        return self.can_move_to(OrderState.PACKED)

    @property
    def can_ship(self) -> bool:
        """Whether it may be handed to the post office now."""
        return self.can_move_to(OrderState.SHIPPED)

    @property
    def can_deliver(self) -> bool:
        """Whether it may arrive now."""
        return self.can_move_to(OrderState.DELIVERED)

    @property
    def can_cancel(self) -> bool:
        """Whether an operator or the seller may still call it off."""
        return self.can_move_to(OrderState.CANCELLED)

    @property
    def buyer_can_cancel(self) -> bool:
        """Whether the buyer may still call it off alone: until the seller accepts."""
        return self.state == OrderState.PLACED


class OrderLine(Model):
    """What was bought, frozen as it was at the sale: names, price, commission, and the stars valid that day."""

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "variant_id"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        CheckConstraint("unit_price_vnd > 0", name="price_positive"),
        CheckConstraint("total_vnd = unit_price_vnd * quantity", name="total_adds_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    product_slug: Mapped[str] = mapped_column(String(120))
    picture: Mapped[str] = mapped_column(String(80))
    name_vi: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    pack_vi: Mapped[str] = mapped_column(String(80))
    pack_en: Mapped[str] = mapped_column(String(80), default="")
    unit_price_vnd: Mapped[Dong]
    quantity: Mapped[int]
    total_vnd: Mapped[Dong]
    commission_bp: Mapped[int]
    ocop_stars: Mapped[int | None]
    order: Mapped[Order] = relationship(back_populates="lines")

    def title(self, locale: str) -> str:
        """Name and pack size in this language, in Vietnamese where the other one is missing."""
        if locale == "en" and self.name_en and self.pack_en:
            return f"{self.name_en}, {self.pack_en}"
        return f"{self.name_vi}, {self.pack_vi}"

    @property
    def net_vnd(self) -> int:
        """The line's price less the commission agreed at the sale."""
        return self.total_vnd - share(self.total_vnd, self.commission_bp)


class ActorRole(StrEnum):
    """In which role somebody acted; a guest has a role and no account."""

    BUYER = "buyer"
    SELLER = "seller"
    OPERATOR = "operator"
    SYSTEM = "system"


class OrderEvent(Model):
    """One step of an order's timeline. Rows are only added."""

    __tablename__ = "order_events"
    __table_args__ = (one_of("state", OrderState), one_of("role", ActorRole))

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    state: Mapped[OrderState] = mapped_column(String(10))
    role: Mapped[ActorRole] = mapped_column(String(8))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    order: Mapped[Order] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()
