"""Mails are jobs: written in the transaction that causes them, sent by a worker, so that none holds up a page.

Nor does one hold up another. A mail that did not go out at once waits from then on among the slow ones, which have a
worker's thread of their own; and while the mails to one domain take long, the others to it go there untried.
"""

from threading import Lock
from time import monotonic
from typing import Any, Final

from marketplace import dispatches, jobs, metrics
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.dispatches import DispatchState
from marketplace.gateways import mail
from marketplace.jobs import NotDone, TakenJob
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.notices import Channel
from marketplace.notifications import sending
from marketplace.notifications.html_letters import as_html
from marketplace.notifications.models import OutboxMail
from marketplace.retention import period

MAIL: Final = "mail"
SLOW_MAIL: Final = "slow_mail"
KEPT_SENT: Final = period("sent_mails")
SLOW_SECONDS: Final = 3.0
"""A mail that takes so long holds others up: ten go out in that time."""
SLOW_FOR_SECONDS: Final = 300.0
MOST_DOMAINS: Final = 1_000


class MailTrouble:
    """What this process knows of slow domains, and whether the server was away; both are forgotten with it."""

    def __init__(self) -> None:
        self._slow_until: dict[str, float] = {}
        self._lock = Lock()
        self.server_was_away = False

    def is_slow(self, domain: str) -> bool:
        """Whether a mail to this domain took long a moment ago."""
        return self._slow_until.get(domain, 0.0) > monotonic()

    def note(self, domain: str, seconds: float) -> None:
        """A mail to the domain was sent, or not, in so many seconds."""
        with self._lock:
            if seconds < SLOW_SECONDS:
                self._slow_until.pop(domain, None)
            elif len(self._slow_until) < MOST_DOMAINS:
                self._slow_until[domain] = monotonic() + SLOW_FOR_SECONDS
            else:
                self._slow_until.clear()


trouble = MailTrouble()


def enqueue_mail(
    *,
    recipient: str,
    subject: str,
    body: str,
    unsubscribe: str = "",
    locale: str = "",
    label: dict[str, Any] | None = None,
) -> None:
    """Send a mail once the current transaction is committed, and not if it is rolled back.

    With a `locale`, the language of its words, it goes out with an HTML part as well; with a `label` it is written down
    when it went out.
    """
    more = {name: each for name, each in (("unsubscribe", unsubscribe), ("locale", locale), ("label", label)) if each}
    jobs.enqueue(MAIL, {"recipient": recipient, "subject": subject, "body": body, **more})


def send_mail(job: TakenJob) -> None:
    """Hand the mail over, at least once; its text, which may hold a secret link, is forgotten with the job."""
    if trouble.is_slow(_domain(job)):
        jobs.move(job, SLOW_MAIL)
    else:
        send_slow_mail(job)


def send_slow_mail(job: TakenJob) -> None:
    """The same for a mail that did not go out at once, or whose domain is slow."""
    began_at = monotonic()
    try:
        mail.send(**_letter(job.payload))
    except mail.MailNotSent as error:
        trouble.server_was_away |= error.is_away
        metrics.count_mail("refused" if error.is_final else "failed")
        _note_failure(job, error)
        raise NotDone(str(error), is_final=error.is_final, as_kind="" if error.is_final else SLOW_MAIL) from error
    finally:
        trouble.note(_domain(job), monotonic() - began_at)
    metrics.count_mail("sent")
    if job.payload.get("label"):
        sending.over(job, Channel.MAIL, DispatchState.SENT)
    _go_on()


def _note_failure(job: TakenJob, error: mail.MailNotSent) -> None:
    if label := job.payload.get("label"):
        is_last = error.is_final or job.attempt >= MOST_ATTEMPTS
        with transaction():
            state = DispatchState.FAILED if is_last else DispatchState.TRYING
            dispatches.note(label, Channel.MAIL, state, reason=str(error).partition(":")[0])


def _letter(payload: dict[str, Any]) -> dict[str, Any]:
    """What the gateway is given: the words of the job, with their HTML part."""
    letter = {name: text for name, text in payload.items() if name not in ("locale", "label")}
    locale = payload.get("locale")
    if locale:
        unsubscribe = payload.get("unsubscribe", "")
        letter["html"] = as_html(payload["subject"], payload["body"], locale, unsubscribe=unsubscribe)
    return letter


def _go_on() -> None:
    """The server is there again: what it could not take is tried now, and not hours later."""
    if trouble.server_was_away:
        trouble.server_was_away = False
        with transaction():
            jobs.hasten(SLOW_MAIL, mail.AWAY)


def _domain(job: TakenJob) -> str:
    return str(job.payload["recipient"]).rpartition("@")[2].lower()


def forget_sent_mails() -> int:
    """Delete some of the mails that were sent more than a month ago; returns how many, 0 when none is left."""
    return jobs.delete_some(OutboxMail, OutboxMail.sent_at < now() - KEPT_SENT)
