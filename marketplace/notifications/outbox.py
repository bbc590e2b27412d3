"""The outbox: mails wait in a table until they are sent, so that none is lost and none holds up a page.

Sending is a job of its own with three steps: take the mail on lease and commit, hand it over, write down what became
of it and commit. A process that dies in between leaves a lease that runs out; then somebody else sends the mail. So a
mail is sent at least once.
"""

import logging
from datetime import timedelta
from threading import Event
from typing import Final

from sqlalchemy import select, update

from marketplace.clock import now
from marketplace.database import after_commit, db, transaction
from marketplace.gateways import mail
from marketplace.notifications.models import OutboxMail

LEASE: Final = timedelta(minutes=5)
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
MOST_ATTEMPTS: Final = 14  # about two days of trying

something_waits = Event()
log = logging.getLogger(__name__)


def enqueue_mail(*, recipient: str, subject: str, body: str) -> OutboxMail:
    """Send a mail once the current transaction is committed, and not if it is rolled back."""
    waiting = OutboxMail(recipient=recipient, subject=subject, body=body)
    db.session.add(waiting)
    db.session.flush()
    after_commit(something_waits.set)
    return waiting


def drain(limit: int = 20) -> int:
    """Try to send up to `limit` mails that are due; returns how many went out. Opens its own transactions."""
    something_waits.clear()
    return sum(_send(leased) for leased in _lease(limit) if now() < leased.due_at)  # an old lease may be another's


def _lease(limit: int) -> list[OutboxMail]:
    """Push `due_at` of due mails past the lease. The condition on the old value lets only one process have each."""
    moment = now()
    waiting = OutboxMail.sent_at.is_(None), OutboxMail.due_at <= moment, OutboxMail.attempts < MOST_ATTEMPTS
    due = select(OutboxMail.id).where(*waiting).order_by(OutboxMail.due_at, OutboxMail.id).limit(limit)
    if not db.session.scalars(due).all():
        return []
    leased = update(OutboxMail).where(OutboxMail.id.in_(due.scalar_subquery()), *waiting).returning(OutboxMail)
    with transaction():
        values = {"due_at": moment + LEASE, "attempts": OutboxMail.attempts + 1}
        return list(db.session.scalars(leased.values(values), execution_options={"populate_existing": True}))


def _send(leased: OutboxMail) -> bool:
    try:
        mail.send(recipient=leased.recipient, subject=leased.subject, body=leased.body)
    except Exception as error:  # whatever is wrong with one mail, the others wait behind it
        log.warning("mail %s did not go out: %s", leased.id, type(error).__name__)
        _note(leased, due_at=now() + _pause(leased.attempts), last_error=str(error)[:300])
        return False
    # The text is dropped: it may hold a secret link, and whoever reads the table should not find it.
    _note(leased, sent_at=now(), last_error="", body="")
    return True


def _note(leased: OutboxMail, **values: object) -> None:
    with transaction():
        db.session.execute(update(OutboxMail).where(OutboxMail.id == leased.id).values(**values))


def _pause(attempts: int) -> timedelta:
    """One minute, then twice as long each time, at most six hours."""
    doublings: int = 2 ** (attempts - 1)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
