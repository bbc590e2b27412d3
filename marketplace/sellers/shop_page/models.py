"""Drafts of shop pages, and the people whom they quote."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

Values = dict[str, Any]
LONGEST_NAME, LONGEST_WORDS = 80, 600


class Draft(Model):
    """The page that a shop is writing; `content` is described in content.py. Its pictures are known by `ref`."""

    __tablename__ = "shop_page_drafts"

    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    content: Mapped[Values] = mapped_column(MutableDict.as_mutable(JSON), default=dict)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    seller: Mapped[Seller] = relationship()
    saved_by: Mapped[User] = relationship()


class ConsentWay(StrEnum):
    """How somebody agreed to be quoted."""

    SPOKEN = "spoken"
    PHONE = "phone"
    MESSAGE = "message"
    SIGNED = "signed"


class Quote(Model):
    """What somebody said and agreed to see on the page: when, how, and who of the shop asked for it.

    The words never change: other words need a new consent. Once withdrawn they are gone, and only the record of the
    consent and its end is left.
    """

    __tablename__ = "shop_quotes"
    __table_args__ = (
        one_of("consent_way", ConsentWay),
        CheckConstraint("withdrawn_at IS NULL OR words_vi = ''", name="withdrawn_unsaid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    role_vi: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    role_en: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    words_vi: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    words_en: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    consented_on: Mapped[date]
    consent_way: Mapped[ConsentWay] = mapped_column(String(10))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_by: Mapped[User] = relationship(foreign_keys=recorded_by_id)

    @property
    def stands(self) -> bool:
        """Whether it may be shown."""
        return self.withdrawn_at is None
