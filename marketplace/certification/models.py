"""Certificates and marks as dated facts. Stars are never a column that somebody sets on a product."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref


class CertificateKind(StrEnum):
    """What a certificate proves."""

    OCOP = "ocop"
    VIETGAP = "vietgap"
    GLOBALGAP = "globalgap"
    ORGANIC = "organic"
    COLLECTIVE_MARK = "collective_mark"
    CERTIFICATION_MARK = "certification_mark"
    GEOGRAPHICAL_INDICATION = "geographical_indication"


class CertificateState(StrEnum):
    """Only a verified certificate within its dates counts."""

    SUBMITTED = "submitted"
    VERIFIED = "verified"
    REVOKED = "revoked"


class Certificate(Model):
    """A certificate for one product. One of OCOP carries 3 to 5 stars and ends 36 months after its decision."""

    __tablename__ = "certificates"
    __table_args__ = (
        one_of("kind", CertificateKind),
        one_of("state", CertificateState),
        CheckConstraint("(kind = 'ocop') = (stars IS NOT NULL)", name="stars_on_ocop_only"),
        CheckConstraint("stars BETWEEN 3 AND 5", name="stars_marketable"),
        CheckConstraint("expires_on > issued_on", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    kind: Mapped[CertificateKind] = mapped_column(String(24))
    state: Mapped[CertificateState] = mapped_column(String(10), default=CertificateState.SUBMITTED)
    stars: Mapped[int | None]
    title_vi: Mapped[str] = mapped_column(String(200), default="")
    title_en: Mapped[str] = mapped_column(String(200), default="")
    level: Mapped[str] = mapped_column(String(10), default="province")
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    issuer_vi: Mapped[str] = mapped_column(String(200), default="")
    issuer_en: Mapped[str] = mapped_column(String(200), default="")
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    revoked_reason_vi: Mapped[str] = mapped_column(String(300), default="", server_default="")
    revoked_reason_en: Mapped[str] = mapped_column(String(300), default="", server_default="")
    has_demo_dates: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    product: Mapped[Product] = relationship()

    def is_valid_on(self, day: date) -> bool:
        """Whether the certificate counts on `day` (Vietnam's calendar); the last day is included."""
        begun = self.state == CertificateState.VERIFIED and self.issued_on <= day
        return begun and (self.expires_on is None or day <= self.expires_on)
