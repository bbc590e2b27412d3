"""Who is told of a claim: whichever side did not take the step, and the buyer of what was decided."""

from functools import partial
from typing import Final

from marketplace.events import handles
from marketplace.notifications import mails
from marketplace.notifications.texts import queue_text
from marketplace.orders.states import ActorRole
from marketplace.returns import ClaimEvent, ClaimState, Step
from marketplace.returns.terms import terms_of

SILENT: Final = (Step.RESTOCKED,)
"""Steps that are the shop's own business."""
CLAIM_PATH: Final = "/don/{token}/yeu-cau/{ref}"
SHOP_CLAIM_PATH: Final = "/ban-hang/khieu-nai/{ref}"


@handles(ClaimEvent)
def tell_of_claims(happened: list[ClaimEvent]) -> None:
    """The shop hears of what the buyer did, the buyer of what the shop did, and both of what the operators or the clock
    did. A buyer without an address gets a text message where there is something to answer.
    """
    for step in happened:
        if step.step in SILENT:
            continue
        if step.role != ActorRole.SELLER:
            _tell_shop(step)
        if step.role != ActorRole.BUYER or step.step == Step.OPENED:
            _tell_buyer(step)


def _tell_shop(step: ClaimEvent) -> None:
    claim = step.claim
    path = SHOP_CLAIM_PATH.format(ref=claim.ref)
    mails.shop_mail("claim_of_shop", claim.order.seller, path=path, claim=claim, step=step)


def _tell_buyer(step: ClaimEvent) -> None:
    claim = step.claim
    path = CLAIM_PATH.format(token=claim.order.purchase.token, ref=claim.ref)
    mails.claim_mail(claim, step, path=path)
    purchase = claim.order.purchase
    if not purchase.email and step.state == ClaimState.OFFERED:
        until = claim.due_at or step.at + terms_of().offer
        sending = partial(queue_text, "claim_text", purchase.contact_phone, purchase.locale, path=path, until=until)
        sending(to=purchase, number=claim.number, claim=claim)
