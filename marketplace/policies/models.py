"""What people said to policies. The database refuses to change or delete a row."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of


class Policy(StrEnum):
    """What is asked for consent."""

    PRIVACY = "privacy"


class PolicyConsent(Model):
    """Yes or no of a person to one version: who was never asked has no row. The newest of a version counts.

    `digest` is the SHA-256 of the Vietnamese text as the page showed it at that moment.
    """

    __tablename__ = "policy_consents"
    __table_args__ = (one_of("policy", Policy), Index("ix_policy_consents_person", "user_id", "policy", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    policy: Mapped[Policy] = mapped_column(String(16))
    version: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
    is_given: Mapped[bool]
    locale: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
