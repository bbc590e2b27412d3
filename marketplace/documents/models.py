"""Documents that are handed out. They are numbered without gaps and never edited: what was wrong gets another version.

The database refuses to change or delete a row of them.
"""

from datetime import datetime
from enum import StrEnum
from secrets import token_urlsafe
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref

IS_OPEN: Final = text("withdrawn_at IS NULL")


class DocumentKind(StrEnum):
    """What a document is. None of them is a VAT invoice."""

    RECEIPT = "receipt"
    CREDIT_NOTE = "credit_note"
    FEE_STATEMENT = "fee_statement"
    INCOME = "income"


class DocumentCounter(Model):
    """The last number of a kind in a year; locked while the next one is given: none is skipped or given twice."""

    __tablename__ = "document_counters"
    __table_args__ = (one_of("kind", DocumentKind),)

    kind: Mapped[DocumentKind] = mapped_column(String(16), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_number: Mapped[int] = mapped_column(default=0)


class Document(Model):
    """One version of a document, with all that stands in it in `content` as it was then.

    A receipt and a credit note belong to a purchase, the credit note to one of its refunds too; a statement of fees to
    a seller and a `month` ("2026-11"), one of income to a seller. `subject` says which one it is: nobody gets two.
    """

    __tablename__ = "documents"
    __table_args__ = (
        one_of("kind", DocumentKind),
        UniqueConstraint("kind", "year", "number", "version"),
        UniqueConstraint("kind", "subject", "version"),
        CheckConstraint("number >= 1 AND version >= 1", name="counted_from_one"),
        Index("ix_documents_seller_id", "seller_id", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    kind: Mapped[DocumentKind] = mapped_column(String(16))
    year: Mapped[int]
    number: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    subject: Mapped[str] = mapped_column(String(40))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchases.id"), index=True)
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id"))
    month: Mapped[str | None] = mapped_column(String(7))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200), default="")
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class DocumentLink(Model):
    """A secret address at which a stranger checks that a document is genuine, until its seller withdraws it."""

    __tablename__ = "document_links"
    __table_args__ = (
        Index("uq_document_links_open", "document_id", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True, default=lambda: token_urlsafe(32))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    document: Mapped[Document] = relationship()


class InvoiceRequest(Model):
    """What a buyer wants on the VAT invoice that the seller makes out: company, tax code, address and e-mail, sealed.

    Rows are only added: the newest counts, and one without details takes the request back.
    """

    __tablename__ = "invoice_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    details_sealed: Mapped[str | None] = mapped_column(Text)
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
