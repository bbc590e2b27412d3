"""Certificates and marks as dated facts. Stars are never a column that somebody sets on a product."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
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
    SUPERSEDED = "superseded"


class Ground(StrEnum):
    """Why a certificate counts no more before its end: its issuer's decision, or that it was never a true one.

    Decision 26/2026/QĐ-TTg, article 8, names six grounds of the issuer; which one it was is said in words.
    """

    ISSUER = "issuer"
    RETURNED = "returned"
    FORGED = "forged"
    MISTAKE = "mistake"

    @property
    def is_of_issuer(self) -> bool:
        """Whether who issued the certificate took it back; else this shop took it down."""
        return self in (Ground.ISSUER, Ground.RETURNED)


class CertificateStep(StrEnum):
    """What happened to a certificate."""

    VERIFIED = "verified"
    EXTENDED = "extended"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Certificate(Model):
    """A certificate for one product. One of OCOP carries 3 to 5 stars and ends 36 months after its decision.

    `holder_vi` and `scope_vi` are the names of holder and product as the paper prints them. `paper_key` tells one paper
    from all others (see papers.py); those entered before nobody filed any have none. `extended_from` is the last day
    that the paper itself names, where `expires_on` is that of its extension.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        one_of("kind", CertificateKind),
        one_of("state", CertificateState),
        CheckConstraint("(kind = 'ocop') = (stars IS NOT NULL)", name="stars_on_ocop_only"),
        CheckConstraint("stars BETWEEN 3 AND 5", name="stars_marketable"),
        CheckConstraint("expires_on > issued_on", name="dates_in_order"),
        one_of("revoked_ground", Ground),
        CheckConstraint("score_hundredths BETWEEN 0 AND 10000", name="score_of_hundred"),
        CheckConstraint("expires_on > extended_from", name="extended_later"),
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
    revoked_ground: Mapped[Ground | None] = mapped_column(String(10))
    holder_vi: Mapped[str] = mapped_column(String(200), default="", server_default="")
    scope_vi: Mapped[str] = mapped_column(String(200), default="", server_default="")
    score_hundredths: Mapped[int | None]
    paper_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    extended_from: Mapped[date | None]
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    has_demo_dates: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    product: Mapped[Product] = relationship()

    def is_valid_on(self, day: date) -> bool:
        """Whether the certificate counts on `day` (Vietnam's calendar); the last day is included."""
        begun = self.state == CertificateState.VERIFIED and self.issued_on <= day
        return begun and (self.expires_on is None or day <= self.expires_on)


class CertificateEvent(Model):
    """What happened to a certificate, when and by whom; `note` is what was said with it. Only added to."""

    __tablename__ = "certificate_events"
    __table_args__ = (one_of("step", CertificateStep),)

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"), index=True)
    step: Mapped[CertificateStep] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[User | None] = relationship()
