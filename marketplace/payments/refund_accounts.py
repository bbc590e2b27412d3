"""The account that a refund by transfer goes to: asked for by a secret link, and again when nobody answers.

The money stays the buyer's, however long it takes. After two reminders an operator calls.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from marketplace.accounts.models import User
from marketplace.banking.accounts import SHOWN
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.payments.errors import AccountFixed, LinkExpired, RefundNotFound
from marketplace.payments.queries import get_refund
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import UNSENT, RefundRoute, RefundState
from marketplace.retention import period
from marketplace.sealing import seal

LINK_KEPT: Final = period("refund_account_link")
"""How long the link takes an account after the buyer was asked."""
REMINDED_AFTER: Final = (timedelta(days=3), timedelta(days=10))
"""How long after the buyer was asked each reminder goes out."""
SILENT_AFTER: Final = timedelta(days=14)
"""After how long without an answer an operator should call."""
AT_ONCE: Final = 50


@dataclass(frozen=True)
class AccountAsked:
    """The buyer is asked once more where the money should go."""

    refund: Refund


@dataclass(frozen=True)
class AccountNamed:
    """Somebody with the link has said where the money should go."""

    refund: Refund


def get_refund_of_link(token: str, *, lock: bool = False) -> Refund:
    """The refund behind a buyer's link. Raises RefundNotFound."""
    refund = db.session.scalars(select(Refund).where(Refund.token == token)).one_or_none()
    if refund is None:
        raise RefundNotFound()
    return get_refund(refund.ref) if lock else refund


def takes_account(refund: Refund) -> bool:
    """Whether an account can be named or changed: nothing is on its way, and the link is good."""
    return _is_open(refund) and not is_expired(refund)


def is_expired(refund: Refund) -> bool:
    """Whether the buyer was asked too long ago."""
    return refund.asked_at is None or refund.asked_at + LINK_KEPT <= now()


def name_account(refund: Refund, *, bank: str, number: str, holder: str) -> None:
    """Send the money there. What a bank returned goes out again. Raises AccountFixed or LinkExpired."""
    if not _is_open(refund):
        raise AccountFixed()
    if is_expired(refund):
        raise LinkExpired()
    refund.account_sealed, refund.account_end = seal(number), number[-SHOWN:]
    refund.account_bank, refund.account_holder, refund.account_at = bank, holder, now()
    if refund.state == RefundState.FAILED:
        refund.move_to(RefundState.REQUESTED, by=None)
    db.session.flush()
    announce(AccountNamed(refund))


def forget_account(refund: Refund) -> None:
    """The account was wrong, or there is none yet: the buyer is asked from now on."""
    refund.account_sealed, refund.account_bank, refund.account_end, refund.account_holder = None, "", "", ""
    refund.account_at, refund.asked_at, refund.reminders = None, now(), 0


def ask_again(refund: Refund, *, by: User) -> None:
    """Another link, and the mail that brings it; the link of before leads nowhere. Raises AccountFixed."""
    if not _is_open(refund):
        raise AccountFixed()
    refund.token, refund.asked_at, refund.reminders = secrets.token_urlsafe(32), now(), 0
    db.session.flush()
    announce(AccountAsked(refund))


def remind_of_accounts() -> int:
    """Ask some buyers once more who were asked days ago and named no account; how many, 0 when none is left."""
    moment = now()
    due = or_(*(and_(Refund.reminders == said, Refund.asked_at <= moment - days) for said, days in _turns()))
    wanted = select(Refund).where(silent(), due, Refund.asked_at > moment - LINK_KEPT).order_by(Refund.id)
    found = db.session.scalars(wanted.limit(AT_ONCE).with_for_update(of=Refund)).all()
    for refund in found:
        refund.reminders += 1
        announce(AccountAsked(refund))
    db.session.flush()
    return len(found)


def silent(since: datetime | None = None) -> ColumnElement[bool]:
    """As `awaits_account` says it of one refund; with `since`, of those who were asked before that."""
    of_transfers = Refund.route == RefundRoute.TRANSFER, Refund.account_sealed.is_(None), Refund.state.in_(UNSENT)
    asked_at = func.coalesce(Refund.asked_at, Refund.requested_at)
    return and_(*of_transfers, *([asked_at <= since] if since else []))


def _turns() -> enumerate[timedelta]:
    return enumerate(REMINDED_AFTER)


def _is_open(refund: Refund) -> bool:
    return refund.route == RefundRoute.TRANSFER and refund.state in UNSENT and refund.queued_at is None
