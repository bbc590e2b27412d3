"""Messages to telephones, where a gateway is set up: by Zalo from an approved template, else a text of one line."""

from datetime import datetime
from typing import Any, Final

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.accounts.phones import mask_phone
from marketplace.clock import now
from marketplace.dispatches import DispatchState
from marketplace.gateways import sms, zalo
from marketplace.jobs import TakenJob
from marketplace.notices import Channel
from marketplace.notifications import noticing, quiet_hours, sending
from marketplace.notifications.letters import sender, write
from marketplace.notifications.subjects import label_of, zalo_facts
from marketplace.notifications.table import line_of
from marketplace.orders.models import Purchase
from marketplace.sellers.models import Seller

TEXT: Final = "sms"
ZALO: Final = "zalo"


def queue_text(
    name: str,
    phone: str,
    locale: str | None,
    *,
    until: datetime | None = None,
    path: str = "",
    to: noticing.Reader = None,
    has_mail: bool = False,
    **facts: object,
) -> None:
    """Send the message `name` once the current transaction is committed; nothing where no gateway is set up.

    After `until` it says nothing true any more and is not sent. What can wait goes out in no quiet hour. Where Zalo has
    a template for it, it goes there, and by a text only to who is not reached there and `has_mail` not.
    """
    may_text = sms.is_on() and not has_mail and noticing.wants(Channel.TEXT, name, to)
    template = zalo.template_of(name) if Channel.ZALO in line_of(name).channels else ""
    by_zalo = bool(template) and noticing.wants(Channel.ZALO, name, to)
    if not (by_zalo or may_text):
        return
    facts["until"] = until
    carried: dict[str, Any] = {"phone": phone, "until": until.isoformat() if until else ""}
    carried["text"] = _text(name, locale, path, facts) if may_text else ""
    carried["label"] = label_of(name, mask_phone(phone), facts, to)
    if by_zalo:
        carried |= {"template": template, "facts": zalo_facts(name, path, facts)}
    due_at = quiet_hours.next_time(now()) if line_of(name).can_wait else None
    jobs.enqueue(ZALO if by_zalo else TEXT, carried, due_at=due_at)


def queue_beside_letter(
    name: str, to: noticing.Reader, locale: str | None, *, has_mail: bool, path: str, **facts: object
) -> None:
    """Tell the telephone of the same reader, too, of what the table says goes there."""
    phone = _phone_of(to)
    until = facts.pop("until", None)
    if phone and Channel.ZALO in line_of(name).channels:
        ends = until if isinstance(until, datetime) else None
        queue_text(name, phone, locale, until=ends, path=path, to=to, has_mail=has_mail, **facts)


def send_text(job: TakenJob) -> None:
    """Hand the message over, once; its text, which may hold a code, is forgotten with the job."""

    def call() -> None:
        try:
            sms.send(phone=job.payload["phone"], text=job.payload["text"])
        except sms.TextNotSent as error:
            raise sending.try_again(job, Channel.TEXT, str(error)) from error
        except sms.TextUnclear as error:
            sending.over(job, Channel.TEXT, DispatchState.UNKNOWN, reason=str(error))
        else:
            sending.over(job, Channel.TEXT, DispatchState.SENT)

    sending.send_once(job, Channel.TEXT, call)


def _text(name: str, locale: str | None, path: str, facts: dict[str, object]) -> str:
    """The line of a text; a letter's is its subject with its link."""
    is_letter = Channel.MAIL in line_of(name).channels
    more = {"stop_link": ""} if is_letter else {}
    line = write(name, locale, path=path, **more, **facts).subject
    return f"{line}: {sender.base_url}{path}" if is_letter else line


def _phone_of(to: noticing.Reader) -> str | None:
    match to:
        case Purchase():
            return to.contact_phone  # of a gift the giver's: its receiver hears neither price nor link
        case Seller():
            return to.phone
        case User():
            return to.phone if to.phone_confirmed_at else None
    return None
