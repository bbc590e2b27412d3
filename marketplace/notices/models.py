"""Notices: what happened, in a line, for whoever signs in; and what people chose not to get by mail."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of


class NoticeKind(StrEnum):
    """What a notice is about, as people choose it."""

    ORDERS = "orders"
    MONEY = "money"
    MESSAGES = "messages"
    QUESTIONS = "questions"
    GOODS = "goods"
    WISHES = "wishes"
    ACCOUNT = "account"


CAN_STOP: Final = frozenset({NoticeKind.MESSAGES, NoticeKind.QUESTIONS, NoticeKind.WISHES})
"""Kinds of which nobody has to be told by mail; the others are owed: contract, money, safety of the account, cases."""


class Party(StrEnum):
    """Who hears."""

    BUYER = "buyer"
    SHOP = "shop"
    PERSON = "person"
    OPERATORS = "operators"


class Channel(StrEnum):
    """How somebody hears. A text goes to who cannot be reached by mail or Zalo; a notice stands in the account."""

    MAIL = "mail"
    TEXT = "text"
    ZALO = "zalo"
    NOTICE = "notice"


STOPPABLE: Final = {Channel.MAIL: CAN_STOP, Channel.TEXT: CAN_STOP, Channel.ZALO: frozenset(NoticeKind)}
"""What may be switched off by channel. Whoever wants nothing on Zalo is told by mail or text message instead."""


_MAIL, _PHONE = frozenset({Channel.MAIL}), frozenset({Channel.MAIL, Channel.ZALO, Channel.TEXT})
CHOICES: Final[Mapping[Party, Mapping[NoticeKind, frozenset[Channel]]]] = {
    Party.BUYER: {
        NoticeKind.ORDERS: _PHONE,
        NoticeKind.MONEY: _PHONE,
        NoticeKind.MESSAGES: _MAIL,
        NoticeKind.QUESTIONS: _MAIL,
        NoticeKind.WISHES: _PHONE,
    },
    Party.SHOP: {
        NoticeKind.ORDERS: _PHONE,
        NoticeKind.MONEY: _PHONE,
        NoticeKind.MESSAGES: _MAIL,
        NoticeKind.QUESTIONS: _MAIL,
    },
}
"""By which channels buyers and shops hear of which kind, where there is anything to choose."""


class Notice(Model):
    """One notice: of a person, of a shop, or, with neither, of the operators. It leads to `path`, in both languages."""

    __tablename__ = "notices"
    __table_args__ = (
        one_of("kind", NoticeKind),
        CheckConstraint("user_id IS NULL OR seller_id IS NULL", name="of_one_reader"),
        Index("ix_notices_of_user", "user_id", "id"),
        Index("ix_notices_of_seller", "seller_id", "id"),
        Index("ix_notices_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[NoticeKind] = mapped_column(String(12))
    text_vi: Mapped[str] = mapped_column(String(200))
    text_en: Mapped[str] = mapped_column(String(200))
    path: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class NoticesSeen(Model):
    """Up to which notice a person has read those of a `place`: their own ("me"), a shop's or the operators'."""

    __tablename__ = "notices_seen"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(20), primary_key=True)
    seen_id: Mapped[int]


class UnwantedNotice(Model):
    """A kind of which a person, or a shop, wants nothing by one channel; see `STOPPABLE` for what may stand here."""

    __tablename__ = "unwanted_notices"
    __table_args__ = (
        one_of("kind", NoticeKind),
        one_of("channel", Channel),
        CheckConstraint("(user_id IS NULL) <> (seller_id IS NULL)", name="of_one_reader"),
        UniqueConstraint("user_id", "kind", "channel"),
        UniqueConstraint("seller_id", "kind", "channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(String(12))
    channel: Mapped[Channel] = mapped_column(String(6))
