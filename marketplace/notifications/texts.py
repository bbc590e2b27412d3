"""Text messages to telephones, one line each, only where a gateway is set up."""

import logging
from datetime import datetime
from typing import Final

from marketplace import jobs
from marketplace.clock import now
from marketplace.gateways import sms
from marketplace.jobs import NotDone, TakenJob
from marketplace.notifications import quiet_hours
from marketplace.notifications.letters import write
from marketplace.notifications.table import line_of

TEXT: Final = "sms"

log = logging.getLogger(__name__)


def queue_text(
    name: str, phone: str, locale: str | None, *, until: datetime | None = None, path: str = "", **facts: object
) -> None:
    """Send the message `name` once the current transaction is committed; nothing where no gateway is set up.

    After `until` it says nothing true any more and is not sent. What can wait goes out in no quiet hour.
    """
    if sms.is_on():
        text, best_before = write(name, locale, path=path, **facts).subject, until.isoformat() if until else ""
        due_at = quiet_hours.next_time(now()) if line_of(name).can_wait else None
        jobs.enqueue(TEXT, {"phone": phone, "text": text, "until": best_before}, due_at=due_at)


def send_text(job: TakenJob) -> None:
    """Hand the message over, at least once; its text, which may hold a code, is forgotten with the job."""
    until = job.payload.get("until")
    if until and datetime.fromisoformat(until) <= now():
        log.warning("a text message came too late and was not sent")
        return
    try:
        sms.send(phone=job.payload["phone"], text=job.payload["text"])
    except sms.TextNotSent as error:
        raise NotDone(str(error)) from error
