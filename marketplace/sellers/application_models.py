"""Applications to sell here, their papers, and the accounts that money goes to."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.pictures import Picture
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller


class PaperKind(StrEnum):
    """What is photographed: proof that the seller exists, its tax code, or the card of a person."""

    REGISTRATION = "registration"
    TAX = "tax"
    IDENTITY = "identity"


class SellerApplication(Model):
    """What somebody has told so far about a shop to be opened. Nothing of it is a shop before it was sent.

    `answers` are plain values by their names (see questions.py); what nobody may read is sealed in columns of its own.
    `sent_at` is when it was sent last, `mended` the questions answered since then. The phone was confirmed by a code
    when `phone_confirmed_at` says so. With `is_helped` somebody of an association fills it in for a household, which
    confirms on its own phone by the link of `household_token` (a digest) or says that nobody was asked to. Who left it
    alone was told at `reminded_at` that it will be cleared away (see unsent.py).
    """

    __tablename__ = "seller_applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id"), unique=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="SET NULL"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    personal_number_sealed: Mapped[str | None] = mapped_column(Text)
    account_sealed: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(20))
    phone_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_helped: Mapped[bool] = mapped_column(default=False, server_default=false())
    household_token: Mapped[str | None] = mapped_column(String(64))
    household_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    household_refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mended: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship()
    seller: Mapped[Seller | None] = relationship()
    photo: Mapped[Picture | None] = relationship()
    papers: Mapped[list["ApplicationPaper"]] = relationship(
        back_populates="application", order_by="ApplicationPaper.id", cascade="all, delete-orphan"
    )

    def said(self, name: str) -> str:
        """One plain answer, empty when it was not given."""
        return str(self.answers.get(name) or "")

    def paper(self, kind: PaperKind) -> "ApplicationPaper | None":
        """The photo of this paper, if one was taken."""
        return next((paper for paper in self.papers if paper.kind == kind), None)


class ApplicationPaper(Model):
    """The photo of a paper, which only the applicant and operators see."""

    __tablename__ = "application_papers"
    __table_args__ = (one_of("kind", PaperKind), UniqueConstraint("application_id", "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("seller_applications.id", ondelete="CASCADE"))
    kind: Mapped[PaperKind] = mapped_column(String(16))
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"))
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    application: Mapped[SellerApplication] = relationship(back_populates="papers")
    picture: Mapped[Picture] = relationship()


class BankAccount(Model):
    """An account that a shop has named; money goes to the one that was confirmed last. `bank` is its number (BIN)."""

    __tablename__ = "bank_accounts"
    __table_args__ = (CheckConstraint("length(number_end) <= 4", name="end_only"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    bank: Mapped[str] = mapped_column(String(6))
    number_sealed: Mapped[str] = mapped_column(Text)
    number_end: Mapped[str] = mapped_column(String(4))
    holder: Mapped[str] = mapped_column(String(80))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()
    by: Mapped[User] = relationship()
