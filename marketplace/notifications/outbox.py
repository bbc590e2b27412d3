"""Mails are jobs: written in the transaction that causes them, sent by a worker, so that none holds up a page."""

from datetime import timedelta
from typing import Final

from marketplace import jobs
from marketplace.clock import now
from marketplace.gateways import mail
from marketplace.jobs import NotDone, TakenJob
from marketplace.notifications.models import OutboxMail

MAIL: Final = "mail"
KEPT_SENT: Final = timedelta(days=30)


def enqueue_mail(*, recipient: str, subject: str, body: str, unsubscribe: str = "") -> None:
    """Send a mail once the current transaction is committed, and not if it is rolled back."""
    way_out = {"unsubscribe": unsubscribe} if unsubscribe else {}
    jobs.enqueue(MAIL, {"recipient": recipient, "subject": subject, "body": body, **way_out})


def send_mail(job: TakenJob) -> None:
    """Hand the mail over, at least once; its text, which may hold a secret link, is forgotten with the job."""
    try:
        mail.send(**job.payload)
    except mail.MailNotSent as error:
        raise NotDone(str(error), is_final=error.is_final) from error


def forget_sent_mails() -> int:
    """Delete some of the mails that were sent more than a month ago; returns how many, 0 when none is left."""
    return jobs.delete_some(OutboxMail, OutboxMail.sent_at < now() - KEPT_SENT)
