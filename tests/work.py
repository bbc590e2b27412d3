"""The work that waits, done at once and in the test's own process, and the mails among it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import select

from marketplace import notifications
from marketplace.database import db
from marketplace.job_handlers import LANES
from marketplace.jobs import Job
from marketplace.jobs.worker import drain
from tests.mail_check import faults_in


@dataclass(frozen=True)
class QueuedMail:
    """A mail that waits to be sent."""

    recipient: str
    subject: str
    body: str
    unsubscribe: str = ""
    locale: str = field(default="", compare=False)
    label: dict[str, Any] | None = field(default=None, compare=False)


def work(*kinds: str) -> Counter[str]:
    """Do all that is due, of these kinds only when some are named; says how many of each kind were tried."""
    db.session.commit()
    lanes = [{kind: do for kind, do in lane.items() if not kinds or kind in kinds} for lane in LANES]
    done = drain(filter(None, lanes), current_app._get_current_object().app_context)
    db.session.rollback()
    db.session.expire_all()
    return done


def queued_mails() -> list[QueuedMail]:
    """The mails that wait to be sent, in the order in which they were queued; mail_check.py looks them through."""
    waiting = select(Job.payload).where(Job.kind == notifications.MAIL, Job.finished_at.is_(None)).order_by(Job.id)
    found = [QueuedMail(**payload) for payload in db.session.scalars(waiting)]
    assert [
        fault for mail in found for fault in faults_in(mail.subject, mail.body, mail.locale, mail.unsubscribe)
    ] == []
    return found
