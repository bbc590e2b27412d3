"""Text messages to telephones, one line each, only where a gateway is set up."""

from typing import Final

from marketplace import jobs
from marketplace.gateways import sms
from marketplace.jobs import NotDone, TakenJob
from marketplace.notifications.letters import write

TEXT: Final = "sms"


def queue_text(name: str, phone: str, locale: str | None, **facts: object) -> None:
    """Send the message `name` once the current transaction is committed; nothing where no gateway is set up."""
    if sms.is_on():
        jobs.enqueue(TEXT, {"phone": phone, "text": write(name, locale, path="", **facts).subject})


def send_text(job: TakenJob) -> None:
    """Hand the message over, at least once; its text, which may hold a code, is forgotten with the job."""
    try:
        sms.send(**job.payload)
    except sms.TextNotSent as error:
        raise NotDone(str(error)) from error
