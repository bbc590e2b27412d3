"""People who can sign in, their sessions, and links that work once."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, func
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from marketplace.accounts.permissions import OperatorRole
from marketplace.accounts.phones import show_phone
from marketplace.clock import now, today
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref


class User(Model):
    """A person: signs in by e-mail or phone; buyers, seller members and operators alike."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email IS NOT NULL OR phone IS NOT NULL", name="reachable"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    was_operator: Mapped[bool] = mapped_column("is_operator", default=False)
    """Read by releases before roles alone (see `Operator`); the next one may drop the column."""
    locale: Mapped[str | None] = mapped_column(String(2))
    theme: Mapped[str] = mapped_column(String(5), default="light")
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    phone_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def shown_phone(self) -> str | None:
        """The phone number as it is read out."""
        return show_phone(self.phone) if self.phone else None

    @property
    def has_dead_mailbox(self) -> bool:
        """Whether no mail reaches the address: earlier versions took letters outside ASCII before the @."""
        return not (self.email or "").rpartition("@")[0].isascii()

    @property
    def known_facts(self) -> tuple[str | None, ...]:
        """What others may know of the person; none of it makes a password."""
        return self.name, self.email, self.shown_phone


class Operator(Model):
    """A person who helps to run the marketplace. Without roles somebody has been one, or is to become one."""

    __tablename__ = "operators"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    stored_roles: Mapped[list[str]] = mapped_column("roles", JSON, default=list)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    user: Mapped[User] = relationship()
    events: Mapped[list["OperatorEvent"]] = relationship(
        back_populates="operator", order_by="OperatorEvent.id", cascade="all, delete-orphan"
    )

    @property
    def roles(self) -> frozenset[OperatorRole]:
        """What the person may do. Changed by `accounts.change_roles`, which writes down who did."""
        return read_roles(self.stored_roles)


class OperatorEvent(Model):
    """Who gave an operator which roles, and when: those that held from then on. Rows are only added."""

    __tablename__ = "operator_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operators.id", ondelete="CASCADE"), index=True)
    stored_roles: Mapped[list[str]] = mapped_column("roles", JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    operator: Mapped[Operator] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()

    @property
    def roles(self) -> frozenset[OperatorRole]:
        """The roles from then on."""
        return read_roles(self.stored_roles)


def read_roles(stored: Iterable[str]) -> frozenset[OperatorRole]:
    """The roles that a column holds; one that a later release has invented opens nothing here."""
    kept = set(stored)
    return frozenset(role for role in OperatorRole if role in kept)


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
    """A link that works once and not for long; only its digest is kept. `mailed_to` is the address it was mailed to."""

    __tablename__ = "one_time_links"
    __table_args__ = (one_of("purpose", LinkPurpose),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(String(20))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    mailed_to: Mapped[str | None] = mapped_column(String(254))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class KnownPlace(Model):
    """A device or a network from which a person has signed in before; only its digest is kept."""

    __tablename__ = "known_places"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class AccountHelp(Model):
    """An operator gave somebody a way back into the account: who, to whom, when, and how the caller was recognised.

    Rows are only added.
    """

    __tablename__ = "account_helps"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    user: Mapped[User] = relationship(foreign_keys=user_id)
    by: Mapped[User] = relationship(foreign_keys=by_id)


class MailAddress(Model):
    """An address that mails went to: how many on the day of the last one, and since when its owner wants none but those
    about orders and the account. `token` is the secret of the link by which the owner says so.
    """

    __tablename__ = "mail_addresses"

    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    counted_on: Mapped[date] = mapped_column(default=today)
    letters: Mapped[int] = mapped_column(default=0)
    muted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
