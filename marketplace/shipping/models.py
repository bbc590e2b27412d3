"""The shop's own tables of delivery fees. What a table says never changes: it ends, and another one begins."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.day_spans import HoldsByDay
from marketplace.gateways.carriers import Carrier
from marketplace.places.zones import Zone
from marketplace.refs import new_ref
from marketplace.shipping.rates import FeeBearer, Rate, RateTable, Surcharge

PRICES = (
    "province_first_vnd >= 0 AND province_further_vnd >= 0 AND region_first_vnd >= 0 AND region_further_vnd >= 0"
    " AND nation_first_vnd >= 0 AND nation_further_vnd >= 0 AND remote_vnd >= 0"
)


class TariffStep(StrEnum):
    """What was decided about a table."""

    ADDED = "added"
    ENDED = "ended"


class Tariff(HoldsByDay, Model):
    """A table of delivery fees, from its first day on until its last one. Of several that hold on a day, the one that
    begins last counts.
    """

    __tablename__ = "tariffs"
    __table_args__ = (
        one_of("free_paid_by", FeeBearer),
        CheckConstraint(PRICES, name="prices_not_negative"),
        CheckConstraint("first_grams > 0 AND further_grams > 0 AND cm3_per_kg > 0", name="steps_positive"),
        CheckConstraint("cash_bp BETWEEN 0 AND 10000 AND insurance_bp BETWEEN 0 AND 10000", name="rates_in_range"),
        CheckConstraint(
            "cash_free_to_vnd >= 0 AND cash_least_vnd >= 0 AND insurance_free_to_vnd >= 0", name="limits_not_negative"
        ),
        CheckConstraint("free_from_vnd > 0", name="free_from_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    first_grams: Mapped[int]
    further_grams: Mapped[int]
    cm3_per_kg: Mapped[int | None]
    province_first_vnd: Mapped[Dong]
    province_further_vnd: Mapped[Dong]
    region_first_vnd: Mapped[Dong]
    region_further_vnd: Mapped[Dong]
    nation_first_vnd: Mapped[Dong]
    nation_further_vnd: Mapped[Dong]
    remote_vnd: Mapped[Dong]
    remote_communes: Mapped[list[str]] = mapped_column(JSON)
    cash_free_to_vnd: Mapped[Dong]
    cash_bp: Mapped[int]
    cash_least_vnd: Mapped[Dong]
    insurance_free_to_vnd: Mapped[Dong]
    insurance_bp: Mapped[int]
    free_from_vnd: Mapped[Dong | None]
    free_paid_by: Mapped[FeeBearer] = mapped_column(String(8))
    events: Mapped[list["TariffEvent"]] = relationship(order_by="TariffEvent.id", back_populates="tariff")

    @property
    def table(self) -> RateTable:
        """The prices as the fees of parcels are counted by."""
        return RateTable(
            valid_from=self.first_day,
            valid_until=self.last_day or date.max,
            rates={
                Zone.SAME_PROVINCE: Rate(self.province_first_vnd, self.province_further_vnd),
                Zone.SAME_REGION: Rate(self.region_first_vnd, self.region_further_vnd),
                Zone.BETWEEN_REGIONS: Rate(self.nation_first_vnd, self.nation_further_vnd),
            },
            first_grams=self.first_grams,
            further_grams=self.further_grams,
            cm3_per_kg=self.cm3_per_kg,
            remote_vnd=self.remote_vnd,
            remote_communes=frozenset(self.remote_communes),
            cash=Surcharge(self.cash_free_to_vnd, self.cash_bp, self.cash_least_vnd),
            insurance=Surcharge(self.insurance_free_to_vnd, self.insurance_bp),
            free_from_vnd=self.free_from_vnd,
            free_paid_by=FeeBearer(self.free_paid_by),
            ref=self.ref or "",
        )


class TariffEvent(Model):
    """Who added or ended a table, when and why. Rows are only added."""

    __tablename__ = "tariff_events"
    __table_args__ = (one_of("step", TariffStep),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tariff_id: Mapped[int] = mapped_column(ForeignKey("tariffs.id"), index=True)
    step: Mapped[TariffStep] = mapped_column(String(8))
    last_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User | None] = relationship()
    tariff: Mapped[Tariff] = relationship(back_populates="events")


class CarrierRate(Model):
    """What a carrier last said that a parcel of this weight step costs on this route; `fee_vnd` is empty where it
    refuses. `asked_at` is when it was asked last, `answered_at` how old the price is.
    """

    __tablename__ = "carrier_rates"
    __table_args__ = (
        one_of("carrier", Carrier),
        UniqueConstraint(
            "carrier", "origin_commune", "destination_commune", "step_grams", name="uq_carrier_rates_route"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier: Mapped[Carrier] = mapped_column(String(16))
    origin_commune: Mapped[str] = mapped_column(String(5))
    destination_commune: Mapped[str] = mapped_column(String(5))
    step_grams: Mapped[int]
    fee_vnd: Mapped[Dong | None]
    refusal: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
