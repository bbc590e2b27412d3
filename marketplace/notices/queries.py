"""Questions about notices, and about who wants which kind by which channel."""

from collections.abc import Collection
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from marketplace.accounts.models import User
from marketplace.counting import Count
from marketplace.database import db
from marketplace.notices.models import Channel, Notice, NoticeKind, NoticesSeen, UnwantedNotice

ME: Final = "me"
OPERATORS: Final = "operators"
Kinds: TypeAlias = Collection[NoticeKind]


def unwanted(channel: Channel, *, user_id: int | None = None, seller_id: int | None = None) -> set[NoticeKind]:
    """The kinds of which this person, or this shop, wants nothing by this channel."""
    every = all_unwanted(user_id=user_id, seller_id=seller_id)
    return {kind for kind, by in every if by == channel}


def all_unwanted(*, user_id: int | None = None, seller_id: int | None = None) -> set[tuple[NoticeKind, Channel]]:
    """What this person, or this shop, wants not at all, by kind and channel."""
    mine = UnwantedNotice.user_id == user_id if user_id else UnwantedNotice.seller_id == seller_id
    found = db.session.execute(select(UnwantedNotice.kind, UnwantedNotice.channel).where(mine))
    return {(NoticeKind(kind), Channel(channel)) for kind, channel in found}


def of_person(user_id: int, *, kind: NoticeKind | None = None, limit: int, offset: int = 0) -> list[Notice]:
    """A person's notices, the newest first."""
    return _page(Notice.user_id == user_id, [kind] if kind else tuple(NoticeKind), limit, offset)


def of_shop(seller_id: int, kinds: Kinds, *, limit: int, offset: int = 0) -> list[Notice]:
    """A shop's notices of these kinds, the newest first."""
    return _page(Notice.seller_id == seller_id, kinds, limit, offset)


def of_operators(*, limit: int, offset: int = 0) -> list[Notice]:
    """The operators' notices, the newest first."""
    return _page(_of_operators(), tuple(NoticeKind), limit, offset)


def seen_up_to(user_id: int, place: str = ME) -> int:
    """The last notice that this person has read there; 0 for none."""
    seen = select(NoticesSeen.seen_id).where(NoticesSeen.user_id == user_id, NoticesSeen.place == place)
    return db.session.scalar(seen) or 0


def unread_of_user() -> Count:
    """A column for a statement about users: how many notices of their own they have not read."""
    seen = select(NoticesSeen.seen_id).where(NoticesSeen.user_id == User.id, NoticesSeen.place == ME)
    last = func.coalesce(seen.correlate(User).scalar_subquery(), 0)
    unread = select(func.count()).select_from(Notice).where(Notice.user_id == User.id, Notice.id > last)
    return unread.correlate(User).scalar_subquery()


def unread_of_shop(user_id: int, seller_id: int, kinds: Kinds) -> Count:
    """How many of a shop's notices of these kinds this person has not read."""
    mine = (Notice.seller_id == seller_id) & Notice.kind.in_(kinds)
    return _unread(mine, user_id, place_of(seller_id))


def unread_of_operators(user_id: int) -> Count:
    """How many of the operators' notices this person has not read."""
    return _unread(_of_operators(), user_id, OPERATORS)


def place_of(seller_id: int) -> str:
    """The place of a shop's notices."""
    return f"shop:{seller_id}"


def _unread(whose: ColumnElement[bool], user_id: int, place: str) -> Count:
    marker = aliased(NoticesSeen)
    seen = select(marker.seen_id).where(marker.user_id == user_id, marker.place == place).scalar_subquery()
    unread = select(func.count()).select_from(Notice).where(whose, Notice.id > func.coalesce(seen, 0))
    return unread.scalar_subquery()


def _of_operators() -> ColumnElement[bool]:
    return Notice.user_id.is_(None) & Notice.seller_id.is_(None)


def _page(whose: ColumnElement[bool], kinds: Kinds, limit: int, offset: int) -> list[Notice]:
    found: Select[Notice] = select(Notice).where(whose, Notice.kind.in_(kinds)).order_by(Notice.id.desc())
    return list(db.session.scalars(found.limit(limit).offset(offset)))
