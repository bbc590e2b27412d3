"""Parcels in the hands of carriers, what was told of them, and prices that carriers have named."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, announce, one_of
from marketplace.gateways.carriers import Carrier
from marketplace.orders.models import Order
from marketplace.orders.states import Undelivered
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller
from marketplace.shipments.states import (
    FINAL,
    LEFT,
    ON_THE_ROAD,
    TIME_TO_ACT,
    CashState,
    ParcelState,
    Result,
    Source,
    can_move,
)

TOLD_BY_CARRIERS: Final = tuple(each for each in Undelivered if each != Undelivered.NOT_COLLECTED)
"""Why a parcel did not reach its buyer, of what a carrier had."""
ONE_LIVE: Final = text("state NOT IN ('refused', 'cancelled')")
OPEN: Final = text("state IN ('asked', 'booked', 'in_transit', 'out_for_delivery', 'failed', 'returning')")
UNDECIDED: Final = text("settled_at IS NULL AND result IN ('unknown_status', 'unknown_parcel', 'contradicts')")
TRACKED: Final = text("tracking <> ''")


class PickupAddress(Model):
    """Where carriers collect a seller's parcels, and who is there."""

    __tablename__ = "pickup_addresses"

    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20))
    street: Mapped[str] = mapped_column(String(200))
    province_code: Mapped[str] = mapped_column(String(2))
    commune_code: Mapped[str] = mapped_column(String(5))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seller: Mapped[Seller] = relationship()


class Shipment(Model):
    """One parcel of an order in the hands of a carrier. `parcel` counts the order's parcels, `attempt` how often this
    one was handed over: one that never left may be handed over anew, but only one lives.

    `code` is our reference, by which the carrier finds it; `raw_status` its own last word, of `told_at` by its clock.
    `cash_state` is a machine of its own. `cod_vnd` is this parcel's share of what the courier takes.
    """

    __tablename__ = "shipments"
    __table_args__ = (
        one_of("carrier", Carrier),
        one_of("state", ParcelState),
        one_of("cash_state", CashState),
        one_of("undelivered", TOLD_BY_CARRIERS),
        UniqueConstraint("order_id", "parcel", "attempt"),
        CheckConstraint("parcel > 0 AND attempt > 0 AND grams > 0", name="counts_from_one"),
        CheckConstraint("cod_vnd >= 0 AND goods_vnd >= 0", name="amounts_not_negative"),
        Index(
            "uq_shipments_one_live",
            "order_id",
            "parcel",
            unique=True,
            sqlite_where=ONE_LIVE,
            postgresql_where=ONE_LIVE,
        ),
        Index("ix_shipments_open", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_shipments_tracking", "tracking", sqlite_where=TRACKED, postgresql_where=TRACKED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    parcel: Mapped[int]
    attempt: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    carrier: Mapped[Carrier] = mapped_column(String(16))
    state: Mapped[ParcelState] = mapped_column(String(16), default=ParcelState.ASKED)
    cash_state: Mapped[CashState] = mapped_column(String(12), default=CashState.NONE)
    grams: Mapped[int]
    goods_vnd: Mapped[Dong]
    cod_vnd: Mapped[Dong]
    fee_vnd: Mapped[Dong | None]
    tracking: Mapped[str] = mapped_column(String(60), default="")
    raw_status: Mapped[str] = mapped_column(String(40), default="")
    refusal: Mapped[str] = mapped_column(String(200), default="")
    undelivered: Mapped[Undelivered | None] = mapped_column(String(16))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    order: Mapped[Order] = relationship()
    events: Mapped[list["ShipmentEvent"]] = relationship(back_populates="shipment", order_by="ShipmentEvent.id")

    def enter(
        self,
        state: ParcelState,
        *,
        source: Source,
        at: datetime | None = None,
        raw_status: str = "",
        note: str = "",
        by_id: int | None = None,
    ) -> None:
        """Write the state, its event and its deadline, and announce it. The only writer of the state.

        `at` is when it happened by the carrier's clock. Callers ask `can_move_to` first.
        """
        moment = at or now()
        event = ShipmentEvent(
            state=state, raw_status=raw_status, note=note, source=source, by_id=by_id, at=moment, noted_at=now()
        )
        self.events.append(event)
        self.state, self.told_at = state, at or self.told_at
        self.raw_status = raw_status or self.raw_status
        self.due_at = now() + TIME_TO_ACT[state] if state in TIME_TO_ACT else None
        announce(event)

    def can_move_to(self, state: ParcelState) -> bool:
        """Whether news may lead it there from where it is."""
        return can_move(ParcelState(self.state), state)

    @property
    def number(self) -> str:
        """What is read out on the phone: the order's number, and which of its parcels."""
        return f"{self.order.number}.{self.parcel}"

    @property
    def brand(self) -> str:
        """The carrier's name."""
        return Carrier(self.carrier).brand

    @property
    def is_blocked(self) -> bool:
        """Whether nobody knows if the carrier has it."""
        return self.state == ParcelState.ASKED

    @property
    def is_final(self) -> bool:
        """Whether nothing more is to come of it."""
        return self.state in FINAL

    @property
    def has_left(self) -> bool:
        """Whether the carrier has collected it."""
        return self.state in LEFT

    @property
    def is_on_the_road(self) -> bool:
        """Whether it is between the two doors."""
        return self.state in ON_THE_ROAD

    @property
    def can_cancel(self) -> bool:
        """Whether the carrier may still be told not to collect it."""
        return self.state == ParcelState.BOOKED

    @property
    def can_print(self) -> bool:
        """Whether there is a label to stick on it."""
        return self.state == ParcelState.BOOKED

    @property
    def is_late(self) -> bool:
        """Whether its next step should have come by now."""
        return self.due_at is not None and self.due_at < now()


class ShipmentEvent(Model):
    """One step of a parcel, and who said so; `at` by the carrier's clock, `noted_at` by ours. Rows are only added."""

    __tablename__ = "shipment_events"
    __table_args__ = (one_of("state", ParcelState), one_of("source", Source))

    id: Mapped[int] = mapped_column(primary_key=True)
    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipments.id"), index=True)
    state: Mapped[ParcelState] = mapped_column(String(16))
    raw_status: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[Source] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    shipment: Mapped[Shipment] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()


class CarrierNotice(Model):
    """What a carrier told, kept whatever it says. `key` is the same in every repetition, so that each counts once."""

    __tablename__ = "carrier_notices"
    __table_args__ = (
        one_of("carrier", Carrier),
        one_of("result", Result),
        one_of("source", Source),
        Index("ix_carrier_notices_undecided", "id", sqlite_where=UNDECIDED, postgresql_where=UNDECIDED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    carrier: Mapped[Carrier] = mapped_column(String(16))
    tracking: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(50))
    raw_status: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[Source] = mapped_column(String(12), default=Source.NOTICE)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    body: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    result: Mapped[Result] = mapped_column(String(16), default=Result.NOTED)
    shipment_id: Mapped[int | None] = mapped_column(ForeignKey("shipments.id"), index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    shipment: Mapped[Shipment | None] = relationship()

    @property
    def brand(self) -> str:
        """The carrier's name."""
        return Carrier(self.carrier).brand
