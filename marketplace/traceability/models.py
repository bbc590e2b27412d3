"""What happened to a lot on its way from the field to the pack, and the stamps on its packs."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.refs import new_ref
from marketplace.stock.models import Lot
from marketplace.traceability.stamps import LONGEST


class LotStep(Model):
    """One stage of one lot: what, where, when (Circular 02/2024/TT-BKHCN asks for stage, place and time)."""

    __tablename__ = "lot_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    happened_on: Mapped[date]
    title_vi: Mapped[str] = mapped_column(String(160))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    place_vi: Mapped[str] = mapped_column(String(160), default="")
    place_en: Mapped[str] = mapped_column(String(160), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[User | None] = relationship()


class LotStepPhoto(Model):
    """A picture taken at a step."""

    __tablename__ = "lot_step_photos"

    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("lot_steps.id", ondelete="CASCADE"), index=True)


class Stamp(Model):
    """The stamp on one pack of a lot. `number` counts within the lot; `code` is what people scan or type."""

    __tablename__ = "stamps"
    __table_args__ = (
        UniqueConstraint("lot_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(LONGEST), unique=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lot: Mapped[Lot] = relationship()


class StampRoll(Model):
    """A range of stamps of one lot that is printed together; `made` of them have their codes by now.

    None of them counts before somebody says that they came out of the printer well: `stuck_at`. Stamps that stand in no
    roll were printed before there were any, and count.
    """

    __tablename__ = "stamp_rolls"
    __table_args__ = (
        UniqueConstraint("lot_id", "first_number"),
        CheckConstraint("first_number > 0 AND last_number >= first_number", name="range_goes_up"),
        CheckConstraint("made >= 0 AND made <= last_number - first_number + 1", name="made_within_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    first_number: Mapped[int]
    last_number: Mapped[int]
    made: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    stuck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lot: Mapped[Lot] = relationship()

    @property
    def numbers(self) -> range:
        """The numbers of its stamps within the lot."""
        return range(self.first_number, self.last_number + 1)

    @property
    def is_made(self) -> bool:
        """Whether every stamp has its code."""
        return self.made == len(self.numbers)


class StampScan(Model):
    """How often a stamp was looked at on a day of Vietnam's calendar. By whom and from where is not known."""

    __tablename__ = "stamp_scans"
    __table_args__ = (CheckConstraint("times > 0", name="counts_something"),)

    stamp_id: Mapped[int] = mapped_column(ForeignKey("stamps.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=1)


class StampSighting(Model):
    """How many people said on a day that they hold a stamp in a province, whose code is that of `places`."""

    __tablename__ = "stamp_sightings"
    __table_args__ = (CheckConstraint("times > 0", name="counts_something"),)

    stamp_id: Mapped[int] = mapped_column(ForeignKey("stamps.id"), primary_key=True)
    province: Mapped[str] = mapped_column(String(2), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=1)


class StampTry(Model):
    """How often a code that no stamp bears, though its check characters fit, was looked for on a day."""

    __tablename__ = "stamp_tries"
    __table_args__ = (CheckConstraint("times > 0", name="counts_something"),)

    code: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=1)


class StampReport(Model):
    """What somebody who holds the goods finds wrong with them; waits for an operator until `handled_at`.

    `code` is what was typed, which may belong to no stamp.
    """

    __tablename__ = "stamp_reports"
    __table_args__ = (
        CheckConstraint("handled_at IS NULL OR phone = ''", name="phone_forgotten_when_handled"),
        Index("ix_stamp_reports_waiting", "handled_at", "reported_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    code: Mapped[str] = mapped_column(String(40))
    stamp_id: Mapped[int | None] = mapped_column(ForeignKey("stamps.id"), index=True)
    what: Mapped[str] = mapped_column(String(500))
    phone: Mapped[str] = mapped_column(String(20), default="")
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    stamp: Mapped[Stamp | None] = relationship()
    handled_by: Mapped[User | None] = relationship()
