"""Sellers (cooperatives, groups, households, companies), who works for them, and what was decided about them."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, validates

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.names import check_legible
from marketplace.refs import new_ref
from marketplace.sellers.permissions import GRANTS, SellerRole, ShopPermission

COMMISSION_BP: Final = 500
"""What the market keeps of a sale of a new shop, in basis points."""


class SellerKind(StrEnum):
    """The legal kinds of seller; they decide documents and tax (Law on Cooperatives 17/2023/QH15)."""

    COOPERATIVE = "cooperative"
    COOP_UNION = "coop_union"
    COOP_GROUP = "coop_group"
    HOUSEHOLD_BUSINESS = "household_business"
    INDIVIDUAL_FARMER = "individual_farmer"
    ENTERPRISE = "enterprise"


class SellerState(StrEnum):
    """Only an approved seller's goods are shown and sold."""

    APPLIED = "applied"
    APPROVED = "approved"
    SUSPENDED = "suspended"


class Seller(Model):
    """A shop on the marketplace. `printed_place_vi` is the place as its certificate prints it, old names included.

    `days_off` are read and written by days_off.py, `deliveries` by own_delivery.py, `blocks` by shop_page/ (only pages
    that tell of the shop load them).
    The tax office knows it by `tax_code`, or by a person's own number, which is sealed (see sealing.py).
    """

    __tablename__ = "sellers"
    __table_args__ = (
        one_of("kind", SellerKind),
        one_of("state", SellerState),
        Index("ix_sellers_state_province_code_kind", "state", "province_code", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[SellerKind] = mapped_column(String(24))
    state: Mapped[SellerState] = mapped_column(String(12), default=SellerState.APPLIED)
    name_vi: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    printed_place_vi: Mapped[str] = mapped_column(String(200))
    province_code: Mapped[str] = mapped_column(String(2), index=True)
    commune_code: Mapped[str] = mapped_column(String(5), default="")
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    tax_code: Mapped[str | None] = mapped_column(String(14))
    personal_number_sealed: Mapped[str | None] = mapped_column(Text, deferred=True)
    tagline_vi: Mapped[str] = mapped_column(String(200), default="")
    tagline_en: Mapped[str] = mapped_column(String(200), default="")
    story_vi: Mapped[str] = mapped_column(Text, default="")
    story_en: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"), deferred=True)
    days_off: Mapped[list[list[Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    deliveries: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    carriers: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    picture: Mapped[str] = mapped_column(String(80), default="gui")
    folded: Mapped[str] = mapped_column(Text, default="")
    lead_days: Mapped[int] = mapped_column(default=1)
    commission_bp: Mapped[int] = mapped_column(default=COMMISSION_BP)
    offers_gift_box: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    events: Mapped[list["SellerEvent"]] = relationship(
        back_populates="seller", order_by="SellerEvent.id", cascade="all, delete-orphan"
    )

    if TYPE_CHECKING:
        has_people: Mapped[bool]

    @validates("name_vi", "name_en")
    def _check_name(self, _column: str, name: str) -> str:
        """Raise NameIllegible for a name that nobody can read."""
        if name:
            check_legible(name)
        return name

    @property
    def is_reachable(self) -> bool:
        """Whether anybody hears of an order: by phone, by e-mail, or by signing in."""
        return bool(self.phone or self.email or self.has_people)

    @property
    def is_waiting(self) -> bool:
        """Whether the application is still to be decided."""
        return self.state == SellerState.APPLIED

    @property
    def is_open(self) -> bool:
        """Whether its goods are shown and sold."""
        return self.state == SellerState.APPROVED


class SellerEvent(Model):
    """Who decided what about a seller, when and why. Rows are only added."""

    __tablename__ = "seller_events"
    __table_args__ = (one_of("state", SellerState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    state: Mapped[SellerState] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seller: Mapped[Seller] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()


class SellerMember(Model):
    """A person who works for a seller."""

    __tablename__ = "seller_members"
    __table_args__ = (one_of("role", SellerRole),)

    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[SellerRole] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller: Mapped[Seller] = relationship()
    user: Mapped[User] = relationship()

    def may(self, permission: ShopPermission) -> bool:
        """Whether the person's role in this shop lets them do it."""
        return permission in GRANTS[SellerRole(self.role)]


class Invitation(Model):
    """A place in a shop that waits for whoever gets its link, until it is used or ended. `hint` is whom it is for."""

    __tablename__ = "invitations"
    __table_args__ = (
        one_of("role", SellerRole),
        CheckConstraint("(accepted_at IS NULL) = (accepted_by_id IS NULL)", name="accepted_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    role: Mapped[SellerRole] = mapped_column(String(16))
    hint: Mapped[str] = mapped_column(String(80))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()
    invited_by: Mapped[User] = relationship(foreign_keys=invited_by_id)


PEOPLE = select(SellerMember.user_id).where(SellerMember.seller_id == Seller.id).correlate_except(SellerMember)
Seller.has_people = column_property(PEOPLE.exists(), deferred=True)  # here, because it asks the table of the people
