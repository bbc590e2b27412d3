"""An address in somebody's book."""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace import places
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.refs import new_ref

IS_DEFAULT: Final = text("is_default")


class SavedAddress(Model):
    """Who receives, and where. Without a commune it is an address of before July 2025 that has to be chosen anew."""

    __tablename__ = "saved_addresses"
    __table_args__ = (
        Index(
            "uq_saved_addresses_default",
            "user_id",
            unique=True,
            sqlite_where=IS_DEFAULT,
            postgresql_where=IS_DEFAULT,
        ),
        Index("ix_saved_addresses_person", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20))
    province_code: Mapped[str] = mapped_column(String(2), default="")
    commune_code: Mapped[str] = mapped_column(String(5), default="")
    street: Mapped[str] = mapped_column(String(200))
    old_address: Mapped[str] = mapped_column(String(200), default="")
    is_default: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @property
    def commune(self) -> places.Commune | None:
        """Where it is today; None when that has to be chosen: it is an old address, or its commune is no more."""
        found = places.find_commune(self.commune_code)
        return found if found and found.province.code == self.province_code else None

    @property
    def needs_commune(self) -> bool:
        """Whether nothing can be sent there until a commune of today is chosen."""
        return self.commune is None
