"""Who is told of money that is kept back or comes late."""

from marketplace import payouts
from marketplace.events import handles
from marketplace.notifications import mails
from marketplace.payments.refund_models import RefundEvent
from marketplace.payments.states import RefundReason, RefundState
from marketplace.payouts import PayoutHold

MONEY_PATH = "/ban-hang/tien"


@handles(PayoutHold)
def tell_of_holds(happened: list[PayoutHold]) -> None:
    """The shop hears that operators keep money back, why and until when, and that it is let go."""
    for hold in happened:
        name = "money_let_go" if hold.released_at else "money_held"
        held_vnd = payouts.amounts_of([hold]).get(hold.id, 0)
        mails.shop_mail(name, hold.seller, path=MONEY_PATH, hold=hold, held_vnd=held_vnd)


@handles(RefundEvent)
def tell_of_late_money(happened: list[RefundEvent]) -> None:
    """The buyer whose money came when the goods were kept no longer hears what happens next. Where they were still
    there, the order is placed after all and told of as such.
    """
    for step in happened:
        if step.state == RefundState.REQUESTED and step.refund.reason == RefundReason.LATE:
            mails.money_late_mail(step.refund)
