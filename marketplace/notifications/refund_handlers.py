"""Who is told of a refund: the buyer, at each step, and whenever an account is asked for or named."""

from typing import Final

from marketplace import payments
from marketplace.events import handles
from marketplace.notifications import mails
from marketplace.notifications.texts import queue_text
from marketplace.payments.refund_accounts import LINK_KEPT, AccountAsked, AccountNamed
from marketplace.payments.refund_models import Refund, RefundEvent
from marketplace.payments.states import RefundState

TOLD: Final = (RefundState.SENT, RefundState.CONFIRMED, RefundState.FAILED, RefundState.CANCELLED)


@handles(RefundEvent)
def tell_of_refunds(happened: list[RefundEvent]) -> None:
    """What nobody has agreed to yet is no news, nor is that it was refused then."""
    for step in happened:
        refund = step.refund
        if step.state != refund.state:
            continue  # it has gone on in the same moment
        if step.state in TOLD:
            _tell_of_step(step)
        elif _is_begun(step) and not payments.needs_second_operator(refund):
            ask(refund)


@handles(AccountAsked)
def ask_again(happened: list[AccountAsked]) -> None:
    """The buyer gets the link once more."""
    for asked in happened:
        ask(asked.refund)


@handles(AccountNamed)
def tell_of_accounts(happened: list[AccountNamed]) -> None:
    """The buyer hears where the money will go, in case somebody else said so."""
    for named in happened:
        mails.refund_mail("refund_account", named.refund)


def ask(refund: Refund) -> None:
    """By mail, else by a text message where there is something to answer."""
    asked_at = refund.asked_at or refund.requested_at
    until = asked_at + LINK_KEPT
    mails.refund_mail("refund_asked", refund, until=until)
    purchase = refund.purchase
    if not purchase.email and refund.awaits_account:
        path = mails.REFUND_PATH.format(token=refund.token)
        queue_text(
            "refund_text", purchase.contact_phone, purchase.locale, path=path, until=until, to=purchase, refund=refund
        )


def _is_begun(step: RefundEvent) -> bool:
    """Whether it is new, or goes another way than before; an account that was named is told of by itself."""
    return step.refund.account_sealed is None


def _tell_of_step(step: RefundEvent) -> None:
    refund = step.refund
    is_silent = refund.is_surplus or _was_never_agreed(refund)  # what was too much is asked for anew by itself
    if step.state != RefundState.CANCELLED or not is_silent:
        mails.refund_mail("refund_step", step.refund, note=step.note)


def _was_never_agreed(refund: Refund) -> bool:
    return refund.takes_two and refund.approved_by_id is None
