"""The notice centre: written with the letter of the same name, in both languages, and kept for 90 days.

All notices of a transaction are one job, and rows once a worker has done it: whoever waits for a page waits for one
statement more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import aliased

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import announce, db, insert_or_conflict
from marketplace.events import handles
from marketplace.jobs import TakenJob
from marketplace.notifications.letters import write
from marketplace.notifications.notice_models import Notice, NoticesSeen, UnwantedMail
from marketplace.notifications.table import CAN_STOP, Channel, NoticeKind, line_of
from marketplace.orders.models import Purchase
from marketplace.retention import period
from marketplace.sellers.models import Seller

NOTICE: Final = "notice"
"""The kind of the job that writes one."""
KEPT: Final = period("notices")
ME: Final = "me"
OPERATORS: Final = "operators"
Reader: TypeAlias = User | Purchase | Seller | None
"""Whose notice it is; the buyer of a purchase is a person where they were signed in."""
Kinds: TypeAlias = Collection[NoticeKind]


def add(name: str, to: Reader, *, path: str, **facts: object) -> None:
    """Put the notice `name` down for this reader; nothing for a guest, or for what is no notice."""
    user_id, seller_id = _ids_of(to)
    if (user_id or seller_id) and Channel.NOTICE in line_of(name).channels:
        _add(name, path, facts, user_id=user_id, seller_id=seller_id)


def add_for_operators(name: str, *, path: str, **facts: object) -> None:
    """Put the notice `name` down for the operators."""
    _add(name, path, facts)


def _add(name: str, path: str, facts: dict[str, object], **reader: int | None) -> None:
    texts = {f"text_{one}": write(name, one, path=path, stop_link="", **facts).subject[:200] for one in ("vi", "en")}
    announce(Due({"name": name, "kind": line_of(name).kind, "path": path, **texts, **reader}))


@dataclass(frozen=True)
class Due:
    """A notice that is to be written, as its columns."""

    columns: dict[str, Any]


@handles(Due)
def hand_over(due: list[Due]) -> None:
    """All notices of a transaction are one job."""
    jobs.enqueue(NOTICE, {"notices": [each.columns for each in due]})


def put_down(job: TakenJob) -> None:
    """Write the notices of a job, once however often the job is done."""
    with jobs.finish(job):
        db.session.add_all(Notice(**columns, at=now()) for columns in job.payload["notices"])


def wants_mail(name: str, to: Reader) -> bool:
    """Whether this reader has not chosen to get no mail of the kind."""
    user_id, seller_id = _ids_of(to)
    kind = line_of(name).kind
    if kind not in CAN_STOP or not (user_id or seller_id):
        return True
    return kind not in unwanted(user_id=user_id, seller_id=seller_id)


def unwanted(*, user_id: int | None = None, seller_id: int | None = None) -> set[NoticeKind]:
    """The kinds of which this person, or this shop, wants no mail."""
    found = select(UnwantedMail.kind).where(_whose_choice(user_id, seller_id))
    return {NoticeKind(kind) for kind in db.session.scalars(found)}


def choose(wanted: Iterable[NoticeKind], *, user_id: int | None = None, seller_id: int | None = None) -> None:
    """Want mails of these kinds, and of whatever cannot be stopped; no others."""
    db.session.execute(delete(UnwantedMail).where(_whose_choice(user_id, seller_id)))
    gone = CAN_STOP - set(wanted)
    db.session.add_all(UnwantedMail(user_id=user_id, seller_id=seller_id, kind=kind) for kind in sorted(gone))
    db.session.flush()


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


def mark_read(user_id: int, *, up_to: int, place: str = ME) -> None:
    """Note that the person has read all up to this notice; what came later stays new."""
    new = insert_or_conflict(NoticesSeen).values(user_id=user_id, place=place, seen_id=up_to)
    present = NoticesSeen.__table__.c.seen_id
    later = new.on_conflict_do_update(
        index_elements=["user_id", "place"], set_={"seen_id": up_to}, where=present < up_to
    )
    db.session.execute(later)


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


def forget_old() -> int:
    """Delete some of the notices of more than 90 days ago; returns how many."""
    return jobs.delete_some(Notice, Notice.at < now() - KEPT)


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


def _whose_choice(user_id: int | None, seller_id: int | None) -> ColumnElement[bool]:
    return UnwantedMail.user_id == user_id if user_id else UnwantedMail.seller_id == seller_id


def _ids_of(to: Reader) -> tuple[int | None, int | None]:
    if isinstance(to, Seller):
        return None, to.id
    return (to.user_id if isinstance(to, Purchase) else to.id if to else None), None
