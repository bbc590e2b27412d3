"""What a scanned stamp tells, and what operators hear of false goods."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from marketplace import certification, stock
from marketplace.catalogue.gtin import DIGITS
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate
from marketplace.clock import today
from marketplace.counting import Count
from marketplace.database import db
from marketplace.pictures import Picture
from marketplace.stock.models import Lot
from marketplace.stock.processing_models import LotSource
from marketplace.traceability.errors import GtinOfOtherGoods, StampReportNotFound, StampUnknown
from marketplace.traceability.models import LotStep, Stamp, StampReport, StampScan
from marketplace.traceability.rolls import is_stuck
from marketplace.traceability.scan_limits import scan_limits
from marketplace.traceability.sightings import provinces_of
from marketplace.traceability.step_queries import photos_of, steps_of

WITH_GOODS: Final = joinedload(Stamp.lot).joinedload(Lot.variant).joinedload(Variant.product).joinedload(Product.seller)


class StampStatus(StrEnum):
    """What a stamp proves today."""

    GENUINE = "genuine"
    OFTEN = "often"
    NOT_YET = "not_yet"
    UNUSED = "unused"
    VOID = "void"
    RECALLED = "recalled"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Scans:
    """How often a stamp was looked at, and on which day first; None before the first time."""

    times: int
    first_on: date | None

    @property
    def are_new(self) -> bool:
        """Whether nobody looked before today, and today once at most."""
        return self.times == 0 or (self.times == 1 and self.first_on == today())


@dataclass(frozen=True)
class Roll:
    """The stamps of a lot: how many were given out, how often they were looked at, the code of one that counts."""

    issued: int
    looked_at: int
    code: str


@dataclass(frozen=True)
class Trace:
    """Everything a stamp leads to; `issued` counts the stamps of its lot, `certificates` come newest first."""

    stamp: Stamp
    issued: int
    scans: Scans
    steps: list[LotStep]
    photos: dict[int, list[Picture]]
    sources: list[LotSource]
    certificates: list[Certificate]
    is_stuck: bool
    provinces: dict[str, int]

    @property
    def is_seen_too_often(self) -> bool:
        """Whether it was looked at so often, or in so many provinces, that it may have been copied."""
        limits = scan_limits()
        return self.scans.times >= limits.times or len(self.provinces) >= limits.provinces

    @property
    def status(self) -> StampStatus:
        """What the stamp proves today."""
        lot = self.stamp.lot
        if self.stamp.voided_at is not None:
            return StampStatus.VOID
        if lot.is_recalled:
            return StampStatus.RECALLED
        if lot.packed_on > today():
            return StampStatus.NOT_YET
        if not self.is_stuck:
            return StampStatus.UNUSED
        if lot.is_past_best:
            return StampStatus.EXPIRED
        return StampStatus.OFTEN if self.is_seen_too_often else StampStatus.GENUINE


def get_trace(code: str) -> Trace:
    """What the stamp with this code tells. Raises StampUnknown."""
    stamp = db.session.scalar(select(Stamp).where(Stamp.code == code).options(WITH_GOODS))
    if stamp is None:
        raise StampUnknown()
    steps = steps_of(stamp.lot)
    return Trace(
        stamp=stamp,
        issued=db.session.scalar(select(func.max(Stamp.number)).where(Stamp.lot_id == stamp.lot_id)) or 0,
        scans=scans_of(stamp),
        steps=steps,
        photos=photos_of(step.id for step in steps) if steps else {},
        sources=stock.sources_of(stamp.lot),
        certificates=certification.certificates_of_product(stamp.lot.variant.product_id),
        is_stuck=is_stuck(stamp),
        provinces=provinces_of(stamp),
    )


def check_gtin(code: str, gtin: str) -> None:
    """Raises GtinOfOtherGoods where the goods of the stamp have a trade item number by now that is not this one."""
    found = select(Variant.gtin).join(Lot, Lot.variant_id == Variant.id).join(Stamp, Stamp.lot_id == Lot.id)
    known = db.session.scalar(found.where(Stamp.code == code))
    if known is not None and gtin.zfill(DIGITS) != known:
        raise GtinOfOtherGoods()


def roll_of(lot: Lot) -> Roll:
    """The stamps of a lot so far."""
    of_lot = Stamp.lot_id == lot.id
    counts = select(func.max(Stamp.number), func.min(case((Stamp.voided_at.is_(None), Stamp.code))))
    issued, code = db.session.execute(counts.where(of_lot)).one()
    scans = select(func.sum(StampScan.times)).join(Stamp, Stamp.id == StampScan.stamp_id)
    looked_at = db.session.scalar(scans.where(of_lot)) if issued else 0
    return Roll(issued or 0, int(looked_at or 0), code or "")


def scans_of(stamp: Stamp) -> Scans:
    """How often a stamp was looked at."""
    counted = select(func.coalesce(func.sum(StampScan.times), 0), func.min(StampScan.day))
    times, first_on = db.session.execute(counted.where(StampScan.stamp_id == stamp.id)).one()
    return Scans(int(times), first_on)


def stamp_reports(*, handled: bool, limit: int, offset: int = 0) -> list[StampReport]:
    """Reports of false goods: those that wait, the longest waiting first; or the handled ones, the last first."""
    wanted = StampReport.handled_at.is_not(None) if handled else StampReport.handled_at.is_(None)
    found = _complete().where(wanted).order_by(StampReport.handled_at.desc(), StampReport.reported_at, StampReport.id)
    return list(db.session.scalars(found.limit(limit).offset(offset)))


def count_stamp_reports() -> dict[bool, int]:
    """How many reports wait (False) and are handled (True)."""
    handled = StampReport.handled_at.is_not(None)
    found = {bool(key): count for key, count in db.session.execute(select(handled, func.count()).group_by(handled))}
    return {key: found.get(key, 0) for key in (False, True)}


def waiting_stamp_reports() -> Count:
    """How many reports wait."""
    waiting = StampReport.handled_at.is_(None)
    return select(func.count()).select_from(StampReport).where(waiting).scalar_subquery()


def get_stamp_report(ref: str, *, lock: bool = False) -> StampReport:
    """One report with its stamp and goods. Raises StampReportNotFound."""
    found = _complete().where(StampReport.ref == ref).execution_options(populate_existing=True)
    told = db.session.scalars(found.with_for_update(of=StampReport) if lock else found).first()
    if told is None:
        raise StampReportNotFound()
    return told


def _complete() -> Select[StampReport]:
    goods = joinedload(StampReport.stamp).joinedload(Stamp.lot).joinedload(Lot.variant).joinedload(Variant.product)
    return select(StampReport).options(goods.joinedload(Product.seller), joinedload(StampReport.handled_by))
