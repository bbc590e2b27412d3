"""Writing to each other. A thread is loaded with its lock, so that of two at once both stay and both count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update

from marketplace import sellers
from marketplace.accounts.models import User
from marketplace.catalogue.blocked_words import flags_in
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import announce, db, insert_or_conflict
from marketplace.messages import photos
from marketplace.messages.errors import BlockedWords, OwnShop, TooManyMessages
from marketplace.messages.masking import mask
from marketplace.messages.models import (
    LONGEST_MESSAGE,
    LONGEST_PREVIEW,
    Message,
    MessageKind,
    MessagePhoto,
    Side,
    Thread,
)
from marketplace.orders.models import Order
from marketplace.pictures import Picture, Received
from marketplace.refs import new_ref
from marketplace.retention import period
from marketplace.reviews.errors import TextMissing, TextTooLong
from marketplace.reviews.texts import short_name
from marketplace.text import clean_text

MOST_OF_NEW: Final = 10
"""Messages an hour of a guest, or of an account that is younger than `NEW_FOR`."""
MOST_OF_KNOWN: Final = 60
NEW_FOR: Final = timedelta(days=7)
KEPT: Final = period("messages")
AT_ONCE: Final = 200


@dataclass(frozen=True)
class Words:
    """What somebody sends: a text, photos or both."""

    body: str
    received: Sequence[Received] = ()


def write_about_order(order: Order, words: Words, *, side: Side = Side.BUYER, by: User | None) -> Message:
    """A message about an order; whoever has the order's link is its buyer. Raises what `write` raises."""
    purchase = order.purchase
    values = {"order_id": order.id, "user_id": purchase.user_id, "buyer_name": purchase.buyer_name}
    return write(_opened(order.seller_id, values), words, side=side, by=by)


def write_about_product(product: Product, words: Words, *, by: User) -> Message:
    """A shopper's message about goods. Raises OwnShop and what `write` raises."""
    if sellers.works_for(by.id, product.seller_id):
        raise OwnShop()
    values = {"product_id": product.id, "user_id": by.id, "buyer_name": short_name(by.name)}
    return write(_opened(product.seller_id, values), words, side=Side.BUYER, by=by)


def write(thread: Thread, words: Words, *, side: Side, by: User | None) -> Message:
    """Send a message from this side of a thread that is locked. Opening what the others wrote before goes with it.

    Raises TextMissing when there are neither words nor photos, TextTooLong, TooManyMessages, TooManyPhotos, or
    BlockedWords for what a shop may not promise.
    """
    body = _checked(words, side)
    if side == Side.BUYER:
        _refuse_flood(thread, by)
    text, was_masked = mask(body)
    written_at = now()
    message = Message(
        thread=thread,
        side=side,
        author_id=by.id if by else None,
        body=text,
        was_masked=was_masked,
        answered_after=_note_answer(thread, side, written_at),
        at=written_at,
    )
    db.session.add(message)
    _note(thread, message)
    db.session.flush()
    photos.add(message, words.received)
    announce(message)
    return message


def join(thread: Thread, *, by: User) -> Message:
    """Let an operator take part; both sides see since when. Nothing happens twice."""
    entry = Message(thread=thread, side=Side.MARKET, kind=MessageKind.JOINED, author_id=by.id, body="", at=now())
    db.session.add(entry)
    thread.joined_at = thread.joined_at or entry.at
    _note(thread, entry)
    db.session.flush()
    announce(entry)
    return entry


def see(thread: Thread, side: Side) -> None:
    """Note that this side has opened the thread."""
    if side == Side.BUYER:
        thread.buyer_unread = 0
    elif side == Side.SELLER:
        thread.seller_unread = 0
    db.session.flush()


def hide(message: Message, *, by: User) -> None:
    """Take the words of a message out of sight, or show them again when they are."""
    message.hidden_at, message.hidden_by_id = (None, None) if message.is_hidden else (now(), by.id)
    db.session.flush()


def forget_old() -> int:
    """Delete some of the threads in which nothing was written for three years, with their photos; returns how many."""
    old = select(Thread.id).where(Thread.last_at < now() - KEPT).order_by(Thread.id).limit(AT_ONCE)
    found = db.session.scalars(old).all()
    if found:
        shown = select(MessagePhoto.picture_id).join(Message, Message.id == MessagePhoto.message_id)
        gone = shown.where(Message.thread_id.in_(found))
        db.session.execute(update(Picture).where(Picture.id.in_(gone.scalar_subquery())).values(removed_at=now()))
        db.session.execute(delete(Thread).where(Thread.id.in_(found)))
    return len(found)


def _opened(seller_id: int, values: Mapping[str, object]) -> Thread:
    """The thread about this, locked; two that begin it at once begin the same one."""
    key = "order_id" if "order_id" in values else "product_id"
    new = insert_or_conflict(Thread).values(ref=new_ref(), seller_id=seller_id, last_side=Side.BUYER, **values)
    db.session.execute(new.on_conflict_do_nothing(index_elements=[key] if key == "order_id" else [key, "user_id"]))
    about = [getattr(Thread, name) == values[name] for name in ((key,) if key == "order_id" else (key, "user_id"))]
    found = select(Thread).where(*about).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).one()


def _checked(words: Words, side: Side) -> str:
    body = clean_text(words.body, LONGEST_MESSAGE + 1)
    if len(body) > LONGEST_MESSAGE:
        raise TextTooLong(limit=LONGEST_MESSAGE)
    if not (body or words.received):
        raise TextMissing()
    if side == Side.SELLER and (flags := flags_in(body)):
        raise BlockedWords(words=flags[0].text)
    return body


def _refuse_flood(thread: Thread, by: User | None) -> None:
    """So many an hour: of a person in all, of a guest about one order."""
    is_known = by is not None and by.created_at < now() - NEW_FOR
    most = MOST_OF_KNOWN if is_known else MOST_OF_NEW
    mine = Message.author_id == by.id if by else (Message.thread_id == thread.id) & Message.author_id.is_(None)
    lately = (Message.side == Side.BUYER, Message.at > now() - timedelta(hours=1))
    if (db.session.scalar(select(func.count()).select_from(Message).where(mine, *lately)) or 0) >= most:
        raise TooManyMessages(most=most)


def _note_answer(thread: Thread, side: Side, at: datetime) -> int | None:
    """Begin or end the buyer's waiting; returns for how long it was, in seconds, when this ends it."""
    if side == Side.BUYER:
        thread.waits_since = thread.waits_since or at
        return None
    if side == Side.MARKET or thread.waits_since is None:
        return None
    waited, thread.waits_since = int((at - thread.waits_since).total_seconds()), None
    return max(waited, 0)


def _note(thread: Thread, message: Message) -> None:
    """Count it for whoever did not write it, and keep its first words for the lists."""
    thread.buyer_unread = 0 if message.side == Side.BUYER else thread.buyer_unread + 1
    thread.seller_unread = 0 if message.side == Side.SELLER else thread.seller_unread + 1
    thread.last_at, thread.last_side = message.at, message.side
    thread.last_words = " ".join(message.body.split())[:LONGEST_PREVIEW]
