"""Questions about threads. Whoever asks names whose thread it must be: somebody else's is not there."""

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.counting import Count
from marketplace.database import db
from marketplace.messages.errors import ThreadNotFound
from marketplace.messages.models import Message, Thread, ThreadReport

MOST_SHOWN = 200
"""Messages of a thread that a page shows: the newest."""


def find_thread_of_order(order_id: int, *, lock: bool = False) -> Thread | None:
    """The thread about this order, if somebody has written."""
    return _find(Thread.order_id == order_id, lock)


def find_thread_about(product_id: int, user_id: int | None) -> Thread | None:
    """The thread of this person about these goods."""
    return _find((Thread.product_id == product_id) & (Thread.user_id == user_id)) if user_id else None


def get_thread_of_buyer(user_id: int, ref: str, *, lock: bool = False) -> Thread:
    """A thread of this person. Raises ThreadNotFound for anybody else's."""
    return _get((Thread.ref == ref) & (Thread.user_id == user_id), lock)


def get_thread_of_seller(seller_id: int, ref: str, *, lock: bool = False) -> Thread:
    """A thread of this shop. Raises ThreadNotFound for another shop's."""
    return _get((Thread.ref == ref) & (Thread.seller_id == seller_id), lock)


def get_reported_thread(ref: str, *, lock: bool = False) -> Thread:
    """A thread that one side has reported, for operators: they read no other. Raises ThreadNotFound."""
    reported = select(ThreadReport.id).where(ThreadReport.thread_id == Thread.id).exists()
    return _get((Thread.ref == ref) & reported, lock)


def get_message(thread: Thread, ref: str) -> Message:
    """One message of the thread. Raises ThreadNotFound."""
    found = db.session.scalars(select(Message).where(Message.ref == ref, Message.thread_id == thread.id)).first()
    if found is None:
        raise ThreadNotFound()
    return found


def messages_in(thread: Thread) -> list[Message]:
    """The newest messages of a thread in their order, with their photos and who wrote them."""
    newest = select(Message).where(Message.thread_id == thread.id).order_by(Message.id.desc()).limit(MOST_SHOWN)
    complete = newest.options(selectinload(Message.photos), joinedload(Message.author))
    return list(db.session.scalars(complete))[::-1]


def threads_of_buyer(user_id: int, *, limit: int, offset: int = 0) -> list[Thread]:
    """What this person has written about, the newest first."""
    return _page(Thread.user_id == user_id, limit, offset)


def threads_of_seller(seller_id: int, *, waiting: bool = False, limit: int, offset: int = 0) -> list[Thread]:
    """What people have written to this shop, the newest first; with `waiting` whoever waits for an answer."""
    mine = Thread.seller_id == seller_id
    return _page(mine & Thread.waits_since.is_not(None) if waiting else mine, limit, offset)


def unread_of_seller(seller_id: int) -> Count:
    """How many threads of the shop hold something unread."""
    unread = select(func.count()).where(Thread.seller_id == seller_id, Thread.seller_unread > 0)
    return unread.select_from(Thread).scalar_subquery()


def unread_of_buyer(user_id: int) -> Count:
    """How many threads of this person hold something unread."""
    unread = select(func.count()).where(Thread.user_id == user_id, Thread.buyer_unread > 0)
    return unread.select_from(Thread).scalar_subquery()


def _page(whose: ColumnElement[bool], limit: int, offset: int) -> list[Thread]:
    newest = _complete().where(whose).order_by(Thread.last_at.desc(), Thread.id.desc())
    return list(db.session.scalars(newest.limit(limit).offset(offset)))


def _get(whose: ColumnElement[bool], lock: bool) -> Thread:
    found = _find(whose, lock)
    if found is None:
        raise ThreadNotFound()
    return found


def _find(whose: ColumnElement[bool], lock: bool = False) -> Thread | None:
    found = _complete().where(whose).execution_options(populate_existing=True)
    return db.session.scalars(found.with_for_update(of=Thread) if lock else found).first()


def _complete() -> Select[Thread]:
    return select(Thread).options(
        joinedload(Thread.seller), joinedload(Thread.order), joinedload(Thread.product), joinedload(Thread.buyer)
    )
