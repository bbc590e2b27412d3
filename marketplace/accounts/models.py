"""People who can sign in, their sessions, and links that work once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, func
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from marketplace.accounts.phones import show_phone
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of


class User(Model):
    """A person: signs in by e-mail or phone; buyers, seller members and operators alike."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email IS NOT NULL OR phone IS NOT NULL", name="reachable"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    is_operator: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str | None] = mapped_column(String(2))
    theme: Mapped[str] = mapped_column(String(5), default="light")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def shown_phone(self) -> str | None:
        """The phone number as it is read out."""
        return show_phone(self.phone) if self.phone else None

    @property
    def known_facts(self) -> tuple[str | None, ...]:
        """What others may know of the person; none of it makes a password."""
        return self.name, self.email, self.shown_phone


class UserSession(Model):
    """One signed-in browser. The row is the session: deleting it signs that browser out."""

    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(45), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    user: Mapped[User] = relationship()
    reference: Mapped[str] = column_property(func.substr(token_digest, 1, 16))
    """Names the session on the person's own page; the digest's beginning gives nothing away."""


class LinkPurpose(StrEnum):
    """What a one-time link may be used for; a link for one purpose never serves another."""

    PASSWORD_RESET = "password_reset"  # noqa: S105 - a purpose, not a password
    FIRST_OPERATOR = "first_operator"


class OneTimeLink(Model):
    """A link that works once and not for long; only its digest is kept."""

    __tablename__ = "one_time_links"
    __table_args__ = (one_of("purpose", LinkPurpose),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(String(20))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
