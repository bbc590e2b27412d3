"""Where every letter passes: its notice, who may stop it, how many an address gets, and the queue of mails."""

import logging
from enum import Enum, auto

from marketplace.accounts.mail_addresses import MOST_UNCONFIRMED, is_confirmed, mask_mail, note_letter
from marketplace.notices import Channel
from marketplace.notifications import noticing
from marketplace.notifications.letters import sender, write
from marketplace.notifications.outbox import enqueue_mail
from marketplace.notifications.subjects import label_of
from marketplace.notifications.texts import queue_beside_letter

LETTERS_PATH = "/thu/{token}"

log = logging.getLogger(__name__)


class Kind(Enum):
    """What a mail is about, which says who may stop it and how many there may be."""

    ACCOUNT = auto()
    """The account: asked for at forms that have limits of their own."""
    NEWS_OF_ACCOUNT = auto()
    """The account, to an address that somebody typed."""
    ORDER = auto()
    """An order, to an address that the buyer typed."""
    NEWS = auto()
    """Anything else, to be stopped by a link; to an address that somebody typed."""
    SHOP = auto()
    """An order of a shop, to the address that operators have checked."""
    SHOP_NEWS = auto()
    """Anything else for a shop."""
    APPLICATION = auto()
    """What became of a shop's request, to the address that it typed and nobody has checked yet."""


STOPPABLE = {Kind.NEWS, Kind.SHOP_NEWS}
TYPED = {Kind.NEWS_OF_ACCOUNT, Kind.ORDER, Kind.NEWS, Kind.APPLICATION}
NEVER_LEFT_OUT = {"lot_recalled"}
"""What may be unsafe to eat is written of, however many letters an address has had."""


def queue(
    name: str,
    recipient: str | None,
    locale: str | None,
    kind: Kind,
    *,
    path: str,
    to: noticing.Reader = None,
    **facts: object,
) -> None:
    """Write and queue the mail, and the notice in the account or shop of the same person.

    People without an address get no mail, nor does an address that has had enough, nor one that wants none of a kind
    that can be stopped.
    """
    noticing.add(name, to, path=path, **facts)
    queue_beside_letter(name, to, locale, has_mail=bool(recipient), path=path, **facts)
    if not recipient or (kind in STOPPABLE and not noticing.wants(Channel.MAIL, name, to)):
        return
    stop_link = ""
    if kind in STOPPABLE | TYPED:
        address = note_letter(recipient)
        if kind in STOPPABLE and address.muted_at:
            return
        is_capped = kind in TYPED and name not in NEVER_LEFT_OUT
        if is_capped and address.letters > MOST_UNCONFIRMED and not is_confirmed(recipient):
            log.warning("an unconfirmed address had %s letters today and gets no more", MOST_UNCONFIRMED)
            return
        stop_link = sender.base_url + LETTERS_PATH.format(token=address.token) if kind in STOPPABLE else ""
    letter = write(name, locale, path=path, stop_link=stop_link, **facts)
    label = label_of(name, mask_mail(recipient), facts, to)
    enqueue_mail(
        recipient=recipient,
        subject=letter.subject,
        body=letter.body,
        unsubscribe=stop_link,
        locale=locale or "vi",
        label=label if label["purchase_id"] else None,
    )
