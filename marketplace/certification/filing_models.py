"""Certificates on their way to an operator, with the photos of their pages."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Product
from marketplace.certification.models import Certificate
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.pictures import Picture
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller


class CertificateFiling(Model):
    """A certificate that a seller files, or the extension of one that was verified (`extends_id`).

    `said` is what was typed, field by field as text; buyers see nothing of it. `sent_at` is when it was sent and not
    taken back since, `paper_key` what tells the paper sent from others, `certificate_id` what became of it.
    """

    __tablename__ = "certificate_filings"
    __table_args__ = (Index("ix_certificate_filings_of_seller", "seller_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    extends_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"))
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"), index=True)
    paper_key: Mapped[str | None] = mapped_column(String(64), index=True)
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()
    product: Mapped[Product | None] = relationship()
    extends: Mapped[Certificate | None] = relationship(foreign_keys=extends_id)
    certificate: Mapped[Certificate | None] = relationship(foreign_keys=certificate_id)
    pages: Mapped[list["CertificatePage"]] = relationship(
        back_populates="filing", order_by="CertificatePage.id", cascade="all, delete-orphan"
    )

    def text(self, name: str) -> str:
        """What was typed into a field, empty where nothing was."""
        return str(self.said.get(name) or "")


class CertificatePage(Model):
    """The photo of one page of a certificate."""

    __tablename__ = "certificate_pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("certificate_filings.id", ondelete="CASCADE"), index=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"))
    filing: Mapped[CertificateFiling] = relationship(back_populates="pages")
    picture: Mapped[Picture] = relationship()
