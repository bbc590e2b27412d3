"""The register of certificates as operators read it: by how long each still counts, with what happened to it."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from marketplace.catalogue.models import Product
from marketplace.certification.errors import CertificateNotFound
from marketplace.certification.models import Certificate, CertificateEvent, CertificateState
from marketplace.clock import today
from marketplace.database import db


class Standing(StrEnum):
    """Where a certificate stands in the register."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    LONG = "long"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


def register(standing: Standing | None = None, *, limit: int, offset: int = 0) -> list[Certificate]:
    """Certificates that were ever verified, of one standing or all, with goods and sellers; the first to end first."""
    found = select(Certificate).where(*_is(standing))
    ends = (Certificate.expires_on.is_(None), Certificate.expires_on, Certificate.id)
    whole = joinedload(Certificate.product).joinedload(Product.seller)
    return list(db.session.scalars(found.options(whole).order_by(*ends).limit(limit).offset(offset)))


def count_register() -> dict[Standing, int]:
    """How many stand where: one statement."""
    counted = [func.count().filter(*_is(standing)) for standing in Standing]
    row = db.session.execute(select(*counted).select_from(Certificate)).one()
    return dict(zip(Standing, row, strict=True))


def lock_certificate(ref: str) -> Certificate:
    """A certificate that was ever verified, fresh, while nobody else changes it. Raises CertificateNotFound."""
    found = select(Certificate).where(Certificate.ref == ref, *_is(None)).with_for_update()
    certificate = db.session.scalars(found.execution_options(populate_existing=True)).first()
    if certificate is None:
        raise CertificateNotFound()
    return certificate


def events_of(certificate_id: int) -> Sequence[CertificateEvent]:
    """What happened to a certificate, the first thing first, with who did it."""
    own = select(CertificateEvent).where(CertificateEvent.certificate_id == certificate_id)
    return db.session.scalars(own.options(joinedload(CertificateEvent.by)).order_by(CertificateEvent.id)).all()


def _is(standing: Standing | None) -> list[ColumnElement[bool]]:
    day, ends = today(), Certificate.expires_on
    if standing is None:
        return [Certificate.state != CertificateState.SUBMITTED]
    if standing in (Standing.WITHDRAWN, Standing.SUPERSEDED):
        is_over = standing == Standing.WITHDRAWN
        return [Certificate.state == (CertificateState.REVOKED if is_over else CertificateState.SUPERSEDED)]
    verified = Certificate.state == CertificateState.VERIFIED
    if standing == Standing.ENDED:
        return [verified, ends < day]
    if standing == Standing.LONG:
        return [verified, ends.is_(None) | (ends > day + timedelta(days=90))]
    first, last = _SPANS[standing]
    return [verified, ends >= _after(day, first), ends <= _after(day, last)]


_SPANS = {Standing.WEEK: (0, 7), Standing.MONTH: (8, 30), Standing.QUARTER: (31, 90)}


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
