"""How long a shop takes to answer, from what it did: never a promise that somebody typed."""

from datetime import timedelta
from statistics import median
from typing import Final

from sqlalchemy import select

from marketplace.clock import now
from marketplace.database import db
from marketplace.messages.models import Message, Side, Thread

COUNTED: Final = timedelta(days=90)
LEAST: Final = 5
"""From so few nobody can tell how long a shop takes."""
MOST: Final = 500


def answer_time(seller_id: int) -> timedelta | None:
    """The middle of what buyers waited for an answer in the last 90 days; None while there are fewer than five.

    Whoever still waits counts with the time so far, so that a shop that does not answer does not look quick.
    """
    since = now() - COUNTED
    answers = select(Message.answered_after).join(Message.thread)
    answers = answers.where(Thread.seller_id == seller_id, Message.side == Side.SELLER, Message.at > since)
    answered = answers.where(Message.answered_after.is_not(None)).order_by(Message.id.desc()).limit(MOST)
    waiting = select(Thread.waits_since).where(Thread.seller_id == seller_id, Thread.waits_since > since).limit(MOST)
    waits = [float(seconds) for seconds in db.session.scalars(answered) if seconds is not None]
    waits += [(now() - asked_at).total_seconds() for asked_at in db.session.scalars(waiting) if asked_at]
    return timedelta(seconds=median(waits)) if len(waits) >= LEAST else None
