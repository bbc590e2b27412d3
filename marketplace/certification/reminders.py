"""Reminders that a certificate ends: so many days before its end, and before the last round in which it can be judged.

A round is when a council judges files: the province's close on 30 June and 30 December, the ministry's on 30 March and
30 September (Decision 26/2026/QĐ-TTg, article 5). Whoever waits for the end has missed the round.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, case, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from marketplace.catalogue.models import Product
from marketplace.certification.models import Certificate, CertificateState
from marketplace.certification.ocop_rules import rounds_of
from marketplace.clock import now, today
from marketplace.database import Model, UtcDateTime, announce, db

DAYS: Final = (7, 30, 90, 180)
ROUND: Final = "round"
BEFORE_ROUND: Final = timedelta(days=30)
"""How long before a round its files are put together."""


class CertificateReminder(Model):
    """A reminder that was written, by the end it spoke of: an extension brings new ones."""

    __tablename__ = "certificate_reminders"
    __table_args__ = (UniqueConstraint("certificate_id", "expires_on", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"))
    expires_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(5))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


@dataclass(frozen=True)
class CertificateEnding:
    """A certificate ends in `left` days; `round_on` is when the files of the last round before that are due."""

    certificate: Certificate
    left: int
    round_on: date | None


def last_round(level: str, expires_on: date) -> date | None:
    """The last day on which files are taken before a certificate of this level ends; None when it has passed."""
    days = [date(year, *of_year) for year in (expires_on.year - 1, expires_on.year) for of_year in rounds_of(level)]
    found = max(day for day in days if day <= expires_on)
    return found if found >= today() else None


def remind_due(*, limit: int = 50) -> int:
    """Write the reminders that are due and were not written, so many at a time; returns how many."""
    due = _due_by_days(limit) or _due_by_round(limit)
    for certificate, name in due:
        ends_on = certificate.expires_on or today()
        db.session.add(CertificateReminder(certificate_id=certificate.id, expires_on=ends_on, name=name))
        left = (ends_on - today()).days
        announce(CertificateEnding(certificate, left, last_round(certificate.level, ends_on)))
    db.session.flush()
    return len(due)


def _due_by_days(limit: int) -> list[tuple[Certificate, str]]:
    """Each with the nearest mark that it has passed: whoever was not reminded of 90 days in time hears of 30 only."""
    *nearer, farthest = DAYS
    marks = [(Certificate.expires_on <= today() + timedelta(days=days), str(days)) for days in nearer]
    mark = case(*marks, else_=str(farthest))
    written = select(CertificateReminder.id).where(
        CertificateReminder.certificate_id == Certificate.id,
        CertificateReminder.expires_on == Certificate.expires_on,
        CertificateReminder.name == mark,
    )
    ending = _ending(farthest).where(~written.exists()).add_columns(mark).limit(limit)
    return [(row[0], row[1]) for row in db.session.execute(ending)]


def _due_by_round(limit: int) -> list[tuple[Certificate, str]]:
    written = select(CertificateReminder.id).where(
        CertificateReminder.certificate_id == Certificate.id,
        CertificateReminder.expires_on == Certificate.expires_on,
        CertificateReminder.name == ROUND,
    )
    longest = 2 * max(DAYS) + BEFORE_ROUND.days
    found = []
    for certificate in db.session.scalars(_ending(longest).where(~written.exists())):
        round_on = last_round(certificate.level, certificate.expires_on or today())
        if round_on is not None and round_on - BEFORE_ROUND <= today():
            found.append((certificate, ROUND))
    return found[:limit]


def _ending(days: int) -> Select[Certificate]:
    """The stars of goods on sale that end within so many days."""
    day = today()
    verified = (Certificate.state == CertificateState.VERIFIED, Certificate.stars.is_not(None))
    soon = (Certificate.expires_on >= day, Certificate.expires_on <= day + timedelta(days=days))
    ending = select(Certificate).join(Certificate.product).where(*verified, *soon, Product.is_listed)
    whole = joinedload(Certificate.product).joinedload(Product.seller)
    return ending.options(whole).order_by(Certificate.id)
