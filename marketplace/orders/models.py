"""A buyer pays one Purchase; it holds one Order per seller, whose lines freeze what was true at the sale."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import end_of_day, now, to_local
from marketplace.database import Dong, Model, UtcDateTime, announce, one_of
from marketplace.fees import FeeKind, Net, sum_fees
from marketplace.orders import discount_models as discounts
from marketplace.orders.answer_time import step_due
from marketplace.orders.call_models import CallReason, CallResult, MayNeedCall
from marketplace.orders.delivery_terms import FETCHED, HasDelivery
from marketplace.orders.due_dates import HasDueDates
from marketplace.orders.errors import MoveRefused
from marketplace.orders.gift_models import Gift, MayBeGift
from marketplace.orders.line_changes import Change, Facts, MayChange, MayDiffer
from marketplace.orders.line_terms import HasTerms
from marketplace.orders.moving import HasState
from marketplace.orders.pickup_terms import kept_to
from marketplace.orders.purchase_money import COVERED, HasMoney
from marketplace.orders.receiver_models import HasReceiver
from marketplace.orders.states import (
    NOT_PACKED,
    TIME_KEPT,
    UNTAKEN,
    ActorRole,
    OrderState,
    PaymentMethod,
    PaymentState,
    Undelivered,
)
from marketplace.sellers import DeliveryKind
from marketplace.sellers.models import Seller
from marketplace.stock.models import ShortfallRule

TRACKED: Final = text("tracking_number <> ''")
AWAITING: Final = text("payment_state = 'awaiting'")
WAITS: Final = text("state = 'awaiting_payment'")
LAPSES: Final = text("lapses_at IS NOT NULL")
KNOWN: Final = text("forgotten_at IS NULL")


class Purchase(HasMoney, discounts.HasDiscount, MayBeGift, Model):
    """What one person ordered in one go. `token` is the secret of its tracking link; all money in dong.

    Operators find it by `recipient_folded`; `payments` alone moves its money; from `forgotten_at` on it is nobody's.
    """

    __tablename__ = "purchases"
    __table_args__ = (
        one_of("payment_method", PaymentMethod),
        one_of("payment_state", PaymentState),
        CheckConstraint(COVERED, name="refunds_covered"),
        CheckConstraint("goods_vnd >= 0 AND shipping_vnd >= 0", name="amounts_not_negative"),
        *discounts.sums_add_up(discounts.PURCHASE_COVERED),
        Index("ix_purchases_awaiting", "placed_at", sqlite_where=AWAITING, postgresql_where=AWAITING),
        Index("ix_purchases_known", "placed_at", sqlite_where=KNOWN, postgresql_where=KNOWN),
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
    payment_method: Mapped[PaymentMethod] = mapped_column(String(24), default=PaymentMethod.COD)
    payment_state: Mapped[PaymentState] = mapped_column(String(24), default=PaymentState.DUE)
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    total_vnd: Mapped[Dong]
    locale: Mapped[str] = mapped_column(String(2), default="vi")
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    orders: Mapped[list["Order"]] = relationship(back_populates="purchase", order_by="Order.number")
    gift: Mapped[Gift | None] = relationship(back_populates="purchase")
    is_repeat, leaves_some, spent_codes = False, False, frozenset[str]()
    """Whether `place` gave it to a form sent again, what it left in the basket, and codes used for good."""


class Order(HasState, HasDueDates, HasDelivery, HasReceiver, MayNeedCall, discounts.HasParcelDiscount, Model):
    """One seller's part of a purchase: one parcel with its own state, delivery fee and timeline.

    Goods still to be harvested have the day that they are expected on, the day that they are sent from, and the rule
    for a short harvest that the buyer agreed to. One that did not reach its buyer says why in `undelivered`. Until
    `placed_at` it waits for its money, its goods are kept until `kept_until`, and it is nothing to the seller; one that
    is called off before never has it. `given_back_vnd` is what of its price refunds give back or gave back.
    """

    __tablename__ = "orders"
    __table_args__ = (
        one_of("state", OrderState),
        one_of("undelivered", Undelivered),
        one_of("delivery_kind", DeliveryKind),
        one_of("call_reason", CallReason),
        one_of("called", CallResult),
        CheckConstraint("goods_vnd >= 0 AND shipping_vnd >= 0", name="amounts_not_negative"),
        *discounts.sums_add_up(discounts.ORDER_COVERED),
        CheckConstraint("given_back_vnd >= 0 AND given_back_vnd <= total_vnd", name="given_back_covered"),
        Index("ix_orders_of_seller", "seller_id", "state", "due_at", "placed_at", "arrives_to_on"),
        Index("ix_orders_state_due", "state", "due_at", "id"),
        Index("ix_orders_due", "due_at", "id"),
        Index("ix_orders_tracking", "tracking_number", sqlite_where=TRACKED, postgresql_where=TRACKED),
        Index("ix_orders_pickup_code", "seller_id", "pickup_code", **FETCHED),
        Index("ix_orders_seller_placed", "seller_id", "placed_at"),
        Index("ix_orders_lapses", "lapses_at", sqlite_where=LAPSES, postgresql_where=LAPSES),
        Index("ix_orders_kept", "kept_until", sqlite_where=WAITS, postgresql_where=WAITS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    total_vnd: Mapped[Dong]
    given_back_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    weight_grams: Mapped[int]
    arrives_from_on: Mapped[date]
    arrives_to_on: Mapped[date]
    harvest_on: Mapped[date | None]
    ships_from_on: Mapped[date | None]
    shortfall_rule: Mapped[ShortfallRule | None] = mapped_column(String(12))
    carrier: Mapped[str] = mapped_column(String(60), default="")
    tracking_number: Mapped[str] = mapped_column(String(60), default="")
    undelivered: Mapped[Undelivered | None] = mapped_column(String(16))
    placed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    purchase: Mapped[Purchase] = relationship(back_populates="orders")
    seller: Mapped[Seller] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order", order_by="OrderLine.id")
    events: Mapped[list["OrderEvent"]] = relationship(back_populates="order", order_by="OrderEvent.id")

    def move_to(self, state: OrderState, *, by: User | None, role: ActorRole, note: str = "") -> None:
        """Go to `state` and append the event that says who, when and why. The only writer of the state.

        Raises MoveRefused, with the current state, when the table does not allow the move in this role.
        """
        if not self.can_move_to(state, role):
            raise MoveRefused(self.state)
        self.enter(state, by=by, role=role, note=note)

    def enter(self, state: OrderState, *, by: User | None, role: ActorRole, note: str = "") -> None:
        """Write the state, its event and its deadline, and announce it; `move_to` checks first, placing begins here."""
        event = OrderEvent(state=state, by=by, role=role, note=note, at=now())
        self.events.append(event)
        self.state = state
        self.begin_time(self._due_after(state, event.at))
        if state == OrderState.PLACED:
            self.placed_at = event.at
        elif state == OrderState.AWAITING_PAYMENT:
            self.kept_until = event.at + TIME_KEPT
        announce(event)

    def renew_deadline(self) -> None:
        """Count the time for the next step anew, after what it depends on has changed."""
        self.begin_time(self._due_after(OrderState(self.state), self.events[-1].at))

    def record(self, change: Change, *, by: User | None, role: ActorRole, facts: Facts) -> None:
        """Append an event that leaves the order where it stands, and announce it."""
        event = OrderEvent(state=self.state, change=change, facts=dict(facts), by=by, role=role, at=now())
        self.events.append(event)
        announce(event)

    def _due_after(self, state: OrderState, at: datetime) -> datetime | None:
        if state == OrderState.SHIPPED:
            return end_of_day(kept_to(at) if self.is_pickup else self.arrives_to_on)
        if state == OrderState.PLACED and not self.seller.is_reachable:
            return at  # nobody there hears of it, so that it is the operators' turn at once
        due_at = step_due(state, at, self.seller)
        if due_at and state == OrderState.CONFIRMED and self.ships_from_on:
            return max(due_at, end_of_day(self.ships_from_on))  # nobody can pack what is still in the field
        return due_at

    @property
    def most_vnd(self) -> int:
        """What it costs; while its parcel is open and may still be weighed again, what was agreed to."""
        if self.state not in NOT_PACKED:
            return self.total_vnd
        return max(self.agreed_delivery_vnd + sum(line.agreed_paid_vnd for line in self.lines), self.total_vnd)

    @property
    def commission_vnd(self) -> int:
        """The fees agreed at the sale."""
        return sum(line.commission_vnd for line in self.lines)

    @property
    def fees(self) -> dict[FeeKind, int]:
        """The same by what they are for."""
        return sum_fees(line.net for line in self.lines)

    @property
    def withheld_vnd(self) -> int:
        """The taxes that are held back from the seller."""
        return sum(line.net.withheld_vnd for line in self.lines)

    @property
    def sent_lines(self) -> list["OrderLine"]:
        """The lines of which something is sent."""
        return [line for line in self.lines if line.quantity]

    @property
    def is_unweighed(self) -> bool:
        """Whether something in it has to be weighed before its price is known."""
        return any(line.is_unweighed for line in self.lines)

    @property
    def box_code(self) -> str:
        """The end of its number, short enough to write on a box: "7KMXP-1". The list of orders finds it."""
        return self.number.partition("-")[2]

    @property
    def net_vnd(self) -> int:
        """What it leaves the seller after commission, taxes and delivery; what nobody takes leaves nothing."""
        return 0 if self.state in UNTAKEN else sum(line.net.net_vnd for line in self.lines) + self.seller_share_vnd

    @property
    def cash_vnd(self) -> int:
        """What the courier takes for it at the door: nothing where the money comes first, or nothing comes."""
        is_taken = self.purchase.payment_method == PaymentMethod.COD and self.state not in UNTAKEN
        return self.total_vnd if is_taken else 0


class OrderLine(MayDiffer, HasTerms, Model):
    """What was bought, frozen as it was at the sale: names, price, fees, and the stars valid that day.

    Quantity and total are what is sent: packing may call off units, and weighs what is paid by weight (see
    line_changes.py). A line that was called off whole stays, with the quantity 0.
    """

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "variant_id"),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        CheckConstraint("unit_price_vnd > 0", name="price_positive"),
        *discounts.line_adds_up(),
        CheckConstraint("commission_vnd >= 0 AND commission_vnd <= total_vnd", name="commission_within_total"),
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
    ocop_stars: Mapped[int | None]
    order: Mapped[Order] = relationship(back_populates="lines")

    def title(self, locale: str) -> str:
        """Name and pack size in this language, in Vietnamese where the other one is missing."""
        if locale == "en" and self.name_en and self.pack_en:
            return f"{self.name_en}, {self.pack_en}"
        return f"{self.name_vi}, {self.pack_vi}"

    @property
    def net(self) -> Net:
        """What the line leaves the seller after the fees agreed at the sale and the taxes.

        Until the sale is final the taxes are an estimate, by the day of the sale.
        """
        sold_on = to_local(self.order.placed_at or now()).date()
        return self.net_for(self.order.seller.kind, sold_on)


class OrderEvent(MayChange, Model):
    """One step of an order's timeline: a state, or a `change` while the state stays. Rows are only added."""

    __tablename__ = "order_events"
    __table_args__ = (
        one_of("state", OrderState),
        one_of("role", ActorRole),
        one_of("change", Change),
        Index("ix_order_events_of_order", "order_id", "state", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    state: Mapped[OrderState] = mapped_column(String(24))
    role: Mapped[ActorRole] = mapped_column(String(8))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    order: Mapped[Order] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()
