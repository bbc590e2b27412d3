"""Documents follow what happens to payments: made out by a job, so that nobody who pays waits for a number."""

from marketplace import jobs
from marketplace.documents.credit_notes import CREDIT_NOTE
from marketplace.documents.receipts import RECEIPT
from marketplace.events import handles
from marketplace.orders.states import PaymentState
from marketplace.payments.models import PaymentEvent
from marketplace.payments.refund_models import RefundEvent
from marketplace.payments.states import RefundState


@handles(PaymentEvent)
def make_out_receipts(happened: list[PaymentEvent]) -> None:
    """What is paid gets its receipt."""
    for purchase_id in sorted({step.purchase_id for step in happened if step.state == PaymentState.PAID}):
        jobs.enqueue(RECEIPT, {"purchase": purchase_id}, key=f"receipt:{purchase_id}")


@handles(RefundEvent)
def make_out_credit_notes(happened: list[RefundEvent]) -> None:
    """What went back gets its credit note, which is void once the bank returns the money."""
    for step in happened:
        if step.state in (RefundState.CONFIRMED, RefundState.FAILED):
            jobs.enqueue(CREDIT_NOTE, {"refund": step.refund_id}, key=f"credit_note:{step.refund_id}")
