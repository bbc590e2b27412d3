"""What somebody has to show before an address or a number counts as theirs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.database import Model, UtcDateTime, one_of


class ProofPurpose(StrEnum):
    """What follows from the proof: an account is opened, takes the contact as its own, or gets a new password.

    That of a shop changes no account: whoever asked knows what follows.
    """

    REGISTER = "register"
    EMAIL = "email"
    PHONE = "phone"
    RESET = "reset"
    SHOP = "shop"


class ContactProof(Model):
    """Somebody says that an address or a number is theirs, and shows it once, not too late.

    For an address the token is the secret of the link that is mailed there. For a number it only names the page where
    the code is typed, and a few wrong codes end it. `wanted_path` is the page to which somebody was on the way.
    """

    __tablename__ = "contact_proofs"
    __table_args__ = (
        one_of("purpose", ProofPurpose),
        CheckConstraint("(email IS NULL) <> (phone IS NULL)", name="of_one_contact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[ProofPurpose] = mapped_column(String(8))
    code_digest: Mapped[str | None] = mapped_column(String(64))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str | None] = mapped_column(String(2))
    wanted_path: Mapped[str] = mapped_column(String(200), default="", server_default="")
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user: Mapped[User | None] = relationship()
